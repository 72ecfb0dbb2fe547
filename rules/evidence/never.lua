-- rules/evidence/never.lua : capitalised words that are no name of a person, body or place.
local phrases = use "evidence/phrases"
local is, many_words = phrases.is, phrases.many_words
lang "en"

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
}

rule "evidence.event" {
  about = "Cups, laws, awards and wars: World Cup, Geneva Convention.",
  pattern = [[ name:( [cap & !@never_name & !@org_known & (!first | !@ordinary)] [cap &
    !@never_name]{0,4}
                      ([@name_head(kind=event) & !@given_name] | @name_head(kind=event) (?! [cap]))
                      (of [cap]+)? ) (?! [cap & @name_head(kind=body)]) ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "event"),
}
examples {
  { "He won the Lemkin Prize in June.",
    Evidence = { text = "Lemkin Prize", why = "event" } },
  { "He won a prize.", Evidence = false },
  { "It was the U.S. Bill in June.",
    Evidence = { text = "U.S. Bill", why = "event" } },
  { "It was U.S. President Bill Zelten.", Evidence = false },
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
