-- wanted: error read-only
rule "escape" { pattern = "hello", emit = "Escape", set = function(m) last = m.text end }
