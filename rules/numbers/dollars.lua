-- rules/numbers/dollars.lua : whose dollars a story counts in.

lang "en"

local countries = use "countries"

-- An annotation, so that the text is searched once: a report has thousands of amounts.
rule "number.us_dollars" {
  about = "US$: a text that writes this means other dollars by $.",
  pattern = [[ "US$" ]],
  emit = "UsDollars",
  set = {},
}
examples {
  { "It cost US$5.", UsDollars = { text = "US$" } },
  { "The US paid $5.", UsDollars = false },
}

-- Agencies that sell their stories in all countries and mean U.S. dollars.
local WIRE = regex("\\b(?:AFP|AP|Bloomberg|Reuters|UPI|Xinhua)\\b")
local most_zones = 20 -- the dateline stands above the story

-- Countries whose papers write a plain $ for their own dollars.
local OWN = { AU = true, CA = true, NZ = true, SG = true }
local least_places, most_places = 3, 20

-- The only one of these countries that a story names places of, if it names several and
-- none in the U.S.; otherwise nil.
local function told_often(doc)
  local found, count, seen = nil, 0, 0
  for place in doc:each("Place") do
    local country = countries.country_of(place)
    if country == "US" then return nil end
    if OWN[country] then
      if found and found ~= country then return nil end
      found, count = country, count + 1
    end
    seen = seen + 1
    if seen == most_places then break end
  end
  return count >= least_places and found or nil
end

-- The country whose dollars a story means by $. A story that writes US$ means those of
-- its own country; otherwise the dateline tells, or the places that it names. Nil where
-- nothing tells: U.S. dollars.
return function(doc)
  if doc:each("UsDollars")() then return countries.of_story(doc) end
  local seen = 0
  for zone in doc:each("Zone") do
    if zone.kind == "dateline" then
      local place = not WIRE:match(zone.text) and doc:within("Place", zone)
      return place and countries.country_of(place)
    end
    seen = seen + 1
    if seen == most_zones then break end
  end
  return told_often(doc)
end
