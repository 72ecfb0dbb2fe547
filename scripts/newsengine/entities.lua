-- The things of a document: mentions with equal `entity` are one thing.  Rules use any
-- string; the record numbers them per kind by first mention: person:1, person:2, ...
local core = require "newsengine.core"

local entities = {}

--- Layers whose annotations are mentions of things.
entities.layers = { "Person", "Organization", "Place" }

--- Give every mention its number.  Mentions of equal `entity` (else equal `name`) are one
--- thing; a mention without either is a thing of its own.
function entities.number(doc, layers)
  for _, layer in ipairs(layers) do
    local kind, numbers, count
    for mention in core.doc.annotations(doc, layer) do
      if not kind then kind, numbers, count = layer:lower(), {}, 0 end
      local attributes = core.own_attributes(mention)
      local key = attributes.entity or attributes.name
      local number = key and numbers[key]
      if not number then
        count = count + 1
        number = kind .. ":" .. count
        if key then numbers[key] = number end
      end
      attributes.entity = number
    end
  end
end

return entities
