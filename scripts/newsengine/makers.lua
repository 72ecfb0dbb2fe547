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

-- The layers that the files of the rule path make -> their names, and by name the file's.
local function all()
  local layers, maker = {}, {}
  local function note(layer, name)
    if not maker[layer] then layers[#layers + 1], maker[layer] = layer, name end
  end
  local _, callable = paths.names("rules")
  for _, directory in ipairs(paths.search("rules")) do
    for _, file in ipairs(files_below(directory)) do
      local source = callable[file.name] and paths.read(file.path) or ""
      for layer in source:gmatch('%f[%w_]emit%s*=%s*"([%w_]+)"') do note(layer, file.name) end
      for list in source:gmatch("%f[%w_]emit%s*=%s*(%b{})") do
        for layer in list:gmatch('"([%w_]+)"') do note(layer, file.name) end
      end
    end
  end
  return layers, maker
end

--- The name of a rule file that makes the layer (numbers for Money), or nil.
function makers.of(layer)
  local _, maker = all()
  return maker[layer]
end

--- A hint about a layer that no rule of a file makes; `known` are made.
function makers.hint(layer, known)
  local near = errors.near(layer, known)
  if near then return ("did you mean %s?"):format(near) end
  local layers, maker = all()
  if maker[layer] then
    return ('use "%s" at the top of the file loads the rules that make it'):format(maker[layer])
  end
  near = errors.near(layer, layers)
  return near and ('did you mean %s? use "%s" at the top of the file loads the rules that make it')
                  :format(near, maker[near])
         or 'is a use "…" missing at the top of the file?'
end

return makers
