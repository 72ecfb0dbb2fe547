-- wanted: error read-only
rule "escape" { pattern = "hello", emit = "Escape", set = function(m) _G.last = m.text end }
