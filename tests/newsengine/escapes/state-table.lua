-- wanted: error read-only
local seen = {}
rule "escape" { pattern = "hello", emit = "Escape", set = function(m) seen[m.text] = true end }
