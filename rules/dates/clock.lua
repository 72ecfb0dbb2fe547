-- rules/dates/clock.lua : times of day, and sets of times.

lang "en"

local timex = use "dates/timex"
local anchors = use "dates/anchors"
local holidays = use "dates/holidays"
local STEP = timex.STEP
local clock_of = timex.clock_of
local anchor_day = anchors.anchor_day
local anchor_weekday = anchors.anchor_weekday
local count = timex.count
local day_in = timex.day_in
local exists = timex.exists
local TIMES = timex.TIMES
local month_in = timex.month_in
local period = timex.period
local tense = anchors.tense

-- ---------------------------------------------------------------- sets

-- The value of a holiday in every year: its day, if that is fixed.
local function every_holiday(code)
  return code and code:find("^%d%d%-%d%d$") and "XXXX-" .. code or "XXXX"
end

let "nths" [=[ ( (@ordinals | last) ((and | or) the? (@ordinals | last))? ) ]=]

rule "set.weekday_of_month" {
  about = "the last Friday of each month, the first and third Mondays of the month",
  pattern = {
    [[ the $nths (@weekdays(form=full|plural) | day | weekend | weekday)?
       (of | in) (each | every) u:@timeunits(count=one) ]],
    [[ the $nths @weekdays(form=full|plural) of the month ]],
  },
  emit = "Set",
  apart = TIMES,
  set = function(m)
    return { value = m.u and period(1, m.u.code, m.u.clock) or "P1M", quant = "EVERY" }
  end,
}

rule "set.every" {
  about = "every Tuesday, each year, every two weeks, every other day",
  pattern = {
    [[ (each | every) a:(quarter of an hour | quarter "-"? hour) ]],
    [[ ((once | twice) (?= every))? (each | every)
       (n:(other | few | $n) ((to | or | "-" | "–") $n)?)? u:@timeunits ]],
    [[ (each | every) other? w:@weekdays(form=full) (p:@dayparts)? ]],
    [[ (each | every) p:@dayparts ]],
    [[ (each | every) d:weekday ]],
    [[ (each | every) (mo:@months(form=full|word) | s:@seasons | h:@holidays) ]],
    [[ each of (the (past | last | next))? n:$n u:@timeunits(count=many) ]],
  },
  emit = "Set",
  apart = TIMES,
  set = function(m, doc)
    if m.d then return { value = "XXXX-WXX-WD", quant = "EVERY" } end
    if m.a then return { value = "PT15M", quant = "EVERY" } end
    if m.mo then return { value = ("XXXX-%02d"):format(month_in(m)), quant = "EVERY" } end
    if m.s then return { value = "XXXX-" .. m.s.season, quant = "EVERY" } end
    if m.h then return { value = every_holiday(holidays.day_code(doc, m.h)), quant = "EVERY" } end
    if m.text:lower():find("^each of") then
      return { value = period(1, m.u.code, m.u.clock), quant = "EACH" }
    end
    if m.w then
      return { value = "XXXX-WXX-" .. m.w.weekday .. (m.p and m.p.part or ""),
        quant = "EVERY" }
    end
    if m.p then return { value = "XXXX-XX-XX" .. m.p.part, quant = "EVERY" } end
    if m.u.code == "WE" then return { value = "XXXX-WXX-WE", quant = "EVERY" } end
    local n = m.n and m.n.text:lower()
    n = not n and 1 or n == "other" and 2 or n == "few" and "X" or count(n) or 1
    if m.u.code == "Q" and n == 1 then return { value = "P1Q", quant = "EVERY" } end
    return { value = period(n, m.u.code, m.u.clock), quant = "EVERY" }
  end,
}

rule "set.plural" {
  about = "Mondays, alternate Mondays, Monday nights, weekday mornings: all of them",
  pattern = {
    [[ (?<! [cap & !first]) alternate? w:@weekdays(form=plural)
       (?! ago | and (?! @weekdays(form=plural))) ]],
    [[ w:@weekdays(form=full) p:@dayparts (?<= [/s$/]) ]],
    [[ (?<= (on | at | open | weekdays and)) k:[/^week(end|day)s$/]
       | k:[/^week(end|day)s$/] (?= (at | from | between) [num]) ]],
    [[ k:[/^weeknights$/] | k:[/^week(day|end)$/] p:[/^(morning|afternoon|evening|night)s$/] ]],
  },
  emit = "Set",
  apart = TIMES,
  set = function(m)
    if m.k then
      local k = m.k.text:lower()
      local part = m.p and lexicons.dayparts:get(m.p.text).part or k:find("night") and "TNI" or ""
      return { value = (k:find("end") and "XXXX-WXX-WE" or "XXXX-WXX-WD") .. part,
        quant = "EVERY" }
    end
    return { value = "XXXX-WXX-" .. m.w.weekday .. (m.p and m.p.part or ""),
      quant = "EVERY" }
  end,
}

-- The first part of the day that is named after m.
local function part_behind(m)
  for word in m:text_behind():gmatch("%a+") do
    local entry = lexicons.dayparts:get(word)
    if entry then return entry.part end
  end
end

rule "set.shared_part" {
  about = "Monday and Tuesday nights: the first weekday, with the part of the day at the end",
  pattern = [[ w:@weekdays(form=full)
               (?= ("," | and | or | through) (@weekdays(form=full) ","? (and | or))?
               @weekdays(form=full) [/^(morning|afternoon|evening|night)s$/]) ]],
  emit = "Set",
  apart = TIMES,
  set = function(m)
    return { value = "XXXX-WXX-" .. m.w.weekday .. part_behind(m), quant = "EVERY" }
  end,
}

local ADVERBS = {
  daily = "P1D", annually = "P1Y", hourly = "PT1H", weekly = "P1W", monthly = "P1M",
  yearly = "P1Y", nightly = "P1D", biweekly = "P2W", fortnightly = "P2W",
  quarterly = "P1Q",
}

-- "by 20% annually", "10,000 units annually": a rate, not a set of times, which
-- "until 15:00 daily" is.
local RATE = regex("(?:%|percent|[mb]illion|(?<![:.]\\d)\\d|\\d [a-z]+) $")

rule "set.times" {
  about = "twice a year, three times a week, two days a week, twice weekly",
  pattern = {
    [[ f:(once | twice) (a | an | each | every | per) u:@timeunits(count=one) ]],
    [[ f:($n (times | days | nights | mornings | afternoons | evenings))
       (a | an | each | every | per) u:@timeunits(count=one) ]],
    [[ f:(once | twice | $n times) "-"? k:[/^(daily|weekly|monthly|yearly|annually)$/] ]],
  },
  emit = "Set",
  apart = TIMES,
  set = function(m)
    local f = m.f.text:lower()
    local freq = f == "once" and 1 or f == "twice" and 2 or count(f)
    return { value = m.k and ADVERBS[m.k.text:lower()] or period(1, m.u.code, m.u.clock),
      freq = freq and freq .. ((f:find("days$") or f:find("nights$")) and "D" or "X") or nil }
  end,
}

rule "set.adverb" {
  about = "daily, hourly, nightly: how often, in one word",
  pattern = {
    [[ (?<! average) x:[/^(daily|nightly|fortnightly|annually)$/] (?! [cap])
       | x:(hourly | weekly) (?! [cap]) ]],
    [[ x:[/^(monthly|quarterly|yearly)$/]
       (?= ([/^[.,;]$/] | by | to | for | in | with | from | on | at | and | since)) ]],
  },
  span = "x",
  emit = "Set",
  apart = TIMES,
  where = function(m)
    return not m.x.text:find("^%u") and not RATE:match(m.x:text_before(30))
  end,
  set = function(m) return { value = ADVERBS[m.x.text:lower()] } end,
}

-- ---------------------------------------------------------------- times of day


-- The day that a word or weekday names: its date, another it may be (or nil), and why.
local function day_of(doc, m, word, weekday)
  if weekday then return anchor_weekday(doc, tonumber(weekday.weekday), m) end
  return doc.published:plus { days = STEP[word.text:lower()] }, nil,
      "from the day of publication"
end

let "when" [=[ ( late | early | later | earlier ) ]=]

rule "time.part_of_day" {
  about = "Sunday night, this morning, dawn on Tuesday, the early hours of Friday",
  pattern = {
    [[ the? mod:(early | wee | small) morning? hours of
       (w:@weekdays(form=full) | t:(yesterday | today | tomorrow)) morning? ]],
    [[ mod:$when? w:@weekdays(form=full) p:@dayparts (?! (Live | Football | Raw | Fever)) ]],
    [[ mod:$when? t:(today | yesterday | tomorrow | this) p:@dayparts ]],
    [[ (?<! ([num] | @number(kind=one)) in the) (the? mod:(early | late | mid))?
       p:[/^(mid-)?(morning|afternoon|evening)$/] (on | of)?
       (w:@weekdays(form=full) | t:(yesterday | today | tomorrow)) ]],
    [[ p:[/^(dawn|daybreak|sunrise|dusk|sunset|nightfall|lunchtime|overnight)$/] on?
       (w:@weekdays(form=full) | t:(yesterday | today | tomorrow)) ]],
  },
  emit = "Time",
  apart = TIMES,
  set = function(m, doc)
    local part = m.p and (m.p.part
      or lexicons.dayparts:get((m.p.text:gsub("^mid%-", ""))).part) or "TMO"
    if not doc.published then
      return { value = m.w and "XXXX-WXX-" .. m.w.weekday .. part or nil }
    end
    local day, other, why = day_of(doc, m, m.t, m.w)
    return timex.attributes(m, day:iso() .. part, doc.published, why, other
        and other:iso() .. part)
  end,
}

-- With these, "overnight" means last night; an overnight train may run on any night.
let "by_night" [=[ [/^(attack|raid|strike|clash|fire|storm|shelling|rain|snow|shower|bombing
                     |shooting)(e?s)?$/x] ]=]

rule "time.night" {
  about = "tonight, last night, overnight",
  pattern = {
    [[ t:tonight | last (night | evening) | b:(the night before last) ]],
    [[ (?<! (happen | happens | happened | change | changed)) o:overnight
       (?= ([/^[.,;]$/] | and | as | at | by | for | from | in | into | on | to | while)) ]],
    [[ o:overnight (?= $by_night) ]],
  },
  emit = "Time",
  apart = TIMES,
  set = function(m, doc)
    if not doc.published then return {} end
    local coming = m.t or m.o and tense(m) > 0
    local day = doc.published:plus { days = coming and 0 or m.b and -2 or -1 }
    return timex.attributes(m, day:iso() .. "TNI", doc.published,
        "from the day of publication")
  end,
}

rule "time.clock" {
  about = "10:30 a.m. Monday, 5pm tomorrow, noon on Tuesday, 5 p.m. EST Nov. 9",
  pattern = [[ x:((about | around)? c:$clock z:$zone? ","? on?
               ((@weekdays ","?)? (mo:@months "."? d:$day | the? d:$day of? mo:@months)
               | (k:(last | next | this past | this coming))? w:@weekdays(form=full)
                 (?! (to | through | "-" | "–") @weekdays)
               | t:(today | yesterday | tomorrow) | h:@holidays (?! Day? ","? $year))) ]],
  span = "x",
  scope = "document", -- "8 p.m. EST" looks like the end of a sentence
  emit = "Time",
  apart = TIMES,
  where = function(m, doc)
    -- "Snow after 3 p.m.", next line "Friday: Colder": the day begins a new entry.
    if m.x.text:find("\n") and doc.text:sub(m.last + 1, m.last + 1) == ":" then return false end
    -- "10:35 a.m. (0735 GMT) Friday": the day belongs to the hour before "(".
    local _, opened = m.x.text:gsub("%(", "")
    local _, closed = m.x.text:gsub("%)", "")
    return opened == closed and clock_of(m.c.text) ~= nil
      and (not m.h or holidays.day_code(doc, m.h) ~= nil)
  end,
  set = function(m, doc)
    local time = "T" .. clock_of(m.c.text)
    local month_day = m.mo and exists(2000, month_in(m), day_in(m.d.text))
    if not doc.published or m.mo and not month_day then
      local day = month_day and ("%02d-%02d"):format(month_in(m), day_in(m.d.text))
        or m.w and "WXX-" .. m.w.weekday or "XX-XX"
      return { value = "XXXX-" .. day .. time }
    end
    local day, other, why
    if m.mo then
      day, other, why = anchor_day(doc, month_in(m), day_in(m.d.text), m)
    elseif m.h then
      day, other, why = holidays.anchor_holiday(doc, holidays.day_code(doc, m.h), nil, m)
    elseif m.k then
      day, other, why = anchors.step_weekday(doc.published, tonumber(m.w.weekday),
        m.k.text:lower():find("st$") ~= nil) -- last, this past
    else
      day, other, why = day_of(doc, m, m.t, m.w)
    end
    local value = timex.attributes(m, day:iso() .. time, doc.published, why, other
        and other:iso() .. time)
    value.zone = m.z and m.z.text or nil
    return value
  end,
}

examples {
  { "They meet every Tuesday.", Set = { text = "every Tuesday", value = "XXXX-WXX-2" } },
  { "They meet every two weeks.", Set = { value = "P2W" } },
  { "They meet three times a week.", Set = { text = "three times a week", value = "P1W",
      freq = "3X" } },
  { "They work two days a week.", Set = { text = "two days a week", value = "P1W",
      freq = "2D" } },
  { "They read every book.", Set = false },
  { "They meet on the last Friday of each month.", published = "2022-03-14",
      Set = { text = "the last Friday of each month", value = "P1M" } },
  { "They meet on the first and third Mondays of each month, on the second Friday of the month.",
      published = "2022-03-14", Set = { { text = "the first and third Mondays of each month" },
      { text = "the second Friday of the month", value = "P1M" } } },
  { "A bus leaves every quarter of an hour, weekdays from 8 a.m., every quarter.", Set = {
      { text = "every quarter of an hour", value = "PT15M" }, { value = "XXXX-WXX-WD" },
      { value = "P1Q" } } },
  { "They pay on the 15th of every month.", Set = { text = "the 15th of every month",
      value = "P1M" } },
  { "They met on the last Friday of March.", published = "2022-03-14", Set = false },
  { "The market opens on Mondays.", Set = { text = "Mondays", value = "XXXX-WXX-1" } },
  { "The band Happy Mondays is back.", Set = false },
  { "The market opens on Monday.", published = "2022-03-14", Set = false },
  { "They met at 9 p.m. last Friday, and meet at noon next Monday.", published = "2022-03-16",
      Time = { { text = "9 p.m. last Friday", value = "2022-03-11T21:00" },
      { text = "noon next Monday", value = "2022-03-21T12:00" } } },
  { "The road is shut until 15:00 daily.", published = "2022-03-14", Set = { text = "daily" } },
  { "They make 1,500 daily.", Set = false },
  { "It is published daily.", Set = { value = "P1D" } },
  { "The Daily Planet is gone.", Set = false },
  { "He wrote for the daily Granma.", Set = false },
  { "Fees are paid monthly.", Set = { text = "monthly", value = "P1M" } },
  { "A monthly magazine is read.", Set = false },
  { "They march here each July.", Set = { text = "each July", value = "XXXX-07" } },
  { "Ferries leave on Monday nights.", published = "2022-03-14",
      Set = { value = "XXXX-WXX-1TNI" }, Time = false },
  { "Ferries leave on Monday and Tuesday nights.", published = "2022-03-14",
      Set = { { text = "Monday", value = "XXXX-WXX-1TNI" },
      { text = "Tuesday nights", value = "XXXX-WXX-2TNI" } } },
  { "Ferries left on Monday and on Tuesday night.", published = "2022-03-14", Set = false },
  { "Ferries left on Monday night.", published = "2022-03-14", Set = false },
  { "They meet twice a year.", Set = { text = "twice a year", value = "P1Y",
      freq = "2X" } },
  { "It is twice as long.", Set = false },
  { "They met on Sunday night.", published = "2022-03-14",
      Time = { text = "Sunday night", value = "2022-03-13TNI" } },
  { "They met early morning Friday.", published = "2022-03-14",
      Time = { text = "early morning Friday", value = "2022-03-11TMO" } },
  { "They will meet tomorrow morning.", published = "2022-03-14",
      Time = { value = "2022-03-15TMO" } },
  { "It was a long night.", published = "2022-03-14", Time = false },
  { "The show is tonight.", published = "2022-03-14",
      Time = { value = "2022-03-14TNI" } },
  { "The show is tonight.", Time = { text = "tonight" } },
  { "It burned overnight.", published = "2022-03-14", Time = { value = "2022-03-13TNI" } },
  { "It burned the night before last.", published = "2022-03-14",
      Time = { value = "2022-03-12TNI" } },
  { "An overnight train left.", published = "2022-03-14", Time = false },
  { "An overnight raid left one dead.", published = "2022-03-14",
      Time = { text = "overnight", value = "2022-03-13TNI" } },
  { "It burned overnight on Friday.", published = "2022-03-14",
      Time = { text = "overnight on Friday", value = "2022-03-11TNI" } },
  { "It airs on weeknights, on weekday mornings and on alternate Fridays.", Set = {
      { text = "weeknights", value = "XXXX-WXX-WDTNI" },
      { text = "weekday mornings", value = "XXXX-WXX-WDTMO" }, { text = "alternate Fridays" } } },
  { "They watched Monday Night Football.", published = "2022-03-14", Time = false },
  { "They meet once every four years, then every 10 to 15 minutes, twice-weekly.", Set = {
      { text = "once every four years", value = "P4Y" },
      { text = "every 10 to 15 minutes", value = "PT10M" }, { text = "twice-weekly" } } },
  { "Such things don't happen overnight.", published = "2022-03-14", Time = false },
  { "It burned at dawn on Friday.", published = "2022-03-14", Time = {
      text = "dawn on Friday", value = "2022-03-11TMO" } },
  { "It burned in the early morning hours of Friday.", published = "2022-03-14", Time = {
      text = "the early morning hours of Friday", value = "2022-03-11TMO" } },
  { "It begins at about 5pm on Monday 21 March, then at 1 PM Friday.", published = "2022-03-14",
      Time = { { text = "about 5pm on Monday 21 March", value = "2022-03-21T17:00" },
      { text = "1 PM Friday" } } },
  { "The early hours of trade were calm.", published = "2022-03-14", Time = false },
  { "Snow after 3 p.m.\nFriday: Colder.", published = "2022-03-14", Time = false },
  { "It began at 4:30 p.m. Friday, then at 5 p.m. May 3.", Time = {
      { value = "XXXX-WXX-5T16:30" }, { value = "XXXX-05-03T17:00" } } },
  { "The shop is open 9am-5pm, Monday to Saturday.", published = "2022-03-14", Time = false },
  { "The strike lasted until 10pm on Friday.", published = "2022-03-16",
      Time = { value = "2022-03-11T22:00" } },
  { "It begins at 4:30 p.m. on Friday.", published = "2022-03-14",
      Time = { text = "4:30 p.m. on Friday" } },
}
