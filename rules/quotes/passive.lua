-- rules/quotes/passive.lua : the words before their cue without quotation marks (which, he
-- said; was praised by), nobody named (reportedly, it was said), cues that are nouns, and polls.
local shared = use "quotes/quotation"
local quotation = shared.quotation
local said = shared.said
local unused = shared.unused
local taken = shared.taken
lang "en"

rule "quote.cleft" {
  about = "What the minister said was that taxes would fall.",
  pattern = [[ ^ (and | but)? (what | all) speaker:{Subject} cue:{VerbGroup that=y kind=fin}
    (addressee:{NounPhrase})? [{VerbGroup} & /^(is|was|['’]s)$/]
    (that ,? | (?= {Subject} | {Quoted}) (?! a | an)) $clause ]],
  emit = "Quote", span = "content", where = said,
}

rule "quote.relative" {
  about = "which, he said, will fall; what some call a failure; which she opposed.",
  pattern = [[ subject:( (^ content:(what | {NounPhrase} $whose*)
                   | (?<= ^ [!punct & !{VerbGroup}]{1,12}) content:(who | that | which))
                 speaker:{Subject} $lately? cue:{VerbGroup bare=y kind=fin} $lately?
                 content:( {VerbGroup kind=fin|pas} ({Quoted} | [!{Break} & !/^,$/])*? ) )
                 (?= $own_verb)
             | content:(which | what | whom | that | who) speaker:{Subject} (on?
      @word(kind=time|day))?
               ( cue:{VerbGroup bare=y kind=fin} content:( (?=
                   {VerbGroup kind=fin|pas|inf}) ({Quoted} | [!{Break}])+? ) (?= $ | , |
                   [{Break} | {Dash}])
               | cue:{VerbGroup bare=y kind=fin} content:( {Subject} {VerbGroup kind=fin|pas}
                   ([!punct & !{VerbGroup} & !{Break}]){0,6}? ) (?= [punct] |
                   @word(kind=conj|sub) | {VerbGroup} | [{Break}] | $)
               | matter:( cue:{VerbGroup noun=y kind=fin} ) (?= [punct & !quote] | and | or | but |
                   $)
               | cue:{VerbGroup lemma=call|term|label|dub kind=fin} content:( (?= {NounPhrase} |
                   @word(kind=det|poss)? [quote])
                   ({Quoted} | [!{Break} & !{Stop} & !{VerbGroup kind=fin|pas}])+? )
                   (?= $ | , | [{Break} | {Stop} | {VerbGroup kind=fin|pas}] | and)
             | cue:({VerbGroup as=y kind=fin} as)
                   content:( ({Quoted} | [!{Break} & !{VerbGroup kind=fin|pas}])+? )
                   (?= $ | , | [{Break} | {VerbGroup kind=fin|pas}]) )
             | content:((?<! {VerbGroup}) {NounPhrase}) speaker:{Subject} (
                 cue:({VerbGroup as=y kind=fin} as) content:( (?= [quote])
                   ({Quoted} | [!{Break} & !/^,$/ & !{VerbGroup kind=fin|pas}])+? )
               | cue:{VerbGroup lemma=call|term|label|dub kind=fin} content:( (?= [quote] |
                   @word(kind=det|poss) [quote]) ({Quoted} | @word(kind=det|poss))+ ) )
               (?= $ | , | [{Break} | {VerbGroup kind=fin|pas}])
             | content:((?! everything | anything | nothing | all) {NounPhrase} $whose*)
                 speaker:{Subject}
                 cue:{VerbGroup bare=y kind=fin}
               content:( (?= {VerbGroup kind=fin|pas}) ({Quoted} | [!{Break}])+? ) (?= $
                   | , | [{Break}]) ]],
  emit = "Quote", span = "content",
  where = function(m, doc) -- "What he said was late", "angered many": that is the teller's
    local first, rest = m.content.all[1].text, m.content.all[2]
    local verb = first == "What" and not m.subject and rest and doc:within("VerbGroup", rest)
    if verb and verb.first == rest.first then return false end
    return (rest or first ~= "that") and said(m, doc)
  end,
}

let "hearsay" [[ (reportedly | allegedly | supposedly | purportedly) ]]

-- "Reports that he has fled the capital were denied": the reports were denied, not the
-- capital.
local OF_A_CLAIM = pattern [[ ^ (and | but)? (the | a | an | any | @word(kind=poss))?
  [lower & pos=adj]? @cue_noun(that=y) that [!punct]{2,} $ ]]

local function ends_a_claim(m, doc)
  local subject = m.content.all[1]
  return subject:text_before(80):find(" that ", 1, true) ~= nil
    and doc:match(OF_A_CLAIM, shared.words_to(doc, subject.sentence, subject.first - 1)) ~= nil
end

-- The attributes of a passive cue; no speaker is made up when none is named. In "He said
-- he was told that it fell", what he was told is nested in what he said.
local function passive(m, doc)
  -- "what he was told by the nurse"
  if m.addressee and not m.speaker and m.content.text:find "^by[ \xC2]" then return false end
  return not taken(doc, m.cue, m.addressee ~= nil) and not ends_a_claim(m, doc)
    and quotation(m, doc)
end

local function noun(m, doc)
  return not taken(doc, m.cue) and not doc:overlapping("VerbGroup", m.cue)
end

-- "there is no suggestion that", "any claim that", "without a word that": nobody said so.
local UNMADE = regex("\\b(?:no|any|without(?:\\san?)?)\\s+(?:\\w+\\s+){0,2}$", "i")

-- criticized by Kern for leaving, accused by the mayor of theft
let "for_what" [[ content:( (for (?! ([num] | a | @number)? @word(kind=time)) | of (?= {VerbGroup
    kind=ing}) | as) ({Quoted} | [!{Break} & !{Stop}])+? ) (?= $ | [{Break} | {Stop}]) ]]

-- Residents were told by the mayor on Monday that …
let "is_told" [[ {VerbGroup kind=pas addressee=y lemma!=ask|convince|persuade} ]]
let "by_mail" [[ (email | e-mail | letter | text | phone | telephone | post) ]]
let "told_by" [[ (?! about | of) (by $by_mail | by speaker:({NounPhrase} $whose*))? $asides ]]
let "wh_ahead" [[ (?= whether | how | why | what | when | where) ]]

rule "quote.passive" {
  about = "The plan was praised by the mayor; it was reported that …; is expected to …",
  pattern = [[
      it cue:{VerbGroup kind=pas that=y} (by speaker:({NounPhrase} $whose*) | $aside)? (that |
          $clause_ahead) $clause
    | content:{Subject} matter:( cue:{VerbGroup kind=pas lemma=accuse} ) $lately? by
        speaker:( {NounPhrase} $whose*? (, (who | a | an | the) ([!punct]){1,12} ,)? )
        content:( (?<! [@of_body]) of (?= [lower & !@word(group=closed)])
          ({Quoted} | [!{Break} & !{Stop}])+? ) (?= $ | [{Break} | {Stop}])
    | content:{Subject} matter:( cue:{VerbGroup kind=pas noun=y} ) $lately? by
        (speaker:( {NounPhrase} $whose*? (, (who | a | an | the) ([!punct]){1,12} ,)? ) $for_what
          | speaker:( {NounPhrase} $whose* ))
    | content:{Subject} (goal:( cue:({VerbGroup kind=pas object_to=y}
          | {VerbGroup kind=pas lemma=allow}) )
        (by speaker:({NounPhrase} $whose*))? | cue:{VerbGroup kind=pas that=y object_to!=y})
        content:( (?= {VerbGroup kind=inf|pas}) ({Quoted} | [!{Break}])+? ) (?= $ | [{Break}])
    | addressee:{Subject} cue:$is_told $told_by (that | $clause_ahead | $wh_ahead) $clause
    | addressee:(who | (?<= {NounPhrase}) that) cue:$is_told $told_by
        (that | $clause_ahead | $wh_ahead) $inner_clause
    | addressee:{Subject} cue:{VerbGroup kind=pas addressee=y} (, | ":")? content:{Quoted}
    | {Subject} cue:{VerbGroup kind=pas act=ask} by speaker:({NounPhrase} $whose*)
        (?= if | whether | how | why | what | who | when | where | which) $clause
    | {Subject} cue:({VerbGroup kind=pas act=ask} $adv*) (?= if | whether | how | why |
        what | who | when | where | which) $clause
    | {Subject} matter:( cue:({VerbGroup kind=pas act=ask} $adv* about) ) (?= @word(kind=sub|wh) |
        $object_ahead) $phrase
    | content:{Subject} cue:(({VerbGroup kind=pas as=y} | {VerbGroup kind=pas noun=y}) as
        | {VerbGroup kind=pas lemma=accuse} of)
        (?= $object_ahead) content:( ({Quoted} | [!{Break} & !{Stop}])+? )
        (?<! @verb(use=past|past_verb|past_adj)) by speaker:({NounPhrase} $whose*)
        (?= $ | [{Break} | {Stop}])
    | content:{Subject} matter:( cue:({VerbGroup kind=pas as=y} as |
        {VerbGroup kind=pas noun=y addressee!=y act!=reveal|confirm}
        ((?<! {VerbGroup lemma=cite|issue}) for | as | of | about)) )
        (?! {VerbGroup kind=ing quote=y}) (?= $object_ahead) $phrase
  ]],
  emit = "Quote", span = "content", overlap = "nested", where = passive,
}

rule "quote.was_told" {
  about = "The bridge was unsafe, the court was told on Monday; “It is late,” she was told.",
  pattern = [[ (content:( {Quoted} (?<= [/^[,!?]$/] [quote]) )
      | $opening (?! @word(kind=prep|sub)) content:( ({Quoted} | .)+? ) ,)
      (addressee:{Subject} cue:$is_told | it cue:{VerbGroup kind=pas that=y act!=expect|believe})
      $told_by (?= $ | ".") ]],
  emit = "Quote", span = "content",
  where = function(m, doc)
    return doc:overlapping("VerbGroup", m.content) and passive(m, doc)
  end,
}

-- seems to fall, equally calm, poised to win, a good choice
let "how_it_seems" [[ ({VerbGroup kind=inf} | like | as | a | an
    | (?! [{TimeSpan}]) $adv* ([pos=adj] | $verb_part)) ]]

rule "quote.seeming" {
  about = "Prices appear to fall; the mayor seemed unhappy; it seems that he left: no speaker.",
  pattern = [[ content:({Subject} | there | which | who) cue:{VerbGroup kind=fin lemma=seem|appear}
      content:( (?= $how_it_seems) ({Quoted} | [!{Break} & !/^,$/])+? ) (?= $ | , | [{Break}])
    | it cue:{VerbGroup kind=fin lemma=seem|appear} (that | (?= like | as) | $clause_ahead)
      $clause ]],
  emit = "Quote", span = "content", where = unused,
  set = function(m, doc)
    return quotation(m, doc, { act = "seem", attribution = "belief" })
  end,
}

rule "quote.hearsay" {
  about = "The firm has reportedly lost its chief; rumour has it that she left: no named speaker.",
  pattern = [[
      (cue:( (word | rumour | rumor | legend) has it ) | cue:( word is )
        | cue:( (word | news | reports | rumours | rumors | allegations | claims) $adv*
          {VerbGroup kind=fin lemma=emerge|break|spread|surface|come|circulate} )) that $clause
    |
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


-- a charge that the mayor denied, the statement that he read to reporters
let "takes_it" [[ ({Subject} ({VerbGroup noun=y kind=fin} ([punct] | and | in | on | $)
    | {VerbGroup kind=fin lemma=deliver|issue|give|make|post|publish|read|receive|release|send
        |share|sign|submit|use|withdraw|write}
      ([punct] | and | $prep | {VerbGroup kind=fin|pas} | $))) ]]

-- his, Kern’s, her lawyer’s, Kern and Hill’s
let "owner" [[ speaker:( ({Person} and (?= {Person}) | the | a | an | @word(kind=poss))? $nominals
    ([/^['’]s$/] $nominals)* [/^['’]s?$/] | @word(kind=poss) ) ]]
let "whose_noun" [[ $owner ([!punct & !{VerbGroup}]){0,2}? cue:@cue_noun ]]
-- her claim on Monday, in a note, to voters, at the debate | that it fell
let "noun_aside" [[ (on? @word(kind=day) | {TimeSpan} | (last | this) @word(kind=time)
    | (in | on | at | during | via) @word(kind=det|poss) ([!punct & !{VerbGroup}]){0,3}?
        [@word(kind=medium) | @occasion]
    | to ({Person} | {Organization} | the? [lower]? [lower & (@crowd | @role_word)])) ]]
-- Her claim that he lied surprised many
let "subject_claim" [[ ^ (and | but)? ($whose_noun $noun_aside? that (?! {VerbGroup})
      $clause_of_noun
  | (the | a | an | any)? [lower & pos=adj]? cue:@cue_noun(that=y) that
      (?! {VerbGroup} | $takes_it) $before_own_verb) ]]
-- her plan to leave surprised many
let "subject_plan" [[ (?<= ^ [quote]? | that | , | {VerbGroup that=y} | and | but)
    $whose_noun (?= {VerbGroup kind=inf})
    content:( ([!punct & !@word(kind=wh) & !{VerbGroup kind=fin|pas}])+ )
    (?<! and | or | that) (?= {VerbGroup kind=fin|pas}) ]]
-- they heard her claim that he lied, her plan to leave
let "whose_claim" [[ (?<! from) $whose_noun ( $noun_aside? that ,? (?! {VerbGroup}) $clause
    | (?= {VerbGroup kind=inf}) ( content:( ([!punct]){2,30}? ) (?= $main_verb) | $clause ) ) ]]
-- the announcement by the ministry that it fell
let "claim_of_one" [[ cue:@cue_noun(that=y)
    ((by | from | of (?= {Person} | {Organization} | (the | a) [lower]{0,2}? @role_word))
      speaker:({NounPhrase} $whose* ($apposition{1,2} ,)?))
    $noun_aside? that (?! {VerbGroup})
    ((?<= ^ [(!punct | /^,$/) & !{VerbGroup}]{1,20}) $clause_of_noun | $clause) ]]
let "that_noun" [[ [@cue_noun(that=y) & !/^(news|appeal)$/] ]]
lexicon "against_noun" { "complaint", "complaints", "condemnation", "criticism", "criticisms",
  "critique", "denunciation" }
lexicon "matter_link" { "about", "against", "for", "of", "on", "over", "to" }
-- her view of it is that it fell; the claim of the ministry was that it fell; the criticism of
-- the plan is that it failed: nobody is named
let "whose_claim_is" [[ ($owner ([!punct & !{VerbGroup}]){0,2}? cue:$that_noun
    (@matter_link {NounPhrase} $whose*)? {VerbGroup lemma=be kind=fin} that $clause) ]]
let "claim_is" [[ ((the | one | a) ([!punct & !{VerbGroup}]){0,2}? cue:$that_noun
      ((from | by | (?<! @against_noun) of) speaker:({NounPhrase} $whose*)
        | @matter_link {NounPhrase} $whose*)? {VerbGroup lemma=be kind=fin} that $clause) ]]
-- claims that he lied; hopes are that he stays: nobody is named
let "claim_alone" [[ cue:@cue_noun(that=y) (?<! , (a | an) [!punct]{0,2} @cue_noun)
      that (?! {VerbGroup} | $takes_it) $clause_ahead $clause
    | cue:$that_noun {VerbGroup lemma=be kind=fin} that $clause_ahead $clause ]]

rule "quote.noun" {
  about = "His claim that taxes will fall; the announcement by the ministry that …",
  pattern = { [[ $subject_claim ]], [[ $subject_plan | $whose_claim | $whose_claim_is ]],
    [[ $claim_of_one | $claim_is | $claim_alone ]] },
  emit = "Quote", span = "content", where = noun,
  set = function(m, doc)
    local entry, kind = m.cue, m.cue.attribution
    if kind == "assertion" and not m.speaker and UNMADE:match(entry:text_before(40)) then
      kind = "eventuality"
    end
    return quotation(m, doc, { act = entry.act, attribution = kind })
  end,
}

-- in the words of Anna Kern; in her view
let "in_words" [[ in ((speaker:(@word(kind=poss)) | speaker:($nominals [/^['’]s?$/])) cue:words
    | the cue:words of speaker:({NounPhrase} $whose* ($apposition{1,2} (?= , [quote]))?)) ]]
let "in_whose" [[ ($in_words | in ((speaker:(@word(kind=poss)) | speaker:($nominals [/^['’]s?$/]))
      cue:[/^(view|opinion|estimation)$/]
    | the cue:[/^(view|opinion)$/] of speaker:({NounPhrase} $whose*))
  | by (speaker:(@word(kind=poss)) | speaker:($nominals [/^['’]s?$/])) own?
      cue:[/^accounts?$/]) ]]

rule "quote.in_view" {
  about = "In her view, taxes will fall; by her account; in Kern’s words, “they fall.”",
  pattern = [[ ^ (and | but)? $in_whose , $clause | $in_words (, | ":")? content:{Quoted} ]],
  emit = "Quote", span = "content", overlap = "nested", where = unused,
  set = function(m, doc)
    local told = m.cue.text == "words" or m.cue.text:find "^account"
    return quotation(m, doc, { act = not told and "believe" or nil,
      attribution = told and "assertion" or "belief" })
  end,
}

-- Some of the words are quoted, and more of them than a name or a phrase has.
local LONG = regex("(?:[^\\s\\xA0]+[\\s\\xA0]+){3}")

local function in_long_words(doc, span)
  local quoted = doc:within("Quoted", span)
  return quoted ~= nil and LONG:match(quoted.text) ~= nil
end

rule "quote.for_whom" {
  about = "For Kern, the town is “a joy to live in”: Kern says so.",
  pattern = [[ ^ (and | but)? cue:(for | to)
      speaker:( {NounPhrase} $whose* (, ([num] | (a | an) [!punct]{1,10}) (?= ,))? ) , $clause ]],
  emit = "Quote", span = "content",
  where = function(m, doc)
    local made = in_long_words(doc, m.content) and not taken(doc, m.cue)
      and doc:overlapping("VerbGroup", m.content) and quotation(m, doc)
    return made and made.speaker_kind and made.speaker_kind ~= "institution" and made
  end,
}

-- released on Monday by the bank; , taken in May
let "taken_when" [[ ([!punct | /^[-–]$/]){0,12}?
    (, [/ed$/ | /^taken$/] ([!punct | /^[-–]$/]){1,8})? ]]

rule "quote.poll" {
  about = "In a poll released on Monday, the mayor leads by 12 points, while half like her.",
  pattern = [[ ^ (but | and)? cue:in
      speaker:( {NounPhrase} (?<= poll | polls | survey | surveys) $taken_when ) ,
      (?! {Subject} {VerbGroup lemma=find|show|report kind=fin}) (?= [quote] | {Subject})
      content:(.+?) (?= "."? $) ]],
  emit = "Quote", span = "content", overlap = "nested", where = unused,
  set = function(m, doc) return quotation(m, doc) end,
}

examples {
  { "The claim that it was late has been denied. Reports that he left Bath were denied by Kern.",
    Quote = { { content = "it was late" }, { content = "he left Bath" } } },
  { "A man who police say killed two boys who fished in the bay was jailed.",
    Quote = { content = "who | killed two boys who fished in the bay" } },
  { "A note the board says was lost cost him the seat.",
    Quote = { speaker = "the board", content = "A note | was lost" } },
  { "The bridge police said was unsafe closed. A trend health officials say will last is new.",
    Quote = { { speaker = "police", content = "The bridge | was unsafe" },
      { speaker = "health officials", content = "A trend | will last" } } },
  { "What Kern said was a bridge turned out to be a boat.",
    Quote = { content = "What | was a bridge" } },
  { "The bridge will close, it was announced on Monday.",
    Quote = { content = "The bridge will close", cue = "was announced", speaker = false } },
  { "The clerks were told by email that it fell.",
    Quote = { content = "it fell", speaker = false } },
  { "What Kern tweeted only angered them.", Quote = false },
  { "What Tom Hill told the council was that the bridge was safe.", Quote = {
    speaker = "Tom Hill", content = "the bridge was safe", addressee = "the council" } },
  { "What Tom Hill said was unfair.", Quote = false },
  { "Kern was accused by a nurse, who worked for Hill, of theft.",
    Quote = { speaker = "a nurse, who worked for Hill,", content = "Kern | of theft" } },
  { "Kern was accused by aides of theft.",
    Quote = { speaker = "aides", content = "Kern | of theft" } },
  { "Kern was accused by members of parliament.",
    Quote = { speaker = "members of parliament", content = "Kern" } },
  { "Kern was accused of “hiding the facts” by the mayor.",
    Quote = { speaker = "the mayor", content = "Kern | “hiding the facts”" } },
  { "In Kern’s words: “It fell.”", Quote = { content = "“It fell.”" } },
  { "Kern was criticised for leaving.", Quote = { attribution = "belief" } },
  { "Kern was criticised as “a bad joke.”", Quote = { attribution = "assertion" } },
  { "A warning was issued for snow.", Quote = false },
  { "Kern was told about the bridge when she was mayor.", Quote = false },
  { "Kern was told when it fell.", Quote = { content = "when it fell" } },
  { "The van, which officers say was stolen, left.",
    Quote = { content = "which | was stolen", speaker = "officers" } },
  { "The man, who police say was late, left.",
    Quote = { content = "who | was late", speaker = "police" } },
  { "Her claim that prices will rise drew fire.", Quote = { content = "prices will rise" } },
  { "Her claim that he lied to the court surprised many.",
    Quote = { content = "he lied to the court" } },
  { "Her claim that the plan would cost $5 million has been heard.",
    Quote = { content = "the plan would cost $5 million" } },
  { "The mayor's claim that the bridge is safe was false.",
    Quote = { speaker = "The mayor's", content = "the bridge is safe" } },
  { "The claim of the mayor that the bridge is safe drew applause.",
    Quote = { speaker = "the mayor", content = "the bridge is safe" } },
  { "The claim of fraud that the bridge hid was false.", Quote = false },
  { "A common criticism of such bridges is that they fall.",
    Quote = { cue = "criticism", speaker = false, content = "they fall" } },
  { "Kern's criticism of the bridge is that it is old.", Quote = { speaker = "Kern's" } },
  { "In a Bath Times poll released on Monday, Kern leads Hill; the gap was small in May.",
    Quote = { speaker = "a Bath Times poll released on Monday", cue = "In",
      content = "Kern leads Hill; the gap was small in May" } },
  { "In a survey, taken in May, half of them said it was late.",
    Quote = { speaker = "a survey, taken in May", content = "half of them said it was late" } },
  { "In a poll, the bank found that Kern leads.", Quote = false },
  { "In a note sent as the polls closed, Kern left.", Quote = false },
  { "What Kern says her plan would do, and what it will do, is not the same.",
    Quote = { speaker = "Kern", content = "What | her plan would do" } },
  { "It was an honor Anna Kern said was late.",
    Quote = { content = "an honor | was late", speaker = "Anna Kern" } },
  { "It rained on the bridge – which Kern says is old – but it held.",
    Quote = { content = "which | is old" } },
  { "They left what Kern described as a threat.",
    Quote = { content = "what | a threat", cue = "described as", speaker = "Kern" } },
  { "What Kern described as a threat was a joke.", Quote = { content = "What | a threat" } },
  { "The plan is what the workers called a “bad joke.”",
    Quote = { content = "what | a “bad joke.”", cue = "called", speaker = "the workers" } },
  { "He left what he calls the race to the bottom, and they cheered.",
    Quote = { content = "what | the race to the bottom", cue = "calls", speaker = "he" } },
  { "It was revealed in March that prices fell.",
    Quote = { content = "prices fell", cue = "was revealed", speaker = false } },
  { "Kern was asked by a guest whether it fell.",
    Quote = { content = "whether it fell", cue = "was asked", speaker = "a guest" } },
  { "The plan is seen as a failure.", Quote = { content = "The plan | a failure",
      cue = "is seen as", speaker = false } },
  { "Kern was warned about the bridge.", Quote = false },
  { "The court was told by a clerk on Monday that prices fell.", Quote = { cue = "was told",
      speaker = "a clerk", addressee = "The court", content = "prices fell" } },
  { "Voters were told prices fell.", Quote = { speaker = false, content = "prices fell" } },
  { "They met Kern, who was told how prices fell.", Quote = { content = "how prices fell" } },
  { "Voters were never told that prices fell.", Quote = { attribution = "eventuality" } },
  { "Kern was told, “It fell.”", Quote = { addressee = "Kern", type = "direct" } },
  { "“It is late,” Kern was told.",
    Quote = { addressee = "Kern", content = "“It is late,”" } },
  { "Prices fell, the court was told on Monday.", Quote = { content = "Prices fell" } },
  { "In a note, the court was told.", Quote = false },
  { "Voters were told by a clerk to leave.", Quote = { speaker = "a clerk",
      attribution = "eventuality" } },
  { "The man is said to be late.", Quote = { content = "The man | to be late",
      attribution = "assertion" } },
  { "The man is believed to be late.", Quote = { attribution = "belief" } },
  { "Kern was cited for theft.", Quote = false },
  { "The mayor’s argument is that prices fell.", Quote = { speaker = "The mayor’s",
      cue = "argument", content = "prices fell" } },
  { "The fear was that prices would fall.", Quote = { speaker = false, attribution = "belief" } },
  { "The news is that prices fell.", Quote = false },
  { "Rumour has it that prices fell.", Quote = { speaker_kind = "hearsay" } },
  { "Word spread that prices fell.", Quote = { cue = "Word spread", content = "prices fell" } },
  { "By Kern’s own account, prices fell.",
    Quote = { speaker = "Kern’s", attribution = "assertion" } },
  { "In her view, prices fell.", Quote = { speaker = "her", attribution = "belief" } },
  { "In Kern’s words, “prices fell.”", Quote = { speaker = "Kern’s", type = "direct" } },
  { "In view of the bridge, prices fell.", Quote = false },
  { "In the words of Anna Kern, a clerk, “it fell.”", Quote = { speaker = "Anna Kern, a clerk" } },
  { "The bridge was, in Kern’s words, “a joke.”", Quote = { content = "“a joke.”" } },
  { "To Anna Kern, a clerk, the town is “a joy to live in.”", Quote = {
    speaker = "Anna Kern, a clerk", content = "the town is “a joy to live in.”" } },
  { "For Anna Kern, the “bridge tax” is a loss.", Quote = false },
  { "For the first time, the town is “a joy to live in.”", Quote = false },
  { "It fell, Kern was quoted as saying.", Quote = false },
  { "There were questions that he had to face.", Quote = false },
  { "There were claims that he had to go.", Quote = { cue = "claims" } },
  { "There were claims that the mayor denied.", Quote = false },
  { "It fell after the revelation that it was old.", Quote = { attribution = "fact" } },
  { "His claim that prices fell in May was wrong.",
    Quote = { act = "claim", speaker = "His", content = "prices fell in May" } },
  { "There was an admission that the mayor praised on the radio.", Quote = false },
  { "He stood by his claim that prices fell.", Quote = { content = "prices fell" } },
  { "Kern’s decision to bring on Hill for the injured Marsh paid off.",
    Quote = { content = "to bring on Hill for the injured Marsh" } },
  { "Kern’s plan to ban the sale of wine would hurt the town.",
    Quote = { cue = "plan", content = "to ban the sale of wine" } },
  { "Kern’s unwillingness to pay was known.",
    Quote = { speaker = "Kern’s", act = "intend", attribution = "eventuality" } },
  { "The mayor was asked, “Is it safe?”", Quote = { type = "direct", cue = "was asked" } },
  { "The firm has reportedly lost its chief.", Quote = { cue = "reportedly",
      content = "The firm has | lost its chief", speaker_kind = "hearsay" } },
  { "Prices seemed to fall.", Quote = { content = "Prices | to fall", cue = "seemed",
      act = "seem", attribution = "belief" } },
  { "The mayor appeared on Monday.", Quote = false },
  { "A note appeared last week.", Quote = false },
  { "The guests seemed quite calm.", Quote = { content = "The guests | quite calm" } },
  { "Kern appeared poised to win.", Quote = { content = "Kern | poised to win" } },
  { "There seems to be a leak.", Quote = { content = "There | to be a leak" } },
  { "It seemed that prices fell.", Quote = { content = "prices fell", speaker = false } },
  { "The tour was described as “very good” by the mayor.",
    Quote = { content = "The tour | “very good”", speaker = "the mayor" } },
  { "The tour was described as one held by the mayor.", Quote = { speaker = false } },
  { "Kern was criticized by many of the traders for leaving.",
    Quote = { content = "Kern | for leaving", speaker = "many of the traders" } },
  { "Kern was accused by the mayor of hiding it.", Quote = { content = "Kern | of hiding it" } },
  { "Kern was praised by the mayor for years.", Quote = { content = "Kern" } },
  { "Kern was praised on Monday by the mayor.", Quote = { speaker = "the mayor" } },
  { "Kern was revealed as a friend of Hill.", Quote = false },
  { "Guests have sometimes been accused of theft.", Quote = { content = "Guests | theft" } },
  { "It fell, a charge that the mayor has long faced.", Quote = false },
  { "The plan was praised by the mayor.",
    Quote = { content = "The plan", speaker = "the mayor", cue = "was praised" } },
  { "It was reported that prices fell.", Quote = { content = "prices fell" } },
  { "The bridge that the mayor opened is long.", Quote = false },
  { "The claim by Anna Kern, 34, that it fell was wrong.",
    Quote = { speaker = "Anna Kern, 34,", content = "it fell" } },
  { "Her lawyer’s claim that it fell was odd. So were polls and Kern’s claim that it fell.",
    Quote = { { speaker = "Her lawyer’s", content = "it fell" },
      { speaker = "Kern’s", content = "it fell" } } },
  { "Anna Kern and Tom Hill’s claim that it fell was wrong.",
    Quote = { speaker = "Anna Kern and Tom Hill’s", content = "it fell" } },
  { "His reports were long and his claims were few.", Quote = false },
  { "The clerks are allowed to leave at noon.", Quote = { attribution = "eventuality" } },
  { "Two of the guests were identified as clerks.", Quote = { attribution = "belief" } },
  { "The bridge was described as a threat by Kern.", Quote = { attribution = "assertion" } },
  { "Then came a judge’s order to close the bridge.", Quote = { attribution = "eventuality" } },
  { "His vow last week that it would hold was bold. They heard her warning to aides that it fell.",
    Quote = { { cue = "vow", content = "it would hold" },
      { cue = "warning", content = "it fell" } } },
  { "Her letter to voters that was lost is here.", Quote = false },
  { "Her appeal is that she is calm.", Quote = false },
  { "Her claim is that it fell.", Quote = { content = "it fell", cue = "claim" } },
}
