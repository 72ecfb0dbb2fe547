-- The layers of an engine: which exist, which are written, which are read but never made.
local core = require "newsengine.core"
local errors = require "newsengine.errors"
local paths = require "newsengine.paths"
local rule = require "newsengine.rule"
local keys = require "newsengine.rule_keys"

local layers = {}

local methods = {} -- of engines
layers.methods = methods

local function layers_of(rules)
  local seen, list = {}, {}
  for _, made in ipairs(rules) do
    local emits = made.emits
    for i = 1, #emits do
      if not seen[emits[i]] then
        seen[emits[i]] = true
        list[#list + 1] = emits[i]
      end
    end
  end
  table.sort(list)
  return list
end

--- Layers that the named rule files emit, sorted: the ones written by default.
function methods:emitted()
  local rules = {}
  for _, file in ipairs(self.named) do
    for _, one in ipairs(rule.stands_for(file)) do
      table.move(one.rules, 1, #one.rules, #rules + 1, rules)
    end
  end
  return layers_of(rules)
end

--- All layers: those emitted by rules of the pack, sorted, then the built-in ones.
function methods:known_layers()
  local names = layers_of(self.pack.rules)
  local seen = keys.set_of(names)
  for _, name in ipairs(rule.built_in_layers) do
    if not seen[name] then names[#names + 1] = name end
  end
  return names
end

--- The first of the names that is not a layer of the engine, and the layer nearest to it;
--- nil if all are layers.
function methods:unknown_layer(names)
  local known = self:known_layers()
  local set = keys.set_of(known)
  for _, name in ipairs(names) do
    if not set[name] then return name, errors.near(name, known) end
  end
end

-- Whether the rule may read zones or doc.meta.
local function asks_story(self, made)
  if made.zones or made.scope == "zone" or made.run or made.set or made.where then return true end
  for _, layer in ipairs(self.pack.patterns:layers(made.patterns)) do
    if self.pack.layer_names[layer] == "Zone" then return true end
  end
  return false
end

--- The output has nothing of doc.meta and only these layers, so rules/article.lua, which
--- finds the story in a page, runs only if another rule may read its results.
function methods:without_story(names)
  local wanted = keys.set_of(names)
  for _, made in ipairs(self.pack.rules) do
    if not made.file.article and asks_story(self, made) then return end
    for _, layer in ipairs(made.file.article and made.emits or {}) do
      if wanted[layer] then return end
    end
  end
  self.no_story = true
end

--- Layers that patterns of the named files read and no rule makes -> list of { rule,
--- source, layer }; usually because a `use` is missing.
function methods:unmade()
  local made, list = nil, {}
  for _, file in ipairs(self.named) do
    for _, one in ipairs(file.rules) do
      made = made or keys.set_of(self:known_layers())
      for _, layer in ipairs(self.pack.patterns:layers(one.patterns)) do
        local name = self.pack.layer_names[layer]
        if not made[name] then
          list[#list + 1] = { rule = one.name, layer = name,
                              source = ("%s:%d"):format(file.path, one.line) }
        end
      end
    end
  end
  return list
end

-- Kinds of the Zones of rules/article.lua; rules and readers may make others.
local zone_kinds = { "headline", "subhead", "byline", "dateline", "posted", "updated", "body",
                     "caption", "correction", "boilerplate" }

--- Kinds of zone in rules of the named files that seem to be misspelt
--- -> list of { rule (the rule), kind, meant }
function methods:mistaken_zones()
  local list, known = {}, nil
  local function look(one)
    known = known or keys.set_of(zone_kinds)
    for kind in core.ordered_pairs(one.zones) do
      local near = not known[kind] and errors.near(tostring(kind), zone_kinds)
      if near then list[#list + 1] = { rule = one, kind = kind, meant = near } end
    end
  end
  for _, file in ipairs(self.named) do
    for _, one in ipairs(file.rules) do
      if one.zones then look(one) end
    end
  end
  return list
end

--- Messages for people about parts of the named files that load but can find nothing
--- -> list of texts
function methods:vain_messages()
  local said, list = {}, {}
  for _, file in ipairs(self.named) do
    if #rule.stands_for(file) == 0 then list[#list + 1] = file.path .. ": no rule in it" end
  end
  for _, one in ipairs(self:mistaken_zones()) do
    list[#list + 1] = ("%s:%d: rule %s: there is no zone %q\n  did you mean %s?"):format(
      one.rule.file.path, one.rule.line, one.rule.name, one.kind, one.meant)
  end
  for _, one in ipairs(self:unmade()) do
    if not said[one.layer] then
      local makers = require "newsengine.makers"
      said[one.layer] = true
      list[#list + 1] = ("%s: rule %s reads {%s}, which no rule here makes\n  %s"):format(
        one.source, one.rule, one.layer, makers.hint(one.layer, self:known_layers()))
    end
  end
  return list
end

--- Messages for people about layers that a format asks for and that seem to be misspelt
--- -> list of texts
function methods:format_messages(made)
  local source, list = paths.read(made.path) or "", {}
  for _, one in ipairs(require("newsengine.reads").layers(source)) do
    local name, near = self:unknown_layer { one.name }
    if near then
      list[#list + 1] = ("%s:%d: asks for the layer %s, which no rule here makes\n"
        .. "  did you mean %s?"):format(made.path, (errors.place(source, one.at)), name, near)
    end
  end
  return list
end

return layers
