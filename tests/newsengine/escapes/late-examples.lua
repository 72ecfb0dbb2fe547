-- wanted: error examples belongs at the top level of a rule file
rule "escape" { emit = "Escape", run = function(doc)
  examples {}
end }
