-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  utf8.codepoint(("x"):rep(10000000), 1, -1)
end }
