-- wanted: budget
rule "escape" { emit = "Escape", run = function(doc)
  local t = {} for i = 1, 1e9 do t[i] = ("x"):rep(1000000) .. i end
end }
