-- wanted: state "n"
local t
do
  local n = 0
  t = setmetatable({}, { __index = function() n = n + 1 return n end })
end
rule "escape" { pattern = "hello", emit = "Escape", set = function() return { got = t.x } end }
