-- wanted: error attempt to index a newsengine.document value
rule "escape" { emit = "Escape", run = function(doc)
  doc.text = "other"
end }
