-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  table.sort({ 3, 2, 1 }, function() while true do end end)
end }
