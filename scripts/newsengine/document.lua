-- Methods of documents and spans for rules, on top of those of the core.
local core = require "newsengine.core"
local date = require "newsengine.date"
local keys = require "newsengine.rule_keys"
local sandbox = require "newsengine.sandbox"

local document = {}

local doc_core, methods = core.doc, core.document_methods
local fields, span_methods = core.span_fields, core.span_methods

-- What rules and formats may read of a document besides its methods and text.
local readable = "id lang meta published headline title url ready layers errors failed"
for name in readable:gmatch("%S+") do
  core.document_fields[name] = true
end

---------------------------------------------------------------- built-in layers

-- Built-in layers become annotations on demand, by name.
local function add_parts(doc, layer, iterator, rule)
  for part in iterator(doc) do doc_core.annotate(doc, layer, part, rule, {}) end
end

local built_in = {
  Token = function(doc, rule) add_parts(doc, "Token", doc.tokens, rule) end,
  Sentence = function(doc, rule) add_parts(doc, "Sentence", doc.sentences, rule) end,
  Paragraph = function(doc, rule) add_parts(doc, "Paragraph", doc.paragraphs, rule) end,
  Quoted = function(doc, rule)
    for whole, inner, style, depth, open in doc_core.quoted(doc) do
      doc_core.annotate(doc, "Quoted", whole, rule,
                        { inner = inner, style = style, depth = depth, open = open })
    end
  end,
}

--- Layers made on demand -> the function that makes each.
document.built_in = built_in

--- Make the annotations of a built-in layer; does nothing for other layers or the second
--- time.
function document.ensure(doc, layer)
  local make = built_in[layer]
  if not make then return end
  local state = doc_core.fields(doc)
  if state.made[layer] then return end
  state.made[layer] = doc_core.count(doc) + 1
  state.runner.pack:layer(layer)
  make(doc, 0)
end

for layer in pairs(built_in) do core.lazy_layers[layer] = document.ensure end

--- The annotations from number `from` on written by the rule itself, without those of
--- built-in layers that were made because it read them -> iterator
function document.written_by(doc, made, from)
  local id, count = from - 1, doc_core.count(doc)
  return function()
    while id < count do
      id = id + 1
      local annotation = doc_core.annotation(doc, id)
      if annotation.rule == made.name then return id, annotation end
    end
  end
end

---------------------------------------------------------------- questions

--- doc:collect(layer, names) -> a list with a table for each annotation: first, last
--- (bytes), text (white space as single spaces), kinds (as span:measure), gap (the text
--- between the one before and it, up to 6 bytes) and its attributes of those names
function methods.collect(doc, layer, names)
  if type(layer) ~= "string" then error("doc:collect: a layer expected", 2) end
  document.ensure(doc, layer)
  local number = doc_core.fields(doc).runner.pack:layer(layer)
  return core.collect(doc, number, sandbox.contents(names))
end

---------------------------------------------------------------- searching

local compile_cost = 20000

--- Charge a rule for compiling a text: at the first use in each document, no matter who
--- compiled it before. `kind`: "pattern" or "regex".
function document.charge_compiling(doc, kind, value)
  local state = doc_core.fields(doc)
  local rule = state.runner and state.runner.pack.running
  if not state.compiled or state.compiled.rule ~= rule then
    state.compiled = { rule = rule, pattern = {}, regex = {} }
  end
  local known = state.compiled[kind]
  if known[value] then return end
  core.charge(compile_cost + 100 * #value)
  known[value] = true
end

-- Text -> compiled regex, for strings given to doc:find.  Their memory is not Lua's.
local regexes, regex_count, regex_bytes = {}, 0, 0
local most_regexes, most_regex_bytes = 500, 1 << 20

local function regex_of(doc, value)
  if type(value) ~= "string" then return value end
  document.charge_compiling(doc, "regex", value)
  local made = regexes[value]
  if not made then
    if regex_count == most_regexes or regex_bytes > most_regex_bytes then
      regexes, regex_count, regex_bytes = {}, 0, 0
      collectgarbage()
    end
    local message, at
    made, message, at = core.regex(value)
    if not made then error(("regex: %s (at byte %d of %q)"):format(message, at, value), 0) end
    regexes[value] = made
    regex_count, regex_bytes = regex_count + 1, regex_bytes + core.regex_size(made)
  end
  return made
end

--- doc:find(regex, span) -> the first match of a regular expression, or nil
function methods.find(doc, regex, span)
  local first, last = 1, #doc.text
  if span then first, last = span.first, span.last end
  return core.regex_find(regex_of(doc, regex), doc, first, last)
end

--- doc:gfind(regex, span) -> iterator of matches
function methods.gfind(doc, regex, span)
  local first, last = 1, #doc.text
  if span then first, last = span.first, span.last end
  regex = regex_of(doc, regex)
  return function()
    if first > last + 1 then return nil end
    local match = core.regex_find(regex, doc, first, last)
    if not match then
      first = last + 2
      return nil
    end
    first = math.max(match.last + 1, match.first + 1)
    while first <= last and (doc.text:byte(first) & 0xC0) == 0x80 do first = first + 1 end
    return match
  end
end

local fields_of = doc_core.fields

local function matcher_for(doc, pattern)
  local state = fields_of(doc)
  return state.runner:matcher_for(doc, pattern, state)
end

--- doc:match(pattern, span) -> the first match of a token pattern, or nil
function methods.match(doc, pattern, span)
  local state = fields_of(doc)
  local runner = state.runner
  local set, number = runner.asked, runner.places[pattern]
  if number and set.opened == state then return set.matcher:first(number, span) end -- most
  local matcher
  matcher, number = runner:matcher_for(doc, pattern, state)
  return matcher:first(number, span)
end

--- doc:matches(pattern, spans) -> table: at i the first match in spans[i], if there is
--- one. For several patterns at once: doc:matches({pattern, ...}, spans) -> a table for
--- each, and as `numbers` a list of the i at which they match. spans: a list, or a
--- layout; with `numbers` only those of them
function methods.matches(doc, pattern, spans, numbers)
  local ranges = core.numbered_ranges(doc, sandbox.contents(spans),
    numbers and sandbox.contents(numbers))
  local state = fields_of(doc)
  local runner = state.runner
  local several = type(pattern) == "table" and sandbox.contents(pattern)
  if not several or keys.pattern_number(pattern) then
    local matcher, number = runner:matcher_for(doc, pattern, state)
    return matcher:firsts({ number }, ranges)[1]
  end
  local matcher, places = runner:matcher_for_all(doc, pattern, state)
  if matcher then return matcher:firsts(places, ranges) end
  local found = { numbers = {} }
  for i, one in ipairs(several) do -- some may be texts
    local its, number = runner:matcher_for(doc, one, state)
    local firsts = its:firsts({ number }, ranges)
    found[i] = firsts[1]
    table.move(firsts.numbers, 1, #firsts.numbers, #found.numbers + 1, found.numbers)
  end
  return found
end

local questions = setmetatable({}, { __mode = "k" }) -- `where` that is frozen -> core.question

local function question_of(where)
  local made = questions[where]
  if made then return made end
  local inside = sandbox.contents(where)
  if type(inside) == "table" and inside[1] then
    local list = {}
    for i, one in ipairs(inside) do list[i] = sandbox.contents(one) end
    made = core.question(table.unpack(list))
  else
    made = core.question(inside)
  end
  if inside ~= where then questions[where] = made end -- it stays what it is
  return made
end

--- doc:pick(layout, where) -> the numbers of the rows that meet it, in order; where: {
--- any =, all =, none = bits, least =, most = bytes, least_words =, most_words =, from =,
--- to = rows, match = a regular expression }, or a list of these, of which one must be
--- met
function methods.pick(doc, layout, where)
  return core.pick(doc, layout, question_of(where))
end

--- doc:mark(layout, bits, where) : sets bits (1 << 48 and above) in the kinds of these
--- rows
function methods.mark(doc, layout, bits, where)
  core.mark(doc, layout, bits, question_of(where))
end

--- doc:gmatch(pattern, span) -> iterator of matches
function methods.gmatch(doc, pattern, span)
  local matcher, number = matcher_for(doc, pattern)
  return matcher:each(number, span)
end

---------------------------------------------------------------- writing

local function check_value(value, key, depth, each)
  local kind = type(value)
  if kind == "string" or kind == "number" or kind == "boolean" or core.is_span(value) then
    return value
  end
  if date.is(value) then return value:iso() end
  if kind == "table" and depth < 8 then
    local copy = {}
    for name, item in each(sandbox.contents(value)) do
      copy[name] = check_value(item, key, depth + 1, each)
    end
    return copy
  end
  error(("attribute %s: a %s cannot be stored"):format(key, kind), 0)
end

local function keep(values, each)
  local kept = {}
  for key, value in each(sandbox.contents(values)) do
    if type(key) ~= "string" then error("attributes: names are strings", 0) end
    kept[key] = check_value(value, key, 0, each)
  end
  return kept
end

--- Attributes as they are stored: strings, numbers, booleans, spans, dates as text, lists
--- and tables of them.
function document.attributes(values)
  if values == nil then return {} end
  if type(values) ~= "table" then
    error(("attributes: a table expected, got %s"):format(type(values)), 0)
  end
  local ok, kept = pcall(keep, values, pairs)
  if ok then return kept end
  return keep(values, sandbox.pairs) -- so that of two faults always the same one is told
end

--- doc:add(layer, span, attributes) -> annotation.  This handles what C leaves to us: a
--- new layer, lists and dates as attributes, errors.
methods.add = doc_core.adder(function(doc, layer, span, attributes)
  if type(layer) ~= "string" then error("doc:add: a layer expected", 3) end
  if type(span) == "table" and math.type(span.first) and math.type(span.last) then
    span = doc:span(span.first, span.last)
  end
  if not core.is_span(span) then error("doc:add: a span expected", 3) end
  local runner = doc_core.fields(doc).runner
  runner.pack:layer(layer)
  local running = runner.pack.running
  return doc_core.annotate(doc, layer, span, running and running.number or 0,
                           document.attributes(attributes))
end)

-- The same table, with its lists replaced by the contents of frozen ones.
local function open_lists(values)
  if type(values) ~= "table" then return values end
  local open = {}
  for name, list in pairs(sandbox.contents(values)) do open[name] = sandbox.contents(list) end
  return open
end

--- doc:add_all(layer, places, lists) : adds an annotation at each places.first[i],
--- places.last[i] (bytes), whose attributes are the values at i of the lists, by name:
--- strings, numbers, booleans, spans
function methods.add_all(doc, layer, places, lists)
  if type(layer) ~= "string" then error("doc:add_all: a layer expected", 2) end
  doc_core.fields(doc).runner.pack:layer(layer)
  doc_core.add_all(doc, layer, open_lists(places), open_lists(lists))
end

--- doc:set(annotation, {key = value}) : changes attributes; false removes one
function methods.set(_, annotation, values)
  if not core.is_span(annotation) or not core.annotation_id(annotation) then
    error("doc:set: an annotation expected", 2)
  end
  local attributes = core.own_attributes(annotation)
  for key, value in pairs(document.attributes(values)) do
    if value == false then attributes[key] = nil else attributes[key] = value end
  end
end

--- doc:remove(annotation)
function methods.remove(doc, annotation) doc_core.remove(doc, annotation) end

---------------------------------------------------------------- fields of spans

-- annotation.attributes -> its attributes as a new table
function fields.attributes(span) return document.attributes(core.attributes(span)) end

--- The value of a number written in digits or words -> number | nil.
function document.number(text, runner)
  local digits = text:match("^[-+]?%d[%d,]*%.?%d*")
  if digits and digits == text then
    local plain = digits:gsub(",", "")
    return math.tointeger(tonumber(plain)) or tonumber(plain)
  end
  local words = runner.pack:number_words()
  return words and words(text)
end

-- span.number : 1,200 -> 1200; three -> 3 (see newsengine.number)
function fields.number(span)
  return document.number(span.text, doc_core.fields(span.document).runner)
end

-- span:contains(other)
function span_methods.contains(span, other)
  return span.first <= other.first and other.last <= span.last
end

---------------------------------------------------------------- the fields of a document

-- Zones known to readers; text without a zone is the body.
local function add_zones(doc, runner, zones)
  runner.pack:layer("Zone")
  local size = #doc.text
  if size == 0 then return end
  for _, zone in ipairs(zones or { { kind = "body", first = 1, last = size } }) do
    doc_core.annotate(doc, "Zone", doc:span(zone.first, zone.last), 0, { kind = zone.kind })
  end
end

local function set_meta(state, key, value)
  if state.given and state.given[key] then return end
  if date.is(value) then value = value:iso() end
  if core.is_span(value) then value = value.text end
  state.meta_values[key] = value
  if key == "published" then
    local day = type(value) == "string" and date.parse(value) or nil
    -- Rules compute with it, so its neighbours must be in the calendar, too.
    state.published = day and 1 < day.year and day.year < 9999 and day or nil
  elseif key == "headline" then
    state.headline = value
  end
end

-- The meta as rules see it, made on demand.
local made_late = {
  __index = function(state, key)
    if key ~= "meta" then return nil end
    local values = state.meta_values
    local meta = setmetatable({}, {
      __index = values, __metatable = false,
      __pairs = function() return pairs(values) end,
      __newindex = function(_, name, value)
        local running = state.runner.pack.running
        if not (running and running.file.article) then
          error("only rules/article.lua writes doc.meta", 2)
        end
        set_meta(state, name, value)
      end,
    })
    state.meta = meta
    return meta
  end,
}

--- Set the fields of a document. `input`: id, published, lang, title, url;
--- default_published, for a document that gives no date, not even in its text.
function document.begin(doc, runner, input)
  local state = setmetatable(doc_core.fields(doc), made_late)
  state.runner, state.made, state.ranges, state.input = runner, {}, {}, input
  state.id = input.id
  state.meta_values = {}
  state.title, state.url = input.title, input.url
  if input.title then set_meta(state, "headline", input.title) end
  local published = input.published or input.default_published
  if published then set_meta(state, "published", published) end
  if input.title or input.published then
    state.given = { published = input.published ~= nil, headline = input.title ~= nil }
  end
  state.lang, state.ready = input.lang, input.ready
  if input.lang then state.meta_values.lang = input.lang end
  if input.meta then
    for key, value in sandbox.pairs(input.meta) do
      if state.meta_values[key] == nil then state.meta_values[key] = value end
    end
  end
  if input.ready then add_zones(doc, runner, input.zones) end
  return doc
end

return document
