-- wanted: clean function
rule "escape" { pattern = "hello", emit = "Escape", set = function(m, doc)
  return { got = tostring(print) }
end }
