-- The common words of news English, as a text: when a pack is stored, its answers for
-- these words are computed in advance (image.lua).  The choice of words affects only the
-- speed of the first document.
local paths = require "newsengine.paths"

local common = {}

-- Words other than letters, with each kind of mark opening and closing once.
local marks = [[“a” "a" ‘a’ 'a' (a) [a] a's a’s s' it's it’s we're
we’re I've I’ve he'll he’ll she'd she’d I'm I’m isn't isn’t , . ; : ! ? - – — … $ € £ % & / * # +]]

local function numbers(list)
  for n = 0, 999 do list[#list + 1] = tostring(n) end
  for year = 1900, 2040 do list[#list + 1] = tostring(year) end
end

-- The first three columns of a table -> iterator; the head is no row
local function rows(path)
  local text = paths.read(paths.root .. "/" .. path) or ""
  return text:gmatch("\n([^#\t\n][^\t\n]*)\t?([^\t\n]*)\t?([^\t\n]*)")
end

-- Regular forms; a wrong one only costs a few bytes.
local function add_forms(list, word, classes)
  local verb, noun = classes:find("verb:", 1, true), classes:find("noun:", 1, true)
  local stem = word:match("^(.*[^aeiou])y$")
  if verb or noun then
    local ending = word:find("[sxz]$") or word:find("[cs]h$")
    list[#list + 1] = stem and stem .. "ies" or word .. (ending and "es" or "s")
  end
  if verb then
    list[#list + 1] = stem and stem .. "ied" or word .. (word:find("e$") and "d" or "ed")
    list[#list + 1] = (word:match("^(.*[^e])e$") or word) .. "ing"
  end
end

-- Names, offices, titles, organizations and places that are frequent in news.
local names = { "nameheads.hand", "nameclues.hand", "orgleads.hand", "titlemods.hand",
                "titles.hand", "offices", "organizations", "organizations.hand", "countries.hand",
                "places.hand" }

--- -> text
function common.text()
  local list, frequent = { marks }, {}
  numbers(list)
  for word, classes in rows("rules/lexicons/common.tsv") do
    frequent[word] = true
    list[#list + 1] = word
    add_forms(list, word, classes)
  end
  for form, _, lemma in rows("rules/lexicons/morphology/en.tsv") do
    if frequent[lemma] then list[#list + 1] = form end
  end
  for _, path in ipairs { "rules/pos/en.hand.tsv", "rules/lexicons/morphology/en.hand.tsv",
                          "rules/lexicons/function-words.tsv", "rules/lexicons/months.tsv",
                          "rules/lexicons/weekdays.tsv" } do
    for word in rows(path) do
      list[#list + 1] = word
      list[#list + 1] = word:gsub("^%l", string.upper)
    end
  end
  for word in rows("rules/lexicons/words.tsv") do list[#list + 1] = word end
  for name, _, in_all in rows("rules/lexicons/given.tsv") do
    if in_all ~= "" then list[#list + 1] = name end
  end
  for _, name in ipairs(names) do
    for words in rows("rules/lexicons/" .. name .. ".tsv") do
      for word in words:gmatch("%S+") do
        list[#list + 1] = word
        list[#list + 1] = word:gsub("^%l", string.upper)
      end
    end
  end
  return table.concat(list, "\n")
end

return common
