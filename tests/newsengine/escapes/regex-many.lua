-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  for i = 1, 1e9 do doc:find("zz" .. i) end
end }
