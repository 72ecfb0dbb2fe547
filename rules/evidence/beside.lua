-- rules/evidence/beside.lua : names by the words beside them, and all that is left.
local phrases = use "evidence/phrases"
local is = phrases.is
lang "en"

rule "evidence.staff" {
  about = "an analyst at X, analysts with X: an employer.",
  pattern = {
    [[ (?<= (@role_word | @occupation) at) name:( $rare $tied $n? ) (?! $s) ]],
    [[ (?<= @name_clue(kind=staff) (at | with)) name:( $solid $tied $n? ) (?! $s) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Organization", 1.6, "staff"),
}
examples {
  { "An analyst at Zeltenow said no.", Evidence = { text = "Zeltenow", why = "staff" } },
  { "Analysts at Barrow said no.", Evidence = { text = "Barrow", why = "staff" } },
  { "An analyst at home wrote a report.", Evidence = false },
  { "Analysts from Zeltenow left.", Evidence = { text = "Zeltenow", why = "at" } },
}

rule "evidence.camel" {
  about = "FreshZel: a capital inside a word marks a firm, but not in McX, DeX, JoX, O'X.",
  pattern = [[ (?<! [cap] | @name_clue(kind=into|toward))
    name:[mixed & alpha & cap & !@never_name & !{Evidence} &
      !/^(Mc|Mac|O['’]|D[aeiu]\p{Lu}|Jo\p{Lu}|L[aeo]\p{Lu}|V[ao]n\p{Lu}|Fitz|St\p{Lu})/]
    (?! [cap] | -) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 1, "capital inside"),
}
examples {
  { "They like FreshZel.", Evidence = { text = "FreshZel", why = "capital inside" } },
  { "They like DeZelten.", Evidence = { text = "DeZelten", why = "unknown" } },
  { "They like JoAnn.", Evidence = { text = "JoAnn", why = "unknown" } },
}

rule "evidence.said_it" {
  about = "X said it would, X declined to comment: a body speaks about itself.",
  pattern = {
    [[ name:$unknown (?= declined to comment |
       did not immediately? (respond | comment | answer)) ]],
    [[ name:$unknown (?= (said | says) that? it ((had | has | does | did | plans |
    planned | expects | expected | aims | intends | wants | earned | posted | bought | sold | cut |
    hired | acquired | shipped | lost ("$" | [num])) | (would | will | could | can | is | was)
    not? [pos=verb & !/^(be|take|mean|happen|going|(rain|snow)(ing)?)$/])) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Organization", 1, "said it"),
}
examples {
  { "Zeltenow said it would defend it.", Evidence = { text = "Zeltenow", why = "said it" } },
  { "Zeltenow Soup said it earned $2 a share.",
    Evidence = { text = "Zeltenow Soup", why = "said it" } },
  { "Zeltenow declined to comment.", Evidence = { text = "Zeltenow", why = "said it" } },
  { "Zeltenow said it would be cold.", Evidence = { text = "Zeltenow", why = "speech" } },
  { "Zeltenow said it was going to rain.", Evidence = { text = "Zeltenow", why = "speech" } },
}

rule "evidence.speech" {
  about = "X said; an unknown word before a verb of saying is a person.",
  pattern = [[ (?! [first & /(ers|ors|ists)$/ & !@family_name])
    (?! @name_head(kind=firm) | (?<= the | "The") [@title(kind=office)])
    (?<! (in | across | throughout) the | of | in | near | from | across)
    name:$unknown (?= @name_clue(kind=speech)) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 1.6, "speech"),
}
examples {
  { "But Zeltenow said no.",
    Evidence = { text = "Zeltenow", why = "speech" } },
  { "But officials said no.", Evidence = false },
  { "But the mayor of Zeltenow said no.", Evidence = { text = "Zeltenow", why = "place noun" } },
  { "But sailors in Zeltenow said no.", Evidence = { text = "Zeltenow", why = "into" } },
  { "But farmers in the Zeltenow said no.", Evidence = { text = "Zeltenow", why = "unknown" } },
  { "But Qanit's Corp said no.",
    Evidence = { { text = "Qanit" }, { text = "Corp", why = "unknown" } } },
  { "Zeltencasters said no.",
    Evidence = { text = "Zeltencasters", why = "unknown" } },
}

rule "evidence.age" { -- lint: cost
  about = "X Y, 45, ...; May X, 45, ...: a name, not a month.",
  pattern = [[ name:( ($solid | [cap & first & @name_clue(kind=wordfirst) & !{Evidence}]
    (?= [cap] | $particle)) (($particle -?){0,2} $n){0,2} ) (?= , [/^\d\d?$/] (, | ")" | ".")) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 2, "age"),
}
examples {
  { "It was Qanit Zeltenow, 45, who came.",
    Evidence = { text = "Qanit Zeltenow", why = "age" } },
  { "May Zeltenow, 45, came.", Evidence = { text = "May Zeltenow", why = "age" } },
  { "May Zeltenow come.", Evidence = { { text = "May" }, { text = "Zeltenow" } } },
}

rule "evidence.org_apposition" {
  about = "X, the carmaker, X, a charity that; the developer, X, left: the text tells what X is.",
  pattern = {
    [[ (?<! [cap] | [/^-$/] | in | near) name:( ($solid | [cap & first & !upper & !@never_name &
      !@demonym & !@title & !{Evidence}] (?= [cap])) $tied ($solid $tied){0,3} ) (, | [dash])
      (a | an | the | its) ([!punct & !cap & !pos=verb & !/^(minority|ethnic)$/] |
      [@demonym] | [upper & @nation] | -){0,4} @org_lead $noun_ends ]],
    [[ (?<= (a | an | the | its | their | our | $s) [lower & pos=noun|adj | @demonym | @party]{0,3}
      @org_lead ,) name:( $solid $tied ($solid $tied){0,3} ) (?= , | [dash]) ]],
    [[ name:[cap & first & !upper & @ordinary & !@never_name & !@title & !{Evidence}] ,
      (a | an | the) ([lower & !pos=verb] | -){0,4} @org_lead ,
      (?= said | says | told | is | was | has | had | [lower & /[^e]ed$/]) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "apposition of a body"),
}
examples {
  { "He left Zeltenow, a Danish software start-up.",
    Evidence = { text = "Zeltenow", why = "apposition of a body" } },
  { "He bought Zeltenow, the company at the centre of it.",
    Evidence = { text = "Zeltenow", why = "apposition of a body" } },
  { "He bought Zeltenow — a Danish software company.",
    Evidence = { text = "Zeltenow", why = "apposition of a body" } },
  { "He left Zeltenow, a startup out of Norway.",
    Evidence = { text = "Zeltenow", why = "apposition of a body" } },
  { "The contractor, Zelten Marsh, has left.",
    Evidence = { text = "Zelten Marsh", why = "apposition of a body" } },
  { "It was the same Norwegian digital firm, Zelten Marsh, again.",
    Evidence = { text = "Zelten Marsh", why = "apposition of a body" } },
  { "Rain, the online retailer, said so. Rain, the retailer said, was late.",
    Evidence = { { text = "Rain", why = "apposition of a body" }, { why = "unknown" } } },
  { "It rained on Zeltenow, the company said.", Evidence = { text = "Zeltenow", why = "unknown" } },
  { "The contractor, Zeltenow said, has left.", Evidence = { text = "Zeltenow", why = "speech" } },
}

rule "evidence.apposition" {
  about = "X Y, the striker; X Y, president of Z.",
  pattern = [[ (?<! of | from | in | at | near | against | including | around | outside |
      across | throughout) name:(
    ([cap & !first & !upper & (@family_name | @given_name) & !@title & !@never_name &
    !{Evidence}] (?= $rare))? $rare $tied (($particle -?){0,2} $n){0,2} )
    (?= , (?! where) (a | an | the | his | her | its | who |
    whose)? ([!punct & !cap] | [@demonym] | [upper & len>1]){0,4} (@role_word | @occupation)) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 1.6, "apposition"),
}
examples {
  { "He praised Zeltenow, the ZXQ mayor of it.",
    Evidence = { { text = "Zeltenow", why = "apposition" }, { text = "ZXQ" } } },
  { "He praised Zeltenow, the striker.",
    Evidence = { text = "Zeltenow", why = "apposition" } },
  { "They came from Zeltenow, the driver said.",
    Evidence = { text = "Zeltenow", why = "at" } },
  { "He praised her, the striker.", Evidence = false },
}

lexicon "player" { "striker", "midfielder", "defender", "goalkeeper", "winger", "playmaker",
  "centre-half", "full-back", "flanker" }

rule "evidence.team_noun" {
  about = "X striker Y, the X goalkeeper: the club of a player.",
  pattern = {
    [[ (?<! [cap & !@never_name]) name:( $rare $tied $n? )
      (?= (sporting director | head coach | manager | coach | captain | skipper | forward |
      boss | prop | signee | @player)) ]],
    [[ (?<! [cap & !@never_name]) name:( $solid $tied $n? ) @player ]],
  },
  emit = "Evidence", span = "name",
  set = is("Organization", 1.3, "team"),
}
examples {
  { "They like Zeltenow striker Angela.",
    Evidence = { { text = "Zeltenow", why = "team" }, { text = "Angela" } } },
}

rule "evidence.who" {
  about = "X, who came late.",
  pattern = [[ (?<! of | from | in | at | near)
    name:( $rare $tied (($particle -?){0,2} $n){0,2} ) (?= , who [!cap]) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 1.3, "apposition"),
}
examples {
  { "They like Zeltenow, who came late.", Evidence = { text = "Zeltenow", why = "apposition" } },
  { "They like Zeltenow, which came late.", Evidence = { text = "Zeltenow", why = "unknown" } },
}

rule "evidence.place_noun" {
  about = "X province, X Mayor Y, the town of X, the village X.",
  pattern = {
    [[ name:( $rare $tied $n? ) (?= @name_clue(kind=placenoun) | road | motorway | expressway |
       [/^(Mayor|MP|MLA|MSP|Governor|Cllr)$/] [cap & !upper]) ]],
    [[ (?<= (city | town | village | state | province | island | district | region |
      capital | coast | west | east | north | south | port
        | residents | resident | people | native | mayor | outskirts | suburb | streets |
          governor | municipality | municipalities | community | communities | districts
          | provinces | villages | towns | cities | @name_clue(kind=placenoun)) of
          [/^((north|south)(east|west)?|east|west)ern$/]?)
      name:( $rare $tied $n? ) ]],
    [[ (?<= [/^the$/] | in)
       name:( [cap & !upper & !@never_name & !@demonym & !@people_word & !@title & !{Evidence}]{2} )
       (?= region | area | neighbourhood | neighborhood | suburb | district | valley) ]],
    [[ (?<= (city | town | village | hamlet | suburb) of)
       name:( [cap & !@never_name & !@demonym & !{Evidence}]{2,3} ) ]],
    [[ (?<= @name_clue(kind=route) between) name:( $rare $tied $n? ) (?= and [cap]) ]],
    [[ (?<= @name_clue(kind=route) between [cap] and |
       @name_clue(kind=route) between [cap] [cap] and) name:( $rare $tied $n? ) ]],
    [[ (?<= from (@gazetteer | @place_known | @nation | @capital_city) to)
       name:( $rare $tied $n? ) ]],
    [[ (?<= , [num] , of) name:( $rare $tied $n? ) ]],
    [[ (?<= (year-old | - old)) name:( $rare $tied $n? ) (?= (man | woman | boy | girl | teenager |
       mother | father | resident | driver | motorist)) ]],
    [[ (?<= @name_clue(kind=placenoun)) (?! @title) name:( $rare $tied $n? ) ]],
    [[ name:( [cap & (!first | !@ordinary) & !@never_name & !@demonym & !@title & !{Evidence}]
       $n? ) (?= , the? [lower & pos=adj]? capital (city | town)? of) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Place", 1.6, "place noun"),
}
examples {
  { "It began in the town of Zeltenow.",
    Evidence = { text = "Zeltenow", why = "place noun" } },
  { "It began in the enclave of eastern Zeltenow.",
    Evidence = { text = "Zeltenow", why = "place noun" } },
  { "It began in the town of Cranberry Narrows.",
    Evidence = { text = "Cranberry Narrows", why = "place noun" } },
  { "The ferry between Zeltenow and Qanitow is late.",
    Evidence = { { text = "Zeltenow", why = "place noun" },
      { text = "Qanitow", why = "place noun" } } },
  { "It was won by the man, 45, of Zeltenow.",
    Evidence = { text = "Zeltenow", why = "place noun" } },
  { "They met Zeltenow Mayor Kari Nordmann.", Evidence = {
    { text = "Zeltenow", why = "place noun" }, { text = "Kari Nordmann" } } },
  { "They met in Stone Zeltenow, the capital of Norway.",
    Evidence = { text = "Stone Zeltenow", why = "place noun" } },
  { "He flew from Oslo to Zeltenow.",
    Evidence = { { text = "Zeltenow", why = "place noun" } } },
  { "A 19-year-old Zeltenow man left.", Evidence = { text = "Zeltenow", why = "place noun" } },
  { "A 19-year-old Norwegian man left.", Evidence = false },
  { "The row between Zeltenow and Qanitow is old.",
    Evidence = { { text = "Zeltenow", why = "unknown" }, { text = "Qanitow", why = "unknown" } } },
  { "It began in the Lucky Summer area, and in the northern area.",
    Evidence = { text = "Lucky Summer", why = "place noun" } },
  { "It began in the town of his birth.", Evidence = false },
}

rule "evidence.person_noun" {
  about = "the X administration, the Angela X government, the Angela X-led march.",
  pattern = {
    [[ name:( ($mid_given $tied){0,2} $rare $tied ) (?= (administration |
       presidency | family | clan |
       [/^dynasty$/] | camp | dictatorship | era) ) ]],
    [[ name:( $mid_given $tied $n ) (?= (government | regime | cabinet | campaign | trial |
       case | affair | estate | years) | - (led | backed | run | era)) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Person", 1.5, "person noun"),
}
examples {
  { "It was the Zeltenow administration.",
    Evidence = { text = "Zeltenow", why = "person noun" } },
  { "It was the Angela Zeltenow administration.",
    Evidence = { text = "Angela Zeltenow", why = "person noun" } },
  { "It was the Angela Zeltenow government, and the Angela Zeltenow-led march.",
    Evidence = { { text = "Angela Zeltenow", why = "person noun" },
      { text = "Angela Zeltenow", why = "person noun" } } },
  { "It was the Zeltenow dynasty.", Evidence = { text = "Zeltenow", why = "person noun" } },
  { "It was the Zeltenow Dynasty.", Evidence = { text = "Zeltenow", why = "unknown" } },
  { "It was the new administration.", Evidence = false },
}

rule "evidence.kin" {
  about = "X's wife, X's lawyer; his sister, X; Y's widow, X,; a man named X, surnamed X.",
  pattern = {
    [[ (?<= (his | her | their) @name_clue(kind=relative) ,)
       name:( (?= [@given_name]) $solid $n? )
       (?! - | $s) ]],
    [[ (?<= (his | her | their | $s) @name_clue(kind=relative) ,) name:( $solid $n? ) (?= ,) ]],
    [[ (?<= (his | her | their) @name_clue(kind=kin) ,) name:[cap & @given_name & !@never_name &
      !{Evidence}] (?= , | and) ]],
    [[ (?<= (a | an | one | another) @name_clue(kind=relative) ,) name:[cap & @given_name &
      !@never_name & !{Evidence}] (?= , | ";" | "." | and) ]],
    [[ name:( $rare $tied (($particle -?){0,2} $n)? ) (?= $s @name_clue(kind=kin)) ]],
    [[ (?<= (man | woman | boy | girl | child | student | citizen | resident) named |
      surnamed | nicknamed) name:( $rare $tied (($particle -?){0,2} $n){0,2} ) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Person", 1.6, "kin"),
}
examples {
  { "He met her sister, Angela, there.",
    Evidence = { text = "Angela", why = "kin" } },
  { "In it the man's widow, Qanita, said so.", Evidence = { text = "Qanita", why = "kin" } },
  { "Besides a son, Erik, he leaves a sister, Angela.",
    Evidence = { { text = "Erik" }, { text = "Angela", why = "kin" } } },
  { "He leaves his two sons; their daughters, Angela and Will, left.",
    Evidence = { { text = "Angela", why = "kin" }, { text = "Will" } } },
  { "He has a son, Zeltenow says.", Evidence = { text = "Zeltenow", why = "speech" } },
  { "It was sold by Zeltenow's widow.",
    Evidence = { text = "Zeltenow", why = "kin" } },
  { "It was sold by Zeltenow's board.",
    Evidence = { text = "Zeltenow", why = "unknown" } },
}

rule "evidence.org_lead" {
  about = "the carmaker X, shares in X: only a body is or has this.",
  pattern = {
    [[ (?<= (shares | stake | stakes | shareholder | shareholders | investor | investors) in)
       name:( $rare $tied $n? ) ]],
    [[ (?<= @org_lead) name:( $rare $tied $n? ) ]],
    [[ (?<= @org_lead (called | named))
       name:( $solid $tied ((of | for)? $solid $tied){0,3} ) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Organization", 1.6, "lead of a body"),
}
examples {
  { "It was bought by carmaker Zeltenow.",
    Evidence = { text = "Zeltenow", why = "lead of a body" } },
  { "It bought shares in Zeltenow last year.",
    Evidence = { text = "Zeltenow", why = "lead of a body" } },
  { "It was a charity called Feed Qanit.",
    Evidence = { text = "Feed Qanit", why = "lead of a body" } },
  { "It was bought by a carmaker.", Evidence = false },
}

rule "evidence.org_noun" {
  about = "X spokesman, a X report.",
  pattern = {
    [[ name:( $rare $tied $n? ) (?= @name_clue(kind=orgnoun)) ]],
    [[ (?<= a | an | (latest | recent | new)) name:( $rare $tied $n? )
       (?= (report | survey | study | poll | filing)) ]],
    [[ (?<= according to) name:[mixed & alpha & !/^(Mc|Mac|O['’])/ & !{Evidence}] ]],
    [[ (?<= quoted by) name:( $rare $tied $n? ) (?= as saying) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Organization", 1.6, "organization noun"),
}
examples {
  { "It was said in a Zeltenow report.",
    Evidence = { text = "Zeltenow", why = "organization noun" } },
  { "The latest Zeltenow poll said so.",
    Evidence = { text = "Zeltenow", why = "organization noun" } },
  { "It was said in a report.", Evidence = false },
}

rule "evidence.place_before" {
  about = "X, Country: the smaller place comes first.",
  pattern = {
    [[ (?<= @name_clue(kind=into|toward) | at | of) name:( $rare $tied $n? ) (?=
      , (@nation | @place_known(kind=state))) ]],
    [[ name:( $rare $tied $n? ) (?= , $code_alone) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Place", 1.6, "inside"),
}
examples {
  { "He loves Zeltenow, TX, and beer.", Evidence = { text = "Zeltenow", why = "inside" } },
  { "He came from Zeltenow, Norway.",
    Evidence = { text = "Zeltenow", why = "inside" } },
  { "He likes Zeltenow, they say.",
    Evidence = { text = "Zeltenow", why = "unknown" } },
}

-- Towns whose name is an English word, which the gazetteer leaves out.
lexicon "word_town" { "Deal", "Independence", "Male", "Mobile", "Reading", "Sandwich", "Tours" }

rule "evidence.town" {
  about = "A small town, only after a preposition.",
  pattern = {
    [[ (?<= @name_clue(kind=into|toward) | at | of) name:( [cap & @gazetteer &
      !@ordinary & !{Evidence}] ) ]],
    [[ (?<= in | near | from) name:[cap & !first & @word_town & !{Evidence}]
      (?! [cap] | - | and [cap] | $s) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Place", 1.5, "town"),
}
examples {
  { "He lives in Abilene now.",
    Evidence = { text = "Abilene", why = "town" } },
  { "He lives in Reading now. He likes Reading.",
    Evidence = { { text = "Reading", why = "town" }, { text = "Reading", why = "unknown" } } },
  { "Abilene is late.",
    Evidence = { text = "Abilene", why = "unknown" } },
}

rule "evidence.into" {
  about = "in X, near X Y, nearby X.",
  pattern = [[ (?<= @name_clue(kind=into)) name:( $rare $tied $rare? ) (?! $s |
    @role_word | [cap]) ]],
  emit = "Evidence", span = "name",
  set = is("Place", 1.5, "into"),
}
examples {
  { "He lives near Zeltenow.",
    Evidence = { text = "Zeltenow", why = "into" } },
  { "They came from nearby Zeltenow.",
    Evidence = { text = "Zeltenow", why = "into" } },
  { "He likes Zeltenow.",
    Evidence = { text = "Zeltenow", why = "unknown" } },
}

rule "evidence.at" {
  about = "at X, from X: probably a place, if nothing else is known.",
  pattern = [[ (?<= at | from) name:( (?! [@given_name | @family_name | mixed]) $rare $tied ) (?!
    $s | [cap] | @role_word) ]],
  emit = "Evidence", span = "name",
  set = is("Place", 0.6, "at"),
}
examples {
  { "They came from Zeltenow.",
    Evidence = { text = "Zeltenow", why = "at" } },
  { "It had money from FreshZel.", Evidence = { text = "FreshZel", why = "unknown" } },
  { "They like Zeltenow.",
    Evidence = { text = "Zeltenow", why = "unknown" } },
}

rule "evidence.town_word" {
  about = "A small town whose name no person has, without other evidence.",
  pattern = [[ (?<! $solid) name:( [cap & !first & @gazetteer(kind=town) & !@ordinary &
    !@given_name &
    !@family_name & !@never_name & !{Evidence}] ) (?! [cap] | -) ]],
  emit = "Evidence", span = "name",
  set = is("Place", 0.7, "town"),
}
examples {
  { "It rained. They like Loughborough.",
    Evidence = { text = "Loughborough", why = "town" } },
  { "They like Moore.",
    Evidence = { text = "Moore", why = "unknown" } },
}

rule "evidence.quoted" {
  about = "“Qanit Zeltenow”: unknown words in quotation marks may be a title.",
  pattern = [[ (?<= [quote]) name:( $rare $tied (($particle -?){0,2} $rare $tied){1,2} )
    (?= (, | ".")? [quote]) ]],
  emit = "Evidence", span = "name",
  set = is("Unknown", 0.3, "unknown"),
}
examples {
  { "They praised “Qanit Zeltenow”.", Evidence = { text = "Qanit Zeltenow", why = "unknown" } },
  { "They praised “Qanit”.", Evidence = { text = "Qanit", why = "unknown" } },
}

rule "evidence.two_words" {
  about = "Two or three unknown words without an article are usually a person.",
  pattern = [[ (?<! the | "The" | [!cap] called | entitled | titled | dubbed | so - called)
    name:( (?! "El" | "La" | "Le" | "Los" | "Las" | "Les")
      $rare $tied (($particle -?){0,2} $rare $tied){1,2} ) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 1, "unknown words"),
}
examples {
  { "They praised Qanit Zeltenow.",
    Evidence = { text = "Qanit Zeltenow", why = "unknown words" } },
  { "They praised the Qanit Zeltenow.",
    Evidence = { text = "Qanit Zeltenow", why = "unknown" } },
  { "Kari called Qanit Zeltenow.",
    Evidence = { { text = "Kari" }, { text = "Qanit Zeltenow", why = "unknown words" } } },
  { "It was a film called Qanit Zeltenow.",
    Evidence = { text = "Qanit Zeltenow", why = "unknown" } },
  { "It was a film entitled Qanit Zeltenow.",
    Evidence = { text = "Qanit Zeltenow", why = "unknown" } },
  { "They praised Al Zeltenow.", Evidence = { text = "Al Zeltenow", why = "unknown words" } },
}

rule "evidence.given_alone" {
  about = "A given name by itself.",
  pattern = [[ (?<! [cap | /^\d{2,3}$/] | - | the | "The") name:[cap & @given_name(common=y) &
    !upper & !@ordinary & !@never_name & !@family_name & !@demonym & !{Evidence}] (?! [cap] | -) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 0.6, "given name alone"),
}
examples {
  { "They like Angela.",
    Evidence = { text = "Angela", why = "given name alone" } },
  { "They like new Philippine and German coins.", Evidence = false },
  { "They like the 737 Max now.", Evidence = { text = "Max", why = "unknown" } },
  { "They like the angel.", Evidence = false },
}

rule "evidence.title_alone" {
  about = "King, if not a title, So, if not a word: people may have such names.",
  pattern = {
    [[ (?<! the | "The" | a | an | "A" | "An" | his | her | their | our | my | this |
      former | [cap & !@never_name])
      name:[cap & @title & @ordinary & !upper & !@never_name & !{Evidence}]
      (?! [cap] | - | of | [open]) ]],
    [[ name:[cap & @family_first & @never_name & !upper & !first & !{Evidence}] (?! [cap] | -) ]],
    [[ name:[cap & @family_first & @never_name & !upper & first & !{Evidence}] (?= $s) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Unknown", 0.2, "title alone"),
}
examples {
  { "They like King now.", Evidence = { text = "King", why = "title alone" } },
  { "They like the King now.", Evidence = false },
  { "They like So now.", Evidence = { text = "So", why = "title alone" } },
  { "So they left.", Evidence = false },
}

rule "evidence.unknown" { -- lint: cost
  about = "Any other capitalised words; the document may say elsewhere what they are.",
  pattern = [[ (?! [@title] (?! $rare)) name:( $solid $tied ($rare $tied){0,2} | [cap &
    !@title & !@never_name & !@demonym & !@nationals & (!@people_word | @given_name |
    @family_name) & !{Evidence}]
    | [/^[dD]['’]\p{Lu}/ & !{Evidence}] ) ]],
  emit = "Evidence", span = "name",
  set = is("Unknown", 0.3, "unknown"),
}
examples {
  { "They like Zeltenow.",
    Evidence = { text = "Zeltenow", why = "unknown" } },
  { "They like Aboriginal art.", Evidence = false },
  { "They like it.", Evidence = false },
}
