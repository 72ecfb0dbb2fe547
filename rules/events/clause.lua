-- rules/events/clause.lua : the clause that an event stands in: what its subject is, and how
-- far it extends.  A time or a place in another clause is not the event's.
local party = use "events/parties"
local is_person, named = party.is_person, party.named
lang "en"

lexicon "event_verb" { file = "lexicons/event-verbs.tsv", inflect = "verb" }
lexicon "event_noun" { file = "lexicons/event-nouns.tsv" }
let "day" [[ ({Date} | {Time}) ]]

-- ---------------------------------------------------------------- spans

local FAR = 2000 -- bytes; no sentence of prose is that long

-- The words of the sentence on either side of a span, cut at a space if there are too many; nil
-- if there are none.  from, upto: where the sentence begins or ends, if that is known.
local function left_of(doc, span, from)
  local first = span.first
  from = from or span.sentence.first
  local space = first - from > FAR and doc.text:find(" ", first - FAR, true)
  if space and space < first then from = space end
  return from < first and doc:span(from, first - 1) or nil
end

local function right_of(doc, span, upto)
  local last, to = span.last, upto or span.sentence.last
  local space = to - last > FAR and doc.text:find(" ", last + FAR, true)
  if space and space < to then to = space end
  return last < to and doc:span(last + 1, to) or nil
end

-- At most `size` bytes before byte `first`, starting with a whole character.
local function tail(doc, first, size)
  local text = doc.text:sub(first > size and first - size or 1, first - 1)
  local byte = text:byte()
  return byte and byte >= 128 and byte < 192 and text:gsub("^[\128-\191]+", "") or text
end

local function gap(doc, a, b) return doc.text:sub(a.last + 1, b.first - 1) end

local TWO_WORDS = regex("[\\s\\xA0]")

local function is_long(span) return TWO_WORDS:match(span.text) ~= nil end -- "gunned down"

local EVENT_NOUN = pattern [[ @event_noun ]]

-- Does a span hold a noun that tells of an event?
local function tells_of_event(doc, span) return doc:match(EVENT_NOUN, span) ~= nil end

-- Within a sentence, a capital marks a heading or a name: "the Vienna Talks".
local function is_title(doc, trigger)
  local left = trigger.text:find("^%u") and left_of(doc, trigger)
  return left and left.text:find("%a") ~= nil
end

-- The nearest annotation before a span, in its sentence.
local function before(doc, layer, span, from)
  local found = doc:before(layer, span)
  return found and found.first >= (from or span.sentence.first) and found or nil
end

-- ---------------------------------------------------------------- subjects

local SUBJECT_BEFORE = pattern [[ (?<! in | on | at | of | from | with | by) who:$list_of
  ,? $lately? $ ]]
local BEFORE_ASIDE = pattern [[ who:$list_of , $prep [!punct & !{VerbGroup}]{1,6} , $ ]]
local RELATIVE = pattern [[ who:({NounPhrase} ($prep {NounPhrase} (, {Place})?)*) (, [num])?
  ($prep? $day)? ,? by:(who | that | which) $adv? $ ]]
local NEXT_TO = pattern [[ who:({NounPhrase} ($prep {NounPhrase} (, {Place} ,?)?)*)
  by:($prep? $day)? $ ]]
local PRONOUN = regex(", (?:who|which|whose)\\b", "i")
local PRONOUN_BEFORE = regex("\\b(?:who|that|which)(?:\\s+\\w+)?\\s*$", "i")
local COORDINATED = pattern [[ (and | but | or | then | (?<= [lower] [!punct]{1,6}) ,) $adv? $ ]]
local TRAILING = pattern [[ (, | and | by | after | before | while | when | since) $adv? $ ]]
local AND_BEFORE = pattern [[ what:$phrase by:(, | and | , and | ,? including) $ ]]
local INSIDE = pattern [[ ($prep | {VerbGroup kind=ing}) $ ]]
local TOLD_BEFORE = pattern [[ {VerbGroup bare=y} $ ]]
-- "references to killing", "the odds of dying"
local NOT_DOING = pattern [[ ((?<! open | committed) to | about | against
  | (odds | risk | risks | danger | likelihood | idea | importance | cost | price | act | aim
    | goal | issue | question) of) $adv? $ ]]
-- "blamed Bonn on Monday for attacking"
local BLAMED = pattern [[ who:$phrase (of | from | ($prep $day)? for) $adv? $ ]]
local ADDRESSED = pattern [[ ^ $adv? who:$list_of not? $ ]]
local ONE_PERSON = pattern [[ (@role_word | @occupation) (?<! [/s$/]) $ ]]
local OFFERED = pattern [[ ^ $adv? who:$phrase (a | an | the) (opportunity | chance) $ ]]
local LAW = pattern [[ (calls | demands | pressure | bill | law | laws | measure | measures
  | legislation | resolution) $ ]]
local USED_BY = pattern [[ ^ by who:$phrase $ ]] -- "the gun used by him to kill"
local FOR_WHOM = pattern [[ for who:$phrase $ ]] -- "pressed for Bonn to act"
local WHERE = { at = true, from = true, ["in"] = true, near = true, of = true, on = true,
  outside = true }
local PREP_ONLY = regex("^[\\s\\xA0]+(?:in|of|at|on|for|by|from|with|near|over|outside|after)"
  .. "(?:[\\s\\xA0]+the)?[\\s\\xA0]+$")
local NO_WORD = regex("^\\W*(?:not\\W*)?$")

local function is_name(doc, span)
  local name = named(doc, span)
  return name ~= nil and name.layer == "Person" and name.mention ~= "pronoun"
end

-- Widens a subject back to Japan in "said Japan and Norway met"; nil if what comes before it
-- shows that it is none: "in the tunnels and streets of Bonn had", "a man held in Bonn had".
local function widened(doc, subject, verb, from)
  if verb and verb.last < subject.first and not gap(doc, verb, subject):find("%S") then
    return (verb.bare or verb.that) and subject or nil
  end
  local word = tail(doc, subject.first, 16):gsub("\u{A0}", " "):match("(%S+)%s*$")
  local joins = word == "and" or word == "including" or word and word:find(",$")
  local left = joins and left_of(doc, subject, from)
  local m = left and doc:match(AND_BEFORE, left)
  if not m then return subject end
  local further = left_of(doc, m.what, from)
  local first = not further
    and (m.by.text == "and" or is_name(doc, m.what) and is_name(doc, subject))
  if word == "including" or first
    or further and doc:match(TOLD_BEFORE, further) then
    return doc:span(m.what.first, subject.last)
  end
  if further and doc:match(INSIDE, further) and not is_person(doc, subject) then return nil end
  return subject
end

-- What "who", "that" or "which" stands for: a person, an event ("strikes on the town that
-- killed two"), or else the nearest noun phrase that does not say where.
local function antecedent(doc, m)
  local who, found, by = m.who, nil, m.by and m.by.text:lower()
  for phrase in doc:each("NounPhrase", { within = who }) do
    local word = doc.text:sub(who.first, phrase.first - 1):match("(%a+)%s+$")
    if by ~= "who" and tells_of_event(doc, phrase) then return phrase end
    local fits
    if by == "who" or not by then
      fits = is_person(doc, phrase) and not doc:within("Place", phrase)
        and (word == "of" or not WHERE[word] or not is_person(doc, found))
    else
      fits = not WHERE[word]
    end
    local head = found and word == "of" and not doc:within("Person", phrase)
      and (doc:match(ONE_PERSON, found) or doc:within("Organization", phrase))
    if phrase.text:find("^[Aa]n? ") then head = nil end -- "the son of a woman who"
    local one = found and word == "of" and found.text:lower() == "one"
    if not found or one or fits and not head then found = phrase end
  end
  if (by == "who" or by == "that") and found and doc:covering("Place", found) then
    return nil
  end
  return found
end

-- For a verb without a subject of its own: the verb whose subject it shares, or nil and the
-- person who is to act: "asked them to leave".
local function shared(doc, group, verb, left)
  if group.kind == "inf" then
    local between = doc:span(verb.last + 1, group.first - 1)
    if NO_WORD:match(between.text) then return verb end
    local m = doc:match(OFFERED, between) or doc:match(ADDRESSED, between)
      or doc:match(FOR_WHOM, between) or verb.head == "used" and doc:match(USED_BY, between)
    if m and (verb.object_to or is_person(doc, m.who)) then return nil, m.who end
    return not doc:match(LAW, between) and verb or nil
  end
  local pattern = group.kind == "ing" and TRAILING or COORDINATED -- "and met"
  return doc:match(pattern, left) and verb or nil
end

-- What a form in -ing right after a noun phrase describes ("a heckler protesting", "an
-- attack on Bonn killing two"); nil if its subject is that of the verb before it.
local function described(doc, left)
  local m = doc:match(NEXT_TO, left)
  local found = m and antecedent(doc, m)
  local happens = found and tells_of_event(doc, found)
  if happens or found and is_person(doc, found) and not doc:covering("Place", found) then
    return found
  end
end

-- "a man wanted in Leeds was arrested": Leeds is not the subject, nor did the man want anything.
local function has_participle(doc, subject, verb)
  if verb.kind ~= "fin" or not verb.text:find("^%l+ed$") or verb.last >= subject.first
    or not PREP_ONLY:match(gap(doc, verb, subject)) then
    return false
  end
  local who = before(doc, "Subject", verb)
  return who ~= nil and NO_WORD:match(gap(doc, who, verb)) ~= nil
end

local AT_IT = pattern [[ ^ $prep @word(kind=det)? {NounPhrase} $ ]]

-- "Drone strikes on Bonn killed two": what looks like a verb is a noun before a preposition.
local function is_noun(doc, verb, group)
  return group.kind == "fin" and lexicons.event_noun:has(verb.text) and verb.last + 1 < group.first
    and doc:match(AT_IT, doc:span(verb.last + 1, group.first - 1)) ~= nil
end

-- The subject of a verb group, and whether what comes before that subject applies to the verb
-- too, as it does not in a relative clause.  `depth`: how many verbs back; `from`: where the
-- sentence begins.
local function subject_of(doc, group, depth, from)
  depth, from = depth or 1, from or group.sentence.first
  local verb = before(doc, "VerbGroup", group, from)
  local subject = before(doc, "Subject", group, from)
  if subject and verb and has_participle(doc, subject, verb) then
    return subject_of(doc, verb, depth + 1, from)
  end
  if verb and is_noun(doc, verb, group) then return verb, true end
  if subject and (not verb or subject.last > verb.last)
    and not PRONOUN_BEFORE:match(subject.text) then
    return widened(doc, subject, verb, from), true
  end
  local left = left_of(doc, group, from)
  if not left then return nil end
  local m
  if PRONOUN_BEFORE:match(tail(doc, group.first, 32)) then
    m = doc:match(RELATIVE, left)
    if m then return antecedent(doc, m), false end
    if subject and PRONOUN_BEFORE:match(subject.text) and subject.text:find(" ") then
      return nil -- "a friend of Hill's who"
    end
  end
  if depth > 8 then return nil end
  if verb then
    local main, who = shared(doc, group, verb, left)
    if who then return who, false end
    if main then return subject_of(doc, main, depth + 1, from) end
  end
  if group.kind == "ing" then
    if verb and verb.bare and (verb.act == "say" or verb.act == "believe")
      and not gap(doc, verb, group):find("%a") then
      return nil -- "I think electing Kern is wrong"
    end
    local blamed = doc:match(BLAMED, left)
    if blamed and is_person(doc, blamed.who) then return blamed.who, false end
    if doc:match(NOT_DOING, left) then return nil end
    local who = described(doc, left)
    if who or not verb then return who, false end
    return subject_of(doc, verb, depth + 1, from)
  end
  m = left.text:find(",%s*$") and doc:match(BEFORE_ASIDE, left) or doc:match(SUBJECT_BEFORE, left)
  local who = m and party.without_time(doc, m.who)
  if who and (group.kind ~= "inf" or is_person(doc, who)) then -- not "a plan to kill"
    local whose = who.text:match("%f[%a]()whose ") or 1 -- "the union, whose members"
    return doc:span(who.first + whose - 1, who.last), whose == 1
  end
end

-- Is a verb passive, even if it shares its helper: "was hurt and killed"?
local function is_passive(doc, group)
  if group.kind ~= "fin" or group.text:find("%s") then return group.kind == "pas" end
  local verb, left = before(doc, "VerbGroup", group), left_of(doc, group)
  return verb ~= nil and verb.kind == "pas" and #gap(doc, verb, group) < 20
    and not PRONOUN_BEFORE:match(tail(doc, verb.first, 8)) -- "Kern, who was hurt, died"
    and doc:match(COORDINATED, left) ~= nil and group.head:find("ed$") ~= nil
end

-- What may follow a participle without an object: "the men killed in Goma", "Two arrested".
local CLOSED = pattern [[ ^ ([punct & !open & !quote] | $day | last | overnight | yesterday | today
  | in | on | by | near | outside | inside | during | over | for | after | amid | as | while | when
  | with | from | at) ]]
local SHOT_AT = regex("^shot\\s+at\\b", "i")

-- Is this a participle that describes the noun right before it: "the five nurses killed in
-- Bath"?  Only for verbs that always take an object.
local function is_participle(doc, group, subject, object, right)
  if group.kind ~= "fin" or object or group.head == group.lemma or group.text:find("%s")
    or not (group.head:find("ed$") or group.head == "shot")
    or not subject.text:find("%s") and subject.text:lower() == subject.text
    or gap(doc, subject, group):find("[^,%s]") -- "Hill, arrested in Oslo, denies it"
    or PRONOUN_BEFORE:match(tail(doc, group.first, 32)) then
    return false
  end
  return (not right or doc:match(CLOSED, right) ~= nil)
    and not SHOT_AT:match(doc.text:sub(group.first, group.first + 8))
end

-- ---------------------------------------------------------------- how far a clause goes

local BORDER = pattern [[ (?! $day | (planned | scheduled | due | set) for)
    ((?<! in | at | near | as) {Subject} | {VerbGroup kind=fin|pas|inf})
  | , {VerbGroup kind=ing} | ";" | ":" | {Dash} | that | [/^[.!?]$/] | [quote & close]
  | (?! . $day | as {NounPhrase} (?! {VerbGroup})) ([@word(kind=sub|wh)] | after | before | since
    | until | amid | following | despite | due | because)
  | according | , (and | but) | (and | or | but) {VerbGroup} ]]
local AFTER = regex("\\b(?:after|before|since|while|until)\\W*$", "i")
local WHEN_BEFORE = pattern [[ at:$day ,? when $ ]]
local COMMA = pattern [[ , ]]

local ASIDE = pattern [[ ^ [!punct]{1,8} aside:(, (who | which | whose) [!punct]{1,12} ,)
  (?= $prep? $day | $prep [!punct]{1,4}) ]]
local IN_ASIDE = pattern [[ , (who | which | whose) [!punct]{1,12} $ ]]

-- Where the relative clause between commas that a span stands in ends; nil if it is in none.
local function inside(doc, span)
  local left = left_of(doc, span)
  if not left or not PRONOUN:match(left.text) or not doc:match(IN_ASIDE, left) then return nil end
  local comma = doc.text:find(",", span.last + 1, true)
  return comma and comma <= span.sentence.last and comma - 1 or nil
end

-- The words after a span that still belong to its clause; nil if there are none.
local function behind(doc, span)
  local right = right_of(doc, span, inside(doc, span))
  local m = right and doc:match(BORDER, right)
  if not m then return right end
  return m.first > right.first and doc:span(right.first, m.first - 1) or nil
end

-- What continues after a relative clause between commas: "met Kern, who was ill, in Oslo".
local function resumed(doc, span)
  local right = right_of(doc, span)
  local m = right and right.text:find(",%s*wh") and doc:match(ASIDE, right)
  return m and behind(doc, m.aside) or nil
end

-- What comes before the subject of the first clause and applies to all of it: "On Monday,".
local function frame_of(doc, subject)
  local left = left_of(doc, subject)
  if not left then return nil end
  local first
  for group in doc:each("VerbGroup", { within = left }) do
    if group.kind ~= "ing" then
      local m = doc:match(WHEN_BEFORE, left)
      return m and doc:span(m.at.first, m.at.last)
    end
    first = first or group
  end
  if not first then return left end
  local m = doc:match(COMMA, left)
  return m and m.first < first.first and doc:span(left.first, m.first - 1) or nil
end

-- The parts of the sentence to search for the time and the place of an event, best first.
-- c: trigger, group (the verb that carries it) or happens (the one that says it took place),
-- subject (of that verb), framed (see subject_of), next_verb, phrase (of a noun).
local function reach_of(doc, c)
  local trigger, group, subject, parts = c.trigger, c.group or c.happens, c.subject, {}
  local from = subject or c.phrase or trigger
  if group and group.last > trigger.last then parts[1] = behind(doc, group) end
  parts[#parts + 1] = behind(doc, trigger)
  parts[#parts + 1] = c.next_verb and behind(doc, c.next_verb) or resumed(doc, trigger)
  if subject and subject.last < trigger.first and doc:within("VerbGroup", subject)
    and not c.happens then
    from = doc:span(subject.last + 1, trigger.last) -- "the man who fled on Monday"
  end
  local finite = c.group and (c.group.kind == "fin" or c.group.kind == "pas")
  local verb = finite and before(doc, "VerbGroup", c.group)
  if verb and verb.first > from.last then from = c.group end -- "met Kern in Oslo and left"
  if from.first < trigger.first then
    parts[#parts + 1] = doc:span(from.first, trigger.first - 1)
  end
  if subject and c.framed and not (c.group and c.group.kind == "inf")
    and not AFTER:match(tail(doc, subject.first, 12)) then
    parts[#parts + 1] = frame_of(doc, subject)
  end
  return parts
end

return { antecedent = antecedent, gap = gap, is_long = is_long, is_participle = is_participle,
  is_passive = is_passive, is_title = is_title, left_of = left_of, reach_of = reach_of,
  right_of = right_of, subject_of = subject_of, tail = tail, tells_of_event = tells_of_event }
