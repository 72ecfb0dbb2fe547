-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  while true do for _ in doc:words() do end end
end }
