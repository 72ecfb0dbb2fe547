-- wanted: state "count"
local count = 0
rule "escape" { pattern = "hello", emit = "Escape", set = function()
  count = count + 1
  return { count = count }
end }
