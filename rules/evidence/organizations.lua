-- rules/evidence/organizations.lua : organizations by their form.
local phrases = use "evidence/phrases"
local is, country, many_words = phrases.is, phrases.country, phrases.many_words
lang "en"

-- Are the letters of the short form the initials of the words, in order? It may leave out
-- a word, or take a letter from inside one.
local function is_short_for(short, name)
  local first = {}
  for word in name:gsub("\u{A0}", " "):gmatch "[^%s%-/]+" do
    local letter = word:match "^['’]?(%u)"
    if letter then first[#first + 1] = letter end
  end
  local letters = short:gsub("s$", ""):upper():gsub("[^%u]", "")
  local initials = table.concat(first)
  if #first < 2 or initials:sub(1, 1) ~= letters:sub(1, 1) then return false end
  local at, met = 1, 0
  for i = 1, #letters do
    local where = initials:find(letters:sub(i, i), at, true)
    if where then at, met = where + 1, met + 1 end
  end
  return met == #initials and met + (met > 2 and 2 or 0) >= #letters
    or met == #letters and met + 1 >= #initials
end

rule "evidence.org_short" {
  about = "X Y for Z (XYZ): the letters in brackets are its initials.",
  pattern = [[ (?<! - | [cap & !@never_name & !@title & !@demonym & !@nation]
      | @name_head(kind=head) of)
    (?! (@place_known | @gazetteer | @nation) "(") name:(
      [cap & !@never_name & !{Evidence} & !@title(kind=office|rank) &
        (!@name_head(kind=event) | @name_head(kind=head)) &
        (!@given_name | @ordinary | @nation | @place_known)]
      ([cap & !{Evidence}] | of | for | and | the | on | in | to | against | "&" | - | , |
        $s){1,14}
      (?<! [@name_head(kind=event|place) | @title] | $s) )
      $s? "(" short:[/^\p{Lu}[\p{Ll}\p{Lu}.]*\p{Lu}[\p{Lu}.]*$/ & !@never_name] ")" ]],
  where = function(m) return is_short_for(m.short.text, m.name.text) end,
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "short form"),
}
examples {
  { "The Integrated Fishery Payroll System (IFPS) failed.",
    Evidence = { text = "Integrated Fishery Payroll System", why = "short form" } },
  { "The Integrated Fishery Payroll System's (IFPS) money went.",
    Evidence = { text = "Integrated Fishery Payroll System", why = "short form" } },
  { "The Mechanism for the Prevention of Drought (MPD) failed.",
    Evidence = { text = "Mechanism for the Prevention of Drought", why = "short form" } },
  { "The Integrated Fishery Payroll System (ZXQ) failed.", Evidence = false },
  { "The National Union of Rain, Marsh and Tide Workers (RMT) failed.",
    Evidence = { text = "National Union of Rain, Marsh and Tide Workers", why = "head of" } },
  { "They met in the Zelten Hall (ZHT).", Evidence = false },
  { "It met the Sustainable Fishery Goals (ZXQ).", Evidence = false },
}

rule "evidence.short_other" {
  about = "Chief X Officer (CXO), Convention on X (COX): the initials of an office or a treaty.",
  pattern = [[ words:( [cap & !@never_name] ([cap] | of | for | and | the | on | in | to | -){1,9} )
      (?<= [@name_head(kind=event) & !@name_head(kind=head) | @title & @role_word])
      "(" name:[/^\p{Lu}{2,6}s?$/ & !@never_name] ")" ]],
  where = function(m) return is_short_for(m.name.text, m.words.text) end,
  emit = "Evidence", span = "name",
  set = is("None", 3, "abbreviation"),
}
examples {
  { "The Chief Zelten Commissioner (CZC) left.",
    Evidence = { text = "CZC", why = "abbreviation" } },
  { "They signed the Zelten Fishery Treaty (ZFT).",
    Evidence = { text = "ZFT", why = "abbreviation" } },
  { "The Zelten Fishery Board (ZFB) left.",
    Evidence = { text = "Zelten Fishery Board", why = "short form" } },
  { "The Chief Fishery Commissioner (ZXQ) left.", Evidence = false },
}

lexicon "ordinals" { file = "lexicons/ordinals.tsv" }

rule "evidence.circuit" {
  about = "the Sixth Circuit, the D.C. Circuit, the Oslo Court of Appeal: a higher court.",
  pattern = {
    [[ (?<= [/^(the|a)$/i]) name:( [(cap | !alpha) &
      (@ordinals | /^(Federal|D\.?C\.?)$/) & !{Evidence}] "Circuit" ("Court" "of" "Appeals")? ) ]],
    [[ name:( (@place_known | @capital_city | @gazetteer) [/^(Criminal|Civil|Federal)$/]?
      "Court" of ([/^(Appeals?|Cassation|Misdemeanou?rs)$/] | "First" "Instance") ) ]],
  },
  emit = "Evidence", span = "name", set = is("Organization", 3, "body"),
}
examples {
  { "It fell to the Sixth Circuit, the 9th Circuit Court of Appeals and the D.C. Circuit.",
    Evidence = { { text = "Sixth Circuit", why = "body" },
      { text = "9th Circuit Court of Appeals" }, { text = "D.C. Circuit" } } },
  { "It fell to the Oslo Court of First Instance, then to the Court of Appeal.",
    Evidence = { { text = "Oslo Court of First Instance", why = "body" },
      { text = "Court of Appeal" } } },
  { "She ran the circuit of the race.", Evidence = false },
}

rule "evidence.branch" {
  about = "Teamsters Local 206, Local 39: a numbered branch of a union.",
  pattern = [[ name:( (([cap & !@never_name & !@title] (of | and)?){1,4})?
    "Local" [/^\d{1,5}$/] ) (?! [cap & !@title & !@role_word]) ]],
  emit = "Evidence", span = "name", set = is("Organization", 3, "body"),
}
examples {
  { "Fjord Workers of Norway Local 39 left, and so did Local 206.",
    Evidence = { { text = "Fjord Workers of Norway Local 39", why = "body" },
      { text = "Local 206" } } },
  { "But Local 39 left.", Evidence = { text = "Local 39" } },
  { "Local people left.", Evidence = false },
}

-- The field of a national body: Swimming Australia, Statistics Norway, Age UK.
lexicon "national_field" { "affairs", "age", "aquatics", "archery", "athletics", "badminton",
  "basketball", "boxing", "business", "canoe", "cricket", "cycling", "diabetes", "education",
  "elections", "energy", "enterprise", "environment", "equestrian", "fisheries", "football",
  "golf", "gymnastics", "health", "heritage", "hockey", "hospitality", "immigration",
  "infrastructure", "innovation", "judo", "justice", "libraries", "marine", "maritime", "museums",
  "netball", "parkinson's", "parks", "police", "research", "rowing", "rugby", "sailing",
  "science", "screen", "shelter", "sport", "squash", "standards", "statistics", "surfing",
  "swimming", "tennis", "tourism", "transparency", "transport", "triathlon", "universities",
  "volleyball", "weightlifting", "work", "worksafe", "wrestling" }

rule "evidence.field_of_nation" {
  about = "Swimming Australia, Public Health Wales: the activity of a body, then its country.",
  pattern = [[ (?! [first] @nation $s) name:( [/^(Public|Cancer|Food|Global|Safe)$/ & !{Evidence}]?
    [cap & !upper & @national_field & !{Evidence}] (@nation | @place_known(kind=region)) )
    (?! [cap & !@title & !@role_word] | -) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "body"),
}
examples {
  { "She left Rowing Norway.", Evidence = { text = "Rowing Norway", why = "body" } },
  { "She left Cancer Research Norway President Angela Zelten.",
    Evidence = { text = "Cancer Research Norway", why = "body" } },
  { "She left rowing, Norway and all.", Evidence = false },
  { "Rowing Norway's fjords is hard.", Evidence = false },
}

rule "evidence.party_short" {
  about = "Cllr X Y (Lab, Z), X Y (Con): a party in brackets, in its short form.",
  pattern = [[ (?<= [cap] "(") name:[/^(Lab|Labour|Con)$/ & !{Evidence}] (?= ")" | , [cap]) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "party"),
}
examples {
  { "It was Cllr Kari Zelten (Lab, Northgate) again.", Evidence = { text = "Lab", why = "party" } },
  { "The Lab is old.", Evidence = false },
}

rule "evidence.place_whole" { -- lint: cost
  about = "West Bank: a known place, though its last word looks like a body.",
  pattern = [[ (?= [cap] .) (?<! "Los") (?! @club (?<= [/s$/]))
    name:(@place_known | @gazetteer) (?<= [cap &
    @name_head(kind=body|weak|business|firm|head)]) (?! @name_head(kind=body)) ]],
  where = many_words,
  emit = "Evidence", span = "name",
  set = country("Place", 3, "gazetteer"),
}
examples {
  { "It happened in the West Bank.", Evidence = { text = "West Bank", why = "gazetteer" } },
  { "It happened at the Zelten Bank.", Evidence = { text = "Zelten Bank", why = "body" } },
  { "They like New York City.", Evidence = { text = "New York City", why = "gazetteer" } },
  { "They met the New York City Board and the Los Angeles City Board.", Evidence = {
    { text = "New York City Board" }, { text = "Los Angeles City Board", why = "body" } } },
  { "They met the Kansas City Chiefs.", Evidence = { text = "Kansas City Chiefs", why = "known" } },
  { "They like York City.", Evidence = { text = "York City", why = "known" } },
}

rule "evidence.party_of" {
  about = "The Alabama Democratic Party: a party with its state.",
  pattern = [[ name:( @place_known(kind=state) @party(form=name) [/^Party$/] ) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "party"),
}
examples {
  { "He left the Alabama Democratic Party.",
    Evidence = { text = "Alabama Democratic Party", why = "party" } },
  { "He left the Democratic Party.", Evidence = { text = "Democratic Party", why = "known" } },
}

rule "evidence.national_body" {
  about = "The Kenya Red Cross, the Norwegian Coast Guard: bodies that every country has.",
  pattern = [[ name:( [cap & (@nation | @demonym) & !{Evidence}] ("Red" ("Cross" | "Crescent") |
    "Coast" "Guard" | "Coastguard")
    | "Royal" @demonym ("Army" | "Navy" | "Air" "Force" | "Police") ) (?! [cap & !@title]) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "body"),
}
examples {
  { "The Kenya Red Cross met the Danish Coast Guard.",
    Evidence = { { text = "Kenya Red Cross", why = "body" },
      { text = "Danish Coast Guard", why = "body" } } },
  { "The Royal Danish Navy left.", Evidence = { text = "Royal Danish Navy", why = "body" } },
  { "The Kenya red cross is cold.", Evidence = false },
}

rule "evidence.peoples_body" {
  about = "South African Fishery Board: a body of a people with a name of two words.",
  pattern = [[ (?= [cap & !@demonym & !{Evidence}] [cap]) name:( @demonym $peoples_body ) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "body"),
}
examples {
  { "It was the South African Local Fishery Association.",
    Evidence = { text = "South African Local Fishery Association", why = "body" } },
  { "It was the South African Drivers' Union.",
    Evidence = { text = "South African Drivers' Union", why = "body" } },
  { "It was the South African driver.", Evidence = false },
}

-- University of X | at Y; University of Texas | at Y; University of California | , Los Angeles.
let "campus" [[ ( (?<= "University" of [cap] | "University" of [cap] [cap])
  ((at | -) [cap & !@never_name & !@title] | (?<= [@place_known(kind=state)] | "North" . |
  "South" .) , (?! @nation | @place_known(kind=state)) (@gazetteer | @place_known)) ) ]]

rule "evidence.org_known" { -- lint: cost
  about = "A body, party, firm, paper or club of several words in the lexicons.",
  pattern = [[ (?= [cap] . | [/^al$/] -) (?! "The" @demonym
      [lower & !@name_clue(kind=speech) | cap & !@never_name])
    (?<! [/^(Federal|Independent|National|International|Joint|General|Superior)$/])
    name:((@org_known | @club | @org_listed) ((?<= [/^(University|College)$/])
      [cap & (@capital_city | @gazetteer(kind=city)) & !{Evidence}] (?! [cap] | ,) | $campus)?)
    (?! [cap & !@never_name & !@title & !@role_word]{0,3} $firm | "&" [cap] |
      [cap & @name_head(kind=business)] | (?<= [@name_head(kind=head)]) of the? @nation |
      (?<= [@name_head(kind=head)] (of | for) .) and [cap & @ordinary] [cap & @ordinary]) ]],
  where = function(m) -- McDonald's, JD(U)
    return many_words(m) or m.text:find "['’]s$" ~= nil or m.text:find "%)$" ~= nil
  end,
  emit = "Evidence", span = "name",
  set = country("Organization", 3, "known"),
}
examples {
  { "He works for the World Bank now.", Evidence = { text = "World Bank", why = "known" } },
  { "He works for Daewoo Shipbuilding & Zelten now.",
    Evidence = { text = "Daewoo Shipbuilding & Zelten", why = "ampersand" } },
  { "It was the Independent Electoral Commission.",
    Evidence = { text = "Independent Electoral Commission", why = "body" } },
  { "They fought al-Qaida again.", Evidence = { text = "al-Qaida", why = "known" } },
  { "The JD(U) met the CPI(M).", Evidence = { { text = "JD(U)", why = "known" },
    { text = "CPI(M)", why = "known" } } },
  { "They like McDonald's again.", Evidence = { text = "McDonald's", why = "known" } },
  { "The Australian said so.", Evidence = { text = "The Australian", why = "known" } },
  { "The Australian driver said so.", Evidence = false },
  { "The Australian Fishery Board said so.", Evidence = { text = "Australian Fishery Board" } },
  { "He works for the Central Bank of Norway now.",
    Evidence = { text = "Central Bank of Norway", why = "head of" } },
  { "He works for World Bank Holdings now.",
    Evidence = { text = "World Bank Holdings", why = "firm" } },
  { "She left the Department of Health and Fishery Services.",
    Evidence = { text = "Department of Health and Fishery Services", why = "head of" } },
}

rule "evidence.unit" {
  about = "16 Air Assault Brigade, the 3rd Battalion of the Royal Regiment: a numbered unit.",
  pattern = [[ name:( [/^\d{1,3}(st|nd|rd|th)?$/ & !first] ([cap & !@never_name & !{Evidence}] |
    and){0,3}? [/^(Brigade|Battalion|Regiment|Division|Squadron|Infantry|Corps|Wing|Commando)$/]
    (of the ([cap & !@never_name & !{Evidence}]){1,3})? ) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "unit"),
}
examples {
  { "He joined 16 Air Assault Brigade.",
    Evidence = { text = "16 Air Assault Brigade", why = "unit" } },
  { "He left the 3rd Battalion of the Zelten Regiment.",
    Evidence = { text = "3rd Battalion of the Zelten Regiment", why = "unit" } },
  { "He left 3 battalions.", Evidence = false },
}

rule "evidence.org_of" {
  about = "Ministry of X, University of X and Y, Association for X.",
  pattern = [[ name:( "Royal"? $of_theirs? ($o (?! @title)){0,4}? @name_head(kind=head)
      (of | for | on) the? (?! @title(kind=office) [cap & !@title]) $o ( "General"
      | [cap & !@never_name & !@title]
      | , (?= [cap & @ordinary] ,? (, | and)) [cap & @ordinary & !@title] ,?
      | (of | for | on | the | "&") [cap & !@never_name]
      | and ("Justice" | [cap & (@ordinary | /(ology|ics|graphy)$/) & !@never_name &
        !@name_head(kind=head) & !@title & !@place_known & !@nation] (?! $s [cap]) |
        (?<= "Ministry" of . and | "Department" of . and) [cap & !@never_name & !@name_head]) ){0,6}
      $campus? ) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "head of"),
}
examples {
  { "The Ministry of Fisheries said so.",
    Evidence = { text = "Ministry of Fisheries", why = "head of" } },
  { "The Ministry of Farming, Fishery and Food said so.",
    Evidence = { text = "Ministry of Farming, Fishery and Food", why = "head of" } },
  { "The Royal College of Fisheries said so.",
    Evidence = { text = "Royal College of Fisheries", why = "head of" } },
  { "Then the People's Front for Rain and Justice met.",
    Evidence = { text = "People's Front for Rain and Justice", why = "head of" } },
  { "It was the Centre for Research on Energy and Clean Air.",
    Evidence = { text = "Centre for Research on Energy and Clean Air", why = "head of" } },
  { "The University of Zelten at Qanit left the University of Texas, San Antonio.",
    Evidence = { { text = "University of Zelten at Qanit", why = "head of" },
      { text = "University of Texas, San Antonio", why = "known" } } },
  { "She left the University of Texas at Zelten.",
    Evidence = { text = "University of Texas at Zelten", why = "known" } },
  { "She left the Ministry of Health and Zeltness.",
    Evidence = { text = "Ministry of Health and Zeltness", why = "head of" } },
  { "The University of Zelten and Qanit met.",
    Evidence = { { text = "University of Zelten", why = "head of" } } },
  { "The University of Zelten and Qanit's Institute of Fisheries left.",
    Evidence = { { text = "University of Zelten" }, { text = "Institute of Fisheries" } } },
  { "The Office of the Auditor General said so.",
    Evidence = { text = "Office of the Auditor General", why = "head of" } },
  { "It was the Government of President Zelten.", Evidence = false },
  { "The ministry of silly things said so.", Evidence = false },
}

rule "evidence.of_america" {
  about = "Fishery Workers of America, Living Church of God: a body of its members.",
  pattern = [[ name:( $o{0,3} [/^(Workers|Teachers|Nurses|Scouts|Clubs|Church(es)?|Assemblies)$/]
    of ("America" | "God" | "Christ") ) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "of many"),
}
examples {
  { "She joined the Fishery Workers of America.",
    Evidence = { text = "Fishery Workers of America", why = "of many" } },
  { "The workers of America are many.", Evidence = false },
}

rule "evidence.org_firm" {
  about = "X Corp, X & Y Ltd, X Holdings.",
  pattern = [[ (?! $mid_given $n (of | and)) (?! (?<= $mid_given) $n (of | and))
    name:( (($numbered | "General" (?! [@title | @role_word])) $o |
    (?= [cap] - [cap]) [cap & !@never_name & !{Evidence}] |
    (?! [first & @ordinary] of) [cap & !@never_name & (!first | !@ordinary | @family_name |
      upper | !/(ed|ing|ly)$/ & !@name_clue(kind=plain)) & !@title & !{Evidence}])
      ($o | (and (?! [@nation | @capital_city | @place_known]) | "&" | of | -) $o){0,5}?
      ,? @name_head(kind=firm)
        ((, | "&")? @name_head(kind=firm) | de [/^C\.?V\.?$/]){0,3} (of "America")? ) ]],
  where = function(m, doc) -- not "Zelten, Co Mayo"
    return not (m.text:find ",[%s\xC2\xA0]+Co$" and doc.text:find("^[%s\xC2\xA0]+%u", m.last + 1))
  end,
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "firm"),
}
examples {
  { "Shares of Zelten Corp fell.", Evidence = { text = "Zelten Corp", why = "firm" } },
  { "Rolls-Zelten Holdings plc fell.",
    Evidence = { text = "Rolls-Zelten Holdings plc", why = "firm" } },
  { "It fell to General Zelten Corp last year.",
    Evidence = { text = "General Zelten Corp", why = "firm" } },
  { "It fell to General Director of Zelten Corp, and to Angela Fjord and Qanit Corp again.",
    Evidence = { { text = "Zelten Corp", why = "firm" }, { text = "Qanit Corp" } } },
  { "It fell to First Zelten Corp last year.",
    Evidence = { text = "First Zelten Corp", why = "firm" } },
  { "It fell to Zelten Holdings, Inc. last year.",
    Evidence = { text = "Zelten Holdings, Inc.", why = "firm" } },
  { "It pleased Angela Zelten of Zelten Banks Inc. again.",
    Evidence = { text = "Zelten Banks Inc.", why = "firm" } },
  { "It fell to Zelten Logistics LLC.",
    Evidence = { text = "Zelten Logistics LLC", why = "firm" } },
  { "It pleased Zelten Energy and Norway Power Company.",
    Evidence = { text = "Norway Power Company", why = "firm" } },
  { "Motor Zelten Corp fell.", Evidence = { text = "Motor Zelten Corp", why = "firm" } },
  { "It fell to Zelten Corp of America.",
    Evidence = { text = "Zelten Corp of America", why = "firm" } },
  { "He lives in Zelten, Co Mayo.", Evidence = false },
  { "It fell to Zelten, Co Ltd again.", Evidence = { text = "Zelten, Co Ltd", why = "firm" } },
  { "It fell to Zelten GmbH & Co. KG, and to Zelten SAB de CV.", Evidence = {
    { text = "Zelten GmbH & Co. KG", why = "firm" }, { text = "Zelten SAB de CV" } } },
  { "SAP SE said so.", Evidence = { text = "SAP SE", why = "firm" } },
  { "The corp is small.", Evidence = false },
}

-- What a body is for: Farming, Climatology, Geophysics.
let "field" [[ [cap & (@ordinary | /(ology|ics|graphy)$/) & !{Evidence}] ]]

rule "evidence.org_body" {
  about = "X University, X Party, X Times: the last word tells the kind.",
  pattern = {
    [[ name:( [cap & (@place_known | @gazetteer)] and [cap & (@place_known | @gazetteer)]
       @name_head(kind=body) ) (?! [cap]) ]],
    [[ name:( [cap & !@never_name & !@demonym & !@title & !{Evidence}] $o? [/^(Fire|Ambulance)$/]
       and [/^(Emergency|Rescue|Ambulance|Medical)$/] [/^Services?$/] ) ]],
    [[ name:( [cap & @given_name & !{Evidence}] (, [cap & @given_name])? ,? (and | "&")
       [cap & @given_name] [cap & !{Evidence}] [/^(Foundation|Trust|Fund|Institute|Library)$/] ) ]],
    [[ name:( [cap & @ordinary & !first & !{Evidence}] , ($field ,)? $field ,?
       and $field @name_head(kind=body) ) (?! [cap]) ]],
    [[ name:( [cap & (@ordinary | @demonym) & !first & !@given_name & !@title & !{Evidence}]
       [cap & @ordinary & !@title & !{Evidence}]{1,3} (and [cap & @ordinary & !{Evidence}]{1,2})?
       [/^Administration$/] ) ]],
    [[ name:( [cap & !@never_name & !@demonym & !@title & !{Evidence}]{1,2} [/^(State|County)$/]
       [/^Government$/] ) ]],
    [[ name:( [/^St\.?$/] [cap & !@never_name & !{Evidence}] $s? $o{0,2}?
       [@name_head(kind=body) & !/^Church$/] ) (?! [cap]) ]],
    [[ (?<= @title(kind=honorific)) name:( $o{1,3}? @name_head(kind=body) ) (?! [cap]) ]],
    [[ (?<! (at | in) the) name:( "National" $o{1,3}?
      [/^(Cent(er|re)|Laboratory|Observatory)$/] ) (?! of | [cap]) ]],
    [[ name:( [cap & !first & !@never_name & !{Evidence}] $o{0,2}?
      [/^(Warning|Hurricane|Forecast|Prediction|Crisis|Disease|Research|Coordination|Networks?
        |Monitoring|Seismological|Meteorological)$/x]
      [/^Cent(er|re)$/] ) (?! of | for | [cap]) ]],
    [[ (?<! [cap & !@never_name]) name:( [cap & @demonym & !{Evidence}] ($of_theirs $o{0,3}? |
      $o{1,3}?) @name_head(kind=body) ) (?! of | [cap]) ]],
    [[ (?! ($mid_given | (?<= @title(kind=honorific)) $n) $n of |
        [first & @ordinary & !@name_head] of)
      (?<! $mid_given | @title(kind=honorific) | @title(kind=honorific) [cap] -?)
      name:( "Royal"? ($of_theirs | $of_them | $numbered (?! @name_head(kind=body)) $o |
       [cap & !@never_name & !@demonym &
        (!first | !@ordinary | !/(ed|ing|ly)$/ & !@name_clue(kind=plain)) &
      !@title & !{Evidence}])
       ($of_theirs | $of_them | $o | and [cap & @ordinary & !@name_head(kind=body)] | ("&" | of |
         (?<! [@nation | @place_known | @capital_city | @gazetteer]) for | -)
         (?! @name_head(kind=body)) $o){0,5} @name_head(kind=body)
       ([/^(Service|Services|System|Unit|Force|Forces|Branch|Division|Command)$/ & !{Evidence}] |
         (?<= "Bank") ,? "NA" | (?<= [/^(University|College)$/])
         [cap & (@capital_city | @gazetteer(kind=city)) & !{Evidence}] (?! [cap] | ,))? (?! [cap &
         (@name_head(kind=firm) | @name_head(kind=place))]) ) ]],
  },
  where = function(m)
    return not m.name.text:find " %- " and not m.name.text:find "^Super%W+PAC$" -- a kind
  end,
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "body"),
}
examples {
  { "She studied at Zelten University.", Evidence = { text = "Zelten University", why = "body" } },
  { "The Zelten Nurses Guild left.", Evidence = { text = "Zelten Nurses Guild", why = "body" } },
  { "It was the Dr. Zelten Foundation.", Evidence = { text = "Zelten Foundation", why = "body" } },
  { "It was the Crane Drivers' Association.",
    Evidence = { text = "Crane Drivers' Association", why = "body" } },
  { "She left the Civil Fishery Administration.",
    Evidence = { text = "Civil Fishery Administration", why = "body" } },
  { "She left the National Fishery and Strategic Drought Administration.",
    Evidence = { text = "National Fishery and Strategic Drought Administration", why = "body" } },
  { "She left the Zelten Administration.", Evidence = false },
  { "She left Oslo and Bergen Police.",
    Evidence = { text = "Oslo and Bergen Police", why = "body" } },
  { "She left the Meteorology, Farming and Fishery Agency.",
    Evidence = { text = "Meteorology, Farming and Fishery Agency", why = "body" } },
  { "She left the Meteorology, Climatology and Geophysics Agency.",
    Evidence = { text = "Meteorology, Climatology and Geophysics Agency", why = "body" } },
  { "She came to Zelten Oslo for Zelten Pictures.",
    Evidence = { text = "Zelten Pictures", why = "body" } },
  { "It was Zelten Fire and Rescue Service.",
    Evidence = { text = "Zelten Fire and Rescue Service", why = "body" } },
  { "She works at St Angela's College.",
    Evidence = { text = "St Angela's College", why = "body" } },
  { "It was Zelten Fire and Emergency Services.",
    Evidence = { text = "Zelten Fire and Emergency Services", why = "body" } },
  { "It was the Zelten State Government.",
    Evidence = { text = "Zelten State Government", why = "body" } },
  { "It was the Zelten State Police Command.",
    Evidence = { text = "Zelten State Police Command", why = "body" } },
  { "It was the Bill and Angela Zelten Foundation.",
    Evidence = { text = "Bill and Angela Zelten Foundation", why = "body" } },
  { "It was the Norwegian Polar Institute.",
    Evidence = { text = "Norwegian Polar Institute", why = "body" } },
  { "It came from Fishery Hopes PAC.", Evidence = { text = "Fishery Hopes PAC", why = "body" } },
  { "It came from a Super PAC.", Evidence = false },
  { "Fishery Republicans left.", Evidence = false },
  { "It was the Norwegian Fishery Board.",
    Evidence = { text = "Norwegian Fishery Board", why = "body" } },
  { "It was the Drought Policy Center.",
    Evidence = { text = "Drought Policy Center", why = "body" } },
  { "It was the Norway Drought Networks Center.",
    Evidence = { text = "Norway Drought Networks Center", why = "body" } },
  { "It was the Pacific Drought Warning Center.",
    Evidence = { text = "Pacific Drought Warning Center", why = "body" } },
  { "It was the National Drought Centre.",
    Evidence = { text = "National Drought Centre", why = "body" } },
  { "It was the Norwegian People's Board.",
    Evidence = { text = "Norwegian People's Board", why = "body" } },
  { "It was the Zelten Norwegian Fishery Board.",
    Evidence = { text = "Zelten Norwegian Fishery Board", why = "body" } },
  { "She left Zelten College Dublin.",
    Evidence = { text = "Zelten College Dublin", why = "body" } },
  { "It was Zelten Bank, NA, again.", Evidence = { text = "Zelten Bank, NA", why = "body" } },
  { "They met the Royal Zelten Police.",
    Evidence = { text = "Royal Zelten Police", why = "body" } },
  { "Roots Party leaders came.", Evidence = { text = "Roots Party", why = "body" } },
  { "Former Zelten Party leaders came.", Evidence = { text = "Zelten Party", why = "body" } },
  { "She joined the Financial Zelten Board.",
    Evidence = { text = "Financial Zelten Board", why = "body" } },
  { "She joined the Zelten Police Service.",
    Evidence = { text = "Zelten Police Service", why = "body" } },
  { "She joined the One Zelten Party.", Evidence = { text = "One Zelten Party", why = "body" } },
  { "It was heard at the Bergen High Court.",
    Evidence = { text = "Bergen High Court", why = "body" } },
  { "Shares of Zelten Foods fell.", Evidence = { text = "Zelten Foods", why = "body" } },
  { "She studied at a university.", Evidence = false },
}

rule "evidence.org_of_state" {
  about = "Danish Army, Norwegian Embassy: a body of a state.",
  pattern = [[ (?<= @demonym) name:(
    [cap & @name_clue(kind=statebody) & !{Evidence}] "Force"? ) (?! $n) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "body"),
}
examples {
  { "The Norwegian Navy came.", Evidence = { text = "Navy", why = "body" } },
  { "The navy came.", Evidence = false },
}

-- What only a firm has or does: Open Media said, shares of Blue Energy.
lexicon "has_firm" { "agency", "developer", "employer", "label", "landlord", "operator", "owner",
  "publisher", "company" }
let "of_firm" [[ (according to | [@has_firm] , | (shares | stake | investors) (of | in)
  | (spokesman | spokeswoman | spokesperson | chief | chairman | president | executive | founder
    | analyst | analysts | economist | director | strategist) (for | of | at)
  | (owned | run | made | sold | bought | built | published | operated | acquired) by) ]]

rule "evidence.org_business" {
  about = "X Capital, Anna X Media: the last word tells the kind, if the first is a name.",
  pattern = {
    [[ name:( [cap & @given_name & !@never_name & !{Evidence}]
      [cap & (@family_name | !@ordinary) & !@never_name & !@title & !{Evidence}]
      $o? [cap & @name_head(kind=business) & !@family_name] (?! [cap] | "&") ) ]],
    [[ name:( $numbered? [cap & !@never_name & !@demonym & !@ordinary & !@title &
      !{Evidence} &
      !@given_name & !@nation & !@place_known & !@capital_city]
      ($o | ("&" | -) $o){0,3}? @name_head(kind=business) (?! [cap] | "&") )
      (?<! [/^(Convention|Conference|Exhibition|Shopping|Sports|Leisure|Community)$/] .) ]],
    [[ name:( ("Royal" | $numbered)? [cap & !upper & !@never_name & !@demonym & !@title &
      !{Evidence}] $o{0,2}? [cap & @name_head(kind=business) & !@family_name] (?! [cap] | "&") )
      (?<= $of_firm . .{1,3} | . . (?= @name_clue(kind=speech))) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "business"),
}
examples {
  { "They met Angela Zelten Architects and Angela Zelten Wealth Management.",
    Evidence = { { text = "Angela Zelten Architects", why = "business" },
      { text = "Angela Zelten Wealth Management" } } },
  { "It was sold by Royal Fish Homes, according to Blue Hope Media. Open Energy said so.",
    Evidence = { { text = "Royal Fish Homes", why = "business" }, { text = "Blue Hope Media" },
      { text = "Open Energy" } } },
  { "It was in the Open Air, by Power. They like Blue Hope Media.", Evidence = false },
  { "It was sold by Zeltenow Capital.",
    Evidence = { text = "Zeltenow Capital", why = "business" } },
  { "It was sold at the Zeltenow Convention Center.", Evidence = false },
  { "It was sold in the Old Capital.",
    Evidence = false },
}

rule "evidence.org_office" {
  about = "Public Prosecutor's Office, X County District Attorney's Office: a named office.",
  pattern = [[ name:( ([cap & !@never_name & !@title & !{Evidence}]{1,2} "County")?
    ("State" $s)? [cap & !@never_name & !@demonym & (!first | @title) & !{Evidence}]{0,2}
    [cap & (@title | @role_word) & !{Evidence}] $s [/^(Office|Department|Court|Bureau)$/] ) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 3, "body"),
}
examples {
  { "It went to the Public Prosecutor's Office.",
    Evidence = { text = "Public Prosecutor's Office", why = "body" } },
  { "It went to the Zelten County Prosecuting Attorney's Office.",
    Evidence = { text = "Zelten County Prosecuting Attorney's Office", why = "body" } },
  { "It went to the Zelten County State's Attorney's Office.",
    Evidence = { text = "Zelten County State's Attorney's Office", why = "body" } },
  { "It went to the prosecutor's office.", Evidence = false },
}

rule "evidence.org_opener" {
  about = "Banco X, Real X, FC X: the first word tells the kind.",
  pattern = [[ name:( @name_head(kind=opener) (?! "Force" | "County" | (?<= "Stade") de
      | [cap]? "Minister")
    (de | do | da | du | del | of)? $n ((de | du | des | del | do | da)? $n)? ) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "opener"),
}
examples {
  { "He owes money to Banque Zelten de Qanit.",
    Evidence = { text = "Banque Zelten de Qanit", why = "opener" } },
  { "He owes money to Banco Zelten.", Evidence = { text = "Banco Zelten", why = "opener" } },
  { "He owes money to a bank at the Stade de Zelten.", Evidence = false },
  { "He owes money to Union Home Minister Zelten of Union County.", Evidence = false },
}

rule "evidence.org_ampersand" {
  about = "Smith & Sons, AT&T; at Wray, Soto & Hill: names with &.",
  pattern = {
    [[ (?<= of | at | from | with | by | for | firm) name:( [cap & !@ordinary & !@place_known &
       !@gazetteer & !@nation & !@never_name & !{Evidence}] (, $o){1,2} ,? "&" $o ) ]],
    [[ name:( $o{1,3} (?<! @title(kind=office)) "&" $o{1,3} ) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "ampersand"),
}
examples {
  { "He left Brixley & Zelten.", Evidence = { text = "Brixley & Zelten", why = "ampersand" } },
  { "He is at Brixley, Zelten & Marsh now.",
    Evidence = { text = "Brixley, Zelten & Marsh", why = "ampersand" } },
  { "He left salt & pepper.", Evidence = false },
  { "It was Chairman & Managing Director Kari Fjord.", Evidence = false },
}
