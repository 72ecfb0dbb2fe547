-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  ("("):rep(60000):find("%b()x")
end }
