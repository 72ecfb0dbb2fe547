-- wanted: error use belongs at the top level of a rule file
rule "escape" { emit = "Escape", run = function(doc)
  use "shared"
end }
