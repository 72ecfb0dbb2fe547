-- rules/events/arguments.lua : the objects, places and times that the rules of events
-- find around a trigger.
local clause, party = use "events/clause", use "events/parties"
local gap, right_of, tail = clause.gap, clause.right_of, clause.tail
lang "en"

let "where" [[ (in | at | near | outside | across | through | around) ]]
let "where_to" [[ ($where | to | into) ]]
let "part" [[ (@word(kind=det)? (downtown | central | northern | southern | eastern | western
  | northeastern | northwestern | southeastern | southwestern | nearby | rural)?) ]]

local OBJECT_BEHIND = pattern [[ ^ $adv? what:$list_of ]]
local BROUGHT = pattern [[ p:between what:($phrase $aside_in_brackets?
    (, $phrase)* ,? and $phrase) | p:[lower & !/ly$/] [/ly$/]? what:$list_of ]]
local AT_PLACE = pattern [[ $where $part at:{Place} (?! [/^['’]s?$/] | $hyphen) ]]
local TO_PLACE = pattern [[ $where_to $part at:{Place}
  (?! [/^['’]s?$/] | $hyphen) ]]

-- ---------------------------------------------------------------- objects

local function object_of(doc, group)
  local right = right_of(doc, group)
  local phrase = right and doc:within("NounPhrase", right)
  if not phrase or gap(doc, group, phrase):find("%a[^%a]+%a") then -- two words
    return nil, right
  end
  local m = doc:match(OBJECT_BEHIND, right)
  return m and doc:span(m.what.first, m.what.last), right
end

local TWO_WORDS = { ahead = true, because = true, front = true, instead = true, out = true,
  outside = true } -- before "of"

-- Does another event stand before byte `last`: "a protest against the killing of Kern by"?
local function tells_between(doc, first, last)
  local between = last > first and doc:span(first, last - 1)
  return between and clause.tells_of_event(doc, between)
    and not between.text:find("^%s*to death%s*$")
end

-- The span of the parties behind one of `prepositions` ("between|with"), to the right of
-- a span and before the next verb; or nil.
local function brought(doc, right, prepositions)
  if not right or prepositions == "" then return nil end
  local verb = doc:within("VerbGroup", right)
  local upto = verb and verb.first - 1 or right.last
  if upto < right.first then return nil end
  local text, some = doc.text:sub(right.first, upto), false
  for word in prepositions:gmatch("[^|]+") do some = some or text:find(word, 1, true) end
  if not some then return nil end
  local stop = right.first - 1
    + math.min(text:find "[,;:(\"]" or #text, text:find "%f[%a]and%f[%A]" or #text)
  local dash = doc:within("Dash", right)
  if dash then stop = math.min(stop, dash.first) end
  for m in doc:gmatch(BROUGHT, doc:span(right.first, upto)) do
    if m.first > stop or tells_between(doc, right.first, m.first) then return nil end
    local two = TWO_WORDS[doc.text:sub(right.first, m.first - 1):match("(%a+)%s+$")]
    if not two and ("|" .. prepositions .. "|"):find("|" .. m.p.text .. "|", 1, true)
      and not doc:overlapping("Date", m.what) and not doc:overlapping("Time", m.what) then
      return doc:span(m.what.first, m.what.last)
    end
  end
end

-- The parties of a span, or none.
local function of(doc, span) return span and party.parties(doc, span) or {} end

-- The parties behind the "by" of a passive, and their span.
local function by(doc, group)
  local who = brought(doc, right_of(doc, group), "by")
  return of(doc, who), who
end

local WITH_WHOM = pattern [[ ^ ($adv | up | again | (every | each) @word(kind=time)
  | $prep? @word(kind=det)? ({Date} | {Time} | {Duration} | {Place}))* with who:$list_of ]]

-- The span of those whom somebody meets with, to the right of the verb or noun; nil when
-- that is not told.
local function with_whom(doc, right)
  local m = right and doc:match(WITH_WHOM, right)
  return m and m.who
end

-- ---------------------------------------------------------------- place, time

-- "the US election": is the place that of another event?
local function is_attribute(doc, place)
  local phrase = doc:covering("NounPhrase", place)
  local rest = phrase and right_of(doc, place, phrase.last)
  return rest and clause.tells_of_event(doc, rest)
end

-- place_of and when_of look through the parts of the sentence that clause.lua gives, the
-- best first.
local function place_of(doc, parts, kind, taken)
  for _, part in ipairs(parts) do
    if doc:within("Place", part) then
      for m in doc:gmatch(kind == "visit" and TO_PLACE or AT_PLACE, part) do
        if not taken[m.at.first] and not is_attribute(doc, m.at) then
          return doc:within("Place", m.at)
        end
      end
    end
  end
end

local function is_day(date)
  local value = date.value -- none where nothing says when "last week" was
  return value == nil or not value:find("_REF$") and not value:find("^[PT]")
end

-- "the October 7 attacks": is the date that of another event than the trigger?
local function is_of_another(doc, date, trigger)
  local phrase = doc:covering("NounPhrase", date)
  return phrase and phrase.last > date.last and doc.text:find("^%s+%l", date.last + 1)
    and not (phrase.first <= trigger.first and phrase.last >= trigger.last)
end

local SINCE = regex("\\bsince\\s+$", "i")
-- Kinds of events that may go on since a day; "their first meeting since 2019" is on
-- another day.
local LASTING = { protest = true, sanction = true, strike = true }

local function when_of(doc, parts, trigger, kind)
  for _, part in ipairs(parts) do
    local best
    for _, layer in ipairs { "Date", "Time" } do
      for date in doc:each(layer, { within = part }) do
        local far = best and math.abs(date.first - trigger.first)
            >= math.abs(best.first - trigger.first)
        if is_day(date) and not far and not is_of_another(doc, date, trigger)
          and (LASTING[kind] or not SINCE:match(tail(doc, date.first, 8))) then
          best = date
        end
      end
    end
    if best then return best end
  end
end

return { brought = brought, by = by, object_of = object_of, of = of, place_of = place_of,
  when_of = when_of, with_whom = with_whom }
