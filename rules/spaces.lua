-- rules/spaces.lua : bytes first to last of a document with ordinary spaces: pages are full of
-- no-break ones.
local function spaced(doc, first, last)
  local text = doc.text:sub(first, last)
  return text:find("\u{A0}", 1, true) and text:gsub("\u{A0}", " ") or text
end

return spaced
