-- Results computed earlier: by `make` for everything shipped (the bundle of the program's
-- tree), by earlier runs for the user's own lexicons (files in the cache directory).  A
-- name contains everything that the bytes depend on, so a changed source has another
-- name; a damaged or foreign file is rebuilt.
local core = require "newsengine.core"
local paths = require "newsengine.paths"

local cache = {}

local smallest = 2048 -- bytes of source: a smaller list is built as quickly as opened

--- Set while `make` fills the bundle: called with the name and the bytes of each result.
cache.collect = nil

--- The user's own directory, nil without a home.
function cache.directory()
  local cache_home, home = os.getenv("XDG_CACHE_HOME"), os.getenv("HOME")
  if cache_home and cache_home ~= "" then return cache_home .. "/newsengine" end
  return home and home ~= "" and home .. "/.cache/newsengine" or nil
end

local unused = 30 * 24 * 3600 -- seconds
local most_kept = 512 << 20 -- bytes
local endings = { lex = true, note = true, pack = true }

-- Our files in the directory, most recently used first -> list of {path, bytes, used}
local function files_in(directory)
  local walk, list = core.walk(directory), {}
  local path = walk and walk:next()
  while path do
    local name = path:sub(#directory + 2)
    local ending = name:match("^" .. ("%x"):rep(16) .. "%.(%l+)$")
    local bytes, used = core.file_use(path)
    if endings[ending] and used then
      list[#list + 1] = { path = path, bytes = bytes, used = used }
    end
    path = walk:next()
  end
  table.sort(list, function(a, b)
    if a.used ~= b.used then return a.used > b.used end
    return a.path < b.path
  end)
  return list
end

-- Remove files unused for a month and, above most_kept bytes, the least recently used.  A
-- process that has a file mapped keeps its contents; one that opens it too late rebuilds
-- it.
local function sweep(directory)
  local total, now = 0, os.time()
  for _, file in ipairs(files_in(directory)) do
    total = total + file.bytes
    if now - file.used > unused or total > most_kept then os.remove(file.path) end
  end
end

local is_swept = false -- once a process, before it writes

--- Store bytes under a name; does nothing if the cache cannot be written.
function cache.write(name, bytes)
  if cache.collect then return cache.collect(name, bytes) end
  local directory = cache.directory()
  if not directory or not core.make_directory(directory) then return end
  if not is_swept then sweep(directory) end
  is_swept = true
  local output = core.output(directory .. "/" .. name)
  if not output then return end
  if output:write(bytes) then output:commit() end
  output:close()
end

---------------------------------------------------------------- shipped files

--- The name of a file in the program's tree (rules/quotes.lua), nil for any other.
function cache.shipped_name(path)
  local root = paths.root and paths.real(paths.root)
  local above, name = path:match("^(.*)/([^/]+)$")
  name = name or path:match("^[^/]+$")
  local directory = root and name and paths.real(above or ".")
  if not directory then return nil end
  if directory == root then return name end
  if directory:sub(1, #root + 1) ~= root .. "/" then return nil end
  return directory:sub(#root + 2) .. "/" .. name
end

--- The system-call filter as compiled by `make`, nil if it has to be compiled.
function cache.filter() return core.shipped and core.shipped:find "filter" end

---------------------------------------------------------------- large files of the user

local most_checked = 10000 -- entries: the checksum of a smaller lexicon is no work
local large = 1 << 20 -- bytes: a smaller file is read as quickly as its note is looked up

-- The value noted for a file when it had its present stamp, else nil.
local function noted(path, about)
  local directory, stamp = cache.directory(), core.file_stamp(path)
  local name = directory and directory .. "/" .. core.hash(about .. path) .. ".note"
  local text = stamp and name and core.path_kind(name) == "file" and paths.read(name, 4096)
  return text and text:match("^([^\t]*)\t") == stamp and text:match("\t(.*)$") or nil
end

-- Note `value` for a file that was read.  A file that has just changed is not noted,
-- because it may change again within the same tick of the clock.
local function note(path, about, value)
  local stamp, settled = core.file_stamp(path)
  if settled then cache.write(core.hash(about .. path) .. ".note", stamp .. "\t" .. value) end
end

-- Path -> { stamp, hash, bytes of a small file }, for files read in this process.
local hashed = {}

local function read_hash(path)
  local real = not cache.collect and core.real_path(path)
  local hash = real and noted(real, "hash")
  if hash then return hash end
  local bytes, why = paths.read(path)
  if not bytes then return nil, why end
  hash = core.hash(bytes)
  if real and #bytes >= large then note(real, "hash", hash) end
  return hash, bytes
end

--- The hash of a file: known for a shipped file that has not changed, for a large one
--- read before and for one read by this process; else computed.
--- -> hash, bytes or nil if they were not needed | nil, message
function cache.hash(path)
  local one = hashed[path]
  if one and core.file_stamp(path) == one.stamp then return one.hash, one.bytes end
  local name = core.shipped and cache.shipped_name(path)
  local hash = name and core.shipped:source(name, path)
  if hash then return hash end
  local stamp, settled = core.file_stamp(path)
  local bytes
  hash, bytes = read_hash(path)
  if hash and settled then
    hashed[path] = { stamp = stamp, hash = hash,
                     bytes = bytes and #bytes < smallest and bytes or nil }
  end
  return hash, bytes
end

-- Suffixes of the names of rule files in the bundle.
cache.lean, cache.macros = " without examples", " macros"

--- The function compiled from a shipped Lua file, nil if its text has to be compiled.
function cache.code(path, environment)
  local name = core.shipped and cache.shipped_name(path)
  return name and core.shipped:code(name, path, environment)
end

--- The same for a rule file by its name, without its examples and plain macros;
--- `unchanged`: it is known to be unchanged since the bundle was made.
function cache.lean_code(name, path, environment, unchanged)
  return core.shipped:code(name .. cache.lean, path, environment, unchanged)
end

--- Add to `macros` those that the lean code of a rule file, by its name, lacks.
function cache.add_macros(name, macros)
  local names, values = table.unpack(core.shipped:lists(name .. cache.macros))
  for i, macro in ipairs(names) do macros[macro] = values[i] end
end

---------------------------------------------------------------- lexicons, languages, morphology

--- The compiled lexicon in a user's file -> lexicon, hash | nil, message
function cache.mapped(path, language)
  local hash, why = cache.hash(path)
  if not hash then return nil, why end
  local real = core.real_path(path)
  if noted(real, "sound") then return core.lexicon_map(real, language, true), hash end
  local made
  made, why = core.lexicon_map(real, language)
  if not made then return nil, why end
  if #made >= most_checked then note(real, "sound", "") end
  return made, hash
end

--- A lexicon compiled earlier, by the name of its file -> lexicon | nil
function cache.compiled(name, language)
  if name:sub(1, 1) == "/" then return (cache.mapped(name, language)) end
  local made = core.shipped and core.shipped:lexicon(name, language)
  if made then return made end
  local directory = cache.directory()
  local path = directory and directory .. "/" .. name
  if not path or core.path_kind(path) ~= "file" then return nil end
  if noted(path, "sound") then return core.lexicon_map(path, language, true) end
  made = core.lexicon_map(path, language)
  if made and #made >= most_checked then note(path, "sound", "") end
  return made
end

--- The lexicon in the file `path`: mapped if it was compiled earlier, else made by
--- `build(bytes)` and stored. `options.fixed`: what else its bytes depend on. -> lexicon,
--- hash of the source, name of what is kept | nil, message, byte, source
function cache.lexicon(path, options, build)
  local hash, bytes = cache.hash(path)
  if not hash then return nil, bytes end
  local depends = { core.version, hash, tostring(options.exact), options.key or "",
                    options.inflect or "", tostring(options.csv), options.fixed or "" }
  local name = core.hash(table.concat(depends, "\0")) .. ".lex"
  local keep = cache.collect or not bytes or #bytes >= smallest
  local made = keep and not cache.collect and cache.compiled(name, options.language)
  if made then return made, hash, name end
  if not bytes then bytes = assert(paths.read(path)) end
  local message, at
  made, message, at = build(bytes)
  if not made then return nil, message, at, bytes end
  if keep then cache.write(name, core.lexicon_block(made)) end
  return made, hash, keep and name
end

--- The language in the file `path` -> language, hash | nil, message, byte, source
function cache.language(path, code)
  local hash, bytes = cache.hash(path)
  if not hash then return nil, bytes end
  local name = "language:" .. code .. ":" .. hash
  local made = core.shipped and core.shipped:language(name)
  if made then return made, hash end
  if not bytes then bytes = assert(paths.read(path)) end
  local message, at
  made, message, at = core.language(code, bytes)
  if not made then return nil, message, at, bytes end
  if cache.collect then cache.collect(name, core.language_block(made)) end
  return made, hash
end

-- Hashes of the files, and one of all of them together.
local function hash_files(paths_of)
  local hashes = {}
  for i, path in ipairs(paths_of) do
    local why
    hashes[i], why = cache.hash(path)
    if not hashes[i] then return nil, path .. ": " .. why end
  end
  return core.hash(table.concat(hashes))
end

-- The grammar of parts of speech: closed classes and rules written by hand, a lexicon for
-- the open classes.
local function set_grammar(morphology, name, files)
  local found = core.shipped and not cache.collect and core.shipped:grammar(name, morphology)
  if found then return true end
  local texts = {}
  for i, path in ipairs(files) do texts[i] = assert(paths.read(path)) end
  local words = texts[1] .. texts[2]
  local made, message, at = core.set_grammar(morphology, words, texts[3])
  if made then
    if cache.collect then cache.collect(name, core.grammar_block(morphology)) end
    return true
  end
  local file = at > #words and 3 or at > #texts[1] and 2 or 1
  local before = file == 3 and #words or file == 2 and #texts[1] or 0
  local _, lines = texts[file]:sub(1, at - before - 1):gsub("\n", "")
  return nil, ("%s:%d: %s"):format(files[file], lines + 1, message)
end

--- Files of English morphology and of its grammar in the tree at `root` -> two lists
function cache.morphology_files(root)
  local forms, grammar = {}, {}
  for i, file in ipairs { "en.hand.tsv", "en.tsv" } do
    forms[i] = paths.join(root, "rules/lexicons/morphology/" .. file)
  end
  for i, file in ipairs { "en.hand.tsv", "en.tsv", "en.rules" } do
    grammar[i] = paths.join(root, "rules/pos/" .. file)
  end
  return forms, grammar
end

--- English morphology and grammar from the files of the tree at `root`
--- -> morphology, hash | nil, message
function cache.morphology(root)
  local forms, grammar = cache.morphology_files(root)
  local hash, why = hash_files(forms)
  if not hash then return nil, why end
  local grammar_hash
  grammar_hash, why = hash_files(grammar)
  if not grammar_hash then return nil, why end
  local name = "morphology:" .. hash
  local made = core.shipped and core.shipped:morphology(name)
  if not made then
    local data = {}
    for i, path in ipairs(forms) do data[i] = assert(paths.read(path)) end
    made = assert(core.morphology(table.concat(data)))
    if cache.collect then cache.collect(name, core.morphology_block(made)) end
  end
  local fine
  fine, why = set_grammar(made, "pos:" .. grammar_hash, grammar)
  if not fine then return nil, why end
  return made, core.hash(hash .. grammar_hash)
end

return cache
