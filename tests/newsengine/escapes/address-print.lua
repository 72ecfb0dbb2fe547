-- wanted: clean true
rule "escape" { pattern = "hello", emit = "Escape", set = function(m, doc)
  print({}, print, doc) return { got = true }
end }
