-- wanted: error examples stands at the top of a rule file
rule "escape" { emit = "Escape", run = function(doc)
  examples {}
end }
