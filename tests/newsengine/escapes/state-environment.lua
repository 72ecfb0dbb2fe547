-- wanted: error a table expected
rule "escape" { pattern = "hello", emit = "Escape", set = function()
  setmetatable(_G, { __index = function() return 1 end })
end }
