-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  local text = ("a"):rep(1 << 20)
  while true do ("x"):gsub("x", text) end
end }
