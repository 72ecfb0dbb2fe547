-- wanted: clean done
rule "escape" { pattern = "hello", emit = "Escape", set = function(m, doc)
  local t = {}
  for i = 1, 200 do t[i] = i * 7 % 31 end
  pcall(table.sort, t, function() return true end)
  return { got = "done" }
end }
