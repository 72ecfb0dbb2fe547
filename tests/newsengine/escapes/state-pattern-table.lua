-- wanted: error a table without a metatable expected
local GREETING = pattern "hello"
rule "escape" { emit = "Escape", run = function(doc)
  table.insert(GREETING, #GREETING)
end }
