-- rules/events/parties.lua : the parties of an event: what a noun phrase is, whom it names, and
-- which parties a coordination holds.
use "names"
use "dates"
use "clauses"
use "quotes"
lang "en"

lexicon "event_person" { file = "lexicons/event-people.tsv" }

let "phrase" [[ ({NounPhrase} ([/^['’]s?$/] {NounPhrase})? (of {NounPhrase})*) ]]
let "list_of" [[ ($phrase ((, | and | , and | &) (?! $phrase {VerbGroup kind=fin} | {Subject})
  $phrase)*) ]]

local SOMEWHERE = pattern [[ ^ who:(.+)
  (overnight | outside | inside | nearby | ahead | earlier | last | aged) $ ]]
-- The last word of what SOMEWHERE matches.
local NEARBY = regex("\\b(?:overnight|outside|inside|nearby|ahead|earlier|last|aged)\\W*$", "i")
-- A plant is a target, but not in "plant emissions".
local TARGET = pattern [[ @event_person(kind=target) (?! [lower & pos=noun & !@word]) ]]
local FIGHTER = pattern [[ @event_person(kind=fighter) ]]

-- A phrase without the time at its ends ("Tokyo next month"), or nil when it is nothing
-- but time.
local function without_time(doc, phrase)
  local first, last = phrase.first, phrase.last
  for _, layer in ipairs { "Date", "Time", "Duration" } do
    local date = doc:overlapping(layer, phrase)
    if date and date.last >= last then
      local before = doc.text:sub(phrase.first, date.first - 1):gsub("%s+$", "")
      last = phrase.first + #before - 1
    elseif date and date.first <= first then
      first = doc.text:find("%S", date.last + 1) or first
    end
  end
  local rest = last >= first and doc:span(first, last)
  local m = rest and NEARBY:match(rest.text) and doc:match(SOMEWHERE, rest)
  return m and doc:span(m.who.first, m.who.last) or rest or nil
end

-- The layers of named parties. A noun phrase stands for the last name in it that is not
-- followed by 's or by a word that it modifies ("Kern voters"), and for a place only when
-- it ends with it.
local NAMES = { "Person", "Organization", "Place" }

local function last_named(doc, layer, phrase)
  local found
  for name in doc:each(layer, { within = phrase }) do
    local after = doc.text:sub(name.last + 1, name.last + 4)
    local owner = after:find("^['’]s?[%s,]") or after:find("^’s")
    local his = name.mention == "pronoun" and name.last < phrase.last -- "his council"
    local rest = doc.text:sub(name.last + 1, phrase.last)
    local whole = rest == "" or layer ~= "Place" and not rest:find("^%s%l")
    if whole and not owner and not his then found = name end
  end
  return found
end

-- Noun phrases that mean people.
local PEOPLE = pattern [[
    (?<! -) (@event_person(kind=person|fighter) | @role_word | @occupation)
      (outside | ahead | last | next | this | {Date} | aged [num]?)* $
  | year - [/^olds?$/] $
  | [cap & (@nationals | @demonym | @people_word)] $
  | ^ (he | she | they | him | her | them | we | us | you | i) $
  | ^ (some | those | many | several) $
  | ^ @word(kind=det)? [num | @number | /^(tens|dozens|scores)$/i]+ $
  | ^ [cap & !@ordinary & !@event_person]+ $ ]]

-- The name that a phrase with a place stands for: Hill for "Tom Hill from Leeds", none
-- for "the governor of Lagos", otherwise the place.
local function at_place(doc, place, phrase)
  local head = doc:within("NounPhrase", phrase)
  if not head or head.last >= place.first or last_named(doc, "Place", head) then return place end
  local who = last_named(doc, "Person", head)
  return who or not doc:match(PEOPLE, head) and place or nil
end

local function named(doc, phrase)
  for _, layer in ipairs(NAMES) do
    local found = doc:within(layer, phrase) and last_named(doc, layer, phrase)
    if found and layer == "Place" then return at_place(doc, found, phrase) end
    if found then return found end
  end
end

-- A noun phrase as an argument, with the entity that it denotes.
local function argument(doc, head, whole)
  local name = named(doc, head)
  return name and whole:denotes(name) or whole
end

local PRONOUN = regex("^(?:it|that|this|these|those|which|who|what|there|all|some|many|both"
  .. "|nobody|none|neither|the|an?|abroad"
  .. "|home|himself|herself|themselves|itself|[12]\\d\\d\\d)$", "i")

local function is_place(doc, phrase)
  local name = named(doc, phrase)
  return name ~= nil and name.layer == "Place"
end

-- "two guards, Tom Hill and Ed Kern"
local SOME = regex("^(?:the )?(?:two|three|four|five|six)\\b", "i")
local HIS = regex("^(?:his|her|their|its)\\b", "i") -- "her husband, Hugh Hill"

-- Does a noun phrase begin a new party, after the text `between`? "Kern, president and
-- founder," is one party, and "its leader, Kern" is Kern.
local function begins_party(doc, party, phrase, between, apposed)
  if party.apposed and between == " and " and (party.many or not named(doc, phrase)) then
    return false
  end
  if between:find("^,? and $") or between:find("along with $") or between == " & "
    or between == " or " then
    return true
  end
  if between ~= ", " then return false end
  local name, before = named(doc, phrase), named(doc, party.head)
  local unnamed = not before
  if name and before and name.layer == "Person" and before.layer == "Person" then
    return name.entity ~= before.entity -- a headline's "Hill, Kern resign"
  end
  party.many = party.many or SOME:match(party.head.text) ~= nil
  apposed = apposed or name and unnamed and (party.many or HIS:match(party.head.text))
  if apposed and unnamed and not party.many
    and (party.last == party.head.last
      or name and name.layer == "Person") then -- "the mayor of Leeds, Kern"
    party.name = party.name or name
  end
  party.apposed = apposed or phrase.text:find("^[Aa]n? ") or phrase.text:find("^[Tt]he ")
  return not party.apposed
end

-- Adds a phrase to the party before it: "the mayor" + " of " + "Leeds".
local function extend(doc, party, phrase, between)
  if between == " of " then
    if party.head.text:find(" ahead$") then return end
    if is_place(doc, party.head) and not is_place(doc, phrase) then return end -- "Bonn of old"
    party.last = phrase.last
    party.of_places = party.head.text:find("s$") and is_place(doc, phrase)
  elseif between == " from " and is_place(doc, phrase) then
    party.last, party.of_places = phrase.last, true -- "officials from Norway and Denmark"
  elseif between == " for " and doc:within("Place", phrase) then -- "envoy for Norway Anna Kern"
    local name = named(doc, phrase)
    if name and name.layer == "Person" then party.name, party.last = name, phrase.last end
  elseif between:find("^'s? $") or between:find("^’s? $") then
    party.head, party.last = phrase, phrase.last
  end
end

-- "Norwegian and Danish officials" are one party.
let "national" [[ [@demonym | /^(Republican|Democratic|federal|state|local)$/] ]]
local NATIONAL = pattern [[ ^ [lower]* $national $ ]]
local NATIONALS = pattern [[ ^ $national [lower]+ $ ]]

local function share_head(doc, party, phrase, between)
  return between == " and " and doc:match(NATIONAL, party.head) ~= nil
    and doc:match(NATIONALS, phrase) ~= nil
end

-- The heads of a coordination, without those in brackets: "A, the mayor of B (C), and D"
-- -> A; D.
local function heads(doc, span)
  local text, list, last = span.text, {}, nil
  local apposed = text:find(",$") or not (text:find(" and ") or text:find(" or ")
    or text:find(" & "))
  for phrase in doc:each("NounPhrase", { within = span }) do
    local party = list[#list]
    local between = last and doc.text:sub(last.last + 1, phrase.first - 1)
    between = between
      and between:gsub("\u{A0}", " "):gsub("%s*%b()", ""):gsub("%s+", " ")
    local bracketed = between and between:find("%($")
    if party and party.of_places and between:find("^,? and $") and is_place(doc, phrase) then
      party.last = phrase.last -- "the ministers of Norway and Denmark" are one
    elseif party and doc:covering("Organization", doc:span(party.last, phrase.first)) then
      party.last = phrase.last -- "the Compliance and Enforcement Corps" is one
    elseif party and share_head(doc, party, phrase, between) then
      party.head, party.last = phrase, phrase.last
    elseif not party or begins_party(doc, party, phrase, between, apposed) then
      list[#list + 1] = { head = phrase, first = phrase.first, last = phrase.last }
    elseif not bracketed then
      extend(doc, party, phrase, between)
    end
    last = bracketed and last or phrase
  end
  return list
end

local EACH_OTHER = regex("^(?:one another|each other)\\b", "i")

local VERB_OF_SOME = regex("^(?:\\p{Ll}+ed|brought|driven|held|left|put|taken|thrown)"
  .. "(?:[\\s\\xA0]+(?:\\d|(?:at least|dozens|eight|five|four"
  .. "|hundreds|many|nine|one|others|scores|seven|several|six|ten|three|two)\\b).*)?$")

-- May the words be a party? Not marks alone, "it" or a verb ("killed two and wounded ten
-- others").
local function is_party(words)
  return words:find("[%w\128-\255]") and not PRONOUN:match(words)
    and not VERB_OF_SOME:match(words)
end

local BOUNDED = pattern [[ ^ $bound rest:(.+) $ ]] -- "at least two aides" are two aides

-- The parties of a coordination, each with the entity that it denotes.
local function parties(doc, span)
  local out = {}
  for _, party in ipairs(heads(doc, span)) do
    local bounded = doc:match(BOUNDED, party.head)
    local first = bounded and bounded.rest.first or party.first
    local whole = without_time(doc, doc:span(first, party.last))
    if whole and is_party(whole.text)
      and not EACH_OTHER:match(doc.text:sub(whole.first, whole.first + 11)) then
      local head = party.head.last > whole.last and doc:span(party.head.first, whole.last)
      out[#out + 1] = party.name and whole:denotes(party.name)
        or argument(doc, head or party.head, whole)
    end
  end
  return out
end

-- ---------------------------------------------------------------- what a phrase is

local COUNTED = regex("^(?:one|some|many|several|most|all|two|three|four|lots|plenty"
  .. "|an? (?:lot|number|group|couple|handful|majority))$", "i")
local PART_OF = pattern [[ ^ .{1,2} of what:{NounPhrase} ]] -- "one of several plans"

-- Is a noun phrase a person, a body or people?
local function is_person(doc, span)
  local phrase = doc:within("NounPhrase", span) or doc:covering("NounPhrase", span) and span
  local of = phrase and COUNTED:match(phrase.text) and doc:match(PART_OF, span)
  if of then phrase = of.what end
  if not phrase then return false end
  local name = named(doc, phrase)
  if name then return name.layer ~= "Place" or phrase.first == span.first end
  return doc:match(PEOPLE, phrase) ~= nil
end

local BARE_NAME = pattern [[ ^ [cap & !@ordinary & !@event_person]+ $ ]]
local ONE_PERSON = pattern [[ (^ @word(kind=det|poss) .{0,4}? (@role_word | @occupation)
  (?<! [/s$/ | /^people$/]) $) ]]

-- Words with capitals that may be a name, although no rule has found one.
local function is_bare_name(doc, span) return doc:match(BARE_NAME, span) ~= nil end

-- One person without a name: "his lawyer".
local function is_one_person(doc, span) return doc:match(ONE_PERSON, span) ~= nil end

local function is_target(doc, span)
  return is_person(doc, span) or doc:within("Place", span) ~= nil
    or doc:match(TARGET, span) ~= nil
end

local function is_fighter(doc, span)
  if span == nil then return false end
  local name = doc:within("Organization", span)
  return name ~= nil and name.kind == "armed" or doc:match(FIGHTER, span) ~= nil
end

-- Groups that may brawl. A clash of two ministers is one of words, and one of two clubs a
-- match.
lexicon "event_crowd" { "activists", "crowd", "crowds", "demonstrators", "farmers", "fans",
  "herders", "hooligans", "inmates", "marchers", "migrants", "prisoners", "protesters",
  "residents", "strikers", "students", "supporters", "tribesmen", "villagers", "workers",
  "worshippers", "youths" }
local UNRULY = pattern [[ @event_person(kind=fighter) | @event_crowd ]]

local function is_unruly(doc, span) return doc:match(UNRULY, span) ~= nil end

return { is_bare_name = is_bare_name, is_fighter = is_fighter, is_one_person = is_one_person,
  is_person = is_person, is_target = is_target, is_unruly = is_unruly, named = named,
  parties = parties, without_time = without_time }
