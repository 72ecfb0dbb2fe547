-- Output formats: one Lua file each (help formats).
local columns = require "newsengine.columns"
local core = require "newsengine.core"
local document = require "newsengine.document"
local errors = require "newsengine.errors"
local extension = require "newsengine.extension"
local inline = require "newsengine.inline"
local network = require "newsengine.network"
local paths = require "newsengine.paths"
local sandbox = require "newsengine.sandbox"

local format = {}

local keys = { about = "string", extension = "string", open = "function", document = "function",
               close = "function", merge = "function", failed = "function", options = "table",
               single = "boolean", story = "boolean", separator = "string",
               offsets = "string", several = "table" }

---------------------------------------------------------------- out

local xml_marks = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;",
                    ["'"] = "&#39;" }

-- A string made by a rule need not be UTF-8.
local function text_of(value) return core.repaired(sandbox.tostring(value)) end

-- XML 1.0 does not allow most control characters, nor U+FFFE and U+FFFF.
local function xml(value)
  local text = text_of(value):gsub("[\0-\8\11\12\14-\31\127]", "\u{FFFD}")
  text = text:gsub("\xEF\xBF[\xBE\xBF]", "\u{FFFD}")
  return (text:gsub("[&<>\"']", xml_marks))
end

-- A cell that a spreadsheet would take for a formula gets an apostrophe before it; a
-- single sign, such as the name of standard input, is taken for text.
local function disarmed(text)
  if text:find("^[=+%-@\t\r].") and not text:find("^[-+]?%d[%d.]*$") then return "'" .. text end
  return text
end

local function csv(text)
  if text:find('[",\r\n]') then text = '"' .. text:gsub('"', '""') .. '"' end
  return text
end

local function tsv(text) return (text:gsub("[\t\r\n]+", " ")) end

-- The escape `f` for cells; with -M formulas=keep without the apostrophe.
local function cells(f, options)
  if options.formulas == "keep" then return function(value) return f(text_of(value)) end end
  return function(value) return f(disarmed(text_of(value))) end
end

local function markdown(value)
  return (text_of(value):gsub("[\\`*_{}%[%]<>#|~!]", "\\%0"):gsub("\r?\n", " "))
end

-- Text that a terminal shows unchanged: no control or bidirectional formatting
-- characters.
local function plain(value)
  local text = text_of(value):gsub("[\0-\8\11-\31\127]", "\u{FFFD}")
  for _, code in ipairs { 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068,
                          0x2069, 0x200E, 0x200F, 0x061C } do
    text = text:gsub(utf8.char(code), "")
  end
  return (text:gsub("\xC2[\x80-\x9F]", "\u{FFFD}"))
end

--- out.shown(v) -> a value of doc:data() for people: a span by its name, else its words;
--- a list with … between its members
local function shown(value)
  if type(value) ~= "table" then return tostring(value) end
  if value.text then return value.name or value.text end
  local parts = {}
  for i, item in ipairs(value) do parts[i] = shown(item) end
  return table.concat(parts, " … ")
end

-- Part of an IRI or file URI: everything but letters, digits and -._~/ as %XX.
local function uri(value)
  return (tostring(value):gsub("[^%w%-%._~/]", function(byte)
    return ("%%%02X"):format(byte:byte())
  end))
end

--- out.touching(list, a) -> numbers of the first and last item that share a byte with
--- `a`, nil if none does; the items are in text order and have first and last
local function touching(list, a)
  local low, high = 1, #list + 1
  while low < high do
    local middle = (low + high) // 2
    if list[middle].last < a.first then low = middle + 1 else high = middle end
  end
  local stop = low
  while list[stop] and list[stop].first <= a.last do stop = stop + 1 end
  if stop > low then return low, stop - 1 end
end

local function is_file_name(value) return type(value) == "string" and value:find("^%w[%w._-]*$") end

local function file_name(value)
  if not is_file_name(value) then
    error("out: a file name of letters, digits, dots, - and _ expected", 0)
  end
  return value
end

-- Text that is already JSON, for json_encode.
local encoded = { json = "text" }

--- out.object("key", value, …) -> a value that out.json writes as an object with its keys
--- in this order; a key with value nil is omitted.
local function object(...)
  local parts = {}
  for i = 1, select("#", ...), 2 do
    local key, value = select(i, ...)
    if value ~= nil then
      parts[#parts + 1] = core.json_encode(key) .. ":" .. core.json_encode(value)
    end
  end
  return setmetatable({ text = "{" .. table.concat(parts, ",") .. "}" }, encoded)
end

-- Values written as their text, including spans and documents.
local writable = { string = true, number = true, boolean = true, userdata = true }

--- A new `out`: call it with bytes, or a format with values; out.json(v) and so on escape.
function format.out(settings)
  local parts = {}
  local options = settings.options or {}
  local out = { json = core.json_encode, csv = cells(csv, options), tsv = cells(tsv, options),
                xml = xml, html = xml,
                markdown = markdown, plain = plain, shown = shown, uri = uri, object = object,
                touching = touching,
                options = options, color = settings.color,
                columns = settings.columns, width = core.width,
                table_columns = columns.of(options), version = core.version,
                layers = settings.layers }
  local files = {}
  if settings.directory then
    out.beside = function(ending, bytes)
      files[#files + 1] = { "." .. file_name(ending), tostring(bytes) }
    end
    out.shared = function(name, bytes)
      files[#files + 1] = { file_name(name), tostring(bytes) }
    end
  end
  setmetatable(out, { __metatable = false, __call = function(_, text, ...)
    if select("#", ...) > 0 then
      local ok, filled = pcall(sandbox.format, text, ...)
      if not ok then error("out: " .. filled, 2) end -- at the line of the format
      text = filled
    end
    if not writable[type(text)] then
      error(("out: a text expected, got %s"):format(type(text)), 2) -- an address is none
    end
    parts[#parts + 1] = tostring(text)
  end })
  return out, function()
    local bytes = table.concat(parts)
    parts = {}
    return bytes, files
  end
end

---------------------------------------------------------------- loading

local units = { codepoint = true, utf16 = true, byte = true }

local fail = extension.fail

local function check(path, name, def)
  if type(def) ~= "table" then fail(path, ("format %q: a table expected"):format(name)) end
  for key, value in sandbox.pairs(def) do
    if not keys[key] then
      local near = errors.near_key(tostring(key), keys)
      fail(path, ("format %q: unknown key %q"):format(name, tostring(key)),
           near and ("did you mean %q?"):format(near))
    end
    if type(value) ~= keys[key] then
      fail(path, ("format %q: %s is a %s; %s expected"):format(name, key, type(value), keys[key]))
    end
  end
  local several = def.several
  if several and not (type(several.before) == "string" and type(several.after) == "string") then
    fail(path, ("format %q: several needs the texts before and after"):format(name))
  end
  if def.offsets and not units[def.offsets] then
    fail(path, ("format %q: offsets is byte, codepoint or utf16"):format(name))
  end
  if def.extension and not is_file_name(def.extension) then
    fail(path, ("format %q: extension is %q; letters and digits expected"):format(
      name, def.extension))
  end
  if not def.document then fail(path, ("format %q: document is missing"):format(name)) end
end

--- The named formats and their files; jsonl has none, because the core writes it.
--- -> list of names, sorted; table: name -> path
function format.names()
  local names, where = paths.names("formats")
  names[#names + 1] = "jsonl"
  table.sort(names)
  return names, where
end

--- Load a format by name or path; raises an errors object.
function format.load(name)
  local path, tried = paths.find("formats", name, ".lua")
  if not path then
    local near = errors.near(name, (format.names()))
    error(errors.new { code = "load", message = ("no format %q"):format(name),
                       hint = near and ("did you mean %s?"):format(near)
                              or "newsengine --list-formats names them; looked for "
                                 .. table.concat(tried, ", ") }, 0)
  end
  local made
  local words = extension.words(path)
  function words.format(format_name)
    return function(def)
      check(path, format_name, def)
      made = { name = format_name, path = path, about = def.about, extension = def.extension,
               open = def.open, document = def.document, close = def.close, merge = def.merge,
               failed = def.failed, options = def.options, single = def.single, story = def.story,
               separator = def.separator, offsets = def.offsets, several = def.several }
    end
  end
  words.network = sandbox.library { of = network.of, merge = network.merge, lists = network.lists,
                                    none = { nodes = {}, edges = {} } }
  local env = extension.environment(path, words)
  extension.load(path, env)
  if not made then fail(path, "it defines no format", 'format "name" { … } does') end
  made.guard = extension.freeze(env, words, made.document, made.open, made.close, made.merge,
                                made.failed)
  return made
end

--- Call the format's function of this name within the engine's budget -> ok, value or
--- message.
function format.call(engine, made, name, ...)
  local ok, value, _, broken = sandbox.call(engine.budget, engine.memory_ceiling, made[name], ...)
  if ok then return true, value end
  return false, extension.message(made.path, value, broken) .. errors.wider(broken)
end

--- Check that a document has not changed a local variable of the format: the next one
--- would then depend on which worker gets it -> message | nil
function format.state(made)
  local changed = made.guard:check(true)
  return changed and ("%s: the local variable %q was changed while a document was worked on; "
    .. "a format keeps no state: help formats, merge"):format(made.path, changed)
end

---------------------------------------------------------------- what formats see of documents

local methods = core.document_methods

--- doc:annotations() -> list of the annotations to write, in record order, each with id
function methods.annotations(doc)
  local state = core.doc.fields(doc)
  local list = {}
  for _, layer in ipairs(state.layers) do
    document.ensure(doc, layer[1])
    for annotation in core.doc.annotations(doc, layer[1]) do
      list[#list + 1] = { annotation, annotation.first, annotation.last, layer[1],
                          annotation.rule, #list }
    end
  end
  table.sort(list, function(a, b)
    if a[2] ~= b[2] then return a[2] < b[2] end
    if a[3] ~= b[3] then return a[3] > b[3] end
    if a[4] ~= b[4] then return a[4] < b[4] end
    if a[5] ~= b[5] then return a[5] < b[5] end
    return a[6] < b[6]
  end)
  for i, item in ipairs(list) do list[i] = item[1] end
  return list
end

--- doc:rows(names) -> list of rows, one for each annotation, of the named columns (by
--- default the usual ones): see newsengine.columns
function methods.rows(doc, names)
  return columns.rows(doc, doc:annotations(), names or columns.usual,
                      core.doc.fields(doc).further)
end

--- doc:record() -> the record as JSON text
function methods.record(doc) return core.doc.fields(doc).make_record() end

-- Add byte offsets to a span of the record.
local function add_bytes(doc, value)
  if type(value) ~= "table" then return end
  if value.text and value.start and value["end"] then
    value.first = core.doc.byte(doc, value.start)
    value.last = core.doc.byte(doc, value["end"]) - 1
  end
  for _, item in pairs(value) do add_bytes(doc, item) end
end

--- doc:data() -> the record as a table (see help records); its spans have first and last,
--- bytes as in doc.text, besides start and end, and annotations[i] is the one with id i
function methods.data(doc)
  local data = core.json_decode(doc:record())
  add_bytes(doc, data.annotations)
  return data
end

--- doc:units() -> size of the text in the unit of the record
function methods.units(doc)
  return doc:span(#doc.text + 1, #doc.text).start
end

--- doc:blocks() -> the paragraphs in order, { kind, first, last }: kind is that of the first
--- Zone in the paragraph, "body" where there is none
function methods.blocks(doc)
  local list = {}
  for paragraph in doc:paragraphs() do
    local zone = doc:overlapping("Zone", paragraph)
    list[#list + 1] = { kind = zone and zone.kind or "body", first = paragraph.first,
                        last = paragraph.last }
  end
  return list
end

--- doc:word_list() -> list of the words: text, start, end, first, last
function methods.word_list(doc)
  local list = {}
  for word in doc:words() do
    list[#list + 1] = { text = word.text, start = word.start, ["end"] = word["end"],
                        first = word.first, last = word.last }
  end
  return list
end

-- Attributes that refer to other annotations, in record order.
local related = { "speaker", "addressee", "via", "agents", "patients", "place" }

--- doc:relations(annotations of doc:data()) -> list of { kind, from, to }: from the annotation
--- with an attribute `kind` to the annotation (ids) that the attribute is
function methods.relations(_, annotations)
  local list = {}
  for _, a in ipairs(annotations) do
    for _, kind in ipairs(related) do
      local value = a.attributes[kind]
      if type(value) == "table" then
        for _, span in ipairs(value.text and { value } or value) do
          if span.ref then list[#list + 1] = { kind = kind, from = a.id, to = span.ref } end
        end
      end
    end
  end
  return list
end

--- doc:inline(annotations, first, last, visit): see newsengine.inline
function methods.inline(doc, annotations, first, last, visit)
  inline.walk(doc.text, annotations, first, last, visit)
end

--- doc:count(layer) -> how many annotations of a layer there are
function methods.count(doc, layer)
  return core.count(doc, { { layer, core.doc.fields(doc).runner.pack.layers[layer] or -1 } })[1]
end

return format
