-- wanted: error read-only
local shared = use "shared"
rule "escape" { pattern = "hello", emit = "Escape", set = function() shared.list[1] = "changed" end }
