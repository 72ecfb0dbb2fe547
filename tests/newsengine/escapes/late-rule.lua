-- wanted: error rule belongs at the top level of a rule file
rule "escape" { emit = "Escape", run = function(doc)
  rule "other" { pattern = "a", emit = "X" }
end }
