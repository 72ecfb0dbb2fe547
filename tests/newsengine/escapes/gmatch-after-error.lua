-- wanted: clean false false
rule "escape" { pattern = "hello", emit = "Escape", set = function(m, doc)
  local n = 2000
  local following = ("a"):rep(n):gmatch(("a?"):rep(n))
  local first, second = pcall(following), pcall(following)
  return { got = tostring(first) .. " " .. tostring(second) }
end }
