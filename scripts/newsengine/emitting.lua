-- Makes annotations from matches of pattern rules, and finds whom they refer to.
local core = require "newsengine.core"
local document = require "newsengine.document"
local sandbox = require "newsengine.sandbox"

local emitting = {}

local function folded(value)
  if core.is_span(value) then value = value.text end
  return core.fold(tostring(value))
end

-- refers = { "Person", surname = "surname" }: the annotation whose attributes equal these
-- captures: the nearest earlier one, else the first later one.
local function referent(doc, made, match)
  local wanted = {}
  for feature, capture in sandbox.pairs(made.refers) do
    if feature ~= 1 then
      local value = match[capture]
      if value == nil then return nil end
      wanted[#wanted + 1] = { feature, folded(value) }
    end
  end
  local before, behind
  for other in doc:each(made.refers[1]) do
    local equal = true
    for _, pair in ipairs(wanted) do
      local value = other[pair[1]]
      if value == nil or folded(value) ~= pair[2] then equal = false break end
    end
    if equal then
      if other.first < match.first then before = other
      elseif not behind then behind = other end
    end
  end
  return before or behind
end

local inherited = { "name", "surname", "given", "country", "affiliation", "kind", "id", "entity" }

-- Attributes of a match that refers to `other`: it inherits the attributes of that one.
local function inherit(attributes, other)
  local all = {}
  for key, value in pairs(attributes or {}) do all[key] = value end
  for _, key in ipairs(inherited) do
    if all[key] == nil then all[key] = other[key] end
  end
  all.entity = all.entity or other.name
  return all
end

--- The rules of an engine as C runs them (core/lua/rules.c); sets its `calls`.
function emitting.compile(self)
  local pack = self.pack
  local rules = pack.rules
  self.calls = {
    enter = function(number) pack.running = rules[number] end,
    attributes = document.attributes,
    referent = function(number, match, doc) return referent(doc, rules[number], match) end,
    inherit = inherit,
  }
  return core.rules(rules, self.calls)
end

return emitting
