-- wanted: error doc.meta is written by
rule "escape" { emit = "Escape", run = function(doc)
  doc.meta.published = "2020-01-01"
end }
