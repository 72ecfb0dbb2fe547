-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  while true do end
end }
