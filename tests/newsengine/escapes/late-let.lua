-- wanted: error let belongs at the top level of a rule file
rule "escape" { emit = "Escape", run = function(doc)
  let "x" "a"
end }
