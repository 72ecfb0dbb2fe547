-- wanted: state "n"
local n = 0
local t = { [function() n = n + 1 return n end] = true }
rule "escape" { pattern = "hello", emit = "Escape", set = function()
  for f in pairs(t) do return { got = f() } end
end }
