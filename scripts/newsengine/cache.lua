-- Compiled lexicons: built once, then mapped.  A file's name tells all that its bytes depend
-- on, so a changed source is another file; a damaged or foreign one is built anew.
local core = require "newsengine.core"
local paths = require "newsengine.paths"

local cache = {}

local smallest = 2048 -- bytes of source: a smaller list is built as quickly as opened

-- `make` compiles the shipped lexicons into this directory of the tree.
local function shipped() return paths.root and paths.root .. "/build/lexicons" end

-- The user's own directory, nil when there is no home.
local function own()
  local cache_home, home = os.getenv("XDG_CACHE_HOME"), os.getenv("HOME")
  if cache_home and cache_home ~= "" then return cache_home .. "/newsengine" end
  return home and home ~= "" and home .. "/.cache/newsengine" or nil
end

local function compiling()
  local directory = os.getenv("NEWSENGINE_LEXICONS")
  return directory and directory ~= "" and directory or nil
end

local function write(bytes, name)
  local directory = compiling() or own()
  if not directory or not core.make_directory(directory) then return end
  local output = core.output(directory .. "/" .. name)
  if not output then return end -- a cache that cannot be written is none
  if output:write(bytes) then output:commit() end
  output:close()
end

---------------------------------------------------------------- the shipped lexicons' hashes

-- The index that `make` writes: path below the root, stamp (size and time of change), hash of
-- the bytes.  A file with that stamp need not be read to be known.
local index

local function read_index()
  index = {}
  local directory = shipped()
  local text = directory and paths.is_file(directory .. "/index")
               and paths.read(directory .. "/index") or ""
  for path, stamp, hash in text:gmatch("([^\t\n]*)\t([^\t\n]*)\t([^\t\n]*)\n") do
    index[path] = { stamp = stamp, hash = hash }
  end
end

local root -- of the tree, without links

local function below_root(path)
  root = root or paths.root and (core.real_path(paths.root) or paths.root) .. "/" or ""
  local real = core.real_path(path) or path
  return root ~= "" and real:sub(1, #root) == root and real:sub(#root + 1) or nil
end

local function known_hash(path)
  if not index then read_index() end
  local name = below_root(path)
  local known = name and index[name]
  return known and known.stamp == core.file_stamp(path) and known.hash or nil
end

local function remember(path, hash)
  local directory, name = compiling(), below_root(path)
  if not directory or not name then return end
  local file = io.open(directory .. "/index", "ab")
  if not file then return end
  file:write(name, "\t", core.file_stamp(path), "\t", hash, "\n")
  file:close()
end

---------------------------------------------------------------- lexicons

--- The lexicon in the file `path`: mapped when it was compiled before, else from
--- `build(bytes)`, and kept.  `options.fixed`: what else its bytes depend on.
--- -> lexicon, hash of the source | nil, message, byte, source
function cache.lexicon(path, options, build)
  local hash, bytes = known_hash(path), nil
  if not hash then
    local why
    bytes, why = paths.read(path)
    if not bytes then return nil, why end
    hash = core.hash(bytes)
    remember(path, hash)
    if #bytes < smallest then
      local made, message, at = build(bytes)
      return made, made and hash or message, at, bytes
    end
  end
  local depends = { core.version, hash, tostring(options.exact), options.key or "",
                    options.inflect or "", tostring(options.csv), options.fixed or "" }
  local name = core.hash(table.concat(depends, "\0")) .. ".lex"
  for _, directory in ipairs { compiling() or shipped() or own(), own() } do
    local made = core.lexicon_map(directory .. "/" .. name, options.language)
    if made then return made, hash end
  end
  if not bytes then bytes = assert(paths.read(path)) end
  local made, message, at = build(bytes)
  if not made then return nil, message, at, bytes end
  if #bytes >= smallest then write(core.lexicon_block(made), name) end
  return made, hash
end

return cache
