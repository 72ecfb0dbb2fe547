-- wanted: error lexicon belongs at the top level of a rule file
rule "escape" { emit = "Escape", run = function(doc)
  lexicon "x" { "a" }
end }
