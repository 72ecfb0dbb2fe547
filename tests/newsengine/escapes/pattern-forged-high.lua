-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  doc:match({ pattern = 1 << 30 })
end }
