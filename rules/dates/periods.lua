-- rules/dates/periods.lua : seasons, decades, centuries, holidays, and years alone.

lang "en"

local timex = use "dates/timex"
local anchors = use "dates/anchors"
local holidays = use "dates/holidays"
local holiday_in = holidays.holiday_in
local anchor_holiday = holidays.anchor_holiday
local day_code = holidays.day_code
local year_text = timex.year_text
local day_in = timex.day_in
local TIMES = timex.TIMES
local year_of = timex.year_of
local tense = anchors.tense
local week_of = timex.week_of

-- ---------------------------------------------------------------- seasons, holidays

local LASTS = regex("\\b(?:is|are|will|remains?)\\b[^.;]{0,50} (?:until|till) (?:the )?$")

-- The year that follows a season or a holiday, or nil.
local function year_behind(m, doc)
  if m.y then return tonumber(m.y.text) end
  return m.r and doc.published and doc.published.year + timex.STEP_OF[m.r.text:lower()]
end

rule "date.season" {
  about = "the summer of 1966 or '66, the winter of 1947-48, last winter, spring last year",
  pattern = {
    [[ x:((the? (early | late | mid)? "-"?)? s:@seasons of? ","?
         (k:$split | y:$anyyear | r:(last | this | next) year))
       | x:(the y:$year s:@seasons) ]],
    [[ x:(mod:$point? w:(last | this | next | this past | this coming) s:@seasons) ]],
    [[ (in | since | by | during | until | over | through | into | before | after)
       x:(b:(the? (early | late)? s:[/^(spring|summer|autumn|winter)$/] | the s:fall))
       (?! (of | in | from | . season)) ]],
    [[ of x:(b:(the (early | late)? s:[/^(spring|summer|autumn|winter)$/])) (?! of) ]],
  },
  span = "x",
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    if m.k then return timex.split_year(m.k) ~= nil end
    return m.y ~= nil or doc.published ~= nil
  end,
  set = function(m, doc)
    local season = lexicons.seasons:get(m.s.text)
    if m.k then
      local first, last = timex.split_year(m.k)
      return timex.attributes(m, ("%d-%s"):format(first, season.season), nil,
        "the year that it begins in", ("%d-%s"):format(last, season.season))
    end
    if m.y then return timex.attributes(m, year_text(doc, m.y) .. "-" .. season.season) end
    local day, year = doc.published, year_behind(m, doc) or doc.published.year
    local word, start = m.w and m.w.text:lower(), tonumber(season.month)
    if word == "last" or word == "this past" then
      if start + 2 >= day.month then year = year - 1 end
    elseif word == "next" or word == "this coming" then
      if word == "next" and start <= day.month then year = year + 1 end
    elseif m.r or word then
      year = year
    elseif start > day.month and tense(m) <= 0 then
      year = year - 1
    elseif start + 2 < day.month and LASTS:match(m.x:text_before(70)) then
      year = year + 1
    end
    return timex.attributes(m, ("%04d-%s"):format(year, season.season), day,
        "from the day of publication")
  end,
}

rule "date.decade" {
  about = "the 1970s, the mid-1980s, the early nineties, the '60s and 70s; the 1800s: the century",
  pattern = {
    [[ (the (first | second | latter | l:last) half of)?
       the? mod:((early | mid | late | middle | mid-to) "-"? (to? "-"? late "-"?)? to?)?
       d:[/^(mid-)?(1[6-9]|20)\d0['’]?s$/] ]],
    [[ (mod:(the (first | second | latter | l:last) half of))?
       the mod:((early | mid-to-late | mid | late) "-"?)?
       ("'" | "’" | "‘")? d:[/^(['’‘]?|1[6-9]|20)\d0s$/] ]],
    [[ (?<= ([/^(['’‘]|1[6-9]|20)\d0s$/] | (the | early | mid | late | "‘") [/^\d0s$/])
       (and | or | to | through | "/" | "-" | "–")) d:[/^['’‘]?\d0s$/] ]],
    [[ (the mod:((early | mid | late) "-"?)? | nineteen) w:@decades ]],
  },
  emit = "Date",
  apart = TIMES,
  set = function(m)
    local value
    if m.w then
      value = m.w.decade
    else
      local digits = m.d.text:match("%d+")
      local century = digits:find("^1%d00$")
      value = century and digits:sub(1, 2) or #digits == 4 and digits:sub(1, 3)
        or "19" .. digits:sub(1, 1)
    end
    value = timex.attributes(m, value)
    value.mod = value.mod or m.l and "END" or nil
    return value
  end,
}

rule "date.century" {
  about = "the 19th century, the twenty-first century, the mid-19th, 18th and 19th centuries",
  pattern = {
    [[ (mod:(the (first | second | latter | last) half of))?
       the? ( mod:((early | mid | late) "-"?)? o:(@ordinals | twenty "-" first)
            | mod:[/^(early|mid|late)-\d\d?(st|nd|rd|th)$/] )
       "-"? century b:[/^B\.?C\.?(E\.?)?$/]? ]],
    [[ (?<= @ordinals (to | and | or | "-" | "–")) the? mod:((early | mid | late) "-"?)?
       o:@ordinals centuries ]],
  },
  emit = "Date",
  apart = TIMES,
  set = function(m)
    local word = m.o and m.o.text or m.mod.text:match("%d.*")
    local n = word:lower():find("twenty.first") and 21 or day_in(word)
    return timex.attributes(m, (m.b and "BC%02d" or "%02d"):format(n - 1))
  end,
}

rule "date.day_beside" {
  about = "the day after Christmas, two days before Easter, the day before last Tuesday",
  pattern = {
    [[ the day b:(before | after) ( w:(last | next)? d:@weekdays(form=full)
       | mo:@months "."? n:$day (?! (","? $year)) ) ]],
    [[ (the (day | k:@weekdays(form=full) | e:weekend)
       | (?<! (for | $roughly)) c:$n u:[/^(day|week)s?$/]) b:(before | after) h:@holidays ]],
  },
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    if not doc.published then return false end
    if m.mo then
      local day = day_in(m.n.text)
      return timex.is_month(m) and timex.exists(2000, timex.month_in(m), day)
    end
    local days = not m.c or timex.count(m.c.text)
    if m.h and not day_code(doc, m.h) then return false end
    return (m.h or m.d).text:find("^%u") ~= nil and days and (days == true or days < 1000)
  end,
  set = function(m, doc)
    local base, why, _
    if m.h then
      base, _, why = anchor_holiday(doc, day_code(doc, m.h), nil, m)
    elseif m.mo then
      base, _, why = anchors.anchor_day(doc, timex.month_in(m), day_in(m.n.text), m)
    elseif m.w then
      local past = m.w.text:lower() == "last"
      base = doc.published:weekday(m.d.text, past and "past" or "future")
      why = past and "before publication" or "after publication"
    else
      base, _, why = anchors.anchor_weekday(doc, tonumber(m.d.weekday), m)
    end
    local way, before = 1, m.b.text:lower() == "before"
    if before then way = -1 end
    local weekday = m.k and tonumber(m.k.weekday) or m.e and 6
    if weekday then
      local day = base:plus { days = way }:weekday(weekday, before and "past" or "future")
      if not before and base:plus { days = 1 }:weekday() == weekday then
        day = base:plus { days = 1 }
      end
      return timex.attributes(m, m.e and week_of(day) .. "-WE" or day:iso(), doc.published,
        why)
    end
    local days = m.c and timex.count(m.c.text) or 1
    if m.u and m.u.text:lower():find("^week") then days = days * 7 end
    return timex.attributes(m, base:plus { days = way * days }:iso(), doc.published, why)
  end,
}

-- The day that a length ago on "today" or a weekday is counted from.
local function day_meant(m, doc)
  local word = m.w and m.w.text
  if not word then return doc.published end
  return (anchors.anchor_weekday(doc, tonumber(lexicons.weekdays:get(word).weekday), m.t))
end

-- The date `n` units before a day: the day, or its month or week when `words` end with
-- one ("a year ago this month").
local function before_day(day, n, code, words)
  if code == "D" or code == "W" then
    return day:plus { days = -n * (code == "W" and 7 or 1) }:iso()
  end
  local at = day.year * 12 + day.month - 1 - n * (code == "Y" and 12 or 1)
  local year, month = at // 12, at % 12 + 1
  if words:find("month$") then return ("%04d-%02d"):format(year, month) end
  local past = date(year, month, timex.exists(year, month, day.day) and day.day or 28)
  return words:find("week$") and week_of(past) or past:iso()
end

rule "date.ago_on" {
  about = "ten years ago today, a week ago on Monday, a year ago this month, or to the day",
  pattern = [[ n:(a | an | $n) u:[/^(?i)(year|month|week|day)s?$/ & @timeunits] ago
               t:(today | this (week | month) | on w:@weekdays(form=full) | to the day) ]],
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    local n = m.n.text:lower():find("^an?$") and 1 or math.tointeger(timex.count(m.n.text))
    return doc.published ~= nil and n ~= nil and n < 1000
      and timex.attributes(m, before_day(day_meant(m, doc), n, m.u.code, m.t.text:lower()),
        doc.published, "so long before " .. m.t.text:lower())
  end,
}

-- Things named after a holiday, which are no day: the Good Friday Agreement, Easter
-- Island.
let "named_for" [=[ ( Agreement | Agreements | Accord | Accords | Island | Islands | Rising
                    | deal ) ]=]

-- The weekend of a holiday: that of its week, or the one before a Monday or a Tuesday.
local function weekend_of(day)
  return week_of(day:plus { days = day:weekday() <= 2 and -3 or 0 }) .. "-WE"
end

rule "date.holiday" {
  about = "Christmas, Thanksgiving 2019, Easter last year, the Easter weekend: their day, computed",
  pattern = [[ (w:(last | this | next) | the (?= (Fourth | 4th | @holidays weekend)))? h:@holidays
               (","? y:$year | r:(last | this | next) year | k:week | e:weekend)?
               (?! $named_for) ]],
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    return m.h.text:find("^%u") ~= nil and day_code(doc, m.h, year_behind(m, doc)) ~= nil
  end,
  set = function(m, doc)
    local year = year_behind(m, doc)
    local code = day_code(doc, m.h, year)
    if year then
      return timex.attributes(m, holiday_in(code, year):iso(), m.r and doc.published)
    end
    if not doc.published then return {} end
    local best, other, why = anchor_holiday(doc, code, m.w and m.w.text:lower(), m)
    local shape = m.e and weekend_of or m.k and week_of or function(day) return day:iso() end
    return timex.attributes(m, shape(best), doc.published, why, other and shape(other))
  end,
}

-- ---------------------------------------------------------------- years alone

rule "date.year_in_words" {
  about = "nineteen ninety-eight, the year two thousand",
  pattern = [[ (the year)? y:(nineteen "-"? @number(kind=ten) ("-"? @number(kind=one))?)
               (?! (dollars | people | years | pounds | men | million | feet | miles
               | troops)) | the year y:(two thousand) ]],
  emit = "Date",
  apart = TIMES,
  set = function(m, doc) return timex.attributes(m, year_text(doc, m.y)) end,
}

rule "date.short_year" {
  about = "in '98, the class of '92, the '84 campaign; not a word at the start of a quotation",
  pattern = [[ (?<= (in | of | since | until | till | by | from | before | after | during | to
               | through | around | early | late | mid | year)) $shortyear (?! [/^['’‘"”]$/])
               | (?<= the) $shortyear (?= [lower]) ]],
  emit = "Date",
  apart = TIMES,
  set = function(m, doc) return timex.attributes(m, year_text(doc, m)) end,
}

local PAGES = regex("(?:[\\d$.,/-]|\\bpp?\\. |\\bpages? )$")

-- "1995-98" -> 1995, 1998; nil when it is no range
local function year_range(m)
  if PAGES:match(m:text_before(6)) or timex.is_counted(m) then return nil end
  local a, b = tonumber(m.y.text), tonumber(m.e.text)
  if b < 100 then b = a // 100 * 100 + b end
  local most = m:text_before(1) == "(" and 110 or 60 -- "Zelten (1901-1988)": a life
  if a < b and b < a + most then return a, b end
end

let "range" [=[ y:$year (("-" | "–") e:[/^(\d\d|\d{4})$/] | to e:[/^\d{4}$/])
                (?! ("-" | "%" | [/^\d/])) ]=]

rule "date.split_year" {
  about = "2022-23, 2022/23, 2022-'23: a season or a fiscal year across New Year",
  pattern = [[ (the year)? y:$split (?! ("-" | "%" | [/^\d/])) ]],
  emit = "Date",
  apart = TIMES,
  where = function(m)
    return timex.split_year(m.y) ~= nil and not m:text_before(1):find("[%d$.,/-]")
  end,
  set = function(m)
    local first, last = timex.split_year(m.y)
    return timex.attributes(m, tostring(first), nil, "the year that begins in it", tostring(last))
  end,
}

rule "date.year_range" {
  about = "1995-98, 1995 to 1998: the first year",
  pattern = [[ $range ]],
  span = "y",
  emit = "Date",
  apart = TIMES,
  where = function(m) return year_range(m) ~= nil end,
  set = function(m) return timex.attributes(m, m.y.text) end,
}

rule "date.year_range_end" {
  about = "1995-98, 1995 to 1998: the second year",
  pattern = [[ $range ]],
  span = "e",
  emit = "Date",
  apart = TIMES,
  where = function(m) return year_range(m) ~= nil end,
  set = function(m)
    local _, last = year_range(m)
    return { value = tostring(last), why = "the end of a range" }
  end,
}

rule "date.year" {
  about = "1994, the year 2000, early 1990, the end of 2019, 1994 or later; no amounts",
  pattern = [[ mod:$point? (the year)? y:$year (?! @timezones | [/^\d{3}$/] [/^\d{3,4}$/])
               ((or | and) k:(later | beyond | earlier) | k:(onwards | onward))? ]],
  emit = "Date",
  apart = TIMES,
  where = function(m)
    local year = year_of(m)
    local value = year and timex.attributes(m, year)
    if value and m.k then
      value.mod = m.k.text:lower() == "earlier" and "ON_OR_BEFORE" or "ON_OR_AFTER"
    end
    return value
  end,
}

rule "date.mid_year" {
  about = "mid-1990, written as one word",
  pattern = [[ [/^(mid|pre|post)-(1[89]\d\d|20[0-4]\d)$/] ]],
  emit = "Date",
  apart = TIMES,
  set = function(m)
    return { value = m.text:match("%d+"), mod = m.text:find("^mid") and "MID" or nil }
  end,
}

rule "date.year_of_era" {
  about = "44 BC, 79 A.D., AD 79, 500 BCE",
  pattern = {
    [[ n:[/^\d{1,5}$/] e:[/^(B\.?C\.?(E\.?)?|A\.?D\.?|CE)$/] ]],
    [[ [/^A\.?D\.?$/] n:[/^(\d{2,3}|1\d{3})$/] ]],
  },
  emit = "Date",
  apart = TIMES,
  set = function(m)
    local before = m.e and m.e.text:find("^B")
    return { value = (before and "BC%04d" or "%04d"):format(tonumber(m.n.text)) }
  end,
}

rule "date.year_long_ago" {
  about = "in 1066, since 1215: a single year before 1500, after a word of time",
  pattern = [[ (?<= (in | since | until | from | by)) y:[/^1[0-4]\d\d$/]
               (?= ($ | [/^[.,;)]$/] | and | when | as | by | but | that | to | with)) ]],
  emit = "Date",
  apart = TIMES,
  set = function(m) return timex.attributes(m, m.y.text) end,
}

examples {
  { "He came ten years ago today.", published = "2022-03-14",
      Date = { text = "ten years ago today", value = "2012-03-14" } },
  { "He came five years ago on Monday, a year ago this month, a year ago today.",
      published = "2022-03-16", Date = {
      { text = "five years ago on Monday", value = "2017-03-14" },
      { text = "a year ago this month", value = "2021-03" }, { value = "2021-03-16" } } },
  { "Two Years Ago Today a Bridge Fell.", published = "2022-03-14",
      Date = { text = "Two Years Ago Today", value = "2020-03-14" } },
  { "It began a week ago on Monday, a year ago to the day.", published = "2022-03-16", Date = {
      { text = "a week ago on Monday", value = "2022-03-07" }, { value = "2021-03-16" } } },
  { "He spoke in spring last year and in the summer of next year.", published = "2022-03-16",
      Date = { { text = "spring last year", value = "2021-SP" },
      { text = "the summer of next year", value = "2023-SU" } } },
  { "Call 1900 234 567 now.", Date = false },
  { "In 1900 234 people died.", Date = { text = "1900" } },
  { "She sailed in the summer of 1966.", Date = { text = "the summer of 1966",
      value = "1966-SU" } },
  { "It froze last winter.", published = "2022-03-14", Date = { text = "last winter" } },
  { "It sang in the winter of 1947-48 and in the summer of '69, not in the winter of 1947-1952.",
      Date = { { text = "the winter of 1947-48", value = "1947-WI",
                 alternatives = { "1948-WI" } }, { text = "the summer of '69", value = "1969-SU" },
               { text = "the winter of 1947" }, { text = "1952" } } },
  { "The class of '92 met in '07, as in the '84 campaign.", published = "2022-03-14", Date = {
      { text = "'92", value = "1992" }, { text = "'07", value = "2007" },
      { text = "'84", value = "1984" } } },
  { "They said: '98 of us fell.' It is 5'11 and 6'02.", published = "2022-03-14", Date = false },
  { "It rained in the 2021 spring season.", Date = { text = "the 2021 spring",
      value = "2021-SP" } },
  { "The spring broke.", published = "2022-03-14", Date = false },
  { "It was built in the 1970s.", Date = { text = "the 1970s", value = "197" } },
  { "It was built in the late 1800s or in the 2000s.", Date = { { value = "18", mod = "END" },
      { value = "200" } } },
  { "It was built in the '60s and 70s.", Date = { { value = "196" },
      { text = "70s", value = "197" } } },
  { "It was built in the 1960s and 1970s, by men in their 60s and 70s.", Date = { { value = "196" },
      { text = "1970s" } } },
  { "It was built in the early nineties.", Date = { value = "199", mod = "START" } },
  { "It was built in the latter half of the 1980s or the early to mid-1990s.", Date = {
      { text = "the latter half of the 1980s" }, { text = "the early to mid-1990s" } } },
  { "It is shut until spring and was shut in spring.", published = "2022-10-14", Date = {
      { text = "spring", value = "2023-SP" }, { value = "2022-SP" } } },
  { "It was built in the last half of the '80s.", Date = { value = "198", mod = "END",
      text = "the last half of the '80s" } },
  { "He has 1970 s of data.", Date = { value = "1970" } },
  { "It was built in the mid-19th century.", Date = { text = "the mid-19th century",
      value = "18", mod = "MID" } },
  { "It was built in the mid-19th street.", Date = false },
  { "It was built in the 19th century.", Date = { text = "the 19th century",
      value = "18" } },
  { "It was the 19th time.", Date = false },
  { "They met on Christmas.", published = "2022-01-14", Date = { value = "2021-12-25" } },
  { "They will meet in Easter week.", published = "2022-03-14",
      Date = { text = "Easter week", value = "2022-W15" } },
  { "They met as Easter week began.", published = "2022-04-11",
      Date = { value = "2022-W15" } },
  { "They left the day after Christmas.", published = "2022-03-14",
      Date = { text = "the day after Christmas", value = "2021-12-26" } },
  { "They left the day before last Tuesday.", published = "2022-03-14",
      Date = { value = "2022-03-07" } },
  { "They left two weeks after Easter and on the Sunday before Christmas.",
      published = "2022-05-14", Date = {
      { text = "two weeks after Easter", value = "2022-05-01" },
      { text = "the Sunday before Christmas", value = "2021-12-19" } } },
  { "They are tied less than eight weeks before Christmas.", published = "2021-11-14",
    Date = { text = "Christmas", value = "2021-12-25" } },
  { "They trained for two days before Easter.", published = "2022-03-14",
      Date = { text = "Easter" } },
  { "They left the day before March began.", published = "2022-03-14", Date = false },
  { "They met on Good Friday 2022.", Date = { value = "2022-04-15" } },
  { "They met on Thanksgiving 2019.", Date = { value = "2019-11-28" } },
  { "They met on Boxing Day last year.", published = "2022-03-14", Date = {
      text = "Boxing Day last year", value = "2021-12-26" } },
  { "They met on Independence Day 2021, not on Republic Day 2021.", Date = {
      text = "Independence Day 2021", value = "2021-07-04" } },
  { "They met on Memorial Day 2021.", Date = { value = "2021-05-31" } },
  { "They met on Lunar New Year, before Eid al-Fitr, not on Diwali 1950.",
      published = "2024-03-12", Date = { { value = "2024-02-10" },
      { text = "Eid al-Fitr", value = "2024-04-10" } } },
  { "They met on Diwali.", published = "1950-03-12", Date = false },
  { "They met on Diwali 2023.", Date = { text = "Diwali 2023", value = "2023-11-12" } },
  { "They met on Orthodox Easter 2021.", Date = { value = "2021-05-02" } },
  { "It was a holiday.", published = "2022-03-14", Date = false },
  { "He began in 1994.", Date = { text = "1994", value = "1994" } },
  { "The bond runs until 2041.", Date = { value = "2041" } },
  { "It asked a panel of 2041 voters.", Date = false },
  { "They will stop by 2050, or in 2100 at the latest.", Date = { { value = "2050" },
      { value = "2100" } } },
  { "It begins at 2000 GMT.", Date = false },
  { "They sold 1994 shares.", Date = false },
  { "NOTE: 1994 net rose, as it had in 1991, 1992 and end-1993.", Date = { { text = "1994" },
      { text = "1991" }, { text = "1992" }, { text = "end-1993", mod = "END" } } },
  { "He led a venture called Orion 1980.", Date = false },
  { "Profit of Orion Since 1980", Date = { text = "1980" } },
  { "He began in nineteen ninety-eight.", Date = { value = "1998" } },
  { "Anna Zelten (1901-1988) wrote it.", Date = { { value = "1901" }, { value = "1988" } } },
  { "It fell in 1995-98.", Date = { { value = "1995" },
      { text = "98", value = "1998" } } },
  { "They won in the 1995-96 and 2009/10 seasons.", Date = {
      { text = "1995-96", value = "1995", alternatives = { "1996" } },
      { text = "2009/10", value = "2009" } } },
  { "It is form 1995-97 or 2009/11.", Date = { { text = "1995" }, { text = "97" } } },
  { "He died in 44 BC.", Date = { value = "BC0044" } },
  { "It fell in 79 AD or in AD 300, not for an AD 5.", Date = { { value = "0079" },
      { text = "AD 300", value = "0300" } } },
  { "It was lost in 1066, and won back in 1215 cases.", Date = { value = "1066" } },
  { "It is planned for 1990 and beyond, or for 1994 or later.", Date = {
      { text = "1990 and beyond", value = "1990", mod = "ON_OR_AFTER" },
      { text = "1994 or later", value = "1994" } } },
  { "It seats 1600 to 1900 people, see pp. 1995-1998, and weighs 1999 kg.", Date = false },
  { "It grew in the 18th and 19th centuries and in the latter half of the 17th century.", Date = {
      { text = "19th centuries", value = "18" },
      { text = "the latter half of the 17th century", value = "16", mod = "END" } } },
  { "They signed the Good Friday Agreement on Easter Island.", published = "2024-06-12",
      Date = false },
  { "They met over the Easter weekend and over the Memorial Day weekend.",
      published = "2024-06-12", Date = {
      { text = "the Easter weekend", value = "2024-W13-WE" },
      { text = "the Memorial Day weekend", value = "2024-W21-WE" } } },
  { "It was built in the noughties, in the mid-to-late 80s or in the fall in prices.",
      published = "2024-06-12", Date = { { text = "the noughties", value = "200" },
      { text = "the mid-to-late 80s", value = "198" } } },
}
