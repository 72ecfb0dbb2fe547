-- rules/events/arguments.lua : who, whom, where, when and how sure: what the rules
-- of events read around a trigger.
use "names"
use "dates"
use "clauses"
use "quotes"
lang "en"

lexicon "event_person" { file = "lexicons/event-people.tsv" }

let "phrase" [[ ({NounPhrase} ([/^['’]s?$/] {NounPhrase})? (of {NounPhrase})*) ]]
let "list_of" [[ ($phrase ((, | and | , and | &) (?! $phrase {VerbGroup kind=fin}) $phrase)*) ]]
let "where_to" [[ (in | at | near | outside | to | across | through | around | into) ]]

local SOMEWHERE = pattern [[ ^ who:(.+) (overnight | outside | inside | nearby) $ ]]
local NEARBY = regex("\\b(?:overnight|outside|inside|nearby)\\W*$", "i") -- what it ends with
local TARGET = pattern [[ @event_person(kind=target) ]]
local FIGHTER = pattern [[ @event_person(kind=fighter) ]]
local SUBJECT_BEFORE = pattern [[ who:$list_of ,? $lately? $ ]]
local OBJECT_BEHIND = pattern [[ ^ $adv? what:$list_of ]]
local BROUGHT = pattern [[ p:[lower] what:$list_of ]]
local AT_PLACE = pattern [[ $where_to @word(kind=det)? at:{Place} ]]

-- ---------------------------------------------------------------- spans

-- A phrase without the time at its end ("Tokyo next month"), nil when it is all time.
local function without_time(doc, phrase)
  local last = phrase.last
  for _, layer in ipairs { "Date", "Time" } do
    local date = doc:overlapping(layer, phrase)
    if date and date.last >= last then
      local before = doc.text:sub(phrase.first, date.first - 1):gsub("%s+$", "")
      last = phrase.first + #before - 1
    end
  end
  local rest = last >= phrase.first and doc:span(phrase.first, last)
  local m = rest and NEARBY:match(rest.text) and doc:match(SOMEWHERE, rest)
  return m and doc:span(m.who.first, m.who.last) or rest or nil
end

-- The words of the sentence on either side of a span; nil when there are none.
local function left_of(doc, span)
  local from = span.sentence.first
  return from < span.first and doc:span(from, span.first - 1) or nil
end

local function right_of(doc, span, upto)
  local to = upto or span.sentence.last
  return span.last < to and doc:span(span.last + 1, to) or nil
end

local function gap(doc, a, b) return doc.text:sub(a.last + 1, b.first - 1) end

-- The named party that a noun phrase stands for: the last name in it that no 's
-- follows; of a place only when the phrase ends with it.
local NAMES = { "Person", "Organization", "Place" }

local function last_named(doc, layer, phrase)
  local found
  for name in doc:each(layer, { within = phrase }) do
    local after = doc.text:sub(name.last + 1, name.last + 4)
    local owner = after:find("^['’]s?[%s,]") or after:find("^’s")
    if not owner and (layer ~= "Place" or name.last == phrase.last) then found = name end
  end
  return found
end

local function named(doc, phrase)
  for _, layer in ipairs(NAMES) do
    local found = doc:within(layer, phrase) and last_named(doc, layer, phrase)
    if found then return found end
  end
end

-- A noun phrase as an argument: with the entity that it denotes.
local function argument(doc, head, whole)
  local name = named(doc, head)
  return name and whole:denotes(name) or whole
end

local PRONOUN = regex("^(?:it|that|this|these|those|which|who|what|there|all|some|many|both"
  .. "|nobody|none|neither|himself|herself|themselves|itself)$", "i")

local function is_place(doc, phrase)
  local name = named(doc, phrase)
  return name ~= nil and name.layer == "Place"
end

-- Does a noun phrase begin a new party, behind what stands `between`?
local function begins_party(phrase, between, apposed)
  if between:find("^,? and $") or between == " & " then return true end
  return between == ", " and not apposed and not phrase.text:find("^[Aa]n? ")
    and not phrase.text:find("^[Tt]he ")
end

-- Add a phrase to the party before it: "the mayor" + " of " + "Leeds".
local function extend(doc, party, phrase, between)
  if between == " of " then
    party.last = phrase.last
    party.of_places = party.head.text:find("s$") and is_place(doc, phrase)
  elseif between:find("^'s? $") or between:find("^’s? $") then
    party.head, party.last = phrase, phrase.last
  end
end

-- The parties of a coordination: "A, the mayor of B, and C" -> A; C.
local function parties(doc, span)
  local list, last, apposed = {}, nil, span.text:find(",$") ~= nil
  for phrase in doc:each("NounPhrase", { within = span }) do
    local between, party = last and gap(doc, last, phrase):gsub("%s+", " "), list[#list]
    if party and party.of_places and between:find("^,? and $") and is_place(doc, phrase) then
      party.last = phrase.last -- "the ministers of Norway and Denmark" are one
    elseif not party or begins_party(phrase, between, apposed) then
      list[#list + 1] = { head = phrase, first = phrase.first, last = phrase.last }
    else
      extend(doc, party, phrase, between)
    end
    last = phrase
  end
  local out = {}
  for _, party in ipairs(list) do
    local whole = without_time(doc, doc:span(party.first, party.last))
    if whole and not PRONOUN:match(party.head.text) then
      local head = party.head.last > whole.last and doc:span(party.head.first, whole.last)
      out[#out + 1] = argument(doc, head or party.head, whole)
    end
  end
  return out
end

-- ---------------------------------------------------------------- what a phrase is

local PEOPLE = pattern [[
    @event_person(kind=person|fighter) (outside | last | next | this | {Date})* $
  | ^ (he | she | they | him | her | them | we | us | [num] | @number)
  | ^ [cap & !@ordinary & !@event_person]+ $ ]]

-- Is a noun phrase a person, a body or people?
local function is_person(doc, span)
  local phrase = doc:within("NounPhrase", span)
  if not phrase then return false end
  local name = named(doc, phrase)
  if name then return name.layer ~= "Place" or phrase.first == span.first end
  return doc:match(PEOPLE, phrase) ~= nil
end

local function is_target(doc, span)
  return is_person(doc, span) or doc:within("Place", span) ~= nil
    or doc:match(TARGET, span) ~= nil
end

local function is_fighter(doc, span)
  return span ~= nil and doc:match(FIGHTER, span) ~= nil
end

-- ---------------------------------------------------------------- subject and object

-- The subject of a verb group: the Subject right before it, else for a second
-- verb ("met and signed") or an infinitive the last one of the sentence.
local function subject_of(doc, group)
  local subject = doc:before("Subject", group)
  if not subject or subject.first < group.sentence.first then
    local left = left_of(doc, group)
    local m = left and doc:match(SUBJECT_BEFORE, left)
    return m and doc:span(m.who.first, m.who.last) or nil
  end
  return subject
end

local function object_of(doc, group)
  local right = right_of(doc, group)
  local m = right and doc:match(OBJECT_BEHIND, right)
  return m and doc:span(m.what.first, m.what.last), right
end

-- What a preposition right of a span brings, before the next verb: the parties
-- behind one of `prepositions` ("between|with"), or nil.
local function brought(doc, right, prepositions)
  if not right or prepositions == "" then return nil end
  local verb = doc:within("VerbGroup", right)
  local upto = verb and verb.first - 1 or right.last
  if upto < right.first then return nil end
  local text, some = doc.text:sub(right.first, upto), false
  for word in prepositions:gmatch("[^|]+") do some = some or text:find(word, 1, true) end
  if not some then return nil end
  for m in doc:gmatch(BROUGHT, doc:span(right.first, upto)) do
    if ("|" .. prepositions .. "|"):find("|" .. m.p.text .. "|", 1, true)
      and not doc:overlapping("Date", m.what) and not doc:overlapping("Time", m.what) then
      return doc:span(m.what.first, m.what.last)
    end
  end
end

-- ---------------------------------------------------------------- place, time, modality

-- `upto`: the byte where the words of the event end on its right.
local function place_of(doc, trigger, taken, upto)
  local right, left = right_of(doc, trigger, upto), left_of(doc, trigger)
  for _, side in ipairs { right or false, left or false } do
    if side then
      for m in doc:gmatch(AT_PLACE, side) do
        if not taken[m.at.first] then return doc:within("Place", m.at) end
      end
    end
  end
end

local function is_day(date)
  local value = date.value
  return value ~= nil and not value:find("_REF$") and not value:find("^P")
end

local function when_of(doc, trigger, upto)
  local best
  for _, side in ipairs { right_of(doc, trigger, upto) or false,
    left_of(doc, trigger) or false } do
    for _, layer in ipairs { "Date", "Time" } do
      if side then
        for date in doc:each(layer, { within = side }) do
          local far = best and math.abs(date.first - trigger.first)
              >= math.abs(best.first - trigger.first)
          if is_day(date) and not far then best = date end
        end
      end
    end
    if best then return best end
  end
end

local NOT = regex("\\b(?:not|never|no longer|cannot|nobody|no one|no|none|neither|nor"
  .. "|without)\\b|n['’]t\\b", "i")
local PLAN = regex("\\b(?:will|shall|would|may|might|could"
  .. "|(?:is|are|was|were|be) (?:due|set|expected|scheduled|likely|planned|going|about"
  .. "|supposed) to|to be|plan(?:s|ned|ning)? to|hop(?:es?|ed|ing) to|want(?:s|ed)? to"
  .. "|intend(?:s|ed)? to|vow(?:s|ed)? to|agree[sd]? to|threaten(?:s|ed)? to"
  .. "|prepar(?:es?|ed|ing) to|expected to|seek(?:s|ing)? to|call(?:s|ed)? for"
  .. "|promise[sd]? to|refuse[sd]? to)\\b[^,;]*$|['’]ll\\b[^,;]*$", "i")

-- Does a quotation that tells of it hold the trigger?  Not one of what somebody wants.
local WANTED = { ask = true, intend = true, order = true, promise = true, refuse = true,
  urge = true, warn = true }

local function is_told(doc, trigger)
  for quote in doc:all_overlapping("Quote", trigger) do
    if quote.attribution ~= "eventuality" or not WANTED[quote.act] then return true end
  end
  return false
end

-- negated, planned, reported or nil.  `group`: the verb group that carries it;
-- `subject`: its subject, whose "nobody" denies it too.
local function modality_of(doc, trigger, group, subject, ended)
  local from = math.max(trigger.sentence.first, (group or trigger).first - 60)
  local before = doc.text:sub(from, (group or trigger).last):gsub("^[\128-\191]+", "")
  local own = (group or trigger).text
  if ended or NOT:match(own) or subject and NOT:match(subject.text:match("^%S+")) then
    return "negated"
  end
  if PLAN:match(before) then return "planned" end
  if is_told(doc, trigger) then return "reported" end
end

return {
  brought = brought, gap = gap, is_fighter = is_fighter, is_person = is_person,
  is_target = is_target, left_of = left_of, modality_of = modality_of, named = named,
  object_of = object_of, parties = parties, place_of = place_of, right_of = right_of,
  subject_of = subject_of, when_of = when_of, without_time = without_time,
}
