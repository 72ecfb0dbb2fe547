-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  local function f() while true do end end while true do xpcall(f, f) end
end }
