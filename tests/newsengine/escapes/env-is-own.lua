-- wanted: clean false
rule "escape" { pattern = "hello", emit = "Escape", set = function(m, doc)
  return { got = _ENV.io ~= nil or _G._G.os ~= nil or _G.debug ~= nil }
end }
