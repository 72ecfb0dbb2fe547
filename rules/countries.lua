-- rules/countries.lua : which countries a story is from, for rules that read
-- a currency or a telephone number by it.

lexicon "place_names" { file = "lexicons/places.tsv", key = "name" }

-- The countries of the first Places, in order: dateline first.  A place in
-- capitals ("MANILA -") is looked up by its letters alone.
local function of_story(doc)
  local list = {}
  for place in doc:each("Place") do
    local known = not place.country and lexicons.place_names:get(place.text)
    local country = place.country or known and known.country
    if country and country ~= "" then list[#list + 1] = country end
    if #list >= 20 then break end
  end
  return list
end

return { of_story = of_story }
