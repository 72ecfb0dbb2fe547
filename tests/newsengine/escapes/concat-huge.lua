-- wanted: error concat: too many items
rule "escape" { emit = "Escape", run = function(doc)
  table.concat({}, "", 1, 1 << 40)
end }
