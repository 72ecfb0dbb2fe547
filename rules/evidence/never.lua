-- rules/evidence/never.lua : capitalised words that are no name of a person, body or place.
local phrases = use "evidence/phrases"
local is, many_words = phrases.is, phrases.many_words
lang "en"

-- Words for a people or an event, and others, that are also surnames.
lexicon "word_surname" { "Cuban", "Dane", "Day", "Deal", "English", "Finn", "French", "From",
  "German", "Gore", "Hills", "Irish", "Law", "Lord", "Masters", "Pole", "Roman", "Song", "Sweet",
  "Welsh" }

rule "evidence.word_surname" {
  about = "Kari French, Kari Law: a person; also French said, if the full name occurs elsewhere.",
  pattern = {
    [[ (?<! [cap & !@title] | the | "The") (role:(@title_mod* @title(kind=office|rank)) @title*)?
      name:([cap & @given_name(common=y) & (!@ordinary | !first) & !@place_known & !@nation &
        !upper | /^(Al|Chad)$/] $initial? [cap & @word_surname & !upper])
      (?! [cap] | - | [lower & pos=noun|adj]) ]],
    [[ name:([cap & first & @given_name(common=y) & @ordinary & !upper] $initial?
      [cap & @word_surname & !upper]) (?= , | ":" | $s | @name_clue(kind=speech)) ]],
    [[ (?<! the | "The" | a | an | - | [cap & !first])
      name:[cap & @word_surname & @demonym & !upper] (?! [cap] | - | [lower & pos=noun|adj]) ]],
  },
  emit = "Evidence", span = "name",
  set = function(m)
    local whole = m.name.text:find "[%s\xC2]"
    return { type = whole and "Person" or "Unknown", weight = whole and 3 or 0.3,
      why = whole and "given name" or "unknown", role = m.role }
  end,
}
examples {
  { "They met Angela French and Angela Law there.",
    Evidence = { { text = "Angela French", why = "given name" }, { text = "Angela Law" } } },
  { "Then French left.", Evidence = { text = "French", why = "unknown" } },
  { "They met the French there, and Angela French friends.", Evidence = false },
}

-- ours
rule "evidence.league" {
  about = "National League, English Premier League: a competition.",
  pattern = [[ name:( (@demonym |
    [/^(National|American|Major|Premier|First|Super|Champions)$/]){1,3}
    [/^(League|Division)$/]
    | [upper & len>2 & @org_known] [cap & !upper & !@never_name]{0,2}
      [/^(Cup|League|Trophy)$/] ) ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "league"),
}
examples {
  { "They play in the National League.",
    Evidence = { text = "National League", why = "league" } },
  { "They won the UEFA Zelten Cup.", Evidence = { text = "UEFA Zelten Cup", why = "league" } },
  { "They play in the league.", Evidence = false },
}

lexicon "currency_code" { file = "lexicons/currency-codes.tsv", key = "code" }

rule "evidence.sum" {
  about = "US$6, ZAR 30: a currency; XIX: a number.",
  pattern = {
    [[ name:[/^\p{Lu}{1,3}[$€£¥]$/] ]],
    [[ name:[@currency_code & upper] (?= [num]) ]],
    [[ name:[/^\p{Lu}{2}$/ & !@nation] (?= dollar | dollars) ]],
    [[ name:[/^(Dhs?|[KTU][Ss]h|Shs?|Rs|Tk|Rp|Bs|Kz|Php|Lkr|Nrs)$/] (?= [num]) ]],
    [[ name:[/^X[IVX]+$/] ]],
  },
  emit = "Evidence", span = "name",
  set = is("None", 3, "currency"),
}
examples {
  { "It cost US$6 a day.",
    Evidence = { text = "US$", why = "currency" } },
  { "It cost ZAR 30 a day.",
    Evidence = { text = "ZAR", why = "currency" } },
  { "It cost 30 HK dollars or 9 US dollars a day in the XIX century.",
    Evidence = { { text = "HK" }, { text = "XIX" } } },
  { "It cost Dh 30 a day.", Evidence = { text = "Dh", why = "currency" } },
  { "The ZAR met.", Evidence = false },
}

-- Words that abbreviations leave out; ends_in_letters compares the initials with and
-- without them.
local SMALL = { of = true, ["and"] = true, the = true, ["for"] = true, to = true, on = true }

local function ends_in_letters(words, short)
  local all, main = {}, {}
  for word in words:gsub("\u{A0}", " "):gmatch "[^%s%-]+" do
    local letter = word:sub(1, 1):upper()
    all[#all + 1] = letter
    if not SMALL[word] then main[#main + 1] = letter end
  end
  local letters = short:gsub("s$", "")
  return table.concat(all):sub(-#letters) == letters
    or table.concat(main):sub(-#letters) == letters
end

rule "evidence.ticker" {
  about = "Acme Corp <ACM>, <ACME.L>, Acme's (ACM) shares: a stock ticker is not a name.",
  pattern = {
    [[ (?<= [cap] "<") name:[upper & /^\p{Lu}{1,6}$/] (?= ">" | "." [upper & len<3] ">") ]],
    [[ (?<= [cap] $s "(") name:[upper & /^\p{Lu}{1,5}$/]
       (?= ")" (shares | stock | share | stocks)) ]],
  },
  emit = "Evidence", span = "name",
  set = is("None", 4, "code of a share"),
}
examples {
  { "Zelten Corp <ZXQ> fell.", Evidence = { text = "ZXQ", why = "code of a share" } },
  { "Zelten Corp <ZXQ.L> fell.", Evidence = { text = "ZXQ", why = "code of a share" } },
  { "Zelten's (ZXQ) shares fell.", Evidence = { text = "ZXQ", why = "code of a share" } },
  { "They met at <ZXQ>.", Evidence = false },
}

rule "evidence.abbreviation" {
  about = "electric vehicle (EV): the initials of words that are not a name.",
  pattern = {
    [[ words:( [(lower | first) & alpha] ([lower & alpha] | -){1,8} )
      "(" name:[/^\p{Lu}{2,6}s?$/] ")" ]],
    [[ name:[/^\p{Lu}{2,6}s?$/] "(" words:( [lower & alpha] ([lower & alpha] | -){1,8} ) ")" ]],
  },
  where = function(m) return ends_in_letters(m.words.text, m.name.text) end,
  emit = "Evidence", span = "name",
  set = is("None", 3, "abbreviation"),
}
examples {
  { "It paid for an electric motor boat (EMB).",
    Evidence = { text = "EMB", why = "abbreviation" } },
  { "It paid for transport of goods (TG).",
    Evidence = { text = "TG", why = "abbreviation" } },
  { "It paid the ZFT (zelten fishery tax).",
    Evidence = { text = "ZFT", why = "abbreviation" } },
  { "It paid for a big boat (ZXQ).", Evidence = false },
}

rule "evidence.plural" {
  about = "PPPs, SACCOs: a plural, unless the document spells it out as a body.",
  pattern = [[ name:[/^\p{Lu}{2,5}s$/ & !@org_known & !@org_listed & !@never_name & !{Evidence}] ]],
  emit = "Evidence", span = "name",
  set = is("None", 1, "plural"),
}
examples {
  { "They enter into PPPs abroad.", Evidence = { text = "PPPs", why = "plural" } },
  { "They enter into PPP deals.", Evidence = false },
}

rule "evidence.member" {
  about = "member of Parliament: a person's office, not a body that acts.",
  pattern = [[ (?<= (member | members) of) name:[/^Parliament$/] (?! of) ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "member"),
}
examples {
  { "He is a Member of Parliament now.",
    Evidence = { text = "Parliament", why = "member" } },
  { "He spoke in Parliament.", Evidence = false },
}

rule "evidence.generation" {
  about = "Gen Z, Generation Alpha: an age group, not a general.",
  pattern = [[ name:( [/^Gen(eration)?$/] [/^([XYZ]|[XZ]ers?|Alpha|Alphas)$/] ) ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "generation"),
}
examples {
  { "It was Gen Z again.", Evidence = { text = "Gen Z", why = "generation" } },
  { "It was Gen Zelten again.", Evidence = false },
}

rule "evidence.pageant" {
  about = "Miss Universe, Mister World: a contest, not a person.",
  pattern = [[ name:( [/^(Miss|Mrs|Mr|Mister)$/] (@nation |
    [/^(Universe|World|Tourism|International|Earth|Grand|America|USA|Teen|Globe)$/])+ ) ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "pageant"),
}
examples {
  { "It was Miss Universe Norway again.",
    Evidence = { text = "Miss Universe Norway", why = "pageant" } },
  { "It was Miss Zelten again.", Evidence = false },
}

rule "evidence.honours" {
  about = "Kari Nordmann, SC: letters after a person's name.",
  pattern = [[ (?<= [cap] [cap & !upper] (, | "("))
    name:[upper & @name_clue(kind=honours)]
    (?= , | "." | "(" | ")" | $) ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "honours"),
}
examples {
  { "It was Kari Nordmann, SC, who left.", Evidence = { text = "SC", why = "honours" } },
  { "It was Kari Nordmann (SC).", Evidence = { text = "SC", why = "honours" } },
  { "It was the SC.", Evidence = false },
}

rule "evidence.portfolio" {
  about = "Labour Minister, Science and Sports Minister: a portfolio, not a party or paper.",
  pattern = {
    [[ name:[/^Labou?r$/] (?= [/^(Minister|Secretary|Day|Code|Law)/]) ]],
    [[ (?= $fields) name:[cap & @title_mod(office=field)] ]],
  },
  emit = "Evidence", span = "name",
  set = is("None", 3, "portfolio"),
}
examples {
  { "It pleased the Labour Minister.", Evidence = { text = "Labour", why = "portfolio" } },
  { "It pleased the Science, Trade and Energy Minister.",
    Evidence = { { text = "Science", why = "portfolio" }, { text = "Trade", why = "portfolio" } } },
  { "It pleased the Labour candidate.", Evidence = false },
}

rule "evidence.benchmark" {
  about = "Brent crude, West Texas Intermediate: kinds of oil.",
  pattern = [[ name:( [/^(Brent|WTI|Urals)$/] (?= oil | crude | futures | contract | contracts |
      forecast | price | prices | (rose | fell | gained | lost | was) [lower]{0,2}
      ("$" | [num] ("%" | percent | cent | cents)))
    | "West" "Texas" "Intermediate" ) ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "benchmark"),
}
examples {
  { "It paid more for Brent crude.", Evidence = { text = "Brent", why = "benchmark" } },
  { "It paid more for West Texas Intermediate.",
    Evidence = { text = "West Texas Intermediate", why = "benchmark" } },
  { "Brent rose by 2 percent.", Evidence = { text = "Brent", why = "benchmark" } },
  { "They live in Brent now.", Evidence = false },
  { "Now Brent was late and rose to speak.", Evidence = false },
}

-- Verbs in the third person as headlines print them; they are no surname.
let "heading_verb" [[ [cap & !upper & (@name_clue(kind=headverb) | @verb(use=s|s_verb)
  & !@family_name & !@word_family & !@given_name & !@name_head & !@name_clue(kind=headnoun))] ]]

rule "evidence.heading_verb" {
  about = "Kari Zelten Says Rain Fell: a verb in a line where every word begins with a capital.",
  pattern = [[ (?<= [cap & !upper])
    name:( $heading_verb | [/^(Wo|Ca)$/] (?= [/^n['’]t$/]) ) (?! [cap & @name_head(kind=body)])
    (?= [cap | quote | /^(n['’]t|to|for|at|on|in|with|after|over|as|by|from)$/] | $) ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "heading"),
}
examples {
  { "Kari Zelten Says Rain Fell", Evidence = { text = "Says", why = "heading" } },
  { "Kari Zelten Hits Back at Rain", Evidence = { text = "Hits", why = "heading" } },
  { "The Zelten Nurses Guild left.", Evidence = false },
  { "They like Kari Rivers in Oslo.", Evidence = false },
  { "Kari Zelten Backs Rain", Evidence = { text = "Backs", why = "heading" } },
  { "Kari Zelten Won’t Run", Evidence = { text = "Wo", why = "heading" } },
  { "Zelten Works in Oslo", Evidence = false },
  { "Kari Zelten Lives in Oslo", Evidence = false },
  { "Kari Zelten says it fell.", Evidence = false },
}

rule "evidence.greeting" {
  about = "Good Morning America: a greeting, and shows with that name.",
  pattern = [[ name:( "Good" [/^(Morning|Afternoon|Evening)$/] (@nation | @place_known) ) ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "greeting"),
}
examples {
  { "He told Good Morning America so.",
    Evidence = { text = "Good Morning America", why = "greeting" } },
  { "He wished them a good morning.", Evidence = false },
}

rule "evidence.storm" {
  about = "Storm Agatha, Hurricane Ike: a storm, not a person.",
  pattern = [[ name:( "Tropical"? [/^(Storm|Hurricane|Typhoon|Cyclone)$/]
    [cap & !upper & !/^Cent(er|re)$/ & !{Evidence}] ) ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "storm"),
}
examples {
  { "It was Storm Angela again.",
    Evidence = { text = "Storm Angela", why = "storm" } },
  { "The storm was cold at the Zelten Hurricane Center.", Evidence = false },
}

rule "evidence.vessel" {
  about = "the tanker Sea Breeze, the ferry Estonia: a ship, whatever else its name means.",
  pattern = [[ (?<= aboard the | (tanker | ferry | yacht | trawler | freighter | frigate |
    destroyer | warship | icebreaker | corvette | steamer | tugboat | ship | submarine |
    battleship | cruiser | schooner)) name:( [cap & !@never_name & (!@title |
    @title(kind=rank)) & !{Evidence}] [cap & !@never_name & !{Evidence}]{0,2} ) ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "vessel"),
}
examples {
  { "The tanker Sea Breeze sank.", Evidence = { text = "Sea Breeze", why = "vessel" } },
  { "The ferry Zeltenow sank.", Evidence = { text = "Zeltenow", why = "vessel" } },
  { "The trawler Admiral Zelten sank.", Evidence = { text = "Admiral Zelten", why = "vessel" } },
  { "It rained aboard the Sea Breeze.", Evidence = { text = "Sea Breeze", why = "vessel" } },
  { "The ferry sank.", Evidence = false },
}

rule "evidence.work" {
  about = "the film Angela, her novel Zelten, the TV series Oslo: a work, not a person or place.",
  pattern = [[ (?<= film | movie | musical | novel | opera | documentary | sitcom | thriller |
    biopic | album | song | ballet | memoir | blockbuster |
    (TV | television | drama | comedy | crime | hit | Netflix | HBO | BBC) series | the play)
    name:( [cap & !@never_name & !@title & !@demonym & !{Evidence}]
      [cap & !@never_name & !{Evidence}]{0,3} )
    (?! [cap] | - | $s | (wrote | directed | made | released | recorded | produced | composed |
      sang | performed | painted | loved)) ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "work"),
}
examples {
  { "The film Angela won.", Evidence = { text = "Angela", why = "work" } },
  { "She wrote the novel Zelten and the TV series Oslo.", Evidence = {
    { text = "Zelten", why = "work" }, { text = "Oslo", why = "work" } } },
  { "It was the song Angela wrote.", Evidence = false },
  { "It was a film star.", Evidence = false },
}

rule "evidence.body_whole" {
  about = "British Antarctic Survey: a known body, though its last word looks like an event.",
  pattern = [[ (?= [cap] .) name:@org_known (?<= [@name_head(kind=event)]) ]],
  emit = "Evidence", span = "name",
  set = phrases.country("Organization", 3, "known"),
}
examples {
  { "It was the British Antarctic Survey.",
    Evidence = { text = "British Antarctic Survey", why = "known" } },
  { "It was the Zelten Survey.",
    Evidence = { text = "Zelten Survey", why = "event" } },
}

rule "evidence.event" {
  about = "Cups, laws, awards and wars: World Cup, Geneva Convention, the Golden Boot.",
  pattern = [[ name:( [/^Golden$/] [/^(Ball|Boot|Bear|Glove|Lion|Palm)$/] |
    [cap & !@never_name & !@org_known & (!first | !@ordinary)] [cap & !@never_name]{0,4}
                      ([@name_head(kind=event) & !@given_name] | @name_head(kind=event) (?! [cap]))
                      (?<! [!@ordinary | @place_known | @name_head(kind=place|body|firm)]
                        [/^(Sunday|Saturday)$/])
                      (of [cap]+)? ) (?! [cap]? [cap & @name_head(kind=body)] |
                      [/^(Center|Centre|Hall|Complex)$/]) ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "event"),
}
examples {
  { "He won the Lemkin Prize in June.",
    Evidence = { text = "Lemkin Prize", why = "event" } },
  { "He won the Golden Boot.", Evidence = { text = "Golden Boot", why = "event" } },
  { "He won a prize.", Evidence = false },
  { "They met on Bloody Sunday, and at Zelten Sunday.",
    Evidence = { text = "Bloody Sunday", why = "event" } },
  { "They met at the Zelten Convention Center.", Evidence = false },
  { "It was the Zelten Open Market Committee.", Evidence = false },
  { "It was the U.S. Bill in June.",
    Evidence = { text = "U.S. Bill", why = "event" } },
  { "It was U.S. President Bill Zelten.", Evidence = false },
}

rule "evidence.month" {
  about = "In May, May 5: a month, not a name.",
  pattern = [[ name:[/^(Jan|Mar|Jun)$/] (?= [num])
             | name:[/^(May|March|August|April|June)$/] (?= [num] | of | , [num])
             | (?<= in | since | last | until | before | after | by | of | early | late | mid | - |
               from | to | this | next | and | through | during | a | an)
               name:[/^(May|March|August|April|June)$/] ]],
  emit = "Evidence", span = "name",
  set = is("None", 3, "month"),
}
examples {
  { "It began in May.",
    Evidence = { text = "May", why = "month" } },
  { "It said so in a June report.",
    Evidence = { text = "June", why = "month" } },
  { "It fell before June, she said.", Evidence = { text = "June", why = "month" } },
  { "They like June.", Evidence = false },
  { "It began in Oslo, Jun 16 2022.",
    Evidence = { text = "Jun", why = "month" } },
}

rule "evidence.people" {
  about = "South African, Northern Irish, Christian Charity: not a place or person.",
  pattern = [[ (?= [cap] [cap]) (?<! @name_head(kind=head) (of | for)) name:(
    "Christian" [/^(Charity|Faith|Love|Unity|Values|Doctrine)$/] (?! [cap]) |
    @demonym (?! $peoples_body) | @nationals | @people_word |
    @name_head(kind=direction) (@demonym (?! $peoples_body) | @nationals)) ]],
  where = many_words,
  emit = "Evidence", span = "name",
  set = is("None", 3, "people"),
}
examples {
  { "He spoke of Christian Charity.",
    Evidence = { text = "Christian Charity", why = "people" } },
  { "She left the Christian Unity Party.", Evidence = false },
  { "A South African driver won.",
    Evidence = { text = "South African", why = "people" } },
  { "The South African Drivers' Union won.", Evidence = false },
  { "The Congress of South African Drivers won.", Evidence = false },
}

rule "evidence.state_of" {
  about = "Republic of Ghana, Hashemite Kingdom of Jordan: a state by its full title.",
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
