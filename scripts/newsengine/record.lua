-- The record of a document: one line of JSON (interface.md section 2).
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

local function object(t)
  return setmetatable(t, { object = true })
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

--- Make the built-in layers that go out.
function record.prepare(doc, layers)
  for _, layer in ipairs(layers) do
    if layer[1] == "Quoted" then document.ensure(doc, "Quoted") end
  end
end

--- What stands behind the annotations; `info`: source (JSON text or nil), failures, hashes
--- {rules, lexicons}, input (its bytes).
local function tail(info)
  local errors = {}
  for i, failure in ipairs(info.failures or errors) do
    errors[i] = { code = failure.code, message = failure.message, rule = failure.rule,
                  source = failure.source }
  end
  return (']%s,"errors":%s,"engine":"newsengine %s",'
    .. '"hashes":{"input":"%s","rules":"%s","lexicons":"%s"}}'):format(
      info.source and ',"source":' .. info.source or "", core.json_encode(errors), core.version,
      info.input and core.hash(info.input) or "", info.hashes.rules, info.hashes.lexicons)
end

local function head(info, meta, text)
  local parts = { '{"id":', info.id_json or core.json_encode(info.id), ',"offset_unit":"',
                  info.offsets, '"' }
  if text then parts[#parts + 1] = ',"text":' .. core.json_encode(text) end
  parts[#parts + 1] = ',"meta":' .. core.json_encode(object(meta))
  parts[#parts + 1] = ',"annotations":['
  return table.concat(parts)
end

--- One line of JSON without its end.  `info`: id, id_json, offsets, source, failures, input,
--- hashes {rules, lexicons}, text (true: the record carries the text).
function record.line(doc, layers, info)
  local meta = core.doc.fields(doc).meta_values
  return core.record(doc, layers, head(info, meta, info.text and doc.text), tail(info))
end

--- The record of a document that failed whole.
function record.failed(info)
  return head(info, {}) .. tail(info)
end

--- Hashes of everything a pack was made from, in the order of loading.
function record.pack_hashes(pack)
  local hashes = pack:hashes()
  return { rules = hashes.rules, lexicons = hashes.lexicons }
end

return record
