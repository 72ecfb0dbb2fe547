-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  table.move({ 1 }, math.mininteger, math.maxinteger, 2)
end }
