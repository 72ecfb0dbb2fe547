-- rules/dates.lua : when.  Dates, times of day, durations and sets as TIMEX3.
--
-- Rules run from the most particular form to the most general; what an earlier
-- one took, a later one leaves (`free`).  A value that depends on another day
-- names that day in `anchor` and says in `why` how it was read; another
-- reading that is near stands in `alternatives`.  Without a day of publication
-- a relative expression keeps a form with X in it, or no value.

lang "en"

lexicon "months" { file = "lexicons/months.tsv" }
lexicon "weekdays" { file = "lexicons/weekdays.tsv" }
lexicon "timeunits" { file = "lexicons/timeunits.tsv" }
lexicon "dayparts" { file = "lexicons/dayparts.tsv" }
lexicon "seasons" { file = "lexicons/seasons.tsv" }
lexicon "holidays" { file = "lexicons/holidays.tsv" }
lexicon "decades" { file = "lexicons/decades.tsv" }
lexicon "timezones" { file = "lexicons/timezones.tsv" }
lexicon "ordinals" { file = "lexicons/ordinals.tsv" }
lexicon "number" { file = "lexicons/number.tsv" }

let "year" [=[ [/^(1[5-9]\d\d|20[0-4]\d)$/] ]=]
let "day" [=[ [/^(0?[1-9]|[12]\d|3[01])(st|nd|rd|th)?$/] ]=]
let "dayword" [=[ ( $day | @ordinals ) ]=]
let "n" [=[ ( [num & /^\d/] @number(kind=scale)? | half? a @number(kind=dozen)
            | @number ( "-"? and? @number )* ) ]=]
let "point" [=[ ( (the)? (early | mid | late | earlier | later | sometime) "-"?
              | the (end | beginning | start | middle | rest) of
              | the (first | latter) part of ) ]=]
let "fiscal" [=[ ( fiscal | fiscal year ) ]=]
let "zone" [=[ ( "("? @timezones ")"? ) ]=]

-- ---------------------------------------------------------------- numbers

-- "1.5", "two and a half", "a dozen", "half a million" -> number or nil
local function count(text)
  local total, group, seen = 0, 0, false
  for word in text:lower():gmatch("[%w.,]+") do
    local digits = word:gsub(",", "")
    local entry = lexicons.number:get(word)
    if tonumber(digits) then
      group, seen = group + tonumber(digits), true
    elseif entry and entry.kind == "half" then
      group, seen = group + 0.5, true
    elseif entry and (entry.kind == "one" or entry.kind == "ten") then
      group, seen = group + tonumber(entry.number), true
    elseif entry and entry.kind == "scale" then
      total, group, seen = total + (group == 0 and 1 or group) * tonumber(entry.number), 0, true
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

local WEEKDAYS = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" }

-- Days since 1970-01-01 (proleptic Gregorian).
local function day_number(d)
  local y = d.month <= 2 and d.year - 1 or d.year
  local era = y // 400
  local yoe = y - era * 400
  local doy = (153 * (d.month + (d.month > 2 and -3 or 9)) + 2) // 5 + d.day - 1
  return era * 146097 + yoe * 365 + yoe // 4 - yoe // 100 + doy - 719468
end

local function weekday_of(d) return (day_number(d) + 3) % 7 + 1 end

-- 2022-03-14 -> "2022-W11" (ISO 8601: the week of its Thursday)
local function week_of(d)
  local thursday = d:plus { days = 4 - weekday_of(d) }
  local first = date(thursday.year, 1, 1)
  return ("%04d-W%02d"):format(thursday.year, (day_number(thursday) - day_number(first)) // 7 + 1)
end

local function month_of(d) return ("%04d-%02d"):format(d.year, d.month) end

local LENGTH = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }
local function exists(year, month, day)
  if day > LENGTH[month] then return false end
  return not (month == 2 and day == 29) or year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
end

local function iso(year, month, day) return ("%04d-%02d-%02d"):format(year, month, day) end

-- Western Easter Sunday (Meeus/Jones/Butcher), and the orthodox one.
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
  if clock == "T" then
    local part = code == "H" and "M" or "S"
    return "PT" .. head .. math.floor((n - full) * 60 + 0.5) .. part
  end
  local half = HALVES[code]
  if not half then return lead .. n .. code end
  local rest = math.floor((n - full) * half[1] + 0.5) .. half[2]
  return code == "D" and "P" .. head .. "T" .. rest or "P" .. head .. rest
end

-- ---------------------------------------------------------------- tense

local TO = "(?:expect(?:s|ed)|schedul(?:es|ed)|plan(?:s|ned)?|due|set|going|hopes?|is|are|likely|"
  .. "intends?|agreed|prepar(?:es|ing)|wants?|ready|about|aims?|needs?|ha(?:s|ve|d)|vow(?:s|ed)|"
  .. "promis(?:es|ed)|ordered|time|deadline|until \\w+)"
local FUTURE = regex("\\b(?:(?:will|would|'ll|’ll|shall|may|could|can|" .. TO .. " to)"
  .. "(?: (?:not|also|be|then|likely|probably|only|have to|resume|begin|start))* (?!have)\\w+"
  .. "|(?:is |are |was |were |been )?(?:scheduled|due|set (?:for|to)|expected|planned|slated)(?: for)?"
  .. "|effective|payable|upcoming|forthcoming|proposed|deadline|wait)\\b")
local PAST = regex("\\b(?:was|were|said|says|had|did|since|ago|told|rose|fell|made|held|took|began|"
  .. "went|came|met|won|lost|bought|sold|got|gave|found|left|led|hit|ran|saw|became|spoke|wrote|"
  .. "has|have|hurt|(?!need|seed|feed|exceed|proceed|succeed|unprecedented|United|limited)"
  .. "[a-z]{2,}ed)\\b")
local AHEAD = regex("\\b(?:until|by|starting|beginning|effective|due|payable|next) "
  .. "(?:on |late |early |mid-|noon |midnight |\\d+ [ap]\\.m\\. )?$", "i")
local WAS = regex("\\b(?:had|been|was|were|fell|rose)\\b[^,]{0,40}$")
local WAS_DUE = regex("^(?:was|were|been) (?:due|set)")

-- Up to `n` bytes at an end of a text, cut between characters.
local function tail_of(text, n)
  if #text <= n then return text end
  return (text:sub(-n):gsub("^[\128-\191]+", ""))
end

local function left_of(doc, m, n)
  local from = m.sentence.first
  if from >= m.first then return "" end
  return tail_of(doc:span(from, m.first - 1).text, n)
end

local function right_of(doc, m)
  local last = m.sentence.last
  if last <= m.last then return "" end
  return doc:span(m.last + 1, last).text
end

-- End of the last match in the text, 0 when there is none.
local function last_match(re, text, refuse)
  local at, init = 0, 1
  while init <= #text do
    local first, last = re:match(text, init)
    if not first then break end
    if not (refuse and refuse:match(text:sub(first, last))) then at = last end
    init = last + 1
  end
  return at
end

-- 1 the sentence looks ahead at m, -1 it looks back, 0 it does not say: the
-- last verb that shows it on the left, else the first on the right.
local function tense(doc, m)
  local left, right = left_of(doc, m, 140), right_of(doc, m)
  if AHEAD:match(left) and not WAS:match(left) then return 1 end
  if right:find("^'s") or right:find("^’s") then return -1 end
  local future, past = last_match(FUTURE, left, WAS_DUE), last_match(PAST, left)
  if future > 0 or past > 0 then return future >= past and 1 or -1 end
  local f, p = FUTURE:match(right), PAST:match(right)
  if f and (not p or f <= p) then return 1 end
  return p and -1 or 0
end

-- ---------------------------------------------------------------- anchoring

local LAYERS = { "Date", "Time", "Duration", "Set" }

-- Has no earlier rule taken words of m?
local function free(m, doc)
  for i = 1, #LAYERS do
    for _ in doc:overlapping(LAYERS[i], m) do return false end
  end
  return true
end

-- The nearest earlier Date whose value has this shape, looking back at most
-- twelve dates and `reach` bytes.
local function earlier(doc, m, shape, reach)
  local near = doc:before("Date", m)
  for _ = 1, 12 do
    if not near or reach and m.first - near.last > reach then return nil end
    if near.value and near.value:find(shape) then return near end
    near = doc:before("Date", near)
  end
end

local DAY, YEAR, QUARTER = "^%d%d%d%d%-%d%d%-%d%d", "^%d%d%d%d$", "^%d%d%d%d%-Q%d$"

local function parse_day(value)
  local y, m, d = value:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)")
  return date(tonumber(y), tonumber(m), tonumber(d))
end

-- The day in focus: of the nearest date before m, else of publication.
local function focus(doc, m)
  local near = earlier(doc, m, DAY)
  if near then return parse_day(near.value), near.text end
  return doc.published, "publication"
end

-- The weekday numbered n that the text means, another reading, and why.
-- Measured on news: the day of publication itself; tomorrow's weekday is ahead;
-- three days back and more is ahead when the verb is; else it is past.
local function anchor_weekday(doc, n, m)
  local day = doc.published
  local back = (weekday_of(day) - n) % 7
  local past, ahead = day:plus { days = -back }, day:plus { days = 7 - back }
  if back == 0 then return day, nil, "the day of publication" end
  if back == 6 then return ahead, past, "tomorrow's weekday" end
  if back >= 3 and tense(doc, m) > 0 then return ahead, past, "the sentence looks ahead" end
  return past, ahead, "the last one before publication"
end

-- The year of a month that is printed without one.
local function anchor_month(doc, n, m)
  local day = doc.published
  local back = (day.month - n) % 12
  local past = n <= day.month and day.year or day.year - 1
  local ahead = n >= day.month and day.year or day.year + 1
  if back == 0 then return day.year, nil, "the month of publication" end
  if back == 11 then return ahead, past, "the month after publication" end
  if back >= 3 and tense(doc, m) > 0 then return ahead, past, "the sentence looks ahead" end
  return past, ahead, "the last one before publication"
end

local ENDED = regex("\\bended,? $", "i")

-- The date of a month and day without a year: the nearest, a coming one
-- counted 1.4 times as far unless the sentence looks ahead.
local function anchor_day(doc, month, day, m)
  local base = day_number(doc.published)
  local past, ahead
  for year = doc.published.year - 1, doc.published.year + 1 do
    if exists(year, month, day) then
      local d = date(year, month, day)
      if day_number(d) <= base then past = d else ahead = ahead or d end
    end
  end
  if not past or not ahead then return past or ahead, nil, "the only one near" end
  local behind, before = base - day_number(past), day_number(ahead) - base
  local factor = 1.4
  if behind > before and behind <= 1.4 * before or before < behind then
    if tense(doc, m) > 0 then factor = 1 end
    if ENDED:match(left_of(doc, m, 12)) then factor = 9 end
  end
  if behind <= before * factor then return past, ahead, "the nearest, past" end
  return ahead, past, "the nearest, coming"
end

-- The quarter that was over at publication.
local function ended_quarter(day)
  local q = (day.month - 1) // 3
  if q == 0 then return day.year - 1, 4 end
  return day.year, q
end

-- The year of a quarter without one.
local function anchor_quarter(doc, q, m)
  local day = doc.published
  local now = (day.month - 1) // 3 + 1
  if q == 1 and q < now - 1 and tense(doc, m) > 0 then return day.year + 1 end
  if now == 1 and q >= 3 then return day.year - 1 end
  return day.year
end

local FINANCE = regex("\\bquarter|\\bshares?\\b|\\bnet income|\\bearnings", "i")

-- Is this an earnings story?  Three of its words in the first 4 KB.
local function is_finance(doc)
  local text = doc.text:sub(1, 4096)
  local init, hits = 1, 0
  text = text:gsub("[\128-\255]+", "?")
  while hits < 3 do
    local first, last = FINANCE:match(text, init)
    if not first then return false end
    hits, init = hits + 1, last + 1
  end
  return true
end

-- ---------------------------------------------------------------- attributes

local MODS = {
  early = "START", beginning = "START", start = "START", first = "START",
  late = "END", ["end"] = "END", latter = "END", mid = "MID", middle = "MID",
  earlier = "BEFORE", later = "AFTER", about = "APPROX", around = "APPROX",
  almost = "APPROX", nearly = "APPROX", roughly = "APPROX", more = "MORE_THAN",
  less = "LESS_THAN", least = "EQUAL_OR_MORE", most = "EQUAL_OR_LESS",
}

local function mod_of(m)
  if not m.mod then return nil end
  for word in m.mod.text:lower():gmatch("%a+") do
    if MODS[word] then return MODS[word] end
  end
end

-- The attributes of a value read from `anchor` (a date, or nil).
local function timex(m, value, anchor, why, other)
  return {
    value = value, mod = mod_of(m), anchor = anchor and anchor:iso() or nil,
    why = why, alternatives = other and { other } or nil,
  }
end

local function month_in(m) return tonumber(m.mo.month) end

local function day_in(text)
  local digits = text:match("^%d+")
  if digits then return tonumber(digits) end
  local entry = lexicons.ordinals:get(text)
  return entry and tonumber(entry.ordinal)
end

-- Numbers that a year may be, and the words around that speak against one.
local COUNTED = regex("^(?:[,.]\\d|[-/:]\\d|%|\\s+(?:people|shares|men|women|troops|points|jobs|employees|"
  .. "feet|miles|years|workers|units|tons|pounds|million|dollars|others|of them)\\b)")
local MEASURED = regex("(?:[$£€#/:.,-]|index|\\bat|to close|rose|fell|about|than|some|nearly|only|least|"
  .. "No\\.|Resolution|flight|apollo)\\s?$", "i")
local YEARS_AFTER = regex("(?:than in|later than|earlier than|mid-|post-|pre-|early-|late-)\\s?$", "i")

local function is_year(m, doc)
  local n = tonumber(m.y.text)
  if n < 1700 or n > 2030 or COUNTED:match(right_of(doc, m)) then return false end
  local left = left_of(doc, m.y, 25)
  return m.y.first > m.first or not MEASURED:match(left) or YEARS_AFTER:match(left) ~= nil
end

-- ---------------------------------------------------------------- whole dates

rule "date.full" {
  about = "A day with month and year: March 14, 2022; 14 March 2022; the 4th of July 1976.",
  pattern = {
    [[ (@weekdays ","?)? mo:@months "."? d:$dayword ","? y:$year ]],
    [[ (@weekdays ","?)? (the)? d:$dayword of? mo:@months "."? ","? y:$year ]],
  },
  emit = "Date",
  where = function(m) return day_in(m.d.text) ~= nil and exists(tonumber(m.y.text), month_in(m), day_in(m.d.text)) end,
  set = function(m) return timex(m, iso(tonumber(m.y.text), month_in(m), day_in(m.d.text))) end,
}

rule "date.numbers" {
  about = "A day in digits: 2022-03-14, 3/14/2022, 14.3.2022; month first unless it cannot be.",
  regex = [[(?<![\d/.-])(?:(?<y>\d{4})-(?<a>\d\d)-(?<b>\d\d)|(?<c>\d{1,2})/(?<e>\d{1,2})/(?<z>\d{4}|\d\d)|(?<g>\d{1,2})[.-](?<h>\d{1,2})[.-](?<x>\d{4}))(?![\d/-])]],
  emit = "Date",
  where = function(m, doc)
    local a, b = tonumber((m.a or m.c or m.g).text), tonumber((m.b or m.e or m.h).text)
    return a > 0 and b > 0 and a <= 31 and b <= 31 and (a <= 12 or b <= 12) and free(m, doc)
  end,
  set = function(m)
    if m.y then return timex(m, m.text) end
    local a, b, year = tonumber((m.c or m.g).text), tonumber((m.e or m.h).text), tonumber((m.z or m.x).text)
    if year < 100 then year = year + (year < 50 and 2000 or 1900) end
    local month, day = a, b
    if a > 12 or m.g and m.text:find("%.") and b <= 12 then month, day = b, a end
    local other = a <= 12 and b <= 12 and a ~= b and iso(year, day, month) or nil
    return timex(m, iso(year, month, day), nil, other and "read month first" or nil, other)
  end,
}

rule "date.month_year" {
  about = "A month with its year: March 2022, mid-July of 1998.",
  pattern = [[ mod:$point? mo:@months "."? ","? of? y:$year ]],
  emit = "Date",
  where = function(m, doc) return free(m, doc) end,
  set = function(m) return timex(m, ("%s-%02d"):format(m.y.text, month_in(m))) end,
}

rule "date.month_of_year" {
  about = "A month of this, last or next year.",
  pattern = [[ mod:$point? mo:@months "."? ","? of? w:(this | last | next) year ]],
  emit = "Date",
  where = function(m, doc) return doc.published ~= nil and free(m, doc) end,
  set = function(m, doc)
    local step = { this = 0, last = -1, next = 1 }
    local year = doc.published.year + step[m.w.text:lower()]
    return timex(m, ("%04d-%02d"):format(year, month_in(m)), doc.published, "the year of publication")
  end,
}

-- ---------------------------------------------------------------- sets

rule "set.every" {
  about = "every Tuesday, each year, every two weeks, every other day",
  pattern = {
    [[ (each | every) (n:(other | few | $n))? u:@timeunits ]],
    [[ (each | every) w:@weekdays(form=full) (p:@dayparts)? ]],
    [[ (each | every) p:@dayparts ]],
  },
  emit = "Set",
  where = free,
  set = function(m)
    if m.w then return { value = "XXXX-WXX-" .. m.w.weekday .. (m.p and m.p.part or ""), quant = "EVERY" } end
    if m.p then return { value = "XXXX-XX-XX" .. m.p.part, quant = "EVERY" } end
    if m.u.code == "WE" then return { value = "XXXX-WXX-WE", quant = "EVERY" } end
    local n = m.n and m.n.text:lower()
    n = not n and 1 or n == "other" and 2 or n == "few" and "X" or count(n) or 1
    if m.u.code == "Q" and n == 1 then return { value = "P1Q", quant = "EVERY" } end
    return { value = period(n, m.u.code, m.u.clock), quant = "EVERY" }
  end,
}

rule "set.plural" {
  about = "Mondays: every one of them",
  pattern = [[ w:@weekdays(form=plural) (?! and) ]],
  emit = "Set",
  where = free,
  set = function(m) return { value = "XXXX-WXX-" .. m.w.weekday, quant = "EVERY" } end,
}

local ADVERBS = {
  daily = "P1D", annually = "P1Y", hourly = "PT1H", weekly = "P1W", monthly = "P1M",
  yearly = "P1Y", nightly = "P1D", biweekly = "P2W", fortnightly = "P2W",
}

rule "set.adverb" {
  about = "daily, hourly, nightly: how often, in one word",
  pattern = [[ [/^(daily|hourly|nightly|fortnightly)$/] ]],
  emit = "Set",
  where = free,
  set = function(m) return { value = ADVERBS[m.text:lower()] } end,
}

rule "set.times" {
  about = "twice a year, three times a week",
  pattern = {
    [[ f:(once | twice) (a | an | each | every | per) u:@timeunits(count=one) ]],
    [[ f:($n times) (a | an | each | every | per) u:@timeunits(count=one) ]],
  },
  emit = "Set",
  where = free,
  set = function(m)
    local f = m.f.text:lower()
    local freq = f == "once" and 1 or f == "twice" and 2 or count(f)
    return { value = period(1, m.u.code, m.u.clock), freq = freq and freq .. "X" or nil }
  end,
}

-- ---------------------------------------------------------------- times of day

local STEP = { yesterday = -1, today = 0, tomorrow = 1, this = 0, tonight = 0 }

-- The day that a word or weekday names: date, another date, why.
local function day_of(doc, m, word, weekday)
  if weekday then return anchor_weekday(doc, tonumber(weekday.weekday), m) end
  return doc.published:plus { days = STEP[word.text:lower()] }, nil, "from the day of publication"
end

rule "time.part_of_day" {
  about = "Sunday night, this morning, tomorrow afternoon",
  pattern = {
    [[ (late | early)? x:(w:@weekdays(form=full) p:@dayparts) ]],
    [[ (late | early)? x:(t:(today | yesterday | tomorrow | this) p:@dayparts) ]],
  },
  span = "x",
  emit = "Time",
  where = free,
  set = function(m, doc)
    local part = m.p.part
    if not doc.published then return { value = m.w and "XXXX-WXX-" .. m.w.weekday .. part or nil } end
    local day, other, why = day_of(doc, m, m.t, m.w)
    return timex(m, day:iso() .. part, doc.published, why, other and other:iso() .. part)
  end,
}

rule "time.night" {
  about = "tonight, last night",
  pattern = [[ t:tonight | last (night | evening) ]],
  emit = "Time",
  where = free,
  set = function(m, doc)
    if not doc.published then return {} end
    local day = doc.published:plus { days = m.t and 0 or -1 }
    return timex(m, day:iso() .. "TNI", doc.published, "from the day of publication")
  end,
}

-- "4:12 p.m.", "noon", "5pm" -> "16:12", or nil
local function clock_of(text)
  local word = text:lower():match("^%a+")
  if word == "noon" or word == "midday" then return "12:00" end
  if word == "midnight" then return "24:00" end
  local hour, rest = text:lower():match("^(%d+)(.*)$")
  local minute = rest:match("^[:.](%d%d)")
  local half = rest:match("([ap])%.?%s?m")
  hour = tonumber(hour)
  if half then
    if hour < 1 or hour > 12 then return nil end
    hour = hour % 12 + (half == "p" and 12 or 0)
  end
  return hour < 24 and ("%02d:%s"):format(hour, minute or "00") or nil
end

let "clock" [=[ ( noon | midnight | midday
  | [/^\d{1,2}([:.]\d\d)?$/] (":" [/^\d\d$/])? [/^[ap]\.?m\.?$/]
  | [/^\d{1,2}([:.]\d\d)?[ap]m$/] | [/^([01]?\d|2[0-3]):[0-5]\d$/] | [/^([01]?\d|2[0-3])$/] ":" [/^[0-5]\d$/] ) ]=]
let "about" [=[ ( around | about | shortly after | just after | just before ) ]=]

rule "time.clock" {
  about = "10:30 a.m. Monday, 5pm, noon on Tuesday, 07:50 GMT",
  pattern = [[ $about? x:(c:$clock z:$zone? (","? on? (w:@weekdays(form=full) | t:(today | yesterday | tomorrow)
               | mo:@months "."? d:$day))?) ]],
  span = "x",
  emit = "Time",
  where = function(m, doc) return clock_of(m.c.text) ~= nil and free(m, doc) end,
  set = function(m, doc)
    local time = "T" .. clock_of(m.c.text)
    if not doc.published then return { value = "XXXX-XX-XX" .. time } end
    local day, other, why = nil, nil, nil
    if m.mo and exists(2000, month_in(m), day_in(m.d.text)) then
      day, other, why = anchor_day(doc, month_in(m), day_in(m.d.text), m)
    elseif m.w or m.t then
      day, other, why = day_of(doc, m, m.t, m.w)
    else
      day, why = focus(doc, m)
    end
    local value = timex(m, day:iso() .. time, doc.published, why, other and other:iso() .. time)
    value.zone = m.z and m.z.text or nil
    return value
  end,
}

rule "time.part" {
  about = "in the morning, during the afternoon: of the day in focus",
  pattern = [[ (in | during | by) x:(the p:@dayparts(part=TMO|part=TAF|part=TEV)) ]],
  span = "x",
  emit = "Time",
  where = function(m, doc) return m.p.text:find("ing$") ~= nil or m.p.text:find("noon$") ~= nil and free(m, doc) end,
  set = function(m, doc)
    if not doc.published then return { value = "XXXX-XX-XX" .. m.p.part } end
    local day, whose = focus(doc, m)
    return timex(m, day:iso() .. m.p.part, day, "the day in focus: " .. whose)
  end,
}

-- ---------------------------------------------------------------- quarters

let "nth" [=[ ( first | second | third | fourth | 1st | 2nd | 3rd | 4th | 1Q | Q1 ) ]=]
local NTH = { first = 1, second = 2, third = 3, fourth = 4, ["1st"] = 1, ["2nd"] = 2, ["3rd"] = 3, ["4th"] = 4 }
local YEARS = { this = 0, last = -1, next = 1 }

-- The year that a capture "2021", "this year" or "last year's" names, or nil.
local function named_year(doc, span)
  if not span then return nil end
  local digits = span.text:match("%d%d%d%d")
  if digits then return tonumber(digits) end
  local step = YEARS[span.text:lower():match("%a+")]
  return step and doc.published and doc.published.year + step
end

rule "date.quarter" {
  about = "the third quarter, first-quarter, the fourth quarter of 2021",
  pattern = [[ mod:$point? (the | a:(this | last | next) year [/^['’]s$/])? fiscal? (a:$year [/^['’]s$/]?)? fiscal?
               q:$nth "-"? fiscal? "-"? (quarter | quarters | period (?= (sales | profit | net | earnings | revenue | results)))
               (","? (of | in)? fiscal? a:($year | (this | last | next) year))? ]],
  emit = "Date",
  where = function(m, doc) return NTH[m.q.text:lower()] ~= nil and free(m, doc) end,
  set = function(m, doc)
    local q, year = NTH[m.q.text:lower()], named_year(doc, m.a)
    if year then return timex(m, ("%04d-Q%d"):format(year, q)) end
    if not doc.published then return { value = "XXXX-Q" .. q } end
    year = anchor_quarter(doc, q, m)
    return timex(m, ("%04d-Q%d"):format(year, q), doc.published, "the year of publication")
  end,
}

rule "date.quarter_code" {
  about = "Q3, Q3 2021, 3Q21",
  pattern = [[ [/^(Q[1-4]|[1-4]Q)$/] y:$year? ]],
  emit = "Date",
  where = free,
  set = function(m, doc)
    local q = m.text:match("%d")
    if m.y then return timex(m, m.y.text .. "-Q" .. q) end
    if not doc.published then return { value = "XXXX-Q" .. q } end
    return timex(m, ("%04d-Q%s"):format(anchor_quarter(doc, tonumber(q), m), q), doc.published, "the year of publication")
  end,
}

-- The quarter spoken of last, or the one that was over at publication.
local function quarter_in_focus(doc, m)
  local near = earlier(doc, m, QUARTER)
  if near then return tonumber(near.value:sub(1, 4)), tonumber(near.value:sub(7)) end
  return ended_quarter(doc.published)
end

rule "date.quarter_before" {
  about = "the year-earlier quarter, the year-ago third quarter",
  pattern = [[ the? year "-" (ago | earlier) (q:$nth "-"?)? (quarter | p:period)
             | the (same | comparable) (q:$nth "-"?)? (quarter | p:period) l:(last year | a year (ago | earlier) | of a:$year)? ]],
  emit = "Date",
  where = function(m, doc) return doc.published ~= nil and free(m, doc) end,
  set = function(m, doc)
    local year, q = quarter_in_focus(doc, m)
    if m.q then q = NTH[m.q.text:lower()] or q end
    if m.a then
      year = tonumber(m.a.text)
    elseif m.l or m.p or m.text:lower():find("year") then
      year = (ended_quarter(doc.published)) - 1
    end
    return timex(m, ("%04d-Q%d"):format(year, q), doc.published, "a year before the quarter spoken of")
  end,
}

rule "date.the_quarter" {
  about = "the quarter, the latest quarter: the one that was over at publication",
  pattern = [[ the (latest | most recent | just "-" ended)? quarter | its latest (quarter | period) ]],
  emit = "Date",
  where = function(m, doc) return doc.published ~= nil and free(m, doc) end,
  set = function(m, doc)
    return timex(m, ("%04d-Q%d"):format(ended_quarter(doc.published)), doc.published, "the last quarter before publication")
  end,
}

rule "date.fiscal" {
  about = "fiscal 2021, the fiscal year",
  pattern = [[ the? $fiscal y:$year | the current? fiscal year ]],
  emit = "Date",
  where = free,
  set = function(m, doc)
    if m.y then return timex(m, m.y.text) end
    return timex(m, doc.published and ("%04d"):format(doc.published.year), doc.published, "the year of publication")
  end,
}

rule "date.half" {
  about = "the first half of next year, the second half of 2019",
  pattern = [[ the? fiscal? h:(first | second | latter | last) "-"? half (of (the year | a:($year | (this | next | last) year)))? ]],
  emit = "Date",
  where = function(m, doc)
    if not (m.text:find("year") or m.a) and not is_finance(doc) then return false end
    if not m.text:find("year") and right_of(doc, m):find("^ %a") and right_of(doc, m):find("^ of ") then return false end
    return (m.a ~= nil or doc.published ~= nil) and free(m, doc)
  end,
  set = function(m, doc)
    local year = named_year(doc, m.a) or doc.published.year
    return timex(m, ("%04d-H%d"):format(year, m.h.text:lower() == "first" and 1 or 2), doc.published)
  end,
}

rule "date.year_end" {
  about = "year-end, the year-end",
  pattern = [[ the? year "-"? [/^end$/] (?! $year) ]],
  emit = "Date",
  where = function(m, doc) return m.text:lower() ~= "year end" and doc.published ~= nil and free(m, doc) end,
  set = function(m, doc) return timex(m, ("%04d-12-31"):format(doc.published.year), doc.published, "the year of publication") end,
}

-- ---------------------------------------------------------------- ago, later

local BACK = { ago = -1, earlier = -1, before = -1 }

-- The date `n` units away from `base`, as far as the unit is sharp.
local function moved(base, n, unit)
  if unit.clock == "T" then return nil end
  local code = unit.code
  if code == "2W" then n, code = n * 2, "W" end
  if code == "Q" then n, code = n * 3, "M" end
  if code == "E" then n, code = n * 10, "Y" end
  if code == "C" then return ("%02d"):format(base.year // 100 + n) end
  if code == "Y" then return ("%04d"):format(base.year + n) end
  if code == "M" then
    local at = base.year * 12 + base.month - 1 + n
    return ("%04d-%02d"):format(at // 12, at % 12 + 1)
  end
  if code == "W" then return week_of(base:plus { days = 7 * n }) end
  if code == "D" then return base:plus { days = n }:iso() end
end

-- "a year ago" beside a quarter means that quarter a year before.
local function year_ago(doc, m)
  local near = earlier(doc, m, QUARTER, 400)
  local year = doc.published.year
  if not near then return ("%04d"):format(year - 1), "a year before publication" end
  return ("%04d-Q%s"):format(math.max(tonumber(near.value:sub(1, 4)), year) - 1, near.value:sub(7)),
    "a year before the quarter spoken of"
end

rule "date.year_ago" {
  about = "a year ago, a year earlier, the year before, the previous year, the year-earlier",
  pattern = {
    [[ (the | same period)? (a | one) year (ago | earlier | before) ]],
    [[ b:(the year "-"? (before | earlier)) ]],
    [[ b:(the (previous | prior | preceding) year) ]],
    [[ the? year "-" (ago | earlier) ]],
  },
  emit = "Date",
  where = function(m, doc) return doc.published ~= nil and free(m, doc) end,
  set = function(m, doc)
    if m.b and not is_finance(doc) then
      local near = earlier(doc, m, YEAR)
      local year = near and tonumber(near.value) or doc.published.year
      return timex(m, ("%04d"):format(year - 1), nil, "before " .. (near and near.text or "the year of publication"))
    end
    local value, why = year_ago(doc, m)
    return timex(m, value, doc.published, why)
  end,
}

local VAGUE = { several = true, few = true, some = true, many = true, couple = false }

-- A number word of an expression of time: number, "X" for several, or nil.
local function vague_count(text)
  local t = text:lower()
  if t:find("couple") then return 2 end
  for word in t:gmatch("%a+") do
    if VAGUE[word] then return "X" end
  end
  return t:find("^an?$") and 1 or count(t)
end

let "how_many" [=[ ( $n | a | an | several | a? few | a couple of ) ]=]
let "roughly" [=[ ( more than | less than | at least | about | almost | nearly | around | roughly ) ]=]
let "hedge" [=[ ( over | just | only | some ) ]=]

rule "date.ago" {
  about = "two weeks ago, three days earlier, a month from now",
  pattern = [[ $hedge? x:($roughly? n:$how_many "-"? u:@timeunits (and a h:half)? (or so)?
               w:(ago | earlier | from now)) ]],
  span = "x",
  emit = "Date",
  where = function(m, doc)
    if m.u.clock == "T" or m.u.code == "WE" or not free(m, doc) then return false end
    return vague_count(m.n.text) ~= nil and doc.published ~= nil
  end,
  set = function(m, doc)
    local n, w = vague_count(m.n.text), m.w.text:lower()
    if n == "X" then return { value = BACK[w] and "PAST_REF" or "FUTURE_REF", why = "an unnamed number" } end
    local base, why = doc.published, "from the day of publication"
    if w == "earlier" then
      local whose
      base, whose = focus(doc, m)
      why = "before " .. whose
    end
    n = math.tointeger(n // 1) * (BACK[w] or 1)
    return timex(m, moved(base, n, m.u), base, why)
  end,
}

rule "duration.later" {
  about = "three days later, two hours after: the length alone",
  pattern = [[ $hedge? x:($roughly? n:$how_many "-"? u:@timeunits (and a h:half)?) (or so)?
               (later | before | after | previously | hence | ago | earlier) ]],
  span = "x",
  emit = "Duration",
  where = function(m, doc) return vague_count(m.n.text) ~= nil and free(m.x, doc) end,
  set = function(m)
    local n = vague_count(m.n.text)
    if m.h and n ~= "X" then n = n + 0.5 end
    return { value = period(n, m.u.code, m.u.clock) }
  end,
}

rule "duration.bare_ago" {
  about = "years ago, weeks later: some number of them",
  pattern = [[ x:(u:@timeunits(count=many) a:ago) | x:u:@timeunits(count=many) (later | earlier) ]],
  span = "x",
  emit = "Duration",
  where = function(m, doc) return free(m.x, doc) end,
  set = function(m) return { value = period("X", m.u.code, m.u.clock) } end,
}

-- ---------------------------------------------------------------- units

local WHICH = {
  last = -1, previous = -1, past = -1, this = 0, current = 0, next = 1, following = 1, coming = 1,
}

-- The value of last / this / next unit; nil for a unit that has none here.
local function unit_value(doc, m, unit, step, word)
  local day, code = doc.published, unit.code
  if code == "Y" then
    local base = day.year
    if word == "previous" or word == "following" then
      local near = earlier(doc, m, YEAR)
      base = near and tonumber(near.value) or base
    end
    return ("%04d"):format(base + step)
  end
  if code == "W" then
    if step ~= 0 and is_finance(doc) then return ("%04d-WXX"):format(day:plus { days = 7 * step }.year) end
    return week_of(day:plus { days = 7 * step })
  end
  if code == "WE" then return week_of(day:plus { days = 7 * step }) .. "-WE" end
  if code == "E" then return tostring(day.year // 10 + step) end
  if code == "C" then return tostring(day.year // 100 + step) end
  if code == "Q" then
    local q = (day.month - 1) // 3 + step
    return ("%04d-Q%d"):format(day.year + q // 4, q % 4 + 1)
  end
  if code == "M" and unit.clock == "" then return moved(day, step, unit) end
end

rule "date.unit" {
  about = "last week, this month, next year, the previous quarter, the coming decade",
  pattern = [[ mod:$point? (the? w:(last | this | next) past? coming? | the? w:current
               | the w:(previous | following | coming) )
               u:[/^(year|month|week|quarter|decade|century|weekend)$/] (?! "-") ]],
  emit = "Date",
  where = free,
  set = function(m, doc)
    if not doc.published then return {} end
    local unit = lexicons.timeunits:get(m.u.text)
    local word = m.w.text:lower()
    local step = m.text:lower():find("this past") and -1 or WHICH[word]
    return timex(m, unit_value(doc, m, unit, step, word), doc.published, "from the day of publication")
  end,
}

rule "duration.past_unit" {
  about = "the past year, the past month: a length that ends now",
  pattern = [[ the past u:@timeunits(count=one) ]],
  emit = "Duration",
  where = free,
  set = function(m) return { value = period(1, m.u.code, m.u.clock) } end,
}

rule "date.weekend" {
  about = "the weekend",
  pattern = [[ mod:$point? the weekend ]],
  emit = "Date",
  where = function(m, doc) return doc.published ~= nil and free(m, doc) end,
  set = function(m, doc)
    local ahead = tense(doc, m) > 0
    local step = weekday_of(doc.published) < 4 and not ahead and -7 or 0
    return timex(m, week_of(doc.published:plus { days = step }) .. "-WE", doc.published,
      ahead and "the sentence looks ahead" or "the nearest")
  end,
}

-- ---------------------------------------------------------------- seasons, decades, holidays

rule "date.season" {
  about = "the summer of 1966, last winter, this fall",
  pattern = {
    [[ (the? (early | late | mid)? "-"?)? s:@seasons of? ","? y:$year ]],
    [[ mod:$point? w:(last | this | next | this past | this coming) s:@seasons ]],
    [[ (in | since | by | during | until | over) x:(b:(the? (early | late)? s:[/^(spring|summer|autumn|winter)$/] | the s:fall)) (?! (of | . season)) ]],
  },
  emit = "Date",
  where = function(m, doc) return (m.y ~= nil or doc.published ~= nil) and free(m, doc) end,
  set = function(m, doc)
    local season = lexicons.seasons:get(m.s.text)
    if m.y then return timex(m, m.y.text .. "-" .. season.season) end
    local day, year = doc.published, doc.published.year
    local word, start = m.w and m.w.text:lower(), tonumber(season.month)
    if word == "last" or word == "this past" then
      if start + 2 >= day.month then year = year - 1 end
    elseif word == "next" or word == "this coming" then
      if word == "next" and start <= day.month then year = year + 1 end
    elseif not word and start > day.month and tense(doc, m) <= 0 then
      year = year - 1
    end
    return timex(m, ("%04d-%s"):format(year, season.season), day, "from the day of publication")
  end,
}

rule "date.decade" {
  about = "the 1970s, the mid-1980s, the early nineties, the '60s",
  pattern = {
    [[ the? mod:((early | mid | late | middle) "-"? (to "-"? late "-"?)?)? d:[/^(mid-)?(1[6-9]|20)\d0['’]?s$/] ]],
    [[ the mod:((early | mid | late) "-"?)? ("'" | "’" | "‘")? d:[/^['’‘]?\d0s$/] ]],
    [[ (the mod:((early | mid | late) "-"?)? | nineteen) w:@decades ]],
  },
  emit = "Date",
  where = free,
  set = function(m)
    local value
    if m.w then
      value = "19" .. m.w.decade:sub(1, 1)
    else
      local digits = m.d.text:match("%d+")
      value = #digits == 4 and digits:sub(1, 3) or "19" .. digits:sub(1, 1)
    end
    return timex(m, value)
  end,
}

rule "date.century" {
  about = "the 19th century, the twenty-first century",
  pattern = [[ the? mod:((early | mid | late) "-"?)? o:(@ordinals | twenty "-" first) "-"? century ]],
  emit = "Date",
  where = free,
  set = function(m)
    local n = m.o.text:lower():find("twenty.first") and 21 or day_in(m.o.text)
    return timex(m, ("%02d"):format(n - 1))
  end,
}

-- The day of a holiday in a year: "12-25"; "11 4 4 +1" (month, which, weekday,
-- days after); "easter -2".
local function holiday_in(code, year)
  local month, day = code:match("^(%d%d)%-(%d%d)$")
  if month then return date(year, tonumber(month), tonumber(day)) end
  local feast, shift = code:match("^(%a+) ([+-]%d+)$")
  if feast then
    return (feast == "easter" and easter or orthodox_easter)(year):plus { days = tonumber(shift) }
  end
  local mo, nth, weekday, after = code:match("^(%d%d) (%-?%d) (%d)%s*([+-]?%d*)$")
  local first = date(year, tonumber(mo), 1)
  local d = first:plus { days = (tonumber(weekday) - weekday_of(first)) % 7 }
  if nth == "-1" then
    local next_month = first:plus { months = 1 }
    while d:plus { days = 7 } < next_month do d = d:plus { days = 7 } end
  else
    d = d:plus { days = 7 * (tonumber(nth) - 1) }
  end
  return after ~= "" and d:plus { days = tonumber(after) } or d
end

rule "date.holiday" {
  about = "Christmas, Good Friday, Thanksgiving 2019: their day, computed",
  pattern = [[ (last | this | next)? h:@holidays (","? y:$year)? ]],
  emit = "Date",
  where = function(m, doc) return m.h.text:find("^%u") ~= nil and free(m, doc) end,
  set = function(m, doc)
    if m.y then return timex(m, holiday_in(m.h.day, tonumber(m.y.text)):iso()) end
    if not doc.published then return {} end
    local base, best, gap = day_number(doc.published), nil, nil
    for year = doc.published.year - 1, doc.published.year + 1 do
      local d = holiday_in(m.h.day, year)
      local g = math.abs(day_number(d) - base)
      if not gap or g < gap then best, gap = d, g end
    end
    return timex(m, best:iso(), doc.published, "the nearest to publication")
  end,
}

-- ---------------------------------------------------------------- days and months

rule "date.word" {
  about = "yesterday, today, tomorrow",
  pattern = [[ t:(today | yesterday | tomorrow) ]],
  emit = "Date",
  where = function(m, doc) return not (m.text == "Today" and left_of(doc, m, 5):find("USA $")) and free(m, doc) end,
  set = function(m, doc)
    if m.text:lower() == "today" and right_of(doc, m):find("^.?.?.?s %l+ing%f[%A]") then
      return { value = "PRESENT_REF", why = "today's, of the present" }
    end
    if not doc.published then return {} end
    local day = doc.published:plus { days = STEP[m.t.text:lower()] }
    return timex(m, day:iso(), doc.published, "from the day of publication")
  end,
}

rule "date.last_weekday" {
  about = "last Friday, next Monday, the previous Tuesday",
  pattern = [[ w:(last | next | this past | this coming | this | the previous | the following) d:@weekdays(form=full) ]],
  emit = "Date",
  where = free,
  set = function(m, doc)
    local n, word = tonumber(m.d.weekday), m.w.text:lower()
    if not doc.published then return { value = "XXXX-WXX-" .. n } end
    local base, whose = doc.published, "publication"
    if word:find("^the") then base, whose = focus(doc, m) end
    if word == "this" then
      local day, other, why = anchor_weekday(doc, n, m)
      return timex(m, day:iso(), base, why, other and other:iso())
    end
    local back = (weekday_of(base) - n) % 7
    local past = base:plus { days = back == 0 and -7 or -back }
    local ahead = base:plus { days = 7 - back }
    local before = word == "last" or word == "this past" or word == "the previous"
    local why = (before and "before " or "after ") .. whose
    local other = before and past:plus { days = -7 } or ahead:plus { days = 7 }
    return timex(m, (before and past or ahead):iso(), base, why, (word == "last" or word == "next") and other:iso() or nil)
  end,
}

let "no_day" [=[ (?! ( "%" | percent | million | billion | [/^[,.]?\d/] | ("," | ".") [/^\d\d\d$/] )) ]=]

rule "date.month_day" {
  about = "Feb. 28, March 3rd, Thursday, April 6, 15 May: the year from the day of publication",
  pattern = {
    [[ (w:@weekdays ","?)? mod:$point? mo:@months "."? d:$dayword $no_day ]],
    [[ (w:@weekdays ","?)? mod:$point? (the)? d:$dayword of? mo:@months(form=full) ]],
    [[ (w:@weekdays ","?)? d:$day mo:@months ]],
  },
  emit = "Date",
  where = function(m, doc)
    local d = day_in(m.d.text)
    return d ~= nil and exists(2000, month_in(m), d) and free(m, doc)
  end,
  set = function(m, doc)
    local month, d = month_in(m), day_in(m.d.text)
    if not doc.published then return { value = ("XXXX-%02d-%02d"):format(month, d) } end
    local day, other, why = anchor_day(doc, month, d, m)
    local value = timex(m, day:iso(), doc.published, why, other and other:iso())
    if m.w and tonumber(m.w.weekday) ~= weekday_of(day) then
      value.note = ("%s is a %s"):format(day:iso(), WEEKDAYS[weekday_of(day)])
    end
    return value
  end,
}

rule "date.second_day" {
  about = "March 3-5, Jan. 2 to 4: the second day of a range",
  pattern = [[ mo:@months "."? $day ("-" | "–" | to | and | or | through) e:$day $no_day (?! ([/^[ap]\.?m/] | years | shares | points)) ]],
  span = "e",
  emit = "Date",
  where = function(m, doc)
    local d = day_in(m.e.text)
    return d ~= nil and exists(2000, month_in(m), d) and free(m.e, doc)
  end,
  set = function(m, doc)
    local first = doc:before("Date", m.e)
    local day = ("%02d"):format(day_in(m.e.text))
    local head = first and first.value and first.value:match("^(.%w+%-%d%d%-)%d%d$")
    return { value = (head or ("XXXX-%02d-"):format(month_in(m))) .. day, why = "the month of the first day" }
  end,
}

rule "date.last_month" {
  about = "last May, next January, this June",
  pattern = [[ w:(last | next | this past | this coming | this) mo:@months (?! [/^\d/]) ]],
  emit = "Date",
  where = free,
  set = function(m, doc)
    local n, word, day = month_in(m), m.w.text:lower(), doc.published
    if not day then return { value = ("XXXX-%02d"):format(n) } end
    local year = day.year
    if word == "last" or word == "this past" then
      if n >= day.month - (word == "last" and 1 or 0) then year = year - 1 end
    elseif (word == "next" or word == "this coming") and n <= day.month then
      year = year + 1
    end
    return timex(m, ("%04d-%02d"):format(year, n), day, "from the month of publication")
  end,
}

-- May and March are also other words: they need a word of time beside them.
let "beside" [=[ ( in | of | since | until | by | through | from | to | for | and | during | as | between | last
                 | next | this | early | late | mid | a | the | was | ends | on | "-" | "," ) ]=]

rule "date.month" {
  about = "January, mid-June, the end of March: the year from the day of publication",
  pattern = {
    [[ mod:$point? mo:@months(form=full) (?! [/^\d+$/]) ]],
    [[ mod:$point? mo:@months(form=short) (?<= [/\.$/]) (?! [/^\d/]) ]],
    [[ mod:$point mo:@months(form=word) (?! [/^\d/]) | (?<= $beside) mo:@months(form=word) (?! ([/^\d/] | be | have | not | well | [cap])) ]],
  },
  emit = "Date",
  where = function(m, doc)
    local name = m.mo.text
    if not name:find("^%u") then return false end
    if (name == "April" or name == "June" or name == "August" or name == "May") and right_of(doc, m):find("^ %u%l") then return false end
    return free(m, doc)
  end,
  set = function(m, doc)
    local n = month_in(m)
    if not doc.published then return { value = ("XXXX-%02d"):format(n), mod = mod_of(m) } end
    local year, other, why = anchor_month(doc, n, m)
    return timex(m, ("%04d-%02d"):format(year, n), doc.published, why, other and ("%04d-%02d"):format(other, n))
  end,
}

rule "date.mid_month" {
  about = "mid-June written as one word",
  pattern = [[ [/^mid-\p{Lu}/] ]],
  emit = "Date",
  where = function(m, doc) return lexicons.months:get(m.text:sub(5)) ~= nil and free(m, doc) end,
  set = function(m, doc)
    local n = tonumber(lexicons.months:get(m.text:sub(5)).month)
    if not doc.published then return { value = ("XXXX-%02d"):format(n), mod = "MID" } end
    local year, other, why = anchor_month(doc, n, m)
    local value = timex(m, ("%04d-%02d"):format(year, n), doc.published, why, other and ("%04d-%02d"):format(other, n))
    value.mod = "MID"
    return value
  end,
}

rule "date.weekday" {
  about = "Saturday: before or after publication, as distance and tense say",
  pattern = [[ mod:$point? w:@weekdays(form=full) (?! (Night Live | Evening Post)) ]],
  emit = "Date",
  where = function(m, doc) return m.w.text:find("^%u") ~= nil and free(m, doc) end,
  set = function(m, doc)
    local n = tonumber(m.w.weekday)
    if not doc.published then return { value = "XXXX-WXX-" .. n } end
    local day, other, why = anchor_weekday(doc, n, m)
    return timex(m, day:iso(), doc.published, why, other and other:iso())
  end,
}

-- ---------------------------------------------------------------- the day in focus

rule "date.same_day" {
  about = "the same day, the next day, the day before: from the day in focus",
  pattern = [[ x:(the same day | that same day | that day | w:the same week | n:(the next | the following) day | n:the day after
             | b:(the previous day | the day before)) (?! (he | she | they | the | yesterday)) ]],
  span = "x",
  emit = "Date",
  where = function(m, doc) return doc.published ~= nil and free(m, doc) end,
  set = function(m, doc)
    local day, whose = focus(doc, m)
    if m.w then return timex(m, week_of(day), day, "the week of " .. whose) end
    local step = m.n and 1 or m.b and -1 or 0
    return timex(m, day:plus { days = step }:iso(), day, "from " .. whose)
  end,
}

rule "date.that_unit" {
  about = "that year, the same month, the year: the one in focus",
  pattern = [[ w:(that | the same | the) u:(year | month | week | quarter) (?! ("-" | ended | ending | of | before | earlier | ago | to . | $year)) ]],
  emit = "Date",
  where = function(m, doc) return doc.published ~= nil and free(m, doc) end,
  set = function(m, doc)
    local the, unit, day = m.w.text:lower() == "the", m.u.text:lower(), doc.published
    local shape = ({ year = YEAR, month = "^%d%d%d%d%-%d%d$", quarter = QUARTER })[unit]
    local near = not the and shape and earlier(doc, m, shape)
    if near then return timex(m, near.value, nil, "the " .. unit .. " of " .. near.text) end
    local value
    if unit == "year" then
      value = ("%04d"):format(day.year)
    elseif unit == "month" then
      value = month_of(day)
    elseif unit == "quarter" then
      value = ("%04d-Q%d"):format(ended_quarter(day))
    else
      value = is_finance(doc) and ("%04d-WXX"):format(day.year) or week_of(day)
    end
    return timex(m, value, day, "of publication")
  end,
}

rule "date.following_year" {
  about = "the following year: after the year in focus",
  pattern = [[ w:(the following | the next) year (?! ended) ]],
  emit = "Date",
  where = function(m, doc) return earlier(doc, m, YEAR) ~= nil and free(m, doc) end,
  set = function(m, doc)
    local near = earlier(doc, m, YEAR)
    return timex(m, ("%04d"):format(tonumber(near.value) + 1), nil, "after " .. near.text)
  end,
}

-- ---------------------------------------------------------------- durations

let "adj" [=[ ( first | last | next | past | previous | following | coming | final | other | full | whole | additional
             | latest | most recent ) ]=]
let "between" [=[ ( full | straight | consecutive | trading | business | working | calendar | more | additional
                 | or more | or so | school | fiscal ) ]=]
let "length" [=[ ( n:$n ("-" | $between)? "-"? u:@timeunits (and a h:half)? ) ]=]

rule "duration.count" {
  about = "75 minutes, two and a half years, nine-month, the past five years; no ages",
  pattern = [[ ( x:( the $adj $roughly? $length )
               | x:( (first | last | next | past | previous | following | coming | additional | most recent) $length )
               | ( full | whole | other | final | latest | over | under | only | as long as | up to )
                 x:( (the | these | those)? $length )
               | x:( (the | these | those) n:$n $between? u:@timeunits(count=many) )
               | x:( (at most | as many as | another | an additional | a record | $roughly) $length )
               | x:$length ) (?! "-"? (old | of age)) (?! and old) ]],
  span = "x",
  emit = "Duration",
  where = function(m, doc)
    local n = count(m.n.text)
    if not n or n == 0 or n > 100000 then return false end
    if m.u.code == "Q" and m.u.entry.count == "one" then return false end
    if m.n.text:find("^%d%d%d%d$") and n > 1500 and n < 2050 then return false end
    local before = left_of(doc, m, 2)
    return not before:find("%d[,.]$") and not before:find("[$#]$") and not before:find("^[$#] $") and free(m.x, doc)
  end,
  set = function(m)
    local n = count(m.n.text)
    if m.h then n = n + 0.5 end
    local value = { value = period(n, m.u.code, m.u.clock) }
    for word in m.x.text:lower():gmatch("%a+") do
      value.mod = value.mod or MODS[word ~= "first" and word or ""]
      if word == "than" then break end
    end
    return value
  end,
}

rule "duration.vague" {
  about = "several weeks, a few days, a couple of months, many years",
  pattern = [[ x:( (the $adj | recent | coming | these | those)? q:(several | a few | few | many | a couple of | couple of
               | a number of | dozens of) "-"? u:@timeunits ) | some x:(u:@timeunits(count=many)) ]],
  span = "x",
  emit = "Duration",
  where = function(m, doc) return (m.u.entry.count == "many" or m.x.text:find("-") ~= nil) and free(m.x, doc) end,
  set = function(m)
    local n = m.q and m.q.text:lower():find("couple") and 2 or "X"
    return { value = period(n, m.u.code, m.u.clock) }
  end,
}

local RATE = regex("(?:times|once|twice|percent|[\\d.,]+(?: \\d/\\d)?|\\d%|million|billion|shares?|dollars|cents|barrels|"
  .. "units|cars|tons|flights|jobs|people|passengers|tourists|vehicles|marks|francs|pounds|yen|cases|[a-z]+s) $", "i")
local SPENT = regex("\\b(?:lasts|takes|was|is|has|years|months|weeks|days|as|this|plus|minus|its|spends) $", "i")
local DAY_LONG = regex("\\b(?:for|in|within|than|after|every|times|once|just|took|take|lasted|barely|job|last) $", "i")

-- Is "a day", "a year" a length here, and no rate ("$3 a day") or part?
local function is_length(doc, m)
  local left, right, word = left_of(doc, m.x, 40), right_of(doc, m), m.q.text:lower()
  local plain = word == "a" or word == "an" or word == "one"
  if m.u.code == "Q" or right:find("^[%s-]old") or right:find("^-%a") then return false end
  if (right:find("^'s ") or right:find("^’s ") or right:find("^ long")) and m.u.code ~= "W" then return false end
  if plain and m.u.text:lower() == "day" and not DAY_LONG:match(left) then return false end
  if plain and m.u.text:lower() == "second" then return false end
  return not plain or not RATE:match(left) or SPENT:match(left) ~= nil
end

rule "duration.one" {
  about = "a decade, an hour, half a year, a year and a half, another month",
  pattern = [[ (over | only | just)? x:( q:( a | an | one | an additional | another | ($roughly (a | an | half an | half a)) | half (a | an) | a half | a full
               | a quarter (of (a | an))? ) "-"? u:@timeunits(count=one) ("-" long)? (and a h:half)? ) ]],
  span = "x",
  emit = "Duration",
  where = function(m, doc) return is_length(doc, m) and free(m.x, doc) end,
  set = function(m)
    local q = m.q.text:lower()
    local n = q:find("half") and 0.5 or q:find("quarter") and 0.25 or 1
    if m.h then n = n + 0.5 end
    local value = { value = period(n, m.u.code, m.u.clock) }
    for word in q:gmatch("%a+") do value.mod = value.mod or MODS[word] end
    return value
  end,
}

rule "duration.bare" {
  about = "for years, within hours, took months; years-long, week-long, yearlong",
  pattern = {
    [[ (for | in | within | took | take | takes | spent | just) x:(u:@timeunits(count=many) ((or | and | to) @timeunits(count=many))?) ]],
    [[ x:(u:@timeunits "-" long) ]],
    [[ x:[/^(year|month|week|day|decade)long$/] ]],
  },
  span = "x",
  emit = "Duration",
  where = function(m, doc) return free(m.x, doc) end,
  set = function(m)
    local unit = m.u and m.u.entry or lexicons.timeunits:get((m.x.text:lower():gsub("long$", "")))
    return { value = period(unit.count == "many" and "X" or 1, unit.code, unit.clock) }
  end,
}

rule "duration.ended" {
  about = "the year ended March 31: the length of the year",
  pattern = [[ x:((the | that | a) u:@timeunits(count=one)) (?= ","? (ended | ending)) ]],
  span = "x",
  emit = "Duration",
  where = function(m, doc) return m.u.code ~= "Q" and free(m.x, doc) end,
  set = function(m) return { value = period(1, m.u.code, m.u.clock) } end,
}

-- ---------------------------------------------------------------- vague

local LET = regex("^,? (?:let|I |for (?:today|our)|you|well)")

rule "date.now" {
  about = "now, currently, at present, the current",
  pattern = {
    [[ (now | currently | at present | presently) (?! (that | defunct | "-")) ]],
    [[ current (?! (account | and | events | or | affairs | "-")) ]],
    [[ at x:(this moment) | x:(this time) (?= of) ]],
  },
  emit = "Date",
  where = function(m, doc)
    if m.text:find("^[Nn]ow$") then
      local right = right_of(doc, m)
      if LET:match(right) or m.text == "Now" and right:find("^,") then return false end
      if left_of(doc, m, 1) == "-" then return false end
    end
    return free(m, doc)
  end,
  set = function() return { value = "PRESENT_REF" } end,
}

rule "date.recent" {
  about = "recently, lately, in recent years, the past few weeks",
  pattern = {
    [[ recently | lately ]],
    [[ recent (years? | months? | weeks? | days? | quarters? | decades?) ]],
    [[ the? (past | last) (several | few) (months | quarters | years | weeks | days) ]],
  },
  emit = "Date",
  where = free,
  set = function() return { value = "PAST_REF" } end,
}

rule "date.the_past" {
  about = "in the past, at the time",
  pattern = [[ x:(the past) (?! .? .? (year | month | week | day | quarter | decade | century | hour | season | spring | summer | years | months
             | weeks | days | quarters | decades | centuries | hours | seasons)) | at x:(the time | that time) (?! of) ]],
  span = "x",
  emit = "Date",
  where = function(m, doc) return free(m.x, doc) end,
  set = function() return { value = "PAST_REF" } end,
}

rule "date.future" {
  about = "soon, in the near future, in the coming weeks, as soon as possible",
  pattern = {
    [[ soon (?! (after | as | thereafter | became | began | found | learned | enough | [/ed$/])) ]],
    [[ as soon as possible ]],
    [[ the? (near | distant | immediate | not "-" too "-" distant) future ]],
    [[ (in | for | about | into | of | to) x:(the future) ]],
    [[ the? coming (months | weeks | years | days | quarters) | future (quarters | years | months) ]],
  },
  emit = "Date",
  where = free,
  set = function() return { value = "FUTURE_REF" } end,
}

-- ---------------------------------------------------------------- years alone

rule "date.year_in_words" {
  about = "nineteen ninety-eight",
  pattern = [[ nineteen "-"? t:@number(kind=ten) ("-"? o:@number(kind=one))? (?! (dollars | people | years | pounds | men | million | feet | miles | troops)) ]],
  emit = "Date",
  where = free,
  set = function(m)
    local n = 1900 + tonumber(m.t.entry.number) + (m.o and tonumber(m.o.entry.number) or 0)
    return timex(m, tostring(n))
  end,
}

rule "date.year_range" {
  about = "1995-96, 1995 to 1998: the second year",
  pattern = [[ y:$year ("-" | "–" | to) e:[/^(\d\d|\d{4})$/] (?! ("-" | "%" | "." | [/^\d/])) ]],
  span = "e",
  emit = "Date",
  where = function(m, doc)
    local a, b = tonumber(m.y.text), tonumber(m.e.text)
    if b < 100 then b = a // 100 * 100 + b end
    return a < b and b < a + 60 and not left_of(doc, m, 1):find("[%d$.,/-]") and free(m.e, doc)
  end,
  set = function(m)
    local b = tonumber(m.e.text)
    if b < 100 then b = tonumber(m.y.text) // 100 * 100 + b end
    return { value = tostring(b), why = "the end of a range" }
  end,
}

rule "date.year" {
  about = "1994, the year 2000, early 1990, the end of 2019; no amounts",
  pattern = [[ mod:$point? (the year)? y:$year ]],
  emit = "Date",
  where = function(m, doc) return is_year(m, doc) and free(m, doc) end,
  set = function(m) return timex(m, m.y.text) end,
}

rule "date.mid_year" {
  about = "mid-1990, written as one word",
  pattern = [[ [/^(mid|pre|post)-(1[89]\d\d|20[0-4]\d)$/] ]],
  emit = "Date",
  where = free,
  set = function(m) return { value = m.text:match("%d+"), mod = m.text:find("^mid") and "MID" or nil } end,
}

rule "date.year_bc" {
  about = "44 BC, the second millennium B.C.",
  pattern = [[ n:[/^\d{1,5}$/] [/^(B\.?C\.?(E\.?)?)$/] ]],
  emit = "Date",
  where = free,
  set = function(m) return { value = ("BC%04d"):format(tonumber(m.n.text)) } end,
}
