-- rules/evidence/media.lua : papers, journals and stations.
local phrases = use "evidence/phrases"
local is = phrases.is
lang "en"

rule "evidence.paper" {
  about = "the journal X Letters, the newspaper The X: the whole title.",
  pattern = [[ (?<= (journal | magazine | newspaper | newspapers | broadcaster | radio station))
    name:( "The"?
    [cap & !upper & !@never_name & !{Evidence}] ([cap & !@never_name & !{Evidence}]
      | (?<! [@org_known | @org_listed]) of (?= [cap & !@never_name & !{Evidence}])
      | (and | "&" | -) (?= [cap & !@never_name & !{Evidence}])){0,5} ) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 2.5, "paper"),
}
examples {
  { "It is in the journal Earth Letters now.",
    Evidence = { text = "Earth Letters", why = "paper" } },
  { "He told radio station Oslo Norte.", Evidence = { text = "Oslo Norte", why = "paper" } },
  { "He read the newspaper The Daily Zelten.",
    Evidence = { text = "The Daily Zelten", why = "paper" } },
  { "He read the newspaper Bild of Norway.", Evidence = { text = "Bild", why = "paper" } },
  { "The journal is new.", Evidence = false },
}

lexicon "paper_word" { file = "lexicons/papers.hand.tsv", exact = true }
lexicon "weekend_paper" { file = "lexicons/weekend-papers.hand.tsv", exact = true }

rule "evidence.sunday_paper" {
  about = "the Sunday Zelten Post: a weekend paper.",
  pattern = [[ name:( [/^(Sunday|Saturday)$/] [cap & !@never_name & !{Evidence}]?
    @weekend_paper ) (?! [cap & !@title] | -) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "paper"),
}
examples {
  { "He wrote for the Sunday Zelten Post.",
    Evidence = { text = "Sunday Zelten Post", why = "paper" } },
  { "He left on Sunday, Times of rain ahead.", Evidence = false },
}

rule "evidence.paper_of_place" {
  about = "the Lagos Review, the Leeds Mercury: a paper of a town.",
  pattern = [[ (?<= the | "The") name:( [cap & (@place_known | @gazetteer | @capital_city) &
    !{Evidence}] @paper_word(town=y) ) (?! [cap]) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "paper"),
}
examples {
  { "He wrote for the Lagos Review.", Evidence = { text = "Lagos Review", why = "paper" } },
  { "They like the Review.", Evidence = false },
}

-- Papers, chambers and other bodies whose name is an English word.
lexicon "called_alone" { "Chronicle", "Commons", "Express", "Gazette", "Herald", "House",
  "Journal", "Lords", "Mail", "Met", "Mirror", "Post", "Spectator", "Telegraph", "Times",
  "Tribune" }

rule "evidence.called_alone" {
  about = "the Times, the House, the Met: one word that everybody understands as one body.",
  pattern = [[ (?<= [/^the$/] | ^ "The") name:[cap & !upper & @called_alone & !{Evidence}]
    (?! [cap & !@title] | - | of | (and | "&") [cap]) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "called alone"),
}
examples {
  { "He wrote in the Times that the House met.", Evidence = {
    { text = "Times", why = "called alone" }, { text = "House", why = "called alone" } } },
  { "He wrote in the Mail & Zelten.", Evidence = false },
  { "They met in the Times of trouble, in the Post and Marsh.", Evidence = false },
}

rule "evidence.station" {
  about = "BBC Radio Solent, ABC Radio Adelaide, BBC Radio 4: a station of a broadcaster.",
  pattern = [[ name:( [upper & len>1 & !@never_name & !{Evidence}] [/^Radio$/] ([/^\d$/] |
    [cap & !@never_name & !@title & (@place_known | @gazetteer | !@given_name) & !{Evidence}]) ) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "station"),
}
examples {
  { "He told ZXQ Radio Zelten so.", Evidence = { text = "ZXQ Radio Zelten", why = "station" } },
  { "He told BBC Radio 4 so.", Evidence = { text = "BBC Radio 4", why = "station" } },
}

rule "evidence.paper_joint" {
  about = "the Leeds Herald-Tribune, the Star-Ledger: a paper with a double name.",
  pattern = [[ name:( [cap & !upper & !@never_name & !{Evidence}]{0,2} [@paper_word & !{Evidence}]
    - [@paper_word & !{Evidence}] ) (?! - | [cap & !@title]) ]],
  emit = "Evidence", span = "name", set = is("Organization", 3, "paper"),
}
examples {
  { "She reads the Zeltenow Herald-Tribune.",
    Evidence = { text = "Zeltenow Herald-Tribune", why = "paper" } },
  { "She read it in the Star-Ledger first.", Evidence = { text = "Star-Ledger", why = "paper" } },
  { "It is a Post-Soviet world.", Evidence = false },
}

-- The call letters of stations in North America that spell no word.
rule "evidence.call_letters" {
  about = "WZQB said, told KZQB-TV: a station by its call letters.",
  pattern = [[ (?<! [upper & len>1] | - | "(") name:( [/^[WK][A-Z]{2}[A-HJ-Z]$/ & !@ordinary
    & !@org_known & !{Evidence}] (- [/^(TV|FM|AM)$/])? [/^News$/]? )
    (?! [upper & len>1] | - | "&") ]],
  emit = "Evidence", span = "name", set = is("Organization", 2, "station"),
}
examples {
  { "He told KZQB-TV that it fell, WZQB reports.", Evidence = {
    { text = "KZQB-TV", why = "station" }, { text = "WZQB", why = "station" } } },
  { "WHAT KIND OF DAY IS IT?", Evidence = false },
}
