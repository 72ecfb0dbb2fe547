-- rules/dates/relative.lua : a time ago, last week, next year.

lang "en"

local timex = use "dates/timex"
local anchors = use "dates/anchors"
local earlier_year = anchors.earlier_year
local count = timex.count
local earlier = anchors.earlier
local ended_quarter = anchors.ended_quarter
local exists = timex.exists
local focus = anchors.focus
local TIMES = timex.TIMES
local is_finance = anchors.is_finance
local parse_day = timex.parse_day
local period = timex.period
local tense = anchors.tense
local week_of = timex.week_of
local QUARTER = timex.QUARTER

-- ---------------------------------------------------------------- ago, later

local BACK = { ago = -1, earlier = -1, before = -1 }

-- 1998 -> "1998", 0 -> "BC0001"
local function year_value(year)
  return year > 0 and ("%04d"):format(year) or ("BC%04d"):format(1 - year)
end

local YEARS_IN = { Y = 1, E = 10, C = 100, ML = 1000, Q = 0.25, M = 1 / 12, W = 1 / 52,
    ["2W"] = 1 / 26, D = 1 / 365 }

local function month_after(base, n)
  local at = base.year * 12 + base.month - 1 + n
  return ("%04d-%02d"):format(at // 12, at % 12 + 1)
end

-- The date `n` units away from `base`, as exact as the unit; PAST_REF or FUTURE_REF when
-- that is beyond the calendar.
local function moved(base, n, unit)
  if unit.clock == "T" then return nil end
  local code = unit.code
  if math.abs(n) * (YEARS_IN[code] or 1) > 7000 then
    return n < 0 and "PAST_REF" or "FUTURE_REF"
  end
  n = math.tointeger(n < 0 and -(-n // 1) or n // 1)
  if code == "2W" then n, code = n * 2, "W" end
  if code == "Q" then n, code = n * 3, "M" end
  if code == "E" then n, code = n * 10, "Y" end
  if code == "ML" then n, code = n * 1000, "Y" end
  if code == "C" then
    local century = base.year // 100 + n
    return century >= 0 and ("%02d"):format(century) or year_value(base.year + 100 * n)
  end
  if code == "Y" then return year_value(base.year + n) end
  if code == "M" then return month_after(base, n) end
  if code == "W" then return week_of(base:plus { days = 7 * n }) end
  if code == "D" then return base:plus { days = n }:iso() end
end

-- The value of last / this / next unit.
local function unit_value(day, code, step)
  if code == "Y" then return ("%04d"):format(day.year + step) end
  if code == "W" then return week_of(day:plus { days = 7 * step }) end
  if code == "WE" then return week_of(day:plus { days = 7 * step }) .. "-WE" end
  if code == "E" then return tostring(day.year // 10 + step) end
  if code == "C" then return tostring(day.year // 100 + step) end
  if code == "Q" then
    local q = (day.month - 1) // 3 + step
    return ("%04d-Q%d"):format(day.year + q // 4, q % 4 + 1)
  end
  return month_after(day, step)
end

-- "a year ago" beside a quarter means that quarter a year before.
local function year_ago(doc, m)
  local near = earlier(doc, m, QUARTER, 400)
  local year = doc.published.year
  if not near then return ("%04d"):format(year - 1), "a year before publication" end
  local spoken, q = tonumber(near.value:sub(1, 4)), tonumber(near.value:sub(7))
  local over, last = ended_quarter(doc.published)
  local told = not near.anchor and not m.text:find("ago$") and near.sentence == m.sentence
  if not told and (spoken ~= over or q ~= last) then spoken = math.max(spoken, year) end
  return ("%04d-Q%d"):format(spoken - 1, q),
    "a year before the quarter spoken of"
end

rule "date.before_last" {
  about = "the week before last, the month after next, the Friday after next",
  pattern = [[ the (u:[/^(week|month|year|quarter|weekend)$/ & @timeunits] | d:@weekdays(form=full))
               w:(before last | after next) ]],
  emit = "Date",
  apart = TIMES,
  set = function(m, doc)
    local day, before = doc.published, m.w.text:lower():find("^b")
    if not day then return {} end
    local value
    if m.d then
      local back, ahead = timex.weekdays_around(day, m.d)
      value = day:plus({ days = before and -7 - back or 7 + ahead }):iso()
    else
      value = unit_value(day, m.u.code, before and -2 or 2)
    end
    return timex.attributes(m, value, day, "from the day of publication")
  end,
}

local NEAR_YEAR = 120 -- bytes from a year to "a year earlier"

rule "date.year_ago" {
  about = "a year ago, a year earlier, the year before, the previous year",
  pattern = {
    [[ (?<= (just | well | little)) x:(mod:over a year ago) ]],
    [[ x:((the | same period | mod:(about | almost | nearly))? (a | one) year
       (ago | earlier | before)) (?! $that_day) ]],
    [[ x:b:(the year ("-"? before | earlier | prior)) ]],
    [[ x:((the same | this) time (last year | a year (ago | earlier))) ]],
    [[ x:b:(the (previous | prior | preceding) year) ]],
    [[ the? x:(year "-" (ago | earlier)) (?! $n @timeunits) ]],
  },
  span = "x",
  emit = "Date",
  apart = TIMES,
  where = function(_, doc) return doc.published ~= nil end,
  set = function(m, doc)
    local told = (m.text:find("earlier$") or m.text:find("before$"))
      and not earlier(doc, m, QUARTER, NEAR_YEAR)
    local year, whose
    if (m.b or told) and not is_finance(doc) then
      year, whose = earlier_year(doc, m, not m.b and NEAR_YEAR or nil)
      year = year or m.b and doc.published.year
    end
    if year then
      return timex.attributes(m, ("%04d"):format(year - 1), nil, "before "
        .. (whose or "the year of publication"))
    end
    local value, why = year_ago(doc, m)
    return timex.attributes(m, value, doc.published, why)
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


local MONTH = "^%d%d%d%d%-%d%d"

-- The first day of the month mentioned last, and the text of it; or nil.
local function month_in_focus(doc, m)
  local near = earlier(doc, m, MONTH, 400)
  return near and parse_day(near.value:sub(1, 7) .. "-01"), near and near.text
end


rule "date.ago" {
  about = "two weeks ago, three days earlier, a month from now",
  pattern = {
    [[ $hedge? x:(mod:$more? (?<! half | quarter of) n:$how_many "-"? u:@timeunits
       (and a h:half)? (or so)? w:(ago | earlier | from now)) (?! than) ]],
    [[ in x:(mod:$roughly? n:$how_many u:@timeunits ("'s" | "’s" | "'" | "’") w:time) ]],
  },
  span = "x",
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    if m.u.clock == "T" or m.u.code == "WE" or m.w.text == "time" and tense(m) < 0 then
      return false
    end
    return vague_count(m.n.text) ~= nil
        and (doc.published ~= nil or m.w.text:lower() ~= "earlier")
  end,
  set = function(m, doc)
    local n, w = vague_count(m.n.text), m.w.text:lower()
    if n == "X" then
      return { value = BACK[w] and "PAST_REF" or "FUTURE_REF", why = "an unnamed number" }
    end
    local base, why = doc.published, "from the day of publication"
    if not base then return {} end
    if w == "earlier" then
      local whose
      if m.u.code == "M" then base, whose = month_in_focus(doc, m) end
      if not whose then base, whose = focus(doc, m) end
      why = "before " .. whose
    end
    return timex.attributes(m, moved(base, n * (BACK[w] or 1), m.u), base, why)
  end,
}

rule "duration.later" {
  about = "three days later, two hours after: the length alone",
  pattern = [[ $hedge? x:($more? (?<! half) n:$how_many "-"? u:@timeunits (and a h:half)?)
               (or so)? (later | before | after | previously | hence | ago | earlier) ]],
  span = "x",
  emit = "Duration",
  apart = TIMES,
  where = function(m) return vague_count(m.n.text) ~= nil end,
  set = function(m)
    local n = vague_count(m.n.text)
    if m.h and n ~= "X" then n = n + 0.5 end
    return { value = period(n, m.u.code, m.u.clock) }
  end,
}

rule "duration.bare_ago" {
  about = "years ago, weeks later: an unstated number of them",
  pattern = [[ x:(u:@timeunits(count=many) ago)
               | x:u:@timeunits(count=many) (later | earlier) ]],
  span = "x",
  emit = "Duration",
  apart = TIMES,
  set = function(m) return { value = period("X", m.u.code, m.u.clock) } end,
}

-- ---------------------------------------------------------------- units

local WHICH = {
  last = -1, previous = -1, past = -1, this = 0, current = 0, next = 1, following = 1,
      coming = 1, before = -1,
}

-- What "the following year" or "the previous month" counts from.
local function in_focus(doc, m, code)
  local base, whose
  if code == "Y" then
    local year
    year, whose = earlier_year(doc, m)
    base = year and date(year, 1, 1)
  elseif code == "M" then
    base, whose = month_in_focus(doc, m)
  elseif code == "Q" then
    local year, q = ended_quarter(doc.published)
    local near = earlier(doc, m, ("^%04d%%-Q%d$"):format(year, q))
    base, whose = near and date(year, 3 * q, 1), near and near.text
  elseif code == "W" then
    base, whose = focus(doc, m)
  end
  if not base then return doc.published end
  return base, whose
end

rule "date.day_of_this_month" {
  about = "the 3rd of this month, the first of next month",
  pattern = [[ the d:([/^\d+(st|nd|rd|th)$/] | @ordinals) of w:(last | this | next) month ]],
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    local base = doc.published
    if not base then return false end
    local day, month = timex.day_in(m.d.text), date(base.year, base.month, 1)
    month = month:plus { months = WHICH[m.w.text:lower()] }
    return exists(month.year, month.month, day)
      and timex.attributes(m, timex.iso(month.year, month.month, day), base,
        "from the month of publication")
  end,
}

-- A word in small letters, which a headline in capitals does not have: "He wrote for This
-- Week in Zelten".
local SMALL = regex("\\b(?!from|with|over|into|than|amid)\\p{Ll}{4,}")

rule "date.unit" {
  about = "last week, this month, next year, the previous quarter, the coming decade",
  pattern = [[ the u:[/^(?i)(month|week)$/ & @timeunits] w:before (?= [/^[.,;]$/])
               | (this time (?= (last | next) . ))?
                 mod:$point? (the? w:(last | this | next) p:past? coming? | the? w:current
               | the w:(previous | following | coming) )
               u:[/^(?i)(year|month|week|quarter|decade|century|weekend)$/ & @timeunits]
               (or so)? (?! ("-" | or (two | three) | and a half)) ]],
  emit = "Date",
  apart = TIMES,
  where = function(m) return not (m.u.text:find("^%u") and SMALL:match(m.sentence.text)) end,
  set = function(m, doc)
    if not doc.published then return {} end
    local code, word = m.u.code, m.w.text:lower()
    local step = m.p and word == "this" and -1 or WHICH[word]
    local base, whose = doc.published, nil
    if word == "previous" or word == "following" or word == "before" then
      base, whose = in_focus(doc, m, code)
    end
    return timex.attributes(m, unit_value(base, code, step), base,
        "from " .. (whose or "the day of publication"))
  end,
}

rule "date.to_date" {
  about = "the year to date, year-to-date, in the month to date: that of publication",
  pattern = [[ the? u:[/^(?i)(year|quarter|month)$/ & @timeunits] "-"? to "-"? date ]],
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    return doc.published ~= nil and timex.attributes(m, unit_value(doc.published,
      m.u.code, 0), doc.published, "from the day of publication")
  end,
}

rule "duration.past_unit" {
  about = "the past year, the past month, the last year and a half: a length that ends now",
  pattern = [[ the past u:@timeunits(count=one) (and a h:half)?
               | the last u:@timeunits(count=one) and a h:half ]],
  emit = "Duration",
  apart = TIMES,
  where = function(m) return m.u.code ~= "WE" end,
  set = function(m) return { value = period(m.h and 1.5 or 1, m.u.code, m.u.clock) } end,
}

local BEFORE_IT = regex("\\b(?:ahead of|for|before|this) $", "i")

let "which_weekend" [=[ ( long | past | bank? holiday ) ]=]

rule "date.weekend" {
  about = "the weekend, this bank holiday weekend",
  pattern = [[ mod:$point? (the $which_weekend? | this $which_weekend) weekend (?! of $day) ]],
  emit = "Date",
  apart = TIMES,
  where = function(_, doc) return doc.published ~= nil end,
  set = function(m, doc)
    local ahead = not m.text:lower():find("past")
      and (BEFORE_IT:match(m:text_before(20)) or tense(m) > 0)
    local step = doc.published:weekday() < 4 and not ahead and -7 or 0
    return timex.attributes(m, week_of(doc.published:plus { days = step }) .. "-WE",
        doc.published,
      ahead and "the sentence looks ahead" or "the nearest")
  end,
}

examples {
  { "He came a year ago.", published = "2022-03-14", Date = { text = "a year ago",
      value = "2021" } },
  { "It fell 65 million years ago.", published = "2022-03-14",
      Date = { value = "PAST_REF" } },
  { "It was built 4,000 years ago.", published = "2022-03-14",
      Date = { value = "BC1979" } },
  { "He came 99999999999999999999 days ago.", published = "2022-03-14",
      Date = { value = "PAST_REF" } },
  { "It was so at the same time last year.", published = "2022-03-14", Date = {
      text = "the same time last year", value = "2021" } },
  { "It rose in April after falling the month before.", published = "2022-05-14", Date = {
      text = "the month before", value = "2022-04" } },
  { "It rose in the month before Christmas.", published = "2022-05-14", Date = false },
  { "He stayed a year.", published = "2022-03-14", Date = false },
  { "He came two weeks ago.", published = "2022-03-14", Date = { text = "two weeks ago",
      value = "2022-W09" } },
  { "He came just over a year ago.", published = "2022-03-16", Date = {
      text = "over a year ago", value = "2021", mod = "MORE_THAN" } },
  { "He left half a century ago, a quarter of a century ago.", published = "2022-03-14",
      Date = false },
  { "It will open in a month's time or in two weeks' time; he learned it in a month's time.",
      published = "2022-03-14", Date = { { text = "a month's time", value = "2022-04" },
      { text = "two weeks' time", value = "2022-W13" } } },
  { "Snow fell three weeks earlier.", published = "2022-03-14", Date = true },
  { "Snow fell three weeks earlier than usual.", published = "2022-03-14", Date = false,
      Duration = { text = "three weeks", value = "P3W" } },
  { "He came three days ago.", published = "2022-03-14",
      Date = { value = "2022-03-11" } },
  { "He came three days ago.", Date = { text = "three days ago" }, Duration = false },
  { "He left on March 1. She came three days later.", published = "2022-03-14",
      Duration = { text = "three days", value = "P3D" } },
  { "The later days were better.", Duration = false },
  { "It broke years ago.", published = "2022-03-14", Duration = { text = "years ago",
      value = "PXY" } },
  { "They met last week.", published = "2022-03-14", Date = { text = "last week",
      value = "2022-W10" } },
  { "They meet next month.", published = "2022-12-14", Date = { value = "2023-01" } },
  { "They meet earlier this year.", published = "2022-12-14",
      Date = { text = "earlier this year", value = "2022" } },
  { "They met this time last week.", published = "2022-03-14",
      Date = { text = "this time last week", value = "2022-W10" } },
  { "They met the Friday before last, and they meet the Monday after next.",
    published = "2022-03-14", Date = { { text = "the Friday before last", value = "2022-03-04" },
      { text = "the Monday after next", value = "2022-03-28" } } },
  { "They met the Friday before last.", Date = { text = "the Friday before last" } },
  { "They met the week before last.", published = "2022-03-14",
      Date = { text = "the week before last", value = "2022-W09" } },
  { "They met over the bank holiday weekend, a long weekend.", published = "2022-03-14",
      Date = { text = "the bank holiday weekend", value = "2022-W10-WE" } },
  { "They met on the 3rd of this month and meet on the first of next month, not on the 31st "
      .. "of last month.", published = "2022-03-14", Date = {
      { text = "the 3rd of this month", value = "2022-03-03" },
      { text = "the first of next month", value = "2022-04-01" },
      { text = "last month", value = "2022-02" } } },
  { "Storm To Hit Harbour This Weekend, Town Says", published = "2022-03-16",
      Date = { text = "This Weekend", value = "2022-W11-WE" } },
  { "RENTS FELL FROM LAST YEAR", published = "2022-03-16", Date = { value = "2021" } },
  { "She told This Week that rain fell.", published = "2022-03-16", Date = false },
  { "The last man left.", published = "2022-12-14", Date = false },
  { "It fell in the past year.", published = "2022-12-14",
      Duration = { text = "the past year", value = "P1Y" } },
  { "It fell over the past year and a half and over the last year and a half.", published =
      "2022-12-14", Duration = { { text = "the past year and a half", value = "P1Y6M" },
      { text = "the last year and a half", value = "P1Y6M" } } },
  { "It fell 4% year-to-date and in the month to date; name a year to date it.",
      published = "2022-12-14", Date = { { text = "year-to-date", value = "2022" },
      { text = "the month to date", value = "2022-12" } } },
  { "It fell off the past.", published = "2022-12-14", Duration = false },
  { "They met over the weekend.", published = "2022-03-14",
      Date = { text = "the weekend", value = "2022-W10-WE" } },
  { "He was seen the past weekend.", published = "2022-03-14", Duration = false,
      Date = { text = "the past weekend", value = "2022-W10-WE" } },
}
