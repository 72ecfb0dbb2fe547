-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  for _ = 1, 20000 do doc:add("Escape", doc:span(1, 5), {}) end
  while true do doc:covering("Escape", doc:span(2, 3)) end
end }
