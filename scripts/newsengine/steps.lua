-- Which rules run together: the steps of an engine for a document, in order.
local core = require "newsengine.core"
local document = require "newsengine.document"
local sandbox = require "newsengine.sandbox"

local steps = {}

-- -> the set of the patterns of a rule, their numbers there
local function find_patterns(self, made)
  local set, places = nil, {}
  for i, number in ipairs(made.patterns) do set, places[i] = self:find_pattern(number) end
  return set, places
end

-- The scopes of a rule for zones.
local function zone_key(made)
  local key = made.scope
  for zone in sandbox.pairs(made.zones or {}) do key = key .. "\0" .. zone end
  return key
end

-- The built-in layers read by the patterns of a step, without those in the set `seen`.
local function reads_of(self, step, seen)
  local list = {}
  for _, layer in ipairs(step.set.patterns:layers(step.lists)) do
    local name = self.pack.layer_names[layer]
    if document.built_in[name] and not seen[name] then
      seen[name] = true
      list[#list + 1] = name
    end
  end
  return list
end

local function close_step(self, step, seen)
  if not step or not step.lists then return end
  step.plan = core.plan(step.lists, step.owners, step.scopes)
  step.reads = reads_of(self, step, seen)
  step.scopes = nil
end

-- Rules that run together: successive pattern rules with the same key. `key`: for rules
-- for zones their scopes, because other rules may still add zones; "" for all other
-- pattern rules; false for a rule without patterns.
local function new_step(self, made, key)
  local step = { key = key, first = made, zoned = key ~= "" }
  if key then step.set, step.lists, step.owners = self.main, {}, {} end
  if key == "" then step.scopes = {} end
  return step
end

--- The ends of the patterns of each rule in the plan of a step -> list of places after
--- them
function steps.ends(step)
  local list, place = {}, 1
  for i, numbers in ipairs(step.lists) do
    place = place + #numbers
    list[i] = place
  end
  return list
end

-- The list of steps for a document of this language, in order. `single`: each rule is a
-- separate step, so that its effect can be observed and it can run alone.
local function make_steps(self, code, single)
  local list, step, seen = {}, nil, {} -- seen: what the steps so far read
  local rules, shared, no_story = self.pack.rules, self.pack.shared, self.no_story
  local lists, owners, scopes, count -- of the step
  for i = 1, #rules do
    local made = rules[i]
    local lang, patterns = made.lang, made.patterns
    if (not lang or lang[code]) and not (no_story and made.file.article) then
      local by_pattern = #patterns > 0
      local zoned = made.zones or made.scope == "zone"
      local key = by_pattern and (zoned and zone_key(made) or "")
      if not step or single or not by_pattern or step.key ~= key then
        close_step(self, step, single and {} or seen)
        step, count = new_step(self, made, key), 0
        lists, owners, scopes = step.lists, step.owners, step.scopes
        list[#list + 1] = step
      end
      if by_pattern then
        if shared then step.set, patterns = find_patterns(self, made) end
        count = count + 1
        lists[count], owners[count] = patterns, made.number
        if scopes then scopes[count] = made.scope end
      end
    end
  end
  close_step(self, step, single and {} or seen)
  return list
end

--- The steps for documents of a language, made once.  `self`: the engine.
function steps.of(self, code, single)
  if not self.codes[code] then code = "" end
  local key = (single and "1" or "*") .. code
  local list = self.steps[key]
  if not list then
    list = make_steps(self, code, single)
    self.steps[key] = list
  end
  return list
end

return steps
