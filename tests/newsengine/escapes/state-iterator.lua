-- wanted: state "(iterator)"
local following = ("a b c d"):gmatch("%a")
rule "escape" { pattern = "hello", emit = "Escape", set = function() return { got = following() } end }
