-- HTML in feeds and mail -> all of its text: use "page/plain" gives a function.
return function(html)
  local p, why = page(html)
  if not p then error(why, 0) end
  local parts = {}
  for i = 1, p:blocks() do parts[i] = p:block_text(i) end
  p:close()
  return table.concat(parts, "\n\n")
end
