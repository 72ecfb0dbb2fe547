-- rules/quotes/reported.lua : the cue before the words: says that, asks whether, plans to,
-- is sure that, speaks of.
local shared = use "quotes/quotation"
local said = shared.said
lang "en"

-- A subject before the cue; or none, after a comma or conjunction or if the cue is not finite.
let "subject" [[ ( speaker:{Subject} ($lately | $in_between)?
    | (?<= , | and | but | or | then | (?<! what) {NounPhrase}) (on @word(kind=day) |
        {TimeSpan})? (?= {VerbGroup kind=fin})
    | (?= {VerbGroup kind=inf|ing}) ) ]]
let "is" [[ {VerbGroup kind=fin|inf|ing lemma=be|feel|seem|remain|become} ]]

-- vowed Monday to, announced on Friday the
let "then" [[ aside:({TimeSpan} | one day | (on | in)? @word(kind=day|month) @word(kind=time)?) ]]

-- says that, told her that, says on Monday: , asks whether, says “
let "states" [[
    (cue:{VerbGroup that=y addressee=y kind=fin|ing|inf} $told
          ([/(ing|ed)$/ & {VerbGroup quote!=y}] $prep {NounPhrase})?
          (?= ($circumstance | to {NounPhrase})* (, [!punct]{1,4} ,)? that)
      | cue:{VerbGroup that=y lemma!=tell|convince|persuade|remind kind=fin|ing|inf})
      (that | aside:($aside)
          (?<! [!/^(in|on|under)$/] [@cue_noun(that=y) & !cap] ((by | from) {NounPhrase})?
            | just | exactly | condition)
          ((?<= [cap] | @word(kind=medium|time|day|month|adv)) that
            | that (?! {VerbGroup kind=fin}))
      | {Dash} [!punct & !{VerbGroup}]{1,8} {Dash} that
      | (in | on | via | during | through) ([!punct & !{VerbGroup}] | $hyphen){1,6} (?<=
          @word(kind=medium)) that | , [!punct]{1,4} , that
      | (after | before | when | as | while)
        ({Subject} | (?<= when) @asked_of | {VerbGroup kind=ing})
        [!punct & !/^that$/ & !{VerbGroup that=y kind=ing}]{0,6} that (?= {Subject}))
      (?! [punct & !quote & !/^,$/ | /^['’]s$/] | (?! being | having) $aux | same |
        $that_one | [/^(day|night|week|weekend|month|year|morning|evening|afternoon)$/] |
        , {VerbGroup kind=ing that=y}) ,?
  | cue:{VerbGroup that=y lemma=say|announce|declare|state kind=fin|ing|inf}
  aside:($aside)
        (?<! condition) that (?! [punct & !quote | /^['’]s$/])
  | (cue:{VerbGroup addressee=y quote=y kind=fin|ing|inf} $told |
        cue:{VerbGroup quote=y lemma!=tell kind=fin|ing|inf})
      (?! (after | before | as) [!punct & !quote]{1,4} [quote] [lower] [quote]) $asides
      (, however)? (, | ":")?
      (?= {Quoted})
  | (cue:{VerbGroup addressee=y quote=y kind=fin|ing|inf} $told |
        cue:{VerbGroup that=y quote=y kind=fin|ing|inf} |
        cue:{VerbGroup act=ask quote=y kind=fin|ing|inf}) $asides ":"
  | cue:{VerbGroup wh=y addressee=y kind=fin|ing|inf} $told $asides
      (?= if | whether | how | why | what | when | where | which | who {Subject})
  | ( cue:{VerbGroup act=ask addressee=y kind=fin|ing|inf} addressee:{NounPhrase}
      | cue:{VerbGroup wh=y kind=fin|ing|inf} )
      (?= if | whether | how | why | what | who | when | where | which)
  | cue:{VerbGroup that=y addressee=y kind=fin|ing} addressee:{Organization}
      (?= [lower & pos=noun & /[^s]s$/] $lately? {VerbGroup kind=fin|pas})
  | cue:{VerbGroup lemma=show|find kind=fin}
      (?= {NounPhrase} $whose* ({VerbGroup quote!=y kind=ing} | with {NounPhrase}))
  | matter:( cue:{VerbGroup act=ask addressee=y kind=fin|ing|inf} $told about )
      (?= $object_ahead)
  | matter:( cue:{VerbGroup lemma=ask kind=fin|ing|inf} $told ) (?= for {NounPhrase})
  | ( cue:{VerbGroup addressee=y kind=fin|ing|inf} $told
      | cue:{VerbGroup bare=y kind=fin|ing|inf} ((?= $front_phrase | @opens_content) | $asides) )
      $clause_ahead
  | cue:{VerbGroup loose=y kind=fin|ing}
      (?! $this_said) (?= ({NounPhrase} | @word(kind=det|poss)? [quote])
          (([!punct & !{VerbGroup kind=fin|pas|ing}] | [quote] | ,)*
            [(!punct | quote) & !{VerbGroup} & !/^(and|but)$/])? ,? {VerbGroup kind=fin|pas})
  | cue:{VerbGroup lemma=say kind=fin} (?= {NounPhrase} ([lower] | [quote]) |
  {VerbGroup kind=ing})
]]
-- plans to, vowed Monday not to, asks her to
let "wants" [[
    goal:( cue:{VerbGroup to=y kind=fin|ing|inf} ) $then? (?= not? {VerbGroup kind=inf} |
      to be (?! named | identified) |
      to [quote])
  | goal:( cue:({VerbGroup toward=y kind=fin|ing} to) ) (?= {NounPhrase} $whose* to)
  | goal:( cue:{VerbGroup object_to=y kind=fin|ing|inf} ) (?= {NounPhrase} $whose*
      (, {NounPhrase}){0,3} (,? and {NounPhrase} $whose*)? not? to)
]]
-- is confident that, was convinced that; expressed the hope that
let "feels" [[
  cue:( {VerbGroup feels=y kind=pas} | $is state:@cue_adjective
      | $is of the state:[@cue_noun & /^(view|opinion)$/]
      | {VerbGroup light=y lemma!=find kind=fin|ing}
          ([!punct & !{VerbGroup} & !@word(kind=sub|wh)]){0,4}? (?<! in) state:@cue_noun
          (?! that {VerbGroup kind=fin|pas}) )
  (that ,? | aside:({TimeSpan} | on? @word(kind=day)) that
    | (?= {VerbGroup kind=inf} | if | whether | how | {Subject}))
]]
-- a class called “Rain”, a firm called Zelten, the so-called bridge
let "is_named" [[ ((?<= - | (a | an | another | some) [!punct & !{VerbGroup}]{0,6}
    | @word(kind=prep) the [lower & pos=noun])
  {VerbGroup lemma=call} ({Quoted} | [cap | digit | /^#/] | the [cap])+
    (?! a | an | the | his | her)) ]]
-- weighed 3.4kg, called 911, ordered 350 jets
let "is_counted" [[ {VerbGroup lemma=weigh|call|order} [num] ]]
-- a video shows Kern saying: Kern said so
let "shows_saying" [[ {VerbGroup lemma=show} {NounPhrase} {VerbGroup quote=y kind=ing} ]]
-- spoke on condition of; in speaks_of, 2 percentage points to: nothing is said about it
let "not_of" [[ (?<! condition | terms | front | hopes) ]]
let "between" [[ ($adv | (to | with | in | on | at | during) {NounPhrase}) ]]
-- spoke in Bath of his plans, boasted to reporters of them; not: spoke at a meeting of aides
let "between_of" [[ ($adv | to [lower & /s$/ & pos=noun]
    | (to | with | in | at) (@word(kind=object) | {Person} | {Place})) ]]
-- talks about, voted against, was worried about, raised doubts about; praised
let "speaks_of" [[
    cue:( {VerbGroup about=y kind=fin|ing} $between* about |
        {VerbGroup of=y kind=fin|ing} $between_of* $not_of of
        | {VerbGroup on=y kind=fin|ing} $between* on (?! behalf) |
            {VerbGroup for=y kind=fin|ing} $between* for
        | {VerbGroup with=y kind=fin|ing} $between* with |
            (?<! percentage) {VerbGroup toward=y kind=fin|ing} $adv* to
        | {VerbGroup against=y kind=fin|ing} $adv* against |
            {VerbGroup in=y kind=fin|ing} $adv* in
        | {VerbGroup at=y kind=fin|ing} $adv* at
        | {VerbGroup act=say|believe|ask lemma!=say|hold kind=fin|ing} ($adv | little | nothing |
            more | something | much)* (about | of)
        | {VerbGroup feels=y kind=pas} (about | of | with | for | at | to | in)
        | $is state:@cue_adjective (about | of | with | for | at | by)
        | {VerbGroup light=y kind=fin|ing}
            ([!punct & !{VerbGroup} & !@word(kind=sub|wh)]){0,4}?
            ( state:@cue_noun (about | of | on | for | against | over | toward | towards)
            | (?<! in) state:@cue_noun(behind=to) to | state:@cue_noun(behind=in) in
            | state:@cue_noun(behind=with) with ) )
    (?! "$") (?= @word(kind=sub|wh) | $object_ahead)
  | stance:( cue:{VerbGroup as=y kind=fin|ing} ) (?= {NounPhrase} $whose* as)
  | (?! $is_named | $is_counted | $shows_saying)
      stance:( cue:{VerbGroup noun=y kind=fin|ing} ) $then? (?= $object_ahead)
    (?! ([!punct & !quote]){1,9} ":" {Quoted} | $this_said)
]]

-- accused Kern, who was born in Bath, of lying
let "of_what" [[ , (who | whose | which) ([!punct & !quote]){1,16} , content:( (of | for | as
    (?! well)) ({Quoted} | [!{Break} & !{Stop}])+? ) (?= $ | [{Break} | {Stop}]) ]]

rule "quote.remarked" {
  about = "Kern joked, taking off her hat, “Taxes will fall”; issued a statement: “No.”",
  pattern = [[
      speaker:{Subject} cue:{VerbGroup quote=y kind=fin}
          (, | (?= as | when | while | after | before | in | during | at | on))
          ([!punct & !quote & !/^that$/ & !{VerbGroup quote=y kind=ing}]){1,12} , content:{Quoted}
    | speaker:{Subject} cue:{VerbGroup quote=y kind=fin} $asides ,
          ([!quote & !{VerbGroup kind=fin} & !{VerbGroup quote=y kind=ing} & !/^that$/]){1,20} ,
          (?= [quote] [cap]) content:{Quoted}
    | speaker:{Subject} cue:({VerbGroup light=y kind=fin} ([!punct & !{VerbGroup}]){0,4}
          @cue_noun) (, | ":") content:{Quoted}
    | {VerbGroup lemma=hear|overhear} speaker:{NounPhrase}
          cue:[@cue(quote=y) & @verb(use=base|base_verb|base_noun)] (, | ":")? content:{Quoted} ]],
  emit = "Quote", span = "content", where = said,
}

rule "quote.after_more" {
  about = "Told aides in Bath, Ohio, that it fell; said on the radio, where he works, that …",
  pattern = [[ (speaker:{Subject} $lately? | (?= {VerbGroup kind=ing}))
      cue:{VerbGroup that=y kind=fin|ing} addressee:{NounPhrase}? ([!punct & !{VerbGroup}])*
      , ((([lower]{1,3} of)? whom | who | whose | which) [!punct]+
        | (?! {Subject}) ([!quote & !{VerbGroup that=y} & !{Dash}])+?) , that
      (?= {Subject} | [quote] | there | @word(kind=prep|sub)) $clause ]],
  emit = "Quote", span = "content", where = said, overlap = "nested",
}

rule "quote.told_then" {
  about = "Told aides on Monday it would fall; said on Monday, it would fall: without “that”.",
  pattern = [[ ((?<! as [!punct] as) speaker:{Subject} $lately?
        | (?<= , | and) (?= {VerbGroup kind=fin}))
      (cue:{VerbGroup addressee=y that=y kind=fin|ing} $told $aside $clause_ahead
        | (cue:{VerbGroup lemma=tell kind=fin} $told aside:((on | in)? @word(kind=day|time))
            | cue:{VerbGroup lemma=say kind=fin} aside:((on | in)? @word(kind=day|time))?) ,
          (?= {Subject} {VerbGroup kind=fin|pas})
        | cue:{VerbGroup that=y quote=y kind=fin} addressee:{NounPhrase}?
          (after | before | when | as | while)
          [!punct & !/^(that|and|but)$/ & !{VerbGroup that=y kind=ing}]{2,8} that
          (?= {Subject} | {NounPhrase} [quote] | there | @word(kind=prep|sub))) $clause ]],
  emit = "Quote", span = "content", where = said, overlap = "nested",
}

-- "the man who found the wallet said", "friends who knew Hill said": the wallet says nothing.
lexicon "came_upon" { "found", "knew", "know", "knows", "heard", "saw", "watched", "remembered" }
local THING_SAID = pattern [[ ^ {NounPhrase} $whose* {VerbGroup quote=y kind=fin} ]]

-- Those who say that it fell are few: the clause is part of the subject of its sentence.
let "in_subject" [[ (?<= ^ ([!punct & !{VerbGroup}]){1,8} (who | that) {VerbGroup kind=fin}
    ([!punct]){0,4}) ]]

rule "quote.who" {
  about = "Kern, who said she would win, left.",
  pattern = [[ speaker:([/^[Ww]ho$/] | (?<= ,) which | (?<= {NounPhrase}) that)
      ((on | in | at | during) [!punct & !{VerbGroup}]{1,6} ,)?
      ($states | $wants | $feels) ($in_subject $before_own_verb | $inner_clause) ]],
  emit = "Quote", span = "content",
  where = function(m, doc)
    if lexicons.came_upon:has(m.cue.text) and doc:match(THING_SAID, m.content) then
      return nil
    end
    if m.speaker.text == "that" and m.cue.text:find("^%l+ing$") or m.content.text == "what" then
      return nil
    end
    return said(m, doc)
  end,
}

-- Only nouns stand before the cue: "voters in Bath saying", "after a man claiming"; and after the
-- content, a verb that cannot be a noun.
local NOUNS_ONLY = pattern [[ (^ | {Dash} | after | that | as | when | because | while)
    ([!punct & !{VerbGroup} & !@word(kind=wh|sub)]){1,10} (?<! [@word(kind=prep|conj|adv)]) $ ]]
local NOUN_COMMA = pattern [[ ^ {NounPhrase} $whose* , (after | while)? $ ]]
local COMMA = regex(",[\\s\\x{A0}]*(?:(?:after|while)[\\s\\x{A0}]+)?$")
let "surely_verb" [[ [{VerbGroup kind=fin|pas} & (@word(kind=be|have|modal|do) | /ed$/)] ]]

rule "quote.saying" {
  about = "Voters saying that they want it are few; Kern, saying that it fell, called a vote.",
  pattern = [[ cue:{VerbGroup that=y kind=ing} that?
          content:( {Quoted} | ([!{Break} & !/^,$/ & !quote])*? {VerbGroup kind=fin|pas}
            ([!{Break} & !/^,$/ & !quote])*? (?= $own_verb) ) (?= $surely_verb)
      | (?<= , (after | while)?)
          (cue:{VerbGroup that=y addressee=y kind=ing} addressee:{NounPhrase} that
            | cue:{VerbGroup that=y kind=ing} that?) content:( ([!/^,$/ & !quote])*?
            {VerbGroup kind=fin|pas} ([!/^,$/ & !quote])*? ) (?= , $adv* {VerbGroup kind=fin|pas})
      | matter:( stance:( cue:( {VerbGroup noun=y that!=y kind=ing}
            | {VerbGroup lemma=claim kind=ing} (?= allegiance | responsibility | credit)) ) )
          content:( ([!punct & !{VerbGroup} & !@word(kind=wh|sub)])+ ) (?= $surely_verb) ]],
  emit = "Quote", span = "content",
  where = function(m, doc) -- not "such reporting is rare"
    local first, verb = m.cue.sentence.first, doc:within("VerbGroup", m.content)
    if first == m.cue.first or verb and verb.first == m.content.first then return false end
    local front = doc:span(first, m.cue.first - 1)
    local ahead = COMMA:match(front.text) and NOUN_COMMA or NOUNS_ONLY
    return doc:match(ahead, front) and said(m, doc)
  end,
}

-- "Answered the critics by arguing that": a speaker is not quoted within his own words.
-- "What Kern says her plan would do" is left to rules/quotes/passive.lua.
local function said_apart(m, doc)
  local who = m.speaker
  if who and who:text_before(6):find "%f[%a][Ww]hat%s+$" then return nil end
  local made = said(m, doc)
  local inner = made and doc:within("Quote", m.content)
  local own = inner and inner.speaker
  if not own or not made.speaker or own.first ~= made.speaker.first then return made end
end

rule "quote.reported" { -- lint: cost
  about = "The minister said that …, told her …, plans to …, is sure that …, spoke of …",
  pattern = [[ $subject ( ($states | $wants | $feels) $clause
    | matter:( $speaks_of ) $phrase $of_what? ) ]],
  emit = "Quote", span = "content", where = said_apart, overlap = "nested",
}

examples {
  { "Tom Hill informed that it fell. He shared that he was late.",
    Quote = { { cue = "informed", content = "it fell" }, { content = "he was late" } } },
  { "Kern said cuts in May hurt it. Kern told voters cuts in May hurt it.",
    Quote = { { content = "cuts in May hurt it" }, { content = "cuts in May hurt it" } } },
  { "Kern resigned after the board met, saying it was late. He faces charges related to Hill that "
    .. "are old.", Quote = { speaker = "Kern", content = "it was late" } },
  { "The news Tom Hill shared that day was late.", Quote = false },
  { "Kern told the Post on Monday, the club had written to aides. Kern said last trains ran.",
    Quote = { { content = "the club had written to aides" }, { content = "last trains ran" } } },
  { "Kern said on Monday, the day it rained, that it fell. Kern said, she was late.",
    Quote = { { content = "it fell" }, { content = "she was late" } } },
  { "Tom Hill said in a Facebook post that it fell. Democrats claim that it fell.", Quote = {
    { speaker = "Tom Hill", content = "it fell" }, { speaker = "Democrats" } } },
  { "Tom Hill was of the view that it fell.",
    Quote = { speaker = "Tom Hill", attribution = "belief", content = "it fell" } },
  { "Tom Hill told anyone who would listen that it fell.", Quote = { content = "it fell" } },
  { "To hear Tom Hill tell it, the bridge fell.", Quote = false },
  { "To claim that the bridge fell, Tom Hill would need proof.", Quote = false },
  { "Kern admitted the theft of two cars and faces a fine.",
    Quote = { content = "the theft of two cars" } },
  { "Kern admitted the theft of two cars and a van cost him the vote.",
    Quote = { content = "the theft of two cars and a van cost him the vote" } },
  { "Kern wrote on Monday, in a note on the bridge, a road of old, “It will fall.”",
    Quote = { cue = "wrote", content = "“It will fall.”" } },
  { "Anna Kern told Hill that insisting on it means “no deal.”",
    Quote = { speaker = "Anna Kern", content = "insisting on it means “no deal.”" } },
  { "The report praised it, adding, however, “it is old and may fall.”",
    Quote = { { content = "it" }, { cue = "adding", content = "“it is old and may fall.”" } } },
  { "Kern said “it may yet fall” and left the hall.", Quote = { content = "“it may yet fall”" } },
  { "Kern said “the old” and “the new” have fallen.",
    Quote = { content = "“the old” and “the new” have fallen" } },
  { "Tom Kern led the vote for approval, saying it fell.",
    Quote = { speaker = "Tom Kern", cue = "saying" } },
  { "In May Anna Kern said it fell.",
    Quote = { speaker = "Anna Kern", attribution = "assertion" } },
  { "Tom Kern at a rally in Leeds said it fell. A nurse at the rally said it fell.",
    Quote = { { speaker = "Tom Kern" }, { speaker = "A nurse at the rally" } } },
  { "The man who found the wallet said it was wet.",
    Quote = { speaker = "The man who found the wallet", content = "it was wet" } },
  { "Kern, who found the wallet was wet, left.", Quote = { content = "the wallet was wet" } },
  { "Kern told the house, an hour before the vote, that “this is late.”",
    Quote = { content = "“this is late.”" } },
  { "Kern issued a note saying that it fell.", Quote = { cue = "saying", content = "it fell" } },
  { "Kern said they were building shops and adding rooms.",
    Quote = { content = "they were building shops and adding rooms" } },
  { "Kern spoke in Bath of her plans.", Quote = { content = "her plans" } },
  { "They met Kern, who on Monday evening, argued that it fell.",
    Quote = { speaker = "who", content = "it fell" } },
  { "Kern, who disclosed this in Bath said that it fell.",
    Quote = { cue = "said", content = "it fell", speaker = "who" } },
  { "Kern said when asked about it that it fell.", Quote = { content = "it fell" } },
  { "A truce was declared on condition that it held.", Quote = false },
  { "It was a truce declared on condition that it held.", Quote = false },
  { "Kern spoke to reporters of her plans.", Quote = { content = "her plans" } },
  { "Kern spoke on behalf of aides. She spoke at a meeting of aides.", Quote = false },
  { "The share of guests saying they want a show on ice is high.",
    Quote = { content = "they want a show on ice" } },
  { "Kern reported after markets closed on Friday that it lost money.",
    Quote = { content = "it lost money" } },
  { "Kern reiterated a “fair” rating but lowered the price.",
    Quote = { content = "a “fair” rating" } },
  { "A poll showed that being an aide counts.", Quote = { content = "being an aide counts" } },
  { "Kern made the point that, in her view, it fell.",
    Quote = { content = "in her view, it fell" } },
  { "Costly reporting is being ended in Bath.", Quote = false },
  { "After a man claiming responsibility for it was freed, it rained.",
    Quote = { content = "responsibility for it" } },
  { "Kern left, saying the plan to tax wine would fail.",
    Quote = { content = "the plan to tax wine would fail" } },
  { "Officials have ruled that out. Kern proposed just that in 2013.", Quote = false },
  { "A third said that of the mayor. Kern raised about $4 million.", Quote = false },
  { "Kern made the speech in response to follow-up questions.", Quote = false },
  { "A man accused of theft fell.", Quote = false },
  { "Kern accused Hill of theft.", Quote = { content = "Hill of theft" } },
  { "Kern told reporters on Monday it would fall.",
    Quote = { content = "it would fall", addressee = "reporters" } },
  { "Kern told the paper last month the bridge would fall.",
    Quote = { content = "the bridge would fall", addressee = "the paper" } },
  { "Kern also said in an interview that in her town, “it is late.”",
    Quote = { content = "in her town, “it is late.”" } },
  { "Kern said it fell (in May). It rained (Kern said it fell).",
    Quote = { { content = "it fell (in May)" }, { content = "it fell" } } },
  { "Kern told reporters on Monday.", Quote = false },
  { "Kern said in a note on Sunday, Nov. 22 it fell.", Quote = { content = "it fell" } },
  { "The bridge was, as Kern said in May while crossing it, not safe.", Quote = false },
  { "Kern said back in the spring of 2014 under the plan, taxes would fall.",
    Quote = { content = "under the plan, taxes would fall" } },
  { "Kern wrote under the name “Tom Hill.”", Quote = false },
  { "The court heard how the bridge fell.", Quote = { content = "how the bridge fell" } },
  { "The letter, seen by the paper, states that the bridge is safe.",
    Quote = { speaker = "The letter, seen by the paper," } },
  { "Anna Kern, head of the club, however, alleged that the bridge fell.",
    Quote = { content = "the bridge fell" } },
  { "In the west, states that voted for Kern left.", Quote = false },
  { "The ministry announced on Friday that taxes would fall in May.",
    Quote = { type = "indirect", content = "taxes would fall in May", cue = "announced",
      speaker = "The ministry", act = "announce" } },
  { "The ministry said in a statement after the call that taxes would fall.",
    Quote = { content = "taxes would fall", speaker = "The ministry", cue = "said" } },
  { "The 45-year-old told reporters he would run again.",
    Quote = { content = "he would run again", speaker = "The 45-year-old",
      addressee = "reporters" } },
  { "Hugh Hill, a doctor who lives in Bath, said the drug works.",
    Quote = { content = "the drug works",
      speaker = "Hugh Hill, a doctor who lives in Bath," } },
  { "The mayor asked the council to pay for the bridge.",
    Quote = { act = "ask", attribution = "eventuality", addressee = "the council" } },
  { "The mayor called for the bridge to be closed.",
    Quote = { act = "ask", attribution = "eventuality", addressee = false } },
  { "The mayor stopped short of calling for the bridge to be closed.",
    Quote = { act = "say", attribution = "eventuality" } },
  { "The mayor expects the bridge to close.", Quote = { act = "believe", addressee = false } },
  { "The mayor said deposits were safe.", Quote = { content = "deposits were safe" } },
  { "A judge wrote in a 41-page opinion that the bridge was safe.",
    Quote = { speaker = "A judge", cue = "wrote", content = "the bridge was safe" } },
  { "Kern disputed that, saying the bridge was safe.",
    Quote = { { cue = "saying", content = "the bridge was safe" } } },
  { "Kern told the council meeting that it fell.",
    Quote = { addressee = "the council meeting", content = "it fell" } },
  { "It shows that prices fell.", Quote = { attribution = "fact" } },
  { "It sends a message that prices fell.", Quote = { attribution = "fact" } },
  { "Kern sends a message that prices fell.", Quote = { attribution = "assertion" } },
  { "A poll showed that prices fell.", Quote = { attribution = "assertion" } },
  { "They disclosed them to the paper.", Quote = { attribution = "belief" } },
  { "This says a lot about Kern.", Quote = { attribution = "belief" } },
  { "The company plans to open a shop.",
    Quote = { content = "to open a shop", attribution = "eventuality" } },
  { "Kern hopes one day to stay in Bath.", Quote = { cue = "hopes", content = "to stay in Bath" } },
  { "Kern vowed Tuesday to stay in Bath.", Quote = { cue = "vowed", content = "to stay in Bath" } },
  { "Kern has threatened not to show up.", Quote = { content = "not to show up" } },
  { "Kern vowed in the hall to voters.", Quote = false },
  { "Kern announced on Monday her support for Hill.",
    Quote = { cue = "announced", content = "her support for Hill" } },
  { "Kern asked the court for a quick trial.",
    Quote = { cue = "asked", addressee = "the court", content = "for a quick trial" } },
  { "Kern left, telling voters and friends that it fell.",
    Quote = { cue = "telling", addressee = "voters and friends", content = "it fell" } },
  { "Kern has paid and on Monday announced that she would leave.",
    Quote = { speaker = "Kern", cue = "announced", content = "she would leave" } },
  { "Two days after announcing her plan for Bath, Anna Kern left.",
    Quote = { content = "her plan for Bath", speaker = "Anna Kern" } },
  { "Kern suggested looking at the bill and asking what it buys.",
    Quote = { content = "looking at the bill and asking what it buys" } },
  { "Polls show Kern with a wide lead.", Quote = { content = "Kern with a wide lead" } },
  { "Kern argued his plan to leave by noon would fail.",
    Quote = { speaker = "Kern", content = "his plan to leave by noon would fail" } },
  { "Kern told aides in Bath, Ohio, that it fell.",
    Quote = { speaker = "Kern", cue = "told", content = "it fell" } },
  { "Tom Hill said on Radio Bath, where he now works, that it fell.",
    Quote = { speaker = "Tom Hill", cue = "said", content = "it fell" } },
  { "Kern vowed to “open up” the vaults.",
    Quote = { type = "mixed", content = "to “open up” the vaults" } },
  { "Anna Kern said: “It was a long night for the crew.\n\n“We thank them all.”",
    Quote = { type = "direct" } },
  { "Experts believe prices will rise.",
    Quote = { content = "prices will rise", attribution = "belief",
      speaker_kind = "collective" } },
  { "It is unfair to say that prices will rise.", Quote = { speaker = false, cue = "to say" } },
  { "The bank in its report said prices will rise.", Quote = { speaker = "The bank" } },
  { "The twins face a lawsuit accusing them of theft.", Quote = { speaker = "a lawsuit" } },
  { "The mayor, arguing that prices will rise, called a vote.",
    Quote = { { content = "prices will rise", speaker = "The mayor" }, { content = "a vote" } } },
  { "Hill, saying that it was late, left the room.",
    Quote = { content = "it was late", speaker = "Hill", cue = "saying" } },
  { "The row forced the firm on Monday to admit that prices will rise.",
    Quote = { speaker = "the firm", cue = "to admit" } },
  { "The police chief said prices will rise.", Quote = { speaker_kind = "office" } },
  { "A police union said prices will rise.", Quote = { speaker_kind = "institution" } },
  { "She left the room, adding that she would be back.",
    Quote = { content = "she would be back", cue = "adding", speaker = "She" } },
  { "He leaned in and boomed: “We win.”", Quote = { speaker = "He", cue = "boomed" } },
  { "Kern joked, taking off her hat, “Taxes will fall.”",
    Quote = { speaker = "Kern", cue = "joked", content = "“Taxes will fall.”" } },
  { "The mayor issued a brief statement: “No.”",
    Quote = { speaker = "The mayor", cue = "issued a brief statement", type = "direct" } },
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
  { "He told voters that if it rained, he would advise leaving.",
    Quote = { content = "if it rained, he would advise leaving" } },
  { "Kern answered the demand for a truce by arguing that prices fell.",
    Quote = { content = "prices fell", speaker = "Kern" } },
  { "Kern said as he met his wife in Bath, “It holds.”",
    Quote = { speaker = "Kern", cue = "said", content = "“It holds.”" } },
  { "A bridge called “Rain” fell. He fell in the town called Oslo.", Quote = false },
  { "A critic called the bridge a failure.", Quote = { speaker = "A critic", act = "assess" } },
  { "The paper asked Kern during a visit if the bridge would hold.",
    Quote = { speaker = "The paper", cue = "asked", addressee = "Kern",
      content = "if the bridge would hold" } },
  { "The paper asked Kern about the bridge.",
    Quote = { speaker = "The paper", addressee = "Kern", content = "the bridge" } },
  { "The mayor asked Kern, Hill and Marsh to leave.",
    Quote = { content = "Kern, Hill and Marsh to leave", attribution = "eventuality" } },
  { "Kern said his “friend and colleague” Tom Hill ran.",
    Quote = { content = "his “friend and colleague” Tom Hill ran" } },
  { "Kern told the BBC’s “Today” that it fell.",
    Quote = { addressee = "the BBC’s “Today”", content = "it fell" } },
  { "Kern said she met Hill, who was late, and that he apologised.",
    Quote = { content = "she met Hill, who was late, and that he apologised" } },
  { "Kern told them how it fell and demanded that they leave.",
    Quote = { { content = "how it fell" }, { content = "they leave" } } },
  { "Critics see the plan as a threat.",
    Quote = { cue = "see", content = "the plan as a threat", speaker = "Critics" } },
  { "Kern maintains a wide lead over Hill that may fall.", Quote = false },
  { "Kern maintains that it fell.", Quote = { content = "it fell" } },
  { "The push began: The mayor and her deputy fell in line.", Quote = false },
  { "A reader asked: Did the mayor and her deputy fall?",
    Quote = { cue = "asked", content = "Did the mayor and her deputy fall" } },
  { "Kern said: The mayor and her deputy fell.",
    Quote = { content = "The mayor and her deputy fell" } },
  { "Some in the “new” party said it fell.",
    Quote = { speaker = "Some in the “new” party", content = "it fell" } },
  { "Critics see the plan.", Quote = false },
  { "The crew ordered 350 bridges, called 911 and weighed 80 kilograms.", Quote = false },
  { "Kern told the BBC’s Today programme that it fell.",
    Quote = { addressee = "the BBC’s Today programme", content = "it fell" } },
  { "Kern told BBC News bridges had fallen.",
    Quote = { addressee = "BBC News", content = "bridges had fallen" } },
  { "Kern said after talks with the mayor, the bridge would open.",
    Quote = { content = "after talks with the mayor, the bridge would open" } },
  { "Kern said since the vote, it had rained.",
    Quote = { content = "since the vote, it had rained" } },
  { "Kern left, saying the bridge, the wall and the road would fall.",
    Quote = { content = "the bridge, the wall and the road would fall" } },
  { "A clerk did not wish to be named.", Quote = false },
  { "Kern did not wish to be paid.", Quote = { attribution = "eventuality" } },
  { "The lawyer submitted that it fell.", Quote = { cue = "submitted", content = "it fell" } },
  { "The lawyer submitted the plan.", Quote = false },
  { "Kern faced criticism over the plan.", Quote = { attribution = "belief" } },
  { "Kern made a brief appeal to voters.", Quote = false },
  { "Kern has a view that helped the town.", Quote = false },
  { "Kern spoke on condition of secrecy.", Quote = false },
  { "Kern spoke well of Hill.", Quote = { cue = "spoke well of", attribution = "belief" } },
  { "It fell by 2 percentage points to 4 percent.", Quote = false },
  { "Kern said, telling ABC’s This Week that it fell.",
    Quote = { addressee = "ABC’s This Week", content = "it fell" } },
  { "Kern argued his fight to raise funding is vital.",
    Quote = { content = "his fight to raise funding is vital" } },
  { "Polls show Kern leading in Bath.", Quote = { content = "Kern leading in Bath" } },
  { "Kern has said for weeks it would fall.", Quote = { content = "it would fall" } },
  { "Kern said the “new bridge is safe.”", Quote = { content = "the “new bridge is safe.”" } },
  { "Sources told the paper, however, that she did come.",
    Quote = { speaker = "Sources", cue = "told", content = "she did come" } },
  { "Kern added that, based on the report, prices fell.",
    Quote = { cue = "added", content = "based on the report, prices fell" } },
  { "Almost half said they liked it, and another says there are two.",
    Quote = { { speaker = "Almost half" }, { speaker = "another" } } },
  { "The office said about half of the rise was real.",
    Quote = { content = "about half of the rise was real" } },
  { "Kern said having a friend is good.", Quote = { content = "having a friend is good" } },
  { "Kern said a properly built bridge holds.",
    Quote = { content = "a properly built bridge holds" } },
  { "Kern says the “loose talk” in the town about leaving Bath hurt him.",
    Quote = { content = "the “loose talk” in the town about leaving Bath hurt him" } },
  { "Kern said he met voters who hoped that prices would fall.",
    Quote = { { speaker = "Kern", content = "he met voters who hoped that prices would fall" },
      { speaker = "who", content = "prices would fall" } } },
  { "Kern sent a note in April explaining why it fell.", Quote = { speaker = "Kern" } },
  { "It fell, leaving many to wonder if it would hold.", Quote = { speaker = "many" } },
  { "Kern resigned, convinced that it fell.", Quote = false },
  { "In their home states’ votes there are 45 pledged delegates.", Quote = false },
  { "The letter states that it fell.", Quote = { speaker = "The letter" } },
  { "As the crowd began to cheer, Hill was joined and joked, “It fell.”",
    Quote = { speaker = "Hill" } },
  { "Kern told “Fox and Friends,” reminding the hosts.", Quote = false },
  { "The rules that Kern announced that same day fell.", Quote = false },
  { "Kern warned of a fight that could split the party.",
    Quote = { cue = "warned of", content = "a fight that could split the party" } },
  { "A sign read “Rain” — and he waved it around.", Quote = { content = "“Rain”" } },
  { "Kern said “the bridge” — the old one — fell.",
    Quote = { content = "“the bridge” — the old one — fell" } },
  { "The crowd was chanting “no more” after the bridge fell.", Quote = { content = "“no more”" } },
  { "Polls show that has changed.", Quote = { content = "that has changed" } },
  { "Kern kept repeating himself.", Quote = false },
  { "The firm declined to comment.", Quote = false },
  { "The firm declined to pay the fine.", Quote = { act = "refuse" } },
  { "The mayor, who said the bridge was safe, left.", Quote = { speaker = "who" } },
  { "Experts fear that prices will rise.", Quote = { attribution = "belief" } },
  { "She was worried about prices.", Quote = { content = "prices", cue = "was worried about" } },
  { "Kern was livid about the bill.", Quote = { cue = "was livid about" } },
  { "He made it clear that he would stay.", Quote = { content = "he would stay" } },
  { "The mayor said the bridge was safe, but the report proved him wrong.",
    Quote = { content = "the bridge was safe" } },
  { "Kern, whose land is near, asked who would pay.",
    Quote = { speaker = "Kern, whose land is near,", content = "who would pay" } },
  { "A critic muttered that it fell.", Quote = { cue = "muttered", content = "it fell" } },
  { "Kern, a critic of the “Big Lie,” said it fell.",
    Quote = { speaker = "Kern, a critic of the “Big Lie,”", content = "it fell" } },
  { "She released a statement saying that the bridge was safe.", Quote = { speaker = "She" } },
  { "The office put out a statement saying that it fell.", Quote = { speaker = "The office" } },
  { "Kern says “it is safe” despite the rain.", Quote = { content = "“it is safe”" } },
  { "Kern said “it is safe” on Monday.", Quote = { content = "“it is safe”" } },
  { "Kern held a sign reading “No more” outside the hall.",
    Quote = { speaker = "a sign", content = "“No more”" } },
  { "It was a bold and calculated move.", Quote = false },
  { "He left with voters saying that it was safe.", Quote = { speaker = "voters" } },
  { "He ran to the station and took the train.", Quote = false },
  { "Voters who say prices are important in their choice were evenly divided.",
    Quote = { speaker = "who", content = "prices are important in their choice" } },
  { "The clerk who revealed that Kern lied while she was mayor was sentenced.",
    Quote = { speaker = "who", content = "Kern lied while she was mayor" } },
  { "It was the clerk who said he was hit after he met Kern.",
    Quote = { content = "he was hit after he met Kern" } },
  { "Kern said that was not his view.", Quote = { content = "that was not his view" } },
  { "The clerk who said he believes the mayor is late left.",
    Quote = { content = "he believes the mayor is late" } },
  { "Kern reminds us of the guest who won’t leave.", Quote = false },
  { "Kern asked the guest who won.", Quote = { content = "who won", addressee = "the guest" } },
  { "Kern said even if it rained, it would hold. Kern said only when it rained did it hold.",
    Quote = { { content = "even if it rained, it would hold" },
      { content = "only when it rained did it hold" } } },
  { "Prices rose, and some believe that it fell.", Quote = { speaker = "some" } },
  { "A slide that Kern carries to talks with her friends says that it fell.",
    Quote = { speaker = "A slide" } },
  { "Judges in cases on his time as mayor have said that it fell.",
    Quote = { speaker = "Judges" } },
  { "In Bath, four of the voters say that it fell.", Quote = { speaker = "four of the voters" } },
  { "Engineers in Bath and around the county say that it fell.",
    Quote = { speaker = "Engineers in Bath and around the county" } },
  { "There were eight reported cases of theft.", Quote = false },
  { "Kern spoke at a meeting announcing that it fell.", Quote = { speaker = "Kern" } },
  { "Kern wrote a letter to voters explaining that it fell.", Quote = { speaker = "Kern" } },
  { "Kern was named in lawsuits alleging that it fell.", Quote = { speaker = "lawsuits" } },
  { "After saying that prices fell, the mayor left. Noting that prices fell, the mayor left.",
    Quote = { { speaker = "the mayor" }, { speaker = "the mayor" } } },
  { "In a letter noting “the rain,” the mayor left.", Quote = { speaker = "the mayor" } },
  { "Criticizing the mayor will cost votes.", Quote = false },
  { "Kern met aides who left saying that it fell. Kern met aides who left, saying it rose.",
    Quote = { { speaker = "aides" }, { speaker = "Kern" } } },
  { "Kern left, warning in a statement that it fell.",
    Quote = { speaker = "Kern", cue = "warning", content = "it fell" } },
  { "Kern told reporters Oslo was open, but accused Rome of “theft.”",
    Quote = { { addressee = "reporters", content = "Oslo was open" },
      { content = "Rome of “theft.”", cue = "accused" } } },
  { "The ministry said it had hit the bridge and claimed to have hit two ships.",
    Quote = { { content = "it had hit the bridge" }, { content = "to have hit two ships",
      attribution = "assertion" } } },
  { "Kern said the bridge fell and the mayor accused her of theft.",
    Quote = { { content = "the bridge fell" }, { speaker = "the mayor" } } },
}
