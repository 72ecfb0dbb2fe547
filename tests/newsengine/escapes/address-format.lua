-- wanted: clean table function
rule "escape" { pattern = "hello", emit = "Escape", set = function(m, doc)
  return { got = ("%s %s"):format({}, print) }
end }
