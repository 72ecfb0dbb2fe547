-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  local s = ("a"):rep(1000000) while true do s:find("ab", 1, true) end
end }
