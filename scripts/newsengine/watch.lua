-- The command `watch`: run again when a rule file, a lexicon or an input is saved, and print
-- what appeared, vanished or changed.
local compare = require "newsengine.compare"
local core = require "newsengine.core"
local engine = require "newsengine.engine"
local errors = require "newsengine.errors"
local record = require "newsengine.record"
local run = require "newsengine.run"

local watch = {}

local pause, most_shown = 30, 20 -- milliseconds; documents whose changes are printed

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

-- Load the rules -> true; nil and the error when they do not load: what was loaded stays.
local function load_rules(state)
  local options = {}
  for key, value in pairs(state.job.engine_options) do options[key] = value end
  options.used = {}
  local ok, made = pcall(engine.new, options)
  local files = ok and {} or state.rule_files or {}
  table.move(options.used, 1, #options.used, #files + 1, files)
  for _, path in ipairs(options.rules) do files[#files + 1] = path end
  state.rule_files = files
  state.rule_stamps = stamps_of(files, state.rule_stamps)
  if not ok then return nil, made end
  local job = state.job
  job.engine, job.hashes = made, record.pack_hashes(made.pack)
  job.layers = record.layers(made, job.layer_names or made:emitted())
  return true
end

local function run_input(state, input)
  local job = state.job
  local doc, message = job.engine:document(input)
  if not doc then return nil, message end
  local failures = job.engine:annotate(doc)
  local made = core.json_decode(run.record(job, doc, input, failures))
  job.engine:rest()
  return made, failures
end

local function say(id, message)
  io.stderr:write("newsengine: ", errors.clean(("%s: %s"):format(id, message)), "\n")
end

local function run_document(state, input)
  local made, failures = run_input(state, input)
  if not made then return say(input.id, failures) end
  for _, failure in ipairs(failures) do
    say(input.id, ("rule %s failed: %s: %s"):format(failure.rule, failure.source,
                                                   failure.message))
  end
  return made
end

-- Run all inputs, or those in the files of `only` -> records by id, ids in order
local function run_inputs(state, only)
  local records, order = {}, {}
  for _, input in ipairs(state.inputs) do
    if not only or only[input.path] then
      local made = run_document(state, input)
      local id = tostring(input.id)
      records[id], order[#order + 1] = made or false, id
    end
  end
  return records, order
end

-- Read the inputs anew; those whose bytes are the same keep their place.
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
  state.inputs, state.input_files = list, files
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

-- `files`: what was saved, empty at the start, when everything is new.
local function tell(state, files, records, order, started)
  local counts, list = { ["+"] = 0, ["-"] = 0, ["~"] = 0 }, {}
  for _, id in ipairs(order) do
    local old, new = state.records[id], records[id]
    local _, changes = compare.annotations(old and old.annotations or {},
                                           new and new.annotations or {})
    for _, change in ipairs(changes) do counts[change.sign] = counts[change.sign] + 1 end
    if #changes > 0 then list[#list + 1] = { id, changes } end
    state.records[id] = new
  end
  if #files == 0 then list = {} end
  local milliseconds = math.floor((core.clock() - started) * 1e3 + 0.5)
  if state.json then
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
  local ok, problem = load_rules(state)
  if not ok then
    errors.report(problem, state.json)
    io.flush()
    return
  end
  local records, order = run_inputs(state)
  tell(state, files, records, order, started)
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
  local state = { job = job, records = {}, json = values.to == "json" }
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
