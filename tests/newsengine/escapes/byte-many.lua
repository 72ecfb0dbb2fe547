-- wanted: error too many values
rule "escape" { emit = "Escape", run = function(doc)
  ("x"):rep(20000):byte(1, -1)
end }
