-- wanted: budget
rule "escape" { emit = "Escape", run = function(doc)
  local s = ("é"):rep(1000000) while true do text.fold(s) end
end }
