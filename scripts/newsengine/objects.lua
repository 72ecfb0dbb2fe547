-- Turns JSON objects into documents: which of their members count, and what is odd about
-- them.
local core = require "newsengine.core"
local errors = require "newsengine.errors"

local objects = {}

-- The members of an object read with these options: names (key of a document -> its
-- field), wanted (the inverse, for core.json_fields), again (pairs of keys, the first of
-- which has the field of the second), deep (keys whose field may be inside an object).
local members_with = setmetatable({}, { __mode = "k" })

local function members(options)
  local made = members_with[options]
  if made then return made end
  made = { names = {}, wanted = {}, again = {}, deep = {} }
  for _, key in ipairs { "id", "text", "title", "published", "lang", "url" } do
    local name = options[key] or key
    made.names[key] = name
    if name:find(".", 1, true) then made.deep[#made.deep + 1] = key end
    if made.wanted[name] then
      made.again[#made.again + 1] = { key, made.wanted[name] }
    else
      made.wanted[name] = key
    end
  end
  members_with[options] = made
  return made
end

-- Fields inside objects (fields.bodyText) of the JSON text `rest`, which keeps them.
local function add_deep(made, how, rest)
  local object = core.json_decode(rest or "{}")
  for _, key in ipairs(how.deep) do
    local value = object
    for name in how.names[key]:gmatch("[^.]+") do
      value = type(value) == "table" and value[name] or nil
    end
    if made[key] == nil then made[key] = value end
  end
end

-- The first keys of an object, for a message: " among body, date", or "" when it has none.
local most_named, longest_named = 10, 40
local function among_keys(object)
  local list = {}
  for key in pairs(object and core.json_decode(object) or {}) do
    if #key <= longest_named then list[#list + 1] = key end
  end
  if #list == 0 then return "" end
  table.sort(list)
  return " among " .. table.concat(list, ", ", 1, math.min(#list, most_named))
end

-- Facts about a text must be strings; any others are ignored.
local function drop_odd(made, names)
  for _, key in ipairs { "title", "published", "lang", "url" } do
    local value = made[key]
    if value ~= nil and type(value) ~= "string" then
      made[key] = nil
      made.note = ("%q is not a string"):format(names[key])
    end
  end
end

-- The place of byte `at` of the object that begins with byte `first`: path, line and
-- column.
local function place_of(place, bytes, first, at)
  local line, column = errors.place(bytes:sub(first, first + at - 1), at)
  if line == 1 then column = column + (place.column or 1) - 1 end
  return ("%s:%d:%d"):format(place.path, place.line + line - 1, column)
end

--- The document of the JSON object in these bytes, or from byte `first` to `last` of
--- them: a table for engine:document, with `error` if it is not a document and `note` for
--- a message to the user. `options` are the reader's, `place` is where the object begins:
--- path, line, column (nil: 1).
function objects.read(bytes, options, place, first, last)
  local how = members(options)
  local made, rest, raw = core.json_fields(bytes, how.wanted, how.names.url, first, last)
  if not made then
    local message, at = rest, raw
    return { error = ("%s: %s"):format(place_of(place, bytes, first or 1, at or 1), message) }
  end
  if how.deep[1] then add_deep(made, how, rest) end
  for _, pair in ipairs(how.again) do made[pair[1]] = made[pair[2]] end
  if type(made.id) ~= "string" and type(made.id) ~= "number" then made.id = nil end
  made.source = rest
  if raw then -- passes through
    local url = '"url":' .. raw
    made.source = rest and "{" .. url .. "," .. rest:sub(2) or "{" .. url .. "}"
  end
  local text = made.text
  if text ~= nil and type(text) ~= "string" then
    return { id = made.id, source = made.source,
             error = ("%s:%d: %q is not a string"):format(place.path, place.line, how.names.text) }
  end
  drop_odd(made, how.names)
  if not made.text then
    made.error = ("%s:%d: no %q%s; -M text=KEY names the key that holds it"):format(
      place.path, place.line, how.names.text, among_keys(rest))
  end
  return made
end

return objects
