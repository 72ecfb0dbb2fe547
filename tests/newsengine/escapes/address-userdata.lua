-- wanted: clean document
rule "escape" { pattern = "hello", emit = "Escape", set = function(m, doc)
  return { got = tostring(doc):match("^%a+") }
end }
