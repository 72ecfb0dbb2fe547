-- Documents kept from one load of the rules to the next, for watch.  What a rule does to
-- a document depends only on the rule and on what it finds there (help rules, "What keeps
-- state and what does not").  So the effect of each rule is noted and can be undone and
-- repeated; after a save only changed rules run again, and later rules if these had a
-- different effect.
local cache = require "newsengine.cache"
local core = require "newsengine.core"
local effects = require "newsengine.effects"
local engine = require "newsengine.engine"
local languages = require "newsengine.languages"
local paths = require "newsengine.paths"
local pattern_sets = require "newsengine.pattern_sets"
local prints = require "newsengine.prints"
local rule = require "newsengine.rule"
local sandbox = require "newsengine.sandbox"

local doc_core = core.doc

local replay = {}
replay.__index = replay

---------------------------------------------------------------- what engines have in common

-- Data shared by the engines of one replay, and facts about the values that rule code
-- reaches.
local shared_methods = {}
shared_methods.__index = shared_methods

local function weak() return setmetatable({}, { __mode = "k" }) end

local function new_shared()
  local shared = setmetatable({
    vocabulary = core.vocabulary(0), layers = {}, layer_names = {}, loads = 0,
    files = {}, -- real path -> as it was loaded last
    objects = weak(), -- lexicon or regex -> what it is made from
    lexicon_ids = weak(), -- of a file: what stays when the file is another one
    environments = weak(), lexicon_files = weak(), -- of a file, its word `lexicons` -> the file
    words = weak(), -- what a file is given -> its name
    sources = {}, -- names of chunks that are rule files
    chunks = {}, -- path of a rule file -> its text, the function that it is
  }, shared_methods)
  for name, value in pairs(rule.common_words) do shared.words[value] = name end
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

function shared_methods:note_lexicon(made, parts, id)
  local list = {}
  flatten(parts, list)
  self.objects[made] = "lexicon " .. core.hash(table.concat(list, "\0"))
  self.lexicon_ids[made] = id and "lexicon of " .. id
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
                        dynamic = {}, common = {} }, replay)
end

--- Files that every rule may depend on: languages, morphology and numbers.
function replay.common_files()
  local list = languages.files()
  local numbers = paths.find("lexicons", "number.tsv") -- of span.number
  if numbers then list[#list + 1] = numbers end
  for _, files in ipairs { cache.morphology_files(paths.root) } do
    table.move(files, 1, #files, #list + 1, list)
  end
  return list
end

-- Their contents: if these change, everything earlier is invalid.
local function base_of()
  local list = {}
  for i, path in ipairs(replay.common_files()) do list[i] = path .. " " .. cache.hash(path) end
  return table.concat(list, "\0")
end

-- Whether it is the same rule, by its name or by what it does.
local function same_rule(old, new) return old.name == new.name or old.print == new.print end

-- The plan for documents on which the earlier rules ran: the `first` rules have the same
-- places, and the `last` ones at the end the same order; of these, the ones in `again`
-- have changed, the ones in `renamed` only in name.
local function compare_rules(old, new, dynamic, only_lexicons)
  local first, last, least = 0, 0, math.min(#old, #new)
  while first < least and same_rule(old[first + 1], new[first + 1]) do first = first + 1 end
  while last < least - first and same_rule(old[#old - last], new[#new - last]) do
    last = last + 1
  end
  local again, renamed, by_lexicon, any = {}, {}, {}, first < #old or first < #new
  for number, one in ipairs(new) do
    local was = number <= first and old[number] or old[number - #new + #old]
    if number <= first or number > #new - last then
      again[number] = was.print ~= one.print or dynamic[was.name] and was.names ~= one.names
      renamed[number] = was.name ~= one.name
      if renamed[number] then dynamic[one.name] = dynamic[was.name] end
      any = any or again[number] or renamed[number]
      if again[number] and not dynamic[one.name] and only_lexicons(was, one) then
        again[number], by_lexicon[number] = false, true
      end
    end
  end
  return { first = first, last = last, again = again, renamed = renamed, any = any, old = old,
           by_lexicon = by_lexicon }
end

-- Lexicons of files that have changed -> list of { old, new }
local function other_lexicons(old, new)
  local list = {}
  for id, one in core.ordered_pairs(new.lexicons) do
    local was = old.lexicons[id]
    if was and was.hash ~= one.hash then list[#list + 1] = { was.made, one.made } end
  end
  return list
end

local function join(into, from)
  if not into then return from end
  for key in pairs(from) do into[key] = true end
  return into
end

-- What a rule looked up, by what the lexicon is made from, because several may be the
-- same.  A rule with `per` does so once for all documents.
local function keep_lookups(self, kept, made)
  local into = made.per and self.common or kept.lookups
  for lexicon, texts in pairs(kept.looked) do
    local print = self.shared.objects[lexicon]
    if print then into[print] = join(into[print], texts) end
  end
  kept.looked = {}
end

-- Whether the changed lexicon gives the same as before for these texts.
local function same_lookups(self, lookups, pair)
  local old, new = self.shared.objects[pair[1]], self.shared.objects[pair[2]]
  local asked = lookups[old]
  if not asked then return true end
  lookups[new] = join(lookups[new], asked)
  return core.same_lookups(pair[1], pair[2], asked)
end

-- The plan for documents in the state left by the earlier rules.
local function make_plan(self, made, rules)
  if not self.done then return { any = true } end
  local lexicons = other_lexicons(self.done_pack, made.pack)
  local old_form = prints.forms(self.done_pack, self.shared)
  local new_form = prints.forms(made.pack, self.shared)
  local plan = compare_rules(self.done, rules, self.dynamic, function(was, one)
    return #lexicons > 0 and old_form(was.made) == new_form(one.made)
  end)
  plan.lexicons, plan.same_common = lexicons, true
  for _, pair in ipairs(lexicons) do
    plan.same_common = same_lookups(self, self.common, pair) and plan.same_common
  end
  return plan
end

local function load_engine(self, shared)
  local options = {}
  for key, value in pairs(self.options) do options[key] = value end
  options.shared, options.reuse, options.keep = shared, nil, nil
  return engine.new(options)
end

-- Give the engine the shared data of the one before.
local function adopt(self, made, rules)
  self.plan = make_plan(self, made, rules)
  self.engine, self.rules, self.steps = made, rules, {}
  self.shared.files = made.pack.files
  for number = 0, math.max(#self.rule_names, #made.rule_names) do
    self.rule_names[number] = made.rule_names[number]
  end
  made.rule_names = self.rule_names
  made.on_dynamic = function(one) self.dynamic[one.name] = true end
end

-- Everything earlier is invalid: documents of another epoch are processed again.
local function begin(self, shared)
  self.shared, self.rule_names, self.done = shared, {}, nil
  self.epoch, self.dynamic, self.common = {}, {}, {}
end

--- Load the rules -> the engine, and whether anything must run again on the documents.
--- Raises like engine.new; then everything stays as it was.
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
  self.done, self.done_pack = self.rules, self.engine.pack
  self.plan = make_plan(self, self.engine, self.rules)
end

--- Whether it is time for renew(): many saves leave much behind that some document still
--- holds.
function replay:is_full() return self.shared.patterns:is_full() end

--- Load everything again; the caller processes all documents again.
function replay:renew()
  self.shared.patterns, self.shared.files = pattern_sets.new(self.shared), {}
  return self:load()
end

---------------------------------------------------------------- documents

-- -> what the step did, and whether it had room
local function run_step(self, kept, number)
  local step, made = kept.steps[number], self.engine.pack.rules[number]
  if not step then return effects.skip(kept, number), true end
  kept.ran = true
  local did, fits = effects.note(kept, number, made.file.article, function(failures)
    self.engine:run_single(kept.doc, step, failures)
  end)
  if next(kept.looked) then keep_lookups(self, kept, made) end
  return did, fits
end

-- Run the rules from `number` on.
local function run_from(self, kept, number)
  for at = number, #self.rules do
    kept.counts[at + 1] = nil
    kept.effects[at] = run_step(self, kept, at)
  end
end

-- Verdicts on a document: unchanged; only failures may differ; annotations differ.
local SAME, FAILURES, OTHER = 0, 1, 2

-- A document being updated to the present rules: `verdict`, `touched` (bits of the layers
-- that differ from when the later rules ran), `over` (all rules have run).
local function note_other(way, kept, was, did)
  way.verdict = OTHER
  way.touched = way.touched | effects.touched(kept, was, did)
end

-- Run a rule again -> true if it had no room, so that all later rules have run, too
local function run_again(self, kept, number, way)
  local was = kept.effects[number]
  effects.move(kept, number - 1)
  local did, fits = run_step(self, kept, number)
  kept.effects[number] = did
  if not effects.same(was, did) then note_other(way, kept, was, did) end
  if was.failures or did.failures then way.verdict = math.max(way.verdict, FAILURES) end
  if fits then return end
  run_from(self, kept, number + 1)
  way.over = true
end

-- Of the rules from `first` to `last`, which have run on the document, run those that
-- have changed, and those that read something changed.
local function run_changed(self, kept, first, last, way)
  local plan = self.plan
  for number = first, last do
    local was = kept.effects[number]
    if plan.renamed[number] and was ~= effects.nothing then
      way.verdict, way.touched = OTHER, way.touched | effects.rule_names
    end
    if plan.again[number] or was.failures or plan.by_lexicon[number] and way.other_words
       or effects.concerns(kept.asked[number], way.touched) then
      run_again(self, kept, number, way)
      if way.over then return end
    end
  end
end

-- The steps from `first` to `last` that did anything -> list of { name, place, effect }
local function doings(kept, rules, first, last)
  local list = {}
  for number = first, last do
    if kept.effects[number] ~= effects.nothing then
      list[#list + 1] = { rules[number].name, kept.counts[number], kept.effects[number] }
    end
  end
  return list
end

local function same_doings(old, new)
  if #old ~= #new then return false end
  for i, one in ipairs(old) do
    local other = new[i]
    if one[1] ~= other[1] or one[2] ~= other[2] or not effects.same(one[3], other[3]) then
      return false
    end
  end
  return true
end

-- Run the rules from `first` to `last` in place of others: each where it was, if
-- possible.
local function run_others(self, kept, first, last, places)
  effects.close_up(kept)
  for number = first, last do
    local place = places[self.rules[number].name]
    if place and place > kept.counts[number] then kept.counts[number] = place end
    kept.effects[number] = run_step(self, kept, number)
    kept.counts[number + 1] = kept.counts[number] + (kept.effects[number].count or 0)
  end
end

-- Rules were added, removed or moved: undo those between the unchanged first and last
-- ones and run those that are there now.
local function run_middle(self, kept, way)
  local plan, counts, asked, done = self.plan, kept.counts, kept.asked, kept.effects
  local first, old_end, new_end = plan.first, #plan.old - plan.last, #self.rules - plan.last
  local old, places = doings(kept, plan.old, first + 1, old_end), {}
  for number = first + 1, old_end do places[plan.old[number].name] = counts[number] end
  local rest = table.move(done, old_end + 1, #plan.old, 1, {})
  local rest_asked = table.move(asked, old_end + 1, #plan.old, 1, {})
  local rest_counts = table.move(counts, old_end + 1, #plan.old + 1, 1, {})
  effects.move(kept, first)
  for number = first + 1, #plan.old do done[number], counts[number + 1] = nil, nil end
  run_others(self, kept, first + 1, new_end, places)
  local new = doings(kept, self.rules, first + 1, new_end)
  local same = same_doings(old, new)
  if not same then way.touched = way.touched | effects.rule_names end
  for _, one in ipairs(table.move(old, 1, #old, #new + 1, new)) do
    if not same then note_other(way, kept, one[3], effects.nothing) end
    if one[3].failures then way.verdict = math.max(way.verdict, FAILURES) end
  end
  if counts[new_end + 1] > rest_counts[1] then
    run_from(self, kept, new_end + 1)
    way.verdict, way.over = OTHER, true
    return
  end
  table.move(rest, 1, #rest, new_end + 1, done)
  table.move(rest_asked, 1, #rest, new_end + 1, asked)
  table.move(rest_counts, 1, #rest_counts, new_end + 1, counts)
end

-- Whether the changed lexicons give the same as before for the document.
local function same_words(self, kept)
  local same = self.plan.same_common
  for _, pair in ipairs(self.plan.lexicons) do
    local of_lookups = same_lookups(self, kept.lookups, pair) -- the next save asks for them too
    same = same and of_lookups and doc_core.same_words(kept.doc, pair[1], pair[2])
  end
  return same
end

local function run_plan(self, kept)
  local plan, count = self.plan, #self.rules
  local way = { verdict = SAME, touched = 0, other_words = not same_words(self, kept) }
  effects.move(kept, math.min(kept.position, #plan.old))
  kept.effects[#plan.old + 1], kept.counts[#plan.old + 2] = nil, nil -- see replay:record
  run_changed(self, kept, 1, plan.first, way)
  if plan.first + plan.last < math.max(count, #plan.old) and not way.over then
    run_middle(self, kept, way)
  end
  if not way.over then run_changed(self, kept, count - plan.last + 1, count, way) end
  for number = #kept.effects, count + 1, -1 do kept.effects[number] = nil end
  return way.verdict
end

-- Attach the document to the present engine.
local function take(self, kept)
  local made = self.engine
  local code = doc_core.fields(kept.doc).lang or ""
  self.steps[code] = self.steps[code] or made:single_steps(kept.doc)
  kept.steps = self.steps[code]
  made:take(kept.doc)
  made.memory_ceiling = sandbox.ceiling(made.budget)
end

-- A rule that changed a local variable or a table in doc.meta, or ran out of time or
-- memory, need not do the same again, so the next time all rules run.
local lasting = { error = true, steps = true }

local function settle(self, kept)
  kept.found = {}
  self.engine:check_state(kept.found)
  kept.doubtful = #kept.found > 0 or not core.same(kept.meta, effects.meta_of(kept.doc))
  for _, failure in ipairs(self:failures(kept)) do
    kept.doubtful = kept.doubtful or not lasting[failure.code]
  end
end

local function run_all(self, input)
  local doc, message = self.engine:document(input)
  if not doc then return nil, message end
  local kept = effects.begin(doc)
  kept.input, kept.epoch, kept.lookups = input, self.epoch, {}
  take(self, kept)
  run_from(self, kept, 1)
  settle(self, kept)
  return kept
end

--- Run all rules over a document. `once`: it will not be updated, and words that occur
--- only in such documents are dropped again.
--- -> kept document | nil, message
function replay:run(input, once)
  local common = self.engine.vocabulary
  if once then self.engine.vocabulary = core.vocabulary(0) end
  local kept, message = run_all(self, input)
  self.engine.vocabulary = common
  return kept, message
end

--- Update a document after load() -> kept document, whether its record must be made again
--- | nil, message
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

--- Failures on the document -> list like that of engine:annotate
function replay:failures(kept)
  local list = {}
  for number = 1, #self.rules do
    local did = kept.effects[number]
    if did.failures then table.move(did.failures, 1, #did.failures, #list + 1, list) end
  end
  return table.move(kept.found, 1, #kept.found, #list + 1, list)
end

--- The result of write(doc, input, failures) for the document after all rules.
function replay:record(kept, write)
  local last, result = #self.rules + 1, nil
  effects.move(kept, last - 1)
  take(self, kept)
  kept.counts[last + 1] = nil
  kept.effects[last] = effects.note(kept, last, false, function()
    self.engine:finish(kept.doc)
    result = write(kept.doc, kept.input, self:failures(kept))
  end)
  return result
end

return replay
