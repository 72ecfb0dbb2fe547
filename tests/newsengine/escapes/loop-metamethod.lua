-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  tostring(setmetatable({}, { __tostring = function() while true do end end }))
end }
