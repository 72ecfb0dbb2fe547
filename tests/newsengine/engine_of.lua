-- An engine of one rule file, which is given as its text.
local ne = require "newsengine"

return function(source)
  local path = os.tmpname() .. ".lua"
  local file = assert(io.open(path, "w"))
  file:write(source)
  file:close()
  local engine = ne.engine { rules = { path }, plain = true }
  os.remove(path)
  return engine
end
