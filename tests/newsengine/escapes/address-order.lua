-- wanted: clean same
rule "escape" { pattern = "hello", emit = "Escape", set = function(m, doc)
  local t, list = {}, {}
  for _, key in ipairs { "z", "b", "q", "a", "m" } do t[key] = true end
  for key in pairs(t) do list[#list + 1] = key end
  return { got = table.concat(list) == "abmqz" and "same" or "hash order" }
end }
