-- wanted: error lang belongs at the top level of a rule file
rule "escape" { emit = "Escape", run = function(doc)
  lang "en"
end }
