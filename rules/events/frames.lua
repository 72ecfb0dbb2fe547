-- rules/events/frames.lua : the frames of event verbs: what subject and object a verb
-- needs to tell of the event, and which parties are agents or patients.
local party, clause = use "events/parties", use "events/clause"
local around, record = use "events/arguments", use "events/record"
local is_fighter, is_person, is_target = party.is_fighter, party.is_person, party.is_target
local named, parties = party.named, party.parties
local gap, left_of, right_of = clause.gap, clause.left_of, clause.right_of
local brought, by, of = around.brought, around.by, around.of
local joined, other_than = record.joined, record.other_than
lang "en"

-- What must follow the verbs of a frame; tested before anything else.
local BEHIND = { arrive = regex("^[\\s\\xA0]+(?:back )?(?:in|at)\\b"),
  go = regex("^[\\s\\xA0]+(?:back )?to\\b") }

local function may_stand(doc, verb)
  local behind = BEHIND[verb.frame]
  return not behind or behind:match(doc.text:sub(verb.last + 1, verb.last + 12)) ~= nil
end

local IN_PLACE = pattern [[ ^ (back)? (in | at) {Place} ]]
local AWAY = pattern [[ ^ (down | out | off | away) ]]
local DYING_FOR = pattern [[ ^ (for | to) ]]

-- The reader of each frame of event-verbs.tsv: function(doc, c) -> agents, patients, or
-- nil when there is no event. c is {entry, trigger, group, passive, subject, object,
-- right}; object and right may be nil.
local FRAMES = {}

-- "met its “golden rule”"
local TIMES = pattern [[ ^ . times $ ]] -- "met four times"
local A_THING = pattern [[ ^ $adv? @word(kind=det|poss)? [quote] ]]
local UPON = pattern [[ ^ (on | upon) (?! {Date}) ]] -- "conferred on him"

lexicon "thing_met" { "challenge", "criterion", "deadline", "demand", "expectation", "goal",
  "need", "obligation", "quota", "requirement", "standard", "target", "threshold",
  inflect = "noun" }
local THING_MET = pattern [[ ^ [!punct]{0,3}? @thing_met ]]

-- The noun that a clause without a relative pronoun is about: "the voters they met".
local SUBJECT_FORM = regex("^(?:he|she|they|we|I)$", "i")

local function is_subject_form(span) return SUBJECT_FORM:match(span.text) ~= nil end

local WHOM = pattern [[ who:$phrase (that | who | whom)? $ ]]

local function met_before(doc, subject)
  local left = is_subject_form(subject) and left_of(doc, subject)
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
  if clause.is_long(c.trigger) then return nil end -- "sat down with a book"
  local other = around.with_whom(doc, c.right)
  if other and not is_person(doc, other) then return nil end
  local others = of(doc, other or met_before(doc, c.subject))
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

local TO_PLACE = pattern [[ ^ (back)? to {Place} ]]
local VISITING = pattern [[ @event_noun(kind=visit) ]] -- told by that noun

FRAMES.go = function(doc, c)
  if c.passive or not is_person(doc, c.subject) or is_fighter(doc, c.subject) or not c.right
    or not doc:match(TO_PLACE, c.right) or doc:match(VISITING, c.right) then
    return nil
  end
  return parties(doc, c.subject), {}
end

FRAMES.arrive = function(doc, c)
  if c.passive or not is_person(doc, c.subject) or not c.right
    or not doc:match(IN_PLACE, c.right) then
    return nil
  end
  return parties(doc, c.subject), {}
end

local ARMS = pattern [[ @event_person(kind=fighter) $ ]] -- "fired two missiles"

-- May the span be the patient of a verb whose row wants such an object?
local function suits(doc, want, span)
  if want == "person" then return is_person(doc, span) end
  if want == "name" then
    local name = named(doc, span)
    if name then return name.layer == "Person" end
    return party.is_bare_name(doc, span)
  end
  if want == "one" then
    local name = named(doc, span)
    return is_person(doc, span) and not (name and name.layer ~= "Person")
      and not doc:match(ARMS, span)
  end
  if want == "taken" then return is_target(doc, span) and not is_person(doc, span) end
  return is_target(doc, span)
end

-- May an active verb of that row have this object? Tested before the subject is looked
-- for, as most do not fit.
local function takes(doc, entry, object)
  return entry.frame ~= "object" or suits(doc, entry.object, object)
end

local POLICE = regex("\\b(?:police|officers)\\b", "i") -- what they seize is evidence

local function is_captor(doc, span)
  return span ~= nil and is_fighter(doc, span) and not POLICE:match(span.text)
end

-- People who are attacked with force and not with words: "attacked a motorist", "two
-- women", "his neighbour".
lexicon "everyday" { "bystander", "boy", "child", "couple", "cyclist", "driver", "girl", "hiker",
  "jogger", "man", "motorist", "neighbor", "neighbour", "passenger", "passer-by", "pedestrian",
  "pensioner", "schoolboy", "schoolgirl", "shopper", "shopkeeper", "student", "teenager", "tourist",
  "villager", "woman", "worshipper", inflect = "noun" }
local SOME_ONE = pattern [[ ^ (a | an | another | his | her | [num] | @number | several)
  ([lower & pos=adj|noun] | [num] | -){0,6} [lower & @everyday] ($ | and | ,) ]]

-- "attacked the minister" may be done with words: an attack needs a fighter, or a target
-- that is a place, a thing or an everyday person.
local function is_violent(doc, c)
  if c.entry.object == "struck" then
    local name = named(doc, c.object)
    return is_fighter(doc, c.subject) and not (name and name.layer == "Person")
  end
  if c.entry.object == "taken" then return is_captor(doc, c.subject) end
  if c.entry.object ~= "target" or is_fighter(doc, c.subject) then return true end
  if doc:match(SOME_ONE, c.object) and is_person(doc, c.subject) then return true end
  local who, on = named(doc, c.subject), named(doc, c.object)
  if on and on.layer == "Place" then return who ~= nil and who.layer ~= "Person" end
  return not is_person(doc, c.object) and (who ~= nil or is_person(doc, c.subject))
end

-- What may follow "called Hill"; not "a liar".
local NO_COMPLEMENT = pattern [[ ^ ([punct & !quote & !open] | $where_to | late
  | @word(kind=time|day|prep|sub) | early | again | {Date}) ]]

-- Kinds whose agent is somebody; what kills may also be a storm.
local CHOOSING = { election = true, appointment = true, sanction = true, arrest = true,
  dismissal = true }

-- "shoot them down", "shot down the plane"
local DOWN = pattern [[ ^ (down | $phrase down) ]]
local IN_OFFICE = pattern [[ ^ @event_person(kind=person) ]] -- "elected officials"
-- "attacked in the media"
local IN_WORDS = pattern [[ ^ (for | over | as | that
  | in the? (media | press | ad | ads | debate) | from . sides) ]]
local FIRED_UP = pattern [[ ^ (up | back | off | away | home
  | (on | at | into | over) (?! {Date})) ]]
local CALLED_UP = pattern [[ ^ (up | off | out | for | $phrase out) ]]
-- "called Kern, her lawyer, a liar"
local CALLED_WHAT = pattern [[ ^ [!punct]{1,6} , [!punct]{1,16} , (a | an)
  (?! @word(kind=time)) ]]

local BLOW = pattern [[ @event_noun(kind=attack) ]] -- "hit by shelling"

local function is_actor(doc, c)
  return not CHOOSING[c.entry.kind] or is_person(doc, c.subject)
    or named(doc, c.subject) ~= nil
end

local WITH_POST = pattern [[ ^ who:[cap]+ [lower & @event_person(kind=person)] $ ]]

-- Who is elected or appointed: Kern in "Kern president".
local CHOSEN = { election = WITH_POST, appointment = pattern [[ ^ who:{Person} [lower]{0,2}
  [lower & @event_person(kind=person)] $ ]] }

local function chosen(doc, c)
  local m = CHOSEN[c.entry.kind] and doc:match(CHOSEN[c.entry.kind], c.object)
  return m and { doc:span(m.who.first, m.who.last) }
end

-- "the forum, called Kern", "a village called Kern"
local NAMED_SO = regex("(?:,|\\b(?:an?|another|one) (?:[\\p{Ll}-]+ ){0,2}[\\p{Ll}-]+)\\s*$")

FRAMES.object = function(doc, c)
  if c.right and (c.right.text:find("down", 1, true) and doc:match(DOWN, c.right)
    or c.trigger.text == "elected" and not c.passive and doc:match(IN_OFFICE, c.right)
    or c.entry.object == "name" and doc:match(CALLED_UP, c.right)
    or c.entry.object == "one" and doc:match(FIRED_UP, c.right)) then
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
    if c.entry.object == "struck" and not is_fighter(doc, who)
        and not (who and doc:match(BLOW, who))
      or c.entry.object == "taken" and not is_captor(doc, who) then
      return nil
    end
    local thing = who and not is_person(doc, who) -- "struck by the view"
    if thing and (c.entry.object == "target" or CHOOSING[c.entry.kind]) then return nil end
    return agents, parties(doc, c.subject)
  end
  if not c.object or not is_violent(doc, c) or not is_actor(doc, c) then return nil end
  if c.entry.object == "name" then
    local behind = right_of(doc, c.object)
    local what = clause.tail(doc, c.subject.first, 5):find("[Ww]hat%s") -- "what they call"
    local named_so = NAMED_SO:match(clause.tail(doc, c.group.first, 40))
    if what or named_so or not is_person(doc, c.subject) or doc:match(CALLED_WHAT, c.right)
      or behind and not doc:match(NO_COMPLEMENT, behind) then
      return nil
    end
  end
  return parties(doc, c.subject), chosen(doc, c) or parties(doc, c.object)
end

-- "demonstrated that it works", "march into the town"; "rallied behind him"
local NO_CROWD = pattern [[ ^ $adv? (that | how | why | what | into | back | toward | towards
  | under | out) ]]
local IN_SUPPORT = pattern [[ ^ $adv? (behind | around | round) ]]
local GAP = pattern [[ ({NounPhrase} | that | what) $ ]] -- "the zeal that he demonstrated"

-- Is the subject one person alone? One may protest, but does not rally, march or
-- demonstrate.
local function is_alone(doc, c, agents)
  if c.trigger.lemma == "protest" or #agents > 1 then return false end
  local name = named(doc, c.subject)
  return name ~= nil and name.layer == "Person" or record.is_one(c.subject)
    or party.is_one_person(doc, c.subject)
end

local ASSURED = regex("\\binnocence\\b") -- "protested their innocence"

FRAMES.crowd = function(doc, c)
  local against = c.object and c.trigger.lemma == "protest" and not ASSURED:match(c.object.text)
    and party.without_time(doc, c.object) or nil
  if c.passive or c.object and not against or not is_person(doc, c.subject)
    or c.right and (doc:match(NO_CROWD, c.right)
      or c.trigger.lemma == "rally" and doc:match(IN_SUPPORT, c.right))
    or is_fighter(doc, c.subject) and c.trigger.lemma == "march" then
    return nil
  end
  local left = c.trigger.lemma == "demonstrate" and left_of(doc, c.subject)
  local agents = parties(doc, c.subject)
  if left and doc:match(GAP, left) or is_alone(doc, c, agents)
    or against and #agents == 0 then -- "some protest leaders"
    return nil
  end
  return agents, of(doc, against or brought(doc, c.right, "against|over"))
end

local LIVE_OR = regex("\\bliv(?:es?|ed) (?:and|or)\\s*$", "i") -- "live or die by the market"

local AGED = regex("^aged\\b") -- "died aged 82"

FRAMES.intransitive = function(doc, c)
  local name = named(doc, c.subject)
  if c.passive or c.object and not AGED:match(c.object.text) or not is_person(doc, c.subject)
    or name and name.layer ~= "Person"
    or LIVE_OR:match(clause.tail(doc, c.group.first, 12))
    or c.right and (doc:match(AWAY, c.right)
      or c.trigger.text:find("ing$") and doc:match(DYING_FOR, c.right)) then
    return nil
  end
  return {}, parties(doc, c.subject)
end

-- What follows "named Hill": a post.
local AS_WHAT = pattern [[ ^ ((?! after | by | for @word(kind=det|poss)
      | (the | a | an)? (man | woman | person))
    (as | to | the | a | an)? [!punct & !{VerbGroup}]{0,4}?
    (@event_person(kind=person) | @role_word)
  | to (lead | head | run | chair | replace | succeed)) ]]
local JUDGED = pattern [[ ^ as (a | an | too) ]] -- "dismissed him as a dreamer"
local POST = pattern [[ ^ [lower & !@word(kind=det)]{0,3} [lower & @event_person(kind=person)] $ ]]
local ENDS = pattern [[ ^ ($ | $prep | {Date} | after | as | [/^[,;:.]$/]) ]]

-- "Hill named finance minister" in a headline: Hill is the one who is named.
local function is_made(doc, c)
  if not c.object or c.passive or not c.group.text:find("^%a+ed$")
    or not doc:match(POST, c.object) then
    return false
  end
  local name, right = named(doc, c.subject), right_of(doc, c.object)
  return name ~= nil and name.layer == "Person"
    and (not right or doc:match(ENDS, right) ~= nil)
end

FRAMES.complement = function(doc, c)
  local named_as = c.entry.object == "role"
  if is_made(doc, c) then return {}, parties(doc, c.subject) end
  if not c.passive and not is_actor(doc, c) then return nil end
  local who = c.passive and c.subject or c.object
  if not who or not is_person(doc, who) then return nil end
  local behind = c.passive and c.right or right_of(doc, who)
  if named_as and not (behind and doc:match(AS_WHAT, behind))
    or c.entry.kind == "dismissal" and doc:match(JUDGED, behind) then
    return nil
  end
  if c.passive then return (by(doc, c.group)), parties(doc, who) end
  return parties(doc, c.subject), chosen(doc, c) or parties(doc, who)
end

lexicon "post" { "job", "post", "office", "role", "position", "cabinet", "government", "board",
  "coalition", "party" }
local FROM_POST = pattern [[ ^ @word(kind=det|poss)? [!punct & !{VerbGroup}]{0,2} @post $ ]]
local NO_POST = pattern [[ ^ ({VerbGroup kind=ing} | into | onto | off | to
  | from (a | the) (plane | train | bus | stage | car)) ]]

-- "resigned as minister", "quit the cabinet", not "resigned to it".
FRAMES.quit = function(doc, c)
  local name = named(doc, c.subject)
  local body = name and name.layer ~= "Person" and name.kind ~= "government"
  if c.passive or body or not is_person(doc, c.subject)
    or not name and is_fighter(doc, c.subject) or c.object and not doc:match(FROM_POST, c.object)
    or c.right and doc:match(NO_POST, c.right) then
    return nil
  end
  return parties(doc, c.subject), {}
end

return { FRAMES = FRAMES, is_subject_form = is_subject_form, may_stand = may_stand,
  takes = takes }
