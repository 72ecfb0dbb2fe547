-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  error(setmetatable({}, { __tostring = function() while true do end end }))
end }
