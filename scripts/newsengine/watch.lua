-- The command `watch`: run again when a rule file, a lexicon or an input is saved, and print
-- what appeared, vanished or changed.
local core = require "newsengine.core"
local errors = require "newsengine.errors"
local part = require "newsengine.watch_part"

local watch = {}

local pause, settling = 12, 4 -- milliseconds: until it looks again; until a save is whole
local looks = 8 -- until it looks for files that came or went, which takes longer
local most_shown = 20 -- documents whose changes are printed
local fewest, most_processes = 16, 8 -- documents that are worth a process

---------------------------------------------------------------- files

-- An editor that renames leaves a moment without the file, which is not a change.
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
  for path in pairs(old) do
    if not new[path] then list[#list + 1] = path end
  end
  table.sort(list)
  return list
end

---------------------------------------------------------------- processes

-- Another process handles requests: { read = true }, { load = true }, { rest = true }, or
-- { fresh = boolean, texts = boolean } for part:run.
local function answer(own, question)
  if question.read then
    own:read()
  elseif question.load then
    local ok, any = own:load()
    return { ok = ok or false, any = ok and any or false, hashes = own.job.hashes }
  elseif question.rest then
    own:rest()
  else
    return own:run(question.fresh, question.texts)
  end
  return {}
end

local function start_processes(state, values)
  local own = state.own
  local wanted = values.jobs and own.job.workers or math.min(core.processors(), most_processes)
  own.count = math.max(1, math.min(wanted, #own.inputs // fewest))
  for number = 2, own.count do
    local made, why = core.partner(function(bytes)
      own.number = number
      return core.json_encode(answer(own, core.json_decode(bytes)))
    end)
    if not made then return nil, "cannot start a process: " .. why end
    state.partners[#state.partners + 1] = made
  end
  return true
end

local function ask(state, question)
  local bytes = core.json_encode(question)
  for _, partner in ipairs(state.partners) do partner:ask(bytes) end
end

local function answers(state)
  local list = {}
  for i, partner in ipairs(state.partners) do list[i] = core.json_decode(partner:answer()) end
  return list
end

---------------------------------------------------------------- rules and documents

local function read_inputs(state)
  state.input_files = state.own:files()
  state.input_stamps = stamps_of(state.input_files, state.input_stamps) -- what is saved meanwhile
  ask(state, { read = true })                                           -- is seen the next time
  local failures = state.own:read()
  answers(state)
  for _, one in ipairs(failures) do state.say(one[1], one[2]) end
end

-- Whether all processes have read the same, since a file may be saved meanwhile -> and
-- whether one of them has anything to run
local function all_alike(state, ok)
  local alike, any = true, false
  for _, one in ipairs(answers(state)) do
    alike = alike and one.ok == ok and (not ok or core.same(one.hashes, state.own.job.hashes))
    any = any or one.any
  end
  return alike, any
end

-- Load the rules -> true, whether a rule has changed; nil and the error if they do not
-- load.
local function load_rules(state)
  local before_loading = stamps_of(state.rule_files or {}) -- a save meanwhile is another one
  local some, ok, any, files = false
  repeat
    ask(state, { load = true })
    ok, any, files = state.own:load()
    local alike, theirs = all_alike(state, ok or false)
    some = some or ok and any or theirs
  until alike
  if ok then
    any = some
  else
    for _, path in ipairs(state.rule_files or {}) do files[#files + 1] = path end
  end
  state.rule_files = files
  state.rule_stamps = stamps_of(files, state.rule_stamps)
  for path, stamp in pairs(before_loading) do
    if state.rule_stamps[path] then state.rule_stamps[path] = stamp end
  end
  return ok, any
end

-- Run all documents, or the fresh ones -> the results of part:run of all processes
local function run_documents(state, fresh, texts)
  ask(state, { fresh = fresh, texts = texts })
  local told = state.own:run(fresh, texts)
  for _, one in ipairs(answers(state)) do
    for _, key in ipairs { "documents", "+", "-", "~" } do told[key] = told[key] + one[key] end
    for _, key in ipairs { "changes", "failures" } do
      table.move(one[key], 1, #one[key], #told[key] + 1, told[key])
    end
  end
  for _, key in ipairs { "changes", "failures" } do
    for i, one in ipairs(told[key]) do one.order = i end
    table.sort(told[key], function(a, b)
      if a[1] ~= b[1] then return a[1] < b[1] end
      return a.order < b.order
    end)
  end
  return told
end

---------------------------------------------------------------- telling it

local function print_json(files, list, told, milliseconds)
  local texts = {}
  for i, one in ipairs(list) do texts[i] = one[3] end
  local head = core.json_encode { saved = files, documents = told.documents, added = told["+"],
    removed = told["-"], changed = told["~"], milliseconds = milliseconds }
  io.write(head:sub(1, -2), ',"changes":[', table.concat(texts, ","), "]}\n")
end

local function print_changes(list)
  for i = 1, math.min(#list, most_shown) do
    io.write(errors.clean(list[i][2]), "\n", list[i][3])
  end
  if #list > most_shown then
    io.write(("… and %d more documents\n"):format(#list - most_shown))
  end
end

-- `files`: the saved files, empty at the start, when everything is new. `idle`: no rule
-- has changed.
local function tell(state, files, told, started, idle)
  local list = told.changes
  for _, one in ipairs(told.failures) do state.say(one[2], one[3]) end
  local milliseconds = math.floor((core.clock() - started) * 1e3 + 0.5)
  local what = #files == 0 and "watching" or table.concat(files, ", ")
  if state.json then
    print_json(files, list, told, milliseconds)
  elseif idle then
    io.write(("%s: no rule changed, %d ms\n"):format(what, milliseconds))
  else
    print_changes(list)
    io.write(("%s: %d document%s, +%d -%d ~%d, %d ms\n"):format(
      what, told.documents, told.documents == 1 and "" or "s", told["+"], told["-"], told["~"],
      milliseconds))
  end
  io.flush()
end

local function on_rules(state, files)
  local started = core.clock()
  local ok, any = load_rules(state)
  if ok then
    tell(state, files, run_documents(state, false, #files > 0), started, not any)
  else
    errors.report(any, state.json)
    io.flush()
  end
end

local function on_inputs(state, files)
  local started = core.clock()
  read_inputs(state)
  if state.own.job.engine then tell(state, files, run_documents(state, true, true), started) end
end

local function act(state, how, files)
  how(state, files)
  ask(state, { rest = true })
  state.own:rest()
  answers(state)
end

-- -> changed rule files and inputs, and their stamps
local function look(state)
  state.looks = state.looks % looks + 1
  if state.looks == 1 then state.input_files = state.own:files() end
  local rules = stamps_of(state.rule_files, state.rule_stamps)
  local inputs = stamps_of(state.input_files, state.input_stamps)
  return changed(state.rule_stamps, rules), changed(state.input_stamps, inputs), rules, inputs
end

-- Whether anything was saved.  Waits for files that are being written.
local function follow(state)
  local rules, inputs, rule_stamps, input_stamps = look(state)
  if #rules + #inputs == 0 then return false end
  local again
  repeat
    core.pause(settling)
    again, state.looks = { rule_stamps, input_stamps }, 0
    rules, inputs, rule_stamps, input_stamps = look(state)
  until core.same(again, { rule_stamps, input_stamps })
  if #inputs > 0 then act(state, on_inputs, inputs) end
  if #rules > 0 then act(state, on_rules, rules) end
  return true
end

local function say(id, message)
  io.stderr:write("newsengine: ", errors.clean(("%s: %s"):format(id, message)), "\n")
end

--- newsengine watch RULE... INPUT... : runs until interrupted, or until so many saves
function watch.main(job, values)
  if values.saves and not math.tointeger(tonumber(values.saves)) then
    return nil, ("--saves %s: a number expected"):format(values.saves)
  end
  for _, path in ipairs(job.inputs) do
    if path == "-" then return nil, "watch: a file or directory expected as input" end
  end
  local json = values.to == "json"
  local state = { own = part.new(job, json), partners = {}, json = json, say = say, looks = 0 }
  collectgarbage("stop") -- see part:rest
  read_inputs(state)
  local fine, why = start_processes(state, values)
  if not fine then return nil, why end
  act(state, on_rules, {})
  local left = values.saves and math.tointeger(tonumber(values.saves)) or math.huge
  while left > 0 do
    core.pause(pause)
    if follow(state) then left = left - 1 end
  end
  return 0
end

return watch
