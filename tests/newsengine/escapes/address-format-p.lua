-- wanted: error %p is not offered
rule "escape" { emit = "Escape", run = function(doc)
  return ("%p"):format({})
end }
