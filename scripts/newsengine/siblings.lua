-- The same text as other desks would set it: an example must hold for each of them.
local core = require "newsengine.core"

local siblings = {}

-- Of the wrapped sibling; fewer lines do not show that a text is wrapped.
local columns, least_lines = 40, 4

local opens = { ["“"] = '"', ["”"] = '"', ["„"] = '"', ["‘"] = "'", ["’"] = "'", ["‚"] = "'" }

-- Straight quotation marks become curly ones: opening at the beginning and after a space
-- or an opening bracket, closing elsewhere.
local function curly(text)
  return (text:gsub("()([\"'])", function(at, mark)
    local begins = at == 1 or text:find("^[%s([{]", at - 1)
    if mark == '"' then return begins and "“" or "”" end
    return begins and "‘" or "’"
  end))
end

local function straight(text)
  return (text:gsub("\xE2\x80[\x98-\x9E]", opens))
end

local function no_break(text)
  return (text:gsub("(%S) %f[%S]", "%1\u{A0}"))
end

-- Lines of a paragraph broken at spaces, as mail and old wires do.
local function wrapped(text)
  local used = 0
  local made = text:gsub("([ \n]*)([^ \n]+)", function(space, word)
    local width = core.width(word)
    if space:find("\n") or space == "" then used = width return space .. word end
    if #space == 1 and used + 1 + width > columns then used = width return "\n" .. word end
    used = used + #space + width
    return space .. word
  end)
  return select(2, made:gsub("\n", "")) >= least_lines - 1 and made or text
end

local kinds = {
  { "curly quotation marks", curly }, { "straight quotation marks", straight },
  { "no-break spaces", no_break }, { "wrapped lines", wrapped },
  { "decomposed letters", core.nfd },
}

--- The siblings of a text that differ from it -> list of {name, text}
function siblings.of(text)
  local list = {}
  for _, kind in ipairs(kinds) do
    local other = kind[2](text)
    if other ~= text then list[#list + 1] = { kind[1], other } end
  end
  return list
end

--- The text of a value without the differences between siblings.
function siblings.plain(text)
  return (core.fold(text):gsub("%s+", " "))
end

return siblings
