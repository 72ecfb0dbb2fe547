-- wanted: error rep: too long
rule "escape" { emit = "Escape", run = function(doc)
  ("x"):rep(1 << 20, ("y"):rep(1000))
end }
