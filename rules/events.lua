-- rules/events.lua : what happened: meetings, calls, visits, attacks, agreements,
-- protests, strikes, elections, sanctions, arrests, deaths and appointments.
--
-- An Event covers the word that tells of it.  `agents` and `patients` are lists
-- of spans with the entity they denote, `place` is a Place, `when` a Date or
-- Time.  `modality` stands there for what the text does not state as a fact:
-- negated, planned, reported.  `cameo` is the root code of the CAMEO scheme.
local around = use "events/arguments"
local brought, is_fighter, is_person = around.brought, around.is_fighter, around.is_person
local is_target, left_of, right_of = around.is_target, around.left_of, around.right_of
local gap = around.gap
local named, parties, subject_of = around.named, around.parties, around.subject_of
lang "en"

lexicon "event_verb" { file = "lexicons/event-verbs.tsv", inflect = "verb" }
lexicon "event_noun" { file = "lexicons/event-nouns.tsv" }
lexicon "event_light" { file = "lexicons/event-lights.tsv", inflect = "verb" }

local EVENT_NOUN = pattern [[ @event_noun ]]
local WITH_WHOM = pattern [[ ^ $adv? with who:$list_of ]]
local IN_PLACE = pattern [[ ^ (back)? (in | at) {Place} ]]
local BARE_NAME = pattern [[ ^ [cap & !@ordinary & !@event_person]+ $ ]]
local AWAY = pattern [[ ^ (down | out | off | away) ]]
local VERB_BEFORE = pattern [[ g:{VerbGroup} p:(on | off | to | out)? $ ]]
local OFF = pattern [[ ^ p:(off | out) ]]
local OWNER_INSIDE = pattern [[ ^ who:(.+) [/^['’]s?$/] [!punct]{0,3} $ ]]
local OWNER_BEFORE = pattern [[ who:{NounPhrase} [/^['’]s?$/] $ ]]
local IN_FRONT = pattern [[ ^ (in | during | at) $ ]]
local NO = pattern [[ ^ no ]]

-- A visit is to a place, an attack on one is where it happens.
local PLACED = { visit = true, attack = true }

-- The first of the patients that is nothing but a Place, and the others.
local function apart(doc, patients)
  local place, rest = nil, {}
  for _, span in ipairs(patients) do
    local at = not place and doc:within("Place", span)
    if at and at.first == span.first and at.last == span.last then
      place = at
    else
      rest[#rest + 1] = span
    end
  end
  return place, rest
end

-- "An attack killed two": what killed is no party.
local function without_events(doc, agents)
  local rest = {}
  for _, span in ipairs(agents) do
    if not doc:match(EVENT_NOUN, span) then rest[#rest + 1] = span end
  end
  return rest
end

-- The attributes of an event.  c: entry (its row), trigger, group (the verb that
-- carries it), subject, ended (called off), upto (where its words end).
local function event(doc, c, agents, patients)
  local entry, taken, place = c.entry, {}, nil
  agents = without_events(doc, agents)
  if PLACED[entry.kind] then place, patients = apart(doc, patients) end
  for _, list in ipairs { agents, patients } do
    for _, span in ipairs(list) do taken[span.first] = true end
  end
  return {
    kind = entry.kind,
    cameo = entry.cameo ~= "" and entry.cameo or nil,
    agents = #agents > 0 and agents or nil,
    patients = #patients > 0 and patients or nil,
    place = place or around.place_of(doc, c.trigger, taken, c.upto),
    when = around.when_of(doc, c.trigger, c.upto),
    modality = around.modality_of(doc, c.trigger, c.group, c.subject, c.ended),
  }
end

local function joined(a, b)
  local list = {}
  for _, part in ipairs { a, b } do
    for _, span in ipairs(part) do list[#list + 1] = span end
  end
  return list
end

-- The parties of a span, or none.
local function of(doc, span) return span and parties(doc, span) or {} end

-- Behind a passive: by whom.
local function by(doc, group) return of(doc, brought(doc, right_of(doc, group), "by")) end

-- ---------------------------------------------------------------- verbs

-- How each frame of event-verbs.tsv is read: function(doc, c) -> agents, patients
-- or nil, where c is {entry, trigger, group, passive, subject, object, right}; object and
-- right may be missing.
local FRAMES = {}

FRAMES["with"] = function(doc, c)
  if c.passive or not is_person(doc, c.subject) then return nil end
  if c.object then
    if not is_person(doc, c.object) then return nil end
    return joined(parties(doc, c.subject), parties(doc, c.object)), {}
  end
  local other = c.right and doc:match(WITH_WHOM, c.right)
  if other and not is_person(doc, other.who) then return nil end
  return joined(parties(doc, c.subject), of(doc, other and other.who)), {}
end

FRAMES.to = function(doc, c)
  if c.passive then
    if not is_target(doc, c.subject) then return nil end
    return by(doc, c.group), parties(doc, c.subject)
  end
  if not c.object or not is_person(doc, c.subject) or not is_target(doc, c.object) then
    return nil
  end
  return parties(doc, c.subject), parties(doc, c.object)
end

FRAMES.arrive = function(doc, c)
  if c.passive or not is_person(doc, c.subject) or not c.right
    or not doc:match(IN_PLACE, c.right) then
    return nil
  end
  return parties(doc, c.subject), {}
end

-- May the thing that suffers it be this?
local function suits(doc, want, span)
  if want == "person" then return is_person(doc, span) end
  if want == "name" then
    local name = named(doc, span)
    if name then return name.layer == "Person" end
    return doc:match(BARE_NAME, span) ~= nil
  end
  return is_target(doc, span)
end

-- "attacked the minister" may be words: it takes a fighter, or a place.
local function is_violent(doc, c)
  if c.entry.object ~= "target" or is_fighter(doc, c.subject) then return true end
  return not is_person(doc, c.object) and (is_person(doc, c.subject)
    or named(doc, c.subject) ~= nil)
end

-- Behind "called Hill": no "a liar".
local NO_COMPLEMENT = pattern [[ ^ ([punct] | $where_to | @word(kind=time|day|prep|sub) | late
  | early | again | {Date}) ]]

-- Who arrests, elects and appoints is somebody; what kills may be a storm.
local CHOOSING = { election = true, appointment = true, sanction = true, arrest = true }

local function is_actor(doc, c)
  return not CHOOSING[c.entry.kind] or is_person(doc, c.subject)
    or named(doc, c.subject) ~= nil
end

FRAMES.object = function(doc, c)
  if c.passive then
    if not suits(doc, c.entry.object, c.subject) then return nil end
    return by(doc, c.group), parties(doc, c.subject)
  end
  if not c.object or not suits(doc, c.entry.object, c.object) or not is_violent(doc, c)
    or not is_actor(doc, c) then
    return nil
  end
  if c.entry.object == "name" then
    local behind = right_of(doc, c.object)
    if not is_person(doc, c.subject) or behind and not doc:match(NO_COMPLEMENT, behind) then
      return nil
    end
  end
  return parties(doc, c.subject), parties(doc, c.object)
end

FRAMES.crowd = function(doc, c)
  if c.passive or c.object or not is_person(doc, c.subject) then return nil end
  return parties(doc, c.subject), of(doc, brought(doc, c.right, "against|over"))
end

FRAMES.intransitive = function(doc, c)
  if c.passive or c.object or not is_person(doc, c.subject)
    or c.right and doc:match(AWAY, c.right) then
    return nil
  end
  return {}, parties(doc, c.subject)
end

-- Behind "named Hill": a post.
local AS_WHAT = pattern [[ ^ (as | to | the | a | an)? [!punct & !{VerbGroup}]{0,4}?
  @event_person(kind=person) ]]

FRAMES.complement = function(doc, c)
  local named_as = c.entry.object == "role"
  if not c.passive and not is_actor(doc, c) then return nil end
  local who = c.passive and c.subject or c.object
  if not who or not is_person(doc, who) then return nil end
  local behind = c.passive and c.right or right_of(doc, who)
  if named_as and not (behind and doc:match(AS_WHAT, behind)) then return nil end
  if c.passive then return by(doc, c.group), parties(doc, who) end
  return parties(doc, c.subject), parties(doc, who)
end

local function verb_event(m, doc)
  local verb = m.v
  local group = doc:covering("VerbGroup", verb)
  if not group or group.last ~= verb.last and group.head ~= verb.text then return nil end
  local left = left_of(doc, group)
  if left and left.text:find("['’]s?%s*$") then return nil end
  local subject = subject_of(doc, group)
  if not subject then return nil end
  local object, right = around.object_of(doc, verb)
  local entry = verb.entry
  local context = { entry = entry, trigger = verb, group = group, passive = group.kind == "pas",
    subject = subject, object = object, right = right }
  local agents, patients = FRAMES[entry.frame](doc, context)
  if not agents then return nil end
  return event(doc, context, agents, patients)
end

rule "event.verb" {
  about = "A verb that tells of an event, with a subject and an object that fit it.",
  pattern = [[ v:@event_verb ]],
  emit = "Event",
  where = verb_event,
}

rule "event.by_phone" {
  about = "A spoke with B by phone.",
  pattern = [[ who:{Subject} $adv? v:{VerbGroup} (by | over the | on the)
               (phone | telephone) (with with:$list_of)?
             | who:{Subject} $adv? v:{VerbGroup} (with | to) with:$list_of
               (by | over the | on the) (phone | telephone) ]],
  span = "v",
  emit = "Event",
  where = function(m, doc)
    local group = doc:covering("VerbGroup", m.v)
    return group ~= nil and (group.lemma == "speak" or group.lemma == "talk")
      and not doc:overlapping("Event", m.v)
  end,
  set = function(m, doc)
    local group = doc:covering("VerbGroup", m.v)
    local entry = { kind = "call", cameo = "04" }
    return event(doc, { entry = entry, trigger = m.v, group = group },
      joined(parties(doc, m.who), of(doc, m.with)), {})
  end,
}

rule "event.walkout" {
  about = "Dockers downed tools, teachers walked out.",
  pattern = [[ v:( [lemma=down & {VerbGroup}] tools
                 | [lemma=walk & {VerbGroup}] out (?! [lower & !@word]) ) ]],
  emit = "Event",
  where = function(m, doc)
    local group = doc:within("VerbGroup", m.v) or doc:overlapping("VerbGroup", m.v)
    local subject = group and subject_of(doc, group)
    return subject ~= nil and is_person(doc, subject)
  end,
  set = function(m, doc)
    local group = doc:within("VerbGroup", m.v) or doc:overlapping("VerbGroup", m.v)
    local entry = { kind = "strike", cameo = "14" }
    return event(doc, { entry = entry, trigger = m.v, group = group },
      parties(doc, subject_of(doc, group)), {})
  end,
}

-- ---------------------------------------------------------------- nouns

-- Nouns that are something else with these words before them.
local OTHER = regex("\\b(?:heart|panic|asthma|verbal|oil|gold|lightning|hunger|set|dress rehearsal"
  .. "|cyber|trading|plea|record|book|film|movie|sponsorship|licensing)\\b", "i")

-- The row of a light verb for a kind of event, with its particle where it has one.
local function light_of(group, particle, kind)
  local head = group.head
  for _, words in ipairs(particle and { head .. " " .. particle, head } or { head }) do
    for _, row in ipairs(lexicons.event_light:all(words)) do
      if ("|" .. row.kinds .. "|"):find("|" .. kind .. "|", 1, true) then return row end
    end
  end
end

-- The verb that has the noun phrase as its object: {group, row} or nil.
local function carried(doc, phrase, kind)
  local before = doc:before("VerbGroup", phrase)
  if not before or gap(doc, before, phrase):find("%a[^%a]+%a") then return nil end -- two words
  local left = left_of(doc, phrase)
  local m = left and doc:match(VERB_BEFORE, left)
  local group = m and doc:covering("VerbGroup", m.g)
  local row = group and light_of(group, m.p and m.p.text, kind)
  if row then return group, row end
end

-- The passive verb that has it as its subject: {group, row} or nil.
local function suffered(doc, right, kind)
  local group = right and doc:within("VerbGroup", right)
  if not group or group.kind ~= "pas" then return nil end
  local behind = right_of(doc, group)
  local particle = behind and doc:match(OFF, behind)
  local row = light_of(group, particle and particle.p.text, kind)
  if row then return group, row end
end

-- Who stands before the noun with 's.
local function owner_of(doc, phrase, noun)
  local head = phrase.first < noun.first and doc:span(phrase.first, noun.first - 1)
  local m = head and doc:match(OWNER_INSIDE, head)
  if m then return doc:span(m.who.first, m.who.last) end
  local left = left_of(doc, phrase)
  m = left and left.text:find("['\u{2019}]") and doc:match(OWNER_BEFORE, left)
  return m and doc:span(m.who.first, m.who.last)
end

-- "In a call on Monday, A and B discussed it": the subject behind.
local function of_sentence(doc, phrase, kind)
  if kind ~= "call" and kind ~= "meeting" then return nil end
  local left = left_of(doc, phrase)
  if not left or not doc:match(IN_FRONT, left) then return nil end
  local subject = doc:after("Subject", phrase)
  return subject and subject.last <= phrase.sentence.last and subject or nil
end

-- What is said of an event later: its own time and place end there.
local TOLD = regex("^(?:announc|report|confirm|condemn|said|says|say|discuss|prais|criticis"
  .. "|criticiz|welcom|denounc|investigat)", "i")

local function noun_event(m, doc)
  if doc:overlapping("Event", m.n) then return nil end
  local phrase = doc:covering("NounPhrase", m.n) or m.n
  phrase = around.without_time(doc, phrase) or phrase
  if phrase.last ~= m.n.last or OTHER:match(phrase.text) then return nil end
  local entry = m.n.entry
  local right = right_of(doc, phrase)
  local kind = entry.kind
  local group, row = carried(doc, phrase, kind)
  local passive = nil
  if not group then passive, row = suffered(doc, right, kind) end
  local brings = brought(doc, right, entry.agents)
  local agents = of(doc, brings and is_person(doc, brings) and brings)
  if kind == "strike" and not row and brought(doc, right, "on|against") then
    entry = lexicons.event_noun:get("attack") -- "a strike against the base"
  end
  local patients = of(doc, brought(doc, right, entry.patients))
  local owner = of(doc, owner_of(doc, phrase, m.n))
  if entry.owner == "patients" then patients = joined(owner, patients)
  elseif entry.owner == "agents" then agents = joined(owner, agents) end
  if group then
    local subject = of(doc, subject_of(doc, group))
    if row.sense == "win" then patients = subject else agents = joined(subject, agents) end
  elseif passive then
    agents = joined(agents, by(doc, passive))
  else
    local subject = of_sentence(doc, phrase, kind)
    agents = joined(agents, of(doc, subject))
    if #agents == 0 and #patients == 0 then return nil end
  end
  local other = not group and not passive and right and doc:within("VerbGroup", right)
  return event(doc, {
    entry = entry, trigger = m.n, group = group or passive,
    subject = group and subject_of(doc, group) or phrase,
    ended = row and row.sense == "end" or doc:match(NO, phrase) ~= nil,
    upto = other and TOLD:match(other.head) and other.first - 1 or nil,
  }, agents, patients)
end

rule "event.noun" {
  about = "A noun that tells of an event, behind a verb that carries it or with its parties.",
  pattern = [[ n:@event_noun ]],
  emit = "Event",
  where = noun_event,
}

examples {
  { "President Erik Zelten met Prime Minister Anna Kern in Oslo on Friday.",
    published = "2022-03-14", Event = { text = "met", kind = "meeting", cameo = "04",
      modality = false } },
  { "They fear a strike against the base.", Event = { text = "strike", kind = "attack" } },
  { "She met the deadline.", Event = false },
  { "All week elected officials waited.", Event = false },
  { "Police arrested three men in Leeds.", Event = { kind = "arrest" } },
  { "The fire was arrested by the wind.", Event = false },
  { "Norway has not imposed sanctions on the company.",
    Event = { text = "sanctions", kind = "sanction", modality = "negated" } },
  { "Kern did not say that rebels attacked Bath.",
    Event = { text = "attacked", modality = "reported" } },
  { "The court sanctioned the use of force.", Event = false },
}
