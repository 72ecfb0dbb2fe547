-- wanted: error a table without a metatable expected
rule "escape" { emit = "Escape", run = function(doc)
  table.remove(setmetatable({}, { __len = function() return 1 << 40 end }), 1)
end }
