-- wanted: clean table
rule "escape" { pattern = "hello", emit = "Escape", set = function(m, doc)
  return { got = tostring({}) }
end }
