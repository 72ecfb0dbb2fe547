-- wanted: error use stands at the top of a rule file
rule "escape" { emit = "Escape", run = function(doc)
  use "shared"
end }
