-- rules/evidence/framed.lua : what follows only the names of people: an age, a seat and a
-- party in brackets, Jr. It also finds people whose names are words: Mark Hill, Rose
-- Church.
use "evidence/phrases"
lang "en"

-- Parties of the House of Commons; Republicans and Democrats follow by their letters.
lexicon "party_letters" { "Lab", "Con", "LD", "Lib", "Ind", "SNP", "DUP", "PC", "SDLP", "SF", "UUP",
  "Green", "Labour", "Conservative", "Lib Dem", "Reform", "Alliance", "Plaid", "Independent",
  "Liberal", "NDP", "ALP", "LNP", "National", "Greens" }
let "seat" [[ [cap] ([cap] | and | "&" | - | of | the | upon | , (?! @party_letters)){0,7}? ]]
let "forename" [[ [cap & @given_name & !upper & !@nation & !@title & !{Evidence}] ]]
let "surname" [[ [cap & !upper & !@demonym & !{Evidence} & (!@never_name | @family_name)] $tied ]]
let "plain_surname" [[ [cap & !upper & !@demonym & (!@title | @word_family) & !{Evidence}
    & (!@name_head | @name_clue(kind=surnamelike) | @word_family)
    & (!@never_name | @family_name)] ]]
-- Mark Hill of Zelten Securities: the words of names before "of", but not those of bodies
-- with a saint or a town in their name.
let "plain" [[ [cap & @given_name(common=y) & !upper & !@nation & !@place_known & !@gazetteer
      & (!@name_clue(kind=wordfirst) | @name_clue(kind=namefirst)) & !@title(kind=office|rank)
      & !{Evidence}]
    $initial? $plain_surname ]]
-- Drew Hill, Chuck Jordan, Georgia White: a given name that is also a word or a country
-- needs more evidence, such as a verb of speech.
let "speaker" [[ (?! (@nation | @org_known | @org_listed | @place_known) [lower | punct])
    ([cap & @given_name & @ordinary & !upper & !@nation & !@never_name & !@title
      & !@name_head & !@name_clue(kind=modalfirst) & !{Evidence}]
    | [cap & @given_name & @nation & !upper & !{Evidence}]
      (?= $initial? [!@title & !@name_head & !@nation]))
    $initial? (?= [@family_name | @word_family | @given_name | @name_clue(kind=surnamelike)])
    $plain_surname ]]

let "not_behind" [[ (?<! [cap & (!first | !@ordinary)] | @title
      | [lower & (@role_word | @occupation)] | - | [quote]) ]]

rule "evidence.framed" {
  about = "Mark Hill, 45, said; Mark Hill (Bath, Con); Mark Hill Jr.: only a person.",
  pattern = { [[ $not_behind name:(
      $forename ($initial | $nick | ($particle -?){1,3})? $surname
      ( ,? (Jr. | "Jr" | Sr. | "Sr" | [/^(II|III|IV)$/]) (?! [cap])
      | (?= , [/^\d\d$/] (, | [pos=verb & lower])
        | , [/^[RD]$/] - [cap]
        | "(" ([/^[RD]$/] - [cap] | $seat , @party_letters ")" | @party_letters , $seat ")")) )
    | [cap & @given_name(common=y) & !upper & !{Evidence}] $initial $surname
      (?! [cap] | of) (?<! (the | at | near) . . .)
    | $plain (?= (of | at | from) the? [cap] | said | says | told | , (who | whose)) ) ]],
    [[ $not_behind name:( $speaker ) (said | says | told) ]],
    [[ $not_behind name:( $speaker ) , (who | whose) ]],
    [[ $not_behind name:( $plain | $speaker ) , (a | an | the) [lower & pos=noun|adj]{0,2}
      [lower & (@role_word | @occupation)] ]],
    [[ (said | says) name:( $speaker ) (?! [cap] | - | [lower & pos=noun|adj]) ]],
  },
  emit = "Evidence", span = "name",
  set = { type = "Person", weight = 3, why = "framed" },
}
examples {
  { "Mark Hill (Bath North, Con) left. Rose Church (Lab, Zelten and Oslo) sang.", Evidence = {
    { text = "Mark Hill", why = "framed" }, { text = "Rose Church", why = "framed" } } },
  { "Robert Hill Jr. left. Robert Lake, 45, slept.", Evidence = {
    { text = "Robert Hill Jr.", why = "framed" }, { text = "Robert Lake", why = "framed" } } },
  { "“No,” said Mark Hill of Zelten Securities.", Evidence = {
    { text = "Mark Hill", why = "framed" } } },
  { "It is up to spokesman Mark Hill, who left.", Evidence = false },
  { "Frank Castle said no.", Evidence = { text = "Frank Castle", why = "framed" } },
  { "Mark Bank of Oslo left.", Evidence = false },
  { "“No,” said Chuck Jordan. Drew Hill said so, and Ray Banks told them.", Evidence = {
    { text = "Chuck Jordan", why = "framed" }, { text = "Drew Hill" }, { text = "Ray Banks" } } },
  { "Art Bank said so. So said Grace Church members. Chuck Jordan left.", Evidence = false },
  { "Georgia White said so. Jordan King Zelten and Georgia Tech said so.",
    Evidence = { text = "Georgia White", why = "framed" } },
  { "Drew Hill, a retired nurse, left. Hunter Hill, a big road, fell.",
    Evidence = { text = "Drew Hill", why = "framed" } },
  { "Mark Stone, D-Ohio, left.", Evidence = { text = "Mark Stone", why = "framed" } },
  { "Mary K. Church slept. They swam near Robert E. Lake. Robert E. Lake Park is old.",
    Evidence = { text = "Mary K. Church", why = "framed" } },
  { "They swam in Robert Lake (see map, page 3) there.", Evidence = false },
}

rule "evidence.constituency" {
  about = "X Y (Bath North, Con): the constituency of a member is a place.",
  pattern = [[ (?<= [cap] "(") (name:($seat) , @party_letters | @party_letters , name:($seat))
    (?= ")") ]],
  emit = "Evidence", span = "name",
  set = { type = "Place", weight = 3, why = "constituency" },
}
examples {
  { "Mark Hill (Bath North, Con) left.", Evidence = { {}, { text = "Bath North",
    why = "constituency" } } },
}
