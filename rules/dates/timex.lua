-- rules/dates/timex.lua : what the rules of time share: words, numbers, the
-- calendar, tense, and how an expression finds its place in time.

lexicon "months" { file = "lexicons/months.tsv" }
lexicon "weekdays" { file = "lexicons/weekdays.tsv" }
lexicon "timeunits" { file = "lexicons/timeunits.tsv" }
lexicon "dayparts" { file = "lexicons/dayparts.tsv" }
lexicon "seasons" { file = "lexicons/seasons.tsv" }
lexicon "decades" { file = "lexicons/decades.tsv" }
lexicon "timezones" { file = "lexicons/timezones.tsv" }
lexicon "ordinals" { file = "lexicons/ordinals.tsv" }
lexicon "number" { file = "lexicons/number.tsv" }

let "year" [=[ [/^(1[5-9]\d\d|20[0-4]\d)$/] ]=]
let "yearword" [=[ ( nineteen "-"? @number(kind=ten) ("-"? @number(kind=one))?
                | two thousand ) ]=]
let "shortyear" [=[ ( [/^['’]\d\d$/] | "‘" [/^\d\d$/] ) ]=]
let "anyyear" [=[ ( $year | $yearword | $shortyear ) ]=]
let "split" [=[ ( [/^(1[5-9]|20)\d\d\/\d\d$/]
                | $year ("-" | "–") [/^['’‘]$/]? [/^['’‘]?\d\d$/] ) ]=]
let "day" [=[ [/^(0?[1-9]|[12]\d|3[01])(st|nd|rd|th)?$/] ]=]
let "dayword" [=[ ( $day | @ordinals ) ]=]
let "n" [=[ ( [/^\d+$/] [/^\d\/\d$/]
            | ([/^\d+$/] | @number(kind=one)) "-"? and "-"? a "-"? half
            | [num & /^\d/] @number(kind=scale)? | half? a @number(kind=dozen)
            | a @number(kind=hundred) | half? a @number(kind=scale)
            | @number ( "-"? and? @number )* ) ]=]
let "point" [=[ ( (the)? (early-to-mid | mid-to-late | early | mid | late | earlier | later
                | sometime) "-"? | end "-"
                | the (end | beginning | start | middle | rest) of
                | the (first | latter) part of
                | the (first | last | final) (few | two | three)? (week | weeks | days) of ) ]=]
let "fiscal" [=[ ( (fiscal | financial) year | fiscal ) ]=]
let "how_many" [=[ ( $n | a | an | several | a? few | a couple of ) ]=]
let "roughly" [=[ ( more than | less than | at least | about | almost | nearly | around
                | roughly | approximately ) ]=]
let "hedge" [=[ ( over | just | only | some ) ]=]
let "clock" [=[ ( "12"? (noon | midnight (?! oil) | midday)
                | [/^\d{1,2}([:.]\d\d)?$/] (":" [/^\d\d$/])? [/^([ap]\.?m\.?|[AP]\.?M\.?)$/]
                | [/^([01]\d|2[0-3])[0-5]\d$/] (?= @timezones)
                | [/^([01]?\d|2[0-3])\.[0-5]\d$/] (?= [@timezones & len>2])
                | [/^0\d[0-5]\d$/] (hours | hrs) | (?<= at) [/^([01]\d|2[0-3])[0-5]\d$/] hours
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

-- ---------------------------------------------------------------- tense

local TO = "(?:had been )?(?:expect(?:s|ed)|schedul(?:es|ed)|plan(?:s|ned|ning)?|due|set|going"
  .. "|hopes?"
  .. "|is|are|likely|"
  .. "intends?|agreed|prepar(?:es|ing)|wants?|ready|about|aims?|needs?|ha(?:s|ve|d)"
  .. "|vow(?:s|ed)|predicted|forecast|projected|"
  .. "promis(?:es|ed)|ordered|time|deadline|until \\w+)"
local FUTURE = regex("\\b(?:(?:will|would|'ll|’ll|shall|may|could|can"
  .. "|" .. TO .. " to)"
  .. "(?: (?:not|also|be|then|likely|probably|only|have to|resume|begin"
  .. "|start))* (?!have|(?:an?|the|its|their|his|her|this|that|all)\\b)\\w+"
  .. "|(?:is |are |was |were |(?:had )?been )?(?:scheduled|due|set (?:for|to)|expected"
  .. "|planned|slated)(?: for| to \\w+)?"
  .. "|(?:is|are) (?:forecast|predicted|announced|billed|booked|called|listed) for"
  .. "|(?:invit|urg|ask|order|instruct|request|want|forecast|predict)(?:s|es|ed"
  .. "|ing)? (?:\\w+ ){0,5}to \\w+"
  .. "|(?:when|once|until|if) (?:\\w+ ){1,4}(?:is|are) (?!not)(?:\\w+e[dn]|heard|held)"
  .. "|(?:play|face|meet|host|begin|start|(?<!was )(?<!were )open|resume|travel)s?"
  .. "|turns \\d+|(?:kick|end|expire|close|run|leave|arrive|return|depart|premiere)s|reopens?"
  .. "|go(?:es)? (?:to|on|before|into)|comes? out|takes? (?:effect|office|place)"
  .. "|(?:is|are) (?:most |very |un)?likely"
  .. "|effective|payable|upcoming|forthcoming|proposed|deadline|wait)\\b")
-- A past form is a verb that has one of its own, or a word in -ed that no
-- article or adverb makes an adjective ("a still unspecified date").
local PAST = regex("\\b(?:was|were|said|says|had|did|since|ago|told|rose|fell|made"
  .. "|held|took|beat|began|brought|broke|built|caught|chose|drew|drove|fought|flew|grew"
  .. "|heard|kept|knew|laid|lay|meant|paid|sang|sank|sat|sent|shook|shot|showed|slid"
  .. "|slept|spent|sprang|stood|stole|struck|swam|swept|taught|thought|threw|wore"
  .. "|went|came|met|won|lost|bought|sold|got|gave|found|left|led|hit|ran|saw|became"
  .. "|spoke|wrote|set (?!to\\b|for\\b)"
  .. "|has|have|hurt|(?<!\\ba )(?<!\\ban )(?<!the )(?<!still )(?<!yet )"
  .. "(?!un|need|seed|feed|exceed|proceed|succeed|United|limited)"
  .. "[a-z]{2,}ed)\\b")
local AHEAD = regex("\\b(?:(?:until|by|(?<!months |weeks |quarters |year )through"
  .. "|starting|beginning|effective|due|payable|next) "
  .. "(?:on |late |early |mid-|noon |midnight |\\d+ [ap]\\.m\\. )?"
  .. "|(?:is|are) (?:on |at |from )?(?:[\\d:.]+ (?:to|and|until) )?)$", "i")
local WAS = regex("\\b(?:had|been|was|were|fell|rose)\\b[^,]{0,40}$")
local WAS_DUE = regex("^(?:had been|(?:was|were|been) (?:due|set))")

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
local function tense(m)
  local left = m:text_before(140)
  if AHEAD:match(m:text_before(40)) and not WAS:match(left) then return 1 end
  local near = m:text_behind(4)
  if near:find("^'s") or near:find("^’s") then return -1 end
  local future = last_match(FUTURE, left, WAS_DUE)
  if PAST:match(left, future + 1) then return -1 end
  if future > 0 then return 1 end
  local right = m:text_behind()
  local f, p = FUTURE:match(right), PAST:match(right)
  if f and (not p or f <= p) then return 1 end
  return p and -1 or 0
end

-- ---------------------------------------------------------------- anchoring

-- A rule stays apart from what an earlier one made.
local TIMES = { "Date", "Time", "Duration", "Set" }

-- The nearest earlier Date whose value has this shape, looking back at most
-- twelve dates and `reach` bytes.
local function earlier(doc, m, shape, reach)
  local near = doc:before("Date", m)
  for _ = 1, 12 do
    if not near or reach and m.first - near.last > reach then return nil end
    local value = near.value
    if value and value:find(shape) then return near end
    near = doc:before("Date", near)
  end
end

local DAY, YEAR, QUARTER = "^%d%d%d%d%-%d%d%-%d%d", "^%d%d%d%d$", "^%d%d%d%d%-Q%d$"

-- The year spoken of last: printed alone, or in a date that says its year; at most `reach`
-- bytes before m.
local function earlier_year(doc, m, reach)
  local near = doc:before("Date", m)
  for _ = 1, 12 do
    if not near or reach and m.first - near.last > reach then return nil end
    local value = near.value
    local year = value and value:match("^(%d%d%d%d)")
    if year and (#value == 4 or not near.anchor) then
      return tonumber(year), near.text
    end
    near = doc:before("Date", near)
  end
end

local function parse_day(value)
  local y, m, d = value:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)")
  return date(tonumber(y), tonumber(m), tonumber(d))
end

-- "said on Tuesday": the day of the words, not of what they tell.
local SAID_ON = regex("\\b(?:said|says|told \\w+|announced|according to \\w+)(?: on)? $")

-- The nearest Date or Time before m that tells a day of the story, back to twelve of each.
local function nearest_day(doc, m)
  local best
  for _, layer in ipairs { "Date", "Time" } do
    local near = doc:before(layer, m)
    for _ = 1, 12 do
      if not near or best and near.first < best.first then break end
      local value = near.value
      if value and value:find(DAY) and not SAID_ON:match(near:text_before(24)) then
        best = near
        break
      end
      near = doc:before(layer, near)
    end
  end
  return best
end

-- The day in focus: of the nearest date before m, else of publication.
local function focus(doc, m)
  local near = nearest_day(doc, m)
  if near then return parse_day(near.value), near.text end
  return doc.published, "publication"
end

local WILL = regex("\\b(?:will|would|must|(?:is|are) to|(?<!had )to be) (?!have)\\w+[^,;]{0,50}$"
  .. "|(?:\\b(?:is|are)|,) (?:now |also |still )?(?:due|scheduled|slated|set|expected|planned"
  .. "|forecast|predicted)(?: (?:for|on|in|out|to \\w+)){0,2} (?:early |late )?$"
  .. "|\\b(?:is|are) (?:on |at |from )?$"
  .. "|\\b(?:opens|closes|begins|starts|resumes|airs|premieres|kicks off|takes place"
  .. "|[Pp]olls (?:open|close))(?: (?:at|from) [^,;]{1,14})?(?: on)? $")
local UNTIL = regex("\\b(?:(?:until|till|no later than)"
  .. "|(?:will|must|ha(?:s|ve) to|should|if|slated|scheduled|due|expected|hopes?|plans?|aims?"
  .. "|needs?) [^.;]{2,80} by) (?:late |early )?$")
local PUT_OFF = regex("\\b(?:postpon|extend|prolong|delay|adjourn|defer|put off|suspend|push"
  .. "ed back|mov|shift|reschedul|slip)[^,;]{0,60} (?:until|till|to) (?:late |early )?$")

local SAID = regex("\\b(?:(?:said|told|announced|reported) |heard on )$")
local COMING = regex("\\b(?:at|before|for|in|until) $")

-- "Wednesday's ruling" was; "at Friday's meeting" may be yet.
local function is_owner(m, left)
  local right = m:text_behind(4)
  return (right:find("^'s") or right:find("^’s")) and not COMING:match(left)
end

local FROM = regex("\\b(?:from|between) (?:late |early |on )?$", "i")
local UP_TO = regex("\\b(?:until|till|to|through|into|and) (?:late |early )?$|[-–]$")
local JOINED = { " through ", " to ", "-", "–" }
local NEAR = 20 -- bytes from the first day of a range to its last one

-- The day that a range begins with whose weekday m is the last one: "from Friday to" m, "Friday
-- through" m, "Friday to" m; nil when there is none, or it was more than a week ago.
local function range_start(doc, m, left)
  if not UP_TO:match(left) then return nil end
  local near
  for _, layer in ipairs { "Date", "Time" } do
    local before = doc:before(layer, m)
    if before and (not near or before.first > near.first) then near = before end
  end
  local value = near and m.first - near.last < NEAR and near.value
  local joined = value and FROM:match(near:text_before(20))
  for _, word in ipairs(value and JOINED or {}) do
    joined = joined or left:sub(-#near.text - #word) == near.text .. word
  end
  local first = joined and value:find(DAY) and parse_day(value)
  return first and first:days_to(doc.published) < 7 and first or nil
end

-- The weekday numbered n that the text means, another reading, and why.
-- Measured on news: the day of publication itself; tomorrow's weekday is ahead;
-- three days back and more is ahead when the verb is (one and two after a plain
-- "will" or "is due"); else it is past.
local function anchor_weekday(doc, n, m)
  local day = doc.published
  local back = (day:weekday() - n) % 7
  if back == 0 then return day, nil, "the day of publication" end
  local past, ahead = day:weekday(n, "past"), day:weekday(n, "future")
  local left = m:text_before(60)
  local first = range_start(doc, m, left)
  if first then
    return first:plus { days = (n - first:weekday() - 1) % 7 + 1 }, nil, "the range begins before"
  end
  if back == 6 then
    if SAID:match(left) then return past, ahead, "said before publication" end
    return ahead, past, "tomorrow's weekday"
  end
  local bound = left:find("til", 1, true) or left:find("than", 1, true)
      or left:find(" by ", 1, true) or left:find(" to ", 1, true)
  if back >= 3 and tense(m) > 0
      or back <= 2 and WILL:match(left) and not is_owner(m, left)
      or bound and (UNTIL:match(left) and not WAS:match(left) or PUT_OFF:match(left)) then
    return ahead, past, "the sentence looks ahead"
  end
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
  if back >= 3 and tense(m) > (back == 10 and -1 or 0)
      or back == 2 and WILL:match(m:text_before(60)) then
    return ahead, past, "the sentence looks ahead"
  end
  return past, ahead, "the last one before publication"
end

local ENDED = regex("\\bended,? $", "i")
local LENGTH_TO = regex("\\b(?:quarter|half|months?|year|weeks?|period|season) to $")

-- What is booked for a day comes, however near the day of that name that is past.
-- Narrower than WILL: what "would" or "must" be on a printed day may be over.
local BOOKED = regex("\\b(?:(?:will|shall) (?!have)\\w|(?:is|are) (?:now |also |still )?(?:to \\w"
  .. "|due\\b|scheduled\\b|slated\\b|set\\b|expected\\b|planned\\b))[^,;]{0,28}$"
  .. "|\\b(?:begins|starts|opens|resumes|ends|closes|expires|returns|runs)(?: (?:on|from))? $"
  .. "|\\b(?:is|are) on $")

local LEAP = 8 -- the most years between two leap days

-- The last day of that name up to `published` and the next one; nil beyond the calendar.
local function days_around(published, month, day)
  local past, ahead, from = nil, nil, published.year
  for year = from, math.max(1, from - LEAP), -1 do
    local d = exists(year, month, day) and date(year, month, day)
    if d and d <= published then
      past = d
      break
    end
    ahead = d or ahead
  end
  for year = from + 1, math.min(9999, from + LEAP) do
    if ahead then break end
    ahead = exists(year, month, day) and date(year, month, day) or nil
  end
  return past, ahead
end

-- Of a day before publication and one after it the nearer, a coming one counted
-- 1.4 times as far unless the sentence looks ahead; the other; and why.
local function nearer(doc, past, ahead, m)
  if not past or not ahead then return past or ahead, nil, "the only one near" end
  if BOOKED:match(m:text_before(60)) and tense(m) > 0 then
    return ahead, past, "the sentence looks ahead"
  end
  local base = doc.published.number
  local behind, before = base - past.number, ahead.number - base
  local factor = 1.4
  if before < behind then
    if ENDED:match(m:text_before(12))
        or LENGTH_TO:match(m:text_before(16)) and tense(m) < 0 then factor = 9
    elseif behind <= 1.4 * before and tense(m) > 0 then factor = 1 end
  end
  if behind <= before * factor then return past, ahead, "the nearest, past" end
  return ahead, past, "the nearest, coming"
end

-- The date of a month and day without a year.
local function anchor_day(doc, month, day, m)
  local past, ahead = days_around(doc.published, month, day)
  return nearer(doc, past, ahead, m)
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
  if q == now or q == now - 1 then return day.year end
  local way = tense(m)
  if q < now then return way > 0 and day.year + 1 or day.year end
  if now == 1 and q >= 3 and way <= 0 or way < 0 and q - now < 3 then return day.year - 1 end
  return day.year
end

local FINANCE = regex("\\bquarter|\\bshares?\\b|\\bnet income|\\bearnings", "i")

-- Is this an earnings story?  Three of its words in the first 4 KB.
local function is_finance(doc)
  local last, hits = math.min(#doc.text, 4096), 0
  while last > 0 and (doc.text:byte(last + 1) or 0) & 0xC0 == 0x80 do last = last - 1 end
  for _ in doc:gfind(FINANCE, doc:span(1, last)) do
    hits = hits + 1
    if hits == 3 then return true end
  end
  return false
end

-- ---------------------------------------------------------------- attributes

local MODS = {
  early = "START", beginning = "START", start = "START", first = "START",
  late = "END", ["end"] = "END", latter = "END", last = "END", final = "END",
  mid = "MID", middle = "MID",
  earlier = "BEFORE", later = "AFTER", about = "APPROX", around = "APPROX",
  almost = "APPROX", nearly = "APPROX", roughly = "APPROX", approximately = "APPROX",
  more = "MORE_THAN", less = "LESS_THAN", least = "EQUAL_OR_MORE", most = "EQUAL_OR_LESS",
}

local function mod_of(m)
  if not m.mod then return nil end
  for word in m.mod.text:lower():gmatch("%a+") do
    if MODS[word] then return MODS[word] end
  end
end

-- The attributes of a value read from `anchor` (a date, or nil).
local function attributes(m, value, anchor, why, other)
  return {
    value = value, mod = mod_of(m), anchor = anchor and anchor:iso() or nil,
    why = why, alternatives = other and { other } or nil,
  }
end

-- What is odd when the weekday printed beside a date is not its own, or nil.
local function weekday_note(day, weekday)
  if not weekday or tonumber(weekday.weekday) == day:weekday() then return nil end
  return ("%s is a %s"):format(day:iso(), WEEKDAYS[day:weekday()])
end

-- Days from publication of a word for a day.
local STEP = { yesterday = -1, today = 0, tomorrow = 1, this = 0, tonight = 0 }

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

-- "2022-23", "2022/23" -> 2022, 2023: a year that goes over New Year; nil for another range.
local function split_year(span)
  local first, last = span.text:match("^(%d%d%d%d)%D+(%d%d)$")
  if first and (first + 1) % 100 == tonumber(last) then
    return math.tointeger(tonumber(first)), math.tointeger(first + 1)
  end
end

local function month_in(m) return tonumber(m.mo.month) end

-- Is the month printed as one?  "may" and "march" are other words.
local function is_month(m) return m.mo.text:find("^%u") ~= nil end

local function day_in(text)
  local digits = text:match("^%d+")
  if digits then return tonumber(digits) end
  local entry = lexicons.ordinals:get(text)
  return entry and tonumber(entry.ordinal)
end

-- Numbers that a year may be, and the words around that speak against one.
local COUNTED = regex("^(?:[,.]\\d|[-/:]\\d|%|\\s+(?:people|shares|men|women|troops"
  .. "|points|jobs|employees|"
  .. "feet|miles|years|workers|units|tons|pounds|million|dollars|others|of them|pages|words"
  .. "|copies|residents|students|pupils|patients|homes|families|soldiers)\\b)")
local MEASURED = regex("(?::|[$£€#§/.-]\\s?|(?<!\\b\\d{4}),\\s?"
  .. "|(?:index|\\bat|to close|rose|fell|about|than"
  .. "|some|nearly|only|least|"
  .. "No\\.|Resolution|flight|apollo|route|highway|section|room|page)\\s?)$", "i")
local YEARS_AFTER = regex("(?:than in|later than|earlier than|mid-|post-|pre-"
  .. "|early-|late-)\\s?$", "i")

-- A year so far ahead has one of these before it: else it is a number.
local FAR = regex("\\b(?:in|by|until|till|through|before|beyond) $", "i")

-- "a venture called Orion 1980": the number belongs to the name.
local NAMED = regex("[\\p{Ll}\\d,] (?!(?:In|Of|By|For|From|Since|Until|Till|Through|During"
  .. "|Before|After|And|To|The|Late|Early|Mid|Fiscal|Year)\\b)\\p{Lu}\\p{Ll}+ $")

-- The year as it is printed, or nil where the number is none.
local function year_of(m)
  local year = m.y
  local name = year.text
  local n = tonumber(name)
  if n < 1700 or COUNTED:match(m:text_behind(30)) then return nil end
  local left = year:text_before(25)
  if n > 2030 and not FAR:match(left) then return nil end
  if not left:find(" %l+ $") and NAMED:match(left) then return nil end
  return (year.first > m.first or not MEASURED:match(left) or YEARS_AFTER:match(left))
      and name or nil
end

return {
  STEP = STEP,
  clock_of = clock_of,
  split_year = split_year,
  is_month = is_month,
  year_text = year_text,
  earlier_year = earlier_year,
  attributes = attributes,
  anchor_day = anchor_day,
  anchor_month = anchor_month,
  anchor_quarter = anchor_quarter,
  anchor_weekday = anchor_weekday,
  count = count,
  day_in = day_in,
  earlier = earlier,
  ended_quarter = ended_quarter,
  exists = exists,
  focus = focus,
  is_finance = is_finance,
  year_of = year_of,
  iso = iso,
  mod_of = mod_of,
  nearer = nearer,
  month_in = month_in,
  month_of = month_of,
  parse_day = parse_day,
  period = period,
  tense = tense,
  week_of = week_of,
  DAY = DAY,
  YEAR = YEAR,
  QUARTER = QUARTER,
  TIMES = TIMES,
  MODS = MODS,
  weekday_note = weekday_note,
}
