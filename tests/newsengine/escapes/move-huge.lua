-- wanted: error move: too many items
rule "escape" { emit = "Escape", run = function(doc)
  table.move({}, 1, 1 << 40, 2)
end }
