-- wanted: budget
rule "escape" { emit = "Escape", run = function(doc)
  local s = "[" .. ("1,"):rep(100000) .. "1]" while true do json.decode(s) end
end }
