-- wanted: error a date is read-only
rule "escape" { emit = "Escape", run = function(doc)
  doc.published.year = 1900
end }
