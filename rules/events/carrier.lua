-- rules/events/carrier.lua : the verb that carries a noun of an event ("held talks", "a deal was
-- signed") or says of it that it took place ("talks began").
local clause, denies = use "events/clause", use "events/modality".denies
local gap, right_of = clause.gap, clause.right_of
local subject_of = clause.subject_of
lang "en"

-- Verbs that say that an event took place; their time is that of the event.
lexicon "event_happens" { "is", "are", "was", "were", "be", "been", "begin", "break", "come",
  "erupt", "happen", "last", "leave", "occur", "open", "start", "take", inflect = "verb" }
-- Verbs that say so about attacks; a strike that is their subject is no stopping of work.
lexicon "strike_does" { "damage", "destroy", "flatten", "hit", "injure", "kill", "pound", "target",
  "wound", inflect = "verb" }
lexicon "event_light" { file = "lexicons/event-lights.tsv", inflect = "verb" }

local PARTICLES = { -- between the verb and the noun
  ["in"] = true, into = true, off = true, on = true, out = true, to = true, under = true,
  up = true, ["part in"] = true,
}
local ONE_WORD = regex("^[\\s\\xA0]+(?:(?:part )?\\w+[\\s\\xA0]+)?$") -- or none
-- What may stand before the noun: "imposed further sanctions", "began a second wave of attacks".
local FRONT = regex("[\\s\\xA0](?:(?:(?:an?|the|its|their|another)[\\s\\xA0])?(?:[a-z]+[\\s\\xA0])?"
  .. "(?:flurry|package|raft|round|series|set|spate|string|wave)s?[\\s\\xA0]of"
  .. "|further)(?=[\\s\\xA0]+$)")
local OFF = pattern [[ ^ p:(off | out) ]]

-- The row of a light verb for a kind of event, with its particle if it has one; or nil.
local function light_of(group, particle, kind)
  local head = group.head
  local forms = { head }
  if particle then -- not "led to strikes", "won in elections"
    forms = { head .. " " .. particle, particle ~= "to" and particle ~= "in" and head or nil }
  end
  for _, words in ipairs(forms) do
    for _, row in ipairs(lexicons.event_light:all(words)) do
      if ("|" .. row.kinds .. "|"):find("|" .. kind .. "|", 1, true) then return row end
    end
  end
end

local PARTICIPLE = regex("^[a-z]+(?:ing|ed)$")

-- The verb before the noun phrase, and the span that its object begins with: "imposed
-- sweeping sanctions".
local function verb_before(doc, phrase, kind)
  local group = doc:before("VerbGroup", phrase)
  if not group or not PARTICIPLE:match(group.text) or gap(doc, group, phrase):find("[%w%p]")
    or light_of(group, nil, kind) then
    return group, phrase
  end
  return doc:before("VerbGroup", group), group
end

-- The verb whose object is the noun phrase, and its row; or nil.
local function carried(doc, phrase, kind)
  local group, object = verb_before(doc, phrase, kind)
  if not group or group.kind == "pas" then return nil end -- "it is called an election"
  local between = gap(doc, group, object)
  local front, last = FRONT:match(between)
  if front then between = between:sub(1, front - 1) .. between:sub(last + 1) end
  local particle = between:match("part in") or between:match("%a+")
  local row = (not particle or PARTICLES[particle]) and ONE_WORD:match(between)
    and light_of(group, particle, kind)
  if row then return group, row end
end

-- The first verb in `right`, if it is a passive light verb, and its row; or nil.
local function suffered(doc, right, kind)
  local group = right and doc:within("VerbGroup", right)
  if not group or group.kind ~= "pas" then return nil end
  local behind = right_of(doc, group)
  local particle = behind and doc:match(OFF, behind)
  local row = light_of(group, particle and particle.p.text, kind)
  if row then return group, row end
end

-- The verb of the subject that the phrase is in, if it says that an event took place, and
-- that subject; or nil.
local function happening(doc, phrase)
  local subject = doc:covering("Subject", phrase)
  local right = subject and right_of(doc, subject)
  local verb = right and doc:within("VerbGroup", right)
  if verb and (lexicons.event_happens:has(verb.head) or lexicons.strike_does:has(verb.head)) then
    return verb, subject
  end
end

local OWNED = regex("^(?:the|its|his|her|their|this|that|these|those)\\s", "i")

-- "support to win an election" tells of no election yet, nor does "called the vote a
-- farce" tell of a call.
local function is_idle(doc, group, row, phrase)
  if row.sense == "win" then
    return group.kind == "inf" or group.kind == "ing"
      or doc.text:find("^[Yy]ou%s", group.first - 4) ~= nil -- anybody
  end
  return row.sense ~= "end" and group.head:find("^[Cc]all") and (OWNED:match(phrase.text) ~= nil
    or clause.tail(doc, group.first, 16):find("what%s") ~= nil) -- "what it called a strike"
end

-- Sets c.group, the verb that carries the noun, or c.happens, the one that says that the
-- event takes place; c.subject, the subject of that verb, and c.framed, c.later and
-- c.ended. Returns the row of a light verb, and whether it is passive.
local function carrier(doc, c, right)
  local kind = c.entry.kind
  local group, row = carried(doc, c.phrase, kind)
  if row and is_idle(doc, group, row, c.phrase) then group, row = nil, nil end
  if row and row.sense == "attend" and denies(group) then group, row = nil, nil end
  c.group = group
  if not group then c.group, row = suffered(doc, right, kind) end
  if c.group then
    c.subject, c.framed = subject_of(doc, c.group)
  else
    c.happens, c.subject = happening(doc, c.phrase)
    c.framed = c.subject
  end
  c.later = row and row.sense == "later" -- "a vote is scheduled", "the talks were put off"
  c.ended = row and row.sense == "end" or c.phrase.text:find("^[Nn]o%f[^%w]") ~= nil
  return row, c.group and not group
end

return carrier
