-- wanted: error only rules/article.lua writes doc.meta
rule "escape" { emit = "Escape", run = function(doc)
  doc.meta.published = "2020-01-01"
end }
