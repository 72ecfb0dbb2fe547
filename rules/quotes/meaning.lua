-- rules/quotes/meaning.lua : what a cue means: which act it is, and whether its content was
-- said (assertion), thought or taken up (belief), known (fact) or not done (eventuality).
use "quotes/phrases"
lang "en"

local FAR = 2000 -- bytes; no sentence of prose goes on that far

-- The sentence up to byte `last`; of an endless one only the words behind a space about
-- FAR bytes before it.
local function words_to(doc, sentence, last)
  local first = sentence.first
  local space = last - first > FAR and doc.text:find(" ", last - FAR, true)
  return doc:span(space and space < last and space or first, last)
end

-- The last verb group in the cue.
local function meant(m, doc)
  local cue = m.cue
  local group = doc:within("VerbGroup", cue)
  if not group or group.last == cue.last then return group end -- the only one
  for verb in doc:each("VerbGroup", { within = cue }) do group = verb end
  return group
end

-- "did not say", "could say", "failed to say", "said nothing about". "Will say" (AHEAD)
-- counts only for words that are not quoted, for "“We win,” he will say" comes from a
-- text that the paper was given.
local UNSAID = regex("\\b(?:not|never|no longer|hardly|scarcely|barely|nothing|little|yet to"
  .. "|can|cannot|could|may|might|possibly|perhaps"
  .. "|should|must|ought|needs?|needed|ha(?:ve|s)\\Wto|fail(?:s|ed|ing)?|stop(?:s|ped|ping)?"
  .. "|hesitat(?:e|es|ed|ing)"
  .. "|(?:tr(?:y|ies|ied|ying)|struggl(?:e|es|ed|ing)|attempt(?:s|ed|ing)?)\\Wto)\\b"
  .. "|n['’]t\\b", "i")
local AHEAD = regex("\\b(?:will|would|shall|(?:going|due)\\Wto"
  .. "|(?:is|are|was|were|been)\\Wproposing)\\b|['’]ll\\b", "i")

-- "not only said", "did not hesitate to say", "could only say", "would later say": it was said.
local SAID_ALL_THE_SAME = regex("(?:\\bnot|n['’]t)\\W(?:only|just|merely|simply)\\b"
  .. "|(?:\\b(?:not|never)|n['’]t)\\W(?:stop|hesitat|tire)"
  .. "|\\b(?:could|would)\\Wonly\\b"
  .. "|\\bwould\\W(?:later|often|sometimes|eventually|repeatedly|subsequently|go on to)\\b", "i")

local function told_anyway(cue)
  return SAID_ALL_THE_SAME:match(cue.text) or cue:text_behind(6):find("^ only%f[%A]")
end

-- "said nothing of it", "said little about who fell", but not "said nothing of the kind
-- fell".
local LITTLE = { little = true, nothing = true, ["not"] = true } -- other words begin most
local SAID_LITTLE = pattern [[ ^ (little | nothing | not much) ($ | (about | in | of | on | to)
    [!{VerbGroup kind=fin|pas} & !@word(kind=wh|sub)]* ($ | , | [@word(kind=wh|sub)])) ]]

local function says_little(doc, content)
  local word = content.text:match("^%a+")
  return word and LITTLE[word:lower()] and doc:match(SAID_LITTLE, content) ~= nil
end

-- "if Kern says", "did Kern say", "let Kern say"; "how Kern says it will count"; "nobody said".
local DOUBTED = regex("\\b(?:if|unless|whether|lets?|help(?:s|ed|ing)?"
  .. "|(?:do|does|did|will|would|can|could|should|(?-i:may)|might)(?: not|n['’]t)?)\\s+$", "i")
local NOBODY = regex("^(?:no(?!\\.?\\W\\d)|none|nobody|neither|not|few)\\b", "i")

let "is_so" [[ ({VerbGroup lemma=be} | [/^['’]s$/ & {VerbGroup}]) ]]

-- "declined to say", "wants to say", "is likely to say"; "it is hard to say", "her task is to
-- say"; "without saying".
local HELD_BACK = pattern [[ ( {VerbGroup to=y}
    | {VerbGroup lemma=seem|appear|need|have|try|struggle|mean|obliged|poised|set|schedule|prepare
        |forget|neglect|omit|require} $lately?
    | {VerbGroup object_to=y} ({NounPhrase} ([!punct & !{VerbGroup}]){0,8}?)?
    | {VerbGroup lemma=allow|enable|oblige|obliged|permit|require} [!punct & !{VerbGroup}]{1,8}
    | {VerbGroup lemma=update|correct|edit|amend|revise kind=pas}
    | it $is_so [!punct & !{VerbGroup}]{1,8} | $is_so [lower & pos=adv & !/^right$/]*
    | @cue_noun(to=y) | @cue_adjective(attribution=eventuality)
    | (pressure | effort | evidence | obligation | opportunity | schedule | better)
        ((on | for) {NounPhrase})?
    | way | need | chance | time | (?<! {VerbGroup lemma=be}) right | duty | reason | not
    | how | where | when | whom | what
    | ought | about
    | too [lower]
    | likely | unlikely | unable | due | free | allowed | supposed )
    (, $adv ,)? ({TimeSpan} | $adv)* $ ]]
local LEFT_OUT = regex("\\b(?:without|with|mean(?:s|t)?|about|against|instead of|rather than"
  .. "|short of|clear of"
  .. "|from|avoid(?:s|ed|ing)?|(?:aim|gear|direct)ed (?:at|to|towards?)"
  .. "|accused of)\\s+$", "i")

-- "should answer by saying", "will win and score points by citing", "would be the first to say"
local function is_open(doc, verb)
  local before = doc:before("VerbGroup", verb)
  while before and (before.kind == "inf"
    or before.text == before.head and before.head == before.lemma) do
    before = doc:before("VerbGroup", before)
  end
  return before ~= nil and before.first >= verb.sentence.first
    and (UNSAID:match(before.text) or AHEAD:match(before.text)) ~= nil
end

local function held_back(doc, cue)
  local verb = doc:within("VerbGroup", cue)
  local kind = verb and verb.first == cue.first and verb.kind
  if kind == "ing" then
    local before = cue:text_before(16)
    return LEFT_OUT:match(before) ~= nil or before:find("%f[%a]to be $")
      or before:find("%f[%a]by $") and is_open(doc, verb)
  end
  local sentence = cue.sentence
  return kind == "inf" and sentence.first < cue.first
    and (is_open(doc, verb) or doc:match(HELD_BACK, words_to(doc, sentence, cue.first - 1)) ~= nil)
end

-- "should stay and say", "wants to stay and say": the bare form of a verb that shares the
-- subject of an earlier one.
local function is_joined(doc, cue)
  local verb = doc:within("VerbGroup", cue)
  if not verb or verb.kind ~= "fin" or verb.head ~= verb.lemma then return false end
  local before = doc:before("VerbGroup", verb)
  while before and (before.kind ~= "fin" and before.kind ~= "inf"
      or doc:covering("Quote", before)) do
    before = doc:before("VerbGroup", before)
  end
  if not before or before.first < cue.sentence.first
    or cue:text_before(9):find("help but $") then -- could not help but say
    return false
  end
  return UNSAID:match(before.text) ~= nil or AHEAD:match(before.text) ~= nil
    or held_back(doc, before)
end

-- "Has Kern said that it fell?", "Who said that it fell?"
local ASKED_WHETHER = regex("^[\"“]?(?:\\w+ )?(?:has|have|had)\\s+$", "i")

-- Does the sentence end with a question mark? Reads only its last bytes, as sentences may
-- be long.
local function is_question(doc, sentence)
  local last = sentence.last
  return doc.text:sub(math.max(sentence.first, last - 9), last):find("%?[\"'’”]*$") ~= nil
end

local function is_asked(doc, cue, speaker, whose)
  if not whose or not is_question(doc, cue.sentence) then return false end
  local front = speaker:text_before(80)
  return ASKED_WHETHER:match(front) ~= nil or front == "" and whose.text:lower() == "who"
end

-- "anybody who complains" is no one in particular; "someone who complained" is.
local ANYBODY = regex("\\b(?:any|every|some)(?:body|one) $", "i")

local function is_anybody(doc, whose, cue)
  local verb = whose.text == "who" and doc:within("VerbGroup", cue)
  return verb and (verb.head == verb.lemma or verb.head:find("s$") ~= nil)
    and ANYBODY:match(whose:text_before(16)) ~= nil
end

-- "Say Norway demanded that", "Suppose the mayor said", "Had she said that": nobody said
-- it.
local LET_US_SAY = regex("^[\"“]?(?:Say|Suppose|Imagine|Assume|Had)(?: that)?\\s+$")

local function is_supposed(front, speaker)
  local text = speaker.text
  return front ~= "" and LET_US_SAY:match(front) ~= nil
    or text:find("^Say[%s\xC2]") ~= nil or text:lower() == "please"
end

-- "If it rained, a guest would ask: “…”": nobody asked.
local SUPPOSED = pattern [[ ^ if {Subject} [!{VerbGroup}]* {VerbGroup} ]]

-- "until the court rules" tells that it has not yet; "until the court ruled", that it
-- did.
local UNTIL = regex("\\b(?:until|before)\\s+$", "i")

local function is_awaited(doc, cue, front)
  local verb = UNTIL:match(front) and doc:within("VerbGroup", cue)
  return verb and (verb.head == verb.lemma or verb.head:find("s$") ~= nil)
end

-- True when the cue tells that the words were not said, or not yet.
local function is_unsaid(m, doc, type, whose)
  local cue, speaker, content = m.cue, m.speaker, m.content
  local words = cue.text
  if UNSAID:match(words) and not told_anyway(cue) then return true end
  if words:find("^to%f[^%w]") and cue:text_before(16):find("%f[%a]as if $") then return true end
  if content and says_little(doc, content) then return true end
  if type ~= "direct" and (AHEAD:match(words) and not told_anyway(cue) or held_back(doc, cue)) then
    return true
  end
  if words:find("%f[%a]would%f[%A]") and doc:match(SUPPOSED, cue.sentence) then return true end
  if not speaker and is_joined(doc, cue) then return true end
  if whose and (NOBODY:match(whose.text) or is_anybody(doc, whose, cue)) then return true end
  if not speaker or speaker.first >= cue.first then return false end
  if speaker:text_before(8):find("^How%s") then return true end
  local front = speaker:text_before(20)
  return front ~= "" and (DOUBTED:match(front) ~= nil or is_awaited(doc, cue, front))
    or is_supposed(front, speaker) or is_asked(doc, cue, speaker, whose)
end

-- "called him a friend", "described it as a lie", "likened it to a boat": the thing, and
-- what it is said to be.
local HELD_FOR = {
  judged = pattern [[ ^ ( ({NounPhrase} $whose* | {Quoted}) $adv*
        ({NounPhrase} | {Quoted} | @word(kind=det) | [pos=adj & lower] | as)
      | [cap]+ [lower & pos=adj] ) ]],
  painted = pattern [[ ^ ({NounPhrase} $whose* | {Quoted}) [!punct]{0,6} as ]],
  likened = pattern [[ ^ ({NounPhrase} $whose* | {Quoted}) [!punct]{0,6} (to | with) ]],
}

-- Are some words of the content quoted? "discussed “the big lie”", but not the title
-- “Rain.”
local function in_words(doc, parts)
  for _, part in ipairs(parts) do
    local quoted = doc:within("Quoted", part)
    if quoted and quoted.inner.text:find("^%l") then return true end
  end
  return false
end

-- "disclosed them to the paper", "denied doing so"; "says a lot about it", "said this at
-- a rally": the content is a thing, or nothing.
local NO_WORDS = regex("^(?:(?:it|them|him|us|me|this|that|these|those)"
  .. "(?:$|[\\s\\xA0](?:to|with)\\b)|(?:doing|saying)[\\s\\xA0](?:so|this|that|it)$)", "i")
local MUCH = regex("^(?:a[\\s\\xA0]lot|something|much|more|less|volumes|everything)"
  .. "[\\s\\xA0]about\\b|^this(?:$|[\\s\\xA0](?:at|in|on|when|while|during|after|before"
  .. "|through|via|to|yesterday|today)\\b)")

-- A poll or a letter states what it shows.
lexicon "tells" { "polls", "polling", "surveys", "studies", "research", "reports", "record",
  "records", "data", "document", "documents", "filings", "statements", "emails", "e-mails",
  "letters", "analysis", "analyses", "review", "statistics", "figures", "estimates",
  "projections", "remarks", "comments", "cable", "story", "book", "website", "forecast",
  "forecasts", "census", "audit", "transcript", "number", "majority", "%" }

-- "announced a breach that hurt it", "repeated the claims they made", "stressed her
-- strong finish": the content looks like a clause, but is a thing. "Polls show Kern with
-- a lead" states something.
local THING = pattern [[ ^ (?! @word(kind=wh|sub)) (
      [!{VerbGroup kind=fin|pas}]+ ([/^(ended|compared)$/] [!{VerbGroup kind=fin|pas}]*)? $
    | {NounPhrase} $whose* ($ | and {VerbGroup kind=fin}
      | ((that | which | who | @word(kind=subject)) $adv* {VerbGroup}
          | [@verb(use=past|past_verb|past_adj) & {VerbGroup}] by (?= the | [cap] | [/[^s]s$/]))
        [!{VerbGroup kind=fin|pas}]* $)
    | ([!punct & !{VerbGroup}] | $hyphen){1,8}
      (?<= [lower & !/[^s]s$/ & !@word(kind=subject|pronoun) & !@many])
      [{VerbGroup kind=fin} & @verb(use=base|base_noun) & !@verb(use=past) & !@word(group=closed)
        & !pos=adv] ) ]]

local TOPIC = regex("^(?:how|wh[aeioy]\\w*)\\b") -- discussed how it fell

local function is_thing(m, doc, row, type)
  local content = m.content
  if type ~= "indirect" or m.goal or not content or content.all[2] or row.act == "know"
    or (row.matter or "") == "" or content:text_before(5) == "that " then
    return false
  end
  if row.act == "assess" and TOPIC:match(content.text) then return true end
  return row.noun ~= nil and doc:match(THING, content) ~= nil
end

-- "warned against leaving", "warned the board against it"
local AGAINST = regex("^[^,]*\\bagainst\\b")

-- The attribution of a noun phrase in the place of a clause, as the row of its cue says;
-- after a noun (voiced support for the bill, an attack on it) it is what the noun is
-- about: a belief.
local function of_matter(m, doc, row, kind)
  local matter, parts = m.state and "belief" or row.matter or "", m.content.all
  local cue = m.cue.text
  if cue:find "against$" or row.act == "warn" and not cue:find "[ft]$" -- of, about
    and AGAINST:match(parts[1].text) then
    return "eventuality"
  end
  local held_for = HELD_FOR[matter]
  if not held_for and NO_WORDS:match(parts[1].text) then return "belief" end
  if matter == "" or held_for and doc:match(held_for, parts[#parts]) then return kind end
  if held_for then matter = "belief" end
  return matter == "belief" and in_words(doc, parts) and kind or matter
end

-- The attribution of a noun that a verb carries: "voiced the hope that" states it, "faced
-- claims that" reports what others claim.
local function of_noun(verb, kind)
  if kind == "belief" and verb.told and verb.attribution == "assertion" then
    return "assertion"
  end
  return kind == "assertion" and not verb.told and "belief" or kind
end

-- "It shows that", "the footage suggests that", "this sends a message that": seen, not
-- said. A poll, a letter, people and anyone with a name say what they show.
lexicon "seen" { "video", "videos", "footage", "photo", "photos", "photograph", "photographs",
  "picture", "pictures", "image", "images", "clip", "clips", "tape", "videotape" }
local TELLER = pattern [[ ^ [!@word(kind=prep) & !@seen]* (?! [@seen])
  ( @tells | @role_word | @crowd | @of_body | [@word(kind=medium|subject) & !/^(it|this|that)$/]
  | who | one | both | another | [cap & (!first | pos=propn)] | [num] ) ]]

-- True when a noun phrase can say something; `named`: it means somebody with a name.
local function can_tell(doc, speaker, named)
  return named or doc:match(TELLER, speaker) ~= nil
end

local SHOWS = { show = true, suggest = true, indicate = true, demonstrate = true, reveal = true,
  signal = true, send = true, hint = true, point = true, raise = true, guarantee = true,
  underscore = true }

-- Numbers state what they show, but what they suggest is a conclusion that somebody
-- draws.
lexicon "measured" { "poll", "polls", "polling", "survey", "surveys", "data", "figures",
  "statistics", "research", "study", "studies", "analysis", "analyses", "results", "records",
  "evidence", "numbers", "estimates", "projections", "returns", "trends", "history" }
local MEASURED = pattern [[ ^ [!@word(kind=prep)]* [@measured & !@role_word] ($ | @word(kind=prep)
  | , | {VerbGroup}) ]]
local CONCLUDED = { suggest = true, indicate = true, hint = true }

-- The lemma of a verb group has a word for each of its words ("have show"): the last one
-- counts.
local function is_seen(doc, verb, speaker, named)
  local lemma = speaker and verb and verb.lemma:match("%a+$")
  if CONCLUDED[lemma] and doc:match(MEASURED, speaker) then return true end
  return lemma ~= nil and not named and SHOWS[lemma] and not can_tell(doc, speaker)
end

-- "“It fell,” she concluded", "Kern agreed: “It fell.”": words in quotation marks are
-- said, unless the verb means thinking.
local THINKS = { think = true, believe = true, feel = true, hope = true, know = true,
  imagine = true, like = true, love = true }

local function is_spoken(m, verb, type)
  return type == "direct" and not m.matter and verb ~= nil and verb.quote ~= nil
    and (verb.kind == "fin" or verb.kind == "ing") and not THINKS[verb.lemma:match("%a+$")]
end

-- What a court or a study finds or concludes, it says.
local FINDS = { find = true, conclude = true }
lexicon "finder" { "analysis", "audit", "auditor", "auditors", "commission", "committee", "coroner",
  "court", "courts", "inquest", "inquiry", "inspector general", "inspectors general",
  "investigation", "judge", "judges", "jurors", "jury", "ombudsman", "panel", "poll", "polls",
  "regulator", "report", "researchers", "review", "scientists", "studies", "study", "survey",
  "surveys", "tribunal", "watchdog" }
local FINDER = pattern [[ @finder ]]

-- "suggested that the hearings be put off", "insisted that the clerk stop": what is wanted.
local SUBJUNCTIVE = pattern [[ ^ ( {NounPhrase} $whose* not? be
  | [!punct & !{VerbGroup kind=fin|pas}]* [lower & pos=noun & /[^s]$/ | {Person} | {Organization}]
    [lower & @verb(use=base|base_verb|base_noun) & !@verb(use=past|past_verb|past_adj|s)]
    [!{VerbGroup kind=fin|pas}]+ ($ | until | before | after | while | if | when)
  | (he | she | it | {NounPhrase}
      (?<= [lower & pos=noun & /[^s]$/ & !@many & !/^police$/] | {Person} | {Organization}))
    not? [@verb(use=base|base_verb|base_noun) & {VerbGroup kind=fin}
      & !@verb(use=past|past_verb|past_adj|s)] ) ]]
local WANTS = { insist = true, suggest = true, propose = true, recommend = true, demand = true,
  ask = true, request = true, urge = true, stipulate = true }

local function is_wanted(doc, content, verb)
  return verb ~= nil and WANTS[verb.lemma:match("%a+$")] ~= nil
    and content:text_before(5) == "that " and doc:match(SUBJUNCTIVE, content) ~= nil
end

-- The act and the attribution of a cue with this speaker. `named`: the speaker is
-- somebody with a name. Captures: `state`, the noun or adjective of the cue ("has doubts
-- about", "is sure that"); `goal` around the cue when the content is wanted; `matter`
-- when the content is a noun phrase.
local function meaning(m, doc, type, speaker, named)
  local verb, state = meant(m, doc), m.state
  local row = state or verb
  if m.goal and not (row and row.act == "claim") then -- claims to have won
    if is_unsaid(m, doc, type, speaker) then return nil, "eventuality" end
    return row and row.act, "eventuality"
  end
  if not row then return nil, "assertion" end
  local kind = row.attribution or "assertion"
  if state and verb and verb.light then kind = of_noun(verb, kind) end
  local finds = speaker and verb and FINDS[verb.lemma] and doc:match(FINDER, speaker)
  if finds or is_spoken(m, verb, type) then kind = "assertion" end
  if kind == "assertion" and is_seen(doc, verb, speaker, named) then kind = "fact" end
  if kind == "assertion" and is_unsaid(m, doc, type, speaker) then kind = "eventuality" end
  if kind == "assertion" and (m.matter or is_thing(m, doc, row, type)) then
    kind = of_matter(m, doc, row, kind)
  end
  local content = kind == "assertion" and m.content
  local part = content and content.all[1]
  if part and is_wanted(doc, part, verb) then
    kind = "eventuality"
  elseif part and type == "indirect" and MUCH:match(part.text) then
    kind = "belief"
  end
  return row.act, kind
end

return { meaning = meaning, can_tell = can_tell, is_seen = is_seen, words_to = words_to }
