-- wanted: error a function cannot be stored
rule "escape" { emit = "Escape", run = function(doc)
  doc:add("Escape", doc:span(1, 1), { f = print })
end }
