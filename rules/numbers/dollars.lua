-- rules/numbers/dollars.lua : whose dollars a story counts in.

lang "en"

local countries = use "countries"

-- Found once: a report has thousands of amounts.
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

-- Agencies that sell their stories to all countries, and count in dollars of the U.S.
local WIRE = regex("\\b(?:AFP|AP|Bloomberg|Reuters|UPI|Xinhua)\\b")
local most_zones = 20 -- the dateline stands above the story

-- Countries whose papers write plain $ for dollars of their own.
local OWN = { AU = true, CA = true, NZ = true, SG = true }
local least_places, most_places = 3, 20

-- The one of them that a story names place upon place of, and none of the U.S.; or nil.
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

-- The country whose dollars a story counts in: a paper says so by its dateline, by the places
-- that it names, or as it writes US$ for those of the U.S.; nil for the U.S. and where nothing
-- says it.
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
