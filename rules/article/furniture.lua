-- rules/article/furniture.lua : words of a page that are no story: menus, buttons, notices.
local spaced = use("article/spaces").spaced

lexicon "furniture" { file = "lexicons/furniture.tsv" }

local function furniture_of(phrase)
  local found
  for _, entry in ipairs(lexicons.furniture:all(phrase)) do
    if entry.match == "tail" then return "tail" end
    if entry.match == "whole" then found = "whole" end
  end
  return found
end

-- The words of the line, without what stands around them.
local function bare(line)
  local from = line:find("[^%s%p]")
  return from and line:match("^.*[^%s%p]", from) or ""
end

-- Is every part of the line furniture?  "Share   Tweet   Print" -> "whole"; "tail" when
-- what follows is of other stories.
local function furniture_line(line)
  line = line:match("^%b()%s+(.*)") or line -- "(Yonhap Feature) Go to contents"
  local words = bare(line)
  local whole = furniture_of(words)
  if whole then return whole end
  if line:find("[\194\226\227]") then line = spaced(line):gsub("·", "|"):gsub("•", "|") end
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

return furniture_line
