-- wanted: error a pattern is read-only
local GREETING = pattern "hello"
rule "escape" { emit = "Escape", run = function(doc)
  GREETING.pattern = 0
end }
