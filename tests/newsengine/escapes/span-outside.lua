-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  doc:add("Escape", doc:span(1, 1 << 40), {})
end }
