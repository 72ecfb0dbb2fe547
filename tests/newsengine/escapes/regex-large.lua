-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  regex(("(a{0,999}){0,999}"):rep(100))
end }
