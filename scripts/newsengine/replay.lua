-- Documents kept from one load of the rules to the next, for watch.  What a rule makes of a
-- document follows from the rule and from what it finds there (help rules, "What keeps state and
-- what does not"), so what each rule did is noted, can be undone and done again, and after a
-- save only those rules run again that are not what they were, and what stands behind them
-- where they made something else than before.
local cache = require "newsengine.cache"
local core = require "newsengine.core"
local engine = require "newsengine.engine"
local paths = require "newsengine.paths"
local pattern_sets = require "newsengine.pattern_sets"
local prints = require "newsengine.prints"
local sandbox = require "newsengine.sandbox"

local doc_core = core.doc

local replay = {}
replay.__index = replay

---------------------------------------------------------------- what engines have in common

-- What the engines of one replay share, and what is noted of the values that rule code reaches.
local shared_methods = {}
shared_methods.__index = shared_methods

local function weak() return setmetatable({}, { __mode = "k" }) end

local function new_shared()
  local shared = setmetatable({
    vocabulary = core.vocabulary(0), layers = {}, layer_names = {}, loads = 0,
    files = {}, -- real path -> as it was loaded last
    objects = weak(), -- lexicon or regex -> what it is made from
    environments = weak(), lexicon_files = weak(), -- of a file, its word `lexicons` -> the file
    words = weak(), -- what a file is given -> its name
    sources = {}, -- names of chunks that are rule files
  }, shared_methods)
  shared.patterns = pattern_sets.new(shared)
  return shared
end

--- Called by rule.pack.
function shared_methods:begin(morphology)
  self.loads = self.loads + 1
  self.patterns:begin(morphology)
end

function shared_methods:note_regex(made, source, flags)
  self.objects[made] = "regex " .. core.hash(source .. "\0" .. (flags or ""))
end

local function flatten(value, parts)
  if type(value) ~= "table" then
    parts[#parts + 1] = type(value) .. tostring(value)
    return
  end
  parts[#parts + 1] = "{"
  for key, item in core.ordered_pairs(value) do
    parts[#parts + 1] = tostring(key)
    flatten(item, parts)
  end
  parts[#parts + 1] = "}"
end

function shared_methods:note_lexicon(made, parts)
  local list = {}
  flatten(parts, list)
  self.objects[made] = "lexicon " .. core.hash(table.concat(list, "\0"))
end

function shared_methods:note_file(file, env, words)
  self.environments[env], self.sources["@" .. file.path] = file, true
  self.words[env.print] = "print"
  for name, value in pairs(words) do self.words[value] = name end
  self.lexicon_files[words.lexicons] = file
end

---------------------------------------------------------------- loading

--- `options`: of the engine.
function replay.new(options)
  return setmetatable({ options = options, shared = new_shared(), rule_names = {}, epoch = {},
                        dynamic = {} }, replay)
end

--- Files that every rule may depend on: languages, morphology and numbers.
function replay.common_files()
  local list = engine.language_files()
  local numbers = paths.find("lexicons", "number.tsv") -- of span.number
  if numbers then list[#list + 1] = numbers end
  for _, files in ipairs { cache.morphology_files(paths.root) } do
    table.move(files, 1, #files, #list + 1, list)
  end
  return list
end

-- What is in them: when it changes, nothing of before is good.
local function base_of()
  local list = {}
  for i, path in ipairs(replay.common_files()) do list[i] = path .. " " .. cache.hash(path) end
  return table.concat(list, "\0")
end

-- What has to be done with the documents that the rules of before ran on: `first` rules have
-- their name and place still, and so many at the end, `last`, their name; those with `again` are
-- not what they were.
local function compare_rules(old, new, dynamic)
  local first, last, least = 0, 0, math.min(#old, #new)
  while first < least and old[first + 1].name == new[first + 1].name do first = first + 1 end
  while last < least - first and old[#old - last].name == new[#new - last].name do
    last = last + 1
  end
  local again, any = {}, first < #old or first < #new
  for number, one in ipairs(new) do
    local was = number <= first and old[number] or old[number - #new + #old]
    if number > first and number <= #new - last or was.print ~= one.print
       or dynamic[one.name] and was.names ~= one.names then
      again[number] = true
      any = true
    end
  end
  return { first = first, last = last, again = again, any = any, old = old }
end

local function load_engine(self, shared)
  local options = {}
  for key, value in pairs(self.options) do options[key] = value end
  options.shared, options.reuse, options.keep = shared, nil, nil
  return engine.new(options)
end

-- The engine goes on with what the one before shared.
local function adopt(self, made, rules)
  self.plan = self.done and compare_rules(self.done, rules, self.dynamic) or { any = true }
  self.engine, self.rules, self.steps = made, rules, {}
  self.shared.files = made.pack.files
  for number = 0, math.max(#self.rule_names, #made.rule_names) do
    self.rule_names[number] = made.rule_names[number]
  end
  made.rule_names = self.rule_names
  made.on_dynamic = function(one) self.dynamic[one.name] = true end
end

-- Nothing of before is good: documents of another epoch are run anew.
local function begin(self, shared)
  self.shared, self.rule_names, self.done = shared, {}, nil
  self.epoch, self.dynamic = {}, {}
end

--- Load the rules -> the engine, and is there anything to run again on the documents?  Raises
--- what engine.new does; then all stays as it was.
function replay:load()
  local made = load_engine(self, self.shared)
  local base = base_of()
  if self.base and self.base ~= base then
    local shared = new_shared()
    made = load_engine(self, shared)
    begin(self, shared)
  end
  self.base = base
  adopt(self, made, prints.rules(made.pack, self.shared))
  if self.options.trust then -- such a rule may go by anything
    self.epoch, self.plan.any = {}, true
  end
  return made, self.plan.any
end

--- All documents are up to date.
function replay:finish()
  self.done, self.plan = self.rules, compare_rules(self.rules, self.rules, self.dynamic)
end

--- Many saves leave much behind that some document still holds on to: is it time for renew()?
function replay:is_full() return self.shared.patterns:is_full() end

--- Load everything anew; the caller runs all documents once more.
function replay:renew()
  self.shared.patterns, self.shared.files = pattern_sets.new(self.shared), {}
  return self:load()
end

---------------------------------------------------------------- what a rule did

local nothing = {}

local function meta_of(doc)
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

-- What was noted of changes of earlier annotations; the next ones go to another list.
local function take_changes(kept)
  local list = kept.changes
  if #list == 0 then return nil end
  kept.changes = {}
  doc_core.changes(kept.doc, kept.changes)
  return list
end

-- Run `act` as step `number` of the document -> what it did: items and attributes added (so many:
-- count), changes of earlier annotations, built-in layers made, meta before and after, failures.
local function note_step(kept, number, writes_meta, act)
  local doc, did, failures = kept.doc, {}, {}
  local from, made = doc_core.count(doc), made_layers(doc)
  kept.counts[number], kept.position = from, number
  act(failures)
  if doc_core.count(doc) > from then
    did.count = doc_core.count(doc) - from
    did.items, did.attributes = doc_core.added(doc, from + 1)
  end
  did.changes, did.made = take_changes(kept), new_layers(doc, made)
  local meta = writes_meta and meta_of(doc)
  if meta and not core.same(meta, kept.meta) then
    did.before, did.after, kept.meta = kept.meta, meta, meta
  end
  if #failures > 0 then did.failures = failures end
  return next(did) and did or nothing
end

-- Take away what step `kept.position` did; the caller rewinds the annotations.
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
  if did.items then doc_core.add_again(doc, did.items, did.attributes, number) end
  local list = did.changes or nothing
  for at = 1, #list, 3 do
    if list[at + 2] then
      doc_core.give(doc, list[at], list[at + 2])
    else
      doc_core.hold(doc, list[at], false)
    end
  end
  for layer in pairs(did.made or nothing) do doc_core.fields(doc).made[layer] = true end
  if did.after then set_meta(kept, did.after) end
  kept.position = number
end

-- Bring the document to where so many rules have run.
local function move(kept, position)
  if position < kept.position then
    local count = kept.counts[position + 1]
    while kept.position > position do undo(kept) end
    doc_core.rewind(kept.doc, count + 1)
  end
  while kept.position < position do redo(kept) end
end

-- Did two steps leave the document the same?  What went wrong leaves nothing.
local function same_effect(a, b)
  if a == b then return true end
  for _, part in ipairs { "items", "attributes", "changes", "made", "after" } do
    if not core.same(a[part] or nothing, b[part] or nothing) then return false end
  end
  return true
end

---------------------------------------------------------------- documents

local function run_step(self, kept, number)
  local step, made = kept.steps[number], self.engine.pack.rules[number]
  if not step then
    kept.counts[number], kept.position = doc_core.count(kept.doc), number
    return nothing
  end
  kept.ran = true
  return note_step(kept, number, made.file.article, function(failures)
    self.engine:run_single(kept.doc, step, failures)
  end)
end

-- Run the rules from `number` on.
local function run_from(self, kept, number)
  for at = number, #self.rules do kept.effects[at] = run_step(self, kept, at) end
end

-- What became of a document: all is as it was; only what went wrong may be something else;
-- its annotations are, and all rules behind have run.
local SAME, FAILURES, OTHER = 0, 1, 2

-- Of the rules from `first` to `last`, which the document has seen, run those that changed.
local function run_changed(self, kept, first, last)
  local again, effects, verdict = self.plan.again, kept.effects, SAME
  for number = first, last do
    local was = effects[number]
    if again[number] or was.failures then
      move(kept, number - 1)
      local did = run_step(self, kept, number)
      if not same_effect(was, did) then
        effects[number] = did
        run_from(self, kept, number + 1)
        return OTHER
      end
      if was.failures or did.failures then
        effects[number], verdict = did, FAILURES
      end
    end
  end
  return verdict
end

-- The steps from `first` to `last` that did anything -> list of { name, effect }
local function doings(effects, rules, first, last)
  local list = {}
  for number = first, last do
    if effects[number] ~= nothing then list[#list + 1] = { rules[number].name, effects[number] } end
  end
  return list
end

local function same_doings(old, new)
  if #old ~= #new then return false end
  for i, one in ipairs(old) do
    if one[1] ~= new[i][1] or not same_effect(one[2], new[i][2]) then return false end
  end
  return true
end

-- Rules came, went or moved: those between the first and last ones that stayed are undone and
-- those that stand there now run -> did they do the same?
local function run_middle(self, kept)
  local plan, effects, count = self.plan, kept.effects, #self.rules
  local old_end, new_end = #plan.old - plan.last, count - plan.last
  local old = doings(effects, plan.old, plan.first + 1, old_end)
  local rest = table.move(effects, old_end + 1, #plan.old, 1, {})
  move(kept, plan.first)
  for number = plan.first + 1, #effects do effects[number] = nil end
  for number = plan.first + 1, new_end do effects[number] = run_step(self, kept, number) end
  if not same_doings(old, doings(effects, self.rules, plan.first + 1, new_end)) then
    return false
  end
  local at = doc_core.count(kept.doc)
  for i, did in ipairs(rest) do
    effects[new_end + i], kept.counts[new_end + i] = did, at
    at = at + (did.count or 0)
  end
  return true
end

local function run_plan(self, kept)
  local plan, effects, count = self.plan, kept.effects, #self.rules
  move(kept, math.min(kept.position, #plan.old))
  effects[#plan.old + 1] = nil -- see replay:record
  if plan.first + plan.last == count and count == #plan.old then
    return run_changed(self, kept, 1, count)
  end
  local verdict = run_changed(self, kept, 1, plan.first)
  if verdict == OTHER then
    for number = #effects, count + 1, -1 do effects[number] = nil end
    return OTHER
  end
  if run_middle(self, kept) then
    return math.max(verdict, run_changed(self, kept, count - plan.last + 1, count))
  end
  run_from(self, kept, count - plan.last + 1)
  return OTHER
end

-- The document is the engine's that runs now.
local function take(self, kept)
  local made = self.engine
  local code = doc_core.fields(kept.doc).lang or ""
  self.steps[code] = self.steps[code] or made:single_steps(kept.doc)
  kept.steps = self.steps[code]
  made:take(kept.doc)
  made.memory_ceiling = core.memory() + made.budget.memory
end

-- A rule that changed a local, or a table in doc.meta, or that time or memory ended: what it did
-- need not be what it would do, so the next time all rules run.
local lasting = { error = true, steps = true }

local function settle(self, kept)
  kept.found = {}
  self.engine:check_state(kept.found)
  kept.doubtful = #kept.found > 0 or not core.same(kept.meta, meta_of(kept.doc))
  for _, failure in ipairs(self:failures(kept)) do
    kept.doubtful = kept.doubtful or not lasting[failure.code]
  end
end

local function run_all(self, input)
  local doc, message = self.engine:document(input)
  if not doc then return nil, message end
  local kept = { doc = doc, input = input, effects = {}, counts = {}, position = 0, changes = {},
                 meta = meta_of(doc), epoch = self.epoch }
  doc_core.changes(doc, kept.changes)
  take(self, kept)
  run_from(self, kept, 1)
  settle(self, kept)
  return kept
end

--- Run all rules over a document.  `once`: it will not be brought up to date, and words that
--- only such documents have are forgotten again.  -> kept document | nil, message
function replay:run(input, once)
  local common = self.engine.vocabulary
  if once then self.engine.vocabulary = core.vocabulary(0) end
  local kept, message = run_all(self, input)
  self.engine.vocabulary = common
  return kept, message
end

--- Bring a document up to date behind load() -> kept document, must its record be made again? |
--- nil, message
function replay:update(kept)
  if kept.epoch ~= self.epoch or kept.doubtful then
    local made, message = self:run(kept.input)
    return made, made and true or message
  end
  take(self, kept)
  kept.ran = false
  local verdict = run_plan(self, kept)
  if kept.ran then settle(self, kept) end
  return kept, verdict ~= SAME
end

--- What went wrong on the document -> list as engine:annotate gives it
function replay:failures(kept)
  local list = {}
  for number = 1, #self.rules do
    local did = kept.effects[number]
    if did.failures then table.move(did.failures, 1, #did.failures, #list + 1, list) end
  end
  return table.move(kept.found, 1, #kept.found, #list + 1, list)
end

--- What write(doc, input, failures) says of the document as all rules leave it.
function replay:record(kept, write)
  local last, result = #self.rules + 1, nil
  move(kept, last - 1)
  take(self, kept)
  kept.effects[last] = note_step(kept, last, false, function()
    self.engine:finish(kept.doc)
    result = write(kept.doc, kept.input, self:failures(kept))
  end)
  return result
end

return replay
