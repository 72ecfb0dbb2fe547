-- rules/events/modality.lua : how sure an event is: negated, hypothetical, planned, reported, or
-- stated as a fact.
local clause = use "events/clause"
local gap, tail = clause.gap, clause.tail
lang "en"

local NOT = regex("\\b(?:not|never|no longer|cannot|nobody|no one|no|none|neither|nor"
  .. "|without|fail(?:s|ed|ing|ure)? to|(?:declin|refus)(?:e[sd]?|ing) to|unable to)\\b"
  .. "|n['’]t\\b", "i")
local NO_OR = regex("\\bno [\\w ]{1,30} or\\W*$", "i") -- "no call or meeting"
local NOT_BEFORE = regex("\\b(?:not|never|unable|fail(?:s|ed|ing|ure)?"
  .. "|instead of|rather than|without|rul(?:e[sd]?|ing) out)\\s*$", "i")
local IF = regex("\\b(?:if|unless|suppos(?:e|ing)|imagine|whether|in case|as though)\\W*$", "i")
local DISBELIEVED = regex("(?:(?:n['’]t|\\bnot|\\bnever) (?:think|believe|recall|remember)"
  .. "|\\bden(?:y|ie[sd]|ying))(?: that)?\\W*$", "i")
local NOT_YET = regex("\\b(?:until|once|before|as soon as|when|after)\\W*$", "i")
local PRESENT = regex("^(?:is|are|has|have|['’](?:m|re|s))\\b", "i")
local OR_NOT = regex("\\bwhether or (?:not)?\\W*$", "i")
local WOULD_HAVE = regex("\\bwould have\\b(?! to\\b)", "i")
local PERHAPS = regex("\\b(?:may|might|could|can)\\b"
  .. "|\\b(?:would|should|must)\\b.*\\bhave\\b(?! to\\b)", "i")
local MAY_BRING = regex("\\b(?:may|might|could) (?:\\w+ )?(?:include|be|mean|bring|cause|trigger"
  .. "|spark|prompt|provoke|face|see)\\b", "i")
local PLAN = regex("\\b(?:will|shall|would|must|should|ought to|ha(?:s|ve) to"
  .. "|need(?:s|ed)? to|open to"
  .. "|(?:is|are|was|were|be) (?:due|set|expected|scheduled|likely|planned|going|about"
  .. "|supposed) to|(?:is|are|was|were) to(?! be\\b)|to be"
  .. "|(?:free|ready|prepared|willing|eager|excited) to"
  .. "|plan(?:s|ned|ning)? to|offer(?:s|ed|ing)?(?: in \\w+)? to"
  .. "|racing to|aim(?:s|ed|ing)? to|hop(?:es?|ed|ing) to"
  .. "|want(?:s|ed)? to"
  .. "|intend(?:s|ed)? to|vow(?:s|ed)? to|agree[sd]? to|vot(?:e[sd]?|ing) to"
  .. "|threaten(?:s|ed|ing)? to"
  .. "|prepar(?:es?|ed|ing) to|expected to|seek(?:s|ing)? to|call(?:s|ed)? for"
  .. "|promise[sd]? to|pledge[sd]? to|tr(?:y|ies|ied|ying) to|attempt(?:s|ed|ing)? to"
  .. "|consider(?:s|ed|ing)?"
  .. "|(?:effort|bid|push|deadline|opportunity|chance|wish|willingness|desire|permit|bill"
  .. "|permission|legislation|proposal|measure)s? to"
  .. "|(?:thought|thinking|dream(?:s|ed|t|ing)?) of|poised to|plot(?:s|ted|ting)? to"
  .. "|look(?:s|ed|ing)? forward to|(?:prospect|possibility|chance|risk|threat|hope)s? of"
  .. ")\\b[^,;:]*$|['’]ll\\b[^,;:]*$", "i")
local WISHED = regex("\\b(?:(?:seek|demand|consider|fear|avert|(?<!failed to )prevent|request|want"
  .. "|expect|await)(?:s|ed|ing)?|sought|(?:urg|propos|schedul)(?:e[sd]?|ing)|arrang(?:es?|ing)"
  .. "|plan(?:s|ned|ning)?|call(?:s|ed|ing)? for"
  .. "|(?:support|favou?r|oppos)(?:e?[sd]?|ing)(?! (?:the|this|that|his|her|its|their)\\b))\\b",
  "i")
local DEMANDED = regex("\\b(?:demand|urg|propos|insist|recommend|suggest|hop[ei]|wish|ensur"
  .. "|(?:ma[dk]e|making) sure)\\w*"
  .. "(?: that)?\\W*$", "i")
local FEARED = regex("\\b(?:(?:prospect|possibilit(?:y|ie)|chance|risk|threat|hope|fear)s? of"
  .. "|(?:argu|call|press|push|plead|campaign|lobb)\\w* for"
  .. "|invit\\w*(?: [\\w.]+){1,3} (?:to|for|on))"
  .. "(?: an(?:other)?| the| more| further| new)?\\W*$", "i")
local COMING = regex("\\b(?:planned|proposed|possible|potential|upcoming|threatened|future"
  .. "|forthcoming|scheduled|next)\\b", "i")
local ALLEGED = regex("\\b(?:alleged|allegedly|reportedly|accused of|suspected of"
  .. "|claim(?:s|ed|ing)? to|(?:is|are|was|were|been)(?: widely)? (?:said|reported|believed|thought"
  .. "|understood|feared|rumou?red|known) to have)\\b[^,;]*$", "i")

-- Is the event reported in a quotation? Not if somebody wants it, if it is known, or if
-- it is judged or spoken of, for then it has happened: "condemned the attack".
local WANTED = { ask = true, intend = true, order = true, promise = true, refuse = true,
  urge = true, warn = true }
local JUDGED = { assess = true, comment = true, criticize = true, praise = true }
local ACCUSED = regex("accus|charg|blam", "i")

local function tells(quote, c)
  if quote.attribution == "fact" then return false end
  if quote.attribution == "eventuality" -- but "did not say that rebels attacked"
    and (WANTED[quote.act] or not c.group or quote.text:find("^to ")) then
    return false
  end
  local own = quote.cue and c.group and quote.cue.first <= c.group.last
    and quote.cue.last >= c.group.first
  local named = not c.group or c.framed == false -- a noun, or a verb that is said of one
  local judged = JUDGED[quote.act] or quote.attribution == "belief" and not c.group
  return not own and not (named and judged and not (quote.cue and ACCUSED:match(quote.cue.text)))
end

local function is_told(doc, c)
  for quote in doc:all_overlapping("Quote", c.trigger) do
    if tells(quote, c) then return true end
  end
  return false
end

-- The words that tell how sure an event is: those up to the verb that carries it, or for
-- a noun those from the verb right before it ("seek further talks").
local function said_before(doc, c)
  local group = c.group
  if group then
    local from = c.subject and c.subject.first < group.first and c.subject.last + 1
      or c.trigger.sentence.first
    return tail(doc, group.last + 1, math.min(group.last + 1 - from, #group.text + 60))
  end
  local verb = doc:before("VerbGroup", c.phrase)
  local between = verb and doc.text:sub(verb.last + 1, c.phrase.first - 1)
  if not verb or #between > 20 or between:find("%a[^%a]+%a") then return c.phrase.text end
  return doc.text:sub(verb.first, c.trigger.last)
end

-- Verbs that tell whether the event takes place at all; not those of "are not over",
-- "would not end".
local TAKES_PLACE = regex("^(?:happen|occur|take|took|taking|begin|began|begun|start|come"
  .. "|came|arriv|travel|go|went|fl[ey]|leav|left|depart|head|return|set)", "i")

local function taking_place(c)
  return not c.group and c.happens and TAKES_PLACE:match(c.happens.head) and c.happens or nil
end

-- own: the verb that carries the event or tells that it takes place, else its noun
-- phrase; lead: the words before the subject of the verb; said: the result of
-- said_before.
local function is_denied(doc, c, own, lead, said)
  local subject = c.group and c.subject
  return c.ended or lead and DISBELIEVED:match(lead) or NOT:match(own.text)
    or NOT_BEFORE:match(tail(doc, own.first, 12))
    or not c.group and NO_OR:match(tail(doc, own.first, 40))
    or subject and NOT:match(subject.text:match("^%S+"))
    or c.group and c.group.kind == "inf" and NOT:match(said)
end

-- "once it is reached", "until they meet"
local function is_present(group)
  return PRESENT:match(group.text) or group.kind == "fin" and group.text == group.head
    and (group.head == group.lemma or group.head:find("s$"))
end

-- "it will end with delegates electing Kern"
local ENDS_IN = regex("\\b(?:will|would|could)\\b[^,;:]* (?:by|in|with|see|mean)\\s*$", "i")

-- "the first Dane to visit Goma" did it
local ONLY = regex("^(?:the )?(?:first|second|third|last|latest|only|oldest|youngest)\\b", "i")

local function is_planned(doc, c, lead, said)
  local group = c.group
  if c.later or group and (group.text:find("^[Bb]e ") -- "asked that a judge be named"
    or lead and NOT_YET:match(lead) and is_present(group)) then
    return true
  end
  if not group then
    local happens = taking_place(c)
    if happens then return PLAN:match(happens.text) or COMING:match(said) end
    return FEARED:match(tail(doc, c.phrase.first, 48)) or WISHED:match(said)
      or COMING:match(said)
  end
  return PLAN:match(said) or lead and DEMANDED:match(lead)
    or group.kind == "ing" and c.subject and ENDS_IN:match(tail(doc, c.subject.first, 48))
    or group.kind == "inf" and c.subject and gap(doc, c.subject, group):find("^%s*$")
    and not tail(doc, c.subject.first, 4):find("by%s+$") -- "used by him to kill"
    and not ONLY:match(c.subject.text)
end

-- "negated", "hypothetical", "planned", "reported" or nil. Fields of `c`: trigger; group,
-- the verb group that carries the event; happens, the one that says of a noun that it
-- takes place; subject, of that verb ("nobody" denies it); phrase, of a noun; ended.
local function modality_of(doc, c)
  local happens = taking_place(c)
  local own, subject = c.group or happens or c.phrase, c.group and c.subject
  local lead = subject and c.framed ~= false and tail(doc, subject.first, 20)
  local said = said_before(doc, c)
  if lead and (OR_NOT:match(lead) or IF:match(lead)) then return "hypothetical" end
  if is_denied(doc, c, own, lead, said) then return "negated" end
  if WOULD_HAVE:match(said) or (c.group or happens) and PERHAPS:match(own.text)
    or not c.group and MAY_BRING:match(said) then
    return "hypothetical"
  end
  if is_planned(doc, c, lead, said) then return "planned" end
  if ALLEGED:match(said) or is_told(doc, c) then return "reported" end
end

local function denies(group) return NOT:match(group.text) ~= nil end

return { denies = denies, modality_of = modality_of }
