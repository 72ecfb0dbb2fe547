-- Finds and reads rules, formats, readers and lexicons.
local core = require "newsengine.core"

local paths = {}

--- The directory of a path, "." if it has none.
function paths.directory(path)
  return path:match("^(.*)/") or "."
end

--- `name` below `directory`; an absolute name is unchanged.
function paths.join(directory, name)
  if name:sub(1, 1) == "/" or directory == "." then return name end
  if directory:sub(-1) == "/" then directory = directory:gsub("/+$", "") end
  return directory .. "/" .. name
end

--- Whether it is a regular file.  Raises if the system cannot tell.
function paths.is_file(path)
  local kind, message, broken = core.path_kind(path)
  if broken then error(("%s: %s"):format(path, message), 0) end
  return kind == "file"
end

--- All bytes of a regular file -> string | nil, message.
function paths.read(path, limit)
  local kind, why = core.path_kind(path)
  if not kind then return nil, why end
  if kind ~= "file" then return nil, "not a regular file" end
  local file, message = io.open(path, "rb")
  if not file then return nil, message end
  local bytes, failed = file:read(limit and limit + 1 or "a")
  file:close()
  if not bytes and failed then return nil, failed end
  bytes = bytes or ""
  if limit and #bytes > limit then
    return nil, ("longer than %d KB"):format(limit // 1024)
  end
  return bytes
end

local reals = {} -- directory -> absolute path without links

--- A directory's absolute path without links, nil if there is none.
function paths.real(directory)
  local real = reals[directory]
  if real == nil then
    real = core.real_path(directory) or false
    reals[directory] = real
  end
  return real or nil
end

-- Set once by the starter of the library: the directory with scripts/ and rules/.
paths.root = nil

local function add(list, directory)
  if directory and directory ~= "" then list[#list + 1] = directory end
end

local shipped = { rules = "rules", formats = "scripts/formats", readers = "scripts/readers",
                  lexicons = "rules/lexicons" }

--- Directories to search for files of a kind ("rules", "formats", "readers", "lexicons"),
--- after the path itself; `beside` is the directory of the requesting file, `above` that
--- of the file named on the command line.
function paths.search(kind, beside, above)
  local list = {}
  add(list, beside)
  if above ~= beside then add(list, above) end
  for directory in (os.getenv("NEWSENGINE_PATH") or ""):gmatch("[^:]+") do
    add(list, directory)
    add(list, paths.join(directory, kind))
  end
  local home = os.getenv("XDG_DATA_HOME")
  if not home or home == "" then
    home = os.getenv("HOME")
    home = home and home ~= "" and home .. "/.local/share"
  end
  if home then add(list, home .. "/newsengine/" .. kind) end
  if paths.root then
    add(list, paths.root .. "/" .. shipped[kind])
    if kind == "lexicons" then add(list, paths.root .. "/rules") end
  end
  return list
end

local function with(extension, name)
  return extension and name:sub(-#extension) ~= extension and name .. extension or name
end

--- The file for `name` -> path | nil, list of paths tried.
--- A name that looks like a path, or ends in `extension`, is tried unchanged.
function paths.find(kind, name, extension, beside, above)
  local tried = {}
  local function try(path)
    tried[#tried + 1] = path
    return paths.is_file(path) and path
  end
  local file = with(extension, name)
  if not beside and (name:find("/", 1, true) or file == name) then
    local found = try(name)
    if found or name:find("^%.*/") then return found or nil, tried end -- it says where
  end
  if name:sub(1, 1) == "/" then return try(name) or nil, tried end
  for _, directory in ipairs(paths.search(kind, beside, above)) do
    local found = try(paths.join(directory, file))
    if found then return found, tried end
  end
  return nil, tried
end

--- The `place`-th path that find() tries, nil if that depends on the search path.
function paths.tried(name, extension, beside, above, place)
  if name:sub(1, 1) == "/" then return name end
  local directory = place == 1 and beside or place == 2 and above ~= beside and above
  return directory and paths.join(directory, with(extension, name)) or nil
end

--- Add the Lua files directly in the directory, by name: the path of each that is not in
--- `seen`.
function paths.add_names(directory, names, seen)
  local walk = core.path_kind(directory) == "directory" and core.walk(directory)
  while walk do
    local path, refused = walk:next()
    if not path then return end
    local name = path:sub(#directory + 2):match("^([^/]+)%.lua$")
    if name and not refused and not seen[name] then
      seen[name] = path
      names[#names + 1] = name
    end
  end
end

--- The files of a kind that can be called by name -> names, sorted; path of each
function paths.names(kind)
  local seen, names = {}, {}
  for _, directory in ipairs(paths.search(kind)) do paths.add_names(directory, names, seen) end
  table.sort(names)
  return names, seen
end

--- The rule files named by words of a command line: a path, a name on the rule path, or a
--- directory, which stands for all below it -> list of paths | nil, message
function paths.rule_files(words)
  local files = {}
  for _, word in ipairs(words) do
    local before = #files
    local walk = core.path_kind(word) == "directory" and core.walk(word)
    while walk do
      local file, refused = walk:next()
      if not file then break end
      if not refused and file:sub(-4) == ".lua" then files[#files + 1] = file end
    end
    if walk and #files == before then return nil, ("%s: it contains no rule file"):format(word) end
    local found = walk or paths.find("rules", word, ".lua")
    if not found then return nil, ("%s: no such rule file"):format(word) end
    if not walk then files[#files + 1] = found end
  end
  return files
end

--- Whether a file named by a rule file lies where rule files may look: below `root`, the
--- directory of the rule file named first, or in the search path.  Links are resolved, so
--- that none leads out.
function paths.is_inside(kind, path, root)
  local real = core.real_path(path)
  for _, directory in ipairs(paths.search(kind, root)) do
    local above = paths.real(directory)
    if above and real and (above == "/" or real:sub(1, #above + 1) == above .. "/") then
      return true
    end
  end
  return false
end

return paths
