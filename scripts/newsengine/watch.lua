-- The command `watch`: run again when a rule file, a lexicon or an input is saved, and print
-- what appeared, vanished or changed.
local compare = require "newsengine.compare"
local core = require "newsengine.core"
local errors = require "newsengine.errors"
local record = require "newsengine.record"
local replay = require "newsengine.replay"
local run = require "newsengine.run"

local watch = {}

local pause, most_shown = 30, 20 -- milliseconds; documents whose changes are printed
-- Documents are kept up to so many bytes of text, each with some 60 times as much of what rules
-- made of it; the others are run anew.
local most_kept = 4 << 20

---------------------------------------------------------------- files

-- An editor that renames leaves a moment without the file: that is no change.
local function stamps_of(paths, old)
  local stamps = {}
  for _, path in ipairs(paths) do
    stamps[path] = core.file_stamp(path) or old and old[path] or ""
  end
  return stamps
end

local function changed(old, new)
  local list = {}
  for path, stamp in pairs(new) do
    if old[path] ~= stamp then list[#list + 1] = path end
  end
  table.sort(list)
  return list
end

---------------------------------------------------------------- rules and documents

-- Load the rules -> true, is there anything to run?; nil and the error when they do not load:
-- what was loaded stays.
local function load_rules(state)
  local job, used = state.job, {}
  state.replay.options.used = used
  local ok, made, any = pcall(state.replay.load, state.replay)
  local files = ok and {} or state.rule_files or {}
  table.move(used, 1, #used, #files + 1, files)
  for _, path in ipairs(job.engine_options.rules) do files[#files + 1] = path end
  state.rule_files = files
  state.rule_stamps = stamps_of(files, state.rule_stamps)
  if not ok then return nil, made end
  job.engine, job.hashes = made, record.pack_hashes(made.pack)
  local layers = record.layers(made, job.layer_names or made:emitted())
  local all = not core.same(layers, job.layers or {}) -- other layers go out
  job.layers = layers
  return true, any, all
end

local function say(id, message)
  io.stderr:write("newsengine: ", errors.clean(("%s: %s"):format(id, message)), "\n")
end

local function write_record(state, kept)
  return core.json_decode(state.replay:record(kept, function(doc, input, failures)
    return run.record(state.job, doc, input, failures)
  end))
end

-- Run the rules that are needed; the document is kept when there is room.
-- -> kept document, must its record be made? | nil, message
local function run_rules(state, input)
  local kept = state.kept[input]
  if kept then
    local made, other = state.replay:update(kept)
    state.kept[input] = made
    return made, other
  end
  local once = state.bytes + #input.text > most_kept
  local made, message = state.replay:run(input, once)
  if not made then return nil, message end
  if not once then
    state.bytes, state.kept[input] = state.bytes + #input.text, made
  end
  return made, true
end

-- -> record; true: it is what it was; false: there is none
local function run_document(state, input, all)
  local kept, other = run_rules(state, input)
  if not kept then
    say(input.id, other)
    return false
  end
  for _, failure in ipairs(state.replay:failures(kept)) do
    say(input.id, ("rule %s failed: %s: %s"):format(failure.rule, failure.source,
                                                   failure.message))
  end
  return not (other or all) or write_record(state, kept)
end

-- Run all inputs, or those in the files of `only` -> records by id, ids in order
local function run_inputs(state, only, all)
  local records, order = {}, {}
  for _, input in ipairs(state.inputs) do
    if not only or only[input.path] then
      local id = tostring(input.id)
      local made = run_document(state, input, all)
      if made == true then made = state.records[id] end
      records[id], order[#order + 1] = made, id
    end
  end
  return records, order
end

-- Of the inputs that were read anew those that are as before stay what they were, and what is
-- kept of them; what is kept of others goes.
local function keep_same(state, list)
  local before, kept, bytes = {}, {}, 0
  for _, input in ipairs(state.inputs or {}) do before[tostring(input.id)] = input end
  for i, input in ipairs(list) do
    local old = before[tostring(input.id)]
    if old and core.same(old, input) then
      list[i], kept[old] = old, state.kept[old]
      bytes = bytes + (kept[old] and #old.text or 0)
    end
  end
  state.inputs, state.kept, state.bytes = list, kept, bytes
end

local function read_inputs(state)
  local list, files, seen = {}, {}, {}
  for input, id, message in run.documents(state.job) do
    if input then
      local path = tostring(input.id)
      if not core.file_stamp(path) then path = path:match("^(.*)#%d+$") or path end
      input.path = path
      list[#list + 1] = input
    else
      say(id, message)
    end
  end
  for _, path in ipairs(state.job.inputs) do
    if not seen[path] and path ~= "-" then files[#files + 1] = path end
    seen[path] = true
  end
  for _, input in ipairs(list) do
    if not seen[input.path] then files[#files + 1] = input.path end
    seen[input.path] = true
  end
  keep_same(state, list)
  state.input_files = files
  state.input_stamps = stamps_of(files, state.input_stamps)
end

---------------------------------------------------------------- telling it

local function print_json(files, list, counts, documents, milliseconds)
  local changes = {}
  for _, one in ipairs(list) do
    for _, change in ipairs(one[2]) do
      changes[#changes + 1] = { id = one[1], sign = change.sign, old = change.old,
                                new = change.new }
    end
  end
  io.write(core.json_encode { saved = files, documents = documents, added = counts["+"],
    removed = counts["-"], changed = counts["~"], milliseconds = milliseconds,
    changes = changes }, "\n")
end

-- `files`: what was saved, empty at the start, when everything is new.  `idle`: no rule is
-- anything else than before.
local function tell(state, files, records, order, started, idle)
  local counts, list = { ["+"] = 0, ["-"] = 0, ["~"] = 0 }, {}
  for _, id in ipairs(order) do
    local old, new = state.records[id], records[id]
    local _, changes = nil, {}
    if old ~= new then
      _, changes = compare.annotations(old and old.annotations or {},
                                       new and new.annotations or {})
    end
    for _, change in ipairs(changes) do counts[change.sign] = counts[change.sign] + 1 end
    if #changes > 0 then list[#list + 1] = { id, changes } end
    state.records[id] = new
  end
  if #files == 0 then list = {} end
  local milliseconds = math.floor((core.clock() - started) * 1e3 + 0.5)
  if idle and not state.json then
    io.write(("%s: no rule changed, %d ms\n"):format(table.concat(files, ", "), milliseconds))
  elseif state.json then
    print_json(files, list, counts, #order, milliseconds)
  else
    for i = 1, math.min(#list, most_shown) do
      io.write(errors.clean(list[i][1]), "\n")
      for _, change in ipairs(list[i][2]) do compare.print_change(change, "  ") end
    end
    if #list > most_shown then
      io.write(("… and %d documents more\n"):format(#list - most_shown))
    end
    io.write(("%s: %d documents, +%d -%d ~%d, %d ms\n"):format(
      #files == 0 and "watching" or table.concat(files, ", "), #order, counts["+"],
      counts["-"], counts["~"], milliseconds))
  end
  io.flush()
end

local function on_rules(state, files)
  local started = core.clock()
  collectgarbage("stop") -- there is time for it when all is told
  local ok, any, all = load_rules(state)
  if ok then
    local records, order = run_inputs(state, nil, all)
    tell(state, files, records, order, started, not (any or all))
  else
    errors.report(any, state.json)
    io.flush()
  end
  collectgarbage("restart")
  collectgarbage()
end

local function on_inputs(state, files)
  local started, only = core.clock(), {}
  for _, path in ipairs(files) do only[path] = true end
  read_inputs(state)
  if not state.job.engine then return end
  local records, order = run_inputs(state, only)
  tell(state, files, records, order, started)
end

local function look(state)
  local rules = stamps_of(state.rule_files, state.rule_stamps)
  local inputs = stamps_of(state.input_files, state.input_stamps)
  local changed_rules, changed_inputs = changed(state.rule_stamps, rules),
                                        changed(state.input_stamps, inputs)
  if #changed_inputs > 0 then on_inputs(state, changed_inputs) end
  if #changed_rules > 0 then on_rules(state, changed_rules) end
  return #changed_inputs + #changed_rules > 0
end

--- newsengine watch RULE... INPUT... : until it is interrupted, or the saves are used up
function watch.main(job, values)
  if values.saves and not math.tointeger(tonumber(values.saves)) then
    return nil, ("--saves %s: a number expected"):format(values.saves)
  end
  for _, path in ipairs(job.inputs) do
    if path == "-" then return nil, "watch: a file or directory expected as input" end
  end
  local state = { job = job, records = {}, json = values.to == "json", kept = {}, bytes = 0,
                  replay = replay.new(job.engine_options) }
  read_inputs(state)
  on_rules(state, {})
  local left = values.saves and math.tointeger(tonumber(values.saves)) or math.huge
  while left > 0 do
    core.pause(pause)
    if look(state) then left = left - 1 end
  end
  return 0
end

return watch
