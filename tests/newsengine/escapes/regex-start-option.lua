-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  regex("(*NO_JIT)a")
end }
