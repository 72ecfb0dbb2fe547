-- wanted: clean newsengine.regex
rule "escape" { pattern = "hello", emit = "Escape", set = function(m, doc)
  return { got = tostring(regex("a")) }
end }
