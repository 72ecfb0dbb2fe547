-- rules/events/verbs.lua : verbs that tell of an event: "met", "was killed", "spoke by phone".
local party, clause = use "events/parties", use "events/clause"
local around, record, frames = use "events/arguments", use "events/record", use "events/frames"
local is_person, named, parties = party.is_person, party.named, party.parties
local gap, left_of, subject_of = clause.gap, clause.left_of, clause.subject_of
lang "en"

-- No subjects: "the best way to help them is to elect Kern".
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
  local particle = verb.text:find(" ", 1, true) -- "gunned down": the group ends before it
  local group = doc:covering("VerbGroup", particle and doc:span(verb.first, verb.first) or verb)
  if not group or not particle and group.last ~= verb.last and group.head ~= verb.text then
    return nil
  end
  local left = left_of(doc, group)
  if left and left.text:find("['’]s?%s*$") then return nil end
  if group.kind == "ing" and doc.text:find("^%s+of%s", verb.last + 1) then return nil end
  local subject, framed = subject_of(doc, group)
  if not subject or framed and OBJECT:match(subject.text) or clause.is_title(doc, verb) then
    return nil
  end
  local object, right = around.object_of(doc, verb)
  if object and frames.is_subject_form(object) then object = nil end -- "a meeting he had"
  if group.kind == "ing" and not object and is_noun(doc, verb, subject) then return nil end
  local entry = verb.entry
  local context = { entry = entry, trigger = verb, group = group,
    passive = clause.is_passive(doc, group), subject = subject, framed = framed,
    object = object, right = right }
  local agents, patients = frames.FRAMES[entry.frame](doc, context)
  if not agents or subject.text == "those" then return nil end
  local main = group.kind == "ing" and doc:before("VerbGroup", group)
  if main and main.kind == "pas" and main.first > group.sentence.first
    and gap(doc, main, group):find(",") then
    agents = {} -- "the plane was downed, killing two"
  end
  return record.event(doc, context, record.other_than(doc, agents, patients), patients)
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
    return record.event(doc, { entry = entry, trigger = m.v, group = group, subject = m.who,
      framed = true }, record.joined(parties(doc, m.who), around.of(doc, m.with)), {})
  end,
}

-- What record.event asks of a verb with its noun, "opened fire" (m.v).
local function context_of(m, doc, entry)
  local group = doc:within("VerbGroup", m.v) or doc:overlapping("VerbGroup", m.v)
  local subject, framed
  if group then subject, framed = subject_of(doc, group) end
  return { entry = entry, trigger = m.v, group = group, subject = subject, framed = framed }
end

rule "event.fire" {
  about = "A gunman opened fire on a crowd.",
  pattern = [[ v:( [lemma=open & {VerbGroup}] fire ) ]],
  emit = "Event",
  where = function(m, doc)
    local c = context_of(m, doc, lexicons.event_verb:get("attack"))
    if not c.subject then return false end
    local at = around.brought(doc, clause.right_of(doc, c.group), "on|at")
    return record.event(doc, c, parties(doc, c.subject), around.of(doc, at))
  end,
}

rule "event.blast" {
  about = "A bomb exploded, a car bomb went off, a mine blew up.",
  pattern = [[ (bomb | bombs | grenade | grenades | landmine | landmines | explosives)
               v:( [lemma=explode|detonate & {VerbGroup}] | [lemma=go & {VerbGroup}] off ) ]],
  span = "v",
  emit = "Event",
  set = function(m, doc)
    return record.event(doc, context_of(m, doc, lexicons.event_verb:get("attack")), {}, {})
  end,
}

rule "event.streets" {
  about = "Thousands took to the streets against the law.",
  pattern = [[ v:( [lemma=take & {VerbGroup}] to the streets ) ]],
  emit = "Event",
  where = function(m, doc)
    local c = context_of(m, doc, lexicons.event_verb:get("protest"))
    if not c.subject or not is_person(doc, c.subject) then return false end
    local against = around.brought(doc, clause.right_of(doc, c.group), "against|over")
    return record.event(doc, c, parties(doc, c.subject), around.of(doc, against))
  end,
}

rule "event.custody" {
  about = "A man was taken into custody, by police.",
  pattern = [[ v:( [lemma=take & {VerbGroup}] into custody ) ]],
  emit = "Event",
  where = function(m, doc)
    local c = context_of(m, doc, lexicons.event_verb:get("arrest"))
    if not c.subject or not clause.is_passive(doc, c.group) or not is_person(doc, c.subject) then
      return false
    end
    return record.event(doc, c, {}, parties(doc, c.subject))
  end,
}

rule "event.polls" {
  about = "Voters go to the polls on Sunday.",
  pattern = [[ v:( [lemma=go|head|return & {VerbGroup}] to the polls ) ]],
  emit = "Event",
  set = function(m, doc)
    return record.event(doc, context_of(m, doc, lexicons.event_noun:get("election")), {}, {})
  end,
}

-- Who walks out of a speech is on no strike.
lexicon "striker" { "clerks", "crews", "dockers", "dockworkers", "doctors", "drivers", "employees",
  "engineers", "miners", "nurses", "pilots", "staff", "teachers", "union", "unions", "workers" }
local STRIKER = pattern [[ [@striker | {Organization}] ]]
local STRIKERS = pattern [[ @striker ]] -- "the air force struck" is no strike

rule "event.walkout" {
  about = "Dockers downed tools, teachers walked out, nurses will strike on Friday.",
  pattern = [[ v:( [lemma=down & {VerbGroup}] tools
                 | [lemma=strike & {VerbGroup}] (?= ("." | "," | {Date} | on {Date} | for {Duration}
                   | over | again | $))
                 | [lemma=walk & {VerbGroup}] out (?! [lower & !@word]) ) ]],
  emit = "Event",
  where = function(m, doc)
    local c = context_of(m, doc, { kind = "strike", cameo = "14" })
    local name = c.subject and named(doc, c.subject)
    local who = c.group and c.group.lemma == "strike" and STRIKERS or STRIKER
    if not c.subject or not doc:match(who, c.subject) or name and name.layer == "Person"
      or clause.is_passive(doc, c.group) then
      return false
    end
    return record.event(doc, c, parties(doc, c.subject), {})
  end,
}

examples {
  { "President Erik Zelten met Prime Minister Anna Kern in Oslo on Friday.",
    published = "2022-03-14", Event = { text = "met", kind = "meeting", cameo = "04",
      modality = false } },
  { "She met the deadline.", Event = false },
  { "All week elected officials waited.", Event = false },
  { "Police arrested three men in Leeds.", Event = { kind = "arrest" } },
  { "The fire was arrested by the wind.", Event = false },
  { "Kern did not say that rebels attacked Bath.",
    Event = { text = "attacked", modality = "reported" } },
  { "Anna Kern spoke with Erik Zelten by phone.", Event = { text = "spoke", kind = "call" } },
  { "Anna Kern spoke with Erik Zelten.", Event = false },
  { "A gunman opened fire on a crowd in Leeds.",
    Event = { text = "opened fire", kind = "attack" } },
  { "The museum opened Friday.", Event = false },
  { "Voters in Norway go to the polls on Sunday.",
    Event = { text = "go to the polls", kind = "election" } },
  { "The polls are wrong.", Event = false },
  { "A car bomb went off in Kano on Friday.", published = "2022-03-14",
    Event = { text = "went off", kind = "attack" } },
  { "The lights went off in Kano.", Event = false },
  { "Thousands of farmers took to the streets of Leeds.", Event = { kind = "protest" } },
  { "The cat took to the streets.", Event = false },
  { "Two men were taken into custody in Leeds.", Event = { kind = "arrest" } },
  { "The coin was taken into custody.", Event = false },
  { "Nurses will strike on Friday.", published = "2022-03-14",
    Event = { text = "strike", kind = "strike", modality = "planned" } },
  { "The air force will strike on Friday.", Event = false },
  { "Teachers walked out on Friday.", Event = { text = "walked out", kind = "strike" } },
  { "Anna Kern walked out on Friday.", Event = false },
}
