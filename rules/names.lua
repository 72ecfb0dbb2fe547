-- Persons, organizations and places.  rules/evidence.lua says of every run of capitalised
-- words what speaks for it where it stands; here the whole document is weighed before
-- anything is decided, and later mentions find what they stand for.
use "evidence"
lang "en"

local mentions, votes = use "names/mentions", use "names/votes"
local decide, who, firms = use "names/decide", use "names/people", use "names/firms"
local pronouns = use "names/pronouns"
local squeeze, row_of, filled = mentions.squeeze, who.row_of, who.filled

lexicon "state_body" { "government", "military", "army", "navy", "air force",
  "parliament",
  "cabinet", "presidency", "foreign ministry", "defense ministry", "defence ministry",
  "finance ministry", "interior ministry", "health ministry", "central bank" }
local body_noun = lexicon "body_noun" { file = "lexicons/bodynouns.hand.tsv" }

local pronoun = pattern [[ @name_clue(kind=pronoun) ]]
local the_role = pattern [[ the nation:@demonym? role:( @title_mod{0,3} @role_word )
                            (?! [{Evidence}] | @role_word) ]]
local the_state = pattern [[ the nation:@demonym body:@state_body ]]
local called = pattern [[ noun:[lower & @body_noun(later=y)] who:{Evidence} |
                          who:{Evidence} noun:[lower & @body_noun(later=y)] ]]
local the_body = pattern [[ the body:[@body_noun(later=y) | cap & @body_noun(later=capital)]
                            (?! [{Evidence}] | of) ]]

-- ---------------------------------------------------------------- later mentions
-- The last who was called so; of "the Democratic nominee" nobody who was called the Republican one.
local function by_role(people, head, code, party, upto)
  local found
  for _, p in ipairs(people) do
    if p.role_head == head and (not code or p.country == code) and p.at <= upto
      and (not party or not p.party or p.party == party)
      and (not found or p.last > found.last) then
      found = p
    end
  end
  return found
end

local LATER = { pronoun = pronoun, role = the_role, state = the_state, body = the_body }

-- What may stand for a name, by its first byte, the longer first.
local function later_mentions(doc)
  local all = {}
  for _, kind in ipairs { "pronoun", "role", "state", "body" } do
    for m in doc:gmatch(LATER[kind]) do
      all[#all + 1] = { kind = kind, span = m, first = m.first, last = m.last, place = #all }
    end
  end
  table.sort(all, function(a, b)
    if a.first ~= b.first then return a.first < b.first end
    if a.last ~= b.last then return a.last > b.last end
    return a.place < b.place
  end)
  return all
end

-- Names and what may stand for them, in the order of the text; not the He of He Jiankui.
local function in_order(doc, list, places)
  local later, at, all = later_mentions(doc), 1, {}
  local behind = later[1]
  for k = 1, #places do
    local m = list[places[k]]
    if m.weight >= 0.5 and m.type ~= "None" then
      while behind and (behind.first < m.first
        or behind.first == m.first and behind.last > m.last) do
        all[#all + 1], at = behind, at + 1
        behind = later[at]
      end
      all[#all + 1] = m
      while behind and behind.last <= m.last do at, behind = at + 1, later[at + 1] end
    end
  end
  return table.move(later, at, #later, #all + 1, all)
end

-- "Zelten consultant Ola Fjord", "Zelten's former aide Ola Fjord" speak of Fjord.
local BEFORE_ROLE = pattern [[ ^ [/^['’]s?$/]? [pos=adj|noun & lower]{0,2} $ ]]

local function stands_aside(doc, m, following)
  local role = following and following.type == "Person" and following.bears
  return role and role.first > m.last + 1 and role.last < following.first
    and doc:match(BEFORE_ROLE, doc:span(m.last + 1, role.first - 1)) ~= nil
end

local function person_attributes(p, mention, role)
  return { name = p.name, surname = p.surname, given = p.given, role = role or p.role,
    country = p.country, affiliation = p.affiliation, entity = p.entity,
      mention = mention }
end

-- Who wrote a story is nobody whom its he and she stand for.
local function bylines_of(doc)
  local list = {}
  for zone in doc:each "Zone" do
    if zone.kind == "byline" then list[#list + 1] = zone end
  end
  return list
end

local function in_byline(state, m)
  for _, zone in ipairs(state.bylines) do
    if zone.first <= m.first and m.last <= zone.last then return true end
  end
  return false
end

local add = {}

function add.Person(doc, state, m)
  local mention = "name"
  if m.person then
    m.person.named = m.first
  else
    m.person, mention = who.bearer(state.know, state.people, m)
  end
  m.person.count = m.person.count + 1
  m.aside = stands_aside(doc, m, state.all[state.at + 1])
  if not in_byline(state, m) then pronouns.seen(doc, state.spoken, m.person, m) end
  if m.person.name == m.text then mention = "name" end
  doc:add("Person", m, person_attributes(m.person, mention, m.bears))
end

-- Later "the commission" is this one: by the words of its name, or beside it.
local function remember(state, m, o)
  local words = state.know.words[o.name]
  local head = words[2] == "of" and words[1] or words[#words]
  local row = body_noun:get(head)
  if row and row.later ~= "" then state.bodies[head:lower()] = o end
  local noun = state.beside[m.first]
  if noun then state.bodies[noun] = o end
end

function add.Organization(doc, state, m)
  local name = firms.full_name(state.firms, m.short_for or state.short[m.text] or m.text, m.first)
  if m.short_for then state.short[m.text] = m.short_for end
  local row = row_of(state.know, state.facts, m)
  state.organization = { name = name, sentence = state.sentence, row = row }
  remember(state, m, state.organization)
  doc:add("Organization", m, { name = name, kind = filled(row, "kind"),
    country = filled(row, "country"), entity = "organization:" .. name,
      mention = "name" })
end

function add.Place(doc, state, m)
  local row = row_of(state.know, state.facts, m)
  local nation = row and row.adjective and row.name
  local text = m.short_for or state.short[m.text] or m.text
  if m.short_for then state.short[m.text] = m.short_for end
  doc:add("Place", m, { name = nation and nation:match "^[^|]+" or text,
    country = filled(row, "country") or m.country ~= "" and m.country or nil,
    kind = nation and "country" or filled(row, "kind"), entity = "place:" .. (nation or text),
    mention = "name" })
end

-- Whom the sentence names behind the pronoun: after he left, Zelten sang.
local function named_ahead(doc, state, m)
  if not pronouns.looks_ahead(doc, state.spoken, m, state.start) then return end
  local all, at = state.all, state.at + 1
  while all[at] and all[at].kind == "pronoun" do at = at + 1 end
  local name = all[at]
  return name and name.type == "Person" and name.first < state.stop
    and pronouns.stands_ahead(doc, m, name)
    and (name.person or who.bearer(state.know, state.people, name)) or nil
end

function add.pronoun(doc, state, m)
  local p = pronouns.antecedent(doc, state.spoken, m, named_ahead(doc, state, m))
  if not p then return end
  pronouns.seen(doc, state.spoken, p, m)
  doc:add("Person", m.span, person_attributes(p, "pronoun"))
end

function add.role(doc, state, m)
  local head = squeeze(m.span.role.text):match("%S+$"):lower()
  local nation = m.span.nation
  local party = who.party_of(doc, m.span.role)
  local p = by_role(state.people, head, nation and nation.country, party, m.first)
  if not p then return end
  pronouns.seen(doc, state.spoken, p, m)
  doc:add("Person", m.span, person_attributes(p, "role", m.span.role))
end

function add.state(doc, state, m)
  local nation, body = m.span.nation, m.span.body.text:lower()
  local name = squeeze(nation.text .. " " .. body)
  state.organization = { name = name, sentence = state.sentence }
  doc:add("Organization", m, { name = name, kind = "government",
    country = nation.country, entity = "organization:" .. name, mention = "role" })
end

local function is_firm(o)
  for word in o.name:gmatch "%a+" do
    local row = body_noun:get(word)
    if row and row.firm == "no" then return false end
  end
  local kind = filled(o.row, "kind")
  return kind == nil or kind == "company" or kind == "media"
end

-- The commission is the last that was called so; the company any firm nearby.
function add.body(doc, state, m)
  local noun = m.span.body.text:lower()
  local o = state.bodies[noun]
  if not o and body_noun:get(noun).firm == "y" then
    o = state.organization
    if o and (state.sentence - o.sentence > 3 or not is_firm(o)) then o = nil end
  end
  if not o then return end
  doc:add("Organization", m, { name = o.name, kind = filled(o.row, "kind"),
    country = filled(o.row, "country"), entity = "organization:" .. o.name,
      mention = "role" })
end

-- What bodies are called where they are named: the RDT union, regulator Zelten -> by first bytes.
local function nouns_beside(doc)
  local nouns = {}
  for m in doc:gmatch(called) do nouns[m.who.first] = m.noun.text end
  return nouns
end

-- Roles and persons of the document.
local function know_people(doc, know, facts, list, places)
  local people, beside = who.of(know, list, places), who.comma_roles(doc)
  for k = 1, #places do
    local i = places[k]
    local m = list[i]
    if m.type == "Person" and who.is_family(people, m) then
      m.type = "None"
    elseif m.type == "Person" and m.why ~= "unknown" then
      local p = m.person or who.bearer(know, people, m)
      m.beside = beside[m.first]
      who.learn_role(know, facts, doc, p, m, list[i - 1])
    end
  end
  return people
end

-- Who a mention that follows a quotation is.
local function person_of(doc, state, m)
  if m.kind == "pronoun" then return pronouns.antecedent(doc, state.spoken, m) end
  return m.type == "Person" and (m.person or who.bearer(state.know, state.people, m)) or nil
end

-- Whose words the quotation is, which holds the mention all[at].
local function voice_of(doc, state, quote, at)
  local all = state.all
  while all[at] and all[at].first <= quote.last do at = at + 1 end
  local m = all[at]
  return m and pronouns.speaks_behind(doc, quote, m) and person_of(doc, state, m)
    or pronouns.voice(doc, state.spoken, quote)
end

-- Walk through the text: who has been named stands for what comes later.
local function walk(doc, state, starts)
  local all, spoken = state.all, state.spoken
  local following, sentence = starts[1], 0
  local each, quoted_to = doc:each "Quoted", 0
  local quote = each()
  for i = 1, #all do
    local m = all[i]
    while following and following <= m.first do
      sentence = sentence + 1
      following = starts[sentence + 1]
      pronouns.next_sentence(spoken)
    end
    while quote and quote.first <= m.first do
      if quote.first > quoted_to and m.first - quote.last <= 24 then
        spoken.quoted = false
        spoken.voice = voice_of(doc, state, quote, i)
      end
      quoted_to, quote = math.max(quoted_to, quote.last), each()
    end
    state.sentence, state.at = sentence, i
    state.start, state.stop = starts[sentence] or 1, following or #doc.text + 1
    spoken.quoted = m.first <= quoted_to
    add[m.kind or m.type](doc, state, m)
  end
end

rule "names" {
  about = "Persons, organizations and places, decided over the whole document.",
  emit = { "Person", "Organization", "Place" },
  run = function(doc)
    local know, facts, list = mentions.memory(), {}, mentions.gather(doc)
    decide.neighbours(know, list)
    local starts = doc:sentence_starts()
    local places = decide.settle(doc, know, list, votes.ballot(know, list), starts)
    decide.clubs(know, doc, list, places)
    decide.particles(doc, know, list, places)
    local people = know_people(doc, know, facts, list, places)
    walk(doc, { people = people, know = know, facts = facts, short = {}, bodies = {},
      beside = nouns_beside(doc), all = in_order(doc, list, places),
      firms = firms.of(know, list, places), spoken = pronouns.frames(),
      bylines = bylines_of(doc) }, starts)
  end,
}

examples {
  { "A driver, Tom Fjord, fled, Chief Erik Zelten said. “No,” he said.",
    Person = { { text = "Tom Fjord" }, { text = "Erik Zelten" },
      { text = "he", name = "Erik Zelten" } } },
  { "A driver, Tom Fjord, fled, Chief Erik Zelten said. Nils Hill left. “No,” he said.",
    Person = { { text = "Tom Fjord" }, { text = "Erik Zelten" }, { text = "Nils Hill" },
      { text = "he", name = "Nils Hill" } } },
  { "Laura Hodge spoke. Tom Iqbal’s nephew, Qanit, left. She was sad.",
    Person = { { text = "Laura Hodge" }, { text = "Tom Iqbal" }, { text = "Qanit" },
      { text = "She", name = "Laura Hodge" } } },
  { "Ferry sinks off Oslo\n\nBy Tom Fjord\n\nA sailor said that he was well. He left.",
    Person = { text = "Tom Fjord" } },
  { "Norwegian President Erik Zelten spoke. Zelten was tired. He left.",
    Person = { { text = "Erik Zelten", role = "President", country = "NO",
      mention = "name" },
      { text = "Zelten", name = "Erik Zelten", mention = "surname" },
      { text = "He", name = "Erik Zelten", mention = "pronoun" } } },
  { "Erik Zelten , Jr. left. Zelten was sad.",
    Person = { { text = "Erik Zelten , Jr.", surname = "Zelten" }, { text = "Zelten",
      name = "Erik Zelten , Jr." } } },
  { "Tom Zelten left. Mrs. Zelten was glad. Mr. Zelten was sad.",
    Person = { { text = "Tom Zelten", entity = "person:1" },
      { text = "Zelten", name = "Zelten", entity = "person:2" },
      { text = "Zelten", name = "Tom Zelten", mention = "surname" } } },
  { "Huma Zelten left. Mrs. Zelten was glad.",
    Person = { { text = "Huma Zelten" }, { text = "Zelten", name = "Huma Zelten" } } },
  { "It was Chai Sun-ok who came. Later Chai slept.",
    Person = { { text = "Chai Sun-ok", surname = "Chai", given = "Sun-ok" },
      { text = "Chai", name = "Chai Sun-ok", mention = "surname" } } },
  { "They praised Hamad al-Zeltenah. Later al-Zeltenah left.",
    Person = { { text = "Hamad al-Zeltenah" },
      { text = "al-Zeltenah", name = "Hamad al-Zeltenah", mention = "surname" } } },
  { "Then Sun Lijun left. Sun was glad.",
    Person = { { text = "Sun Lijun", surname = "Sun", given = "Lijun" },
      { text = "Sun", name = "Sun Lijun", mention = "surname" } } },
  { "Kim Jong Un left. Kim was glad.",
    Person = { { text = "Kim Jong Un" }, { text = "Kim", name = "Kim Jong Un" } } },
  { "Then Mohammed Al Baker spoke. Al Baker was glad.",
    Person = { { text = "Mohammed Al Baker" },
      { text = "Al Baker", name = "Mohammed Al Baker", mention = "surname" } } },
  { "King Mohammed VI spoke. Mohammed was brief.",
    Person = { { text = "Mohammed VI", surname = "Mohammed" },
      { text = "Mohammed", name = "Mohammed VI" } } },
  { "It is Zeltonow Foods. Zeltonow said so.", Person = false,
    Organization = { { text = "Zeltonow Foods" },
      { text = "Zeltonow", name = "Zeltonow Foods" } } },
  { "It is Zeltonow Foods. Anna Zeltonow left. Zeltonow said so.",
    Person = { { text = "Anna Zeltonow" }, { text = "Zeltonow", name = "Anna Zeltonow" } } },
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
  { "Anna Kern, the Labour candidate, met Tom Hill, the Green candidate. "
    .. "The Labour candidate left.", Person = { { text = "Anna Kern" }, { text = "Tom Hill" },
      { text = "The Labour candidate", name = "Anna Kern", mention = "role" } } },
  { "The company will close.", Organization = false },
  { "Zelten University met. The firm will close.",
    Organization = { text = "Zelten University" } },
  { "Zelten Ministry met. Zelten Bank fell. The ministry and the Bank will close.",
    Organization = { { text = "Zelten Ministry" }, { text = "Zelten Bank" },
      { text = "The ministry", name = "Zelten Ministry" },
      { text = "the Bank", name = "Zelten Bank", mention = "role" } } },
  { "The Zelten Post said no. He left the post. Later the Post said yes.",
    Organization = { { text = "Zelten Post" }, { text = "the Post", name = "Zelten Post" } } },
  { "The ZXQ union met. The union will close.",
    Organization = { { text = "ZXQ" }, { text = "The union", name = "ZXQ" } } },
  { "The union will close.", Organization = false },
  { "Zeltenow said no. Zeltenow Corp. rose. Later Zeltenow rose, and Zeltenow Corp fell.",
    Organization = { { text = "Zeltenow Corp.", name = "Zeltenow Corp.",
        entity = "organization:1" },
      { text = "Zeltenow Corp", name = "Zeltenow Corp.", entity = "organization:1" },
      { text = "Zeltenow", name = "Zeltenow Corp.", entity = "organization:1" } } },
  { "Nordvik & Sons fell. They like Nordvik.",
    Organization = { { text = "Nordvik & Sons" }, { text = "Nordvik", name = "Nordvik & Sons" } } },
  { "Zeltenow Labs fell. They like Zeltenow.",
    Organization = { { text = "Zeltenow Labs" }, { text = "Zeltenow", name = "Zeltenow Labs" } } },
  { "The developer, Kestrel Homes, left. Kestrel says no.",
    Organization = { { text = "Kestrel Homes" }, { text = "Kestrel" } }, Person = false },
  { "Zeltenow Energy fell. They like Zeltenow.",
    Organization = { { text = "Zeltenow Energy" }, { text = "Zeltenow" } } },
  { "Zeltenow United 2 Qanit 1\n\nThey like Zeltenow and they like Qanit.",
    Organization = { { text = "Zeltenow United" }, { text = "Qanit" }, { text = "Zeltenow" },
      { text = "Qanit" } } },
  { "Zeltenow Holdings fell. Zeltenow Industries rose.",
    Organization = { { text = "Zeltenow Holdings", entity = "organization:1" },
      { text = "Zeltenow Industries", entity = "organization:2" } } },
  { "The Zelten Fishery Board (ZFB) met. The ZFB was brief.",
    Organization = { text = "ZFB", name = "Zelten Fishery Board" } },
  { "The Zelten Hill Territory (ZHT) is cold. They like the ZHT.",
    Place = { { text = "Zelten Hill Territory" }, { text = "ZHT", name = "Zelten Hill Territory" },
      { text = "ZHT", name = "Zelten Hill Territory" } } },
  { "They flew to Los Zelten (LZT) at night.",
    Place = { { text = "Los Zelten" }, { text = "LZT" } }, Organization = false },
  { "They sold electric mill boats (EMBs). Each EMB is cold.", Organization = false },
  { "The Bank of Zelten (BoZ) met. Then BoZ left.",
    Organization = { { text = "BoZ", name = "Bank of Zelten" }, { text = "BoZ",
      name = "Bank of Zelten" } } },
  { "They saw Erik Fredrik Zelten. Then EFZ left, and the ZEF left.",
    Person = { { text = "Erik Fredrik Zelten" }, { text = "EFZ", name = "Erik Fredrik Zelten" } },
    Organization = { text = "ZEF" } },
  { "They met Angela King. Then King left, and the King left.",
    Person = { { text = "Angela King" }, { text = "King", name = "Angela King" } } },
  { "It was Kevin So Kam-wai. Then So left.",
    Person = { { text = "Kevin So Kam-wai" }, { text = "So", name = "Kevin So Kam-wai" } } },
  { "They met Angela Fjord. Then King left.", Person = 1 },
  { "ERIK ZELTEN BEATS THEM ALL\n\nHere Erik Zelten won.\n\nZELTEN SMILES ALL DAY",
    Person = { { text = "ERIK ZELTEN", name = "Erik Zelten", entity = "person:1" },
      { text = "Erik Zelten", entity = "person:1" },
      { text = "ZELTEN", name = "Erik Zelten", entity = "person:1", mention = "surname" } } },
  { "ZELTEN SMILES ALL DAY", Person = false },
  { "It has a ZXQ card in it.", Organization = false },
  { "They left with the ZXQ chairman.", Organization = { text = "ZXQ" } },
  { "AB R H ZXQ RNX 3 4 12", Organization = false },
  { "They left again.THEN ZXQ SAYS IT.They left again.", Organization = false },
  { "At Zelten Crown Court, Peter Marsh was jailed.",
    Person = { text = "Peter Marsh" }, Organization = { text = "Zelten Crown Court" } },
  { "They saw Florida Sen. Kari Zelten.", Person = { text = "Kari Zelten" },
    Place = { text = "Florida" } },
  { "White House press secretary Angela Fjord left.",
    Person = { text = "Angela Fjord", role = "press secretary" } },
  { "Storm Angela came. They like Angela.", Person = false },
  { "They like Angela.", Person = { text = "Angela" } },
  { "Rain fell in Agua Bonita. They like Agua Bonita. The sun shone in Agua Bonita now.",
    Place = 3, Person = false },
  { "Rain fell in Agua Bonita. They like Agua Bonita. She is cold.",
    Person = { { text = "Agua Bonita" }, { text = "Agua Bonita" }, { text = "She" } } },
  { "Erik Zelten met Angela Fjord. She thanked him.",
    Person = { { text = "She", name = "Angela Fjord" }, { text = "him",
      name = "Erik Zelten" } } },
  { "Erik Zelten blamed Tom Hill and his aides.",
    Person = { { text = "Erik Zelten" }, { text = "Tom Hill" },
      { text = "his", name = "Tom Hill" } } },
  { "Erik Zelten likes what Tom Hill himself built.",
    Person = { { text = "Erik Zelten" }, { text = "Tom Hill" },
      { text = "himself", name = "Tom Hill" } } },
  { "Tom Hill left. In his mail, Erik Zelten blamed the rain. He was sad.",
    Person = { { text = "Tom Hill" }, { text = "his" }, { text = "Erik Zelten" },
      { text = "He", name = "Erik Zelten" } } },
  { "Erik Zelten met Tom Hill. “No,” said Zelten there. “He was sad.”",
    Person = { { text = "Erik Zelten" }, { text = "Tom Hill" }, { text = "Zelten" },
      { text = "He", name = "Tom Hill" } } },
  { "Tom Hill left. In his mail, Dr. Zelten blamed him.",
    Person = { { text = "Tom Hill" }, { text = "his", name = "Zelten" }, { text = "Zelten" },
      { text = "him", name = "Tom Hill" } } },
  { "When he and his wife left, Erik Zelten sang.",
    Person = { { text = "he", name = "Erik Zelten" }, { text = "his" },
      { text = "Erik Zelten" } } },
  { "When he left, Erik Zelten’s wife sang.", Person = 1 },
  { "He left, and later, Erik Zelten sang.", Person = 1 },
  { "Tom Hill left. Erik Zelten was glad that Nils Fjord praised him.",
    Person = { { text = "Tom Hill" }, { text = "Erik Zelten" }, { text = "Nils Fjord" },
      { text = "him", name = "Erik Zelten" } } },
  { "Erik Zelten often praised him.", Person = 1 },
  { "Angela Zelten met both Zeltens, who came late.", Person = 1 },
  { "Angela Zeltens met Zeltens, who came late.", Person = 2 },
  { "Erik Zelten sang. Zelten often met with Nils Zelten. " .. ("They ate. "):rep(50)
    .. "Zelten left.",
    Person = { { text = "Erik Zelten" }, { text = "Zelten", name = "Erik Zelten" },
      { text = "Nils Zelten" }, { text = "Zelten", name = "Erik Zelten" } } },
  { "Erik Zelten sang. Zelten met Nils Zelten. They ate. Zelten left.",
    Person = { { text = "Erik Zelten" }, { text = "Zelten", name = "Erik Zelten" },
      { text = "Nils Zelten" }, { text = "Zelten", name = "Nils Zelten" } } },
  { "Merkel came. He smiled.", Person = 1 },
  { "Erik Zelten came. Lee Chang came too. He smiled.",
    Person = { { text = "He", name = "Lee Chang" } } },
  { "Erik Zelten came. Angela Chang came too. He smiled.",
    Person = { { text = "He", name = "Erik Zelten" } } },
  { "Erik Zelten left. “Tom Hill is sad,” he said.",
    Person = { { text = "Erik Zelten" }, { text = "Tom Hill" },
      { text = "he", name = "Erik Zelten" } } },
  { "“Tom Hill is sad,” Erik Zelten said. “He is tired.”",
    Person = { { text = "Tom Hill" }, { text = "Erik Zelten" }, { text = "He" } } },
  { "Erik Zelten met Tom Hill. “He was sad,” Zelten said.",
    Person = { { text = "Erik Zelten" }, { text = "Tom Hill" },
      { text = "He", name = "Tom Hill" }, { text = "Zelten" } } },
  { "Erik Zelten met Tom Hill. “He was sad,” said Dr. Zelten.",
    Person = { { text = "Erik Zelten" }, { text = "Tom Hill" },
      { text = "He", name = "Tom Hill" }, { text = "Zelten" } } },
  { "Tom Hill left. Erik Zelten said: “He was sad.”",
    Person = { { text = "Tom Hill" }, { text = "Erik Zelten" },
      { text = "He", name = "Tom Hill" } } },
  { "Erik Zelten put it so: “He was sad.”", Person = 1 },
  { "Erik Zelten met Tom Hill. Zelten said no. “He was sad.”",
    Person = { { text = "Erik Zelten" }, { text = "Tom Hill" }, { text = "Zelten" },
      { text = "He", name = "Tom Hill" } } },
  { "“Tom Hill is sad.” He left.",
    Person = { { text = "Tom Hill" }, { text = "He", name = "Tom Hill" } } },
  { "Erik Zelten’s former aide Tom Hill left. He was sad.",
    Person = { { text = "Erik Zelten" }, { text = "Tom Hill" },
      { text = "He", name = "Tom Hill" } } },
  { "Erik Zelten’s former aide, Tom Hill, left. He was sad.",
    Person = { { text = "Erik Zelten" }, { text = "Tom Hill" },
      { text = "He", name = "Tom Hill" } } },
  { "In a talk with Erik Zelten, Mr. Hill said it fell. He was sad.",
    Person = { { text = "Erik Zelten" }, { text = "Hill" }, { text = "He", name = "Hill" } } },
  { "Erik Zelten’s talk pleased Tom Hill. He was sad.",
    Person = { { text = "Erik Zelten" }, { text = "Tom Hill" },
      { text = "He", name = "Erik Zelten" } } },
  { "They met aide Bob Price. On Monday, Price left. Price recently added more. Price is high.",
    Person = { { text = "Bob Price" }, { text = "Price", name = "Bob Price" },
      { text = "Price", name = "Bob Price" } } },
  { "Erik Zelten met aide Tom Hill. He was sad.",
    Person = { { text = "Erik Zelten" }, { text = "Tom Hill" },
      { text = "He", name = "Erik Zelten" } } },
  { "They left Oslo for the U.S. on a Danish ship.",
    Place = { { text = "Oslo", country = "NO" }, { text = "U.S.", name = "United States",
      country = "US", kind = "country" } } },
  { "They like Vietjet Air, ETA and the APC.",
    Organization = { { text = "Vietjet Air", kind = "company" }, { text = "ETA", kind = "armed" },
      { text = "APC", kind = "party" } } },
  { "They live in Queens Park now.", Place = { text = "Queens Park" }, Person = false },
  { "The Directors Guild met.", Organization = { text = "Directors Guild" } },
  { "They met the Grand Mufti Ahmad Zelten.",
    Person = { text = "Ahmad Zelten", role = "Grand Mufti" } },
  { "They met He Jiankui. Then he left.",
    Person = { { text = "He Jiankui" }, { text = "he", name = "He Jiankui" } } },
  { "They like Norway and Technology.", Place = 1 },
  { "They saw Tervo Makkonen (FIN) again.", Place = { text = "FIN", country = "FI" } },
  { "The Danish and the Norwegian left.", Place = false },
  { "Erik Zelten, a Danish chemist, left. Then the lead author, Dr. Angela Fjord, left.",
    Person = { { text = "Erik Zelten", role = "chemist", country = "DK" },
      { text = "Angela Fjord", role = "lead author" } } },
  { "The tournament director, Angela Fjord, left.",
    Person = { text = "Angela Fjord", role = "director" } },
  { "Erik Zelten, 44, a chemist, left.", Person = { text = "Erik Zelten", role = "chemist" } },
  { "Erik Zelten, a cold and a chemist were there.",
    Person = { text = "Erik Zelten", role = false } },
  { "Police held Qanit Zelten in March. In court Zelten denied it.",
    Person = { text = "Zelten", name = "Qanit Zelten" } },
}
