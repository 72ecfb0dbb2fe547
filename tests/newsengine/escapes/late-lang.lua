-- wanted: error lang stands at the top of a rule file
rule "escape" { emit = "Escape", run = function(doc)
  lang "en"
end }
