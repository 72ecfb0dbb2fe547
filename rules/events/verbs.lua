-- rules/events/verbs.lua : verbs that tell of an event: "met", "was killed", "spoke by phone".
local party, clause = use "events/parties", use "events/clause"
local around, record, frames = use "events/arguments", use "events/record", use "events/frames"
local is_person = party.is_person
local gap, subject_of = clause.gap, clause.subject_of
lang "en"

-- Pronouns that are no subject: "the best way to help them is to elect Kern".
local OBJECT = regex("^(?:him|them|me|us)$", "i")

local AFTER_DET = regex("\\b(?:the|an?|this|that|each|every|no)\\s+$", "i")

-- Is the form in -ing a noun: "the palace meeting with Kern"?
local function is_noun(doc, verb, subject)
  if not lexicons.event_noun:has(verb.text) then return false end
  if AFTER_DET:match(clause.tail(doc, verb.first, 8)) then return true end
  local front = doc:before("NounPhrase", verb)
  if not front then return false end
  return front.last == subject.last and not doc:within("Person", front)
    or not gap(doc, front, verb):find("%S") and not is_person(doc, front)
end

local AND_VERB = pattern [[ ^ (and | or) $adv? (v:{VerbGroup kind=fin}
  | [lower & /ed$/ & !{VerbGroup}] what:$list_of) ]]

-- The object that a verb shares with the next one, and that verb: "shot and killed two guards".
local function shared_object(doc, right)
  local m = right.text:find("^%W*[ao][nr]") and doc:match(AND_VERB, right)
  if m and m.what then return m.what end -- "shot and wounded a man"
  local object = m and around.object_of(doc, m.v)
  if object then return object, m.v end
end

-- Frames whose verb may be a participle without an object, which its noun suffers.
local SUFFERED = { complement = true, object = true }
local BY = regex("^\\s*by\\b")

-- Frames whose verbs need an object, unless they may be a passive or a participle.
local TAKES_OBJECT = { complement = true, object = true, to = true }

local function lacks_object(entry, group)
  return TAKES_OBJECT[entry.frame] and group.kind ~= "pas" and not group.head:find("ed$")
    and group.head ~= "shot"
end

-- The noun that a participle belongs to: "relatives of two men killed"; nil when that is
-- not clear: "a reporter for the Times arrested in Oslo".
local OF_ONE = pattern [[ of (a | an) [!{VerbGroup}]{1,4} $ ]]

local function sufferer(doc, subject)
  local m = doc:match(OF_ONE, subject)
  if m then return doc:span(m.first + 3, m.last) end
  local who = clause.antecedent(doc, { who = subject }) or subject
  local name = party.named(doc, who)
  return not (name and name.layer == "Organization") and who or nil
end

local function verb_event(m, doc)
  local verb = m.v
  if not frames.may_stand(doc, verb) then return nil end
  local particle = clause.is_long(verb) -- "gunned down": the group ends before it
  local group = doc:covering("VerbGroup", particle and doc:span(verb.first, verb.first) or verb)
  if not group or not particle and group.last ~= verb.last and group.head ~= verb.text then
    return nil
  end
  if group:text_before(8):find("['’]s?%s*$") then return nil end
  if group.kind == "ing" and doc.text:find("^%s+of%s", verb.last + 1) then return nil end
  local object, right = around.object_of(doc, verb)
  if object and frames.is_subject_form(object) then object = nil end -- "a meeting he had"
  local next_verb
  if not object and right then object, next_verb = shared_object(doc, right) end
  local entry = verb.entry
  if not object and lacks_object(entry, group) then return nil end
  local passive = clause.is_passive(doc, group)
  if object and not passive and not frames.takes(doc, entry, object) then return nil end
  local subject, framed = subject_of(doc, group)
  if not subject or framed and OBJECT:match(subject.text) or clause.is_title(doc, verb) then
    return nil
  end
  if group.kind == "ing" and not object and is_noun(doc, verb, subject) then return nil end
  local suffers = SUFFERED[entry.frame] and entry.object ~= "name"
    and (entry.object ~= "target" or right and BY:match(right.text)) -- "Rebels attacked in Goma"
    and clause.is_participle(doc, group, subject, object, right)
  if suffers then
    subject = sufferer(doc, subject)
    if not subject then return nil end
  end
  local context = { entry = entry, trigger = verb, group = group,
    passive = suffers or passive, subject = subject, framed = framed, object = object,
    right = right, next_verb = next_verb }
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
  pattern = [[ (?= [{VerbGroup}]) v:@event_verb ]],
  emit = "Event",
  where = verb_event,
}

examples {
  { "President Erik Zelten met Prime Minister Anna Kern in Oslo on Friday.",
    published = "2022-03-14", Event = { text = "met", kind = "meeting", cameo = "04",
      modality = false } },
  { "She met the deadline.", Event = false },
  { "All week elected officials waited.", Event = false },
  { "Police arrested three men in Leeds.", Event = { kind = "arrest" } },
  { "The fire was arrested by the wind.", Event = false },
  { "Drones hit an oil depot near Goma.", Event = { text = "hit", kind = "attack" } },
  { "The news hit the bank.", Event = false },
  { "Rebels seized the town of Goma.", Event = { text = "seized", kind = "attack" } },
  { "Police seized two cars.", Event = false },
  { "Anna Kern sat down with Erik Zelten.", Event = { text = "sat down with" } },
  { "Anna Kern sat down with a cup of tea.", Event = false },
  { "Anna Kern flew to Oslo.", Event = { text = "flew", kind = "visit" } },
  { "Geese flew to Oslo.", Event = false },
  { "Anna Kern resigned as minister.", Event = { text = "resigned", kind = "resignation" } },
  { "The board stepped down from the bus.", Event = false },
  { "The club sacked its coach.", Event = { text = "sacked", kind = "dismissal" } },
  { "The club fired two shots.", Event = false },
  { "Anna Kern named finance minister", Event = { text = "named", kind = "appointment" } },
  { "Anna Kern was named after her mother.", Event = false },
  { "Kern did not say that rebels attacked Bath.",
    Event = { text = "attacked", modality = "reported" } },
}
