-- rules/dates/ranges.lua : what one end of a range says of the other.

local TO = regex("^\\s(?:to|until|till|through|thru|[-–])\\s(?:the )?$|^[-–]$")
local JOINS = regex("^\\s(?:and|or|to|until|till|through|thru|[-–])\\s(?:the )?$|^[-–]$")

-- Of a printed date or month of the calendar: year, month, day or 0.
local function parts_of(near)
  local year, month, day = (near and near.value or ""):match("^(%d%d%d%d)%-(%d%d)%-?(%d*)$")
  if year then return tonumber(year), tonumber(month), tonumber(day) or 0 end
end

-- The year that a range gives to one of its ends, and the words of the other one: "23 July to"
-- 8 August 2021, "June and" July 2020, from 1 April "to 31 March"; nil where nothing does.
local function year_of_range(doc, m, month, day)
  local near = doc:after("Date", m)
  local year, other, at = parts_of(near)
  if year and not near.anchor and JOINS:match(doc.text:sub(m.last + 1, near.first - 1)) then
    return month * 32 + day > other * 32 + at and year - 1 or year, near.text
  end
  near = doc:before("Date", m)
  year, other, at = parts_of(near)
  if year and (day > 0) == (at > 0) and TO:match(doc.text:sub(near.last + 1, m.first - 1)) then
    return month * 32 + day < other * 32 + at and year + 1 or year, near.text
  end
end

return { year_of_range = year_of_range }
