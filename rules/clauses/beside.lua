-- rules/clauses/beside.lua : what the writer adds to a reported clause, and clauses before it or
-- inside it, layer Break.
local shared = use "clauses/ends"
local behind_front, in_subject = shared.behind_front, shared.in_subject
lang "en"

-- said that it fell, prompting a row
lexicon "teller_adds" { "noting", "citing", "referring", "pointing", "alluding", "invoking",
  "becoming the", "marking the", "making it the", "making him the", "making her the", "capping",
  "reversing", "heralding", "ending days", "ending weeks", "ending months", "ending years",
  "ending speculation", "contradicting", "echoing", "repeating",
  "prompting", "sparking", "triggering", "drawing",
  "undercutting", "underscoring", "speaking", "contrasting", "throwing", "surpassing",
  "elevating", "shaking", "smiling", "grinning", "nodding", "gesturing", "touting",
  "wiping", "flanked", "raising hopes", "raising fears", "raising concerns", "raising doubts",
  "raising questions", "raising the prospect", "fuelling speculation", "fueling speculation",
  "fuelling fears", "fueling fears", "dashing hopes", "setting the stage", "paving the way",
  "declining to say", "declining to give", "declining to name", "declining to comment",
  "declining to elaborate", "declining to specify", "refusing to say", "refusing to give",
  "refusing to name", "refusing to comment" }
-- said that it fell adding that it was old: without a comma
lexicon "adds" { "adding", "noting", "stressing", "reiterating", "lamenting", "maintaining" }
-- said that it fell, a swipe at the mayor: what the writer calls it
lexicon "teller_calls" { "swipe", "jab", "dig", "nod", "reference", "allusion", "rebuke", "play",
  "contrast", "departure", "reversal", "echo", "break", "sign", "blow", "setback", "move" }
-- said that it fell, to applause
lexicon "ovation" { "applause", "cheers", "boos", "jeers", "laughter", "chants" }
lexicon "asked_of" { "asked", "pressed", "questioned", "quizzed" }
-- as the vote neared: what was happening when it was said
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
-- what speakers are doing in public: as he unveiled the plan, while announcing it
lexicon "in_public" { inflect = "verb", "announce", "unveil", "outline", "launch", "address",
  "present", "introduce", "defend", "condemn", "praise", "urge", "accuse", "discuss" }
-- verbs to which the channel belongs: said it was posted through a lawyer
lexicon "goes_there" { inflect = "verb", "post", "tweet", "share", "send", "speak", "talk", "read",
  "publish", "write", "meet", "say", "hear", "go", "announce", "communicate", "respond", "contact",
  "reveal", "make", "quote", "outline", "describe", "mention", "detail", "discuss", "include",
  "record", "report", "use" }
lexicon "told_of" { "told", "informed", "warned", "advised", "reminded", "notified" }
lexicon "margin" { "lead", "margin", "gap", "advantage", "edge", "increase", "drop",
  "sum", "amount", "figure", "rise", "fall", "decline", "jump", "total" }
-- several who may speak together, without a plural -s
lexicon "many" { "people", "police", "staff", "half", "most", "some", "many", "few", "all", "both",
  "several", "percent", "men", "women", "children", "majority", "minority", "public", "rest" }

-- two weeks after it fell, shortly before it fell
let "how_long" [[ (($roughly? ([num] | @number | a | an | the | several | a? few) @word(kind=time) |
    moments | minutes | hours | days | weeks | months | years | shortly | soon | long | right)
    (?= after | before)) ]]

-- What the writer adds about something named: ", which fell", ", a man who", ", compared with 40",
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
        | (his | her | its | their) [/^(first|second|third|latest)$|..est$/] [!punct]{0,3}?
            (@cue_noun | @word(kind=medium))
        | (just | only | barely)? $how_long ([!punct]){1,16} $
        | (a | an) [lower & !@word(group=closed)]{1,3} {Subject}
            {VerbGroup lemma=call|describe|deny|dispute|reject|dismiss|share|repeat kind=fin}
        | something (that | [cap | @word(kind=subject|det|poss)] [!punct]{0,4}? {VerbGroup})
        | while $roughly? ([num] | @number | half | most) [!punct & !{VerbGroup}]{0,9}
            {VerbGroup kind=fin}
        | the [/^(second|third|fourth|fifth|latest)$/] such
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

-- What the writer adds with a conjunction or "without": as she unveiled it, without elaborating.
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

-- Those who belong to a body but are not the body; a spokesman speaks for it.
lexicon "of_body" { inflect = "noun", "member", "employee", "shareholder", "customer", "rival",
  "fighter", "militant", "contributor", "host", "boss", "rapporteur", "general", "peer", "insider",
  "backer", "owner", "head", "worker", "volunteer", "staff", "judge", "CEO", "CFO", "MEP", "MLA",
  "MP", "MSP", "TD" }
-- They believe the fire was set and have appealed for help, said sales had fallen and warned of
-- cuts: the second verb is what the speaker did.
let "one_thing" [[ (he | she | it | (@word(kind=poss) | a | an | the | this) [lower & pos=adj]?
    [lower & pos=noun & /[^s]$/ & !@many] ((of | in) {NounPhrase})?) ]]
lexicon "being" { inflect = "noun", "man", "woman", "child", "boy", "girl", "person", "suspect",
  "victim", "teenager", "father", "mother", "brother", "sister", "wife", "husband", "son",
  "daughter", "friend", "couple", "family", "team", "company", "firm", "government", "party",
  "union", "bank", "court", "club", "country", "city", "state", "army", "agency", "poll", "survey",
  "study", "figure", "group", "side", "crew", "guest", "crowd", "resident", "driver",
  "neighbour", "neighbor", "colleague" }
let "thing" [[ ([num | @word(kind=det|poss) | lower & pos=adj]{0,3} [lower & pos=noun
    & !@role_word & !@occupation & !@crowd & !@many & !@word(kind=medium) & !@of_body & !@cue_noun
    & !@being & !{Person} & !{Organization}]) ]]
let "one_verb" [[ ({VerbGroup kind=fin|pas} ([!punct & !{VerbGroup}]){0,10} ,?) ]]
let "of_others" [[ (,? (and | but)
  ( (?<= {VerbGroup that=y kind=fin} that? $one_thing $one_verb .)
      (?= {VerbGroup kind=fin|pas}) (?= have | are | were
        | [@verb(use=base|base_verb|base_noun) & {VerbGroup that=y kind=fin}
          & !@word(group=closed) & !@verb(use=past|past_verb|past_adj)])
  | (?<= {VerbGroup that=y kind=fin} that? $thing (?<= [/s$/]) $one_verb .)
      (?= {VerbGroup kind=fin|pas}) (?= has | is | was)
  | (?<= {VerbGroup that=y kind=fin} (([!punct & !{VerbGroup}]){1,4} that | that)?
        $thing $one_verb .)
      (?= [{VerbGroup kind=fin} & (@teller_does | {VerbGroup quote=y that=y} & /ed$/)]
          ({NounPhrase} | that | to | of) | called (on | for) | ruled out | asked {NounPhrase}
        | offered (his | her | its | their | to)) )
  | , (and | but) (?= has | have) (?= {VerbGroup kind=fin|pas})
      (?<= (has | have) [@verb(use=past|past_verb|past_adj)] that?
        ([!punct & !/^(has|have|had)$/]){2,16} , .) ) ]]

let "adds_more" [[ ((?<! [@word(kind=prep|be|medium) | @cue_noun])
    [@adds & {VerbGroup kind=ing}] (?= that)) ]]

-- How and where somebody says so.
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

rule "clause.channel" {
  about = "How and where it was said, after a reported clause: by phone, in a note, to reporters.",
  pattern = [[ (?<= [quote & close]) $on_channel
             | $by_way_of (?<= ([quote & close] | . . . .) .) (?<! [@goes_there & {VerbGroup}]
                 ([!punct & !{VerbGroup}]){0,6} .) (?= ([!{VerbGroup}]){1,9} $)
             | (?= ,? (in | during) (a | an) [!punct]{0,3} @word(kind=medium))
               (?<= . . . .) (?<! [@goes_there & {VerbGroup}]) ,? (in | during) ]],
  emit = "Break",
  set = {},
}

rule "clause.beside" { -- lint: cost
  about = "Where the writer adds something to a reported clause: a row, a swipe, which fell.",
  pattern = { [[ $told_beside ]], [[ $besides_as ]], [[ $besides_doing ]],
    [[ ,? to (?= ([!punct & !{VerbGroup}]){0,2} @ovation) ]], [[ $of_others | $adds_more ]] },
  emit = "Break",
  where = function(m, doc)
    return not m.text:find("^,") or not behind_front(m, doc)
      and not (m:text_behind(7):find("^ who ") and in_subject(m, doc))
  end,
  set = {},
}

-- On Monday, after it fell: a phrase before the fronted clause
let "before_front" [[ (([!punct & !{VerbGroup}]){1,6} ,
    (?= when | as | after | before | while | in | at | during)) ]]

-- As he said that if it rained, it would fall; as he said taxes, fees and fines would rise: the
-- comma is inside what was said.
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
  about = "Hill — a friend says he is old — has left: a clause reported in an insert ends.",
  pattern = [[ {Dash} (?<= ^ ([!{Dash} & !quote & !{VerbGroup that=y}]){1,32} .)
      ([!{Dash} & !{VerbGroup that=y}])* {VerbGroup that=y kind=fin} ([!{Dash}])+
      dash:{Dash} ([!{Dash}])+ $ ]],
  emit = "Break", span = "dash",
  set = {},
}

rule "clause.closed" {
  about = "Kern, saying that it fell, left; the row, which made him say so, is over: at the comma.",
  pattern = [[ ^ ([!punct & !quote & !{VerbGroup that=y}]){1,12} , (@word(kind=prep)?
      (who | whom | which | whose) | where | when | (?= {VerbGroup that=y kind=ing}))
      ([!punct & !quote])+ (?<= {VerbGroup that=y} [!punct]{2,24})
      comma:(,) (?= $adv* {VerbGroup kind=fin|pas}) ]],
  emit = "Break", span = "comma",
  set = {},
}

examples {
  { "She said it fell, the third such bridge in May.", Break = { text = "," } },
  { "She said the bridge had been hit and thanked the crew.", Break = { text = "and" } },
  { "She said the crew had been hit and thanked the mayor.", Break = false },
  { "She told aides that the bridge was hit and called on them to go.", Break = { text = "and" } },
  { "She said it held, her first comment on it.", Break = { text = "," } },
  { "She said it would hold, ending weeks of doubt.", Break = { text = "," } },
  { "She said it would close, becoming the first to do so.", Break = { text = "," } },
  { "She said it was late, a defence the mayor called weak.", Break = { text = "," } },
  { "She said it was late and would close.", Break = false },
  { "Kern said it fell, raising hopes of a new one. Kern said it fell, raising it.", Break = 1 },
  { "Kern said it fell, declining to say when. Kern said it fell, without saying why.", Break = 2 },
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
  { "As Kern and Rep. Ted Hill (R-Texas) spoke of it, the mayor left.", Break = { text = "," } },
  { "She said it was closed adding that it is old. She said a note adding that it fell is late.",
    Break = { text = "adding" } },
  { "She said it fell, prompting a row.", Break = { text = "," } },
  { "She said it fell, a 6-point margin that held.", Break = { text = "," } },
  { "Hill — a friend says he is old — has left.", Break = { text = "—" } },
  { "Some said it fell — a view that others share.", Break = { text = "—" } },
  { "Some said it fell - truly dark tales that others share.", Break = { text = "-" } },
  { "Some said it fell — as was known in Bath.", Break = { text = "—" } },
  { "She said it fell when asked by voters.", Break = { text = "when" } },
  { "She said it fell — while the mayor paid.", Break = { text = "—" } },
  { "She said it fell, a swipe at the mayor.", Break = { text = "," } },
  { "She said it fell, as have other aides.", Break = { text = "," } },
  { "Half said it fell, while about two in ten want one. She said it fell, something Hill knew.",
    Break = 2 },
  { "Ever since Kern said it fell, she has paid.", Break = { text = "," } },
  { "While she said it would hold, there is a gap.", Break = { text = "," } },
  { "While she said it would hold, that was hard.", Break = { text = "," } },
  { "She said it fell, citing a report.", Break = { text = "," } },
  { "She said it was “late”, citing a report.", Break = { text = "," } },
  { "She said it fell — a blow to the town.", Break = { text = "—" } },
  { "She said it held — all without naming him.", Break = { text = "—" } },
  { "She said it fell, just days after the vote.", Break = { text = "," } },
  { "She said it held, during a visit to Bath.", Break = { text = ", during" } },
  { "She said it fell, which he called “a big, bad lie.”", Break = { text = "," } },
  { "She said it held the bridge, which Hill denies, and left.", Break = { text = "," } },
  { "She said it fell (although Hill denies it).", Break = { text = "(" } },
  { "She said it fell as she unveiled the plan.", Break = { text = "as" } },
  { "She said it fell, as quoted by the paper.", Break = { text = ", as" } },
  { "She said it fell while announcing the plan.", Break = { text = "while" } },
  { "She said it fell, after reporting a loss.", Break = { text = ", after" } },
  { "She said it fell, in a move that hurt the town.", Break = { text = ", in" } },
  { "She said it fell, in her first speech.", Break = { text = ", in" } },
  { "She said the man had fallen in remarks to aides.", Break = { text = "in" } },
  { "She said it fell 3 percent, sending shares down.", Break = { text = "," } },
  { "She said sales fell, compared with his estimate of 3 percent.", Break = { text = "," } },
  { "They said the man is ill and have asked for help.", Break = { text = "and" } },
  { "She said the bridge fell, in an interview.", Break = { text = ", in" } },
  { "She said it fell - though nobody saw it.", Break = { text = "-" } },
  { "She said it fell on the bridge, which opened in May.", Break = { text = "," } },
  { "She said it fell in Bath — which the mayor knew.", Break = { text = "—" } },
  { "She said it fell, before leaving the room.", Break = { text = ", before" } },
  { "On Monday, in a note announcing the talks, Kern left.", Break = { text = "," } },
  { "She said it fell to a point, one that the bridge has passed.", Break = { text = "," } },
  { "Half said it fell, compared with 40 percent in May.", Break = { text = "," } },
  { "She said it helped Kern, who needs no help.", Break = { text = "," } },
  { "She said it fell, the latest bridge to do so.", Break = { text = "," } },
  { "She said it fell in May, a month that is long.", Break = { text = "," } },
  { "She said it was a lie, a claim he denied.", Break = { text = "," } },
  { "She said it was a lie, remarks that were echoed.", Break = { text = "," } },
  { "She said it was a lie, a point the mayor conceded.", Break = { text = "," } },
  { "She said it fell, without giving details.", Break = { text = ", without" } },
  { "She said it fell — a claim the mayor denied.", Break = { text = "—" } },
  { "She said it fell, speaking in Bath.", Break = { text = "," } },
  { "She said it fell, even as others held.", Break = { text = ", even as" } },
  { "Even as she said it fell, others left.", Break = { text = "," } },
  { "She said that it fell: “We knew,” she said.", Break = { text = ":" } },
  { "She said it fell while adding that it was old.", Break = { text = "while" } },
  { "She said it fell, in a break with the mayor.", Break = { text = ", in" } },
  { "She said it fell, to cheers.", Break = { text = ", to" } },
  { "She said it fell, as did Hill.", Break = { text = "," } },
  { "She said it fell, days after the vote.", Break = { text = "," } },
  { "The row, which made Kern say that it fell, is over.", Break = { text = ",", start = 41 } },
  { "She said the bridge would hold via her lawyer.", Break = { text = "via" } },
  { "She said the bridge was known to all on condition of anonymity.", Break = { text = "on" } },
  { "She said the bridge was “old” on Facebook.", Break = { text = "on" } },
  { "While it rained, the mayor left. Last month, when I asked if it fell, he left.", Break = 2 },
  { "A few weeks after Kern said that it fell, the mayor left.", Break = { text = "," } },
  { "Although in May Kern said it held, at the vote on Monday she said it fell.",
    Break = { text = "," } },
  { "Long before Kern said that it fell, the mayor left.", Break = { text = "," } },
  { "While it rained at the year-end vote, the mayor left.", Break = { text = "," } },
  { "She said sales had fallen and warned of cuts.", Break = { text = "and" } },
  { "They say the price of rain has risen and fear a drought.", Break = { text = "and" } },
  { "She has said she loved it, but has left.", Break = { text = ", but" } },
  { "He said that it held in the bay during a speech.", Break = { text = "during" } },
}
