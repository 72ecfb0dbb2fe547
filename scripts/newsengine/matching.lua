-- Token patterns over a document: their scopes, the matchers open on it, and patterns
-- that rule code gives as text.  Methods of the engine.
local core = require "newsengine.core"
local document = require "newsengine.document"
local errors = require "newsengine.errors"
local keys = require "newsengine.rule_keys"
local sandbox = require "newsengine.sandbox"

local methods = {}
local matching = { methods = methods }

local doc_core = core.doc

-- Patterns that rule code gives as text: how many are kept at a time, and how many of
-- their matchers may wait to be collected, because their memory is not Lua's.
local most_dynamic, most_waiting = 500, 16

local function dynamic_set(self)
  return { patterns = core.patterns(self.morphology), numbers = {}, count = 0 }
end

--- Call before the first document of an engine, after loading its pack.
function matching.begin(self)
  self.main = { patterns = self.pack.patterns, nested = { patterns = self.pack.patterns } }
  self.asked = self.main.nested -- what doc:match asks while the matcher of main is on a walk
  self.dynamic = dynamic_set(self)
  self.places = {} -- pattern object -> its number in main; list of such -> their numbers
end

--- Scopes known to the core by name.
matching.named = { sentence = true, paragraph = true, document = true }

--- The scopes of a rule in this document: such a name, or ranges of words.
function matching.scopes_of(doc, made)
  local scope, zones = made.scope, made.zones
  if not zones and matching.named[scope] then return scope end
  local state = doc_core.fields(doc)
  if state.ranges[made] then return state.ranges[made] end
  local spans, any = {}, false
  for zone in doc_core.annotations(doc, "Zone") do
    any = true
    if not zones or zones[zone.kind] then spans[#spans + 1] = zone end
  end
  if not any then spans[1] = doc:span(1, #doc.text) end
  local part = (scope == "sentence" or scope == "paragraph") and scope or "span"
  state.ranges[made] = core.ranges(doc, spans, part)
  return state.ranges[made]
end

-- The matcher of a set of patterns, open on the document.
function matching.opened(set, doc, state)
  if set.opened ~= state then
    set.matcher = set.matcher or core.matcher(set.patterns)
    set.matcher:open(doc)
    set.opened = state
  end
  return set.matcher
end

--- The matcher of the rules' patterns, open on the document.
function methods:open_matcher(doc) return matching.opened(self.main, doc, doc_core.fields(doc)) end

--- -> the set that a pattern of the pack is in, its number there
function methods:find_pattern(number)
  if not self.pack.shared then return self.main, number end
  return self.pack.patterns:place(number)
end

--- The document was replaced without the matchers' knowledge, or belonged to another
--- engine.
function methods:take(doc)
  local state = doc_core.fields(doc)
  state.runner, state.ranges, state.compiled = self, {}, nil
  self.dynamic.opened = nil
  self.pack.patterns:close()
end

local function compile_dynamic(self, file, value)
  if self.dynamic.count == most_dynamic then self.dynamic = dynamic_set(self) end
  local number, message, at = self.dynamic.patterns:add(value, {
    lexicons = file.lexicons, macros = file.macros, layers = self.pack.layers,
    new_layer = function(name) return self.pack:layer(name) end,
    language = self.pack.options.language,
  })
  if not number then
    local _, column, excerpt = errors.place(value, at)
    error(tostring(errors.new { message = "pattern: " .. message, column = column,
                                excerpt = excerpt }), 0)
  end
  local numbers = self.dynamic.numbers
  numbers[file] = numbers[file] or {}
  numbers[file][value] = number
  self.dynamic.count = self.dynamic.count + 1
  self.dynamic.matcher, self.dynamic.opened = nil, nil -- it knows the patterns of before
  if self.dynamic.count % most_waiting == 0 then collectgarbage() end
  return number
end

local no_file = { lexicons = {}, macros = {}, path = "" }

-- The set of a pattern object, its number there.
local function place_of(self, value)
  local number = keys.pattern_number(value)
  if not number or number < 0 or number >= (self.pack.pattern_count or 0) then
    error("a token pattern expected", 0)
  end
  local set, place = self:find_pattern(number)
  if set == self.main then self.places[value] = place end
  return set, place
end

--- doc:match in rule code: a pattern object of the pack, or a string, compiled at its first
--- use into a set of its own.  `state`: doc_core.fields(doc).  -> matcher open on the document
--- and on no walk, the pattern's number
function methods:matcher_for(doc, value, state)
  local set, place = self.main, self.places[value]
  if not place and type(value) == "table" then set, place = place_of(self, value) end
  if place then
    return matching.opened(self.asked == self.main and set or set.nested, doc, state), place
  end
  if type(value) ~= "string" then error("a token pattern expected", 0) end
  local made = self.pack.running
  local file = made and made.file or no_file
  if made and self.on_dynamic then self.on_dynamic(made) end
  document.charge_compiling(doc, "pattern", value)
  local known = self.dynamic.numbers[file]
  local number = known and known[value] or compile_dynamic(self, file, value)
  return matching.opened(self.dynamic, doc, state), number
end

--- The same for a constant list of pattern objects: -> matcher, their numbers; nil if one
--- of them is not a pattern object, or of another set.
function methods:matcher_for_all(doc, list, state)
  local places, patterns = self.places[list], sandbox.contents(list)
  if not places then
    if patterns == list then return nil end
    places = {}
    for i, value in ipairs(patterns) do
      local set, place = nil, nil
      if type(value) == "table" then set, place = place_of(self, value) end
      if set ~= self.main then return nil end
      places[i] = place
    end
    self.places[list] = places
  end
  return matching.opened(self.asked, doc, state), places
end

return matching
