-- wanted: error stack overflow
rule "escape" { emit = "Escape", run = function(doc)
  local t
  t = setmetatable({}, { __index = function(_, k) return t[k .. "x"] end })
  return t.a
end }
