-- wanted: error lexicon stands at the top of a rule file
rule "escape" { emit = "Escape", run = function(doc)
  lexicon "x" { "a" }
end }
