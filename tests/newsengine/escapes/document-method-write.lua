-- wanted: error attempt to index a userdata value
rule "escape" { emit = "Escape", run = function(doc)
  doc.each = nil
end }
