-- rules/quotes/quotation.lua : from the captures of a match to a quotation: who speaks,
-- which type it has, and whether its place is free.
use "quotes/phrases"
local meanings, speakers = use "quotes/meaning", use "quotes/speaker"
local denoted = speakers.denoted
local meaning, words_to = meanings.meaning, meanings.words_to
lang "en"

local function has_cue(quote, first, last)
  local other = quote and quote.cue
  return other ~= nil and other.first <= last and first <= other.last
end

-- Cues whose content may hold quotations of others: "Kern said that it fell, the paper
-- reported".
local REPORTS = { reported = true, reports = true, report = true, found = true, finds = true,
  showed = true, shows = true }

-- True when the cue lies in another quotation, or belongs to one already. `nested`: the
-- content of another quotation is allowed.
local function taken(doc, cue, nested)
  if doc:covering("Quoted", cue) then return true end
  local outer = doc:overlapping("Quote", cue)
  if outer and not nested and not (outer.cue and REPORTS[outer.cue.text]) then return true end
  local first, last = cue.first, cue.last
  return has_cue(doc:before("Quote", cue), first, last)
    or has_cue(doc:after("Quote", cue), first, last)
end

-- Has a part words outside quotation marks? Between the paragraphs of one quotation there
-- are none.
local function has_plain_words(doc, part)
  local at, text = 1, part.text
  for quoted in doc:each("Quoted", { within = part }) do
    local first = quoted.first - part.first + 1
    if text:sub(at, first - 1):find("%S") then return true end
    at = math.max(at, quoted.last - part.first + 2)
  end
  return text:find("%S", at) ~= nil
end

-- "direct": all words are quoted; "mixed": some are; "indirect": none is.
local function type_of(doc, parts)
  local quoted, plain = false, false
  for i = 1, #parts do
    local part = parts[i]
    if doc:covering("Quoted", part) then
      quoted = true
    elseif doc:within("Quoted", part) then
      quoted, plain = true, plain or has_plain_words(doc, part)
    else
      plain = true
    end
  end
  return quoted and (plain and "mixed" or "direct") or "indirect"
end

-- When a part begins inside a bracket and the bracket ends in it: the index in the part
-- of the closing bracket, or nil.
local function bracket_end(part)
  local text = part.text
  if not text:find(")", 1, true) then return nil end
  local open = part:text_before(200):gsub("%b()", ""):find("(", 1, true)
  return open and text:gsub("%b()", function(pair) return ("_"):rep(#pair) end):find(")", 2, true)
end

-- (Reuters) - The town is poor, Kern said.
local WIRE = regex("^\\([^()]{2,30}\\)[\\s\\x{A0}]?(?:[-–—]|--)[\\s\\x{A0}]?(?=\\w)")

-- The parts of a content, without the name of an agency in front, and with brackets
-- whole: one that the last part opens is closed in it, and one that it stands in ends it.
local function whole_parts(doc, parts)
  local last, first = parts[#parts], parts[1]
  local wire = first.text:byte() == 40 and select(2, WIRE:match(first.text))
  if wire then
    local list = { table.unpack(parts) }
    list[1] = doc:span(first.first + wire, first.last)
    return list
  end
  local ends = bracket_end(last)
  if ends then
    local list = { table.unpack(parts) }
    list[#list] = doc:span(last.first, last.first + ends - 2)
    return list
  end
  if doc.text:byte(last.last + 1) ~= 41 or not last.text:find("%([^()]*$") then return parts end
  local list = { table.unpack(parts) }
  list[#list] = doc:span(last.first, last.last + 1)
  return list
end

local function date_of(doc, m)
  local aside = m.aside
  if not aside then return nil end
  for _, part in ipairs(aside.all) do
    local day = doc:within("Date", part)
    if day then return day.value end
  end
end

-- "It is fair to say": "it" is nobody.
local EMPTY = { It = true, it = true }

local function is_empty(speaker, cue)
  return EMPTY[speaker.text] and cue and cue.text:find "^to[ \xC2]" ~= nil
end

-- The attributes of a quotation from the captures of a match. `more` overrides them;
-- `speaker = false` in it means that the speaker is not known.
local function quotation(m, doc, more)
  more = more or {}
  local speaker = more.speaker
  if speaker == nil then speaker = m.speaker end
  if speaker and is_empty(speaker, more.cue or m.cue) then speaker = nil end
  speaker = speaker and speakers.alone(doc, speaker)
  local word = speaker and speaker.text
  local relative = word == "who" or word == "which"
  local name = speaker and (relative and speakers.antecedent or denoted)(doc, speaker)
  local parts = whole_parts(doc, more.content or m.content.all)
  local addressee = m.addressee or more.addressee
  local one = name and not speakers.is_of_several(doc, name, speaker)
    and not speakers.is_another(doc, name, addressee, parts)
  local type = type_of(doc, parts)
  local act, attribution, cue = more.act, more.attribution, m.cue
  if cue and not attribution then
    local meant
    meant, attribution = meaning(m, doc, type, speaker, name ~= nil)
    act = act or meant
  end
  return {
    type = type,
    attribution = attribution or "assertion",
    content = parts,
    speaker = one and speaker:denotes(name) or speaker or nil,
    cue = more.cue or cue,
    addressee = addressee or nil,
    via = m.via or more.via,
    act = act or "say",
    speaker_kind = speaker and speakers.kind(doc, speaker, name) or nil,
    when = date_of(doc, m),
  }
end

-- Is there just one space between the two, plain or no-break?
local function adjoin(doc, before, behind)
  local gap = doc.text:sub(before.last + 1, behind.first - 1)
  return gap == " " or gap == "\u{A0}"
end

local LINK = "\\b(?:of|for|from|with|in|on|to|at|about|against|around|into|by"
local LINKED, OF_NOUN = regex(LINK .. ") $"), regex(LINK .. "|as|and) $")

-- Does the subject stand right behind a verb or a preposition, like an object ("launched
-- a drive paid by Kern, saying", "foes of taking in guests have left")?
local function is_inner(doc, sentence, subject)
  if subject.first == sentence.first then return false end
  local verb = doc:before("VerbGroup", subject)
  return verb and adjoin(doc, verb, subject)
    or LINKED:match(subject:text_before(16)) ~= nil
end

-- True when a subject stands in the main clause, or in one that adds to it (", which Kern
-- denied, saying"), and not behind "that".
local RELATIVE = pattern [[ ^ (who | which | that | what | it | whose) ]]
local WHO_OR_WHICH = pattern [[ ^ (who | which) $ | ^ whose ]]
local AFTER_LINK = pattern [[ [@word(kind=sub|wh) & !/^which$/] $
  | ^ (and | but | just | even)? @begins_clause $ ]]
-- "Kern left after the board met, saying": Kern says it. "Prices fell after Hill warned
-- aides, saying", "after he led a vote saying": Hill and he do.
local AFTER_TIME = pattern [[ . @begins_clause $ ]]
local COMMA = regex(", $")

local function leads(doc, sentence, subject, cue)
  if doc:match(RELATIVE, subject) then return false end
  if subject.first == sentence.first then return true end
  local words = words_to(doc, sentence, subject.first - 1)
  if doc:match(AFTER_LINK, words) then return false end
  if cue.kind == "ing" and not COMMA:match(cue:text_before(4))
    or not doc:match(AFTER_TIME, words) then
    return true
  end
  local verb = doc:after("VerbGroup", subject)
  return not verb or verb.quote == "y"
end

-- Can the noun phrase say something? People, a letter, a poll and anyone with a name can.
local function can_speak(doc, phrase)
  return meanings.can_tell(doc, phrase, denoted(doc, phrase) ~= nil)
end

-- "This suggests that it fell": the verb of a match shows something, and its subject
-- `who` cannot say anything.
local function only_shows(doc, m)
  return meanings.is_seen(doc, m.verb, m.who, denoted(doc, m.who) ~= nil)
end

-- The noun phrase that a relative clause tells about.
local function told_of(doc, who)
  local noun = doc:before("NounPhrase", who)
  return noun and noun.first >= who.sentence.first and noun or who
end

-- "They met aides who left citing costs": without a comma, the aides cite.
local function in_relative(doc, cue, sentence, subject)
  return cue.kind == "ing" and subject.first > sentence.first and doc:match(WHO_OR_WHICH, subject)
    and not doc.text:sub(subject.last, cue.first):find "[,;:\xE2-]"
end

-- The nearest subject before the cue in its sentence that leads a main clause; the
-- nearest one of all when none does, or when only that one can speak ("The row began when
-- voters came, saying"); for a relative clause, what it tells about ("the poll, which is
-- new, shows").
local function last_subject(doc, cue, sentence)
  local subject, nearest, inner = doc:before("Subject", cue), nil, nil
  if subject and in_relative(doc, cue, sentence, subject) then return told_of(doc, subject) end
  while subject and subject.first >= sentence.first do
    local quoted = doc:covering("Quoted", subject)
    if not quoted and is_inner(doc, sentence, subject) then
      inner = inner or subject
    elseif not quoted and leads(doc, sentence, subject, cue) then
      if nearest and can_speak(doc, nearest) and not can_speak(doc, subject) then break end
      return subject
    elseif not quoted then
      nearest = nearest or subject
    end
    subject = doc:before("Subject", subject)
  end
  nearest = nearest or inner
  return nearest and doc:match(WHO_OR_WHICH, nearest) and told_of(doc, nearest) or nearest
end

-- "released a statement saying", "put out a statement": the noun phrase is the object of
-- the verb before it.
local PARTICLE = regex("^[ \\x{A0}](?:(?:out|up|off|down|over)[ \\x{A0}])?$")

-- Verbs whose object holds somebody else's words: "face a lawsuit accusing", "read a
-- letter saying".
lexicon "takes" { "face", "receive", "get", "read", "see", "hear", "find", "obtain", "reject",
  "dismiss", "ignore", "dispute", "fight", "settle", "resist", "discover", "uncover", "leak",
  "show" }

local function is_object(doc, phrase)
  local verb = doc:before("VerbGroup", phrase)
  return verb and verb.kind == "fin" and not lexicons.takes:get(verb.lemma)
    and PARTICLE:match(doc.text:sub(verb.last + 1, phrase.first - 1)) ~= nil
end

-- "at a meeting announcing", "in Bath saying", "a letter to voters explaining": the
-- phrase is where something is said, or to whom. It is not in "three in 10 saying", "gave
-- it to a group backing" and "named in lawsuits alleging".
local SCENE = regex("\\b(?:at|in|into|on|during|to) $", "i")
local NO_SCENE = regex("^\\d|(?:suit|complaint|ad)s?$", "i")

local function is_scene(phrase, cue)
  return cue.quote ~= nil and not NO_SCENE:match(phrase.text)
    and SCENE:match(phrase:text_before(16)) ~= nil
end

-- The noun phrase before the cue, when it is the speaker: "with half of voters saying",
-- "with an aide to Kern saying", "leaving many to wonder" and "left voters wondering",
-- but not "in April, saying" and "spent much of the speech saying".
local A_TIME = pattern [[ (@word(kind=time|day|month) | point | past | [digit & /^(19|20)..$/]) $ ]]
local PART_OF = pattern [[
    who:( ([num] (percent | "%")? | @number | half | most | many | some) of {NounPhrase} ) $
  | (with | including) who:( {NounPhrase} $whose* (and {NounPhrase})? ) $ ]]
local SPENT = pattern [[ [lemma=spend] ([!punct & !@cue(quote=y) & !/^on$/] | -){1,9} $ ]]
let "left_to" [[ (leaving | leading | prompting | causing | left | led | prompted
    | caused | forced | forcing | compelled | compelling | got | gets | getting) ]]
local LEFT_TO = pattern [[ $left_to $ ]]
local WHO_IS_LEFT = pattern [[ $left_to who:({NounPhrase} $whose* (and {NounPhrase})?)
  (, ([!punct & !{VerbGroup kind=fin}]){1,8} ,)? (on? (this | last)? @word(kind=day|time))? $ ]]

-- "had fans in the hall chanting": the fans chant
local SEEN_SAYING = pattern [[ (had | has | saw | sees | heard) who:({NounPhrase} $whose*) $ ]]

local function is_left(doc, sentence, phrase)
  return phrase.first > sentence.first
    and doc:match(LEFT_TO, words_to(doc, sentence, phrase.first - 1)) ~= nil
end

-- "a letter from the lawyers saying": the letter says it
local FROM = regex("\\b(?:from|by) $")
local LETTER_FROM = pattern [[ who:( @word(kind=det|poss)? [lower & pos=adj]? @word(kind=medium)
  (from | by) {NounPhrase} ) $ ]]

local function before_cue(doc, cue)
  local phrase, sentence = doc:before("NounPhrase", cue), cue.sentence
  if not phrase or phrase.first < sentence.first then return nil end
  if cue.kind == "inf" then
    local left = doc:match(WHO_IS_LEFT, words_to(doc, sentence, cue.first - 1))
    return left and left.who
  end
  if doc:match(A_TIME, phrase) then return nil end
  if not adjoin(doc, phrase, cue) then return nil end
  if cue.text == "reading" then return phrase end -- "wore a hat reading": the hat does
  local words = words_to(doc, sentence, phrase.last)
  if doc:match(SPENT, words) then return nil end
  local part = doc:match(PART_OF, words)
  if part then return part.who end
  local letter = FROM:match(phrase:text_before(6)) and doc:match(LETTER_FROM, words)
  if letter then return letter.who end
  local seen = doc:match(SEEN_SAYING, words)
  if seen and can_speak(doc, seen.who) then return seen.who end
  if is_object(doc, phrase) then
    return can_speak(doc, phrase) and is_left(doc, sentence, phrase) and phrase
  end
  if cue.quote and (LINKED:match(phrase:text_before(16)) or lexicons.adds:has(cue.text))
    and not can_speak(doc, phrase) then
    return nil -- "led the vote for approval, saying", "to guard the bridge noting that"
  end
  return not is_scene(phrase, cue) and phrase
end

-- The subject behind the comma: "After saying that it fell, the mayor left".
local BEHIND_COMMA = regex(",['\"’”]* $")

local function following(doc, cue, sentence)
  local subject = doc:after("Subject", cue)
  while subject and subject.last < sentence.last do
    if BEHIND_COMMA:match(subject:text_before(16)) and not doc:match(WHO_OR_WHICH, subject) then
      return subject
    end
    subject = doc:after("Subject", subject)
  end
end

local ACCORDING = regex("^according\\b", "i")

-- "A spokesman for the council said:": the whole subject that ends right before the verb.
local function own_subject(doc, cue)
  local subject = cue.kind == "fin" and doc:before("Subject", cue)
  return subject and adjoin(doc, subject, cue) and not doc:match(WHO_OR_WHICH, subject)
    and subject or nil
end

-- "Kern, after saying that it fell, left": the participle is Kern's.
local BEFORE_COMMA = pattern [[ ^ who:({NounPhrase} $whose*) , ]]

local function holder(doc, cue)
  local subject = cue.kind == "ing" and doc:covering("Subject", cue)
  local front = subject and doc:match(BEFORE_COMMA, subject)
  return front and front.last + 11 >= cue.first and front.who or nil
end

-- The speaker of a cue that has no subject of its own. In this order: the noun phrase
-- right before it, the subject behind a participle that opens the sentence, the speaker
-- of the quotation that ends there (", adding that"), the last subject, or for a
-- participle the next one.
local function inherited(doc, cue)
  local sentence = cue.sentence
  local phrase = own_subject(doc, cue) or before_cue(doc, cue) or holder(doc, cue)
  if phrase then return phrase end
  local behind = cue.first < sentence.first + 4 and following(doc, cue, sentence)
  if behind then return behind end
  local quote = doc:before("Quote", cue)
  local aside = quote and cue.kind == "fin" and quote.cue
    and ACCORDING:match(quote.cue.text) -- "it fell, according to Kern, and said it would rise"
  local speaker = not aside and quote and quote.speaker
  if speaker and speaker.first >= sentence.first and speaker.last < cue.first
    and (speaker.first > quote.last or quote.last + 12 >= cue.first) then
    return speaker
  end
  local subject = last_subject(doc, cue, sentence)
  local outer = subject and cue.kind == "fin" and doc:covering("Quote", subject)
  if outer and outer.speaker and outer.cue.first < outer.first and outer.last < cue.first then
    return outer.speaker
  end
  return subject or cue.kind == "ing" and cue.quote and following(doc, cue, sentence)
end

-- "many", "one", or nil when the form of the verb does not tell.
local ONE_DOES = regex("^(?:has|is|does|\\p{Ll}+[^s]s)$")

local function number_of(doc, verb)
  local _, adverb = verb.text:find("^%l+ly[ \u{A0}]+") -- recently say
  if adverb then verb = doc:span(verb.first + adverb, verb.last) end
  local word = verb.text:match("^%l+")
  if word == "have" or word == "are" or word == verb.lemma then return "many" end
  return word and ONE_DOES:match(word) and "one" or nil
end

local MANY = regex("[^s]s\\b|\\b(?:and|people|men|women|children|police|staff|percent"
  .. "|I|you|we|they|some|few|many|several|most|both|all|half|majority)\\b")
local HEAD_MANY = regex("\\b\\p{Ll}+[^s]s$")

local function disagrees(noun, phrase, number)
  if number == "many" then return not MANY:match(phrase.text) end
  return HEAD_MANY:match(noun.text) ~= nil
end

-- "A slide that aides carry to leaders shows", "judges in cases on the mayor have said":
-- when the verb does not agree with the noun right before it, its subject is the noun
-- that opens the sentence.
local FIRST_NOUN = pattern [[ ^ (and | but | even)? who:{NounPhrase} ]]

local function agreeing(doc, speaker, cue)
  local verb = OF_NOUN:match(speaker:text_before(16)) and doc:within("VerbGroup", cue)
  local number = verb and number_of(doc, verb)
  local noun = number and doc:within("NounPhrase", speaker)
  if not noun or not disagrees(noun, speaker, number) then return speaker end
  local first = doc:match(FIRST_NOUN, doc:span(speaker.sentence.first, speaker.first - 1))
  return first and not disagrees(first.who, first.who, number) and first.who or speaker
end

-- Headlines are full of "Mayor backs plan": there only clauses and quotations count.
local function in_headline(doc, span)
  local zone = doc:covering("Zone", span)
  return zone and (zone.kind == "headline" or zone.kind == "subhead")
end

-- Who is asked to do it: the noun phrase that the content begins with; nil for somebody
-- who is only wanted or expected to, or whom somebody calls for.
local ASKED = pattern [[ ^ who:({NounPhrase} $whose*) $lately? (?= {VerbGroup
    kind=inf|pas}
    | not? to) ]]

local function asked(doc, cue, content)
  local verb = doc:within("VerbGroup", cue)
  if not verb or verb.act == "intend" or verb.act == "believe" or cue.text:find "%f[%a]for$" then
    return nil
  end
  local m = doc:match(ASKED, content)
  return m and m.who
end

-- "According to aides, the mayor complained that": the aides passed it on.
local BY_WAY = pattern [[ ^ according to via:($authority) , ]]

local function relayed(doc, cue)
  local sentence = cue.sentence
  local first = sentence.first
  local m = doc.text:find("^According", first) and first < cue.first
    and doc:match(BY_WAY, sentence)
  return m and m.via or nil
end

-- "was happy to say that it fell", "called the paper to say that it fell": the infinitive
-- is the cue.
local TO_SAY = pattern [[ ^ {VerbGroup kind=inf that=y quote=y} ]]
local HIM_TO_SAY = pattern [[ ^ {NounPhrase} {VerbGroup kind=inf that=y quote=y} ]]

local function goes_on_to_say(doc, m, state, cue)
  if state then
    return state.attribution == "belief" and doc:match(TO_SAY, m.content) ~= nil
  end
  return cue:find("^[Cc]all") and m.stance and doc:match(HIM_TO_SAY, m.content) ~= nil
end

local NO_WORDS = pattern [[ ^ {VerbGroup kind=inf act=comment|say|answer|ask|reveal} $ ]]

-- "a deal announced in March", "half said that of the mayor": no clause.
local WHEN = { ["in"] = true, on = true, at = true, by = true, during = true, since = true,
  of = true, ["for"] = true, after = true, before = true }
local NO_VERB = pattern [[ ^ ([!{VerbGroup} & !quote]){2,} $ ]]
-- "he repeated himself", "ruled that out"
local NO_CONTENT = regex("^(?:(?:him|her|it|them)sel(?:f|ves)|out)$", "i")

-- "found herself in a row"
local FOUND_HERSELF = regex("\\b(?:found|finds?|finding) (?:my|him|her|it|them|our)sel(?:f|ves)\\b")

local function finds_herself(cue, words)
  local first = words:match "^%a+sel[fv]%a*"
  return (first or cue:find("sel", 1, true))
    and FOUND_HERSELF:match(cue .. " " .. (first or "")) ~= nil
end

-- "issued a note saying that": the note says it.
local NOTE_SAYING = pattern [[ ^ {NounPhrase} $whose* {VerbGroup kind=ing that=y} ]]

-- "held that office", "leaked that note": a few words without a verb are no clause.
local FEW = 40 -- bytes

local function holds_thing(doc, cue, content)
  local verb = doc:within("VerbGroup", cue)
  return content.last - content.first < FEW and verb and not verb.quote
    and not doc:overlapping("VerbGroup", content)
end

-- "denied bail", "claimed the title in May", "denied him a seat", "cited him for theft",
-- "confirmed Kern as judge": the verb has another sense.
local other = lexicon "other_sense" { file = "lexicons/other-senses.hand.tsv", key = "verb" }
local THING = pattern [[ ^ ([!punct & !@word(kind=prep|be|have|modal|do|sub|wh|to)]
    | to? $hyphen){0,7}?
    thing:[lower] (?! $hyphen) ($ | [punct] | @word(kind=prep|to|conj|time|day|adv) | [digit]) ]]
local TO_WHOM = {
  deny = pattern [[ ^ (@word(kind=object) (?<! her) | {Person}) $adv*
    (@word(kind=det|poss) | [lower & pos=noun])
    | ^ {NounPhrase} the (right | chance | opportunity) ]],
  cite = pattern [[ ^ (@word(kind=object) | {Person mention!=role}) for ]],
  confirm = pattern [[ ^ {Person} as ]],
  admit = pattern [[ ^ @word(kind=det|poss)? [lower]?
    ({Place} | hospital | ward | university | college | school | bar | programme | program) ]],
}

local function has_other_sense(doc, cue, content)
  local verb = doc:within("VerbGroup", cue)
  local lemma = verb and verb.lemma:match("%a+$") -- of "had confirmed"
  local whom = lemma and TO_WHOM[lemma]
  if whom and doc:match(whom, content) then return true end
  local row = lemma and other:get(lemma)
  local m = row and doc:match(THING, content)
  return m and (" " .. row.things .. " "):find(" " .. m.thing.text .. " ", 1, true) ~= nil
end

-- "A Long Rain": all long words have a capital letter.
local SMALL = regex("(?<![\\w'’])\\p{Ll}[\\w'’]{3}")
local SECOND = regex("\\p{L}+\\W+\\p{Lu}")

local function is_title(doc, content)
  return SECOND:match(content.text) ~= nil and not SMALL:match(content.text)
    and not doc:overlapping("VerbGroup", content)
end

-- "Kern said it best: “Rain fell.”": "it best" tells how it was said, not what.
local IT_SO = regex("^it(?:[ \\x{A0}]\\p{Ll}+){1,3}:")

-- "Kern wrote “A Long Rain”": a book.
local WROTE = regex("\\bwr(?:ite|ites|ote|itten|iting)$")

-- "responded to the demand by arguing": the words behind "by" tell what was said.
local BY_DOING = regex("^[ \\x{A0}]by[ \\x{A0}]\\p{Ll}+ing\\b")

-- "declined to comment", "issued a warning for snow" report no words; a headline is full of
-- stances.
local function empty(m, doc)
  local content, cue, state, matter, goal = m.content, m.cue, m.state, m.matter, m.goal
  local text, words = content.text, cue.text
  if matter and (words:find "issued$" and doc:match(NOTE_SAYING, content)
    or words:find "warnings?[ \xC2\xA0]+for$"
    or words:find "^re%l+[ \xC2\xA0]+to$"
      and BY_DOING:match(doc.text:sub(content.last + 1, content.last + 16))) then
    return true
  end
  if state and words:find "^raising" then return true end -- hopes that it will hold
  if words:find "^To[ \xC2]" then return true end -- "To claim that it fell, Kern must …"
  if finds_herself(words, text) then return true end
  if WROTE:match(words) and is_title(doc, content) or IT_SO:match(text) then return true end
  local after_that = content:text_before(5) == "that "
  if after_that and not matter and holds_thing(doc, cue, content)
    or not after_that and not goal and has_other_sense(doc, cue, content) then
    return true
  end
  if not (goal or matter) and WHEN[text:match("^%l+")] and not content.all[2]
    and doc:match(NO_VERB, content) then
    return true
  end
  return #text <= #"themselves" and NO_CONTENT:match(text)
    or goes_on_to_say(doc, m, state, words)
    or m.stance and in_headline(doc, cue) or goal and doc:match(NO_WORDS, content)
end

-- "Who disclosed this in Bath said that": the subject is "who", not "this".
local THIS_THERE = regex("^this[ \\x{A0}](?:in|on|at|to|during|through)\\b")

local function subject_of(doc, m)
  local speaker = m.speaker
  if not speaker or not THIS_THERE:match(speaker.text) then return speaker end
  local before = doc:before("Subject", speaker)
  return before and before.first >= speaker.sentence.first and before or speaker
end

-- The attributes of the usual rule, from the captures speaker, cue and content, with the
-- act of the verb. A capture `goal` around the cue says that the content is wanted;
-- `stance`, that it is no clause. Nil when the cue belongs to a quotation already, or no
-- speaker is found.
local function said(m, doc)
  local cue = m.cue
  if taken(doc, cue) or empty(m, doc) then return nil end
  local speaker = subject_of(doc, m)
  speaker = speaker and agreeing(doc, speaker, cue) or inherited(doc, cue)
  if not speaker then return nil end
  return quotation(m, doc, {
    addressee = m.goal and asked(doc, cue, m.content),
    speaker = speaker,
    cue = cue,
    via = relayed(doc, cue),
  })
end

local function unused(m, doc)
  return not taken(doc, m.cue)
end

-- "After Hill said it was “late,” Kern told …": the words of somebody else, in a clause
-- that opens the sentence. If that front has a break inside, it holds more than these
-- words.
local FRONT_SAYS = pattern [[ ^ (and | but | so | yet)? $before_front?
    (even | just | only | $how_long)? ([@word(kind=sub) & !/^that$/] | @begins_clause)
    {Subject} $lately? $says ]]

local function is_front(doc, content)
  local words = doc:span(math.min(content.sentence.first, content.first), content.last)
  return doc:match(FRONT_SAYS, words) ~= nil and not doc:within("Break", words)
end

return {
  can_speak = can_speak, quotation = quotation, said = said, unused = unused,
  inherited = inherited, type_of = type_of, taken = taken, only_shows = only_shows,
  reports = REPORTS, words_to = words_to, is_front = is_front, is_title = is_title,
}
