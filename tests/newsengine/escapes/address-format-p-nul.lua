-- wanted: error %p is not offered
rule "escape" { emit = "Escape", run = function(doc)
  return ("%%\0%+9p"):format({})
end }
