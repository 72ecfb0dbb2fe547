-- rules/article/spaces.lua : spaces beyond ASCII, read as plain ones; texts without the
-- spaces or marks around them.

local SPACE = { ["\u{A0}"] = true, ["\u{202F}"] = true, ["\u{205F}"] = true,
    ["\u{3000}"] = true }
for code = 0x2000, 0x200A do SPACE[utf8.char(code)] = true end

-- The text with each such space as a plain one, or, with `as_long`, as many as it has
-- bytes, so that offsets stay.
local function spaced(text, as_long)
  if not text:find("[\194\226\227]") then return text end
  return (text:gsub("[\194\226\227][\128-\191]+", function(character)
    return SPACE[character] and (as_long and (" "):rep(#character) or " ")
  end))
end

-- The offset in `text` of byte `at` of spaced(text).
local function in_text(text, at)
  for found, character in text:gmatch("()([\194\226\227][\128-\191]+)") do
    if found > at then break end
    if SPACE[character] then at = at + #character - 1 end
  end
  return at
end

-- The text without white space at its ends.
local function trimmed(text)
  local from = text:find("%S")
  return from and text:match("^.*%S", from) or ""
end

-- The text without white space and ASCII punctuation at its ends.
local function bare(text)
  local from = text:find("[^%s%p]")
  return from and text:match("^.*[^%s%p]", from) or ""
end

return { spaced = spaced, in_text = in_text, trimmed = trimmed, bare = bare }
