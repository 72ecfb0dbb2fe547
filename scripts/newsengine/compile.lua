-- newsengine compile: makes the binary form of a lexicon; and, for `make`, a bundle of
-- everything shipped.
local cache = require "newsengine.cache"
local core = require "newsengine.core"
local engine = require "newsengine.engine"
local errors = require "newsengine.errors"
local lexicons = require "newsengine.pack_lexicons"
local paths = require "newsengine.paths"

local compile = {}

local function write(path, bytes)
  local output, why = core.output(path)
  if not output then return nil, why end
  local ok
  ok, why = output:write(bytes)
  if ok then ok, why = output:commit() end
  output:close()
  return ok, why
end

-- Files below a directory of the tree with this extension, sorted.
local function files_of(directory, ending)
  local list = {}
  local walk = assert(core.walk(paths.root .. "/" .. directory))
  while true do
    local path, refused = walk:next()
    if not path then return list end
    if not refused and path:sub(-#ending) == ending then list[#list + 1] = path end
  end
end

-- Bytecode with its lines, so that error messages have them.
local function code_of(path, bytes)
  local chunk, message = load(bytes:gsub("^#[^\n]*", ""), "@" .. path, "t")
  return assert(chunk, message) and core.bytecode_lean(string.dump(chunk))
end

local function blank(text) return (text:gsub("[^\n]", "")) end
local function blank_strings(text)
  return (text:gsub("%[%[(.-)%]%]", function(inside) return "[[" .. blank(inside) .. "]]" end))
end

-- Lexicons and the patterns of rules are taken from the stored pack and not read.
local function without_what_is_kept(text)
  text = text:gsub('(\n[%w_ =]*lexicon "[%w_]+" )(%b{})', function(head, body)
    return head .. "{" .. blank(body) .. "}"
  end)
  text = text:gsub('(%f[%w_]pattern )(%[%[.-%]%])', function(head, body)
    return head .. blank_strings(body)
  end)
  for _, list in ipairs { "%[%[.-%]%]", "%b{}" } do
    text = text:gsub("(\n)(  pattern = " .. list .. ",)", function(line, body)
      return line .. blank(body)
    end)
  end
  return text
end

-- Macros are needed only by patterns made at run time, which is rare, so they are stored
-- separately.
-- -> the text without them, their names, their sources
local function without_macros(text)
  local names, values = {}, {}
  text = text:gsub('\nlet "([%w_]+)" (%[(=*)%[.-%]%3%])([^\n]?)', function(name, value, _, more)
    if more ~= "" then return nil end
    names[#names + 1], values[#values + 1] = name, assert(load("return " .. value))()
    return "\n" .. blank(value)
  end)
  return text, names, values
end

-- A rule file as needed for a run: its examples, a tenth of the text, and the abouts of
-- its rules become blank lines.
local function without_examples(bytes)
  local lines, inside = {}, false
  for line in (bytes .. "\n"):gmatch("([^\n]*)\n") do
    local begins = line == "examples {"
    local one_line = not inside and line:find("^examples {.*}$") and load(line)
    local about = line:find('^  about = ".*",$')
    lines[#lines + 1] = (inside or begins or one_line or about) and "" or line
    inside = begins or inside and line ~= "}"
  end
  return table.concat(lines, "\n")
end

-- Every file that may use `lexicons` keeps its own.
local function with_own_lexicons(text)
  if not text:find("%f[%w_]lexicons%f[^%w_]") then return text end
  return lexicons.kept .. text:gsub("^#[^\n]*", "")
end

--- Write the bundle of the program's tree to `target` -> true | nil, message
function compile.program(target)
  local items, seen = {}, {}
  local function add(name, bytes)
    if not seen[name] then items[#items + 1] = { name, bytes } end
    seen[name] = true
  end
  local function add_sources(directory, ending)
    for _, path in ipairs(files_of(directory, ending)) do
      local bytes = assert(paths.read(path))
      local code = ending == ".lua" and code_of(path, bytes) or ""
      local name = cache.shipped_name(path)
      add(name, core.bundle_source(path, core.hash(bytes), code))
      if directory == "rules" and ending == ".lua" then
        local rest, names, values = without_macros(without_examples(bytes))
        local lean = code_of(path, with_own_lexicons(without_what_is_kept(rest)))
        add(name .. cache.lean, core.bundle_source(path, core.hash(bytes), lean))
        add(name .. cache.macros, core.bundle_lists { names, values })
      end
    end
  end
  core.shipped, cache.collect = nil, add
  add("filter", core.filter())
  add_sources("scripts/newsengine", ".lua")
  add_sources("rules", ".lua")
  add_sources("rules/lexicons", ".tsv")
  add_sources("rules/pos", ".tsv")
  add_sources("rules/pos", ".rules")
  engine.new { article = true, keep = true }.pack:number_words()
  for _, path in ipairs(files_of("rules", ".lua")) do -- a part alone is a pack of the user's
    if paths.directory(path) == paths.root .. "/rules" then
      engine.new { rules = { path }, keep = true }
    end
  end
  for _, path in ipairs(files_of("rules/lexicons/languages", ".tsv")) do
    assert(cache.language(path, path:match("([^/]+)%.tsv$")))
  end
  cache.collect = nil
  return write(target, core.bundle_bytes(items))
end

---------------------------------------------------------------- one lexicon

local choices = { key = true, inflect = true, exact = true }

-- The values of -M -> options of core.lexicon_read | nil, message
local function lexicon_options(given)
  local made = engine.new { rules = {} }
  local list = { morphology = made.morphology, language = made.pack.options.language }
  for _, pair in ipairs(given) do
    local key, value = pair:match("^([%w_]+)=(.*)$")
    if not choices[key] then return nil, ("-M %s: key, inflect or exact expected"):format(pair) end
    list[key] = value
  end
  if list.inflect and list.inflect ~= "verb" and list.inflect ~= "noun" then
    return nil, "-M inflect: verb or noun expected"
  end
  if list.exact and list.exact ~= "true" and list.exact ~= "false" then
    return nil, "-M exact: true or false expected"
  end
  list.exact = list.exact == "true"
  return list
end

local function say(message)
  io.stderr:write("newsengine: ", errors.clean(message), "\n")
  return 2
end

--- The command -> exit code.
function compile.main(parsed)
  local path = parsed.positionals[1]
  if not path or #parsed.positionals > 1 then
    return say("compile: one lexicon expected, a .tsv or .csv file")
  end
  local spares, refused = require("newsengine.command_line").spares(parsed.values.output, { path })
  if not spares then return say(refused) end
  local choice, why = lexicon_options(parsed.values.option or {})
  if not choice then return say(why) end
  local bytes
  bytes, why = paths.read(path)
  if not bytes then return say(("%s: %s"):format(path, why)) end
  choice.csv = path:sub(-4) == ".csv"
  local made, message, at = core.lexicon_read(bytes, choice)
  if not made then
    local line, _, excerpt = errors.place(bytes, at)
    io.stderr:write("newsengine: ", tostring(errors.new { file = path, line = line, column = 1,
      excerpt = excerpt, message = message }), "\n")
    return 2
  end
  if #made == 0 then
    return say(("%s: it has no entries below its header line"):format(path))
  end
  local target = parsed.values.output or path:gsub("%.[ct]sv$", "") .. ".lex"
  local block = core.lexicon_block(made)
  local ok
  ok, why = write(target, block)
  if not ok then
    say(("%s: %s"):format(target, why))
    return 4
  end
  if not parsed.values.quiet then
    io.write(("%s: %d entries, %d bytes\n"):format(target, #made, #block))
  end
  return 0
end

return compile
