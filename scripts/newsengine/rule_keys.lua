-- The keys of rules: which exist, and the meaning of set, per and apart.
local core = require "newsengine.core"
local errors = require "newsengine.errors"
local places = require "newsengine.places"
local sandbox = require "newsengine.sandbox"

local keys = {}

local fail, fail_at = places.fail, places.fail_at

local scopes = { sentence = true, paragraph = true, document = true, zone = true }
local types_of = {
  pattern = "string|table", regex = "string", run = "function", emit = "string|table",
  span = "string", set = "function|table", where = "function", lang = "string|table",
  refers = "table", scope = "string", zone = "string|table", overlap = "string",
  about = "string", source = "string", flags = "string", per = "string|table",
  apart = "string|table",
}

--- Raises if a rule has an unknown key, one of the wrong type, or two that exclude each
--- other.
function keys.check(file, name, def)
  if type(def) ~= "table" then fail(file, ("rule %q: a table expected"):format(name)) end
  for key, value in sandbox.pairs(def) do
    local types = types_of[key]
    if not types then
      local near = type(key) == "string" and errors.near_key(key, types_of)
      fail_at(file, tostring(key), ("rule %q: unknown key %q"):format(name, tostring(key)),
              near and ("did you mean %q?"):format(near))
    end
    if not ("|" .. types .. "|"):find("|" .. type(value) .. "|", 1, true) then
      fail_at(file, key, ("rule %q: %s is a %s; %s expected"):format(
        name, key, type(value), (types:gsub("|", " or "))))
    end
  end
  local kinds = (def.pattern and 1 or 0) + (def.regex and 1 or 0) + (def.run and 1 or 0)
  if kinds ~= 1 then
    fail(file, ("rule %q: exactly one of pattern, regex and run expected"):format(name))
  end
  if type(def.pattern) == "table" and #sandbox.contents(def.pattern) == 0 then
    fail_at(file, "pattern", ("rule %q: pattern is an empty list"):format(name))
  end
  if not def.run and not def.emit then
    fail(file, ("rule %q: emit, the layer it writes, is missing"):format(name))
  end
  if type(def.emit) == "table" and not def.run then
    fail_at(file, "emit", ("rule %q: a pattern or regex emits one layer"):format(name))
  end
  if def.scope and not scopes[def.scope] then
    fail_at(file, "scope", ("rule %q: scope is sentence, paragraph, document or zone"):format(name))
  end
  for _, key in ipairs { "apart", "overlap", "refers", "set", "span", "where" } do
    if def[key] and def.run then
      fail_at(file, key, ("rule %q: %s needs pattern or regex"):format(name, key))
    end
  end
  if def.overlap and def.overlap ~= "nested" and def.overlap ~= "all" then
    fail_at(file, "overlap", ('rule %q: overlap is "nested" or "all"'):format(name))
  end
end

--- A value or a list, as a new list.
function keys.list_of(value)
  if type(value) ~= "table" then return { value } end
  return { table.unpack(sandbox.contents(value)) }
end

--- The languages that a file or rule names, as a set.
function keys.languages(file, value)
  if value == nil then return file.lang end
  local set = keys.set_of(value)
  for code in core.ordered_pairs(set) do
    if type(code) ~= "string" or not code:find("^%l%l%l?$") then
      fail_at(file, "lang", ('lang: a code such as "en" expected, got %q'):format(tostring(code)))
    end
  end
  return set
end

--- A value or a list, as a set; nil for nil.
function keys.set_of(value)
  if value == nil then return nil end
  local set = {}
  for _, item in ipairs(keys.list_of(value)) do set[item] = true end
  return set
end

-- set = { kind = "bank", name = take "who.name" }: the constants, and the values from
-- captures as a list of {key, capture, field}, so that Lua need not run for a match.
local taken = { __name = "take", __metatable = false }
sandbox.keep(taken)

--- take "who.name" of a rule file.
function keys.take(file, source)
  local capture, field
  if type(source) == "string" then
    capture, field = source:match("^([%a_][%w_]*)%.?([%w_]*)$")
  end
  if not capture then
    fail(file, "take: a capture or one of its fields expected, as in take \"who.name\"")
  end
  return setmetatable({ capture = capture, field = field, spelled = source }, taken)
end

-- The result of `pattern` in a rule file is empty, so that nobody can change or forge it.
local numbers = setmetatable({}, { __mode = "k" }) -- of patterns -> by what stands for them
local object = {
  __name = "pattern", __metatable = false,
  __newindex = function() error("a pattern is read-only", 2) end,
}
sandbox.keep(object)

--- The value that stands for the pattern of that number in rule code.
function keys.pattern(number)
  local made = setmetatable({}, object)
  numbers[made] = number
  return made
end

--- The number of the pattern for which a value stands; nil for any other.
function keys.pattern_number(value) return numbers[value] end

-- How the file writes it: take "who.name", take('who.name').
local function spelling(file, value)
  local name = value.spelled:gsub("%.", "%%.")
  return file.source:match("%f[%w_]take%s*%(?%s*[\"']" .. name .. "[\"']")
end

local plain = { string = true, number = true, boolean = true }

local function check_set(pack, file, name, made, set)
  if debug.getmetatable(set) == taken then
    fail_at(file, "set", ("rule %q: set is a take; a table of attributes expected"):format(name),
            ("set = { name = take %q }"):format(set.spelled))
  end
  for key, value in core.ordered_pairs(sandbox.contents(set)) do
    if type(key) ~= "string" then
      fail_at(file, "set", ("rule %q: names of attributes in set are strings"):format(name))
    end
    local is_take = debug.getmetatable(value) == taken
    if not is_take and not plain[type(value)] then
      fail_at(file, key, ("rule %q: attribute %s is a %s; a string, number, boolean or take "
        .. "expected, or a function for the whole set"):format(name, key, type(value)))
    end
    if is_take and made.regex == nil and not keys.captures(pack, made)[value.capture] then
      fail_at(file, spelling(file, value) or key,
              ("rule %q: take names the capture %q, which the pattern does not have"):format(
                name, value.capture))
    end
  end
end

local function by_key(a, b) return a[1] < b[1] end

--- A table `set`: the constants, and the values taken from captures.
function keys.set(pack, file, name, made, set)
  if not pack.found then check_set(pack, file, name, made, set) end
  made.constant, made.takings = core.split_set(sandbox.contents(set), taken)
  if #made.takings > 1 then table.sort(made.takings, by_key) end
  made.bare = next(made.constant) == nil and #made.takings == 0 or nil
end

--- per = { "verb" }: the captures whose words are all that `set` sees.
function keys.per(pack, file, name, made, per)
  if not made.set then
    fail_at(file, "per", ("rule %q: per needs set to be a function"):format(name))
  end
  made.per, made.kept = keys.list_of(per), {}
  for _, capture in ipairs(made.per) do
    if not pack.found and not keys.captures(pack, made)[capture] then
      fail_at(file, "per", ("rule %q: per names the capture %q, which the pattern does not have")
        :format(name, tostring(capture)))
    end
  end
end

--- The names of the captures in a rule's patterns, as a set.
function keys.captures(pack, made)
  local names = {}
  for _, number in ipairs(made.patterns) do
    for _, capture in ipairs(pack.patterns:captures(number)) do names[capture] = true end
  end
  return names
end

--- refers = { "Person", surname = "who" }: the layer, and captures by attribute -> a table
function keys.refers(pack, file, name, made, value)
  local refers = sandbox.contents(value)
  if type(refers[1]) ~= "string" then
    fail_at(file, "refers",
            ('rule %q: refers begins with a layer: { "Person", surname = "surname" }'):format(name))
  end
  pack:layer(refers[1])
  for key, capture in core.ordered_pairs(refers) do
    if key ~= 1 and not pack.found and made.regex == nil
       and not keys.captures(pack, made)[capture] then
      fail_at(file, "refers",
              ("rule %q: refers names the capture %q, which the pattern does not have"):format(
                name, tostring(capture)))
    end
  end
  return refers
end

--- apart = { "Date", "Time" }: the layers whose annotations the rule avoids.
function keys.apart(pack, file, name, value)
  local list = {}
  for i, layer in ipairs(type(value) == "table" and sandbox.contents(value) or { value }) do
    list[i] = pack.layers[layer]
    if not list[i] then
      if type(layer) ~= "string" then
        fail_at(file, "apart", ("rule %q: apart names layers"):format(name))
      end
      list[i] = pack:layer(layer)
    end
  end
  return list
end

return keys
