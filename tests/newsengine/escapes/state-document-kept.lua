-- wanted: state "kept"
local kept
rule "escape" { pattern = "hello", emit = "Escape", set = function(m) kept = kept or m end }
