-- wanted: clean false
rule "escape" { pattern = "hello", emit = "Escape", set = function(m, doc)
  local ran = false
  for _ = 1, 100 do setmetatable({}, { __gc = function() ran = true while true do end end }) end
  local waste = {}
  for i = 1, 20000 do waste[i % 10] = { i } end
  return { got = ran }
end }
