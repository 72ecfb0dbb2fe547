-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  ("x"):gsub(("(x?)"):rep(40), "%1")
end }
