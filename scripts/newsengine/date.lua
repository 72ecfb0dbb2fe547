-- Civil dates for rules: `date(y, m, d)`, doc.published.  Arithmetic is the core's.
local core = require "newsengine.core"
local sandbox = require "newsengine.sandbox"
local calendar = core.calendar

local date = {}
local methods = {}
local meta = { __metatable = false, __name = "date" }

-- A date never changes, so that rules can hand it round: its fields lie apart.
local values = setmetatable({}, { __mode = "k" })
function meta.__index(d, key)
  local value = values[d][key]
  if value ~= nil then return value end
  return methods[key]
end
function meta.__newindex() error("a date is read-only; date(y, m, d) makes one", 2) end
sandbox.keep(meta)

--- Is it a date?
function date.is(value)
  return type(value) == "table" and debug.getmetatable(value) == meta
end

local function from_day(day)
  local year, month, of_month = calendar.civil(day)
  local made = setmetatable({}, meta)
  values[made] = { year = year, month = month, day = of_month, number = day }
  return made
end

--- date(year, month, day), proleptic Gregorian, year -9999 .. 9999; raises when there is no
--- such day.
function date.new(year, month, day)
  local number = calendar.day(year, month or 1, day or 1)
  if not number then
    error(("no such date: %s-%s-%s"):format(tostring(year), tostring(month), tostring(day)), 2)
  end
  return from_day(number)
end

--- The date at the start of an ISO 8601 text (2022-03-14, 2022-03-14T07:50), or nil.
function date.parse(text)
  local year, month, day = text:match("^(%d%d%d%d)-(%d%d)-(%d%d)")
  local number = year and calendar.day(tonumber(year), tonumber(month), tonumber(day))
  return number and from_day(number) or nil
end

--- "2022-03-14"
function methods:iso() return calendar.iso(self.number) end

local units = { days = true, weeks = true, months = true, years = true }

--- date:plus{days = 3, months = -1}: years and months first (the day of the month is cut to
--- the month's last), then weeks and days
function methods:plus(step)
  for unit in pairs(step) do
    if not units[unit] then
      error("plus: days, weeks, months and years expected, got " .. tostring(unit), 2)
    end
  end
  local months = (step.months or 0) + 12 * (step.years or 0)
  local number = calendar.plus_months(self.number, months)
  number = number and number + 7 * (step.weeks or 0) + (step.days or 0)
  if not number or not calendar.civil(number) then error("plus: out of the calendar", 2) end
  return from_day(number)
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
  if direction == "future" then return from_day(self.number + (ahead == 0 and 7 or ahead)) end
  if direction == "nearest" then
    return from_day(self.number + (ahead <= 3 and ahead or ahead - 7))
  end
  return from_day(self.number + (ahead == 0 and 0 or ahead - 7))
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
  return best and from_day(best) or nil
end

--- date:days_to(other) -> days from it to the other
function methods:days_to(other) return other.number - self.number end
--- date:iso_week() -> year, week
function methods:iso_week() return calendar.iso_week(self.number) end

function meta.__eq(a, b) return a.number == b.number end
function meta.__lt(a, b) return a.number < b.number end
function meta.__le(a, b) return a.number <= b.number end
function meta.__tostring(d) return d:iso() end

return date
