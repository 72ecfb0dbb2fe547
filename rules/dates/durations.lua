-- rules/dates/durations.lua : how long.

lang "en"

local timex = use "dates/timex"
local count = timex.count
local TIMES = timex.TIMES
local period = timex.period
local MODS = timex.MODS

-- ---------------------------------------------------------------- durations

let "adj" [=[ ( first | last | next | past | previous | following | coming
              | final | other | full | whole | additional | latest
              | most recent | year "-" (earlier | ago) ) ]=]
let "between" [=[ ( full | straight | consecutive | trading | business | working
                | calendar | more | additional | or more | or so | school | fiscal | financial ) ]=]
let "length" [=[ ( n:$n ("-" (odd | plus) | "-" | $between)? "-"? u:@timeunits (and a h:half)?
                (or so)? ) ]=]
let "side" [=[ ( the? (next | last | past | first | coming | following | previous) ) ]=]

rule "duration.range" {
  about = "two to three weeks, between 12 and 18 months, a year or two: from low to high",
  pattern = {
    [[ (?<! between) x:( $side? $roughly? n:$n "-"? (to | or | "-" | "–") "-"? o:$n
       "-"? u:@timeunits ) (?! "-"? (old | olds | of age)) ]],
    [[ x:( between n:$n and o:$n u:@timeunits ) (?! old | of age) ]],
    [[ x:( ($side | a | one) u:@timeunits(count=one) or b:(two | three) ) ]],
  },
  span = "x",
  emit = "Duration",
  apart = TIMES,
  where = function(m)
    if m.b then return true end
    local low, high = count(m.n.text), count(m.o.text)
    return low ~= nil and high ~= nil and 0 < low and low < high and high < 1000
        and not m:text_before(1):find("[%d$#.,/-]")
  end,
  set = function(m)
    local low = m.b and 1 or count(m.n.text)
    local high = count((m.b or m.o).text)
    local from = period(low, m.u.code, m.u.clock)
    return { value = from, low = from, high = period(high, m.u.code, m.u.clock) }
  end,
}

-- The ranks of units in a length of several counts: larger ones come first, as in ISO 8601.
local RANKS = { C = 1, E = 2, Y = 3, M = 4, W = 5, D = 6, TH = 7, TM = 8, TS = 9 }

-- "four", "years", "six", "months" -> "P4Y6M"; nil unless counts are whole and units descend
local function compound(counts)
  local rank, date, time = 0, "", ""
  for _, one in ipairs(counts) do
    local n, unit = one[1].text:find("^[Aa]n?$") and 1 or count(one[1].text), one[2]
    local here = RANKS[unit.clock .. unit.code]
    if not n or math.type(n) ~= "integer" or not here or here <= rank then return nil end
    rank = here
    local part = period(n, unit.code, unit.clock)
    if unit.clock == "T" then time = time .. part:sub(3) else date = date .. part:sub(2) end
  end
  return "P" .. date .. (time ~= "" and "T" .. time or "")
end

local function counts_of(m)
  return { { m.n, m.u }, { m.o, m.v }, m.q and { m.q, m.w } or nil }
end

rule "duration.compound" {
  about = "four years and six months, 2 hours 14 minutes: one length in several units",
  pattern = [[ x:( $roughly? n:$n u:@timeunits ","? and? o:$n v:@timeunits
               (","? and? q:$n w:@timeunits)?
               | n:(a | an) u:@timeunits(count=one) and o:(a | one | $n) v:@timeunits )
               (?! "-"? (old | olds | of age | ago | later | earlier)) ]],
  span = "x",
  emit = "Duration",
  apart = TIMES,
  where = function(m)
    return compound(counts_of(m)) ~= nil and not m:text_before(2):find("[%d$#][,.]?$")
  end,
  set = function(m)
    local value = { value = compound(counts_of(m)) }
    for word in m.x.text:lower():gmatch("%a+") do
      value.mod = value.mod or MODS[word]
      if word == "than" then break end
    end
    return value
  end,
}

-- Who works, and what runs, by night or day: "three night workers" are not three nights.
local BY_NIGHT = regex("^ (?:[a-z]+(?:ers|ors|ists|men|women)|nurses|guards|clerks|shifts|trains"
  .. "|buses|flights|clubs|schools)\\b")

-- What shows, before a capitalised unit, that it belongs to a title ("60 Minutes").
local TITLE = regex("(?:\\b[a-z]+ |[\"'“‘`]|['’]s )$")

rule "duration.count" {
  about = "75 minutes, two and a half years, nine-month, the past five years; no ages",
  pattern = [[ (?<! (aged | age)) ( x:( $roughly? the $adj $roughly? $length )
               | x:( (first | last | next | past | previous | following | coming
               | additional | most recent) $length )
               | ( full | whole | other | final | latest | over | under | only
               | as long as ) x:( (the | these | those)? $length )
               | x:( (the | these | those) n:$n $between? u:@timeunits(count=many) )
               | x:( (at most | as many as | up to | no (more | less | longer) than
               | another | an additional | a record | $roughly) $length )
               | x:$length ) (?! "-"? (old | olds | of age) | "-" hand)
               (?! and old) ]],
  span = "x",
  emit = "Duration",
  apart = TIMES,
  where = function(m)
    local number, unit = m.n.text, m.u
    local n = count(number)
    if not n or n == 0 or n > 100000 and unit.code ~= "Y" then return false end
    local code, whole = unit.code, m.x.text
    local joined = whole:find("-", 1, true) ~= nil
    if code == "Q" and (joined or unit.count == "one") then return false end
    if code == "D" and not joined then
      if number:lower() == "one" then return false end
      if n > 1 and unit.count == "one" and BY_NIGHT:match(m:text_behind(30)) then
        return false
      end
    end
    if n > 1500 and n < 2050 and number:find("^%d%d%d%d$") then return false end
    if unit.text:find("^%u%l") and TITLE:match(m:text_before(20)) then return false end
    local before = m:text_before(2)
    if before:find("[^%w ]") and (before:find("%d[,.]$") or before:find("[$#] ?$")
        or before:find("%w%-")) then
      return false
    end
    local value = { value = period(m.h and n + 0.5 or n, code, unit.clock) }
    if #whole > #number + #unit.text + 1 then
      for word in whole:lower():gmatch("%a+") do
        value.mod = value.mod or MODS[word ~= "first" and word or ""]
        if word == "than" then break end
      end
    end
    return value
  end,
}

rule "duration.seasons" {
  about = "the past three summers, two winters",
  pattern = [[ (the (past | last | next | previous))? n:$n s:(summers | winters | autumns)
               (?! ago) ]],
  emit = "Duration",
  apart = TIMES,
  set = function(m)
    return { value = period(count(m.n.text),
      lexicons.seasons:get((m.s.text:lower():gsub("s$", ""))).season) }
  end,
}

rule "date.past_few" {
  about = "the past few weeks, the last several quarters, in past years, in years past",
  pattern = {
    [[ x:(the? (past | last) (several | few) (months | quarters | years | weeks | days)) ]],
    [[ (in | of) x:((years | months | days) (past | gone by) | past (years | months)) ]],
  },
  span = "x",
  emit = "Date",
  apart = TIMES,
  set = { value = "PAST_REF" },
}

rule "duration.ahead" {
  about = "the weeks ahead, the year ahead, the months to come",
  pattern = [[ the u:@timeunits (ahead (?! of) | to come) ]],
  emit = "Duration",
  apart = TIMES,
  set = function(m)
    return { value = period(m.u.count == "many" and "X" or 1, m.u.code, m.u.clock) }
  end,
}

rule "duration.recent" {
  about = "recent months, recent days: an unstated number of them, up to now",
  pattern = [[ recent u:@timeunits(count=many) (?! (and | or) @timeunits) ]],
  emit = "Duration",
  apart = TIMES,
  where = function(m)
    return m.u.code ~= "Y" and m.u.code ~= "E" and not m.u.text:find("^%u%u")
  end,
  set = function(m) return { value = period("X", m.u.code, m.u.clock) } end,
}

-- Things that last: "the 8-month-old truce" says how long; other ages are not durations.
let "lasting" [=[ ( truce | ceasefire | cease-fire | war | conflict | strike | dispute | feud
                | ban | embargo | blockade | siege | crisis | slump | boom | rebellion
                | revolt | uprising | insurgency | occupation | campaign | struggle
                | debate | deadlock | stalemate | boycott ) ]=]

rule "duration.aged" {
  about = "an 8-month-old truce, a years-old slump: how long it has lasted",
  pattern = [[ x:( n:$n "-" u:@timeunits "-" old ) [lower]? $lasting
               | x:( u:@timeunits(count=many) "-" old ) ]],
  span = "x",
  emit = "Duration",
  apart = TIMES,
  set = function(m)
    return { value = period(m.n and count(m.n.text) or "X", m.u.code, m.u.clock) }
  end,
}

rule "duration.vague" {
  about = "several weeks, a few days, a couple of months, many years",
  pattern = [[ (?<! as) x:( (the $adj | recent | coming | these | those)?
               q:(several | a few | few | many | a couple of | couple of | a number of
               | dozens of) "-"? u:@timeunits ) | some x:(u:@timeunits(count=many)) ]],
  span = "x",
  emit = "Duration",
  apart = TIMES,
  where = function(m)
    return m.u.count == "many" or m.x.text:find("-") ~= nil
  end,
  set = function(m)
    local n = m.q and m.q.text:lower():find("couple") and 2 or "X"
    return { value = period(n, m.u.code, m.u.clock) }
  end,
}

-- Only the ends of words and numbers are matched, not whole ones from where they begin.
local RATE = regex("(?:times|once|twice|percent|[\\d.,](?: \\d/\\d)?|\\d%|million"
  .. "|billion|shares?|dollars|cents|barrels|"
  .. "units|cars|tons|flights|jobs|people|passengers|tourists|vehicles|marks|francs"
  .. "|pounds|yen|cases|[a-z]s) $", "i")
local SPENT = regex("\\b(?:lasts|takes|was|is|has|years|months|weeks|as|this"
  .. "|plus|minus|its|spends) $", "i")
local DAY_LONG = regex("\\b(?:for|in|by|within|than|after|every|times|once|just|took"
  .. "|take|lasted|barely|job|last) $", "i")

-- Is "a day" or "a year" a length here, and not a rate ("$3 a day") or part of a phrase?
local function is_length(m)
  local left, right, word = m.x:text_before(40), m:text_behind(20), m.q.text:lower()
  local plain = word == "a" or word == "an" or word == "one"
  if left:find("%-$") then return false end -- a once-in-a-century storm
  if m.u.code == "Q" or right:find("^[%s-]old") or right:find("^-%a") or left:find("[Ww]hat $") then
    return false
  end
  if (right:find("^'s ") or right:find("^’s ") or right:find("^ long"))
      and m.u.code ~= "W" then
    return false
  end
  if plain and m.u.text:lower() == "day" and not DAY_LONG:match(left) then
    return false
  end
  if plain and m.u.text:lower() == "second" then return false end
  return not plain or not RATE:match(left) or SPENT:match(left) ~= nil
end

rule "duration.one" {
  about = "a decade, an hour, half a year, a year and a half, another month",
  pattern = [[ (only | just)? x:( q:( a quarter (of (a | an))?
               | three "-"? quarters of (a | an)
               | (?<= (just | well | last | lasts | lasted | lasting | for | took | takes | take))
               over (a | an) | a | an | one
               | an additional | another
               | ($roughly (a | an | half an | half a)) | half (a | an) | a half | a full
               ) "-"? u:@timeunits(count=one) ("-" long)?
               ("-"? and "-"? a "-"? h:half)? ) ]],
  span = "x",
  emit = "Duration",
  apart = TIMES,
  where = function(m) return is_length(m) end,
  set = function(m)
    local q = m.q.text:lower()
    local n = q:find("half") and 0.5 or q:find("^three") and 0.75
      or q:find("quarter") and 0.25 or 1
    if m.h then n = n + 0.5 end
    local value = { value = period(n, m.u.code, m.u.clock) }
    for word in q:gmatch("%a+") do value.mod = value.mod or MODS[word] end
    return value
  end,
}

rule "duration.bare" {
  about = "for years, within hours, took months; years-long, week-long, yearlong",
  pattern = {
    [[ (for | in | within | took | take | takes | spent | just)
       x:(u:@timeunits(count=many) ((or | and | to) @timeunits(count=many))?) ]],
    [[ (^ | after | follow | follows | followed | following | despite | amid | through | cap
       | capped | capping | end | ended | ending | ends) x:u:@timeunits(count=many) (?= of) ]],
    [[ x:(u:@timeunits "-" long) ]],
    [[ x:[/^(year|month|week|day|decade)long$/] ]],
  },
  span = "x",
  emit = "Duration",
  apart = TIMES,
  set = function(m)
    local unit = m.u and m.u.entry
        or lexicons.timeunits:get((m.x.text:lower():gsub("long$", "")))
    return { value = period(unit.count == "many" and "X" or 1, unit.code, unit.clock) }
  end,
}

rule "duration.hung" {
  about = "in the weeks before the vote, days after the fire, over the years, for a while",
  pattern = {
    [[ x:u:@timeunits(count=many)
       (?= (before | after | since | that followed | leading up | in advance)) ]],
    [[ over x:(the u:@timeunits(count=many)) (?! (of | since | before)) ]],
    [[ x:(the (first | early | final | last | closing | opening) u:@timeunits(count=many))
       (?= (of | after | before | ",")) ]],
    [[ (for | in | after | within | quite | took | takes | take)
       x:(a (long | short | little)? while) ]],
    [[ (for | in | quite | took | takes | take) x:(some time) ]],
  },
  span = "x",
  emit = "Duration",
  apart = TIMES,
  where = function(m)
    return not m:text_before(1):find("[%w%-]$")
  end,
  set = function(m)
    if not m.u then return { value = "PXX" } end
    return { value = period("X", m.u.code, m.u.clock) }
  end,
}

rule "duration.ended" {
  about = "the year ended March 31, the year to March: the length of the year",
  pattern = [[ x:((the | that | a) (fiscal | financial)? u:@timeunits(count=one))
               (?= ","? (ended | ending) | to $day? @months(form=full|word)) ]],
  span = "x",
  emit = "Duration",
  apart = TIMES,
  where = function(m) return m.u.code ~= "Q" end,
  set = function(m) return { value = period(1, m.u.code, m.u.clock) } end,
}

examples {
  { "They talked for 75 minutes.", Duration = { text = "75 minutes", value = "PT75M" } },
  { "He waited two and a half years.", Duration = { value = "P2Y6M" } },
  { "He was jailed for a year and a day after months of delay.", Duration = {
      { text = "a year and a day", value = "P1Y1D" }, { text = "months", value = "PXM" } } },
  { "It was lost in the last days of the war.", Duration = { text = "the last days",
      value = "PXD" } },
  { "The days of the war are over.", Duration = false },
  { "He was jailed for four years and six months.", Duration = {
      text = "four years and six months", value = "P4Y6M" } },
  { "It took more than 2 hours, 14 minutes and 5 seconds.", Duration = {
      text = "more than 2 hours, 14 minutes and 5 seconds", value = "PT2H14M5S",
      mod = "MORE_THAN" } },
  { "It lasted six months and two years.", Duration = { { value = "P6M" }, { value = "P2Y" } } },
  { "Three night workers and two day nurses left.", Duration = false },
  { "It was a three day visit.", Duration = { text = "three day", value = "P3D" } },
  { "It is a nine-month plan.", Duration = { text = "nine-month", value = "P9M" } },
  { "It rained for the past five years.", Duration = { text = "the past five years",
      value = "P5Y" } },
  { "It takes about nine months.", Duration = { text = "about nine months",
      value = "P9M", mod = "APPROX" } },
  { "She is 91 years old.", Duration = false },
  { "A 12-year-old boy left.", Duration = false },
  { "What a night it was.", Duration = false },
  { "They sang for three-quarters of an hour, then for an hour and 20 minutes.", Duration = {
      { text = "three-quarters of an hour", value = "PT45M" },
      { text = "an hour and 20 minutes", value = "PT1H20M" } } },
  { "He sang for 20-odd years and 30-plus years; it took just over an hour.", Duration = {
      { text = "20-odd years", value = "P20Y" }, { text = "30-plus years" },
      { text = "over an hour", value = "PT1H", mod = "MORE_THAN" } } },
  { "In the Covid-19 years, aged 12 weeks, it is a once-in-a-century tide.", Duration = false },
  { "It was put off by one day.", Duration = { text = "one day", value = "P1D" } },
  { "They leased two second-hand boats.", Duration = false },
  { "The 16 and 17-year-olds left, then 18-24-year-olds.", Duration = false },
  { "It broke an 8-month-old truce.", Duration = { text = "8-month-old", value = "P8M" } },
  { "Centuries-old trees fell; the weeks old and new.", Duration = { text = "Centuries-old",
      value = "PXC" } },
  { "It fell a quarter of a century ago.", Duration = { text = "a quarter of a century",
      value = "P25Y" } },
  { "It was a years-old border dispute.", Duration = { text = "years-old", value = "PXY" } },
  { "It was an 8-month-old law.", Duration = false },
  { "It rose in recent months.", Duration = { text = "recent months", value = "PXM" } },
  { "It rose in recent years.", Duration = false },
  { "It is told in a recent SEC filing.", Duration = false },
  { "It took several weeks.", Duration = { text = "several weeks", value = "PXW" } },
  { "Several people left.", Duration = false },
  { "It took a year-and-a-half of work in the year ahead.", Duration = {
      { text = "a year-and-a-half", value = "P1Y6M" }, { text = "the year ahead",
      value = "P1Y" } } },
  { "They ruled for 150 million years, not for 150,000 days.", Duration = {
      { text = "150 million years", value = "P150000000Y" } } },
  { "It took approximately two weeks.", Duration = { text = "approximately two weeks",
      mod = "APPROX" } },
  { "They told us weeks in advance.", Duration = { text = "weeks", value = "PXW" } },
  { "It was the third fire in as many weeks.", Duration = false },
  { "It lasted a decade.", Duration = { text = "a decade", value = "P10Y" } },
  { "It took half an hour.", Duration = { value = "PT30M" } },
  { "They pay $3 a day.", Duration = false },
  { "It is open seven days a week.", Duration = 1 },
  { "Months of talks ended weeks of unrest. The days of kings are over.", Duration = {
      { text = "Months", value = "PXM" }, { text = "weeks", value = "PXW" } } },
  { "They waited for years.", Duration = { text = "years", value = "PXY" } },
  { "It was a yearlong study.", Duration = { value = "P1Y" } },
  { "The years were good.", Duration = false },
  { "Net for the year-earlier nine months fell.", published = "1989-10-26",
      Duration = { text = "the year-earlier nine months", value = "P9M" } },
  { "It grew in past years.", Date = { text = "past years", value = "PAST_REF" } },
  { "It grew in the past few weeks and in years past.", Date = {
      { text = "the past few weeks", value = "PAST_REF" },
      { text = "years past", value = "PAST_REF" } } },
  { "It took a quarter-century.", Duration = { value = "P25Y" } },
  { "It takes two to three weeks.", Duration = { text = "two to three weeks",
      value = "P2W", low = "P2W", high = "P3W" } },
  { "It takes between three and four weeks.", Duration = {
      text = "between three and four weeks", value = "P3W", high = "P4W" } },
  { "It rained for the past three summers.", Duration = { text = "the past three summers",
      value = "P3SU" } },
  { "The summers were good.", Duration = false },
  { "They won by two to three.", Duration = false },
  { "It may take a year or two.", Duration = { value = "P1Y", high = "P2Y" } },
  { "He was seen in the weeks before the vote.", Duration = { text = "weeks",
      value = "PXW" } },
  { "They waited for a while.", Duration = { text = "a while", value = "PXX" } },
  { "They waited while it rained.", Duration = false },
  { "CBS showed it on 60 Minutes.", Duration = false },
  { "Talks Last 75 Minutes", Duration = { value = "PT75M" } },
  { "Sales fell in the year to 31 March and in the financial year ending May 2021.",
      Duration = { { text = "the year" }, { text = "the financial year", value = "P1Y" } } },
  { "Sales fell in the year to March.", Duration = { text = "the year", value = "P1Y" } },
  { "Sales fell in the year ended March 31.", published = "2022-05-01",
      Duration = { text = "the year", value = "P1Y" } },
}
