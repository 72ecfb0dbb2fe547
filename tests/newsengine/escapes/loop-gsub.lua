-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  ("abc"):gsub(".", function() while true do end end)
end }
