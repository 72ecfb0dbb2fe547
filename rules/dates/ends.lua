-- rules/dates/ends.lua : what one end of a range, or one member of a list, tells about
-- the others.
--
-- The first rules find ends that are just a number ("9, 10 and" 11 June). Then, of each
-- two neighbours, the one that took its year, week or day from the publication takes it
-- from the other.

lang "en"

local timex = use "dates/timex"
use "dates/digits"
use "dates/business"
use "dates/printed"
use "dates/clock"
use "dates/periods"
use "dates/calendar"

local exists = timex.exists
local parse_day = timex.parse_day
local day_in = timex.day_in
local DAY = timex.DAY
local TIMES = timex.TIMES

let "joint" [=[ ( to | until | till | through | thru | and | or | "&" | "-" | "–" ) ]=]

-- ---------------------------------------------------------------- ends that are a number

-- A number that counts something is no day: "March 3 and 5 others".
let "counted" [=[ (?! ( "%" | percent | million | billion | people | men | women | more | other
                | "." [/^\d/] | [/^[,.]?\d/] | "," [/^\d\d\d$/] | [/^[ap]\.?m\.?$/]
                | [/^(?!(was|as|is|has|this|vs)$)\p{Ll}+s$/] )) ]=]

rule "date.first_days" {
  about = "3 to 5 March, 9, 10 and 11 June 2023: the days before the one with the month",
  pattern = [[ ( (?<! ([num] | "." | "," | "$" | "/" | "-")) | (?<= $day ",") )
               ( x:(the d:$day) (?= ("," the $day){0,4} ","? $joint (?= the) {Date})
               | x:d:$day (?= ("," $day){0,4} ","? $joint {Date}) ) ]],
  span = "x",
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    local last, day = doc:after("Date", m.x), day_in(m.d.text)
    local head = last.text:find("^[Tt]?h?e?%W*%d%d?%f[%D]")
      and last.value and last.value:match("^(.%w+%-%d%d%-)%d%d$")
    if not head or not exists(2000, tonumber(head:sub(6, 7)), day) then return false end
    return { value = ("%s%02d"):format(head, day), anchor = last.anchor,
      why = "the month of the last day" }
  end,
}

rule "date.last_days" {
  about = "March 3-5, June 9, 10 and 11, 2023: the days after the one with the month",
  pattern = {
    [[ (?<= ({Date} | {Time}) ("," $day){0,3} ","? $joint) d:$day (","? y:$year)? $counted ]],
    [[ (?<= ({Date} | {Time}) ("," $day){0,2} ",") d:$day
       (?= ("," $day){0,2} ","? (and | or | "&") $day $counted) ]],
  },
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    local first, day = doc:before("Date", m), day_in(m.d.text)
    local time = doc:before("Time", m)
    if not first or time and time.first > first.first then first = time end
    local head = (first.text:find("%a%W*%d%d?%a*$") or first.text:find("^%d%d?%a*$"))
      and first.value and first.value:match("^(.%w+%-%d%d%-)%d%d")
    if not head or not exists(2000, tonumber(head:sub(6, 7)), day) then return false end
    if m.y then return { value = ("%s%s%02d"):format(m.y.text, head:sub(5), day) } end
    return { value = ("%s%02d"):format(head, day), anchor = first.anchor,
      why = "the month of the first day" }
  end,
}

let "within" [=[ ( (early | mid | late) "-"? ) ]=]
let "century" [=[ "-"? (century | centuries) ]=]

rule "date.first_century" {
  about = "the 14th to the 16th century, the late 18th and early 19th centuries: the first one",
  pattern = [[ ( x:(the mod:$within? o:@ordinals) (?= $joint the $within? @ordinals $century)
               | x:(mod:$within? o:@ordinals) (?= $joint $within? @ordinals $century) ) ]],
  span = "x",
  emit = "Date",
  apart = TIMES,
  set = function(m) return timex.attributes(m, ("%02d"):format(day_in(m.o.text) - 1)) end,
}

rule "date.first_quarter" {
  about = "the first and second quarters of 2023: the first one",
  pattern = [[ x:(the q:$nth) (?= ("," the $nth){0,2} ","? $joint (?= the) {Date})
               | x:q:$nth (?= ("," $nth){0,2} ","? $joint {Date}) ]],
  span = "x",
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    local last = doc:after("Date", m.x)
    local head = last.value and last.value:match("^(....%-Q)%d$")
    return head and { value = head .. day_in(m.q.text), anchor = last.anchor,
      why = "the year of the last one" }
  end,
}

-- ---------------------------------------------------------------- two ends

local TO = regex("^\\p{Zs}?(?:to|until|till|through|thru|into|[-–])\\p{Zs}?"
  .. "(?:(?:the|late|early|on)\\p{Zs})?$")
local LIST = regex("^,\\p{Zs}$|^,?\\p{Zs}(?:and|or)\\p{Zs}$")
local AND = regex("^,?\\p{Zs}(?:and|or)\\p{Zs}(?:(?:the|late|early|on)\\p{Zs})?$")
local FROM = regex("\\b(?:from|between) (?:late |early |on )?$", "i")
local WEEKDAY = regex("\\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\\b")

local YEARLESS = {
  ["date.month_day"] = true, ["date.month"] = true, ["date.first_days"] = true,
  ["date.last_days"] = true, ["date.quarter"] = true, ["date.quarter_code"] = true,
  ["date.half_code"] = true, ["date.first_quarter"] = true,
}

-- Does the date take its year from the publication?
local function is_yearless(a)
  return YEARLESS[a.rule] and (a.anchor or a.value:find("^XXXX"))
end

local YEAR_FIRST = "^(%d%d%d%d)(%-[%dQH].*)$"

-- The year of a value, and the rest of it, if the text gives the year; or nil.
local function said(a)
  if is_yearless(a) or a.anchor and not a.text:find("year") then return nil end
  return a.value:match(YEAR_FIRST)
end

local function change(doc, a, value, why)
  doc:set(a, { value = value, why = why, anchor = false, alternatives = false })
end

-- Are both quarters, or both months and days?
local function alike(a, b) return a:sub(1, 2):find("%d") == b:sub(1, 2):find("%d")
  and a:sub(2, 2):find("%d") == b:sub(2, 2):find("%d") end

-- Gives the first end the year of the last one, or the other way round.
local function share_year(doc, a, b, is_range)
  local year, tail = said(b)
  local own = a.value:sub(5)
  if year and is_yearless(a) and alike(own, tail) then
    return change(doc, a, ("%04d%s"):format(own > tail and year - 1 or year, own),
      "the year of " .. b.text)
  end
  year, tail = a.value:match(YEAR_FIRST)
  own = b.value:sub(5)
  if is_range and year and is_yearless(b) and #own == #tail and alike(own, tail) then
    change(doc, b, ("%04d%s"):format(own < tail and year + 1 or year, own),
      "the year of " .. a.text)
  end
end

-- "from Friday to" Tuesday: the Tuesday after it, unless that Friday is a week or more
-- past; "from Monday to" Friday last week: the Monday before it.
local function share_week(doc, a, b)
  if not (b.anchor and WEEKDAY:match(b.text) and #b.text < 30 and doc.published) then return end
  local first, last = parse_day(a.value), parse_day(b.value)
  local days = (last:weekday() - first:weekday() - 1) % 7 + 1
  if b.rule == "date.weekday_of_week" then
    if a.rule ~= "date.weekday" then return end
    return doc:set(a, { value = last:plus { days = -days }:iso(), alternatives = false,
      why = "the range ends on " .. b.text })
  end
  if first:days_to(doc.published) >= 7 then return end
  doc:set(b, { value = first:plus { days = days }:iso() .. b.value:sub(11), alternatives = false,
    why = "the range begins before" })
end

local function clock_in(a) return a.value:match("T(%d%d:%d%d)") end

local function is_in_focus(a) return a.why and a.why:find("^the day in focus") end

-- "10pm to 5am on Tuesday": gives one end the day of the other, across midnight if need
-- be.
local function share_day(doc, a, b, is_range)
  local over = clock_in(a) > clock_in(b) and 1 or 0
  local from, to, days = a, b, over
  if is_in_focus(a) and not is_in_focus(b) then
    from, to, days = b, a, -over
  elseif not is_range or not is_in_focus(b) then
    return
  end
  local day = parse_day(from.value):plus { days = days }:iso()
  if to.value:sub(1, 10) == day then return end
  doc:set(to, { value = day .. to.value:sub(11), why = "the range with " .. from.text })
end

-- Settles two neighbours by each other and by the text between them.
local function settle(doc, a, b, gap)
  if not a.value or not b.value then return end
  local is_range = TO:match(gap) or AND:match(gap) and FROM:match(a:text_before(20))
  if a.layer == "Date" and b.layer == "Date" then share_year(doc, a, b, is_range) end
  if is_range and a.value:find(DAY) and b.value:find(DAY) and not is_in_focus(a) then
    share_week(doc, a, b)
  end
  if clock_in(a) and clock_in(b) and a.value:find(DAY) and b.value:find(DAY) then
    share_day(doc, a, b, is_range)
  end
end

-- The nearest Date or Time "before" or "after" a.
local function beside(doc, way, a)
  local date, time = doc[way](doc, "Date", a), doc[way](doc, "Time", a)
  if not date or not time then return date or time end
  return (date.first < time.first) == (way == "after") and date or time
end

local MOST_GAP = 24 -- bytes of what joins two ends, at most

-- The text between two ends, or nil when it is too long.
local function gap_between(doc, a, b)
  if not a or b.first - a.last > MOST_GAP then return nil end
  return doc.text:sub(a.last + 1, b.first - 1)
end

-- Settles the end that `m` has captured as `a` with the next one, and then the ones
-- before it in a list. Adds no annotation.
local function settle_ends(m, doc)
  local b = beside(doc, "after", m.a)
  local a = b and beside(doc, "before", b)
  local gap = b and gap_between(doc, a, b)
  if not gap or not (TO:match(gap) or AND:match(gap)) then return false end
  repeat
    settle(doc, a, b, gap)
    a, b = beside(doc, "before", a), a
    gap = gap_between(doc, a, b)
  until not gap or not LIST:match(gap)
  return false
end

rule "date.ends" {
  about = "23 July to 8 August 2021, Q1 and Q2 2023, Friday to Tuesday: each end fills the other",
  pattern = [[ a:{Date} ","? $joint (the | late | early | on)? (?= ({Date} | {Time})) ]],
  emit = "Date",
  where = settle_ends,
}

examples {
  { "The poll was held on March 3-5 among voters.", published = "2022-03-14",
      Date = { { value = "2022-03-03" }, { text = "5", value = "2022-03-05" } } },
  { "They met on March 3-5.", published = "2022-03-14",
      Date = { { text = "March 3", value = "2022-03-03" }, { text = "5",
      value = "2022-03-05" } } },
  { "He will be away from Friday to Tuesday.", published = "2024-06-15",
      Date = { { value = "2024-06-21" }, { value = "2024-06-25" } } },
  { "He was away from Monday to Friday last week.", published = "2024-06-15",
      Date = { { value = "2024-06-03" }, { text = "Friday last week", value = "2024-06-07" } } },
  { "He will be away from Friday to early Tuesday evening.", published = "2024-06-15",
      Time = { value = "2024-06-25TEV" } },
  { "The shop is open Monday through Friday.", published = "2024-06-15",
      Date = { { value = "2024-06-17" }, { value = "2024-06-21" } } },
  { "The train from Oslo was late on Friday and Tuesday.", published = "2024-06-15",
      Date = { { value = "2024-06-14" }, { value = "2024-06-11" } } },
  { "The shop is open Monday to Friday.", published = "2024-06-15",
      Date = { { value = "2024-06-17" }, { value = "2024-06-21" } } },
  { "It ran from 3 to 5 March 2021.", Date = { { text = "3", value = "2021-03-03" },
      { value = "2021-03-05" } } },
  { "They won by 3 to 5 in all.", Date = false },
  { "It ran from 9, 10 and 11 June 2023 to Nov. 5-6, 2023.", published = "2024-06-12", Date = {
      { text = "9", value = "2023-06-09" }, { value = "2023-06-10" },
      { text = "11 June 2023" }, { text = "Nov. 5", value = "2023-11-05" },
      { text = "6, 2023", value = "2023-11-06" } } },
  { "It ran on June 9, 10 and 11, 2023.", published = "2024-06-12", Date = {
      { text = "June 9", value = "2023-06-09" }, { text = "10", value = "2023-06-10" },
      { text = "11, 2023", value = "2023-06-11" } } },
  { "It is told in 4:30, 22:20 and 22.", published = "2024-06-12", Date = false },
  { "On June 9, 10 men and 11 dogs fell, 3 and 4 on June 10 and 12 others.",
      published = "2024-06-12", Date = { { text = "June 9" }, { text = "June 10" } } },
  { "It took place from 23 July to 8 August 2021.", published = "2023-05-01", Date = {
      { value = "2021-07-23" }, { value = "2021-08-08" } } },
  { "It took place from 23 December to 8 January 2021 and from 1 April 2018 to 31 March.",
      published = "2023-05-01", Date = { { value = "2020-12-23" }, { value = "2021-01-08" },
      { value = "2018-04-01" }, { value = "2019-03-31" } } },
  { "It ran from 1 April 2018 to 31 horses.", Date = { value = "2018-04-01" } },
  { "It grew between March and May 2019.", published = "2023-05-01", Date = {
      { value = "2019-03" }, { value = "2019-05" } } },
  { "It grew from June to August last year, and June 9 to 2019 it fell.",
      published = "2024-06-12", Date = { { value = "2023-06" }, { text = "August last year" },
      { value = "2024-06-09" }, { value = "2019" } } },
  { "It was built from the late 14th to the 16th century, by the 14th to the gate.", Date = {
      { text = "the late 14th", value = "13" }, { text = "the 16th century", value = "15" } } },
  { "Sales rose in Q1 and Q2 2023 and in the first, second and third quarters of 2021.",
      published = "2024-06-12", Date = { { value = "2023-Q1" }, { value = "2023-Q2" },
      { text = "first", value = "2021-Q1" }, { text = "second", value = "2021-Q2" },
      { text = "third quarters of 2021", value = "2021-Q3" } } },
  { "He was first, and second to none.", published = "2024-06-12", Date = false },
}

return { settle_ends = settle_ends }
