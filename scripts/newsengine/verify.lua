-- The command `verify`: runs again and verifies each record, or shows what differs: the
-- input, the rules, the lexicons, the version, and then which annotations.
local compare = require "newsengine.compare"
local core = require "newsengine.core"
local engine = require "newsengine.engine"
local errors = require "newsengine.errors"
local frame = require "newsengine.frame"
local inputs = require "newsengine.inputs"
local record = require "newsengine.record"

local verify = {}

-- Compare what the two records were made from.
local function causes(old, new)
  local list = {}
  for _, key in ipairs { "input", "rules", "lexicons" } do
    if (old.hashes or {})[key] ~= (new.hashes or {})[key] then list[#list + 1] = key end
  end
  if old.engine ~= new.engine then list[#list + 1] = "engine" end
  return list
end

local function check(state, id, old_line, new_line)
  local one = { id = id, causes = {}, changes = {}, meta = {}, errors = {} }
  state.list[#state.list + 1] = one
  if old_line == new_line then
    one.proven = true
    return
  end
  local old, new = core.json_decode(old_line), core.json_decode(new_line)
  one.causes = causes(old, new)
  one.meta = compare.attributes(old.meta, new.meta)
  one.errors = compare.attributes(old.errors or {}, new.errors or {})
  local _
  _, one.changes = compare.annotations(old.annotations, new.annotations)
end

local function fail(state, id, message)
  state.list[#state.list + 1] = { id = id, causes = {}, changes = {}, meta = {}, errors = {},
                                  message = message }
end

-- A document that fails in the same way, with the same rules, is verified.
local function check_failure(state, job, id, line, message)
  local old = core.json_decode(line)
  local told, hashes = (old.errors or {})[1], old.hashes or {}
  local same = told and not told.rule and told.message == message
               and hashes.rules == job.hashes.rules and hashes.lexicons == job.hashes.lexicons
  fail(state, id, message)
  state.list[#state.list].proven = same
end

local function run_again(state, job, lines)
  for input, id, message in inputs.documents(job) do
    local name = tostring(input and input.id or id)
    local line = lines[name]
    if line then
      state.seen[name] = true
      local doc
      if input then doc, message = job.engine:document(input) end
      if doc then
        check(state, name, line, frame.record(job, doc, input, job.engine:annotate(doc)))
      else
        check_failure(state, job, name, line, message)
      end
      job.engine:rest()
    end
  end
end

-- Layers in the records that this run does not give: they were made with another
-- --layers.
local function layers_missing(state, job)
  local given, names = {}, {}
  for _, layer in ipairs(job.layers) do given[layer[1]] = true end
  local missing = {}
  for _, one in ipairs(state.list) do
    for _, change in ipairs(one.changes) do
      local layer = change.old and change.old.layer
      if layer and not given[layer] then missing[layer] = true end
    end
  end
  for layer in pairs(missing) do names[#names + 1] = layer end
  if #names == 0 then return nil end
  for layer in pairs(given) do names[#names + 1] = layer end
  table.sort(names)
  return "--layers " .. table.concat(names, ",")
end

local function print_one(one)
  local id = errors.clean(one.id)
  if one.proven then return end
  if one.message then
    io.write(("%s: not proven: %s\n"):format(id, errors.clean(one.message)))
    return
  end
  local why = #one.causes > 0 and "it differs in " .. table.concat(one.causes, ", ")
              or "the record differs though input, rules, lexicons and engine are the same"
  io.write(("%s: not proven: %s\n"):format(id, why))
  compare.print_fields(one.meta, one.errors)
  for _, change in ipairs(one.changes) do io.write(compare.lines(change, "  ")) end
end

local function print_json(list, proven, hint)
  for _, one in ipairs(list) do
    local changes = {}
    for i, change in ipairs(one.changes) do
      changes[i] = { sign = change.sign, old = change.old, new = change.new }
    end
    io.write(core.json_encode { id = one.id, proven = one.proven or false, differ = one.causes,
                                changes = changes, meta = one.meta, errors = one.errors,
                                message = one.message }, "\n")
  end
  io.write(core.json_encode { records = #list, proven = proven, hint = hint }, "\n")
end

--- newsengine verify OUT.jsonl RULE.lua... [INPUT...] -> 0 all proven, 1 not, 2 a file cannot be
--- read, or nil, message, hint.  `job_of` reads the command line.
function verify.main(path, parsed, job_of)
  local json = parsed.values.to == "json"
  local ok, lines, order = pcall(compare.by_id, path)
  if not ok then return errors.report(lines, json) end
  local given = #parsed.positionals + #(parsed.values["files-from"] or "")
  for _, word in ipairs(parsed.positionals) do
    if word:sub(-4) == ".lua" then given = given - 1 end
  end
  if given == 0 then -- a document of a file is called by its path
    table.move(order, 1, #order, #parsed.positionals + 1, parsed.positionals)
  end
  local first = order[1] and core.json_decode(lines[order[1]])
  parsed.values.offsets = parsed.values.offsets or first and first.offset_unit
  local job, message, hint = job_of(parsed)
  if not job then return nil, message, hint end
  local loaded, made = pcall(engine.new, job.engine_options)
  if not loaded then return errors.report(made, json) end
  job.engine, job.hashes = made, record.pack_hashes(made.pack)
  job.layers = record.layers(made, job.layer_names or made:emitted())
  local state = { list = {}, seen = {} }
  run_again(state, job, lines)
  for _, id in ipairs(order) do
    if not state.seen[id] then fail(state, id, "no input of this name") end
  end
  local proven = 0
  for _, one in ipairs(state.list) do if one.proven then proven = proven + 1 end end
  local layers = layers_missing(state, job)
  if json then
    print_json(state.list, proven, layers)
  else
    for _, one in ipairs(state.list) do print_one(one) end
    io.write(("%d record%s, %d proven\n"):format(#state.list, #state.list == 1 and "" or "s",
                                                 proven))
    if layers then io.write("  were they made with ", layers, "?\n") end
  end
  return proven == #state.list and 0 or 1
end

return verify
