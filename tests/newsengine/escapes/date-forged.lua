-- wanted: error date expected
rule "escape" { emit = "Escape", run = function(doc)
  return doc.published.plus({ number = "x" }, { days = 1 })
end }
