-- Packs kept for the next start: compiled patterns, small lexicons, and what they were made
-- from.  Loading a rule file gives the same whenever the files that it reads are the same, so
-- a pack whose files are unchanged is loaded once more with all results at hand: `rule`,
-- `lexicon`, `regex` take the next one instead of working it out.  Shipped rule files have
-- theirs in the bundle of the program's tree, others in the cache directory.
local cache = require "newsengine.cache"
local core = require "newsengine.core"
local paths = require "newsengine.paths"

local image = {}

local fewest = 20 -- patterns: fewer are compiled as quickly as found

-- What else the result of loading depends on.
local program = { "cache", "engine", "image", "rule", "sandbox" }

local function absolute(path)
  if path:sub(1, 1) == "/" then return path end
  return paths.real(".") .. "/" .. path
end

-- A path without the program's tree before it, which may stand elsewhere the next time.
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

-- Where the pack of these rule files (the first ones loaded) is kept.
-- -> prefix of its blobs, name of its file or nil for the program's own bundle
local function place_of(rules)
  local names, shipped = {}, true
  for i, path in ipairs(rules) do
    names[i] = cache.shipped_name(path)
    shipped = shipped and names[i] ~= nil
    names[i] = names[i] or core.real_path(path) or path
  end
  local prefix = "pack:" .. table.concat(names, "\n") .. ":"
  if shipped and (cache.collect or core.shipped:find(prefix .. "meta")) then
    return prefix, nil
  end
  local around = { absolute("."), os.getenv("NEWSENGINE_PATH") or "",
                   os.getenv("XDG_DATA_HOME") or "", os.getenv("HOME") or "", prefix }
  return prefix, core.hash(table.concat(around, "\0")) .. ".pack"
end

---------------------------------------------------------------- noting

--- What a pack is made from, filled while it loads.
function image.notes(fixed)
  return { files = {}, known = {}, absent = {}, lexicons = {}, calls = {}, numbers = {},
           fixed = fixed }
end

--- A file was read; `tried`: paths at which it was looked for and that ended with it.
function image.note_file(notes, path, hash, tried)
  local name = cache.shipped_name(path) or absolute(path)
  if not notes.known[name] then
    notes.known[name] = true
    notes.files[#notes.files + 1] = { name, hash }
  end
  for _, other in ipairs(tried or {}) do
    if other ~= path then notes.absent[#notes.absent + 1] = movable(absolute(other)) end
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

--- Keep a pack that has been loaded from these rule files.
function image.keep(pack, rules)
  local notes = pack.notes
  if not core.shipped and not cache.collect then return end
  if not cache.collect and (pack.pattern_count or 0) < fewest then return end
  local prefix, file = place_of(rules)
  if not file and not cache.collect then return end -- make has to do it
  local list, entries, blobs = {}, {}, {}
  for i, one in ipairs(notes.lexicons) do
    list[i] = one.lexicon
    entries[i] = { name = one.name, numeric = one.numeric }
    if not one.name then
      blobs[#blobs + 1] = { ("%slexicon:%d"):format(prefix, i), core.lexicon_block(one.lexicon) }
    end
  end
  local layers = {}
  for i = 1, pack.layer_count do layers[i] = pack.layer_names[i - 1] end
  for _, name in ipairs(program) do
    local path = paths.root .. "/scripts/newsengine/" .. name .. ".lua"
    image.note_file(notes, path, cache.hash(path))
  end
  local meta = { files = notes.files, absent = notes.absent, fixed = notes.fixed,
                 lexicons = entries, calls = notes.calls, layers = layers,
                 hashes = pack:hashes() }
  blobs[#blobs + 1] = { prefix .. "meta", core.json_encode(meta) }
  blobs[#blobs + 1] = { prefix .. "patterns", assert(pack.patterns:block(list)) }
  if file then return cache.write(file, core.bundle_bytes(blobs)) end
  for _, blob in ipairs(blobs) do cache.collect(blob[1], blob[2]) end
end

---------------------------------------------------------------- finding

local function is_current(meta, fixed)
  if meta.fixed ~= fixed then return false end
  for _, one in ipairs(meta.files) do
    local name, hash = one[1], one[2]
    local path = here(name)
    if (core.shipped:source(name, path) or cache.hash(path)) ~= hash then return false end
  end
  for _, name in ipairs(meta.absent) do
    if core.path_kind(here(name)) then return false end
  end
  return true
end

local function open_lexicons(meta, bundle, prefix, language)
  local list = {}
  for i, one in ipairs(meta.lexicons) do
    if one.name then
      list[i] = cache.compiled(one.name, language)
    else
      local numeric = {}
      for _, column in ipairs(one.numeric) do numeric[column] = true end
      list[i] = bundle:lexicon(("%slexicon:%d"):format(prefix, i), language, numeric)
    end
    if not list[i] then return nil end
  end
  return list
end

--- The results of an earlier load of these rule files, nil when there are none or some file
--- has changed.
function image.find(rules, fixed, language, morphology)
  if not core.shipped or cache.collect then return nil end
  local prefix, file = place_of(rules)
  local bundle = core.shipped
  if file then
    local directory = cache.directory()
    bundle = directory and core.bundle(directory .. "/" .. file)
  end
  local text = bundle and bundle:find(prefix .. "meta")
  local meta = text and core.json_decode(text)
  if not meta or not is_current(meta, fixed) then return nil end
  local lexicons = open_lexicons(meta, bundle, prefix, language)
  local patterns = lexicons and bundle:patterns(prefix .. "patterns", morphology, lexicons)
  if not patterns then return nil end
  return { patterns = patterns, lexicons = lexicons, calls = meta.calls, layers = meta.layers,
           hashes = meta.hashes, lexicon_at = 0, pattern_at = 0 }
end

--- The next lexicon, the number of the next pattern.
function image.next_lexicon(found)
  found.lexicon_at = found.lexicon_at + 1
  return found.lexicons[found.calls[found.lexicon_at]]
end

function image.next_pattern(found)
  found.pattern_at = found.pattern_at + 1
  return found.pattern_at - 1
end

return image
