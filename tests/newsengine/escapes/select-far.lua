-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  select(math.mininteger, 1)
end }
