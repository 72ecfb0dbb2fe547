-- wanted: error stack overflow
rule "escape" { emit = "Escape", run = function(doc)
  local function f() return 1 + f() end f()
end }
