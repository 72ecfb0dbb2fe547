-- wanted: error rule stands at the top of a rule file
rule "escape" { emit = "Escape", run = function(doc)
  rule "other" { pattern = "a", emit = "X" }
end }
