-- Loading rule files: the words use, lexicon, let, rule, examples, lang, pattern.
local core = require "newsengine.core"
local errors = require "newsengine.errors"
local files = require "newsengine.pack_files"
local image = require "newsengine.image"
local keys = require "newsengine.rule_keys"
local lexicons = require "newsengine.pack_lexicons"
local paths = require "newsengine.paths"
local places = require "newsengine.places"
local sandbox = require "newsengine.sandbox"
local unchanged = require "newsengine.unchanged"
local cache = require "newsengine.cache"
local date = require "newsengine.date"

local rule = {}
rule.captures = keys.captures
rule.number_words = lexicons.number_words

local caller_line, line_of = places.caller_line, places.line_of
local fail, fail_at, fail_in, lua_error = places.fail, places.fail_at, places.fail_in,
                                          places.lua_error

local most_source = 64 * 1024 -- bytes of a rule file; see help safety
local most_depth = 32         -- use within use

--- A pack: rule files loaded together, their rules in run order, the layers they read and
--- write, and one set of compiled patterns. `options`: morphology (core object), trust
--- (set of paths), found (results of an earlier load: see image.lua), shared (data shared
--- with packs of the same files: see replay.lua).
function rule.pack(options)
  local found, shared = options.found, options.shared
  if shared then shared:begin(options.morphology) end
  local pack = {
    rules = {}, by_name = {}, files = {}, order = {}, loading = {},
    layers = {}, layer_names = {}, layer_count = 0, guards = {}, examples = {},
    morphology = options.morphology, options = options,
    patterns = found and found.patterns or shared and shared.patterns
               or core.patterns(options.morphology),
    lexicon_hashes = {}, rule_hashes = {}, lexicons = {}, places = {}, reals = {},
    file_count = 0, shared = shared,
    found = found, steady = found and found.steady, at = found and {},
    notes = not found and image.notes(options.fixed),
  }
  if shared then
    pack.layers, pack.layer_names = shared.layers, shared.layer_names
    for _ in pairs(shared.layers) do pack.layer_count = pack.layer_count + 1 end
    pack.same, pack.pattern_count = {}, math.maxinteger -- see pattern_sets.lua
  end
  setmetatable(pack, { __index = rule })
  for _, name in ipairs(found and found.layers or {}) do pack:layer(name) end
  return pack
end

--- The number of a layer, assigned at first use.
function rule.layer(pack, name)
  local number = pack.layers[name]
  if not number then
    number = pack.layer_count
    pack.layer_count = number + 1
    pack.layers[name] = number
    pack.layer_names[number] = name
  end
  return number
end

---------------------------------------------------------------- rules

--- The meanings of names in patterns of a file.
function rule.names_for(pack, file)
  return { lexicons = file.lexicons, macros = file.macros, layers = pack.layers,
           new_layer = function(name) return pack:layer(name) end,
           language = pack.options.language }
end

-- -> number; nil if it does not compile and problems are collected (lint)
local function compile_pattern(pack, file, what, source)
  if pack.found then return image.next_pattern(pack.found) end
  if type(source) ~= "string" then
    fail_at(file, "pattern", ("%s: a pattern is a string, not a %s"):format(what, type(source)))
  end
  local number, message, at = pack.patterns:add(source, rule.names_for(pack, file))
  file.compiled[#file.compiled + 1] = { what = what, source = source, line = caller_line(file),
                                        good = number ~= nil }
  if not number and pack.options.problems then
    local _, problem = pcall(fail_in, file, what, source, at, message)
    table.insert(pack.options.problems, problem)
    return nil
  elseif not number then
    fail_in(file, what, source, at, message)
  end
  pack.pattern_count = math.max(pack.pattern_count or 0, number + 1)
  return number
end

-- The same for the patterns of one rule -> list of numbers | nil
local function compile_patterns(pack, file, what, sources)
  if pack.shared then pack.patterns:together(sources, rule.names_for(pack, file)) end
  local numbers = {}
  for i, source in ipairs(sources) do
    numbers[i] = compile_pattern(pack, file, what, source)
    if not numbers[i] then return nil end
  end
  return numbers
end

local function compile_regex(pack, file, what, source, flags)
  if pack.found then return image.next_regex(pack.found, source, flags) end
  local made, message, at = core.regex(source, flags)
  if not made then fail_in(file, what, source, at, message) end
  if pack.notes then image.note_regex(pack.notes, made) end
  if pack.shared then pack.shared:note_regex(made, source, flags) end
  return made
end

local function check_new(pack, file, name)
  local other = pack.by_name[name]
  if not other then return end
  fail_at(file, name, ("rule %q is already defined in %s:%d"):format(name, other.file.path,
                                                                    other.line or 0))
end

-- Add the rule as the pack's next one.
local function enter_rule(pack, made)
  pack.by_name[made.name] = made
  pack.rules[#pack.rules + 1] = made
  made.number = #pack.rules
end

-- Layers to which no rule can add, because they come from the text.
local core_layers = { Token = true, Word = true, Sentence = true, Paragraph = true, Quoted = true }

-- In a stored pack, where rules of one layer share the list.
local function found_emitted(found, emit)
  local list = keys.list_of(emit)
  if emit and list[1] == emit then found.emits[emit] = list end
  return list
end

-- The layers that a rule emits -> list
local function emitted(pack, file, name, def)
  local list = keys.list_of(def.emit)
  for _, layer in ipairs(list) do
    if type(layer) ~= "string" or not layer:find("^[%a_][%w_]*$") then
      fail_at(file, "emit", ("rule %q: emit names a layer, by letters, digits and _"):format(name))
    elseif core_layers[layer] then
      fail_at(file, "emit", ("rule %q: the layer %s is built in"):format(name, layer))
    end
    pack:layer(layer)
  end
  return list
end

-- Rules of a stored pack are not checked.
local function add_rule(pack, file, name, def)
  local found, what, line, numbers, emits, sources = pack.found, name
  local set, emit, patterns = def.set, def.emit, def.pattern
  if found then
    line, numbers = image.next_rule(found)
    emits = found.emits[emit] or found_emitted(found, emit)
  else
    keys.check(file, name, def)
    check_new(pack, file, name)
    what, line, numbers = ("rule %q"):format(name), caller_line(file), {}
    emits, sources = emitted(pack, file, name, def), keys.list_of(patterns)
    image.note_rule(pack.notes, line, #sources)
  end
  local attributes = type(set) == "table"
  local made = {
    name = name, file = file, line = line, patterns = numbers,
    emit = emit == emits[1] and emit or nil, layer = pack.layers[emit], span = def.span,
    set = not attributes and set or nil, where = def.where, run = def.run,
    scope = def.scope or "sentence",
    zones = def.zone and keys.set_of(def.zone), overlap = def.overlap,
    lang = def.lang == nil and file.lang or keys.languages(file, def.lang),
    emits = emits, pattern_sources = sources,
  }
  if patterns and not found then
    made.patterns = compile_patterns(pack, file, what, made.pattern_sources)
    if not made.patterns then return end
    if def.span and not keys.captures(pack, made)[def.span] then
      fail_at(file, "span", ("%s: span names the capture %q, which the pattern does not have")
        :format(what, def.span))
    end
  end
  if def.regex then
    made.regex = compile_regex(pack, file, what, def.regex, def.flags)
  end
  if attributes then keys.set(pack, file, name, made, set) end
  if def.per then keys.per(pack, file, name, made, def.per) end
  if def.apart then made.apart = keys.apart(pack, file, name, def.apart) end
  if def.refers then made.refers = keys.refers(pack, file, name, made, def.refers) end
  enter_rule(pack, made)
  file.rules[#file.rules + 1] = made
  if pack.shared then unchanged.note(file, { rule = made }) end
end

---------------------------------------------------------------- files

local load_file

-- A pack never changes once it is loaded: otherwise documents could affect each other.
local function must_load(file, word)
  if file.loaded then
    error(("%s belongs at the top level of a rule file, not in a function that sees documents")
      :format(word), 3)
  end
end

local function add_missing(mine, others)
  for key, value in pairs(others) do
    if mine[key] == nil then mine[key] = value end
  end
end

local function load_used(pack, file, name)
  if type(name) ~= "string" then fail(file, "use: the name of a rule file expected") end
  local path, tried = files.find(pack, file, "rules", "use", name, ".lua")
  local used = load_file(pack, path, file, tried)
  if pack.shared then unchanged.note(file, { use = name, path = path, file = used }) end
  return used
end

local function use_file(pack, file, name)
  must_load(file, "use")
  local used = pack.found and image.next_loaded(pack.found, pack.files)
               or load_used(pack, file, name)
  file.uses[#file.uses + 1] = used
  if file.joined then
    add_missing(file.lexicons, used.lexicons)
    add_missing(file.macros, used.macros)
  end
  return used.value
end

-- What follows rule "name", lexicon "name" and let "name".
local behind = { rule = "a table { … }", lexicon = "a table { … }", let = "a pattern [[ … ]]" }

-- A word with a name that nothing followed.
local function check_open(file)
  local open = file.open
  if not open then return end
  local excerpt = line_of(file.source, open.line)
  error(errors.new { code = "load", file = file.path, line = open.line, excerpt = excerpt,
                     column = excerpt and excerpt:find("%S"),
                     message = ("%s %q: %s expected after the name"):format(
                       open.word, open.name, behind[open.word]) }, 0)
end

local function begin(file, word, name, form, about)
  check_open(file)
  if type(name) ~= "string" or not name:find(form) then
    fail(file, ("%s: a name of %s expected, as in %s \"name\" %s"):format(word, about, word,
      behind[word]:match("%S+ %S+ %S+$")))
  end
  file.open = { word = word, name = name, line = caller_line(file) }
end

-- For lint.
local function note_defined(file, kind, name)
  file.defined[#file.defined + 1] = { kind = kind, name = name, line = caller_line(file) }
end

-- The words that are the same in all files.
local text_library = { fold = core.fold, nfc = core.nfc, width = core.width, marks = core.marks }
for name, bit in pairs(core.kinds) do text_library[name] = bit end
local common = sandbox.share { date = date.new, text = sandbox.library(text_library),
                               json = sandbox.library { decode = sandbox.json_decode } }
rule.common_words = common

-- let, lexicon or rule "name": the value after the name is passed to `define(pack, file,
-- name, value)`.
local function naming(pack, at, word, form, about, define)
  local function take(value)
    local file = at.file
    if file.loaded then must_load(file, word) end
    file.open = false
    return define(pack, file, file.named, value)
  end
  return function(name)
    local file = at.file
    if file.loaded then must_load(file, word) end
    if not pack.found then begin(file, word, name, form, about) end
    file.named = name -- no other one of the file comes before its value: see check_open
    return take
  end
end

-- Duplicate definitions in a file; one of a used file may be overridden.
local function define_once(file, word, name)
  local key = word .. " " .. name
  if file.once[key] then
    fail(file, ("%s %q is already defined in this file"):format(word, name))
  end
  file.once[key] = true
end

local letters = "letters, digits and _"

local function define_let(pack, file, name, source)
  if type(source) ~= "string" then fail(file, "let: a pattern expected") end
  file.own.macros[name] = source
  if pack.found then return end
  define_once(file, "let", name)
  note_defined(file, "macro", name)
end

local function define_lexicon(pack, file, name, def)
  if not pack.found then define_once(file, "lexicon", name) end
  local made = lexicons.make(pack, file, def)
  file.own.lexicons[name] = made
  if not pack.found then note_defined(file, "lexicon", name) end
  return made
end

-- The words with which `at.file` defines things: for the file itself or, in a stored
-- pack, where they are made only once, for the one that is loading.
local function words_for(pack, at)
  local function add_examples(list)
    local file = at.file
    must_load(file, "examples")
    if pack.found then return end -- whoever runs examples loads anew
    if type(list) ~= "table" then fail(file, "examples: a table expected") end
    local line = caller_line(file)
    for i, example in ipairs(sandbox.contents(list)) do
      if type(example) ~= "table" then fail(file, ("examples: %d is no table"):format(i)) end
      file.examples[#file.examples + 1] = { example = example, line = line }
    end
  end
  return {
    use = function(name) return use_file(pack, at.file, name) end,
    lang = function(value)
      must_load(at.file, "lang")
      at.file.lang = keys.languages(at.file, value)
    end,
    let = naming(pack, at, "let", "^%a[%w_]*$", letters, define_let),
    lexicon = naming(pack, at, "lexicon", "^%a[%w_]*$", letters, define_lexicon),
    rule = naming(pack, at, "rule", "^%a[%w_.-]*$", "letters, digits, dots and hyphens",
                  add_rule),
    take = function(source) return keys.take(at.file, source) end,
    examples = add_examples,
    pattern = function(source)
      must_load(at.file, "pattern")
      return keys.pattern(compile_pattern(pack, at.file, "pattern", source) or -1)
    end,
    regex = function(source, flags)
      return compile_regex(pack, at.file, "regex", source, flags)
    end,
  }
end

--- The names available in a rule file: words and the sandbox's globals -> table
function rule.words()
  local words = words_for({ options = {} }, {})
  words.lexicons = {}
  return sandbox.environment(words, function() end, common)
end

--- Layers that exist without a rule.
rule.built_in_layers = { "Token", "Sentence", "Paragraph", "Quoted", "Zone" }

local function read_source(path)
  local source, why = paths.read(path, most_source)
  if not source then
    error(errors.new { code = "load", file = path, message = "cannot read: " .. why }, 0)
  end
  if source:sub(1, 1) == "\27" then
    error(errors.new { code = "load", file = path, message = "bytecode is refused" }, 0)
  end
  if source:find("^\xFF\xFE") or source:find("^\xFE\xFF") then
    error(errors.new { code = "load", file = path,
                       message = "this is UTF-16; a rule file is UTF-8" }, 0)
  end
  return (source:gsub("^\xEF\xBB\xBF", ""))
end

-- Made on demand: the text of a rule file, its definitions and those of the files it
-- uses, and lists that stay empty in a stored pack.
local lists = { examples = true, compiled = true, defined = true, events = true, once = true }
local lazy = {
  __index = function(file, key)
    local made
    if lists[key] then
      made = {}
    elseif key == "source" then
      made = read_source(file.path)
    elseif key == "lexicons" or key == "macros" then
      made = file.own[key]
      if key == "macros" and file.lean then cache.add_macros(file.lean, made) end
      for _, used in ipairs(file.uses) do add_missing(made, used[key]) end
      file.joined = true
    end
    file[key] = made
    return made
  end,
}

local function new_file(pack, path, parent, real)
  local file = { path = path, chunk = "@" .. path, directory = paths.directory(path), pack = pack,
                 own = { lexicons = {}, macros = {} }, rules = {}, uses = {},
                 depth = parent and parent.depth + 1 or 1,
                 source = pack.options.sources and pack.options.sources[path],
                 root = files.root(pack, path, parent), article = files.is_article(pack, real),
                 trusted = pack.options.trust and pack.options.trust[path] or false,
                 loaded = false, open = false, named = false, joined = false, lean = false,
                 lang = false } -- what is nil is asked of `lazy`
  errors.know(path)
  pack.file_count = pack.file_count + 1
  file.place = pack.file_count
  return setmetatable(file, lazy)
end

-- The function compiled from the text of a file.  Watch keeps it: the same text is not
-- parsed again but gets a new environment, while functions made earlier keep theirs.
local function parse(pack, file, env, lean)
  local chunks = pack.shared and pack.shared.chunks or {}
  local known = chunks[file.path]
  if known and known.source == file.source then
    debug.upvaluejoin(known.chunk, 1, function() return env end, 1)
    return known.chunk
  end
  local source = file.source:gsub("^#[^\n]*", "")
  if lean then source = lexicons.kept .. source end
  local chunk, message = load(source, file.chunk, "t", env)
  if not chunk then error(lua_error(file.path, source, message), 0) end
  chunks[file.path] = { source = file.source, chunk = chunk }
  return chunk
end

-- `lean`: the next file of a stored pack.
local function run_file(pack, file, env, lean)
  local path, own_text = file.path, file.trusted or pack.options.sources
  local chunk = lean and not own_text
    and cache.lean_code(lean, path, env, image.is_shipped(pack.found))
  file.lean = chunk and lean
  if not chunk and not own_text then chunk = cache.code(path, env) end
  chunk = chunk or parse(pack, file, env, lean)
  if pack.notes then image.note_code(pack.notes, file.place, chunk) end
  file.value = chunk()
  check_open(file)
  file.loaded = true
end

-- What the file was made from, for records and the next start.
local function note_source(pack, file, tried)
  local hash, why
  if pack.options.sources then
    hash = core.hash(file.source)
  else
    hash, why = cache.hash(file.path)
  end
  if not hash then
    error(errors.new { code = "load", file = file.path, message = "cannot read: " .. why }, 0)
  end
  file.hash = hash
  pack.rule_hashes[#pack.rule_hashes + 1] = hash
  image.note_file(pack.notes, file.path, hash, tried)
end

-- Keep documents from changing what the file made.
local function guard(pack, file, env, words)
  local roots = { env }
  roots[2] = file.value
  for _, made in ipairs(file.rules) do
    roots[#roots + 1] = made.set
    roots[#roots + 1] = made.where
    roots[#roots + 1] = made.run
  end
  pack.walk = pack.walk or pack.steady and core.freezing() or nil
  local locals = sandbox.freeze(roots, words, pack.walk)
  if not locals then return end
  file.guard = { file = file, locals = locals }
  pack.guards[#pack.guards + 1] = file.guard
end

-- The file if watch has loaded it before and it is unchanged -> file | nil
local function take_unchanged(pack, path, parent, real)
  local file = unchanged.find(pack, real, path, parent)
  if not file then return nil end
  pack.files[real] = file
  unchanged.take(pack, file, function(used) return load_file(pack, used, file) end,
                 function(made)
                   check_new(pack, file, made.name)
                   enter_rule(pack, made)
                 end)
  return file
end

local function begin_words(pack, at)
  at.words = words_for(pack, at)
  local function name()
    local running = at.file.pack.running
    return running and running.name or at.file.path
  end
  at.inside = sandbox.environment(at.words, name, common)
  at.words.print = at.inside.print
end

-- What at.file sees -> environment, those of its words that no other file has (for the
-- first file of a walk: all, see guard).  In a steady pack, where nothing is assigned to
-- it, files without words of their own share it, and so do lean ones, which take their
-- `lexicons` first (lexicons.kept).
local function environment_of(pack, at, lean)
  if not at.words then begin_words(pack, at) end
  local own, shares = {}, pack.steady
  if not shares or image.has_own(pack.found, at.file.place) then
    own.lexicons, shares = lexicons.of(at.file), shares and lean
  end
  local inside = shares and at.inside or sandbox.another(at.inside, own)
  if shares then rawset(inside, "lexicons", own.lexicons) end
  return inside, pack.walk and own or core.joined(at.words, own, 0)
end

function load_file(pack, path, parent, tried)
  local place, lean
  if pack.found then place, lean = image.next_load(pack.found) end
  local real = place or files.real_path(pack, path) or path
  local file = pack.files[real]
  if pack.notes then
    image.note_load(pack.notes, file and file.place or pack.file_count + 1, path)
  end
  if file and pack.loading[real] then
    fail_at(parent, "use", ("use: %q uses itself"):format(path))
  end
  if file then return file end
  if parent and parent.depth == most_depth then fail(parent, "use: nested too deeply") end
  file = take_unchanged(pack, path, parent, real)
  if file then return file end
  file = new_file(pack, path, parent, real)
  pack.files[real], pack.loading[real] = file, true
  files.note_used(pack, path)
  local at = pack.at or {}
  local before = at.file
  at.file = file
  local inside, words = environment_of(pack, at, lean)
  if file.trusted then setmetatable(inside, { __index = _G }) end
  local env = pack.steady and sandbox.seal(inside) or sandbox.front(inside)
  if pack.shared then pack.shared:note_file(file, env, words) end
  run_file(pack, file, env, lean)
  at.file = before or file
  if not pack.steady then places.check_words(file, env) end
  pack.loading[real] = nil
  if not pack.found then note_source(pack, file, tried) end
  pack.order[#pack.order + 1] = file
  if not file.trusted then guard(pack, file, env, words) end
  return file
end

--- Hashes of the rules and lexicons, for records.
function rule.hashes(pack)
  return pack.found and pack.found.hashes
         or { rules = core.hash(table.concat(pack.rule_hashes)),
              lexicons = core.hash(table.concat(pack.lexicon_hashes)) }
end

-- A pack that was loaded within its budget before will keep to it again.
local no_bounds = { steps = 0, memory = 0, seconds = 0 }

--- Load a rule file (a path) and what it uses.  Raises an errors object.  The limits of
--- `budget` {steps, memory, seconds} hold for the whole load.
function rule.load(pack, path, budget)
  budget = budget or { steps = 100000000, memory = 256 << 20, seconds = 60 }
  if pack.found then budget = no_bounds end
  local ok, result, _, broken =
    sandbox.call(budget, sandbox.ceiling(budget), load_file, pack, path)
  if pack.found then pack.pattern_count = pack.found.pattern_at end
  if ok then return result end
  if not errors.is(result) then result = places.raised(pack, path, result) end
  if broken then result.message = "loading: " .. result.message end
  error(result, 0)
end

--- The rule files that a file stands for: itself or, if it has no rules, those that the
--- files it uses stand for.
function rule.stands_for(file)
  local list, seen = {}, {}
  local function add(one)
    if seen[one] then return end
    seen[one] = true
    if #one.rules > 0 then list[#list + 1] = one return end
    for _, used in ipairs(one.uses) do add(used) end
  end
  add(file)
  return list
end

return rule
