-- wanted: budget
rule "escape" { emit = "Escape", run = function(doc)
  local t = {}
  while true do pcall(function() for i = #t + 1, 1e9 do t[i] = ("x"):rep(100000) .. i end end) end
end }
