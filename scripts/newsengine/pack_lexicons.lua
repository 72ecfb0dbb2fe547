-- The lexicons of a pack: from tables in rule files, and from files.
local core = require "newsengine.core"
local cache = require "newsengine.cache"
local errors = require "newsengine.errors"
local files = require "newsengine.pack_files"
local image = require "newsengine.image"
local paths = require "newsengine.paths"
local places = require "newsengine.places"
local sandbox = require "newsengine.sandbox"
local unchanged = require "newsengine.unchanged"

local lexicons = {}

local fail, fail_at = places.fail, places.fail_at

local function cell(value, what, file)
  local kind = type(value)
  if kind == "string" then return value end
  if kind == "number" or kind == "boolean" then return tostring(value) end
  fail(file, ("lexicon: %s is a %s; a string or number expected"):format(what, kind))
end

-- Rows of a table in a rule file: { "a", "b" }, { word = value }, { { name = …, … }, … }
-- or { word = { column = …, … } }.
local function rows_of(file, def, key)
  local columns, index, rows, numeric = { key }, { [key] = 1 }, {}, {}
  local function add(word, fields)
    local row = { cell(word, "a key", file) }
    for name, value in sandbox.pairs(fields) do
      if type(name) ~= "string" then fail(file, "lexicon: column names are strings") end
      if not index[name] then
        columns[#columns + 1] = name
        index[name] = #columns
        numeric[#columns - 1] = true
      end
      local at = index[name]
      if at > 1 then row[at] = cell(value, "column " .. name, file) end
      if type(value) ~= "number" then numeric[at - 1] = nil end
    end
    rows[#rows + 1] = row
  end
  for word, value in sandbox.pairs(def) do
    if math.type(word) == "integer" then
      if type(value) == "table" then
        local fields = sandbox.contents(value)
        if fields[key] == nil then
          fail(file, ("lexicon: row %d has no %q"):format(word, key),
               ("a row is { %s = \"%s\", column = value, … }"):format(key, fields[1] or "word"))
        end
        add(fields[key], fields)
      else
        add(value, {})
      end
    elseif type(value) == "table" then
      add(word, sandbox.contents(value))
    else
      add(word, { value = value })
    end
  end
  for _, row in ipairs(rows) do
    for i = 1, #columns do row[i] = row[i] or "" end
  end
  return columns, rows, numeric
end

local option_names = { file = true, key = true, inflect = true, exact = true }

-- A lexicon made by `newsengine compile`: its options are in it.
local function map_lexicon_file(pack, file, path, tried, options)
  if options.key or options.inflect or options.exact then
    fail(file, ("lexicon: %s is compiled; key, inflect and exact belong to newsengine "
      .. "compile"):format(path))
  end
  local made, hash = cache.mapped(path, options.language)
  if not made then fail(file, ("%s: %s"):format(path, hash)) end
  pack.lexicon_hashes[#pack.lexicon_hashes + 1] = hash
  image.note_file(pack.notes, path, hash, tried)
  return made, core.real_path(path)
end

local function read_lexicon_file(pack, file, def, options)
  local path, tried = files.find(pack, file, "lexicons", "lexicon", def.file)
  files.note_used(pack, path)
  if path:sub(-4) == ".lex" then return map_lexicon_file(pack, file, path, tried, options) end
  options.csv = path:sub(-4) == ".csv"
  local made, hash, at, bytes = cache.lexicon(path, options, function(source)
    return core.lexicon_read(source, options)
  end)
  if made then
    pack.lexicon_hashes[#pack.lexicon_hashes + 1] = hash
    image.note_file(pack.notes, path, hash, tried)
    return made, at
  end
  if not bytes then fail(file, path .. ": " .. hash) end
  local line, _, excerpt = errors.place(bytes, at)
  local hint = hash:find("^no such column") and "key names a column of the file's first line"
  error(errors.new { code = "load", file = path, line = line, message = hash,
                     excerpt = excerpt, column = 1, hint = hint }, 0)
end

local function check_table(file, def)
  if type(def) ~= "table" then
    fail(file, "lexicon: a table expected",
         type(def) == "string" and ("{ file = %q } reads a file"):format(def) or nil)
  end
  if def.file ~= nil and type(def.file) ~= "string" then
    fail_at(file, "file", "lexicon: file is a path")
  end
  if def.key ~= nil and type(def.key) ~= "string" then
    fail_at(file, "key", "lexicon: key is the name of a column")
  end
  local inflect = def.inflect
  if inflect and inflect ~= "verb" and inflect ~= "noun" then
    fail_at(file, "inflect", 'lexicon: inflect is "verb" or "noun"')
  end
  for name in sandbox.pairs(def.file and def or {}) do
    if not option_names[name] then
      local near = errors.near_key(tostring(name), option_names)
      fail_at(file, tostring(name), ("lexicon: unknown key %q"):format(tostring(name)),
              near and ("did you mean %q?"):format(near))
    end
  end
end

-- A lexicon from a file, which is read once for all rule files that use it with the same
-- options.
local function of_file(pack, file, def, options)
  local id = table.concat({ def.file, tostring(options.exact), options.key or "",
                            options.inflect or "", file.directory }, "\0")
  local one = pack.lexicons[id]
  if not one then
    one = { path = files.find(pack, file, "lexicons", "lexicon", def.file) }
    one.made, one.kept = read_lexicon_file(pack, file, def, options)
    one.hash = pack.lexicon_hashes[#pack.lexicon_hashes]
    pack.lexicons[id] = one
    if pack.shared then pack.shared:note_lexicon(one.made, { id, one.hash }, id) end
  end
  if pack.shared then
    unchanged.note(file, { lexicon = def.file, path = one.path, id = id, one = one })
  end
  image.note_lexicon(pack.notes, one.made, one.kept or nil)
  return one.made
end

-- A lexicon of words given in the rule file.
local function of_words(pack, file, def, options)
  local key, list = options.key or "name", {}
  for name, value in sandbox.pairs(def) do
    if not (option_names[name] and type(value) ~= "table") then list[name] = value end
  end
  local columns, rows, numeric = rows_of(file, list, key)
  options.key, options.numeric = key, numeric
  local made, message = core.lexicon_rows(columns, rows, options)
  if not made then fail(file, "lexicon: " .. message) end
  local hashes = {}
  for i, row in ipairs(rows) do hashes[i] = core.hash(table.concat(row, "\t")) end
  table.move(hashes, 1, #hashes, #pack.lexicon_hashes + 1, pack.lexicon_hashes)
  if pack.shared then unchanged.note(file, { hashes = hashes }) end
  image.note_lexicon(pack.notes, made, nil, numeric)
  if pack.shared then
    pack.shared:note_lexicon(made, { key, options.exact, options.inflect or "", columns, numeric,
                                     rows })
  end
  return made
end

--- The lexicon described by a table in a rule file: its words, or a file and how to read
--- it.
function lexicons.make(pack, file, def)
  if pack.found then return image.next_lexicon(pack.found) end
  check_table(file, def)
  local options = { exact = def.exact == true, key = def.key, inflect = def.inflect,
                    morphology = pack.morphology, language = pack.options.language,
                    fixed = pack.options.fixed }
  return (def.file and of_file or of_words)(pack, file, def, options)
end

-- The lexicon of that name in a file or, in order, in those that it uses, nil for none:
-- the same as in file.lexicons, which is made by walking through all of them.
local function find_lexicon(file, name, seen)
  local made = file.own.lexicons[name]
  seen[file] = true
  for _, used in ipairs(file.uses) do
    if made then break end
    made = not seen[used] and find_lexicon(used, name, seen) or nil
  end
  return made
end

local function read_only_lexicons() error("lexicons is read-only", 2) end

--- Put before the text of a shipped file: it keeps its own `lexicons`, and files of a
--- steady pack can share everything else they see.
lexicons.kept = "local lexicons = lexicons "

--- The value of the word `lexicons` in a file: its own lexicons and those of the files it
--- uses.
function lexicons.of(file)
  local known, settled = {}, {} -- that others have; those of a loaded file, which gets no more
  local function find(_, name)
    local made = file.own.lexicons[name] or known[name]
    if not made then
      made = find_lexicon(file, name, {})
      if made then known[name] = made end
    end
    if made and file.loaded then settled[name] = made end
    return made
  end
  setmetatable(settled, { __index = find })
  local meta = { __index = settled, __newindex = read_only_lexicons, __metatable = false }
  sandbox.keep(meta) -- other files may come to it through functions of this one
  return setmetatable({}, meta)
end

-- "two hundred and fifty" from the shipped lexicon `number`: one and ten are added,
-- hundred and dozen multiply what precedes them, a scale (thousand, million) closes a
-- group.
local function words_to_number(lexicon, text)
  local total, group, any = 0, 0, false
  for word in text:gmatch("[^%s-]+") do
    local entry = lexicon:get(word)
    local value = entry and tonumber(entry.number)
    if value then
      any = true
      if entry.kind == "scale" then
        total, group = total + math.max(group, 1) * value, 0
      elseif entry.kind == "hundred" or entry.kind == "dozen" then
        group = math.max(group, 1) * value
      else
        group = group + value
      end
    elseif word:lower() ~= "and" and word:lower() ~= "a" then
      return nil
    end
  end
  local sum = total + group
  return any and (math.tointeger(sum) or sum) or nil
end

--- A function from number words to their value, or nil if the lexicon is missing.  In a
--- worker that may open nothing any more pack.before_loading is set and called instead of
--- loading it.
function lexicons.number_words(pack)
  if pack.number_reader == nil and pack.before_loading then pack.before_loading() end
  if pack.number_reader == nil then
    local path = paths.find("lexicons", "number.tsv")
    local made = path and cache.lexicon(path, {}, function(bytes)
      return core.lexicon_read(bytes, {})
    end)
    pack.number_reader = made and function(text) return words_to_number(made, text) end or false
  end
  return pack.number_reader or nil
end

return lexicons
