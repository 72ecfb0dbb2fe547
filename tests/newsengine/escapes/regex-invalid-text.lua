-- wanted: clean nil
rule "escape" { pattern = "hello", emit = "Escape", set = function()
  return { got = tostring(regex("a"):match("a\xff") or nil) }
end }
