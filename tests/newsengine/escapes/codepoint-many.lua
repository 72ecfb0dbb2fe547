-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  utf8.codepoint(("x"):rep(1500000), 1, -1)
end }
