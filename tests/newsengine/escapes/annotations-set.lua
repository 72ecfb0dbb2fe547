-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  local first = doc:add("Escape", doc:span(1, 5), { kind = "a" })
  for _ = 1, 20000 do doc:add("Escape", doc:span(1, 5), { kind = "a" }) end
  while true do
    doc:set(first, { kind = "b" })
    doc:match("{Escape kind=a} x")
  end
end }
