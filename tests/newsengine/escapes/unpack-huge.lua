-- wanted: error unpack: too many items
rule "escape" { emit = "Escape", run = function(doc)
  table.unpack({}, 1, 1 << 40)
end }
