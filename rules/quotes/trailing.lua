-- rules/quotes/trailing.lua : the cue after or amid reported words without quotation marks;
-- according to; as somebody said.
local shared = use "quotes/quotation"
local quotation = shared.quotation
local said = shared.said
local unused = shared.unused
local only_shows = shared.only_shows
local can_speak = shared.can_speak
local REPORTS = shared.reports
lang "en"

-- After the cue: a comma and circumstances (", on Monday"), then the end or a break.
let "on_monday" [[ , $circumstance+ (?= $ | [{Break}]) ]]
-- said after meeting Thursday with aides; said during his speech to be a delegate
let "at_length" [[ ((?<= {VerbGroup lemma=say|write|note|add|testify kind=fin}
      | {VerbGroup lemma=tell} {NounPhrase})
    ([@word(kind=prep) & !/^(of|than|except)$/] | while | when | speaking)
    ([!punct & !/^that$/]){1,16}) ]]
-- ", and it will cost more": the reported words go on after the cue.
let "and_more" [[ , content:( (and | but)
    (?= ({NounPhrase} | [!punct & !{VerbGroup}]{0,8}? {Subject})
          {VerbGroup quote!=y kind=fin|pas}
      | {NounPhrase}? {Quoted} | also | @verb(use=base|base_verb) | [lemma=have | lemma=be]
      | @word(kind=modal))
    ( {Quoted} | [!{Break}] )+? ) (?= $ | [{Break}]) ]]
let "more" [[ , (?! [quote] | {VerbGroup kind=ing} | but | while | and | as | citing | with |
    who | according | which | without (?= [/ing$/]) | in (a | an | what) | on condition of |
    $how_long)
    content:( ({Quoted} | [!{Break}])+? ) (?= $ | [{Break}]) ]]

-- The bridge, Kern says a study has found, will close.
let "as_shown" [[ ({Subject} {VerbGroup that=y kind=fin} (?= ,)) ]]
-- "He left because, she said, it was late": only the words after the cue.
let "mid_clause" [[ (and | but | because | although | though | after | before | when | where
    | while | until) ]]

local ONLY_FRONT = pattern [[ ^ (@word(kind=prep) [!punct]{1,4} , even?)?
  ( (?! whether | that) (not? (long | just | soon | shortly |
    moments | hours | days | weeks))? (@word(kind=sub) | as (?! many | much | few) | after |
    before |
    asked | pressed | pushed | prodded | quizzed | questioned | confronted |
    (talking | speaking | commenting) (about | on | of)) [!punct]*
    | (having @verb | (approached | contacted | reached) (by | in | at | on | for))
      [!{Subject}]*
    | @word(kind=prep) ([!{VerbGroup kind=fin|pas}]
        | (that | which | who | (?= being)) {VerbGroup kind=pas}
        | [/ed$/ & {VerbGroup}] on? @word(kind=day))* ) $ ]]
local WHOSE_VERB = pattern [[ ^ (@word(kind=prep) ([!punct & !{VerbGroup}]){1,10} ,)?
    {NounPhrase} $whose* , (who | whose | which)
    ([!{Break} & !/^,$/] | , (?! {VerbGroup kind=fin|pas}))* $ ]]
local SAYS_ITSELF = pattern [[ who:{Subject} verb:$says
    (that | , | {Subject} | {Quoted} | {NounPhrase} that) ]]

-- "notes that, according to Kern, reflect a bias": the notes are the subject, not the bias.
local BY_ANOTHER = regex("\\baccording to [^,]*$")
-- Do reported words have a speaker of their own?  Most have no verb of saying, which is seen
-- without a pattern; one with a helper verb (“he had told us”) is part of the report.  What
-- shows something says nothing ("This suggests that it fell, Kern said"), and a paper reports
-- what others say.
local UNSAID_YET = regex("^(?:had|should|must|will|would|may|might|could)[\\s\\x{A0}]")

local function says_itself(doc, content, cue)
  for verb in doc:each("VerbGroup", { within = content }) do
    if verb.quote == "y" and verb.kind == "fin" and not UNSAID_YET:match(verb.text) then
      local m = doc:match(SAYS_ITSELF, content)
      return m ~= nil and not REPORTS[cue.text] and not only_shows(doc, m)
    end
  end
  return false
end

-- "Kern told the Post on Monday, the club had written": what she told comes after it.
local TELLS_NEXT = pattern [[ ^ {Subject} {VerbGroup lemma=say|tell kind=fin} $told?
  ((on | in)? @word(kind=day|time) | {TimeSpan})+ $ ]]

-- "Speaking in Bath, Kern said unlike Leeds, the town is poor": the content begins after the cue.
local DOING = pattern [[ ^ {VerbGroup kind=ing}
  [!{VerbGroup kind=fin|pas} | /ed$/]* $ ]]
local SUBJECT_NEXT = pattern [[ ^ {Subject} ]]

-- "Kern, an aide, said the bridge, which is old, would close": Kern said so, not the bridge.
local function has_subject(doc, cue)
  local subject = doc:before("Subject", cue)
  return subject ~= nil and cue.first - subject.last <= 3 and can_speak(doc, subject)
end

-- Does it have the verb of a clause, not only a form in -ing?
local function has_verb(doc, part)
  for verb in doc:each("VerbGroup", { within = part }) do
    if verb.kind ~= "ing" then return true end
  end
  return false
end

-- The report scolded the board: | “It was late” in paying, it said.
let "of_quoted" [[ ({Subject} {VerbGroup kind=fin} ([!quote & !/^:$/]){1,16} ":"
    (?= [quote] [cap])) ]]

rule "quote.trailing" {
  about = "Taxes will fall, the minister said on Monday; taxes, she said, will fall.",
  pattern = {
    [[ ($opening $of_quoted? | (?<= , (and | but) | ";" )) (?! according to | @told_of that
                 | (and | but | so | and? yet) , {Subject})
               content:( ({Quoted} | .)+? ) (?<! . $mid_clause) ,
               ( (?! who | whose) speaker:{Subject} $lately?
                   (cue:{VerbGroup addressee=y kind=fin}
                       (?! @word(kind=det|poss)? @cue_noun) $told
                     | cue:({VerbGroup bare=y kind=fin}
                       | {VerbGroup that=y quote=y lemma!=continue kind=fin}
                       | {VerbGroup quote=y act=ask|question|answer|comment|believe kind=fin}
                       | (?<= [cap] | he | she | they | we | @role_word)
                         {VerbGroup lemma=continue kind=fin})
                       $as_shown?)
               | (cue:{VerbGroup act=say that=y quote=y kind=fin
                     lemma!=tell|remind|inform|assure|notify|convince|interrupt}
                   | cue:{VerbGroup lemma=warn|caution|argue|explain|insist|claim|admit|add|note|
                       predict|write|recall|conclude|suggest|assert|declare|maintain|contend|
                       allege|observe|stress|complain|concede|reveal|announce kind=fin}
                     (?= ([!punct & !{VerbGroup}]){0,3} ({Person} | @role_word | police | officials
                         | prosecutors | the (company | council | government | ministry))))
                   (?! yes | no | so) $speaker_behind
                   ($on_monday | , (?= [quote] [lower]) content:{Quoted})? )
               (?! that | , [!punct]{1,4} , that)
               $asides $at_length?
                   ((?= $ | ";" | {Dash}) | $more | $and_more | (?= , [!quote])) ]],
    [[ $opening content:( ({Quoted} | .)+? ) (, | {Dash}) or so
       (speaker:{Subject} cue:{VerbGroup quote=y kind=fin}
         | cue:{VerbGroup quote=y kind=fin} speaker:({NounPhrase} $whose*)) (?= $) ]],
    [[ ((?<= .) $mid_clause | ^ (and | but | so | and? yet)) , speaker:{Subject} $lately?
      cue:{VerbGroup that=y quote=y kind=fin} ,
      content:( ({Quoted} | [!{Break}])+? ) (?= $ | [{Break}]) ]],
    [[ $opening content:( ({Quoted} | .)+? ) , cue:{VerbGroup lemma=report kind=fin}
       (?= the? [cap & !@word(kind=day)]) $speaker_behind $on_monday? (?= $ | ";") ]],
  },
  emit = "Quote", span = "content", overlap = "nested",
  where = function(m, doc)
    local first, more = m.content.all[1], m.content.all[2]
    if not has_verb(doc, first) and (not more or m.cue.first < m.speaker.first
      and has_subject(doc, m.cue)) then
      return false
    end
    if not (more and doc:overlapping("VerbGroup", more)) and doc:match(ONLY_FRONT, first) then
      return false
    end
    if m.cue.first < m.speaker.first
        and (doc:match(WHOSE_VERB, first) or BY_ANOTHER:match(first.text))
      or doc:match(TELLS_NEXT, first)
      or more and doc:match(SUBJECT_NEXT, more) and doc:match(DOING, first) then
      return false
    end
    return not says_itself(doc, first, m.cue) and (more or not shared.is_front(doc, first))
      and said(m, doc)
  end,
}

-- The sentence goes on inside the marks, so with a small letter.
local SMALL = regex("^['\"‘’“”]+\\p{Ll}")

rule "quote.split" {
  about = "A downturn, she said, “could help us all”; if it rains, she said, “we stay.”",
  pattern = [[ $opening (?! @word(kind=prep) [!{VerbGroup}]+ , {Subject} $says
        | (while | when | without | upon | @word(kind=prep)) {VerbGroup kind=ing}
          [!{VerbGroup kind=fin}]* , {Subject} $says
        | {VerbGroup kind=ing} [!{VerbGroup kind=fin}]+ , {Subject} $says , [quote]
          @word(kind=subject|pronoun|det))
      content:({NounPhrase} | [!quote & !{Break}]{2,}?) ,
      (speaker:{Subject} $lately?
        (cue:{VerbGroup addressee=y kind=fin} $told | cue:{VerbGroup quote=y kind=fin})
      | cue:{VerbGroup quote=y kind=fin lemma!=tell} $speaker_behind) ,
      (?= {Quoted}) $clause ]],
  emit = "Quote", span = "content",
  where = function(m, doc)
    local parts = m.content.all
    return SMALL:match(parts[2].text) ~= nil and said(m, doc)
  end,
}

-- "basically, according to"; "this is according to"; "the paper wrote, according to aides, that"
local NOTHING_YET = pattern [[ ^ ($adv+ | {Subject} $says | (this | that | it) $be $adv*) $ |
  that $ ]]
local TELLS_THAT = pattern [[ ^ {Subject} $says $told? $circumstance* $ ]]
local BY_SAYING = pattern [[ ^ {Subject} {VerbGroup kind=fin} .{0,24}? by
    {VerbGroup kind=ing that=y} that ]]

-- "Most (half, according to aides) left", "most - half, according to aides - left": only what
-- follows the bracket or the dash is attributed.
local OPEN_BRACKET = regex("\\([^()]*$")
local DASH_NEXT = regex("^\\s?[-–—―]")

local function in_insert(doc, m)
  local content = m.content
  return content.last < m.cue.first and (OPEN_BRACKET:match(content.text) ~= nil
    or DASH_NEXT:match(m.speaker:text_behind(8)) ~= nil
    and doc:within("Dash", content) ~= nil)
end

-- What an authority named first is the source of: the whole sentence, even ", and the rest".
let "and_the_rest" [[ content:( ({Quoted} | [!{Break} | /^(,|and|but)$/])+? )
    (?= $ | [{Break} & !/^(,|and|but)$/] | , {Subject} {VerbGroup lemma=report kind=fin} $) ]]

-- "sorted according to size", "act according to the rules": how it is done, not who says so.
lexicon "measure" { "plan", "plans", "schedule", "custom", "customs", "tradition", "traditions",
  "need", "needs", "size", "age", "ability", "taste", "merit", "rank", "type", "weight", "income",
  "availability", "preference", "preferences", "wishes", "procedure", "procedures", "convention",
  "rules", "principle", "principles", "norms", "standards", "circumstances", "criteria", "script",
  "seniority", "category", "conscience" }
local A_MEASURE = pattern [[ ^ @word(kind=det|poss)? ([lower & pos=adj|noun]){0,2}?
  [lower & @measure] ($ | @word(kind=prep|wh|conj)) ]]

rule "quote.according" {
  about = "According to the ministry, taxes will fall; taxes will fall, according to it.",
  pattern = [[
      cue:(according to) (?! law ,)
          speaker:( $authority $aside_in_brackets?
            ((?<! him | her | them) $who_that_is (?= ,))? )
          (, | (?<= ^ according to ([!punct]){1,12}) ":") (?! who | which)
          (?= [quote] | $adv | $roughly | @word(kind=sub|there|det|poss) | {NounPhrase}
            | @word(kind=prep) ([!punct & !{VerbGroup}]){1,8} , {Subject})
          $and_the_rest
    | $opening content:( ([!{VerbGroup kind=fin|pas} & !punct]){1,12}
          ({VerbGroup lemma=be kind=fin})? ) , cue:(according to)
        speaker:( $authority ($who_that_is (?= , {VerbGroup kind=fin|pas}))? )
        ($more | , (?= [quote] [lower]) content:{Quoted})
    | ((content:(which | who | (?<= [pos=noun|propn]) that (?= ,)
            | whose ([!punct & !{VerbGroup}]){1,5}) ,? | (and | but) ,)
          cue:(according to) speaker:( $authority ) ,? (?= {VerbGroup kind=fin|pas} | [quote])
        | $mid_clause , cue:(according to) speaker:( $authority ) , (?= {Subject} | there))
        content:( ({Quoted} | [!{Break} & !/^,$/])+? ) (?= $ | , | [{Break}])
    | $opening "("? ((as | despite | while) ([!{Break}])+ [{Break} & /^,$/])?
        content:( ({Quoted} | .){2,}? (?<! ":" | (which | who | and | but | $mid_clause
          | whose ([!punct & !{VerbGroup}]){1,5}) ,?) ) (, | {Dash})?
        cue:(according to) speaker:( $authority $aside_in_brackets? $who_that_is? )
        ( , content:( (when | after | before | because | until) {Subject} [!punct & !quote]{1,12}
              | @word(kind=prep) ([!punct & !quote & !{VerbGroup kind=fin|pas}]){1,10} )
            (?= "."? $)
        | (?= $ | , | ":" | {Break} | {Dash}) )
    | "(" content:( ({Quoted} | [!/^[()]$/]){2,}? ) ,? cue:(according to)
        speaker:( $authority $who_that_is? ) (?= ")")
    | {Dash} content:( ({Quoted} | [!{Dash}]){2,}? ) ,? cue:(according to)
        speaker:( $authority $who_that_is? ) (?= {Dash})
  ]],
  emit = "Quote", span = "content", overlap = "nested",
  where = function(m, doc) -- "according to aides, he said that": his words, relayed by aides
    if unused(m, doc) and not doc:match(A_MEASURE, m.speaker)
      and not doc:match(NOTHING_YET, m.content) and not doc:match(BY_SAYING, m.content)
      and not (doc.text:find("^, that ", m.speaker.last + 1) and doc:match(TELLS_THAT, m.content))
      and not in_insert(doc, m) then
      return quotation(m, doc)
    end
  end,
}

-- as first reported by Kern; as had been noted by aides
let "as_told_by" [[ as (@word(kind=be|have) | been){0,2} (first | $adv)?
    cue:[@cue(quote=y) & @verb(use=past|past_verb|past_adj)] by ]]

rule "quote.as_told_by" {
  about = "As reported by the Bath Post, taxes will fall.",
  pattern = [[ ^ (and | but)? $as_told_by
      speaker:( $authority $aside_in_brackets? ($who_that_is (?= ,))? ) , $and_the_rest ]],
  emit = "Quote", span = "content", overlap = "nested", where = said,
}

rule "quote.as" {
  about = "As the mayor said, taxes will fall.",
  pattern = [[ (?<! as .) as speaker:{Subject}
      (cue:{VerbGroup addressee=y that=y quote=y kind=fin} $told
        | cue:((?! began | begins | started | kept)
            {VerbGroup that=y quote=y act!=continue kind=fin} | {VerbGroup lemma=put kind=fin} it))
      $asides (, | ":") (?! $adv* {VerbGroup kind=fin}) $clause ]],
  emit = "Quote", span = "content", overlap = "nested", where = said,
}

let "is_quoted" [[ {VerbGroup kind=pas lemma=quote|cite|report}
    (by via:({NounPhrase} $whose*))? as ]]
-- was heard shouting; can be heard on the tape saying
let "is_heard" [[ {VerbGroup kind=pas lemma=hear|overhear|record|film}
    ((on | in) [!punct & !{VerbGroup}]{1,4})? ]]
let "quotes_whom" [[ {VerbGroup kind=fin lemma=quote|cite}
    speaker:({NounPhrase} $whose* ($aside_in_brackets | and {NounPhrase} $whose* | $relative)?
      $who_that_is?) ,? as ]]

-- Whoever can be heard saying it did say it.
local function relayed(m, doc)
  local made = said(m, doc)
  if made and m.heard then made.attribution = "assertion" end
  return made
end

rule "quote.relayed" {
  about = "The mayor was quoted by the paper as saying that; it quoted the mayor as saying that.",
  pattern = [[ ( speaker:{Subject} cue:( $is_quoted {VerbGroup kind=ing} )
    | speaker:{Subject} heard:( cue:( $is_heard {VerbGroup kind=ing quote=y} ) )
        (?= ([!punct & !{VerbGroup}]){0,6} (that | ":" | ,? [quote]))
    | via:{Subject} $lately? cue:( $quotes_whom {VerbGroup kind=ing} ) )
               ($told (?= $circumstance* that))? $asides (that | ":" | ,)?
               (?! "." | $) $clause ]],
  emit = "Quote", span = "content", overlap = "nested", where = relayed,
}

rule "quote.relayed_behind" {
  about = "“Taxes will fall,” Kern was quoted as saying; it fell, the paper quoted her as saying.",
  pattern = [[ (content:( {Quoted} (?<= , [quote]) ) | $opening content:( ({Quoted} | .)+? ) ,)
      (speaker:{Subject} (cue:($is_quoted saying)
          | heard:( cue:($is_heard {VerbGroup kind=ing quote=y}) ))
        | via:{Subject} $lately? cue:($quotes_whom saying))
      $asides (?= $ | "." | ,) ("." content:{Quoted})? ]],
  emit = "Quote", span = "content", where = relayed,
}

rule "quote.by" {
  about = "She answered the critics by arguing that taxes will fall.",
  pattern = [[ speaker:{Subject} {VerbGroup kind=fin}
      ([!quote & !punct & !{VerbGroup kind=fin} | /^[’'\-]/]){0,24}?
               by cue:{VerbGroup kind=ing that=y} that $clause ]],
  emit = "Quote", span = "content", overlap = "nested", where = said,
}

examples {
  { "The deal is late, said the mayor, Tom Hill, “but it is a deal.”", Quote = {
    speaker = "the mayor, Tom Hill", content = "The deal is late | “but it is a deal.”" } },
  { "The mayor should admit that it fell, Kern said.", Quote = { speaker = "Kern" } },
  { "And, Kern admitted, it was late. And yet, she said, it held.",
    Quote = { { content = "it was late" }, { content = "it held" } } },
  { "The bridge, according to Kern, “never held.”",
    Quote = { speaker = "Kern", content = "The bridge | “never held.”" } },
  { "It leaked, said Anna Kern, a clerk, but the mayor “just left.”",
    Quote = { content = "It leaked | but the mayor “just left.”" } },
  { "The report scolded the board: “It was late” in paying, it said.",
    Quote = { content = "“It was late” in paying", speaker = "it" } },
  { "They ran the school according to high standards and left.", Quote = false },
  { "(Nordwire) - The road is shut, Tom Hill said.", Quote = { content = "The road is shut" } },
  { "Raising taxes, Kern said, hurts the town.",
    Quote = { content = "Raising taxes | hurts the town" } },
  { "The bridge is old, said Anna Kern, one of the authors of a study published in May.",
    Quote = { content = "The bridge is old" } },
  { "Contacted by the Post, Kern complained about the noise.", Quote = false },
  { "Oslo, May 3, (dpa/NWS) – The road is shut, Police Chief Tom “Tip” Hill said.",
    Quote = { text = "The road is shut", speaker = "Police Chief Tom “Tip” Hill" } },
  { "Having read the note, Tom Hill said, though, that it fell.", Quote = false },
  { "The bridge is safe, Tom Hill said speaking in Bath.",
    Quote = { content = "The bridge is safe" } },
  { "Bath-Zelten row: The bridge is safe, mayor says",
    Quote = { content = "The bridge is safe", speaker = "mayor" } },
  { "As first reported by the Bath Post, the bridge fell and it rained.",
    Quote = { cue = "reported", speaker = "the Bath Post",
      content = "the bridge fell and it rained" } },
  { "As planned by the Bath Post, the bridge fell.", Quote = false },
  { "As Kern said taxes, fees and fines would rise, Hill hit back in Bath.", Quote = false },
  { "The bridge was, said the mayor, “a bad joke.”",
    Quote = { content = "The bridge was | “a bad joke.”", speaker = "the mayor" } },
  { "Kern, she said, “left it late.”", Quote = { content = "Kern | “left it late.”" } },
  { "The works, the mayor told voters, “left us poor.”",
    Quote = { content = "The works | “left us poor.”", addressee = "voters" } },
  { "It cost $4 million, according to its owner, a huge sum for a bridge.",
    Quote = { speaker = "its owner" } },
  { "The bridge is shut, or so Tom Hill claims.",
    Quote = { content = "The bridge is shut", speaker = "Tom Hill" } },
  { "According to him, from the view of the town, the bridge is shut.",
    Quote = { speaker = "him" } },
  { "The bridges are shut, according to need, by the town.", Quote = false },
  { "The bridge has cost 5m, according to its owner: that is much.",
    Quote = { content = "The bridge has cost 5m", speaker = "its owner" } },
  { "It was, according to aides, a bad year.",
    Quote = { content = "It was | a bad year", speaker = "aides" } },
  { "The bridge will close, reported WRX-TV.", Quote = { content = "The bridge will close",
      speaker = "WRX-TV" } },
  { "The bridge will close, reported on Monday.", Quote = false },
  { "The bridge will close, Kern said - it has to.",
    Quote = { content = "The bridge will close" } },
  { "Taxes could fall, suggests Anna Kern.", Quote = { content = "Taxes could fall",
      speaker = "Anna Kern" } },
  { "It would take weeks, Kern said, and left the room.",
    Quote = { content = "It would take weeks" } },
  { "Pay for the bridge, voters say on the radio, and open the park.",
    Quote = { content = { "Pay for the bridge", "and open the park" } } },
  { "She met a man whose book, according to Kern, “is a long rain.”",
    Quote = { speaker = "Kern", content = { "whose book", "“is a long rain.”" } } },
  { "He left after, according to Kern, the board closed it.",
    Quote = { speaker = "Kern", content = "the board closed it" } },
  { "It rained and, according to Kern, the bridge fell.",
    Quote = { speaker = "Kern", content = "the bridge fell" } },
  { "According to Kern, basically.", Quote = false },
  { "The paper wrote that, according to aides, prices fell.",
    Quote = { speaker = "aides", content = "prices fell" } },
  { "Hill, a clerk, said Tuesday that according to its staff, prices fell.",
    Quote = { speaker = "its staff", content = "prices fell" } },
  { "The paper wrote, according to aides, prices fell.",
    Quote = { speaker = "aides", content = "prices fell" } },
  { "It rained on the bridge, which, according to its owner, is old.",
    Quote = { speaker = "its owner", content = { "which", "is old" } } },
  { "The bridge, which according to the mayor is old, fell.",
    Quote = { speaker = "the mayor", content = { "which", "is old" } } },
  { "Costs will be high and, according to the mayor, double in May.",
    Quote = { speaker = "the mayor", content = "double in May" } },
  { "The bridge fell, the mayor said, in a rare show of calm.",
    Quote = { content = "The bridge fell" } },
  { "According to Kern, in the past two years, the firm had lost money.",
    Quote = { content = "in the past two years, the firm had lost money" } },
  { "As many as 40 were late, Kern said.", Quote = { content = "As many as 40 were late" } },
  { "The aides had told him that it fell, Kern said.",
    Quote = { speaker = "Kern", content = "The aides had told him that it fell" } },
  { "The bridge, which opened in May, fell, said Anna Kern, an engineer.",
    Quote = { content = "The bridge, which opened in May, fell" } },
  { "The bridge fell, the mayor said, without giving details.",
    Quote = { content = "The bridge fell" } },
  { "(Prices fell by “half” in May, according to Kern.)",
    Quote = { content = "Prices fell by “half” in May" } },
  { "Kern was cited by the paper as telling reporters in Bonn that taxes would fall.",
    Quote = { content = "taxes would fall", speaker = "Kern", addressee = "reporters",
      via = "the paper" } },
  { "Taxes will fall, the minister said, but wages will not.",
    Quote = { content = { "Taxes will fall", "but wages will not" } } },
  { "It was late in a way that, according to Kern, angered the town.",
    Quote = { speaker = "Kern", content = "that | angered the town" } },
  { "As the crowd began to chant, Kern left.", Quote = false },
  { "According to police, the man said he left, the Post reported.",
    Quote = { speaker = "police", content = "the man said he left" } },
  { "According to figures, released on Friday, sales fell.", Quote = { content = "sales fell" } },
  { "According to the company, sales fell.",
    Quote = { content = "sales fell", cue = "According to", speaker = "the company" } },
  { "According to the police, he left the car, and they asked him to stay.",
    Quote = { content = "he left the car, and they asked him to stay" } },
  { "According to the police, he left the car; they stayed.",
    Quote = { content = "he left the car" } },
  { "One clerk was hurt, according to Kern, in the shoulder.",
    Quote = { content = { "One clerk was hurt", "in the shoulder" }, speaker = "Kern" } },
  { "It fell, according to Kern, when a lamp broke.",
    Quote = { content = { "It fell", "when a lamp broke" }, speaker = "Kern" } },
  { "Sales fell, according to an aide on Tuesday.", Quote = { speaker = "an aide" } },
  { "Sales fell, according to the company.",
    Quote = { content = "Sales fell", cue = "according to", speaker = "the company" } },
  { "As Kern said, “the bridge is old” and weak, the mayor left.",
    Quote = { content = "“the bridge is old” and weak" } },
  { "As the mayor said, the bridge is safe.",
    Quote = { content = "the bridge is safe", speaker = "the mayor" } },
  { "The mayor was quoted by the paper as saying at a meeting that the bridge is safe.",
    Quote = { content = "the bridge is safe", cue = "was quoted by the paper as saying",
      speaker = "The mayor", via = "the paper" } },
  { "“It fell,” Kern can be heard saying on the tape.",
    Quote = { speaker = "Kern", cue = "can be heard saying", attribution = "assertion" } },
  { "Kern was heard on the tape saying that it fell.",
    Quote = { cue = "was heard on the tape saying", content = "it fell" } },
  { "Kern was filmed mending the bridge.", Quote = false },
  { "Her song could be heard echoing in the hall.", Quote = false },
  { "The paper quoted Anna Kern and an aide as saying it fell.",
    Quote = { speaker = "Anna Kern and an aide", content = "it fell" } },
  { "The paper quoted an aide who was there as saying it fell.",
    Quote = { speaker = "an aide who was there", content = "it fell" } },
  { "The paper on Monday quoted a nurse as saying that it fell.",
    Quote = { content = "it fell", speaker = "a nurse", via = "The paper" } },
  { "The paper quoted a nurse in Bath as saying that it fell.",
    Quote = { content = "it fell", speaker = "a nurse in Bath", via = "The paper" } },
  { "The paper quoted Anna Kern, a nurse who lives in Bath, as saying that it fell.",
    Quote = { content = "it fell", speaker = "Anna Kern, a nurse who lives in Bath" } },
  { "It fell. This is according to Anna Kern, who was there.", Quote = false },
  { "Kenya: It is late, the mayor said.", Quote = { content = "It is late" } },
  { "And, after a long day, it fell, the mayor said.",
    Quote = { content = "after a long day, it fell" } },
  { "13.02 It is late, the mayor said.", Quote = { content = "It is late" } },
  { "The minister answered the critics by arguing that prices fell, after which he left.",
    Quote = { content = "prices fell", cue = "arguing", speaker = "The minister" } },
  { "According to Anna Kern, the mayor of Bath, prices fell.",
    Quote = { speaker = "Anna Kern, the mayor of Bath", content = "prices fell" } },
  { "According to aides, the mayor answered by complaining that prices fell.",
    Quote = { speaker = "the mayor", cue = "complaining", via = "aides" } },
  { "Most guests - half of the total, according to a survey - left.",
    Quote = { content = "half of the total" } },
  { "Kern owns little (a house: she has $4,000, according to papers).",
    Quote = { content = "a house: she has $4,000" } },
  { "As Kern told reporters, the bridge is safe.", Quote = { addressee = "reporters" } },
  { "As Kern lamented the rain, Hill took a walk.", Quote = false },
  { "It is late, added Tom Hill, an aide.", Quote = { speaker = "Tom Hill, an aide" } },
  { "It will fall, predicted Tom Hill.", Quote = { speaker = "Tom Hill" } },
  { "The bridge is safe, added police.", Quote = { speaker = "police" } },
  { "The bridge is safe, added weight is not.", Quote = false },
  { "Kern, asked if it was late, said yes.", Quote = false },
  { "The bridge, which is old, will close, said Anna Kern.",
    Quote = { speaker = "Anna Kern", content = "The bridge, which is old, will close" } },
  { "The bridge, said Anna Kern, will close.",
    Quote = { speaker = "Anna Kern", content = "The bridge | will close" } },
  { "The bridge, according to Anna Kern, a nurse, will close.",
    Quote = { speaker = "Anna Kern, a nurse", content = "The bridge | will close" } },
  { "According to Anna Kern, 34, of Bath, it fell.",
    Quote = { speaker = "Anna Kern, 34, of Bath", content = "it fell" } },
  { "It fell, according to Anna Kern, 34. According to aides, 34 fell.",
    Quote = { { speaker = "Anna Kern, 34" }, { speaker = "aides", content = "34 fell" } } },
  { "According to the Post, which cited aides, it fell.",
    Quote = { speaker = "the Post, which cited aides", content = "it fell" } },
  { "According to the Post, which fell.", Quote = false },
  { "As one of them put it, the bridge is safe.",
    Quote = { speaker = "one of them", cue = "put it", content = "the bridge is safe" } },
  { "That it holds, as Kern said on Monday, only helps.", Quote = false },
  { "Anna Kern, who said it rained, recounted the journey on the radio.", Quote = false },
  { "According to papers, the police found a bridge.",
    Quote = { speaker = "papers", content = "the police found a bridge" } },
  { "Prices fell — according to papers — in May.", Quote = { content = "Prices fell" } },
  { "According to the bank, about 12 percent of them fell.",
    Quote = { speaker = "the bank", content = "about 12 percent of them fell" } },
  { "Prices fell, according to a Kern/Hill poll — more than ever.",
    Quote = { speaker = "a Kern/Hill poll", content = "Prices fell" } },
  { "They opened a bridge which, she said, is safe.", Quote = { speaker = "she" } },
  { "At least two bridges have been lost, they said.",
    Quote = { content = "At least two bridges have been lost" } },
  { "In a note that was seen in Bath, Kern said so.", Quote = false },
  { "After being asked about it, Kern said so.", Quote = false },
  { "This suggests the bridge had a crack, Kern said.",
    Quote = { speaker = "Kern", content = "This suggests the bridge had a crack" } },
  { "The aides suggested that it had a crack, Kern said.", Quote = false },
  { "Kern said that it fell, the Bath Times reported on Monday.",
    Quote = { speaker = "the Bath Times", content = "Kern said that it fell" } },
  { "Whether it holds will be seen, said Anna Kern, an engineer.",
    Quote = { speaker = "Anna Kern, an engineer", content = "Whether it holds will be seen" } },
  { "While it rained on the town, leaders questioned his motives.", Quote = false },
  { "Asked in May whether it fell, she laughed.", Quote = false },
  { "Talking about what changed, she said,\n\n“It fell.”", Quote = false },
  { "Not long after it fell, Tom Hill asked the mayor about it.", Quote = false },
  { "As the talks begin in May, the bridge is safe.", Quote = false },
  { "As the day went on, prices fell.", Quote = false },
  { "It fell, Kern was quoted as saying.", Quote = { speaker = "Kern", content = "It fell" } },
  { "“It fell,” the mayor was quoted by the paper as saying on Monday.",
    Quote = { speaker = "the mayor", content = "“It fell,”", via = "the paper" } },
  { "“It fell,” the paper quoted Anna Kern as saying.",
    Quote = { speaker = "Anna Kern", content = "“It fell,”", via = "the paper" } },
  { "“It fell,” the paper quoted.", Quote = false },
  { "As voting got under way in Bath, voters weighed in on their picks.",
    Quote = false },
  { "On Tuesday, even as shares were falling, Kern wrote to investors.", Quote = false },
  { "While facing the press, she said, “we will all pay.”", Quote = false },
  { "Standing in the rain, she said, “we will all pay.”", Quote = false },
  { "Raising taxes, she said, “could hurt us all.”",
    Quote = { content = "Raising taxes | “could hurt us all.”", speaker = "she" } },
  { "A downturn, she said, “could help us all.”",
    Quote = { content = "A downturn | “could help us all.”", speaker = "she", type = "mixed" } },
  { "If it rains, she said, “we stay” at home.",
    Quote = { content = "If it rains | “we stay” at home" } },
  { "In a statement, she said, “we stay.”", Quote = false },
  { "When it rains, she said, “We stay.”", Quote = false },
  { "As rain fell on the town, Kern spoke by phone with the mayors of Bath, Rome and Ayr.",
    Quote = false },
  { "In a short meeting, guests asked questions about it, each of which fell flat.",
    Quote = false },
  { "In April, Douglas Kern, who led the fund, emailed Hill and Marsh for help.", Quote = false },
  { "In a statement released Thursday, Kern reacted to the news.", Quote = false },
  { "The school is safe, said the director, Tom Hill, on Monday.",
    Quote = { content = "The school is safe", speaker = "the director, Tom Hill" } },
  { "The bridge is safe, said Anna Kern, at a talk held by the club on April 6.",
    Quote = { content = "The bridge is safe", speaker = "Anna Kern" } },
  { "The bridge is safe, said Anna Kern in a short statement.",
    Quote = { content = "The bridge is safe", speaker = "Anna Kern" } },
  { "The bridge is safe, the council said on Thursday, two days after it fell.",
    Quote = { content = "The bridge is safe" } },
  { "The bridge is safe, said an engineer who built it.",
    Quote = { content = "The bridge is safe", speaker = "an engineer who built it" } },
  { "The school is safe, told Kern the mayor.", Quote = false },
  { "The school is not safe, warns teacher Anna Kern.",
    Quote = { content = "The school is not safe", speaker = "teacher Anna Kern" } },
  { "The bridge is safe, said an engineer briefed on the plans for it.",
    Quote = { content = "The bridge is safe",
      speaker = "an engineer briefed on the plans for it" } },
  { "The bridge is safe, said a man named Tom Hill.",
    Quote = { content = "The bridge is safe", speaker = "a man named Tom Hill" } },
  { "The school would be closed, Kern said, by the council.",
    Quote = { content = "The school would be closed | by the council" } },
  { "The bridge is safe, Kern said after meeting the council.",
    Quote = { content = "The bridge is safe", speaker = "Kern" } },
  { "Tom Hill, the head of a leading firm, first pointed out the flaws to me.", Quote = false },
  { "Tom Hill, in leading a firm, noted the rain there, once more.", Quote = false },
  { "Children played, their days begin at noon.", Quote = false },
  { "It has not gone unnoticed: According to recent polls, Kern leads.",
    Quote = { content = "Kern leads" } },
  { "When it rains, the bridge closes, according to the mayor.",
    Quote = { content = "When it rains, the bridge closes" } },
  { "The firm receives, according to one report, $234 million.",
    Quote = { speaker = "one report", content = "The firm receives" } },
  { "Pushed by a host on what would make her run, Kern demurred.", Quote = false },
  { "Taxes will fall, Kern demurred.", Quote = { content = "Taxes will fall" } },
  { "Taxes, Kern continued, will fall. Even after it fell, the rain continued.",
    Quote = { { speaker = "Kern", content = "Taxes | will fall" } } },
  { "When that was put to Kern, he laughed. As rain fell, he smiled, and Hill left.",
    Quote = false },
  { "The bridge is old, an aide said, on condition of anonymity.",
    Quote = { content = "The bridge is old" } },
  { "He left because, Kern said, it was late, and praised a town where, he said, none slept.",
    Quote = { { content = "it was late" }, { content = "none slept" } } },
  { "If it was as bad as Kern said, he left late. As crowds kept shouting, Kern left.",
    Quote = false },
  { "The bridge, Kern says a study has found, will close in May.",
    Quote = { speaker = "Kern", content = "The bridge | will close in May" } },
  { "Among them are Tom Hill, the mayor, whose book notes it.", Quote = false },
  { "Kern won in May and, despite a loss in June, began July with ease.", Quote = false },
}
