-- rules/article/furniture.lua : words of a page that are no part of a story: menus,
-- buttons, notices.
local spaces = use "article/spaces"
local spaced, bare = spaces.spaced, spaces.bare

lexicon "furniture" { file = "lexicons/furniture.tsv" }

local function furniture_of(phrase)
  local found
  for _, entry in ipairs(lexicons.furniture:all(phrase)) do
    if entry.match == "tail" then return "tail" end
    if entry.match == "whole" or entry.match == "list" then found = entry.match end
  end
  return found
end

-- Is every part of the line furniture? "Share   Tweet   Print" -> "whole"; "tail" when
-- other stories follow, "list" when a list of stories or points follows; else nil.
local function furniture_line(line)
  line = line:match("^%b()%s+(.*)") or line -- "(Yonhap Feature) Go to contents"
  local words = bare(line):gsub("^%d[%d.,]*%a? ", ""):gsub(" %(%d+$", "") -- "12 shares (4)"
  local whole = furniture_of(words)
  if whole then return whole end
  if line:find("[\194\226\227]") then line = spaced(line):gsub("·", "|"):gsub("•", "|") end
  if line:find("%l%u%l+ ") then line = line:gsub("(%l)(%u%l)", "%1\n%2") end -- "menuSkip to text"
  local gaps = line:find("%s%s")
  if not gaps and not line:find("[|/>\n]") then return nil end -- one part
  local parts = 0
  for part in (gaps and line:gsub("%s%s+", "\n") or line):gmatch("[^|/>\n]+") do
    local from = part:find("[^%s%p%d]")
    local phrase = from and part:match("^.*[^%s%p%d]", from)
    if phrase and (phrase == words or not furniture_of(phrase)) then return nil end
    if part:find("%S") then parts = parts + 1 end
  end
  return parts > 1 and "whole" or nil
end

-- The beginning of such a line, except for those that `may_be` lets through for their
-- marks.
local BEGINS = pattern [[ ^ [!alpha]* @furniture(match=whole|tail|list) ]]

local LETTER, CODE = text.UPPER | text.LOWER, text.CODE
local TAGS, OPENS, OPEN = text.marks "#@_", text.marks "(", ("("):byte()

-- May furniture_line find something in row i? hit: the match of BEGINS there. Words that
-- touch digits or the marks of TAGS are no tokens of their own, so BEGINS cannot find
-- them.
local function may_be(doc, layout, i, hit)
  local kinds = layout.kinds[i]
  return hit or kinds & LETTER == 0 or kinds & (CODE | TAGS) ~= 0
    or kinds & OPENS ~= 0 and doc.text:byte(layout.first[i]) == OPEN
end

return { line = furniture_line, may_be = may_be, BEGINS = BEGINS, TAGS = TAGS }
