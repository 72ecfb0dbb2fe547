-- Civil dates for rules: `date(y, m, d)`, doc.published.  Arithmetic is the core's.
local core = require "newsengine.core"
local sandbox = require "newsengine.sandbox"
local calendar = core.calendar

local date = {}
local methods = {} -- with what the core gives: iso(), plus{days = 3, months = -1} and
-- weekday("friday", "past" | "future" | "nearest")

calendar.date_type(methods, sandbox.contents)

--- Whether a value is a date.
date.is = calendar.is_date

--- date(year, month, day), proleptic Gregorian, year -9999 .. 9999; raises if there is no
--- such day.
function date.new(year, month, day)
  local number = calendar.day(year, month or 1, day or 1)
  if not number then
    error(("no such date: %s-%s-%s"):format(tostring(year), tostring(month), tostring(day)), 2)
  end
  return calendar.date(number)
end

--- The date at the start of an ISO 8601 text (2022-03-14, 2022-03-14T07:50), or nil.
function date.parse(text)
  local year, month, day = text:match("^(%d%d%d%d)-(%d%d)-(%d%d)")
  local number = year and calendar.day(tonumber(year), tonumber(month), tonumber(day))
  return number and calendar.date(number)
end

--- date:nearest(month, day) -> the nearest such day, or nil if there is none within a
--- year
function methods:nearest(month, day)
  local best
  for year = self.year - 1, self.year + 1 do
    local number = calendar.day(year, month, day)
    if number and (not best or math.abs(number - self.number) < math.abs(best - self.number)) then
      best = number
    end
  end
  return best and calendar.date(best) or nil
end

--- date:days_to(other) -> days from this date to the other
function methods:days_to(other) return other.number - self.number end
--- date:iso_week() -> year, week
function methods:iso_week() return calendar.iso_week(self.number) end

return date
