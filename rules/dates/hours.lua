-- rules/dates/hours.lua : times of day on the day in focus.

lang "en"

local timex = use "dates/timex"
local ends = use "dates/ends"
local anchors = use "dates/anchors"
local clock_of = timex.clock_of
local focus = anchors.focus
local parse_day = timex.parse_day
local TIMES = timex.TIMES
local count = timex.count

-- 3am "(0100 GMT) on" Sunday; 0100 GMT ") on" Sunday
local ON = regex("^(?:\\p{Zs}\\([^()\\n]{3,24})?\\)?,?\\p{Zs}(?:on\\p{Zs})?$")
local MOST_ON = 120 -- bytes of such text, at most
-- 5pm "on Station Road on" Friday, a 5pm "bulletin on" Friday
local PLACED = regex("^(?!.*\\b(?:and|but|or|when|where|after|before|until|till|to|then|was|were|is"
  .. "|had|has|who|which)\\b)\\p{Zs}(?:[a-z-]+(?:\\p{Zs}[a-z-]+)?"
  .. "|(?:in|at|on|near|outside|from|along|off|by|between)\\p{Zs}"
  .. "(?:[^,;:.()\\n\\d]|(?<=[A-Z])\\d+){2,70})\\p{Zs}on\\p{Zs}$")

local function is_between(words)
  return ON:match(words) or words:find("%Won%W+$") ~= nil and PLACED:match(words)
end

-- The day, or part of a day, printed after a time of day: its date, its words and the part;
-- nil if there is none.
local function day_behind(doc, m)
  for _, layer in ipairs { "Date", "Time" } do
    local near = doc:after(layer, m)
    if near and near.first - m.last < MOST_ON and near.value and near.value:find(timex.DAY)
        and is_between(doc.text:sub(m.last + 1, near.first - 1)) then
      return parse_day(near.value), near.text, near.value:match("T%u%u$")
    end
  end
end

-- "ran it in 3:16", "a time of 3:16": how long it took.
local RUN = regex("\\b(?:in|(?:time|times|best|record|ratio|odds) (?:of|was|is)|clocked) $")

-- "John 3:16" and "Romans 8:28" are verses.
local VERSE = regex("\\b(?:Genesis|Exodus|Leviticus|Numbers|Deuteronomy|Joshua|Judges|Ruth|Samuel"
  .. "|Kings|Chronicles|Ezra|Nehemiah|Esther|Job|Psalms?|Proverbs|Ecclesiastes|Isaiah|Jeremiah"
  .. "|Ezekiel|Daniel|Hosea|Joel|Amos|Jonah|Micah|Zechariah|Malachi|Matthew|Mark|Luke|John|Acts"
  .. "|Romans|Corinthians|Galatians|Ephesians|Philippians|Colossians|Thessalonians|Timothy|Titus"
  .. "|Hebrews|James|Peter|Jude|Revelation|Surah|Quran) $")

-- "8:30 last evening", "at 11.05 yesterday night": not an hour of the morning.
local AT_NIGHT = regex("^\\p{Zs}(?:last|yesterday|this|that|on \\p{Lu}\\p{Ll}+)\\p{Zs}"
  .. "(?:evening|night|afternoon)\\b")

local function in_day(time, behind)
  local hour, rest = time:match "^T0?(%d+)(:.*)$"
  hour = tonumber(hour)
  if hour < 1 or hour > 11 or hour < 6 and behind:find "night" then return time end
  return ("T%02d%s"):format(hour + 12, rest)
end

-- The day in focus for a time of day; one alone on its line says when its entry was written.
local function day_around(doc, clock)
  local sentence = clock.sentence
  if doc.published and clock.first == sentence.first and clock.last >= sentence.last then
    return doc.published, "publication"
  end
  return focus(doc, clock)
end

rule "time.clock_in_focus" {
  about = "10:30 a.m., 5pm, noon, 07:50 GMT: on the day after it, else on the day in focus",
  pattern = [[ (?<! high | "+") x:((about | around)? c:$clock z:$zone?) ]],
  span = "x",
  scope = "document", -- "8 p.m. EST" looks like the end of a sentence
  emit = "Time",
  apart = TIMES,
  where = function(m, doc)
    local time = clock_of(m.c.text)
    if not time or VERSE:match(m:text_before(16)) then return false end
    if m.x.text:find("^%d+:[%d:]+$") and RUN:match(m:text_before(12)) then return false end
    time = "T" .. time
    local behind = m:text_behind(24)
    if not m.c.text:find "%a" and AT_NIGHT:match(behind) then time = in_day(time, behind) end
    local day, whose = day_behind(doc, m)
    local why = day and "the day after it: " or "the day in focus: "
    if not day and not doc.published then return { value = "XXXX-XX-XX" .. time } end
    if not day then day, whose = day_around(doc, m.x) end
    local value = timex.attributes(m, day:iso() .. time, day, why .. whose)
    value.zone = m.z and m.z.text or nil
    return value
  end,
}

-- The lines of a live blog begin with these; a single one may be a price.
local STAMPS = regex("(?:^|\\n)(?:[01]?\\d|2[0-3])\\.[0-5]\\d\\h(?=[\\p{Lu}\"“'‘])")

rule "time.entry" {
  about = "10.42 The road is shut: the time of an entry in a live blog, on the day in focus",
  pattern = [[ ^ x:[/^([01]?\d|2[0-3])\.[0-5]\d$/] (?= [cap | quote]) ]],
  span = "x",
  emit = "Time",
  apart = TIMES,
  where = function(m, doc)
    local first = STAMPS:match(doc.text)
    if not first or not STAMPS:match(doc.text:sub(first + 2)) then return false end
    local time = "T" .. clock_of(m.x.text)
    if not doc.published then return { value = "XXXX-XX-XX" .. time } end
    local day, whose = focus(doc, m)
    return timex.attributes(m, day:iso() .. time, day, "the day in focus: " .. whose)
  end,
}

let "hour" [=[ ( [/^(1[0-2]|[1-9])$/] | @number(kind=one) ) ]=]

-- "10", "TEV" -> 22: the hour, given the part of the day it lies in; or nil.
local function hour_in(text, part)
  local h = count(text:match("^%d+") or text)
  if not h or h < 1 or h > 12 then return nil end
  if part == "TMO" then h = h % 12
  elseif part == "TAF" or part == "TEV" then h = h % 12 + 12
  elseif part == "TNI" then h = h >= 6 and h < 12 and h + 12 or h % 12 end
  return h
end

-- How many minutes "half past" or "a quarter to" adds to the hour after it.
local function minutes_of(span)
  local words = span and span.text:lower() or ""
  if words:find("half") then return 30 end
  if not words:find("quarter") then return count(words:match("^[%w-]*")) or 0 end
  return words:find("past") and 15 or -15
end

rule "time.hour" {
  about = "4 in the morning, ten o'clock, half past seven, at half seven, a quarter to nine",
  pattern = {
    [[ (f:(half "-"? past) | (?<= (at | by | before | until | from | about | around | after))
       f:(half | a? quarter (past | to) | (five | ten | twenty | twenty-five) past))
       h:$hour (?! @number) (in the p:@dayparts)? ]],
    [[ h:$hour [/^o['’]clock$/] ((in the | at)? p:@dayparts)? ]],
    [[ h:$hour in the p:[/^(morning|afternoon|evening)$/] ]],
    [[ (?<= (at | by | before | until | from | about | around | after))
       h:([/^(1[0-2]|[1-9])(\.[0-5]\d)?$/] | @number(kind=one))
       (?= (this | on? @weekdays(form=full)) [/^(morning|afternoon|evening|night)$/]
       | tonight) ]],
  },
  emit = "Time",
  apart = TIMES,
  where = function(m)
    return hour_in(m.h.text, "") ~= nil
  end,
  set = function(m, doc)
    local day, whose, behind = day_behind(doc, m)
    local part = m.p and lexicons.dayparts:get(m.p.text).part or behind or ""
    local past = tonumber(m.h.text:match("%.(%d%d)")) or minutes_of(m.f)
    local minutes = (hour_in(m.h.text, part) * 60 + past) % (24 * 60)
    local time = ("T%02d:%02d"):format(minutes // 60, minutes % 60)
    if not doc.published then return { value = "XXXX-XX-XX" .. time } end
    local why = day and "the day after it: " or "the day in focus: "
    if not day then day, whose = focus(doc, m) end
    return timex.attributes(m, day:iso() .. time, day, why .. whose)
  end,
}

local SIDE = { ["the next"] = 1, ["the following"] = 1, ["the previous"] = -1 }

rule "time.part_in_focus" {
  about = "that night, the next morning, later that evening: from the day in focus",
  pattern = [[ mod:(earlier | later)? w:(that same? | the (same | next | following | previous))
               p:[/^(morning|afternoon|evening|night)$/] ]],
  emit = "Time",
  apart = TIMES,
  where = function(_, doc) return doc.published ~= nil end,
  set = function(m, doc)
    local day, whose = focus(doc, m)
    local step = SIDE[(m.w.text:lower():gsub("\u{A0}", " "))] or 0
    return timex.attributes(m, day:plus { days = step }:iso()
        .. lexicons.dayparts:get(m.p.text).part, day, "from " .. whose)
  end,
}

rule "time.part" {
  about = "in the morning, during the afternoon: of the day in focus",
  pattern = {
    [[ (in | during | by) x:(the p:@dayparts(part=TMO|TAF|TEV)) ]],
    [[ x:p:[/^mid-(morning|afternoon)$/]
       | x:(the? mod:(mid | early | late) p:[/^(morning|afternoon|evening)$/]) ]],
    [[ (at | by | before | after | until | since)
       x:p:[/^(dawn|daybreak|sunrise|dusk|sunset|nightfall)$/] ]],
  },
  span = "x",
  emit = "Time",
  apart = TIMES,
  where = function(m)
    local word = m.p.text
    return not word:find("s$") and not word:find("^%u")
  end,
  set = function(m, doc)
    local part = lexicons.dayparts:get((m.p.text:gsub("^mid%-", ""))).part
    if not doc.published then return { value = "XXXX-XX-XX" .. part } end
    local day, whose = focus(doc, m)
    return timex.attributes(m, day:iso() .. part, day, "the day in focus: " .. whose)
  end,
}

rule "time.first_hour" {
  about = "between 2 and 3 p.m., 1-3 p.m. on Sunday: the first hour",
  pattern = [[ (?<! ([num] | "." | "$" | "/" | "-" | ":"))
               x:h:[/^(1[0-2]|[1-9])([:.][0-5]\d)?$/] (?= $joint {Time}) ]],
  span = "x",
  emit = "Time",
  apart = TIMES,
  where = function(m, doc)
    local last = doc:after("Time", m.x)
    local day, hour, minute = (last.value or ""):match("^(.+T)(%d%d):(%d%d)$")
    if not day or not last.text:find("%d%W*[ap]%.?m") then return false end
    local h, min = m.h.text:match("^(%d+)%D?(%d*)$")
    local half = tonumber(hour) >= 12 and 12 or 0
    local at = h % 12 + half
    if ("%02d:%s"):format(at, min) > hour .. ":" .. minute then at = (at + 12) % 24 end
    return { value = ("%s%02d:%s"):format(day, at, min == "" and "00" or min),
      why = "the day in focus: " .. last.text }
  end,
}

rule "time.ends" {
  about = "10pm to 5am, 2pm to 3pm on 4 May: one day, past midnight if needed",
  pattern = [[ a:{Time} $joint (late | early | on)? (?= {Time}) ]],
  emit = "Time",
  where = ends.settle_ends,
}

examples {
  { "It is told in John 3:16 and Psalm 23:04.", published = "2022-03-14", Time = false },
  { "She ran it in 1:58, in a time of 1:58; he left at 1:58.", published = "2022-03-14",
      Time = { value = "2022-03-14T01:58" } },
  { "It began at 8:30 last evening.", published = "2022-03-14",
      Time = { { text = "8:30", value = "2022-03-13T20:30" }, { text = "last evening" } } },
  { "It began at 8:30 this morning.", published = "2022-03-14",
      Time = { { text = "8:30", value = "2022-03-14T08:30" }, { text = "this morning" } } },
  { "They met at 3 o'clock on Monday afternoon and at 9 this morning.",
      published = "2022-03-14", Time = { { text = "3 o'clock" }, { text = "9" } } },
  { "He left at 4.20 on Friday afternoon; 4.20 on Friday was the price.",
      published = "2022-03-16", Time = { { text = "4.20", value = "2022-03-11T16:20" },
      { text = "Friday afternoon" } } },
  { "They crashed at 5pm on Station Road on Friday. He left at 3pm and sang on Monday.",
      published = "2022-03-16", Time = { { text = "5pm", value = "2022-03-11T17:00" },
      { text = "3pm", value = "2022-03-11T15:00" } } },
  { "A meeting is set for Friday.\n\n11:36\n\nThe dam is shut.", published = "2022-03-16",
      Time = { text = "11:36", value = "2022-03-16T11:36" } },
  { "It ran from 18.00 hours to 05.59 hours (UTC+04:00).", published = "2022-03-16",
      Time = { { text = "18.00 hours", value = "2022-03-16T18:00" },
      { value = "2022-03-17T05:59" } } },
  { "They met at 9 on Mondays and at 3 in this house.", published = "2022-03-14",
      Time = false },
  { "Shops shut at 3am local time (0100 GMT) on Sunday and at 2pm, so on Monday they wept.",
      published = "2022-03-16", Time = { { text = "3am local time", value = "2022-03-13T03:00" },
      { text = "0100 GMT", value = "2022-03-13T01:00" }, { text = "2pm" } } },
  { "He left John at 3:16.", published = "2022-03-14", Time = { value = "2022-03-14T03:16" } },
  { "It began at noon.", published = "2022-03-14",
      Time = { value = "2022-03-14T12:00" } },
  { "10.42 Rain again.\n\n11.05 “It is wet,” they say.", published = "2022-03-14",
      Time = { { text = "10.42", value = "2022-03-14T10:42" }, { text = "11.05" } } },
  { "10.42 Euros were left.", published = "2022-03-14", Time = false },
  { "He left at ten o'clock in the evening.", published = "2022-03-14",
      Time = { value = "2022-03-14T22:00" } },
  { "He left at 4 in the morning.", published = "2022-03-14",
      Time = { text = "4 in the morning", value = "2022-03-14T04:00" } },
  { "He left at a quarter to nine in the evening.", published = "2022-03-14",
      Time = { text = "a quarter to nine in the evening", value = "2022-03-14T20:45" } },
  { "He left at ten past four in the afternoon.", published = "2022-03-14",
      Time = { text = "ten past four in the afternoon", value = "2022-03-14T16:10" } },
  { "He left at half five in the afternoon, by half a mile.", published = "2022-03-14",
      Time = { text = "half five in the afternoon", value = "2022-03-14T17:30" } },
  { "He left at 1 in the morning on Tuesday.", published = "2022-03-16",
      Time = { text = "1 in the morning", value = "2022-03-15T01:00" } },
  { "He gave a quarter to two aunts.", published = "2022-03-14", Time = false },
  { "He kept 4 in the house.", published = "2022-03-14", Time = false },
  { "He left the next morning.", published = "2022-03-14",
      Time = { text = "the next morning", value = "2022-03-15TMO" } },
  { "The next mourning was long.", published = "2022-03-14", Time = false },
  { "He left at 12 noon.", published = "2022-03-15", Time = { text = "12 noon",
      value = "2022-03-15T12:00" } },
  { "It rose in early afternoon trade and later that evening.", published = "2022-03-14",
      Time = { { text = "early afternoon", value = "2022-03-14TAF" },
      { text = "later that evening", value = "2022-03-14TEV", mod = "AFTER" } } },
  { "They burned the midnight oil.", published = "2022-03-14", Time = false },
  { "It was an early day.", published = "2022-03-14", Time = false },
  { "It costs 5 euros.", published = "2022-03-14", Time = false },
  { "They sang in the morning.", published = "2022-03-14", Time = { text = "the morning",
      value = "2022-03-14TMO" } },
  { "The road is shut from 10pm to 5am.", published = "2024-06-12", Time = {
      { value = "2024-06-12T22:00" }, { value = "2024-06-13T05:00" } } },
  { "It was shut from 11 p.m. until 4 a.m. on Tuesday.", published = "2024-06-12", Time = {
      { value = "2024-06-10T23:00" }, { value = "2024-06-11T04:00" } } },
  { "It was shut between 11 and 1 p.m. on 4 May.", published = "2024-06-12", Time = {
      { text = "11", value = "2024-05-04T11:00" }, { value = "2024-05-04T13:00" } } },
  { "He saw 2 and 3 p.m. was late.", published = "2024-06-12", Time = 2 },
  { "The doors shut at 11 a.m. and 10 a.m. is early.", published = "2024-06-12", Time = {
      { value = "2024-06-12T11:00" }, { value = "2024-06-12T10:00" } } },
}
