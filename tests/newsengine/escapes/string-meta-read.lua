-- wanted: clean nil
rule "escape" { pattern = "hello", emit = "Escape", set = function(m, doc)
  return { got = tostring((""). __index) }
end }
