-- wanted: clean nil
rule "escape" { pattern = "hello", emit = "Escape", set = function(m, doc)
  return { got = tostring(doc.published.__index) }
end }
