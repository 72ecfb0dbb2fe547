-- wanted: error a table cannot be stored
rule "escape" { emit = "Escape", run = function(doc)
  local t = {}
  t.t = t
  doc:add("Escape", doc:span(1, 1), { t = t })
end }
