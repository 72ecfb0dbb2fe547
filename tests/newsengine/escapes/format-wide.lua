-- wanted: error invalid
rule "escape" { emit = "Escape", run = function(doc)
  ("%0999d"):format(1)
end }
