-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  error()
end }
