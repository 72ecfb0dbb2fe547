-- rules/article/dateline.lua : "LONDON, March 4 (Reuters) - " before the first sentence.
local spaces, units = use "article/spaces", use "article/units"

lexicon "furniture" { file = "lexicons/furniture.tsv" }
lexicon "towns" { file = "lexicons/places.tsv", key = "name", exact = true }
lexicon "known_places" { file = "lexicons/places.hand.tsv", key = "name", exact = true }

local text_of, PROSE = units.text_of, units.PROSE

local PLACE = "\\p{Lu}[\\p{Lu}.'’ -]*\\p{Lu}\\.?"
local REST = "(?:(?:,|(?= \\p{Lu})) [\\p{L}. ]{2,30})?" -- "NAIROBI, Kenya"; not "MLA held: "
local DAY = "(?:[,;/]? ?\\(?(?:[A-Z][a-z]{2,8}\\.? \\d{1,2}"
  .. "|\\d{1,2} [A-Z][a-z]{2,8}\\.?)(?:, \\d{4})?\\)?)?"
local WIRE = "(?:[,;]? ?(?:\\([^()]{2,40}\\)|/[^/]{2,40}/))?"
local DASH = " ?(?:—|–|--+|-(?= )|:(?= )) ?"
-- "MOSCOW (Agency - 23rd November, 2020) " needs no dash
local DATED = "\\([^()]{2,50}\\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8},? \\d{4}\\) "
-- "New Palur, Aug 9: "
local IN_SMALL = "\\p{Lu}\\p{Ll}+(?: \\p{Lu}\\p{Ll}+){0,2}, [A-Z][a-z]{2,8}\\.? \\d{1,2}"
  .. "(?:, \\d{4})?" .. WIRE
-- "New Palur, NWS - ": the letters of an agency
local BY_AGENCY = "\\p{Lu}\\p{Ll}+(?: \\p{Lu}\\p{Ll}+){0,2}, \\p{Lu}{2,6}"
-- "New Palur, Aug 9 (NWS) ": after letters in brackets there need not be a dash, either
local IN_BRACKETS = IN_SMALL .. "(?<=\\)) (?=[\\p{Lu}'\"‘“])"
-- "MOSCOW, April 20. /NWS/. ": a stop and an agency between strokes
local BETWEEN_STROKES = PLACE .. REST .. DAY .. "\\.? ?/\\p{Lu}[^/]{1,30}/\\.? (?=[\\p{Lu}'\"‘“])"
-- "Aug. 9 (NWS) -- ": the day alone
local DAY_ALONE = "[A-Z][a-z]{2,8}\\.? \\d{1,2} \\([^()]{2,30}\\)" .. DASH
-- "New Palur - The mill", "New Palur: The mill": a town that the lexicons have
local TOWN = regex("^(\\p{Lu}\\p{Ll}+(?: \\p{Lu}\\p{Ll}+){0,2})(?: [-–—]|:) (?=[\\p{Lu}“‘\"'])")
local DATELINE = regex("^(?:" .. PLACE .. REST .. "|\\p{Lu}\\p{Ll}+(?= [(/]))(?:" .. WIRE
  .. "(?:" .. DASH .. ")?" .. DAY .. WIRE .. DASH .. "| " .. DATED .. ")|^" .. IN_SMALL .. DASH
  .. "|^" .. IN_BRACKETS .. "|^" .. BY_AGENCY .. DASH .. "|^" .. BETWEEN_STROKES .. "|^"
  .. DAY_ALONE)
local HEAD = 160 -- bytes that are looked at

-- Which units may begin with a dateline: most sentences begin differently, or have no
-- dash near.
local MAY_BE = { none = text.SMALL, any = text.marks "-:(/" | text.OTHER, least = 41, to = 10,
  match = regex("^\\p{Lu}(?:[\\p{Lu}.'’\\p{Zs}-]{0," .. HEAD .. "}\\p{Lu}|\\p{Ll}+\\p{Zs}[(/]"
    .. "|\\p{Ll}{2,8}\\.?\\p{Zs}\\d{1,2}\\p{Zs}\\("
  .. "|\\p{Ll}+(?:\\p{Zs}\\p{Lu}\\p{Ll}+){0,2},\\p{Zs}(?:[A-Z][a-z]{2,8}\\.?\\p{Zs}\\d"
    .. "|\\p{Lu}{2,6}(?=\\p{Zs}?[—–-]))"
    .. "|\\p{Ll}+(?:\\p{Zs}\\p{Lu}\\p{Ll}+){0,2}(?=(?:\\p{Zs}[—–-]|:)\\p{Zs}\\p{Lu}))"
    .. "(?=[^—–:(/-]{0,160}+[—–:(/-])") }

-- "NOTE: " is no place, nor is a headline with more words than places have.
local BARE = regex("^(" .. PLACE .. ") ?[^\\p{L}\\d\\s()/]+ ?$")

local function is_label(lead)
  local _, _, place = BARE:match(lead)
  if not place then return false end
  local _, words = place:gsub("%S+", "")
  if words > 3 or place:find "^%u%u THE " then return true end -- "ON THE SCENE: "
  for _, entry in ipairs(lexicons.furniture:all(place)) do
    if entry.match == "label" then return true end
  end
  return false
end

-- The first unit with a sentence; page.sentence keeps how far the search has come.
local function first_sentence(page)
  local i = page.sentence or 1
  while page.kinds[i] and page.kinds[i] & PROSE == 0 do i = i + 1 end
  page.sentence = i
  return i
end

-- The last byte of a town and its dash before the first sentence, or nil. Elsewhere a
-- town heads an entry of a list.
local function town_end(page, i, head)
  if i ~= first_sentence(page) then return end
  local _, last, town = TOWN:match(head)
  return last and (lexicons.towns:has(town) or lexicons.known_places:has(town)) and last or nil
end

-- The last byte of the dateline, with its dash, at the beginning of a unit; or nil.
local function dateline_end(page, i)
  local text = text_of(page, i)
  if not text:find("^%u%u") and not text:find("^[%u\194-\244][^ ]+ ?[(/%u\194-\244]")
      and not text:find("^%u%l+,") and not text:find("^%u%l+%s+%-")
      and not text:find("^%u%l+%.?[ \xC2]\xA0?%d") then
    return nil
  end
  local head = spaces.spaced((text:sub(1, HEAD):gsub("[\194-\244][\128-\191]*$", "")))
  local _, last = DATELINE:match(head)
  last = last or town_end(page, i, head)
  last = last and spaces.in_text(text, last)
  if not last or last >= #text then return nil end
  if page.kinds[i] & PROSE == 0 and text:find("^[^%-]*:%s", 1) and last < 20 then return nil end
  local lead = text:sub(1, last)
  local _, words = lead:gsub("%S+", "%0")
  if words > 10 or lead:find("[!?]") or is_label(lead) then return nil end
  return page.first[i] + last - 1
end

return { last_byte = dateline_end, MAY_BE = MAY_BE }
