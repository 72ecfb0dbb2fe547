-- What each rule did to a document that is kept from one load of the rules to the next:
-- noted when the rule runs, undone and repeated later.  For replay.lua.
--
-- A kept document has
--   doc       the document
--   effects   by step (the rule's number): what it did, see note()
--   asked     by step: bits of the layers that it asked (core/annotation.h)
--   counts    by step: how many annotations stand before its own.  Behind them some ids are
--             left to no annotation, so that a step which adds a few more moves nobody else's
--   position  so many steps are done now
--   changes   where the core notes changes of earlier annotations
--   meta      doc.meta, headline and published as they are now
--   looked    what the functions of rules looked up in lexicons (core.note_lookups)
local core = require "newsengine.core"
local sandbox = require "newsengine.sandbox"

local doc_core = core.doc

local effects = {}

-- Ids that a step, and each layer of a step with several, leaves free: a number, and one
-- for each so many of its own.
local spare, layer_spare, spare_part = 2, 4, 8

local nothing = {}
effects.nothing = nothing

---------------------------------------------------------------- doc.meta and built-in layers

--- A copy of doc.meta, with headline and published.
function effects.meta_of(doc)
  local state = doc_core.fields(doc)
  return { values = sandbox.copy(state.meta_values), published = state.published,
           headline = state.headline }
end

local function set_meta(kept, meta)
  local state = doc_core.fields(kept.doc)
  kept.meta = meta
  for key in pairs(state.meta_values) do state.meta_values[key] = nil end
  for key, value in pairs(meta.values) do state.meta_values[key] = sandbox.copy(value) end
  state.published, state.headline = meta.published, meta.headline
end

local function made_layers(doc)
  local list = {}
  for layer in pairs(doc_core.fields(doc).made) do list[layer] = true end
  return list
end

local function new_layers(doc, before)
  local list
  for layer in pairs(doc_core.fields(doc).made) do
    if not before[layer] then
      list = list or {}
      list[layer] = true
    end
  end
  return list
end

---------------------------------------------------------------- noting

--- Begin to keep a document on which no rule has run.
function effects.begin(doc)
  local kept = { doc = doc, effects = {}, asked = {}, counts = { doc_core.count(doc) },
                 position = 0, changes = {}, meta = effects.meta_of(doc), looked = {} }
  doc_core.changes(doc, kept.changes)
  return kept
end

-- Take the noted changes of earlier annotations; the next ones go to another list.
local function take_changes(kept)
  local list = kept.changes
  if #list == 0 then return nil end
  kept.changes = {}
  doc_core.changes(kept.doc, kept.changes)
  return list
end

-- The step is done; it keeps the room it had, or gets new room.
local function close_step(kept, number)
  local count, room = doc_core.count(kept.doc), kept.counts[number + 1]
  if room and count <= room then return true end
  kept.counts[number + 1] = count + spare + (count - kept.counts[number]) // spare_part
  return not room
end

-- What the step added.  With several layers each has its own ids, the same as before if
-- possible.
local function note_items(kept, number, did, writes_meta)
  local doc, from, was = kept.doc, kept.counts[number], kept.effects[number] or nothing
  did.items, did.attributes = doc_core.added(doc, from + 1)
  if not did.changes and not writes_meta then -- these may refer to what was added
    local items, attributes, layout = doc_core.group(did.items, did.attributes, was.layout,
                                                      layer_spare, spare_part)
    if items then
      did.items, did.attributes, did.layout = items, attributes, layout
      doc_core.rewind(doc, from + 1)
      doc_core.add_again(doc, items, attributes, number)
    end
  end
  did.count = doc_core.count(doc) - from
end

--- Step `number` does nothing on the document.
function effects.skip(kept, number)
  kept.counts[number + 1] = kept.counts[number + 1] or kept.counts[number]
  kept.asked[number], kept.position = 0, number
  return nothing
end

--- Run `act` as step `number` of the document -> what it did: items and attributes added
--- (their number: count), changes of earlier annotations, built-in layers made, meta
--- before and after, failures; and whether its additions had room.  If not, all later
--- steps must run.
function effects.note(kept, number, writes_meta, act)
  local doc, did, failures = kept.doc, {}, {}
  local from, made = kept.counts[number], made_layers(doc)
  doc_core.skip(doc, from)
  kept.position = number
  doc_core.asked(doc)
  core.note_lookups(kept.looked)
  act(failures)
  core.note_lookups(nil)
  kept.asked[number] = doc_core.asked(doc)
  did.changes, did.made = take_changes(kept), new_layers(doc, made)
  if doc_core.count(doc) > from then note_items(kept, number, did, writes_meta) end
  local meta = writes_meta and effects.meta_of(doc)
  if meta and not core.same(meta, kept.meta) then
    did.before, did.after, kept.meta = kept.meta, meta, meta
  end
  if #failures > 0 then did.failures = failures end
  return next(did) and did or nothing, close_step(kept, number)
end

---------------------------------------------------------------- undoing

-- Undo step `kept.position`; the caller rewinds the annotations.
local function undo(kept)
  local doc, did = kept.doc, kept.effects[kept.position]
  local from, list = kept.counts[kept.position], did.changes or nothing
  for at = #list - 2, 1, -3 do
    local id, old, new = list[at], list[at + 1], list[at + 2]
    if id <= from then
      if new then doc_core.give(doc, id, old) else doc_core.hold(doc, id, true) end
    end
  end
  for layer in pairs(did.made or nothing) do doc_core.fields(doc).made[layer] = nil end
  if did.before then set_meta(kept, did.before) end
  kept.position = kept.position - 1
end

local function redo(kept)
  local number = kept.position + 1
  local doc, did = kept.doc, kept.effects[number]
  if did.items then
    doc_core.skip(doc, kept.counts[number])
    doc_core.add_again(doc, did.items, did.attributes, number)
  end
  local list = did.changes or nothing
  for at = 1, #list, 3 do
    if list[at + 2] then
      doc_core.give(doc, list[at], list[at + 2])
    else
      doc_core.hold(doc, list[at], false)
    end
  end
  for layer in pairs(did.made or nothing) do
    doc_core.fields(doc).made[layer] = kept.counts[number] + 1
  end
  if did.after then set_meta(kept, did.after) end
  kept.position = number
end

local function rewind(kept, count)
  if doc_core.count(kept.doc) > count then doc_core.rewind(kept.doc, count + 1) end
end

--- Bring the document to the state after so many steps.
function effects.move(kept, position)
  if position < kept.position then
    while kept.position > position do undo(kept) end
    rewind(kept, kept.counts[position + 1])
  end
  while kept.position < position do redo(kept) end
end

--- The last step that is done leaves no ids free.
function effects.close_up(kept)
  local last = kept.position
  if last == 0 then return end
  local count = kept.counts[last] + (kept.effects[last].count or 0)
  kept.counts[last + 1] = count
  rewind(kept, count)
end

---------------------------------------------------------------- comparing

--- Whether two steps left the document the same.  Failures leave nothing.
function effects.same(a, b)
  if a == b then return true end
  for _, part in ipairs { "items", "attributes", "changes", "made", "after" } do
    if not core.same(a[part] or nothing, b[part] or nothing) then return false end
  end
  return true
end

local everything = -1

--- Bits besides those of layers (NEWS_ASKED_...): an unused layer, the name of a rule.
local unused_layer = 1 << 62
effects.rule_names = 1 << 63

--- The layers in which two effects differ, as bits.
function effects.touched(kept, was, did)
  if not core.same(was.after, did.after) then return everything end -- anybody may ask for doc.meta
  local bits = doc_core.differing(was.items or "", was.attributes or nothing,
                                  did.items or "", did.attributes or nothing) | unused_layer
  for _, part in ipairs { was, did } do
    if not core.same(was.changes, did.changes) then
      bits = bits | doc_core.touched(kept.doc, part.changes)
    end
    if not core.same(was.made, did.made) then
      bits = bits | doc_core.touched(kept.doc, nil, part.made)
    end
  end
  return bits
end

--- Whether the effect of a rule that asked these layers depends on what was touched, as
--- bits.
function effects.concerns(asked, touched)
  return touched == everything or asked & touched ~= 0
end

return effects
