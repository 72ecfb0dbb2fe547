-- rules/dates/calendar.lua : days, months, weekdays, and the day in focus.

lang "en"

local timex = use "dates/timex"
local anchors = use "dates/anchors"
local STEP = timex.STEP
local is_month = timex.is_month
local earlier_year = anchors.earlier_year
local anchor_day = anchors.anchor_day
local anchor_month = anchors.anchor_month
local anchor_weekday = anchors.anchor_weekday
local day_in = timex.day_in
local earlier = anchors.earlier
local ended_quarter = anchors.ended_quarter
local exists = timex.exists
local focus = anchors.focus
local TIMES = timex.TIMES
local mod_of = timex.mod_of
local month_in = timex.month_in
local month_of = timex.month_of
local tense = anchors.tense
local week_of = timex.week_of
local QUARTER = timex.QUARTER

-- ---------------------------------------------------------------- days and months

local NOUN = pattern [[ [lower & pos=noun] ]]

-- "the Tuesday week meeting": checked here, since a part of speech in the pattern would have
-- every word of a document tagged wherever a week is mentioned.
local function is_named_by_noun(m, doc)
  local last = m.sentence.last
  local noun = last > m.last and doc:match(NOUN, doc:span(m.last + 1, last))
  return noun and m:text_behind(noun.first - m.last - 1):find("%S") == nil
end

local DAYS = { day = 1, week = 7, fortnight = 14 }

-- "ten days from today", "two weeks from tomorrow": how many days from publication, or nil.
local function days_from(m)
  local word = m.n.text:lower()
  local n = (word == "a" or word == "an") and 1 or timex.count(word)
  if not n or n > 1000 then return nil end
  local days = n * (m.u and DAYS[(m.u.text:lower():gsub("s$", ""))] or 7)
  return math.tointeger(days + STEP[m.t.text:lower()])
end

rule "date.week_from" {
  about = "a week from Friday, Wednesday week, ten days from today, two Mondays ago",
  pattern = {
    [[ n:(a | one | two | three | four) (week | weeks) from w:@weekdays(form=full) ]],
    [[ (?<! (for | last | lasts | lasted | within | in | after | of)) n:(a | two)
       (week | weeks) (on w:@weekdays(form=full) | t:(today | tomorrow)) ]],
    [[ (?<! a | the) w:@weekdays(form=full) k:(week | fortnight) (?! ago) ]],
    [[ n:$how_many u:(day | days | week | weeks | fortnight |
       fortnights) from t:(today | tomorrow) ]],
    [[ n:(one | two | three | four) w:@weekdays(form=plural) a:ago ]],
  },
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    if m.t then return doc.published ~= nil and days_from(m) ~= nil end
    return doc.published ~= nil and m.w.text:find("^%u") ~= nil
        and not (m.k and is_named_by_noun(m, doc))
  end,
  set = function(m, doc)
    local base, n = doc.published, m.n and (timex.count(m.n.text) or 1)
        or m.k and DAYS[m.k.text:lower()] // 7
    if m.t then
      return timex.attributes(m, base:plus { days = days_from(m) }:iso(), base,
        "from the day of publication")
    end
    local back, ahead = timex.weekdays_around(base, m.w)
    if m.a then
      return timex.attributes(m, base:plus { days = -back - 7 * (n - 1) }:iso(), base,
        "counted back from publication")
    end
    return timex.attributes(m, base:plus { days = ahead + 7 * n }:iso(), base,
        "weeks after the coming weekday")
  end,
}

local PRESENT = regex("^['’]s (?:[a-z]+ing\\b|world|society|women|youth|kids|market"
  .. "|technology)")

local BROADCAST = regex("^ (?:programme|program|show)\\b", "i") -- the Today programme

rule "date.word" {
  about = "yesterday, today, tomorrow, the day before yesterday, the day after tomorrow",
  pattern = {
    [[ the day b:(before yesterday | after tomorrow) ]],
    [[ mod:$point? t:(today | yesterday | tomorrow) ]],
  },
  emit = "Date",
  apart = TIMES,
  where = function(m) -- not USA Today or the Today programme
    return not (m.text == "Today" and (m:text_before(5):find("USA $")
                                        or BROADCAST:match(m:text_behind(12))))
  end,
  set = function(m, doc)
    if m.text:lower() == "today" and PRESENT:match(m:text_behind(60)) then
      return { value = "PRESENT_REF", why = "today's, of the present" }
    end
    if not doc.published then return {} end
    local step = m.t and STEP[m.t.text:lower()] or m.b.text:find("^b") and -2 or 2
    local day = doc.published:plus { days = step }
    return timex.attributes(m, day:iso(), doc.published, "from the day of publication")
  end,
}

rule "date.last_weekday" {
  about = "last Friday, next Monday, this past Tuesday, Tuesday next",
  pattern = {
    [[ w:(last | next | this past | this coming | this) d:@weekdays(form=full) (?! ","? @months) ]],
    [[ (?<= on) d:@weekdays(form=full) w:(last | next) (?= [punct] | and | at | in | $) ]],
  },
  emit = "Date",
  apart = TIMES,
  set = function(m, doc)
    local n, word = tonumber(m.d.weekday), m.w.text:lower()
    if not doc.published then return { value = "XXXX-WXX-" .. n } end
    local base = doc.published
    if word == "this" then
      local day, other, why = anchor_weekday(doc, n, m)
      return timex.attributes(m, day:iso(), base, why, other and other:iso())
    end
    local day, other, why = anchors.step_weekday(base, n, word == "last" or word == "this past")
    return timex.attributes(m, day:iso(), base, why,
        (word == "last" or word == "next") and other:iso() or nil)
  end,
}

let "no_day" [=[ (?! ( "%" | percent | million | billion | [/^[,.]?\d/]
                | ("," | ".") [/^\d\d\d$/] )) ]=]

rule "date.month_day" {
  about = "Feb. 28, March 3rd, Thursday, April 6, 15 May: the year by publication",
  pattern = {
    [[ ((this (coming | past)? | next | last)? w:@weekdays ","?)?
       mod:($point | around | about)? mo:@months "."? d:$dayword $no_day ]],
    [[ (w:@weekdays ","?)? mod:$point? (the)? d:$dayword of? mo:@months ]],
    [[ (w:@weekdays ","?)? d:$day mo:@months ]],
  },
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    local month, d = month_in(m), day_in(m.d.text)
    if not d or not is_month(m) or not exists(2000, month, d) then return false end
    if not doc.published then return { value = ("XXXX-%02d-%02d"):format(month, d) } end
    local day, other, why = anchor_day(doc, month, d, m)
    local value = timex.attributes(m, day:iso(), doc.published, why, other and other:iso())
    value.note = timex.weekday_note(day, m.w)
    return value
  end,
}

rule "date.day_of_month" {
  about = "Saturday, the 19th; Saturday 19th; on the 21st: the month by publication, or as before",
  pattern = {
    [[ x:(w:@weekdays(form=full) ","? the? d:[/^\d+(st|nd|rd|th)$/]) ]],
    [[ (on | by | until | since) x:(the d:[/^\d+(st|nd|rd|th)$/])
       (?= ($ | [punct] | at | and | with | for | from | to | in)) (?! ("-" | "/")) ]],
  },
  emit = "Date",
  apart = TIMES,
  span = "x",
  where = function(m, doc)
    local d = day_in(m.d.text)
    return doc.published ~= nil and d >= 1 and d <= 31
        and anchors.days_of_month(doc, d, m.w and tonumber(m.w.weekday))[1] ~= nil
  end,
  set = function(m, doc)
    local list = anchors.days_of_month(doc, day_in(m.d.text), m.w and tonumber(m.w.weekday))
    local told, whose = anchors.near_day_told(doc, m, day_in(m.d.text))
    if told and not m.w then
      return timex.attributes(m, told:iso(), doc.published, "near " .. whose)
    end
    local base, ahead = doc.published.number, tense(m) > 0
    local best = list[1]
    for _, day in ipairs(list) do
      if not m.w and (day.number > base) == ahead then
        best = day
        break
      end
    end
    return timex.attributes(m, best:iso(), doc.published,
        ahead and "the sentence looks ahead" or "the nearest")
  end,
}

rule "date.last_month" {
  about = "last May, next January, this June",
  pattern = [[ w:(last | next | this past | this coming | this) mo:@months
               (?! [/^\d/]) ]],
  emit = "Date",
  apart = TIMES,
  where = is_month,
  set = function(m, doc)
    local n, word, day = month_in(m), m.w.text:lower(), doc.published
    if not day then return { value = ("XXXX-%02d"):format(n) } end
    local year = day.year
    if word == "last" or word == "this past" then
      if n >= day.month - (word == "last" and 1 or 0) then year = year - 1 end
    elseif (word == "next" or word == "this coming") and n <= day.month then
      year = year + 1
    end
    return timex.attributes(m, ("%04d-%02d"):format(year, n), day,
        "from the month of publication")
  end,
}

-- May and March are also other words, so one of these, or a $point, must precede them.
let "beside" [=[ ( in | of | since | until | by | through | from | to | for | and
                | during | as | between | last | next | this | early | late | mid | a
                | the | its | was | ends | on | "-" | "/" | "," ) ]=]

local ON_MARCH = regex("^ (?:on|for) ") -- "the March on Zelten"

rule "date.month" {
  about = "January, mid-June, the end of March: the year from the day of publication",
  pattern = {
    [[ mod:$point? mo:@months(form=full) (?! [/^\d+$/]) ]],
    [[ mod:$point? mo:@months(form=short) (?<= [/\.$/]) (?! [/^\d/]) ]],
    [[ mod:$point mo:@months(form=word) (?! [/^\d/])
       | (?<= $beside) mo:@months(form=word)
       (?! ([/^\d/] | be | have | not | well | [cap])) ]],
  },
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    local name = m.mo.text
    if not name:find("^%u") then return false end
    if name == "March" and ON_MARCH:match(m:text_behind(6)) and m:text_before(4):find("the $") then
      return false
    end
    if (name == "April" or name == "June" or name == "August" or name == "May")
        and m:text_behind(8):find("^ %u%l") then
      return false
    end
    local n = month_in(m)
    if not doc.published then
      return { value = ("XXXX-%02d"):format(n), mod = mod_of(m) }
    end
    local year, other, why = anchor_month(doc, n, m)
    return timex.attributes(m, ("%04d-%02d"):format(year, n), doc.published, why, other
        and ("%04d-%02d"):format(other, n))
  end,
}

rule "date.weekday_of_week" {
  about = "Tuesday last week, Monday of next week: the day of that week",
  pattern = [[ w:@weekdays(form=full) of? k:(last | this | next) week ]],
  emit = "Date",
  apart = TIMES,
  where = function(m, doc) return doc.published ~= nil and m.w.text:find("^%u") ~= nil end,
  set = function(m, doc)
    local base, step = doc.published, { last = -7, this = 0, next = 7 }
    local days = tonumber(m.w.weekday) - base:weekday() + step[m.k.text:lower()]
    return timex.attributes(m, base:plus { days = days }:iso(), base,
        "from the week of publication")
  end,
}

lexicon "weekend_paper" { file = "lexicons/weekend-papers.hand.tsv", exact = true }

local A_WEEKDAY = regex("^(?:,|\\s[-–—]|, which was) an? $")

-- "Nov. 3, 2019, a Sunday": the value of the day that is said to be weekday n, and is; or nil.
local function day_told(doc, m, n)
  local left = m:text_before(16)
  local near = left:find(" an? $") and doc:before("Date", m)
  local value = near and near.last >= m.first - #left and near.value
  if value and value:find(timex.DAY) and A_WEEKDAY:match(left:sub(near.last - m.first + 1)) then
    return timex.parse_day(value):weekday() == n and value or nil
  end
end

rule "date.weekday" {
  about = "Saturday: before or after publication, by distance and tense",
  pattern = [[ mod:$point? (?<! previous | the following | Good | Sheffield) w:@weekdays(form=full)
               (?! (Night Live | Evening Post | @weekend_paper | after next | before last)) ]],
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    local weekday = m.w
    if not weekday.text:find("^%u") then return false end
    local n = tonumber(weekday.weekday)
    local told = day_told(doc, m, n)
    if told then return { value = told, why = "the weekday of the day before it" } end
    if not doc.published then return { value = "XXXX-WXX-" .. n } end
    local day, other, why = anchor_weekday(doc, n, m)
    return timex.attributes(m, day:iso(), doc.published, why, other and other:iso())
  end,
}

-- ---------------------------------------------------------------- the day in focus

rule "date.focus_weekday" {
  about = "the previous Friday, the following Tuesday: from the day in focus",
  pattern = [[ the w:(previous | following) d:@weekdays(form=full) ]],
  emit = "Date",
  apart = TIMES,
  where = function(_, doc) return doc.published ~= nil end,
  set = function(m, doc)
    local n, before = tonumber(m.d.weekday), m.w.text:lower() == "previous"
    local base, whose = focus(doc, m)
    local back = (base:weekday() - n) % 7
    if before then
      return timex.attributes(m, base:plus { days = back == 0 and -7 or -back }:iso(),
        base, "before " .. whose)
    end
    return timex.attributes(m, base:plus { days = 7 - back }:iso(), base, "after "
        .. whose)
  end,
}


rule "date.same_day" {
  about = "the same day, the next day, the day before the vote: from the day in focus",
  pattern = {
    [[ x:(mod:(earlier | later | early | late)? that same? day)
       | x:(the same day | w:the same week
       | n:(the next | the following) day | n:the day after
       | b:(the previous day | the day before))
       (?! (he | she | they | it | we | I | his | her | its | their | our | my | the
       | a | an | last | yesterday | [/ing$/] | [cap])) ]],
    [[ (?<! in | to) x:h:(the day) (?= (before | after) [alpha]) ]],
  },
  span = "x",
  emit = "Date",
  apart = TIMES,
  where = function(_, doc) return doc.published ~= nil end,
  set = function(m, doc)
    if m.h then return { value = "XXXX-XX-XX", why = "hung on an event" } end
    local day, whose = focus(doc, m)
    if m.w then return timex.attributes(m, week_of(day), day, "the week of " .. whose) end
    local step = m.n and 1 or m.b and -1 or 0
    return timex.attributes(m, day:plus { days = step }:iso(), day, "from " .. whose)
  end,
}

rule "date.then" {
  about = "until then, since then: the day or month named before",
  pattern = [[ (until | till | by | since) x:then ]],
  span = "x",
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    return earlier(doc, m, "^%d%d%d%d%-?", 400) ~= nil
  end,
  set = function(m, doc)
    local near = earlier(doc, m, "^%d%d%d%d%-?", 400)
    return { value = near.value, why = "the time of " .. near.text }
  end,
}

rule "date.that_unit" {
  about = "that year, the same month, the year, early in the week: the one in focus",
  pattern = {
    [[ mod:(earlier | later | (early | late) (?! in the day)) in w:the
       u:(day | year | month | week | decade) (?! (of | ended | ending | "-")) ]],
    [[ the same u:month l:last year ]],
    [[ mod:($point | the turn of)? w:(that | the same | the) u:(year | month | week | quarter)
       (?! ("-" | ended | ending | of | before | after next | earlier | prior | ahead | ago
       | to . | $year)) ]],
    [[ mod:$point w:the u:(decade | century) ]],
  },
  emit = "Date",
  apart = TIMES,
  where = function(_, doc) return doc.published ~= nil end,
  set = function(m, doc)
    if m.l then
      return timex.attributes(m, month_of(doc.published:plus { months = -12 }),
        doc.published, "a year before the month of publication")
    end
    local the, unit, day = m.w.text:lower() == "the", m.u.text:lower(), doc.published
    local shape = ({ month = "^%d%d%d%d%-%d%d$", quarter = QUARTER })[unit]
    local near = not the and shape and earlier(doc, m, shape)
    if near then
      return timex.attributes(m, near.value, nil, "the " .. unit .. " of " .. near.text)
    end
    local year, whose
    if unit == "year" and not the then year, whose = earlier_year(doc, m) end
    if year then
      return timex.attributes(m, ("%04d"):format(year), nil, "the year of " .. whose)
    end
    local value
    if unit == "year" then
      value = ("%04d"):format(day.year)
    elseif unit == "month" then
      value = month_of(day)
    elseif unit == "quarter" then
      value = ("%04d-Q%d"):format(ended_quarter(day))
    elseif unit == "decade" then
      value = ("%03d"):format(day.year // 10)
    elseif unit == "century" then
      value = ("%02d"):format(day.year // 100)
    elseif unit == "day" then
      day, whose = focus(doc, m)
      return timex.attributes(m, day:iso(), day, "from " .. whose)
    else
      value = week_of(day)
    end
    return timex.attributes(m, value, day, "of publication")
  end,
}

examples {
  { "The August elections are near, the April fair was big.", published = "2022-05-16",
    Date = { { value = "2022-08" }, { value = "2022-04" } } },
  { "They said they would find a way around Wednesday's ruling.", published = "2000-01-07",
      Date = { text = "Wednesday", value = "2000-01-05" } },
  { "They will decide at Wednesday's meeting.", published = "2000-01-07",
      Date = { value = "2000-01-12" } },
  { "He was told Wednesday that he would be paid.", published = "1991-12-03",
      Date = { value = "1991-11-27" } },
  { "He leaves Wednesday.", published = "1991-12-03", Date = { value = "1991-12-04" } },
  { "They will set prices on Thursday.", published = "2022-03-14",
      Date = { value = "2022-03-17" } },
  { "They set prices on Thursday.", published = "2022-03-14", Date = { value = "2022-03-10" } },
  { "They keep him until the case is heard in May.", published = "2000-03-29",
      Date = { value = "2000-05" } },
  { "They were planning to drive there on Monday.", published = "2000-01-07",
      Date = { value = "2000-01-10" } },
  { "They met yesterday.", published = "2022-03-01", Date = { text = "yesterday",
      value = "2022-02-28" } },
  { "They met yesterday.", Date = { text = "yesterday" } },
  { "She told the BBC Today programme so.", published = "2022-03-01", Date = false },
  { "They met the day before yesterday.", published = "2022-03-01",
      Date = { text = "the day before yesterday", value = "2022-02-27" } },
  { "They meet a week from Friday.", published = "2022-03-14",
      Date = { value = "2022-03-25" } },
  { "They meet a week on Friday, then a week tomorrow.", published = "2022-03-14", Date = {
      { text = "a week on Friday", value = "2022-03-25" },
      { text = "a week tomorrow", value = "2022-03-22" } } },
  { "They rested for a week on Friday.", published = "2022-03-14", Date = {
      text = "Friday", value = "2022-03-11" } },
  { "The Sheffield Wednesday keeper left.", published = "2022-03-14", Date = false },
  { "They meet Friday week in Rome.", published = "2022-03-14",
      Date = { text = "Friday week", value = "2022-03-25" } },
  { "They read the Friday week report.", published = "2022-03-14",
      Date = { text = "Friday" } },
  { "They will meet on the 21st.", published = "2022-03-14",
      Date = { text = "the 21st", value = "2022-03-21" } },
  { "They met on 10 November. They had met on the 7th.", published = "2022-11-05",
      Date = { { value = "2022-11-10" }, { text = "the 7th", value = "2022-11-07" } } },
  { "They walk out on Saturday 5th, Monday 7th and Wednesday 9th November.",
      published = "2022-11-04", Date = { { text = "Saturday 5th", value = "2022-11-05" },
      { text = "Monday 7th", value = "2022-11-07" }, { value = "2022-11-09" } } },
  { "It was said that it would be done by November 17.", published = "2022-11-21",
      Date = { value = "2022-11-17" } },
  { "They live on the 21st floor.", published = "2022-03-14", Date = false },
  { "They met on Friday the 11th.", published = "2022-03-14",
      Date = { text = "Friday the 11th", value = "2022-03-11" } },
  { "They meet on Tuesday next, not on Monday next door.", published = "2022-03-16", Date = {
      { text = "Tuesday next", value = "2022-03-22" }, { text = "Monday" } } },
  { "Wheat for July delivery rose.", published = "2022-03-16", Date = { value = "2022-07" } },
  { "They met last Friday.", published = "2022-03-14", Date = { text = "last Friday",
      value = "2022-03-11" } },
  { "They will meet next Monday.", published = "2022-03-14",
      Date = { value = "2022-03-21" } },
  { "They met on Feb. 28.", published = "2022-03-14", Date = { text = "Feb. 28",
      value = "2022-02-28" } },
  { "They will meet on Jan. 8.", published = "2023-10-05",
      Date = { value = "2024-01-08" } },
  { "It has been so since the August 20 earthquake.", published = "2024-06-12",
      Date = { value = "2023-08-20" } },
  { "They met on 15 December.", published = "2022-01-14",
      Date = { value = "2021-12-15" } },
  { "They met on Feb. 28.", Date = { value = "XXXX-02-28" } },
  { "They met on Feb. 29.", published = "2022-03-14", Date = { value = "2020-02-29" } },
  { "They met on Feb. 29.", published = "1902-03-14", Date = { value = "1904-02-29" } },
  { "It may 28 times fail.", published = "2022-03-14", Date = false },
  { "They will meet next January.", published = "2020-07-15",
      Date = { text = "next January", value = "2021-01" } },
  { "They met in January.", published = "2022-03-14", Date = { text = "January",
      value = "2022-01" } },
  { "They met in May.", published = "2022-03-14", Date = { value = "2021-05" } },
  { "May Wong may march.", published = "2022-03-14", Date = false },
  { "She was at the March on Zelten.", published = "2022-03-14", Date = false },
  { "They met on Saturday.", published = "2022-03-14", Date = { text = "Saturday",
      value = "2022-03-12" } },
  { "They will meet on Friday.", published = "2022-03-14",
      Date = { value = "2022-03-18" } },
  { "They met on Friday.", published = "2022-03-14", Date = { value = "2022-03-11" } },
  { "More rain is forecast for Monday.", published = "2024-06-15",
      Date = { value = "2024-06-17" } },
  { "The storm is forecast to reach Zelten on Tuesday, and predicted to weaken on Wednesday.",
      published = "2024-06-15", Date = { { value = "2024-06-18" }, { value = "2024-06-19" } } },
  { "Heavy rain was forecast for Monday.", published = "2024-06-15",
      Date = { value = "2024-06-10" } },
  { "The forecast for Monday was wrong.", published = "2024-06-15",
      Date = { value = "2024-06-10" } },
  { "A ruling is due on Thursday.", published = "2024-06-15",
      Date = { value = "2024-06-20" } },
  { "A ruling was due on Thursday.", published = "2024-06-15",
      Date = { value = "2024-06-13" } },
  { "The figures, due out Thursday, are secret.", published = "2024-06-15",
      Date = { value = "2024-06-20" } },
  { "The figures, released Thursday, are bad.", published = "2024-06-15",
      Date = { value = "2024-06-13" } },
  { "The king will meet him on Friday.", published = "2024-06-15",
      Date = { value = "2024-06-21" } },
  { "The funeral is on Friday.", published = "2024-06-15", Date = { value = "2024-06-21" } },
  { "The funeral was on Friday.", published = "2024-06-15", Date = { value = "2024-06-14" } },
  { "He leaves for Tokyo on Monday.", published = "2024-06-15",
      Date = { value = "2024-06-17" } },
  { "He left for Tokyo on Monday.", published = "2024-06-15",
      Date = { value = "2024-06-10" } },
  { "The bill goes to the Senate on Tuesday.", published = "2024-06-15",
      Date = { value = "2024-06-18" } },
  { "The bill went to the Senate on Tuesday.", published = "2024-06-15",
      Date = { value = "2024-06-11" } },
  { "Floods are likely on Tuesday.", published = "2024-06-15",
      Date = { value = "2024-06-18" } },
  { "The match was moved to Friday.", published = "2024-06-15",
      Date = { value = "2024-06-21" } },
  { "The offer runs through March.", published = "2024-06-15",
      Date = { value = "2025-03" } },
  { "In the 12 months through March the deficit grew.", published = "2024-06-15",
      Date = { value = "2024-03" } },
  { "They are due to meet on Tuesday.", published = "2024-06-15",
      Date = { value = "2024-06-18" } },
  { "It had been scheduled to end on Tuesday; it has been scheduled to end on Monday.",
      published = "2024-06-15", Date = { { value = "2024-06-11" }, { value = "2024-06-17" } } },
  { "They had been due to meet on Tuesday.", published = "2024-06-15",
      Date = { value = "2024-06-11" } },
  { "He left on Monday of last week.", published = "2024-06-15",
      Date = { text = "Monday of last week", value = "2024-06-03" } },
  { "He left last week on a Monday.", published = "2024-06-15",
      Date = { { text = "Monday", value = "2024-06-10" } } },
  { "The deal must be signed by Friday.", published = "2024-06-15",
      Date = { value = "2024-06-21" } },
  { "He will need aid if the fee is not paid by Thursday; she was paid by Wednesday.",
      published = "2024-06-15", Date = { { value = "2024-06-20" }, { value = "2024-06-12" } } },
  { "They vote in August.", published = "2024-06-15", Date = { value = "2024-08" } },
  { "They voted in August.", published = "2024-06-15", Date = { value = "2023-08" } },
  { "The deal had to be signed by Friday.", published = "2024-06-15",
      Date = { value = "2024-06-14" } },
  { "He moved to Oslo on Friday.", published = "2024-06-15",
      Date = { value = "2024-06-14" } },
  { "They met on Saturday.", Date = { value = "XXXX-WXX-6" } },
  { "They met following Saturday's vote.", Date = { value = "XXXX-WXX-6" } },
  { "She told the Sunday Times so.", published = "2022-03-14", Date = false },
  { "She told the Times so on Sunday.", published = "2022-03-14", Date = { text = "Sunday" } },
  { "The vote is slated for Tuesday, with results by Thursday. Polls open on Thursday.",
      published = "2024-06-15", Date = { { value = "2024-06-18" }, { value = "2024-06-20" },
      { value = "2024-06-20" } } },
  { "He opens fire on the court on Thursday.", published = "2024-06-15",
      Date = { value = "2024-06-13" } },
  { "It rained early in the week.", published = "2024-06-15",
      Date = { text = "early in the week", value = "2024-W24" } },
  { "He saw Saturday Night Live.", published = "2022-03-14", Date = false },
  { "It was found on Friday. Work stopped the same day.", published = "2023-02-01",
    Date = { { value = "2023-01-27" }, { text = "the same day",
        value = "2023-01-27" } } },
  { "The day was long.", published = "2023-02-01", Date = false },
  { "They left the day after her death.", published = "2023-02-01",
      Date = { text = "the day", value = "XXXX-XX-XX" } },
  { "They met again later in the day.", published = "2023-02-01",
      Date = { text = "later in the day", value = "2023-02-01", mod = "AFTER" } },
  { "It must be done by the end of the decade.", published = "2023-02-01",
      Date = { value = "202", mod = "END" } },
  { "They meet two fortnights from today.", published = "2022-03-14",
      Date = { text = "two fortnights from today", value = "2022-04-11" } },
  { "They meet ten days from today.", published = "2022-03-14",
      Date = { value = "2022-03-24" } },
  { "They recalled a Friday week ago.", published = "2022-03-14", Date = {
      text = "Friday", value = "2022-03-11" } },
  { "They met two Mondays ago.", published = "2022-03-14", Date = { value = "2022-02-28" } },
}
