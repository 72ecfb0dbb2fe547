-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  for _ in ("a"):rep(200000):gmatch(".-b") do end
end }
