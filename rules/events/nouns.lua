-- rules/events/nouns.lua : nouns that tell of an event: "a visit to Oslo", "the attack".
local party, clause = use "events/parties", use "events/clause"
local around, record, beside = use "events/arguments", use "events/record", use "events/beside"
local carrier = use "events/carrier"
local is_fighter, is_person, is_target = party.is_fighter, party.is_person, party.is_target
local gap, right_of, named = clause.gap, clause.right_of, party.named
local joined, of = record.joined, around.of
lang "en"

local TOWARD = pattern [[ ^ (toward | towards) ]] -- "a march toward higher rates"
local AS_VERB = pattern [[ ^ (@word(kind=det|poss|object) | tough
  | [@event_person(kind=person) & /s$/]) ]] -- "the two strike a deal", "meeting relatives"
local BEFORE_NOUN = pattern [[ ^ [lower & pos=noun & !pos=verb & !{VerbGroup} & !@word] ]]
local IDIOM = regex("\\b(?:in protest|to death)$", "i") -- "resigned in protest"
-- "their third goal sealed the deal": no deal is made, unless it is with somebody named
local SEALED = regex("\\b(?:clos|seal)(?:e|es|ed|ing)? the deal$", "i")

-- Words that give the noun after them another meaning.
local OTHER = regex("\\b(?:pointed|personal|partisan|rhetorical|scathing|stinging|sharp|withering"
  .. "|blistering|inflammatory|political|racist|sexist|xenophobic|heart|panic"
  .. "|asthma|mail|negative|smear|verbal|oil|gold|lightning|hunger|set|dress rehearsal"
  .. "|cyber|trading|plea|record|book|film|movie|sponsorship|licensing"
  .. "|(?:less|little|much|broad|general|widespread)(?= agreement))\\b", "i")

-- "reported direct mail attacks", "came under withering attack"
local OTHER_FRONT = regex("\\b(?:mail|withering|stinging|blistering)\\s*$", "i")

-- Events that need no more than a place: "the attack in Bath".
local LOCATED = { arrest = true, attack = true, election = true, meeting = true, protest = true,
  strike = true }
local IN_PLACE = pattern [[ ^ ({Date} | on {Date})? $where $part at:{Place}
  (?! [/^['’]s?$/ | lower & pos=noun] | $hyphen) ]]

-- "the Paris attack", "the Geneva talks"
local NAMED_AFTER = pattern [[ ^ @word(kind=det) [{Date}]? at:{Place kind=city} [lower]{0,2}?
  [@event_noun]{1,2} $ ]]

local function place_before(doc, c)
  local m = LOCATED[c.entry.kind] and doc:within("Place", c.phrase)
    and doc:match(NAMED_AFTER, c.phrase)
  return m and doc:within("Place", m.at) or nil
end

local function place_behind(doc, kind, right)
  local m = right and LOCATED[kind] and doc:match(IN_PLACE, right)
  return m and doc:within("Place", m.at) or nil
end

local BEGINS = regex("^(?:tak|took|br[eo]a?k|erupt|beg[aiu]n|start)", "i")
local BEGUN_IN = pattern [[ ^ (place | out)? (on? {Date})? $where $part at:{Place}
  (?! [/^['’]s?$/]) ]]

-- "Protests broke out in Bath", "a meeting took place in Bath"
local function place_of_happening(doc, c)
  local right = c.happens and BEGINS:match(c.happens.head) and right_of(doc, c.happens)
  local m = right and doc:match(BEGUN_IN, right)
  return m and doc:within("Place", m.at) or nil
end

-- The crowd before the noun in a headline where no verb is found: "Thousands of students march
-- in Bath".
local LOUD = { protest = true, strike = true }
local CROWD = pattern [[ ^ who:([!punct & !@word(kind=prep)]{1,4} (of [!punct]{1,2})?)
  [@event_noun] $ ]]

local function crowd_of(doc, c)
  local noun = c.trigger
  if not LOUD[c.entry.kind] or noun.text:find("s$")
    or doc:within("VerbGroup", noun.sentence) then
    return {}
  end
  local m = doc:match(CROWD, doc:span(noun.sentence.first, noun.last))
  local crowd = m and (m.who.text:find("s$") or m.who.text:find("people$")) and m.who
  return crowd and is_person(doc, crowd) and { doc:span(crowd.first, crowd.last) } or {}
end

-- A rally or march by one person is not a protest, nor is a rally by nobody.
local function is_campaign(doc, word, agents)
  local name = #agents == 1 and doc:within("Person", agents[1])
  return name and word.text == "march"
    or word.text:lower():find("^rall") and (#agents == 0 or name)
end

-- "the 2011 shooting", "a board meeting": a noun phrase ends before a form in -ing, so the
-- two are joined here.
local function with_front(doc, noun)
  local left = doc:before("NounPhrase", noun)
  if left and not gap(doc, left, noun):find("%S")
    and (doc:overlapping("Date", left) or not is_person(doc, left)
      or left.text:find("^[Tt]he ") and doc:within("Place", left)) then -- "the Oslo meeting"
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

-- Something is called an attack: "the plan is an attack on banks", "calls it a broad attack".
local LIKENED = regex("\\b(?:as|is|was|call(?:s|ed)? [^.;]*) an? (?:\\w+ )?"
  .. "(?:attack|assault)$", "i")

local DEED = regex("^(?:carr|commit)", "i") -- "carried out an attack on Hill"

-- Signs of violence rather than harsh words: "police are investigating the attack on Hill".
local DEEDS = regex("\\b(?:police|arrest\\w*|charged (?:over|with)|injur\\w+|wound\\w*|stabb\\w+"
  .. "|gun(?:man|men)|knife|hospital|suspects?|assailants?|filmed)\\b", "i")

-- "Kern's attack on Hill" is only words: it involves neither a fighter nor a place.
local function is_words(doc, c, agents, patients)
  if c.entry.spoken == "" or c.group and DEED:match(c.group.head)
    or DEEDS:match(c.trigger.sentence.text) then
    return false
  end
  local person = doc:within("Person", c.phrase) ~= nil
    or LIKENED:match(clause.tail(doc, c.phrase.last + 1, 48)) ~= nil
  for _, list in ipairs { agents, patients } do
    for _, span in ipairs(list) do
      local place = doc:within("Place", span)
      if is_fighter(doc, span) or place and place.last == span.last -- not "Wall Street traders"
        or list == patients and not is_person(doc, span) and is_target(doc, span)
        and not doc:within("Person", span) then -- not "Kern's positions"
        return false
      end
      person = person or doc:within("Person", span) ~= nil
        or party.is_one_person(doc, span)
    end
  end
  return person
end

local FOUGHT = regex("\\b(?:in|by|during|from|amid|after|before|the|heavy|fierce|intense"
  .. "|more|new|renewed)\\s+$", "i")

-- The noun phrase that ends with the noun, leaving out a time, and the words after it; nil if
-- the noun is part of a name or a date, or is a verb ("the two strike a deal").
local function phrase_of(doc, noun)
  if clause.is_title(doc, noun) then return nil end
  local upto = clause.tail(doc, noun.last + 1, 24)
  if IDIOM:match(upto) then return nil end
  if noun.text == "fighting" and not FOUGHT:match(clause.tail(doc, noun.first, 12)) then
    return nil -- "the country he's fighting for"
  end
  local phrase = doc:covering("NounPhrase", noun) or with_front(doc, noun)
  local timeless = party.without_time(doc, phrase)
  if timeless then phrase = doc:span(phrase.first, timeless.last) end
  local front = clause.tail(doc, phrase.first, 12)
  if phrase.last ~= noun.last or OTHER:match(phrase.text) or OTHER_FRONT:match(front) then
    return nil
  end
  local right = right_of(doc, phrase)
  if right and noun.text:find("ing$") and doc:match(BEFORE_NOUN, right) then
    return nil -- "open meeting laws"
  end
  if right and doc:match(AS_VERB, right) or is_infinitive(doc, phrase) then return nil end
  if SEALED:match(upto) then
    local other = around.with_whom(doc, right)
    if not (other and named(doc, other)) then return nil end
  end
  return phrase, right
end

-- One person "on strike" is a batter.
local ONE = regex("^(?:an?|the|this|his|her|its)\\b.*[^s]$", "i")

local BEING = regex("^(?:be|been|being|am|is|are|was|were|['’](?:m|re|s))$", "i")

local function is_idle_strike(doc, c)
  if c.entry.kind ~= "strike" or not BEING:match(c.group.head) then return false end
  local name = c.subject and named(doc, c.subject)
  return not c.subject or not is_person(doc, c.subject)
    or not (name and name.layer == "Organization") and ONE:match(c.subject.text) ~= nil
end

-- "clashes with the chairman" are quarrels.
local BRAWL = regex("\\b(?:armed|bloody|deadly|fierce|heavy|violent)\\b", "i")

local function is_quarrel(doc, c, agents)
  if c.trigger.text:lower() ~= "clashes" or BRAWL:match(c.phrase.text) then return false end
  for _, span in ipairs(agents) do
    if party.is_unruly(doc, span) then return false end
  end
  return #agents > 0
end

-- Nouns that are events only with a verb that says so: "signed deals", "won re-election"; not
-- "one of his deals", "they will make deals".
local NEEDS_VERB = { deals = true, ["re-election"] = true, reelection = true }

local function is_untold(c, row)
  return NEEDS_VERB[c.trigger.text:lower()] and (not row or c.group.head:find("^ma[dk]"))
end

local function noun_event(m, doc)
  local phrase, right = phrase_of(doc, m.n)
  if not phrase then return nil end
  local c = { entry = m.n.entry, trigger = m.n, phrase = phrase }
  local kind = c.entry.kind
  local row, passive = carrier(doc, c, right)
  local agents, patients = beside.beside(doc, c, right, row)
  if not agents or is_untold(c, row) then return nil end
  c.place = c.place or place_before(doc, c)
  if passive then
    local behind = right_of(doc, c.group)
    agents = joined(joined(agents, (around.by(doc, c.group))),
      beside.people(doc, of(doc, around.brought(doc, behind, c.entry.agents))))
    patients = joined(patients, of(doc, around.brought(doc, behind, c.entry.patients)))
  elseif not c.group then
    if not c.owned then
      local who, travels = beside.of_sentence(doc, phrase, kind)
      agents = joined(agents, of(doc, who))
      if travels then c.happens, c.subject = travels, who end
    end
    if #agents == 0 then agents = crowd_of(doc, c) end
    if #agents == 0 and #patients == 0 then
      c.place = c.place or place_behind(doc, kind, right) or place_of_happening(doc, c)
    end
    if #agents == 0 and #patients == 0 and not c.place then return nil end
  elseif row.sense == "win" then
    patients = of(doc, c.subject)
  elseif row.sense == "suffer" then -- "the convoy came under attack", not the plan
    if not c.subject or not is_target(doc, c.subject) then return nil end
    patients = of(doc, c.subject)
  else
    local given = c.owned and kind == "resignation" and c.group.head:find("^accept")
    local who = given and {} or of(doc, c.subject) -- "he accepted Kern's resignation"
    local some = row.sense == "attend" or kind == "sanction" or kind == "attack"
    agents = joined(some and beside.people(doc, who) or who, agents) -- not "bill lifts sanctions"
    if kind == "agreement" and #beside.people(doc, agents) == 0 or is_idle_strike(doc, c) then
      return nil -- "a win seals the deal"
    end
  end
  local loose = c.group and (c.group.kind == "inf" or c.group.kind == "ing")
  if loose and #agents == 0 and #patients == 0 then return nil end -- "to hold talks is hard"
  if is_campaign(doc, m.n, agents) or is_words(doc, c, agents, patients)
    or is_quarrel(doc, c, agents)
    or right and m.n.text == "march" and doc:match(TOWARD, right) then
    return nil
  end
  return record.event(doc, c, agents, patients)
end

rule "event.noun" {
  about = "A noun that tells of an event, after a verb that carries it or with its parties.",
  pattern = [[ n:@event_noun ]],
  emit = "Event", apart = { "Event", "Date" }, -- March
  where = noun_event,
}

examples {
  { "Norwegian strikes hit a hospital in Bath on Friday.",
    Event = { text = "strikes", kind = "attack" } },
  { "A Danish air strike killed five people.",
    Event = { text = "air strike", kind = "attack" } },
  { "An election is scheduled for May 4.", published = "2022-03-14",
    Event = { kind = "election", modality = "planned", when = "May 4" } },
  { "No protest is planned.", Event = { modality = "negated" } },
  { "The strikes hit trade hard.", Event = false },
  { "The Oslo attack shook Norway.", Event = { text = "attack", place = "Oslo" } },
  { "The open meeting laws of Ohio are old.", Event = false },
  { "Norway's strike that killed two guards drew anger.",
    Event = { text = "strike", kind = "attack" } },
  { "After the protests in Bath, it rained.", Event = { text = "protests", place = "Bath" } },
  { "It was the worst shooting in Norway history.", Event = false },
  { "The meeting room in Bath was cold.", Event = false },
  { "The union called off a strike on the railways.", Event = { text = "strike",
    kind = "strike", modality = "negated" } },
  { "The president accepted the minister's resignation.", Event = { agents = "the minister" } },
  { "They fear a strike against the base.", Event = { text = "strike", kind = "attack" } },
  { "Norway has not imposed sanctions on the company.",
    Event = { text = "sanctions", kind = "sanction", modality = "negated" } },
  { "The meeting room was cold.", Event = false },
  { "The union imposed sweeping sanctions on Norway.",
    Event = { agents = "The union", patients = "Norway" } },
  { "The union imposed a new round of sanctions on Norway.",
    Event = { agents = "The union", patients = "Norway" } },
  { "The union called a strike.", Event = { text = "strike", agents = "The union" } },
  { "Anna Kern called the strike a mistake.", Event = false },
  { "They saw the bombing of a market.", Event = { text = "bombing", patients = "a market" } },
  { "Police are investigating the attack on Anna Kern.",
    Event = { text = "attack", patients = "Anna Kern" } },
  { "Zelten's attack on Anna Kern was unfair.", Event = false },
}
