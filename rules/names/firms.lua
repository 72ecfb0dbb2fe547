-- rules/names/firms.lua : one firm under its full name and without its legal form, one body
-- under its name and its letters.
local votes = use "names/votes"
local JOINING = { ["&"] = true, ["and"] = true, [","] = true }

local function is_form(know, word)
  local row = know.name_head[word]
  return JOINING[word] or row and row.kind == "firm"
end

-- "Norvane Corp." -> "Norvane", "Zelten & Sons", "Zelten Labs" -> "Zelten"; others as they are.
local function bare(know, text)
  local words = know.words[text]
  local n = #words
  if n > 1 and votes.is_dropped(know, words[n]) then n = n - 1 end
  while n > 1 and is_form(know, words[n]) do n = n - 1 end
  return (table.concat(words, " ", 1, n):gsub(",$", ""))
end

-- "Norvane Corp" and "Norvane Corp.", PLC and plc are written alike.
local function alike(name)
  if not name:find "[.P]" then return name end -- most names
  return (name:gsub("%.", ""):gsub("P[Ll][Cc]$", "plc"))
end

-- Of the names that a lexicon has for one body, FBI and Federal Bureau of Investigation, the
-- longest that stands in the document.
local function note_alternative(know, firms, name)
  local row = know.org_known[name]
  local cell = row and row.name
  if cell and cell:find("|", 1, true) and #name > #(firms.longest[cell] or "") then
    firms.longest[cell] = name
  end
end

--- The firms that a document calls by their full names -> by the name without the form, and
--- by the full one as it is written first.
local function firms_of(know, list, places)
  local firms, bares = { by_bare = {}, first = {}, longest = {} }, {}
  for k = 1, #places do
    local m = list[places[k]]
    if m.type == "Organization" and m.weight >= 0.5 and not bares[m.text]
      and m.text:find "[ ,]" then
      note_alternative(know, firms, m.text)
      local name = bare(know, m.text)
      bares[m.text] = name
      local key = alike(m.text)
      if name ~= m.text and not firms.first[key] then
        firms.first[key] = m.text
        local same = firms.by_bare[name] or {}
        same[#same + 1] = m
        firms.by_bare[name] = same
      end
    end
  end
  return firms
end

--- What the mention at byte `at` is called in full: the nearest earlier firm of that name,
--- else the first later one.
local function full_name(know, firms, name, at)
  local same = firms.by_bare[name]
  if not same then
    local row = know.org_known[name]
    return firms.first[alike(name)] or row and firms.longest[row.name] or name
  end
  local best = same[1]
  for _, m in ipairs(same) do
    if m.first < at then best = m end
  end
  return full_name(know, firms, best.text, at) -- "Zelten", "Zelten Foods", "Zelten Foods Inc"
end

return { of = firms_of, full_name = full_name }
