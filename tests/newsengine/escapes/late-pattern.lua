-- wanted: error pattern belongs at the top level of a rule file
rule "escape" { emit = "Escape", run = function(doc)
  pattern "a"
end }
