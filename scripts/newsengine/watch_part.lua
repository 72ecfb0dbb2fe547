-- One process of `watch`: holds every n-th document in the state left by the last rules
-- that loaded, and reports what a save changes there.
local compare = require "newsengine.compare"
local core = require "newsengine.core"
local inputs = require "newsengine.inputs"
local record = require "newsengine.record"
local replay = require "newsengine.replay"
local sandbox = require "newsengine.sandbox"

local part = {}
part.__index = part

-- Documents are kept up to so many bytes of text in a process, each with about 120 times
-- as much made by rules; the others are processed again at each save.
local most_kept = 2 << 20

local most_garbage = 64 << 20 -- bytes

--- `job`: see cli.lua. `json`: how changes are reported. `number` of the process, from 1,
--- and the number of processes may be set later.
function part.new(job, json)
  return setmetatable({ job = job, json = json, number = 1, count = 1, records = {}, kept = {},
                        bytes = 0, inputs = {}, fresh = {}, floor = 0,
                        replay = replay.new(job.engine_options) }, part)
end

---------------------------------------------------------------- inputs

-- Of the inputs read again the unchanged ones are kept with their documents; those of
-- others are dropped.
local function keep_same(self, list)
  local before, kept, fresh, bytes = {}, {}, {}, 0
  for _, input in ipairs(self.inputs) do before[input.key] = input end
  for i, input in ipairs(list) do
    local old = before[input.key]
    if old and core.same(old, input) then
      list[i], kept[old], fresh[old] = old, self.kept[old], self.fresh[old]
      bytes = bytes + (kept[old] and #old.text or 0)
    else
      fresh[input] = true
    end
  end
  self.inputs, self.kept, self.fresh, self.bytes = list, kept, fresh, bytes
end

-- A document is identified by its id, a second one with that id by another key. `share`
-- gives its process: the same one whatever comes before it.
local function name_input(input, times)
  local id = tostring(input.id)
  times[id] = (times[id] or 0) + 1
  input.key = times[id] == 1 and id or ("%s\0%d"):format(id, times[id])
  input.share = tonumber(core.hash(id):sub(1, 8), 16)
end

local function read_lists(self)
  for _, list in ipairs(self.job.lists) do list.read() end
end

--- The files that the inputs are in.
function part:files()
  local list, seen = {}, {}
  read_lists(self)
  for one in inputs.all(self.job) do
    if not seen[one.path] then
      seen[one.path] = true
      list[#list + 1] = one.path
    end
  end
  return list
end

--- Read the inputs -> those that could not be read, as { id, message }
function part:read()
  local list, times, failures = {}, {}, {}
  read_lists(self)
  local budget = self.job.engine_options.budget -- there may be no engine yet
  self.job.bounds = { budget = budget, memory_ceiling = sandbox.ceiling(budget) }
  for input, id, message in inputs.documents(self.job) do
    if input then
      name_input(input, times)
      list[#list + 1] = input
    else
      failures[#failures + 1] = { id, message }
    end
  end
  keep_same(self, list)
  return failures
end

---------------------------------------------------------------- rules

--- Load the rules -> true, whether a rule has changed, the rule files | nil, error, the
--- files; then the loaded rules stay.
function part:load()
  local job, used = self.job, {}
  self.replay.options.used = used
  local ok, made, any = pcall(self.replay.load, self.replay)
  for _, path in ipairs(job.engine_options.rules) do used[#used + 1] = path end
  for _, path in ipairs(replay.common_files()) do used[#used + 1] = path end
  if not ok then return nil, made, used end
  job.engine, job.hashes = made, record.pack_hashes(made.pack)
  local layers = record.layers(made, job.layer_names or made:emitted())
  -- Other layers are written, or an earlier save has not been reported.
  self.all = self.late or not core.same(layers, job.layers or {})
  job.layers = layers
  return true, any or self.all, used
end

-- The annotations of the document's record, as JSON without the brackets around them.
local function write_annotations(self, kept)
  return self.replay:record(kept, function(doc)
    record.prepare(doc, self.job.layers)
    return core.record(doc, self.job.layers)
  end)
end

-- Run the rules that must run; the document is kept if there is room. -> kept document,
-- whether its record must be made | nil, message
local function run_rules(self, input)
  local kept = self.kept[input]
  if kept then
    local made, other = self.replay:update(kept)
    self.kept[input] = made
    return made, other
  end
  local once = self.bytes + #input.text > most_kept
  local made, message = self.replay:run(input, once)
  if not made then return nil, message end
  if not once then
    self.bytes, self.kept[input] = self.bytes + #input.text, made
  end
  return made, true
end

-- -> annotations of its record; true: unchanged; "" if there are none.  Failures are
-- added to `failures`: { place, id, message }.
local function run_document(self, place, input, failures)
  local function fail(message) failures[#failures + 1] = { place, tostring(input.id), message } end
  local kept, other = run_rules(self, input)
  if not kept then
    fail(other)
    return ""
  end
  for _, one in ipairs(self.replay:failures(kept)) do
    fail(("rule %s failed: %s: %s"):format(one.rule, one.source, one.message))
  end
  return not (other or self.all) or write_annotations(self, kept)
end

-- Garbage is collected when everything is reported, or when there is much.
local function collect(self)
  collectgarbage()
  collectgarbage("stop")
  self.floor = core.memory()
end

--- Call when idle: drop what many saves left behind.
function part:rest()
  local fine, _, any
  if self.replay:is_full() then fine, _, any = pcall(self.replay.renew, self.replay) end
  if fine then
    self.job.engine, self.late = self.replay.engine, any
    for _, input in ipairs(self.inputs) do
      self.kept[input] = self.kept[input] and self.replay:run(input)
    end
    self.replay:finish()
  end
  collect(self)
end

-- The printed text of a change, made here because processes run in parallel.
local function change_text(self, id, change)
  if not self.json then return compare.lines(change, "  ") end
  local function member(name)
    return change[name] and (',"%s":%s'):format(name, change[name].json) or ""
  end
  return ('{"id":%s,"sign":"%s"%s%s}'):format(core.json_encode(id), change.sign, member "old",
                                             member "new")
end

local function note_changes(self, place, id, old, new, told)
  local list, texts = compare.texts(old, new), {}
  if #list == 0 then return end
  for i, one in ipairs(list) do
    told[one.sign] = told[one.sign] + 1
    texts[i] = told.texts and change_text(self, id, one)
  end
  told.changes[#told.changes + 1] = told.texts
    and { place, id, table.concat(texts, self.json and "," or "") } or nil
end

local function tell_document(self, place, input, told)
  local made = run_document(self, place, input, told.failures)
  told.documents = told.documents + 1
  self.fresh[input] = nil
  if made == true then return end
  note_changes(self, place, tostring(input.id), self.records[input.key] or "", made, told)
  self.records[input.key] = made
end

-- The annotations of documents that are gone.
local function tell_gone(self, told)
  local here, gone = {}, {}
  for _, input in ipairs(self.inputs) do here[input.key] = true end
  for key in pairs(self.records) do
    if not here[key] then gone[#gone + 1] = key end
  end
  table.sort(gone)
  for _, key in ipairs(gone) do
    note_changes(self, #self.inputs + 1, key:match("^%Z*"), self.records[key], "", told)
    self.records[key] = nil
  end
end

--- Run the part's documents, or the changed ones (`fresh`); `texts`: changes are printed
--- -> { documents = number, ["+"], ["-"], ["~"] = numbers of changes, changes = list of {
--- place, id, text }, failures }
function part:run(fresh, texts)
  local told = { documents = 0, ["+"] = 0, ["-"] = 0, ["~"] = 0, changes = {}, failures = {},
                 texts = texts }
  for place, input in ipairs(self.inputs) do
    if input.share % self.count == self.number - 1 and (not fresh or self.fresh[input]) then
      if core.memory() > self.floor + most_garbage then collect(self) end
      tell_document(self, place, input, told)
    end
  end
  tell_gone(self, told)
  if not fresh then
    self.replay:finish()
    self.late = nil
  end
  return told
end

return part
