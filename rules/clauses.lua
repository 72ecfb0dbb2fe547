-- Clauses without a parser: verb groups, noun phrases, subjects, and where a clause ends.
-- Layers VerbGroup, TimeSpan, NounPhrase, Subject, Break for the rule files that read sentences.
use "names"
lang "en"

lexicon "number" { file = "lexicons/number.tsv" }
lexicon "word" { file = "lexicons/function-words.tsv" }
lexicon "verb" { file = "lexicons/verbs.tsv" }
local light = lexicon "light_noun" {
  file = "lexicons/light-nouns.hand.tsv", inflect = "verb",
}
lexicon "light" { file = "lexicons/light-verbs.hand.tsv", inflect = "verb" }
local cues = lexicon "cue" { file = "lexicons/cues.tsv", inflect = "verb" }
lexicon "cue_noun" { file = "lexicons/cue-nouns.hand.tsv", inflect = "noun" }
local states = lexicon "cue_adjective" { file = "lexicons/cue-adjectives.hand.tsv" }
lexicon "teller_adds" { "noting", "citing", "referring", "pointing", "alluding", "invoking",
  "contradicting", "echoing", "repeating", "prompting", "sparking", "triggering", "drawing",
  "undercutting", "underscoring" } -- said that it fell, prompting a row
lexicon "asked_of" { "asked", "pressed", "questioned", "quizzed" }
lexicon "margin" { "lead", "margin", "gap", "advantage", "edge", "increase", "drop" }
lexicon "begins_clause" { "after", "before", "since", "until", "as", "than" } -- preps, too
lexicon "not_adverb" { "family", "reply", "supply", "ally", "rally", "bully", "belly",
  "apply", "rely", "imply", "comply", "assembly", "anomaly", "monopoly", "friendly",
  "daily", "weekly", "monthly", "elderly", "deadly", "costly", "july", "italy", "kelly",
  "early", "likely", "unlikely", "only", "billy", "sally", "emily", "holy", "ugly",
  "multiply", "fly", "lonely", "lovely", "orderly" }

-- ---------------------------------------------------------------- words
let "prep" [[ @word(kind=prep|to) ]]
let "adv" [[ [@word(kind=adv) | /^yet$/ | (/..ly$/ & (lower | first & !{Person}) & !@not_adverb)] ]]
let "be" [[ [@word(kind=be) | /^['’](re|m|s)$/] ]]
let "have" [[ [@word(kind=have) | /^['’](ve|s)$/] ]]
-- In May and Will Hill are no verbs.
let "modal" [[ [@word(kind=modal|do) & (first | !/^(May|Will)$/) | /^['’](ll|d)$/] ]]
let "aux" [[ ([@word(kind=be|have) | /^['’](re|m|ve)$/] | $modal) ]]
let "be_or_have" [[ [@word(kind=be|have) | /^['’](re|m|ve)$/] ]]

-- One verb in a form, with its particle where the two mean something else (point out).
let "verb_base" [[ @verb(use=base|base_verb|base_noun|base_adj|base_rare) ]]
let "verb_part" [[ @verb(use=past|past_verb|past_adj) ]]
let "verb_ing" [[ @verb(use=ing|ing_adj|ing_noun) ]]

-- ---------------------------------------------------------------- dashes
rule "clause.dash" {
  about = "A dash between words - like these — and no hyphen inside one.",
  regex = [[(?<=[\s\xA0])[-–](?=[\s\xA0])|[—―]|--+]],
  emit = "Dash",
  set = {},
}

let "hyphen" [[ ([!{Dash} & /^[-‑–]$/]) ]]

-- ---------------------------------------------------------------- verb groups
-- The chain of light verbs before the verb that counts: went on to, is trying to, had to.
let "link" [[ (on | able | going | forward)? to $adv* ]]
let "chained" [[ ($link fin:$verb_base | (from | on)? $adv* fin:@verb(use=ing)) ]]
let "light_finite" [[ ([@light & !/ing$/] | $have) ]]
let "light_ing" [[ [@light & /ing$/] ]]
-- has not said, 's been said
let "helpers" [[ ([/^['’]s$/] (?= $adv* been))? ($aux $adv*)* ]]

-- kind: how the group stands in its clause.
--   fin  said, has said, is saying, went on to say      pas  was told
--   inf  to say                                         ing  saying, trying to say
let "after_pronoun" [[
    (?<= [@word(kind=subject|pronoun|wh|there) | lemma=that | lemma=here]) ]]
let "after_helpers" [[ ($after_pronoun | (?! [/^['’]s$/])) $helpers
  ( $be $adv* ( (able | going | due) to $adv* fin:$verb_base | pas:$verb_part
      | $light_ing $chained | fin:$verb_ing )
  | $have $adv* ( to $adv* fin:$verb_base | @light $chained | fin:$verb_part )
  | $modal $adv* ( @light $chained | fin:$verb_base ) )
]]
let "infinitive" [[
    (?<! according) to (?! [cap & {Person}]) $adv* ( be pas:$verb_part | $be_or_have
    $adv* inf:$verb_part
             | @light $link inf:$verb_base | inf:$verb_base | inf:@word(kind=be|have|do) )
]]
let "bare_det" [[ (this | these | those | some | many | several | most | few | all | both
    | each | another | neither | either | half) ]]
let "one_of" [[ (this | each | another | neither | either) ]]
-- Behind these a verb form is no verb: the, his, in, new.
let "no_verb_behind" [[ (?! close to) (?<! @word(kind=det|poss|prep) |
    @word(kind=det|poss) [/..ly$/] | [@cue(addressee=y)] | [/^['’]s$/ | @verb(use=ing)]) ]]
-- Their home states' votes, and not "the letter states that"; eight reported cases.
let "noun_there" [[ (registered (voter | voters) | (?<= senior) advocate
    | think (tank | tanks) | (?<= talk) (show | shows)
    | states (?! that (?! $aux) | , | ":" | [quote & !/^['’]$/] | [@word(kind=subject)])
    | (?<= police | court) (officer | officers | judge | judges)
    | (?<= [num] | @number) [lower & /ed$/] [lower & pos=noun & /[^s]s$/]) ]]
let "plain" [[ (?! $noun_there) (
    (?<= @word(kind=subject) | who | you) $adv*
      ( $light_finite $chained
      | fin:@verb(use=past|past_verb|past_adj|s|s_verb|s_noun|base|base_verb|base_noun) )
  | $no_verb_behind $adv* (?= [!cap & pos=verb & !@word(kind=prep)])
      ( $light_finite $chained | fin:@verb(use!=ing|ing_noun|ing_adj|past_adj|base_rare) )
  | $no_verb_behind $adv* (?= [!cap | first]) fin:@verb(use=past)
  | (?<= @verb(use=ing)) (?= [@cue(quote=y) & lower]) fin:@verb(use=past|s)
  | (?<= [cap]) (?= [@cue(quote=y) & lower])
      (fin:@verb(use=s_noun|s_verb) (?= "." | ,) | fin:@verb(use=past_adj))
  | (?<= $bare_det) $adv* (?= [@cue & !cap]) (?! @word(kind=prep))
      (fin:@verb(use=past|past_verb) | (?<! $one_of) fin:@verb(use=base|base_verb))
  | (?<= $one_of) $adv* (?= [@cue & !cap]) fin:@verb(use=s|s_verb|s_noun)
  | (?<= [cap]) (?= [cap & @cue] [cap]) fin:@verb(use=s)
  | (?<= [pos=noun & lower] that) fin:@verb(use=s_noun|s_verb)
      (?= [cap | pos=noun|adj] | @word(kind=det|poss))
  | (?<= [cap & !@word(group=closed)])
      (?= [@cue(that=y) & lower] that (?! @word(kind=modal|be|have|do)))
      fin:@verb(use=base|base_verb|base_noun|s|s_verb|s_noun) )
]]
let "participle" [[
    (?<! @word(kind=det|poss) | [/^['’]s$/ | pos=adj]) $adv* (?= [!cap | first]) (?!
    @word(kind=prep))
      ( $light_ing $link ing:$verb_base
      | (?<! [cap & !first | pos=noun]) ing:@verb(use=ing)
      | (?= [@cue(quote=y)]) ing:@verb(use=ing) (?= , [quote] | ":")
      | ing:[@verb(use=ing) & !pos=noun] (?! in | of | at | on | for | and | [punct & !quote] | $)
      | (?<= , | without | by | [first]) ing:@verb(use=ing_noun|ing_adj) )
]]
let "copula" [[ ((?= [/^(having|being)$/]) (?<! $be) ing:$aux
  | $after_pronoun fin:[/^['’]s$/] | $helpers fin:$aux) $adv* ]]

local frames = { "act", "attribution", "quote", "that", "bare", "wh", "to", "object_to",
  "noun", "addressee", "about", "of", "on", "for", "with", "toward", "against", "in",
  "as", "at", "loose", "matter" }

rule "clause.verb" {
  about = "A verb with its helpers, negation and adverbs, and what it can report.",
  pattern = [[ ($after_helpers | $infinitive | (?<! $hyphen) ($plain | $participle) |
  $copula) ]],
  emit = "VerbGroup",
  per = { "pas", "inf", "ing", "fin" },
  set = function(m)
    local kind = m.pas and "pas" or m.inf and "inf" or m.ing and "ing" or "fin"
    local head = m.pas or m.inf or m.ing or m.fin
    local group = { kind = kind, head = head.text, lemma = head.lemma }
    local cue = cues:get(head.text)
    if cue then
      for i = 1, #frames do
        local frame = frames[i]
        local value = cue[frame]
        if value ~= "" then group[frame] = value end
      end
      group.lemma = cue.lemma
    end
    local state = kind == "pas" and states:get(head.text)
    if state then
      group.feels, group.act, group.attribution = "y", state.act, state.attribution
    end
    local carrier = light:get(head.text)
    if carrier then group.light, group.told = "y", carrier.told == "y" and "y" or nil end
    return group
  end,
}

-- ---------------------------------------------------------------- noun phrases
-- A word of a noun phrase is one that is nothing else.
let "closed" [[ @word(group=closed) ]]
let "nominal" [[ [!punct & !{VerbGroup} & !{TimeSpan} & (!@word(group=closed) | /^US$/)
    & !@word(kind=day) & !(/..ly$/ & (lower | first & !{Person}) & !@not_adverb)
    & !/^['’](re|m|ve|ll|d|s)?$/ & !/^[<>]$/] ]]
-- told reporters | Oslo was open
let "told_apart" [[ (?! (?<= {VerbGroup addressee=y} [lower]{0,2} [lower & /[^s]s$/]) [cap]) ]]
let "nominals" [[ (@word(kind=prep|adv) $hyphen)? $nominal ((?! (last | next) @word(kind=time))
    ($hyphen | / | & | $hyphen? $closed $hyphen | first)? $told_apart $nominal)* ]]
let "full_pronoun" [[ [@word(kind=subject|object|pronoun) & !/^US$/] ]]

rule "clause.time" {
  about = "this past week, two weeks ago: a time without a preposition is no noun phrase.",
  pattern = [[ ( (this | last | next | late | early | earlier) (past | coming | on)?
      @word(kind=time|day)+
    | (at least | more than | less than | only | just | nearly | about | almost)?
      ([num] | @number | a | an | several | a? few) @word(kind=time)
      (ago | earlier | later) ) (?! [/^['’]s$/]) ]],
  emit = "TimeSpan",
  set = {},
}

let "lately" [[ ((later | late | early | earlier)? on? @word(kind=day) @word(kind=time)?
    | {TimeSpan} | @word(kind=time) | here | there) ]]

-- the “new” party, and not the “new,” they said
let "in_marks" [[ ({Quoted} (?<! [/^[,.!?:]$/] [quote])) ]]

rule "clause.noun" {
  about = "A noun phrase without what follows its head.",
  pattern = [[ (?! [{TimeSpan}])
               ( @word(kind=det) {Place} , {Place} , $nominals
               | [num] "%" | ( (all | both | half | nearly | almost)? @word(kind=det|poss)+
               @word(kind=day)?
      ($adv (?= $nominal))? | ($adv (?= [num]))? (?! @word(kind=time)) ) $nominals
                 ([/^['’]s?$/] (own | first | most | many | few | two)? $nominals)*
               | @word(kind=det|poss) $nominal{0,3} $in_marks $nominals
               | (@word(kind=day) | (last | this | next) @word(kind=time)) [/^['’]s$/]
                   $nominals
               | (?<! [cap]) "<" $nominals ">"
               | one | a few | $full_pronoun | $bare_det | @word(kind=wh) ) ]],
  emit = "NounPhrase",
  set = {},
}

rule "clause.grade" {
  about = "Only two, even the mayor, too much: an adverb of the words behind it, not of a verb.",
  pattern = [[ grade:[/^(only|even|just|almost|nearly|hardly|barely|mostly|mainly)$/]
                 ([num] | {NounPhrase})
             | grade:[/^(too|so|far)$/] (much | many | few | fewer | more | less) ]],
  emit = "Grade", span = "grade",
  set = {},
}

-- ---------------------------------------------------------------- subjects
let "roughly" [[ (only | just | even | not | nearly | roughly | almost | about | up to | {Grade} |
    (at least | more than | less than | fewer than)) ]]
let "whose" [[ ((of | for | from | at | with | in | on | to | about | against | under |
    behind | between | among | around | near | across | within | inside | outside |
    throughout | by | over | out of | like | who) $roughly? {NounPhrase}) ]]
let "aside_in_brackets" [[ ("(" [!quote]{1,16}? ")" | "<" [!quote]{1,6}? ">") ]]
-- ", the minister of labour since May," and ", 45, of Dallas,"
let "in_apposition" [[ ({Quoted} | [ (!punct & !quote | /^[-'’()%$]$/)
    & !{Dash} & !{VerbGroup that=y kind=fin} ]) ]]
let "apposition" [[ ( , (?! [@word(kind=subject)] | and | but | or)
    ((who | whose | which) {VerbGroup})? $in_apposition{1,30} (?= ,) ) ]]
-- ", a lawyer who advises the board,"
let "one_who" [[ ( , {NounPhrase} who {VerbGroup that=y} ([!punct & !quote] | $hyphen){1,20}
    (?= ,) ) ]]
-- ", citing the “Daily Post,”": the comma of an apposition inside the marks
let "quoted_apposition" [[ ( , (?= {VerbGroup kind=ing} | as | a | an | the)
    $in_apposition{0,20} {Quoted} (?<= , [quote]) ) ]]
-- "officials who spoke with him", "officials involved in the talks"
let "relative" [[ (who {VerbGroup kind=fin|pas} ([!punct & !{VerbGroup} &
      !@word(kind=wh|sub|conj)]){0,4}? {VerbGroup kind=inf}? |
    (?= [!@cue(quote=y)]) {VerbGroup kind=ing} {VerbGroup kind=inf}? |
    {VerbGroup kind=ing} to | [/ed$/ & {VerbGroup} & !@cue] $prep | $verb_part by |
    (?<! @word(kind=subject)) [/ed$/ & {VerbGroup}] on? @word(kind=day)
      (by | in | (?= {VerbGroup kind=fin})))
    ([!punct & !{VerbGroup} & !@word(kind=wh|sub|conj)]){0,8} ]]
let "dash_apposition" [[ ( {Dash} ([!{Dash} & !quote]){1,30} {Dash} ) ]]

-- "Friends, aides and voters"; not "The cause, he and Kern say, is clear".
let "in_list" [[ ((, (?! [@word(kind=subject)] | [digit] ,) {NounPhrase} $whose*)+ ,? and
    {NounPhrase} $whose* (?! {VerbGroup} , | {VerbGroup addressee=y})) ]]

rule "clause.subject" {
  about = "The noun phrase before a finite verb, with titles, of-phrases and apposition.",
  pattern = [[ (?! (him | them | me | "us") (?! [punct & !/^[(]$/] | [/^['’]/]))
               ( (?<! [{VerbGroup}] | [@word(kind=prep|to) & !@begins_clause] |
                   @word(kind=det)) ($roughly | neither)?
                 {NounPhrase} (himself | herself | itself | themselves | alone)?
                 $whose* ($in_list | (and | or | nor) ({NounPhrase} | $whose) $whose*)? each?
                 ((?<= in {Place} | of {Place} | from {Place}) , {Place})?
                 ( $aside_in_brackets $apposition? ,? | $apposition{1,3} , | $one_who ,
                 | $dash_apposition | $relative | $quoted_apposition )?
               | {NounPhrase} $whose* ($aside_in_brackets | $dash_apposition | $relative)? )
               (?= $lately? {VerbGroup kind=fin|pas} (?! by (a | the | [num] | [cap]))
                 | {VerbGroup kind=pas}) ]],
  emit = "Subject",
  set = {},
}

-- ---------------------------------------------------------------- where clauses end
-- suggested looking at it and asking; is aimed at looking at it and asking
let "inner_doing" [[ (({VerbGroup that=y kind=fin} | at | of | from | for)
    {VerbGroup kind=ing}) ]]
let "says" [[ {VerbGroup quote=y kind=fin} ]]

rule "clause.break" {
  about = "Where a reported clause ends and the teller goes on.",
  pattern = [[ ";"
             | , (and | but)? according
             | (, | {Dash}) (?= which (?! @word(kind=modal) | means | makes)
                 ([!punct] | $hyphen | ')* $)
             | (, | {Dash})? (and | but) (?= $says (that | , | [quote] | {Subject} | there)
                 | (?! $modal) {VerbGroup wh=y kind=fin} (how | why | whether | what))
             | (?<= [/^[,.]$/] [quote & close])
               (?! ([!punct & !{VerbGroup}]){1,3} [quote & open] | because
                   | (and | but) $be_or_have) [lower]
             | {Dash} (?= (something | (a | an | the) [!punct]{1,8} (that | who | which))
                 [!{Dash}]* $)
             | , (but | although | though | and) (?= {Subject}? {VerbGroup act=refuse kind=fin}
                 | @word(kind=subject) did not (elaborate | offer | give | say | specify)
                 | (offered | gave | provided | cited) no)
             | and (?= {VerbGroup light=y kind=fin} @cue_noun)
             | (, | {Dash}) (?= {Subject} $says (,? [quote] | {Subject} | that))
             | , however (?= , | {Subject} | $ | "." | this)
             | , (?= {VerbGroup kind=ing lemma=accuse|blame|call|criticize|denounce|describe|
                 dismiss|praise})
             | , (?= [num] ("%" | percent) {VerbGroup kind=fin} | the first time
                 | compared (with | to) the? ([num] | @number)
                 | (a | an) [num] (- point)? [!punct]? @margin)
             | , before (?= {VerbGroup kind=ing})
             | ,? when (?= @asked_of) (?! [!punct]+ (, | {Dash}) {VerbGroup kind=fin})
             | by (?= {VerbGroup quote=y kind=ing} (":" | , [quote] | [quote]))
             | (?<= [quote & close]) (and | but | while) (?= {Subject} $says
                 | {NounPhrase} ({VerbGroup quote=y kind=ing} | {VerbGroup noun=y kind=ing}))
             | (?<= , [quote & close]) (?= {Subject} {VerbGroup kind=fin}) .
             | (, | {Dash}) (?= $says)
             | {Dash} (?= though | although | even (as | though))
             | (and | but) (?= ({Subject} | one in {NounPhrase}) $says
                 (that | {Subject} | there | [quote]))
             | , (and | but) (?= {VerbGroup kind=fin noun=y})
             | , (?= who (?! [!punct]{1,16} ,? and that)
                 | (a | an | the) ([!punct & !{VerbGroup}]){1,8} (that | who)
                 | one (that | which | who) | @teller_adds)
               (?<! it [lemma=be] ([!{VerbGroup}]){1,10} ,)
               (?! [!punct]{1,24} , [quote]? {VerbGroup kind=fin|pas})
             | , (?= (a | an) [!punct & !{VerbGroup}]{0,2} @cue_noun (?! that))
             | , (?= [lower & pos=adj]? @cue_noun (that | which) {VerbGroup kind=fin|pas})
             | (?<! that ([!punct & !{VerbGroup}]){2,12})
               , (and | but) (?= {VerbGroup that=y kind=fin} | {Subject} |
                 @word(kind=sub|prep) [!punct]{1,9} , {Subject} $says
                 | {NounPhrase} , {Subject} $says ,)
             | (, | , and) (?= {VerbGroup quote=y kind=ing})
             | and (?= {VerbGroup quote=y kind=ing})
                 (?<! $inner_doing ([!punct & !{VerbGroup}]){1,16} and)
             | , (?= (due to | because of | thanks to | in response to | $prep) which)
             | , (but | and | while | though | although | as | whereas | yet) (?=
                 {Subject} $says)
             | (and | but) (?= {Subject}? {VerbGroup lemma=accuse kind=fin} {NounPhrase}
                     $whose{0,2} of
                 | {VerbGroup act=claim to=y kind=fin} {VerbGroup kind=inf})
             | (?<= . . . .) (in | during) (?= (a | an) [!punct]{0,3} @word(kind=medium))
             ]],
  emit = "Break",
  set = {},
}

-- two weeks after it fell, shortly before it fell
let "how_long" [[ (($roughly? ([num] | @number | a | an | several | a? few) @word(kind=time) |
    days | weeks | months | years | shortly | soon | long | right)
    (?= after | before)) ]]

-- On Monday, after it fell: a phrase before the front
let "before_front" [[ (([!punct & !{VerbGroup}]){1,6} ,
    (?= when | as | after | before | while | in | at | during)) ]]

rule "clause.front" {
  about = "While some say that it works, others doubt it: the first ends at the comma.",
  pattern = [[ ^ [quote | dash]? (and | but)? $before_front?
      ((even | just | only | $how_long)? @word(kind=sub|prep) | {VerbGroup kind=ing}
      | {VerbGroup act=ask} ([!punct & !{VerbGroup}]){0,8}?
          (about | what | if | whether | how | why | who | which | when | where | to))
      ([!punct] | $hyphen | {Quoted} | "(" ([!quote & !/^[()]$/]){1,6} ")")+ (?<! according
      [!punct]{1,9})
      comma:(,) (?= {Subject} | @word(kind=prep) [!punct & !{VerbGroup}]{1,8} {Subject} $says) ]],
  emit = "Break", span = "comma",
  set = {},
}

rule "clause.stop" {
  about = "Where a phrase that somebody talks of ends.",
  pattern = [[ {Dash} | ":" | ";"
             | (?! (?<= [pos=adj]) , [pos=adj] | (?<= [quote & close]) , {Quoted}
                 | (?<= {VerbGroup kind=ing}) , and {VerbGroup kind=ing})
               , (?! {VerbGroup kind=ing} (, | and)
                 | [lower] - [lower] [lower & pos=noun]
                 | {NounPhrase} $whose* (, {NounPhrase} $whose*)* ,? (and | or) {NounPhrase}
                 | including | such | especially | particularly | who | whose | of | [cap])
             | (?<! [quote]) because (?! of) | [@word(kind=day)] (?! [/^['’]s$/])
             | (while | (?<! time | times | day | days | moment) when | although | though
                 | whereas | unless | (after | before | during)
                     (?<! ([/ed$/ & {VerbGroup}]
                         | (of | for) {VerbGroup kind=ing} ([!punct & !{VerbGroup}]){0,8}) .))
             | (?! (?<= (that | who | which) {VerbGroup noun!=y about!=y on!=y of!=y for!=y}
                       ([!punct & !{VerbGroup}]){0,8})
                   and ([lemma=have | lemma=be] | @word(kind=modal)))
               (and | but) (?= {VerbGroup kind=fin|pas}
                 | {Subject} (?! [/ed$/ & {VerbGroup}] (with | by)))
             | as (?= {Subject})
             | (?<! {VerbGroup}) (in | on | last | next | since | by)
                 (?= @word(kind=time|day|month) | [digit & len=4]) ]],
  emit = "Stop",
  set = {},
}

examples {
  { "They like a man who lacks money and has made friends.", Stop = false },
  { "They like the firm and has made friends.", Stop = { text = "and" } },
  { "It said only two mayors left.", Grade = { text = "only" } },
  { "It said so much was lost.", Grade = { text = "so" } },
  { "It is late, so he left.", Grade = false },
  { "A Bath, Ohio, police officer said so.",
    Subject = { text = "A Bath, Ohio, police officer" } },
  { "US troops left.", Subject = { text = "US troops" } },
  { "The minister has never said that.", VerbGroup = { text = "has never said" } },
  { "Tests by Hill Labs show that it holds.", VerbGroup = { text = "show" } },
  { "It has not yet said that.", VerbGroup = { text = "has not yet said" } },
  { "It’s been reported here.", VerbGroup = { text = "’s been reported", kind = "pas" } },
  { "She pleaded for it.", VerbGroup = { text = "pleaded" } },
  { "The trust derailed it.", VerbGroup = { text = "derailed" } },
  { "On this claim it rests.", VerbGroup = { text = "rests" } },
  { "These claim it rests.", VerbGroup = { { text = "claim" }, { text = "rests" } } },
  { "A talk show host left.", VerbGroup = { text = "left" } },
  { "Another ranking says no.", VerbGroup = { text = "says" } },
  { "He went on to say no.", VerbGroup = { text = "went on to say", kind = "fin" } },
  { "His reports were wrong.", VerbGroup = { text = "were" } },
  { "Hugh Hill, a doctor who lives in Bath, said so.",
    Subject = { text = "Hugh Hill, a doctor who lives in Bath," } },
  { "Hugh Hill, a doctor who advises the board, said so.",
    Subject = { text = "Hugh Hill, a doctor who advises the board," } },
  { "Hugh Hill of Columbia, South Carolina says so.",
    Subject = { text = "Hugh Hill of Columbia, South Carolina" } },
  { "A poll released Monday said so.", Subject = { text = "A poll released Monday" } },
  { "Bonn's first minister said so.", Subject = { text = "Bonn's first minister" } },
  { "A source close to him said so.", Subject = { text = "A source close to him" } },
  { "The head of the office in Rome said so.",
    Subject = { text = "The head of the office in Rome" } },
  { "Four out of 10 voters said so.", Subject = { text = "Four out of 10 voters" } },
  { "The statement by the two said so.", Subject = { text = "The statement by the two" } },
  { "Zelten Corp <ZXQ.L> said so.", Subject = { text = "Zelten Corp <ZXQ.L>" } },
  { "Critics like Kern said so.", Subject = { text = "Critics like Kern" } },
  { "A note seen by the mayor said so.", Subject = { text = "A note seen by the mayor" } },
  { "A plan drawn by the mayor said so.", Subject = { text = "A plan drawn by the mayor" } },
  { "An aide who spoke to explain the plan said so.",
    Subject = { text = "An aide who spoke to explain the plan" } },
  { "Eight reported cases fell.", Subject = { text = "Eight reported cases" } },
  { "Six in ten registered voters said so.", Subject = { text = "Six in ten registered voters" } },
  { "A poll released Monday by the bank said so.",
    Subject = { text = "A poll released Monday by the bank" } },
  { "Voters trying to regain a seat said so.",
    Subject = { text = "Voters trying to regain a seat" } },
  { "Four down-ballot races showed it.", Subject = { text = "Four down-ballot races" } },
  { "The vote here was close.", Subject = { text = "The vote" } },
  { "Some in the “new” party left.", Subject = { text = "Some in the “new” party" } },
  { "Behind the “new,” they left.", Subject = { text = "they" } },
  { "Friends, two aides and voters left.", Subject = { text = "Friends, two aides and voters" } },
  { "Its cause, aides and voters say, is rain.", Subject = { text = "aides and voters" } },
  { "Kern’s most loyal friends left.", Subject = { text = "Kern’s most loyal friends" } },
  { "Kern and Hill each said so.", Subject = { text = "Kern and Hill each" } },
  { "Kern later Thursday left.", Subject = { text = "Kern" } },
  { "Neither Kern nor Hill said so.", Subject = { text = "Neither Kern nor Hill" } },
  { "Kern herself said so.", Subject = { text = "Kern herself" } },
  { "The former first lady said so.", Subject = { text = "The former first lady" } },
  { "In the end nothing.", Subject = false },
  { "After Tom Hill, the editor, said so, it fell.", Subject = { { text = "Tom Hill, the editor," },
    { text = "it" } } },
  { "A set of Clean Air rules that would close it.", VerbGroup = { text = "would close" } },
  { "In May the mayor left.", VerbGroup = { text = "left" } },
  { "May I leave?", VerbGroup = { { text = "May" }, { text = "leave" } } },
  { "The ministry less than two weeks ago said so.", Subject = { text = "The ministry" },
    TimeSpan = { text = "less than two weeks ago" } },
  { "As Kern and Rep. Ted Hill (R-Texas) spoke of it, the mayor left.", Break = { text = "," } },
  { "She said Kern, who runs the office and has long led the board there, “is a lawyer.”",
    Break = false },
  { "The new bridge's length is known.",
    NounPhrase = { text = "The new bridge's length" } },
  { "He was told of it.", VerbGroup = { text = "was told", kind = "pas" } },
  { "Trying to argue, he fell.", VerbGroup = { text = "Trying to argue", kind = "ing" } },
  { "She said it rained, and the mayor left.", Break = { text = ", and" } },
  { "She said it fell, prompting a row.", Break = { text = "," } },
  { "She said it fell, a 6-point margin that held.", Break = { text = "," } },
  { "She said it fell, but he refused to pay.", Break = { text = ", but" } },
  { "She said it fell and called for calm and for rain.", Break = false },
  { "Some said it fell — a view that others share.", Break = { text = "—" } },
  { "She said it fell — a view that helps — and rose.", Break = false },
  { "She said that the loyalty of the board, and its age, counted.", Break = false },
  { "She said it fell, however hard they tried.", Break = false },
  { "She said it fell, however, in May.", Break = { text = ", however" } },
  { "She said it fell when asked by voters.", Break = { text = "when" } },
  { "She said the mayor, when asked, had paid.", Break = false },
  { "She said the mayor — when asked — had paid.", Break = false },
  { "She said it fell, blaming the rain.", Break = { text = "," } },
  { "She said it fell, and there was a row.", Break = false },
  { "She said that by law, the man is the owner that counts.", Break = false },
  { "She says they go on and will see what happens.", Break = false },
  { "She said it fell, citing a report.", Break = { text = "," } },
  { "She said it fell - though nobody saw it.", Break = { text = "-" } },
  { "She suggested looking at the bridge and asking what it cost.", Break = false },
  { "She left, blaming the bridge and asking what it cost.", Break = { { text = "," },
    { text = "and" } } },
  { "Both left, Kern saying it was “late” and Hill calling it a day.", Break = { text = "and" } },
  { "She said it fell on the bridge, which opened in May.", Break = { text = "," } },
  { "She said it fell in Bath — which the mayor knew.", Break = { text = "—" } },
  { "She said it fell, before leaving the room.", Break = { text = ", before" } },
  { "On Monday, in a note announcing the talks, Kern left.", Break = { text = "," } },
  { "She said it fell to a point, one that the bridge has passed.", Break = { text = "," } },
  { "She said it was the mayor, not the bridge, who fell.", Break = false },
  { "She said it fell, which would help the bridge.", Break = false },
  { "She said the bridge, which opened in May, fell.", Break = false },
  { "She said those on bridges, which include the old, the small and the new, fell.",
    Break = false },
  { "Half said it fell, compared with 40 percent in May.", Break = { text = "," } },
  { "She said it fell, compared with the bridge.", Break = false },
  { "She said it fell, 40 percent said it held.", Break = { text = "," } },
  { "She said it was “old,” because it fell.", Break = false },
  { "She said it helped Kern, who needs no help.", Break = { text = "," } },
  { "She said it fell in May, a month that is long.", Break = { text = "," } },
  { "She said it was a lie, a claim he denied.", Break = { text = "," } },
  { "She said it was a lie, remarks that were echoed.", Break = { text = "," } },
  { "She said Kern, who needs no help, left.", Break = false },
  { "She said it helped Kern, who needed it, and that he left.", Break = false },
  { "She said it was “small,” a “toy.”", Break = false },
  { "She said it fell, and blamed the mayor.", Break = { text = ", and" } },
  { "In Bath, Kern said that it fell.", Break = { text = "," } },
  { "She praised a long, new span.", Stop = false },
  { "She praised its length, its colour and its price.", Stop = false },
  { "She praised its length, a month late.", Stop = { text = "," } },
  { "She said the span, a relic that leaks, fell.", Break = false },
  { "While it rained, the mayor left.", Break = { text = "," } },
  { "Last month, when I asked him if it fell, he left.", Break = { text = "," } },
  { "A few weeks after Kern said that it fell, the mayor left.", Break = { text = "," } },
  { "Although in May Kern said it held, at the vote on Monday she said it fell.",
    Break = { text = "," } },
  { "Long before Kern said that it fell, the mayor left.", Break = { text = "," } },
  { "While it rained at the year-end vote, the mayor left.", Break = { text = "," } },
  { "She joked about moving if it falls.", Stop = false },
  { "She praised the works begun in May.", Stop = false },
  { "She praised the works in May.", Stop = { text = "in" } },
  { "She praised the bridge because it held.",
    Break = false, Stop = { text = "because" } },
  { "She praised the bridge as he left it.", Stop = { text = "as" } },
  { "She called the bridge “old” because it fell.", Stop = false },
  { "She praised the bridge and the mayor fell.", Stop = { text = "and" } },
  { "She praised the bridge and the costs associated with it.", Stop = false },
  { "She was accused of hiding, delaying, and losing letters.", Stop = false },
  { "She praised a rain-proof, well-built bridge.", Stop = false },
  { "She praised the pact adopted after two weeks of talks.", Stop = false },
  { "She called the pact “late”, “long”.", Stop = false },
  { "She blamed Kern for meeting the mayor before the vote.", Stop = false },
  { "She blamed Kern before the vote.", Stop = { text = "before" } },
  { "She said it was “late,” and has been long.", Break = false },
  { "She said it was “late,” and left it.", Break = { text = "and" } },
  { "She said it held and one in four said it was late.", Break = { text = "and" } },
  { "He said that it held in the bay during a speech.", Break = { text = "during" } },
  { "She praised its length, its colour, its age and its price.", Stop = false },
  { "She met him at times when it rained.", Stop = false },
  { "It fell a few days later.", TimeSpan = { text = "a few days later" } },
  { "A bridge in Bath.", VerbGroup = false, Stop = false },
}
