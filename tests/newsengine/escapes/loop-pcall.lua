-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  while true do pcall(function() while true do end end) end
end }
