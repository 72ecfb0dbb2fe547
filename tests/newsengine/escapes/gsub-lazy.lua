-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  ("a"):rep(200000):gsub(".-b", "")
end }
