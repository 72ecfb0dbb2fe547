-- wanted: regex
rule "escape" { emit = "Escape", run = function(doc)
  doc:find("(?:h|he|l|lo|o|e|ll|.)+?[0-9]{3}(?<=x)$")
  while true do doc:find("(.+)+[0-9]") end
end }
