-- rules/dates/printed.lua : dates whose text gives all of them.

lang "en"

local timex = use "dates/timex"
local anchors = use "dates/anchors"
local is_month = timex.is_month
local anchor_month = anchors.anchor_month
local day_in = timex.day_in
local exists = timex.exists
local TIMES = timex.TIMES
local iso = timex.iso
local month_in = timex.month_in
local anchor_day = anchors.anchor_day
local week_of = timex.week_of
local year_text = timex.year_text

-- ---------------------------------------------------------------- weeks and parts of days

let "to_day" [[ (("-" | "–" | to) $day)? ]]
let "printed_day" [[ (@weekdays ","?)? ( mo:@months "."? d:$dayword $to_day (","? y:$year)?
                                       | d:$dayword $to_day of? mo:@months (","? y:$year)? ) ]]

-- Does the day exist, and is its year given or known from the publication?
local function is_day(m, doc)
  local day = day_in(m.d.text)
  return day ~= nil and is_month(m) and (m.y ~= nil or doc.published ~= nil)
      and exists(m.y and tonumber(m.y.text) or 2000, month_in(m), day)
end

rule "time.part_of_date" {
  about = "the morning of March 3, the night of Feb. 27, 2021, Sunday morning, May 5",
  pattern = {
    [[ the (mod:(early | late)? p:@dayparts | mod:(early | wee | small) morning? hours)
       of $printed_day ]],
    [[ mod:(early | late)? @weekdays(form=full) p:@dayparts ","? $printed_day ]],
  },
  scope = "document", -- "Mar. 14" may look like the end of a sentence
  emit = "Time",
  where = is_day,
  set = function(m, doc)
    local month, day, part = month_in(m), day_in(m.d.text), m.p and m.p.part or "TMO"
    if m.y then return timex.attributes(m, iso(tonumber(m.y.text), month, day) .. part) end
    local found, other, why = anchor_day(doc, month, day, m)
    return timex.attributes(m, found:iso() .. part, doc.published, why,
        other and other:iso() .. part)
  end,
}

rule "date.week_of" {
  about = "the week of March 21, the weekend of March 26: the one that contains the day",
  pattern = [[ the (week | e:weekend) (of | beginning | starting | commencing | ending)
               $printed_day ]],
  scope = "document", -- "Mar. 14" may look like the end of a sentence
  emit = "Date",
  where = is_day,
  set = function(m, doc)
    local month, day, tail = month_in(m), day_in(m.d.text), m.e and "-WE" or ""
    if m.y then
      return timex.attributes(m, week_of(date(tonumber(m.y.text), month, day)) .. tail)
    end
    local first, _, why = anchor_day(doc, month, day, m)
    return timex.attributes(m, week_of(first) .. tail, doc.published, why)
  end,
}

-- ---------------------------------------------------------------- whole dates

rule "time.system" {
  about = "Thu Jan 11 19:48:35 PST 2018: as computers print it",
  pattern = [[ @weekdays? mo:@months d:$day c:[/^([01]?\d|2[0-3]):[0-5]\d:[0-5]\d$/]
               z:@timezones? y:$year ]],
  scope = "document",
  emit = "Time",
  where = function(m)
    local year, month, day = tonumber(m.y.text), month_in(m), day_in(m.d.text)
    return exists(year, month, day) and { zone = m.z and m.z.text,
      value = ("%sT%s"):format(iso(year, month, day), timex.clock_of(m.c.text)) }
  end,
}

rule "date.full" {
  about = "A day with month and year: March 14, 2022; the 4th of July 1976; 14-Mar-2022.",
  pattern = {
    [[ (w:@weekdays ","?)? mo:@months "."? d:$dayword ","? y:$year ]],
    [[ (w:@weekdays ","?)? (the)? d:$dayword of? mo:@months "."? ","? y:$year ]],
    [[ d:$day "-" mo:@months "-" y:($year | [/^\d\d$/]) ]],
  },
  scope = "document", -- "March. 14" looks like the end of a sentence
  emit = "Date",
  apart = TIMES,
  where = function(m)
    local year, d = tonumber(m.y.text), day_in(m.d.text)
    if year < 100 then year = year + (year < 50 and 2000 or 1900) end
    if not d or not is_month(m) then return false end
    local month = month_in(m)
    if not exists(year, month, d) then return false end
    local day = date(year, month, d)
    local value = timex.attributes(m, day:iso())
    value.note = timex.weekday_note(day, m.w)
    return value
  end,
}

rule "date.weekday_numbers" {
  about = "Monday 29/3, Tue 6/4: day and month in the order that fits the weekday",
  pattern = [[ w:@weekdays ","? d:[/^\d{1,2}\/\d{1,2}$/] ]],
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    local a, b = m.d.text:match("(%d+)/(%d+)")
    if not doc.published then return false end
    for _, order in ipairs { { b, a }, { a, b } } do
      local month, day = tonumber(order[1]), tonumber(order[2])
      local found = exists(2000, month, day) and anchor_day(doc, month, day, m)
      if found and found:weekday() == tonumber(m.w.weekday) then
        return timex.attributes(m, found:iso(), doc.published, "the order that fits the weekday")
      end
    end
    return false
  end,
}

-- Attacks known by their date.
local ATTACKS = {
  ["7/7"] = "2005-07-07", ["26/11"] = "2008-11-26", ["9/11"] = "2001-09-11",
  ["09-11"] = "2001-09-11", ["01-06"] = "2021-01-06", ["10-07"] = "2023-10-07",
}

rule "date.attacks" {
  about = "9/11, the Sept. 11 attacks, the 7/7 bombings, the 26/11 attacks: the day of that name",
  pattern = {
    [[ (?<= (after | before | since | on | of | the | until | during | from | and | about))
       x:"9/11" (?! of) ]],
    [[ x:("7/7" | "26/11" | mo:@months(form=full|short) "."? d:$day)
       (?= (terror | terrorist | Capitol)?
       [/^(attacks?|bombings?|riot|rioters?|insurrection|massacre|hijackers?)$/]) ]],
  },
  span = "x",
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    local known = m.mo and ("%02d-%02d"):format(month_in(m), day_in(m.d.text)) or m.x.text
    local day = ATTACKS[known]
    return day and (not doc.published or doc.published:iso() > day)
      and { value = day, why = "the attacks of that day" }
  end,
}

-- ---------------------------------------------------------------- months and days of them

-- The day in that month: the n-th weekday, counted from its end for "last"; nil when the
-- month has none.
local function nth_weekday(year, month, nth, weekday)
  local first = date(year, month, 1)
  local d = first:plus { days = (weekday - first:weekday()) % 7 + 7 * (nth - 1) }
  return d.month == month and d.year == year and d or nil
end

local function last_weekday(year, month, weekday)
  return nth_weekday(year, month, 5, weekday) or nth_weekday(year, month, 4, weekday)
end

rule "date.weekday_of_month" {
  about = "the last Thursday of November, the second Tuesday in March 2022, the last day of May",
  pattern = [[ the n:(first | second | third | fourth | fifth | last)
    (w:@weekdays(form=full) | e:weekend | x:day) (in | of)
    (mo:@months y:$year? | k:(this | last | next) month) ]],
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    return (m.k or is_month(m)) and (m.y ~= nil or doc.published ~= nil)
  end,
  set = function(m, doc)
    local base = m.k and date(doc.published.year, doc.published.month, 1)
      :plus { months = timex.STEP_OF[m.k.text:lower()] }
    local month, nth = base and base.month or month_in(m), day_in(m.n.text)
    local weekday = m.w and tonumber(m.w.weekday) or 6
    local function day_of(year)
      if m.x and nth then return date(year, month, nth) end
      if m.x then return date(year, month, 1):plus { months = 1 }:plus { days = -1 } end
      if not nth then return last_weekday(year, month, weekday) end
      return nth_weekday(year, month, nth, weekday)
    end
    local function shape(day) return m.e and week_of(day) .. "-WE" or day:iso() end
    if m.y or base then
      local day = day_of(base and base.year or tonumber(m.y.text))
      return day and timex.attributes(m, shape(day), base and doc.published) or {}
    end
    local past, ahead
    for year = doc.published.year - 1, doc.published.year + 1 do
      local day = day_of(year)
      if day and day <= doc.published then past = day end
      if day and day > doc.published then ahead = ahead or day end
    end
    if not past and not ahead then return {} end
    local day, other, why = anchors.nearer(doc, past, ahead, m)
    return timex.attributes(m, shape(day), doc.published, why, other and shape(other))
  end,
}

rule "date.month_year" {
  about = "A month with its year: March 2022, mid-July of 1998.",
  pattern = [[ mod:$point? mo:@months "."? ","? of? y:$anyyear ]],
  emit = "Date",
  apart = TIMES,
  where = is_month,
  set = function(m, doc)
    return timex.attributes(m, ("%s-%02d"):format(year_text(doc, m.y), month_in(m)))
  end,
}

rule "date.mid_month" {
  about = "mid-June, mid-March 2022, written as one word",
  pattern = [[ (early to)? x:[/^mid-\p{Lu}/] y:$year? ]],
  emit = "Date",
  apart = TIMES,
  where = function(m)
    return lexicons.months:get(m.x.text:sub(5)) ~= nil
  end,
  set = function(m, doc)
    local n = tonumber(lexicons.months:get(m.x.text:sub(5)).month)
    local value
    if m.y then
      value = timex.attributes(m, ("%s-%02d"):format(m.y.text, n))
    elseif not doc.published then
      value = { value = ("XXXX-%02d"):format(n) }
    else
      local year, other, why = anchor_month(doc, n, m)
      value = timex.attributes(m, ("%04d-%02d"):format(year, n), doc.published, why,
        other and ("%04d-%02d"):format(other, n))
    end
    value.mod = "MID"
    return value
  end,
}

rule "date.month_of_year" {
  about = "A month, or a day of it, of this, last or next year: 3 August last year.",
  pattern = {
    [[ (the? d:$dayword of? | mod:$point)? mo:@months "."? ","? of? w:(this | last | next) year ]],
    [[ mo:@months "."? d:$dayword ","? of? w:(this | last | next) year ]],
  },
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    local day = not m.d or day_in(m.d.text)
    return doc.published ~= nil and day ~= nil and is_month(m)
      and (not m.d or exists(2000, month_in(m), day))
  end,
  set = function(m, doc)
    local year, month = doc.published.year + timex.STEP_OF[m.w.text:lower()], month_in(m)
    local value = m.d and iso(year, month, day_in(m.d.text)) or ("%04d-%02d"):format(year, month)
    return timex.attributes(m, value, doc.published, "the year of publication")
  end,
}

examples {
  { "Posted: Thu Jan 11 19:48:35 PST 2018", Time = { text = "Thu Jan 11 19:48:35 PST 2018",
      value = "2018-01-11T19:48:35" } },
  { "They will vote in mid-June.", published = "2022-05-16", Date = { text = "mid-June",
      value = "2022-06", mod = "MID" } },
  { "They will vote in early to mid-June.", published = "2022-05-16",
      Date = { text = "early to mid-June", value = "2022-06" } },
  { "It opened on March 14, 2022.", Date = { text = "March 14, 2022",
      value = "2022-03-14" } },
  { "It opened on 14-Mar-2022, it shut on 15-Mar-22.", Date = { { value = "2022-03-14" },
      { text = "15-Mar-22", value = "2022-03-15" } } },
  { "After 9/11 and the Sept. 11 attacks few flew.", Date = { { text = "9/11" },
      { text = "Sept. 11", value = "2001-09-11" } } },
  { "After the 7/7 bombings and the 26/11 attacks 7/7 of them left.", Date = {
      { text = "7/7", value = "2005-07-07" }, { value = "2008-11-26" } } },
  { "They met on Sept. 11 and attacked.", Date = false },
  { "He fled after the Jan. 6 riot and the October 7 attacks.", published = "2024-06-12",
      Date = { { text = "Jan. 6", value = "2021-01-06" }, { value = "2023-10-07" } } },
  { "He fled after the Jan. 6 riot.", published = "2020-06-12", Date = false },
  { "It opened on Monday, 14 March 2022.", Date = { value = "2022-03-14" } },
  { "It opened on Friday, 14 March 2022.", Date = { note = "2022-03-14 is a Monday" } },
  { "It opened on the 4th of July 1976.", Date = { value = "1976-07-04" } },
  { "About 14,000 march in 2,022 towns.", Date = false },
  { "It opens on Monday 29/3 and shuts Thu 4/15.", published = "2021-03-24", Date = {
      { text = "Monday 29/3", value = "2021-03-29" }, { value = "2021-04-15" } } },
  { "On Monday 3/4 of them and 29/3 left.", published = "2021-03-24", Date = false },
  { "It began in March 2022.", Date = { text = "March 2022", value = "2022-03" } },
  { "It began in mid-March 2022.", Date = { value = "2022-03", mod = "MID" } },
  { "They march 2022 miles.", Date = false },
  { "It began in May last year.", published = "2022-03-14",
      Date = { text = "May last year", value = "2021-05" } },
  { "It began on 3 August last year, or August 4, this year.", published = "2024-03-14",
      Date = { { text = "3 August last year", value = "2023-08-03" },
        { text = "August 4, this year", value = "2024-08-04" } } },
  { "It may last years.", published = "2022-03-14", Date = false },
  { "It is heard in the week of March 21.", published = "2022-03-14",
      Date = { text = "the week of March 21", value = "2022-W12" } },
  { "It is held on the weekend of March 26.", published = "2022-03-14",
      Date = { text = "the weekend of March 26", value = "2022-W12-WE" } },
  { "It was the week of the fair.", published = "2022-03-14", Date = false },
  { "It began on the night of Feb. 27.", published = "2022-03-14",
      Time = { text = "the night of Feb. 27", value = "2022-02-27TNI" }, Date = false },
  { "It began in the night of 3-4 March.", published = "2022-03-14",
      Time = { text = "the night of 3-4 March", value = "2022-03-03TNI" }, Date = false },
  { "It began in the early hours of Feb. 27.", published = "2022-03-14",
      Time = { text = "the early hours of Feb. 27", value = "2022-02-27TMO" } },
  { "Works are planned in the week commencing 21 March.", published = "2022-03-14",
      Date = { text = "the week commencing 21 March", value = "2022-W12" } },
  { "It was the night of the fair.", published = "2022-03-14", Time = false },
  { "They vote on the first Tuesday in May 2023.", Date = {
      text = "the first Tuesday in May 2023", value = "2023-05-02" } },
  { "They met on the last Friday of February.", published = "2022-03-14", Date = {
      text = "the last Friday of February", value = "2022-02-25" } },
  { "They met on the last day of February and the first day of March 2020.",
      published = "2022-03-14", Date = {
        { text = "the last day of February", value = "2022-02-28" },
        { text = "the first day of March 2020", value = "2020-03-01" } } },
  { "They met on the last day of the fair.", published = "2022-03-14", Date = false },
  { "They met on the last Friday of the fair.", published = "2022-03-14", Date = false },
}
