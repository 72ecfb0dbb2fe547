-- wanted: error a table without a metatable expected
rule "escape" { emit = "Escape", run = function(doc)
  table.insert(setmetatable({}, { __len = function() return 1 << 40 end }), 1, "x")
end }
