-- rules/names/decide.lua : what each mention is, by its neighbours, by the votes of the
-- document and by the page that it stands on.
local mentions, votes = use "names/mentions", use "names/votes"
local fold = text.fold
local squeeze, capitalised, best = mentions.squeeze, mentions.capitalised, votes.best

-- ---------------------------------------------------------------- neighbours
local OPEN = ("("):byte()

-- The values of `why` of a body known by its form; the name in brackets after it is not
-- that of a player.
local FORM_WHY = { body = true, firm = true, ["head of"] = true }

-- Zelten Future Energy Company (Zelfut): one new word for the whole of a longer name.
local function is_short_word(doc, know, m, before)
  return m.type == "Unknown" and before.type == "Organization" and FORM_WHY[before.why]
    and before.text:find " .* " and m.text:find "^%u%a%a%a*$" and not know.ordinary[m.text]
    and doc.text:find("^%)", m.last + 1)
end

-- National Fishery Board (NFB), National Board of Fishery (BF), when the lexicons have
-- the letters.
local function is_known_short(m, before)
  return m.type == "Organization" and m.why == "known" and before.type == "Organization"
    and before.text:find(" ", 1, true) and m.text:find "^%u%u%u*$"
    and before.text:gsub("[^%u]", ""):find(m.text, 1, true) ~= nil
end

-- Letters in brackets behind the name that they abbreviate: both are an organization, or
-- a place.
local function bracket(doc, know, m, before)
  if not (m.type == "Acronym"
    or (m.type == "Unknown" or m.why == "capital inside") and m.text:find "^%u%l*%u%a?%a?$"
    or is_short_word(doc, know, m, before) or is_known_short(m, before))
    or not squeeze(m.gap):match "^ ?%($" then
    return
  end
  local letters = before.text:gsub("[^%u]", "")
  if before.type == "Place" and before.weight >= 2 then
    if letters == m.text then
      m.type, m.weight, m.short_for = "Place", 3, before.text
    elseif #m.text == 3 and m.text:sub(1, 1) == letters:sub(1, 1) then -- an airport
      m.type, m.weight = "Place", 2
    end
  elseif before.type == "Organization"
    or before.weight < 3 and #letters > 1 and letters:sub(1, 2) == m.text:sub(1, 2) then
    before.type, before.weight = "Organization", 3
    m.type, m.weight, m.short_for = "Organization", 3, before.text
  end
end

-- A, B and C: an unknown member of a list is what its neighbours are, unless it is an
-- ordinary word with a capital letter.
local function list_member(know, b, a)
  if b.why == "title alone" or a.why == "title alone" or know.ordinary[b.text]
    or know.ordinary[a.text] then
    return
  end
  if b.weight < 0.7 and a.weight >= 1.5 and a.type ~= "None" and a.type ~= "Acronym"
    and (a.type ~= "Person" or b.text:find(" ", 1, true)) then
    b.type, b.weight = a.type, 0.7
  elseif a.weight < 0.7 and b.weight >= 1.5 and b.gap ~= ", " and b.type ~= "None"
    and b.type ~= "Acronym" and (b.type ~= "Person" or a.text:find(" ", 1, true)) then
    a.type, a.weight = b.type, 0.7
  end
end

local LISTED_BY = { [", "] = true, [" and "] = true, [", and "] = true, [" or "] = true }
local LISTED_BODY = { [", the "] = true, [" and the "] = true, [", and the "] = true }

local function neighbours(doc, know, list)
  local listed = {}
  for i = 1, #list do
    local m = list[i]
    local gap = m.gap
    if gap then
      if LISTED_BY[gap] or LISTED_BODY[gap] and m.type == "Organization" then
        listed[#listed + 1] = i
      elseif #gap <= 3 and gap:byte(-1) == OPEN then bracket(doc, know, m, list[i - 1]) end
    end
  end
  for _, i in ipairs(listed) do list_member(know, list[i], list[i - 1]) end
end

-- ---------------------------------------------------------------- the votes
local function is_set_in_capitals(text)
  if not text:find("%f[%a]%l%l") then return true end -- a table: no word in small letters
  local others = text:gsub("%l+", "")
  local small = #text - #others
  if #others <= 3 * small then return false end -- most lines
  local large = #others - #others:gsub("%u+", "")
  return large > 3 * small and large > 6
end

-- Is the sentence set in capitals? Then capitals tell nothing. Has to be called in the
-- order of the text. Fields of `sentences`: starts; at, the current one; by number, the
-- answers; joins: whether words in capitals may be one name; counts: how often each
-- acronym is in the document.
local function in_capitals(doc, m, sentences)
  local starts, at = sentences.starts, sentences.at
  while starts[at + 1] and starts[at + 1] <= m.first do at = at + 1 end
  sentences.at = at
  local answer = sentences[at]
  if answer == nil then
    answer = is_set_in_capitals(doc:span(m.first, m.last).sentence.text)
    sentences[at] = answer
  end
  return answer
end

-- An acronym that no lexicon has is a body if the document has it twice, or has it behind
-- "the", a preposition or "carmaker", or before what bodies have and do. Otherwise it is
-- a chip, a street, a form.
local LED_BY = { the = true, at = true, by = true, from = true, of = true, with = true,
  ["and"] = true, to = true, between = true, against = true, told = true }
local BODY_DOES = regex("^(?:['’]s?\\b|[ \\xA0](?:said|says|told|and|officials?|spokes\\w+|chie\\w+"
  .. "|members?|personnel|troops|officers|staff|president|chairman|director|[Ll]eader"
  .. "|[Ss]ecretary|detectives?|lawmakers?|fighters|shares?|stock|has|have|is|was|will|also)\\b"
  .. "|\\)|, )")

local function is_backed(doc, m, counts)
  local word = doc.text:sub(math.max(1, m.first - 20), m.first - 1):match("(%a+)[%s\xC2\xA0]*$")
  if counts[m.text] > 1 then return true end
  if word and (LED_BY[word:lower()] or lexicons.org_lead:has(word)) then return true end
  local behind = doc.text:sub(m.last + 1, m.last + 24):gsub("[\xC2-\xF4][\x80-\xBF]*$", "")
  return BODY_DOES:match(behind) ~= nil
end

local function count_letters(list)
  local counts = {}
  for i = 1, #list do
    local m = list[i]
    if m.type == "Acronym" then counts[m.text] = (counts[m.text] or 0) + 1 end
  end
  return counts
end

local function settle_capitals(doc, know, m, v, sentences)
  local kind, weight = "None", 0
  if v then kind, weight = best(v) end
  local text = m.text
  if v and v.common then
    m.type, m.weight = "None", 0
  elseif weight >= 0.6 then
    m.type, m.weight, m.in_capitals = kind, 1.2, true
    sentences.joins = true
  elseif know.ordinary[text] then
    m.type, m.weight = "None", 0
  elseif #text > 3 and (know.any_nation[text] or know.any_place[text]) then
    m.type, m.weight = "Place", 1.5
  elseif m.type == "Acronym" and is_backed(doc, m, sentences.counts)
    and not in_capitals(doc, m, sentences) then
    m.type, m.weight = "Organization", 1.5
  else
    m.type, m.weight = "None", 0
  end
end

-- Each word, folded, of the persons' names of several words -> those names, and the byte
-- at which the word begins in each.
local function whole_names(ballot)
  local wholes = {}
  for i = 1, #ballot do
    local name = ballot[i]
    if name:find(" ", 1, true) and ballot[name].Person >= 2 then
      for at, word in name:gmatch "()([^ %-]+)" do
        local same = wholes[fold(word)] or {}
        same[#same + 1] = { name = name, at = at }
        wholes[fold(word)] = same
      end
    end
  end
  return wholes
end

-- The name that a word in capitals is part of, and its first and last byte in the text:
-- AMBER, which is also an ordinary word, and STONE.
local function whole_name(doc, wholes, m)
  for _, whole in ipairs(wholes[fold(m.text:match "^[^ %-]+")] or {}) do
    local first = m.first - whole.at + 1
    local last = first + #whole.name - 1
    local written = doc.text:sub(math.max(1, first), last)
    if utf8.len(written) and fold(written) == fold(whole.name)
      and not doc.text:find("^[%w\x80-\xFF]", last + 1) then
      return whole.name, first, last
    end
  end
end

-- KEVIN ZELTEN in capitals comes word by word. Joins the words into one person, under the
-- name that the document writes in small letters elsewhere.
local function join_capitals(doc, list, ballot, texts)
  local wholes, heads, head, reach = whole_names(ballot), {}, nil, 0
  for i = 1, #list do
    local m = list[i]
    local name, first, last
    if m.in_capitals and m.first > reach then name, first, last = whole_name(doc, wholes, m) end
    if m.first <= reach then
      m.type, m.weight = "None", 0
    elseif name then
      m.type, m.text, m.first, m.last, reach, head = "Person", name, first, last, last, nil
    elseif not m.in_capitals or m.type ~= "Person" then
      head = nil
    elseif head and m.gap == " " then
      head.last, head.text = m.last, head.text .. " " .. m.text
      m.type, m.weight = "None", 0
    else
      head = m
      heads[#heads + 1] = m
    end
  end
  for _, m in ipairs(heads) do
    local v = votes.of_letters(ballot, texts, m.text)
    if v and v.spelled then m.text = v.spelled end
  end
end

local FIRM_WHY = { title = true, honorific = true, dateline = true, result = true }
local LOWER, OTHER = text.LOWER, text.OTHER

local SMALL_LETTER = regex [[\p{Ll}]]

-- Is the mention longer than one byte, and without a small letter?
local function is_upper(m)
  return #m.text > 1 and (m.kinds & OTHER == 0 or not SMALL_LETTER:match(m.text))
end

local SPEAKS = { said = true, says = true }
-- Verbs for what people did, those that do not end in -ed.
local DID = { began = true, came = true, felt = true, gave = true, had = true, held = true,
  knew = true, led = true, left = true, made = true, met = true, ran = true, saw = true,
  sent = true, spoke = true, thought = true, told = true, took = true, went = true, won = true,
  wrote = true }
-- Of the verbs that tell a speaker (name_clue), those that countries seldom are the
-- subject of.
local SPEAKS_ON = { told = true, added = true, adds = true, wrote = true, replied = true,
  explained = true, argued = true, recalled = true, joked = true, testified = true }

local SOON = { again = true, also = true, even = true, first = true, later = true, ["then"] = true }

-- "Law, who is 50, left", "Law, speaking to voters, left", but not "Rice, including".
local IS_SOMEBODY = regex("^,[ \\x{A0}](?:who(?:se)?\\b|too,|(?:now[ \\x{A0}])?\\d\\d,"
  .. "|(?!includ|accord|be)[a-z]+ing\\b)")

-- The votes that a mention needs. An ordinary word needs more, and most where it begins a
-- sentence and does nothing: "Law is law", but "the judge, Law, left", "Law added", "Law
-- recently added".
local function enough_for(doc, know, m)
  if m.weight >= 0.5 or not know.ordinary[m.text] then return 0.6 end
  local text = doc.text
  local does, at = text:match("^[%s\xC2\xA0]+(%l+)()", m.last + 1)
  if does and (does:find "ly$" or SOON[does]) then
    does = text:match("^[%s\xC2\xA0]+(%l+)", at) or does
  elseif text:find("^:", m.last + 1)
    or IS_SOMEBODY:match(text:sub(m.last + 1, m.last + 24)) then
    does = "said"
  end
  local front = text:sub(math.max(1, m.first - 6), m.first - 1)
  local inside = front:find "[%l,][\"'”’]*[%s\xC2\xA0]+$"
  return (inside or does and (SPEAKS[does] or DID[does] or does:find "ed$")) and 2 or 4
end

local PLACED = { " in ", " to ", " from ", " of ", " into ", " near ", " across ", " at " }

-- Does the document say of anything that it is in, near or from that place?
local function is_somewhere(doc, name)
  local written = doc.text
  if written:find("\u{A0}", 1, true) then written = squeeze(written) end
  for _, where in ipairs(PLACED) do
    if written:find(where .. name, 1, true) then return true end
  end
  return false
end

-- "Solomons said", "said Solomons", in a text that has Roger Solomons: the person, not
-- the island. So is any other "Solomons", if the text says of nothing that it is there.
local function is_bearer(doc, m, v)
  if m.type ~= "Place" or not v.borne or v.Person < 2 then return false end
  local before = doc.text:sub(math.max(1, m.first - 24), m.first - 1)
  local does = doc.text:match("^[ \xC2]\xA0?(%l+)", m.last + 1)
  if not before:find "%u%w*[ \xC2\xA0]+$" and (SPEAKS[does] or SPEAKS_ON[does])
    or before:find "[\"”’][ \xC2\xA0]+said[ \xC2\xA0]+$" ~= nil then
    return true
  end
  if not v.full or m.weight < 3 then return false end -- the votes decide
  if v.somewhere == nil then v.somewhere = is_somewhere(doc, m.text) end
  return not v.somewhere
end

local function settle_by(doc, know, m, v)
  local weight = m.weight
  if is_bearer(doc, m, v) or m.why == "said it" and v.borne then
    m.type, m.weight = "Person", 1.5
    return
  end
  if (m.type == "Person" or m.type == "Place") and votes.is_place(v, m) then
    m.type, m.weight = "Place", 1.5
    return
  end
  if v.firm and not v.titled and m.type == "Person" then
    m.type, m.weight = "Organization", 2
    return
  end
  if weight >= 3 then return end
  if v.common then
    m.type, m.weight = "None", 0
    return
  end
  if v.full and m.type == "Person" and weight >= 1.3 then return end -- Kari Zelten of Zelten Ltd
  local kind, votes_for = best(v)
  if weight < 1.5 or votes_for > weight * weight * 1.2 and not FIRM_WHY[m.why]
    and not m.text:find(" ", 1, true) then
    if votes_for >= enough_for(doc, know, m) then
      m.type, m.weight = kind, math.max(weight, 1.2)
    end
  end
end

-- Oslo | Marine is one name where the document has Oslo Marine Ltd.
local function whole_firm(doc, list, i, same)
  local m = list[i]
  for _, firm in ipairs(same) do
    local _, last = doc.text:find(firm.pattern, m.first)
    if last and last > m.last then
      m.last, m.text, m.type, m.weight, m.why = last, firm.name, "Organization", 2, "firm"
      local k = i + 1
      while list[k] and list[k].first <= last do
        list[k].type, list[k].weight, list[k].within = "None", 0, true
        k = k + 1
      end
      if list[k] then list[k].gap = nil end
      return
    end
  end
end

local function whole_firms(doc, know, list, firms)
  if not next(firms) then return end
  for i = 1, #list do
    local m = list[i]
    local same = m.type ~= "None" and not m.within and firms[know.words[m.text][1]]
    if same then whole_firm(doc, list, i, same) end
  end
end

-- Settles the type of every mention. starts: the first bytes of the sentences. Returns
-- the indexes in the list of persons, places and organizations; when words in capitals
-- are joined, those of all the words.
local function settle(doc, know, list, ballot, starts)
  local sentences, texts, places = { starts = starts, at = 1 }, nil, {}
  sentences.counts = count_letters(list)
  for i = 1, #list do
    local m = list[i]
    local v = ballot[m.text]
    if m.type == "Team" then
      m.type = know.any_nation[m.text] and "Place" or "Organization"
    elseif not m.within then
      if m.why == "country in brackets" and know.place_known[m.text] then m.type = "Place" end
      if m.kinds & LOWER == 0 and m.weight < 2 and is_upper(m) then
        if not v then
          texts = texts or votes.by_likeness(ballot)
          v = votes.of_letters(ballot, texts, m.text)
        end
        settle_capitals(doc, know, m, v, sentences)
      elseif v then
        settle_by(doc, know, m, v)
      end
    end
    local kind = m.type
    if kind == "Person" or kind == "Place" or kind == "Organization" then
      places[#places + 1] = i
    end
  end
  if texts and sentences.joins then join_capitals(doc, list, ballot, texts) end
  return places
end

-- ---------------------------------------------------------------- the page
local SPORT = { SOCCER = true, CRICKET = true, TENNIS = true, GOLF = true,
  BASEBALL = true,
  BASKETBALL = true, RUGBY = true, ATHLETICS = true, CYCLING = true, BOXING = true,
  HOCKEY = true, NFL = true, NBA = true, NHL = true, ICE = true, SQUASH = true,
    SKIING = true,
  FOOTBALL = true, MOTOR = true, ALPINE = true, VOLLEYBALL = true, MOTORCYCLING = true,
  BADMINTON = true }
local TEAM_VERB = { beat = true, v = true, vs = true, defeated = true, edged = true,
  downed = true, lost = true, drew = true, hosted = true, host = true, hosts = true,
  face = true, faces = true, faced = true, against = true, visited = true,
  crushed = true, thrashed = true, routed = true, swept = true, won = true }
local TEAM_BEFORE = { of = true, ["for"] = true, over = true, with = true }
local TEAM_NOUN = { coach = true, manager = true, captain = true, boss = true,
  ["'s"] = true, ["’s"] = true }

-- Verbs for what a club does and its town does not.
local BEATS = { beat = true, edged = true, defeated = true, thrashed = true, routed = true,
  drew = true }

local FOR_CLUB = { play = true, plays = true, played = true, playing = true, scored = true,
  signed = true, debut = true, goals = true, appearances = true }

local function is_team_noun(word) return TEAM_NOUN[word] or lexicons.player:has(word) end

-- May the page be about soccer? Also when its heading names no sport.
local function is_soccer(heading)
  return heading == "SOCCER" or heading == "FOOTBALL" or not SPORT[heading]
end

local function is_county(know, text)
  local row = know.place_known[text]
  return row and row.country == "GB"
end

local OF_SPORT = { score = 1.5, result = 1 }

-- "table" for a page of sport by its heading or by three results; "text" for one with two
-- scores or three clubs, if these are a tenth of its names (a score counts for one and a
-- half); else nil.
local function kind_of_sport(know, list, places, heading)
  if SPORT[heading] then return "table" end
  local results, clubs = 0, 0
  for k = 1, #places do
    local m = list[places[k]]
    local told = OF_SPORT[m.why]
    if told then
      clubs = clubs + told
      if m.why == "result" then results = results + 1 end
    elseif m.type == "Organization" and know.club[m.text] then clubs = clubs + 1 end
  end
  return results >= 3 and "table" or clubs >= 3 and clubs * 10 >= #places and "text" or nil
end

-- Do the words beside the place tell that its club is meant?
local function plays(know, doc, m, page, heading)
  local front = doc.text:sub(math.max(1, m.first - 20), m.first - 1)
  local before = front:match "(%a+)%s*$" or ""
  if page and before == "" and doc.text:find("^[%s\xC2\xA0]+have[%s\xC2]", m.last + 1) then
    return true -- "Liverpool have": a club is many
  end
  if before == "for" and FOR_CLUB[front:match "(%a+) for%s*$"] then return true end
  local behind = doc.text:sub(m.last + 1, m.last + 20)
  behind = behind:match "^['’]s" or behind:match "^%s*(%a+)" or ""
  if not page then
    if not know.club[m.text] then return BEATS[before] or BEATS[behind] end
    return behind:find "^%a" and is_team_noun(behind) or TEAM_VERB[before] or TEAM_VERB[behind]
  end
  return before ~= "in" and before ~= "at" and before ~= "At" and before ~= "near"
    and not doc.text:find("^:", m.last + 1)
    and (know.club[m.text] or heading == "CRICKET" and is_county(know, m.text)
      or know.club_town[m.text] and is_soccer(heading)
      or TEAM_VERB[behind] or TEAM_VERB[before]
      or page == "table" and TEAM_BEFORE[before] or is_team_noun(behind))
end

-- On a page of sport, a city beside a verb of play is its club; elsewhere only a town
-- whose club has the same name, or one that beat another.
local function clubs(know, doc, list, places)
  local heading = doc.text:match "^%u+"
  local page = kind_of_sport(know, list, places, heading)
  for k = 1, #places do
    local m = list[places[k]]
    if m.type == "Place" and m.weight < 3 and (page or know.club[m.text] or know.club_town[m.text])
      and not know.any_nation[m.text] and plays(know, doc, m, page, heading) then
      m.type = "Organization"
    end
  end
end

-- al-Attiyah, bin Salman, van Lieshout: the particle is part of the name. In Al Baker it
-- is when the document has it behind a given name.
local PARTICLE = { al = true, el = true, Al = true, El = true, bin = true, ibn = true,
  van = true, von = true, dos = true, Bin = true, Van = true, Von = true, Dos = true }

local function surnames(know, list, places)
  local found = {}
  for _, i in ipairs(places) do
    local m = list[i]
    if m.type == "Person" and m.weight >= 1 then
      local surname = know.surname[m.text]
      found[surname], found[capitalised(surname)] = true, true
    end
  end
  return found
end

local A_PARTICLE = pattern [[ [@name_clue(kind=particle) | /^(Bani|Ould)$/] ]]

-- All particles of a document, by their last bytes.
local function particle_words(doc)
  local words = {}
  for m in doc:gmatch(A_PARTICLE) do words[m.last] = m.text end
  return words
end

-- The particle right before byte `first`, and the space or hyphen between.
local function word_before(doc, words, first)
  local word, width = words[first - 2], 1
  if not word then word, width = words[first - 3], 2 end
  if not word then return nil end -- mostly
  local gap = doc.text:sub(first - width, first - 1)
  if gap == " " or gap == "-" or gap == "\u{A0}" then return word, gap end
end

-- Makes the mention begin at byte `first`, with its particle; last: the mention before
-- it.
local function begin_at(doc, m, first, last)
  if not last or last.last < first or last.first == first then
    if last and last.first == first then last.type, last.weight = "None", 0 end
    m.first = first
    m.text = squeeze(doc.text:sub(first, m.last))
  end
end

-- The first byte of a surname that extends to the left of a mention, to der Zelten, then
-- to van der Zelten; or nil. known: the set of the document's surnames; a mention that
-- becomes one is a person.
local function with_particles(doc, words, m, known)
  local first, name = m.first, m.text
  local word, gap = word_before(doc, words, first)
  local from
  while word do
    first, name = first - #word - #gap, word .. (gap == "-" and gap or " ") .. name
    if known[name] then
      from, m.type = first, "Person"
    elseif m.type == "Person" and not from and PARTICLE[word] and (#word > 2 or gap == "-") then
      from = first
    end
    word, gap = word_before(doc, words, first)
  end
  return from
end

local function particles(doc, know, list, places)
  local words = particle_words(doc)
  if not next(words) then return end -- mostly
  local known, beginnings = nil, {}
  for k = 1, #places do
    local i = places[k]
    local m = list[i]
    if word_before(doc, words, m.first) then
      known = known or surnames(know, list, places)
      local from = with_particles(doc, words, m, known)
      if from then beginnings[#beginnings + 1] = { i, from } end
    end
  end
  for _, one in ipairs(beginnings) do
    begin_at(doc, list[one[1]], one[2], list[one[1] - 1])
  end
end

-- Smith-Jones, whose whole name the document has, is one name also where it stands alone.
local function hyphens(doc, list)
  local known
  for i = 1, #list do
    local m = list[i]
    if m.type == "Person" and m.weight >= 2 and m.text:find("-", 1, true) then
      known = known or {}
      known[m.text:match "%S+$"] = true
    end
  end
  if not known then return end
  for i = 2, #list do
    local m, last = list[i], list[i - 1]
    if m.gap == "-" and known[last.text .. "-" .. m.text] then
      begin_at(doc, m, last.first, last)
      m.type, m.weight = "Unknown", 0.3
    end
  end
end

return { hyphens = hyphens, neighbours = neighbours, whole_firms = whole_firms,
  settle = settle, clubs = clubs, particles = particles }
