-- wanted: clean nil nil
rule "escape" { pattern = "hello", emit = "Escape", set = function(m, doc)
  return { got = tostring(doc.__index) .. " " .. tostring(m.__index) }
end }
