-- wanted: memory
rule "escape" { emit = "Escape", run = function(doc)
  local s, t = ("x"):rep(300000), {}
  for i = 1, 100 do t[i] = s end
  return table.concat(t)
end }
