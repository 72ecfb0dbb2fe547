-- rules/dates/digits.lua : days in digits.
--
-- They come before all other dates: patterns in a row are searched in one pass, which a
-- regular expression between them would split. Written without free spacing, and with all
-- alternatives at the top level, the expressions show which marks between digits they
-- need, so they are tried only where one stands.

lang "en"

local timex = use "dates/timex"
local countries = use "countries"
local exists = timex.exists
local TIMES = timex.TIMES
local iso = timex.iso

rule "time.stamp" {
  about = "2022-03-14T07:50, 2022-03-14 07:50, with seconds and offset: as written",
  regex = "(?<![\\w/.-])(?<day>\\d{4}-(?<a>\\d\\d)-(?<b>\\d\\d))[T\\h]"
    .. "(?<time>(?:[01]\\d|2[0-4]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?"
    .. "(?:Z|[+-]\\d\\d:?\\d\\d)?)(?![\\w/])",
  scope = "document",
  emit = "Time",
  where = function(m)
    return exists(tonumber(m.text:sub(1, 4)), tonumber(m.a.text), tonumber(m.b.text))
  end,
  set = function(m) return { value = m.day.text .. "T" .. m.time.text } end,
}

-- Countries where the month stands before the day in a date in digits.
local MONTH_FIRST = { US = true, PH = true, PW = true, FM = true }

-- Year, month and day of a date in digits; for one that can be read both ways
-- also the other reading and why.  14.3.2022 is read day first.
local function in_digits(m, doc)
  if m.y then return tonumber(m.y.text), tonumber(m.a.text), tonumber(m.b.text) end
  local a, b = tonumber((m.c or m.g).text), tonumber((m.e or m.h).text)
  local year = tonumber((m.z or m.x).text)
  if year < 100 then year = year + (year < 50 and 2000 or 1900) end
  if a > 12 or m.g and m.text:find("%.") and b <= 12 then return year, b, a end
  if b > 12 or a == b then return year, a, b end
  local country = countries.of_story(doc)
  if country and not MONTH_FIRST[country] then
    return year, b, a, iso(year, a, b), "read day first in a story from " .. country
  end
  return year, a, b, iso(year, b, a), "read month first"
end

local APART, ALONE = "(?<![\\d/.-])", "(?![\\d/-])" -- what does not stand before, behind

rule "date.numbers" {
  about = "A day in digits: 2022-03-14, 3/14/2022, 14.3.2022; 3/4 is March, April in London.",
  regex = APART .. "(?<y>\\d{4})[/-](?<a>\\d\\d)[/-](?<b>\\d\\d)" .. ALONE
    .. "|" .. APART .. "(?<c>\\d{1,2})/(?<e>\\d{1,2})/(?<z>\\d{4}|\\d\\d)" .. ALONE
    .. "|" .. APART .. "(?<g>\\d{1,2})[.-](?<h>\\d{1,2})[.-](?<x>\\d{4})" .. ALONE,
  scope = "document",
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    local year, month, day = in_digits(m, doc)
    return year > 0 and exists(year, month, day)
  end,
  set = function(m, doc)
    local year, month, day, other, why = in_digits(m, doc)
    return timex.attributes(m, iso(year, month, day), nil, why, other)
  end,
}

examples {
  { "On 9/11/2019 he ate 9/11 of it.", Date = { value = "2019-09-11" } },
  { "Filed 2022-03-14.", Date = { value = "2022-03-14" } },
  { "Filed 2022/03/14.", Date = { value = "2022-03-14" } },
  { "Filed 3/14/2022.", Date = { value = "2022-03-14" } },
  { "Filed 14.3.2022.", Date = { value = "2022-03-14" } },
  { "Filed 3/4/2022.", Date = { value = "2022-03-04", why = "read month first" } },
  { "Filed 2022-02-31 or 31/2/2022.", Date = false },
  { "Version 1.2.3 costs 3/4 as much.", Date = false },
  { "Filed 2022-03-14T07:50.", Time = { value = "2022-03-14T07:50" }, Date = false },
  { "Filed 2022-03-14 07:50.", Time = { text = "2022-03-14 07:50", value = "2022-03-14T07:50" } },
  { "Filed as 2022-13-14T07:50.", Time = false },
}
