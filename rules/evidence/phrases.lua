-- rules/evidence/phrases.lua : the lexicons of names, the parts of a name as macros, and
-- the attributes that rules give to it.
lang "en"

lexicon "nation" { file = "lexicons/countries.hand.tsv", key = "name", exact = true }
lexicon "capital_city" { file = "lexicons/countries.hand.tsv", key = "capital",
  exact = true }
lexicon "demonym" { file = "lexicons/countries.hand.tsv", key = "adjective",
  exact = true }
lexicon "nationals" { file = "lexicons/countries.hand.tsv", key = "people", exact = true }
lexicon "people_word" { file = "lexicons/peoples.hand.tsv", key = "name", exact = true }
lexicon "place_known" { file = "lexicons/places.hand.tsv", key = "name", exact = true }
lexicon "state_code" { file = "lexicons/state-codes.hand.tsv", exact = true }
lexicon "gazetteer" { file = "lexicons/places.tsv", key = "name", exact = true }
lexicon "any_nation" { file = "lexicons/countries.hand.tsv", key = "name" }
lexicon "any_capital" { file = "lexicons/countries.hand.tsv", key = "capital" }
lexicon "any_town" { file = "lexicons/places.tsv", key = "name" }
lexicon "any_place" { file = "lexicons/places.hand.tsv", key = "name" }
lexicon "org_known" { file = "lexicons/organizations.hand.tsv", key = "name",
  exact = true }
lexicon "org_listed" { file = "lexicons/organizations.tsv", key = "name", exact = true }
lexicon "club" { file = "lexicons/clubs.hand.tsv", key = "name", exact = true }
lexicon "club_town" { file = "lexicons/club-towns.hand.tsv", key = "name", exact = true }
lexicon "given_name" { file = "lexicons/given.tsv", key = "name", exact = true }
lexicon "family_name" { file = "lexicons/surnames.tsv", key = "name", exact = true }
lexicon "family_first" { file = "lexicons/surnames-first.hand.tsv", key = "name", exact = true }
-- Surnames that are also words; the list of surnames lacks them.
lexicon "word_family" { "Banks", "Bass", "Beard", "Berry", "Bird", "Bishop", "Bolt", "Bond",
  "Bones", "Branch", "Brewer", "Bridges", "Bright", "Brook", "Bull", "Burden", "Butcher", "Case",
  "Chance", "Cross", "Crow", "Downs", "Drake", "Farmer", "Fields", "Finch", "Flood", "Flowers",
  "Foreman", "Foster", "Friend", "Gates", "Glass", "Groom", "Hay", "Hays", "Heath",
  "Holder", "Hood", "Hook", "Hope", "Hopper", "Hunter", "Ivy", "Joy", "Judge", "Keen",
  "Keys", "Knight", "Lamb", "Long", "Love", "Low", "Mace", "Miles", "Monk", "Moon", "Noble",
  "Parks", "Parsons", "Peacock", "Penny", "Pepper", "Petty", "Pike", "Potter", "Powers", "Prior",
  "Rains", "Rivers", "Robins", "Root", "Rose", "Rush", "Sage", "Sands", "Savage", "Sharp",
  "Shepherd", "Shore", "Short", "Slack", "Slaughter", "Small", "Sparks", "Spears", "Stout",
  "Strange", "Strong", "Swan", "Thorn", "Trout", "Tuck", "Usher", "Valentine", "Vines",
  "Walls", "Weaver", "Weeks", "Wild", "Winters", "Wise", "Woods", "Workman", "Worth" }
lexicon "ordinary" { file = "lexicons/words.tsv", key = "word" }
lexicon "title" { file = "lexicons/titles.hand.tsv", key = "name", exact = true }
lexicon "party" { file = "lexicons/parties.hand.tsv", exact = true }
lexicon "title_mod" { file = "lexicons/titlemods.hand.tsv", key = "word" }
lexicon "role_word" { file = "lexicons/roles.hand.tsv", key = "name" }
lexicon "occupation" { file = "lexicons/roles.tsv", key = "name" }
lexicon "name_head" { file = "lexicons/nameheads.hand.tsv", key = "word", exact = true }
lexicon "name_clue" { file = "lexicons/nameclues.hand.tsv", key = "word" }
lexicon "org_lead" { file = "lexicons/orgleads.hand.tsv", key = "word" }
lexicon "verb" { file = "lexicons/verbs.tsv" }
lexicon "never_name" { file = "lexicons/nevernames.hand.tsv", key = "word", exact = true }

-- The code of a state, but none that behind a name may be a degree or an office: "Hill,
-- SC,".
let "code_alone" [[ ([upper & @state_code & !/^(MA|MD|OK|PA|SC)$/] (?= , | "." | ")" | $)) ]]
-- The agency of a dateline: (AP), (dpa/NWS), (3TV/CBS 5).
let "wire" [[ ("(" [!punct] ([!punct] | "/"){0,4} ")") ]]
-- A word that a name can hold and that is not yet part of another name; J and II count,
-- NATO does not.
let "cap_word" [[ [cap & (!upper | /^\p{Lu}$/ | /^I{2,3}$/) & !@never_name & !@demonym &
  !@nationals
                   & (!@people_word | (@given_name | @family_name) & !@ordinary) &
                   !(@title & /(\.|^M(r|s|rs))$/)
                   & !{Evidence}] ]]
let "tied" [[ (- [cap & (!@never_name | /^Islam$/) & !@demonym & !{Evidence}]
  | - [lower & len<6 &
    !@name_clue(kind=hyphen)])* ]]
let "n" [[ ($cap_word $tied | [/^[dlDL]['’]\p{Lu}\p{Ll}/ & !{Evidence}]) ]]
let "initial" [[ ([/^(\p{Lu}\.-?)+$/ & !@nation & !@org_known & !{Evidence}] |
  [/^\p{Lu}$/] ".") ]]
let "particle" [[ @name_clue(kind=particle) ]]
let "nick" [[ ([quote] [cap] [!quote & !punct]{0,3} [quote] | "(" [cap & !upper] ")") ]]
let "suffix" [[ (,? (Jr. | "Jr" | Sr. | "Sr" | [/^(I{2,3}|IV|VI{1,3}|IX|XI{0,3}|XIV|XVI)$/]))? ]]
-- In-sun, So Kam-wai: English words as syllables of a Korean or Chinese name.
let "syllables" [[ ( [/^(In|On|An|So|He|Do|Si|You|Up)$/] - [/^\p{Ll}{1,6}$/ &
    !@name_clue(kind=hyphen)]
  | [/^(So|He|An|Or|To|You)$/] (?= [/^\p{Lu}\p{Ll}{1,5}$/] - [/^\p{Ll}{1,6}$/ & !@ordinary]) ) ]]
let "rest" [[ ( ($initial | ($particle -?){1,3} $n | $n | $nick (?= $n | $initial) | $syllables |
  [/^(Islam|He)$/ & !{Evidence}]){0,4}
  $suffix ) ]]
let "person" [[ ( ($initial+ | ($particle -?){1,3})? $n $rest ) ]]
let "mid_given" [[ [cap & @given_name & !@title(kind=honorific|rank) &
  !@name_head(kind=direction) &
  !@name_clue(kind=notgiven) & !@ordinary
  & !upper & !@never_name & !@demonym & !{Evidence}] ]]

-- Maria, which is also a word.
let "given_too" [[ [cap & @given_name(common=y) & @ordinary & !@name_clue(kind=wordfirst)
  & !@never_name & !@title & !@nation & !{Evidence}] ]]

-- A word whose capital letter comes from a name, not only from the start of a sentence.
let "solid" [[ [cap & !upper & !/^(?i:ex|co|vice)-/ & (!first | !@ordinary) &
  !@never_name & !@demonym & !@nationals & !@people_word
                & !@title(kind=honorific|rank) & !{Evidence}] ]]
let "rare" [[ [cap & !upper & !/^(?i:ex|co|vice)-/ & !@ordinary & !@never_name &
  !@demonym & !@nationals & !@people_word
               & !@title(kind=honorific|rank) & !{Evidence}] ]]
let "unknown" [[ ( $rare $tied (($particle -?){0,2} $n){0,2} ) ]]
-- A word inside an organization's name: Red, Danish, Royal, NATO.
let "o" [[ [cap & (!@never_name | /^Royal$/) & !{Evidence}] ]]
let "s" [[ ("'s" | "’s" | "'" | "’") ]]
let "of_theirs" [[
  [cap & @name_clue(kind=theirs) & !{Evidence}] $s ]]
-- Crane Drivers' Association: the owners, in the plural.
let "of_them" [[ [cap & !upper & /\p{Ll}s$/ & !@never_name & !@nation & !@place_known &
  !@family_name & !@given_name & !@title & !{Evidence}] ("'" | "’") ]]
-- First Zelten Corp., Three Rivers Capital: a number word that begins a name.
let "numbered" [[ [/^(First|Second|Third|One|Two|Three|Four|Five|Six|Seven|Ten)$/ & !first &
  !{Evidence}] ]]
let "firm" [[ @name_head(kind=firm|body) ]]
-- Municipal Workers' Union, behind the name of a people in two words; no body that every
-- state has.
let "peoples_body" [[ $o ($o | $s $o | (of | and | "&") $o | $s (?= [cap])){0,4}?
  [@name_head(kind=body) & !@name_clue(kind=statebody) & !/^(Ministry|Department|Government)$/]
  (?! of | [cap] | $s) ]]
let "past" [[ (former | ex -? | late | then -? | outgoing | incoming | newly | elected |
  ousted) ]]
-- ex-President, co-founder: one word for the tokenizer.
let "former" [[ [/^(ex|co|vice)-\p{L}{3,}$/i] ]]
-- The tail of a title, or a word that no list of names holds: Secretary General.
let "no_surname" [[ ( [@title(kind=rank|honorific) & !@family_name] | [@title &
  !@family_name & (!@given_name | @ordinary)]
  | [cap & @ordinary & !@family_name & !@given_name & !upper] (?! [cap] | $particle) ) ]]
-- Trade, Industry and | Energy Minister: fields before the last one.
let "fields" [[ ( (@title_mod(office=field) ,)* @title_mod(office=field) ,? (and | "&")
  (?= @title_mod(office=field) @title(kind=office)) ) ]]
-- Minister | of State for Home Affairs
let "of_fields" [[ ( ("of" "State")? (of | for) @title_mod(office=field){1,2}
  ((, | and | "&" | , and) @title_mod(office=field){1,2})* ) ]]
let "nation_of" [[ (nation:@demonym | nation:@nation $s?) ]]

-- What follows "X, the carmaker" when this is X's apposition, and not the subject of "the
-- carmaker said".
let "noun_ends" [[ (, | "." | ";" | that | which | whose | behind | based | owned | founded |
  backed | in | at | of | with | for | out of | focused) ]]

local function is(kind, weight, why)
  return { type = kind, weight = weight, why = why }
end
local function country(kind, weight, why)
  return { type = kind, weight = weight, why = why, country = take "name.country",
    known = take "name.kind" }
end
local HYPHEN, OTHER = text.marks "-", text.OTHER

-- Has the match, which is the whole name, several words? Asks the match, as the span of a
-- capture would have to be made first.
local function many_words(m)
  local words, kinds = m:measure()
  return words > 1 or kinds & HYPHEN ~= 0
    or kinds & OTHER ~= 0 and m.text:find("\u{A0}", 1, true) ~= nil
end

return { is = is, country = country, many_words = many_words }
