-- wanted: budget
rule "escape" { emit = "Escape", run = function(doc)
  local s = ("e\u{301}"):rep(1000000) while true do text.nfc(s) end
end }
