-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  regex("(?C1)a")
end }
