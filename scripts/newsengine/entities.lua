-- The entities of a document: mentions with equal `entity` are one entity.  Rules use any
-- string; the record numbers them for each kind by first mention: person:1, person:2, ...
local core = require "newsengine.core"

local entities = {}

--- Layers whose annotations are mentions of entities.
entities.layers = { "Person", "Organization", "Place" }

local kinds = {} -- as entities are called
for i, layer in ipairs(entities.layers) do kinds[i] = layer:lower() end

--- Number the entities of all mentions.  Mentions with equal `entity` (else equal `name`)
--- are one entity; a mention with neither is one of its own. `numbers`: of the layers, by
--- name.
function entities.number(doc, numbers)
  for i, layer in ipairs(entities.layers) do
    core.number_entities(doc, numbers[layer], kinds[i])
  end
end

return entities
