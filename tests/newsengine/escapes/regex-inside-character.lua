-- wanted: error inside a character
rule "escape" { emit = "Escape", run = function(doc)
  regex("a"):match("é", 2)
end }
