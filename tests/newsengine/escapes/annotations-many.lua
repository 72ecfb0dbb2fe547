-- wanted: budget
rule "escape" { emit = "Escape", run = function(doc)
  while true do doc:add("Escape", doc:span(1, 1), { x = ("x"):rep(100) }) end
end }
