-- rules/names/roles.lua : whom "the mayor" stands for: who was called mayor, or is known
-- to be one.
local mentions, who = use "names/mentions", use "names/people"
local pronouns = use "names/pronouns"
local squeeze, filled = mentions.squeeze, who.filled
lang "en"

lexicon "tells" { file = "lexicons/cues.tsv", inflect = "verb" }
lexicon "known_as" { file = "lexicons/people-roles.hand.tsv", key = "name", exact = true }

local of_nation = pattern [[ ^ of the? nation:@nation ]]

-- The country that follows a role: the president of Mexico.
local function nation_behind(doc, m)
  if not doc.text:find("^%s+of%s", m.last + 1) then return nil end -- most
  local stop = m.span.sentence.last
  local of = stop > m.last and doc:match(of_nation, doc:span(m.last + 1, stop))
  return of and of.nation.country
end

-- Is the person of that country, by the text or by the lexicon of famous people?
local function is_of(p, code)
  if p.country then return p.country == code end
  local row = lexicons.famous:get(p.surname)
  return row ~= nil and row.reason == code
end

-- Other words for some roles: the pontiff; the Russian leader, but no leader of a party
-- or band.
lexicon "also_called" { pontiff = "pope", monarch = "king|queen", ceo = "executive",
  writer = "author|novelist", lawmaker = "senator|congressman|mp|legislator",
  leader = "president|minister|chancellor", premier = "minister",
  spokesman = "spokesperson|press secretary", spokeswoman = "spokesperson|press secretary",
  spokesperson = "spokesman|spokeswoman", executive = "ceo",
  chairwoman = "chair|chairperson|chairman", chairman = "chair|chairperson", judge = "justice",
  forward = "striker|winger", striker = "forward", footballer = "striker|midfielder|defender" }
-- Other words that mean only a person whom the text has just told of.
lexicon "likewise_called" {
  academic = "professor|lecturer|historian",
  actress = "actor|star", analyst = "economist|strategist",
  attorney = "lawyer|barrister|solicitor", author = "novelist|historian",
  biologist = "professor|scientist|researcher", boss = "executive|manager|chairman|chief|coach",
  chief = "executive|commissioner|superintendent",
  cleric = "imam|bishop|priest|archbishop|cardinal", coach = "manager",
  commander = "general|colonel|admiral|major|brigadier", diplomat = "ambassador|envoy",
  doctor = "surgeon|physician|gp|cardiologist|oncologist|psychiatrist",
  economist = "professor", historian = "professor",
  journalist = "reporter|editor|correspondent|columnist", keeper = "goalkeeper",
  lawyer = "attorney|barrister|solicitor", manager = "coach",
  musician = "singer|rapper|guitarist|songwriter",
  officer = "sergeant|constable|inspector|superintendent|detective|lieutenant|chief",
  politician = "senator|congressman|mp|governor|mayor|minister|legislator",
  prelate = "archbishop|cardinal|bishop",
  psychologist = "professor",
  researcher = "professor|scientist|psychologist|biologist|epidemiologist",
  scientist = "professor|researcher|biologist|physicist|chemist|geologist|ecologist|virologist"
    .. "|astronomer",
  skipper = "captain", star = "actor|actress|singer|rapper|striker|midfielder|forward" }

local function by_other_word(people, row)
  local all
  for head in row.value:gmatch "[^|]+" do
    for _, p in ipairs(people.by_head[head] or {}) do
      all = all or {}
      all[#all + 1] = p
    end
  end
  return all
end

-- The people whom the word may mean, and true when it means them only if the text has
-- just told of them.
local function called_so(people, word, code)
  local same, also = people.by_head[word], lexicons.also_called:get(word)
  if word == "leader" then
    if code then return by_other_word(people, also) or same end
    return same or by_other_word(people, also), same == nil
  end
  if same then return same end
  if also then return by_other_word(people, also) end
  also = lexicons.likewise_called:get(word)
  return also and by_other_word(people, also), true
end

-- Sen. Zelten met Sen. Fjord: the senator may be either.
local function named_together(doc, other, p)
  return other.last > 0 and doc:span(other.last, other.last).sentence.last >= p.last
end

-- Looks a person up in the lexicon of known roles, which count whatever the text says;
-- once for each person named. state.known lists the few who have a row.
local function note(state, p)
  if p.known ~= nil then return end
  local first = p.given and p.given ~= p.surname and p.given .. " " or ""
  local short = first .. p.surname
  p.known = lexicons.known_as:get(short)
    or short ~= p.name and lexicons.known_as:get(p.name) or false
  if p.known then state.known[#state.known + 1] = p end
end

-- "The Texas Republican": the only person of the text known to be of that place and
-- party, or nil.
local function by_home(state, place, party)
  local found
  for _, p in ipairs(state.known) do
    if p.known.home == place.text and p.known.party == party then
      if found then return nil end
      found = p
    end
  end
  return found
end

-- Words before a role that say more about the person than the office: the Republican
-- candidate.
lexicon "epithet" { "GOP", "Republican", "Democratic", "billionaire", "independent", "presumptive",
  "likely", "retired", "business", "conservative", "liberal", "leftist", "embattled", "outgoing",
  "longtime", "acclaimed", "bestselling", "defending", "disgraced", "reigning", "tech", "veteran",
  "young" }
local FOR_WHAT = { presidential = true, gubernatorial = true, real = true, estate = true }

-- The former senator | Republican presidential candidate, in small letters and alone.
local function bare_role(role)
  local words = {}
  for word in squeeze(role.text):gmatch "%S+" do
    local small = word:lower()
    if not (FOR_WHAT[small] or lexicons.epithet:has(word) or lexicons.party:has(word)) then
      words[#words + 1] = small
    end
  end
  return words[1] and table.concat(words, " ") or squeeze(role.text):lower()
end

-- The greatest distance of a subject from the start of its sentence.
local LEAD = 6 -- bytes: The, But

local function leads(state, m) return m.first - state.start < LEAD end

local SAID_BY = regex "[\"'”’][ \\x{A0}](?:said|says)[ \\x{A0}]$"
local TELLER = regex "(?:[,\"'”’]|\\bsaid)[ \\x{A0}]$"

-- "The former senator": the subject, if it is known to have been one; else the only such
-- person of the text who is in focus.
local function known_for(state, m, party)
  if not leads(state, m) and not TELLER:match(m.span:text_before(8)) then return nil end
  local role, place = bare_role(m.span.role), m.span.place
  local frame = state.spoken.outside
  local subject, found, others = frame.subject or frame.before, nil, false
  for _, p in ipairs(state.known) do
    local row = p.known
    if ("|" .. row.called .. "|"):find("|" .. role .. "|", 1, true)
      and (not party or not filled(row, "party") or row.party == party)
      and (not place or row.home == place.text) then
      if p == subject then return p end
      found, others = p, found ~= nil
    end
  end
  return not others and found and pronouns.in_focus(state.spoken, found) and found or nil
end

-- "The bishop of Bath": the word that the role of the person sought has after or before
-- it.
local function of_what(doc, role)
  return doc.text:sub(role.last + 1, role.last + 60)
    :match "^%s+[of][fo]r?%s+[the ]*(%u[%w\x80-\xff-]+)"
end

local function is_of_it(doc, p, what)
  local role = p.role
  return not role or doc.text:sub(math.max(1, role.first - 40), role.last + 60):find(what, 1, true)
end

-- "The Tesla chief", "the Leeds West MP": is the person named near that word?
local function is_told_with(doc, state, p, what)
  local near = doc.text:sub(math.max(1, p.at - 80), math.min(p.at + 160, what.first - 1))
  return near:find(what.text:match "^[^ \xC2]+", 1, true) ~= nil
    or (p.one_of_many or p.role_head == "mp") and p == pronouns.only_one(state.spoken)
end

-- What a text may call the person whom it is about: "Zelten won again. The striker said
-- so." Words with "no" only mean a person without another role than these; the rest,
-- anybody.
lexicon "star" { academic = "no", activist = "no", actor = "no", actress = "no", artist = "no",
  athlete = "no", author = "no", backbencher = "", billionaire = "", blogger = "no", boxer = "no",
  broadcaster = "no", businessman = "", businesswoman = "", campaigner = "no", candidate = "",
  challenger = "", champion = "", comedian = "no", comic = "no", composer = "no", cyclist = "no",
  dancer = "no", debutant = "no", defender = "no", designer = "no", dissident = "no",
  drummer = "no", entertainer = "no", entrepreneur = "", filmmaker = "no",
  finalist = "no", footballer = "no", forward = "no", founder = "", frontman = "no",
  goalkeeper = "no", golfer = "no", guitarist = "no", gymnast = "no", hitmaker = "no",
  incumbent = "", influencer = "no", international = "no", jockey = "no", midfielder = "no",
  millionaire = "", musician = "no", nominee = "", novelist = "no", painter = "no",
  performer = "no", photographer = "no", pianist = "no", playwright = "no", poet = "no",
  politician = "", presenter = "no", quarterback = "no", racer = "no", rapper = "no", rider = "no",
  runner = "no", sculptor = "no", singer = "no", ["singer-songwriter"] = "no", skater = "no",
  skier = "no", snowboarder = "no", songwriter = "no", sprinter = "no", star = "", striker = "no",
  surfer = "no", swimmer = "no", teenager = "no", tycoon = "", veteran = "", violinist = "no",
  winger = "no", winner = "no", wrestler = "no", writer = "no", youngster = "no" }

-- The only person whom the text has just told of, if the phrase is a speaker: "The
-- 34-year-old said".
local function by_focus(doc, state, m)
  local front = m.span:text_before(8)
  if not leads(state, m) and not TELLER:match(front) then return nil end
  local verb = doc.text:match("^[ \xC2]\xA0?(%l+)%f[^%w]", m.last + 1)
  return (verb and lexicons.tells:has(verb) or SAID_BY:match(front))
    and pronouns.only_one(state.spoken) or nil
end

local function as_star(doc, state, m, word, code)
  local star = lexicons.star:get(word)
  local was = m.span.once or m.span.role.text:find "^former "
  local p, what = (star or was or word:find "-of-") and by_focus(doc, state, m), m.span.what
  if not p or code and p.country and p.country ~= code then return nil end
  if was then return (p.role_head ~= word or star and m.span.once) and p or nil end
  if p.role and what and word ~= "winner" and not is_told_with(doc, state, p, what)
    or filled(star, "value") and p.role_head and not lexicons.star:has(p.role_head) then
    return nil
  end
  local gender = (word:find "woman$" or word:find "ress$") and "f" or word:find "man$" and "m"
    or p.gender
  return (not p.gender or p.gender == gender) and p or nil
end

-- "The Turkish minister", when no minister of Turkey is named: the only one whose country
-- is not known, or false if there are several.
local function may_be_of(p, maybe)
  if p.country or lexicons.famous:has(p.surname) then return maybe end
  return (maybe == nil or maybe == p) and p
end

-- The person that a role stands for: of those who are called so, the one mentioned last;
-- `other` is the one before. "The Democratic nominee" is nobody who was called the
-- Republican one. `named`, whose name stands beside the role ("Zelten, the mayor"), comes
-- first if this is that person's first role, and otherwise last.
local function by_role(doc, state, m)
  local people = state.people
  local role, code = m.span.role, m.span.nation and m.span.nation.country or nation_behind(doc, m)
  local named, front, place = people.by_role_end[role.last], m.span.what, m.span.place
  if named and named.role.last == role.last then return named end
  local party = who.party_of(doc, role)
  local word = squeeze(role.text):match("%S+$"):lower()
  local same, loosely = called_so(people, word, code)
  local what = not code and of_what(doc, role)
  local found, other, maybe
  for _, p in ipairs(not m.span.once and same or {}) do
    if p.at <= m.first and (not what or is_of_it(doc, p, what))
      and (not front or is_told_with(doc, state, p, front))
      and (not place or not p.of_what or is_told_with(doc, state, p, place))
      and (not party or p.party == party or not p.party and not loosely)
      and (not p.role or word == "leader" and p.role_head ~= word
        or who.same_office(doc, p, role)) then
      if code and not is_of(p, code) then maybe = may_be_of(p, maybe)
      elseif not other or p.last > other.last then
        if not found or p.last > found.last then found, other = p, found else other = p end
      end
    end
  end
  found = found or word ~= "leader" and leads(state, m) and maybe or nil
  if found and (found.one_of_many and (other and named_together(doc, other, found)
    or not pronouns.in_focus(state.spoken, found))
    or loosely and found ~= pronouns.only_one(state.spoken)) then
    found = nil
  end
  return found or named or known_for(state, m, party) or as_star(doc, state, m, word, code)
end

return { by_focus = by_focus, by_role = by_role, by_home = by_home, note = note, leads = leads }
