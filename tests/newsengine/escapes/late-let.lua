-- wanted: error let stands at the top of a rule file
rule "escape" { emit = "Escape", run = function(doc)
  let "x" "a"
end }
