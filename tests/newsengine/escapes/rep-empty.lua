-- wanted: error rep: too long
rule "escape" { emit = "Escape", run = function(doc)
  (""):rep(1 << 40)
end }
