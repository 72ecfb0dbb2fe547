-- wanted: error pattern too complex
rule "escape" { emit = "Escape", run = function(doc)
  ("a"):rep(3000):find(("a?"):rep(3000))
end }
