-- Running rule packs over documents: which rules, in which scopes, within which budget.
local cache = require "newsengine.cache"
local core = require "newsengine.core"
local document = require "newsengine.document"
local emitting = require "newsengine.emitting"
local entities = require "newsengine.entities"
local errors = require "newsengine.errors"
local image = require "newsengine.image"
local languages = require "newsengine.languages"
local layers = require "newsengine.layers"
local matching = require "newsengine.matching"
local paths = require "newsengine.paths"
local rule = require "newsengine.rule"
local sandbox = require "newsengine.sandbox"
local steps = require "newsengine.steps"

local engine = {}
engine.__index = engine
for _, methods in ipairs { matching.methods, layers.methods } do
  for name, method in pairs(methods) do engine[name] = method end
end

local doc_core = core.doc

engine.default_budget = { steps = 500000000, memory = 256 << 20, seconds = 10 }

-- Above so many bytes the words of earlier documents are dropped: a table larger than the
-- caches costs more than interning them again.
local vocabulary_limit = 8 << 20

---------------------------------------------------------------- starting

local first_pause = 8192
local much = 2 << 20 -- bytes that loading took: among less there is no garbage to speak of

-- The rules for Zones: those of a copy of the shipped rules if the first rule file is
-- from one.
local function article_of(rules)
  local shipped = paths.join(paths.root, "rules/article.lua")
  local own = rules[1] and paths.join(paths.directory(rules[1]), "article.lua")
  local source = own and own ~= shipped and paths.read(own)
  return source and source:find('rule "article.zones"', 1, true) and own or shipped
end

-- The layers that every engine has; the names of rules by number, and their languages.
local function note_rules(self)
  for layer in pairs(document.built_in) do self.pack:layer(layer) end
  for _, layer in ipairs(entities.layers) do self.pack:layer(layer) end
  self.pack:layer("Zone")
  local rules, names = self.pack.rules, { [0] = "core" }
  local lang -- that many a rule has from its file
  self.rule_names, self.codes = names, {}
  for i = 1, #rules do
    local made = rules[i]
    names[i] = made.name
    if made.lang and made.lang ~= lang then
      lang = made.lang
      for code in pairs(lang) do self.codes[code] = true end
    end
  end
end

--- An engine. `options`: rules (paths), budget {steps, memory, seconds}, published, lang,
--- trust (set of paths), problems (a list to which the errors of patterns are added),
--- find (use a pack stored by another process), keep (the same, else store it for the
--- next one), offsets ("byte", "codepoint", "utf16"), news (false: UAX #29), used (a list
--- to which the paths of all rule and lexicon files are added), sources (texts of rule
--- files by path, instead of reading them), given (set of absolute paths of rule files
--- that these may use wherever they are), plain (true: do not run rules/article.lua
--- first), shared (data shared with engines into which the same files were loaded before;
--- see replay.lua).
function engine.new(options)
  local shared, before = options.shared, core.memory()
  local self = setmetatable({
    options = options, budget = options.budget or engine.default_budget,
    languages = languages.new(), settings = {}, annotated = 0,
    vocabulary = shared and shared.vocabulary, -- else made in the process that fills it
  }, engine)
  local hash
  self.morphology, hash = cache.morphology(paths.root)
  if not self.morphology then error(errors.new { code = "load", message = hash }, 0) end
  local english, first = self.languages:get "en", nil
  if options.rules and #options.rules > 0 and not options.plain or options.article then
    first = article_of(options.rules or {})
  end
  local files = { first or nil }
  for _, path in ipairs(options.rules or {}) do files[#files + 1] = path end
  local fixed = hash .. (self.languages.hashes.en or "")
  local may_find = #files > 0 and not options.trust
  local keep = may_find and options.keep
  self.pack = rule.pack {
    morphology = self.morphology, trust = options.trust, problems = options.problems,
    sources = options.sources, given = options.given, article = first,
    used = options.used, language = english, fixed = fixed, shared = shared,
    found = may_find and (keep or options.find)
            and image.find(files, fixed, english, self.morphology) or nil,
  }
  -- Loaded data stays, and stored results leave hardly any garbage.
  local pauses = self.pack.found and collectgarbage("isrunning")
  if pauses then collectgarbage("stop") end
  if first then self.pack:load(first) end
  self.named = {}
  for _, path in ipairs(options.rules or {}) do
    self.named[#self.named + 1] = self.pack:load(path)
  end
  self.pack.walk = nil -- nothing is loaded any more
  if keep and not self.pack.found then image.keep(self.pack, files) end
  note_rules(self)
  self.rules, self.steps = emitting.compile(self), {}
  matching.begin(self)
  local for_workers = keep and not shared and not cache.collect -- the only one of its process
  if pauses then
    collectgarbage("restart")
  elseif not (self.pack.found or shared or for_workers and core.memory() < before + much) then
    collectgarbage()
    collectgarbage()
  end
  if for_workers then
    collectgarbage("step", -first_pause) -- a debt below zero: so much until the next step
  end
  self.memory_ceiling = sandbox.ceiling(self.budget)
  return self
end

---------------------------------------------------------------- one document

-- Settings for core.doc.reset, one table for all documents of a language, and one for
-- those of all languages without a file.
local function settings_for(self, lang)
  local code = languages.code_of(lang)
  local made = self.settings[code]
  if made then return made end
  local found = self.languages:get(code)
  if not found and code ~= "und" then return settings_for(self, "und") end
  made = { language = found, plain = self.options.news == false, memory = self.budget.memory }
  if found then self.settings[code] = made end
  return made
end

--- A document of UTF-8 text.  `input`: text, id, lang, published, title, url.
--- -> document | nil, message, byte
function engine:document(input)
  local given = input.lang or self.options.lang
  local lang = given or self.languages:guess(input.text)
  local settings = settings_for(self, lang)
  local made, message, at
  if self.reused then
    made, message, at = doc_core.reset(self.reused, input.text, settings)
  else
    self.vocabulary = self.vocabulary or core.vocabulary(vocabulary_limit)
    made, message, at = core.document(input.text, {
      language = settings.language, plain = settings.plain, memory = settings.memory,
      vocabulary = self.vocabulary, morphology = self.morphology, layers = self.pack.layers,
      layer_names = self.pack.layer_names, rule_names = self.rule_names,
    })
  end
  if not made then return nil, message, at end
  if self.options.reuse then self.reused = made end
  doc_core.set_unit(made, self.options.offsets or "codepoint")
  document.begin(made, self, {
    id = input.id, lang = lang, title = input.title, url = input.url,
    published = input.published, default_published = self.options.published,
    meta = input.meta, zones = input.zones, ready = input.ready,
  })
  return made
end

-- As if no rule had seen it yet.
local function restart(self, doc)
  local input = doc_core.fields(doc).input
  assert(doc_core.reset(doc, doc.text, settings_for(self, input.lang)))
  document.begin(doc, self, input)
end

---------------------------------------------------------------- running Lua

-- Reports from C about each match of pattern `index` go to on_match.
local function tell_matches(self, doc, made, index)
  self.calls.on_match = self.on_match and function(_, match, verdict, other)
    self.on_match(doc, made, index, match, verdict, other)
  end
end

---------------------------------------------------------------- failures

local function failure(made, code, value)
  local message, source = errors.placed(value)
  return { code = code, message = message, rule = made.name,
           source = source or ("%s:%d"):format(made.file.path, made.line or 0) }
end

-- With many documents, variables to which no function assigns are no longer checked.
local few_documents = 8

local function check(self, guard)
  return guard.locals:check(self.annotated > few_documents)
end

-- A local variable of the rule's own file that this document changed; `everywhere`: of
-- any file.
local function check_guards(self, made, list, everywhere)
  for _, guard in ipairs(self.pack.guards) do
    local changed = (everywhere or guard.file == made.file) and check(self, guard)
    if changed then
      list[#list + 1] = failure(made, "state", ("%s:%d: the local variable %q was changed while "
        .. "a document was worked on; a rule file keeps no state"):format(
        guard.file.path, made.line or 0, changed))
      return true
    end
  end
  return false
end

-- The guards that still have a variable to check, once that is known of all.
local function watchful(self)
  local list = {}
  for _, guard in ipairs(self.pack.guards) do
    if guard.locals:count() > 0 then list[#list + 1] = guard end
  end
  return list
end

local function unchanged(self)
  local same = true
  for _, guard in ipairs(self.watchful or self.pack.guards) do
    if check(self, guard) then same = false end
  end
  if not self.watchful and self.annotated > few_documents then self.watchful = watchful(self) end
  return same
end

-- The walk of a step from that place of its plan on.
local function walk(self, doc, step, matcher, place)
  local scopes = step.zoned and matching.scopes_of(doc, step.first) or nil
  matcher:walk(step.plan, scopes, self.budget.steps, place)
end

-- Prepare a step for its first match.
local function prepare(self, doc, step)
  for _, layer in ipairs(step.reads) do document.ensure(doc, layer) end
  local matcher = matching.opened(step.set, doc, doc_core.fields(doc))
  walk(self, doc, step, matcher, 1)
  return matcher
end

-- The matcher if everything but the walk itself is prepared.  Then preparation takes
-- hardly any budget, except memory: paragraphs, and the scopes of sentences.
local function prepared(doc, step)
  local set = step.set
  return set.opened == doc_core.fields(doc) and not step.reads[1] and not step.zoned
         and set.matcher
end

-- All rules of a step from that place of its plan on fail in the same way.
local function fail_from(self, step, place, failures, broken, value)
  for i, behind in ipairs(steps.ends(step)) do
    if behind > place then
      failures[#failures + 1] = failure(self.pack.rules[step.owners[i]], broken or "error", value)
    end
  end
end

-- The place of the patterns after those of a rule.
local function place_behind(step, number)
  for i, behind in ipairs(steps.ends(step)) do
    if step.owners[i] == number then return behind end
  end
end

-- -> steps used by the last rule
local function run_patterns(self, doc, step, failures)
  local budget, matcher = self.budget, prepared(doc, step)
  local fine, used, broken = matcher, nil, nil
  if matcher then fine = pcall(matcher.walk, matcher, step.plan, nil, budget.steps) end
  if not fine then
    fine, matcher, used, broken =
      sandbox.call(budget, self.memory_ceiling, prepare, self, doc, step)
  end
  if not fine then
    fail_from(self, step, 1, failures, broken, matcher)
    return used
  end
  while true do
    local number, value
    used, number, value, broken = sandbox.run(self.rules, matcher, doc, budget,
                                              self.memory_ceiling)
    if not number then return used end
    failures[#failures + 1] = failure(self.pack.rules[number], broken or "error", value)
    local place = place_behind(step, number)
    fine, value, used, broken = sandbox.call(budget, self.memory_ceiling, walk, self, doc, step,
      matcher, place)
    if not fine then
      fail_from(self, step, place, failures, broken, value)
      return used
    end
  end
end

-- Run the patterns of one rule, each alone, for a watcher (explain, profile).
local function run_watched(self, doc, step, failures)
  local made, used = step.first, 0
  local numbers = made.patterns
  local added, removed, noted = doc_core.begin_rule(doc)
  for i, number in ipairs(numbers) do
    if self.on_pattern then self.on_pattern(made, i, doc) end
    tell_matches(self, doc, made, i)
    local scopes = not step.zoned and { made.scope } or nil
    local lists, owners = { { number } }, { made.number }
    local one = { plan = core.plan(lists, owners, scopes), first = made, lists = lists,
                  owners = owners, reads = step.reads, set = step.set, zoned = step.zoned }
    local before = #failures
    used = used + run_patterns(self, doc, one, failures)
    if #failures > before then
      doc_core.undo(doc, added, removed, noted)
      break
    end
  end
  self.calls.on_match = nil
  return used
end

-- -> steps used
local function run_lua(self, doc, made, failures)
  local added, removed, noted = doc_core.begin_rule(doc)
  self.calls.enter(made.number)
  doc_core.set_rule(doc, made.number)
  self.asked = self.main -- the matcher of the pack is on no walk
  local ok, value, used, broken =
    sandbox.call(self.budget, self.memory_ceiling, made.run, doc)
  self.asked = self.main.nested
  if not ok then
    failures[#failures + 1] = failure(made, broken or "error", value)
    doc_core.undo(doc, added, removed, noted)
  end
  return used
end

-- -> steps used
local function run_regex(self, doc, made, failures)
  local scopes, ok, used, broken = not made.zones and matching.named[made.scope] and made.scope
  if not scopes then
    ok, scopes, used, broken =
      sandbox.call(self.budget, self.memory_ceiling, matching.scopes_of, doc, made)
    if not ok then
      failures[#failures + 1] = failure(made, broken or "error", scopes)
      return used
    end
  end
  tell_matches(self, doc, made, 1)
  local number, value
  used, number, value, broken = sandbox.search(self.rules, made, doc, scopes, self.budget,
    self.memory_ceiling)
  if number then failures[#failures + 1] = failure(made, broken or "error", value) end
  return used
end

local function run_step(self, doc, step, failures)
  if step.plan then
    local watched = self.on_match or self.on_pattern
    return (watched and run_watched or run_patterns)(self, doc, step, failures)
  end
  return (step.first.run and run_lua or run_regex)(self, doc, step.first, failures)
end

--- The languages that rules are for, as "de, en"; "" if none is for a language.
function engine:ruled_languages()
  local list = {}
  for code in pairs(self.codes) do list[#list + 1] = code end
  table.sort(list)
  return table.concat(list, ", ")
end

--- The document's language if there are rules for languages, but none for this one; else
--- nil.
function engine:foreign(doc)
  local code = languages.code_of(doc_core.fields(doc).lang)
  return next(self.codes) and not self.codes[code] and code or nil
end

--- The rules for the document's language -> by number, a step for engine:run_single
function engine:single_steps(doc)
  local by_number = {}
  for _, step in ipairs(steps.of(self, languages.code_of(doc_core.fields(doc).lang), true)) do
    by_number[step.first.number] = step
  end
  return by_number
end

--- Run one rule; failures are added to the list.
function engine:run_single(doc, step, failures)
  local made, added, removed, noted = step.first, doc_core.begin_rule(doc)
  local used = run_step(self, doc, step, failures)
  if self.on_rule then self.on_rule(made, used, added + 1, doc) end
  if check_guards(self, made, failures) then doc_core.undo(doc, added, removed, noted) end
end

--- A local variable changed by a document in a file other than that of the running rule.
function engine:check_state(failures)
  local last = self.pack.rules[#self.pack.rules]
  if last then check_guards(self, last, failures, true) end
end

--- Finish the document, after all rules.
function engine:finish(doc)
  self.annotated = self.annotated + 1
  self.pack.running = nil
  doc_core.set_rule(doc, 0)
  entities.number(doc, self.pack.layers)
end

-- Run step by step, each with one rule: `at`, `skip` as for annotate.
local function annotate_singly(self, doc, list, at, skip)
  local failures = {}
  for _, step in ipairs(list) do
    local made = step.first
    local number = made.number
    if skip and skip[number] then
      failures[#failures + 1] = failure(made, skip[number].code, skip[number].message)
    else
      if at then at(number) end
      self:run_single(doc, step, failures)
    end
  end
  self:check_state(failures)
  if at then at(0) end
  return failures
end

local function annotate_at_once(self, doc, list)
  local failures, worker = {}, self.calls.worker
  for _, step in ipairs(list) do
    if worker and not step.plan then worker:at(self.place, step.first.number) end
    run_step(self, doc, step, failures)
    if core.overdue() then break end
  end
  if worker then worker:at(self.place, -1) end
  return failures
end

-- In haste (see core.hurry): for so long, or a part of the time allowed; for documents up
-- to so many bytes; and so many steps of the budget are held back: more than a VM can
-- execute in that time.
local haste, haste_part, most_hasty, kept_back = 0.1, 0.05, 32 << 10, 250000000

local function may_hurry(self, doc)
  return self.calls.worker and self.budget.steps >= 2 * kept_back and #doc.text <= most_hasty
end

-- -> failures, nil if it must be repeated
local function annotate_hastily(self, doc, list)
  local budget = self.budget
  local allowed = budget.seconds > 0 and budget.seconds * haste_part or haste
  if not may_hurry(self, doc) or not core.hurry(math.min(haste, allowed)) then return nil end
  self.hasty = self.hasty or { steps = budget.steps - kept_back, memory = budget.memory,
                               seconds = budget.seconds }
  self.budget = self.hasty
  local fine, failures = pcall(annotate_at_once, self, doc, list)
  local again = core.hurried()
  self.budget = budget
  if not fine then error(failures, 0) end
  for _, one in ipairs(failures) do again = again or one.code ~= "error" end
  if not again then return failures end
  restart(self, doc)
  collectgarbage() -- what the first try left is not the second one's
end

--- Set who is told the current document and rule: a worker of core.pool, and the
--- document's place in its job.
function engine:watch(worker, place)
  self.calls.worker, self.place = worker, place
end

--- Run every rule of the pack over the document. `at(number)` is called before each rule
--- (with 0 after the last); `skip[number]` = {code, message} skips a rule and records
--- that. -> list of failures {code, message, source, rule}
function engine:annotate(doc, at, skip)
  if self.on_begin then self.on_begin() end
  local code = languages.code_of(doc_core.fields(doc).lang)
  local failures
  if not (at or skip or self.on_rule or self.on_match or self.on_pattern) then
    local list = steps.of(self, code, false)
    if #list == 0 then return {} end
    failures = annotate_hastily(self, doc, list) or annotate_at_once(self, doc, list)
    if not unchanged(self) then -- which rule did it?
      restart(self, doc)
      failures = annotate_singly(self, doc, steps.of(self, code, true))
    end
  else
    failures = annotate_singly(self, doc, steps.of(self, code, true), at, skip)
  end
  self:finish(doc)
  return failures
end

--- Call between two documents.
function engine:rest()
  if self.vocabulary then core.trim(self.vocabulary) end
end

--- Call after a large document, before the next one is read: drops its text.
function engine:let_go()
  if self.reused then doc_core.clear(self.reused) end
  collectgarbage()
end

return engine
