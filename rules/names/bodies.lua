-- rules/names/bodies.lua : what "the commission", "the company", "the rights group" stand for.
local mentions = use "names/mentions"
local who, roles = use "names/people", use "names/roles"
local squeeze, filled, leads = mentions.squeeze, who.filled, roles.leads
lang "en"

local body_noun = lexicon "body_noun" { file = "lexicons/bodynouns.hand.tsv" }

-- The Zelten campaign: a body named after its owner.
let "his_body" [[ (administration | campaign | camp) ]]
-- The commission; with its kind, the police department, the sheriff's office.
lexicon "body_front" { "UN", "U.N.", "EU", "Islamist", "Premier League", "Championship",
  "League One", "League Two", "Serie A", "La Liga", "Bundesliga", "Ligue 1", "Ivy League",
  "FTSE 100", "Fortune 500", "Silicon Valley" }
let "front" [[ (nation:@demonym | nation:[upper & @nation] | [cap]{1,2}? - based | @body_front)?
    (kind:([lower & pos=noun|adj] (-? [lower & pos=noun|adj])?) [/^['’]s?$/]?)?? ]]
local the_body = pattern [[
    ( the $front body:(@body_noun(later=y) | [cap & @body_noun(later=capital)])
    | ([first & /^The$/] | (?<= said | says | according to) the) $front body:@body_noun(later=said)
    | the $front body:@body_noun(later=said) (?= @name_clue(kind=speech)) )
    (?! [{Evidence}] | of | [lower & @body_noun])
  | the kind:[lower & pos=noun|adj] [/^['’]s?$/]? body:[lower & @body_noun(later=kind)]
    (?! [{Evidence}] | of)
  | (the [lower | upper] | [@nation & first]) [/^['’]s$/] (second -)?
    [/^(biggest|largest|top|leading|oldest|main|highest)$/] ([lower & pos=noun|adj]){0,2}?
    body:@body_noun(later=y|said) (?= @name_clue(kind=speech))
  | the body:$his_body (?= @name_clue(kind=speech)) | (?<= according to) the body:$his_body ]]

-- The Danish army, Denmark's health ministry, the US military; not the Danish army barracks.
lexicon "state_body" { "government", "military", "army", "navy", "air force", "armed forces",
  "parliament", "cabinet", "presidency", "foreign ministry", "defense ministry",
  "defence ministry", "finance ministry", "interior ministry", "health ministry",
  "central bank" }
local the_state = pattern [[
  (the nation:@demonym | (the nation:[upper & @nation] | land:@nation [/^['’]s$/]) (?= [lower]))
  body:(@state_body | [lower & pos=noun|adj] ministry | "supreme" "court" | "coast" "guard"
    | ("election" | "electoral") "commission")
  (?! - | [lower & pos=noun & !/s$|^(spokes|chief|official|source|statement|minister|head)/]) ]]

-- Unite, the union; the union Unite; the developer, Kestrel Homes; not "told the court Hill was".
local called = pattern [[
    (?<! (told | tell | tells | telling | asked) the) noun:[lower & @body_noun(later=y|said)]
      who:{Evidence}
  | who:{Evidence} noun:[lower & @body_noun(later=y|said)]
  | who:{Evidence} , (a | an | the | its) ([lower & pos=noun|adj|propn]){0,3}?
      noun:[lower & @body_noun(later=y|said)] (?= [/^[,.]$/] | that | which)
  | the noun:[lower & @body_noun(later=y|said)] , who:{Evidence} (?= ,) ]]

-- The first byte of the name of a body -> the noun that stands beside it.
local function nouns_beside(doc)
  local nouns = {}
  for m in doc:gmatch(called) do nouns[m.who.first] = m.noun.text end
  return nouns
end

-- Zelten Mutual, formerly Fjord Mutual; Fjord Mutual, now called Zelten Mutual: one body.
local renamed = pattern [[
    who:{Evidence} [/^[,(]$/]? (formerly | previously) (known as | called | named)? the?
      old:{Evidence}
  | old:{Evidence} [/^[,(]$/]? (now | since) (known as | called | named | renamed) the?
      who:{Evidence} ]]

-- The other names of bodies -> the name that each goes by.
local function names_of_old(doc)
  local names = {}
  for m in doc:gmatch(renamed) do names[m.old.text] = m.who.text end
  return names
end

-- Places where others write: after "his Facebook account", "the company" is hardly Facebook.
lexicon "channel" { file = "lexicons/channels.hand.tsv" }

local function is_where_told(o) return not o.leads and lexicons.channel:has(o.name) end

-- ---------------------------------------------------------------- who is told of
-- The text is about a body that is the subject of its sentence, or that says so: "It fell, the
-- commission said."
local function tells(doc, m)
  local verb = doc.text:match("^[ \xC2]\xA0?(%l+)%f[^%w]", m.last + 1)
  return verb and lexicons.tells:has(verb)
end

-- "It fell, according to the group", "“It fell,” said the group".
local TOLD_BY = regex "(?:\\b[Aa]ccording[ \\x{A0}]to|[\"”][ \\x{A0}]said)[ \\x{A0}]$"

local function told_by(doc, m)
  return TOLD_BY:match(doc.text:sub(math.max(1, m.first - 14), m.first - 1))
end

local function says_so(doc, m)
  local front = tells(doc, m) and doc.text:sub(math.max(1, m.first - 9), m.first - 1)
  return front and front:find "[,\"”][ \xC2]\xA0?[the \xC2\xA0]*$" ~= nil
end

-- Also keeps the leader from before this sentence: in "The firm sells oil to it, it said", "it" is
-- not the firm.
local function lead_on(state, o)
  if state.led ~= state.sentence then
    state.leader_before, state.led_before = state.leader, state.led
  end
  state.leader, state.led = o, state.sentence
end

-- "The union Unite said": the name leads if its noun begins the sentence.
local function leads_behind_noun(state, m)
  local noun = state.beside[m.first]
  return noun ~= nil and m.first - state.start == #noun + 5 -- "The" and two spaces
end

-- ---------------------------------------------------------------- what it may be called
-- What else a body may be called -> the word in its name: the school, the local authority.
local ALSO = { school = "university", institution = "university", authority = "council",
  force = "department", ["town hall"] = "council" }

-- "The court" is the Supreme Court, the Court of Zelten or the High Court for Zelten.
local JOINS = { of = true, ["for"] = true, on = true }

-- What the last word of a name also tells: Kent Police is "the force".
local OTHERWISE = { Police = "force", Constabulary = "force", Garda = "force",
  ["Gardaí"] = "force", Town = "club", City = "club", United = "club", Rovers = "club",
  Wanderers = "club", Athletic = "club", Albion = "club", FC = "club", AFC = "club" }

local function noun_of(know, name)
  local words = know.words[name]
  local at = #words
  for i = 2, #words - 1 do
    if JOINS[words[i]] then
      at = i - 1
      break
    end
  end
  if OTHERWISE[words[at]] then return OTHERWISE[words[at]] end
  local row = body_noun:get(words[at])
  return row and row.later ~= "" and words[at]:lower() or nil
end

-- "The fund" is the IMF, by its full name in the lexicons.
local function noun_of_body(know, o)
  local noun = noun_of(know, o.name)
  if noun or not o.row or o.name:find " " then return noun end
  for name in o.row.name:gmatch "[^|]+" do
    noun = noun or name:find " " and noun_of(know, name)
  end
  return noun
end

-- Central banks without Central Bank or Reserve Bank in their names.
lexicon "central_bank" { "Bangladesh Bank", "Bank Indonesia", "Bank Negara Malaysia",
  "Bank of Botswana", "Bank of Canada", "Bank of England", "BoE", "Bank of Finland",
  "Bank of France", "Bank of Ghana", "Bank of Greece", "Bank of Israel", "Bank of Italy",
  "Bank of Jamaica", "Bank of Japan", "BOJ", "Bank of Korea", "Bank of Mexico", "Banxico",
  "Bank of Mozambique", "Bank of Namibia", "Bank of Portugal", "Bank of Russia",
  "Bank of Sierra Leone", "Bank of Spain", "Bank of Tanzania", "Bank of Thailand",
  "Bank of Uganda", "Bank of Zambia", "Bundesbank", "ECB", "Fed", "Federal Reserve",
  "National Bank of Belgium", "National Bank of Ethiopia", "National Bank of Hungary",
  "National Bank of Kazakhstan", "National Bank of Poland", "National Bank of Romania",
  "National Bank of Rwanda", "National Bank of Serbia", "National Bank of Ukraine",
  "Nepal Rastra Bank", "Norges Bank", "PBOC", "People's Bank of China", "RBA", "RBI", "RBNZ",
  "Riksbank", "SARB", "State Bank of Pakistan", "State Bank of Vietnam", "Swiss National Bank",
  "Monetary Authority of Singapore" }

local function is_central_bank(name)
  return name:find "Central Bank" or name:find "Reserve Bank" or lexicons.central_bank:has(name)
end

local ARMED = { army = true, navy = true, ["air force"] = true, ["armed forces"] = true }

-- The Danish army; after it, "the army" and "the military" mean this one.
local function of_state(state, m)
  local nation, body = m.span.nation, m.span.body.text:lower()
  local name = nation and nation.text .. " " .. body or m.span.text
  local o = { name = squeeze(name), sentence = state.sentence, at = m.last,
    kind = "government", state = true, country = (nation or m.span.land).country }
  local known = state.states[o.country .. body]
  if known then o.name = known else state.states[o.country .. body] = o.name end
  o.leads = leads(state, m) or nil
  state.bodies[body], state.bodies[body:match "%l+$"] = o, o
  if ARMED[body] then state.bodies.military = o end
  return o
end

local NEAR, MOST = 3, 50 -- sentences, names

-- Later "the commission" is this one, by a word of its name or the noun beside it. One called so,
-- or that the text was about, is not replaced by another that is only named in passing.
local function remember(state, m, o)
  local noun = noun_of_body(state.know, o)
  local known = noun and state.bodies[noun]
  if noun and (not known or o.leads or not known.called
    and not (known.leads and o.sentence - known.sentence <= NEAR)) then
    state.bodies[noun] = o
  end
  if is_central_bank(o.name) then state.bodies["central bank"] = o end
  noun = state.beside[m.first]
  if noun then state.bodies[noun] = o end
  state.named[#state.named + 1] = o
end

local KINDS = { armed = true, company = true, government = true, institution = true,
  international = true, media = true, music = true, party = true, sport = true }

-- "the paper" is not CNN or Zelten Radio
local ON_AIR = regex "^\\p{Lu}{2,5}$|\\b(?:News|TV|Radio|Television|Broadcasting|Channel)\\b"

-- The kind from the lexicons, also for clubs; air: media that print nothing; known: only a word of
-- the name tells, as for a firm or court; other: nothing does.
local function kind_of(o)
  local kind = o.kind or o.why == "paper" and "media" or filled(o.row, "kind")
    or lexicons.party:has(o.name) and "party"
  if kind == "media" then return ON_AIR:match(o.name) and "air" or "media" end
  if not kind and (o.row and lexicons.club:has(o.name)
    or OTHERWISE[o.name:match "%S+$"] == "club") then return "sport" end
  if kind then return KINDS[kind] and kind or "sport" end
  local paper = lexicons.paper_word:get(o.name:match "%S+$")
  if paper and filled(paper, "sure") then return "media" end
  for word in o.name:gmatch "%a+" do
    local row = body_noun:get(word)
    local head = lexicons.name_head:get(word)
    if row and row.firm ~= "" or head and head.kind == "firm" then return "known" end
  end
  return "other"
end

local function is_firm(o)
  for word in o.name:gmatch "%a+" do
    local row = body_noun:get(word)
    if row and row.firm == "no" then return false end
  end
  local kind = filled(o.row, "kind")
  return kind == nil or kind == "company" or kind == "media"
end

-- "Zelten has bought Fjord Labs": "the company" is more likely Zelten, which begins the sentence.
local function leads_before(state)
  local o = state.organization
  return o and o.leads and o.sentence == state.sentence and is_firm(o)
    and filled(o.row, "kind") ~= "media"
end

-- "The group": the body of such a kind that the text was last about, else the only one nearby.
local function of_kind(state, kinds)
  kinds = "|" .. kinds .. "|"
  local function fits(o, led)
    local kind = kind_of(o)
    return state.sentence - o.sentence <= NEAR and (kinds:find("|" .. kind .. "|", 1, true)
      or led and kinds:find("|" .. kind .. "-led|", 1, true))
  end
  local leader, named, found = state.leader, state.named, nil
  if leader and fits(leader, true) then return leader end
  for i = #named, math.max(1, #named - MOST), -1 do
    local o = named[i]
    if state.sentence - o.sentence > NEAR then break end
    if fits(o) then
      if found and found.name ~= o.name then return nil end
      found = o
    end
  end
  return found
end

-- "The rights group" may be any group, "the rival group" is another one.
lexicon "body_field" { "advocacy", "aid", "animal rights", "anti-poverty", "banking", "budget",
  "campaign", "car", "centre-left", "centre-right", "centrist", "clothing", "conservation",
  "credit", "defence", "defense", "discount", "drug", "energy", "environmental", "far-right",
  "fashion", "fast food", "food", "gaming", "global health", "governing", "health",
  "human rights", "humanitarian", "insurance", "intelligence", "internet", "jihadist",
  "law enforcement", "left-wing", "lobby", "low-cost", "media", "militant", "mining",
  "monitoring", "music", "nationalist", "news", "oil", "online", "opposition", "pharmaceutical",
  "populist", "pressure", "privacy", "rebel", "research", "right-wing", "rights", "ruling",
  "search", "security", "shipping", "social", "social media", "software", "space", "spy",
  "streaming", "student", "supermarket", "teaching", "tech", "technology", "telecom", "telecoms",
  "television", "trade", "TV", "watchdog", "wildlife", "world" }

-- "An investor group has bought it", "the trade group for insurers": since o was named, the
-- text has mentioned one without a name; but not "Oxfam, a charity" or "Oxfam is a charity".
local FAR = 1200 -- bytes
local IS_ONE = regex "(?:,|\\b(?:is|was|as|became))[ \\x{A0}]$"

local function is_another(doc, o, noun, m)
  local gap = doc.text:sub(math.max(o.at + 1, m.first - FAR), m.first - 1)
  if not gap:find(noun, 1, true) then return false end
  local words = "[%l -]-%f[%a]" .. noun .. "%f[%A]"
  local at = gap:find("%f[%a][Aa]n?o?t?h?e?r? " .. words)
  return at and not IS_ONE:match(gap:sub(1, at - 1))
    or gap:find("%f[%a][Tt]he " .. words .. " for ") ~= nil
end

local LONG = 8 -- sentences

-- "The Danish firm": the last one nearby that is Danish, or else the only one that may be.
local function firm_of(state, code)
  local named, maybe = state.named, nil
  for i = #named, math.max(1, #named - MOST), -1 do
    local o = named[i]
    if state.sentence - o.sentence > NEAR then break end
    local country = is_firm(o) and (o.country or filled(o.row, "country") or "")
    if country == code then return o end
    if country == "" then maybe = (not maybe or maybe.name == o.name) and o end
  end
  return maybe or nil
end

local RANK = { top = true, high = true, ["local"] = true }

-- Which body "the noun" stands for: the last one called so; "the police department", one with both
-- words in its name; "the company", any firm nearby; "the group" that speaks, a body of its kind.
local function by_noun(doc, state, m)
  local span = m.span
  local noun, kind = span.body.text:lower(), span.kind
  if not state.bodies[noun] and ALSO[noun] and (leads(state, m) or tells(doc, m)) then
    noun = ALSO[noun]
  end
  if noun == "bank" and kind and kind.text == "central" then noun, kind = "central bank", nil end
  if kind and RANK[kind.text] then kind = nil end
  local o, row = state.bodies[noun], body_noun:get(noun)
  if o and o.state and span.body.text:find "^%u" then return nil end -- "the Navy" is a name
  if o and kind and not (" " .. o.name:lower()):find(" " .. kind.text, 1, true) then o = nil end
  local plain = not kind or lexicons.body_field:has(kind.text)
  if not o and plain and row and row.firm == "y" then
    if span.nation then o = firm_of(state, span.nation.country)
    else o = state.organization end
    if o and not is_firm(o) and tells(doc, m) then o = of_kind(state, "company|known") end
    if o and (state.sentence - o.sentence > NEAR or not is_firm(o)) then o = nil end
  elseif not o and plain and row and row.kinds ~= ""
    and (leads(state, m) or tells(doc, m) or told_by(doc, m)) then
    o = of_kind(state, row.kinds)
  end
  if o and row and (o.state or row.kinds ~= "") and (is_another(doc, o, noun, m)
    or state.sentence - o.sentence > (o.state and NEAR or LONG) and not (o.called or o.leads)) then
    return nil
  end
  local country = span.nation and o and (o.country or filled(o.row, "country"))
  if span.nation and o and country ~= span.nation.country and (country or o ~= state.leader) then
    return nil
  end
  return o
end

return { the_body = the_body, the_state = the_state, of_state = of_state,
  nouns_beside = nouns_beside, names_of_old = names_of_old, is_where_told = is_where_told,
  says_so = says_so, lead_on = lead_on, remember = remember, leads_before = leads_before,
  leads_behind_noun = leads_behind_noun, by_noun = by_noun }
