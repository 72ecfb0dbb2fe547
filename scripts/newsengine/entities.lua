-- The things of a document: mentions with equal `entity` are one thing.  Rules use any
-- string; the record numbers them per kind by first mention: person:1, person:2, ...
local core = require "newsengine.core"

local entities = {}

--- Layers whose annotations are mentions of things.
entities.layers = { "Person", "Organization", "Place" }

local kinds = {} -- as entities are called
for i, layer in ipairs(entities.layers) do kinds[i] = layer:lower() end

--- Give every mention its number.  Mentions of equal `entity` (else equal `name`) are one
--- thing; a mention without either is a thing of its own.  `numbers`: of the layers, by name.
function entities.number(doc, numbers)
  for i, layer in ipairs(entities.layers) do
    core.number_entities(doc, numbers[layer], kinds[i])
  end
end

return entities
