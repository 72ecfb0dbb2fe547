-- rules/quotes/alone.lua : colons, and quotations that fill their sentences.
local shared = use "quotes/quotation"
local quotation = shared.quotation
local unused = shared.unused
local can_speak = shared.can_speak
local inherited = shared.inherited
local type_of = shared.type_of
lang "en"

local OPENS_QUOTED = pattern [[ ^ [quote] ]]

-- Who can speak in a headline: "Mayor", a name at the end ("Challenger Tom Hill", but not
-- "Big Win for Hill"), or a word that occurs again in the text and always with a capital
-- letter ("Milbank", but not "Budget").
local ENDS_NAMED = pattern [[ ({Person} | {Organization}) $ ]]
local NOT_HIS = pattern [[ . @word(kind=prep) {Person} $ ]]

local SCORE = regex("\\d[-–]\\d") -- Harrowgate 2-1 Dunmere

local function speaks(doc, speaker, kind)
  if doc:match(NOT_HIS, speaker) or SCORE:match(speaker.text) then return false end
  if kind or doc:match(ENDS_NAMED, speaker) then return true end
  local word = speaker.text
  return word:find("^%u%l+$") ~= nil and doc.text:find(word, speaker.last + 1, true) ~= nil
    and not doc.text:find(word:lower(), 1, true)
end

-- "PRAGUE: Kern won": where it happened.
local function is_dateline(doc, span)
  return span.text == span.text:upper() and doc:covering("Place", span) ~= nil
end

-- "A lesson from Anna Kern: “Stay calm”", "Kern’s answer was short: “No”": who said so.
local WHOSE_WORDS = pattern [[ . (from | by) who:{Person} $
  | ^ (who:( (the | a | an | @word(kind=poss))? $nominals ) [/^['’]s?$/] | who:@word(kind=poss))
    [lower]{0,2}? ([@cue_noun | @tells | @word(kind=medium)] | message | verdict | response
      | answer | reply | advice | reaction | plea | motto | slogan
      | (?<= ^ @word(kind=poss) [lower]?) [lower & pos=noun & !@role_word & !@occupation])
    ((to | for | on) [!punct]{1,8})? $ ]]

-- "did not mince words: “…”", "used the speech to attack it: “…”": the cue is more than
-- a verb, so the words after the colon were said.
local function announces(doc, cue)
  local verb = doc:within("VerbGroup", cue)
  return verb and verb.last < cue.last and "assertion" or nil
end

-- Who speaks, or nil, and whether that is sure to be somebody who can.
local function teller_of(doc, m)
  local speaker, before_colon = m.speaker, m.cue.text == ":"
  speaker = speaker or inherited(doc, m.cue)
  if not speaker then return nil, false end
  local whose = m.speaker and doc:match(OPENS_QUOTED, m.content)
    and doc:match(WHOSE_WORDS, speaker)
  return whose and whose.who or speaker, whose or before_colon or can_speak(doc, speaker)
end

-- "Anna Kern: Man charged with murder" is about her: in a headline without quotation marks, a
-- person speaks only if the text quotes her, too, or the headline says "I".
local FIRST_PERSON = regex("\\b(?:I|we|my|our|me|us)\\b|\\bI['’]", "i")
local A_TOPIC = regex("^(?:what|who|how|why|when|where)\\b|\\?\\W*$", "i")

local function speaks_in(doc, made)
  local name, content = doc:within("Person", made.speaker), made.content[1].text
  if made.type ~= "indirect" then return true end
  if A_TOPIC:match(content) then return false end
  if not name or name.mention ~= "name" or name.first > made.speaker.first
    or name.last + 2 < made.cue.first or FIRST_PERSON:match(content) then
    return true
  end
  for quote in doc:each "Quote" do
    local speaker = quote.speaker
    if speaker and speaker.entity == name.entity and quote.attribution == "assertion" then
      return true
    end
  end
  return false
end

-- Anna Kern, 34, of Bath: “…”
let "told_apart_of" [[ (, [num])? (, (?! [@word(kind=subject|conj)])
  ([!punct & !{VerbGroup kind=fin}] | $hyphen | ,){1,16})? ]]

lexicon "furniture" { file = "lexicons/furniture.tsv" } -- "WATCH:" is not a speaker

-- VOTERS RAVE ABOUT KERN: ‘HE CAN WIN’: all in capitals, nothing shows where the speaker ends.
local LOUD = regex("^[^\\p{Ll}]*\\p{Lu}{2}[^\\p{Ll}]*$")

local function is_shouted(m)
  if m.cue.text ~= ":" then return LOUD:match(m.cue.text) ~= nil end
  return LOUD:match(m.speaker.text) ~= nil and select(2, m.speaker.text:gsub("[ \xA0]", "")) > 2
end

-- Bath attack: ‘It was late’, put up a film with the title: “Rain in Bath”: a topic, and
-- the name of something.
local NO_TELLER = regex("(?:attack|blast|case|crash|crisis|death|debate|deal|election|fire|floods?"
  .. "|killings?|murder|probe|protests?|riots?|row|scandal|shooting|storm|strikes?|trial|vote"
  .. "|war)$")
local CALLED = regex("\\b(?:title|name|nickname)$")
local ENDS = regex("[.!?,…][\"”’']*$")

local function only_names(doc, cue, quoted)
  local verb = doc:within("VerbGroup", cue)
  if not verb then return NO_TELLER:match(cue:text_before(16)) ~= nil end
  return not verb.quote and CALLED:match(cue.text) ~= nil
    or not (verb.quote or ENDS:match(quoted.text) or doc:overlapping("VerbGroup", quoted))
end

-- "Kern told voters who might stay:", "told them as he left:": the words belong to the verb of the
-- main clause, not to the one after "who" or "as".
local IN_CLAUSE = regex("\\b(?:who|which|that|what|as|when|while|since|after|before|where"
  .. "|because)\\b")

-- "told lords and peers:" has only one verb.
local function is_inside(gap, before)
  return IN_CLAUSE:match(gap) or before.addressee and gap:find("^[%w ]+ and $")
end

local function main_of(doc, verb)
  local sentence, main = verb.sentence, verb
  local before = doc:before("VerbGroup", verb)
  while before and before.first >= sentence.first
    and is_inside(doc:spaced(before.last + 1, main.first - 1), before) do
    if before.kind == "fin" then main = before end
    before = doc:before("VerbGroup", before)
  end
  return main
end

rule "quote.colon" {
  about = "Mayor: “Taxes will fall”; a headline: Mayor: Taxes will fall.",
  pattern = [[
      ^ [dash]? (@rubric ":")? (?! [upper & (@furniture(match=label) | @rubric)])
        ( speaker:( {NounPhrase} (?<= {Person}) $aside_in_brackets? $told_apart_of )
        | speaker:( {NounPhrase} (?<= {Person} | {Organization}) | {Person} | @role_word | @crowd )
          ((to | on) [!punct & !{VerbGroup kind=fin}]{1,8}
            | [/^\p{Lu}.*(s|ed)$/] [!punct & !{VerbGroup kind=fin}]{0,8} (?= ":" [quote]))
        | speaker:( {NounPhrase} $whose* $aside_in_brackets? ) ) cue:":" content:( .+ ) $
    | speaker:{Subject} cue:( {VerbGroup kind=fin} ([!quote & !{VerbGroup}]){0,12} ) ":"
        content:{Quoted}
    | (?<= and | , | but | then) (?<! {VerbGroup addressee=y} [!punct]{1,4} and)
        cue:{VerbGroup kind=fin} ":" content:{Quoted}
  ]],
  emit = "Quote", span = "content",
  where = function(m, doc) -- "Mayor: No change" has a speaker, "Budget: No change" does not
    if not unused(m, doc) then return false end
    local speaker, sure = teller_of(doc, m)
    local verb = m.cue.text ~= ":" and doc:within("VerbGroup", m.cue)
    if verb and not verb.quote and main_of(doc, verb).quote then return false end
    if not sure or is_shouted(m) or only_names(doc, m.cue, m.content) then return false end
    local made = quotation(m, doc, { speaker = speaker, attribution = announces(doc, m.cue) })
    local headline = m.cue.text == ":" and m.speaker.first < 3
      and not is_dateline(doc, m.speaker) and speaks(doc, m.speaker, made.speaker_kind)
      and speaks_in(doc, made)
    return (headline or doc:match(OPENS_QUOTED, m.content)) and made
  end,
}

-- ---------------------------------------------------------------- quotations alone
-- Tells which bytes are content of a quotation already, so that none is taken twice; to be asked
-- in the order of the text.
local function taken_bytes(quotes)
  local firsts, last_of, at, reach = {}, {}, 1, 0
  for i = 1, #quotes do
    local parts = quotes[i].content
    for k = 1, #parts do
      local first, last = parts[k].first, parts[k].last
      if not last_of[first] then firsts[#firsts + 1] = first end
      if last > (last_of[first] or 0) then last_of[first] = last end
    end
  end
  table.sort(firsts)
  return function(first, last)
    while firsts[at] and firsts[at] <= last do
      reach, at = math.max(reach, last_of[firsts[at]]), at + 1
    end
    return first <= reach
  end
end

local NEAR = 16 -- bytes to look at beside a quotation: the spaces and what lies beyond

-- No part of a sentence stands before the quotation.
local function opens(doc, quoted)
  local first = math.max(quoted.paragraph.first, quoted.first - NEAR)
  local before = doc:spaced(first, quoted.first - 1)
  return before:find("^%s*$") or before:find("[%.!%?\"”:]%s*$")
end

-- Nor after it, but a caption may touch it.  In the heading ‘Deny’ Bath its road, one does.
local WHOLE = regex("[.!?,…–—-]['\"’”]*$")

local function closes(doc, quoted)
  local last = math.min(quoted.paragraph.last, quoted.last + NEAR)
  local behind = doc:spaced(quoted.last + 1, last)
  return behind:find("^%.?%s*$") or behind:find("^%s*[\"“]")
    or behind:find("^%s+%u") and WHOLE:match(quoted.text)
    or behind:find("^%u%l")
end

-- The last byte of the sentence in which a quotation, its cue and its speaker end.
local function end_of(doc, quote)
  local last = quote
  for _, part in ipairs(quote.content) do
    if part.last > last.last then last = part end
  end
  if quote.cue and quote.cue.last > last.last then last = quote.cue end
  if quote.speaker and quote.speaker.last > last.last then last = quote.speaker end
  local mark = last.first + utf8.offset(last.text, -1) - 1 -- its last character
  return doc:span(mark, last.last).sentence.last
end

local FAR = 240 -- bytes: longer than the few words that may separate two quotations of one speaker

-- Both double marks, or both single ones.
local SINGLE = regex("^['‘‹](?!['‘])")

local function same_marks(quoted, previous)
  return (SINGLE:match(quoted.text) ~= nil) == (SINGLE:match(previous.text) ~= nil)
end

-- A quotation that fills its paragraph and is not a heading.
local function is_paragraph(doc, quoted)
  local paragraph = quoted.paragraph
  return doc:spaced(paragraph.first, quoted.first - 1):find("^%s*$")
    and doc:spaced(quoted.last + 1, paragraph.last):find("^%.?%s*$")
    and doc:overlapping("VerbGroup", quoted) ~= nil
    and (quoted.open or quoted.text:find("%l[%.!%?,]*[\"”]")) ~= nil
end

-- "Kern shook her head.": a gap names somebody other than the speaker.
local function names_another(doc, first, last, speaker)
  if last < first then return false end
  local person = doc:within("Person", doc:span(first, last))
  return person ~= nil and person.mention ~= "pronoun" and speaker ~= nil
    and person.entity ~= speaker.entity
end

-- "He has worked there for years.": a gap begins with the speaker, so it is about him.
local MANY = 40 -- words

local function is_about(doc, first, last, speaker)
  local person = speaker and doc:within("Person", doc:span(first, last))
  return person and person.entity ~= nil and person.entity == speaker.entity
    and doc.text:sub(first, person.first - 1):find("^[%s\xA0\xC2]*$") ~= nil
end

-- The last quotation with quoted words before `span`, unless the text between them turns to
-- another topic or person; it goes on into the next paragraph only if it ends with `previous`,
-- the last quoted words, or with a cue after them.
local function open_quotation(doc, span, latest, previous)
  if not latest then return nil end
  local first = end_of(doc, latest) + 1
  if span.first - first > FAR then return nil end
  local gap = doc:spaced(first, span.first - 1)
  local _, words = gap:gsub("%S+", "")
  local _, paragraphs = gap:gsub("\n%s*", "")
  if words > MANY or gap:find("%w:%s*$") then return nil end
  if words > 0 and names_another(doc, first, span.first - 1, latest.speaker) then return nil end
  if words > 8 and not is_about(doc, first, span.first - 1, latest.speaker) then return nil end
  if paragraphs == 0 then return latest end
  local ends = previous and previous.last >= latest.content[#latest.content].last
    and same_marks(span, previous)
  local told = words == 0 and latest.speaker and latest.attribution == "assertion"
  return paragraphs == 1 and (ends or told and is_paragraph(doc, span)) and latest or nil
end

-- The quotation without quoted words right before `span`, in its paragraph or, if `span` fills
-- that, in the one before it; or `latest`, the quoted words, if both are in one sentence
-- (“It fell,” said Kern, who said it was old).
local function said_before(doc, span, told, latest)
  if not told or not told.speaker or told.attribution ~= "assertion" then return nil end
  local ends = end_of(doc, told)
  local gap = doc:spaced(ends + 1, span.first - 1)
  local next_to = gap:find("^ *$") or gap:find("^%s*$") and is_paragraph(doc, span)
  return next_to and (latest and end_of(doc, latest) == ends and latest or told)
end

local INWARD = { intend = true, know = true, refuse = true } -- nothing is said aloud

-- Kern welcomed the vote.  “It is late,” in the next paragraph: the Quote with its speaker.
local function told_above(doc, quoted, told)
  local who = told and told.speaker_kind
  if who ~= "named" and who ~= "office" or INWARD[told.act] then return nil end
  local gap = doc:spaced(end_of(doc, told) + 1, quoted.first - 1)
  return gap:find("^%s*\n%s*$") and is_paragraph(doc, quoted) and told.cue and told or nil
end

-- Kern said in a statement. “It holds.”
local MEDIUM = regex("^ (?:in|on) (?:an?|his|her|its|their|the) (?:[\\w-]+ ){0,3}"
  .. "(?:statement|email|e-mail|letter|tweet|post|release|interview|message|memo|speech|video|"
  .. "note|Twitter|Facebook)\\. $")

-- Kern was blunt. “It fell.”
local BLUNT = regex("^[ \\x{A0}](?:\\p{Ll}+[ \\x{A0}]){0,2}"
  .. "(?:adamant|blunt|candid|categorical|damning|defiant|direct|dismissive|effusive|emphatic"
  .. "|frank|furious|incredulous|livid|philosophical|resolute|s[ck]eptical|scathing|succinct"
  .. "|unapologetic|unequivocal|unimpressed|unmoved|unrepentant|unconvinced|undeterred)"
  .. "(?=\\.[ \\x{A0}]$)")

-- The cue of a quotation that begins its paragraph or sentence: the verb group in "The mayor
-- said:", "Kern agreed."; in "issued a statement:" the words up to the colon, and the verb.
local function announced(doc, quoted, cues)
  local verb = doc:before("VerbGroup", quoted)
  if not verb or doc:covering("Quoted", verb) then return nil end
  if verb.lemma == "be" then
    local _, last = BLUNT:match(doc.text:sub(verb.last + 1, quoted.first - 1))
    if last then return doc:span(verb.first, verb.last + last), verb end
  end
  while verb and (verb.kind == "inf" or verb.kind == "ing") and verb.last > quoted.first - FAR do
    verb = doc:before("VerbGroup", verb)
  end
  if not verb or verb.kind ~= "fin" or cues[verb.last] then return nil end
  local gap = doc:spaced(verb.last + 1, quoted.first - 1)
  local words = gap:match("^([^%.!%?]*):%s*$")
  if words and (not verb.quote or lexicons.asked_of:has(verb.text)) then
    verb = main_of(doc, verb)
  end
  if words and verb.quote then return verb end
  words = words and doc.text:sub(verb.last + 1, quoted.first - 1):match("^([^:]*):")
  if words and #words < 60 then return doc:span(verb.first, verb.last + #words), verb end
  local goes_on = gap:find("^%. $") or gap:find("^,%s*\n") or MEDIUM:match(gap)
  return verb.quote and goes_on and verb
end

-- "Stated Kern:", the noun phrase between the verb and the colon.
local function named_behind(doc, verb)
  local phrase = doc:after("NounPhrase", verb)
  return phrase and doc.text:find("^:", phrase.last + 1) and phrase or nil
end

-- A quotation with "- Anna Kern, Bath." after or below it: the dash and the noun phrase.
-- On the same line, only a few words about the person may follow.
local DASH = regex("-{1,2}|[–—―]")
local SIGNED = regex("^\\s*(?:-{1,2}|[–—―])\\s?$")
local LINE_ENDS = regex("^(?:[\\s.]*|,[^.!?]{1,60}[\\s.]*)$")
local WHO_IS = regex("^,[ \\x{A0}](?!\\w+ing\\b)\\p{Ll}[^.!?\\n]{1,59}\\w")

local function signed(doc, quoted)
  local phrase = doc:after("NounPhrase", quoted)
  if not phrase or phrase.first > quoted.last + 12 then return nil end
  local gap = doc:spaced(quoted.last + 1, phrase.first - 1)
  if not SIGNED:match(gap) or doc.text:find("^:", phrase.last + 1) then return nil end
  if not gap:find("\n") then
    local line = doc:spaced(phrase.last + 1, phrase.last + 80):match("^[^\n]*")
    if not LINE_ENDS:match(line) then return nil end
  end
  local _, who = WHO_IS:match(doc.text:sub(phrase.last + 1, phrase.last + 80))
  return doc:find(DASH, doc:span(quoted.last + 1, phrase.first - 1)),
    who and doc:span(phrase.first, phrase.last + who) or phrase
end

-- The cue, speaker and verb group of a quotation that begins its sentence; whole: it fills it.
-- "It gets better: “…”" has no speaker.
local function author_of(doc, quoted, cues, whole)
  if not whole then return signed(doc, quoted) end
  local cue, verb = announced(doc, quoted, cues)
  verb = verb or cue
  local speaker = verb and (inherited(doc, verb) or named_behind(doc, verb))
  if speaker and (cue == verb or can_speak(doc, speaker) and not LOUD:match(cue.text)
    and not only_names(doc, cue, quoted)) then
    return cue, speaker, verb
  end
  return signed(doc, quoted)
end

-- "(CROSSTALK)", "Follow Anna Kern on Twitter": nobody said these.
local NO_SPEECH = regex("^[\"“]?(?:\\([^()]*\\)|Follow \\p{Lu}[^.!?]* on "
  .. "(?:Twitter|X|Facebook|Instagram|TikTok|YouTube|Telegram)\\b[^.!?]*)[.\"”\\s]*$")

-- Adds a part to a quotation.
local function continue(doc, quote, quoted)
  local parts = {}
  for _, part in ipairs(quote.content) do parts[#parts + 1] = part end
  parts[#parts + 1] = quoted
  doc:set(quote, { content = parts, type = type_of(doc, parts) })
end

-- Adds the waiting paragraphs to `quote`, where their quotation is closed and attributed.
local function begins_with(doc, quote, waiting, quoted)
  if not waiting or not quote or quote.first ~= quoted.first
    or not doc.text:sub(waiting.last + 1, quoted.first - 1):find("^%s*$") then
    return
  end
  local parts = table.move(quote.content, 1, #quote.content, #waiting.parts + 1, waiting.parts)
  doc:set(quote, { content = parts, type = type_of(doc, parts) })
end

-- A quotation left open goes on in the next paragraph: do these words belong to a Quote that
-- begins in a later paragraph and has its cue there (`starts`)?
local function leads_to(doc, quoted, starts)
  while quoted and quoted.open do
    local behind = doc:after("Quoted", quoted)
    if not behind or not doc.text:sub(quoted.last + 1, behind.first - 1):find("^%s*$") then
      return false
    end
    if starts[behind.first] then return true end
    quoted = behind
  end
  return false
end

-- A walk over the quotation marks of a document, beside its Quotes:
--   quotes, reported      Quotes with and without marks; at, next_reported: the next of each
--   latest, told          the last of each that begins no later than the current marks
--   previous              the outermost marks before these
--   waiting               open quotations whose speaker is not known yet: parts, last
--   cues, starts          bytes where a cue ends; where a Quote begins that precedes its cue
local function start_walk(doc)
  local walk = { quotes = {}, reported = {}, at = 1, next_reported = 1, cues = {}, starts = {} }
  for quote in doc:each "Quote" do
    local cue = quote.cue
    if cue then walk.cues[cue.last] = true end
    if cue and cue.first > quote.first then walk.starts[quote.first] = true end
    local list = quote.type == "indirect" and walk.reported or walk.quotes
    list[#list + 1] = quote
  end
  walk.taken = taken_bytes(walk.quotes)
  return walk
end

local function advance(walk, first)
  local quotes, reported = walk.quotes, walk.reported
  while reported[walk.next_reported] and reported[walk.next_reported].first <= first do
    walk.told, walk.next_reported = reported[walk.next_reported], walk.next_reported + 1
  end
  while quotes[walk.at] and quotes[walk.at].first <= first do
    walk.latest, walk.at = quotes[walk.at], walk.at + 1
  end
end

-- The Quote that these marks, without a cue, continue, or nil and the Quote from which they take
-- only the speaker.
local function source_of(doc, walk, quoted)
  local latest, previous, told = walk.latest, walk.previous, walk.told
  local goes_on = previous and previous.open and latest and end_of(doc, latest) >= previous.last
  if quoted.open and not goes_on and is_paragraph(doc, quoted)
    and leads_to(doc, quoted, walk.starts) then
    return nil
  end
  local before = said_before(doc, quoted, told, latest)
    or open_quotation(doc, quoted, latest, previous)
  if before then return before end
  return nil, told_above(doc, quoted, told) or told_above(doc, quoted, latest)
end

-- Emits what the marks hold, or adds it to a Quote.  True if its speaker is not known and it
-- stays open.
local function attribute(doc, walk, quoted)
  local whole = closes(doc, quoted)
  local cue, speaker, verb = author_of(doc, quoted, walk.cues, whole)
  if cue then
    walk.latest = doc:add("Quote", quoted, quotation({ cue = cue }, doc,
      { speaker = speaker, act = verb and verb.act, content = { quoted },
        attribution = announces(doc, cue) }))
    return false
  end
  if not whole or NO_SPEECH:match(quoted.text) then return false end
  local before, above = source_of(doc, walk, quoted)
  if before then
    continue(doc, before, quoted)
  elseif above then
    walk.latest = doc:add("Quote", quoted, quotation({ cue = above.cue }, doc,
      { speaker = above.speaker, act = above.act, content = { quoted },
        attribution = "assertion" }))
  end
  return quoted.open and not (before or above)
end

local function wait_for_speaker(walk, quoted)
  local waiting = walk.waiting or { parts = {} }
  waiting.parts[#waiting.parts + 1], waiting.last = quoted, quoted.last
  walk.waiting = waiting
end

rule "quote.alone" {
  about = "A quotation without a cue has the speaker of the one before it.",
  run = function(doc)
    local each_quoted = doc:each "Quoted"
    local quoted = each_quoted()
    local walk = quoted and start_walk(doc)
    while quoted do
      advance(walk, quoted.first)
      if quoted.depth == 0 then
        begins_with(doc, walk.latest, walk.waiting, quoted)
        if not walk.taken(quoted.first, quoted.last) and opens(doc, quoted)
          and attribute(doc, walk, quoted) then
          wait_for_speaker(walk, quoted)
        else
          walk.waiting = nil
        end
        walk.previous = quoted
      end
      quoted = each_quoted()
    end
  end,
}

examples {
  { "CLAIM: Anna Kern: “It fell in May.” VERDICT: It did not.",
    Quote = { speaker = "Anna Kern", content = "“It fell in May.”" } },
  { "Anna Kern told lords and peers: “It fell.”",
    Quote = { speaker = "Anna Kern", cue = "told" } },
  { "“It is old. “It holds.”\n\n- Clerk Tom Hill: “It fell.”",
    Quote = { content = "“It fell.”", speaker = "Clerk Tom Hill" } },
  { "Bath Park attack: “It is late”", Quote = false },
  { "Anna Kern put up a picture with the title: “Rain in Bath.”", Quote = false },
  { "A clerk for the council said:\n\n“It will not hold.”",
    Quote = { speaker = "A clerk for the council" } },
  { "Anna Kern, 34, of Bath: “It will not hold.”", Quote = { speaker = "Anna Kern, 34, of Bath" } },
  { "Police to voters: “It will hold”", Quote = { speaker = "Police" } },
  { "Anna Kern to voters: It will hold",
    Quote = { speaker = "Anna Kern", content = "It will hold" } },
  { "Anna Kern on the bridge: “It will hold”", Quote = { speaker = "Anna Kern" } },
  { "Kern’s message to voters: “It will hold.”", Quote = { speaker = "Kern" } },
  { "Anna Kern: Man held over fall of bridge", Quote = false },
  { "Anna Kern: What we know", Quote = false },
  { "“It is so.” – Anna Kern, mayor of Bath", Quote = { speaker = "Anna Kern, mayor of Bath" } },
  { "Anna Kern was blunt. “It will not hold.”",
    Quote = { speaker = "Anna Kern", cue = "was blunt", attribution = "assertion" } },
  { "Anna Kern was late. “It will not hold.”", Quote = false },
  { "The mayor’s answer was short: “No, it fell.”", Quote = { speaker = "The mayor" } },
  { "Anna Kern’s verdict: “It will not hold.”", Quote = { speaker = "Anna Kern" } },
  { "Anna Kern’s clerk: “It will not hold.”", Quote = { speaker = "Anna Kern’s clerk" } },
  { "The keeper used the speech to tell of it: “It fell in May.”",
    Quote = { speaker = "The keeper", content = "“It fell in May.”" } },
  { "The mayor did not mince words: “It fell.”", Quote = { attribution = "assertion" } },
  { "The mayor did not say: “It fell.”", Quote = { attribution = "eventuality" } },
  { "PRAGUE: The mayor won again.", Quote = false },
  { "“It is so.”\n\n- Anna Kern", Quote = { speaker = "Anna Kern", cue = "-" } },
  { "“It is so.” ― Anna Kern, Bath\n\nThe rest is silence.",
    Quote = { type = "direct", speaker = "Anna Kern", cue = "―" } },
  { "“It is so.” - Anna Kern left the hall at noon and went home.", Quote = false },
  { "Stated Anna Kern:\n\n“It is so.”", Quote = { speaker = "Anna Kern" } },
  { "EXCLUSIVE: “It is safe” at last", Quote = false },
  { "Mayor: Taxes will fall", Quote = { speaker = "Mayor", content = "Taxes will fall" } },
  { "Poll: Kern ahead in Bath", Quote = { speaker = "Poll" } },
  { "Big Win For Anna Kern: Taxes Fall", Quote = false },
  { "A Lesson From Anna Kern: “Taxes Fall”", Quote = { speaker = "Anna Kern" } },
  { "Challenger Anna Kern: Taxes Fall", Quote = { speaker = "Challenger Anna Kern" } },
  { "Budget: No change", Quote = false },
  { "Bath Town 2-1 Mayor: Late goal wins it", Quote = false },
  { "BYLINE: Anna Kern.", Quote = false },
  { "Budget: No change\n\nThe Budget is here. The budget is long.", Quote = false },
  { "Zeltin: No change\n\nThe Zeltin plan is here.", Quote = { speaker = "Zeltin" } },
  { "The mayor said,\n\n“It is safe.”", Quote = { speaker = "The mayor" } },
  { "The mayor said:\n\n“The bridge is safe.”",
    Quote = { type = "direct", speaker = "The mayor",
      content = "“The bridge is safe.”" } },
  { "Wait, it gets better: “Go.”", Quote = false },
  { "Anna Kern told voters who might stay: “Go.”",
    Quote = { speaker = "Anna Kern", cue = "told" } },
  { "The mayor told them as he left:\n\n“Go.”", Quote = { speaker = "The mayor" } },
  { "His rules: “Stay calm.”", Quote = { speaker = "His" } },
  { "VOTERS RAVE ABOUT KERN: ‘HE CAN WIN’", Quote = false },
  { "Kern explained it this way: “It holds.”",
    Quote = { type = "direct", speaker = "Kern", content = "“It holds.”" } },
  { "The mayor said in a short statement. “The bridge is safe.”",
    Quote = { type = "direct", speaker = "The mayor", cue = "said" } },
  { "The mayor said no in a hall. “The bridge is safe.”", Quote = false },
  { "The ratio was 3:1 at the time.", Quote = false },
}
