-- Fingerprints of rules: two rules with the same print do the same on the same document
-- with the same annotations.  What a rule does follows from its definition, its functions
-- with everything that they reach, and the macros and lexicons of its patterns: all of
-- that goes in; lines and comments do not.  Anything undecidable (a key that is a table,
-- an iterator made while loading) counts as changed.
local core = require "newsengine.core"
local date = require "newsengine.date"
local keys = require "newsengine.rule_keys"
local sandbox = require "newsengine.sandbox"

local prints = {}
prints.__index = prints

local contents = sandbox.contents

--- What a Lua function does, wherever it is in its file -> bytes, set of the strings in
--- it
function prints.code(f)
  return core.bytecode_meaning(string.dump(f, true))
end

---------------------------------------------------------------- values

-- The print of a value is made from those of its contents.  A reference back to a value
-- being printed is written as its distance upwards; a print with such a reference out of
-- its own value is valid only in its place and not cached.
-- -> print, the outermost depth it points to
local print_of

local closed = math.huge

local function combine(self, value, depth, describe)
  local known = self.known[value]
  if known then return known, closed end
  if self.open[value] then return "^" .. depth - self.open[value], self.open[value] end
  self.open[value] = depth
  local parts, outermost = {}, closed
  local function add(item)
    local text, low = print_of(self, item, depth + 1)
    parts[#parts + 1] = text
    outermost = math.min(outermost, low)
  end
  describe(self, value, parts, add)
  self.open[value] = nil
  local made = core.hash(table.concat(parts, "\0"))
  if outermost < depth then return made, outermost end
  self.known[value] = made
  return made, closed
end

-- A print that is never the same.
local function unique(self)
  self.unlike = self.unlike + 1
  return ("?%d.%d"):format(self.shared.loads, self.unlike)
end

local function describe_number(self, value, parts)
  parts[#parts + 1] = "pattern" .. (self.pattern_print(keys.pattern_number(value)) or unique(self))
end

local function describe_table(self, value, parts, add)
  local inside = contents(value)
  parts[#parts + 1] = "table"
  for key, item in core.ordered_pairs(inside) do
    local kind = type(key)
    if kind ~= "string" and kind ~= "number" and kind ~= "boolean" then
      parts[#parts + 1] = unique(self)
    else
      add(key)
      add(item)
    end
  end
  local meta = debug.getmetatable(inside)
  if meta then add(meta) end
end

-- Of its file's environment a function sees only the names in its code; nil: all.
local function describe_environment(env, names, parts, add)
  local inside = contents(env)
  for key in core.ordered_pairs(names or inside) do
    local item = rawget(inside, key)
    if type(key) == "string" and item ~= nil and item ~= env then
      parts[#parts + 1] = key
      add(item)
    end
  end
end

-- Whether code of the file may reach all of its environment.
local function reaches_all(file)
  if file.reaches_all == nil then
    local source = file.source
    file.reaches_all = source:find("_ENV", 1, true) ~= nil
                       or source:find("%f[%w_]_G%f[^%w_]") ~= nil
  end
  return file.reaches_all
end

local function describe_function(self, f, parts, add)
  local code, names = prints.code(f)
  parts[#parts + 1] = self.sees_lines and string.dump(f) or code
  for i = 1, math.huge do
    local name, value = debug.getupvalue(f, i)
    if not name then break end
    local env_file = type(value) == "table" and self.shared.environments[value]
    if env_file then
      describe_environment(value, not reaches_all(env_file) and names or nil, parts, add)
    else
      add(value)
    end
  end
end

-- A lexicon or regex, by what it is made from; in a form, a lexicon by its file.
local function object(self, value)
  return self.as_form and self.shared.lexicon_ids[value] or self.shared.objects[value]
end

local function add_names(self, file, kind, parts)
  for name, value in core.ordered_pairs(file[kind]) do
    parts[#parts + 1] = name
    parts[#parts + 1] = kind == "macros" and value or object(self, value) or unique(self)
  end
end

-- The word `lexicons` of a file.
local function describe_lexicons(self, word, parts)
  add_names(self, self.shared.lexicon_files[word], "lexicons", parts)
end

-- Values of the program itself stay the same as long as it runs.
local function host_value(self, value)
  local word = self.shared.words[value]
  if word == "lexicons" then return nil end
  return word and "word " .. word or object(self, value)
end

function print_of(self, value, depth)
  local kind = type(value)
  if kind == "nil" or kind == "boolean" then return kind .. tostring(value), closed end
  if kind == "string" then return "s" .. #value .. ":" .. value, closed end
  if kind == "number" then
    return math.type(value) .. string.pack(math.type(value) == "integer" and "j" or "n", value),
           closed
  end
  if date.is(value) then return "date" .. value:iso(), closed end
  local host = host_value(self, value)
  if host then return host, closed end
  if self.shared.words[value] == "lexicons" then
    return combine(self, value, depth, describe_lexicons)
  end
  if keys.pattern_number(value) then return combine(self, value, depth, describe_number) end
  if kind == "table" and not sandbox.is_library(value) then
    return combine(self, value, depth, describe_table)
  end
  if kind == "function" then
    local info = debug.getinfo(value, "S")
    if info.what ~= "C" and self.shared.sources[info.source] then
      return combine(self, value, depth, describe_function)
    end
  end
  return ("%s %p"):format(kind, value), closed
end

---------------------------------------------------------------- rules

-- What a pattern's text stands for: with the macro of each $name and the lexicon of each
-- @name.
local function describe_pattern(self, names, source, parts, seen)
  parts[#parts + 1] = source
  for mark, name in source:gmatch("([$@])(%a[%w_]*)") do
    if not seen[mark .. name] then
      seen[mark .. name] = true
      parts[#parts + 1] = mark .. name
      if mark == "@" then
        parts[#parts + 1] = object(self, names.lexicons[name]) or ""
      elseif names.macros[name] then
        describe_pattern(self, names, names.macros[name], parts, seen)
      end
    end
  end
end

local function print_pattern(self, names, source)
  local parts = {}
  describe_pattern(self, names, source, parts, {})
  return core.hash(table.concat(parts, "\0"))
end

--- The print of a pattern; `names`: the present lexicons and macros.
function prints.pattern(shared, names, source)
  return print_pattern({ shared = shared }, names, source)
end

-- Everything that engine and core use; not places and reasons.
local fields = [[emit emits span scope zones overlap lang refers apart per constant takings bare
                 set where run regex]]

local function print_rule(self, made)
  local parts = { tostring(made.file.article) }
  for _, number in ipairs(made.patterns) do parts[#parts + 1] = self.pattern_print(number) end
  for name in fields:gmatch("%S+") do
    parts[#parts + 1] = name
    parts[#parts + 1] = (print_of(self, made[name], 1))
  end
  return core.hash(table.concat(parts, "\0"))
end

-- Everything that patterns given as text by rule code may name.
local function print_names(self, file)
  local parts = {}
  add_names(self, file, "lexicons", parts)
  add_names(self, file, "macros", parts)
  return core.hash(table.concat(parts, "\0"))
end

-- If a rule catches errors, which may be of any function, it sees their lines.
local function sees_lines(pack)
  for _, file in ipairs(pack.order) do
    if file.catches == nil then file.catches = file.source:find("pcall", 1, true) ~= nil end
    if file.catches then return true end
  end
  return false
end

local function new_look(pack, shared, pattern_print)
  return { shared = shared, pattern_print = pattern_print, known = {}, open = {}, unlike = 0,
           sees_lines = sees_lines(pack) }
end

--- The prints of a loaded pack's rules, in order -> list of { name, print, names };
--- `names` matters for a rule that matches patterns given as text. `shared`: see
--- replay.lua
function prints.rules(pack, shared)
  local known = pack.patterns.prints
  local self = new_look(pack, shared, function(number) return known[number] end)
  local list = {}
  for i, made in ipairs(pack.rules) do
    local file = made.file
    file.names_print = file.names_print or print_names(self, file)
    made.print = made.print or print_rule(self, made)
    list[i] = { name = made.name, print = made.print, names = file.names_print, made = made }
  end
  return list
end

--- Prints without the contents of lexicon files: two rules of the same form do the same
--- if these give the same -> function(rule) -> print
function prints.forms(pack, shared)
  local self
  self = new_look(pack, shared, function(number)
    local given = pack.patterns.given[number]
    return given and print_pattern(self, given, given.source)
  end)
  self.as_form = true
  return function(made)
    made.form = made.form or print_rule(self, made)
    return made.form
  end
end

return prints
