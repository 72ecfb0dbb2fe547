-- Finds the rule file of the rule path that makes a layer, in the text of the files: for
-- hints.
local core = require "newsengine.core"
local errors = require "newsengine.errors"
local paths = require "newsengine.paths"

local makers = {}

-- The files below a directory -> list of { name of the topmost file or folder, path }
local function files_below(directory)
  local list = {}
  local walk = core.path_kind(directory) == "directory" and core.walk(directory)
  while walk do
    local path, refused = walk:next()
    if not path then break end
    local name = path:sub(#directory + 2):match("^([%w_-]+)/.*%.lua$")
                 or path:sub(#directory + 2):match("^([%w_-]+)%.lua$")
    if name and not refused then list[#list + 1] = { name = name, path = path } end
  end
  return list
end

--- The name of a rule file that makes the layer (numbers for Money), or nil.
function makers.of(layer)
  local _, callable = paths.names("rules")
  for _, directory in ipairs(paths.search("rules")) do
    for _, file in ipairs(files_below(directory)) do
      local source = callable[file.name] and paths.read(file.path) or ""
      local key, quoted = "%f[%w_]emit%s*=%s*", '"' .. layer .. '"'
      if source:find(key .. quoted) then return file.name end
      for emitted in source:gmatch(key .. "(%b{})") do
        if emitted:find(quoted, 1, true) then return file.name end
      end
    end
  end
end

--- A hint about a layer that no rule of a file makes; `known` are made.
function makers.hint(layer, known)
  local near = errors.near(layer, known)
  if near then return ("did you mean %s?"):format(near) end
  local name = makers.of(layer)
  return name and ('use "%s" at the top of the file loads the rules that make it'):format(name)
         or 'is a use "…" missing at the top of the file?'
end

return makers
