-- Civil dates for rules: `date(y, m, d)`, doc.published.  Arithmetic is the core's.
local core = require "newsengine.core"
local sandbox = require "newsengine.sandbox"
local calendar = core.calendar

local date = {}
local methods = {} -- with iso() and plus{days = 3, months = -1} of the core

calendar.date_type(methods, sandbox.contents)

--- Is it a date?
date.is = calendar.is_date

--- date(year, month, day), proleptic Gregorian, year -9999 .. 9999; raises when there is no
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

local weekdays = { monday = 1, tuesday = 2, wednesday = 3, thursday = 4, friday = 5,
                   saturday = 6, sunday = 7 }

--- date:weekday("friday", "past" | "future" | "nearest") -> date; the day itself counts for
--- past and nearest.  A number 1 (Monday) .. 7 may stand for the name.  Without arguments:
--- the number of its own weekday.
function methods:weekday(name, direction)
  if name == nil then return calendar.weekday(self.number) end
  local wanted = type(name) == "number" and name or weekdays[tostring(name):lower()]
  if not wanted then error("weekday: no such day: " .. tostring(name), 2) end
  local ahead = (wanted - calendar.weekday(self.number)) % 7
  if direction == "future" then return calendar.date(self.number + (ahead == 0 and 7 or ahead)) end
  if direction == "nearest" then
    return calendar.date(self.number + (ahead <= 3 and ahead or ahead - 7))
  end
  return calendar.date(self.number + (ahead == 0 and 0 or ahead - 7))
end

--- date:nearest(month, day) -> the nearest such day, or nil when there is none within a year
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

--- date:days_to(other) -> days from it to the other
function methods:days_to(other) return other.number - self.number end
--- date:iso_week() -> year, week
function methods:iso_week() return calendar.iso_week(self.number) end

return date
