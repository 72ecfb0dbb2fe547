-- rules/countries.lua : which countries a story is from, for rules that read
-- a currency or a telephone number by it.

lexicon "place_names" { file = "lexicons/places.tsv", key = "name" }

-- The country of a Place, or nil. One without the attribute ("MANILA -") is looked up by
-- its text.
local function country_of(place)
  local known = not place.country and lexicons.place_names:get(place.text)
  local country = place.country or known and known.country
  return country ~= "" and country or nil
end

-- The result of `fits` for the first country among the first 20 Places, in the order of
-- the text, for which it gives something, and that country; or nil.
local function first(doc, fits)
  local seen = 0
  for place in doc:each("Place") do
    local country = country_of(place)
    local found = country and fits(country)
    if found then return found, country end
    seen = seen + 1
    if seen >= 20 then return nil end
  end
end

-- The country of the first Place that has one.
local function of_story(doc)
  return (first(doc, function(country) return country end))
end

return { country_of = country_of, first = first, of_story = of_story }
