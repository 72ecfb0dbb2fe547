-- rules/events.lua : what happened: meetings, calls, visits, attacks, agreements,
-- protests, strikes, elections, sanctions, arrests, deaths and appointments.
--
-- An Event covers the word that tells of it.  `agents` and `patients` are lists
-- of spans with the entity they denote, `place` is a Place, `when` a Date or
-- Time.  `modality` stands there for what the text does not state as a fact:
-- negated, hypothetical, planned, reported.  `cameo` is the root code of the CAMEO scheme.
local party, clause = use "events/parties", use "events/clause"
local around = use "events/arguments"
local is_fighter, is_person, is_target = party.is_fighter, party.is_person, party.is_target
local named, parties = party.named, party.parties
local gap, left_of, right_of = clause.gap, clause.left_of, clause.right_of
local subject_of, brought = clause.subject_of, around.brought
lang "en"

lexicon "event_verb" { file = "lexicons/event-verbs.tsv", inflect = "verb" }
-- Verbs that say of an event that it took place: their time is the event's.
lexicon "event_happens" { "is", "are", "was", "were", "be", "been", "begin", "break", "come",
  "erupt", "happen", "hit", "injure", "kill", "last", "leave", "occur", "open", "start",
  "take", "wound", inflect = "verb" }
lexicon "event_light" { file = "lexicons/event-lights.tsv", inflect = "verb" }

local EVENT_NOUN = pattern [[ @event_noun ]]
local WITH_WHOM = pattern [[ ^ $adv? up? (again | (every | each) @word(kind=time)
  | $prep? ({Date} | {Time}))? with who:$list_of ]]
local IN_PLACE = pattern [[ ^ (back)? (in | at) {Place} ]]
local BARE_NAME = pattern [[ ^ [cap & !@ordinary & !@event_person]+ $ ]]
local AWAY = pattern [[ ^ (down | out | off | away) ]]
local TOWARD = pattern [[ ^ (toward | towards) ]] -- "a march toward higher rates"
local DYING_FOR = pattern [[ ^ (for | to) ]]
local VERB_BEFORE = pattern [[ g:{VerbGroup} p:(on | off | to | out | into)? $ ]]
local OFF = pattern [[ ^ p:(off | out) ]]
let "whose_mark" [[ ([/^['’]s$/] | (?<= [/s$/i]) [/^['’]$/]) ]] -- no quotation mark
local OWNER_INSIDE = pattern [[ ^ who:(.+) $whose_mark [!punct]{0,3} $ ]]
local OWNER_BEFORE = pattern [[ who:{NounPhrase} $whose_mark $ ]]
local IN_FRONT = pattern [[ ^ (in | during | at | (emerging | returning | coming) from) $ ]]
local HAVING = pattern [[ (^ | ,) (after | before) $ ]] -- "after meeting with Kern,"
local AS_VERB = pattern [[ ^ @word(kind=det|poss|object) ]] -- "the two strike a deal"
local NO = pattern [[ ^ no ]]
local IDIOM = regex("\\b(?:in protest|to death)$", "i") -- "resigned in protest"
-- "their third goal sealed the deal": none is made, unless with somebody named
local SEALED = regex("\\b(?:clos|seal)(?:e|es|ed|ing)? the deal$", "i")

-- A visit is to a place, an attack on one is where it happens.
local PLACED = { visit = true, attack = true }

-- The first of the patients that is nothing but a Place, and the others.
local function apart(doc, patients)
  local place, rest = nil, {}
  for _, span in ipairs(patients) do
    local at = not place and doc:within("Place", span)
    if at and at.last == span.last
      and doc.text:sub(span.first, at.first - 1):find("^[Tt]?h?e?%s*$") then
      place = at
    else
      rest[#rest + 1] = span
    end
  end
  return place, rest
end

-- "An attack killed two": what killed is no party.
local function without_events(doc, list)
  local rest = {}
  for _, span in ipairs(list) do
    if not doc:match(EVENT_NOUN, span) then rest[#rest + 1] = span end
  end
  return rest
end

-- The attributes of an event.  c: entry (its row), trigger, group (the verb that carries
-- it), phrase (of a noun), subject and framed (of the verb), ended (called off), happens (a
-- verb that says of a noun that it took place), owned (X's), place (where the words beside it
-- tell that).
local function event(doc, c, agents, patients)
  local entry, taken, place = c.entry, {}, nil
  agents = without_events(doc, agents)
  if PLACED[entry.kind] then place, patients = apart(doc, patients) end
  for _, list in ipairs { agents, patients } do
    for _, span in ipairs(list) do taken[span.first] = true end
  end
  local parts = clause.reach_of(doc, c)
  return {
    kind = entry.kind,
    cameo = entry.cameo ~= "" and entry.cameo or nil,
    agents = #agents > 0 and agents or nil,
    patients = #patients > 0 and patients or nil,
    place = c.place or place or around.place_of(doc, parts, entry.kind, taken),
    when = around.when_of(doc, parts, c.trigger),
    modality = around.modality_of(doc, c),
  }
end

local ONE = regex("^(?:he|she|I)$", "i")

-- "He met Kern": whoever he is, he is not Kern.
local function other_than(doc, agents, others)
  local entities, list = {}, {}
  for _, span in ipairs(others) do entities[span.entity or ""] = true end
  for i, span in ipairs(agents) do
    local same = entities[span.entity or false] and ONE:match(span.text)
    list[i] = same and doc:span(span.first, span.last) or span
  end
  return list
end

-- Each named party once: it does not meet itself.
local function joined(a, b)
  local list, entities = {}, {}
  for _, part in ipairs { a, b } do
    for _, span in ipairs(part) do
      if not (span.entity and entities[span.entity]) then list[#list + 1] = span end
      if span.entity then entities[span.entity] = true end
    end
  end
  return list
end

-- The parties of a span, or none.
local function of(doc, span) return span and parties(doc, span) or {} end

-- Behind a passive: by whom, and the span.
local function by(doc, group)
  local who = brought(doc, right_of(doc, group), "by")
  return of(doc, who), who
end

-- Inside a sentence a capital makes it a heading or a name: "the Vienna Talks".
local function is_title(doc, trigger)
  local left = trigger.text:find("^%u") and left_of(doc, trigger)
  return left and left.text:find("%a") ~= nil
end

-- ---------------------------------------------------------------- verbs

-- How each frame of event-verbs.tsv is read: function(doc, c) -> agents, patients
-- or nil, where c is {entry, trigger, group, passive, subject, object, right}; object and
-- right may be missing.
local FRAMES = {}

-- "met its “golden rule”"
local TIMES = pattern [[ ^ . times $ ]] -- "met four times"
local A_THING = pattern [[ ^ $adv? @word(kind=det|poss)? [quote] ]]
local UPON = pattern [[ ^ (on | upon) (?! {Date}) ]] -- "conferred on him"

lexicon "thing_met" { "challenge", "criterion", "deadline", "demand", "expectation", "goal",
  "need", "obligation", "quota", "requirement", "standard", "target", "threshold",
  inflect = "noun" }
local THING_MET = pattern [[ ^ [!punct]{0,3}? @thing_met ]]

-- Whom a clause without a pronoun is about: "the voters they met".
local SUBJECT_FORM = regex("^(?:he|she|they|we|I)$", "i")
local WHOM = pattern [[ who:$phrase (that | who | whom)? $ ]]

local function met_before(doc, subject)
  local left = SUBJECT_FORM:match(subject.text) and left_of(doc, subject)
  local m = left and doc:match(WHOM, left)
  if not m or not is_person(doc, m.who) then return nil end
  local verb = doc:before("VerbGroup", m.who)
  local told = verb and (verb.addressee or verb.object_to)
    and not gap(doc, verb, m.who):find("%S") -- "told reporters they met"
  return not told and m.who or nil
end

FRAMES["with"] = function(doc, c)
  if c.passive or not is_person(doc, c.subject) then return nil end
  if c.right and (doc:match(A_THING, c.right)
    or doc:match(THING_MET, c.right)
    or c.trigger.lemma == "confer" and doc:match(UPON, c.right)) then
    return nil
  end
  if c.object and not doc:match(TIMES, c.object) then
    if not is_person(doc, c.object) then return nil end
    local others = parties(doc, c.object)
    return joined(other_than(doc, parties(doc, c.subject), others), others), {}
  end
  local other = c.right and doc:match(WITH_WHOM, c.right)
  if other and not is_person(doc, other.who) then return nil end
  local others = of(doc, other and other.who or met_before(doc, c.subject))
  return joined(other_than(doc, parties(doc, c.subject), others), others), {}
end

FRAMES.to = function(doc, c)
  if c.passive then
    if not is_target(doc, c.subject) then return nil end
    return (by(doc, c.group)), parties(doc, c.subject)
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
  local who, on = named(doc, c.subject), named(doc, c.object)
  if on and on.layer == "Place" then return who ~= nil and who.layer ~= "Person" end
  return not is_person(doc, c.object) and (who ~= nil or is_person(doc, c.subject))
end

-- Behind "called Hill": no "a liar".
local NO_COMPLEMENT = pattern [[ ^ ([punct & !quote & !open] | $where_to | late
  | @word(kind=time|day|prep|sub) | early | again | {Date}) ]]

-- Who arrests, elects and appoints is somebody; what kills may be a storm.
local CHOOSING = { election = true, appointment = true, sanction = true, arrest = true }

-- "shoot them down", "shot down the plane"
local DOWN = pattern [[ ^ (down | $phrase down) ]]
local IN_OFFICE = pattern [[ ^ @event_person(kind=person) ]] -- "elected officials"
-- "attacked in the media"
local IN_WORDS = pattern [[ ^ (for | over | as | in the? (media | press | ad | ads | debate)) ]]
local CALLED_UP = pattern [[ ^ (up | off | out | for | $phrase out) ]]

local function is_actor(doc, c)
  return not CHOOSING[c.entry.kind] or is_person(doc, c.subject)
    or named(doc, c.subject) ~= nil
end

FRAMES.object = function(doc, c)
  if c.right and (doc:match(DOWN, c.right)
    or c.trigger.text == "elected" and not c.passive and doc:match(IN_OFFICE, c.right)
    or c.entry.object == "name" and doc:match(CALLED_UP, c.right)) then
    return nil
  end
  if c.passive then
    if c.right and c.entry.object == "target" and doc:match(IN_WORDS, c.right)
      or c.group.text:find("^['’]s ") and not (by(doc, c.group))[1] then -- "he's killed"
      return nil
    end
    if not suits(doc, c.entry.object, c.subject)
      or c.entry.object == "name" and c.right and not doc:match(NO_COMPLEMENT, c.right) then
      return nil
    end
    local agents, who = by(doc, c.group)
    local thing = who and not is_person(doc, who)
    if thing and c.entry.object == "target" then return nil end -- "struck by the view"
    return agents, parties(doc, c.subject)
  end
  if not c.object or not suits(doc, c.entry.object, c.object) or not is_violent(doc, c)
    or not is_actor(doc, c) then
    return nil
  end
  if c.entry.object == "name" then
    local behind = right_of(doc, c.object)
    local what = clause.tail(doc, c.subject.first, 5):find("[Ww]hat%s") -- "what they call"
    if what or not is_person(doc, c.subject) or behind and not doc:match(NO_COMPLEMENT, behind) then
      return nil
    end
  end
  return parties(doc, c.subject), parties(doc, c.object)
end

-- "demonstrated that it works", "march into the town"; "rallied behind him"
local NO_CROWD = pattern [[ ^ $adv? (that | how | why | what | into | back | toward | towards
  | under | out) ]]
local IN_SUPPORT = pattern [[ ^ $adv? (behind | around | round) ]]
local ONE_PERSON = pattern [[ (^ @word(kind=det|poss) .{0,4}? (@role_word | @occupation)
  (?<! [/s$/ | /^people$/]) $) ]]
local GAP = pattern [[ ({NounPhrase} | that | what) $ ]] -- "the zeal that he demonstrated"

-- One alone may protest, but does not rally, march or demonstrate against anything.
local function is_alone(doc, c, agents)
  if c.trigger.lemma == "protest" or #agents > 1 then return false end
  local name = named(doc, c.subject)
  return name ~= nil and name.layer == "Person" or ONE:match(c.subject.text) ~= nil
    or doc:match(ONE_PERSON, c.subject) ~= nil
end

FRAMES.crowd = function(doc, c)
  if c.passive or c.object or not is_person(doc, c.subject)
    or c.right and (doc:match(NO_CROWD, c.right)
      or c.trigger.lemma == "rally" and doc:match(IN_SUPPORT, c.right))
    or is_fighter(doc, c.subject) and c.trigger.lemma == "march" then
    return nil
  end
  local left = c.trigger.lemma == "demonstrate" and left_of(doc, c.subject)
  local agents = parties(doc, c.subject)
  if left and doc:match(GAP, left) or is_alone(doc, c, agents) then return nil end
  return agents, of(doc, brought(doc, c.right, "against|over"))
end

FRAMES.intransitive = function(doc, c)
  if c.passive or c.object or not is_person(doc, c.subject)
    or c.right and (doc:match(AWAY, c.right)
      or c.trigger.text:find("ing$") and doc:match(DYING_FOR, c.right)) then
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
  if c.passive then return (by(doc, c.group)), parties(doc, who) end
  return parties(doc, c.subject), parties(doc, who)
end

-- No subjects: "the way to rise above them is to elect Kern".
local OBJECT = regex("^(?:him|them|me|us)$", "i")

local AFTER_DET = regex("\\b(?:the|an?|this|that|each|every|no)\\s+$", "i")

-- A form in -ing that is a noun: "the palace meeting with Kern".
local function is_noun(doc, verb, subject)
  if not lexicons.event_noun:has(verb.text) then return false end
  if AFTER_DET:match(clause.tail(doc, verb.first, 8)) then return true end
  local front = doc:before("NounPhrase", verb)
  if not front then return false end
  return front.last == subject.last and not doc:within("Person", front)
    or not gap(doc, front, verb):find("%S") and not is_person(doc, front)
end

local function verb_event(m, doc)
  local verb = m.v
  local group = doc:covering("VerbGroup", verb)
  if not group or group.last ~= verb.last and group.head ~= verb.text then return nil end
  local left = left_of(doc, group)
  if left and left.text:find("['’]s?%s*$") then return nil end
  if group.kind == "ing" and doc.text:find("^%s+of%s", verb.last + 1) then return nil end
  local subject, framed = subject_of(doc, group)
  if not subject or framed and OBJECT:match(subject.text) or is_title(doc, verb) then
    return nil
  end
  local object, right = around.object_of(doc, verb)
  if object and SUBJECT_FORM:match(object.text) then object = nil end -- "a meeting he had"
  if group.kind == "ing" and not object and is_noun(doc, verb, subject) then return nil end
  local entry = verb.entry
  local context = { entry = entry, trigger = verb, group = group,
    passive = clause.is_passive(doc, group), subject = subject, framed = framed,
    object = object, right = right }
  local agents, patients = FRAMES[entry.frame](doc, context)
  if not agents or subject.text == "those" then return nil end
  return event(doc, context, other_than(doc, agents, patients), patients)
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
    return event(doc, { entry = entry, trigger = m.v, group = group, subject = m.who,
      framed = true }, joined(parties(doc, m.who), of(doc, m.with)), {})
  end,
}

-- Who walks out of a speech is on no strike.
lexicon "striker" { "clerks", "crews", "dockers", "dockworkers", "doctors", "drivers", "employees",
  "engineers", "miners", "nurses", "pilots", "staff", "teachers", "union", "unions", "workers" }
local STRIKER = pattern [[ [@striker | {Organization}] ]]

rule "event.walkout" {
  about = "Dockers downed tools, teachers walked out.",
  pattern = [[ v:( [lemma=down & {VerbGroup}] tools
                 | [lemma=walk & {VerbGroup}] out (?! [lower & !@word]) ) ]],
  emit = "Event",
  where = function(m, doc)
    local group = doc:within("VerbGroup", m.v) or doc:overlapping("VerbGroup", m.v)
    local subject = group and subject_of(doc, group)
    local name = subject and named(doc, subject)
    return subject ~= nil and doc:match(STRIKER, subject) ~= nil
      and not (name and name.layer == "Person")
  end,
  set = function(m, doc)
    local group = doc:within("VerbGroup", m.v) or doc:overlapping("VerbGroup", m.v)
    local entry = { kind = "strike", cameo = "14" }
    local subject, framed = subject_of(doc, group)
    return event(doc, { entry = entry, trigger = m.v, group = group, subject = subject,
      framed = framed }, parties(doc, subject), {})
  end,
}

-- ---------------------------------------------------------------- nouns

-- Nouns that are something else with these words before them.
local OTHER = regex("\\b(?:pointed|personal|partisan|rhetorical|scathing|stinging|sharp|withering"
  .. "|blistering|inflammatory|political|racist|sexist|xenophobic|heart|panic"
  .. "|asthma|mail|negative|smear|verbal|oil|gold|lightning|hunger|set|dress rehearsal"
  .. "|cyber|trading|plea|record|book|film|movie|sponsorship|licensing)\\b", "i")

local OTHER_FRONT = regex("\\bmail\\s*$", "i") -- "reported direct mail attacks"

-- The row of a light verb for a kind of event, with its particle where it has one.
local function light_of(group, particle, kind)
  local head = group.head
  local forms = { head }
  if particle then forms = { head .. " " .. particle, particle ~= "to" and head or nil } end
  for _, words in ipairs(forms) do -- not "led to strikes"
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

-- "his meeting", "their first meeting"
local function pronoun_owner(doc, phrase, noun)
  local his = doc:within("Person", phrase)
  if his and his.mention == "pronoun" and his.first == phrase.first
    and his.last < noun.first then
    return his
  end
end

-- The owner as a party: "Zelten's visit" is one noun phrase.
local function owners(doc, span)
  if not span or doc:overlapping("Date", span) then return {} end
  for _, layer in ipairs { "Person", "Organization", "Place" } do
    local name = doc:within(layer, span)
    if name and name.last == span.last then return { span:denotes(name) } end
  end
  if doc:match(BARE_NAME, span) then return { span } end
  local list = parties(doc, span)
  if #list == 0 and is_person(doc, span) then return { span } end -- "the bank's meeting"
  return list
end

-- "In a call on Monday, A and B discussed it": the subject behind.
local function of_sentence(doc, phrase, kind)
  if kind ~= "call" and kind ~= "meeting" then return nil end
  local left = left_of(doc, phrase)
  local having = left and phrase.text == "meeting" and doc:match(HAVING, left)
  if not left or not having and not doc:match(IN_FRONT, left)
    or doc.text:find("^%s+of ", phrase.last + 1) then -- "at meetings of the board, Kern"
    return nil
  end
  local subject = doc:after("Subject", phrase)
  local verb = doc:after("VerbGroup", phrase)
  return subject and subject.last <= phrase.sentence.last and verb
    and subject.last < verb.first and subject or nil
end

-- The verb behind the subject that holds the phrase, if it is one of them: {verb, subject}.
local function happening(doc, phrase)
  local subject = doc:covering("Subject", phrase)
  local right = subject and right_of(doc, subject)
  local verb = right and doc:within("VerbGroup", right)
  if verb and lexicons.event_happens:has(verb.head) then return verb, subject end
end

-- A rally or march of one person, or of nobody, is no protest.
local function is_campaign(doc, word, agents)
  local name = #agents == 1 and doc:within("Person", agents[1])
  return name and word.text == "march"
    or word.text:lower():find("^rall") and (#agents == 0 or name)
end

-- "the 2011 shooting", "a board meeting": a form in -ing is no part of the noun phrase
-- before it.
local function with_front(doc, noun)
  local left = doc:before("NounPhrase", noun)
  if left and not gap(doc, left, noun):find("%S")
    and (doc:overlapping("Date", left) or not is_person(doc, left)) then
    return doc:span(left.first, noun.last)
  end
  return noun
end

-- "have to deal with it", "how he would deal with it"
local HELPER = regex("\\b(?:to|will|would|can|could|should|must|may|might|not|I|you|we|they)"
  .. "\\s+$", "i")

local function is_infinitive(doc, phrase)
  local word = phrase.text:lower()
  return (word == "deal" or lexicons.event_verb:has(word)) and not word:find("s$")
    and HELPER:match(clause.tail(doc, phrase.first, 8)) ~= nil
end

-- What something is likened to: "the plan is an attack on banks", "calls it a broad attack".
local LIKENED = regex("\\b(?:as|is|was|call(?:s|ed)? [^.;]*) an? (?:\\w+ )?"
  .. "(?:attack|assault)$", "i")

-- "Kern's attack on Hill" is words: neither a fighter nor a place is in it.
local function is_words(doc, c, agents, patients)
  if c.entry.spoken == "" then return false end
  local person = doc:within("Person", c.phrase) ~= nil
    or LIKENED:match(clause.tail(doc, c.phrase.last + 1, 48)) ~= nil
  for _, list in ipairs { agents, patients } do
    for _, span in ipairs(list) do
      if is_fighter(doc, span) or doc:within("Place", span)
        or list == patients and not is_person(doc, span) and is_target(doc, span) then
        return false
      end
      person = person or doc:within("Person", span) ~= nil
        or doc:match(ONE_PERSON, span) ~= nil
    end
  end
  return person
end

-- The noun phrase that ends with the noun, but for a time; nil where the word is part of a
-- name or a date, or is a verb ("the two strike a deal").
local function phrase_of(doc, noun)
  if doc:overlapping("Event", noun) or doc:overlapping("Date", noun) -- March
    or is_title(doc, noun) then
    return nil
  end
  local upto = clause.tail(doc, noun.last + 1, 24)
  if IDIOM:match(upto) then return nil end
  local phrase = doc:covering("NounPhrase", noun) or with_front(doc, noun)
  local timeless = party.without_time(doc, phrase)
  if timeless then phrase = doc:span(phrase.first, timeless.last) end
  local front = clause.tail(doc, phrase.first, 12)
  if phrase.last ~= noun.last or OTHER:match(phrase.text) or OTHER_FRONT:match(front) then
    return nil
  end
  local right = right_of(doc, phrase)
  if right and doc:match(AS_VERB, right) or is_infinitive(doc, phrase) then return nil end
  if SEALED:match(upto) then
    local other = right and doc:match(WITH_WHOM, right)
    if not (other and named(doc, other.who)) then return nil end
  end
  return phrase, right
end

-- Whose strikes are no work left undone.
local function is_armed(doc, span, name)
  return is_fighter(doc, span) or name ~= nil and name.layer == "Organization"
    and (name.kind == "armed" or name.kind == "government")
end

-- Of a list behind a preposition those who can do it: "with Bonn and her hopes for".
local function people(doc, list)
  local rest = {}
  for _, span in ipairs(list) do
    local bare = span.text:find("^%u") and not span.text:find("%s%l") -- "the killing of Hill"
    if bare or is_person(doc, span) then rest[#rest + 1] = span end
  end
  return rest
end

-- The parties beside a noun: "A's attack on B"; nil where it tells of something else.
-- c: entry, trigger, phrase; row: of the light verb.
local function beside(doc, c, right, row)
  local kind = c.entry.kind
  local brings = brought(doc, right, c.entry.agents)
  if kind == "strike" and not row then
    local striker = brings and named(doc, brings)
    if brought(doc, right, "on|against") or is_armed(doc, brings, striker) then
      c.entry = lexicons.event_noun:get("attack") -- "a strike against the base"
    elseif striker and striker.layer ~= "Organization" then
      return nil -- a goal
    end
  end
  local suffers = brought(doc, right, c.entry.patients)
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
  c.owned = #owner > 0
  local elected = kind == "election" and owner[1] and doc:within("Person", owner[1])
  if elected or c.entry.owner == "patients" and not suffers then return agents, owner end
  if kind == "election" then c.place, owner = apart(doc, owner) end
  return c.entry.owner ~= "" and joined(owner, agents) or agents, patients
end

-- "support to win an election": none is won yet; "called the vote a farce"
local function is_idle(doc, group, row, phrase)
  if row.sense == "win" then
    return group.kind == "inf" or group.kind == "ing"
      or doc.text:find("^[Yy]ou%s", group.first - 4) ~= nil -- anybody
  end
  return group.lemma == "call" and phrase.text:find("^[Tt]he %l") ~= nil
end

-- The verb that carries the noun (c.group), or tells that it takes place (c.happens), and the
-- subject of that verb; -> the row of a light verb, and whether it is a passive.
local function carrier(doc, c, right)
  local kind = c.entry.kind
  local group, row = carried(doc, c.phrase, kind)
  if row and is_idle(doc, group, row, c.phrase) then group, row = nil, nil end
  if row and row.sense == "attend" and around.denies(group) then group, row = nil, nil end
  c.group = group
  if not group then c.group, row = suffered(doc, right, kind) end
  if c.group then
    c.subject, c.framed = subject_of(doc, c.group)
  else
    c.happens, c.subject = happening(doc, c.phrase)
    c.framed = c.subject
  end
  c.ended = row and row.sense == "end" or doc:match(NO, c.phrase) ~= nil
  return row, c.group and not group
end

local function noun_event(m, doc)
  local phrase, right = phrase_of(doc, m.n)
  if not phrase then return nil end
  local c = { entry = m.n.entry, trigger = m.n, phrase = phrase }
  local kind = c.entry.kind
  local row, passive = carrier(doc, c, right)
  local agents, patients = beside(doc, c, right, row)
  if not agents then return nil end
  if passive then
    local behind = right_of(doc, c.group)
    agents = joined(joined(agents, (by(doc, c.group))),
      people(doc, of(doc, brought(doc, behind, c.entry.agents))))
  elseif not c.group then
    if not c.owned then agents = joined(agents, of(doc, of_sentence(doc, phrase, kind))) end
    if #agents == 0 and #patients == 0 and not c.place then return nil end
  elseif row.sense == "win" then
    patients = of(doc, c.subject)
  else
    local who = of(doc, c.subject)
    agents = joined(row.sense == "attend" and people(doc, who) or who, agents)
    if kind == "agreement" and #people(doc, agents) == 0 then
      return nil -- "a win seals the deal"
    end
  end
  if is_campaign(doc, m.n, agents) or is_words(doc, c, agents, patients)
    or right and m.n.text == "march" and doc:match(TOWARD, right) then
    return nil
  end
  return event(doc, c, agents, patients)
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
