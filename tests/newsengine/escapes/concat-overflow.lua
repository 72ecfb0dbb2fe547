-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  table.concat({}, "", math.mininteger, math.maxinteger)
end }
