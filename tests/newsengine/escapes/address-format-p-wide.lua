-- wanted: error %p is not offered
rule "escape" { emit = "Escape", run = function(doc)
  return ("%-20p"):format({})
end }
