-- rules/names/votes.lua : what the mentions of a document say about a text, weighed
-- together.

local mentions = use "names/mentions"
local fold = text.fold

-- votes: the votes by text, and in its array part the texts.
local function votes_of(votes, text)
  local v = votes[text]
  if not v then
    v = { Person = 0, Organization = 0, Place = 0, inside = 0, full = false, borne = false }
    votes[text], votes[#votes + 1] = v, text
  end
  return v
end

local function vote(votes, text, kind, weight)
  local v = votes_of(votes, text)
  v[kind] = v[kind] + weight
  return v
end

-- The type that has most of the votes, and their number; "None" without any.
local function best(v)
  local kind, weight = "None", 0
  local person, organization, place = v.Person, v.Organization, v.Place
  if person > weight then kind, weight = "Person", person end
  if organization > weight then kind, weight = "Organization", organization end
  if place > weight then kind, weight = "Place", place end
  return kind, weight
end

-- The vote of a full name for the part that later mentions use.
local function strength_of(m)
  return m.weight * m.weight * 0.7
end

-- A full name speaks for its surname everywhere, and a little for its other words.
local function vote_person(know, votes, m)
  local words = know.words[m.text]
  if #words == 1 then return end
  local surname = know.surname[m.text]
  local strength = strength_of(m)
  local v = vote(votes, surname, "Person", strength)
  v.full, v.borne = v.full or m.weight >= 3, true
  local last = surname:find(" ", 1, true) and surname:match "%S+$" or surname
  if surname:find "^%l" then
    vote(votes, mentions.capitalised(surname), "Person", strength).borne = true
  end
  if last ~= surname then
    vote(votes, last, "Person", surname:find "^%u" and strength or m.weight)
  end
  if not know.ordinary[words[1]] then
    vote(votes, words[1], "Person", m.weight * 0.4).borne = true
  end
  for i = 2, #words - (last == words[#words] and 1 or 0) do
    if #words[i] > 2 and not know.ordinary[words[i]] then
      vote(votes, words[i], "Person", m.weight * 0.4)
      if i < #words then
        vote(votes, table.concat(words, " ", i), "Person", m.weight).borne = true
      end
    end
  end
  local bare = surname:match "^[aeAE]l%-(.+)"
  if bare then
    vote(votes, bare, "Person", m.weight)
    vote(votes, "Al-" .. bare, "Person", m.weight).borne = true
  end
end

-- Names whose last words later mentions leave out: Zelten Corp, Zelten Capital.
local TRADES = { firm = "firm", business = "business", ampersand = "firm" }

-- Do later mentions leave the word out: Labs of Zelten Labs, Athletic of Zelten Athletic?
local function is_dropped(know, word)
  local head = know.name_head[word]
  return head and head.short == "y"
end

-- A vote for Zelten of Zelten Labs, unless that is also the name of a place or a person.
local function vote_without_head(know, votes, m, words)
  if not is_dropped(know, words[#words]) then return end
  local bare = table.concat(words, " ", 1, #words - 1)
  if not (know.gazetteer[bare] or know.place_known[bare] or know.nation[bare]
    or know.given_name[bare] or know.ordinary[bare]) then
    vote(votes, bare, "Organization", m.weight).headed = true
  end
end

local function is_place_name(know, text)
  return know.any_nation[text] or know.any_place[text] or know.gazetteer[text]
end

-- Zelten Marine of Zelten Marine Ltd is that firm wherever it stands. firms: the first
-- word of such a name -> the names that begin with it, and their patterns.
local function note_firm(know, votes, firms, words, n)
  local name = table.concat(words, " ", 1, n):gsub(",$", "")
  if n < 2 or is_place_name(know, name) then return end
  local v = votes_of(votes, name)
  if v.firm then return end
  v.firm = true
  local same = firms[words[1]] or {}
  same[#same + 1] = { name = name,
    pattern = "^" .. name:gsub("[^%w ]", "%%%0"):gsub(" ", "[%%s\xC2\xA0]+") .. "%f[^%w]" }
  firms[words[1]] = same
end

-- A vote for Villa of Aston Villa, unless that is also a place or a given name.
local function vote_club(know, votes, words)
  local last = words[#words]
  if not (is_place_name(know, last) or know.given_name[last]) then
    vote(votes, last, "Organization", 2)
  end
end

-- The initials of a name; nil for fewer than three.
local function initials(words)
  if #words < 3 then return end
  local letters = {}
  for _, w in ipairs(words) do letters[#letters + 1] = w:match "^%u" end
  return #letters > 2 and table.concat(letters) or nil
end

-- The full name of a body votes for its initials, and for itself without Corp or Ltd.
local function vote_organization(know, votes, firms, m)
  local words = know.words[m.text]
  if #words < 2 or m.weight < 2 then return end
  local n, letters = #words, initials(words)
  if letters then vote(votes, letters, "Organization", 3) end
  while n > 1 and TRADES[m.why] do
    local head = know.name_head[words[n]]
    if not (head and head.kind == TRADES[m.why]) then break end
    n = n - 1
    if n > 1 and (words[n] == "&" or words[n] == "and") then n = n - 1 end
  end
  if m.why == "body" then vote_without_head(know, votes, m, words) end
  if know.club[m.text] then vote_club(know, votes, words) end
  if n < #words then
    vote(votes, (table.concat(words, " ", 1, n):gsub(",$", "")), "Organization",
      strength_of(m))
    if m.why == "firm" then note_firm(know, votes, firms, words, n) end
  end
  if TRADES[m.why] and not know.ordinary[words[1]] and not know.given_name[words[1]]
    and not know.place_known[words[1]] and not know.nation[words[1]] then
    vote(votes, words[1], "Organization", 1)
  end
end

-- Words that tell the type of the name beside them are right less often about places than
-- about other names.
local LOCAL_WHY = { into = true, ["place noun"] = true, inside = true, apposition = true }

-- The values of `why` of a person whom nothing beside the name calls one.
local GUESSED = { ["given name"] = true, ["family name"] = true, ["unknown words"] = true }

-- The values of `why` that make a person of somebody named like a firm: designer Zelten,
-- Zelten, 52.
local TITLED = { title = true, honorific = true, role = true, age = true, apposition = true,
  kin = true, ["person noun"] = true }

-- Counts the evidence for is_place: Agua Zelten is one if two mentions, or a sure one,
-- say that something happens there and none calls it a person.
local function count_places(v, m)
  if m.type == "Place" and LOCAL_WHY[m.why] then
    v.inside = v.inside + (m.weight >= 3 and 2 or 1)
  elseif m.type == "Person" and not GUESSED[m.why] then
    v.somebody, v.titled = true, v.titled or TITLED[m.why]
  end
end

local function is_place(v, m)
  return v.inside > 1 and not v.somebody and m.text:find(" ", 1, true) ~= nil
end

local function count_listed_once(v)
  if v.surname then
    v[v.listed] = v[v.listed] - v.again
  end
end

-- Zelten of Zelten Labs and the carmaker Zelten are the firm in a text that has no person
-- of that name, however often it "said".
local function count_headed(v)
  if v.headed and not v.borne then
    v.Organization = v.Organization + v.Person + (v.inside == 0 and v.Place or 0) + 1
  end
end

-- A team of a table is one in the text, too, and Zelten United also without United.
local function vote_team(know, votes, m)
  vote(votes, m.text, "Organization", 3)
  local bare = m.text:match "^(.+) %S+$"
  if bare and not is_place_name(know, bare) then vote(votes, bare, "Organization", 3) end
  if bare then vote_club(know, votes, know.words[m.text]) end
end

-- When the document has given a surname with its given name before, what a lexicon says
-- about the surname counts once, however often it is there: Jordan, after Mary Jordan.
local LISTED_WHY = { known = true, gazetteer = true, town = true, ["organization noun"] = true,
  ["lead of a body"] = true }

-- The values of `why` that only a body has.
local BODY_WHY = { ["apposition of a body"] = true, ["said it"] = true,
  ["lead of a body"] = true }

local function vote_named(know, votes, firms, m, kind)
  local v, weight = votes_of(votes, m.text), m.weight
  local strength = (LOCAL_WHY[m.why] or m.why == "organization noun" and know.given_name[m.text])
    and 0.5 or weight * weight -- Kari supporters
  v[kind] = v[kind] + strength
  if LISTED_WHY[m.why] then
    if not v.listed then v.listed, v.surname = kind, v.full end
    v.again = (v.again or -strength) + strength
  end
  if BODY_WHY[m.why] and not know.given_name[m.text] then v.headed = true end
  count_places(v, m)
  if kind == "Person" then
    vote_person(know, votes, m)
    local letters = weight >= 2 and know.letters[m.text]
    if letters then vote(votes, letters, "Person", 2) end
  elseif kind == "Organization" then vote_organization(know, votes, firms, m) end
end

local NAMED = { Person = true, Organization = true, Place = true }

-- The votes, and the firms that note_firm found.
local function ballot(know, list)
  local votes, firms = {}, {}
  for i = 1, #list do
    local m = list[i]
    if m.weight >= 1 then
      local kind = m.type
      if NAMED[kind] then
        vote_named(know, votes, firms, m, kind)
      elseif kind == "Team" then
        if not is_place_name(know, m.text) then vote_team(know, votes, m) end
      elseif m.why == "abbreviation" then
        votes_of(votes, (m.text:gsub("s$", ""))).common = true
      elseif m.why == "storm" or m.why == "benchmark" then
        votes_of(votes, m.text:match "%S+$").common = true
      end
    end
  end
  for i = 1, #votes do
    local v = votes[votes[i]]
    count_listed_once(v)
    count_headed(v)
  end
  return votes, firms
end

local SMALL_A, SMALL_Z, TO_LARGE = ("a"):byte(), ("z"):byte(), ("A"):byte() - ("a"):byte()

-- A key that texts of the same letters have in common: the length, and the first letter
-- as a capital.
local function likeness(text)
  local first = text:byte() or 0
  if first >= SMALL_A and first <= SMALL_Z then first = first + TO_LARGE end
  return #text << 8 | first
end

-- The texts that there are votes for, by their likeness.
local function by_likeness(votes)
  local texts = {}
  for i = 1, #votes do
    local text = votes[i]
    local key = likeness(text)
    local others = texts[key]
    if others then others[#others + 1] = text else texts[key] = { text } end
  end
  return texts
end

local NONE = {}

-- The votes for all texts that differ from `letters` in case only, or nil; `spelled`: the
-- first of the other ways to write it.
local function of_letters(votes, texts, letters)
  local u
  local folded = fold(letters)
  for _, text in ipairs(texts[likeness(letters)] or NONE) do
    if fold(text) == folded then
      local v = votes[text]
      u = u or { Person = 0, Place = 0, Organization = 0 }
      u.Person, u.Place = u.Person + v.Person, u.Place + v.Place
      u.Organization = u.Organization + v.Organization
      if text ~= letters and (not u.spelled or text < u.spelled) then u.spelled = text end
    end
  end
  return u
end

return { is_dropped = is_dropped, initials = initials, ballot = ballot, best = best,
  is_place = is_place, by_likeness = by_likeness, of_letters = of_letters }
