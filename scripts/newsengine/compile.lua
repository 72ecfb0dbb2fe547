-- newsengine compile: everything that is shipped into one bundle (`make` does it).
local cache = require "newsengine.cache"
local core = require "newsengine.core"
local engine = require "newsengine.engine"
local paths = require "newsengine.paths"

local compile = {}

-- Files below a directory of the tree whose names end so, sorted.
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
local function bytecode(path, bytes)
  local chunk, message = load(bytes:gsub("^#[^\n]*", ""), "@" .. path, "t")
  return assert(chunk, message) and string.dump(chunk)
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
      local code = ending == ".lua" and bytecode(path, bytes) or ""
      add(cache.shipped_name(path), core.bundle_source(path, core.hash(bytes), code))
    end
  end
  core.shipped, cache.collect = nil, add
  add_sources("scripts/newsengine", ".lua")
  add_sources("rules", ".lua")
  add_sources("rules/lexicons", ".tsv")
  engine.new { article = true, keep = true }.pack:number_words()
  for _, path in ipairs(files_of("rules", ".lua")) do
    engine.new { rules = { path }, keep = true }
  end
  for _, path in ipairs(files_of("rules/lexicons/languages", ".tsv")) do
    assert(cache.language(path, path:match("([^/]+)%.tsv$")))
  end
  cache.collect = nil
  local output, why = core.output(target)
  if not output then return nil, why end
  local ok
  ok, why = output:write(core.bundle_bytes(items))
  if ok then ok, why = output:commit() end
  output:close()
  return ok, why
end

return compile
