-- rules/events/record.lua : the attributes of an event, once its kind and parties are known.
local clause, around = use "events/clause", use "events/arguments"
local modality_of = use "events/modality".modality_of
lang "en"

-- Kinds whose patient may be the place: a visit is to one, an attack on one happens
-- there.
local PLACED = { visit = true, attack = true }

-- The first patient that is just a Place, as that Place, and the list of the others.
local function apart(doc, patients)
  local place, rest = nil, {}
  for _, span in ipairs(patients) do
    local at = not place and doc:within("Place", span)
    if at and at.last == span.last
      and doc.text:sub(span.first, at.first - 1):find("^[Tt]?h?e?%s*$") then
      place = at
    else
      rest[#rest + 1] = span
    end
  end
  return place, rest
end

-- "An attack killed two": the attack is no party.
local function without_events(doc, list)
  local rest = {}
  for _, span in ipairs(list) do
    if not clause.tells_of_event(doc, span) then rest[#rest + 1] = span end
  end
  return rest
end

-- The attributes of an event. Fields of `c`: entry, its row; trigger; group, the verb
-- that carries it; phrase, of a noun; subject and framed, of the verb; ended, when it was
-- called off; happens, a verb that says of a noun that it took place; owned, "X's";
-- place, when the words beside the trigger tell it.
local function event(doc, c, agents, patients)
  local entry, taken, place = c.entry, {}, nil
  agents = without_events(doc, agents)
  if PLACED[entry.kind] then place, patients = apart(doc, patients) end
  for _, list in ipairs { agents, patients } do
    for _, span in ipairs(list) do taken[span.first] = true end
  end
  local parts = clause.reach_of(doc, c)
  return {
    kind = entry.kind,
    cameo = entry.cameo ~= "" and entry.cameo or nil,
    agents = #agents > 0 and agents or nil,
    patients = #patients > 0 and patients or nil,
    place = c.place or place or around.place_of(doc, parts, entry.kind, taken),
    when = around.when_of(doc, parts, c.trigger, entry.kind),
    modality = modality_of(doc, c),
  }
end

local ONE = regex("^(?:he|she|I)$", "i")

local function is_one(span) return ONE:match(span.text) ~= nil end

-- "He met Kern": he is not Kern, so an agent "he" that denotes Kern loses its entity.
local function other_than(doc, agents, others)
  local entities, list = {}, {}
  for _, span in ipairs(others) do entities[span.entity or ""] = true end
  for i, span in ipairs(agents) do
    local same = entities[span.entity or false] and is_one(span)
    list[i] = same and doc:span(span.first, span.last) or span
  end
  return list
end

-- The parties of both lists, each named one once, as nobody meets himself.
local function joined(a, b)
  if not a[1] and not b[1] then return {} end -- mostly
  local list, entities = {}, {}
  for _, part in ipairs { a, b } do
    for _, span in ipairs(part) do
      local entity = span.entity
      if not (entity and entities[entity]) then list[#list + 1] = span end
      if entity then entities[entity] = true end
    end
  end
  return list
end

return { apart = apart, event = event, is_one = is_one, joined = joined,
  other_than = other_than, without_events = without_events }
