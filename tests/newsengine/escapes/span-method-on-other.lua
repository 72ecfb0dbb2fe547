-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  doc:span(1, 1).denotes({}, {})
end }
