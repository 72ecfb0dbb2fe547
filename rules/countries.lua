-- rules/countries.lua : which countries a story is from, for rules that read
-- a currency or a telephone number by it.

lexicon "place_names" { file = "lexicons/places.tsv", key = "name" }

-- The country that the first Places name, dateline first, for which `fits` gives
-- something: that and the country; or nil.  A place in capitals ("MANILA -") is
-- looked up by its letters alone.
local function first(doc, fits)
  local seen = 0
  for place in doc:each("Place") do
    local known = not place.country and lexicons.place_names:get(place.text)
    local country = place.country or known and known.country
    local found = country and country ~= "" and fits(country)
    if found then return found, country end
    seen = seen + 1
    if seen >= 20 then return nil end
  end
end

-- The country of the first Place that has one.
local function of_story(doc)
  return (first(doc, function(country) return country end))
end

return { first = first, of_story = of_story }
