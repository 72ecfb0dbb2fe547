-- wanted: clean 1
rule "escape" { pattern = "hello", emit = "Escape", set = function(m, doc)
  local t = setmetatable({}, { __mode = "v" })
  t[1] = {}
  local waste = {}
  for i = 1, 50000 do waste[i % 10] = { i } end
  return { got = #t }
end }
