-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  ("a"):rep(200000):find(".-b")
end }
