-- The module for stock Lua 5.4: local ne = require "newsengine".
local core = require "newsengine.core"
local engine = require "newsengine.engine"
local paths = require "newsengine.paths"
local record = require "newsengine.record"

local newsengine = { version = core.version }

-- The directory of scripts/ and rules/: two above this file.
local here = debug.getinfo(1, "S").source:match("^@(.*)/scripts/newsengine/init%.lua$")
paths.root = paths.root or here or debug.getinfo(1, "S").source:match("^@scripts/") and "."

-- An installed module: its data lies apart (make install), or below it (LuaRocks).
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

--- An engine with rule files loaded.  `options`: rules (list of paths or names), lang,
--- published, news, offsets, budget {steps, memory, seconds}.  Raises when a file does not
--- load.
function newsengine.engine(options)
  local settings = {}
  for key, value in pairs(options or {}) do settings[key] = value end
  settings.rules = {}
  for i, name in ipairs(options and options.rules or {}) do
    settings.rules[i] = paths.find("rules", name, ".lua") or error("no rule file " .. name, 2)
  end
  return engine.new(settings)
end

local plain = {}

local function check_string(name, value)
  if type(value) == "string" then return end
  error(("newsengine.document: %s is a %s; a string expected"):format(name, type(value)), 3)
end

--- A document of UTF-8 text, tokens and sentences made when asked for.  `options`: lang,
--- published, id, news (false: UAX #29 alone), engine (to run its rules).
--- -> document | nil, message, byte; with an engine also the list of failures.  Raises when
--- text, lang or published is no string.
function newsengine.document(text, options)
  options = options or {}
  check_string("text", text)
  check_string("lang", options.lang or "")
  check_string("published", options.published or "")
  local news = options.news ~= false
  local made = options.engine
  if not made then
    plain[news] = plain[news] or engine.new { rules = {}, news = news }
    made = plain[news]
  end
  local doc, message, at = made:document {
    text = text, id = options.id or "document", lang = options.lang,
    published = options.published,
  }
  if not doc then return nil, message, at end
  return doc, options.engine and made:annotate(doc) or {}
end

--- The record of a document as JSON text; `layers`: list of names.
function newsengine.record(doc, layers)
  local state = core.doc.fields(doc)
  local made = state.runner
  local list = record.layers(made, layers or made:emitted())
  record.prepare(doc, list)
  return record.line(doc, list, { id = state.id, offsets = made.options.offsets or "codepoint",
                                  input = true, hashes = record.pack_hashes(made.pack) })
end

return newsengine
