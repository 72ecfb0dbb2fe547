-- rules/names/firms.lua : one body under its full name, without its legal form, and under
-- its initials.
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

local function note(by_bare, name, m)
  local same = by_bare[name] or {}
  same[#same + 1] = m
  by_bare[name] = same
end

-- Notes the abbreviations that the lexicons have for a body, and its initials.
local function note_letters(know, by_bare, m)
  local row = know.org_known[m.text] or know.org_listed[m.text]
  local initials = votes.initials(know.words[m.text])
  if initials then note(by_bare, initials, m) end
  if not row then return end
  for name in row.name:gmatch "[^|]+" do
    if name ~= initials and not name:find " " then note(by_bare, name, m) end
  end
end

--- The bodies whose full names a document has: by_bare, by initials and by the name
--- without its form; first, by the name as `alike` writes it -> as the document writes it
--- first.
local function firms_of(know, list, places)
  local firms, seen = { by_bare = {}, first = {} }, {}
  for k = 1, #places do
    local m = list[places[k]]
    if m.type == "Organization" and m.weight >= 0.5 and not seen[m.text]
      and m.text:find "[ ,]" then
      seen[m.text] = true
      local name, key = bare(know, m.text), alike(m.text)
      if name ~= m.text and not firms.first[key] then
        firms.first[key] = m.text
        note(firms.by_bare, name, m)
      end
      note_letters(know, firms.by_bare, m)
    end
  end
  return firms
end

--- The full name for a mention at byte `at`: that of the nearest earlier firm of that
--- name, else of the first later one.
local function full_name(firms, name, at)
  local same = firms.by_bare[name]
  if not same then return firms.first[alike(name)] or name end
  local best = same[1]
  for _, m in ipairs(same) do
    if m.first < at then best = m end
  end
  return full_name(firms, best.text, at) -- "Zelten", "Zelten Foods", "Zelten Foods Inc"
end

return { of = firms_of, full_name = full_name }
