-- What speaks for a name: every run of capitalised words once, with the strongest thing
-- that
-- is said for it where it stands.  rules/names.lua weighs this over the whole document;
-- the
-- layer Evidence is for it alone.  A rule above takes its words from the rules below.
lang "en"

-- ---------------------------------------------------------------- lexicons
lexicon "nation" { file = "lexicons/countries.hand.tsv", key = "name", exact = true }
lexicon "capital_city" { file = "lexicons/countries.hand.tsv", key = "capital",
  exact = true }
lexicon "demonym" { file = "lexicons/countries.hand.tsv", key = "adjective",
  exact = true }
lexicon "nationals" { file = "lexicons/countries.hand.tsv", key = "people", exact = true }
lexicon "people_word" { file = "lexicons/peoples.hand.tsv", key = "name", exact = true }
lexicon "place_known" { file = "lexicons/places.hand.tsv", key = "name", exact = true }
lexicon "gazetteer" { file = "lexicons/places.tsv", key = "name", exact = true }
lexicon "any_nation" { file = "lexicons/countries.hand.tsv", key = "name" }
lexicon "any_capital" { file = "lexicons/countries.hand.tsv", key = "capital" }
lexicon "any_place" { file = "lexicons/places.hand.tsv", key = "name" }
lexicon "org_known" { file = "lexicons/organizations.hand.tsv", key = "name",
  exact = true }
lexicon "org_listed" { file = "lexicons/organizations.tsv", key = "name", exact = true }
lexicon "club" { file = "lexicons/clubs.hand.tsv", key = "name", exact = true }
lexicon "given_name" { file = "lexicons/given.tsv", key = "name", exact = true }
lexicon "family_name" { file = "lexicons/surnames.tsv", key = "name", exact = true }
lexicon "ordinary" { file = "lexicons/words.tsv", key = "word" }
lexicon "title" { file = "lexicons/titles.hand.tsv", key = "name", exact = true }
lexicon "title_mod" { file = "lexicons/titlemods.hand.tsv", key = "word" }
lexicon "role_word" { file = "lexicons/roles.hand.tsv", key = "name" }
lexicon "occupation" { file = "lexicons/roles.tsv", key = "name" }
lexicon "name_head" { file = "lexicons/nameheads.hand.tsv", key = "word", exact = true }
lexicon "name_clue" { file = "lexicons/nameclues.hand.tsv", key = "word" }
lexicon "never_name" { file = "lexicons/nevernames.hand.tsv", key = "word", exact = true }

-- ---------------------------------------------------------------- phrases
-- A word that a name can hold, not yet part of another; J and II count, NATO does not.
let "cap_word" [[ [cap & (!upper | /^\p{Lu}$/ | /^I{2,3}$/) & !@never_name & !@demonym &
  !@nationals
                   & !@people_word & !{Evidence}] ]]
let "tied" [[ (- [cap & !@never_name & !@demonym & !{Evidence}]
  | - [lower & len<6 &
    !@name_clue(kind=hyphen)])* ]]
let "n" [[ ($cap_word $tied | [/^[dlDL]['’]\p{Lu}\p{Ll}/ & !{Evidence}]) ]]
let "initial" [[ ([/^(\p{Lu}\.-?)+$/ & !@nation & !@org_known & !{Evidence}] |
  [/^\p{Lu}$/] ".") ]]
let "particle" [[ @name_clue(kind=particle) ]]
let "nick" [[ ([quote] [cap] [!quote & !punct]{0,3} [quote] | "(" [cap & !upper] ")") ]]
let "suffix" [[ (,? (Jr. | "Jr" | Sr. | "Sr" | [/^(I{2,3}|IV|VI{1,3}|IX|XI{0,3}|XIV|XVI)$/]))? ]]
let "rest" [[ ( ($initial | ($particle -?){1,3} $n | $n | $nick (?= $n)){0,4} $suffix ) ]]
let "person" [[ ( ($initial+ | ($particle -?){1,3})? $n $rest ) ]]
let "mid_given" [[ [cap & @given_name & !@title(kind=honorific|rank) &
  !@name_head(kind=direction) &
  !@name_clue(kind=notgiven) & !@ordinary
  & !upper & !@never_name & !@demonym & !{Evidence}] ]]

-- Maria, which is also a word.
let "given_too" [[ [cap & @given_name(common=y) & @ordinary & !@name_clue(kind=wordfirst)
  & !@never_name & !@title & !@nation & !{Evidence}] ]]

-- A word that stands in a name and not only at the start of a sentence.
let "solid" [[ [cap & !upper & !/^(?i:ex|co|vice)-/ & (!first | !@ordinary) &
  !@never_name & !@demonym & !@nationals & !@people_word
                & !@title(kind=honorific|rank) & !{Evidence}] ]]
let "rare" [[ [cap & !upper & !/^(?i:ex|co|vice)-/ & !@ordinary & !@never_name &
  !@demonym & !@nationals & !@people_word
               & !@title(kind=honorific|rank) & !{Evidence}] ]]
let "unknown" [[ ( $rare $tied (($particle -?){0,2} $n){0,2} ) ]]
-- A word inside an organization's name: Red, Danish, and, NATO.
let "o" [[ [cap & !@never_name & !{Evidence}] ]]
let "s" [[ ("'s" | "’s" | "'" | "’") ]]
let "of_theirs" [[
  [cap & @name_clue(kind=theirs) & !{Evidence}] $s ]]
let "firm" [[ @name_head(kind=firm|body) ]]
let "past" [[ (former | ex -? | late | then -? | outgoing | incoming | newly | elected |
  ousted) ]]
-- ex-President, co-founder: one word for the tokenizer.
let "former" [[ [/^(ex|co|vice)-\p{L}{3,}$/i] ]]
-- The tail of a title, or a word that no list of names holds: Secretary General.
let "no_surname" [[ ( [@title(kind=rank|honorific) & !@family_name] | [@title &
  !@family_name & !@given_name]
  | [cap & @ordinary & !@family_name & !@given_name & !upper] (?! [cap] | $particle) ) ]]
let "nation_of" [[ (nation:@demonym | nation:@nation $s?) ]]

local function is(kind, weight, why)
  return { type = kind, weight = weight, why = why }
end
local function country(kind, weight, why)
  return { type = kind, weight = weight, why = why, country = take "name.country",
    known = take "name.kind" }
end
local function many_words(m)
  local text = m.name.text
  return text:find "[%s-]" ~= nil or text:find("\u{A0}", 1, true) ~= nil
end

-- ---------------------------------------------------------------- tables and lines
rule "evidence.dateline" {
  about = "OSLO 1997-03-04; OSLO, March 3 (XY) -; the place before the date.",
  pattern = {
    [[ ^ name:([upper & alpha & len>2]{1,3}) (?= (, [cap & !upper]{1,3})?
      [/^(19|20)\d\d$/] - [num] - [num]) ]],
    [[ ^ (?= [upper & len>2]) name:(@any_nation | @any_place | @any_capital)
       (?= (, [cap]{1,2})? (, [cap] [num])? ("(" [cap]{1,2} ")")? [dash]) ]],
  },
  emit = "Evidence", span = "name", set = is("Place", 3, "dateline"),
}
examples {
  { "OSLO 1997-03-04",
    Evidence = { text = "OSLO", why = "dateline" } },
  { "OSLO is cold.",
    Evidence = { text = "OSLO", why = "acronym" } },
}

rule "evidence.byline" {
  about = "The writer's name on the line before the dateline, or behind By.",
  scope = "document",
  pattern = [[ name:($solid{2,4}) (?= [upper & alpha & len>2]{1,3} (, [cap &
    !upper]{1,3})? [/^(19|20)\d\d$/] - [num] - [num]) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 3, "byline"),
}
examples {
  { "By the end it rained.\nKari Nordmann\nOSLO 1997-03-04",
    Evidence = { text = "Kari Nordmann", why = "byline" } },
  { "Kari Nordmann left OSLO.",
    Evidence = { text = "Kari Nordmann", why = "given name" } },
}

rule "evidence.country_in_brackets" {
  about = "Name (Country), as results of athletes are printed.",
  pattern = [[ name:($n ($n | $initial | $particle $n){0,3}) (?= "(" @nation ("," | ")"))
    ]],
  emit = "Evidence", span = "name",
  set = is("Person", 3, "country in brackets"),
}
examples {
  { "Tervo Makkonen (Finland) beat him.",
    Evidence = { text = "Tervo Makkonen", why = "country in brackets" } },
  { "Tervo Makkonen (above) beat him.",
    Evidence = { text = "Tervo Makkonen", why = "unknown words" } },
}

rule "evidence.result" {
  about = "Team 2 Team 1, the line of a table of results.",
  pattern = {
    [[ ^ name:([cap & !@never_name] [cap & !@never_name]{0,2}) (?= [num] [cap &
      !@never_name]{1,3} [num] ("(" | $)) ]],
    [[ (?<= ^ [cap] [num] | ^ [cap] [cap] [num] | ^ [cap] [cap] [cap] [num]) name:([cap &
      !@never_name]{1,3}) (?= [num] ("(" | $)) ]],
    [[ ^ name:([cap & !@never_name]{1,3}) (?= [num] [num] [num] [num] [num]) ]],
    [[ ^ name:([cap & !@never_name]{1,3}) (?= (at | v) [cap]{1,3} $) ]],
    [[ (?<= ^ [cap] (at | v) | ^ [cap] [cap] (at | v)) name:([cap & !@never_name]{1,3}) $
      ]],
  },
  emit = "Evidence", span = "name",
  set = is("Team", 3, "result"),
}
examples {
  { "Rovaniemi 2 Oulu 1",
    Evidence = { text = "Rovaniemi", why = "result" } },
  { "Rovaniemi has 2 rivers.",
    Evidence = { text = "Rovaniemi", why = "unknown" } },
}

-- ---------------------------------------------------------------- what is no name of
-- ours
rule "evidence.league" {
  about = "National League, English Premier League: a competition.",
  pattern = [[ name:( (@demonym |
    [/^(National|American|Major|Premier|First|Super|Champions)$/]){1,3}
    [/^(League|Division)$/] ) ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "league"),
}
examples {
  { "They play in the National League.",
    Evidence = { text = "National League", why = "league" } },
  { "They play in the league.", Evidence = false },
}

rule "evidence.sum" {
  about = "US$6: a currency.",
  pattern = [[ name:[/^\p{Lu}{1,3}[$€£¥]$/] ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "currency"),
}
examples {
  { "It cost US$6 a day.",
    Evidence = { text = "US$", why = "currency" } },
  { "It happened in the US then.",
    Evidence = { text = "US", why = "nation" } },
}

rule "evidence.event" {
  about = "Cups, laws, awards and wars: World Cup, Geneva Convention.",
  pattern = [[ name:( [cap & !@never_name & !@org_known & (!first | !@ordinary)] [cap &
    !@never_name]{0,4}
                      @name_head(kind=event) (of [cap]+)? ) (?! [cap &
                        @name_head(kind=body)]) ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "event"),
}
examples {
  { "He won the Lemkin Prize in June.",
    Evidence = { text = "Lemkin Prize", why = "event" } },
  { "He won a prize.", Evidence = false },
}

rule "evidence.month" {
  about = "In May, May 5: a month and no name.",
  pattern = [[ name:[/^(May|March|August|April|June)$/] (?= [num] | of | , [num])
             | (?<= in | since | last | until | by | of | early | late | mid | - | from |
               to | this | next | and | through | during)
               name:[/^(May|March|August|April|June)$/] ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "month"),
}
examples {
  { "It began in May.",
    Evidence = { text = "May", why = "month" } },
  { "Then Theresa May left.",
    Evidence = { text = "Theresa May", why = "given name" } },
}

rule "evidence.people" {
  about = "South African, Northern Irish: no place, and not the start of a name.",
  pattern = [[ (?= [cap] [cap]) name:(@demonym | @nationals | @people_word |
    @name_head(kind=direction) @demonym) ]],
  where = many_words,
  emit = "Evidence", span = "name",
  set = is("None", 3, "people"),
}
examples {
  { "A South African driver won.",
    Evidence = { text = "South African", why = "people" } },
  { "A driver from South Africa won.",
    Evidence = { text = "South Africa", why = "gazetteer" } },
}

rule "evidence.state_of" {
  about = "Republic of Ghana, Hashemite Kingdom of Jordan: a state by its full style.",
  pattern = [[ name:( [cap & !@never_name & !first & !{Evidence}]{0,2}
    [/^(Republic|Kingdom|Sultanate|Emirate|Commonwealth)$/] of the? country:@nation ) ]],
  emit = "Evidence", span = "name",
  set = { type = "Place", weight = 3, why = "state", country = take "country.country" },
}
examples {
  { "It was signed by the Hashemite Kingdom of Jordan.",
    Evidence = { text = "Hashemite Kingdom of Jordan", why = "state" } },
  { "The republic of letters met.", Evidence = false },
}

-- ---------------------------------------------------------------- organizations
rule "evidence.org_known" {
  about = "A body, party, firm, paper or club that the lexicons hold, in several words.",
  pattern = [[ (?= [cap] . ) name:(@org_known | @club | @org_listed)
    (?! [cap & !@never_name & !@title & !@role_word]{0,3} $firm) ]],
  where = many_words,
  emit = "Evidence", span = "name",
  set = country("Organization", 3, "known"),
}
examples {
  { "He works for the World Bank now.",
    Evidence = { text = "World Bank", why = "known" } },
  { "He works for World Bank Holdings now.",
    Evidence = { text = "World Bank Holdings", why = "firm" } },
}

rule "evidence.place_whole" {
  about = "West Bank: a known place whose last word would make it a body.",
  pattern = [[ (?= [cap] .) name:(@place_known | @gazetteer) (?<= [cap &
    @name_head(kind=body|weak|firm|head)]) ]],
  where = many_words,
  emit = "Evidence", span = "name",
  set = country("Place", 3, "gazetteer"),
}
examples {
  { "It happened in the West Bank.",
    Evidence = { text = "West Bank", why = "gazetteer" } },
  { "It happened at the Zelten Bank.",
    Evidence = { text = "Zelten Bank", why = "body" } },
}

rule "evidence.org_of" {
  about = "Ministry of X, University of X and Y, Association for X.",
  pattern = [[ name:( $of_theirs? ($o (?! @title)){0,4}? @name_head(kind=head)
      (of | for | on) the? $o ( [cap & !@never_name & !@title]
      | (of | for | the | "&") [cap & !@never_name]
      | and ("Justice" | [cap & !@never_name & !@name_head(kind=head) & !@given_name &
        !@title]) ){0,6}
        ) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "head of"),
}
examples {
  { "The Ministry of Fisheries said so.",
    Evidence = { text = "Ministry of Fisheries", why = "head of" } },
  { "Then the People's Front for Rain and Justice met.",
    Evidence = { text = "People's Front for Rain and Justice", why = "head of" } },
  { "The ministry of silly things said so.", Evidence = false },
}

rule "evidence.org_firm" {
  about = "X Corp, X & Y Ltd, X Holdings.",
  pattern = [[ name:( [cap & !@never_name & (!first | !@ordinary | @family_name) &
    !@title & !{Evidence}]
      ($o | (and | "&" | of | -) $o){0,5}? ,? @name_head(kind=firm)
        (@name_head(kind=firm)){0,2} ) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "firm"),
}
examples {
  { "Shares of Zelten Corp fell.",
    Evidence = { text = "Zelten Corp", why = "firm" } },
  { "The corp is small.", Evidence = false },
}

rule "evidence.org_body" {
  about = "X University, X Party, X Times: the last word says what it is.",
  pattern = {
    [[ name:( ($of_theirs | [cap & !@never_name & !@demonym & (!first | !@ordinary) &
      !@title & !{Evidence} & !@name_head(kind=body)])
       ($of_theirs | $o | and [cap & @ordinary & !@name_head(kind=body)] | ("&" | of |
         for | -) (?! @name_head(kind=body)) $o){0,5} @name_head(kind=body) (?! [cap &
         (@name_head(kind=firm) | @name_head(kind=place))]) ) ]],
  },
  where = function(m) return not m.name.text:find " %- " end,
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "body"),
}
examples {
  { "She studied at Zelten University.",
    Evidence = { text = "Zelten University", why = "body" } },
  { "She studied at a university.", Evidence = false },
}

rule "evidence.org_of_state" {
  about = "Danish Army, Norwegian Embassy: the body of a state.",
  pattern = [[ (?<= @demonym) name:(
    [cap & @name_clue(kind=statebody) & !{Evidence}] "Force"? ) (?! $n) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "body"),
}
examples {
  { "The Norwegian Navy came.",
    Evidence = { text = "Navy", why = "body" } },
  { "The navy came.", Evidence = false },
}

rule "evidence.org_opener" {
  about = "Banco X, Real X, FC X: the first word says what it is.",
  pattern = [[ name:( @name_head(kind=opener) (?! "Force") (de | do | da | du | del |
    of)? $n $n? ) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "opener"),
}
examples {
  { "He owes money to Banco Zelten.",
    Evidence = { text = "Banco Zelten", why = "opener" } },
  { "He owes money to a bank.", Evidence = false },
}

rule "evidence.org_ampersand" {
  about = "Smith & Sons, AT&T's kind of name.",
  pattern = [[ name:( $o{1,3} "&" $o{1,3} ) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "ampersand"),
}
examples {
  { "He left Brixley & Zelten.",
    Evidence = { text = "Brixley & Zelten", why = "ampersand" } },
  { "He left salt & pepper.", Evidence = false },
}

-- ---------------------------------------------------------------- places
rule "evidence.place_tail" {
  about = "X River, X Province, X Airport: the last word says that it is a place.",
  pattern = [[ (?! $mid_given
    [cap & @name_clue(kind=surnamelike)] (?! [cap]))
      name:( [cap & !@never_name & !@demonym & (!first | !@ordinary) & !@title & !upper &
        !{Evidence}] ([cap & !@never_name & !{Evidence}] | - [cap]){0,3}
             @name_head(kind=place) ) (?! $firm) ]],
  emit = "Evidence", span = "name",
  set = is("Place", 2, "place tail"),
}
examples {
  { "The Zelten River rose.",
    Evidence = { text = "Zelten River", why = "place tail" } },
  { "The river rose.", Evidence = false },
}

rule "evidence.place_head" {
  about = "Lake X, Mount X, San X: the first word says that it is a place.",
  pattern = [[ (?<! $rare) name:( @name_head(kind=placehead) (de | del | la | las | los |
    of | al)* $n (de $n)? ) (?! $firm) ]],
  where = function(m) return not m.name.text:find "^[SE][ta][%. ]" end,
  emit = "Evidence", span = "name",
  set = is("Place", 2, "place head"),
}
examples {
  { "They climbed Mount Zelten.",
    Evidence = { text = "Mount Zelten", why = "place head" } },
  { "They mount horses.", Evidence = false },
}

rule "evidence.place_words" {
  about = "A place of several words that the lexicons hold: New York, Red Sea.",
  pattern = [[ (?= [cap] .) name:( @place_known | @nation | @capital_city | @gazetteer )
    (?! $firm) ]],
  where = many_words,
  emit = "Evidence", span = "name",
  set = country("Place", 3, "gazetteer"),
}
examples {
  { "It rained in New York.",
    Evidence = { text = "New York", why = "gazetteer" } },
  { "It rained in a new town.", Evidence = false },
}

rule "evidence.nation" {
  about = "A country by any of its names, unless it is somebody's given name.",
  pattern = {
    [[ (?= [cap]) (?<! $mid_given) name:( @nation | @name_head(kind=direction) (@nation |
      [/^(Asia|Africa|Europe|America)$/]) ) (?! [cap & @family_name & !@ordinary & !first
      & !@nation] [!cap]) ]],
  },
  emit = "Evidence", span = "name",
  set = country("Place", 3, "nation"),
}
examples {
  { "It rained in Norway.",
    Evidence = { text = "Norway", why = "nation" } },
  { "It was a Norwegian rain.", Evidence = false },
}

-- ---------------------------------------------------------------- persons
rule "evidence.title" {
  about = "Danish President X Y, former Foreign Minister X, Gen. X.",
  pattern = [[ $nation_of? $past* role:( @title_mod* (@title(kind=office|rank|royal) |
    $former) )
    (and @title)? @title* (?! $no_surname | @name_head(kind=body|firm|event)
      | [(@role_word | @title(kind=office|rank) | @title_mod) & !@given_name])
        name:$person ]],
  emit = "Evidence", span = "name",
  set = { type = "Person", weight = 3, why = "title", role = take "role",
    country = take "nation.country" },
}
examples {
  { "Norwegian President Kari Zelten spoke.",
    Evidence = { text = "Kari Zelten", why = "title" } },
  { "Ex-President Kari-Anne Zelten spoke.",
    Evidence = { text = "Kari-Anne Zelten", why = "title" } },
  { "The president spoke.", Evidence = false },
  { "The Secretary General spoke.", Evidence = false },
}

rule "evidence.honorific" {
  about = "Mr. X, Sir X Y, Dr. X.",
  pattern = [[ hon:@title(kind=honorific) (@title)* (?! $no_surname) name:$person ]],
  emit = "Evidence", span = "name",
  set = { type = "Person", weight = 3, why = "honorific", gender = take "hon.gender" },
}
examples {
  { "They called Mr. Zelten.",
    Evidence = { text = "Zelten", why = "honorific" } },
  { "They called Mr Speaker.", Evidence = false },
  { "They called him mister.", Evidence = false },
}

rule "evidence.initials" {
  about = "J. K. X, George W. X.",
  pattern = [[ name:( $n? $initial{1,3} [cap & !upper & !@never_name & !@demonym &
    !@nation & !{Evidence}] $tied $rest ) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 3, "initials"),
}
examples {
  { "They met J. K. Zelten.",
    Evidence = { text = "J. K. Zelten", why = "initials" } },
  { "They met in the U.S. Monday.",
    Evidence = { text = "U.S.", why = "nation" } },
}

rule "evidence.bare_initials" {
  about = "H D X, SM X Y: initials without points.",
  pattern = [[ name:( ($mid_given $tied)? [/^\p{Lu}{1,2}$/ & !@nation & !@org_known &
    !@place_known & !@never_name & !@title & !{Evidence}]{1,3}
                      (?= [!@place_known & !@name_head]) $rare $tied $rest ) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 2, "initials"),
}
examples {
  { "They met H D Zeltenswamy there.",
    Evidence = { text = "H D Zeltenswamy", why = "initials" } },
  { "They met Angela M Zeltenswamy there.",
    Evidence = { text = "Angela M Zeltenswamy", why = "initials" } },
  { "The EU met there.",
    Evidence = { text = "EU", why = "known" } },
}

rule "evidence.role" {
  about = "spokesman X, Danish deputy envoy X Y: a role in small letters.",
  pattern = [[ $nation_of? $past* (@title_mod(kind=group) | "Labour" | "Labor")*
    role:( @title_mod(kind=rank)* (@role_word | @occupation) )
      (?<! [cap]) @title(kind=honorific)* (?! $no_surname) name:( (?= [cap & !upper &
        (!@ordinary | @given_name)]) $person ) ]],
  emit = "Evidence", span = "name",
  set = { type = "Person", weight = 2, why = "role", role = take "role",
    country = take "nation.country" },
}
examples {
  { "It pleased spokesman Ola Zelten.",
    Evidence = { text = "Ola Zelten", why = "role" } },
  { "The pupils Mr Zelten taught left.",
    Evidence = { text = "Zelten", why = "honorific" } },
  { "It pleased the spokesman.", Evidence = false },
}

rule "evidence.place_given" {
  about = "in Agua Bonita: a given name inside a place.",
  pattern = [[ (?<= in | near | across | throughout | (city | town | village |
    municipalities | municipality) of)
      name:( $mid_given $tied $n ) (?! $s | [cap] | @name_clue(kind=speech) | and | ,
        [num]) ]],
  emit = "Evidence", span = "name",
  set = is("Place", 1.3, "into"),
}
examples {
  { "They live in Pedro Zeltenow now.",
    Evidence = { text = "Pedro Zeltenow", why = "into" } },
  { "They like Pedro Zeltenow now.",
    Evidence = { text = "Pedro Zeltenow", why = "given name" } },
}

-- Syllables of Chinese and Korean names that are also English words.
let "syllable" [[ (ho | an | min | sun | sang | ting | tong | pang | lam | hang | hung |
  bin | ran | ha) ]]

rule "evidence.surname_first" {
  about = "Lo Chung-mau, Moon Jae-in: a surname, then two syllables with a hyphen.",
  pattern = [[ (?<! -) name:( ([cap & !first & @given_name & !upper & !@never_name &
    !{Evidence}] (?= [cap] [cap] -))?
    [/^\p{Lu}\p{Ll}{1,5}$/ & !@never_name & !@title & !@demonym & !{Evidence}]
    ( [/^\p{Lu}\p{Ll}{1,5}$/ & !@never_name & !@title & !@demonym & !@nation & !{Evidence}]
      - ( [/^\p{Ll}{1,6}$/ & !@ordinary & !@name_clue(kind=hyphen) & !@role_word] | $syllable )
    | [/^\p{Lu}\p{Ll}{1,5}$/ & !@ordinary & !@never_name & !@demonym & !@nation & !{Evidence}]
      - "in" ) (?! -) ) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 3, "surname first"),
}
examples {
  { "Then Moon Zel-un left.",
    Evidence = { text = "Moon Zel-un", why = "surname first" } },
  { "Then Moon Jae-in met Woo Sang-ho.",
    Evidence = { { text = "Moon Jae-in", why = "surname first" },
      { text = "Woo Sang-ho", why = "surname first" } } },
  { "It was a Big Walk-in there.",
    Evidence = { { text = "Big" }, { text = "Walk-in", why = "unknown" } } },
  { "Then Kari Oslo-based left.",
    Evidence = { text = "Kari Oslo", why = "given name" } },
}

rule "evidence.given" {
  about = "A given name and more: Angela X, Mark X behind other words.",
  pattern = {
    [[ (?<! the | "The") name:( ((?! "El" | "La" | "Le" | "Los" | "Las" | @role_word |
      @occupation) (?<! [upper & len>1]) $rare $tied){0,2} $given_too? $mid_given $tied ($rest)
      (?<= . .) ) ]],
    [[ name:( ((?! "El" | "La" | "Le" | "Los" | "Las" | @role_word | @occupation) $rare
      $tied)? [cap & @given_name & @ordinary & !first & !upper & !@never_name & !@demonym
      & !@title(kind=rank|honorific) & !{Evidence}]
              (?= $initial | $particle | [!@ordinary | @family_name | @given_name])
                ($initial | ($particle -?){1,2} $n | $n) $rest ) ]],
    [[ name:( [cap & @given_name(common=y) & @ordinary &
      !@name_clue(kind=wordfirst) & !{Evidence}]
              $initial? [cap & !upper & !@never_name & !@demonym & !@nation &
                !@name_head(kind=body|place|firm|event) & !{Evidence}] $tied $rest ) ]],
    [[ name:( [cap & first & @given_name & @ordinary &
      !@name_clue(kind=modalfirst) & !@never_name & !{Evidence}]
              $initial? [cap & !@ordinary & !upper & !@never_name & !@demonym & !@nation
                & !{Evidence}] $tied $rest ) ]],
  },
  where = function(m) return many_words(m)
    and not m.name.text:find " %- " end,
  emit = "Evidence", span = "name",
  set = is("Person", 3, "given name"),
}
examples {
  { "They met Angela Zelten.",
    Evidence = { text = "Angela Zelten", why = "given name" } },
  { "Then ZXQ Prosekutor Angela Zelten left.",
    Evidence = { { text = "ZXQ" }, { text = "Angela Zelten", why = "given name" } } },
  { "There Maria Angela Zelten left.",
    Evidence = { text = "Maria Angela Zelten", why = "given name" } },
  { "They met the angel.", Evidence = false },
}

-- ---------------------------------------------------------------- one word that is known
rule "evidence.org_word" {
  about = "A body, firm or club of one word, where nothing makes it a longer name.",
  pattern = [[ (?<! $solid) name:( [cap & (!first | !@ordinary) & !@nationals & !{Evidence}
       & (@org_known | @org_listed | @club | @gazetteer(kind=seat))] ) (?! - [lower]) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "known"),
}
examples {
  { "He works for Interpol.",
    Evidence = { text = "Interpol", why = "known" } },
  { "Target the poor, he said.",
    Evidence = { text = "Target", why = "unknown" } },
}

rule "evidence.given_said" {
  about = "Virginia said: a place does not speak by its given name.",
  pattern = [[ (?<! $solid) name:[cap & @given_name & !@nation & !@capital_city &
    (!@ordinary | !first) & !@never_name & !{Evidence}] (?= @name_clue(kind=speech)) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 1.8, "speech"),
}
examples {
  { "Then Virginia said no.",
    Evidence = { text = "Virginia", why = "speech" } },
  { "He lives in Virginia now.",
    Evidence = { text = "Virginia", why = "gazetteer" } },
}

rule "evidence.place_word" {
  about = "A city, state or river of one word; weaker when people bear the name.",
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
  { "Nice people live there.",
    Evidence = { text = "Nice", why = "unknown" } },
}

rule "evidence.family" {
  about = "Words before a known surname.",
  pattern = [[ (?<! the | "The") name:( (?! "El" | "La" | "Le" | "Los" | "Las") $rare $tied $n?
    [cap & @family_name & !@ordinary
    & !upper & !@never_name & !{Evidence}] $tied $rest ) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 2, "family name"),
}
examples {
  { "They saw Qanit Johansson there.",
    Evidence = { text = "Qanit Johansson", why = "family name" } },
  { "They saw him there.", Evidence = false },
}

rule "evidence.acronym" {
  about = "Two to six capital letters, points and digits allowed.",
  pattern = [[ name:( [upper & /^\p{Lu}[\p{Lu}&]{1,5}s?$/ & !@never_name & !{Evidence}]
             | [/^(\p{Lu}\.){2,5}$/ & !{Evidence} & !@never_name] ) ]],
  emit = "Evidence", span = "name",
  set = is("Acronym", 1.5, "acronym"),
}
examples {
  { "The ZXQ has met.",
    Evidence = { text = "ZXQ", why = "acronym" } },
  { "The TV is on.", Evidence = false },
}

-- ---------------------------------------------------------------- beside telling words
rule "evidence.speech" {
  about = "X said; an unknown word before a verb of speech is a person.",
  pattern = [[ name:$unknown (?= @name_clue(kind=speech)) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 1.6, "speech"),
}
examples {
  { "But Zeltenow said no.",
    Evidence = { text = "Zeltenow", why = "speech" } },
  { "But officials said no.", Evidence = false },
}

rule "evidence.age" {
  about = "X Y, 45, ...",
  pattern = [[ name:( $solid $n{0,2} ) (?= , [/^\d\d?$/] (, | ")" | ".")) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 2, "age"),
}
examples {
  { "It was Qanit Zeltenow, 45, who came.",
    Evidence = { text = "Qanit Zeltenow", why = "age" } },
  { "It was May 45, then.",
    Evidence = { text = "May", why = "month" } },
}

rule "evidence.apposition" {
  about = "X Y, the striker; X Y, president of Z.",
  pattern = [[ (?<! of | from | in | at | near | against | including) name:(
    ([cap & !first & !upper & (@family_name | @given_name) & !@title & !@never_name &
    !{Evidence}] (?= $rare))? $rare $tied (($particle -?){0,2} $n){0,2} )
    (?= , (a | an | the | his | her | its | who |
    whose)? ([!punct & !cap] | [@demonym]){0,4} (@role_word | @occupation)) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 1.6, "apposition"),
}
examples {
  { "He praised Zeltenow, the striker.",
    Evidence = { text = "Zeltenow", why = "apposition" } },
  { "They came from Zeltenow, the driver said.",
    Evidence = { text = "Zeltenow", why = "at" } },
  { "He praised her, the striker.", Evidence = false },
}

rule "evidence.place_noun" {
  about = "X province, the town of X, the village X.",
  pattern = {
    [[ name:( $rare $tied $n? ) (?= @name_clue(kind=placenoun)) ]],
    [[ (?<= (city | town | village | state | province | island | district | region |
      capital | coast | west | east | north | south | port
        | residents | resident | people | native | mayor | outskirts | suburb | streets |
          governor | municipality | municipalities | community | communities | districts
          | provinces | villages | towns | cities) of) name:( $rare $tied $n? ) ]],
    [[ (?<= @name_clue(kind=placenoun)) name:( $rare $tied $n? ) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Place", 1.6, "place noun"),
}
examples {
  { "It began in the town of Zeltenow.",
    Evidence = { text = "Zeltenow", why = "place noun" } },
  { "It began in the town of his birth.", Evidence = false },
}

rule "evidence.person_noun" {
  about = "the X administration, the X family.",
  pattern = [[ name:( ($mid_given $tied){0,2} $rare $tied ) (?= (administration |
    presidency | family | clan |
    dynasty | camp | dictatorship | era) ) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 1.5, "person noun"),
}
examples {
  { "It was the Zeltenow administration.",
    Evidence = { text = "Zeltenow", why = "person noun" } },
  { "It was the Angela Zeltenow administration.",
    Evidence = { text = "Angela Zeltenow", why = "person noun" } },
  { "It was the new administration.", Evidence = false },
}

rule "evidence.kin" {
  about = "X's wife, X's lawyer; a man named X, surnamed X.",
  pattern = {
    [[ name:( $rare $tied $n? ) (?= $s @name_clue(kind=kin)) ]],
    [[ (?<= (man | woman | boy | girl | child | student | citizen | resident) named |
      surnamed | nicknamed) name:( $rare $tied $n? ) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Person", 1.6, "kin"),
}
examples {
  { "It was sold by Zeltenow's widow.",
    Evidence = { text = "Zeltenow", why = "kin" } },
  { "It was sold by Zeltenow's board.",
    Evidence = { text = "Zeltenow", why = "unknown" } },
}

rule "evidence.org_noun" {
  about = "X spokesman, the carmaker X.",
  pattern = {
    [[ name:( $rare $tied $n? ) (?= @name_clue(kind=orgnoun)) ]],
    [[ (?<= @name_clue(kind=orglead)) name:( $rare $tied $n? ) ]],
    [[ (?<= according to) name:[mixed & alpha & !/^(Mc|Mac|O['’])/ & !{Evidence}] ]],
    [[ (?<= quoted by) name:( $rare $tied $n? ) (?= as saying) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Organization", 1.6, "organization noun"),
}
examples {
  { "It was bought by carmaker Zeltenow.",
    Evidence = { text = "Zeltenow", why = "organization noun" } },
  { "It was bought by a carmaker.", Evidence = false },
}

rule "evidence.place_before" {
  about = "X, Country: the smaller place stands first.",
  pattern = [[ (?<= @name_clue(kind=into|toward) | at | of) name:( $rare $tied $n? ) (?=
    , (@nation | @place_known(kind=state))) ]],
  emit = "Evidence", span = "name",
  set = is("Place", 1.6, "inside"),
}
examples {
  { "He came from Zeltenow, Norway.",
    Evidence = { text = "Zeltenow", why = "inside" } },
  { "He likes Zeltenow, they say.",
    Evidence = { text = "Zeltenow", why = "unknown" } },
}

rule "evidence.town" {
  about = "A small town, believed only behind a preposition.",
  pattern = [[ (?<= @name_clue(kind=into|toward) | at | of) name:( [cap & @gazetteer &
    !@ordinary & !{Evidence}] ) ]],
  emit = "Evidence", span = "name",
  set = is("Place", 1.5, "town"),
}
examples {
  { "He lives in Abilene now.",
    Evidence = { text = "Abilene", why = "town" } },
  { "Abilene is late.",
    Evidence = { text = "Abilene", why = "unknown" } },
}

rule "evidence.into" {
  about = "in X, near X Y.",
  pattern = [[ (?<= @name_clue(kind=into)) name:( $rare $tied $rare? ) (?! $s |
    @role_word | [cap]) ]],
  emit = "Evidence", span = "name",
  set = is("Place", 1.5, "into"),
}
examples {
  { "He lives near Zeltenow.",
    Evidence = { text = "Zeltenow", why = "into" } },
  { "He likes Zeltenow.",
    Evidence = { text = "Zeltenow", why = "unknown" } },
}

rule "evidence.at" {
  about = "at X, from X: rather a place, when nothing else is known.",
  pattern = [[ (?<= at | from) name:( (?! [@given_name | @family_name]) $rare $tied ) (?!
    $s | [cap] | @role_word) ]],
  emit = "Evidence", span = "name",
  set = is("Place", 0.6, "at"),
}
examples {
  { "They came from Zeltenow.",
    Evidence = { text = "Zeltenow", why = "at" } },
  { "They like Zeltenow.",
    Evidence = { text = "Zeltenow", why = "unknown" } },
}

rule "evidence.two_words" {
  about = "Two or three unknown words without an article are mostly a person.",
  pattern = [[ (?<! the | "The") name:( (?! "El" | "La" | "Le" | "Los" | "Las" | "Les")
    $rare $tied (($particle -?){0,2} $rare $tied){1,2} ) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 1, "unknown words"),
}
examples {
  { "They praised Qanit Zeltenow.",
    Evidence = { text = "Qanit Zeltenow", why = "unknown words" } },
  { "They praised the Qanit Zeltenow.",
    Evidence = { text = "Qanit Zeltenow", why = "unknown" } },
}

rule "evidence.given_alone" {
  about = "A given name by itself.",
  pattern = [[ (?<! [cap] | - | the | "The") name:[cap & @given_name(common=y) & !upper &
    !@ordinary & !@never_name & !@family_name & !{Evidence}] (?! [cap] | -) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 0.6, "given name alone"),
}
examples {
  { "They like Angela.",
    Evidence = { text = "Angela", why = "given name alone" } },
  { "They like the angel.", Evidence = false },
}

rule "evidence.unknown" {
  about = "Whatever else is capitalised; the document may say elsewhere what it is.",
  pattern = [[ (?! [@title] (?! $rare)) name:( $solid $tied ($rare $tied){0,2} | [cap &
    !@title & !@never_name & !@demonym & !@nationals & !{Evidence}] ) ]],
  emit = "Evidence", span = "name",
  set = is("Unknown", 0.3, "unknown"),
}
examples {
  { "They like Zeltenow.",
    Evidence = { text = "Zeltenow", why = "unknown" } },
  { "They like it.", Evidence = false },
}
