-- rules/clauses/ends.lua : where a reported clause ends and the writer goes on, layer Break.
use "clauses"
lang "en"

-- said it fell and urged them to leave: the speaker did
lexicon "teller_does" { "urged", "accused", "criticized", "criticised", "praised", "vowed",
  "pledged", "promised", "thanked", "apologized", "apologised", "condemned", "warned", "dismissed",
  "declined", "refused", "called", "blamed", "appealed" }

-- suggested looking at it and asking; is aimed at looking at it and asking
let "inner_doing" [[ (({VerbGroup that=y kind=fin} | at | of | from | for)
    {VerbGroup kind=ing}) ]]
let "says" [[ {VerbGroup quote=y kind=fin} ]]

-- The reported clause goes on: "and it would", "but it will", "and it had been", "and he is"; after
-- "is", also ", and the mayor has".
let "now" [[ [{VerbGroup kind=fin|pas} & (@verb(use=s|s_verb|s_noun) & !@word(kind=have)
    | /^(is|are|has|have|will|can)$/)] ]]
let "goes_on" [[ ( (and | but) {Subject} $lately? (would | could | should | might | will | can
      | must | had $adv* ($verb_part | been))
    | (?<= $now ([!punct & !{VerbGroup}]){0,24} ,) (and | but) {Subject} $lately? $be_or_have
    | and (he | she | it | they | there) $be_or_have ) ]]

-- would not say when, declined to name them
let "give_out" [[ (say | rule out | give | offer | provide | name | identify | specify | elaborate
    | comment | disclose | discuss | explain | answer) ]]

-- The next clause is the writer's: "and Hill said", "— Hill says that", "but declined to".
let "tells_on" [[ (?= $says ((in | on | at) [!punct]{1,4})?
          (that | , | [quote] | {Subject} | there)
        | (?<= {VerbGroup kind=inf} ([!punct & !{VerbGroup}]){0,6} .)
          [@verb(use=past) & {VerbGroup addressee=y quote=y kind=fin}] {NounPhrase}
          (that | {Subject})
        | {VerbGroup lemma=deny|promise|confirm|pledge|vow|accept kind=fin} (that | {Subject})
        | (?! $adv? $modal) {VerbGroup wh=y kind=fin} (how | why | whether | what)) ]]
let "told_next" [[ ( {Dash}? (and | but) $tells_on
    | , ( (and | but) ($tells_on | (?= {VerbGroup kind=fin noun=y}))
      | (but | and | while | though | although | as | whereas | yet)
          (?= {Subject} ($says | {VerbGroup lemma=put kind=fin} ([!punct & !{VerbGroup}]){1,6} at))
      | (but | although | though | and | while) (?= {Subject}? {VerbGroup act=refuse kind=fin}
        | @word(kind=subject) (did | would) not ($give_out | be drawn)
        | took (issue | exception | aim) | (appeared | seemed) to
        | {Subject}? (offered | gave | provided | cited) no | {Subject}? stopped short
        | {Subject} {VerbGroup lemma=deny|dispute|reject|dismiss kind=fin}
        | (this | that | it | {NounPhrase}) {VerbGroup lemma=confirm|verify|corroborate kind=pas}
        | [lower]{0,2} [/^(critics|opponents|opposition|others|activists|campaigners|rivals)$/]
          {VerbGroup lemma=call|describe|condemn|denounce|accuse|brand kind=fin}
        | there {VerbGroup lemma=be} no (immediate | independent | official)) )
    | , (?= {Subject} ($says (,? [quote] | ":" | {Subject} | that)
        | ($says | {VerbGroup lemma=tell kind=pas}) ([!punct & !{VerbGroup} & !/^that$/]){0,12} $
        | {VerbGroup lemma=report kind=fin} ((on | in) [!punct]{1,3})? ,
        | {VerbGroup lemma=find|show kind=fin} $))
    | , (?<! , (including [!punct & !{VerbGroup}]{1,12} | (who | which | whose) [!punct]{1,16}) .)
      ((?= $says) | (?<! {NounPhrase} , ([!punct & !{VerbGroup}]){1,8} .)
        (?= [@teller_does & {VerbGroup kind=fin}]))
    | {Dash} (?= {Subject} $says (,? [quote] | ":" | {Subject} | that))
    | (?<! {Dash} ([!{Dash}]){1,12}) {Dash} (?= $says)
    | (?<! that ([!punct & !{VerbGroup}]){2,12}
        | [/^(said|says|say|saying)$/] [!@word(kind=subject|prep)] [!{VerbGroup}]{1,24})
      (, | {Dash}) (?! $goes_on) (and | but) (?= {VerbGroup that=y kind=fin} | {Subject}
        | @word(kind=sub|prep) [!punct]{1,9} , {Subject} $says
        | {NounPhrase} , {Subject} $says ,)
    | (and | but | while) (?= ({Subject} | one in {NounPhrase}) $says
        (@word(kind=prep) ([!punct & !{VerbGroup}]){1,5}? that | that | {Subject} | there
          | [quote]))
    | (and | but) (?= ({VerbGroup act=refuse kind=fin} to | (would | did) not) $give_out
        | (offered | gave | provided | cited) no
        | {Subject}? {VerbGroup lemma=accuse kind=fin} {NounPhrase} $whose{0,2} of
        | {VerbGroup act=claim to=y kind=fin} {VerbGroup kind=inf})
    | but (?= still (has | have) | (has | have) (since | yet) | by (then | now) {Subject})
    | {Dash} but (?= there {VerbGroup kind=fin} | it $adv)
    | and (?= {VerbGroup light=y kind=fin} [lower & pos=adj]? @cue_noun
        | {VerbGroup lemma=call|describe|brand|dub kind=fin} [!punct & !{VerbGroup}]{1,4}
            [quote]) ) ]]

-- "said he would look at it and called it late", "said she wants it and urged him": a past
-- tense after a modal or a present is not part of what was said.
let "does_more" [[ ({Dash}? (and | but) (?= [@teller_does & {VerbGroup kind=fin}]
      | ordered {NounPhrase} {VerbGroup kind=inf})
    (?<! (that | who | which) {VerbGroup} ([!punct & !{VerbGroup}]){0,12} .)
    (?<! @verb(use=past|past_verb|past_adj) .)) ]]
let "past_behind_modal" [[ ((and | but)
    (?= [(/ed$/ | /^(said|told)$/) & ({VerbGroup quote=y kind=fin} | {VerbGroup noun=y kind=fin})])
    (?<= (@word(kind=modal) $adv*
          ([!/^(be|have|get)$/] | have [!@verb(use=past|past_verb|past_adj) & pos=noun|adj])
        | [{VerbGroup kind=fin} & (@verb(use=s|s_verb|s_noun) & !@word(kind=have) | /^(is|are)$/)])
        ([!punct & !{VerbGroup}]){0,24} .)) ]]

-- A participle of a verb of saying: "accusing Hill of it", "and asking", "by saying:".
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

-- After quoted words: "“late,” and left", "“late” and Hill saying".
let "behind_marks" [[ ( (?<= [/^[,.]$/] [quote & close])
      (?! ([!punct & !{VerbGroup}]){1,3} [quote & open] | because | when | if | unless
          | not | nor | or | such as | including | especially | particularly | specifically
          | that {Subject} | too | instead | where | rather | of | by | given
          | (and | but) (because | if | when)
          | but ([!{VerbGroup}])* $
          | (?<= [@word(kind=modal|to)] {Quoted}) [@verb(use=base|base_verb)]
          | $be_or_have | @word(kind=modal) | $goes_on
          | (and | but) ($be_or_have | also | that | not | @word(kind=modal))) [lower]
    | (?<= [/^[,:]$/] {Quoted}) (?<= [/^[,.]$/] [quote & close]) and (?= $be_or_have [!quote]* $)
    | (?<= @word(kind=modal) {Quoted}) (and | but) (?= [/ed$/ & {VerbGroup kind=fin}])
    | (?<= [quote & close]) before (?= [/ing$/ & !/^(be|hav)ing$/ & {VerbGroup}])
    | (?<= [quote & close]) , (?= (and | but) (?! also | not | $be_or_have | @word(kind=modal))
        {VerbGroup kind=fin})
    | (?<= [quote & close]) (and | but | while) (?= {Subject} $says
        | {NounPhrase} ({VerbGroup quote=y kind=ing} | {VerbGroup noun=y kind=ing}))
    | (?<= , [quote & close]) (?= {Subject} {VerbGroup kind=fin}) . ) ]]

-- Not the one in ($23bn; £14bn).
let "semicolon" [[ ((?<! "(" ([!/^[()]$/]){1,8}) ";") ]]

-- Said that while it was “old,” it would hold; said if the new one fell, a man who knew it
-- would leave: the comma only ends what comes before the main clause.
local FRONTED = pattern [[ ( (that ,? | {VerbGroup that=y}) [@word(kind=sub) & !/^that$/]
      ([!punct] | [quote] | $hyphen | '){1,30}
    | that ,? (in | at | by | after | before | since | during | under | despite | for | as | on
        | unlike | without | until | from)
      ([!punct & !{VerbGroup kind=fin}] | [quote]){1,12} ) ([/^,$/] [quote & close])? $ ]]

local function behind_front(m, doc)
  local begin = m.sentence.first
  return begin < m.first and doc:match(FRONTED, doc:span(begin, m.first - 1)) ~= nil
end

-- Said Hill, who had been ill, and two aides left: the commas are in the subject of what was said.
local IN_SUBJECT = pattern [[ {VerbGroup lemma=say} that? [!punct & !{VerbGroup}]{1,12}
    (, (who | which) {VerbGroup} [!punct]{0,16})? $ ]]

local function in_subject(m, doc)
  return doc:match(IN_SUBJECT, doc:span(m.sentence.first, m.first - 1)) ~= nil
end

rule "clause.break" { -- lint: cost
  about = "Where a reported clause ends and the writer goes on.",
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

examples {
  { "She said it would “serve no one” and praised Hill.", Break = { text = "and" } },
  { "She said her aide — a man who knew Hill — wept.", Break = false },
  { "She said it held, while critics called it a farce.", Break = { text = ", while" } },
  { "She said it held, but she would not be drawn on the price.", Break = { text = ", but" } },
  { "She said it held, but this could not be confirmed.", Break = { text = ", but" } },
  { "She said it held, but there was no independent proof.", Break = { text = ", but" } },
  { "Kern said it fell, as rain raged outside. Kern said it fell, as it was old.",
    Break = { text = ", as" } },
  { "Kern said the bridge, however, was safe. Kern said it fell, however, in May.",
    Break = { text = ", however", start = 58 } },
  { "On Monday she said the firm, which is old, will close.", Break = false },
  { "She said the bridge - citing its age - fell.", Break = false },
  { "She said it was late and denied that she knew him.", Break = { text = "and" } },
  { "She said they knew of it and denied it.", Break = false },
  { "She said Kern, who runs the office and has long led the board there, “is a lawyer.”",
    Break = false },
  { "It told Kern to leave, ruling that he lied.", Break = { text = "," } },
  { "She said it rained, and the mayor left.", Break = { text = ", and" } },
  { "She said it rained — and the mayor left.", Break = { text = "— and" } },
  { "She said it fell, but he refused to pay.", Break = { text = ", but" } },
  { "She said Hill — a friend says he is old — has left.", Break = false },
  { "She said it fell and called for calm and for rain.", Break = false },
  { "She said that the fall, which is outlined in a report, was long.", Break = false },
  { "She said it fell — a view that helps — and rose.", Break = false },
  { "Some said it fell - and that others knew.", Break = false },
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
  { "She said the mayor, when asked, had paid.", Break = false },
  { "She said it fell when asked to hold it.", Break = false },
  { "She said that Kern — even as the mayor fell — has paid.", Break = false },
  { "She said it fell, claims that the mayor denied.", Break = { text = "," } },
  { "She called it “late” and accused him, calling it late and blaming him.",
    Break = { { text = "and" }, { text = "," }, { text = "and" } } },
  { "She said the mayor — when asked — had paid.", Break = false },
  { "She left, saying it fell but warning that it rained.",
    Break = { { text = "," }, { text = "but" } } },
  { "Asked if it fell, Kern said: “No.”", Break = { text = "," } },
  { "She said it fell, a clear play for time.", Break = false },
  { "She said it was old, something new was built.", Break = false },
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
  { "She said it fell but accepted that it was old. She said he is ill and would not say where.",
    Break = { { text = "but" }, { text = "and" } } },
  { "She said it would fall and would not hold.", Break = false },
  { "She said it fell, though Hill denies that.", Break = { text = ", though" } },
  { "She said it fell, although he gave no date.", Break = { text = ", although" } },
  { "She said it fell while Hill said it held.", Break = { text = "while" } },
  { "She said it fell while Hill left.", Break = false },
  { "She said it fell — a man was hurt.", Break = false },
  { "She said it had begun — not in May — a row.", Break = false },
  { "She said it held during a visit to Bath.", Break = false },
  { "She said it fell — asserting that it was old.", Break = { text = "—" } },
  { "She said it would hold but has yet to show it.", Break = { text = "but" } },
  { "She said it was old but still held.", Break = false },
  { "She said it fell - but there was no sign of it.", Break = { text = "- but" } },
  { "She said the bridge, which he called “bad”, fell.", Break = false },
  { "She said it fell (and the wall).", Break = false },
  { "She said it was as old as he announced.", Break = false },
  { "She said it fell while crossing the bay.", Break = false },
  { "She said that he had used it in remarks to aides.", Break = false },
  { "She said it fell, calling on him to pay.", Break = { text = "," } },
  { "She saw them screaming and crying.", Break = false },
  { "She said it fell, sending guests home.", Break = false },
  { "She said it fell, the court was told on Monday.", Break = { text = "," } },
  { "She says he is ill and calls him “a friend.”", Break = { text = "and" } },
  { "She says he is ill and calls his friends.", Break = false },
  { "They said the men were ill and have left.", Break = false },
  { "She said it was “late,” but only in May.", Break = false },
  { "She said it was “late,” given the rain.", Break = false },
  { "She suggested looking at the bridge and asking what it cost.", Break = false },
  { "She left, blaming the bridge and asking what it cost.", Break = { { text = "," },
    { text = "and" } } },
  { "Both left, Kern saying it was “late” and Hill calling it a day.", Break = { text = "and" } },
  { "She said it was the mayor, not the bridge, who fell.", Break = false },
  { "She said it fell, which would help the bridge.", Break = false },
  { "She said the bridge, which opened in May, fell.", Break = false },
  { "She said those on bridges, which include the old, the big and the new, fell.", Break = false },
  { "She said it fell, compared with the bridge.", Break = false },
  { "She said it fell, 40 percent said it held.", Break = { text = "," } },
  { "They said it fell, with one calling it late.", Break = { text = ", with" } },
  { "Kern said it fell but gave no date.", Break = { text = "but" } },
  { "Kern said it fell, though she stopped short of saying when.", Break = { text = ", though" } },
  { "She said it was “old,” because it fell.", Break = false },
  { "She said it was “safe,” if it held.", Break = false },
  { "She said the latest bridge to fall was old.", Break = false },
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
  { "She said it fell without giving way.", Break = false },
  { "She said that while it was “late,” they held it.", Break = false },
  { "She said if it fell, a man who knew it would leave.", Break = false },
  { "She said it was “late,” not old.", Break = false },
  { "She said it was “late,” and he would leave.", Break = false },
  { "She said, even as it fell, that it would hold.", Break = false },
  { "She said that it fell: “We knew.”", Break = false },
  { "She said it fell, in a week of rain.", Break = false },
  { "She said it fell, but took issue with its price.", Break = { text = ", but" } },
  { "She said the row, which made Kern say that it fell, is over.", Break = false },
  { "She said that he had sent it through a lawyer.", Break = false },
  { "She said the bridge was seen on Facebook.", Break = false },
  { "She said the span, a relic that leaks, fell.", Break = false },
  { "She said it was “late”, and left it.", Break = { text = "," } },
  { "She said it was “late”, and has been long.", Break = false },
  { "She vowed to “mend the bridge,” build a road and go.", Break = false },
  { "She said it was “late,” and has been long.", Break = false },
  { "She said it was “late,” and left it.", Break = { text = "and" } },
  { "She said it was “late,” but also long.", Break = false },
  { "She said, “It was late,” and is gone.", Break = { text = "and" } },
  { "She said that it was “late,” and that it held.", Break = false },
  { "She said it was “late,” that it leaked.", Break = false },
  { "She said nurses had left and warned of cuts.", Break = false },
  { "She said its spans were safe, and has painted two.", Break = { text = ", and" } },
  { "She said the plan was weak, called it a toy.", Break = { text = "," } },
  { "She said that the mayor, Tom Hill, called it a toy.", Break = false },
  { "She said it held but did not rule out a new one.", Break = { text = "but" } },
  { "She said it may have gone but praised it.", Break = false },
  { "She said voters may have doubts but praised it.", Break = { text = "but" } },
  { "She said two were hurt, while aides put the toll at nine.", Break = { text = ", while" } },
  { "She said it held, but by then it was late.", Break = { text = "but" } },
  { "Two fell, a poll found.", Break = { text = "," } },
  { "She said it held and one in four said it was late.", Break = { text = "and" } },
  { "She said it held and Kern said after the vote that it fell.", Break = { text = "and" } },
}

return { behind_front = behind_front, in_subject = in_subject }
