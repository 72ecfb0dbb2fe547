-- JSON and JSON Schema (2020-12) as far as newsengine.schema.json uses it; written apart from
-- the program, so that the two check each other.
local core = require "newsengine.core"

local schema = {}

local array, null = {}, {} -- metatable of arrays; the value null

---------------------------------------------------------------- JSON

local escapes = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }

local function read_string(text, at)
  local parts = {}
  while true do
    local plain, mark, after = text:match('^([^"\\\0-\31]*)(["\\])()', at)
    assert(plain, "an open string")
    parts[#parts + 1] = plain
    if mark == '"' then return table.concat(parts), after end
    local letter = text:sub(after, after)
    if letter == "u" then
      local code = tonumber(text:match("^%x%x%x%x", after + 1), 16)
      at = after + 5
      if code >= 0xD800 and code < 0xDC00 then
        local low = tonumber(text:match("^\\u(%x%x%x%x)", at), 16)
        code, at = 0x10000 + (code - 0xD800) * 0x400 + low - 0xDC00, at + 6
      end
      parts[#parts + 1] = utf8.char(code)
    else
      parts[#parts + 1] = escapes[letter] or assert(letter:match('["\\/]'), "a bad escape")
      at = after + 1
    end
  end
end

local read_value

local function read_members(text, at, close, read_member)
  at = text:match("^%s*()", at)
  if text:sub(at, at) == close then return at + 1 end
  while true do
    at = text:match("^%s*()", read_member(at))
    local mark = text:sub(at, at)
    if mark == close then return at + 1 end
    assert(mark == ",", "a comma expected")
    at = text:match("^%s*()", at + 1)
  end
end

function read_value(text, at)
  at = text:match("^%s*()", at)
  local first = text:sub(at, at)
  if first == '"' then return read_string(text, at + 1) end
  if first == "[" then
    local list = setmetatable({}, array)
    return list, read_members(text, at + 1, "]", function(from)
      local value, after = read_value(text, from)
      list[#list + 1] = value
      return after
    end)
  end
  if first == "{" then
    local object = {}
    return object, read_members(text, at + 1, "}", function(from)
      assert(text:sub(from, from) == '"', "a name expected")
      local name, after = read_string(text, from + 1)
      assert(object[name] == nil, "a name that stands twice")
      object[name], after = read_value(text, assert(text:match("^%s*:()", after)))
      return after
    end)
  end
  local word, after = text:match("^([%w.+-]+)()", at)
  if word == "null" then return null, after end
  if word == "true" or word == "false" then return word == "true", after end
  return assert(tonumber(word), "a value expected"), after
end

--- JSON text -> value; arrays are told from objects.
function schema.decode(text)
  local value, after = read_value(text, 1)
  assert(text:find("^%s*$", after), "something after the value")
  return value
end

---------------------------------------------------------------- JSON Schema

local function type_of(value)
  if value == null then return "null" end
  if type(value) ~= "table" then return type(value) end
  return getmetatable(value) == array and "array" or "object"
end

local function has_type(value, wanted)
  if wanted == "integer" then return math.type(value) == "integer" end
  return type_of(value) == wanted
end

local check
local annotations = { ["$schema"] = true, ["$id"] = true, ["$defs"] = true, title = true,
                      description = true }
local keywords = {}

function keywords.type(value, wanted, path)
  local list = type(wanted) == "table" and wanted or { wanted }
  for _, name in ipairs(list) do if has_type(value, name) then return end end
  error(("%s: %s expected, got %s"):format(path, table.concat(list, " or "), type_of(value)), 0)
end

function keywords.enum(value, list, path)
  for _, item in ipairs(list) do if item == value then return end end
  error(("%s: %s is not one of those allowed"):format(path, tostring(value)), 0)
end

function keywords.pattern(value, pattern, path)
  if type(value) ~= "string" then return end
  if not core.regex(pattern):match(value) then
    error(("%s: %q does not match %s"):format(path, value, pattern), 0)
  end
end

function keywords.minimum(value, least, path)
  if type(value) == "number" and value < least then
    error(("%s: %s is below %s"):format(path, value, least), 0)
  end
end

function keywords.required(value, names, path)
  if type_of(value) ~= "object" then return end
  for _, name in ipairs(names) do
    if value[name] == nil then error(("%s: %s is missing"):format(path, name), 0) end
  end
end

function keywords.properties(value, known, path, root)
  if type_of(value) ~= "object" then return end
  for name, item in pairs(known) do
    if value[name] ~= nil then check(value[name], item, path .. "." .. name, root) end
  end
end

function keywords.additionalProperties(value, other, path, root, whole)
  if type_of(value) ~= "object" then return end
  for name, item in pairs(value) do
    if not (whole.properties and whole.properties[name]) then
      if other == false then error(("%s: %s is not allowed"):format(path, name), 0) end
      check(item, other, path .. "." .. name, root)
    end
  end
end

function keywords.items(value, item, path, root)
  if type_of(value) ~= "array" then return end
  for i, one in ipairs(value) do check(one, item, ("%s[%d]"):format(path, i), root) end
end

keywords["$ref"] = function(value, reference, path, root)
  local name = assert(reference:match("^#/%$defs/(%a+)$"), reference)
  check(value, assert(root["$defs"][name], reference), path, root)
end

function check(value, part, path, root)
  for keyword, argument in pairs(part) do
    if not annotations[keyword] then
      local f = assert(keywords[keyword], "a keyword that is not known: " .. keyword)
      f(value, argument, path, root, part)
    end
  end
end

--- Does the value fit? -> true | nil, what does not, where.
function schema.validate(value, root)
  local ok, message = pcall(check, value, root, "record", root)
  if ok then return true end
  return nil, message
end

return schema
