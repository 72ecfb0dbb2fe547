-- wanted: error read-only
local seen = { { {} } }
rule "escape" { pattern = "hello", emit = "Escape", set = function(m) seen[1][1].x = m.text end }
