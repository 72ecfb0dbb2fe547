-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  local v, why = json.decode(("["):rep(100000)) error(why or "decoded")
end }
