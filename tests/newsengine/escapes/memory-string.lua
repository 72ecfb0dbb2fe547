-- wanted: memory
rule "escape" { emit = "Escape", run = function(doc)
  local s = "x" while true do s = s .. s end
end }
