-- The command `profile`: shows where time is spent, by rule and by pattern.
local core = require "newsengine.core"
local document = require "newsengine.document"
local elements = require "newsengine.elements"
local errors = require "newsengine.errors"
local inputs = require "newsengine.inputs"
local record = require "newsengine.record"

local profile = {}

---------------------------------------------------------------- measuring

local function new_entry(made)
  local entry = { rule = made, seconds = 0, own = 0, annotations = 0, patterns = {} }
  for i = 1, #made.patterns do
    entry.patterns[i] = { seconds = 0, candidates = 0, matches = 0, kept = 0 }
  end
  return entry
end

-- Add the time since the last call to `to`, a table and a key.
local function charge(state, to, key)
  local now = core.clock()
  to[key] = to[key] + (now - state.last)
  state.last = now
end

-- Until now a pattern ran, or the rule's Lua around its patterns.
local function close(state, entry)
  local pattern = state.pattern
  if not pattern then return charge(state, entry, "own") end
  charge(state, pattern, "seconds")
  pattern.candidates = pattern.candidates + state.matcher:tried() - state.windows
  state.pattern = nil
end

local function watch(state)
  local made = state.engine
  made.on_begin = function() charge(state, state.stages, "words") end
  made.on_pattern = function(one, index)
    local entry = state.entries[one]
    close(state, entry)
    state.pattern = entry.patterns[index]
    state.windows = state.matcher:tried()
  end
  made.on_match = function(_, one, index, _, verdict)
    local pattern = state.entries[one].patterns[index]
    if not pattern then return end
    pattern.matches = pattern.matches + 1
    if verdict == "kept" then pattern.kept = pattern.kept + 1 end
  end
  made.on_rule = function(one, _, from, doc)
    local entry = state.entries[one]
    close(state, entry)
    for _ in document.written_by(doc, one, from) do entry.annotations = entry.annotations + 1 end
  end
end

local function on_document(state, input)
  local made = state.engine
  charge(state, state.stages, "reading")
  local doc, message = made:document(input)
  if not doc then return nil, message end
  state.matcher = made:open_matcher(doc)
  local failures = made:annotate(doc)
  charge(state, state.stages, "entities")
  record.prepare(doc, state.layers)
  state.bytes = state.bytes + #record.line(doc, state.layers, {
    id = input.id, offsets = made.options.offsets, failures = failures,
    hashes = { rules = "", lexicons = "" } })
  charge(state, state.stages, "records")
  made:rest()
  state.documents = state.documents + 1
  return failures
end

---------------------------------------------------------------- telling it

local stage_names = { "reading", "words", "entities", "records" }
local stage_about = { reading = "(reading the input)", words = "(words, sentences, word types)",
                      entities = "(numbering the entities)", records = "(writing the records)" }

local function settle(state)
  local rows, sum = {}, 0
  for _, made in ipairs(state.engine.pack.rules) do
    local entry = state.entries[made]
    entry.seconds = entry.own
    for _, pattern in ipairs(entry.patterns) do entry.seconds = entry.seconds + pattern.seconds end
    rows[#rows + 1] = entry
    sum = sum + entry.seconds
  end
  for _, name in ipairs(stage_names) do sum = sum + state.stages[name] end
  table.sort(rows, function(a, b)
    if a.seconds ~= b.seconds then return a.seconds > b.seconds end
    return a.rule.number < b.rule.number
  end)
  return rows, sum
end

local line_format = "%-34s %9.2f %5.1f%% %10s %9s %9s\n"

local function print_line(state, name, seconds, candidates, matches, kept)
  io.write(line_format:format(name, seconds * 1e3, 100 * seconds / state.seconds,
                              candidates or "", matches or "", kept or ""))
end

local function print_rule(state, entry)
  local made, all = entry.rule, { candidates = 0, matches = 0, kept = 0 }
  for _, pattern in ipairs(entry.patterns) do
    for key in pairs(all) do all[key] = all[key] + pattern[key] end
  end
  local by_pattern = #entry.patterns > 0
  print_line(state, made.name, entry.seconds, by_pattern and all.candidates,
             by_pattern and all.matches, by_pattern and all.kept or entry.annotations)
  if #entry.patterns < 2 then return end
  for i, pattern in ipairs(entry.patterns) do
    print_line(state, ("  pattern %d, line %d"):format(i,
      elements.line(made, made.pattern_sources[i], 1)), pattern.seconds, pattern.candidates,
      pattern.matches, pattern.kept)
  end
end

local function print_text(state, only)
  local rows, sum = settle(state)
  io.write(("%-34s %9s %6s %10s %9s %9s\n"):format("rule", "ms", "", "candidates", "matches",
                                                  "kept"))
  for _, entry in ipairs(rows) do
    if not only or only[entry.rule] then print_rule(state, entry) end
  end
  for _, name in ipairs(stage_names) do
    print_line(state, stage_about[name], state.stages[name])
  end
  print_line(state, "sum", sum)
  io.write(("%d documents, %.2f s\n"):format(state.documents, state.seconds))
end

local function print_json(state, only)
  local rows, sum = settle(state)
  local value = { documents = state.documents, seconds = state.seconds, sum = sum,
                  stages = state.stages, rules = {} }
  for _, entry in ipairs(rows) do
    if not only or only[entry.rule] then
      value.rules[#value.rules + 1] = {
        rule = entry.rule.name, source = elements.source(entry.rule), seconds = entry.seconds,
        lua = entry.own, annotations = entry.annotations, patterns = entry.patterns,
      }
    end
  end
  io.write(core.json_encode(value), "\n")
end

--- newsengine profile RULE... INPUT... -> exit code
function profile.main(job, values)
  local made = job.engine
  local list, only = elements.rules(made, values.only)
  if not list then return nil, only end
  local state = { engine = made, entries = {}, documents = 0, bytes = 0,
                  layers = record.layers(made, made:emitted()),
                  stages = { reading = 0, words = 0, entities = 0, records = 0 } }
  for _, one in ipairs(made.pack.rules) do state.entries[one] = new_entry(one) end
  watch(state)
  local code, started = 0, core.clock()
  state.last = started
  for input, id, message in inputs.documents(job) do
    local failures
    if input then failures, message = on_document(state, input) end
    if not failures or #failures > 0 then code = 3 end
    for _, failure in ipairs(failures or {}) do
      io.stderr:write("newsengine: ", errors.rule_failed(input.id, failure), "\n")
    end
    if not failures then
      io.stderr:write("newsengine: ", errors.clean(("%s: %s"):format(id or input.id, message)),
                      "\n")
    end
  end
  state.seconds = core.clock() - started
  local show = values.only and only
  if values.to == "json" then print_json(state, show) else print_text(state, show) end
  return code
end

return profile
