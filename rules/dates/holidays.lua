-- rules/dates/holidays.lua : the days of holidays, computed.

local timex = use "dates/timex"
local anchors = use "dates/anchors"
local countries = use "countries"
local tense = anchors.tense
local week_of = timex.week_of

lexicon "holidays" { file = "lexicons/holidays.tsv" }

-- Easter Sunday of the western churches (Meeus/Jones/Butcher), and of the orthodox ones.
local function easter(year)
  local a, b, c = year % 19, year // 100, year % 100
  local h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
  local l = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
  local m = (a + 11 * h + 22 * l) // 451
  local n = h + l - 7 * m + 114
  return date(year, n // 31, n % 31 + 1)
end

local function orthodox_easter(year)
  local a = (19 * (year % 19) + 15) % 30
  local b = (2 * (year % 4) + 4 * (year % 7) - a + 34) % 7
  local n = a + b + 114
  return date(year, n // 31, n % 31 + 1):plus { days = 13 } -- 1900 to 2099
end

local LISTED = "^%d%d%d%d%-"

-- The day of a holiday in a year. Codes: "12-25"; "11 4 4 +1" (month, which, weekday,
-- days after); "easter -2"; "2023-11-12 2024-10-31", days by year, nil for a year that is
-- not listed.
local function holiday_in(code, year)
  if code:find(LISTED) then
    local listed = code:match(("%04d%%-%%d%%d%%-%%d%%d"):format(year))
    return listed and timex.parse_day(listed)
  end
  local month, day = code:match("^(%d%d)%-(%d%d)$")
  if month then return date(year, tonumber(month), tonumber(day)) end
  local feast, shift = code:match("^(%a+) ([+-]%d+)$")
  if feast then
    return (feast == "easter" and easter or orthodox_easter)(year):plus { days = tonumber(shift) }
  end
  local mo, nth, weekday, after = code:match("^(%d%d) (%-?%d) (%d)%s*([+-]?%d*)$")
  local first = date(year, tonumber(mo), 1)
  local d = first:plus { days = (tonumber(weekday) - first:weekday()) % 7 }
  if nth == "-1" then
    local next_month = first:plus { months = 1 }
    while d:plus { days = 7 } < next_month do d = d:plus { days = 7 } end
  else
    d = d:plus { days = 7 * (tonumber(nth) - 1) }
  end
  return after ~= "" and d:plus { days = tonumber(after) } or d
end

-- The code of a holiday's day: that for the story's country, or else for all others. Nil
-- without one, or when days are listed and none is in `year` (by default the year of
-- publication).
local function day_code(doc, holiday, year)
  local all, country = nil, nil
  year = year or doc.published and doc.published.year
  for _, entry in ipairs(holiday.entries) do
    if entry.country == "" then
      all = entry.day
    else
      country = country or countries.of_story(doc)
      if entry.country == country then return entry.day end
    end
  end
  if all and year and all:find(LISTED) and not holiday_in(all, year) then return nil end
  return all
end

local UNTIL = regex("\\b(?:before|until|till|ahead of|by) (?:the )?$", "i")

-- The day of a holiday in the year that is meant, and the other candidate, and why:
-- "last" and "next" decide, or else the verb, or else the nearest; but one within three
-- days is meant whatever the verb says.
local function anchor_holiday(doc, code, word, m)
  local day, past, ahead = doc.published, nil, nil
  for year = day.year - 1, day.year + 1 do
    local d = holiday_in(code, year)
    if d and (d < day or d == day and word ~= "last" and word ~= "next") then past = d end
    if d and d > day then ahead = ahead or d end
  end
  if not past or not ahead then return past or ahead, nil, "the only one known" end
  if word == "this" then return holiday_in(code, day.year), nil, "the year of publication" end
  if word == "last" then return past, nil, "before publication" end
  if word == "next" then return ahead, nil, "after publication" end
  local near, far = past, ahead
  if ahead.number - day.number < day.number - past.number then near, far = ahead, past end
  if m.k and week_of(near) == week_of(day) then
    return near, far, "the week of publication"
  end
  if near == ahead and UNTIL:match(m:text_before(14)) then
    return near, far, "it is still to come"
  end
  local way = math.abs(near.number - day.number) > 3 and tense(m) or 0
  if way > 0 then return ahead, past, "the sentence looks ahead" end
  if way < 0 then return past, ahead, "the sentence looks back" end
  return near, far, "the nearest to publication"
end

return {
  holiday_in = holiday_in,
  anchor_holiday = anchor_holiday,
  day_code = day_code,
}
