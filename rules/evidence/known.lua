-- rules/evidence/known.lua : single words that a lexicon knows, surnames and acronyms.
local phrases = use "evidence/phrases"
local is = phrases.is
lang "en"

rule "evidence.org_word" {
  about = "A body, firm or club of one word that is not part of a longer name.",
  pattern = [[ (?<! $solid) (?! (?<= [open] | [quote]) [@ordinary]
      | (?<= [upper & alpha & len>1]) [upper & @ordinary])
    name:( [cap & (!first | !@ordinary) & !@nationals & !{Evidence}
       & (@org_known | @org_listed | @club & !@place_known | @gazetteer(kind=seat))] )
       (?! - [lower] | (da | dos) [cap]) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "known"),
}
examples {
  { "He works for Interpol.",
    Evidence = { text = "Interpol", why = "known" } },
  { "He lives in Burnley now.", Evidence = { text = "Burnley", why = "gazetteer" } },
  { "He works for Orange.",
    Evidence = { text = "Orange", why = "known" } },
  { "He said: \"Orange is a colour.\"", Evidence = false },
  { "Everton da Zelten scored.", Evidence = false },
}

rule "evidence.org_first" {
  about = "Apple said, Shell's: an English word that begins a sentence and acts like a firm.",
  pattern = [[ name:[cap & first & @ordinary & (@org_known | @club) & !@never_name & !{Evidence}]
    (?= said | says | told | announced | declined | reported | unveiled | launched | posted |
      agreed | confirmed | plans | expects | denied | denies | warned | added | claimed | called |
      sued | hired | appealed | argued | urged | insisted | promised | accused | bought | acquired |
      recalled | has (also | now | already)? [lower & /ed$|^(been|begun|bought|cut|given|lost|made
        |paid|put|sold|struck|taken|told|won)$/x] |
      (?<= [@org_known(kind=company)]) $s) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "known"),
}
examples {
  { "Apple said so.", Evidence = { text = "Apple", why = "known" } },
  { "Apple’s rise was late.", Evidence = { text = "Apple", why = "known" } },
  { "Apple has now lost a case, and Apple has a worm.", Evidence = {
    { text = "Apple", why = "known" }, { text = "Apple" } } },
  { "Unison called off a strike.", Evidence = { text = "Unison", why = "known" } },
  { "Apple is sour, and nature’s gifts are many.", Evidence = false },
  { "Nature’s gifts are many.", Evidence = false },
}

lexicon "famous" { file = "lexicons/people.hand.tsv", key = "name", exact = true }

let "located" [[ (began | begins | begin | born | lived | lives | live | based | built | opened |
  held | arrested | killed | died) ]]
let "in_honour" [[ (festival | prize | award | medal | trophy | lecture | lily | lilies) ]]

rule "evidence.famous" {
  about = "Macron, Putin: people known by surname alone; not \"began in Cameron\".",
  pattern = [[ (?<! $solid | - | a | an | "A" | "An") (?! (?<= $located in) [cap] (?! $s))
    name:[cap & @famous & !{Evidence}] (?! [cap & !@never_name] | - | $in_honour) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 1.3, "famous"),
}
examples {
  { "Power went from Hollande to Macron.",
    Evidence = { { text = "Hollande", why = "famous" }, { text = "Macron", why = "famous" } } },
  { "They like the Macron Center.", Evidence = false },
  { "A Madonna and an Obama hung there.", Evidence = false },
  { "Work began in Cameron.", Evidence = false },
  { "He died in Macron’s war.", Evidence = { text = "Macron", why = "famous" } },
  { "They like the Dickens festival.", Evidence = false },
}

rule "evidence.given_said" {
  about = "Virginia said: a place does not speak, so this is a given name.",
  pattern = [[ (?<! $solid | - | of | in | near | from | across) name:[cap & @given_name & !@nation
    & !@capital_city &
    !@demonym & !@nationals & (!@ordinary | !first) & !@never_name & !{Evidence}]
    (?= @name_clue(kind=speech)) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 1.8, "speech"),
}
examples {
  { "Then Virginia said no.",
    Evidence = { text = "Virginia", why = "speech" } },
  { "The mayor of Virginia said no.", Evidence = { text = "Virginia", why = "gazetteer" } },
  { "Then Zelten-Angela said no.", Evidence = false },
  { "Then the German said no.", Evidence = false },
  { "He lives in Virginia now.",
    Evidence = { text = "Virginia", why = "gazetteer" } },
}

rule "evidence.place_word" { -- lint: cost
  about = "A city, state or river of one word; weaker if people have this name.",
  pattern = [[ (?= [cap & (!first | !@ordinary) & !@never_name & !{Evidence} & (!upper |
    @place_known)])
      name:( person:[@given_name & !@capital_city & (@place_known |
        @gazetteer(kind=city|state|region|island|water|mountain|park|continent))]
           | [@place_known | @capital_city |
             @gazetteer(kind=city|state|region|island|water|mountain|park|continent)] )
             (?! $firm) ]],
  emit = "Evidence", span = "name",
  set = function(m) return { type = "Place", weight = m.person and 1.2 or 2,
    why = "gazetteer" } end,
}
examples {
  { "He lives in Oslo now.",
    Evidence = { text = "Oslo", why = "gazetteer" } },
}

rule "evidence.family" {
  about = "Words before a known surname.",
  pattern = [[ (?<! the | "The") (?! @title(kind=rank) [cap])
    name:( (?! "El" | "La" | "Le" | "Los" | "Las") $rare $tied (da | dos | $n)?
    [cap & @family_name & !@ordinary
    & !upper & !@never_name & !{Evidence}] $tied $rest ) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 2, "family name"),
}
examples {
  { "They saw Qanit Johansson there.",
    Evidence = { text = "Qanit Johansson", why = "family name" } },
  { "They saw Qanit da Silva there.", Evidence = { text = "Qanit da Silva", why = "family name" } },
  { "They saw him there.", Evidence = false },
}

rule "evidence.acronym" {
  about = "Two to six capital letters, dots and digits allowed; not inside a line of capitals.",
  pattern = [[ (?! (?<= [upper & alpha & @ordinary]) [upper] [upper & alpha & @ordinary]
      | [upper] "]"? ">" | (?<= [num]) [upper & len=2])
    name:( [upper & /^\p{Lu}[\p{Lu}&]{1,5}s?$/ & !@never_name & !{Evidence}]
             | [/^(\p{Lu}\.){3,5}$/ & !{Evidence} & !@never_name] )
    (?! -? [num] | treaty | treaties) ]],
  where = function(m, doc) -- not in X.UNI.DE or the turn "AK: No."
    return not doc.text:find("^[.@_=]", m.first - 1)
      and not (#m.text == 2 and doc.text:find("^\n%u%u:", m.first - 1))
  end,
  emit = "Evidence", span = "name",
  set = is("Acronym", 1.5, "acronym"),
}
examples {
  { "The ZXQ has met.",
    Evidence = { text = "ZXQ", why = "acronym" } },
  { "The TV is on.", Evidence = false },
  { "They left.\n\nZX: No, it is cold.", Evidence = false },
  { "They like the ZXQ treaty again.", Evidence = false },
  { "They like ZXQ 6.2 and ZXQ-1 and T.J. again.", Evidence = false },
  { "ZX> it is cold, with 15 QS in it.", Evidence = false },
}
