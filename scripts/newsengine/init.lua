-- The module for stock Lua 5.4: local ne = require "newsengine".
local core = require "newsengine.core"
local engine = require "newsengine.engine"
local errors = require "newsengine.errors"
local paths = require "newsengine.paths"
local record = require "newsengine.record"

local newsengine = { version = core.version }

-- The directory of scripts/ and rules/: two above this file.
local here = debug.getinfo(1, "S").source:match("^@(.*)/scripts/newsengine/init%.lua$")
paths.root = paths.root or here or debug.getinfo(1, "S").source:match("^@scripts/") and "."

-- An installed module: its data is elsewhere (make install), or below it (LuaRocks).
local function has_rules(root)
  return root and paths.is_file(paths.join(root, "rules/article.lua"))
end
if not has_rules(paths.root) then
  local directory = debug.getinfo(1, "S").source:match("^@(.*)/init%.lua$")
  local prefix = directory and directory:match("^(.*)/lua/5%.4/newsengine$")
  for _, root in ipairs { prefix and prefix .. "/newsengine" or false,
                          directory and directory .. "/shipped" or false } do
    if has_rules(root) then paths.root = root break end
  end
end

if paths.root and not core.shipped then core.open_shipped(paths.root) end

-- The options of each call, and the type that each has.
local engine_options = { rules = "table", lang = "string", published = "string",
                         news = "boolean", offsets = "string", budget = "table",
                         plain = "boolean", reuse = "boolean" }
local budget_options = { steps = "number", memory = "number", seconds = "number" }
local document_options = { engine = "table", lang = "string", published = "string",
                           id = "any", news = "boolean" }
local units = { byte = true, codepoint = true, utf16 = true }

-- Check a value -> message, or nil
local function misfit(name, value, expected)
  if type(value) == expected or expected == "any" then return nil end
  return ("%s is a %s; a %s expected"):format(name, type(value), expected)
end

-- Check the options -> message about the first bad one, or nil
local function misfit_of(options, known)
  local names = {}
  for name in pairs(options) do names[#names + 1] = tostring(name) end
  table.sort(names)
  for _, name in ipairs(names) do
    if not known[name] then
      local near = errors.near_key(name, known)
      return ("unknown option %s"):format(name)
             .. (near and ("; did you mean %s?"):format(near) or "")
    end
    local why = misfit(name, options[name], known[name])
    if why then return why end
  end
end

-- Steps and bytes of a budget are integers; 0 is no limit.
local function budget_misfit(budget)
  local why = misfit_of(budget, budget_options)
  for _, name in ipairs { "steps", "memory", "seconds" } do
    local n = budget[name]
    if n and not why and not (n >= 0 and (name == "seconds" or math.tointeger(n))) then
      why = ("budget %s = %s: a number of at least 0 expected"):format(name, n)
    end
  end
  return why
end

local function engine_misfit(options)
  local why = misfit_of(options, engine_options)
              or options.budget and budget_misfit(options.budget)
  if why then return why end
  if options.offsets and not units[options.offsets] then
    return ("offsets %s: byte, codepoint or utf16 expected"):format(options.offsets)
  end
  for i, name in ipairs(options.rules or {}) do
    why = why or misfit(("rules[%d]"):format(i), name, "string")
  end
  return why
end

--- An engine with rule files loaded. `options`, all optional:
---   rules      list of paths or names of rule files
---   lang       of documents that say none, as "en"
---   published  day of documents that say none, as "2022-03-14"
---   news       false: words by UAX #29 alone
---   offsets    of records: "byte", "codepoint" (the default) or "utf16"
---   budget     of a rule on a document: steps, memory (bytes), seconds; 0 is no bound
---   plain      true: rules/article.lua does not run first
---   reuse      true: a document takes the memory of the one before it, which is void then
--- Raises when a file does not load, and for options that are none of these.
function newsengine.engine(options)
  options = options or {}
  local why = engine_misfit(options)
  if why then error("newsengine.engine: " .. why, 2) end
  local settings = { find = true }
  for key, value in pairs(options) do settings[key] = value end
  settings.budget = {}
  for key, usual in pairs(engine.default_budget) do
    settings.budget[key] = options.budget and options.budget[key] or usual
  end
  settings.rules = {}
  for i, name in ipairs(options.rules or {}) do
    local path, tried = paths.find("rules", name, ".lua")
    if not path then
      local near = errors.near(name, (paths.names("rules")))
      error(("newsengine.engine: no rule file %q; %s"):format(name, near
        and ("did you mean %s?"):format(near) or "looked for " .. table.concat(tried, ", ")), 2)
    end
    settings.rules[i] = path
  end
  return engine.new(settings)
end

local plain = {}

--- A document of UTF-8 text; tokens and sentences are made on demand. `options`: lang,
--- published, id, news (false: UAX #29 alone), engine (to run its rules).
--- -> document | nil, message, byte; with an engine also the list of failures.  Raises if
--- text is not a string, and for unknown options.
function newsengine.document(text, options)
  options = options or {}
  local why = misfit("text", text, "string") or misfit_of(options, document_options)
  if why then error("newsengine.document: " .. why, 2) end
  local news = options.news ~= false
  local made = options.engine
  if not made then
    plain[news] = plain[news] or engine.new { rules = {}, news = news }
    made = plain[news]
  end
  if made.options.reuse then made:rest() end -- nobody needs the words of the one before
  local doc, message, at = made:document {
    text = text, id = options.id or "document", lang = options.lang,
    published = options.published,
  }
  if not doc then return nil, message, at end
  return doc, options.engine and made:annotate(doc) or {}
end

--- The record of a document as JSON text; `layers`: list of names.  Raises for a layer
--- that no rule makes.
function newsengine.record(doc, layers)
  local state = core.doc.fields(doc)
  local made = state.runner
  local unknown, near = made:unknown_layer(layers or {})
  if unknown then
    error(("newsengine.record: no rule makes the layer %s%s"):format(
      unknown, near and ("; did you mean %s?"):format(near) or ""), 2)
  end
  local list = record.layers(made, layers or made:emitted())
  record.prepare(doc, list)
  return record.line(doc, list, { id = state.id, offsets = made.options.offsets or "codepoint",
                                  input = true, hashes = record.pack_hashes(made.pack) })
end

return newsengine
