-- wanted: state "n"
local function counter() local n = 0 return function() n = n + 1 return n end end
local count = { counter() }
rule "escape" { pattern = "hello", emit = "Escape", set = function() return { got = count[1]() } end }
