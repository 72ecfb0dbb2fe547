-- Clauses without a parser: verb groups, noun phrases and subjects, layers VerbGroup, TimeSpan,
-- NounPhrase, Grade and Subject for the rule files that read sentences.
use "names"
lang "en"

lexicon "number" { file = "lexicons/number.tsv" }
lexicon "word" { file = "lexicons/function-words.tsv" }
local light = lexicon "light_noun" {
  file = "lexicons/light-nouns.hand.tsv", inflect = "verb",
}
lexicon "light" { file = "lexicons/light-verbs.hand.tsv", inflect = "verb" }
local cues = lexicon "cue" { file = "lexicons/cues.tsv", inflect = "verb" }
lexicon "cue_noun" { file = "lexicons/cue-nouns.hand.tsv", inflect = "noun" }
local states = lexicon "cue_adjective" { file = "lexicons/cue-adjectives.hand.tsv" }
lexicon "crowd" { file = "lexicons/speakers.tsv" }
lexicon "begins_clause" { "after", "before", "since", "until", "as", "than" } -- also prepositions
lexicon "not_adverb" { "family", "reply", "supply", "ally", "rally", "bully", "belly",
  "apply", "rely", "imply", "comply", "assembly", "anomaly", "monopoly", "friendly",
  "daily", "weekly", "monthly", "elderly", "deadly", "costly", "july", "italy", "kelly",
  "early", "likely", "unlikely", "only", "billy", "sally", "emily", "holy", "ugly",
  "multiply", "fly", "lonely", "lovely", "orderly" }
-- a man known as Kern, the letter taken from her desk
lexicon "never_finite" { "beaten", "born", "chosen", "drawn", "driven", "eaten", "fallen",
  "forgotten", "given", "grown", "hidden", "known", "proven", "seen", "shaken", "shown",
  "stolen", "sworn", "taken", "thrown", "torn", "withdrawn", "worn", "written" }

-- Insurance claims were high, unlike "Mayor claims bridge is safe"
lexicon "claimed_for" { "insurance", "jobless", "unemployment", "asylum", "benefit", "benefits",
  "disability", "compensation", "damages", "fraud", "medical", "health", "tax", "legal",
  "injury", "accident", "false", "new", "initial", "weekly", "such", "those", "these" }

-- ---------------------------------------------------------------- words
let "prep" [[ @word(kind=prep|to) ]]
-- Not in "Long said so", where "Long" is a person.
let "adv" [[ [@word(kind=adv) & (!cap | !{Person}) | /^yet$/
    | (/..ly$/ & (lower | first & !{Person}) & !@not_adverb)] ]]
let "be" [[ [@word(kind=be) | /^['’](re|m|s)$/] ]]
let "have" [[ [@word(kind=have) | /^['’](ve|s)$/] ]]
-- "In May" and "Will Hill" have no modal.
let "modal" [[ [@word(kind=modal|do) & (first & !{Person} | !/^(May|Will)$/)
    | /^['’](ll|d)$/] ]]
let "aux" [[ ([@word(kind=be|have) | /^['’](re|m|ve)$/] | $modal) ]]
let "be_or_have" [[ [@word(kind=be|have) | /^['’](re|m|ve)$/] ]]

-- A verb in one form, with its particle if the pair means something else (point out).
let "verb_base" [[ @verb(use=base|base_verb|base_noun|base_adj|base_rare) ]]
let "verb_part" [[ @verb(use=past|past_verb|past_adj) ]]
let "verb_ing" [[ @verb(use=ing|ing_adj|ing_noun) ]]

-- ---------------------------------------------------------------- dashes
rule "clause.dash" {
  about = "A dash between words - like these — but not a hyphen inside one.",
  regex = [[(?<=[\s\xA0])[-–](?=[\s\xA0])|[—―]|--+]],
  emit = "Dash",
  set = {},
}

let "hyphen" [[ ([!{Dash} & /^[-‑–]$/]) ]]

-- ---------------------------------------------------------------- verb groups
-- The chain of light verbs before the main verb: went on to, is trying to, had to.
let "link" [[ (on | able | going | forward)? to $adv* ]]
let "chained" [[ ($link fin:$verb_base | (from | on)? $adv* fin:@verb(use=ing)) ]]
let "light_finite" [[ ([@light & !/ing$/] | $have) ]]
let "light_ing" [[ [@light & /ing$/] ]]
-- has not said, 's been said
let "helpers" [[ ([/^['’]s$/] (?= $adv* been))?
  ($aux (no longer)? ($adv | since (?= been))*)* ]]

-- kind: the role of the group in its clause.
--   fin  said, has said, is saying, went on to say      pas  was told
--   inf  to say                                         ing  saying, trying to say
let "after_pronoun" [[
    (?<= [@word(kind=subject|pronoun|wh|there) | lemma=that | lemma=here]) ]]
let "after_helpers" [[ ($after_pronoun | (?! [/^['’]s$/]))
  ((?! here | there | otherwise) $adv)* $helpers
  ( $be (no longer)? $adv* ( (able | going | due) to $adv* fin:$verb_base
      | pas:($verb_part | overcome | run | [/^re-[a-z]+ed$/])
      | $light_ing $chained | fin:$verb_ing )
  | $have ($adv | since | earlier | twice | both | each | all | in (fact | the past))*
      ( to $adv* fin:$verb_base | @light $chained
      | fin:($verb_part | come | become | overcome | run) )
  | $modal (no longer)? $adv* ( @light $chained | fin:$verb_base ) )
]]
let "infinitive" [[
    (?<! according) to (?! [cap & (pos=propn | {Person})] | "Black" | "White"
      | staff [!@word(kind=det|poss)]) $adv*
    ( be pas:$verb_part | $be_or_have $adv* inf:$verb_part
             | @light $link inf:$verb_base | inf:$verb_base | inf:@word(kind=be|have|do) )
]]
let "bare_det" [[ (this | these | those | some | many | several | most | few | all | both
    | each | another | neither | either | half) ]]
let "one_of" [[ (this | each | another | neither | either) ]]
-- After these a verb form is not a verb: the, his, in, the newly.
let "no_verb_behind" [[ (?! close to) (?<! @word(kind=det|poss|prep) |
    @word(kind=det|poss) [/..ly$/ & !@not_adverb] | [@cue(addressee=y)] | [/^['’]s$/
    | @verb(use=ing) & !pos=noun]) ]]
-- “It fell,” managing director Kern said; It fell, judge Kern said: a job before a name.
let "job_ahead" [[ ((?<= ^ | , | but | and | [punct] [quote])
    [alpha & !@word(group=closed) & (!@cue(quote=y) | @role_word)]{1,3} {Person} [@cue(quote=y)]
  | (running mate | (managing | acting | ranking | visiting | presiding | founding | sitting
    | commanding | supervising | attending) [@role_word])) ]]
-- Not verbs: their home states' votes (unlike "the letter states that"), eight reported cases, a
-- bold and calculated move.
let "noun_there" [[ (registered (voter | voters) | (?<= senior) advocate
    | retired [cap & !@word(kind=day|month)]
    | Fed [lower & pos=noun] | associate [lower & pos=noun]
    | (?<= ^ | [punct] | and | by | to | with) ((press | lead) [@role_word & lower]
      | staff [!@word(kind=det|poss)]
      | [lower & @verb(use=base_noun|base_verb)] [lower & (@role_word | @occupation
          | /^expert$/)] [cap])
    | $job_ahead | (?= [!@cue]) ({Organization} | {Place}) | group [cap]
    | (?<= who | which | whom) [lower & (pos=noun | /[^s]s$/ | /^police$/)]
      [/^(say|said|believe)$/]
    | (?<= a | an | big | huge | special) thank you
    | think $hyphen? (tank | tanks) | (?<= talk) (show | shows)
    | states (?! that (?! $aux) | , | ":" | [quote & !/^['’]$/] | [@word(kind=subject)])
    | (?<= police | court) (officer | officers | judge | judges)
    | (?<= (a | an) [lower & (pos=adj | /ed$/)] (and | or | but)) [lower & /ed$/]
      [lower & pos=noun|adj]
    | (?<= [num] | @number) [lower & /ed$/] [lower & pos=noun & /[^s]s$/]) ]]
-- Nouns: said cuts in May hurt it; told reporters cuts in May hurt it; described cuts.
let "no_plural_told" [[ (?! [@verb(use=s|s_verb|s_noun) & !@cue(quote=y)]
    (?<= [/^(say|says|said|saying)$/] . | [@cue(addressee=y)] [lower & /[^s]s$/] .
      | ([cap | @word(kind=subject|conj|adv)] | ,) [@cue(noun=y) & /ed$/] .
      | [/^(say|says|said|saying)$/] on? [@word(kind=day)] .)) ]]
let "no_name" [[ [!cap | first & !{Person}] ]]
-- Says the mayor: “It fell.”
let "says_ahead" [[ (?<= ^) (?= [cap & @cue(quote=y)] ([cap] | @word(kind=det|poss) | one)
    ([!quote & !/^[.;:]$/]){0,16} (":" | ,) [quote]) fin:@verb(use=s|s_verb|s_noun) ]]
let "plain" [[ (?! $noun_there | @never_finite) (
    (?<= @word(kind=subject) | who | you) $adv*
      ( $light_finite $chained
      | fin:@verb(use=past|past_verb|past_adj|s|s_verb|s_noun|base|base_verb|base_noun) )
  | $no_verb_behind $adv* (?= [!cap & pos=verb & !@word(kind=prep)]) $no_plural_told
      ( $light_finite $chained | fin:@verb(use!=ing|ing_noun|ing_adj|past_adj|base_rare) )
  | $no_verb_behind $adv* (?= $no_name) fin:@verb(use=past)
  | $no_verb_behind [lower & /..ly$/ & !@not_adverb]
      fin:[lower & @cue(that=y) & @verb(use!=ing|ing_noun|ing_adj)]
  | $says_ahead
  | (?<= @verb(use=ing)) (?= [@cue(quote=y) & lower]) fin:@verb(use=past|s)
  | ing:[/^(adding|stressing)$/]
  | (?<= [cap]) (?= [@cue(quote=y) & lower])
      (fin:@verb(use=s_noun|s_verb) (?= "." | ,) | fin:@verb(use=past_adj))
  | (?<= [cap] [/^['’]s$/] | ((close | according) to | who .) her | asked)
      fin:[/^(say|said|says|told)$/]
  | (?<= [lower | first] $hyphen @word(kind=prep)) (?= [@cue(quote=y) & lower])
      fin:@verb(use=past|s)
  | (?<= $bare_det) $adv* (?= [@cue & !cap]) (?! @word(kind=prep))
      (fin:@verb(use=past|past_verb) | (?<! $one_of) fin:@verb(use=base|base_verb))
  | (?<= $one_of) $adv* (?= [@cue & !cap]) fin:@verb(use=s|s_verb|s_noun)
  | (?<= [cap]) (?= [cap & @cue] [cap]) fin:@verb(use=s)
  | (?<= [pos=noun & lower] that) fin:@verb(use=s_noun|s_verb)
      (?= [cap | pos=noun|adj] | @word(kind=det|poss))
  | (?<= [cap & !@word(group=closed) & !pos=adj] | [{Person}] ,)
      (?<! (a | an | @word(kind=poss)) [cap]{1,2})
      (?= [@cue(that=y) & lower] that (?! @word(kind=modal|be|have|do)))
      fin:@verb(use=base|base_verb|base_noun|s|s_verb|s_noun)
  | $no_verb_behind (?= [lower] [/^(out|up|off|down)$/] (?! of | to)) fin:@verb(use=base|s)
  | $no_verb_behind (?= [@cue(addressee=y) & lower] ([lower & /s$/] | @word(kind=object)) that)
      fin:@verb(use!=ing|ing_noun|ing_adj)
  | (?<= ^ [cap & !@claimed_for] [lower & pos=noun]?) fin:claims
      (?= [!punct & !@word(group=closed)]{1,4} [@word(kind=be|have|modal)]) )
]]
let "participle" [[
    (?<! @word(kind=det|poss) | (a | an) [/ed$/] | [/^['’]s$/ | pos=adj]) $adv*
    (?= $no_name) (?! @word(kind=prep) | $job_ahead | {Place} | (briefing | filing) (that | there)
      | polling [/^(place|station)s?$/]
      | [/^(hous|plann|market|bank|shipp|min|farm|train|engineer)ing$/] [lower & @role_word])
      ( $light_ing $link ing:$verb_base
      | (?<! [cap & !first | pos=noun]) ing:@verb(use=ing)
      | (?= [@cue(quote=y)]) ing:@verb(use=ing) (?= , [quote] | ":")
      | ing:[@verb(use=ing) & !pos=noun] (?! in | of | at | on | for | and | [punct & !quote] | $)
      | (?<= , | without | by | [first]) ing:@verb(use=ing_noun|ing_adj) )
]]
let "copula" [[ ((?= [/^(having|being)$/]) (?<! $be) ing:$aux
  | $after_pronoun fin:[/^['’]s$/] | $helpers fin:$aux) $adv* ]]

-- What a verb group takes from its cue.
local FRAME = {}
for name in ([[lemma act attribution quote that bare wh to object_to noun addressee about of on for
  with toward against in as at loose matter]]):gmatch("%a[%a_]*") do FRAME[name] = true end

rule "clause.verb" { -- lint: cost
  about = "A verb with its helpers, negation and adverbs, and what it can report.",
  pattern = [[ ($after_helpers | $infinitive | (?<! $hyphen) ($plain | $participle) |
  $copula) ]],
  emit = "VerbGroup",
  per = { "pas", "inf", "ing", "fin" },
  set = function(m)
    local kind = m.pas and "pas" or m.inf and "inf" or m.ing and "ing" or "fin"
    local head = m.pas or m.inf or m.ing or m.fin
    local group = cues:get(head.text, FRAME) or { lemma = head.lemma }
    group.kind, group.head = kind, head.text
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
-- A word belongs to a noun phrase if it is nothing else.
let "closed" [[ @word(group=closed) ]]
let "nominal" [[ [!punct & !{VerbGroup} & !{TimeSpan} & !@word(kind=day)
    & (!@word(group=closed) | /^US$/ | cap & {Person} | /^WHO$/ & {Organization})
    & !(/..ly$/ & (lower | first & !{Person}) & !@not_adverb)
    & !/^['’](re|m|ve|ll|d|s)?$/ & !/^[<>]$/] ]]
-- told reporters | Oslo was open, | rents would rise; told the BBC | rents would rise
let "told_apart" [[ (?! (?<= {VerbGroup addressee=y} [lower]{0,2} [lower & /[^s]s$/]) [cap]
  | (?<= {VerbGroup addressee=y} [lower & /[^s]s$/ & (@role_word | @occupation)])
  | (?<= {VerbGroup addressee=y}
        (the? {Organization} | [lower]{0,2} [/^(television|TV|radio|media)$/]))
      [lower & pos=noun & !@role_word]{1,3} {VerbGroup kind=fin|pas}) ]]
-- an honor Kern said he would accept, the day Hill left: a noun before a clause without
-- "that" is not the title of its subject.
lexicon "told_of_noun" { inflect = "noun", "reason", "thing", "way", "one", "point", "term",
  "topic", "issue", "fact", "case", "honor", "honour", "kind", "type", "sort", "place", "part",
  "narrative", "opportunity", "chance", "book", "campaign", "convention", "measure", "bill" }
-- the house police said was on fire; a plan health officials say would close it
lexicon "of_crowd" { "appeals", "bank", "campaign", "city", "community", "company", "county",
  "court", "defence", "defense", "enforcement", "ethics", "government", "health", "hospital",
  "industry", "intelligence", "military", "opposition", "party", "rights", "school", "security",
  "state", "union" }
let "told_of_thing" [[ [lower & (@cue_noun | @told_of_noun | @word(kind=time|medium))] ]]
let "in_clause" [[ (?! (?<= $told_of_thing) ([@title & abbrev]? {Person} (and {Person})? $adv*
          {VerbGroup kind=fin|pas} | the? ({Place} | {Organization})
          {VerbGroup lemma=deny|dispute|reject|dismiss kind=fin})
    | (?<= [lower & pos=noun & !@role_word & !@occupation]) ([/^M(r|rs|s)[.]?$/]
      | (?<= @word(kind=det) [lower & pos=adj]? [lower & !@of_crowd])
        ([lower & @of_crowd]? [@crowd & /s$|^police$/] | {Person})
        {VerbGroup lemma=say|claim|allege|argue|believe|think|suspect|fear kind=fin}
        {VerbGroup kind=fin|pas})) ]]
-- more than 20 voters
let "bound" [[ ( (at (least | most) | no? (more | less | fewer) than | up to
    | as (many | much | few) as | [num] (to | or)) a? (?= [num] | @number | half) ) ]]
-- the Dong-a paper, Vitamin-A pills, the runner-up, passers-by
let "lettered" [[ ($hyphen [/^([aA]|between|by|down|half|in|off|on|out|up)$/])? ]]
-- the Transport Union (TUW) spokesman
let "of_short" [[ ("(" [cap] ")" ((?= {Person}) | [lower & pos=noun & !{VerbGroup}]{1,2}
    ($hyphen [lower])?) ([cap] ($hyphen [cap])? (?! "(")){0,4}) ]]
lexicon "step_by" { "like-for-like", "year-on-year", "year-over-year", "month-on-month",
  "month-over-month", "quarter-on-quarter", "week-on-week", "day-to-day", "up-to-date" }
let "nominals" [[ ((@word(kind=prep|adv) | all) $hyphen | @step_by)? $nominal $lettered
    ((?! (last | next) @word(kind=time)) ($hyphen | / | & | $hyphen? $closed $hyphen | first)?
      $told_apart $in_clause (?! $bound) $nominal $lettered)* $of_short? ]]
let "full_pronoun" [[ [@word(kind=subject|object|pronoun) & !/^US$/] ]]

rule "clause.time" {
  about = "this past week, two weeks ago: a time without a preposition is not a noun phrase.",
  pattern = [[ ( (early | earlier | late | later)? ((this | last | next) (past | coming)?
        | (late | early | earlier) on?) @word(kind=time|day|month)+
    | (at least | more than | less than | only | just | nearly | about | almost)?
      ([num] | @number | a | an | several | a? few)
      [@word(kind=time) | /^(minute|hour|decade)s?$/] (ago | earlier | later)
    | (?<= in | since | until | by | during) (?! [{Person}])
      ([@word(kind=month) & cap] [/^(19|20)\d\d$/]? | [/^(19|20)\d\d$/]) ) (?! [/^['’]s$/]) ]],
  emit = "TimeSpan",
  set = {},
}

-- the mayor, Tom Hill, in a statement on Sunday | said; on Twitter | said; later that day | said
lexicon "channel" { file = "lexicons/channels.hand.tsv" }
let "in_his_note" [[ (in | on | during) (@word(kind=poss) | a | an | the)
    ([!punct & !{VerbGroup}]){0,2}? [@word(kind=medium) | /^meeting$/]
    ((with | to) {NounPhrase})? ]]
let "on_his_part" [[ ((on | via) (@channel | "X") | in (court | turn)
    | on @word(kind=poss) part | at the time | later? that (@word(kind=time) | year)
    | the same @word(kind=time) | again) ]]
let "lately" [[ ((later | late | early | earlier)? on? @word(kind=day) @word(kind=time)?
    | in? {TimeSpan} | @word(kind=time) | here | there) ]]
let "in_between" [[ ( ((on? @word(kind=day))? $in_his_note | $on_his_part)
    (on? @word(kind=day) @word(kind=time)?)? ) ]]

-- the “new” party, but not the “new,” they said
let "in_marks" [[ ({Quoted} (?<! [/^[,.!?:]$/] [quote])) ]]

rule "clause.noun" { -- lint: cost
  about = "A noun phrase without what follows its head.",
  pattern = [[ (?! [{TimeSpan}])
               ( {Organization} (?! [cap | lower & !{VerbGroup} & !@word | /^(['’]s?|[-(])$/])
               | [cap]{1,5} [quote] (?<= [{Person}] [quote]) [cap] [quote] [cap] (?<= {Person})
               | @word(kind=det) {Place} , {Place} , $nominals
               | (?= [cap]) @word(kind=det)? @demonym? $fields $nominals
               | "First" (?= [cap & @title]) $nominals
               | (@demonym | [/^[A-Z]{2}$/])
                   [/^((news)?paper|website|charity|group|union|firm)$/] the {Organization}
               | the "(" [cap]{1,3} ")" $nominals
               | ($bound | $adv)? [num] "%"
               | $bound half (?! the | an)
               | ( ($bound? half | all | both | nearly | almost)? @word(kind=det|poss)+
        @word(kind=day)?
      ($adv (?= $nominal))? ([num] (to | or) (?= [num]))?
      | @step_by | ($bound | $adv (?= [num]))?
        (?! [@word(kind=time) & !/^(last|next)$/ & !{Person}]
          | (last | next) @word(kind=time|day|month)) ) $nominals
                 ([/^['’]s?$/] (own | first | most | many | few | two)? $nominals)*
                 ([/^['’]s$/] (?= [/^(said|says|told)$/]))?
               | @word(kind=det|poss) $nominal{0,3} $in_marks $nominals
               | (@word(kind=day) | (last | this | next) @word(kind=time)) [/^['’]s$/] $nominals
               | (?<! [cap]) "<" $nominals ">"
               | half | one | a few | $full_pronoun | $bare_det | @word(kind=wh) ) ]],
  emit = "NounPhrase",
  set = {},
}

rule "clause.grade" {
  about = "Only two, even the mayor, too much: an adverb of the words after it, not of a verb.",
  pattern = [[ grade:[/^(only|even|just|almost|nearly|hardly|barely|mostly|mainly)$/i]
                 ([num] | half | {NounPhrase})
             | grade:[/^(too|so|far)$/] (much | many | few | fewer | more | less) ]],
  emit = "Grade", span = "grade",
  set = {},
}

-- ---------------------------------------------------------------- subjects
let "roughly" [[ ({Grade} | not
  | (roughly | about | around | over | between [num] and) (?= [num] | @number | a | half)) ]]
let "whose" [[ ((of | for | from | at | with | in | on | to | about | against | under |
    behind | between | among | around | near | across | within | inside | outside |
    throughout | by | over | out of | like | such as | including) $roughly? {NounPhrase}
  | (named | called) {Person}) ]]
let "aside_in_brackets" [[ ("(" [!quote]{1,16}? ")" | "<" [!quote]{1,6}? ">") ]]
-- ", the minister of labour since May," and ", 45, of Dallas,"
let "in_apposition" [[ ({Quoted} | [ (!punct & !quote | /^[-'’()%$&]$/)
    & !{Dash} & !{VerbGroup that=y kind=fin} ]) ]]
let "apposition" [[ ( , (?! [@word(kind=subject)] | and | but | or)
    ((who | whose | which) {VerbGroup})? $in_apposition{1,30} (?= ,) ) ]]
-- ", a lawyer who advises the board,"
let "one_who" [[ ( , {NounPhrase} $whose* who {VerbGroup that=y} ([!punct & !quote] | $hyphen){1,20}
    (?= ,) ) ]]
-- ", citing the “Daily Post,”": the comma that ends it is inside the quotation marks
let "quoted_apposition" [[ ( , ((who | whose) {VerbGroup}
      | (?= {VerbGroup kind=ing} | as | a | an | the | [lower & pos=noun|adj]))
    $in_apposition{0,20} {Quoted} (?<= , [quote]) ) ]]
-- "officials who spoke with him", "an aide who asked not to be named", "officials in the talks"
-- "a man held after a chase said"; not "shares jumped after Kern said", "they met after the vote"
lexicon "befalls" { "appointed", "arrested", "attacked", "bitten", "built", "caught", "charged",
  "closed", "convicted", "detained", "elected", "evacuated", "fired", "found", "freed", "held",
  "hired", "hit", "hurt", "injured", "jailed", "killed", "published", "questioned", "released",
  "rescued", "shot", "stabbed", "suspended", "treated", "wounded" }
let "an_event" [[ (@word(kind=det|poss)
    [lower & !@role_word & !@occupation & !{Person} & !{Organization}]) ]]
let "relative" [[ ((who | that | (whose | where) [!punct & !{VerbGroup}]{1,3})
      {VerbGroup kind=fin|pas}
      ([!punct & !{VerbGroup} & !@word(kind=wh|sub|conj)]){0,4}?
      ({VerbGroup kind=inf} | (?= to be) {VerbGroup kind=pas})? |
    (?= [!@cue(quote=y) | /^(offer|demand|protest|question|mock|read)ing$/])
      {VerbGroup kind=ing} {VerbGroup kind=inf}? |
    (?<= [/^(first|last|latest|next|only|youngest)$/] [lower & !{VerbGroup}]{1,2})
      {VerbGroup kind=inf} | {VerbGroup kind=ing} to |
    [/ed$|^(found|left|sent|written)$/ & {VerbGroup} & (!@cue | /^(post|publish|releas)ed|found$/)]
      $prep (?! [@word(kind=subject)]) (?<! @begins_clause)
    | [/^(accus|charg|suspect|convict|acquitt|clear)ed$/] (of | with)
    | [@befalls] @begins_clause (?= $an_event)
    | (?! said) $verb_part by |
    (?<! @word(kind=subject)) ([/ed$/ & {VerbGroup}] | out)
      (on? @word(kind=day) | {TimeSpan}) (by | in | (?= {VerbGroup kind=fin})) |
    [/^(polled|surveyed|interviewed|asked)$/ & {VerbGroup}] (?= {VerbGroup kind=fin}))
    ((?! (?<= @word(kind=day|time)) @word(kind=det|poss))
      [!punct & !{VerbGroup} & !@word(kind=wh|sub|conj)]){0,12} ]]
-- voters I spoke to this week | said
let "whom_met" [[ ((?<= [(lower | first) & (@crowd | @role_word | @occupation)])
    (I | we | he | she | they) {VerbGroup kind=fin}
    ($prep ({NounPhrase} | @word(kind=day))?){0,2} {TimeSpan}?) ]]
let "dash_apposition" [[ ( {Dash} ([!{Dash} & !quote]){1,30} {Dash} ) ]]

-- "Friends, aides and voters"; not "The cause, he and Kern say, is clear".
let "in_list" [[ ((, (?! [@word(kind=subject)] | [digit] ,) {NounPhrase} $whose*)+ ,? and
    {NounPhrase} $whose* (?! {VerbGroup} , | {VerbGroup addressee=y})) ]]

-- "Weeks before the vote, Kern, Hill and an aide said": the vote is not in the list.
let "after_what" [[ (?<= ^ [!punct & !{VerbGroup}]{0,5} (after | before | since) [!punct]{1,6} ,) ]]

-- "The bridge, Kern, 34, said, would close"; "He left the bridge, Kern, an aide, said": what
-- was said, before the comma, is not part of the subject after it.
rule "clause.subject_told" {
  about = "A person with an apposition before a verb of saying, after the words said.",
  pattern = [[ (?<= [!punct & !@role_word] ,) subject:(
      ({NounPhrase} (?<= {Person}) | (?<! {Person} ,) {NounPhrase} (?<= @role_word))
        $whose* $aside_in_brackets? ((?! , @word(kind=have|be|modal)) $apposition){1,3} ,
      | (?<! {Person} ,) {NounPhrase} (?<= {Person}) and {NounPhrase} $whose* )
      (?= $lately? {VerbGroup quote=y kind=fin} ([!punct & !{VerbGroup}]){0,8}
        ("." | $ | , {VerbGroup kind=fin|pas})) ]],
  emit = "Subject", span = "subject",
  set = {},
}

rule "clause.subject" {
  about = "The noun phrase before a finite verb, with titles, of-phrases and apposition.",
  pattern = [[ (?! (him | them | me | "us") (?! [punct & !/^[(]$/] | [/^['’]/])
                 | (?<= ^) back (in | at | on)
                 | (?<= ,) {Place} , (after | before | during | following)
                 | {Place} , {Place kind=state} , and (?! {Place})
                 | (?<= @begins_clause) {NounPhrase} (?<! @role_word | @occupation | {Person} |
                   {Organization} | @org_lead) $whose{0,2} ,
                   ({Person} , | [cap]{1,3} and | @title{1,2} {Person} | {Organization} ,
                     | $after_what {NounPhrase} $whose* (, | and) | (?= a | an | the) {NounPhrase}))
               ( (?<! [{VerbGroup}] | [@word(kind=prep|to) & !@begins_clause] |
                   @word(kind=det)) ($roughly | neither)?
                 {NounPhrase} (himself | herself | itself | themselves | alone)?
                 $whose* ($in_list | $aside_in_brackets? (and | or | nor | as well as) even?
                     ({NounPhrase} | $whose) $whose*)? ($aside_in_brackets? (each | both | all))?
                 ((?<= in {Place} | of {Place} | from {Place}) , {Place} ,?)?
                 ( $aside_in_brackets $apposition{0,2} ,? | $apposition{1,3} , | $one_who ,
                 | $dash_apposition | $relative ($apposition ,)? | $whom_met | $quoted_apposition
                 | (?<= (a | @word(kind=poss)) @word(kind=medium)) ,
                   (?= {VerbGroup quote=y kind=fin}) )?
               | {NounPhrase} $whose* ($aside_in_brackets | $dash_apposition | $relative)?
               | (?<= [/^[,!?]$/] [quote & close] | [quote & close] ,) {NounPhrase}
                 (?<= {Person}) , (?! @word(kind=subject|sub|conj))
                 (who {VerbGroup} ([!punct & !{VerbGroup}]){1,12} | {NounPhrase} $whose*)
                 (?= $lately? {VerbGroup quote=y kind=fin} (?! ,))
               | (?<= ^ | [quote]) {Person} , {NounPhrase} (?<= [@role_word & !/s$/])
                 $whose* (?= {VerbGroup quote=y kind=fin}
                   (that | {NounPhrase} | {Quoted} | "." | $)) )
               (?! to) (?= ($lately | $in_between)? {VerbGroup kind=fin|pas}
                   (?! by (a | the | [num] | [cap]))
                 | {VerbGroup kind=pas}) ]],
  emit = "Subject",
  set = {},
}

examples {
  { "Speaking in Oldtown, Bath, after the vote, the mayor, Tom Hill, said so.",
    Subject = { text = "the mayor, Tom Hill," } },
  { "After the fire in Bath, Kern and Hill left. Before the rain, Kern, Hill and an aide left. "
    .. "It rained in Bath, Ohio, and the mayor left.", Subject = { { text = "Kern and Hill" },
      { text = "Kern, Hill and an aide" }, { text = "It" }, { text = "the mayor" } } },
  { "Tom Hill, chairman of the board said it left.",
    Subject = { { text = "Tom Hill, chairman of the board" }, { text = "it" } } },
  { "He said this on Monday. He left late on Monday.", TimeSpan = { text = "late on Monday" } },
  { "Says the mayor: “No.” Notes Anna Kern, a clerk, “No.”",
    VerbGroup = { { text = "Says" }, { text = "Notes" } } },
  { "Just Stop Oil left. Lloyd's of London said so.",
    Subject = { { text = "Just Stop Oil" }, { text = "Lloyd's of London" } } },
  { "An aide said by phone she left.", Subject = { { text = "An aide" }, { text = "she" } } },
  { "Her appeal to Black voters grew.", VerbGroup = { text = "grew" } },
  { "Rights group Zelten said so. Half of those asked said so.", Subject = {
    { text = "Rights group Zelten" }, { text = "Half of those asked" } } },
  { "Friends close to her said so. UK charity the Hill Trust said so.", Subject = {
    { text = "Friends close to her" }, { text = "UK charity the Hill Trust" } } },
  { "She told the paper more than 40 left.",
    NounPhrase = { { text = "She" }, { text = "the paper" }, { text = "more than 40" } } },
  { "First Minister Kern slept.", NounPhrase = { text = "First Minister Kern" } },
  { "The bridge, Tom Hill, 34, said, is old. It left the park, Tom Hill, an aide, said.",
    Subject = { { text = "Tom Hill, 34," }, { text = "It" }, { text = "Tom Hill, an aide," } } },
  { "It left, Tom Hill, director of works, a friend, said.",
    Subject = { { text = "It" }, { text = "Tom Hill, director of works, a friend," } } },
  { "It left the park, Tom Hill and Anna Kern said. Tom Hill, Anna Kern and an aide said so.",
    Subject = { { text = "It" }, { text = "Tom Hill and Anna Kern" },
      { text = "Tom Hill, Anna Kern and an aide" } } },
  { "Kern early this week said so.", Subject = 1, TimeSpan = { text = "early this week" } },
  { "Tom Hill, author of “Rain,” said so. Tom Hill, of a think-tank in Bath, said so.",
    Subject = { { text = "Tom Hill, author of “Rain,”" },
      { text = "Tom Hill, of a think-tank in Bath," } } },
  { "Kern said at a TV briefing it left.", VerbGroup = { { text = "said" }, { text = "left" } } },
  { "“It left,” Tom Hill, head of the park said. He was called “late to” Hill, Kern said.",
    Subject = { { text = "It" }, { text = "Tom Hill, head of the park" }, { text = "He" },
      { text = "Kern" } } },
  { "In June Tom Hill said so. In March 2020 police left. Tom Hill in 2019 had earlier said so.",
    Subject = { { text = "Tom Hill" }, { text = "police" }, { text = "Tom Hill" } },
    VerbGroup = { { text = "said" }, { text = "left" }, { text = "had earlier said" } } },
  { "An aide, Tom Hill, 34, said it is old.", Subject = { { text = "An aide, Tom Hill, 34," },
    { text = "it" } } },
  { "Tom Long left. Long said so.", Subject = { { text = "Tom Long" }, { text = "Long" } },
    VerbGroup = { { text = "left" }, { text = "said" } } },
  { "It said only two left. It said so much ran.", Grade = { { text = "only" }, { text = "so" } } },
  { "It is late, so he left.", Grade = false },
  { "After the vote in Bath, Tom Hill, a clerk, said so. As the mayor, Tom Hill, said so, it fell.",
    Subject = { { text = "Tom Hill, a clerk," }, { text = "the mayor, Tom Hill," },
      { text = "it" } } },
  { "The Trade, Labour and Energy Minister Tom Hill said so.",
    Subject = { text = "The Trade, Labour and Energy Minister Tom Hill" } },
  { "A Bath, Ohio, police officer said so.",
    Subject = { text = "A Bath, Ohio, police officer" } },
  { "The (Bath) Daily Post said so.", Subject = { text = "The (Bath) Daily Post" } },
  { "Kern, who called it “late,” said so.", Subject = { text = "Kern, who called it “late,”" } },
  { "Bath Union (BU) spokesman Tom Hill said so.",
    Subject = { text = "Bath Union (BU) spokesman Tom Hill" } },
  { "Bath Union (BU) clerk Tom Hill-Marsh said so.",
    Subject = { text = "Bath Union (BU) clerk Tom Hill-Marsh" } },
  { "The head of works (HW) Tom Hill said so.",
    Subject = { text = "The head of works (HW) Tom Hill" } },
  { "Tom Hill (Bath) said so. US troops left. Downing Street said so.", Subject = {
    { text = "Tom Hill (Bath)" }, { text = "US troops" }, { text = "Downing Street" } } },
  { "An aide who asked not to be named said so.",
    Subject = { text = "An aide who asked not to be named" } },
  { "Tests by Hill Labs show that it holds.", VerbGroup = { text = "show" } },
  { "It has become old. It could have come in May. It has been run by Hill.",
    VerbGroup = { { text = "has become" }, { text = "could have come" },
      { text = "has been run", kind = "pas" } } },
  { "The owners of one, known as Hill, said so.",
    Subject = { text = "The owners of one, known as Hill," } },
  { "It has since said that. He has never said that.", VerbGroup = {
    { text = "has since said" }, { text = "has never said" } } },
  { "It’s been reported here. It has not yet said that.", VerbGroup = {
    { text = "’s been reported", kind = "pas" }, { text = "has not yet said" } } },
  { "She pleaded for it. The trust derailed it. It falsely states so.", VerbGroup = {
    { text = "pleaded" }, { text = "derailed" }, { text = "falsely states" } } },
  { "“It rests,” managing director Tom Hill said. It rests, judge Tom Hill said.",
    Subject = { { text = "It" }, { text = "managing director Tom Hill" }, { text = "It" },
      { text = "judge Tom Hill" } } },
  { "Save the Children and Doctors Without Borders said so.",
    Subject = { text = "Save the Children and Doctors Without Borders" },
    VerbGroup = { text = "said" } },
  { "They press secretary Tom Hill. But press secretary Anna Hill said so.",
    VerbGroup = { { text = "press" }, { text = "said" } } },
  { "Critics point out that it rests.",
    VerbGroup = { { text = "point out" }, { text = "rests" } } },
  { "At this point out of season it rests.", VerbGroup = { text = "rests" } },
  { "Officials reassured voters that it rests.",
    VerbGroup = { { text = "reassured" }, { text = "rests" } } },
  { "Mayor claims bridge is safe", VerbGroup = { { text = "claims" }, { text = "is" } } },
  { "Insurance claims data is safe", VerbGroup = { text = "is" } },
  { "New rules that ban wine are old.", VerbGroup = { { text = "ban" }, { text = "are" } } },
  { "On this claim it rests.", VerbGroup = { text = "rests" } },
  { "These claim it rests.", VerbGroup = { { text = "claim" }, { text = "rests" } } },
  { "A talk show host left.", VerbGroup = { text = "left" } },
  { "Another ranking says no.", VerbGroup = { text = "says" } },
  { "The family said no.", VerbGroup = { text = "said" } },
  { "The runner-up said no.", VerbGroup = { text = "said" }, NounPhrase = {
    text = "The runner-up" } },
  { "The newly said word.", VerbGroup = false },
  { "He went on to say no.", VerbGroup = { text = "went on to say", kind = "fin" } },
  { "His reports were wrong.", VerbGroup = { text = "were" } },
  { "Anna Winter left. Winter said so.", Subject = { { text = "Anna Winter" },
      { text = "Winter" } } },
  { "Mrs May said so. May left. It may fall.", Subject = {
      { text = "Mrs May" }, { text = "May" }, { text = "It" } }, VerbGroup = {
      { text = "said" }, { text = "left" }, { text = "may fall" } } },
  { "A man named Hugh Hill said so.", Subject = { text = "A man named Hugh Hill" } },
  { "Hugh Hill, the mayor of Bath said it fell. Hugh Hill, the mayor said, left.", Subject = {
      { text = "Hugh Hill, the mayor of Bath" }, { text = "it" }, { text = "the mayor" } } },
  { "Hugh Hill (87), of Zelten, Co Mayo, said so.",
    Subject = { text = "Hugh Hill (87), of Zelten, Co Mayo," } },
  { "Hugh Hill, a doctor who lives in Bath, said so.",
    Subject = { text = "Hugh Hill, a doctor who lives in Bath," } },
  { "Kern's said it would close.", VerbGroup = { { text = "said" }, { text = "would close" } },
    Subject = { { text = "Kern's" }, { text = "it" } } },
  { "Kern, a man who advises us, said so.", Subject = { text = "Kern, a man who advises us," } },
  { "Hugh Hill of Dayton, Ohio says so.", Subject = { text = "Hugh Hill of Dayton, Ohio" } },
  { "A man I met on Monday said so.", Subject = { text = "A man I met on Monday" } },
  { "Kern also has said so.", VerbGroup = { text = "also has said" } },
  { "Friends here have said so.", VerbGroup = { text = "have said" } },
  { "She met retired Army clerk Tom Hill.", VerbGroup = { text = "met" } },
  { "Bonn's first minister said so.", Subject = { text = "Bonn's first minister" } },
  { "The union that represents the drivers said so.",
    Subject = { text = "The union that represents the drivers" } },
  { "It says that drivers said so.", Subject = { { text = "It" }, { text = "drivers" } } },
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
  { "A note posted on the site said so.", Subject = { text = "A note posted on the site" } },
  { "A poll released Monday by the bank said so.",
    Subject = { text = "A poll released Monday by the bank" } },
  { "Voters trying to regain a seat said so.",
    Subject = { text = "Voters trying to regain a seat" } },
  { "Four down-ballot races showed it.", Subject = { text = "Four down-ballot races" } },
  { "More than 20 voters said so.", Subject = { text = "More than 20 voters" } },
  { "He told at least two aides.", NounPhrase = { { text = "He" },
    { text = "at least two aides" } } },
  { "At least the mayor said so. The vote here was close.",
    Subject = { { text = "the mayor" }, { text = "The vote" } } },
  { "Some in the “new” party left.", Subject = { text = "Some in the “new” party" } },
  { "Behind the “new,” they left.", Subject = { text = "they" } },
  { "Friends, two aides and voters left. Its cause, aides and voters say, is rain.",
    Subject = { { text = "Friends, two aides and voters" }, { text = "aides and voters" } } },
  { "Kern’s most loyal friends left.", Subject = { text = "Kern’s most loyal friends" } },
  { "Kern and Hill each said so.", Subject = { text = "Kern and Hill each" } },
  { "Kern later Thursday left. Neither Kern nor Hill said so. Kern herself said so.", Subject = {
    { text = "Kern" }, { text = "Neither Kern nor Hill" }, { text = "Kern herself" } } },
  { "The former first lady said so.", Subject = { text = "The former first lady" } },
  { "It is the day Anna Kern left.", NounPhrase = { { text = "It" }, { text = "the day" },
    { text = "Anna Kern" } } },
  { "The barn police said was old. The barn police said it was old.", Subject = {
    { text = "police" }, { text = "The barn police" }, { text = "it" } } },
  { "It is an honor, mayor Anna Kern said. The filmmaker Mr Hill said so.", Subject = {
    { text = "It" }, { text = "mayor Anna Kern" }, { text = "The filmmaker Mr Hill" } } },
  { "A campaign Mr. Hill led is over.", Subject = { text = "Mr. Hill" } },
  { "About half said so.", Subject = { text = "About half" } },
  { "Tom Hill (Ohio) and Anna Kern said so. Kern and Tom Hill (Ohio) both said so.", Subject = {
    { text = "Tom Hill (Ohio) and Anna Kern" }, { text = "Kern and Tom Hill (Ohio) both" } } },
  { "Some and even Kern said so.", Subject = { text = "Some and even Kern" } },
  { "Friends have in the past said so.", VerbGroup = { text = "have in the past said" } },
}
