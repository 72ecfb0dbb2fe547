-- rules/evidence/persons.lua : persons by titles, initials and given names.
local phrases = use "evidence/phrases"
local is, many_words = phrases.is, phrases.many_words
lang "en"

rule "evidence.title" {
  about = "Danish President X Y, former Foreign Minister X, Gen. X.",
  pattern = [[ $nation_of? $past* role:( $fields? @title_mod* (@title(kind=office|rank|royal) |
    $former) $of_fields? )
    (and @title | (of | for | to) the? (@place_known | @capital_city | @nation)
      (?= $mid_given [cap]))? @title*
    (?! $no_surname
      | [@name_head(kind=body|firm|event) & !@given_name(common=y)]
      | [(@role_word | @title(kind=office|rank) | @title_mod) & !@given_name])
        name:$person ]],
  emit = "Evidence", span = "name",
  set = { type = "Person", weight = 3, why = "title", role = take "role",
    country = take "nation.country" },
}
examples {
  { "Norwegian President Kari Zelten spoke.",
    Evidence = { text = "Kari Zelten", why = "title" } },
  { "There Trade, Social Care and Energy Minister Kari Zelten spoke.",
    Evidence = { text = "Kari Zelten", why = "title" } },
  { "There Minister of State for Home Affairs Qanit Zelten spoke.",
    Evidence = { text = "Qanit Zelten", why = "title" } },
  { "There Inspector General of Police Kari Zelten spoke.",
    Evidence = { text = "Kari Zelten", why = "title" } },
  { "There Special Envoy for Syria Kari Zelten spoke.",
    Evidence = { text = "Kari Zelten", why = "title" } },
  { "There Garda Kari Zelten and Gda Zelten spoke.", Evidence = {
    { text = "Kari Zelten", why = "title" }, { text = "Zelten", why = "title" } } },
  { "There Senator Kari “Kaks” N. Zelten spoke.",
    Evidence = { text = "Kari “Kaks” N. Zelten", why = "title" } },
  { "There Gov. Bill Zelten spoke.", Evidence = { text = "Bill Zelten", why = "title" } },
  { "There Det. Sgt. Kari Zelten of Oslo Police spoke.",
    Evidence = { text = "Kari Zelten", why = "title" } },
  { "Ex-President Kari-Anne Zelten spoke.",
    Evidence = { text = "Kari-Anne Zelten", why = "title" } },
  { "There former Governor of Wisconsin Kari Zelten spoke.",
    Evidence = { text = "Kari Zelten", why = "title" } },
  { "They spoke of the Prophet Zelten.", Evidence = { text = "Zelten", why = "title" } },
  { "There Lieutenant-Colonel Zelten spoke.", Evidence = { text = "Zelten", why = "title" } },
  { "There Health Minister Datuk Seri Kari Zelten spoke.",
    Evidence = { text = "Kari Zelten", why = "title" } },
  { "There Menteri Besar Zelten spoke.", Evidence = { text = "Zelten", why = "title" } },
  { "The president spoke.", Evidence = false },
  { "The Secretary General spoke.", Evidence = false },
}

rule "evidence.title_shared" {
  about = "Presidents X and Y, Judges X Y and Z: the second person who shares a title.",
  pattern = [[ [@title(kind=office|rank|royal) & /[^s]s\.?$/] {Evidence why=title} and
    (?! $no_surname | @title | @role_word | @name_head) name:$person ]],
  emit = "Evidence", span = "name",
  set = is("Person", 2, "title"),
}
examples {
  { "Presidents Kari Zelten and Qanit met.",
    Evidence = { { text = "Kari Zelten", why = "title" }, { text = "Qanit", why = "title" } } },
  { "Then Sens. Kari Zelten and Qanit Fjord met.", Evidence = { { text = "Kari Zelten" },
    { text = "Qanit Fjord", why = "title" } } },
  { "President Zelten and Qanit met.", Evidence = 1 },
  { "The Directors Guild and Qanit met.", Evidence = false },
}

-- Given names of Somalia, where Sheikh may be the father's.
let "somali" [[ [/^(Abdi|Abdullahi|Ahmed|Ali|Farah|Hassan|Hussein|Mohamed|Mohamud|Omar|Yusuf)$/] ]]

rule "evidence.honorific" {
  about = "Mr. X, Sir X Y, Dr. X; also Mr. Punch, but not Mr. Speaker.",
  pattern = {
    [[ (?<! $somali) hon:@title(kind=honorific) (@title)* (?! $no_surname | @title {Evidence} |
      [cap & @ordinary] [cap & @role_word] | [cap]{1,3} [@name_head(kind=body)]) name:$person ]],
    [[ (?= [/^(Mr|Mrs|Ms)\.?$/]) hon:@title(kind=honorific)
      name:[cap & @ordinary & !upper & !@title & !@role_word & !@never_name & !{Evidence}]
      (?! [cap]) ]],
    [[ (?= [/^(Cr|Cllr|Sen|Rep|Sgt|Insp|Prof|Det|DI|DS)\.?$/]) hon:@title
      name:[cap & @ordinary & !upper & !@title & !@role_word & !@never_name & !@name_head &
        !{Evidence}] (?! [cap]) ]],
  },
  emit = "Evidence", span = "name",
  set = { type = "Person", weight = 3, why = "honorific", gender = take "hon.gender" },
}
examples {
  { "They called Mr. Zelten.",
    Evidence = { text = "Zelten", why = "honorific" } },
  { "They called Mr. Punch.", Evidence = { text = "Punch", why = "honorific" } },
  { "They called Cr Quirk there.", Evidence = { text = "Quirk", why = "honorific" } },
  { "They called Mr Speaker.", Evidence = false },
  { "They called the Prof. Qanit Committee.", Evidence = false },
  { "They called Hassan Sheikh Zelten.", Evidence = { text = "Hassan Sheikh Zelten",
    why = "given name" } },
  { "They called Madam High Commissioner.", Evidence = false },
  { "They called him mister.", Evidence = false },
}

rule "evidence.initials" {
  about = "J. K. X, George W. X.",
  pattern = [[ name:( ((?! @name_head(kind=weak)) $n)? $initial{1,3} [cap & !upper &
    !@never_name & !@demonym & !@nation & !{Evidence}] $tied $rest ) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 3, "initials"),
}
examples {
  { "They met J. K. Zelten.",
    Evidence = { text = "J. K. Zelten", why = "initials" } },
}

rule "evidence.bare_initials" {
  about = "H D X, SM X Y: initials without dots.",
  pattern = [[ name:( ($mid_given $tied | $rare (?= [/^\p{Lu}$/] $rare))?
    [/^\p{Lu}{1,2}$/ & !@nation & !@org_known &
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
  { "They met Zeltenow M Qanitswamy there.",
    Evidence = { text = "Zeltenow M Qanitswamy", why = "initials" } },
}

-- Bodies that somebody is a member of: council member X.
lexicon "has_members" { "assembly", "association", "band", "board", "cast", "club", "commission",
  "committee", "community", "congregation", "council", "crew", "faculty", "family", "gang", "jury",
  "legislature", "panel", "parish", "staff", "task force", "team", "union" }

rule "evidence.role" {
  about = "spokesman X, Danish deputy envoy X Y: a role in small letters, or first in a sentence.",
  pattern = [[ $nation_of? $past* (@title_mod(kind=group) | "Labour" | "Labor")*
    role:( @title_mod(kind=rank)* (@role_word | @occupation) | @has_members member )
      (?<! [cap & !first]) @title(kind=honorific)* (?! $no_surname | [@title] [cap] |
        @title {Evidence} | [@title(kind=honorific)])
        name:( (?= [cap & !upper & (!@ordinary | @given_name)]
          | [cap & !upper & !@never_name] [cap & !upper & !@ordinary & !@name_head]) $person ) ]],
  emit = "Evidence", span = "name",
  set = { type = "Person", weight = 2, why = "role", role = take "role",
    country = take "nation.country" },
}
examples {
  { "It pleased spokesman Ola Zelten.",
    Evidence = { text = "Ola Zelten", why = "role" } },
  { "It pleased spokesman Kang In-sun.", Evidence = { text = "Kang In-sun", why = "role" } },
  { "It pleased spokesman Kevin So Kam-wai.",
    Evidence = { text = "Kevin So Kam-wai", why = "role" } },
  { "It pleased radio host Rush Zelten.", Evidence = { text = "Rush Zelten", why = "role" } },
  { "Greengrocer Ola Zelten left.", Evidence = { text = "Ola Zelten", why = "role" } },
  { "It pleased Council member Zelten.", Evidence = { text = "Zelten", why = "role" } },
  { "They like Greengrocer Zelten.", Evidence = false },
  { "The pupils Mr Zelten taught left.",
    Evidence = { text = "Zelten", why = "honorific" } },
  { "It pleased the spokesman.", Evidence = false },
}

rule "evidence.place_given" {
  about = "in Agua Bonita: a given name inside a place.",
  pattern = [[ (?<= in | near | across | throughout | (city | town | village |
    municipalities | municipality) of)
      name:( $mid_given $tied $n | $rare $tied $mid_given )
      (?! $s | [cap] | @name_clue(kind=speech) | and | , [num]) ]],
  emit = "Evidence", span = "name",
  set = is("Place", 1.3, "into"),
}
examples {
  { "They live in Pedro Zeltenow now.",
    Evidence = { text = "Pedro Zeltenow", why = "into" } },
  { "They live in Zeltenow Bonita now.",
    Evidence = { text = "Zeltenow Bonita", why = "into" } },
  { "They like Pedro Zeltenow now.",
    Evidence = { text = "Pedro Zeltenow", why = "given name" } },
}

-- Syllables of Chinese and Korean names that are also English words.
let "syllable" [[ (ho | an | min | sun | sang | ting | tong | pang | lam | hang | hung |
  bin | ran | ha) ]]

rule "evidence.surname_first" {
  about = "Lo Chung-mau, Moon Jae-in: a surname, then two syllables with a hyphen.",
  pattern = [[ (?<! -) name:( ([cap & (!first | !@ordinary) & @given_name & !upper & !@never_name &
    !{Evidence}] (?= [cap] [cap] -))?
    [/^\p{Lu}\p{Ll}{1,5}$/ & !@never_name & !@title & !@demonym & !{Evidence}]
    ( [/^\p{Lu}\p{Ll}{1,5}$/ & !@never_name & !@title & !@demonym & !@nation & !{Evidence}]
      - ( [/^\p{Ll}{1,6}$/ & !@ordinary & !@name_clue(kind=hyphen) & !@role_word] | $syllable )
    | [/^\p{Lu}\p{Ll}{1,5}$/ & !@ordinary & !@never_name & !@demonym & !@nation & !{Evidence}]
      - ("in" | moon | young | soon | song)
    | [/^(In|On|An|So|He|Do|Si|You)$/] - [/^\p{Ll}{1,6}$/ & !@name_clue(kind=hyphen)] )
      (?! -) ) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 3, "surname first"),
}
examples {
  { "Then Moon Zel-un left.",
    Evidence = { text = "Moon Zel-un", why = "surname first" } },
  { "Then Moon Jae-in met Woo Sang-ho.",
    Evidence = { { text = "Moon Jae-in", why = "surname first" },
      { text = "Woo Sang-ho", why = "surname first" } } },
  { "Then Ban Ki-moon left.", Evidence = { text = "Ban Ki-moon", why = "surname first" } },
  { "Angela Pang Wai-cheong left. Faith Pang Wai-cheong left.",
    Evidence = { { text = "Angela Pang Wai-cheong", why = "surname first" },
      { text = "Pang Wai-cheong" } } },
  { "Then Half-moon Bay left.", Evidence = false },
  { "Then Seo In-guk left.",
    Evidence = { text = "Seo In-guk", why = "surname first" } },
  { "Then Kari Oslo-based left.",
    Evidence = { text = "Kari Oslo", why = "given name" } },
}

rule "evidence.islam" {
  about = "Tawhidul Islam: Islam as a surname, after one unknown word.",
  pattern = [[ (?<! - | of) name:( $rare [/^Islam$/ & !{Evidence}] ) (?! [cap] | -) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 2, "family name"),
}
examples {
  { "Then Zeltenul Islam left.", Evidence = { text = "Zeltenul Islam", why = "family name" } },
  { "Then political Islam won.", Evidence = false },
}

-- Two syllables of pinyin: Lijun, Zhenghua.
let "two_syllables" [[ [cap & !upper & /^(?:([zcs]h|[bpmfdtnlgkhjqxzcsrwy])?
  (i?ang|iong|uang|[ei]ng|ong|i?an|i?ao|uan|uai|ai|en|er|ei|in|ia|ie|iu|ou|u[aeino]
  |[aeiouü])){2}$/ix
  & !@given_name(common=y) & !@ordinary & !@never_name & !@nation & !@place_known
  & !@gazetteer(kind=city|state|region|island|seat) & !@demonym & !{Evidence}] ]]

-- One syllable: Suk, Yeol, Myung, Jae.
let "one_syllable" [[ [cap & !upper & /^(?:[zcst]h|hs|ts|kk|[bcdfghjklmnpqrstwxyz])?[wyi]?
  (?:a[eioh]|e[eiou]|i[aeu]|o[ou]|u[aeio]|[aeiouü])(?:ng|[klmnpt])?$/ix
  & !@given_name(common=y) & !@never_name & !@title & !@demonym & !@nation & !{Evidence}] ]]
-- Single syllables that are also English words.
let "sung" [[ [/^(Bin|Dong|Gun|Ha|Ho|Hung|Jin|Joo|Long|Ming|Moon|Ping|Rim|Sang|Shin|Song|Soon|Sun
  |Sung|Ting|Tong|Won|Woo|Young)$/x & !{Evidence}] ]]
-- Surnames of Vietnam, and the middle names that follow most of them.
lexicon "vietnamese" { "Bui", "Cao", "Chau", "Dang", "Dao", "Dinh", "Do", "Doan", "Duong", "Ha",
  "Ho", "Hoang", "Huynh", "Lam", "Le", "Luong", "Luu", "Ly", "Mai", "Ngo", "Nguyen", "Pham", "Phan",
  "Phung", "Quach", "Ta", "Thai", "To", "Tran", "Trieu", "Trinh", "Truong", "Vo", "Vu", "Vuong" }
let "thi" [[ [/^(Anh|Dinh|Duc|Hoang|Hong|Huu|Kim|Minh|Ngoc|Phuong|Quang|Quoc|Thanh|Thi|Thuy|Trong
  |Tuan|Van|Viet|Xuan)$/x & !{Evidence}] ]]
let "family" [[ [cap & @family_first & !upper & (!@never_name | !first | /^He$/) &
  !{Evidence}] ]]

rule "evidence.family_first" {
  about = "Sun Lijun, Yoon Suk Yeol: an East Asian surname, then two syllables, one word or two.",
  pattern = [[ (?<! - | [cap & !@title & !@never_name & (!@ordinary | @family_name | @given_name)])
      name:( [cap & @vietnamese & !upper & !{Evidence}]
        $thi [cap & !upper & (!@never_name | /^Thu$/) & !@demonym & !@nation & !{Evidence}]{1,2}
      | $family ($two_syllables | $one_syllable (?= [!@ordinary]) $one_syllable
        | (?= [!@ordinary]) $one_syllable ($one_syllable | "In")
        | [/^(See|Yet)$/] (?= [!@ordinary]) $one_syllable
        | (?<= [!@ordinary]) (($one_syllable | $sung) $sung | [/^(He|Gang)$/])) )
      (?! [cap & !{Evidence}] | -) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 2.5, "surname first"),
}
examples {
  { "Then Sun Lijun left.", Evidence = { text = "Sun Lijun", why = "surname first" } },
  { "Then Sun Beijing left.", Evidence = false },
  { "Then Sun Kaltenow left.", Evidence = false },
  { "The Yoon Zel Yeol government left.",
    Evidence = { text = "Yoon Zel Yeol", why = "surname first" } },
  { "The Minister for Manpower Tan Zel Leng left. Then Tan See Leng left.",
    Evidence = { { text = "Tan Zel Leng", why = "surname first" },
      { text = "Tan See Leng", why = "surname first" } } },
  { "Then Moon Jae In left.", Evidence = { text = "Moon Jae In", why = "surname first" } },
  { "Then Long Sun Hill left.", Evidence = false },
  { "Then Kang Sun Woo met Liu He.", Evidence = { { text = "Kang Sun Woo",
    why = "surname first" }, { text = "Liu He", why = "surname first" } } },
  { "Then Dang Hoang Zelten met Le Thi Thu Hang.", Evidence = {
    { text = "Dang Hoang Zelten", why = "surname first" },
    { text = "Le Thi Thu Hang", why = "surname first" } } },
}

rule "evidence.aged" {
  about = "26-year-old X Y and: a person whose names no lexicon has.",
  pattern = [[ (?<= year - old) name:( [cap & !@org_known & !@org_listed & !@place_known
      & !@gazetteer & !@nation & !@demonym & !{Evidence}] $initial?
      [cap & !@name_head & !@title & !@demonym & !@people_word & !{Evidence}] )
    (?! [cap | num] | - | [lower & pos=noun]) ]],
  emit = "Evidence", span = "name", set = is("Person", 2, "aged"),
}
examples {
  { "They held 26-year-old Zeltana Penny and left.",
    Evidence = { text = "Zeltana Penny", why = "aged" } },
  { "A 26-year-old Norwegian Sherpa left.", Evidence = false },
  { "A 25-year-old Leeds student left in a 9-year-old Boeing 737.", Evidence = false },
  { "The 42-year-old Zelten Marsh bridge fell.", Evidence = false },
}

rule "evidence.loud_surname" {
  about = "Woo Zelten KERN: the surname in capitals, as in lists of delegates.",
  pattern = [[ name:( [cap & !upper & @given_name & !@ordinary & !@never_name & !@nation &
      !@place_known & !@title & !{Evidence}] [cap & !upper & !@never_name & !{Evidence}]?
      [upper & alpha & len>3 & !@never_name & !@org_known & !@org_listed & !@place_known &
      !@nation & !@club & !{Evidence}] ) (?! [upper]) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 2, "given name"),
}
examples {
  { "Then Angela Woo KERN left.",
    Evidence = { text = "Angela Woo KERN", why = "given name" } },
  { "Then Zeltenow KERN left.", Evidence = false },
}

-- Rose | Colby-Hart: two surnames behind a given name that is also a word.
let "double" [[ (?<= [cap & @given_name & @ordinary & !upper & !@never_name]) . - [cap] ]]

-- A verb that shows the words before it to be somebody, not an order or a question.
let "did" [[ (said | says | told | was | is | has | had | [lower & /[^e]ed$/] |
  [/^(left|won|lost|beat|met|took|made|came|went|gave|led)$/]) ]]

rule "evidence.given" {
  about = "A given name and more words: Angela X, Mark X after other words.",
  pattern = {
    [[ (?<! the | "The") (?! "Tan" "Sri" | @title(kind=rank) [cap] |
      (?<= in | at | from) [@place_known | @capital_city] $mid_given |
      [@place_known | @gazetteer] @title(kind=office) [cap]) name:( ((?! "El" | "La" | "Le" |
      "Los" | "Las" | @role_word | @occupation) (?<! [upper & len>1]) $rare $tied){0,2}
      ($given_too -?)? (?! $double) $mid_given $tied ($rest) (?<= . .) ) ]],
    [[ name:( ((?! "El" | "La" | "Le" | "Los" | "Las" | @role_word | @occupation) $rare $tied
      | $given_too -)? (?! "Tan" "Sri") [cap & @given_name & @ordinary & !first & !upper &
      !@never_name & !@demonym & !@title(kind=rank|honorific) & !@name_head(kind=direction) &
      !{Evidence}]
              (?= $initial | $particle | [!@ordinary & !@place_known | @family_name |
                @word_family | @given_name] | . - [cap])
                ($initial | ($particle -?){1,2} $n | $n) $rest ) ]],
    [[ (?<= [lower | punct & !quote]) (?! [@title | @name_head] [cap]) name:( [cap & !first &
      @given_name(common=y) & !upper & !@never_name & !@demonym & !@nation & !{Evidence}]
      [cap & !upper & !/s$/ & !@never_name & (!@name_head | @name_clue(kind=surnamelike)) &
        !@title & !@demonym & !{Evidence}] )
      (?! [cap] | -) ]],
    [[ (?! @title(kind=rank) [cap]) name:( ($given_too -)? [cap & @given_name(common=y) & @ordinary
      & !@name_clue(kind=wordfirst) & !{Evidence}]
              $initial? [cap & !upper & !@never_name & !@demonym & !@nation &
                !@name_head(kind=body|place|firm|event) & !{Evidence}] $tied $rest ) ]],
    [[ (?<! the | "The" | a | an) name:( [/^(Finn|Brit|Dane)$/ & !{Evidence}]
      [cap & !upper & !@given_name & !@never_name & (!@ordinary | @family_name) & !@title &
        !@name_head & !{Evidence}] $tied ) (?! [cap]) ]],
    [[ name:( [cap & first & @given_name & @ordinary &
      !@name_clue(kind=modalfirst) & !@never_name & !{Evidence}]
              ($initial | ($particle -?){1,3})? [cap & !@ordinary & !upper & !@never_name
                & !@demonym & !@nation & !{Evidence}] $tied $rest ) ]],
    [[ name:( [first & cap & @given_name & @ordinary & !@name_clue(kind=modalfirst) &
      !@never_name & !{Evidence}] (?= . - [cap] |
        [@family_name | @word_family | !@ordinary])
      [cap & !upper & !@never_name & !@demonym & !@nation & (!@name_head
      | @name_clue(kind=surnamelike)) & !@title & !{Evidence}] $tied )
      (?= $did | $s | , ([/^\d\d$/] | a | an | the | who | whose)) ]],
    [[ name:( [first & /^(Will|May)$/ & !{Evidence}] [cap & !upper & !@never_name & !@demonym
      & !@nation & !{Evidence}] $tied ) (?= $did | , [/^\d\d$/]) ]],
  },
  where = function(m) -- no Tory Islamophobia
    if not many_words(m) then return false end
    local text = m.text
    return not text:find(" - ", 1, true)
      and not (text:find("phobi", 1, true) and text:find "phobi[ac]")
  end,
  emit = "Evidence", span = "name",
  set = is("Person", 3, "given name"),
}
examples {
  { "Will Zelten said so.", Evidence = { text = "Will Zelten", why = "given name" } },
  { "Will Zelten say so?", Evidence = false },
  { "Peter van Zelt left.", Evidence = { text = "Peter van Zelt", why = "given name" } },
  { "Mark Stone left. Mark stones with it.", Evidence = { text = "Mark Stone" } },
  { "They met Ray Banks there.", Evidence = { text = "Ray Banks", why = "given name" } },
  { "Happy Birthday was sung.", Evidence = false },
  { "They met Angela Zelten.",
    Evidence = { text = "Angela Zelten", why = "given name" } },
  { "Rose Colby-Zelten left. They met Mark Long-Zelten and Jay-Jay Zelten.",
    Evidence = { { text = "Rose Colby-Zelten", why = "given name" }, { text = "Mark Long-Zelten" },
      { text = "Jay-Jay Zelten", why = "given name" } } },
  { "They met the mark Colby-Zelten made.", Evidence = { text = "Colby-Zelten" } },
  { "They met Hayao Miyazaki and Kyriakos Larissa.",
    Evidence = { { text = "Hayao Miyazaki", why = "given name" },
      { text = "Kyriakos Larissa", why = "given name" } } },
  { "They met Finn Zeltenow, and the Finn Zeltenow.", Evidence = 1 },
  { "They met hopeful Mark Butcher.", Evidence = { text = "Mark Butcher", why = "given name" } },
  { "They met the Mark Butchers.", Evidence = false },
  { "They met Angela Zeltenphobia.", Evidence = false },
  { "Anti Terror Squad officers came.", Evidence = false },
  { "Now Pol Maj-General Angela Zelten left.",
    Evidence = { text = "Angela Zelten", why = "title" } },
  { "There Maria Angela Zelten left.",
    Evidence = { text = "Maria Angela Zelten", why = "given name" } },
  { "They met the angel.", Evidence = false },
}

rule "evidence.given_shared" {
  about = "Kari and Ola Nordmann: the first shares the surname that follows.",
  pattern = [[ (?<! [cap] | - | the | "The" | and) name:[cap & @given_name & !upper & !@ordinary &
    !@never_name & !@nation & !@place_known & !@gazetteer & !@org_known & !{Evidence}]
    (?= and {Evidence why="given name"}) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 1.3, "given name alone"),
}
examples {
  { "They met Reza and Angela Nordmann.", Evidence = { { text = "Reza",
    why = "given name alone" }, { text = "Angela Nordmann", why = "given name" } } },
  { "They met Reza and Zeltenow.", Evidence = false },
}
