-- rules/evidence/places.lua : places by their form, and countries.
local phrases = use "evidence/phrases"
local is, country, many_words = phrases.is, phrases.country, phrases.many_words
lang "en"

rule "evidence.road" {
  about = "Route 9, County Road 12, Interstate 95, on the M6: a road with a number.",
  pattern = [[ (?<= (on | along | off | near | via) the) name:([/^[AM]\d{1,4}$/] "Motorway"?)
    | (?<= in | at | of | near) name:([/^Sector$/ & !{Evidence}] [/^\d{1,3}[A-Z]?$/])
    | (?<= (to | of | closed | blocked | reopened) the) name:[/^[AM]\d{1,4}$/] (?= in | near | at |
      between | "(" | northbound | southbound | eastbound | westbound)
    | name:( [cap & (@place_known | @gazetteer | /^(State|County|U\.S\.|US)$/) &
      !{Evidence}]? [/^(Route|Highway|Interstate|Road)$/ & !{Evidence}] [/^\d{1,4}[A-Z]?$/] ) ]],
  emit = "Evidence", span = "name",
  set = is("Place", 3, "road"),
}
examples {
  { "They live on Route 9.", Evidence = { text = "Route 9", why = "road" } },
  { "They live on County Road 12.", Evidence = { text = "County Road 12", why = "road" } },
  { "A lorry lay on the A38 near the M6 Motorway.",
    Evidence = { { text = "A38", why = "road" }, { text = "M6 Motorway", why = "road" } } },
  { "They were called to the A6 near it.", Evidence = { text = "A6", why = "road" } },
  { "It has an M6 chip. They changed to the A6 model.", Evidence = false },
  { "They live in Sector 17 now.", Evidence = { text = "Sector 17", why = "road" } },
  { "The road 12 miles away is old.", Evidence = false },
}

rule "evidence.place_royal" {
  about = "Queen Elizabeth Hospital, King George Bridge: a place, whoever it is named after.",
  pattern = [[ name:( [/^(Queen|King|Prince|Princess|Duke)$/ & !{Evidence}]
    [cap & !@never_name & !{Evidence}]{1,2} [/^(Hospital|Bridge|Stadium|Airport|Park|Hall|Theatre
      |Square|Street|Road|Avenue|Islands?|Dock|Drive|Barracks|Way)$/x] ) ]],
  emit = "Evidence", span = "name",
  set = is("Place", 3, "place tail"),
}
examples {
  { "They met at the Queen Kari Hospital.",
    Evidence = { text = "Queen Kari Hospital", why = "place tail" } },
  { "They met Queen Kari.", Evidence = false },
}

rule "evidence.place_tail" {
  about = "X River, X Province, X Airport: the last word marks a place.",
  pattern = {
    [[ name:( [/^(Port|Isle|City)$/ & !{Evidence}] of [cap & !{Evidence}] $o{0,2}?
       [/^(Hospital|Airport|Stadium|Prison|Cathedral)$/] ) ]],
    [[ name:( "University" "Hospital" [cap & !upper & (@place_known | @gazetteer | @capital_city) &
       !{Evidence}] ) ]],
    [[ name:( [/^St\.?$/] [cap & !@never_name & !{Evidence}] $s [cap & !{Evidence}]{0,2}?
       (@name_head(kind=place) | "Church") ) ]],
    [[ name:( [cap & !@never_name & !@demonym & !@title & !@place_known & !@gazetteer &
       !@nation & !{Evidence}] $s "College"? [/^(Hospital|Cathedral|Hospice|Infirmary)$/] ) ]],
    [[ name:( [cap & !@never_name & !@title & !{Evidence} & (!@given_name(common=y) | @gazetteer)]
       [/^(Regis|Spa|Magna|Parva)$/] ) (?! [cap]) ]],
    [[ (?! (?<! the | "The" | in | at | near | on)
      ($mid_given | [cap & @given_name(common=y)]) (- [cap])? [cap & @name_clue(kind=surnamelike)]
        (?! [cap & !{Evidence}]))
      (?! (?<= @title(kind=office|rank|honorific)) [cap & @given_name] [cap] (?! [cap]))
      name:( "Royal"? [cap & !@never_name & !@demonym & (!first | !@ordinary) &
        (!@title | /s$/ & !/^M(r|is)?s$/) & !upper & !/^(Ex|Co|Vice)-/ & !{Evidence}]
        ((?! @title(kind=office) [cap & @given_name]) [cap & (!@never_name | /^Royal$/) &
          !{Evidence}] | - [cap] |
        (de | du | del | van | von | der | la) (?= [cap])){0,3}
             @name_head(kind=place) ) (?! $firm | of Fame)
      (?<! [/^(Stock|Labou?r|Housing|Job|Bond|Bull|Emerging|Single|Common)$/] [/^Market$/]) ]],
  },
  where = function(m, doc) return not doc.text:find("^%-%u", m.name.last + 1) end,
  emit = "Evidence", span = "name",
  set = is("Place", 2, "place tail"),
}
examples {
  { "The Zelten River rose.",
    Evidence = { text = "Zelten River", why = "place tail" } },
  { "They met at the Port of Oslo General Hospital.",
    Evidence = { text = "Port of Oslo General Hospital", why = "place tail" } },
  { "Then Mrs Marsh rose.", Evidence = false },
  { "Jean-Pierre Hill saw Port-Zelten Hill.", Evidence = { text = "Port-Zelten Hill" } },
  { "The boat to Governors Island is late.",
    Evidence = { text = "Governors Island", why = "place tail" } },
  { "They met at St Angela's Cathedral and at St Thomas' Hospital.",
    Evidence = { { text = "St Angela's Cathedral", why = "place tail" },
      { text = "St Thomas' Hospital", why = "place tail" } } },
  { "They met at University Hospital Limerick.",
    Evidence = { text = "University Hospital Limerick", why = "place tail" } },
  { "They met at Zelten's Hospital, in Zelten Regis and in Oslo Spa.",
    Evidence = { { text = "Zelten's Hospital", why = "place tail" },
      { text = "Zelten Regis", why = "place tail" }, { text = "Oslo Spa", why = "place tail" } } },
  { "They met at St Angela's Church.",
    Evidence = { text = "St Angela's Church", why = "place tail" } },
  { "They took Zelten du Qanit Drive.",
    Evidence = { text = "Zelten du Qanit Drive", why = "place tail" } },
  { "They met at Zelten Royal Infirmary.",
    Evidence = { text = "Zelten Royal Infirmary", why = "place tail" } },
  { "They met at the Royal Zelten Hospital.",
    Evidence = { text = "Royal Zelten Hospital", why = "place tail" } },
  { "They crossed the Angela Bridge.",
    Evidence = { text = "Angela Bridge", why = "place tail" } },
  { "They met Angela Bridge.", Evidence = false },
  { "They like the Fishery Hall of Fame.", Evidence = false },
  { "They met Zelten Hill-Bridge.", Evidence = false },
  { "Ex-president Angela Hill left the Zelten Stock Market.", Evidence = false },
  { "Then, Commission Chair Angela Castle left.", Evidence = false },
  { "At the court, Peter Marsh was jailed.", Evidence = false },
  { "They met Rep. Will Hill.", Evidence = false },
  { "They gave it to Angela Marsh.", Evidence = false },
  { "They met at Angela Marsh.", Evidence = { text = "Angela Marsh", why = "place tail" } },
  { "The river rose.", Evidence = false },
}

lexicon "article_place" { "Amazon" }

rule "evidence.place_article" {
  about = "the Amazon: a place with the article, a firm without it.",
  pattern = [[ (?<= the | "The") name:[cap & @article_place & !{Evidence}] (?! [cap]) ]],
  emit = "Evidence", span = "name",
  set = is("Place", 3, "gazetteer"),
}
examples {
  { "It rained on the Amazon.",
    Evidence = { text = "Amazon", why = "gazetteer" } },
  { "He works for Amazon.", Evidence = false },
}

lexicon "seat_holder" { "mp", "mps", "mep", "meps", "mla", "mlas", "msp", "msps", "td",
  "councillor", "lawmaker", "legislator", "senator", "congressman", "congresswoman",
  "assemblyman" }

rule "evidence.seat" {
  about = "Member for X, the MP for X East: the seat of a member.",
  pattern = [[ (?<= (@seat_holder | "Member" | "Parliament") ")"? for)
    (?! (@gazetteer(kind=city|state|region) | @place_known) (?! [cap] | and))
    name:( $solid $tied ((?! [@given_name]) $n |
      [cap & @name_head(kind=direction) & !{Evidence}]{1,2} | and [cap & !@ordinary])? ) ]],
  emit = "Evidence", span = "name",
  set = is("Place", 2, "seat"),
}
examples {
  { "They met the Member for Zelten Angela Nordmann.",
    Evidence = { text = "Zelten", why = "seat" } },
  { "The MP for Zelten East left.", Evidence = { text = "Zelten East", why = "seat" } },
  { "The TD for Zelten North Central left.",
    Evidence = { text = "Zelten North Central", why = "seat" } },
  { "It was the councillor for Marsh and Qanit.",
    Evidence = { text = "Marsh and Qanit", why = "seat" } },
  { "The Member of Parliament (MP) for Zelten left.",
    Evidence = { text = "Zelten", why = "seat" } },
  { "She was the MP for Oslo.", Evidence = false },
  { "He spoke for Zelten again.", Evidence = false },
}

rule "evidence.club_town" {
  about = "in Barnsley, Barnsley, Lancs: the town, not its club.",
  pattern = {
    [[ (?<= @name_clue(kind=into) | @name_clue(kind=route) to) name:[cap & @club & !{Evidence}]
       (?! $s | [cap] | @role_word | -) ]],
    [[ name:[cap & @club & !{Evidence}] (?= , @place_known ,) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Place", 2, "town"),
}
examples {
  { "He lives in Barnsley now.", Evidence = { text = "Barnsley", why = "town" } },
  { "They are from Barnsley, Lancs, he said.",
    Evidence = { text = "Barnsley", why = "town" } },
  { "Trains to Barnsley are late.", Evidence = { text = "Barnsley", why = "town" } },
  { "He plays for Barnsley.", Evidence = false },
}

rule "evidence.place_upon" {
  about = "Zelten-le-Marsh, Zelten upon Qanit: a town named by what lies near it.",
  pattern = [[ name:( $solid upon [cap & !{Evidence}]
    | (?! [@title | @role_word]) $solid - (le | upon | on | under | by | in |
    next | super | sur | sous | les) (- the)? - [cap & !{Evidence}] ) (?! - | [cap]) ]],
  emit = "Evidence", span = "name",
  set = is("Place", 2, "place head"),
}
examples {
  { "They like Zelten-le-Marsh and Zelten-in-the-Marsh.",
    Evidence = { { text = "Zelten-le-Marsh", why = "place head" },
      { text = "Zelten-in-the-Marsh" } } },
  { "They like Zelten upon Qanit.", Evidence = { text = "Zelten upon Qanit" } },
  { "They like Zelten-led Marsh and the Commander-in-Chief.", Evidence = false },
}

-- Up to three words of a name, whatever they mean elsewhere.
let "called" [[ [cap & !upper & !@never_name & !@demonym & !@title & !{Evidence}]{1,3} ]]

rule "evidence.place_near" {
  about = "in X Y, near Z; houses in X Y: a location, whoever it is named after.",
  pattern = {
    [[ (?<= in | at | from | to | near | of | through | around | outside) name:$called
      (?= , [/^(just|right|not|far|miles|kilometres|kilometers|km)$/]{0,2}
        (near | outside | (close | next) to | [/^(north|south|east|west)(-?(east|west))?$/] of)
        [cap & (@gazetteer | @place_known | @capital_city)] (?! [cap & @family_name])) ]],
    [[ (?<= @name_clue(kind=located) in | grew up in | (residents | villagers) of |
        [/^[AMB]\d{1,4}$/] in | broke out (at | in) |
        @name_clue(kind=route) between [cap & (@gazetteer | @place_known | @capital_city)] and)
      name:( $mid_given $n ) (?! $s | [cap]) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Place", 3, "inside"),
}
examples {
  { "They live in Angela Zelten, near Oslo.",
    Evidence = { text = "Angela Zelten", why = "inside" } },
  { "They came from Zeltenow, just north of Oslo.",
    Evidence = { text = "Zeltenow", why = "inside" } },
  { "Homes in Angela Zelten are cheap, and the road between Oslo and Angela Zelten is bad.",
    Evidence = { { text = "Angela Zelten", why = "inside" },
      { text = "Angela Zelten", why = "inside" } } },
  { "They met Angela Zelten, near Oslo.", Evidence = false },
  { "They live in Angela Zelten's house.", Evidence = false },
}

rule "evidence.saint" {
  about = "from St Zelten: a village, harbour or church.",
  pattern = [[ (?<= @name_clue(kind=into|toward) | at | of) name:( [/^St\.?$/]
    [cap & !{Evidence}] ($s (?= , | "." | on | in | and | for))? )
    (?! [cap] | -) ]],
  emit = "Evidence", span = "name",
  set = is("Place", 1.5, "saint"),
}
examples {
  { "They came from St Zelten.", Evidence = { text = "St Zelten", why = "saint" } },
  { "They met at St Zelten’s, and in St Zelten’s harbour.",
    Evidence = { { text = "St Zelten’s" }, { text = "St Zelten" } } },
  { "They like St Zelten.", Evidence = false },
}

rule "evidence.place_head" {
  about = "Lake X, Mount X, San X: the first word marks a place.",
  pattern = [[ (?<! $rare) name:( "Hotel" $n{2,3} |
    @name_head(kind=placehead) (de | del | la | las | los | of | al)*
      [/^(San|Santa|Santo|Kfar|Nir|Ein)$/]? $n
      (de $n | (?! [@given_name | @family_name]) $rare)? ) (?! $firm) ]],
  where = function(m) return not m.name.text:find "^St[%. \xC2]" end,
  emit = "Evidence", span = "name",
  set = is("Place", 2, "place head"),
}
examples {
  { "They climbed Mount Zelten.",
    Evidence = { text = "Mount Zelten", why = "place head" } },
  { "They met at the Hotel Zelten Qanit.",
    Evidence = { text = "Hotel Zelten Qanit", why = "place head" } },
  { "They rode over the Passo Qanit Zelten.",
    Evidence = { text = "Passo Qanit Zelten", why = "place head" } },
  { "They live in Barangay San Zelten.", Evidence = { text = "Barangay San Zelten" } },
  { "At Fort Zelten Angela left.", Evidence = { text = "Fort Zelten" } },
  { "They mount horses.", Evidence = false },
}

rule "evidence.place_words" { -- lint: cost
  about = "A place of several words in the lexicons: New York, Red Sea.",
  pattern = [[ (?= [cap] .) (?! $mid_given [cap] [cap & !upper & !@ordinary & !@never_name & !@title
    & !@name_head & !{Evidence}])
    name:( (@nation (?! [/^[Ss]tate$/]) | @place_known | @capital_city | @gazetteer)
    ((?<! $mid_given | $mid_given .) (de | del | do | da | de la | de los) $n)? ) (?! $firm) ]],
  where = many_words,
  emit = "Evidence", span = "name",
  set = country("Place", 3, "gazetteer"),
}
examples {
  { "It rained in New York.",
    Evidence = { text = "New York", why = "gazetteer" } },
  { "They met Aung San Zelten.", Evidence = false },
  { "It rained in Papua New Guinea and in Niger state.",
    Evidence = { { text = "Papua New Guinea" }, { text = "Niger state" } } },
  { "It rained in a new town.", Evidence = false },
  { "They live in Oslo de Zelten. They met João Pereira de Zelten.", Evidence = {
    { text = "Oslo de Zelten", why = "gazetteer" } } },
  { "They met in the Danish capital.", Evidence = false },
  { "They like Canadian rain.", Evidence = false },
}

rule "evidence.nation" {
  about = "A country by any of its names, unless it is a person's given name.",
  pattern = {
    [[ (?= [cap]) (?<! $mid_given) name:( @nation | @name_head(kind=direction) (@nation |
      [/^(Asia|Africa|Europe|America|Antarctica)$/]) ) (?! [cap & @family_name & !@ordinary & !first
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

rule "evidence.place_side" {
  about = "at Zelten East, in Upper Zelten: a place with a compass direction or height.",
  pattern = {
    [[ (?<= @name_clue(kind=into|toward) | at) name:( (?! [@given_name | @family_name]) $rare
       [cap & @name_head(kind=direction) & !{Evidence}] ) (?! [cap]) ]],
    [[ (?<= @name_clue(kind=into|toward) | at) name:( [cap & @name_head(kind=direction) &
       !{Evidence}] $rare ) (?! [cap] | $s) ]],
    [[ name:( [cap & @name_head(kind=direction) & !{Evidence}] [cap & (@capital_city |
       @place_known | @gazetteer(kind=city|state|region|seat)) & !@never_name & !{Evidence}] )
       (?! [cap] | -) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Place", 1.5, "side"),
}
examples {
  { "He lives at Zelten East.", Evidence = { text = "Zelten East", why = "side" } },
  { "He lives in Upper Zelten.", Evidence = { text = "Upper Zelten", why = "side" } },
  { "He likes North Oslo.", Evidence = { text = "North Oslo", why = "side" } },
  { "They met near Angela West.", Evidence = false },
}

lexicon "country_code" { file = "lexicons/country-codes.hand.tsv", key = "code", exact = true }

-- The last two words of a name that no rule has taken for a body.
let "athlete" [[ [cap & (@given_name | !@ordinary) & !{Evidence}]
  [cap & !@name_head & !{Evidence}] ]]

rule "evidence.country_code" {
  about = "Name (FIN): the country of an athlete.",
  pattern = [[ (?<= $athlete "(") name:@country_code (?= ")" | ",") ]],
  emit = "Evidence", span = "name",
  set = { type = "Place", weight = 3, why = "nation", country = take "name.country" },
}
examples {
  { "Tervo Makkonen (FIN) beat him.", Evidence = { text = "FIN", why = "nation" } },
  { "The fishery institute (FIN) beat him.", Evidence = false },
}

rule "evidence.ward" {
  about = "Cllr X Y (Lab, Northgate): the ward or seat after the short form of a party.",
  pattern = [[ (?<= "(" @party(form=short) ,)
    name:( [cap & !@never_name & !{Evidence}]{1,3} ) (?= ")") ]],
  emit = "Evidence", span = "name",
  set = is("Place", 3, "ward"),
}
examples {
  { "It was Cllr Kari Zelten (Lab, Northgate) again.",
    Evidence = { text = "Northgate", why = "ward" } },
  { "It was Cllr Kari Zelten (late, again) there.", Evidence = false },
}

rule "evidence.state_code" {
  about = "Fremont, CA 94538; Sen. X (R-TX): a U.S. state by its postal code.",
  pattern = {
    [[ (?<= [cap & !upper] ,? | [cap & !upper] , [cap & !upper]) name:[upper & @state_code]
       (?= [/^\d{5}$/]) ]],
    [[ (?<= (@place_known | @gazetteer) ,?) name:[upper & @state_code] (?= , | "." | $) ]],
    [[ (?<= "(" [/^[RDI]$/] -) name:[upper & @state_code] (?= ")") ]],
    [[ (?<= [cap & !upper] ,) name:$code_alone ]],
    [[ (?<= ^ [upper]{1,3} ,) name:@state_code (?= $wire? [dash]) ]],
  },
  emit = "Evidence", span = "name",
  set = { type = "Place", weight = 3, why = "state code" },
}
examples {
  { "They live in Zelten, CA 94538 now.",
    Evidence = { text = "CA", why = "state code" } },
  { "He loves Zeltenow, TX, and beer.", Evidence = { text = "TX", why = "state code" } },
  { "ZELTENOW, AZ (3NW/ABC 5) - It rained.", Evidence = { text = "AZ", why = "state code" } },
  { "He moved to TX.", Evidence = false },
  { "It was Kari Zelten (R-TX) again.", Evidence = { text = "TX", why = "state code" } },
  { "It is 12 CA now.", Evidence = false },
}
