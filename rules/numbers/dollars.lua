-- rules/numbers/dollars.lua : whose dollars a story counts in.

lang "en"

local countries = use "countries"

-- Found once: a report has thousands of amounts.
rule "number.us_dollars" {
  about = "US$: whoever writes so means other dollars by $.",
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

-- The country whose dollars a story counts in: a paper says so by its dateline, or as it writes
-- US$ for those of the U.S.; nil for the U.S. and where nothing says it.
return function(doc)
  if doc:each("UsDollars")() then return countries.of_story(doc) end
  local seen = 0
  for zone in doc:each("Zone") do
    if zone.kind == "dateline" then
      local place = not WIRE:match(zone.text) and doc:within("Place", zone)
      return place and countries.country_of(place)
    end
    seen = seen + 1
    if seen == most_zones then return nil end
  end
end
