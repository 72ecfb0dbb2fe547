-- What a rule file can reach (help safety): an allow-list of functions, as copies that
-- cannot be changed; no clock, no files, no bytecode, no state between documents.
local core = require "newsengine.core"
local errors = require "newsengine.errors"

local sandbox = {}

local raw_next, raw_type, raw_tostring = next, type, tostring
local get_metatable, set_metatable = debug.getmetatable, setmetatable
local ordered_pairs = core.ordered_pairs

local most_items = 1 << 20 -- what unpack, move and rep may touch at once

---------------------------------------------------------------- read-only tables

local shadows = set_metatable({}, { __mode = "k" }) -- frozen table -> its contents

local function contents(t) return shadows[t] or t end

-- The environment of a file that is loading is also a front of its contents, but accepts
-- assignments.
local function is_frozen(t)
  local inside = shadows[t]
  return inside and get_metatable(t).__newindex ~= inside
end

local function read_only(_, key)
  error(("the tables of a file are read-only once it is loaded (key %s)")
    :format(raw_type(key) == "string" and '"' .. key .. '"' or sandbox.tostring(key)), 2)
end

--- A deep copy.
function sandbox.copy(value)
  if type(value) ~= "table" then return value end
  local made = {}
  for key, item in pairs(value) do made[key] = sandbox.copy(item) end
  return made
end

---------------------------------------------------------------- functions for rules

-- In an order that is the same in every process: numbers, then strings by bytes, then all
-- other keys in any order (they have none that could be kept).
sandbox.pairs = core.pairs(function(t) -- has a metatable, or is no table
  if raw_type(t) ~= "table" then
    error(("pairs: a table expected, got %s"):format(raw_type(t)), 3)
  end
  t = contents(t)
  local meta = get_metatable(t)
  if meta and meta.__pairs then return meta.__pairs(t) end
  return ordered_pairs(t)
end)

--- next(t): the first pair in the order of pairs; for the others use pairs.
function sandbox.next(t, key)
  if key ~= nil then error("next(t, key) is not offered; use pairs", 2) end
  return sandbox.pairs(t)()
end

function sandbox.tostring(value)
  local kind = raw_type(value)
  if kind ~= "table" and kind ~= "function" and kind ~= "userdata" then
    return raw_tostring(value)
  end
  local meta = get_metatable(value)
  if meta and meta.__tostring then return raw_tostring(value) end
  return meta and raw_type(meta.__name) == "string" and meta.__name or kind
end

local safe_keys = {}
for key in ([[__index __newindex __call __eq __lt __le __len __tostring __name
              __pairs]]):gmatch("%S+") do
  safe_keys[key] = true
end

--- A private copy of the safe keys, so that a dangerous one can't be added later.
function sandbox.setmetatable(t, meta)
  if raw_type(t) ~= "table" or is_frozen(t) then error("setmetatable: a table expected", 2) end
  if get_metatable(contents(t)) then error("setmetatable: it has a metatable already", 2) end
  if meta == nil then return t end
  local copy = { __metatable = false }
  for key, value in raw_next, contents(meta) do
    if safe_keys[key] then copy[key] = value end
  end
  set_metatable(contents(t), copy)
  return t
end

-- An error as a rule sees it: the host's own error objects only as text, because their
-- metatable leads into the host.
local function public(value)
  if raw_type(value) == "table" and errors.is(value) then return raw_tostring(value) end
  return value
end

-- A rule must not swallow the end of its budget.
local function settled(ok, ...)
  if ok then return ok, ... end
  if core.budget_broken() then error(..., 0) end
  if (...) == "not enough memory" then core.budget_break() end
  return ok, public(...)
end

-- A failed call costs far more than the instructions that it took.
local call_cost = 200

function sandbox.pcall(f, ...)
  core.charge(call_cost)
  return settled(pcall(f, ...))
end
function sandbox.xpcall(f, handler, ...)
  core.charge(call_cost)
  local function handle(message)
    if core.budget_broken() then return message end
    return handler(public(message))
  end
  return settled(xpcall(f, handle, ...))
end

local function check_plain(t, name)
  if raw_type(t) ~= "table" then
    error(("%s: a table expected, got %s"):format(name, raw_type(t)), 3)
  end
  local inside = contents(t)
  if get_metatable(inside) then error(name .. ": a table without a metatable expected", 3) end
  return inside
end

local function check_writable(t, name)
  if is_frozen(t) then read_only(t, name) end
  return check_plain(t, name)
end

local function check_integer(n, name)
  local i = math.tointeger(n)
  if not i then error(name .. ": an integer expected", 3) end
  return i
end

local safe_table = { pack = table.pack }

function safe_table.insert(t, ...)
  t = check_writable(t, "insert")
  core.charge(#t)
  return table.insert(t, ...)
end

function safe_table.remove(t, at)
  t = check_writable(t, "remove")
  core.charge(#t)
  if at == nil then return table.remove(t) end
  return table.remove(t, at)
end

function safe_table.concat(t, separator, first, last)
  t = check_plain(t, "concat")
  first, last = first or 1, last or #t
  core.charge(#t)
  if check_integer(last, "concat") - check_integer(first, "concat") > most_items then
    error("concat: too many items", 2)
  end
  return table.concat(t, separator, first, last)
end

function safe_table.unpack(t, first, last)
  t = check_plain(t, "unpack")
  first, last = first or 1, last or #t
  if check_integer(last, "unpack") - check_integer(first, "unpack") >= 10000 then
    error("unpack: too many items", 2)
  end
  return table.unpack(t, first, last)
end

function safe_table.move(from, first, last, at, to)
  from = check_plain(from, "move")
  to = check_writable(to or from, "move")
  local count = check_integer(last, "move") - check_integer(first, "move") + 1
  if count > most_items then error("move: too many items", 2) end
  core.charge(math.max(count, 0))
  return table.move(from, first, last, check_integer(at, "move"), to)
end

function safe_table.sort(t, before)
  t = check_writable(t, "sort")
  core.charge(#t * 4)
  return table.sort(t, before)
end

local safe_string = {}
for name in ("char len sub"):gmatch("%S+") do safe_string[name] = string[name] end
safe_string.byte = core.string.few(string.byte)
for name in ("find match gmatch gsub"):gmatch("%S+") do safe_string[name] = core.string[name] end
for name in ("lower upper reverse"):gmatch("%S+") do
  safe_string[name] = core.string.charging(string[name])
end

function safe_string.rep(s, n, separator)
  s, separator = raw_tostring(s), separator or ""
  n = check_integer(n, "rep")
  if n > most_items * 64 // math.max(1, #s + #separator) then error("rep: too long", 2) end
  core.charge(math.max(0, n) * (#s + #separator))
  return string.rep(s, n, separator)
end

safe_string.format = core.string.formatter(string.format, sandbox.tostring)
sandbox.format = safe_string.format

-- The memory of the parse tree of a text, about 40 times as large, is not counted while
-- it is made.
function sandbox.json_decode(text)
  if raw_type(text) ~= "string" then error("json.decode: a string expected", 2) end
  if #text > most_items then error("json.decode: more than 1 MB of text", 2) end
  return core.json_decode(text)
end

local safe_math = {}
for name in ([[abs acos asin atan ceil cos deg exp floor fmod huge log max maxinteger min
               mininteger modf pi rad sin sqrt tan tointeger type ult]]):gmatch("%S+") do
  safe_math[name] = math[name]
end

local safe_utf8 = { char = utf8.char, charpattern = utf8.charpattern,
                    codepoint = core.string.few(utf8.codepoint), codes = utf8.codes,
                    len = core.string.charging(utf8.len),
                    offset = core.string.charging(utf8.offset) }

local function rule_print(name)
  return function(...)
    local values = table.pack(...)
    for i = 1, values.n do values[i] = sandbox.tostring(values[i]) end
    local line = table.concat(values, "\t")
    core.charge(#line)
    core.slowly() -- what is printed is printed once
    io.stderr:write(errors.clean(("%s: %s"):format(name(), line)), "\n")
  end
end

-- The set of values shared by all rule files, which are ours and never change: a file may
-- give them other names, as in local insert = table.insert.
local shared = {}

-- Libraries are shared by all rule files and never change.
local function library(t)
  local shadow = {}
  for key, value in raw_next, t do shadow[key], shared[value] = value, true end
  return set_metatable({}, { __index = shadow, __newindex = read_only, __metatable = false,
                             __pairs = function() return sandbox.pairs(shadow) end })
end

local string_library = library(safe_string)
local globals = {
  assert = assert, error = error, ipairs = ipairs, pairs = sandbox.pairs, next = sandbox.next,
  pcall = sandbox.pcall, xpcall = sandbox.xpcall, select = select,
  tonumber = core.string.charging(tonumber),
  tostring = sandbox.tostring, type = type, rawequal = rawequal,
  setmetatable = sandbox.setmetatable,
  string = string_library, table = library(safe_table), math = library(safe_math),
  utf8 = library(safe_utf8),
}

for _, value in raw_next, globals do shared[value] = true end

local most_fields = 64 -- of an environment, before a file adds its own

--- A new environment for one file: the allowed globals and `words`, and those of `common`
--- (sandbox.share), if any. `name` is called for the name that print writes.
function sandbox.environment(words, name, common)
  local env = core.joined(globals, words, most_fields)
  for key, value in raw_next, common or {} do env[key] = value end
  env.print = rule_print(name)
  env._G = env
  return env
end

--- An environment like another one, with the words in `own` added.
function sandbox.another(environment, own)
  local env = core.joined(environment, own, most_fields)
  env._G = env
  return env
end

sandbox.library = library

--- The words in `t` are the same for all rule files and never change -> t
function sandbox.share(t)
  for _, value in raw_next, t do shared[value] = true end
  return t
end

local libraries = {}
for _, value in raw_next, globals do
  if raw_type(value) == "table" then libraries[value] = true end
end

--- Whether the table is one of the libraries shared by all rule files.
function sandbox.is_library(t) return libraries[t] or false end

-- Strings have methods: while rules run, those of the sandbox.
local string_meta = get_metatable("")
local collect_garbage = collectgarbage
local open_index = string_meta.__index
local function enter(f, ...)
  string_meta.__index = safe_string
  return f(...)
end

-- Garbage of others must not count against this rule.  When memory runs out Lua collects
-- garbage, but values left in unused parts of its stack count as live; a call at this
-- level, above them, avoids that.
local function tidy(budget, ceiling)
  if ceiling > 0 and core.memory() > ceiling - budget.memory // 2 then collect_garbage() end
end

--- The memory limit of the state for a budget that begins now -> bytes, 0 for no limit.
function sandbox.ceiling(budget)
  return budget.memory > 0 and core.memory() + budget.memory or 0
end

--- Call f within a budget {steps, memory, seconds}, each 0 for no limit; `ceiling`: see
--- above.
--- -> ok, value or error, steps used (0 without a limit), nil or "steps", "memory",
--- "timeout"
function sandbox.call(budget, ceiling, f, ...)
  tidy(budget, ceiling)
  local ok, value, left, broken =
    core.budgeted(budget.steps, ceiling, budget.seconds, enter, f, ...)
  string_meta.__index = open_index
  return ok, value, budget.steps > 0 and budget.steps - left or 0, broken
end

--- Within sandbox.call: call the host's function f outside of the budget and the sandbox;
--- another budget begins after it.
function sandbox.outside(budget, f, ...)
  string_meta.__index = open_index
  local ok, value = pcall(core.unbudgeted, budget.steps, budget.seconds, f, ...)
  string_meta.__index = safe_string
  if not ok then error(value, 0) end
end

--- core.rules' run within a budget for each rule; see there.
function sandbox.run(rules, matcher, doc, budget, ceiling)
  tidy(budget, ceiling)
  string_meta.__index = safe_string
  local used, number, value, broken =
    rules:run(matcher, doc, budget.steps, ceiling, budget.seconds)
  string_meta.__index = open_index
  return used, number, value, broken
end

--- The same for matches of a rule's regular expression.
function sandbox.search(rules, made, doc, scopes, budget, ceiling)
  tidy(budget, ceiling)
  string_meta.__index = safe_string
  local used, number, value, broken =
    rules:search(made.regex, doc, made.number, scopes, budget.steps, ceiling, budget.seconds)
  string_meta.__index = open_index
  return used, number, value, broken
end

---------------------------------------------------------------- no state between documents

local kept = set_metatable({}, { __mode = "k" }) -- metatables of values that never change

--- Tables with this metatable never change and are left alone.
function sandbox.keep(meta) kept[meta] = true end

-- The common fields of the metatables of all frozen tables; __index is the table of
-- contents.
local frozen = { __newindex = read_only, __metatable = false,
                 __len = function(t) return #shadows[t] end, __pairs = sandbox.pairs }

--- An environment for a file that will be frozen: assignments go to `inside`.
function sandbox.front(inside)
  local env = core.front(inside, shadows, frozen)
  inside._G = env
  return env
end

local sealed = { __newindex = read_only, __metatable = false }
sandbox.keep(sealed)

--- An environment for a file whose code is steady (core.bytecode_steady): nothing assigns to it,
--- so that it needs no front, and files can share it.
function sandbox.seal(inside)
  return get_metatable(inside) and inside or set_metatable(inside, sealed)
end

--- Make everything reachable from `roots` (the front of a loaded file, then its functions
--- and tables) read-only and record its local variables.  The values of `known` are
--- shared and never touched. `walk` (core.freezing): the code of all files visited by it
--- is steady and assigns to no variable.
--- Returns a guard: guard:check(many) -> the name of a local variable changed by a
--- document, which is restored; nil if there is none. `many`: there were documents
--- before.  With a walk the guard is nil if there is no variable to check.
function sandbox.freeze(roots, known, walk)
  return core.freeze(roots, known, shared, shadows, kept, frozen, walk)
end

--- The contents of a frozen table (for the library, not for rules).
sandbox.contents = contents

return sandbox
