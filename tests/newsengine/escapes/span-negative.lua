-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  doc:add("Escape", doc:span(-5, -1), {})
end }
