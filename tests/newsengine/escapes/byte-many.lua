-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  ("x"):rep(1500000):byte(1, -1)
end }
