-- Persons, organizations and places.  rules/evidence.lua says of every run of capitalised
-- words what speaks for it where it stands; here the whole document is weighed before
-- anything is decided, and later mentions find what they stand for.
use "evidence"
lang "en"

lexicon "state_body" { "government", "military", "army", "navy", "air force",
  "parliament",
  "cabinet", "presidency", "foreign ministry", "defense ministry", "defence ministry",
  "finance ministry", "interior ministry", "health ministry", "central bank" }
lexicon "firm_noun" { "company", "firm", "carmaker", "automaker", "airline", "retailer",
  "manufacturer", "brokerage", "agency", "newspaper", "organization", "organisation" }

local pronoun = pattern [[ @name_clue(kind=pronoun) ]]
local the_role = pattern [[ the nation:@demonym? role:( @title_mod{0,3} @role_word )
                            (?! [{Evidence}] | @role_word) ]]
-- X Y, a Danish envoy; the lead author, Dr. X Y.
let "role" [[ ( @title_mod{0,3} (@title(kind=office|rank|royal) | @role_word |
  @occupation) emeritus? ) ]]
local role_behind = pattern [[ who:{Evidence} , (a | an | the | its | his | her | their)?
  @title_mod{0,2}
  (nation:@demonym)? role:( $role (and $role)? ) ]]
local role_before = pattern [[ (the | its | his | her | their | a | an | $s)
  (nation:@demonym)?
  [cap & !@title]{0,3} role:( $role ) , @title(kind=honorific)* who:{Evidence} ]]
local the_state = pattern [[ the nation:@demonym body:@state_body ]]
local the_firm = pattern [[ the body:@firm_noun (?! [{Evidence}] | of) ]]

-- ---------------------------------------------------------------- gathering
local function squeeze(text)
  if not text:find "[%s\xC2]" then return text end -- most are one word
  return (text:gsub("\u{A0}", " "):gsub("%s+", " "))
end

local function words_of(text)
  local words = {}
  for w in text:gmatch "%S+" do words[#words + 1] = w end
  return words
end

-- A dash between spaces ends a name, a hyphen does not.
local DASH = regex [[\s(?:-|–|—)\s?|,\s\s]]

-- Every piece of evidence as a mention: what it is held for, how firmly.
local function gather(doc)
  local list = {}
  for e in doc:each "Evidence" do
    local m = { span = e, evidence = e, text = e.text, type = e.type, weight = e.weight,
      why = e.why, first = e.first, last = e.last }
    local dash = m.text:find "[%-\xe2,]" and doc:find(DASH, e)
    if dash then
      m.last = dash.first - 1
      m.span = doc:span(m.first, m.last)
      m.text = m.span.text
    end
    m.text = squeeze(m.text)
    list[#list + 1] = m
  end
  return list
end

local SUFFIX = { ["Jr."] = true, Jr = true, ["Sr."] = true, Sr = true }
local NUMERAL = "^[IVX][IVX]+$"

-- Lo Chung-mau, Derek Pang Wai-cheong: two syllables with a hyphen are a given name.
local function is_surname_first(words)
  local n = #words
  return n > 1 and words[n]:match "^%u%l+%-%l+$" and words[n - 1]:match "^%u%l+$"
end

-- The surname with its particles: van der Bellen, al-Assad.
local function surname_of(words)
  local n = #words
  if is_surname_first(words) then return words[n - 1] end
  while n > 1 and (SUFFIX[words[n]] or words[n]:match(NUMERAL)) do n = n - 1 end
  local from = n
  while from > 2 and words[from - 1]:match "^%l" do from = from - 1 end
  return (table.concat(words, " ", from, n):gsub(",$", ""))
end

local function given_of(words)
  return #words == 2 and is_surname_first(words) and words[2] or words[1]
end

-- Rows of lexicons, each asked for once a document: know("nation", "Norway").
local function memory()
  local caches = {}
  return function(name, text)
    local cache = caches[name]
    if not cache then
      cache = {}
      caches[name] = cache
    end
    local row = cache[text]
    if row == nil then
      local lexicon = lexicons[name]
      if name == "ordinary" then row = lexicon:has(text) -- asked most, without a row
      else row = lexicon:get(text) or false end
      cache[text] = row
    end
    return row
  end
end

local function is_ordinary(know, word) return know("ordinary", word:lower()) end

-- ---------------------------------------------------------------- weighing
local KINDS = { "Person", "Organization", "Place", "None" }

local function vote(votes, text, kind, weight)
  local v = votes[text]
  if not v then
    v = { Person = 0, Organization = 0, Place = 0, None = 0 }
    votes[text] = v
  end
  v[kind] = v[kind] + weight
end

local function best(v)
  local kind, weight = "None", 0
  for _, k in ipairs(KINDS) do
    if v[k] > weight then kind, weight = k, v[k] end
  end
  return kind, weight
end

-- A full name speaks for its surname everywhere, and a little for its other words.
local function vote_person(know, votes, m)
  local words = words_of(m.text)
  if #words == 1 then return end
  local surname = surname_of(words)
  vote(votes, surname, "Person", m.weight * m.weight * 0.7)
  local last = squeeze(surname):match "%S+$"
  if last ~= surname then vote(votes, last, "Person", m.weight) end
  if not is_ordinary(know, words[1]) then vote(votes, words[1], "Person",
    m.weight * 0.4) end
  for i = 2, #words - 1 do
    if #words[i] > 2 and not is_ordinary(know, words[i]) then
      vote(votes, words[i], "Person", m.weight * 0.4)
      vote(votes, table.concat(words, " ", i), "Person", m.weight)
    end
  end
  local bare = surname:match "^[aeAE]l%-(.+)"
  if bare then
    vote(votes, bare, "Person", m.weight)
    vote(votes, "Al-" .. bare, "Person", m.weight)
  end
end

-- A body's full name speaks for its initials, and without Corp or Ltd for itself.
local function vote_organization(know, votes, m)
  local words = words_of(m.text)
  if #words < 2 or m.weight < 2 then return end
  local letters = {}
  for _, w in ipairs(words) do
    if w:match "^%u" then letters[#letters + 1] = w:sub(1, 1) end
  end
  if #letters > 2 then vote(votes, table.concat(letters), "Organization", 3) end
  local n = #words
  while n > 1 and m.why == "firm" do
    local head = know("name_head", words[n])
    if not head or head.kind ~= "firm" then break end
    n = n - 1
  end
  if n < #words then
    vote(votes, (table.concat(words, " ", 1, n):gsub(",$", "")), "Organization", m.weight)
  end
  if m.why == "firm" and not is_ordinary(know, words[1]) and not know("given_name",
    words[1])
    and not know("place_known", words[1]) and not know("nation", words[1]) then
    vote(votes, words[1], "Organization", 1)
  end
end

-- Words that say what stands beside them are right about a place less often than about
-- others.
local LOCAL_WHY = { into = true, ["place noun"] = true, inside = true, apposition = true }

local function ballot(know, list)
  local votes = {}
  for _, m in ipairs(list) do
    if m.weight >= 1 and (m.type == "Person" or m.type == "Organization"
      or m.type == "Place") then
      vote(votes, m.text, m.type, LOCAL_WHY[m.why] and 0.5 or m.weight * m.weight)
      if m.type == "Person" then vote_person(know, votes, m) end
      if m.type == "Organization" then vote_organization(know, votes, m) end
    end
  end
  return votes
end

-- The votes for all ways to write the same letters, by those letters in capitals.
local function by_capitals(votes)
  local upper = {}
  for text, v in pairs(votes) do
    local letters = text:upper()
    local u = upper[letters]
    if u then
      local sum = {}
      for _, k in ipairs(KINDS) do sum[k] = u[k] + v[k] end
      v = sum
    end
    upper[letters] = v
  end
  return upper
end

-- ---------------------------------------------------------------- deciding
-- Letters in brackets behind a name they abbreviate: both are an organization.
local function brackets(doc, list)
  local text = doc.text
  for i = 2, #list do
    local m, before = list[i], list[i - 1]
    if (m.type == "Acronym" or m.type == "Unknown" and m.text:find "^%u%l*%u%a?%a?$")
      and m.first - before.last <= 4
      and squeeze(text:sub(before.last + 1, m.first - 1)):match "^ ?%($" then
      local letters = before.text:gsub("[^%u]", "")
      if before.type == "Organization"
        or before.weight < 3 and #letters > 1 and letters:sub(1, 2) == m.text:sub(1,
          2) then
        before.type, before.weight = "Organization", 3
        m.type, m.weight, m.short_for = "Organization", 3, before.text
      end
    end
  end
end

-- A, B and C: an unknown member of a list is what its neighbours are.
local function lists(doc, list)
  local text = doc.text
  for i = 2, #list do
    local a, b = list[i - 1], list[i]
    local gap = b.first - a.last - 1
    if gap <= 6 then
      local between = text:sub(a.last + 1, b.first - 1)
      if between == ", " or between == " and " or between == ", and "
        or between == " or " then
        if b.weight < 0.7 and a.weight >= 1.5 and a.type ~= "None" and a.type ~= "Acronym"
          and (a.type ~= "Person" or squeeze(b.text):find " ") then
          b.type, b.weight = a.type, 0.7
        elseif a.weight < 0.7 and b.weight >= 1.5 and between ~= ", " and b.type ~= "None"
          and b.type ~= "Acronym" and (b.type ~= "Person" or squeeze(a.text):find " ") then
          a.type, a.weight = b.type, 0.7
        end
      end
    end
  end
end

local function is_set_in_capitals(text)
  local _, small = text:gsub("%l", "")
  local _, large = text:gsub("%u", "")
  return large > 3 * small and large > 6
end

-- Is the line set in capitals?  Then capitals say nothing.
local function in_capitals(m, sentences)
  local sentence = m.span.sentence
  if not sentence then return is_set_in_capitals(m.text) end
  local first = sentence.first
  if sentences[first] == nil then sentences[first] = is_set_in_capitals(sentence.text) end
  return sentences[first]
end

local function settle_capitals(know, m, v, sentences)
  if v then
    local kind, weight = best(v)
    if weight >= 0.6 then m.type, m.weight = kind, 1.2 return end
  end
  if #m.text > 3 and (know("any_nation", m.text) or know("any_place", m.text))
    and not is_ordinary(know, m.text) then
    m.type, m.weight = "Place", 1.5
  elseif m.type == "Acronym" and not is_ordinary(know, m.text)
    and not in_capitals(m, sentences) then
    m.type, m.weight = "Organization", 1.5
  else
    m.type, m.weight = "None", 0
  end
end

local FIRM_WHY = { title = true, into = true, honorific = true, dateline = true,
  result = true }

local function settle(know, m, votes, capitals)
  if m.type == "Team" then
    m.type = know("any_nation", m.text) and "Place" or "Organization"
    return
  end
  local v = votes[m.text]
  if m.why == "country in brackets" and know("place_known", m.text) then
    m.type = "Place"
  end
  if m.text:match "^[%u%s%p%d]+$" and #m.text > 1 and m.weight < 2 then
    if not v then
      capitals.votes = capitals.votes or by_capitals(votes)
      v = capitals.votes[m.text]
    end
    return settle_capitals(know, m, v, capitals.sentences)
  end
  if not v then return end
  local kind, weight = best(v)
  local single = not squeeze(m.text):find " "
  if m.weight < 1.5 or m.weight < 3 and single and weight > m.weight * m.weight * 1.2
    and not FIRM_WHY[m.why] then
    local enough = m.weight < 0.5 and is_ordinary(know, m.text) and 4 or 0.6
    if weight >= enough then m.type, m.weight = kind, math.max(m.weight, 1.2) end
  end
end

local SPORT = { SOCCER = true, CRICKET = true, TENNIS = true, GOLF = true,
  BASEBALL = true,
  BASKETBALL = true, RUGBY = true, ATHLETICS = true, CYCLING = true, BOXING = true,
  HOCKEY = true, NFL = true, NBA = true, NHL = true, ICE = true, SQUASH = true,
    SKIING = true,
  FOOTBALL = true, MOTOR = true, ALPINE = true, VOLLEYBALL = true, MOTORCYCLING = true,
  BADMINTON = true }
local TEAM_VERB = { beat = true, v = true, vs = true, defeated = true, edged = true,
  downed = true, lost = true, drew = true, hosted = true, host = true, against = true,
  visited = true, crushed = true, thrashed = true, routed = true, swept = true,
    won = true }
local TEAM_BEFORE = { of = true, ["for"] = true, over = true, with = true, the = true }
local TEAM_NOUN = { coach = true, striker = true, defender = true, midfielder = true,
  goalkeeper = true, manager = true, captain = true, ["'s"] = true, ["’s"] = true }

local function is_county(know, text)
  local row = know("place_known", text)
  return row and row.country == "GB"
end

-- On a sports page a city beside a verb of play is its club.
local function clubs(know, doc, list)
  local results = 0
  for _, m in ipairs(list) do
    if m.why == "result" then results = results + 1 end
  end
  local sport = doc.text:match "^%u+"
  if results < 3 and not SPORT[sport] then return end
  local cricket = sport == "CRICKET"
  for _, m in ipairs(list) do
    if m.type == "Place" and m.weight < 3 and not know("any_nation", m.text) then
      local before = doc.text:sub(math.max(1, m.first - 20),
        m.first - 1):match "(%a+)%s*$" or ""
      local behind = doc.text:sub(m.last + 1, m.last + 20)
      behind = behind:match "^['’]s" or behind:match "^%s*(%a+)" or ""
      if before ~= "in" and before ~= "at" and before ~= "near"
        and (know("club", m.text) or cricket and is_county(know, m.text)
          or TEAM_VERB[behind] or TEAM_VERB[before]
          or TEAM_BEFORE[before] or TEAM_NOUN[behind]) then
        m.type = "Organization"
      end
    end
  end
end

-- al-Attiyah, bin Salman, van Lieshout: the particle is part of the name.
local PARTICLE = { al = true, el = true, Al = true, El = true, bin = true, ibn = true,
  van = true, von = true, dos = true, Bin = true, Van = true, Von = true, Dos = true }

local function particles(doc, list)
  for i, m in ipairs(list) do
    local before = m.type == "Person" and doc.text:sub(math.max(1, m.first - 5),
      m.first - 1):match "%f[%w](%a+[ %-])$"
    local word = before and before:sub(1, -2)
    if word and PARTICLE[word] and (#word > 2 or before:match "%-$") then
      local last, first = list[i - 1], m.first - #before
      if not last or last.last < first or last.first == first then
        if last and last.first == first then last.type, last.weight = "None", 0 end
        m.first = first
        m.span = doc:span(m.first, m.last)
        m.text = squeeze(m.span.text)
      end
    end
  end
end

-- ---------------------------------------------------------------- who is who
local PLACES = { "place_known", "gazetteer", "capital_city", "any_nation", "any_place" }
local ORGANIZATIONS = { "org_known", "org_listed", "club", "gazetteer" }
local LISTED = { nation = true, gazetteer = true, known = true, dateline = true,
  acronym = true, result = true, unknown = true }

-- What the lexicons know of a mention: its row, or false.
local function row_of(know, facts, m)
  local key = m.type .. m.text
  local row = facts[key]
  if row ~= nil then return row end
  row = m.why == "nation" and know("nation", m.text) or false
  if not row and LISTED[m.why] then
    for _, name in ipairs(m.type == "Place" and PLACES or ORGANIZATIONS) do
      row = know(name, m.text)
      if row then break end
    end
  end
  facts[key] = row
  return row
end

local function filled(row, column)
  local value = row and row[column]
  return value ~= "" and value or nil
end

local function new_person(know, people, words, m)
  local p = { name = m.text, surname = surname_of(words), at = m.first, last = 0 }
  p.entity = "person:" .. m.text
  if #words > 1 then
    p.given = given_of(words)
    local row = know("given_name", p.given)
    p.gender = row and row.gender ~= "" and row.gender or nil
  end
  people[#people + 1] = p
  local same = people.by_surname[p.surname] or {}
  same[#same + 1] = p
  people.by_surname[p.surname] = same
  people.by_name[m.text] = p
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

local function people_of(know, list)
  local people = { by_name = {}, by_surname = {}, by_given = {} }
  for _, m in ipairs(list) do
    if m.type == "Person" and squeeze(m.text):find " " then
      local words = words_of(m.text)
      local p = people.by_name[m.text]
      for _, other in ipairs(not p and people.by_surname[surname_of(words)] or {}) do
        if fits(other, words) then p = other break end
      end
      p = p or new_person(know, people, words, m)
      people.by_name[m.text] = p
      if #m.text > #p.name and p.given and #p.given <= 2 then p.name = m.text end
      m.person = p
    end
  end
  return people
end

-- The nearest earlier bearer of a surname, else the first later one.
local function bearer(know, people, m)
  local same = people.by_surname[m.text]
  if same then
    local found = same[1]
    for _, p in ipairs(same) do
      if p.last > (found.last or 0) then found = p end
    end
    return found, "surname"
  end
  local given = people.by_given[m.text]
  if given then return given, "given" end
  local p = people.by_name[m.text]
  if p then return p, "surname" end
  return new_person(know, people, { m.text }, m), "surname"
end

-- Roles that stand beside a name with a comma, by the byte where the name begins.
local function comma_roles(doc)
  local roles = {}
  for _, beside in ipairs { role_behind, role_before } do
    for m in doc:gmatch(beside) do
      local at = m.who.first
      roles[at] = roles[at] or { role = m.role, country = m.nation and m.nation.country }
    end
  end
  return roles
end

local function learn_role(know, facts, doc, p, m, before)
  local e = m.evidence.role and m.evidence or m.beside or m.evidence
  local role = e.role
  local gender = m.evidence.gender
  if gender and gender ~= "" then p.gender = gender end
  if not role then return end
  p.role = p.role or role
  p.role_head = p.role_head or squeeze(role.text):match("%S+$"):lower()
  m.role = role
  local woman = role.text:lower()
  if woman:match "woman$" or woman:match "ress$"
    or woman == "wife" then p.gender = "f" end
  if woman:match "[^o]man$" and woman:match "sman$" then p.gender = p.gender or "m" end
  p.country = p.country or e.country ~= "" and e.country or nil
  if before and (before.type == "Organization" or before.type == "Place")
    and before.last < role.first
    and squeeze(doc.text:sub(before.last + 1, role.first - 1)):match "^['’s\x80\x99\xe2]*%s+$" then
    if before.type == "Organization" then p.affiliation = p.affiliation or before.text end
    p.country = p.country or filled(row_of(know, facts, before), "country")
  end
end

-- ---------------------------------------------------------------- later mentions
local function sentence_starts(doc)
  local starts = {}
  for s in doc:sentences() do starts[#starts + 1] = s.first end
  return starts
end

local GENDER = { he = "m", him = "m", his = "m", himself = "m", she = "f", her = "f",
  hers = "f", herself = "f" }

-- The subject of this sentence, else of the one before, else the latest who fits.  Him is
-- rather somebody else than the subject of its own sentence.
local function antecedent(state, gender, object)
  local first = not object and state.subject or nil
  for _, p in ipairs { first or false, object and state.object or false,
    state.before or false, state.subject or false } do
    if p and (not p.gender or p.gender == gender) then return p end
  end
  for i = #state.recent, math.max(1, #state.recent - 6), -1 do
    local r = state.recent[i]
    if state.sentence - r.sentence <= 3 and (not r.person.gender
      or r.person.gender == gender)
    then
      return r.person
    end
  end
end

local function by_role(people, head, code, upto)
  local found
  for _, p in ipairs(people) do
    if p.role_head == head and (not code or p.country == code) and p.at <= upto then
      if not found or p.last > found.last then found = p end
    end
  end
  return found
end

-- By their first bytes, the longest first.  Numbers are sorted much faster than tables.
local function by_place(all)
  local keys, at, sorted = {}, {}, {}
  for i, m in ipairs(all) do
    local key = m.first << 32 | 0xFFF - math.min(m.last - m.first, 0xFFF) << 20 | i & 0xFFFFF
    keys[i], at[key] = key, m
  end
  table.sort(keys)
  for i, key in ipairs(keys) do sorted[i] = at[key] end
  return sorted
end

-- Names and what may stand for them, in the order of the text.
local function in_order(doc, list)
  local all = {}
  for _, m in ipairs(list) do
    if m.weight >= 0.5 and (m.type == "Person" or m.type == "Organization"
      or m.type == "Place")
    then
      all[#all + 1] = m
    end
  end
  for m in doc:gmatch(pronoun) do
    all[#all + 1] = { kind = "pronoun", span = m, first = m.first, last = m.last }
  end
  for m in doc:gmatch(the_role) do
    all[#all + 1] = { kind = "role", span = m, first = m.first, last = m.last }
  end
  for m in doc:gmatch(the_state) do
    all[#all + 1] = { kind = "state", span = m, first = m.first, last = m.last }
  end
  for m in doc:gmatch(the_firm) do
    all[#all + 1] = { kind = "firm", span = m, first = m.first, last = m.last }
  end
  return by_place(all)
end

local function seen(state, p, m)
  p.last = m.first
  if state.subject and state.subject ~= p then state.object = p end
  state.subject = state.subject or p
  state.recent[#state.recent + 1] = { person = p, sentence = state.sentence }
end

local function person_attributes(p, mention, role)
  return { name = p.name, surname = p.surname, given = p.given, role = role or p.role,
    country = p.country, affiliation = p.affiliation, entity = p.entity,
      mention = mention }
end

local add = {}

function add.Person(doc, state, m)
  local mention = "name"
  if not m.person then m.person, mention = bearer(state.know, state.people, m) end
  seen(state, m.person, m)
  if m.person.name == m.text then mention = "name" end
  doc:add("Person", m.span, person_attributes(m.person, mention, m.role))
end

function add.Organization(doc, state, m)
  local name = m.short_for or state.short[m.text] or m.text
  if m.short_for then state.short[m.text] = m.short_for end
  local row = row_of(state.know, state.facts, m)
  state.organization = { name = name, sentence = state.sentence, row = row }
  doc:add("Organization", m.span, { name = name, kind = filled(row, "kind"),
    country = filled(row, "country"), entity = "organization:" .. name,
      mention = "name" })
end

function add.Place(doc, state, m)
  local row = row_of(state.know, state.facts, m)
  local nation = row and row.adjective and row.name
  doc:add("Place", m.span, { name = nation and nation:match "^[^|]+" or m.text,
    country = filled(row, "country"), kind = nation and "country" or filled(row, "kind"),
    entity = "place:" .. (nation or m.text), mention = "name" })
end

function add.pronoun(doc, state, m)
  local word = m.span.text:lower()
  local p = antecedent(state, GENDER[word], word == "him")
  if not p then return end
  p.gender = p.gender or GENDER[word]
  seen(state, p, m)
  doc:add("Person", m.span, person_attributes(p, "pronoun"))
end

function add.role(doc, state, m)
  local head = squeeze(m.span.role.text):match("%S+$"):lower()
  local nation = m.span.nation
  local p = by_role(state.people, head, nation and nation.country, m.first)
  if not p then return end
  seen(state, p, m)
  doc:add("Person", m.span, person_attributes(p, "role", m.span.role))
end

function add.state(doc, state, m)
  local nation, body = m.span.nation, m.span.body.text:lower()
  local name = squeeze(nation.text .. " " .. body)
  state.organization = { name = name, sentence = state.sentence }
  doc:add("Organization", m.span, { name = name, kind = "government",
    country = nation.country, entity = "organization:" .. name, mention = "role" })
end

function add.firm(doc, state, m)
  local o = state.organization
  if not o or state.sentence - o.sentence > 3 then return end
  doc:add("Organization", m.span, { name = o.name, kind = filled(o.row, "kind"),
    country = filled(o.row, "country"), entity = "organization:" .. o.name,
      mention = "role" })
end

rule "names" {
  about = "Persons, organizations and places, decided over the whole document.",
  emit = { "Person", "Organization", "Place" },
  run = function(doc)
    local know, list = memory(), gather(doc)
    brackets(doc, list)
    lists(doc, list)
    local votes, capitals = ballot(know, list), { sentences = {} }
    for _, m in ipairs(list) do settle(know, m, votes, capitals) end
    clubs(know, doc, list)
    particles(doc, list)
    local facts, people, beside = {}, people_of(know, list), comma_roles(doc)
    for i, m in ipairs(list) do
      if m.type == "Person" and m.why ~= "unknown" then
        local p = m.person
        if not p then
          p = bearer(know, people, m)
          m.alone = p
        end
        m.beside = beside[m.first]
        learn_role(know, facts, doc, p, m, list[i - 1])
      end
    end
    local state = { people = people, know = know, facts = facts, short = {}, recent = {},
      sentence = 0 }
    local starts = sentence_starts(doc)
    for _, m in ipairs(in_order(doc, list)) do
      while starts[state.sentence + 1] and starts[state.sentence + 1] <= m.first do
        state.sentence = state.sentence + 1
        state.before, state.subject, state.object = state.subject or state.before, nil,
          nil
      end
      add[m.kind or m.type](doc, state, m)
    end
  end,
}

examples {
  { "Norwegian President Erik Zelten spoke. Zelten was tired. He left.",
    Person = { { text = "Erik Zelten", role = "President", country = "NO",
      mention = "name" },
      { text = "Zelten", name = "Erik Zelten", mention = "surname" },
      { text = "He", name = "Erik Zelten", mention = "pronoun" } } },
  { "It was Chai Sun-ok who came. Later Chai slept.",
    Person = { { text = "Chai Sun-ok", surname = "Chai", given = "Sun-ok" },
      { text = "Chai", name = "Chai Sun-ok", mention = "surname" } } },
  { "They praised Hamad al-Zeltenah. Later al-Zeltenah left.",
    Person = { { text = "Hamad al-Zeltenah" },
      { text = "al-Zeltenah", name = "Hamad al-Zeltenah", mention = "surname" } } },
  { "King Mohammed VI spoke. Mohammed was brief.",
    Person = { { text = "Mohammed VI", surname = "Mohammed" },
      { text = "Mohammed", name = "Mohammed VI" } } },
  { "The rain in spring was cold.", Person = false, Place = false, Organization = false },
  { "Zelten Corp spokesperson Angela Fjord resigned.",
    Person = { text = "Angela Fjord", role = "spokesperson",
      affiliation = "Zelten Corp" },
    Organization = { text = "Zelten Corp" } },
  { "It pleased Danish deputy envoy Erik Zelten.",
    Person = { text = "Erik Zelten", role = "deputy envoy", country = "DK" } },
  { "Norwegian President Erik Zelten left early, the Norwegian president's office said.",
    Person = { text = "the Norwegian president", name = "Erik Zelten",
      mention = "role" } },
  { "Norwegian President Erik Zelten left early, the Danish president said.",
    Person = 1 },
  { "The Danish government refused.",
    Organization = { text = "The Danish government", country = "DK", mention = "role" } },
  { "The government refused.", Organization = false },
  { "Zelten Holdings lost money. The company will close.",
    Organization = { text = "The company", name = "Zelten Holdings", mention = "role" } },
  { "The company will close.", Organization = false },
  { "The Zelten Fishery Board (ZFB) met. The ZFB was brief.",
    Organization = { text = "ZFB", name = "Zelten Fishery Board" } },
  { "The Bank of Zelten (BoZ) met. Then BoZ left.",
    Organization = { { text = "BoZ", name = "Bank of Zelten" }, { text = "BoZ",
      name = "Bank of Zelten" } } },
  { "Erik Zelten met Angela Fjord. She thanked him.",
    Person = { { text = "She", name = "Angela Fjord" }, { text = "him",
      name = "Erik Zelten" } } },
  { "They left Oslo for the U.S. on a Danish ship.",
    Place = { { text = "Oslo", country = "NO" }, { text = "U.S.", name = "United States",
      country = "US", kind = "country" } } },
  { "The Danish and the Norwegian left.", Place = false },
  { "Erik Zelten, a Danish chemist, left. Then the lead author, Dr. Angela Fjord, left.",
    Person = { { text = "Erik Zelten", role = "chemist", country = "DK" },
      { text = "Angela Fjord", role = "lead author" } } },
  { "Erik Zelten, a cold and a chemist were there.",
    Person = { text = "Erik Zelten", role = false } },
  { "Police held Qanit Zelten in March. In court Zelten denied it.",
    Person = { text = "Zelten", name = "Qanit Zelten" } },
}
