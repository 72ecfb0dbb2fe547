-- rules/quotes/phrases.lua : the phrases that the rules of quotations share.
use "clauses/stops"
lang "en"

-- Words before a colon that are no speaker. CLAIM: Taxes fell. VERDICT: False. Q8: Why?
lexicon "rubric" { "claim", "claims", "verdict", "fact", "facts", "rating", "ruling", "note",
  "notes", "background", "analysis", "conclusion", "result", "reality", "myth", "context", "file",
  "photo", "photos", "picture", "pictures", "letter", "letters", "opinion", "comment",
  "editorial", "column", "excl", "exclusive" }

let "its_people" [[ (@crowd(kind=collective|anonymous) | [lower & @role_word & !/^spokes/]
    | @of_body) ]]

-- the BBC’s Today programme
let "its_show" [[ ([/^['’]s$/] ({Quoted} | [cap]{1,4}) [/^(programme|program|podcast|show)$/]?) ]]

-- What may stand between the cue and the content: on Monday, in a statement, to
-- reporters; the person told.
let "told" [[ addressee:({NounPhrase} ((of | and) {NounPhrase} (?<! $told_of_thing)
    | $its_show)* (who (will | would) listen)?) ]]
lexicon "in_passing" { "time and again", "again and again", "over and over", "once more",
  "loud and clear", "in so many words", "in as many words", "there and then", "then and there" }
let "since_when" [[ ( (later | earlier) that @word(kind=time)
    | (early | late) in? @word(kind=month|day)
    | as (far back | [lower]) as ({TimeSpan} | @word(kind=month|day|time) | [digit])
    | (a | an | several | [num | @number]) @word(kind=time) (after | before) {NounPhrase} ) ]]
-- but not: remarked upon it, wrote under a name, says despite all that
let "when_where" [[ [@word(kind=prep)
  & !/^(against|despite|down|except|including|like|off|out|per|than|under|unlike|up|upon)$/] ]]
let "perhaps" [[ (perhaps | maybe | now | so far) ]]
let "circumstance" [[ ( @in_passing | $since_when
  | (?! {Grade} | $perhaps ({Subject} | {NounPhrase})) $adv
  | {TimeSpan} | [@word(kind=time) & !/^(last|next)$/]
  | back in ({TimeSpan} | @word(kind=det)? @word(kind=time|month) (of? [num])?)
  | (for | over | in) (@word(kind=det) | [num])? @word(kind=time)
  | (on | in | by | since | early | late)? @word(kind=day|month) [num]?
  | on? @word(kind=day) , @word(kind=month) [num] | under (oath | questioning | examination)
  | ($when_where | prior to | ahead of | [@verb(use=ing) & !@cue(that=y)])
      ({NounPhrase} | {TimeSpan}) (of {NounPhrase} | $its_show)*
      (@verb(use=past|past_verb) $prep ({NounPhrase} | @word(kind=day|month))
        | @word(kind=day|time))?
  | (on | in | during) [cap]{0,4} [/^['’]s?$/]? {Quoted}
  | , (in | on | at | during | after | for | with | according)
      ([!punct & !{VerbGroup}]){1,10} , ) ]]
let "aside" [[ ($circumstance | to addressee:{NounPhrase})+ ]]
let "asides" [[ aside:($aside)? ]]

-- BATH (Reuters) - And …, Bath, May 3 - And …, Bath fire: …, 13.02 …: the opening of a
-- sentence that is no part of the reported words.
let "month_day" [[ ([cap & alpha] "."? [num] (, [num])?) ]]
let "opening" [[ ^ ([/^\d\d?[.:]\d\d$/] (?= [cap]))?
    ([upper] ([!{Dash} & !{VerbGroup}]){0,8}? {Dash}
      | [cap]{1,3} (, $month_day)? ,? $wire $month_day? {Dash}
      | [cap]{1,3} , ($month_day | [upper & len>1]) {Dash}
      | [cap] ([!punct & !{VerbGroup}] | $hyphen){0,4} ":")?
    ((and | but | {Dash})+ (, (?= @word(kind=prep|sub)))?)? ]]

-- A clause or a phrase up to its end; quotations inside are taken whole: shouted “No
-- more” outside the hall.
let "clause" [[ ( content:( {Quoted} ((?<= [/^[.!?]$/] [quote]) | (?= after | before | when |
        while | despite | as {Subject} | {Dash} [!{Dash}]* $
        | (on? @word(kind=day) | outside | above | during | amid | throughout)
          [!punct & !{VerbGroup kind=fin|pas}]* ($ | , | ".")
        | (and | but) [{VerbGroup kind=fin} & !@word(kind=be|have|modal)])) )
    | content:( {Quoted} (?<= , [quote]) | ({Quoted} | [!{Break}])+? ) (?= $ |
    [{Break}]) ) ]]
let "phrase" [[ content:( {Quoted} (?<= , [quote]) | ({Quoted} | [!{Break} & !{Stop}])+?
    ) (?= $ | [{Break} | {Stop}]) ]]

-- who disclosed this in Bath said that …: the subject of "said" is "who"
let "this_said" [[ (this [!punct & !{VerbGroup}]{1,4} $says that) ]]

-- said after talks with aides, it would close; said in the past year, it had lost money; said so
-- far, it had held
lexicon "content_front" { "so far", "until now", "until then", "fortunately", "unfortunately",
  "clearly", "obviously", "ultimately", "hopefully", "also", "no", "yes", "well" }
let "front_phrase" [[ (((after | before | since | despite | under | without | unlike | like
      | given | until | instead of | rather than | thanks to
      | (in | over | during) the (past | last | next | coming | first))
    ([!punct & (!{VerbGroup} | /ing$/) & !@word(kind=medium|day)]){1,8} | @content_front) ,
    {Subject}) ]]

-- said even if it rained, it would hold; said in some cases it fell
lexicon "opens_content" { "even if", "even when", "even after", "even before", "even as", "only if",
  "only when", "only after", "only before", "only as", "in the future", "in future", "in the end",
  "in most cases", "in many cases", "in some cases", "in many ways", "in some ways",
  "in some places", "in many places", "in some countries", "in many countries" }

-- said that claim was false: a countable noun, before which "that" is an article
lexicon "of_a_kind" { "accusation", "account", "allegation", "argument", "bill", "claim", "comment",
  "deal", "decision", "figure", "idea", "law", "letter", "number", "offer", "plan", "point",
  "proposal", "remark", "report", "rule", "statement", "story", "theory", "version" }
let "that_one" [[ ([lower & @of_a_kind] {VerbGroup kind=fin|pas}) ]]

-- The start of a clause without "that": a subject and its verb, or words that open one.
let "clause_ahead" [[ (?! who | whom | whose | which | $this_said
      | (when | while) {VerbGroup kind=ing} ([!{VerbGroup kind=fin|pas}])* $)
    (?<! [lower & @cue_noun & !@word(kind=time|medium) & !{VerbGroup} & !/^question$/])
    (?= [quote]? ( there
    | (?<= [{VerbGroup}] | @word(kind=object)) that
        ([/^['’]s$/] | $aux | $that_one) | if | when | while
    | because | even | @opens_content | despite | what | whether | unless | although
    | (though | once | $perhaps) {Subject} | $perhaps {NounPhrase} [quote]
    | {VerbGroup kind=ing} ([!punct & !{VerbGroup} & !{Subject}]){0,8} {VerbGroup kind=fin|pas}
    | (in | at | by | with | as | for | after | on | during | under) {NounPhrase} $whose* ,?
        {Subject}
    | $front_phrase
    | $roughly? {Subject} | {NounPhrase} (?<= $told_of_thing) {Subject}
    | @word(kind=det|poss) [quote]
        ([(!punct | quote) & !{VerbGroup}] | {VerbGroup kind=ing} | $hyphen [lower]){0,12}
        (?<! and | but) {VerbGroup kind=fin|pas}
    | {NounPhrase} $whose* ((and | or) {Subject} | {VerbGroup kind=inf}
        ([!punct & !@word(kind=wh|sub) & !{VerbGroup kind=fin|pas}])*
        (?<! and | but) {VerbGroup kind=fin|pas}) | {NounPhrase} $whose*
        ($aside_in_brackets | $apposition , | $dash_apposition)? [quote]? ($adv | [quote])* (on?
        @word(kind=time|day))? {VerbGroup kind=fin|pas} ) ) ]]

-- The speaker behind the cue: said Anna Kern, the mayor of Bath, who was born there.
let "in_title" [[ (called | named | based | known |
    [!punct & !{VerbGroup kind=fin}] | $hyphen | ' | "$" | "%" | "&" |
    [/ed$/ & !@cue(quote=y)] (?= in | by) | "(" [!punct]{1,3} ")" | {Quoted}) ]]
-- who was born there; not "who also said that": that is another quotation
let "in_relative" [[ ([!punct & !{VerbGroup that=y quote=y kind=fin}] | $hyphen | ' | "$" |
    {Quoted}) ]]
let "told_of" [[ , ((?= of | one of | from | then | now | managing | based) | (?!
    @word(kind=subject|sub|conj|prep|time|adv) |
    {VerbGroup} | @cue | [quote])) $in_title+
    ((who | that | which) $in_relative{1,30})? ]]
let "told_of_whom" [[ , (who | whose | whom | which) $in_relative{1,30} ]]
let "told_of_close" [[ (who {VerbGroup} ([!punct & !{Subject}] | $hyphen | ' | "$"){1,24}) ]]
-- said Anna Kern in a statement
let "in_medium" [[ (in (a | an | his | her | its | their) ([!punct & !{VerbGroup}]){0,3}?
    @word(kind=medium)) ]]
let "whose_behind" [[ ((?! $in_medium) $whose) ]]
-- Tom Hill (R-Texas); not Tom Hill (others agree)
let "in_brackets" [[ ("(" [!quote & !{VerbGroup}]{1,16}? ")") ]]
-- a person briefed on the talks, a man named Hill
let "briefed_on" [[ ((?<! @word(kind=subject)) (?! [@cue(quote=y)]) [/ed$/ & {VerbGroup}]
    {NounPhrase}? (?! in (a | an)) $prep {NounPhrase} $whose_behind*
    | (named | called) {NounPhrase}) ]]
let "speaker_behind" [[ speaker:( {NounPhrase} $whose_behind* (and {NounPhrase} $whose_behind*)?
    $briefed_on? $in_brackets? (($told_of+ $told_of_whom? | $told_of_whom | $told_of_close)
    (?= , | "." | ":" | $ | [quote] | {Dash} | who {VerbGroup quote=y}))? )
    (?! {VerbGroup kind=fin|pas}) ]]

-- The authority of "according to": everything up to the comma, and what follows it to say
-- who that is.
let "authority" [[ {NounPhrase} ([!punct] | $hyphen | / | ' | "$" | "%" | ".")*? ]]
let "who_that_is" [[ ((, [num])? , ((?<= {Person} (, [num])? ,) (of | from))?
    (who | whose | which | (?! {Subject} | "$" | [num] | @word(kind=sub|conj|adv)
        | (a | an) [!punct]{0,2}? @margin)
      (?= {NounPhrase} | including | @verb(use=past|past_verb|past_adj)
        (on | in | by | at | last | this | @word(kind=day))))
    ([!{Break} & !quote])+? | , [num] (?= , | "." | $)) ]]

-- The verb of a subject that has a clause inside: right before it stands no subject, or a
-- phrase of its own ("is important in that state were divided").
let "main_verb" [[ (?<= ([@word(kind=prep) & !@begins_clause] | {VerbGroup lemma=be})
    {NounPhrase} |
    [!punct & !{VerbGroup} & !{Subject} & !@word(kind=subject|pronoun|wh|conj|sub|there|adv)
    & !/^that$/])
    (?! to) {VerbGroup kind=fin|pas} ]]

-- The clause of a noun that is the sentence's subject ("Her claim that it fell was
-- false"): it ends before the next verb without a subject of its own, which is the verb
-- of the sentence.
let "own_verb" [[ ( (?<= ([@word(kind=prep) & !@begins_clause] | to | {VerbGroup that!=y})
      {NounPhrase} $whose*)
    | (?<! {Subject} | {Subject} @word(kind=adv) | that | , | [lemma=be | lemma=have] |
      @word(kind=subject|pronoun|wh|conj|sub|there|modal)) )
    (?! to) {VerbGroup kind=fin|pas} ]]
-- a plan proposed by Hill fell: “proposed” is not its verb
let "own_one" [[ ({VerbGroup kind=fin} (?! by) | {VerbGroup kind=pas}) ]]
let "before_own_verb" [[ content:( ({Quoted} | [!{Break} & !/^,$/])*? $own_one
      ({Quoted} | [!{Break} & !/^,$/])*? ) (?= $own_verb) ]]
let "clause_of_noun" [[ ( $before_own_verb | $inner_clause ) ]]

-- The start of what somebody talks of: a noun phrase, something quoted, or a form in
-- -ing.
let "object_ahead" [[ (?! @word(kind=time|month|day) | the? condition (of | that)) ({NounPhrase} |
    @word(kind=det|poss)? [quote] | {VerbGroup kind=ing}) ]]

-- A clause in the subject of another one: it ends before the main verb, or at the comma that
-- closes it.
let "inner_clause" [[ ( content:( ({Quoted} | [!{Break} & !/^,$/])*? {VerbGroup kind=fin|pas}
      ({Quoted} | [!{Break} & !/^,$/])* ) (?= [{Break} & /^,$/] $adv* {VerbGroup kind=fin|pas})
    | content:( ({Quoted} | [!{Break} & !/^,$/])*? $own_one
      ({Quoted} | [!{Break} & !/^,$/])+? ) (?= $main_verb)
    | content:( ({Quoted} | [!{Break}])+? ) (?= $ | [{Break}] | , {VerbGroup kind=fin|pas}) ) ]]
