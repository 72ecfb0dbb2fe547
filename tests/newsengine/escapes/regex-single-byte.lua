-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  regex("\\C")
end }
