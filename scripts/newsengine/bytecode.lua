-- Bytecode of shipped files, as Lua 5.4 dumps and loads it.  The names of local variables are a
-- third of what there is to read, and only messages about a mistake show them ("local 'x'");
-- lines and the names of outer variables stay.
local bytecode = {}

local header = 4 + 1 + 1 + 6 + 3 + 8 + 8 + 1 -- as in core/lua/bundle.c
local none = "\x80"                           -- a number: 7 bits a byte, the last one marked

local function number(code, at)
  local value = 0
  while true do
    local byte = code:byte(at)
    value, at = value << 7 | byte & 0x7F, at + 1
    if byte >= 0x80 then return value, at end
  end
end

-- -> where the string ends; its size is written down one larger
local function skip_string(code, at)
  local size
  size, at = number(code, at)
  return at + math.max(size - 1, 0)
end

local sizes = { [0x03] = 8, [0x13] = 8, [0x00] = 0, [0x01] = 0, [0x11] = 0 } -- of constants

local function skip_constants(code, at)
  local count
  count, at = number(code, at)
  for _ = 1, count do
    local kind = code:byte(at)
    at = at + 1
    if kind == 0x04 or kind == 0x14 then
      at = skip_string(code, at)
    else
      at = at + assert(sizes[kind], "a constant of another Lua")
    end
  end
  return at
end

-- A list of which each item is so many bytes.
local function skip_items(code, at, size)
  local count
  count, at = number(code, at)
  return at + count * size
end

local function skip_numbers(code, at, count)
  for _ = 1, count do _, at = number(code, at) end
  return at
end

-- Of each local variable a name, and where it begins and ends.
local function skip_locals(code, at)
  local count
  count, at = number(code, at)
  for _ = 1, count do at = skip_numbers(code, skip_string(code, at), 2) end
  return at
end

-- The function at `at`; what is kept of the code is added to `parts` -> where it ends, from where
-- on nothing was added yet
local function read_function(code, at, from, parts)
  at = skip_string(code, at)           -- source
  at = skip_numbers(code, at, 2) + 3   -- lines; parameters, whether variadic, stack
  at = skip_items(code, at, 4)         -- instructions
  at = skip_constants(code, at)
  at = skip_items(code, at, 3)         -- outer variables
  local count
  count, at = number(code, at)
  for _ = 1, count do at, from = read_function(code, at, from, parts) end
  at = skip_items(code, at, 1)         -- lines
  count, at = number(code, at)
  at = skip_numbers(code, at, 2 * count)
  parts[#parts + 1] = code:sub(from, at - 1) .. none
  at = skip_locals(code, at)
  from = at
  count, at = number(code, at)
  for _ = 1, count do at = skip_string(code, at) end
  return at, from
end

--- What `string.dump` made of a function, without the names of local variables.
function bytecode.lean(code)
  local parts = {}
  local at, from = read_function(code, header + 1, 1, parts)
  assert(at == #code + 1, "bytecode of another Lua")
  return table.concat(parts) .. code:sub(from)
end

return bytecode
