-- wanted: clean false
rule "escape" { pattern = "hello", emit = "Escape", set = function(m, doc)
  local t = setmetatable({}, { __metatable = { secret = 1 }, __index = { a = 1 } })
  return { got = pcall(setmetatable, t, {}) }
end }
