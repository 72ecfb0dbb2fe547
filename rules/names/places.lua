-- rules/names/places.lua : the name of a place, its country and its kind, from the
-- lexicons and from the place that follows it: "Salisbury, N.C.".
local who = use "names/people"
local row_of, filled = who.row_of, who.filled
lang "en"

lexicon "namesake" { file = "lexicons/namesakes.hand.tsv", key = "name", exact = true }

-- A place in capitals -> the same place as the text spells it in small letters.
local function spelled(list, places)
  local by = {}
  for k = 1, #places do
    local m = list[places[k]]
    if m.type == "Place" and m.text:find "%l" then
      local capitals = m.text:upper()
      by[capitals] = by[capitals] or m.text
    end
  end
  return by
end

-- CLEVELAND of a dateline or a headline is Cleveland; NSW stays.
local function in_small_letters(state, text)
  if text:find "[%l\x80-\xFF]" or not text:find "%u%u%u%u" then return text end
  return state.spelled[text] or text:gsub("(%u)(%u+)", function(first, rest)
    return first .. rest:lower()
  end)
end

local OF_STATE = regex("\\G[ \\x{A0}](?:Gov|Governor|Lt|Sen|Senator|Rep|Republicans?|Democrats?"
  .. "|Attorney General|Secretary of State)\\b")
local TOWNS = { "(%u%l+ %u%l+),[ \xC2]\xA0?$", "(%u%l+),[ \xC2]\xA0?$" }

-- Does the text mean the state and not the country: "Macon, Georgia", "Georgia Gov.
-- Hill"?
local function means_state(doc, know, name, country)
  local first, last = doc.text:find(name, 1, true)
  while first do
    if OF_STATE:match(doc.text, last + 1) then return true end
    local before = doc.text:sub(math.max(1, first - 40), first - 1)
    for _, form in ipairs(TOWNS) do
      local town = before:match(form)
      local row = town and (know.place_known[town] or know.gazetteer[town])
      if row and row.country == country then return true end
    end
    first, last = doc.text:find(name, last + 1, true)
  end
  return false
end

-- Names of countries that mean states in this text -> the rows of these: Georgia, Niger.
local function states(doc, know, list, places)
  local rows = {}
  for k = 1, #places do
    local name = list[places[k]].text
    local row = know.any_nation[name] and rows[name] == nil and know.place_known[name .. " state"]
    if row and means_state(doc, know, name, row.country) then rows[name] = row end
  end
  return rows
end

-- The row of a mention, nil for a place that no lexicon has.
local function row_for(state, m)
  local code = m.why == "state code" and lexicons.state_code:get(m.text)
  return code and state.know.place_known[code.place] or row_of(state.know, state.facts, m) or nil
end

local FURTHER = regex("\\G(?:,?\\p{Zs}and|,)\\p{Zs}\\p{Lu}")

-- Is the place one of a list, "London, France and Spain", and not in the one that
-- follows? A country lies in no other place, and a state only in one given by its code,
-- "New York, N.Y.".
local function is_of_list(doc, state, m, row, following, held)
  if state.know.any_nation[m.text] then return true end
  if not row then return false end
  if row.kind == "state" then
    return following.why ~= "state code" and not following.text:find "%.$"
  end
  return held.adjective and filled(row, "country") and row.country ~= held.country
    and FURTHER:match(doc.text, following.last + 1) ~= nil
end

-- The row of the state or country that follows a town.
local function holder(doc, state, m, own)
  local following = state.all[state.at + 1]
  if not following or following.type ~= "Place"
    or not doc.text:find("^,[ \n\xC2]\xA0?%u", m.last + 1) or following.first - m.last > 4 then
    return nil
  end
  local row = row_for(state, following)
  if not row or not row.adjective and row.kind ~= "state" then return nil end
  return not is_of_list(doc, state, m, own, following, row) and row or nil
end

-- The name of a place (for "N.C.", NC and NORWAY too), and the text that tells places
-- apart.
local function name_of(state, m, row)
  if row and row.adjective and state.know.any_nation[m.text] then
    return row.name:match "^[^|]+", row.name, "country"
  end
  if row and row.kind == "state" and (m.text:find "%.$" or not m.text:find "%l"
    or state.know.any_nation[m.text]) then
    local name = row.name:match "^[^|]+"
    return name:gsub(" [Ss]tate$", ""), name
  end
  local text = m.short_for or state.short[m.text] or in_small_letters(state, m.text)
  return text, text
end

-- The number of mentions of places in each country, without names that have namesakes.
local function count_countries(state)
  local counts = {}
  for _, m in ipairs(state.all) do
    local row = m.type == "Place"
      and not lexicons.namesake:has(in_small_letters(state, m.text)) and row_for(state, m)
    local country = row and filled(row, "country")
    if country then counts[country] = (counts[country] or 0) + 1 end
  end
  return counts
end

-- The country of a town that the lexicons take for its namesake: if the text has no place
-- in the namesake's country, the country that it has most places of; San Jose, beside
-- Ohio and Florida.
local function of_namesakes(state, text, country)
  if not lexicons.namesake:has(text) then return nil end
  state.countries = state.countries or count_countries(state)
  if state.countries[country] then return nil end
  local found, most = nil, 0
  for _, other in ipairs(lexicons.namesake:all(text)) do
    local count = state.countries[other.country] or 0
    if count > most then found, most = other.country, count end
  end
  return found
end

-- The attributes of a place where it is named.
local function attributes(doc, state, m)
  local row = row_for(state, m)
  local name, entity, kind = name_of(state, m, row)
  if m.short_for then state.short[m.text] = m.short_for end
  local held = holder(doc, state, m, row)
  if held or m.why == "dateline" and filled(row, "kind") == "state" then
    state.held[entity] = { country = (held or row).country, kind = "city" }
  end
  local town = state.held[entity]
  local country = town == nil and row and of_namesakes(state, name, filled(row, "country"))
  if country then
    town = { country = country, kind = "city" }
    state.held[entity] = town
  elseif town == nil then
    state.held[entity] = false
  end
  return { name = name, entity = "place:" .. entity, mention = "name",
    country = filled(town or row, "country") or m.country ~= "" and m.country or nil,
    kind = kind or filled(row, "kind") == "state" and town and town.kind or filled(row, "kind") }
end

-- The one country that the places of a text are in, or nil; `likely` if a place is in it,
-- or if fewer than two places have a country.
local function home(state, likely)
  local found, count = nil, 0
  for _, m in ipairs(state.all) do
    local row = m.type == "Place" and row_for(state, m)
    local country = row and filled(row, "country")
    if country == likely then return likely end
    if country then
      count = count + 1
      if found == nil then found = country elseif found ~= country then found = false end
    end
  end
  return count < 2 and likely or found or nil
end

return { home = home, spelled = spelled, states = states, attributes = attributes }
