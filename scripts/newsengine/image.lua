-- Packs stored for the next start: compiled patterns, small lexicons, and what they were
-- made from.  Loading a rule file gives the same result whenever the files it reads are
-- the same, so a pack whose files are unchanged is loaded with all results at hand:
-- `rule`, `lexicon`, `regex` take the next one instead of computing it.  Packs of shipped
-- rule files are in the bundle of the program's tree, others in the cache directory.
local cache = require "newsengine.cache"
local core = require "newsengine.core"
local paths = require "newsengine.paths"

local image = {}

local fewest = 20 -- patterns: fewer are compiled as quickly as found
local many = 75 -- patterns: fewer are asked of a word as quickly as it is looked up

-- What else the result of loading depends on.
local program = { "cache", "engine", "image", "rule", "sandbox" }

local function absolute(path)
  if path:sub(1, 1) == "/" then return path end
  return paths.real(".") .. "/" .. path
end

-- A path without that of the program's tree, which may be elsewhere the next time.
local function movable(path)
  for _, root in ipairs { absolute(paths.root), paths.real(paths.root) } do
    if path:sub(1, #root + 1) == root .. "/" then return path:sub(#root + 2) end
  end
  return path
end

local function here(name)
  return name:sub(1, 1) == "/" and name or paths.root .. "/" .. name
end

---------------------------------------------------------------- names

-- Where the pack of these rule files (the first ones loaded) is stored. -> prefix of its
-- blobs, name of its file or nil for the program's own bundle
local function place_of(rules)
  local names, shipped = {}, true
  for i, path in ipairs(rules) do
    names[i] = cache.shipped_name(path)
    shipped = shipped and names[i] ~= nil
    names[i] = names[i] or core.real_path(path) or path
  end
  local prefix = "pack:" .. table.concat(names, "\n") .. ":"
  if shipped and (cache.collect or core.shipped:find(prefix .. "lists")) then
    return prefix, nil
  end
  local around = { absolute("."), os.getenv("NEWSENGINE_PATH") or "",
                   os.getenv("XDG_DATA_HOME") or "", os.getenv("HOME") or "", prefix }
  return prefix, core.hash(table.concat(around, "\0")) .. ".pack"
end

---------------------------------------------------------------- noting

--- What a pack is made from, recorded while it loads.
function image.notes(fixed)
  return { files = {}, known = {}, absent = {}, lexicons = {}, calls = {}, numbers = {},
           places = {}, loads = {}, names = {}, lines = {}, counts = {}, regexes = {}, own = {},
           steady = true, fixed = fixed }
end

-- A path where there is nothing: its topmost missing directory stands for all paths below
-- that.
local function missing(path)
  local above = paths.directory(path)
  while above ~= path and not core.path_kind(above) do
    path, above = above, paths.directory(above)
  end
  return path
end

function image.note_regex(notes, made) notes.regexes[#notes.regexes + 1] = made end

--- The next rule begins there and has so many patterns.
function image.note_rule(notes, line, patterns)
  if not notes then return end
  notes.lines[#notes.lines + 1], notes.counts[#notes.counts + 1] = line or 0, patterns
end

--- The function that the `number`-th rule file is.
function image.note_code(notes, number, chunk)
  local code = string.dump(chunk)
  local _, strings = core.bytecode_meaning(code)
  notes.steady = notes.steady and core.bytecode_steady(code)
  notes.own[number] = strings.lexicons and 1 or 0
end

--- `use` found its file as the `place`-th that it tried.
function image.note_place(notes, place) notes.places[#notes.places + 1] = place end

--- A rule file is loaded, as the `number`-th of all, or has been before.
function image.note_load(notes, number, path)
  notes.loads[#notes.loads + 1] = number
  notes.names[number] = notes.names[number] or cache.shipped_name(path) or ""
end

--- A file was read; `tried`: paths tried, of which it is the last.
function image.note_file(notes, path, hash, tried)
  local name = cache.shipped_name(path) or absolute(path)
  if not notes.known[name] then
    notes.known[name] = true
    table.move({ name, hash }, 1, 2, #notes.files + 1, notes.files)
  end
  for _, other in ipairs(tried or {}) do
    local absent = other ~= path and movable(missing(absolute(other)))
    if absent and not notes.known[absent] then
      notes.known[absent] = true
      notes.absent[#notes.absent + 1] = absent
    end
  end
end

--- `lexicon` was called; `name`: of its file in the cache or bundle, nil for a table.
function image.note_lexicon(notes, lexicon, name, numeric)
  if not notes.numbers[lexicon] then
    local columns = {}
    for column in pairs(numeric or {}) do columns[#columns + 1] = column end
    table.sort(columns)
    notes.lexicons[#notes.lexicons + 1] = { lexicon = lexicon, name = name, numeric = columns }
    notes.numbers[lexicon] = #notes.lexicons
  end
  notes.calls[#notes.calls + 1] = notes.numbers[lexicon]
end

---------------------------------------------------------------- keeping

-- Whether a function may assign to a variable of a loaded file.
local function has_variables(pack)
  for _, guard in ipairs(pack.guards) do
    guard.locals:check(true)
    if guard.locals:count() > 0 then return true end
  end
  return false
end

--- Store a pack loaded from these rule files.
function image.keep(pack, rules)
  local notes = pack.notes
  if not core.shipped and not cache.collect then return end
  if not cache.collect and (pack.pattern_count or 0) < fewest then return end
  local prefix, file = place_of(rules)
  if not file and not cache.collect then return end -- make has to do it
  local list, names, numeric, blobs = {}, {}, {}, {}
  for i, one in ipairs(notes.lexicons) do
    list[i], names[i], numeric[i] = one.lexicon, one.name or "", table.concat(one.numeric, " ")
    if not one.name then
      blobs[#blobs + 1] = { ("%slexicon:%d"):format(prefix, i), core.lexicon_block(one.lexicon) }
    end
  end
  if cache.collect and (pack.pattern_count or 0) >= many then -- it takes a moment
    local text = require("newsengine.common").text()
    pack.patterns:know(core.document(text, {
      vocabulary = core.vocabulary(0), language = pack.options.language }))
  end
  blobs[#blobs + 1] = { prefix .. "regexes", assert(core.regex_block(notes.regexes)) }
  local layers = {}
  for i = 1, pack.layer_count do layers[i] = pack.layer_names[i - 1] end
  for _, name in ipairs(program) do
    local path = paths.root .. "/scripts/newsengine/" .. name .. ".lua"
    image.note_file(notes, path, cache.hash(path))
  end
  local hashes = pack:hashes()
  local steady = notes.steady and not has_variables(pack) and "steady" or ""
  blobs[#blobs + 1] = { prefix .. "lists", core.bundle_lists {
    { notes.fixed, hashes.rules, hashes.lexicons, steady }, notes.files, notes.absent, names,
    numeric, layers, notes.names, notes.calls, notes.places, notes.loads, notes.lines,
    notes.own, notes.counts } }
  blobs[#blobs + 1] = { prefix .. "patterns", assert(pack.patterns:block(list)) }
  if file then return cache.write(file, core.bundle_bytes(blobs)) end
  for _, blob in ipairs(blobs) do cache.collect(blob[1], blob[2]) end
end

---------------------------------------------------------------- finding

local function is_current(files, absent)
  local at = core.shipped:other(files, 1, paths.root)
  while at do
    if cache.hash(here(files[at])) ~= files[at + 1] then return false end
    at = core.shipped:other(files, at + 2, paths.root)
  end
  for _, name in ipairs(absent) do
    if core.path_kind(here(name)) then return false end
  end
  return true
end

-- Set of the numbers in a text; most lexicons have none.
local function numbers_in(text)
  if text == "" then return nil end
  local set = {}
  for number in text:gmatch("%d+") do set[tonumber(number)] = true end
  return set
end

local function open_lexicons(names, numeric, bundle, prefix, language)
  local list, own = {}, prefix .. "lexicon:"
  for i = 1, #names do
    local name = names[i]
    if name ~= "" then
      list[i] = cache.compiled(name, language)
    else
      list[i] = bundle:lexicon(own .. i, language, numbers_in(numeric[i]))
    end
    if not list[i] then return nil end
  end
  return list
end

--- The results of an earlier load of these rule files, nil if there are none or a file
--- has changed.
function image.find(rules, fixed, language, morphology)
  if not core.shipped or cache.collect then return nil end
  local prefix, file = place_of(rules)
  local bundle = core.shipped
  if file then
    local directory = cache.directory()
    bundle = directory and core.bundle(directory .. "/" .. file)
  end
  local lists = bundle and bundle:lists(prefix .. "lists")
  if not lists then return nil end
  local about, files, absent, names, numeric, layers, shipped, calls, places, loads, lines, own,
    counts = table.unpack(lists, 1, 13)
  if about[1] ~= fixed or not is_current(files, absent) then return nil end
  local lexicons = open_lexicons(names, numeric, bundle, prefix, language)
  local patterns = lexicons and bundle:patterns(prefix .. "patterns", morphology, lexicons)
  if not patterns then return nil end
  return { patterns = patterns, lexicons = lexicons, layers = layers, names = shipped,
           calls = calls, places = places, loads = loads, lines = lines, own = own, counts = counts,
           bundle = bundle, regexes = bundle:regexes(prefix .. "regexes"),
           steady = about[4] == "steady",
           emits = {}, hashes = { rules = about[2], lexicons = about[3] },
           lexicon_at = 0, pattern_at = 0, place_at = 0, load_at = 0, rule_at = 0, regex_at = 0 }
end

--- Which of its candidates the next `use` finds.
function image.next_place(found)
  found.place_at = found.place_at + 1
  return found.places[found.place_at]
end

--- Whether the pack comes from the program's bundle, so that its rule files are those
--- stored there.
function image.is_shipped(found) return found.bundle == core.shipped end

--- The number of the rule file that is loaded next, its name in the program's tree or nil.
function image.next_load(found)
  found.load_at = found.load_at + 1
  local number = found.loads[found.load_at]
  local name = found.names[number]
  return number, name ~= "" and name or nil
end

--- Whether the rule file uses `lexicons`, which is a different table in each file.
function image.has_own(found, number) return found.own[number] == 1 end

--- The file that the next `use` loads, if it is one of `files` (loaded ones by number);
--- advances.
function image.next_loaded(found, files)
  local file = files[found.loads[found.load_at + 1]]
  if not file then return nil end
  found.load_at, found.place_at = found.load_at + 1, found.place_at + 1
  return file
end

--- The next lexicon.
function image.next_lexicon(found)
  found.lexicon_at = found.lexicon_at + 1
  return found.lexicons[found.calls[found.lexicon_at]]
end

--- The next regular expression, with source `source`.
function image.next_regex(found, source, flags)
  local at = found.regex_at + 1
  found.regex_at = at
  return assert(core.regex(source, flags, true, found.regexes, at))
end

--- The number of the next pattern.
function image.next_pattern(found)
  local number = found.pattern_at
  found.pattern_at = number + 1
  return number
end

--- The line at which the next rule begins, and the numbers of its patterns.
function image.next_rule(found)
  local at, first = found.rule_at + 1, found.pattern_at
  local count = found.counts[at]
  local list = count > 0 and { first } or {}
  for i = 2, count do list[i] = first + i - 1 end
  found.rule_at, found.pattern_at = at, first + count
  return found.lines[at], list
end

return image
