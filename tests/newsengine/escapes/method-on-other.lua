-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  doc.sentences("x")
end }
