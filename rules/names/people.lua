-- rules/names/people.lua : who is who: the persons of a document, their roles, and what
-- the lexicons know about places and organizations.
local mentions = use "names/mentions"
local squeeze, given_of, capitalised = mentions.squeeze, mentions.given_of, mentions.capitalised
local famous, party, title_mod = lexicons.famous, lexicons.party, lexicons.title_mod

-- Names of bodies that many countries have; the lexicon has the best-known one of each.
-- `party_in`: the country where a party has this name.
lexicon "body_of_many" { { name = "cbi" }, { name = "congress", party_in = "IN" },
  { name = "defense department" }, { name = "house of representatives" },
  { name = "justice department" }, { name = "national security council" }, { name = "senate" },
  { name = "supreme court" }, { name = "treasury department" } }

-- Given names that women and men bear, even where most of the bearers are of one gender;
-- a few are surnames that stand first.
local either_gender = lexicon "either_gender" {
  "Alex", "Amit", "Andrea", "Angel", "Ariel", "Ashley", "Avery", "Bailey", "Blair", "Blake",
  "Cameron", "Camille", "Carson", "Casey", "Charlie", "Chris", "Corey", "Courtney", "Dana",
  "Derya", "Devin", "Devon", "Dominique", "Drew", "Emerson", "Frankie", "Gabriele", "Hayden",
  "Iman", "Jackie", "Jaime", "Jamie", "Jan", "Jaspreet", "Jean", "Jesse", "Jo", "Joan", "Joey",
  "Jordan", "Jules", "Kai", "Kelly", "Kendall", "Kennedy", "Kerry", "Kim", "Kiran", "Lee",
  "Leigh", "Leslie", "Lindsay", "Lindsey", "Logan", "Loren", "Lou", "Lynn", "Mackenzie",
  "Manpreet", "Marion", "Maxime", "Michele", "Mickey", "Min", "Morgan", "Nicola", "Nikita",
  "Nikola", "Noel", "Noor", "Nour", "Ola", "Parker", "Pat", "Peyton", "Quinn", "Reagan", "Reese",
  "Riley", "Robin", "Ronnie", "Sacha", "Sam", "Sandy", "Sasha", "Shannon", "Shawn", "Shelby",
  "Sidney", "Simone", "Skyler", "Stacy", "Stevie", "Sydney", "Tal", "Tatum", "Taylor", "Temi",
  "Terry", "Tobi", "Toby", "Toni", "Tracey", "Tracy", "Uche", "Vanja", "Vivian", "Wei",
  "Whitney", "Yuval" }

-- The gender that a family role implies (widow, nephew), or nil.
local GENDER = { kinswoman = "f", kinsman = "m" }

local function kin_gender(role)
  for _, row in ipairs(lexicons.name_clue:all(role)) do
    if GENDER[row.kind] then return GENDER[row.kind] end
  end
end

-- X Y, a Danish envoy; the lead author, Dr. X Y; the governor of Z, X Y.
let "role" [[ ( @title_mod{0,3} (@title(kind=office|rank|royal) | @role_word |
  @occupation) emeritus? ) ]]
local role_behind = pattern [[ who:{Evidence} (, [/^\d\d?$/])?
  , (a | an | the | its | his | her | their)?
  (@title_mod{0,2} nation:@demonym)? role:( $role (and $role)? ) (?! $s | {Evidence type=Person}) ]]
local role_before = pattern [[ (the | its | his | her | their | a | an | $s)
  (nation:@demonym)?
  ([cap & !@title] | [lower & pos=noun|adj]){0,3}? role:( $role )
  ((of | for | at) [!punct]{1,5}?)? , @title(kind=honorific)* who:{Evidence} ]]
-- Zelten is the mayor; Zelten, who was elected mayor; they named Zelten chief executive; Zelten
-- took over as coach; as mayor, Zelten.
lexicon "made_so" { "appointed", "chosen", "confirmed", "declared", "elected", "hired", "installed",
  "made", "named", "nominated", "reappointed", "reelected", "chose", "picked" }
let "so_called" [[ (a | an | the | its | his | her | their)?
  (@title_mod{0,2} nation:@demonym)? ([lower & pos=adj & !@title_mod]{0,2})? role:$role
  (?! $s | - | {Evidence type=Person} | [lower & pos=noun]) ]]
local role_told = pattern [[
  who:{Evidence} (, [/^\d\d?$/] ,)? (,? who)? (also | still | now | then)?
  (was | is | became | becomes | (has | had) (been | become))
  (also | still | now | then)? (@made_so (to be | as)?)? $so_called ]]
local role_held = pattern [[ who:{Evidence} (,? who)? (has | had | is | was)? been?
  ( [/^(serv(ed|es|ing)|work(s|ed|ing)|act(s|ed|ing)|resign(s|ed)|quits?|retire[sd])$/]
  | [/^t(ook|akes|aken)$/] (over | office) | [/^step(s|ped)$/] down | sworn in
  | [lower]{1,4}? (term | time | year | day | spell | stint) ) as $so_called ]]
local role_made = pattern [[ @made_so who:{Evidence} (to be | as)? $so_called ]]
local role_front = pattern [[ as $so_called , who:{Evidence} ]]
local BESIDE = { role_behind, role_before, role_told, role_held, role_made, role_front }

-- The values of `why` with which an organization may stand in a lexicon of names.
local LISTED = { gazetteer = true, known = true, acronym = true, result = true, unknown = true,
  agency = true }

-- The row that the lexicons have for a mention, or false.
local function row_of(know, facts, m)
  local known = facts[m.type]
  if not known then
    known = {}
    facts[m.type] = known
  end
  local text = m.text
  local row = known[text]
  if row ~= nil then return row end
  row = m.why == "nation" and know.nation[text] or false
  if not row and m.type == "Place" then
    row = know.place_known[text] or know.gazetteer[text] or know.capital_city[text]
      or know.any_nation[text] or know.any_place[text]
      or not text:find "%l" and know.any_town[text]
  elseif not row and LISTED[m.why] then
    row = know.org_known[text] or know.org_listed[text] or know.club[text]
      or know.gazetteer[text]
  end
  known[text] = row
  return row
end

local function filled(row, column)
  local value = row and row[column]
  return value ~= "" and value or nil
end

-- The gender of a name that stands alone: Merkel, Gary; not Kim, which may be either.
local function gender_alone(know, text)
  local row = famous:get(text)
  if not row then
    row = know.given_name[text]
    if not row or row.common == "" or either_gender:has(text) then return end
  end
  return filled(row, "gender")
end

local function new_person(know, people, m)
  local words, gender = know.words[m.text], filled(m, "gender") -- of a title
  local p = { name = m.text, surname = know.surname[m.text], at = m.first, last = 0,
    named = 0, count = 0, -- the byte of the latest full name; how many mentions were names
    gender = gender, entity = "person:" .. m.text .. (gender or ""),
    given = #words > 1 and given_of(words) or nil }
  if #words == 1 then
    if not gender then p.gender, p.guessed = gender_alone(know, m.text), true end
  else
    local row = know.given_name[p.given]
    if row and row.gender ~= "" and not either_gender:has(p.given) then
      p.gender, p.guessed = row.gender, row.common == ""
    end
  end
  people[#people + 1] = p
  local same = people.by_surname[p.surname] or {}
  same[#same + 1] = p
  people.by_surname[p.surname] = same
  if p.surname:find "^%l" then people.by_surname[capitalised(p.surname)] = same end
  people.by_name[m.text] = p
  local letters = know.letters[m.text]
  if letters then people.by_name[letters] = people.by_name[letters] or p end
  if p.given then
    people.by_given[p.given] = people.by_given[p.given] == nil and p or false
  end
  return p
end

-- J. Smith is John Smith; John Smith is John A. Smith.
local function fits(p, words)
  local a, b = p.given, given_of(words)
  if not a or #words < 2 then return true end
  if a == b then return true end
  return a:sub(1, 1) == b:sub(1, 1) and (#a <= 2 or #b <= 2 or a:match "%."
    or b:match "%.")
end

-- Erik J. Zelten is not Erik Zelten Jr.: one has Jr., and the rest of the names differs.
local BEFORE_GENERATION = regex("^.+?(?=,? (?:[JS]r\\.?|I{2,3}|IV)$)")

local function of_generations(a, b)
  local _, old = BEFORE_GENERATION:match(a)
  local _, new = BEFORE_GENERATION:match(b)
  return (old == nil) ~= (new == nil) and a:sub(1, old or -1) ~= b:sub(1, new or -1)
end

-- The first person with the mention's surname whom its given name fits.
local function first_fit(know, people, m)
  local same = people.by_surname[know.surname[m.text]]
  for i = 1, same and #same or 0 do
    if fits(same[i], know.words[m.text]) and not of_generations(same[i].name, m.text) then
      return same[i]
    end
  end
end

local function add_part(parts, part, m)
  local known = parts[part]
  if known == nil then parts[part] = m
  elseif known and known.text ~= m.text then parts[part] = false end
end

-- The parts of a name of three or more words that may stand for the whole: López, María
-- López and López Hernández for María López Hernández, Hung for Nguyen Van Hung.
local function add_parts(know, parts, m, words)
  local n = #words
  for i = 2, n do
    add_part(parts, words[i], m)
    if i < n then
      add_part(parts, table.concat(words, " ", 1, i), m)
      if not filled(know.given_name[words[i]], "common") then
        add_part(parts, table.concat(words, " ", i, n), m)
      end
    end
  end
end

-- Ana al-Zelten is also called Zelten.
local function note_hyphen(parts, surname, m)
  local behind = surname:match "%-(%u[^-]*)$"
  if behind then add_part(parts, behind, m) end
end

-- The mentions of persons by several words; `parts`: a part of a name of three or more
-- words -> a mention of the whole name, or false when several names have the part;
-- `surnames`: the set of surnames of several words, which stand for their bearers.
local function full_names(know, list, places)
  local names, met, parts, surnames = {}, {}, {}, {}
  for k = 1, #places do
    local m = list[places[k]]
    local text = m.text
    if m.type == "Person" and text:find(" ", 1, true) then
      names[#names + 1] = m
      local words = know.words[text]
      if #words > 2 and not met[text] then
        met[text] = true
        add_parts(know, parts, m, words)
        local surname = know.surname[text]
        if surname:find(" ", 1, true) then
          surnames[surname], surnames[capitalised(surname)] = true, true
        end
      end
      if text:find("-", 1, true) then note_hyphen(parts, know.surname[text], m) end
    end
  end
  return names, parts, surnames
end

local function person_of(know, people, m)
  local p = people.by_name[m.text] or first_fit(know, people, m) or new_person(know, people, m)
  people.by_name[m.text] = p
  if #m.text > #p.name and p.given and #p.given <= 2 then p.name = m.text end
  return p
end

local function people_of(know, list, places)
  local names, parts, surnames = full_names(know, list, places)
  local people = { by_name = {}, by_surname = {}, by_given = {}, by_role_end = {}, parts = parts }
  for k = 1, #names do
    local m = names[k]
    if not surnames[m.text] then m.person = person_of(know, people, parts[m.text] or m) end
  end
  return people
end

-- May the mention mean this person, by gender? Mrs. Zelten is no man, nor President Obama
-- a woman. A gender guessed from a rare given name yields to the title, if nobody else
-- has the surname.
local function suits(p, m, same)
  local gender = filled(m, "gender") or m.role and filled(famous:get(m.text), "gender")
  return not gender or not p.gender or p.gender == gender or p.guessed and not same[2]
end

-- Of the people with one surname, who was mentioned last (most = "last") or most often
-- ("count").
local function foremost(same, m, most)
  local found
  for i = 1, #same do
    local p = same[i]
    if suits(p, m, same) and (not found or p[most] > found[most]) then found = p end
  end
  return found
end

local FAR = 400 -- bytes behind a full name

-- Is the text about this person, and hardly about the other one?
local function is_principal(p, other)
  return p.count >= 4 and p.count >= 4 * other.count
end

-- The person whom a surname stands for: the bearer mentioned last; but the one named most
-- often, if the text is about that one or the last full name of the other is far away.
-- With no earlier bearer, the first later one.
local function bearer(know, people, m)
  local same = people.by_surname[m.text]
  if same then
    local found = foremost(same, m, "last")
    if found and same[2] then
      local most = foremost(same, m, "count")
      if m.first - found.named > FAR or is_principal(most, found) then found = most end
    end
    return found or new_person(know, people, m), "surname"
  end
  local given = people.by_given[m.text]
  if given then return given, "given" end
  local p, whole = people.by_name[m.text], people.parts[m.text]
  if not p and whole then p = people.by_name[whole.text] end
  if p then return p, "surname" end
  return new_person(know, people, m), "surname"
end

-- "Hill said she was late" means the woman of two Hills.
local SAID = { she = "f", he = "m" }

local function tell_apart(doc, people, m)
  local same = people.by_surname[m.text]
  if not same or not same[2] or filled(m, "gender") then return end
  local gender = SAID[doc.text:match("^[ \xC2]\xA0?said[ \xC2]\xA0?(s?he)%f[%A]", m.last + 1)]
  for _, p in ipairs(gender and same or {}) do
    if p.gender == gender and p.last > 0 then m.gender = gender end
  end
end

local SMALL_S = ("s"):byte()

-- "The Zeltens", in a text that names a Zelten.
local function is_family(people, m)
  return not m.person and m.text:byte(-1) == SMALL_S and not people.by_surname[m.text]
    and people.by_surname[m.text:sub(1, -2)] ~= nil
end

-- The roles that sentences give to names, by the byte where the name begins.
local function told_roles(doc)
  local roles = {}
  for _, beside in ipairs(BESIDE) do
    for m in doc:gmatch(beside) do
      local at = m.who.first
      roles[at] = roles[at] or { role = m.role, country = m.nation and m.nation.country }
    end
  end
  return roles
end

-- The party before the role, which tells one nominee from another.
local function party_of(doc, role)
  local words = doc.text:sub(math.max(1, role.first - 26), role.last)
  return filled(party:get(words:match("(%u%a+)[%l\xC2\xA0 -]+$") or ""), "party")
end

-- The words of a role, and the one before it ("former"), that make it a different office
-- -> what the lexicon says of them: vice president (other), foreign minister (field).
local function offices_of(doc, role)
  local offices = {}
  local front = squeeze(doc.text:sub(math.max(1, role.first - 8), role.first - 1))
  local words = (front:match "%f[%w](%a+)[%s-]$" or "") .. " "
    .. role.text:gsub("[Pp]remier$", "prime minister")
  for word in words:lower():gmatch "%a+" do
    offices[word] = filled(title_mod:get(word), "office")
  end
  return offices
end

-- May "the minister" be the person who was called a minister? A shadow minister is
-- another person, so is the finance minister when the foreign minister is meant, and a
-- former one does not hold the office now.
local function same_office(doc, p, role)
  local his, asked = offices_of(doc, p.role), offices_of(doc, role)
  if p.former then his.former = "other" end
  local his_field = false
  for word, office in pairs(his) do
    if office == "other" and not asked[word] then return false end
    his_field = his_field or office == "field"
  end
  for word, office in pairs(asked) do
    if not his[word] and (office == "other" or office == "field" and his_field) then
      return false
    end
  end
  return true
end

-- Roles that later mentions shorten to something other than their last word.
lexicon "further_head" { ["press secretary"] = "press secretary",
  ["White House press secretary"] = "press secretary", ["detective inspector"] = "detective",
  ["detective sergeant"] = "detective", ["detective superintendent"] = "detective" }

-- The word by which later mentions call the bearer of a role: "mayor"; "senator" for Sen.
-- Also true when the role is such an abbreviated title, which many people hold at once.
local function head_of(role)
  local words = squeeze(role.text)
  local head = words:match("%S+$")
  local full = filled(lexicons.title:get(words) or lexicons.title:get(head), "full")
  local also = lexicons.further_head:get(words)
  if also then return head:lower() .. "|" .. also.value end
  return full or head:lower(), full ~= nil
end

-- The word for later mentions -> the people whom it may mean, in order of appearance; a
-- role_head may hold several words, between bars.
local function by_head(people)
  local heads = {}
  for _, p in ipairs(people) do
    if p.role_head then
      for head in p.role_head:gmatch "[^|]+" do
        local called = heads[head]
        if called then called[#called + 1] = p else heads[head] = { p } end
      end
    end
  end
  return heads
end

local FORMER = regex "\\b[Ff]ormer(?:[ \\x{A0}]\\p{Lu}\\w+){1,3}[ \\x{A0}]$" -- Texas | governor

-- The title before the name -> the word for later mentions: Dr. Zelten, the doctor.
local HONOURED = { Dr = "doctor", Prof = "professor", Rev = "pastor|reverend" }

local function learn_role(know, facts, doc, p, m, before)
  local e = m.role and m or m.beside or m
  local role, gender = e.role, m.gender
  if gender and gender ~= "" then p.gender, p.guessed = gender, nil end
  if not role then
    p.role_head = p.role_head or HONOURED[doc.text:sub(math.max(1, m.first - 6), m.first - 1)
      :match "(%u%l+)%.?[ \xC2]\xA0?$"]
    return
  end
  -- White House | press secretary
  local within = before and (before.type == "Organization" or before.type == "Place")
  if within and before.last >= role.first
    and before.last < role.last then
    role = doc:span(doc.text:match("^[%s\xC2\xA0]*()", before.last + 1), role.last)
  end
  p.role = p.role or role
  if not p.role_head then
    p.role_head, p.one_of_many = head_of(role)
    p.former = FORMER:match(doc.text:sub(math.max(1, role.first - 40), role.first - 1)) ~= nil
  end
  if p.role_head == "counterpart" then p.role_head = facts.latest_head or "counterpart" end
  facts.latest_head = p.role_head -- what his Turkish counterpart is, too
  p.party = p.party or party_of(doc, role)
  m.bears = role
  local woman = role.text:lower()
  if woman:match "woman$" or woman:match "ress$" then p.gender = "f" end
  p.gender = kin_gender(p.role_head) or p.gender
  if woman:match "[^o]man$" and woman:match "sman$" then p.gender = p.gender or "m" end
  local country = e.country ~= "" and e.country or nil
  if before and (before.type == "Organization" or before.type == "Place")
    and before.last < role.first
    and squeeze(doc.text:sub(before.last + 1, role.first - 1)):match "^['’s\x80\x99\xe2]*%s+$" then
    local of_it = filled(row_of(know, facts, before), "country")
    p.of_what = p.of_what or before.text
    if before.type == "Organization" then
      p.affiliation = p.affiliation or before.text
      if lexicons.body_of_many:has(before.text) then p.of_many = of_it
      elseif not country then country, p.of_body = of_it, true end
    else
      country = of_it or country -- Georgia Gov. Hill: of the state, not of the country
    end
  end
  if not country and not p.country then -- President Zelten of Ghana
    local of = doc.text:match("^[ \xC2]\xA0?of[ \xC2]\xA0?(%u%l+)", m.last + 1)
    country = of and filled(know.nation[of], "country")
  end
  p.country = p.country or country
end

return {
  kin_gender = kin_gender, row_of = row_of, filled = filled, of = people_of, bearer = bearer,
  is_family = is_family, tell_apart = tell_apart,
  told_roles = told_roles, learn_role = learn_role, party_of = party_of,
  same_office = same_office, by_head = by_head,
}
