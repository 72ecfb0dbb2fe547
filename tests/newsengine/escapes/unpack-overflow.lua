-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  table.unpack({}, math.mininteger, math.maxinteger)
end }
