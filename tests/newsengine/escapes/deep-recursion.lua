-- wanted: memory
rule "escape" { emit = "Escape", run = function(doc)
  local function f() return 1 + f() end f()
end }
