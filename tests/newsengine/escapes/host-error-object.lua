-- wanted: clean string
rule "escape" { pattern = "hello", emit = "Escape", set = function(m, doc)
  local ok, e = pcall(regex, "(")
  return { got = type(e) }
end }
