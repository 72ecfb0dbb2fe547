-- Compiled lexicons: built once, then mapped.  A file's name tells all that its bytes depend
-- on, so a changed source is another file; a damaged or foreign one is built anew.
local core = require "newsengine.core"
local paths = require "newsengine.paths"

local cache = {}

local smallest = 4096 -- bytes of source: a smaller list is built as quickly as opened

-- Where compiled lexicons may lie: made by `make`, then the user's own.
local function directories()
  local list = {}
  if paths.root then list[1] = paths.root .. "/build/lexicons" end
  local own = os.getenv("XDG_CACHE_HOME")
  local home = os.getenv("HOME")
  if not own or own == "" then own = home and home ~= "" and home .. "/.cache" or nil end
  if own then list[#list + 1] = own .. "/newsengine" end
  return list
end

local function write(bytes, name)
  local forced = os.getenv("NEWSENGINE_LEXICONS")
  local list = directories()
  local directory = forced and forced ~= "" and forced or list[#list]
  if not directory or not core.make_directory(directory) then return end
  local output = core.output(directory .. "/" .. name)
  if not output then return end -- a cache that cannot be written is none
  if output:write(bytes) then output:commit() end
  output:close()
end

--- The lexicon of these bytes and options: mapped when it was compiled before, else from
--- `build`, and kept.  `options.fixed`: what else its bytes depend on (texts).
function cache.lexicon(bytes, options, build)
  if #bytes < smallest then return build() end
  local depends = { core.version, core.hash(bytes), tostring(options.exact), options.key or "",
                    options.inflect or "", tostring(options.csv), options.fixed or "" }
  local name = core.hash(table.concat(depends, "\0")) .. ".lex"
  for _, directory in ipairs(directories()) do
    local made = core.lexicon_map(directory .. "/" .. name, options.language)
    if made then return made end
  end
  local made, message, at = build()
  if made then write(core.lexicon_block(made), name) end
  return made, message, at
end

return cache
