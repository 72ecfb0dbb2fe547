-- wanted: memory
rule "escape" { emit = "Escape", run = function(doc)
  local s = ("x"):rep(60000000)
end }
