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

-- Is every part of the line furniture?  "Share   Tweet   Print" -> "whole"; "tail" when
-- what follows is of other stories.
local function furniture_line(line)
  line = line:gsub("^%b()%s+", "") -- "(Yonhap Feature) Go to contents"
  local whole = furniture_of((line:gsub("^[%s%p]+", ""):gsub("[%s%p]+$", "")))
  if whole then return whole end
  local marked = spaced(line):gsub("·", "|"):gsub("•", "|")
    :gsub("%s%s+", "\n"):gsub("%s*[|/>]%s*", "\n")
  local parts = 0
  for part in marked:gmatch("[^\n]+") do
    parts = parts + 1
    part = part:gsub("^[%s%p%d]+", ""):gsub("[%s%p%d]+$", "")
    if part ~= "" and not furniture_of(part) then return nil end
  end
  return parts > 1 and "whole" or nil
end

return furniture_line
