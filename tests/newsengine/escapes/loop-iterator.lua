-- wanted: steps
rule "escape" { emit = "Escape", run = function(doc)
  for _ in function() return 1 end do end
end }
