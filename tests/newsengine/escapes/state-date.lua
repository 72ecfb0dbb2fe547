-- wanted: error a date is read-only
local day = date(2020, 1, 1)
rule "escape" { pattern = "hello", emit = "Escape", set = function() day.year = day.year + 1 end }
