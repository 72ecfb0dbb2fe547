-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  local text, word = ("a"):rep(1 << 20), regex("b")
  while true do word:match(text, #text) end
end }
