-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  while true do print(("x"):rep(1000)) end
end }
