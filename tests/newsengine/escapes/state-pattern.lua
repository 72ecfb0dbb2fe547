-- wanted: error a pattern never changes
local GREETING = pattern "hello"
rule "escape" { emit = "Escape", run = function(doc)
  GREETING.pattern = 0
end }
