-- The record of a document: one line of JSON (help records).
local core = require "newsengine.core"
local document = require "newsengine.document"

local record = {}

-- The order of keys in records; other keys follow by bytes.
local ranks = [[
  type attribution speaker cue content addressee via act speaker_kind when
  kind name given surname role country affiliation entity id mention
  agents patients place modality cameo
  value mod anchor why alternatives note
  amount low high unit currency dimension si
  inner style depth open
  start end text ref
  headline subhead posted updated published byline authors email lang
  code message source rule
]]
do
  local n = 0
  for key in ranks:gmatch("%S+") do
    n = n + 1
    core.key_ranks[key] = n
  end
end

--- Layers as core.record wants them: {name, number}, sorted by name.
function record.layers(engine, names)
  local list = {}
  for _, name in ipairs(names) do
    list[#list + 1] = { name, engine.pack.layers[name] or -1 }
  end
  table.sort(list, function(a, b) return a[1] < b[1] end)
  return list
end

--- Make the built-in layers to be written.
function record.prepare(doc, layers)
  for _, layer in ipairs(layers) do
    if layer[1] == "Quoted" then document.ensure(doc, "Quoted") end
  end
end

local function errors_of(failures)
  if not failures or #failures == 0 then return nil end
  local list = {}
  for i, failure in ipairs(failures) do
    list[i] = { code = failure.code, message = failure.message, rule = failure.rule,
                source = failure.source }
  end
  return core.json_encode(list)
end

-- The end of records, made once for each pack.
local ends = setmetatable({}, { __mode = "k" })

local function end_of(hashes)
  local made = ends[hashes]
  if not made then
    made = ('","rules":"%s","lexicons":"%s"}}'):format(hashes.rules, hashes.lexicons)
    ends[hashes] = made
  end
  return made
end

--- One line of JSON without its end. `info`: id, offsets, source (JSON text or nil),
--- failures, input (its bytes; true: they are the text; or nil), hashes {rules,
--- lexicons}, text (true: include the text), most (most bytes, see core.record); the
--- other fields for core.record are added. `lying`: true for worker:send, see
--- core.record.
function record.line(doc, layers, info, lying)
  info.meta = core.doc.fields(doc).meta_values
  info.errors, info.ending = errors_of(info.failures), end_of(info.hashes)
  return core.record(doc, layers, info, lying)
end

--- The record of a document that failed completely.
function record.failed(info)
  info.errors, info.ending = errors_of(info.failures), end_of(info.hashes)
  return core.record(nil, nil, info)
end

--- Hashes of everything from which a pack was made, in the order of loading.
function record.pack_hashes(pack)
  local hashes = pack:hashes()
  return { rules = hashes.rules, lexicons = hashes.lexicons }
end

return record
