-- What speaks for a name: every run of capitalised words once, with the strongest thing that
-- is said for it where it stands.  rules/names.lua weighs this over the whole document; the
-- layer Evidence is for it alone.  A rule above takes its words from the rules below.
lang "en"

-- ---------------------------------------------------------------- lexicons
lexicon "nation" { file = "lexicons/countries.hand.tsv", key = "name", exact = true }
lexicon "capital_city" { file = "lexicons/countries.hand.tsv", key = "capital", exact = true }
lexicon "demonym" { file = "lexicons/countries.hand.tsv", key = "adjective", exact = true }
lexicon "nationals" { file = "lexicons/countries.hand.tsv", key = "people", exact = true }
lexicon "people_word" { file = "lexicons/peoples.hand.tsv", key = "name", exact = true }
lexicon "place_known" { file = "lexicons/places.hand.tsv", key = "name", exact = true }
lexicon "gazetteer" { file = "lexicons/places.tsv", key = "name", exact = true }
lexicon "any_nation" { file = "lexicons/countries.hand.tsv", key = "name" }
lexicon "any_capital" { file = "lexicons/countries.hand.tsv", key = "capital" }
lexicon "any_place" { file = "lexicons/places.hand.tsv", key = "name" }
lexicon "org_known" { file = "lexicons/organizations.hand.tsv", key = "name", exact = true }
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
let "cap_word" [[ [cap & (!upper | /^\p{Lu}$/ | /^I{2,3}$/) & !@never_name & !@demonym & !@nationals
                   & !@people_word & !{Evidence}] ]]
let "tied" [[ (- [cap & !@never_name & !@demonym & !{Evidence}]
  | - [lower & len<6 & !/^(born|led|based|run|held|era|area|style|like|made|wide|owned|bound|type|vibe|time|year|day|free|only|rich|wing|class|first|level|and|the|of|to|for)$/])* ]]
let "n" [[ ($cap_word $tied | [/^[dlDL]['’]\p{Lu}\p{Ll}/ & !{Evidence}]) ]]
let "initial" [[ ([/^(\p{Lu}\.-?)+$/ & !@nation & !@org_known & !{Evidence}] | [/^\p{Lu}$/] ".") ]]
let "particle" [[ @name_clue(kind=particle) ]]
let "nick" [[ ([quote] [cap] [!quote & !punct]{0,3} [quote] | "(" [cap] ")") ]]
let "suffix" [[ (,? (Jr. | "Jr" | Sr. | "Sr" | "II" | "III"))? ]]
let "rest" [[ ( ($initial | ($particle -?){1,3} $n | $n | $nick (?= $n)){0,4} $suffix ) ]]
let "person" [[ ( ($initial+ | ($particle -?){1,3})? $n $rest ) ]]
let "mid_given" [[ [cap & @given_name & !@ordinary & !upper & !@never_name & !@demonym & !{Evidence}] ]]

-- A word that stands in a name and not only at the start of a sentence.
let "solid" [[ [cap & !upper & (!first | !@ordinary) & !@never_name & !@demonym & !@nationals & !@people_word
                & !@title(kind=honorific|rank) & !{Evidence}] ]]
let "rare" [[ [cap & !upper & !@ordinary & !@never_name & !@demonym & !@nationals & !@people_word
               & !@title(kind=honorific|rank) & !{Evidence}] ]]
let "unknown" [[ ( $rare $tied (($particle -?){0,2} $n){0,2} ) ]]
-- A word inside an organization's name: Red, Ukrainian, and, NATO.
let "o" [[ [cap & !@never_name & !{Evidence}] ]]
let "s" [[ ("'s" | "’s" | "'" | "’") ]]
let "firm" [[ @name_head(kind=firm|body) ]]
let "past" [[ (former | ex -? | late | then -? | outgoing | incoming | newly | elected | ousted) ]]
let "nation_of" [[ (nation:@demonym | nation:@nation $s?) ]]

local function is(kind, weight, why)
  return function() return { type = kind, weight = weight, why = why } end
end
local function country(kind, weight, why)
  return function(m)
    return { type = kind, weight = weight, why = why, country = m.name.country,
             known = m.name.kind }
  end
end
local function many_words(m) return m.name.text:find "[%s-]" ~= nil end

-- ---------------------------------------------------------------- tables and lines
rule "evidence.dateline" {
  about = "LONDON 1996-08-30; WASHINGTON, March 3 (AP) -; the place before the date of a report.",
  pattern = {
    [[ ^ name:([upper & alpha & len>2]{1,3}) (?= (, [cap & !upper]{1,3})? [/^(19|20)\d\d$/] - [num] - [num]) ]],
    [[ ^ (?= [upper & len>2]) name:(@any_nation | @any_place | @any_capital)
       (?= (, [cap]{1,2})? (, [cap] [num])? ("(" [cap]{1,2} ")")? [dash]) ]],
  },
  emit = "Evidence", span = "name", overlap = nil,
  set = is("Place", 3, "dateline"),
}

rule "evidence.byline" {
  about = "The writer's name on the line before the dateline, or behind By.",
  scope = "document",
  pattern = [[ name:($solid{2,4}) (?= [upper & alpha & len>2]{1,3} (, [cap & !upper]{1,3})? [/^(19|20)\d\d$/] - [num] - [num]) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 3, "byline"),
}

rule "evidence.country_in_brackets" {
  about = "Name (Country), as results of athletes are printed.",
  pattern = [[ name:($n ($n | $initial | $particle $n){0,3}) (?= "(" @nation ("," | ")")) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 3, "country in brackets"),
}

rule "evidence.result" {
  about = "Team 2 Team 1, the line of a table of results.",
  pattern = {
    [[ ^ name:([cap & !@never_name] [cap & !@never_name]{0,2}) (?= [num] [cap & !@never_name]{1,3} [num] ("(" | $)) ]],
    [[ (?<= ^ [cap] [num] | ^ [cap] [cap] [num] | ^ [cap] [cap] [cap] [num]) name:([cap & !@never_name]{1,3}) (?= [num] ("(" | $)) ]],
    [[ ^ name:([cap & !@never_name]{1,3}) (?= [num] [num] [num] [num] [num]) ]],
    [[ ^ name:([cap & !@never_name]{1,3}) (?= (at | v) [cap]{1,3} $) ]],
    [[ (?<= ^ [cap] (at | v) | ^ [cap] [cap] (at | v)) name:([cap & !@never_name]{1,3}) $ ]],
  },
  emit = "Evidence", span = "name",
  set = is("Team", 3, "result"),
}

-- ---------------------------------------------------------------- what is no name of ours
rule "evidence.league" {
  about = "National League, English Premier League: a competition.",
  pattern = [[ name:( (@demonym | [/^(National|American|Major|Premier|First|Super|Champions)$/]){1,3} [/^(League|Division)$/] ) ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "league"),
}

rule "evidence.sum" {
  about = "US$6: a currency.",
  pattern = [[ name:[upper & len<4] (?= ("$" | "€" | "£" | "¥")) ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "currency"),
}

rule "evidence.event" {
  about = "Cups, laws, awards and wars: World Cup, Geneva Convention.",
  pattern = [[ name:( [cap & !@never_name & (!first | !@ordinary)] [cap & !@never_name]{0,4}
                      @name_head(kind=event) (of [cap]+)? ) (?! [cap & @name_head(kind=body)]) ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "event"),
}

rule "evidence.month" {
  about = "In May, May 5: a month and no name.",
  pattern = [[ name:[/^(May|March|August|April|June)$/] (?= [num] | of | , [num])
             | (?<= in | since | last | until | by | of | early | late | mid | - | from | to | this | next | and | through | during) name:[/^(May|March|August|April|June)$/] ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "month"),
}

rule "evidence.people" {
  about = "South African, Northern Irish: no place, and not the start of a name.",
  pattern = [[ (?= [cap] [cap]) name:(@demonym | @nationals | @people_word | @name_head(kind=direction) @demonym) ]],
  where = many_words,
  emit = "Evidence", span = "name",
  set = is("None", 3, "people"),
}

-- ---------------------------------------------------------------- organizations
rule "evidence.org_known" {
  about = "A body, party, firm, paper or club that the lexicons hold, in several words.",
  pattern = [[ (?= [cap] . ) name:(@org_known | @club | @org_listed) (?! $firm) ]],
  where = many_words,
  emit = "Evidence", span = "name",
  set = country("Organization", 3, "known"),
}

rule "evidence.place_whole" {
  about = "West Bank, World Trade Center: a known place whose last word would make it a body.",
  pattern = [[ (?= [cap] .) name:(@place_known | @gazetteer) (?<= [cap & @name_head(kind=body|weak|firm|head)]) ]],
  where = many_words,
  emit = "Evidence", span = "name",
  set = country("Place", 3, "gazetteer"),
}

rule "evidence.org_of" {
  about = "Ministry of X, University of X and Y, Association for X.",
  pattern = [[ name:( ($o (?! @title)){0,4}? @name_head(kind=head) (of | for | on) the? $o
      ( [cap & !@never_name & !@title] | (of | for | the | "&") [cap & !@never_name]
      | and [cap & !@never_name & !@name_head(kind=head) & !@given_name & !@title] ){0,6} ) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "head of"),
}

rule "evidence.org_firm" {
  about = "X Corp, X & Y Ltd, X Holdings.",
  pattern = [[ name:( [cap & !@never_name & (!first | !@ordinary | @family_name) & !@title & !{Evidence}]
      ($o | (and | "&" | of | -) $o){0,5}? ,? @name_head(kind=firm) (@name_head(kind=firm)){0,2} ) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "firm"),
}

rule "evidence.org_body" {
  about = "X University, X Party, X Times: the last word says what it is.",
  pattern = {
    [[ name:( [cap & !@never_name & !@demonym & (!first | !@ordinary) & !@title & !{Evidence} & !@name_head(kind=body)]
       ($o | and [cap & @ordinary & !@name_head(kind=body)] | ("&" | of | for | -) (?! @name_head(kind=body)) $o){0,5} @name_head(kind=body) (?! [cap & (@name_head(kind=firm) | @name_head(kind=place))]) ) ]],
  },
  where = function(m) return not m.name.text:find " %- " end,
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "body"),
}

rule "evidence.org_of_state" {
  about = "Israeli Army, Russian Embassy: the body of a state.",
  pattern = [[ (?<= @demonym) name:( [/^(Senate|Navy|Army|Parliament|Embassy|Ministry|Police|Congress|Government|Cabinet|Assembly|Consulate|Treasury|Air)$/ & !{Evidence}] "Force"? ) (?! $n) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "body"),
}

rule "evidence.org_opener" {
  about = "Banco X, Real X, FC X: the first word says what it is.",
  pattern = [[ name:( @name_head(kind=opener) (?! "Force") (de | do | da | du | del | of)? $n $n? ) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "opener"),
}

rule "evidence.org_ampersand" {
  about = "Smith & Sons, AT&T's kind of name.",
  pattern = [[ name:( $o{1,3} "&" $o{1,3} ) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "ampersand"),
}

-- ---------------------------------------------------------------- places
rule "evidence.place_tail" {
  about = "X River, X Province, X Airport: the last word says that it is a place.",
  pattern = [[ (?! $mid_given [/^(Hill|Lane|Falls|Ridge|Forest|Street|Park|Hall|Ward|Castle|Beach|Bridge|Square|Drive|Coast|Camp|Base)$/] (?! [cap]))
      name:( [cap & !@never_name & !@demonym & (!first | !@ordinary) & !@title & !upper & !{Evidence}] ([cap & !@never_name & !{Evidence}] | - [cap]){0,3}
             @name_head(kind=place) ) (?! $firm) ]],
  emit = "Evidence", span = "name",
  set = is("Place", 2, "place tail"),
}

rule "evidence.place_head" {
  about = "Lake X, Mount X, San X: the first word says that it is a place.",
  pattern = [[ (?<! $rare) name:( @name_head(kind=placehead) (de | del | la | las | los | of | al)* $n ) (?! $firm) ]],
  where = function(m) return not m.name.text:find "^[SE][ta][%. ]" end,
  emit = "Evidence", span = "name",
  set = is("Place", 2, "place head"),
}

rule "evidence.place_words" {
  about = "A place of several words that the lexicons hold: New York, Red Sea.",
  pattern = [[ (?= [cap] .) name:( @place_known | @nation | @capital_city | @gazetteer ) (?! $firm) ]],
  where = many_words,
  emit = "Evidence", span = "name",
  set = country("Place", 3, "gazetteer"),
}

rule "evidence.nation" {
  about = "A country by any of its names, unless it is somebody's given name.",
  pattern = {
    [[ (?= [cap]) (?<! $mid_given) name:( @nation | @name_head(kind=direction) (@nation | [/^(Asia|Africa|Europe|America)$/]) ) (?! [cap & @family_name & !@ordinary & !first & !@nation] [!cap]) ]],
  },
  emit = "Evidence", span = "name",
  set = country("Place", 3, "nation"),
}

-- ---------------------------------------------------------------- persons
rule "evidence.title" {
  about = "Ukrainian President X Y, former Foreign Minister X, Gen. X.",
  pattern = [[ $nation_of? $past* role:( @title_mod* @title(kind=office|rank|royal) ) (and @title)? @title* (?! @name_head(kind=body|firm|event)) name:$person ]],
  emit = "Evidence", span = "name",
  set = function(m)
    return { type = "Person", weight = 3, why = "title", role = m.role,
             country = m.nation and m.nation.country }
  end,
}

rule "evidence.honorific" {
  about = "Mr. X, Sir X Y, Dr. X.",
  pattern = [[ hon:@title(kind=honorific) (@title)* name:$person ]],
  emit = "Evidence", span = "name",
  set = function(m)
    return { type = "Person", weight = 3, why = "honorific", gender = m.hon.gender }
  end,
}

rule "evidence.initials" {
  about = "J. K. X, George W. X.",
  pattern = [[ name:( $n? $initial{1,3} [cap & !upper & !@never_name & !@demonym & !@nation & !{Evidence}] $tied $rest ) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 3, "initials"),
}

rule "evidence.bare_initials" {
  about = "H D X, SM X Y: initials without points.",
  pattern = [[ name:( [/^\p{Lu}{1,2}$/ & !@nation & !@org_known & !@place_known & !@never_name & !@title & !{Evidence}]{1,3}
                      (?= [!@place_known & !@name_head]) $rare $tied $rest ) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 2, "initials"),
}

rule "evidence.role" {
  about = "spokesman X, Russian chief delegate X Y: a role in small letters before the name.",
  pattern = [[ $nation_of? $past* role:( @title_mod* (@role_word | @occupation) )
      (?<! [cap]) @title(kind=honorific)* name:( (?= [cap & !upper & (!@ordinary | @given_name)]) $person ) ]],
  emit = "Evidence", span = "name",
  set = function(m)
    return { type = "Person", weight = 2, why = "role", role = m.role,
             country = m.nation and m.nation.country }
  end,
}

rule "evidence.given" {
  about = "A given name and more: Angela X, Mark X behind other words.",
  pattern = {
    [[ name:( ($rare $tied (?= $mid_given))? $mid_given $tied ($rest) (?<= . .) ) ]],
    [[ name:( [cap & @given_name & @ordinary & !first & !upper & !@never_name & !@demonym & !{Evidence}]
              (?= $initial | $particle | [!@ordinary | @family_name | @given_name]) ($initial | ($particle -?){1,2} $n | $n) $rest ) ]],
    [[ name:( [cap & @given_name(common=y) & @ordinary & !/^(Will|May|Grace|Hope|Rose|Art|Chance|Price|Summer|Christian|Angel|Pope|Major|King|Dean|Mark)$/ & !{Evidence}]
              $initial? [cap & !upper & !@never_name & !@demonym & !@nation & !@name_head(kind=body|place|firm|event) & !{Evidence}] $tied $rest ) ]],
    [[ name:( [cap & first & @given_name & @ordinary & !/^(Will|May|Can|An|So|Do|In|Such)$/ & !@never_name & !{Evidence}]
              $initial? [cap & !@ordinary & !upper & !@never_name & !@demonym & !@nation & !{Evidence}] $tied $rest ) ]],
  },
  where = function(m) return m.name.text:find "%s" ~= nil and not m.name.text:find " %- " end,
  emit = "Evidence", span = "name",
  set = is("Person", 3, "given name"),
}

-- ---------------------------------------------------------------- one word that is known
rule "evidence.org_word" {
  about = "A body, firm or club of one word, where nothing makes it a longer name.",
  pattern = [[ (?<! $solid) name:( [cap & (!first | !@ordinary) & !{Evidence}
       & (@org_known | @org_listed | @club | @gazetteer(kind=seat))] ) (?! - [lower]) ]],
  emit = "Evidence", span = "name",
  set = function(m, doc) -- luacheck: no unused args
    return { type = "Organization", weight = 2, why = "known" }
  end,
}

rule "evidence.given_said" {
  about = "Virginia said: a place does not speak by its given name.",
  pattern = [[ (?<! [cap]) name:[cap & @given_name & !@nation & !@capital_city & (!@ordinary | !first) & !@never_name & !{Evidence}] (?= @name_clue(kind=speech)) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 1.8, "speech"),
}

rule "evidence.place_word" {
  about = "A city, state, river or sea of one word.",
  pattern = [[ name:( [cap & (!first | !@ordinary) & !@never_name & !{Evidence} & (!upper | @place_known)
      & (@place_known | @capital_city | @gazetteer(kind=city|state|region|island|water|mountain|park|continent))] )
      (?! $firm) ]],
  emit = "Evidence", span = "name",
  set = function(m)
    local name = m.name.text
    local person = lexicons.given_name:get(name) and not lexicons.capital_city:get(name)
    return { type = "Place", weight = person and 1.2 or 2, why = "gazetteer" }
  end,
}

rule "evidence.family" {
  about = "Words before a known surname.",
  pattern = [[ (?<! the | "The") name:( $rare $tied $n? [cap & @family_name & !@ordinary & !upper & !@never_name & !{Evidence}] $rest ) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 2, "family name"),
}

rule "evidence.acronym" {
  about = "Two to six capital letters, points and digits allowed.",
  pattern = [[ name:( [upper & /^\p{Lu}[\p{Lu}&]{1,5}s?$/ & !@never_name & !{Evidence}]
             | [/^(\p{Lu}\.){2,5}$/ & !{Evidence} & !@never_name] ) ]],
  emit = "Evidence", span = "name",
  set = is("Acronym", 1.5, "acronym"),
}

-- ---------------------------------------------------------------- beside telling words
rule "evidence.speech" {
  about = "X said; an unknown word before a verb of speech is a person.",
  pattern = [[ name:$unknown (?= @name_clue(kind=speech)) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 1.6, "speech"),
}

rule "evidence.age" {
  about = "X Y, 45, ...",
  pattern = [[ name:( $solid $n{0,2} ) (?= , [/^\d\d?$/] (, | ")" | ".")) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 2, "age"),
}

rule "evidence.apposition" {
  about = "X Y, the striker; X Y, president of Z.",
  pattern = [[ name:( $rare $tied $n{0,2} ) (?= , (a | an | the | his | her | its | who | whose)? ([!punct & !cap] | [@demonym]){0,4} (@role_word | @occupation)) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 1.6, "apposition"),
}

rule "evidence.place_noun" {
  about = "X province, the town of X, the village X.",
  pattern = {
    [[ name:( $rare $tied $n? ) (?= @name_clue(kind=placenoun)) ]],
    [[ (?<= (city | town | village | state | province | island | district | region | capital | coast | west | east | north | south | port) of) name:( $rare $tied $n? ) ]],
    [[ (?<= @name_clue(kind=placenoun)) name:( $rare $tied $n? ) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Place", 1.6, "place noun"),
}

rule "evidence.person_noun" {
  about = "the X administration, the X family.",
  pattern = [[ name:( $rare $tied ) (?= (administration | presidency | family | clan | dynasty | camp) ) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 1.5, "person noun"),
}

rule "evidence.org_noun" {
  about = "X spokesman, the carmaker X.",
  pattern = {
    [[ name:( $rare $tied $n? ) (?= @name_clue(kind=orgnoun)) ]],
    [[ (?<= @name_clue(kind=orglead)) name:( $rare $tied $n? ) ]],
    [[ (?<= quoted by) name:( $rare $tied $n? ) (?= as saying) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Organization", 1.6, "organization noun"),
}

rule "evidence.place_before" {
  about = "X, Country: the smaller place stands first.",
  pattern = [[ (?<= @name_clue(kind=into|toward) | at | of) name:( $rare $tied $n? ) (?= , (@nation | @place_known(kind=state))) ]],
  emit = "Evidence", span = "name",
  set = is("Place", 1.6, "inside"),
}

rule "evidence.town" {
  about = "A small town, believed only behind a preposition.",
  pattern = [[ (?<= @name_clue(kind=into|toward) | at | of) name:( [cap & @gazetteer & !@ordinary & !{Evidence}] ) ]],
  emit = "Evidence", span = "name",
  set = is("Place", 1.5, "town"),
}

rule "evidence.into" {
  about = "in X, near X Y.",
  pattern = [[ (?<= @name_clue(kind=into)) name:( $rare $tied $rare? ) (?! $s | @role_word | [cap]) ]],
  emit = "Evidence", span = "name",
  set = is("Place", 1.5, "into"),
}

rule "evidence.two_words" {
  about = "Two or three unknown words without an article are mostly a person.",
  pattern = [[ (?<! the | "The") name:( $rare $tied (($particle -?){0,2} $rare $tied){1,2} ) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 1, "unknown words"),
}

rule "evidence.given_alone" {
  about = "A given name by itself.",
  pattern = [[ (?<! [cap] | -) name:[cap & @given_name(common=y) & !upper & !@ordinary & !@never_name & !@family_name & !{Evidence}] (?! [cap] | -) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 0.6, "given name alone"),
}

rule "evidence.unknown" {
  about = "Whatever else is capitalised; the document may say elsewhere what it is.",
  pattern = [[ name:( $solid $tied ($rare $tied){0,2} | [cap & !@title & !@never_name & !@demonym & !{Evidence}] ) ]],
  emit = "Evidence", span = "name",
  set = is("Unknown", 0.3, "unknown"),
}

examples {
  { "They met at Lake Pomo.", Evidence = { text = "Lake Pomo", type = "Place" } },
  { "He left.", Evidence = false },
}
