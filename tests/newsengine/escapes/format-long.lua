-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  ("%s%"):format("x")
end }
