-- The command `merge`: joins partial states of a format, written by runs with --partial,
-- into the output of one run over all the documents.
local core = require "newsengine.core"
local paths = require "newsengine.paths"

local merge = {}

local most_bytes = 1 << 30

--- The states in the files, as JSON text -> list | nil, message
function merge.states(files, format_name)
  local word = format_name:match("([^/]+)%.lua$") or format_name
  local states = {}
  for _, path in ipairs(files) do
    local bytes, why = paths.read(path, most_bytes)
    if not bytes then return nil, ("%s: cannot read: %s"):format(path, why) end
    local part, message = core.json_decode(bytes)
    if type(part) ~= "table" or part.format == nil then
      return nil, ("%s: not a partial state (written with --partial): %s"):format(path,
        message or "no format in it")
    elseif part.format ~= word then
      return nil, ("%s: a part of the format %s, not of %s"):format(path, part.format, word)
    end
    -- A run without documents has none.
    if part.state ~= nil then states[#states + 1] = core.json_encode(part.state) end
  end
  return states
end

return merge
