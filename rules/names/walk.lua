-- rules/names/walk.lua : a walk through the text in order: the names, and what stands for
-- them later: he, the mayor, the Danish army, the company.
local who, firms = use "names/people", use "names/firms"
local placing, pronouns, roles = use "names/places", use "names/pronouns", use "names/roles"
local bodies = use "names/bodies"
local leads, says_so, lead_on = roles.leads, bodies.says_so, bodies.lead_on
local row_of, filled, bearer = who.row_of, who.filled, who.bearer
local seen, modifies, antecedent = pronouns.seen, pronouns.modifies, pronouns.antecedent
local looks_ahead, next_sentence = pronouns.looks_ahead, pronouns.next_sentence
local NEAR = pronouns.NEAR
lang "en"

local pronoun = pattern [[ @name_clue(kind=pronoun) ]]
lexicon "rank_alone" { "general", "marshal", "baroness", "duke", "duchess", "emir", "sheikh",
  "provost" }
-- the Leeds-born golfer, the 44-year-old actor, the Oscar-winning star, the two-term senator
lexicon "trait" { "based", "born", "bred", "nominated", "selling", "term", "time", "topping",
  "trained", "winning" }
let "trait" [[ ([(alpha | num) & !/^former$/]{1,2} - @trait | age:[num] - year - old) ]]
let "epithet" [[ (real estate | $trait | @epithet) ]]
-- the Tesla chief executive, the Leeds West MP
let "of_what" [[ [cap & !first & !@demonym & !@title & !@title_mod & !@party & !@epithet &
  !{Evidence type=Person}]{1,4} ]]
local the_role = pattern [[ the (once:former (?= [cap] | . -))? $epithet{0,2}
  (nation:@demonym | place:{Evidence type=Place} (?! [cap]) | what:($of_what))?
  $epithet{0,2}
  ( role:( @title_mod{0,3} (@role_word | @star | @likewise_called) )
      (?! [{Evidence}] | @role_word)
  | role:([/^(father|mother|dad|mum|mom)$/] - of - [alpha])
  | role:[lower & @rank_alone] (?! - | [lower & pos=noun|adj])
  | office:[upper & alpha & len=2] (?! - | [cap]) ) ]]
local the_aged = pattern [[ the age:[/^\d{1,3}$/] - year - old
  (@demonym | from [cap & !@never_name]{1,2})? (?! - | [pos=noun & lower]) ]]
local of_age = pattern [[ who:{Evidence} , age:[/^\d{1,3}\.?$/] (?= $ | [/^[,.)]$/] | and | who)
  | age:[/^\d{1,3}$/] - year - old who:{Evidence} ]]
local the_partisan = pattern [[ the place:{Evidence type=Place}?
  party:[/^(Republican|Democrat|Tory|Conservative)$/]
  (?! [cap] | [lower & pos=noun|adj] | - | $s)
  | ([first & /^The$/] | (?<= [quote]) the) nation:@demonym
      (?= @name_clue(kind=speech)) ]]
local of_party = pattern [[ who:{Evidence} (, | "(") party:[/^[RD]$/] - [cap]
  | who:{Evidence} , a party:@party | party:@party who:{Evidence} ]]

-- the Zelten campaign, Mr. Zelten's presidential campaign: a body named after its owner.
local the_persons = pattern [[ the? {Evidence} [/^['’]s?$/]? ([lower & pos=adj]){0,2}?
  body:$his_body (?! - | [pos=noun & lower & !/^(spokes|chair|manag|aide|offic)/]) ]]

local HIS_CAMPAIGN = pattern [[ ^ body:((his | her) campaign) (?! - | [pos=noun & lower]) ]]

lexicon "writing" { "report", "reports", "statement", "letter", "study", "survey", "poll",
  "research", "review", "post", "tweet", "message", "email", "memo", "document", "dossier", "paper",
  "article", "notice", "bill", "law", "ruling", "order", "lawsuit", "suit", "complaint", "plan",
  "advert", "leaflet", "text", "sign", "website", "decision", "judgment", "verdict", "inquest" }
-- "In a post, Zelten Labs said so. It added …": "it" is the firm, not the post.
local of_writing = pattern [[ in (a | an | its | the) ([lower & pos=noun|adj]){0,2}? aside:@writing
  | [lower & @writing] ]]
local it_tells = pattern [[ (it:[first & /^It$/] | (?<= [/^,$/] | [quote]) it:[/^it$/])
  (has | had)? (also | later | then | now)? @tells ]]

-- ---------------------------------------------------------------- later mentions

-- The person whom the initials of an office mean: the DP for Deputy President Zelten; of
-- several the one mentioned last. Nil if a body is known by these letters.
local function by_letters(state, m)
  local letters, found = m.span.office.text, nil
  local know = state.know
  if know.org_known[letters] or know.org_listed[letters] or state.short[letters] then return end
  for _, p in ipairs(state.people) do
    if p.role and not p.letters then p.letters = p.role.text:gsub("(%a)%a*[^%a]*", "%1"):upper() end
    if p.letters == letters and p.at <= m.first and (not found or p.last > found.last) then
      found = p
    end
  end
  state.office_at = found and m.last
  return found
end

-- "A man in a red hat waved", "My aunt was there": people without names; kin are in a
-- lexicon of their own.
lexicon "stranger" { man = "m", boy = "m", dad = "m", gentleman = "m", guy = "m", woman = "f",
  girl = "f", mum = "f", mom = "f", lady = "f",
  voter = "", resident = "", neighbor = "", neighbour = "", witness = "", customer = "",
  student = "", pupil = "", teacher = "", nurse = "", driver = "", patient = "", passenger = "",
  protester = "", supporter = "", colleague = "", friend = "", tourist = "", worker = "",
  farmer = "", victim = "", teenager = "", caller = "", fan = "", employee = "", shopper = "",
  soldier = "", cousin = "", visitor = "", parent = "", survivor = "", veteran = "",
  bystander = "", onlooker = "", commuter = "", demonstrator = "", activist = "" }
let "somebody" [[ (@stranger | @name_clue(kind=kinsman|kinswoman)) ]]
local a_stranger = pattern [[ [first & /^(A|An|One|Another|My|Our|His|Her|Their)$/]
    ([alpha & !@stranger & !@name_clue(kind=kinsman|kinswoman)]){0,3} noun:$somebody
    (?! ,? [cap] | - | $s | [pos=noun] | named | called | identified | known)
  | [first & /^(A|An|One|Another)$/] ([alpha & !@role_word & !@occupation]){0,3}
    noun:[lower & (@role_word | @occupation)]
    ((for | of | to | from | at | with) [!punct]{1,6}?)? (?= said | says | told)
  | [/^([Tt]he|one)$/] [lower & pos=adj|noun]{0,2}
    noun:[/^(official|source|aide|adviser|operative|strategist|insider)$/] (?= said | says | told)
  | [/^([Hh]is|[Hh]er|[Tt]heir|['’]s)$/] noun:[/^spokes(wo)?man$/] (?= said | says | told)
  | (said | says | added) (the | a | an | one | another | my | his | her | their)
    ([lower & pos=adj|noun] | -){0,4}?
    noun:[lower & (@stranger | @name_clue(kind=kinsman|kinswoman) | @occupation)]
    (?= [/^[.,;]$/] | who | in | at | from | for) ]]

local LATER = { { "pronoun", pronoun }, { "stranger", a_stranger }, { "role", the_role },
  { "state", bodies.the_state }, { "body", bodies.the_body }, { "aged", the_aged },
  { "persons", the_persons }, { "partisan", the_partisan }, { "it", it_tells } }

-- What may stand for a name, sorted by first byte, then the longer first, then by kind.
-- One number per mention is the sort key for all of that.
local function later_mentions(doc)
  local all, found = {}, {}
  for rank, later in ipairs(LATER) do
    for m in doc:gmatch(later[2]) do
      local first, last = m.first, m.last
      local place = (first << 24) - (last - first) << 4 | rank - 1
      all[#all + 1] = place
      found[place] = { kind = later[1], span = m, first = first, last = last, -- and room for:
        owner = nil, told = nil, says = nil, oblique = nil, person = nil, sentence = nil }
    end
  end
  table.sort(all)
  for i = 1, #all do all[i] = found[all[i]] end
  return all
end

-- Names and what may stand for them, in the order of the text, but nothing inside a name
-- (the He of He Jiankui).
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

-- "Zelten consultant Ola Fjord", "Zelten's former aide Ola Fjord" are about Fjord.
local BEFORE_ROLE = pattern [[ ^ [/^['’]s?$/]? [pos=adj|noun & lower]{0,2} $ ]]

local function stands_aside(doc, m, following)
  local role = following and following.type == "Person" and following.bears
  if not role or role.first <= m.last + 1 or role.last >= following.first then return false end
  local gap = doc:span(m.last + 1, role.first - 1)
  return not gap.text:find "%w" or doc:match(BEFORE_ROLE, gap) ~= nil
end

-- The attributes of a person. The table is made once, as only role and mention change;
-- doc:add copies it.
local function person_attributes(p, mention, role)
  local made = p.attributes
  if not made then
    made = { name = p.name, surname = p.surname, given = p.given, country = p.country,
      affiliation = p.affiliation, entity = p.entity, role = nil, mention = nil }
    p.attributes = made
  end
  made.role, made.mention = role or p.role, mention
  return made
end

-- The bylines; he and she never stand for the author of a story.
local function bylines_of(doc)
  local list = { at = 1 }
  for zone in doc:each "Zone" do
    if zone.kind == "byline" then list[#list + 1] = zone end
  end
  return list
end

-- Is the name in a byline? Has to be called in the order of the text.
local function in_byline(state, m)
  local list = state.bylines
  while list[list.at] and list[list.at].last < m.first do list.at = list.at + 1 end
  local zone = list[list.at]
  return zone ~= nil and zone.first <= m.first and m.last <= zone.last
end

-- Nor do they stand for who took a picture: "Tom Fjord/AFP", "AP Photo/Tom Fjord", "Tom
-- Fjord via Reuters".
local SLASH, SMALL_V = ("/v"):byte(1, 2)

local function is_credited(doc, m)
  local before = m.first > 1 and doc.text:byte(m.first - 1)
  local behind, letter = doc.text:byte(m.last + 1, m.last + 2)
  return before == SLASH or behind == SLASH
    or letter == SMALL_V and doc.text:find("^ via %u", m.last + 1) ~= nil
end

local add = {}

-- Notes the age and the party that stand beside a name. state.partisans: the party -> its
-- only member in the text, or false when there are several.
local function note_told(state, p, first)
  local age = state.ages[first]
  if age then state.aged[age], p.age = p, age end
  p.party = p.party or state.parties[first]
  if not p.party then return end
  local one = state.partisans[p.party]
  state.partisans[p.party] = (one == nil or one == p) and p
end

-- The country of a body that many countries have, or false when it is not known; `likely`
-- is that of the lexicon.
local function home_of(state, likely)
  local home = state.homes[likely]
  if home == nil then
    home = placing.home(state, likely) or false
    state.homes[likely] = home
  end
  return home
end

function add.Person(doc, state, m)
  if state.office_at == m.last then return end
  local mention = "name"
  if m.person then
    m.person.named = m.first
    local whole = state.people.parts[m.text]
    if whole and whole.text:sub(-#m.text) == m.text then mention = "surname" end
  else
    who.tell_apart(doc, state.people, m)
    m.person, mention = bearer(state.know, state.people, m)
  end
  m.person.count = m.person.count + 1
  if m.person.of_many then
    m.person.country = m.person.country or home_of(state, m.person.of_many) or nil
  end
  roles.note(state, m.person)
  note_told(state, m.person, m.first)
  m.aside = stands_aside(doc, m, state.all[state.at + 1]) or modifies(doc, m) or nil
  if not in_byline(state, m) and not is_credited(doc, m) then
    seen(doc, state.spoken, m.person, m)
  end
  if m.person.name == m.text then mention = "name" end
  doc:add("Person", m, person_attributes(m.person, mention, m.bears))
end

-- The row of a body in the lexicons, or nil or false; but not the row that the letters
-- have as the short form of another body.
local function row_of_body(state, m, name)
  local know = state.know
  local own = name:find " " and (know.org_known[name] or know.org_listed[name])
  local row = own or row_of(know, state.facts, m)
  return (own or name == m.text or row and not row.name:find " ") and row
end

-- The name of more than one word with these initials, or false if the text has several;
-- names are entered once, when first asked for.
local function named_by(state, letters)
  local named, with = state.named, state.with_initials
  for i = state.entered + 1, #named do
    local name = named[i].name
    if name:find(" ", 1, true) then
      local own = name:gsub("%U", "")
      local other = with[own]
      if other == nil then with[own] = name
      elseif other ~= name then with[own] = false end
    end
  end
  state.entered = #named
  return with[letters]
end

-- The full name for initials: the DA for the Democratic Alliance, the BoE for the Bank of
-- England, if the text has just one such name and the lexicons do not have the letters
-- for another body; or nil.
local function by_initials(state, m)
  local text, know = m.text, state.know
  if #text > 6 or not text:find "^%u%a*%u$" then return nil end
  local row = know.org_known[text] or know.org_listed[text]
  if row and row.name:find " " then return nil end
  local found = named_by(state, (text:gsub("%l", ""))) or nil
  state.short[text] = found
  return found
end

-- The attributes of a mention of a body, its own or else those of its row.
local function body_attributes(o, mention)
  return { name = o.name, kind = o.kind or filled(o.row, "kind"),
    country = o.country or filled(o.row, "country"), entity = "organization:" .. o.name,
    mention = mention }
end

-- "The GOP candidate", "the Labour voters": the sentence is not about the party.
local OF_PARTY = regex("^[ \\x{A0}](?:candidate|contender|convention|debate|donor|front-?runner"
  .. "|hopeful|nominee|nomination|primary|primaries|rival|strategist|supporter|voter)s?\\b")

function add.Organization(doc, state, m)
  if state.office_at == m.last then return end
  local name = firms.full_name(state.firms,
    m.short_for or state.short[m.text] or by_initials(state, m) or m.text, m.first)
  if m.short_for then state.short[m.text] = m.short_for end
  local row = row_of_body(state, m, name)
  local o = { name = name, sentence = state.sentence, row = row, at = m.last, why = m.why,
    leads = leads(state, m) or bodies.leads_behind_noun(state, m) }
  local many = row and lexicons.body_of_many:get(name)
  if many then
    o.country = home_of(state, row.country) or nil
    if o.country ~= row.country then -- the Senate of Nigeria
      o.kind = o.country and many.party_in == o.country and "party" or "government"
      o.row = nil
    end
  end
  if m.last <= state.body_to then -- the UN of "the UN agency"
    doc:add("Organization", m, body_attributes(o, "name"))
    return
  end
  -- After "according to Zelten Labs", "the company" is not Zelten Labs, but "it" may be.
  local front = doc:spaced(m.first - 20, m.first - 1)
  local source = front:find "ccording +to +$" or front:find "ccording +to +the +$"
  if o.leads and OF_PARTY:match(doc:spaced(m.last + 1, m.last + 16)) then o.leads = false end
  if o.leads or source or says_so(doc, m) then lead_on(state, o) end
  if not bodies.is_where_told(o) then
    if not source and not bodies.leads_before(state) then state.organization = o end
    bodies.remember(state, m, o)
  end
  doc:add("Organization", m, body_attributes(o, "name"))
end

function add.Place(doc, state, m) doc:add("Place", m, placing.attributes(doc, state, m)) end

-- The person whom the sentence names after the pronoun: after he left, Zelten sang.
local function named_ahead(doc, state, m)
  if not looks_ahead(doc, state.spoken, m, state.start) then return end
  local all, at = state.all, state.at + 1
  while all[at] and all[at].kind == "pronoun" do at = at + 1 end
  local name = all[at]
  return name and name.type == "Person" and name.first < state.stop
    and pronouns.stands_ahead(doc, m, name)
    and (name.person or bearer(state.know, state.people, name)) or nil
end

function add.stranger(_, state, m)
  local noun = m.span.noun.text
  local gender = who.kin_gender(noun) or filled(lexicons.stranger:get(noun), "value")
    or noun:find "woman$" and "f" or noun:find "man$" and "m" or nil
  pronouns.meet(state.spoken, gender)
end

-- Adds the Zelten campaign; "the campaign" means this one from here on.
local function add_his_body(doc, state, p, body, span)
  local o = { name = p.surname .. " " .. body, sentence = state.sentence, at = span.last }
  state.bodies[body] = o
  doc:add("Organization", span, { name = o.name, entity = "organization:" .. o.name,
    kind = body == "administration" and "government" or nil, mention = "role" })
end

function add.pronoun(doc, state, m)
  local p = antecedent(doc, state.spoken, m, named_ahead(doc, state, m))
  if not p or p.stranger then return end
  seen(doc, state.spoken, p, m)
  doc:add("Person", m.span, person_attributes(p, "pronoun"))
  local campaign = m.owner and doc.text:find("^[ \xC2]\xA0?campaign%W", m.last + 1)
    and doc:match(HIS_CAMPAIGN, doc:span(m.first, m.span.sentence.last))
  if campaign then add_his_body(doc, state, p, "campaign", campaign.body) end
end

function add.role(doc, state, m)
  local office, age = m.span.office, m.span.age and m.span.age.text
  local p
  if office then p = by_letters(state, m)
  else p = age and state.aged[age] or roles.by_role(doc, state, m) end
  if not p or age and p.age and p.age ~= age then return end
  seen(doc, state.spoken, p, m)
  doc:add("Person", m.span, person_attributes(p, "role", office or m.span.role))
end

-- Adds "the 45-year-old", "the Republican", if the text has told of such a person so far.
local function add_told(doc, state, m, p)
  if not p then return end
  seen(doc, state.spoken, p, m)
  doc:add("Person", m.span, person_attributes(p, "role"))
end

function add.aged(doc, state, m)
  local p = state.aged[m.span.age.text] or roles.by_focus(doc, state, m)
  if p and (not p.age or p.age == m.span.age.text) then add_told(doc, state, m, p) end
end

-- Somebody in an elected office, without a party in the text, may be "the Republican".
local ELECTED = regex
  "\\b(?:senator|congressman|governor|mayor|candidate|nominee|representative|president)\\b"

local function elected(doc, state, m)
  local p = roles.by_focus(doc, state, m)
  return p and not p.party and p.role_head and ELECTED:match(p.role_head) and p or nil
end

-- "The German": the only person whom the text has just told of, unless from another
-- country.
local function national(doc, state, m, country)
  local p = roles.by_focus(doc, state, m)
  if not p or p.country and p.country ~= country and not p.of_body then return nil end
  p.country = p.country or country
  return p
end

function add.partisan(doc, state, m)
  local nation = m.span.nation
  if nation then return add_told(doc, state, m, national(doc, state, m, nation.country)) end
  local party, place = lexicons.party:get(m.span.party.text).party, m.span.place
  local p = state.partisans[party]
  if not p and place then p = roles.by_home(state, place, party)
  elseif p == nil then p = elected(doc, state, m) end
  add_told(doc, state, m, p)
end

function add.state(doc, state, m)
  local o = bodies.of_state(state, m)
  state.body_to = m.last
  if leads(state, m) or says_so(doc, m) then lead_on(state, o) end
  doc:add("Organization", m, body_attributes(o, "role"))
end

function add.persons(doc, state, m)
  local name = state.all[state.at + 1]
  if not name or name.type ~= "Person" or name.last > m.span.body.first then return end
  local p = name.person or bearer(state.know, state.people, name)
  add_his_body(doc, state, p, m.span.body.text, m.span)
end

-- "The carrier, Zelten Air, said": the name follows.
local IS_NAMED = regex "^,[ \\x{A0}]\\p{Lu}[^,.;:]*,"

function add.body(doc, state, m)
  if state.body_to == m.last then return end -- the Danish army
  local o = not IS_NAMED:match(doc.text:sub(m.last + 1, m.last + 60))
    and bodies.by_noun(doc, state, m)
  if not o then return end
  o.called, o.sentence, o.at = true, state.sentence, m.last
  state.office_at, state.body_to = m.last, m.last -- "the Bank" is no Mr Bank
  if leads(state, m) or says_so(doc, m) then lead_on(state, o) end
  doc:add("Organization", m, body_attributes(o, "role"))
end

local function tells_of_writing(doc, span)
  for m in doc:gmatch(of_writing, span) do
    if not m.aside then return true end
  end
end

-- "Zelten Labs cut jobs. It said …": the body that the text has just told of, unless a
-- report or the like may be what says so.
function add.it(doc, state, m)
  local o, led = state.leader, state.led
  if led == state.sentence and not leads(state, m) then
    o, led = state.leader_before, state.led_before
  end
  if o and (state.sentence - led > 2
    or tells_of_writing(doc, doc:span(state.before, m.first))) then o = nil end
  lead_on(state, o)
  if o then doc:add("Organization", m.span.it, body_attributes(o, "pronoun")) end
end

-- The first byte of a name -> the age that stands beside it.
local function ages_of(doc)
  local ages = {}
  for m in doc:gmatch(of_age) do ages[m.who.first] = m.age.text:match "%d+" end
  return ages
end

local BY_LETTER = { R = "Republican", D = "Democratic" }

-- The first byte of a name -> the party that stands beside it.
local function parties_of(doc)
  local parties = {}
  for m in doc:gmatch(of_party) do
    local word = m.party.text
    parties[m.who.first] = BY_LETTER[word] or filled(lexicons.party:get(word), "party")
  end
  return parties
end

-- The person of a mention that follows a quotation.
local function person_of(doc, state, m)
  if m.kind == "pronoun" then return antecedent(doc, state.spoken, m) end
  return m.type == "Person" and (m.person or bearer(state.know, state.people, m)) or nil
end

-- “Zelten is wrong,” he said: "he" is not Zelten. Returns the people whom the quotation
-- names by one word; a full name may be that of the speaker.
local function told_of(doc, state, from, to)
  local told
  for i = from, to do
    local m = state.all[i]
    if m.type == "Person" and not m.text:find " " then
      told = told or {}
      told[person_of(doc, state, m)] = true
    end
  end
  return told
end

-- The speaker of the quotation that holds the mention all[at].
local function voice_of(doc, state, quote, at)
  local all, from, last = state.all, at, quote.last
  while all[at] and all[at].first <= last do at = at + 1 end
  local m = all[at]
  if not m or not pronouns.speaks_behind(doc, quote, m) then
    return pronouns.voice(doc, state.spoken, quote)
  end
  if m.kind == "pronoun" then m.told = told_of(doc, state, from, at - 1) end
  return person_of(doc, state, m) or pronouns.voice(doc, state.spoken, quote)
end

-- Adds the names of the list at `places`, and what stands for them later. starts: the
-- first bytes of the sentences; state: people (from who.of), know and facts (what the
-- lexicons and the text say), to which this adds what it has read so far.
local function walk(doc, list, places, starts, state)
  local all, spoken = in_order(doc, list, places), pronouns.frames()
  state.all, state.spoken, state.bodies, state.body_to = all, spoken, {}, 0
  state.short = bodies.names_of_old(doc)
  state.known, state.homes, state.states = {}, {}, {}
  state.beside, state.bylines, state.named = bodies.nouns_beside(doc), bylines_of(doc), {}
  state.entered, state.with_initials = 0, {} -- how many of state.named are in the latter
  state.ages, state.parties, state.aged, state.partisans = ages_of(doc), parties_of(doc), {}, {}
  state.firms, state.spelled = firms.of(state.know, list, places), placing.spelled(list, places)
  state.held = {} -- towns -> their country, as the state behind them told it
  local following, sentence = starts[1], 0
  state.sentence, state.before, state.start = 0, 1, 1
  state.stop = following or #doc.text + 1
  local each, quoted_to, open = doc:each "Quoted", 0, false
  local quote = each()
  local quoted_from = quote and quote.first
  for i = 1, #all do
    local m = all[i]
    local first = m.first
    if following and following <= first then
      repeat
        sentence = sentence + 1
        following = starts[sentence + 1]
      until not following or following > first
      next_sentence(spoken, sentence)
      state.sentence, state.before = sentence, starts[sentence - 1] or 1
      state.start, state.stop = starts[sentence], following or #doc.text + 1
    end
    while quote and quoted_from <= first do
      local last = quote.last
      local goes_on = open and quoted_from - quoted_to <= 3 -- “One goes on. “Two ends.”
      if quoted_from > quoted_to and not goes_on and first - last <= NEAR then
        spoken.quoted = false
        spoken.voice = voice_of(doc, state, quote, i)
      end
      open = quote.open
      quoted_to, quote = math.max(quoted_to, last), each()
      quoted_from = quote and quote.first
    end
    state.at = i
    spoken.quoted = first <= quoted_to
    add[m.kind or m.type](doc, state, m)
  end
end

return walk
