-- rules/names/places.lua : the name of a place, its country and its kind, from the lexicons and
-- from the place behind it: "Salisbury, N.C.".
local who = use "names/people"
local row_of, filled = who.row_of, who.filled
lang "en"

-- Places as the text spells them in small letters -> by those in capitals.
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

-- CLEVELAND is Cleveland, of a dateline or a headline; not NSW.
local function in_small_letters(state, text)
  if text:find "[%l\x80-\xFF]" or not text:find "%u%u%u%u" then return text end
  return state.spelled[text] or text:gsub("(%u)(%u+)", function(first, rest)
    return first .. rest:lower()
  end)
end

-- The row of a mention, nil for a place that no lexicon has.
local function row_for(state, m)
  local code = m.why == "state code" and lexicons.state_code:get(m.text)
  return code and state.know.place_known[code.place] or row_of(state.know, state.facts, m) or nil
end

-- The row of the state or country behind a town.
local function holder(doc, state, m)
  local following = state.all[state.at + 1]
  if not following or following.type ~= "Place"
    or not doc.text:find("^,[ \xC2]\xA0?%u", m.last + 1) or following.first - m.last > 4 then
    return nil
  end
  local row = row_for(state, following)
  return row and (row.adjective or row.kind == "state") and row or nil
end

-- Of "N.C.", NC and NORWAY: the name, and the text by which the places are told apart.
local function name_of(state, m, row)
  if row and row.adjective and state.know.any_nation[m.text] then
    return row.name:match "^[^|]+", row.name, "country"
  end
  if row and row.kind == "state" and (m.text:find "%.$" or not m.text:find "%l") then
    local name = row.name:match "^[^|]+"
    return name:gsub(" [Ss]tate$", ""), name
  end
  local text = m.short_for or state.short[m.text] or in_small_letters(state, m.text)
  return text, text
end

-- The attributes of a place where it is named.
local function attributes(doc, state, m)
  local row = row_for(state, m)
  local name, entity, kind = name_of(state, m, row)
  if m.short_for then state.short[m.text] = m.short_for end
  local held = holder(doc, state, m)
  if held or m.why == "dateline" and filled(row, "kind") == "state" then
    state.held[entity] = { country = (held or row).country, kind = "city" }
  end
  local town = state.held[entity]
  return { name = name, entity = "place:" .. entity, mention = "name",
    country = filled(town or row, "country") or m.country ~= "" and m.country or nil,
    kind = kind or filled(row, "kind") == "state" and town and town.kind or filled(row, "kind") }
end

return { spelled = spelled, attributes = attributes }
