-- rules/events/beside.lua : the parties that stand beside a noun of an event: "A's attack on B".
local party, clause = use "events/parties", use "events/clause"
local around, record = use "events/arguments", use "events/record"
use "events/carrier" -- strike_does
local is_fighter, is_person, is_target = party.is_fighter, party.is_person, party.is_target
local named, parties = party.named, party.parties
local left_of, subject_of = clause.left_of, clause.subject_of
local brought, of = around.brought, around.of
local apart, joined, without_events = record.apart, record.joined, record.without_events
lang "en"

let "whose_mark" [[ ([/^['’]s$/] | (?<= [/s$/i]) [/^['’]$/]) ]] -- not a quotation mark
local OWNER_INSIDE = pattern [[ ^ who:(.+) $whose_mark [!punct]{0,3} $ ]]
local OWNER_BEFORE = pattern [[ who:{NounPhrase} $whose_mark $ ]]
local IN_FRONT = pattern [[ ^ (in | on | during | at | (emerging | returning | coming) from) $ ]]
local HAVING = pattern [[ (^ | comma:,)? (after | before | following | by | instead of) $ ]]
local WITH_BEHIND = pattern [[ ^ ($prep? ({Date} | {Time} | {Place}))* with ]]
local AT_TALKS = pattern [[ (in | on | at | during | after | following | before | for:for) $ ]]
local OF_WHOM = pattern [[ ^ ($prep? ({Date} | {Time}))* of ]]
local ON_VISIT = pattern [[ (on | during | for:for) $ ]]

lexicon "event_travels" { "arrive", "travel", "go", "fly", "fly out", "leave", "depart", "head",
  "return", "set off", "come", inflect = "verb" }

-- The owner, who stands before the noun with 's.
local function owner_of(doc, phrase, noun)
  local head = phrase.first < noun.first and doc:span(phrase.first, noun.first - 1)
  local m = head and doc:match(OWNER_INSIDE, head)
  if m then return doc:span(m.who.first, m.who.last) end
  local left = left_of(doc, phrase)
  m = left and left.text:find("['\u{2019}]") and doc:match(OWNER_BEFORE, left)
  return m and doc:span(m.who.first, m.who.last)
end

-- "his meeting", "their first meeting", "my visit"
local function pronoun_owner(doc, phrase, noun)
  if phrase.text:find("^[Mm]y ") then return doc:span(phrase.first, phrase.first + 1) end
  local his = doc:within("Person", phrase)
  if his and his.mention == "pronoun" and his.first == phrase.first
    and his.last < noun.first then
    return his
  end
end

local DAY = pattern [[ @word(kind=day) $ ]] -- "following Friday's attack"

-- The owner as parties. Names come first: "Zelten's visit" is one noun phrase.
local function owners(doc, span)
  if not span or doc:overlapping("Date", span) or doc:match(DAY, span) then return {} end
  for _, layer in ipairs { "Person", "Organization", "Place" } do
    local name = doc:within(layer, span)
    if name and name.last == span.last then return { span:denotes(name) } end
  end
  if party.is_bare_name(doc, span) or span.text:lower() == "my" then return { span } end
  local list = parties(doc, span)
  if #list == 0 and is_person(doc, span) then return { span } end -- "the bank's meeting"
  return list
end

-- "said on a visit to Oslo": the subject of the verb before it, if that verb has no object who
-- might travel; also the verb itself, if it is the journey ("flew out on a visit").
local function traveller(doc, phrase, left)
  local m = left and doc:match(ON_VISIT, left)
  if not m then return nil end
  local verb = doc:within("VerbGroup", left) and doc:before("VerbGroup", phrase)
  local object = verb and around.object_of(doc, verb)
  local other = object and object.first < phrase.first and is_person(doc, object)
  local travels = verb and lexicons.event_travels:has(verb.head)
  if not verb or other and not verb.addressee or m["for"] and not travels then return nil end
  return subject_of(doc, verb), travels and verb or nil
end

-- "said after a meeting with Kern", "flew to Oslo for talks with Kern": the subject of the verb
-- before it, unless the verb's object may be the one who was there.
local function companion(doc, phrase, left)
  local m = doc:match(AT_TALKS, left)
  local verb = m and doc:within("VerbGroup", left) and doc:before("VerbGroup", phrase)
  if verb and m["for"] and not lexicons.event_travels:has(verb.head) then return nil end
  local object = verb and around.object_of(doc, verb)
  local other = object and object.first < phrase.first and is_person(doc, object)
  if not verb or other and not verb.addressee then return nil end
  local subject = subject_of(doc, verb)
  return subject and is_person(doc, subject) and subject or nil
end

-- "In a call on Monday, A and B discussed it": the subject after it, or else the one before.
local function of_sentence(doc, phrase, kind)
  local left = left_of(doc, phrase)
  if kind == "visit" and not (left and doc:match(IN_FRONT, left)) then
    return traveller(doc, phrase, left)
  end
  if kind ~= "call" and kind ~= "meeting" and kind ~= "visit" then return nil end
  local right = clause.right_of(doc, phrase)
  local with = left and right and doc:match(WITH_BEHIND, right)
  local having = left and (phrase.text == "meeting" or with and left.text:find("^%S+%s*$"))
    and doc:match(HAVING, left)
  if with and not having and not doc:match(IN_FRONT, left) and doc:within("VerbGroup", left) then
    return companion(doc, phrase, left)
  end
  if having and not having.comma and doc:within("VerbGroup", left) then having = nil end
  if not left or not having and not doc:match(IN_FRONT, left)
    or right and doc:match(OF_WHOM, right) then -- "at meetings of the board, Kern"
    return nil
  end
  local subject = doc:after("Subject", phrase)
  local verb = doc:after("VerbGroup", phrase)
  return subject and subject.last <= phrase.sentence.last and verb
    and subject.last < verb.first and subject or nil
end

-- Where workers go on strike: "a strike on the railways".
local WORKS = regex("\\b(?:rail(?:way|road)?s?|underground|tube|metro|overground|bus(?:es)?"
  .. "|trains|ferries|lines?|airways|airlines|mail|services)$", "i")

-- Does a strike by them mean an attack?
local function is_armed(doc, span, name)
  return is_fighter(doc, span) or name ~= nil and name.layer == "Organization"
    and (name.kind == "armed" or name.kind == "government")
end

-- What an attack hit, according to its verb: "air strikes hit a hospital".
local function hit_by(doc, c)
  if not c.happens or not lexicons.strike_does:has(c.happens.head) then return nil end
  local object = around.object_of(doc, c.happens)
  return object and is_target(doc, object) and object or nil
end

-- "Norway's strike that killed two"
local THAT_HIT = pattern [[ ^ (that | which) [{VerbGroup}]{0,2} @strike_does ]]

local BY_NATION = pattern [[ ^ @word(kind=det)? [!{Place}]{0,2}? who:@demonym .{1,3} $ ]]

-- "an Israeli air strike"
local function nation_of(doc, phrase)
  local m = doc:match(BY_NATION, phrase)
  return m and { doc:span(m.who.first, m.who.last) } or {}
end

lexicon "event_force" { "army", "gang", "government", "guerrilla", "insurgent", "militant",
  "military", "militia", "mob", "navy", "pirate", "police", "rebel", "settler" }
local BY_FORCE = pattern [[ who:@event_force $ ]]

local BY_OF = pattern [[ ^ who:@event_person(kind=fighter) of whom:(.+) $ ]] -- "by police of Kern"

-- "a police raid", "the rebel attack"
local function force_of(doc, c)
  local front = left_of(doc, c.trigger)
  local m = front and doc:match(BY_FORCE, front)
  return m and { doc:span(m.who.first, m.who.last) } or {}
end

-- Those in a list who can act: Bonn, but not the hopes, in "with Bonn and her hopes for".
local function people(doc, list)
  local rest = {}
  for _, span in ipairs(list) do
    local bare = span.text:find("^%u") and not span.text:find("%s%l") -- "the killing of Hill"
    if bare or is_person(doc, span) then rest[#rest + 1] = span end
  end
  return rest
end

-- The parties beside a noun: "A's attack on B"; nil if it tells of something else.
-- c: entry, trigger, phrase; row: the light verb's, if there is one.
local function beside(doc, c, right, row)
  local kind = c.entry.kind
  local brings, hits = brought(doc, right, c.entry.agents), hit_by(doc, c)
  if kind == "strike" and not row then
    local striker = brings and named(doc, brings)
    local target = brought(doc, right, "on|against")
    if hits or target and not WORKS:match(target.text) or right and doc:match(THAT_HIT, right)
      or is_armed(doc, brings, striker) then
      c.entry = lexicons.event_noun:get("attack") -- "a strike against the base"
    elseif striker and striker.layer ~= "Organization" then
      return nil -- a goal
    end
  end
  local suffers = brought(doc, right, c.entry.patients) or c.entry.kind == "attack" and hits
  local by_of = brings and c.entry.patients == "of" and doc:match(BY_OF, brings)
  if by_of and doc:within("Person", by_of.whom) then brings, suffers = by_of.who, by_of.whom end
  if c.entry.kind == "attack" and suffers and not is_target(doc, suffers) then return nil end
  local agents = people(doc, of(doc, brings and is_person(doc, brings) and brings))
  local patients = of(doc, suffers)
  if c.entry.owner == "patients" or kind == "death" or kind == "election" then
    patients = people(doc, patients)
    if suffers and #patients == 0 then return nil end -- "the death of hope"
  end
  if #patients > 1 or kind == "visit" then patients = without_events(doc, patients) end
  local owner = owners(doc, owner_of(doc, c.phrase, c.trigger)
    or pronoun_owner(doc, c.phrase, c.trigger))
  if #owner == 0 and c.entry.kind == "attack" then owner = nation_of(doc, c.phrase) end
  local force = (kind == "attack" or kind == "death") and force_of(doc, c) or {}
  agents = joined(force, agents)
  c.owned = #owner > 0 or #force > 0
  local elected = kind == "election" and owner[1]
    and (doc:within("Person", owner[1]) or party.is_one_person(doc, owner[1]))
  if elected or c.entry.owner == "patients" and not suffers then return agents, owner end
  if kind == "election" then c.place, owner = apart(doc, owner) end
  return c.entry.owner ~= "" and joined(owner, agents) or agents, patients
end

return { beside = beside, of_sentence = of_sentence, people = people }
