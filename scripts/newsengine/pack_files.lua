-- The files of a pack: which file a rule file names, and whether it may use it.
local core = require "newsengine.core"
local image = require "newsengine.image"
local paths = require "newsengine.paths"
local places = require "newsengine.places"

local files = {}

local fail, fail_at = places.fail, places.fail_at

--- The absolute path without links, nil if there is none; cached.
function files.real_path(pack, path)
  local real = pack.reals[path]
  if real == nil then
    real = core.real_path(path) or false
    pack.reals[path] = real
  end
  return real or nil
end

-- Whether the command line names this file.
local function is_given(pack, path)
  local given = pack.options.given
  return given and given[files.real_path(pack, path)] or false
end

-- Like paths.find; files of one directory often name the same file.
local function find_once(pack, kind, name, extension, file)
  local key = table.concat({ kind, file.directory, file.root, name }, "\0")
  local place = pack.places[key]
  if not place then
    place = { paths.find(kind, name, extension, file.directory, file.root) }
    pack.places[key] = place
  end
  return place[1], place[2]
end

--- The file named by `use` or `lexicon`.
function files.find(pack, file, kind, what, name, extension)
  local place = pack.found and image.next_place(pack.found)
  local known = place and paths.tried(name, extension, file.directory, file.root, place)
  if known then return known end
  if name:find("\0", 1, true) then fail(file, ("%s: a NUL in a file name"):format(what)) end
  local path, tried = find_once(pack, kind, name, extension, file)
  if not path then
    fail_at(file, name, ("%s: no file %q"):format(what, name),
            "looked for " .. table.concat(tried, ", "))
  end
  if not pack.found and not file.trusted and not is_given(pack, path)
     and not paths.is_inside(kind, path, file.root) then
    fail_at(file, name,
            ("%s: %q lies outside the directory of the rule file and the rule path"):format(
              what, name))
  end
  if pack.notes and kind == "rules" then image.note_place(pack.notes, #tried) end
  return path, tried
end

--- The path for a name at present, nil for none.
function files.resolve(pack, file, kind, name, extension)
  return (find_once(pack, kind, name, extension, file))
end

--- The directory in which a file and those it uses must lie.
function files.root(pack, path, parent)
  return parent and not is_given(pack, path) and parent.root or paths.directory(path)
end

--- Whether it is rules/article.lua. `real`: its real path.
function files.is_article(pack, real)
  local article = pack.options.article
  return article ~= nil and real == (pack.found and 1 or files.real_path(pack, article))
end

--- Add the paths of all files read or tried to `used` of the options.
function files.note_used(pack, path)
  local used = pack.options.used
  if used then used[#used + 1] = path end
end

return files
