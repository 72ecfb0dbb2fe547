-- The command `new`: a commented starting file that runs.
local core = require "newsengine.core"
local errors = require "newsengine.errors"
local paths = require "newsengine.paths"

local new = {}

local kinds = { "rule", "format", "reader" }

--- newsengine new KIND NAME writes NAME.lua -> exit code | nil, message, hint
function new.main(parsed)
  local kind, name = parsed.positionals[1], parsed.positionals[2]
  if not name or parsed.positionals[3] then
    return nil, "new: a kind and a name expected", "newsengine new rule|format|reader NAME"
  end
  local template = paths.join(paths.root, "scripts/templates/" .. kind .. ".lua")
  if not (kind:find("^%l+$") and paths.is_file(template)) then
    local near = errors.near(kind, kinds)
    return nil, ("new: no template for a %q"):format(kind),
           near and ("did you mean %s?"):format(near) or "rule, format or reader"
  end
  local path = name:find("%.lua$") and name or name .. ".lua"
  local word = path:match("([^/]+)%.lua$")
  if not word or not word:find("^%a[%w_]*$") then
    return nil, ("new: %q is not a name: a letter, then letters, digits and _"):format(name)
  end
  if core.path_kind(path) then
    io.stderr:write("newsengine: ", path, " exists already; nothing was written\n")
    return 2
  end
  local source = assert(paths.read(template)):gsub("@NAME@", word)
  local file, why = io.open(path, "wb")
  local written = file and file:write(source) and file:close()
  if not written then
    io.stderr:write("newsengine: cannot write ", why or path, "\n")
    return 4
  end
  io.write(path, ": ", kind == "rule" and "newsengine test " .. path
                       or "newsengine help " .. kind .. "s", "\n")
  return 0
end

return new
