-- wanted: error
rule "escape" { emit = "Escape", run = function(doc)
  utf8.char(1 << 40)
end }
