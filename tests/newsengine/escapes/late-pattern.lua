-- wanted: error pattern stands at the top of a rule file
rule "escape" { emit = "Escape", run = function(doc)
  pattern "a"
end }
