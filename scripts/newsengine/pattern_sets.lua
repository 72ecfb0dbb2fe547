-- Compiled patterns over several loads, for watch: an unchanged pattern is not compiled
-- again, and its matcher still knows the words it has met.  Each load has its own set for
-- its new patterns.  The number of a pattern is that of its set and its place there.
local core = require "newsengine.core"
local prints = require "newsengine.prints"

local pattern_sets = {}
pattern_sets.__index = pattern_sets

local bits = 20 -- of a place
local most_sets = 50

--- `shared`: see replay.lua
function pattern_sets.new(shared)
  return setmetatable({ shared = shared, sets = {}, known = {}, prints = {}, given = {} },
                      pattern_sets)
end

--- Whether there are so many sets that it is better to start again.
function pattern_sets:is_full() return #self.sets >= most_sets end

--- Call when rules are loaded again.
function pattern_sets:begin(morphology)
  local patterns = core.patterns(morphology)
  self.sets[#self.sets + 1] = { patterns = patterns, nested = { patterns = patterns } }
end

--- Like the core's patterns:add.
function pattern_sets:add(source, names)
  local print = prints.pattern(self.shared, names, source)
  if self.known[print] then return self.known[print] end
  local set = #self.sets
  local place, message, at = self.sets[set].patterns:add(source, names)
  if not place then return nil, message, at end
  local number = set << bits | place
  self.known[print], self.prints[number] = number, print
  self.given[number] = { source = source, lexicons = names.lexicons, macros = names.macros }
  return number
end

--- Begin the patterns of one rule, which is run in one set: unless all exist, all are
--- compiled.
function pattern_sets:together(sources, names)
  local set
  for _, source in ipairs(sources) do
    local number = type(source) == "string"
                   and self.known[prints.pattern(self.shared, names, source)]
    set = set or number and number >> bits
    if not number or number >> bits ~= set then
      set = nil
      break
    end
  end
  if set then return end
  for _, source in ipairs(sources) do
    if type(source) == "string" then
      self.known[prints.pattern(self.shared, names, source)] = nil
    end
  end
end

--- -> the set of a pattern, its number there; nil if there is no such pattern
function pattern_sets:place(number)
  if not self.prints[number] then return nil end
  return self.sets[number >> bits], number & (1 << bits) - 1
end

--- The same for the patterns of one rule.
function pattern_sets:layers(numbers)
  local set, places = nil, {}
  for i, number in ipairs(numbers) do set, places[i] = self:place(number) end
  return set and set.patterns:layers(places) or {}
end

function pattern_sets:captures(number)
  local set, place = self:place(number)
  return set.patterns:captures(place)
end

--- Close the matchers' document.
function pattern_sets:close()
  for _, set in ipairs(self.sets) do set.opened, set.nested.opened = nil, nil end
end

return pattern_sets
