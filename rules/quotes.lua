-- Who said what: quotations with their speakers.  Verb groups, noun phrases and clause
-- ends come from rules/clauses.lua, names and dates from their own files; the verbs and
-- what they can report are rows of lexicons/cues.tsv.
use "names"
use "dates"
use "clauses"
lang "en"

lexicon "crowd" { file = "lexicons/speakers.tsv" }

-- ---------------------------------------------------------------- phrases
-- What may stand between the cue and what it brings: on Monday, in a statement, to
-- reporters; a person told.
let "told" [[ addressee:({NounPhrase} (of {NounPhrase})*) ]]
let "circumstance" [[ ( $adv | $span_of_time | @word(kind=time) | (on | in | by | since
    | early | late)?
    @word(kind=day|month) [num]?
  | (in | on | at | during | after | with | of | via | by | from | before | for | as |
      about | following | over | through | @verb(use=ing))
      {NounPhrase} (of {NounPhrase})* (@verb(use=past|past_verb) $prep {NounPhrase} |
      @word(kind=day|time))?
  | (on | in | during) [cap]{0,4} [/^['’]s?$/]? {Quoted}
  | , (in | on | at | during | after | for | with | according)
      ([!punct & !{VerbGroup}]){1,10} , ) ]]
let "aside" [[ ($circumstance | to addressee:{NounPhrase})+ ]]
let "asides" [[ aside:($aside)? ]]

-- BATH (Reuters) - And …: what the reported words do not begin with.
let "opening" [[ ^ ([upper] ([!{Dash} & !{VerbGroup}]){0,8}? {Dash})? (and | but |
    {Dash})* ]]

-- A clause or a phrase up to where it ends; quotations inside are taken whole.
let "clause" [[ ( content:( {Quoted} (?<= [/^[.!?]$/] [quote]) )
    | content:( {Quoted} (?<= , [quote]) | ({Quoted} | [!{Break}])+? ) (?= $ |
    [{Break}]) ) ]]
let "phrase" [[ content:( {Quoted} (?<= , [quote]) | ({Quoted} | [!{Break} & !{Stop}])+?
    ) (?= $ | [{Break} | {Stop}]) ]]

-- The start of a clause without "that": a subject and its verb, or words that open one.
let "clause_ahead" [[ (?= [quote]? ( there | that [/^['’]s$/] | if | when |
    while | because | under | even | despite | what | whether
    | (in | at | by | with | as | for | after | on | during) {NounPhrase} $whose* ,?
        {Subject}
    | {Subject} | @word(kind=det) {Quoted} [!punct & !{VerbGroup}]{0,12} {VerbGroup kind=fin|pas}
    | {NounPhrase} $whose* (and | or) {Subject} | {NounPhrase} $whose*
        ($aside_in_brackets | $apposition ,)? [quote]? ($adv | [quote])* (on?
        @word(kind=time|day))? {VerbGroup kind=fin|pas} ) ) ]]

-- The speaker behind the cue: said Anna Kern, the mayor of Bath, who was born there.
let "in_title" [[ (called | named | based | known |
    [!punct & !{VerbGroup kind=fin}] | $hyphen | ' | "$" | "%" | "&" |
    "(" [!punct]{1,3} ")" | {Quoted}) ]]
let "told_of" [[ , ((?= of | from | then | now | managing) | (?!
    @word(kind=subject|sub|conj|prep|time|adv) |
    {VerbGroup} | @cue | [quote])) $in_title+
    ((who | that | which) ([!punct] | $hyphen | ' | "$" | {Quoted}){1,30})? ]]
let "told_of_whom" [[ , (who | whose | whom | which) ([!punct] | $hyphen | ' | "$" |
    {Quoted}){1,30} ]]
let "speaker_behind" [[ speaker:( {NounPhrase} $whose* (and {NounPhrase} $whose*)?
    $aside_in_brackets? (($told_of+ $told_of_whom? | $told_of_whom)
    (?= , | "." | ":" | $ | [quote] | {Dash}))? ) ]]

-- Whom one goes by: everything up to the comma, and more that says who that is.
let "authority" [[ {NounPhrase} ([!punct] | $hyphen | ' | "$" | "%" | ".")*? ]]
let "who_that_is" [[ , (?! {Subject} | @word(kind=sub|conj|adv)) (?= {NounPhrase} |
    including | who) ([!{Break} & !quote])+? ]]

-- ---------------------------------------------------------------- the quotation
-- True when the cue lies in another quotation, or belongs to it already.
local function taken(doc, cue)
  if doc:covering("Quoted", cue) then return true end
  if doc:overlapping("Quote", cue) then return true end
  local function same(quote)
    local other = quote and quote.cue
    return other and other.first <= cue.last and cue.first <= other.last
  end
  return same(doc:before("Quote", cue)) or same(doc:after("Quote", cue)) or false
end

-- The Person or Organization that a noun phrase stands for: the first that no 's follows;
-- a pronoun only when it is all of it, for "her daughter" is not her.
local function denoted(doc, phrase)
  for _, layer in ipairs { "Person", "Organization" } do
    for name in doc:each(layer, { within = phrase }) do
      local after = doc.text:sub(name.last + 1, name.last + 4)
      local whose = name.mention == "pronoun" and name.last < phrase.last
      if not whose and not after:find("^['’]s?[%s,]") and not after:find("^’s") then
        return name
      end
    end
  end
end

local CROWD = pattern [[ who:@crowd ]]

local function kind_of_speaker(doc, phrase, name)
  if name and name.layer == "Person" then
    return name.mention == "role" and "office" or "named"
  end
  if name then return "institution" end
  local head = doc:match(CROWD, phrase)
  return head and head.who.kind or nil
end

-- direct: nothing but quoted words; mixed: some; indirect: none.
local function type_of(doc, parts)
  local quoted, plain = false, false
  for _, part in ipairs(parts) do
    local inside = doc:covering("Quoted", part)
    if inside then
      quoted = true
    else
      plain = true
      for _ in doc:each("Quoted", { within = part }) do quoted = true end
    end
  end
  return quoted and (plain and "mixed" or "direct") or "indirect"
end

local function date_of(doc, m)
  for _, part in ipairs(m.aside and m.aside.all or {}) do
    local day = doc:within("Date", part)
    if day then return day.value end
  end
end

-- "Clinton, after the vote, said": what stands between the commas is no part of the name.
local WITH_ASIDE = pattern [[ ^ who:({NounPhrase} $whose*) ,
    (?! of | from | now | then) ($prep | @word(kind=sub|adv)) ]]

local function without_aside(doc, speaker)
  local m = doc:match(WITH_ASIDE, speaker)
  return m and m.who or speaker
end

-- The attributes of a quotation from the captures of a match; `more` overrides them.
local function quotation(m, doc, more)
  more = more or {}
  local speaker = more.speaker or m.speaker
  speaker = speaker and without_aside(doc, speaker)
  local name = speaker and denoted(doc, speaker)
  local parts = more.content or m.content.all
  return {
    type = type_of(doc, parts),
    attribution = more.attribution or "assertion",
    content = parts,
    speaker = speaker and (name and speaker:denotes(name) or speaker),
    cue = more.cue or m.cue,
    addressee = m.addressee or more.addressee or nil,
    via = m.via or more.via,
    act = more.act or "say",
    speaker_kind = speaker and kind_of_speaker(doc, speaker, name),
    when = date_of(doc, m),
  }
end

-- The last verb group in the cue says what is done and how it is meant.
local function meant(m, doc)
  local group
  for verb in doc:each("VerbGroup", { within = m.cue }) do group = verb end
  return group
end

-- True when a subject stands in the main clause: behind no "that" or "which".
local RELATIVE = pattern [[ ^ (who | which | that | what | it) ]]
local AFTER_LINK = pattern [[ @word(kind=sub|wh) $ ]]

local function leads(doc, sentence, subject)
  if doc:match(RELATIVE, subject) then return false end
  if subject.first == sentence.first then return true end
  local before = doc:span(sentence.first, subject.first - 1)
  return not doc:match(AFTER_LINK, before)
end

-- The nearest subject before the cue in its sentence that leads a main clause, else the
-- nearest one.
local function last_subject(doc, cue, sentence)
  local subject, nearest = doc:before("Subject", cue), nil
  while subject and subject.first >= sentence.first do
    if not doc:covering("Quoted", subject) then
      nearest = nearest or subject
      if leads(doc, sentence, subject) then return subject end
    end
    subject = doc:before("Subject", subject)
  end
  return nearest
end

-- The speaker of a cue without a subject of its own: the noun phrase right before it
-- ("with voters saying"), the subject behind a participle that opens the sentence, the
-- speaker of the quotation that ends there (", adding that"), or the last subject.
local function inherited(doc, cue)
  local sentence = cue.sentence
  local phrase = doc:before("NounPhrase", cue)
  if cue.kind ~= "inf" and phrase and phrase.last + 2 == cue.first
    and phrase.first >= sentence.first then
    return phrase
  end
  local behind = cue.first < sentence.first + 4 and doc:after("Subject", cue)
  if behind and behind.last < sentence.last then return behind end
  local quote = doc:before("Quote", cue)
  local speaker = quote and quote.speaker
  if speaker and speaker.first >= sentence.first and speaker.last < cue.first
    and (speaker.first > quote.last or quote.last + 12 >= cue.first) then
    return speaker
  end
  return last_subject(doc, cue, sentence)
end

-- Headlines are full of "Mayor backs plan": there only clauses and quotations count.
local function in_headline(doc, span)
  local zone = doc:covering("Zone", span)
  return zone and (zone.kind == "headline" or zone.kind == "subhead")
end

-- Who is asked to do it: the noun phrase that the content begins with.
local ASKED = pattern [[ ^ who:({NounPhrase} $whose*) $lately? (?= {VerbGroup
    kind=inf|pas}
    | not? to) ]]

local function asked(doc, content)
  local m = doc:match(ASKED, content)
  return m and m.who
end

-- "According to aides, the mayor complained that": they are whom we have it from.
local BY_WAY = pattern [[ ^ according to via:($authority) , ]]

local function relayed(doc, cue)
  local sentence = cue.sentence
  if sentence.text:sub(1, 9) ~= "According" then return nil end
  local m = doc:match(BY_WAY, sentence)
  return m and m.via
end

-- The usual rule: captures speaker, cue and content; the verb's own act.  A capture
-- `goal` around the cue says that the content is wanted; `stance`, that it is no clause.
local function said(m, doc)
  local verb = meant(m, doc)
  return quotation(m, doc, {
    addressee = m.goal and asked(doc, m.content),
    speaker = m.speaker or inherited(doc, m.cue),
    via = relayed(doc, m.cue),
    act = verb and verb.act,
    attribution = m.goal and "eventuality" or verb and verb.attribution,
  })
end

local NO_WORDS = pattern [[ ^ {VerbGroup kind=inf act=comment|say|answer|ask|reveal} $ ]]

-- "declined to comment" reports no words; a headline is full of stances.
local function empty(m, doc)
  return m.stance and in_headline(doc, m.cue) or m.goal and doc:match(NO_WORDS, m.content)
end

local function free(m, doc)
  if empty(m, doc) then return false end
  return not taken(doc, m.cue) and (m.speaker or inherited(doc, m.cue)) ~= nil
end

local function unused(m, doc)
  return not taken(doc, m.cue)
end

rule "quote.turn" {
  about = "THE MAYOR: Taxes will fall.  A turn in a transcript.",
  pattern = [[ ^ speaker:( [upper & len>2] ([upper] | - | [abbrev]){0,4} ) cue:":"
      content:( .+ ) $ ]],
  scope = "paragraph", emit = "Quote", span = "content", where = unused,
  set = function(m, doc) return quotation(m, doc) end,
}

-- ---------------------------------------------------------------- behind the words
let "speaker_cue" [[ ( speaker:{Subject} $lately?
    cue:{VerbGroup quote=y kind=fin} ($told (?! {VerbGroup}))?
  | cue:{VerbGroup quote=y kind=fin} $speaker_behind ) ]]

local ONLY_TITLE = pattern [[ ^ @word(kind=prep) ([!quote & !{VerbGroup}])+ {Quoted} $ ]]

rule "quote.direct" {
  about = "“Words,” she said on Monday. “More words.”",
  pattern = [[ (^ (and | but | [dash])* content:( ([!quote & !/^:$/]+? {Quoted})*
      [!quote & !/^:$/]{2,60}? (?<! [/^[,(]$/] | [{Dash}]) {Quoted} )
               | content:{Quoted} ) ,? $speaker_cue (?! that) $asides ((, | ":" | ";" |
                   ".")? content:{Quoted} (?! {VerbGroup quote=y kind=fin} |
                   {Subject} {VerbGroup quote=y kind=fin}))? ]],
  emit = "Quote", span = "content",
  where = function(m, doc) -- In his book "Rain," Kern said: a title, no words
    return free(m, doc) and not doc:match(ONLY_TITLE, m.content.all[1])
  end,
  set = said,
}

rule "quote.beamed" {
  about = "“Taxes will fall,” she beamed: behind a comma and a mark any verb will do.",
  pattern = [[ ^ content:( {Quoted} (?<= , [quote]) ) speaker:{Subject} $lately?
      cue:{VerbGroup kind=fin} $asides (?= $ | , | "." | {VerbGroup kind=ing})
      ((, | "." )? content:{Quoted})? ]],
  emit = "Quote", span = "content", where = free, set = said,
}

rule "quote.asked" {
  about = "“Will taxes fall?” she asked.  A sentence may end inside the marks.",
  pattern = [[ content:( {Quoted} (?<= ([/[?!]$/]) [quote]) ) $speaker_cue (?! that)
      $asides (?= "." | , | $ | as | @word(kind=sub)) ((, | "." )? content:{Quoted})?
    | content:( {Quoted} (?<= "." [quote]) ) speaker:{Subject}
      cue:{VerbGroup lemma=say kind=fin} (?= "." | $) ]],
  scope = "paragraph", emit = "Quote", span = "content", where = free, set = said,
}

rule "quote.inverted" {
  about = "Said Anna Kern, who was born there: “Taxes will fall.”",
  pattern = [[ ^ cue:{VerbGroup quote=y kind=fin} $speaker_behind (, | ":")
      content:{Quoted} ]],
  emit = "Quote", span = "content", where = free, set = said,
}

-- Behind the cue: the end, or a comma and more of the same.
let "more" [[ , (?! [quote] | {VerbGroup kind=ing} | but | while | and | as | citing |
    who | according | which) content:( ({Quoted} | [!{Break}])+? ) (?= $ | [{Break}]) ]]

local ONLY_FRONT = pattern [[ ^ @word(kind=sub) [!punct]* $ ]]
local HAS_VERB = pattern [[ [{VerbGroup}] ]]
local SAYS_ITSELF = pattern [[ {Subject} $says (that | , | {Subject} | {Quoted}) ]]

rule "quote.trailing" {
  about = "Taxes will fall, the minister said on Monday; taxes, she said, will fall.",
  pattern = [[ ($opening | (?<= , (and | but) )) content:( ({Quoted} | .)+? ) ,
               ( (?! who) speaker:{Subject} $lately?
                   cue:({VerbGroup quote=y kind=fin} | {VerbGroup bare=y kind=fin}) $told?
               | cue:{VerbGroup act=say quote=y kind=fin} $speaker_behind ) (?! that)
               $asides
                   ((?= $ | ";") | $more | (?= , [!quote])) ]],
  emit = "Quote", span = "content",
  where = function(m, doc)
    local first = m.content.all[1]
    if not m.content.all[2] and doc:match(ONLY_FRONT, first) then
      return false
    end
    if not free(m, doc) then return false end
    local whole = m.content.all[2] or doc:match(HAS_VERB, first)
    if not whole then return false end
    return not doc:match(SAYS_ITSELF, first)
  end,
  set = said,
}

local BY_SAYING = pattern [[ ^ {Subject} {VerbGroup kind=fin} .{0,24}? by
    {VerbGroup kind=ing that=y} that ]]

rule "quote.according" {
  about = "According to the ministry, taxes will fall; taxes will fall, according to it.",
  pattern = [[
      cue:(according to) speaker:( $authority $aside_in_brackets? ($who_that_is (?= ,))? )
          (, | ":")
          (?= [quote] | $adv | @word(kind=sub|there|det|poss) | {NounPhrase}) $clause
    | $opening content:( ([!{VerbGroup kind=fin|pas} & !punct]){1,12} ) ,
    cue:(according to)
        speaker:( $authority ) $more
    | $opening ((as | despite | @word(kind=sub)) ([!{Break}])+ [{Break} & /^,$/])?
        content:( ({Quoted} | .){2,}? ) ,? cue:(according to)
        speaker:( $authority $aside_in_brackets? $who_that_is? ) (?= $ | , | {Break})
    | "(" content:( ([!punct] | ,){2,}? ) ,? cue:(according to)
        speaker:( $authority $who_that_is? ) (?= ")")
  ]],
  emit = "Quote", span = "content",
  where = function(m, doc) -- "according to aides, he said that": his words, by way of aides
    return free(m, doc) and not doc:match(BY_SAYING, m.content)
  end,
  set = function(m, doc) return quotation(m, doc) end,
}

rule "quote.as" {
  about = "As the mayor said, taxes will fall.",
  pattern = [[ as speaker:{Subject} cue:({VerbGroup quote=y act!=continue kind=fin} |
      {VerbGroup lemma=put kind=fin} it)
      $told? $asides (, | ":") $clause ]],
  emit = "Quote", span = "content", where = free, set = said,
}

rule "quote.relayed" {
  about = "The mayor was quoted by the paper as saying that taxes will fall.",
  pattern = [[ speaker:{Subject} cue:( {VerbGroup kind=pas lemma=quote|cite|report} (by
      via:({NounPhrase} $whose*))? as {VerbGroup kind=ing} )
               ($told (?= $circumstance* that))? $asides (that | ":" | ,)? $clause ]],
  emit = "Quote", span = "content", where = free, set = said,
}

rule "quote.by" {
  about = "She answered the critics by arguing that taxes will fall.",
  pattern = [[ speaker:{Subject} {VerbGroup kind=fin}
      ([!quote & !punct & !{VerbGroup kind=fin} | /^[’'\-]/]){0,24}?
               by cue:{VerbGroup kind=ing that=y} that $clause ]],
  emit = "Quote", span = "content", where = free, set = said,
}

-- ---------------------------------------------------------------- before the words
-- With a subject of its own, or behind a comma or conjunction without one.
let "subject" [[ ( speaker:{Subject} $lately?
    | (?<= , | and | but | or | then | {NounPhrase}) (?= {VerbGroup kind=fin})
    | (?= {VerbGroup kind=inf|ing}) ) ]]
let "is" [[ {VerbGroup kind=fin|inf|ing lemma=be|feel|seem|remain|become} ]]

-- says that, told her that, says on Monday: , asks whether, says “
let "states" [[
    (cue:{VerbGroup that=y addressee=y kind=fin|ing|inf} $told
          (?= ($circumstance | to {NounPhrase})* that)
      | cue:{VerbGroup that=y kind=fin|ing|inf})
      (that | aside:($aside) (?<! @cue_noun(that=y)) that) (?! [punct & !quote | /^['’]s$/])
  | cue:{VerbGroup that=y lemma=say|announce|declare|state kind=fin|ing|inf}
  aside:($aside)
        that (?! [punct & !quote | /^['’]s$/])
  | cue:{VerbGroup addressee=y kind=fin|ing|inf} $told $clause_ahead
  | (cue:{VerbGroup addressee=y quote=y kind=fin|ing|inf} $told |
        cue:{VerbGroup quote=y kind=fin|ing|inf}) $asides ((, | ":")? (?= {Quoted}) | ":")
  | (cue:{VerbGroup wh=y addressee=y kind=fin|ing|inf} $told (@word(kind=day|time))?
      | cue:{VerbGroup wh=y kind=fin|ing|inf})
      (?= if | whether | how | why | what | who | when | where | which)
  | cue:{VerbGroup bare=y kind=fin|ing|inf} $asides $clause_ahead
  | cue:{VerbGroup loose=y kind=fin}
      (?= ({NounPhrase} | [quote]) ([!punct & !{VerbGroup}] | [quote] | ,){0,30}
          {VerbGroup kind=fin|pas})
  | cue:{VerbGroup lemma=say kind=fin} (?= {NounPhrase} ([lower] | [quote]) |
  {VerbGroup kind=ing})
]]
-- plans to, asks her to
let "wants" [[
    goal:( cue:{VerbGroup to=y kind=fin|ing|inf} ) (?= {VerbGroup kind=inf} | to be)
  | goal:( cue:({VerbGroup toward=y kind=fin|ing} to) ) (?= {NounPhrase} $whose* to)
  | goal:( cue:{VerbGroup object_to=y kind=fin|ing|inf} ) (?= {NounPhrase} $whose* not?
  to)
]]
-- is confident that, was convinced that; expressed the hope that
let "feels" [[
  cue:( {VerbGroup feels=y kind=pas} | $is @cue_adjective
      | {VerbGroup light=y kind=fin|ing}
          ([!punct & !{VerbGroup} & !@word(kind=sub|wh)]){0,4}? @cue_noun )
  (that | (?= {VerbGroup kind=inf} | if | whether | how | {Subject}))
]]
let "between" [[ ($adv | (to | with | in | on | at | during) {NounPhrase}) ]]
-- talks about, voted against, was worried about, raised doubts about; praised
let "speaks_of" [[
    cue:( {VerbGroup about=y kind=fin|ing} $between* about |
        {VerbGroup of=y kind=fin|ing} $between* of
        | {VerbGroup on=y kind=fin|ing} $between* on |
            {VerbGroup for=y kind=fin|ing} $between* for
        | {VerbGroup with=y kind=fin|ing} $between* with |
            {VerbGroup toward=y kind=fin|ing} $adv* to
        | {VerbGroup against=y kind=fin|ing} $adv* against |
            {VerbGroup in=y kind=fin|ing} $adv* in
        | {VerbGroup at=y kind=fin|ing} $adv* at
        | {VerbGroup act=say|believe|ask kind=fin|ing} ($adv | little | nothing |
            more | something | much)* (about | of)
        | {VerbGroup feels=y kind=pas} (about | of | with | for | at | to | in)
        | $is @cue_adjective (about | of | with | for | at | by)
        | {VerbGroup light=y kind=fin|ing}
            ([!punct & !{VerbGroup} & !@word(kind=sub|wh)]){0,4}?
            @cue_noun (about | of | on | for | to | against | over | with | toward |
                towards | in) )
    (?= @word(kind=sub|wh) | $object_ahead)
  | stance:( cue:{VerbGroup noun=y kind=fin|ing} ) (?= $object_ahead)
]]
let "object_ahead" [[ (?! @word(kind=time|month|day) | the? condition (of | that)) ({NounPhrase} |
    @word(kind=det|poss)? [quote] | {VerbGroup kind=ing}) ]]

-- A clause inside a relative clause ends where the main verb comes.
let "inner_clause" [[ content:( ({Quoted} | [!{Break}])+? ) (?= $ | [{Break}] | ,
    {VerbGroup kind=fin|pas}) ]]

rule "quote.remarked" {
  about = "Kern joked, taking off her hat, “Taxes will fall”; issued a statement: “No.”",
  pattern = [[
      speaker:{Subject} cue:{VerbGroup quote=y kind=fin} , ([!punct & !quote]){1,12} ,
          content:{Quoted}
    | speaker:{Subject} cue:({VerbGroup light=y kind=fin} ([!punct & !{VerbGroup}]){0,4}
          @cue_noun) (, | ":") content:{Quoted} ]],
  emit = "Quote", span = "content", where = free, set = said,
}

rule "quote.who" {
  about = "Sanders, who said he would win, left.",
  pattern = [[ speaker:(who | (?<= ,) which | (?<= {NounPhrase}) that) ($states | $wants |
      $feels) $inner_clause ]],
  emit = "Quote", span = "content", where = free, set = said,
}

rule "quote.reported" {
  about = "The minister said that …, told her …, plans to …, is sure that …, spoke of …",
  pattern = [[ $subject ( ($states | $wants | $feels) $clause | $speaks_of $phrase ) ]],
  emit = "Quote", span = "content", where = free, set = said,
}

-- ---------------------------------------------------------------- the words as subject
rule "quote.relative" {
  about = "which, he said, will fall; what some call a failure; which she opposed.",
  pattern = [[ content:(which | what | whom | that) speaker:{Subject} (on?
      @word(kind=time|day))?
               ( cue:{VerbGroup bare=y kind=fin} content:( (?=
                   {VerbGroup kind=fin|pas|inf}) ({Quoted} | [!{Break}])+? ) (?= $ | , |
                   [{Break}])
               | cue:{VerbGroup noun=y kind=fin} (?= [punct] | and | or | but | $) )
             | content:({NounPhrase} $whose*) speaker:{Subject}
                 cue:{VerbGroup bare=y kind=fin}
               content:( (?= {VerbGroup kind=fin|pas}) ({Quoted} | [!{Break}])+? ) (?= $
                   | , | [{Break}]) ]],
  emit = "Quote", span = "content",
  where = function(m, doc)
    return free(m, doc) and (m.content.all[2] or m.content.text ~= "that")
  end,
  set = said,
}

let "hearsay" [[ (reportedly | allegedly | supposedly | purportedly) ]]

-- The attributes of a passive: no speaker is invented where none is named.
local function passive(m, doc)
  local verb = meant(m, doc)
  return quotation(m, doc, { act = verb and verb.act,
    attribution = m.goal and "eventuality" or verb and verb.attribution })
end

local function noun(m, doc)
  return not taken(doc, m.cue) and not doc:overlapping("VerbGroup", m.cue)
end

rule "quote.passive" {
  about = "The plan was praised by the mayor; it was reported that …; is expected to …",
  pattern = [[
      it cue:{VerbGroup kind=pas that=y} (by speaker:({NounPhrase} $whose*))? (that |
          $clause_ahead) $clause
    | content:{Subject} cue:{VerbGroup kind=pas noun=y} by speaker:( {NounPhrase} $whose*
        )
    | content:{Subject} goal:( cue:({VerbGroup kind=pas object_to=y} |
        {VerbGroup kind=pas that=y}) ) content:( (?= {VerbGroup kind=inf|pas}) ({Quoted}
        | [!{Break}])+? ) (?= $ | [{Break}])
    | {Subject} cue:{VerbGroup kind=pas act=ask} ,? content:{Quoted}
    | {Subject} cue:({VerbGroup kind=pas act=ask} $adv*) (?= if | whether | how | why |
        what | who | when | where | which) $clause
    | (?<= ^ | when | if | while | ,) cue:({VerbGroup kind=fin act=ask} $circumstance*)
        (?= if | whether | how | why | what | who | when | where | which) $clause
    | {Subject} cue:({VerbGroup kind=pas act=ask} $adv* about) (?= @word(kind=sub|wh) |
        $object_ahead) $phrase
    | content:{Subject} cue:({VerbGroup kind=pas noun=y} (for | as | of | about)) (?=
        $object_ahead) $phrase
  ]],
  emit = "Quote", span = "content", where = unused, set = passive,
}

rule "quote.seeming" {
  about = "Prices appear to fall; the mayor seemed unhappy: nobody says it.",
  pattern = [[ content:{Subject} cue:{VerbGroup kind=fin lemma=seem|appear}
      content:( (?= {VerbGroup kind=inf} | [pos=adj] | like | as) ({Quoted} | [!{Break} &
      !/^,$/])+? ) (?= $ | , | [{Break}]) ]],
  emit = "Quote", span = "content", where = unused,
  set = function(m, doc)
    return quotation(m, doc, { act = "seem", attribution = "belief" })
  end,
}

rule "quote.hearsay" {
  about = "The firm has reportedly lost its chief; allegedly, she left: nobody is named.",
  pattern = [[
      content:({Subject} $aux*) cue:$hearsay
          content:(({Quoted} | [!{Break}])+?) (?= $ | [{Break}])
    | $opening cue:$hearsay ,? $clause_ahead $clause ]],
  emit = "Quote", span = "content", where = unused,
  set = function(m, doc)
    local attributes = quotation(m, doc, { act = "report" })
    attributes.speaker_kind = "hearsay"
    return attributes
  end,
}

rule "quote.noun" {
  about = "His claim that taxes will fall; the announcement by the ministry that …",
  pattern = [[
      (speaker:(@word(kind=poss)) | speaker:($nominals [/^['’]s?$/]))
          ([!punct & !{VerbGroup}]){0,2}? cue:@cue_noun (that (?! {VerbGroup}) | (?=
          {VerbGroup kind=inf})) $clause
    | cue:@cue_noun ((by | from) speaker:({NounPhrase} $whose*)) that (?! {VerbGroup})
        $clause
    | cue:@cue_noun that (?! {VerbGroup}) $clause_ahead $clause
  ]],
  emit = "Quote", span = "content", where = noun,
  set = function(m, doc)
    local entry = m.cue
    return quotation(m, doc, { act = entry.act, attribution = entry.attribution })
  end,
}

-- ---------------------------------------------------------------- colons
local OPENS_QUOTED = pattern [[ ^ [quote] ]]

rule "quote.colon" {
  about = "Mayor: “Taxes will fall”; a headline: Mayor: Taxes will fall.",
  pattern = [[
      ^ speaker:( {NounPhrase} $whose* $aside_in_brackets? ) cue:":" content:( .+ ) $
    | speaker:{Subject} cue:( {VerbGroup kind=fin} ([!quote & !{VerbGroup}]){0,12} ) ":"
        content:{Quoted}
    | (?<= and | , | but | then) cue:{VerbGroup kind=fin} ":" content:{Quoted}
  ]],
  emit = "Quote", span = "content",
  where = function(m, doc)
    local quoted = doc:match(OPENS_QUOTED, m.content)
    local headline = m.cue.text == ":" and m.speaker.first < 3
    return unused(m, doc) and (quoted or headline) and true
  end,
  set = function(m, doc)
    return quotation(m, doc, { speaker = m.speaker or inherited(doc, m.cue) })
  end,
}

-- ---------------------------------------------------------------- quotations alone
-- Bytes of every piece of content, so that a quotation is not taken twice.
local function pieces_of(doc)
  local list = {}
  for quote in doc:each("Quote") do
    for _, part in ipairs(quote.content) do list[#list + 1] = part end
  end
  return list
end

local function covered(list, span)
  for _, part in ipairs(list) do
    if part.first <= span.last and span.first <= part.last then return true end
  end
  return false
end

-- Text with ordinary spaces: pages are full of no-break ones.
local function spaced(doc, first, last)
  return (doc.text:sub(first, last):gsub("\u{A0}", " "))
end

-- Nothing of a sentence stands before the quotation.
local function opens(doc, quoted)
  local before = spaced(doc, quoted.paragraph.first, quoted.first - 1)
  return before:find("^%s*$") or before:find("[%.!%?\"”:]%s*$")
end

-- Nor behind it.
local function closes(doc, quoted)
  local behind = spaced(doc, quoted.last + 1, quoted.paragraph.last)
  return behind:find("^%s*$") or behind:find("^%s+[%u\"“]")
end

-- The last of everything that belongs to a quotation.
local function last_part(quote)
  local last = quote
  for _, part in ipairs(quote.content) do
    if part.last > last.last then last = part end
  end
  if quote.cue and quote.cue.last > last.last then last = quote.cue end
  if quote.speaker and quote.speaker.last > last.last then last = quote.speaker end
  return last
end

-- The last quotation with quoted words before `span`, unless something else is told in
-- between.
local function open_quotation(doc, span, latest)
  if not latest then return nil end
  local gap = spaced(doc, last_part(latest).sentence.last + 1, span.first - 1)
  local _, words = gap:gsub("%S+", "")
  local _, paragraphs = gap:gsub("\n%s*", "")
  return words <= 8 and paragraphs <= 1 and latest or nil
end

-- "The mayor said:" at the end of the paragraph before: the verb group.
-- or "issued a statement:", from the verb to the colon; or "Kern agreed." right before.
local function announced(doc, quoted, cues)
  local verb = doc:before("VerbGroup", quoted)
  if not verb or verb.kind ~= "fin" or cues[verb.last] then return nil end
  local gap = spaced(doc, verb.last + 1, quoted.first - 1)
  local words = gap:match("^([^%.!%?]*):%s*$")
  if words and verb.quote then return verb end
  if words and #words < 60 then return doc:span(verb.first, verb.last + #words), verb end
  return verb.quote and gap:find("^%. $") and verb
end

-- "Stated Kern:", the noun phrase between the verb and the colon.
local function named_behind(doc, verb)
  local phrase = doc:after("NounPhrase", verb)
  return phrase and doc.text:find("^:", phrase.last + 1) and phrase or nil
end

-- A quotation and behind it or below it "- Anna Kern, Bath.": the dash and the noun
-- phrase.  On the same line nothing but a few words on the person follows.
local DASH = regex("-{1,2}|[–—―]")
local SIGNED = regex("^\\s*(?:-{1,2}|[–—―])\\s?$")
local LINE_ENDS = regex("^(?:[\\s.]*|,[^.!?]{1,60}[\\s.]*)$")

local function signed(doc, quoted)
  local phrase = doc:after("NounPhrase", quoted)
  if not phrase or phrase.first > quoted.last + 12 then return nil end
  local gap = spaced(doc, quoted.last + 1, phrase.first - 1)
  if not SIGNED:match(gap) then return nil end
  if not gap:find("\n") then
    local line = spaced(doc, phrase.last + 1, phrase.last + 80):match("^[^\n]*")
    if not LINE_ENDS:match(line) then return nil end
  end
  return doc:find(DASH, doc:span(quoted.last + 1, phrase.first - 1)), phrase
end

-- Whose a quotation is that fills its sentences -> cue, speaker, verb group
local function author_of(doc, quoted, cues)
  if not opens(doc, quoted) then return nil end
  if not closes(doc, quoted) then return signed(doc, quoted) end
  local cue, verb = announced(doc, quoted, cues)
  verb = verb or cue
  local speaker = verb and (inherited(doc, verb) or named_behind(doc, verb))
  if speaker then return cue, speaker, verb end
  return signed(doc, quoted)
end

-- One more piece of a quotation.
local function continue(doc, quote, quoted)
  local parts = {}
  for _, part in ipairs(quote.content) do parts[#parts + 1] = part end
  parts[#parts + 1] = quoted
  doc:set(quote, { content = parts, type = type_of(doc, parts) })
end

rule "quote.alone" {
  about = "A quotation without a cue goes on with the speaker of the one before it.",
  run = function(doc)
    local done, latest = pieces_of(doc), nil
    local quotes, cues = {}, {}
    for quote in doc:each("Quote") do
      if quote.cue then cues[quote.cue.last] = true end
      if quote.type ~= "indirect" then quotes[#quotes + 1] = quote end
    end
    local at = 1
    for quoted in doc:each("Quoted") do
      while quotes[at] and quotes[at].first <= quoted.first do
        latest, at = quotes[at], at + 1
      end
      if quoted.depth == 0 and not covered(done, quoted) then
        local cue, speaker, verb = author_of(doc, quoted, cues)
        if speaker then
          latest = doc:add("Quote", quoted, quotation({ cue = cue }, doc,
            { speaker = speaker, act = verb and verb.act, content = { quoted } }))
        elseif opens(doc, quoted) and closes(doc, quoted) then
          local before = open_quotation(doc, quoted, latest)
          if before then continue(doc, before, quoted) end
        end
      end
    end
  end,
}

examples {
  { "“Taxes will fall,” Anna Kern, the finance minister, said on Monday.",
    Quote = { type = "direct", content = "“Taxes will fall,”", cue = "said",
      speaker = "Anna Kern, the finance minister," } },
  { "“Taxes will fall,” said Anna Kern. “Wages will rise.”",
    Quote = { type = "direct", content = "“Taxes will fall,” | “Wages will rise.”" } },
  { "The ministry announced on Friday that taxes would fall in May.",
    Quote = { type = "indirect", content = "taxes would fall in May", cue = "announced",
      speaker = "The ministry", act = "announce" } },
  { "The ministry said in a statement after the call that taxes would fall.",
    Quote = { content = "taxes would fall", speaker = "The ministry", cue = "said" } },
  { "Kern was cited by the paper as telling reporters in Bonn that taxes would fall.",
    Quote = { content = "taxes would fall", speaker = "Kern", addressee = "reporters",
      via = "the paper" } },
  { "The 45-year-old told reporters he would run again.",
    Quote = { content = "he would run again", speaker = "The 45-year-old",
      addressee = "reporters" } },
  { "Hugh Hill, a doctor who lives in Bath, said the drug works.",
    Quote = { content = "the drug works",
      speaker = "Hugh Hill, a doctor who lives in Bath," } },
  { "Taxes will fall, the minister said, but wages will not.",
    Quote = { content = "Taxes will fall", speaker = "the minister" } },
  { "According to the company, sales fell.",
    Quote = { content = "sales fell", cue = "According to", speaker = "the company" } },
  { "Sales fell, according to the company.",
    Quote = { content = "Sales fell", cue = "according to", speaker = "the company" } },
  { "As the mayor said, the bridge is safe.",
    Quote = { content = "the bridge is safe", speaker = "the mayor" } },
  { "The mayor was quoted by the paper as saying at a meeting that the bridge is safe.",
    Quote = { content = "the bridge is safe", cue = "was quoted by the paper as saying",
      speaker = "The mayor", via = "the paper" } },
  { "The minister answered the critics by arguing that prices fell, after which he left.",
    Quote = { content = "prices fell", cue = "arguing", speaker = "The minister" } },
  { "The mayor asked the council to pay for the bridge.",
    Quote = { act = "ask", attribution = "eventuality", addressee = "the council" } },
  { "The company plans to open a shop.",
    Quote = { content = "to open a shop", attribution = "eventuality" } },
  { "Experts believe prices will rise.",
    Quote = { content = "prices will rise", attribution = "belief",
      speaker_kind = "collective" } },
  { "She left the room, adding that she would be back.",
    Quote = { content = "she would be back", cue = "adding", speaker = "She" } },
  { "His claim that prices fell was wrong.", Quote = { act = "claim", speaker = "His" } },
  { "“Taxes will fall,” she beamed.", Quote = { speaker = "she", cue = "beamed" } },
  { "He leaned in and boomed: “We win.”", Quote = { speaker = "He", cue = "boomed" } },
  { "“It is hard,” said the mayor, “because it is new.”",
    Quote = { speaker = "the mayor", content = "“It is hard,” | “because it is new.”" } },
  { "According to Anna Kern, the mayor of Bath, prices fell.",
    Quote = { speaker = "Anna Kern, the mayor of Bath", content = "prices fell" } },
  { "According to aides, the mayor answered by complaining that prices fell.",
    Quote = { speaker = "the mayor", cue = "complaining", via = "aides" } },
  { "Said Anna Kern, who was born there: “Taxes will fall.”",
    Quote = { speaker = "Anna Kern, who was born there", cue = "Said" } },
  { "As one of them put it, the bridge is safe.",
    Quote = { speaker = "one of them", cue = "put it", content = "the bridge is safe" } },
  { "“It is so.”\n\n- Anna Kern", Quote = { speaker = "Anna Kern", cue = "-" } },
  { "“It is so.” ― Anna Kern, Bath\n\nThe rest is silence.",
    Quote = { type = "direct", speaker = "Anna Kern", cue = "―" } },
  { "“It is so.” - Anna Kern left the hall at noon and went home.", Quote = false },
  { "Stated Anna Kern:\n\n“It is so.”", Quote = { speaker = "Anna Kern" } },
  { "Kern joked, taking off her hat, “Taxes will fall.”",
    Quote = { speaker = "Kern", cue = "joked", content = "“Taxes will fall.”" } },
  { "The mayor issued a brief statement: “No.”",
    Quote = { speaker = "The mayor", cue = "issued a brief statement", type = "direct" } },
  { "The mayor was asked, “Is it safe?”", Quote = { type = "direct", cue = "was asked" } },
  { "“It is safe.” Kern said.", Quote = { type = "direct", speaker = "Kern" } },
  { "“It is so,” said Anna Kern, 32, of Bath, a doctor at a clinic called Hill, who left.",
    Quote = { speaker = "Anna Kern, 32, of Bath, a doctor at a clinic called Hill, who left" } },
  { "“It is so,” Kern, of Hill Markets, said.", Quote = { speaker = "Kern, of Hill Markets," } },
  { "On prices, 42% say they are too high.", Quote = { speaker = "42%", cue = "say" } },
  { "Anna Kern on Thursday evening said the bridge was safe.",
    Quote = { speaker = "Anna Kern", content = "the bridge was safe" } },
  { "Kern said on BBC’s “This Week” that the bridge was safe.",
    Quote = { speaker = "Kern", content = "the bridge was safe" } },
  { "He said any “reasonable person” should have known it.",
    Quote = { speaker = "He", content = "any “reasonable person” should have known it" } },
  { "It was led by Anna Kern, who said none of the bridges held.",
    Quote = { speaker = "who", content = "none of the bridges held" } },
  { "The paper asked Kern Friday how the bridge would hold.",
    Quote = { speaker = "The paper", content = "how the bridge would hold" } },
  { "The firm declined to comment.", Quote = false },
  { "The firm declined to pay the fine.", Quote = { act = "refuse" } },
  { "The firm has reportedly lost its chief.", Quote = { cue = "reportedly",
      content = "The firm has | lost its chief", speaker_kind = "hearsay" } },
  { "Prices seemed to fall.", Quote = { content = "Prices | to fall", cue = "seemed",
      act = "seem", attribution = "belief" } },
  { "The mayor appeared on Monday.", Quote = false },
  { "The plan was praised by the mayor.",
    Quote = { content = "The plan", speaker = "the mayor", cue = "was praised" } },
  { "It was reported that prices fell.", Quote = { content = "prices fell" } },
  { "“Is it safe?” Anna Kern asked on Monday.",
    Quote = { type = "direct", content = "“Is it safe?”", act = "ask" } },
  { "THE MAYOR: The bridge is safe. It is new.",
    Quote = { speaker = "THE MAYOR", content = "The bridge is safe. It is new." } },
  { "The mayor said:\n\n“The bridge is safe.”",
    Quote = { type = "direct", speaker = "The mayor",
      content = "“The bridge is safe.”" } },
  { "“The bridge is safe,” said the mayor.\n\n“It is new and it is long.”",
    Quote = { content = "“The bridge is safe,” | “It is new and it is long.”" } },
  { "They opened a bridge which, she said, is safe.", Quote = { speaker = "she" } },
  { "The mayor, who said the bridge was safe, left.", Quote = { speaker = "who" } },
  { "Experts fear that prices will rise.", Quote = { attribution = "belief" } },
  { "She was worried about prices.", Quote = { content = "prices",
    cue = "was worried about" } },
  { "He made it clear that he would stay.", Quote = { content = "he would stay" } },
  { "The mayor said the bridge was safe, but the report proved him wrong.",
    Quote = { content = "the bridge was safe" } },
  { "The bridge that the mayor opened is long.", Quote = false },
  { "The ratio was 3:1 at the time.", Quote = false },
  { "As the day went on, prices fell.", Quote = false },
  { "His reports were long and his claims were few.", Quote = false },
  { "The so-called “bridge” is a road.", Quote = false },
  { "He ran to the station and took the train.", Quote = false },
}
