-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  local f f = function() pcall(f) f() end f()
end }
