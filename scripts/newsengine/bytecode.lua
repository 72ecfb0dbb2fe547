-- Bytecode as string.dump of Lua 5.4 writes it (ldump.c): the functions in it, and the form in
-- which shipped files are kept.
local bytecode = {}

local header = #"\27Lua" + 2 + 6 + 3 + 8 + 8 + 1

local function reader_of(bytes, at)
  local r = { at = at }
  function r.take(format)
    local value
    value, r.at = string.unpack(format, bytes, r.at)
    return value
  end
  function r.number() -- 7 bits a byte, the last one marked
    local n = 0
    while true do
      local byte = r.take "B"
      n = n << 7 | byte & 0x7f
      if byte & 0x80 ~= 0 then return n end
    end
  end
  function r.string()
    local size = r.number()
    return size > 0 and r.take("c" .. size - 1) or nil
  end
  function r.list(item)
    local list = {}
    for i = 1, r.number() do list[i] = item(i) end
    return list
  end
  return r
end

local function constant(r)
  local kind = r.take "B"
  if kind == 0x13 then return r.take "n" end
  if kind == 0x03 then return r.take "j" end
  if kind & 0x0f == 0x04 then return r.string() end
  assert(kind & 0x0f <= 1, "a constant of another Lua") -- nil, false, true
  return false
end

-- The line of each instruction, from differences and the absolute lines among them.
local function lines_of(first, steps, absolute)
  local lines, line = {}, first
  for i, step in ipairs(steps) do
    line = absolute[i - 1] or line + step
    lines[i] = line
  end
  return lines
end

local function read_function(r, visit)
  local f = {}
  r.string() -- the source
  local first = r.number()
  r.number()
  r.take "c3"
  f.code = r.list(function() return r.take "I4" end)
  f.constants = r.list(function() return constant(r) end)
  r.list(function() r.take "c3" end) -- upvalues
  r.list(function() read_function(r, visit) end)
  local steps = r.list(function() return r.take "b" end)
  local absolute = {}
  r.list(function() absolute[r.number()] = r.number() end)
  f.lines = lines_of(first, steps, absolute)
  f.locals_at = r.at
  r.list(function() r.string() r.number() r.number() end)
  f.locals_end = r.at
  f.upvalues = r.list(function() return r.string() or "" end)
  visit(f)
end

--- Call `visit` with each function, inner ones first: code (a list of instructions), constants
--- (false for nil, false and true), lines (of the instructions), upvalues (names), and where the
--- names of its local variables stand: locals_at, locals_end (behind them).
function bytecode.functions(bytes, visit)
  local r = reader_of(bytes, header + 1)
  read_function(r, visit)
  assert(r.at == #bytes + 1, "bytecode of another Lua")
end

--- The same functions without the names of local variables, a third of all that there is to
--- read.  Only messages about a mistake show them ("local 'x'"); lines and the names of outer
--- variables stay.
function bytecode.lean(bytes)
  local parts, from = {}, 1
  bytecode.functions(bytes, function(f)
    parts[#parts + 1] = bytes:sub(from, f.locals_at - 1) .. "\x80" -- none
    from = f.locals_end
  end)
  return table.concat(parts) .. bytes:sub(from)
end

return bytecode
