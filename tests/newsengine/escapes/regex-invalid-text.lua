-- wanted: error valid UTF-8 expected
rule "escape" { emit = "Escape", run = function(doc)
  regex("a"):match("\xff")
end }
