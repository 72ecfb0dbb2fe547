-- rules/clauses/stops.lua : where a phrase for what somebody talks about ends (praised the
-- bridge | on Monday), layer Stop.
use "clauses/beside"
lang "en"

-- what appears on a channel: ads on Facebook
lexicon "seen_there" { inflect = "noun", "ad", "advertisement", "post", "video", "clip", "photo",
  "comment", "page", "account", "show", "program", "programme", "appearance", "message", "attack",
  "antics", "advertising", "coverage", "content", "misinformation", "news", "threat", "abuse",
  "time", "interview" }

let "mostly" [[ (,? (particularly | especially | partly | largely | mainly | only | just)) ]]

rule "clause.stop" { -- lint: cost
  about = "Where a phrase that somebody talks about ends.",
  pattern = [[ {Dash} | ":" | $semicolon
             | (?! , (?<= [pos=adj] .) [pos=adj] | , (?<= [quote & close] .) {Quoted}
                 | , (?<= {VerbGroup kind=ing} .) and {VerbGroup kind=ing})
               [/^,$/ & !{NounPhrase}] (?! {VerbGroup kind=ing} (, | and
                   | (?<= (of | for) {VerbGroup kind=ing} ([!punct & !{VerbGroup}]){0,8} , .)
                     ([!punct & !{VerbGroup}]){1,8} ,? and {VerbGroup kind=ing})
                 | [lower] - [lower] [lower & pos=noun]
                 | {NounPhrase} $whose* (, {NounPhrase} $whose*)* ,? (and | or) {NounPhrase}
                 | (?<= , [!punct]{1,8} ,) (and | or) {NounPhrase} $whose* ($ | ".")
                 | ([!punct & !{VerbGroup}]){1,9} , of [!digit]
                 | including | such | especially | particularly | who | whose | of | [cap])
             | (?<! [quote]) $mostly? because (?! of | [!punct]{1,5} [quote])
             | (from | for | until)? [@word(kind=day)] (?<! (on | as | than | of | by | every) .)
               (?! [/^['’]s$/])
             | $mostly? (while | (?<! time | times | day | days | moment)
                 when (?! it comes to) | although | though
                 | whereas | unless | (after | before
                     | during (?! [!punct & !{VerbGroup}]{1,6} as))
                     (?<! ([/ed$/ & {VerbGroup}] | @word(kind=time)
                         | (of | for) {VerbGroup kind=ing} ([!punct & !{VerbGroup}]){0,8}) .))
             | (?! (?<= (that | who | which) {VerbGroup noun!=y about!=y on!=y of!=y for!=y}
                       ([!punct & !{VerbGroup}]){0,8})
                   and ([lemma=have | lemma=be] | @word(kind=modal)))
               (?! (?<= {VerbGroup kind=inf} ([!punct & !{VerbGroup}]){0,8})
                   and @verb(use=base|base_verb|base_noun))
               (and | but) (?= {VerbGroup kind=fin|pas}
                 | {Subject} (?! [/ed$/ & {VerbGroup}] (with | by | to)))
             | by (?= {VerbGroup kind=ing})
             | (?<= {VerbGroup kind=ing noun=y} ([!punct & !{VerbGroup}]){1,12})
                 and (?= {VerbGroup kind=ing})
             | even? as (?! {NounPhrase} who) (?= {Subject})
             | (?<= [lower & pos=noun & !@role_word & !@occupation & !@word(kind=medium)
                 & !/^(people|(wo)?m[ae]n)$/
                 & (!@cue_noun | /^(plan|bid|proposal|idea|offer|motion|move|decision)s?$/)])
                 {VerbGroup that=y quote=y kind=ing} (?= that | {Subject} {VerbGroup kind=fin|pas})
             | (?<! @word(kind=prep)) the (?= @word(kind=time) (after | before))
             | (?<! {VerbGroup}) earlier (?= this @word(kind=time))
             | in (?= [/^(order|reject|dismiss|grant|deny|rul|announc|defend|refus|declin|urg)ing$/]
                 | court (papers | documents | filings | on | $)) | citing
             | (at | in) (?<! (who | which | that | of | for | {VerbGroup kind=inf|pas})
                 [!punct]{0,6} .) (?= (a | an | his | her | its | their) [!punct & !{VerbGroup}
                 & !@word(kind=prep)]{0,3}? [@occasion | @word(kind=medium)])
             | ($by_way_of | $on_channel (?<! [@seen_there] .))
               (?<! (who | which | that | {VerbGroup kind=inf|pas}
                 | (of | for) {VerbGroup kind=ing}) ([!punct]){0,6} .)
             | (?<! {VerbGroup} | who | which | that) (in | on | last | next | since | by)
                 (?= @word(kind=time|day|month) | [digit & len=4]) ]],
  emit = "Stop",
  set = {},
}

examples {
  { "She accused her rival, former mayor Tom Hill, of it because he “had left.”", Stop = false },
  { "She denied it in court.", Stop = { text = "in" } },
  { "She praised it citing a report.", Stop = { text = "citing" } },
  { "She praised the bridge and the costs linked to it.", Stop = false },
  { "They like a man who lacks money and has made friends.", Stop = false },
  { "They like a plan to cut prices and help towns.", Stop = false },
  { "They fought the plan saying it was late.", Stop = { text = "saying" } },
  { "They fought a man saying it was late.", Stop = false },
  { "They announced plans to march from Monday.", Stop = { text = "from Monday" } },
  { "They like a plan to cut prices and called it fair.", Stop = { text = "and" } },
  { "They like the firm and has made friends.", Stop = { text = "and" } },
  { "She praised the pact signed two days after the vote.", Stop = false },
  { "She protested the tax by giving a speech.", Stop = { text = "by" } },
  { "She praised the bridge by the bay.", Stop = false },
  { "She praised him as calm when it comes to tax.", Stop = false },
  { "She left blasting the tax and naming a day.", Stop = { text = "and" } },
  { "She left backing rain and calm.", Stop = false },
  { "They praised the plan even as it fell.", Stop = { text = "even as" } },
  { "They praised the plan as fair.", Stop = false },
  { "She praised the mayor at a rally in Bath.", Stop = { text = "at" } },
  { "She praised the mayor in an interview.", Stop = { text = "in" } },
  { "She praised the bridge, particularly after it held.",
    Stop = { text = ", particularly after" } },
  { "She praised the vote held on Monday.", Stop = false },
  { "She denied it on Twitter.", Stop = { text = "on" } },
  { "She denied it to reporters.", Stop = { text = "to" } },
  { "She praised ads on Facebook.", Stop = false },
  { "She praised a man who spoke on Twitter.", Stop = false },
  { "She praised sales on television screens.", Stop = false },
  { "She denied it through a spokesman.", Stop = { text = "through" } },
  { "She praised the mayor earlier this week.", Stop = { text = "earlier" } },
  { "She praised the man who spoke at a rally.", Stop = false },
  { "She praised a long, new span.", Stop = false },
  { "She praised its length, its colour and its price.", Stop = false },
  { "She praised its length, its colour, and its price.", Stop = false },
  { "She praised its length, a month late.", Stop = { text = "," } },
  { "She joked about moving if it falls.", Stop = false },
  { "She praised the works begun in May.", Stop = false },
  { "She praised a man who in May left.", Stop = false },
  { "She praised the works in May.", Stop = { text = "in" } },
  { "She praised the works the day after the vote.", Stop = { text = "the" } },
  { "She praised the bridge because it held.",
    Break = false, Stop = { text = "because" } },
  { "She described the bridge during a talk as long.", Stop = false },
  { "She praised the bridge as he left it.", Stop = { text = "as" } },
  { "She called the bridge “old” because it fell.", Stop = false },
  { "She praised the bridge and the mayor fell.", Stop = { text = "and" } },
  { "She praised the bridge and the costs associated with it.", Stop = false },
  { "She was accused of hiding, delaying, and losing letters.", Stop = false },
  { "She was accused of lying, cheating the voters and hiding letters.", Stop = false },
  { "She was accused of the theft, leaving the town and hiding.", Stop = { text = "," } },
  { "She praised a rain-proof, well-built bridge.", Stop = false },
  { "She praised the pact signed after four months of talks.", Stop = false },
  { "She called the pact “late”, “long”.", Stop = false },
  { "She blamed Kern for meeting the mayor before the vote.", Stop = false },
  { "She blamed Kern before the vote.", Stop = { text = "before" } },
  { "She called Kern as weak as a mayor who fell.", Stop = false },
  { "She accused a Tulsa, Okla., mayor of theft.", Stop = false },
  { "She praised its length, its colour, its age and its price.", Stop = false },
  { "She met him at times when it rained.", Stop = false },
  { "Fed officials said so.", Subject = { text = "Fed officials" } },
  { "A poll released Monday said so.", Subject = { text = "A poll released Monday" } },
  { "A poll out this week said so.", Subject = { text = "A poll out this week" } },
  { "A Bath poll conducted last week said so.",
    Subject = { text = "A Bath poll conducted last week" } },
  { "Half of the voters polled said so.",
    Subject = { text = "Half of the voters polled" } },
  { "The MP and finance critic Tom Hill said so. In an interview Dr. Hill and Tom Kern said so.",
    Subject = { { text = "The MP and finance critic Tom Hill" },
      { text = "Dr. Hill and Tom Kern" } } },
  { "A bridge in Bath.", VerbGroup = false, Stop = false },
  { "The ministry less than two weeks ago said so.", Subject = { text = "The ministry" },
    TimeSpan = { text = "less than two weeks ago" } },
  { "Kern told the board two hours later that it fell.", TimeSpan = { text = "two hours later" } },
  { "A man known as Kern fell.", VerbGroup = { text = "fell" } },
  { "The new bridge's length is known.",
    NounPhrase = { text = "The new bridge's length" } },
  { "He was told of it.", VerbGroup = { text = "was told", kind = "pas" } },
  { "Trying to argue, he fell.", VerbGroup = { text = "Trying to argue", kind = "ing" } },
  { "The board voted last July for a new hall.", TimeSpan = { text = "last July" } },
  { "It fell a few days later.", TimeSpan = { text = "a few days later" } },
  { "A woman in Bath, Ohio, said so. Cities, including Bath, said so.",
    Subject = { { text = "A woman in Bath, Ohio," }, { text = "Cities, including Bath," } } },
  { "Shares jumped after Anna Kern said so.", Subject = { text = "Anna Kern" } },
  { "After Tom Hill, the editor, said so, it fell.", Subject = { { text = "Tom Hill, the editor," },
    { text = "it" } } },
  { "A set of Clean Air rules that would close it.", VerbGroup = { text = "would close" } },
  { "In May the mayor left. A May debate is due. May I leave?", VerbGroup = { { text = "left" },
    { text = "is" }, { text = "May" }, { text = "leave" } } },
  { "A man held after a chase said so.", Subject = { text = "A man held after a chase" } },
  { "Kern resigned after the board met.", Subject = { { text = "Kern" }, { text = "the board" } } },
  { "Anna Kern, of Kern & Hill, said so.", Subject = { text = "Anna Kern, of Kern & Hill," } },
  { "Kern beamed as she said so.", Subject = { { text = "Kern" }, { text = "she" } } },
  { "She is associate director.", VerbGroup = { text = "is" } },
  { "In the end nothing.", Subject = false },
  { "Kern and Hill have both said so.", VerbGroup = { text = "have both said" } },
}
