-- rules/dates/anchors.lua : the place in time of dates that are not complete: tense, the
-- day in focus, and the nearest day of a name.

local timex = use "dates/timex"
local exists = timex.exists
local parse_day = timex.parse_day
local DAY = timex.DAY

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
-- Words as an alternation grouped by first letter: alternatives are tried one after the
-- other, and so most fail at once.
local function by_letter(words)
  local letters, rests = {}, {}
  for letter, rest in words:gmatch("(%a)(%a*)") do
    if not rests[letter] then
      letters[#letters + 1] = letter
      rests[letter] = {}
    end
    table.insert(rests[letter], rest)
  end
  for i, letter in ipairs(letters) do
    letters[i] = letter .. "(?:" .. table.concat(rests[letter], "|") .. ")"
  end
  return table.concat(letters, "|")
end

-- A past form is one of an irregular verb, or a word in -ed that no article or adverb
-- makes an adjective ("a still unspecified date").
local PAST = regex("\\b(?:" .. by_letter("was were said says had did since ago told rose fell made"
  .. " held took beat began brought broke built caught chose drew drove fought flew grew"
  .. " heard kept knew laid lay meant paid sang sank sat sent shook shot showed slid"
  .. " slept spent sprang stood stole struck swam swept taught thought threw wore"
  .. " went came met won lost bought sold got gave found left led hit ran saw became"
  .. " spoke wrote has have hurt") .. "|set (?!to\\b|for\\b)"
  .. "|(?=[a-z]{4,}+(?<=ed))(?<!\\ba )(?<!\\ban )(?<!the )(?<!still )(?<!yet )"
  .. "(?!un|need|seed|feed|exceed|proceed|succeed|United|limited)[a-z]+)\\b")
local AHEAD = regex("\\b(?:(?:until|by|(?<!months |weeks |quarters |year )through"
  .. "|starting|beginning|effective|due|payable|next) "
  .. "(?:on |late |early |mid-|noon |midnight |\\d+ [ap]\\.m\\. )?"
  .. "|(?:is|are) (?:on |at |from )?(?:[\\d:.]+ (?:to|and|until) )?)$", "i")
local WAS = regex("\\b(?:had|been|was|were|fell|rose|lasted|ran)\\b[^,]{0,40}$")
local WAS_DUE = regex("^(?:had been|(?:was|were|been) (?:due|set))")

-- The end of the last match in the text, 0 when there is none.
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

-- 1 when the sentence looks ahead at `m`, -1 when it looks back, 0 when it does not tell.
-- The last verb on the left that shows it decides, or else the first on the right.
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

-- The year mentioned last, alone or in a date with its year, and its text; at most
-- `reach` bytes before `m`. Or nil.
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

-- "said on Tuesday": the day of the words, not of the events.
local SAID_ON = regex("\\b(?:said|says|told \\w+|announced|according to \\w+)(?: on)? $")

-- The nearest Date or Time before `m` that is a day of the story, among the last twelve
-- of each.
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

-- The day in focus, and what it comes from: the nearest date before `m`, or else
-- publication.
local function focus(doc, m)
  local near = nearest_day(doc, m)
  if near then return parse_day(near.value), near.text end
  return doc.published, "publication"
end

local WOULD = regex("\\bwould\\b[^.;]{0,58}$")
local NEAR, FAR_OFF = 60, 200 -- days
local WILL = regex("\\b(?:will|would|must|(?:is|are) to|(?<!had )to be) (?!have)\\w+[^,;]{0,50}$"
  .. "|(?:\\b(?:is|are)|,) (?:now |also |still )?(?:due|scheduled|slated|set|expected|planned"
  .. "|forecast|predicted) [^,;]{0,28}$"
  .. "|\\b(?:is|are) (?:on |at |from )?$"
  .. "|\\b(?:opens|closes|begins|starts|ends|expires|returns|runs|resumes|airs"
  .. "|premieres|kicks off|takes place|[Pp]olls (?:open|close))(?: (?:at|from) [^,;]{1,14})?"
  .. "(?: on| from)? $")
local UNTIL = regex("\\b(?:(?:until|till|no later than)"
  .. "|(?:will|must|ha(?:s|ve) to|should|if|slated|scheduled|due|expected|hopes?|plans?|aims?"
  .. "|needs?) [^.;]{2,80} by) (?:late |early )?$")
local PUT_OFF = regex("\\b(?:postpon|extend|prolong|delay|adjourn|defer|put (?:off|back)|suspend"
  .. "|pushed back|mov|shift|reschedul|slip)[^,;]{0,60} (?:until|till|to) (?:late |early )?$")

local SAID = regex("\\b(?:(?:said|told|announced|reported) |heard on )$")
local COMING = regex("\\b(?:at|before|for|in|until) $")

-- "Wednesday's ruling" is past; "at Friday's meeting" may be still to come.
local function is_owner(m, left)
  local right = m:text_behind(4)
  return (right:find("^'s") or right:find("^’s")) and not COMING:match(left)
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

-- "the August elections": papers write about such events before them as often as after.
local HELD = regex("^ (?:[a-z]+ )?(?:(?:by-?)?elections?|polls?|ballot|primar(?:y|ies)|referendum"
  .. "|run-?off|summit|deadline|inauguration)\\b|^ (?:delivery|contracts?|futures)\\b")
local DELIVERY = regex("^ (?:delivery|contracts?|futures)\\b") -- "wheat for March delivery"

-- The year of a month that is printed without one.
local function anchor_month(doc, n, m)
  local day = doc.published
  local back = (day.month - n) % 12
  local past = n <= day.month and day.year or day.year - 1
  local ahead = n >= day.month and day.year or day.year + 1
  if back == 0 then return day.year, nil, "the month of publication" end
  if back == 11 then return ahead, past, "the month after publication" end
  if back > 1 and (back > 6 and HELD or DELIVERY):match(m:text_behind(24)) then
    return ahead, past, "the nearest one"
  end
  if back >= 3 and tense(m) > (back == 10 and -1 or 0)
      or back == 2 and WILL:match(m:text_before(60))
      or back > 3 and PUT_OFF:match(m:text_before(60)) then
    return ahead, past, "the sentence looks ahead"
  end
  return past, ahead, "the last one before publication"
end

local ENDED = regex("\\bended,? $", "i")
local LENGTH_TO = regex("\\b(?:quarter|half|months?|year|weeks?|period|season) to $")

local LEAP = 8 -- the most years between two leap days

-- The last day with that month and day up to `published`, and the next one; nil beyond
-- the calendar.
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

-- "the Oct. 7 attack", "the Aug. 20 earthquake": these have happened.
local HAPPENED = regex("^ (?:\\w+ )?(?:attacks?|assault|massacre|bombings?|riots?|shootings?"
  .. "|killings?|raids?|crash|earthquake|quake|coup|invasion|explosion|blast"
  .. "|disaster|accident|murders?)\\b")

-- The nearer one of a day before publication and one after it, the other, and why. The
-- distance of a coming day counts 1.4 times, unless the sentence looks ahead.
local function nearer(doc, past, ahead, m)
  if not past or not ahead then return past or ahead, nil, "the only one near" end
  local base = doc.published.number
  local behind, before = base - past.number, ahead.number - base
  if WILL:match(m:text_before(60)) and tense(m) > 0 and not (behind < NEAR and before > FAR_OFF
      and WOULD:match(m:text_before(60))) then -- "said it would end by" the day that is over
    return ahead, past, "the sentence looks ahead"
  end
  local factor = 1.4
  if before < behind then
    if ENDED:match(m:text_before(12))
        or LENGTH_TO:match(m:text_before(16)) and tense(m) < 0 then factor = 9
    elseif behind <= 1.4 * before and tense(m) > 0 then factor = 1
    elseif HAPPENED:match(m:text_behind(30)) then return past, ahead, "it has happened" end
  end
  if behind <= before * factor then return past, ahead, "the nearest, past" end
  return ahead, past, "the nearest, coming"
end

-- The date of a month and day without a year.
local function anchor_day(doc, month, day, m)
  local past, ahead = days_around(doc.published, month, day)
  return nearer(doc, past, ahead, m)
end

-- The day numbered `d` of a month that is nearest to the day in figures before `m`, and
-- the text of that; or nil.
local function near_day_told(doc, m, d)
  local near = earlier(doc, m, DAY, 300)
  if not near or not near.text:find("%d") then return nil end
  local told, best = parse_day(near.value), nil
  for shift = -1, 1 do
    local first = date(told.year, told.month, 1):plus { months = shift }
    local day = exists(first.year, first.month, d) and date(first.year, first.month, d)
    if day and (not best or math.abs(day:days_to(told)) < math.abs(best:days_to(told))) then
      best = day
    end
  end
  return best, near.text
end

-- The days numbered `d` of the months from half a year before publication to half a year
-- after, nearest month first; with a weekday, only those that fall on it.
local function days_of_month(doc, d, weekday)
  local base, list = doc.published, {}
  for shift = 0, 6 do
    for _, months in ipairs(shift == 0 and { 0 } or { -shift, shift }) do
      local first = date(base.year, base.month, 1):plus { months = months }
      local day = exists(first.year, first.month, d) and date(first.year, first.month, d)
      if day and (not weekday or day:weekday() == weekday) then list[#list + 1] = day end
    end
  end
  return list
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

-- The weekday of that number before or after a day, and the one a week further.
local function step_weekday(day, n, is_before)
  local back = (day:weekday() - n) % 7
  if is_before then
    local past = day:plus { days = back == 0 and -7 or -back }
    return past, past:plus { days = -7 }, "before publication"
  end
  local ahead = day:plus { days = 7 - back }
  return ahead, ahead:plus { days = 7 }, "after publication"
end

return {
  anchor_day = anchor_day,
  anchor_month = anchor_month,
  anchor_quarter = anchor_quarter,
  anchor_weekday = anchor_weekday,
  days_of_month = days_of_month,
  earlier = earlier,
  earlier_year = earlier_year,
  ended_quarter = ended_quarter,
  focus = focus,
  is_finance = is_finance,
  near_day_told = near_day_told,
  nearer = nearer,
  step_weekday = step_weekday,
  tense = tense,
}
