-- rules/evidence/trade.lua : firms by their leaders, by what they do and in lists of
-- firms; bands by their members.
local phrases = use "evidence/phrases"
local is = phrases.is
lang "en"

-- Not the name of a place on its own: Chapel Hill Denham, but not Chapel Hill.
let "no_place" [[ (?! (@nation | @place_known | @capital_city | @gazetteer) (?! [cap])) ]]

rule "evidence.led" {
  about = "the CEO of X Y Z, co-founder of X: what a person leads or founded.",
  pattern = [[ (?<= (CEO | CTO | CFO | COO | chief executive | chief executive officer |
    managing director | founder | founders | [/^co-?founders?$/i]) of)
    $no_place name:( $solid $tied ((?! $mid_given) $n){0,3} ) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "lead of a body"),
}
examples {
  { "Tom Hill, CEO of Chapel Qanit Marsh, left.",
    Evidence = { text = "Chapel Qanit Marsh", why = "lead of a body" } },
  { "They met the co-founders of Ditch Cash.",
    Evidence = { text = "Ditch Cash", why = "lead of a body" } },
  { "He is the founder of Singapore.", Evidence = false },
  { "He is the CEO of it.", Evidence = false },
}

rule "evidence.spoken_for" {
  about = "a spokesman for X Y: whom a spokesman speaks for, unless a person has that name.",
  pattern = [[ (?<= (spokesman | spokeswoman | spokesperson | spokesmen) for) $no_place
    (?! [@given_name | @family_name | @title | /^Operation$/])
    name:( $solid $tied $n{1,3} ) (?! $s) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 1.6, "lead of a body"),
}
examples {
  { "Tom Hill, a spokesman for Fishery Relief, left.",
    Evidence = { text = "Fishery Relief", why = "lead of a body" } },
  { "It was a spokesman for Angela Relief, a spokesman for Zeltenow.", Evidence = false },
}

rule "evidence.firm_like_place" {
  about = "Chari, a fintech company: a firm with the name of a town.",
  pattern = [[ (?<! [cap] | [dash] | in | near | to | from | at | of | and)
    name:[cap & !upper & @gazetteer & !@capital_city & !@nation & !@never_name & !{Evidence}] ,
    (a | an) ([!punct & !cap & !pos=verb] | [upper] | [@demonym] | -){0,4}
    (company | startup | start-up | firm | fintech | retailer | airline | carmaker) $noun_ends ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "apposition of a body"),
}
examples {
  { "He left Crawley, a B2B fintech company focused on rain. He left Crawley, a startup that rose.",
    Evidence = { { text = "Crawley", why = "apposition of a body" }, { text = "Crawley" } } },
  { "He works in Crawley, a company that rose.", Evidence = false },
  { "He left Crawley, a company spokesman said.", Evidence = false },
}

lexicon "firms" { "companies", "startups", "start-ups", "firms", "banks", "retailers", "airlines",
  "carmakers", "automakers", "broadcasters", "insurers", "lenders",
  "supermarkets", "manufacturers", "developers", "suppliers", "unicorns", "fintechs", "unions",
  "charities", "publishers", "carriers", "drugmakers", "chipmakers", "brewers", "miners", "bands" }
let "such_as" [[ (@firms | @firms ,) (including | such as | like) ]]

rule "evidence.firm_list" {
  about = "startups including X, Y and Z; banks such as X and Y.",
  pattern = {
    [[ (?<= $such_as) $no_place name:( (?! $mid_given $n) $solid $tied $n? ) ]],
    [[ (?<= $such_as [cap] (, | and) | $such_as [cap] [cap] (, | and)) $no_place
       name:( (?! $mid_given $n) $solid $tied $n? ) ]],
    [[ (?<= $such_as [cap] , [cap] ,? and | $such_as [cap] [cap] , [cap] ,? and |
       $such_as [cap] , [cap] [cap] ,? and | $such_as [cap] [cap] , [cap] [cap] ,? and)
       $no_place name:( (?! $mid_given $n) $solid $tied $n? ) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Organization", 1.6, "lead of a body"),
}
examples {
  { "It has startups, including Ditch, Fjord Pay and Qanit.",
    Evidence = { { text = "Ditch", why = "lead of a body" }, { text = "Fjord Pay" },
      { text = "Qanit" } } },
  { "It has banks in towns such as Qanit, and bands such as Angela Zelten.", Evidence = false },
}

rule "evidence.firm_does" {
  about = "the X Y Z, which represents sailors; X, which employs 90: only a body does this.",
  pattern = [[ $no_place name:( [cap & !upper & (!first | !@ordinary) & !@never_name & !@demonym &
      !@title & !{Evidence}] ($o | of $o){0,3} )
    (?<! [@name_head(kind=place|event|placehead)])
    (?= , which (also | now)? (represents | operates | employs | publishes | oversees | regulates |
    administers | manages | manufactures | makes (?! up) | sells | runs | owns | campaigns |
    lobbies | supplies | advises | insures | broadcasts)) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "lead of a body"),
}
examples {
  { "He met the Zelten Pipe Trades, which represents welders.",
    Evidence = { text = "Zelten Pipe Trades", why = "lead of a body" } },
  { "He left Qanit, which employs 90.", Evidence = { text = "Qanit", why = "lead of a body" } },
  { "He left Norway, which makes paper.", Evidence = false },
  { "He left Qanit, which is cold.", Evidence = false },
}

lexicon "musician" { "drummer", "singer", "frontman", "frontwoman", "bassist", "guitarist",
  "vocalist", "keyboardist", "violinist", "cellist", "conductor", "songwriter",
  "singer-songwriter", "percussionist", "saxophonist", "trumpeter" }
-- A word of a band's name, which may be almost any word.
let "loud" [[ [cap & !@never_name & !@demonym & !@title & !{Evidence}] ]]

rule "evidence.band" {
  about = "X drummer Y, the drummer of X, punk band X Y Z: the band of a player.",
  pattern = {
    [[ (?<! [cap & !@never_name]) name:( $solid $tied $n? ) [lower & @musician] ]],
    [[ [lower & @musician] (of | with | for) [/^(legendary|veteran|iconic|seminal)$/]?
       name:( [/^The$/ & !first]? $solid $tied $n? ) (?! $s) ]],
    [[ name:( [/^The$/ & !first] $loud{1,3} ) $s (lead | former | original)? [lower & @musician] ]],
    [[ (?<= (rock | punk | metal | pop | indie | folk | hardcore | hip-hop | country | reggae
       | soul | jazz | girl | boy) (band | group | trio | duo | act | outfit))
       name:( [/^The$/]? $loud ($loud | of (?= [cap])){0,3} ) ]],
    [[ (?<= (the | his | her | their) band) name:( $loud{2,3} ) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "band"),
}
examples {
  { "They like Ditch drummer Angela, once guitarist with Zelten Marsh.",
    Evidence = { { text = "Ditch", why = "band" }, { text = "Zelten Marsh", why = "band" } } },
  { "He is the singer of The Ditches, and he met The Old Boats’ lead singer.", Evidence = {
    { text = "The Ditches", why = "band" }, { text = "The Old Boats", why = "band" } } },
  { "He left the band Winter Boats.", Evidence = { text = "Winter Boats", why = "band" } },
  { "It was punk band Boats of Winter.", Evidence = { text = "Boats of Winter", why = "band" } },
  { "They like the drummer of old, and Paul Singer.", Evidence = false },
}

rule "evidence.of_the" {
  about = "Angela X of The Y, told The Y: a band or paper whose name has the article.",
  pattern = [[ (?<= [cap & !upper] [cap & !upper] [/^of$/] | told) (?! @place_known | @gazetteer)
    name:( [/^The$/] $loud{1,3} ) (?! [cap]) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "band"),
}
examples {
  { "They like Angela Zelten of The Ditches.",
    Evidence = { text = "The Ditches", why = "band" } },
  { "They like Angela Zelten of The Hague.", Evidence = false },
  { "He told The Ditch so.", Evidence = { text = "The Ditch", why = "band" } },
  { "They like one of The Ditches.", Evidence = false },
}

lexicon "marque" { "Audi", "Bentley", "BMW", "Cadillac", "Chevrolet", "Chrysler", "Citroën",
  "Citroen", "Dacia", "Daihatsu", "Ducati", "Ferrari", "Fiat", "Ford", "Holden", "Honda",
  "Hyundai", "Isuzu", "Jaguar", "Kawasaki", "Kia", "Lamborghini", "Land Rover", "Lexus", "Mahindra",
  "Maruti", "Maserati", "Mazda", "Mercedes", "Mercedes-Benz", "Mitsubishi", "Nissan", "Opel",
  "Peugeot", "Porsche", "Proton", "Range Rover", "Renault", "Rolls-Royce", "Skoda", "Škoda",
  "Subaru", "Suzuki", "Tata", "Tesla", "Toyota", "Vauxhall", "Volkswagen", "Volvo", "VW", "Yamaha" }

rule "evidence.car" {
  about = "a Toyota Corolla, a black Kia Zel 4, the Kia Z-40: a car, not a maker or person.",
  pattern = [[ (?<= a | an | the | "The" | his | her | their | my | black | white | silver | grey
    | gray | blue | red | green | stolen | parked | [/^(19|20)\d\d$/])
    name:( @marque ([/^\p{L}*\d\w*$/] | [/^\p{Lu}{1,3}$/] - [num] |
      [cap & !@name_head & !@title & !@role_word & !@never_name & !@demonym &
        !/^(Executive|Credit|Finance|World|Cup)$/ & !{Evidence}] (- [cap])?){1,2} )
    (?! - | [cap] | $s) ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "car"),
}
examples {
  { "He drove a Toyota Qanit, and she a black Kia T-Zel.", Evidence = {
    { text = "Toyota Qanit", why = "car" }, { text = "Kia T-Zel", why = "car" } } },
  { "The Ford Q-950 is new.", Evidence = { text = "Ford Q-950", why = "car" } },
  { "It was a Mitsubishi L200 again.", Evidence = { text = "Mitsubishi L200", why = "car" } },
  { "It was a Ford Foundation grant, a Honda factory.", Evidence = false },
}
