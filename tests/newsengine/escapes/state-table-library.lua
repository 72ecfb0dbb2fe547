-- wanted: error read-only
local seen = { 3, 1, 2 }
rule "escape" { pattern = "hello", emit = "Escape", set = function() table.sort(seen) end }
