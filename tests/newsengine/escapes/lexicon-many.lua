-- wanted: steps
lexicon "words" { "hello" }
rule "escape" { emit = "Escape", run = function(doc)
  while true do lexicons.words:get("hello") end
end }
