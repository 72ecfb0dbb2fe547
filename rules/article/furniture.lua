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
  local whole = furniture_of(bare(line))
  if whole then return whole end
  if line:find("[\194\226\227]") then line = spaced(line):gsub("·", "|"):gsub("•", "|") end
  if not line:find("[|/>\n]") and not line:find("%s%s") then return nil end -- one part
  local parts = 0
  for part in line:gsub("%s%s+", "\n"):gsub("%s*[|/>]%s*", "\n"):gmatch("[^\n]+") do
    parts = parts + 1
    local from = part:find("[^%s%p%d]")
    if from and not furniture_of(part:match("^.*[^%s%p%d]", from)) then return nil end
  end
  return parts > 1 and "whole" or nil
end

return furniture_line
