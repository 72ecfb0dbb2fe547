-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  ("x"):rep(10000000):byte(1, -1)
end }
