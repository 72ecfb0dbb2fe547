-- wanted: error got a non-closable value
rule "escape" { emit = "Escape", run = function(doc)
  local x <close> = setmetatable({}, { __close = function() while true do end end })
end }
