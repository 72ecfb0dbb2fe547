-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  ("a "):rep(1500):find("(.-) (.-) (.-) (.-)%d")
end }
