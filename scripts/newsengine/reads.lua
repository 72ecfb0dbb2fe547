-- What the Lua of a rule file reads: globals, layers, columns of captures.  For lint, which
-- looks at files without running their functions.
local core = require "newsengine.core"

local reads = {}

---------------------------------------------------------------- globals

-- Instructions of Lua 5.4 that read and write a global.
local GETTABUP, SETTABUP = 11, 15

-- A reader of what string.dump writes (ldump.c of Lua 5.4).
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

local function read_function(r, note)
  r.string() -- the source
  local first = r.number()
  r.number()
  r.take "c3"
  local code = r.list(function() return r.take "I4" end)
  local constants = r.list(function() return constant(r) end)
  r.list(function() return r.take "c3" end) -- upvalues
  r.list(function() read_function(r, note) end)
  local steps = r.list(function() return r.take "b" end)
  local absolute = {}
  r.list(function() absolute[r.number()] = r.number() end)
  r.list(function() r.string() r.number() r.number() end) -- locals
  local upvalues = r.list(function() return r.string() or "" end)
  local lines = lines_of(first, steps, absolute)
  for i, instruction in ipairs(code) do
    local op, a, b, c = instruction & 0x7f, instruction >> 7 & 0xff, instruction >> 16 & 0xff,
                        instruction >> 24
    if op == GETTABUP and upvalues[b + 1] == "_ENV" then note(constants[c + 1], lines[i], false)
    elseif op == SETTABUP and upvalues[a + 1] == "_ENV" then note(constants[b + 1], lines[i], true)
    end
  end
end

--- Globals of a Lua source that are neither in `known` nor set anywhere in it
--- -> list of {name, line}, in the order of lines
function reads.globals(source, known)
  local chunk = load((source:gsub("^#[^\n]*", "")), "=rules", "t")
  if not chunk then return {} end
  local header = #"\27Lua" + 2 + 6 + 3 + 8 + 8 + 1
  local set, read, list = {}, {}, {}
  read_function(reader_of(string.dump(chunk), header + 1), function(name, line, is_set)
    if is_set then set[name] = true else read[#read + 1] = { name = name, line = line } end
  end)
  for _, one in ipairs(read) do
    if not set[one.name] and known[one.name] == nil then list[#list + 1] = one end
  end
  table.sort(list, function(a, b)
    if a.line ~= b.line then return a.line < b.line end
    return a.name < b.name
  end)
  return list
end

---------------------------------------------------------------- layers

local layer_calls = { each = true, covering = true, within = true, overlapping = true,
                      before = true, after = true }

--- Layers that are asked for by name, as in doc:each "Quote" -> list of {name, at}
function reads.layers(source)
  local list = {}
  local code = source:gsub("%-%-[^\n]*", function(comment) return (" "):rep(#comment) end)
  for call, at, name in code:gmatch(":(%a+)%s*%(?%s*[\"']()(%u%w*)[\"']") do
    if layer_calls[call] then list[#list + 1] = { name = name, at = at } end
  end
  return list
end

---------------------------------------------------------------- columns

-- The lexicon that a capture of the rule always is an entry of, nil when it may be anything
-- else.
local function lexicon_of(made, capture)
  local found
  local function look(source)
    for behind in source:gmatch("%f[%w_]" .. capture .. ":(@?[%w_]*)") do
      local name = behind:match("^@(.+)")
      if not name or found and found ~= name then return false end
      found = name
    end
    return true
  end
  for _, source in ipairs(made.pattern_sources) do
    if not look(source) then return nil end
  end
  for _, source in pairs(made.file.macros) do
    if not look(source) then return nil end
  end
  return found and made.file.lexicons[found], found
end

-- The lines of a function, and the name of its first argument in them.
local function body_of(source, f)
  local info = debug.getinfo(f, "S")
  local lines, n = {}, 0
  for line in (source .. "\n"):gmatch("(.-)\n") do
    n = n + 1
    if n >= info.linedefined and n <= info.lastlinedefined then
      lines[#lines + 1] = { number = n, text = (line:gsub("%-%-.*", "")) }
    end
  end
  return lines, lines[1] and lines[1].text:match("function[^(]*%(%s*([%a_][%w_]*)")
end

--- Fields of captures of the rule that are no column of their lexicon and nothing that every
--- span has -> list of {capture, lexicon, name, line}
function reads.columns(made)
  local list = {}
  for _, f in ipairs { made.set or false, made.where or false } do
    if type(f) == "function" then
      local lines, match = body_of(made.file.source, f)
      for _, line in ipairs(match and lines or {}) do
        local field = "%f[%w_]" .. match .. "%.([%a_][%w_]*)%.([%a_][%w_]*)"
        for capture, name in line.text:gmatch(field) do
          local lexicon, lexicon_name = lexicon_of(made, capture)
          if lexicon and not core.span_fields[name]
             and not core.lexicon_columns(lexicon)[name] then
            list[#list + 1] = { capture = capture, lexicon = lexicon_name, name = name,
                                line = line.number }
          end
        end
      end
    end
  end
  return list
end

return reads
