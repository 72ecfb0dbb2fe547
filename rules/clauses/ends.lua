-- rules/clauses/ends.lua : where a reported clause ends and the teller goes on, layer Break.
use "clauses"
lang "en"

-- said that it fell, prompting a row
lexicon "teller_adds" { "noting", "citing", "referring", "pointing", "alluding", "invoking",
  "contradicting", "echoing", "repeating", "prompting", "sparking", "triggering", "drawing",
  "undercutting", "underscoring", "speaking", "contrasting", "throwing", "surpassing",
  "elevating", "shaking", "smiling", "grinning", "nodding", "gesturing", "touting",
  "wiping", "flanked", "raising hopes", "raising fears", "raising concerns", "raising doubts",
  "raising questions", "raising the prospect", "fuelling speculation", "fueling speculation",
  "fuelling fears", "fueling fears", "dashing hopes", "setting the stage", "paving the way",
  "declining to say", "declining to give", "declining to name", "declining to comment",
  "declining to elaborate", "declining to specify", "refusing to say", "refusing to give",
  "refusing to name", "refusing to comment" }
-- said that it fell adding that it was old: no comma
lexicon "adds" { "adding", "noting", "stressing", "reiterating", "lamenting", "maintaining" }
-- said that it fell, a swipe at the mayor: what the teller calls it
lexicon "teller_calls" { "swipe", "jab", "dig", "nod", "reference", "allusion", "rebuke", "play",
  "contrast", "departure", "reversal", "echo", "break", "sign", "blow", "setback", "move" }
-- said that it fell, to applause
lexicon "ovation" { "applause", "cheers", "boos", "jeers", "laughter", "chants" }
lexicon "asked_of" { "asked", "pressed", "questioned", "quizzed" }
-- said it fell and urged them to leave: she did
lexicon "teller_does" { "urged", "accused", "criticized", "criticised", "praised", "vowed",
  "pledged", "promised", "thanked", "apologized", "apologised", "condemned", "warned", "dismissed",
  "declined", "refused", "called", "blamed", "appealed" }
-- as the vote neared: what went on when it was said
lexicon "scene" { inflect = "verb", "approach", "arrive", "await", "brace", "cheer", "chant",
  "enter", "file", "gather", "gear", "head", "kick", "listen", "loom", "march", "mount", "mourn",
  "near", "prepare", "queue", "race", "rage", "resume", "scramble", "sit", "stand", "wait",
  "watch" }
-- without giving details
lexicon "detail" { "detail", "details", "evidence", "proof", "specifics", "names", "examples",
  "reasons", "figures", "dates", "source", "sources", "further", "any", "more" }
-- praised him at a rally
lexicon "occasion" { "rally", "hearing", "debate", "forum", "event", "dinner", "fundraiser",
  "ceremony", "appearance", "meeting", "call", "conversation", "affidavit", "note",
  "hall" }
-- denied it on Twitter, through a spokesman
let "a_channel" [[ (@channel | the? {Organization kind=media}) ]]
lexicon "spokesman" { "spokesman", "spokeswoman", "spokesperson", "lawyer", "lawyers", "attorney",
  "attorneys", "publicist", "representative", "representatives", "interpreter", "translator" }
-- what somebody does in public, saying so: as he unveiled the plan, while announcing it
lexicon "in_public" { inflect = "verb", "announce", "unveil", "outline", "launch", "address",
  "present", "introduce", "defend", "condemn", "praise", "urge", "accuse", "discuss" }
-- what is done there: said it was posted through a lawyer
lexicon "goes_there" { inflect = "verb", "post", "tweet", "share", "send", "speak", "talk", "read",
  "publish", "write", "meet", "say", "hear", "go", "announce", "communicate", "respond", "contact",
  "reveal", "make", "quote", "outline", "describe", "mention", "detail", "discuss", "include",
  "record", "report", "use" }
lexicon "told_of" { "told", "informed", "warned", "advised", "reminded", "notified" }
lexicon "margin" { "lead", "margin", "gap", "advantage", "edge", "increase", "drop",
  "sum", "amount", "figure", "rise", "fall", "decline", "jump", "total" }

-- suggested looking at it and asking; is aimed at looking at it and asking
let "inner_doing" [[ (({VerbGroup that=y kind=fin} | at | of | from | for)
    {VerbGroup kind=ing}) ]]
let "says" [[ {VerbGroup quote=y kind=fin} ]]

-- What is told goes on: "and it would", "but it will", "and it had been"; "and he is" behind "is".
let "now" [[ [{VerbGroup kind=fin|pas} & (@verb(use=s|s_verb|s_noun) & !@word(kind=have)
    | /^(is|are|has|have|will|can)$/)] ]]
let "goes_on" [[ ( (and | but) {Subject} $lately? (would | could | should | might | will | can
      | must | had $adv* ($verb_part | been))
    | (?<= $now ([!punct & !{VerbGroup}]){0,24} ,) (and | but) {Subject} $lately? $be_or_have
    | and (he | she | it | they | there) $be_or_have ) ]]

-- would not say when, declined to name them
let "give_out" [[ (say | give | offer | provide | name | identify | specify | elaborate | comment
    | disclose | discuss | explain | answer) ]]

-- The next clause is the teller's: "and Hill said", "— Hill says that", "but declined to".
lexicon "many" { "people", "police", "staff", "half", "most", "some", "many", "few", "all", "both",
  "several", "percent", "men", "women", "children", "majority", "minority", "public", "rest" }
let "tells_on" [[ (?= $says ((in | on | at) [!punct]{1,4})?
          (that | , | [quote] | {Subject} | there)
        | (?<= {VerbGroup kind=inf} ([!punct & !{VerbGroup}]){0,6} .)
          [@verb(use=past) & {VerbGroup addressee=y quote=y kind=fin}] {NounPhrase}
          (that | {Subject})
        | {VerbGroup lemma=deny|promise|confirm|pledge|vow|accept kind=fin} (that | {Subject})
        | (?! $adv? $modal) {VerbGroup wh=y kind=fin} (how | why | whether | what)) ]]
let "told_next" [[ ( {Dash}? (and | but) $tells_on
    | , ( (and | but) ($tells_on | (?= {VerbGroup kind=fin noun=y}))
      | (but | and | while | though | although | as | whereas | yet) (?= {Subject} $says)
      | (but | although | though | and | while) (?= {Subject}? {VerbGroup act=refuse kind=fin}
        | @word(kind=subject) did not $give_out
        | took (issue | exception | aim) | (appeared | seemed) to
        | {Subject}? (offered | gave | provided | cited) no | {Subject}? stopped short
        | {Subject} {VerbGroup lemma=deny|dispute|reject kind=fin}) )
    | , (?= {Subject} ($says (,? [quote] | ":" | {Subject} | that)
        | ($says | {VerbGroup lemma=tell kind=pas}) ([!punct & !{VerbGroup} & !/^that$/]){0,12} $
        | {VerbGroup lemma=report kind=fin} ((on | in) [!punct]{1,3})? ,))
    | , (?<! , (including [!punct & !{VerbGroup}]{1,12} | (who | which | whose) [!punct]{1,16}) .)
      (?= $says)
    | {Dash} (?= {Subject} $says (,? [quote] | ":" | {Subject} | that) | $says)
    | (?<! that ([!punct & !{VerbGroup}]){2,12}
        | [/^(said|says|say|saying)$/] [!@word(kind=subject|prep)] [!{VerbGroup}]{1,24})
      (, | {Dash}) (?! $goes_on) (and | but) (?= {VerbGroup that=y kind=fin} | {Subject}
        | @word(kind=sub|prep) [!punct]{1,9} , {Subject} $says
        | {NounPhrase} , {Subject} $says ,)
    | (and | but | while) (?= ({Subject} | one in {NounPhrase}) $says
        (@word(kind=prep) ([!punct & !{VerbGroup}]){1,5}? that | that | {Subject} | there
          | [quote]))
    | (and | but) (?= ({VerbGroup act=refuse kind=fin} to | would not) $give_out
        | (offered | gave | provided | cited) no
        | {Subject}? {VerbGroup lemma=accuse kind=fin} {NounPhrase} $whose{0,2} of
        | {VerbGroup act=claim to=y kind=fin} {VerbGroup kind=inf})
    | but (?= still (has | have) | (has | have) (since | yet))
    | {Dash} but (?= there {VerbGroup kind=fin} | it $adv)
    | and (?= {VerbGroup light=y kind=fin} [lower & pos=adj]? @cue_noun
        | {VerbGroup lemma=call|describe|brand|dub kind=fin} [!punct & !{VerbGroup}]{1,4}
            [quote]) ) ]]

-- "said he would look at it and called it late", "said she wants it and urged him": what is behind
-- a modal or a present has no past.
let "does_more" [[ ({Dash}? (and | but) (?= [@teller_does & {VerbGroup kind=fin}]
      | ordered {NounPhrase} {VerbGroup kind=inf})
    (?<! (that | who | which) {VerbGroup} ([!punct & !{VerbGroup}]){0,12} .)
    (?<! @verb(use=past|past_verb|past_adj) .)) ]]
let "past_behind_modal" [[ (and
    (?= [(/ed$/ | /^(said|told)$/) & ({VerbGroup quote=y kind=fin} | {VerbGroup noun=y kind=fin})])
    (?<= (@word(kind=modal) $adv* [!/^(be|have|get)$/]
        | [{VerbGroup kind=fin} & (@verb(use=s|s_verb|s_noun) & !@word(kind=have) | /^(is|are)$/)])
        ([!punct & !{VerbGroup}]){0,24} and)) ]]

-- A participle of telling: "accusing Hill of it", "and asking", "by saying:".
let "tells_more" [[ ( , (?= {VerbGroup kind=ing lemma=accuse|blame|call|condemn|criticise|
        criticize|denounce|describe|dismiss|hail|praise|reject|thank})
    | (, | , and | , while) (?= {VerbGroup quote=y kind=ing} | {VerbGroup kind=ing lemma=rule|find}
        (that | {Subject}))
    | , while? (?= calling (for | on))
    | {Dash} (?= {VerbGroup quote=y kind=ing}) (?! [!{Dash}]+ {Dash})
    | (, | {Dash}) with (?= {NounPhrase} $whose* {VerbGroup that=y quote=y kind=ing}
        | (one | another | some | others | several | many | most) {VerbGroup kind=ing noun=y})
    | and (?<! {VerbGroup kind=ing} .) (?! {VerbGroup lemma=add} [!quote & !/^(that|to|:|,)$/])
      (?= {VerbGroup quote=y kind=ing}
        | {VerbGroup kind=ing lemma=accuse|blame|call|denounce|describe})
        (?<! $inner_doing ([!punct & !{VerbGroup}]){1,16} and)
    | but (?= {VerbGroup quote=y kind=ing} (that | [quote] | {Subject}))
    | by (?= {VerbGroup quote=y kind=ing} (":" | , [quote] | [quote])) ) ]]

-- Behind words in marks: "“late,” and left", "“late” and Hill saying".
let "behind_marks" [[ ( (?<= [/^[,.]$/] [quote & close])
      (?! ([!punct & !{VerbGroup}]){1,3} [quote & open] | because | when | if | unless
          | not | nor | or | such as | including | especially | particularly | specifically
          | too | instead | where | rather | of | by | given | (and | but) (because | if | when)
          | but ([!{VerbGroup}])* $
          | (?<= [@word(kind=modal|to)] {Quoted}) [@verb(use=base|base_verb)]
          | $be_or_have | @word(kind=modal) | $goes_on
          | (and | but) ($be_or_have | also | that | not | @word(kind=modal))) [lower]
    | (?<= [/^[,:]$/] {Quoted}) (?<= [/^[,.]$/] [quote & close]) and (?= $be_or_have [!quote]* $)
    | (?<= [quote & close]) before (?= [/ing$/ & !/^(be|hav)ing$/ & {VerbGroup}])
    | (?<= [quote & close]) , (?= (and | but) (?! also | not | $be_or_have | @word(kind=modal))
        {VerbGroup kind=fin})
    | (?<= [quote & close]) (and | but | while) (?= {Subject} $says
        | {NounPhrase} ({VerbGroup quote=y kind=ing} | {VerbGroup noun=y kind=ing}))
    | (?<= , [quote & close]) (?= {Subject} {VerbGroup kind=fin}) . ) ]]

-- two weeks after it fell, shortly before it fell
let "how_long" [[ (($roughly? ([num] | @number | a | an | the | several | a? few) @word(kind=time) |
    moments | minutes | hours | days | weeks | months | years | shortly | soon | long | right)
    (?= after | before)) ]]

-- What the teller adds of what was named: ", which fell", ", a man who", ", compared with 40",
-- "— though".
let "told_beside" [[ ( (, | {Dash}) (?= which (?! @word(kind=modal) | means | makes | [quote])
        ({Quoted} (?! {VerbGroup kind=fin}) | [!punct] | $hyphen | ')* $)
    | {Dash} (?<! {Dash} ([!{Dash}]){1,12} .) (?! {Subject} (?<! [cap]))
      (?= (a | an | all | the (number | amount | sum | ones | first | latest)) [!{Dash}]* $)
    | {Dash} (?= (something | (a | an | the) [!punct]{1,8} (that | who | which)
        | (a | an) [!punct & !{VerbGroup}]{0,2} @cue_noun (?! that)
        | ([lower & !@word(group=closed)]){0,3} [lower & pos=noun & /[^s]s$/] (that | who))
        [!{Dash}]* $)
    | , (?= who (?! [!punct]{1,16} ,? and that)
        | (a | an | the) ([!punct & !{VerbGroup}]){1,8} (that | who)
        | one (that | which | who))
      (?<! it [lemma=be] ([!{VerbGroup}]){1,10} ,)
      (?! [!punct]{1,24} , ([quote] | {VerbGroup kind=fin|pas}))
    | , (?= @teller_adds | sending [!punct]? (shares | stocks | prices | futures))
      (?! [!punct]{1,24} , [quote]? {VerbGroup kind=fin|pas})
    | , (?= (a | an) [!punct & !{VerbGroup}]{0,2} (@cue_noun (?! that)
          | @teller_calls (to | at | of | on | from))
        | [lower & pos=adj]? @cue_noun (that | which) {Subject}? {VerbGroup kind=fin|pas}
        | {NounPhrase} (?<= $told_of_thing) {Subject} {VerbGroup kind=fin}
        | [num] ("%" | percent) {VerbGroup kind=fin} | the first time
        | as (has | have | had | did | does | do) ({NounPhrase} | [cap])
        | (just | only | barely)? $how_long ([!punct]){1,16} $
        | something (that | [cap | @word(kind=subject|det|poss)] [!punct]{0,4}? {VerbGroup})
        | while $roughly? ([num] | @number | half | most) [!punct & !{VerbGroup}]{0,9}
            {VerbGroup kind=fin}
        | the latest [lower & !{VerbGroup}]{1,5} (to | in | of | since)
        | compared (with | to) ([!punct & !{VerbGroup}]){0,6}? ([num] | @number | estimates)
        | (a | an) [num] (- point)? [!punct]? @margin
        | (due to | because of | thanks to | in response to | $prep) which
        | which {Subject} {VerbGroup lemma=deny|dispute|reject kind=fin})
    | , ( (during | ahead of) (?= @word(kind=det|poss) ([!punct & !{VerbGroup}]){0,2}
          (visit | trip | tour | summit | vote | @occasion))
      | as (?= {Subject} [@scene & {VerbGroup kind=fin} & @verb(use=past|past_verb|past_adj)])
      | before (?= {VerbGroup kind=ing}) | after (?= {VerbGroup kind=ing quote=y})
      | in (?= (a | an) [!punct & !{VerbGroup}]{0,2} @teller_calls
          (to (?! {VerbGroup}) | at | of | on | from | with | that | which | seen)
        | [lower & pos=adj]? reference to | (a | his | her | its | their) [/^(first|rare)$|..est$/]
        | (remarks | comments | testimony) (?! that {Subject})
        | what {Subject} {VerbGroup kind=fin}) )
    | "(" (?= (although | though)? {Subject} {VerbGroup kind=fin} ([!/^[()]$/])* ")" $)
    | (":" | {Dash}) (?= {Quoted} (?<= [/^[,?!]$/] [quote]) {Subject} $says)
    | {Dash} (?= @teller_adds) (?! [!{Dash}]+ {Dash})
    | {Dash} (?= though | although | while | even (as | though)
        | as (?! being) ([lemma=be] | {Subject}))
      (?! [!{Dash}]+ {Dash} ({VerbGroup kind=fin} | and)) ) ]]

-- What he adds behind a word of his own: as she cheered, without elaborating, to applause.
let "besides_as" [[ ,? as (?<! (as [!punct] | [/^(just|same|such|so|long|far)$/]) ,? .)
      (?= {Subject} [@in_public & {VerbGroup kind=fin}] | (quoted | cited | reported) by)
    | (?<= . . .) ,? even as (?= {Subject})
      (?! [!punct]+ (, | {Dash}) ({VerbGroup kind=fin|pas} | that)) ]]
let "besides_doing" [[ (before | while) (?= {VerbGroup kind=ing
        lemma=add|say|note|warn|stress|insist|acknowledge|argue|suggest|remind})
    | while (?= [@in_public & {VerbGroup kind=ing}] | speaking (at | to | in | with | on | about))
    | ,? when (?= @asked_of (?! {VerbGroup kind=inf}))
        (?! [!punct]+ (, | {Dash}) {VerbGroup kind=fin})
    | (, | {Dash})? without (?= elaborating | specifying | explaining
        | saying @word(kind=wh|sub)
        | (giving | offering | providing | citing | presenting | naming) [!punct]? @detail) ]]

-- They believe the fire was set and have appealed for help: the verb is theirs.
let "of_others" [[ (and (?<= {VerbGroup that=y kind=fin} that? (he | she | it
      | (@word(kind=poss) | a | an | the | this) [lower & pos=adj]?
          [lower & pos=noun & /[^s]$/ & !@many])
      {VerbGroup kind=fin|pas} ([!punct & !{VerbGroup}]){0,10} .)
    (?= {VerbGroup kind=fin|pas}) (?= have | are | were)) ]]

let "adds_more" [[ ((?<! [@word(kind=prep|be|medium) | @cue_noun])
    [@adds & {VerbGroup kind=ing}] (?= that)) ]]

-- How somebody says so, and where.
let "by_way_of" [[ ( (via | through) (?= (a | an | his | her | its | their) ([!punct]){0,2}?
        [@spokesman] | $a_channel)
    | on (?= the? condition of anonymity)
    | by (?= phone | telephone | email | e-mail)
    | at (?= a (news | press) (conference | briefing))
    | in (?= response to (a | an)? ([!punct])? (question | questions | request | inquiry)
        | (a | an) (news | press) release
        | (remarks | comments | testimony) (to | before | at | on | broadcast | published)) ) ]]
let "on_channel" [[ ( on (?= $a_channel (?! [lower & pos=noun]) | (his | her | a) radio show)
    | to (?= reporters | journalists) ) ]]

-- Not that of ($23bn; £14bn).
let "semicolon" [[ ((?<! "(" ([!/^[()]$/]){1,8}) ";") ]]

-- Said that while it was “old,” it would hold; said if the new one fell, a man who knew it would
-- leave: the comma ends only what stands before the clause.
local FRONTED = pattern [[ ( (that ,? | {VerbGroup that=y}) [@word(kind=sub) & !/^that$/]
      ([!punct] | [quote] | $hyphen | '){1,30}
    | that ,? (in | at | by | after | before | since | during | under | despite | for | as | on
        | unlike | without | until | from)
      ([!punct & !{VerbGroup kind=fin}] | [quote]){1,12} ) ([/^,$/] [quote & close])? $ ]]

local function behind_front(m, doc)
  local begin = m.sentence.first
  return begin < m.first and doc:match(FRONTED, doc:span(begin, m.first - 1)) ~= nil
end

-- Said Hill, who had been ill, and two aides left: the commas stand in the subject of what is said.
local IN_SUBJECT = pattern [[ {VerbGroup lemma=say} that? [!punct & !{VerbGroup}]{1,12}
    (, (who | which) {VerbGroup} [!punct]{0,16})? $ ]]

local function in_subject(m, doc)
  return doc:match(IN_SUBJECT, doc:span(m.sentence.first, m.first - 1)) ~= nil
end

rule "clause.break" { -- lint: cost
  about = "Where a reported clause ends and the teller goes on.",
  pattern = {
    [[ $told_next | $past_behind_modal | $does_more | $tells_more ]],
    [[ $behind_marks ]],
    [[ $semicolon | , (and | but)? according
      | (?<! {VerbGroup that=y} that? {NounPhrase} $whose*) , however
        (?= , | {Subject} | $ | "." | this) ]],
  },
  emit = "Break",
  where = function(m, doc)
    if m.text:find("^,.+and$") and in_subject(m, doc) then return false end
    local marks = doc.text:sub(math.max(1, m.first - 6), m.first - 1)
    return not marks:find(",['\"\xE2]") or not behind_front(m, doc)
  end,
  set = {},
}

rule "clause.channel" {
  about = "How and where it is said behind a reported clause: by phone, in a note, to reporters.",
  pattern = [[ (?<= [quote & close]) $on_channel
             | $by_way_of (?<= ([quote & close] | . . . .) .) (?<! [@goes_there & {VerbGroup}]
                 ([!punct & !{VerbGroup}]){0,6} .) (?= ([!{VerbGroup}]){1,9} $)
             | (?= ,? (in | during) (a | an) [!punct]{0,3} @word(kind=medium))
               (?<= . . . .) (?<! [@goes_there & {VerbGroup}]) ,? (in | during) ]],
  emit = "Break",
  set = {},
}

rule "clause.beside" { -- lint: cost
  about = "Where the teller adds something to a reported clause: a row, a swipe, which fell.",
  pattern = { [[ $told_beside ]], [[ $besides_as ]], [[ $besides_doing ]],
    [[ ,? to (?= ([!punct & !{VerbGroup}]){0,2} @ovation) ]], [[ $of_others | $adds_more ]] },
  emit = "Break",
  where = function(m, doc)
    return not m.text:find("^,") or not behind_front(m, doc)
      and not (m:text_behind(7):find("^ who ") and in_subject(m, doc))
  end,
  set = {},
}

-- On Monday, after it fell: a phrase before the front
let "before_front" [[ (([!punct & !{VerbGroup}]){1,6} ,
    (?= when | as | after | before | while | in | at | during)) ]]

-- As he said that if it rained, it would fall; as he said taxes, fees and fines would rise: the
-- comma stands in what is said.
let "not_yet" [[ ((?<= (that ,? | {VerbGroup that=y kind=fin|ing}) even?
      (if | when | while | although | though | because | after) ([!punct]){1,16}) ,
  | (?<= {VerbGroup that=y lemma!=tell kind=fin|ing} that? {NounPhrase})
    (?<! [@word(kind=day|month|time)]) ,
    (?= {NounPhrase} (, {NounPhrase}){0,3} ,? (and | or) {NounPhrase} $whose*
      {VerbGroup kind=fin|pas})) ]]

rule "clause.front" {
  about = "While some say that it works, others doubt it: the first ends at the comma.",
  pattern = [[ ^ [quote | dash]? (and | but)? $before_front?
      ((even | ever | just | only | $how_long)? @word(kind=sub|prep) | {VerbGroup kind=ing}
      | ({VerbGroup act=ask} | @told_of) ([!punct & !{VerbGroup}]){0,8}?
          (about | that | what | if | whether | how | why | who | which | when | where | to))
      ([!punct] | {Subject} | $hyphen | {Quoted} | "(" ([!quote & !/^[()]$/]){1,6} ")"
        | , ([!punct]){1,12} , (?= {VerbGroup kind=fin|pas})
        | (?<= {VerbGroup quote=y kind=fin}) , (?= {Quoted}) | $not_yet)+?
      (?<! according [!punct]{1,9}) (?! $not_yet)
      comma:(,) (?! who | which | whose) (?= {Subject} | (there | that | what) {VerbGroup kind=fin}
        | {Quoted} {Subject} $says | @word(kind=subject) [quote]
        | @word(kind=prep) [!punct & !{VerbGroup}]{1,8} {Subject} $says
        | (in | at | on) [!punct & !{VerbGroup}]{1,3}? {Subject} {VerbGroup kind=fin}) ]],
  emit = "Break", span = "comma",
  set = {},
}

rule "clause.mid_front" {
  about = "It rained, and while he said that it fell, others doubt it: the same within a sentence.",
  pattern = [[ (while | although | though | when | after | because | if)
      (?<= (, | ";" | {Dash}) (and | but) even? .) {Subject}
      {VerbGroup that=y kind=fin} ([!punct] | $hyphen)+ comma:(,) (?= {Subject} (?! $says)) ]],
  emit = "Break", span = "comma",
  set = {},
}

rule "clause.insert" {
  about = "Hill — a friend says he is old — has left: what is said in an insert ends there.",
  pattern = [[ {Dash} (?<= ^ ([!{Dash} & !quote & !{VerbGroup that=y}]){1,32} .)
      ([!{Dash} & !{VerbGroup that=y}])* {VerbGroup that=y kind=fin} ([!{Dash}])+
      dash:{Dash} ([!{Dash}])+ $ ]],
  emit = "Break", span = "dash",
  set = {},
}

rule "clause.closed" {
  about = "Kern, saying that it fell, left; the row, which made him say so, is over: the comma.",
  pattern = [[ ^ ([!punct & !quote & !{VerbGroup that=y}]){1,12} , (@word(kind=prep)?
      (who | whom | which | whose) | where | when | (?= {VerbGroup that=y kind=ing}))
      ([!punct & !quote])+ (?<= {VerbGroup that=y} [!punct]{2,24})
      comma:(,) (?= $adv* {VerbGroup kind=fin|pas}) ]],
  emit = "Break", span = "comma",
  set = {},
}

examples {
  { "Kern said it fell, as rain raged outside. Kern said it fell, as it was old.",
    Break = { text = ", as" } },
  { "Kern said it fell, raising hopes of a new one. Kern said it fell, raising it.", Break = 1 },
  { "Kern said it fell, declining to say when. Kern said it fell, without saying why.", Break = 2 },
  { "Kern said the bridge, however, was safe. Kern said it fell, however, in May.",
    Break = { text = ", however", start = 58 } },
  { "On Monday she said the firm, which is old, will close.", Break = false },
  { "As Tom Kern said the bridge, which is old, would fall, Hill left.",
    Break = { text = ",", start = 53 } },
  { "It rained, and while Kern said it was old, it held.", Break = { text = ",", start = 41 } },
  { "Hours after Kern said that if it rained, it would fall, there was a row.",
    Break = { text = ",", start = 54 } },
  { "Because Kern said taxes, fees and fines would rise, in Bath the crowd left.",
    Break = { text = ",", start = 50 } },
  { "When Kern said it fell, “No,” Hill said.", Break = { text = "," } },
  { "After she said the firm fell, the mayor left.", Break = { text = "," } },
  { "The day after she said that it fell, the mayor left.", Break = { text = "," } },
  { "The speech, in which he said that it fell, was long.", Break = 2 },
  { "She said it fell - prompting a row.", Break = { text = "-" } },
  { "She said the bridge - citing its age - fell.", Break = false },
  { "She said it was late and denied that she knew him.", Break = { text = "and" } },
  { "She said they knew of it and denied it.", Break = false },
  { "As Kern and Rep. Ted Hill (R-Texas) spoke of it, the mayor left.", Break = { text = "," } },
  { "She said Kern, who runs the office and has long led the board there, “is a lawyer.”",
    Break = false },
  { "She said it was closed adding that it is old. She said a note adding that it fell is late.",
    Break = { text = "adding" } },
  { "It told Kern to leave, ruling that he lied.", Break = { text = "," } },
  { "She said it rained, and the mayor left.", Break = { text = ", and" } },
  { "She said it rained — and the mayor left.", Break = { text = "— and" } },
  { "She said it fell, prompting a row.", Break = { text = "," } },
  { "She said it fell, a 6-point margin that held.", Break = { text = "," } },
  { "She said it fell, but he refused to pay.", Break = { text = ", but" } },
  { "Hill — a friend says he is old — has left.", Break = { text = "—" } },
  { "She said Hill — a friend says he is old — has left.", Break = false },
  { "She said it fell and called for calm and for rain.", Break = false },
  { "She said that the fall, which is outlined in a report, was long.", Break = false },
  { "Some said it fell — a view that others share.", Break = { text = "—" } },
  { "She said it fell — a view that helps — and rose.", Break = false },
  { "Some said it fell - truly dark tales that others share.", Break = { text = "-" } },
  { "Some said it fell - and that others knew.", Break = false },
  { "Some said it fell — as was known in Bath.", Break = { text = "—" } },
  { "Some said it fell — as well as the wall.", Break = false },
  { "She said she would mend the bridge and blamed the rain.", Break = { text = "and" } },
  { "She said she would be warned and blamed in May.", Break = false },
  { "She said she would mend it and said it was old.", Break = { text = "and" } },
  { "She said the mayor wants it and urged him to pay.", Break = { text = "and" } },
  { "She said the bridge is safe and urged him to pay.", Break = { text = "and" } },
  { "She said the mayor wants it and needs it.", Break = false },
  { "She said the mayor wanted it and held it.", Break = false },
  { "She said it fell, with Kern saying it was old.", Break = { text = ", with" } },
  { "She said it fell, with Kern still in the car.", Break = false },
  { "She said that the loyalty of the board, and its age, counted.", Break = false },
  { "She said it fell, however hard they tried.", Break = false },
  { "She said it fell, however, in May.", Break = { text = ", however" } },
  { "She said it fell when asked by voters.", Break = { text = "when" } },
  { "She said the mayor, when asked, had paid.", Break = false },
  { "She said it fell when asked to hold it.", Break = false },
  { "She said it fell — while the mayor paid.", Break = { text = "—" } },
  { "She said that Kern — even as the mayor fell — has paid.", Break = false },
  { "She said it fell, claims that the mayor denied.", Break = { text = "," } },
  { "She called it “late” and accused him, calling it late and blaming him.",
    Break = { { text = "and" }, { text = "," }, { text = "and" } } },
  { "She said the mayor — when asked — had paid.", Break = false },
  { "She left, saying it fell but warning that it rained.",
    Break = { { text = "," }, { text = "but" } } },
  { "Asked if it fell, Kern said: “No.”", Break = { text = "," } },
  { "She said it fell, a swipe at the mayor.", Break = { text = "," } },
  { "She said it fell, a clear play for time.", Break = false },
  { "She said it fell, as have other aides.", Break = { text = "," } },
  { "Half said it fell, while about two in ten want one. She said it fell, something Hill knew.",
    Break = 2 },
  { "She said it was old, something new was built.", Break = false },
  { "Ever since Kern said it fell, she has paid.", Break = { text = "," } },
  { "While she said it would hold, there is a gap.", Break = { text = "," } },
  { "While she said it would hold, that was hard.", Break = { text = "," } },
  { "She said that bridge, there or not, would hold.", Break = false },
  { "She said it fell, while adding that it rained.", Break = { text = ", while" } },
  { "She said it fell, blaming the rain.", Break = { text = "," } },
  { "She said it fell, and there was a row.", Break = false },
  { "She said that by law, the man is the owner that counts.", Break = false },
  { "She says they go on and will see what happens.", Break = false },
  { "She said it fell, she told the paper. It fell, the paper reported on Monday.", Break = 2 },
  { "She said it fell, the paper reported in May, quoting him.",
    Break = { { text = "," }, { text = "," } } },
  { "She said sales rose (to £4bn; €5bn); it fell.", Break = { text = ";" } },
  { "She said it fell, citing a report.", Break = { text = "," } },
  { "She said it was “late”, citing a report.", Break = { text = "," } },
  { "She said it fell but accepted that it was old. She said he is ill and would not say where.",
    Break = { { text = "but" }, { text = "and" } } },
  { "She said it would fall and would not hold.", Break = false },
  { "She said it fell, though Hill denies that.", Break = { text = ", though" } },
  { "She said it fell, although he gave no date.", Break = { text = ", although" } },
  { "She said it fell while Hill said it held.", Break = { text = "while" } },
  { "She said it fell while Hill left.", Break = false },
  { "She said it fell — a blow to the town.", Break = { text = "—" } },
  { "She said it fell — a man was hurt.", Break = false },
  { "She said it had begun — not in May — a row.", Break = false },
  { "She said it held — all without naming him.", Break = { text = "—" } },
  { "She said it fell, just days after the vote.", Break = { text = "," } },
  { "She said it held, during a visit to Bath.", Break = { text = ", during" } },
  { "She said it held during a visit to Bath.", Break = false },
  { "She said it fell — asserting that it was old.", Break = { text = "—" } },
  { "She said it would hold but has yet to show it.", Break = { text = "but" } },
  { "She said it was old but still held.", Break = false },
  { "She said it fell - but there was no sign of it.", Break = { text = "- but" } },
  { "She said it fell, which he called “a big, bad lie.”", Break = { text = "," } },
  { "She said the bridge, which he called “bad”, fell.", Break = false },
  { "She said it held the bridge, which Hill denies, and left.", Break = { text = "," } },
  { "She said it fell (although Hill denies it).", Break = { text = "(" } },
  { "She said it fell (and the wall).", Break = false },
  { "She said it fell as she unveiled the plan.", Break = { text = "as" } },
  { "She said it was as old as he announced.", Break = false },
  { "She said it fell, as quoted by the paper.", Break = { text = ", as" } },
  { "She said it fell while announcing the plan.", Break = { text = "while" } },
  { "She said it fell while crossing the bay.", Break = false },
  { "She said it fell, after reporting a loss.", Break = { text = ", after" } },
  { "She said it fell, in a move that hurt the town.", Break = { text = ", in" } },
  { "She said it fell, in her first speech.", Break = { text = ", in" } },
  { "She said the man had fallen in remarks to aides.", Break = { text = "in" } },
  { "She said that he had used it in remarks to aides.", Break = false },
  { "She said it fell, calling on him to pay.", Break = { text = "," } },
  { "She saw them screaming and crying.", Break = false },
  { "She said it fell 3 percent, sending shares down.", Break = { text = "," } },
  { "She said it fell, sending guests home.", Break = false },
  { "She said sales fell, compared with his estimate of 3 percent.", Break = { text = "," } },
  { "She said it fell, the court was told on Monday.", Break = { text = "," } },
  { "She says he is ill and calls him “a friend.”", Break = { text = "and" } },
  { "She says he is ill and calls his friends.", Break = false },
  { "They said the man is ill and have asked for help.", Break = { text = "and" } },
  { "They said the men were ill and have left.", Break = false },
  { "She said the bridge fell, in an interview.", Break = { text = ", in" } },
  { "She said it was “late,” but only in May.", Break = false },
  { "She said it was “late,” given the rain.", Break = false },
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
  { "She said those on bridges, which include the old, the big and the new, fell.", Break = false },
  { "Half said it fell, compared with 40 percent in May.", Break = { text = "," } },
  { "She said it fell, compared with the bridge.", Break = false },
  { "She said it fell, 40 percent said it held.", Break = { text = "," } },
  { "They said it fell, with one calling it late.", Break = { text = ", with" } },
  { "Kern said it fell but gave no date.", Break = { text = "but" } },
  { "Kern said it fell, though she stopped short of saying when.", Break = { text = ", though" } },
  { "She said it was “old,” because it fell.", Break = false },
  { "She said it was “safe,” if it held.", Break = false },
  { "She said it helped Kern, who needs no help.", Break = { text = "," } },
  { "She said it fell, the latest bridge to do so.", Break = { text = "," } },
  { "She said the latest bridge to fall was old.", Break = false },
  { "She said it fell in May, a month that is long.", Break = { text = "," } },
  { "She said it was a lie, a claim he denied.", Break = { text = "," } },
  { "She said it was a lie, remarks that were echoed.", Break = { text = "," } },
  { "She said it was a lie, a point the mayor conceded.", Break = { text = "," } },
  { "She said Kern, who needs no help, left.", Break = false },
  { "She said it helped Kern, who needed it, and that he left.", Break = false },
  { "She said it was “small,” a “toy.”", Break = false },
  { "She said it fell, and blamed the mayor.", Break = { text = ", and" } },
  { "In Bath, Kern said that it fell.", Break = { text = "," } },
  { "She said it fell, and the mayor would leave.", Break = false },
  { "She said it fell, but the mayor had been told.", Break = false },
  { "She said it is late, and the mayor has left.", Break = false },
  { "She said it fell, and the mayor is ill.", Break = { text = ", and" } },
  { "She said it fell — and Hill would leave — in May.", Break = false },
  { "She said it fell in May and called for calm.", Break = { text = "and" } },
  { "She said it was old and urged him to pay.", Break = { text = "and" } },
  { "She said it was a man who won and thanked him.", Break = false },
  { "She said it fell, while calling for calm.", Break = { text = ", while" } },
  { "She said it fell, while he declined to pay.", Break = { text = ", while" } },
  { "She said it fell, but stopped short of a plan.", Break = { text = ", but" } },
  { "She said it fell, without giving details.", Break = { text = ", without" } },
  { "She said it fell without giving way.", Break = false },
  { "She said it fell — a claim the mayor denied.", Break = { text = "—" } },
  { "She said it fell, speaking in Bath.", Break = { text = "," } },
  { "She said that while it was “late,” they held it.", Break = false },
  { "She said if it fell, a man who knew it would leave.", Break = false },
  { "She said it was “late,” not old.", Break = false },
  { "She said it was “late,” and he would leave.", Break = false },
  { "She said it fell, even as others held.", Break = { text = ", even as" } },
  { "Even as she said it fell, others left.", Break = { text = "," } },
  { "She said, even as it fell, that it would hold.", Break = false },
  { "She said that it fell: “We knew,” she said.", Break = { text = ":" } },
  { "She said that it fell: “We knew.”", Break = false },
  { "She said it fell while adding that it was old.", Break = { text = "while" } },
  { "She said it fell, in a break with the mayor.", Break = { text = ", in" } },
  { "She said it fell, in a week of rain.", Break = false },
  { "She said it fell, to cheers.", Break = { text = ", to" } },
  { "She said it fell, as did Hill.", Break = { text = "," } },
  { "She said it fell, days after the vote.", Break = { text = "," } },
  { "She said it fell, but took issue with its price.", Break = { text = ", but" } },
  { "The row, which made Kern say that it fell, is over.", Break = { text = ",", start = 41 } },
  { "She said the row, which made Kern say that it fell, is over.", Break = false },
  { "She said the bridge would hold via her lawyer.", Break = { text = "via" } },
  { "She said the bridge was known to all on condition of anonymity.", Break = { text = "on" } },
  { "She said that he had sent it through a lawyer.", Break = false },
  { "She said the bridge was “old” on Facebook.", Break = { text = "on" } },
  { "She said the bridge was seen on Facebook.", Break = false },
  { "She said the span, a relic that leaks, fell.", Break = false },
  { "While it rained, the mayor left. Last month, when I asked if it fell, he left.", Break = 2 },
  { "A few weeks after Kern said that it fell, the mayor left.", Break = { text = "," } },
  { "Although in May Kern said it held, at the vote on Monday she said it fell.",
    Break = { text = "," } },
  { "Long before Kern said that it fell, the mayor left.", Break = { text = "," } },
  { "While it rained at the year-end vote, the mayor left.", Break = { text = "," } },
  { "She said it was “late”, and left it.", Break = { text = "," } },
  { "She said it was “late”, and has been long.", Break = false },
  { "She vowed to “mend the bridge,” build a road and go.", Break = false },
  { "She said it was “late,” and has been long.", Break = false },
  { "She said it was “late,” and left it.", Break = { text = "and" } },
  { "She said it was “late,” but also long.", Break = false },
  { "She said, “It was late,” and is gone.", Break = { text = "and" } },
  { "She said that it was “late,” and that it held.", Break = false },
  { "She said it held and one in four said it was late.", Break = { text = "and" } },
  { "She said it held and Kern said after the vote that it fell.", Break = { text = "and" } },
  { "He said that it held in the bay during a speech.", Break = { text = "during" } },
}
