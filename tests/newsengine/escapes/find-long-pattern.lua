-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  local pattern = "b+" .. ("a"):rep(1 << 20)
  while true do ("x"):find(pattern) end
end }
