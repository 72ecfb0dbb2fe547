-- Rule files unchanged since they were last loaded, for watch: their results are reused.
-- A file is unchanged if its text, the files it uses and its lexicons are; it keeps no
-- state, so loading it again would give the same.
local cache = require "newsengine.cache"
local files = require "newsengine.pack_files"

local unchanged = {}

--- Record `event` in loading `file` of a shared pack, one of { use = name, path =, file =
--- } { rule = made } { hashes = of a lexicon in the file itself } { lexicon = name, path
--- =, id =, one = what pack.lexicons holds }
function unchanged.note(file, event) file.events[#file.events + 1] = event end

local is_same

local function same_event(pack, file, event)
  if event.use then
    return files.resolve(pack, file, "rules", event.use, ".lua") == event.path
           and is_same(pack, event.file, file)
  elseif event.lexicon then
    return files.resolve(pack, file, "lexicons", event.lexicon) == event.path
           and cache.hash(event.path) == event.one.hash
  end
  return true
end

local function all_same(pack, file, parent)
  local real = files.real_path(pack, file.path) or file.path
  local root, article = files.root(pack, file.path, parent), files.is_article(pack, real)
  if pack.shared.files[real] ~= file or file.trusted or file.root ~= root
     or file.article ~= article or cache.hash(file.path) ~= file.hash then
    return false
  end
  for _, event in ipairs(file.events) do
    if not same_event(pack, file, event) then return false end
  end
  return true
end

function is_same(pack, file, parent)
  local known = pack.same[file]
  if known == nil then
    known = all_same(pack, file, parent)
    pack.same[file] = known
  end
  return known
end

--- The file at that path as last loaded, nil if it has changed.
function unchanged.find(pack, real, path, parent)
  local file = pack.shared and pack.shared.files[real]
  return file and file.path == path and is_same(pack, file, parent) and file or nil
end

local function take_lexicon(pack, event)
  files.note_used(pack, event.path)
  if pack.lexicons[event.id] then return end
  pack.lexicons[event.id] = event.one
  pack.lexicon_hashes[#pack.lexicon_hashes + 1] = event.one.hash
end

--- Give the pack the results of the last load of the file. `load(path)` loads a file that
--- it uses, `add(rule)` adds a rule.
function unchanged.take(pack, file, load, add)
  file.pack = pack
  files.note_used(pack, file.path)
  for _, event in ipairs(file.events) do
    if event.use then
      load(event.path)
    elseif event.lexicon then
      take_lexicon(pack, event)
    elseif event.rule then
      local copy = {}
      for key, value in pairs(event.rule) do copy[key] = value end
      add(copy)
    else
      table.move(event.hashes, 1, #event.hashes, #pack.lexicon_hashes + 1, pack.lexicon_hashes)
    end
  end
  pack.rule_hashes[#pack.rule_hashes + 1] = file.hash
  pack.order[#pack.order + 1] = file
  pack.guards[#pack.guards + 1] = file.guard
end

return unchanged
