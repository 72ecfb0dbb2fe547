-- rules/dates/timex.lua : what the rules for times share: words, numbers, the
-- calendar, lengths, and the attributes of a match.

lexicon "months" { file = "lexicons/months.tsv" }
lexicon "weekdays" { file = "lexicons/weekdays.tsv" }
lexicon "timeunits" { file = "lexicons/timeunits.tsv" }
lexicon "dayparts" { file = "lexicons/dayparts.tsv" }
lexicon "seasons" { file = "lexicons/seasons.tsv" }
lexicon "decades" { file = "lexicons/decades.tsv" }
lexicon "timezones" { file = "lexicons/timezones.tsv" }
lexicon "ordinals" { file = "lexicons/ordinals.tsv" }
lexicon "number" { file = "lexicons/number.tsv" }

let "year" [=[ [/^(1[5-9]\d\d|20\d\d|2100)$/] ]=]
let "yearword" [=[ ( nineteen "-"? @number(kind=ten) ("-"? @number(kind=one))?
                | two thousand ) ]=]
let "shortyear" [=[ ( [/^['’]\d\d$/] | "‘" [/^\d\d$/] ) ]=]
let "anyyear" [=[ ( $year | $yearword | $shortyear ) ]=]
let "split" [=[ ( [/^(1[5-9]|20)\d\d\/\d\d$/]
                | $year ("-" | "–") [/^['’‘]$/]? [/^['’‘]?\d\d$/] ) ]=]
let "day" [=[ [/^(0?[1-9]|[12]\d|3[01])(st|nd|rd|th)?$/] ]=]
let "dayword" [=[ ( $day | @ordinals ) ]=]
let "n" [=[ ( [/^\d+$/] [/^\d\/\d$/]
            | ([/^\d+$/] | @number(kind=one)) "-"? and "-"? (a "-"?)? half
            | [num & /^\d/] @number(kind=scale)? | half? a @number(kind=dozen)
            | a @number(kind=hundred) | half? a @number(kind=scale)
            | @number ( "-"? and? @number )* ) ]=]
let "point" [=[ ( (the)? (early-to-mid | mid-to-late | (early | mid) to (mid | late) | early | mid
                | late | earlier | later | sometime) "-"? | end "-"
                | the (end | beginning | start | middle | rest) of
                | the (first | latter) part of
                | the (first | second | third | last | final) (few | two | three)?
                  (week | weeks | days) of ) ]=]
let "that_day" [=[ ( today | this (week | month) | on @weekdays(form=full) ) ]=]
let "fiscal" [=[ ( (fiscal | financial) year | fiscal ) ]=]
let "how_many" [=[ ( $n | a | an | several | a? few | a couple of ) ]=]
let "roughly" [=[ ( more than | less than | at least | about | almost | nearly | around
                | roughly | approximately ) ]=]
let "more" [=[ ( over | $roughly ) ]=]
let "hedge" [=[ ( just | only | some | well ) ]=]
let "clock" [=[ ( "12"? (noon | midnight (?! oil) | midday)
                | [/^\d{1,2}([:.]\d\d)?$/] (":" [/^\d\d$/])? [/^([ap]\.?m\.?|[AP]\.?M\.?)$/]
                | [/^([01]\d|2[0-3])[0-5]\d$/] (?= @timezones)
                | [/^([01]?\d|2[0-3])\.[0-5]\d$/] (?= [@timezones & len>2])
                | [/^0\d[0-5]\d$/] (hours | hrs)
                | (?<= (at | from | between | until | by | after | around | about | to))
                  [/^([01]\d|2[0-3])\.?[0-5]\d$/] (hours | hrs)
                | [/^([01]?\d|2[0-3]):[0-5]\d:[0-5]\d$/]
                  (?= @timezones | [/^([ap]\.?m\.?|[AP]\.?M\.?)$/])
                | [/^\d{1,2}([:.]\d\d)?[ap]m$/] | [/^([01]?\d|2[0-3]):[0-5]\d$/]
                | [/^([01]?\d|2[0-3])$/] ":" [/^[0-5]\d$/] ) ]=]
let "zone" [=[ ( "(" @timezones ")" | @timezones ) ]=]

-- ---------------------------------------------------------------- numbers

-- "1.5", "two and a half", "a dozen", "half a million" -> number or nil
local count
function count(text)
  if text:find("^%d+$") then return tonumber(text) end
  local one = lexicons.number:get(text)
  if one and (one.kind == "one" or one.kind == "ten") then return tonumber(one.number) end
  local fraction, over = text:match("(%d)/(%d)$")
  if fraction then return count(text:match("^%d+")) + fraction / over end
  local total, group, seen = 0, 0, false
  for word in text:lower():gmatch("[%w.,]+") do
    local digits = tonumber((word:gsub(",", "")))
    local entry = not digits and lexicons.number:get(word)
    if digits then
      group, seen = group + digits, true
    elseif entry and entry.kind == "half" then
      group, seen = group + 0.5, true
    elseif entry and (entry.kind == "one" or entry.kind == "ten") then
      group, seen = group + tonumber(entry.number), true
    elseif entry and entry.kind == "scale" then
      total, group, seen = total + (group == 0 and 1 or group) * tonumber(entry.number),
        0, true
    elseif entry then -- hundred, dozen, score multiply
      group, seen = (group == 0 and 1 or group) * tonumber(entry.number), true
    end
  end
  return seen and total + group or nil
end

local function whole(n)
  return math.tointeger(n) or n
end

-- ---------------------------------------------------------------- calendar

local WEEKDAYS = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    "Sunday" }

-- 2022-03-14 -> "2022-W11"
local function week_of(d) return ("%04d-W%02d"):format(d:iso_week()) end

local function month_of(d) return ("%04d-%02d"):format(d.year, d.month) end

local LENGTH = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }
local function exists(year, month, day)
  if not LENGTH[month] or day < 1 or day > LENGTH[month] then return false end
  return not (month == 2 and day == 29) or year % 4 == 0 and (year % 100 ~= 0
      or year % 400 == 0)
end

local function iso(year, month, day) return ("%04d-%02d-%02d"):format(year, month,
    day) end

-- ---------------------------------------------------------------- durations

local HALVES = { Y = { 12, "M" }, M = { 4, "W" }, D = { 24, "H" } }

-- 2, "W" -> "P2W"; 1.5, "H", "T" -> "PT1H30M"; "X", "Y" -> "PXY"
local function period(n, code, clock)
  local lead = clock == "T" and "PT" or "P"
  if code == "2W" then n, code = n == "X" and n or n * 2, "W" end
  if n == "X" then return lead .. "X" .. code end
  if code == "Q" then n, code = n * 3, "M" end
  if code == "E" then n, code = n * 10, "Y" end
  if code == "C" then n, code = n * 100, "Y" end
  if code == "ML" then n, code = n * 1000, "Y" end
  n = whole(n)
  if math.type(n) == "integer" then return lead .. n .. code end
  local full = math.floor(n)
  local head = full > 0 and full .. code or ""
  if clock == "T" and code == "S" then return "PT" .. n .. "S" end
  if clock == "T" then
    local part = code == "H" and "M" or "S"
    return "PT" .. head .. math.floor((n - full) * 60 + 0.5) .. part
  end
  local half = HALVES[code]
  if not half then return lead .. n .. code end
  local rest = math.floor((n - full) * half[1] + 0.5) .. half[2]
  return code == "D" and "P" .. head .. "T" .. rest or "P" .. head .. rest
end

-- "4:12 p.m.", "noon", "5pm" -> "16:12", or nil
local function clock_of(text)
  local word = text:lower():match("^%a+") or text:lower():match("^12 (%a%a%a+)")
  if word == "noon" or word == "midday" then return "12:00" end
  if word == "midnight" then return "24:00" end
  local hour, rest = text:lower():match("^(%d+)(.*)$")
  if #hour == 4 then return hour:sub(1, 2) .. ":" .. hour:sub(3) end
  local minute = rest:match("^:(%d%d:%d%d)") or rest:match("^[:.](%d%d)")
  local half = rest:match("([ap])%.?%s?m")
  hour = tonumber(hour)
  if half then
    if hour < 1 or hour > 12 then return nil end
    hour = hour % 12 + (half == "p" and 12 or 0)
  end
  return hour < 24 and ("%02d:%s"):format(hour, minute or "00") or nil
end

-- A rule's match is dropped where it touches one of an earlier rule on these layers.
local TIMES = { "Date", "Time", "Duration", "Set" }

-- The shapes of values.
local DAY, QUARTER = "^%d%d%d%d%-%d%d%-%d%d", "^%d%d%d%d%-Q%d$"

local function parse_day(value)
  local y, m, d = value:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)")
  return date(tonumber(y), tonumber(m), tonumber(d))
end

-- ---------------------------------------------------------------- attributes

local MODS = {
  early = "START", beginning = "START", start = "START", first = "START",
  turn = "START",
  late = "END", ["end"] = "END", latter = "END", last = "END", final = "END",
  mid = "MID", middle = "MID",
  earlier = "BEFORE", later = "AFTER", about = "APPROX", around = "APPROX",
  almost = "APPROX", nearly = "APPROX", roughly = "APPROX", approximately = "APPROX",
  more = "MORE_THAN", over = "MORE_THAN", less = "LESS_THAN", least = "EQUAL_OR_MORE",
  most = "EQUAL_OR_LESS",
}

local function mod_of(m)
  local mod = m.mod
  if not mod then return nil end
  for word in mod.text:lower():gmatch("%a+") do
    if MODS[word] then return MODS[word] end
  end
end

-- The attributes of a value that was worked out from `anchor` (a date, or nil).
local function attributes(m, value, anchor, why, other)
  return {
    value = value, mod = m.mod and mod_of(m) or nil, anchor = anchor and anchor:iso() or nil,
    why = why, alternatives = other and { other } or nil,
  }
end

-- How many days before and after a day the nearest such weekday is, 1 to 7 each.
local function weekdays_around(day, weekday)
  local n, today = tonumber(weekday.weekday), day:weekday()
  return (today - n - 1) % 7 + 1, (n - today - 1) % 7 + 1
end

-- A note that the weekday printed with a date is not its own, or nil.
local function weekday_note(day, weekday)
  if not weekday or tonumber(weekday.weekday) == day:weekday() then return nil end
  return ("%s is a %s"):format(day:iso(), WEEKDAYS[day:weekday()])
end

-- Words for a day, each with its distance from publication in days.
local STEP = { yesterday = -1, today = 0, tomorrow = 1, this = 0, tonight = 0 }

-- "last year", "next month": units from publication.
local STEP_OF = { last = -1, this = 0, next = 1 }

-- "'07", "'68" -> 2007, 1968: the last such year that is not much later than publication.
local function long_year(doc, short)
  local from = doc.published and doc.published.year + 10 or 2030
  local n = tonumber(short)
  return n + (from - n) // 100 * 100
end

-- "1998", "nineteen ninety-eight", "two thousand", "'98" -> "1998"
local function year_text(doc, span)
  local text = span.text
  if text:find("^%d") then return text end
  local short = text:match("%d%d$")
  if short then return ("%04d"):format(long_year(doc, short)) end
  if text:lower():find("thousand") then return "2000" end
  return tostring(1900 + count(text:sub(10)))
end

-- "2022-23", "2022/23" -> 2022, 2023: a year that spans New Year; nil for any other range.
local function split_year(span)
  local first, last = span.text:match("^(%d%d%d%d)%D+(%d%d)$")
  if first and (first + 1) % 100 == tonumber(last) then
    return math.tointeger(tonumber(first)), math.tointeger(first + 1)
  end
end

local function month_in(m) return tonumber(m.mo.month) end

-- Is the month printed with a capital?  "may" and "march" are other words.
local function is_month(m) return m.mo.text:find("^%u") ~= nil end

local function day_in(text)
  local digits = text:match("^%d+")
  if digits then return tonumber(digits) end
  local entry = lexicons.ordinals:get(text)
  return entry and tonumber(entry.ordinal)
end

-- Text after a number that is not a year, text before one, and text before one that is a year.
local COUNTED = regex("^(?:[,.]\\d|[-/:]\\d|%|(?:\\s?[-–]\\s?\\d[\\d,.]*|"
  .. "\\s(?:to|and|or)\\s\\d{4})?\\s+(?:people"
  .. "|shares|men|women|troops|points|jobs|employees|"
  .. "feet|miles|years|workers|units|tons|pounds|million|dollars|others|of them|pages|words"
  .. "|copies|residents|students|pupils|patients|homes|families|soldiers|km|kg|kilomet(?:er|re)s"
  .. "|met(?:er|re)s|acres|hectares|tonnes|euros|yen|rupees|calories|hours|lbs?"
  .. "|(?:Audi|BMW|Buick|Cadillac|Chevrolet|Chevy|Chrysler|Dodge|Ford|GMC|Honda|Hyundai|Jeep|Kia"
  .. "|Lexus|Mazda|Mercedes|Nissan|Peugeot|Pontiac|Porsche|Renault|Subaru|Tesla|Toyota|Vauxhall"
  .. "|Volkswagen|Volvo) (?!Motor|Co\\b|Corp|Inc|Foundation))\\b)")
local MEASURED = regex("(?::|[$£€#§/-]\\s?|(?<!\\bc)\\.\\s?|\\d{3} |(?<!\\b\\d{4}),\\s?"
  .. "|(?:index|\\bat|to close|rose|fell|about|than"
  .. "|some|nearly|only|least|"
  .. "No\\.|Resolution|flight|apollo|route|highway|section|room|page)\\s?)$", "i")
local YEARS_AFTER = regex("(?:than in|later than|earlier than|mid-|post-|pre-"
  .. "|early-|late-)\\s?$", "i")

-- A year far ahead has one of these before it; without one it is just a number.
local FAR = regex("\\b(?:in|by|until|till|through|before|beyond|from|after|later than) $", "i")

-- "a venture called Orion 1980": the number belongs to the name.
local NAMED = regex("[\\p{Ll}\\d,] (?!(?:In|Of|By|For|From|Since|Until|Till|Through|During"
  .. "|Before|After|And|To|The|Late|Early|Mid|Fiscal|Year)\\b)\\p{Lu}\\p{Ll}+ $")

local function is_counted(m) return COUNTED:match(m:text_behind(30)) ~= nil end

-- The year as printed, or nil if the number is not a year.
local function year_of(m)
  local year = m.y
  local name = year.text
  local n = tonumber(name)
  if n < 1700 or is_counted(m) then return nil end
  local left = year:text_before(25)
  if n > 2030 and not FAR:match(left) then return nil end
  if not left:find(" %l+ $") and NAMED:match(left) then return nil end
  return (year.first > m.first or not MEASURED:match(left) or YEARS_AFTER:match(left))
      and name or nil
end

return {
  STEP = STEP,
  STEP_OF = STEP_OF,
  clock_of = clock_of,
  split_year = split_year,
  is_month = is_month,
  year_text = year_text,
  attributes = attributes,
  count = count,
  day_in = day_in,
  exists = exists,
  is_counted = is_counted,
  year_of = year_of,
  iso = iso,
  mod_of = mod_of,
  month_in = month_in,
  month_of = month_of,
  parse_day = parse_day,
  period = period,
  week_of = week_of,
  DAY = DAY,
  QUARTER = QUARTER,
  TIMES = TIMES,
  MODS = MODS,
  weekday_note = weekday_note, weekdays_around = weekdays_around,
}
