-- wanted: error too many values
rule "escape" { emit = "Escape", run = function(doc)
  utf8.codepoint(("x"):rep(20000), 1, -1)
end }
