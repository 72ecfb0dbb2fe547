-- Running rule packs over documents: which rules, in which scopes, within which budget.
local core = require "newsengine.core"
local document = require "newsengine.document"
local entities = require "newsengine.entities"
local errors = require "newsengine.errors"
local paths = require "newsengine.paths"
local rule = require "newsengine.rule"
local sandbox = require "newsengine.sandbox"

local engine = {}
engine.__index = engine

local doc_core = core.doc

engine.default_budget = { steps = 500000000, memory = 256 << 20, seconds = 10 }

local language_codes = { "de", "en", "es", "fr", "it", "ru" }
local vocabulary_limit = 96 << 20

---------------------------------------------------------------- starting

local function must_read(path)
  local bytes, why = paths.read(path)
  if not bytes then
    error(errors.new { code = "load", file = path, message = "cannot read: " .. why }, 0)
  end
  return bytes
end

-- -> morphology, hash of its data
local function load_morphology()
  local folder = paths.join(paths.root, "rules/lexicons/morphology/")
  local data = must_read(folder .. "en.hand.tsv") .. must_read(folder .. "en.tsv")
  return assert(core.morphology(data)), core.hash(data)
end

-- Languages are read at first use: most runs need one.
local function language(self, code)
  local made = self.languages[code]
  if made == nil then
    local path = paths.find("lexicons", "languages/" .. code .. ".tsv")
    made = false
    if path and code:find("^%l%l%l?$") then
      local bytes = must_read(path)
      self.language_hashes[code] = core.hash(bytes)
      local message, at
      made, message, at = core.language(code, bytes)
      if not made then
        local line, _, excerpt = errors.place(bytes, at)
        error(errors.new { code = "load", file = path, line = line, column = 1,
                           excerpt = excerpt, message = message }, 0)
      end
    end
    self.languages[code] = made
  end
  return made or nil
end

--- An engine.  `options`: rules (paths), budget {steps, memory, seconds}, published, lang,
--- trust (set of paths), offsets ("byte", "codepoint", "utf16"), news (false: UAX #29).
function engine.new(options)
  local self = setmetatable({
    options = options, budget = options.budget or engine.default_budget,
    languages = {}, language_hashes = {}, vocabulary = core.vocabulary(vocabulary_limit),
  }, engine)
  local hash
  self.morphology, hash = load_morphology()
  self.pack = rule.pack { morphology = self.morphology, trust = options.trust,
                          language = language(self, "en"),
                          fixed = hash .. (self.language_hashes.en or "") }
  if options.rules and #options.rules > 0 or options.article then
    local article = paths.join(paths.root, "rules/article.lua")
    if paths.is_file(article) then self.pack:load(article) end
  end
  self.named = {}
  for _, path in ipairs(options.rules or {}) do
    self.named[#self.named + 1] = self.pack:load(path)
  end
  for layer in pairs(document.built_in) do self.pack:layer(layer) end
  for _, layer in ipairs(entities.layers) do self.pack:layer(layer) end
  self.pack:layer("Zone")
  self.rule_names = { [0] = "core" }
  for i, made in ipairs(self.pack.rules) do self.rule_names[i] = made.name end
  self.matcher = core.matcher(self.pack.patterns)
  self.nested = { patterns = self.pack.patterns }
  self.dynamic = { patterns = core.patterns(self.morphology), numbers = {}, count = 0 }
  if #self.pack.rules > 0 then
    collectgarbage()
    collectgarbage()
  end
  self.memory_ceiling = core.memory() + self.budget.memory
  return self
end

local function layers_of(rules)
  local seen, list = {}, {}
  for _, made in ipairs(rules) do
    for _, layer in ipairs(made.emits) do
      if not seen[layer] then
        seen[layer] = true
        list[#list + 1] = layer
      end
    end
  end
  table.sort(list)
  return list
end

--- Layers that the named rule files emit, sorted: what goes out by default.
function engine:emitted()
  local rules = {}
  for _, file in ipairs(self.named) do
    for _, one in ipairs(rule.stands_for(file)) do
      table.move(one.rules, 1, #one.rules, #rules + 1, rules)
    end
  end
  return layers_of(rules)
end

--- Every layer that some rule of the pack emits, sorted.
function engine:all_emitted() return layers_of(self.pack.rules) end

--- What the patterns of the named files read and nothing makes -> list of { rule, layer };
--- a rule waits for such a layer in vain, mostly because a `use` is missing.
function engine:unmade()
  local made, list = { Zone = true }, {}
  for layer in pairs(document.built_in) do made[layer] = true end
  for _, layer in ipairs(self:all_emitted()) do made[layer] = true end
  for _, file in ipairs(self.named) do
    for _, one in ipairs(file.rules) do
      for _, number in ipairs(one.patterns or {}) do
        for _, layer in ipairs(self.pack.patterns:layers(number)) do
          local name = self.pack.layer_names[layer]
          if not made[name] then list[#list + 1] = { rule = one.name, layer = name } end
        end
      end
    end
  end
  return list
end

---------------------------------------------------------------- one document

local function guess(self, text)
  local list = {}
  for i, code in ipairs(language_codes) do list[i] = language(self, code) end
  local found = core.guess_language(text:sub(1, 4096), list)
  return found and language_codes[found] or nil
end

--- A document of UTF-8 text.  `input`: text, id, lang, published, title, url.
--- -> document | nil, message, byte
function engine:document(input)
  local given = input.lang or self.options.lang
  local lang = given or guess(self, input.text)
  local code = lang and lang:match("^%a+")
  local settings = { language = language(self, code and code:lower() or "en"),
                     plain = self.options.news == false, memory = self.budget.memory }
  local made, message, at
  if self.reused then
    made, message, at = doc_core.reset(self.reused, input.text, settings)
  else
    settings.vocabulary, settings.morphology = self.vocabulary, self.morphology
    settings.layers, settings.layer_names = self.pack.layers, self.pack.layer_names
    settings.rule_names = self.rule_names
    made, message, at = core.document(input.text, settings)
  end
  if not made then return nil, message, at end
  if self.options.reuse then self.reused = made end
  doc_core.set_unit(made, self.options.offsets or "codepoint")
  document.begin(made, self, {
    id = input.id, lang = lang, title = input.title, url = input.url,
    published = input.published or self.options.published,
    meta = input.meta, zones = input.zones, ready = input.ready,
  })
  return made
end

---------------------------------------------------------------- matching

-- The scopes of a rule in this document: a name that the core knows, or ranges of words.
local function scopes_of(doc, made)
  local scope, zones = made.scope, made.zones
  if not zones and (scope == "sentence" or scope == "paragraph") then return scope end
  local state = doc_core.fields(doc)
  local key = made
  if state.ranges[key] then return state.ranges[key] end
  local spans = {}
  if scope == "document" and not zones then
    spans[1] = doc:span(1, #doc.text)
  else
    local any = false
    for zone in doc_core.annotations(doc, "Zone") do
      any = true
      if not zones or zones[zone.kind] then spans[#spans + 1] = zone end
    end
    if not any then spans[1] = doc:span(1, #doc.text) end
  end
  local part = (scope == "sentence" or scope == "paragraph") and scope or "span"
  state.ranges[key] = core.ranges(doc, spans, part)
  return state.ranges[key]
end

local function open_matcher(self, doc)
  local state = doc_core.fields(doc)
  if not state.opened then
    self.matcher:open(doc)
    state.opened = true
  end
  return self.matcher
end

-- Patterns that rule code gives as text: so many are kept at a time.
local most_dynamic, compile_cost = 500, 20000

local function dynamic_set(self)
  return { patterns = core.patterns(self.morphology), numbers = {}, count = 0 }
end

-- doc:match in rule code: a pattern object of the pack, or a string, compiled at its first
-- use into a set of its own.  -> matcher kept for it, number of the pattern
local function nested_pattern(self, value)
  if type(value) == "table" then
    local number = math.tointeger(value.pattern)
    if not number or number < 0 or number >= (self.pack.pattern_count or 0) then
      error("a token pattern expected", 0)
    end
    return self.nested, number
  end
  if type(value) ~= "string" then error("a token pattern expected", 0) end
  local made = self.current and self.pack.rules[self.current]
  local file = made and made.file or { lexicons = {}, macros = {}, path = "" }
  local key = file.path .. "\0" .. value
  local number = self.dynamic.numbers[key]
  if not number then
    core.charge(compile_cost + 100 * #value)
    if self.dynamic.count == most_dynamic then self.dynamic = dynamic_set(self) end
    self.dynamic.count = self.dynamic.count + 1
    local message, at
    number, message, at = self.dynamic.patterns:add(value, {
      lexicons = file.lexicons, macros = file.macros, layers = self.pack.layers,
      new_layer = function(name) return self.pack:layer(name) end,
      language = self.pack.options.language,
    })
    if not number then
      local _, column, excerpt = errors.place(value, at)
      error(tostring(errors.new { message = "pattern: " .. message, column = column,
                                  excerpt = excerpt }), 0)
    end
    self.dynamic.numbers[key] = number
    self.dynamic.matcher = nil -- it knows the patterns of before
  end
  return self.dynamic, number
end

--- Iterator over the matches of a token pattern (string or pattern object) in a span.
function engine:matches(doc, value, span)
  local set, number = nested_pattern(self, value)
  local state = doc_core.fields(doc)
  if not set.matcher then
    set.matcher = core.matcher(set.patterns)
    set.opened = nil
  end
  if set.opened ~= state then
    set.matcher:open(doc)
    set.opened = state
  end
  local matcher = set.matcher
  matcher:walk(number, core.ranges(doc, { span or doc:span(1, #doc.text) }, "span"))
  return function() return matcher:next() end
end

---------------------------------------------------------------- emitting

-- Is the place taken in this layer by an annotation that is there already?
local function is_taken(doc, made, span)
  if made.overlap == "all" then return false end
  for other in doc_core.overlapping(doc, made.emit, span) do
    if made.overlap ~= "nested" then return true end
    local first, last = other.first, other.last
    local inside = first <= span.first and span.last <= last
    local around = span.first <= first and last <= span.last
    if inside == around then return true end -- crossing, or the same place
  end
  return false
end

local function folded(value)
  if core.is_span(value) then value = value.text end
  return core.fold(tostring(value))
end

-- refers = { "Person", surname = "surname" }: the annotation whose attributes equal these
-- captures: the nearest earlier one, else the first later one.
local function referent(doc, made, match)
  local wanted = {}
  for feature, capture in sandbox.pairs(made.refers) do
    if feature ~= 1 then
      local value = match[capture]
      if value == nil then return nil end
      wanted[#wanted + 1] = { feature, folded(value) }
    end
  end
  local before, behind
  for other in doc:each(made.refers[1]) do
    local equal = true
    for _, pair in ipairs(wanted) do
      local value = other[pair[1]]
      if value == nil or folded(value) ~= pair[2] then equal = false break end
    end
    if equal then
      if other.first < match.first then before = other
      elseif not behind then behind = other end
    end
  end
  return before or behind
end

local inherited = { "name", "surname", "given", "country", "affiliation", "kind", "id", "entity" }

local function emit(doc, made, match)
  local place = match
  if made.span then
    place = match[made.span]
    if not place then return end
  end
  local other
  if made.refers then
    other = referent(doc, made, match)
    if not other then return false end
  end
  if made.where and not made.where(match, doc) then return false end
  if is_taken(doc, made, place) then return end
  local values
  if made.set then values = made.set(match, doc) else values = core.captures(match) end
  local attributes = document.attributes(values)
  if other then
    for _, key in ipairs(inherited) do
      if attributes[key] == nil then attributes[key] = other[key] end
    end
    attributes.entity = attributes.entity or other.name
  end
  doc_core.annotate(doc, made.emit, place, made.number, attributes)
end

local function run_patterns(self, doc, made)
  local matcher = open_matcher(self, doc)
  local scopes = scopes_of(doc, made)
  for _, number in ipairs(made.patterns) do
    matcher:walk(number, scopes)
    local match = matcher:next()
    while match do
      if emit(doc, made, match) == false then matcher:reject() end
      match = matcher:next()
    end
  end
end

local function run_regex(doc, made)
  doc_core.make(doc, "sentences")
  local scopes = scopes_of(doc, made)
  local function search(span)
    for match in doc:gfind(made.regex, span) do emit(doc, made, match) end
  end
  if scopes == "sentence" then for part in doc:sentences() do search(part) end
  elseif scopes == "paragraph" then for part in doc:paragraphs() do search(part) end
  else for part in core.range_spans(doc, scopes) do search(part) end end
end

local function run_rule(self, doc, made)
  for _, layer in ipairs(made.reads) do document.ensure(doc, layer) end
  if made.run then made.run(doc)
  elseif made.regex then run_regex(doc, made)
  else run_patterns(self, doc, made) end
end

-- Built-in layers that a rule's patterns read.
local function read_layers(self, made)
  local list, seen = {}, {}
  for _, number in ipairs(made.patterns) do
    for _, layer in ipairs(self.pack.patterns:layers(number)) do
      local name = self.pack.layer_names[layer]
      if document.built_in[name] and not seen[name] then
        seen[name] = true
        list[#list + 1] = name
      end
    end
  end
  return list
end

---------------------------------------------------------------- failures

local function failure(made, code, value)
  local message = errors.message(value)
  local source = message:match("^([^\n:]+%.lua:%d+): ")
  if source then message = message:sub(#source + 3) end
  return { code = code, message = message, rule = made.name,
           source = source or ("%s:%d"):format(made.file.path, made.line or 0) }
end

-- Take away what a failed rule has written.
local function undo(doc, from)
  local id = from
  while true do
    local ok, annotation = pcall(doc_core.annotation, doc, id)
    if not ok then break end
    doc_core.remove(doc, annotation)
    id = id + 1
  end
end

-- A local of the rule's own file that this document changed; `everywhere`: of any file.
local function check_guards(self, made, list, everywhere)
  for _, guard in ipairs(self.pack.guards) do
    local changed = (everywhere or guard.file == made.file) and sandbox.check(guard.locals)
    if changed then
      list[#list + 1] = failure(made, "state", ("%s:%d: the local variable %q was changed while "
        .. "a document was worked on; a rule file keeps no state"):format(
        guard.file.path, made.line or 0, changed))
      return true
    end
  end
  return false
end

--- Run every rule of the pack over the document.  `at(number)` is called before each rule
--- (0 after the last); `skip[number]` = {code, message} leaves a rule out and records that.
--- -> list of failures {code, message, source, rule}
function engine:annotate(doc, at, skip)
  local failures = {}
  if self.on_begin then self.on_begin() end
  local lang = doc_core.fields(doc).lang
  local code = lang and lang:match("^%a+") or "en"
  for number, made in ipairs(self.pack.rules) do
    if skip and skip[number] then
      failures[#failures + 1] = failure(made, skip[number].code, skip[number].message)
    elseif not made.lang or made.lang[code] then
      if at then at(number) end
      made.reads = made.reads or read_layers(self, made)
      local from = doc_core.count(doc) + 1
      self.current, self.pack.running = number, made.name
      self.in_article = made.file.article
      local ok, value, used, broken =
        sandbox.call(self.budget, self.memory_ceiling, run_rule, self, doc, made)
      if self.on_rule then self.on_rule(made, used, from, doc) end
      if not ok then
        failures[#failures + 1] = failure(made, broken or "error", value)
      end
      if check_guards(self, made, failures) then ok = false end
      if not ok then undo(doc, from) end
    end
  end
  local last = self.pack.rules[#self.pack.rules]
  if last then check_guards(self, last, failures, true) end
  self.current, self.in_article, self.pack.running = nil, nil, nil
  if at then at(0) end
  entities.number(doc, entities.layers)
  return failures
end

--- Between two documents.
function engine:rest()
  core.trim(self.vocabulary)
end

return engine
