-- The headline of a page: the heading that agrees with its other titles.
local body = use "page/body"
local facts = use "page/facts"

local headline = {}

local marks, squeeze = body.marks, facts.squeeze

local fold_marks = { ["ä"] = "a", ["ö"] = "o", ["ü"] = "u", ["ß"] = "s" }
local function bare(s)
  s = s:gsub("[\xC3][\x80-\xBF]", fold_marks)
  return (s:gsub("[^%w]", ""))
end

--- The names of the site: names, the stem of its host, its host.
function headline.site(meta, address)
  local host = (address:match("^%a+://([^/:?#]+)") or ""):lower():gsub("^www%.", "")
  local names = {}
  for _, key in ipairs { "og:site_name", "application-name", "twitter:site", "publisher" } do
    if meta[key] then names[#names + 1] = facts.fold(meta[key]) end
  end
  return { names = names, host = host, stem = (host:gsub("%.[^.]*$", ""):gsub("[^%w]", "")) }
end

local function is_site(site, t)
  local folded = facts.fold(t)
  for _, name in ipairs(site.names) do if name == folded then return true end end
  local k = bare(folded)
  return folded == site.host or k ~= "" and site.stem:find(k, 1, true) ~= nil
end

local function names_site(site, t)
  local folded = facts.fold(t)
  local k = bare(folded)
  if k == "" then return false end
  local at = folded:gsub("^@", "")
  for _, name in ipairs(site.names) do
    if at == name then return true end
    if #name > 3 and #folded > 3 and (name:find(folded, 1, true) or folded:find(name, 1, true)) then
      return true
    end
  end
  if folded == site.host then return true end
  if #k <= 3 or site.stem == "" then return false end
  return site.stem:find(k, 1, true) ~= nil or k:find(site.stem, 1, true) ~= nil
    or k:sub(1, 6) == site.stem:sub(1, 6)
end

local separator = regex("\\s+[|·•»–—:\\-/«~]\\s+|\\s*[|»]\\s*|\\s+::\\s+")

--- A title without the site's name at either end.
function headline.trim(title, site)
  for _ = 1, 3 do
    local first_from, first_to, last_from, last_to
    local at = 1
    while at <= #title do
      local from, to = separator:match(title, at)
      if not from then break end
      if not first_from then first_from, first_to = from, to end
      last_from, last_to = from, to
      at = to + 1
    end
    if not last_from then break end
    local tail, head = title:sub(last_to + 1), title:sub(1, first_from - 1)
    if names_site(site, tail) then title = title:sub(1, last_from - 1)
    elseif names_site(site, head) and #title - #head > 10 then title = title:sub(first_to + 1)
    elseif title:sub(last_from, last_to):find("|", 1, true) and #tail < 40 and last_from > 16 then
      title = title:sub(1, last_from - 1)
    else break end
  end
  return squeeze(title)
end

local function bag(t)
  local set, count = {}, 0
  for word in t:gmatch("[%w\x80-\xFF]+") do
    if #word > 2 and not set[word] then
      set[word] = true
      count = count + 1
    end
  end
  return set, count
end

local levels = { h1 = 3, h2 = 1.5, h3 = 0.8, h4 = 0.4 }

-- Whether a node is in a teaser, a comment or a sidebar.
local aside = "aside footer nav"
local other = marks.comment | marks.related | marks.sidebar
function headline.in_list(p, n)
  if p:above(n, aside) then return true end
  local at = p:above_marked(n, other)
  while at do
    local tag = p:tag(at)
    if tag ~= "article" and tag ~= "main" and tag ~= "html" and tag ~= "body" then return true end
    local above = p:parent(at)
    at = above and p:above_marked(above, other)
  end
  return false
end

-- Headings, and other short elements with such class names, in order.
local function candidates(p)
  local list = p:all("h1 h2 h3 h4")
  for _, n in ipairs(p:marked(marks.title)) do
    if not levels[p:tag(n)] and p:sizes(n) < 200 then list[#list + 1] = n end
  end
  table.sort(list)
  return list
end

-- The node after a child of the heading that is only a mark (hidden, between kicker and
-- title).
local function behind_mark(p, n)
  local children = p:children(n)
  for i = #children - 1, 2, -1 do
    local t = p:text(children[i])
    if #t <= 4 and t:find("^[%-:|–—·•/]+$") or t == "–" or t == "—" then
      local parts = {}
      for k = i + 1, #children do parts[#parts + 1] = p:text(children[k]) end
      local rest = squeeze(table.concat(parts, " "))
      if #rest > 12 then return rest end
    end
  end
end

-- Kickers, categories and dates in the heading are removed if other titles or class names
-- support that.
local function without_kicker(p, t, n, known)
  local title = behind_mark(p, n)
  if title then return title end
  local folded = facts.fold(t)
  for _, k in ipairs(known) do if k == folded then return t end end
  local best
  local function try(part)
    part = squeeze(part)
    if #part > 8 and part ~= t and (not best or #part > #best) then
      local f = facts.fold(part)
      for _, k in ipairs(known) do if k == f then best = part end end
    end
  end
  local rest = t
  for i = n + 1, p:last(n) do
    local tag = p:tag(i)
    if tag == "" then try(p:text(i))
    elseif tag ~= "a" and tag ~= "em" and tag ~= "i" and tag ~= "b" then try(p:text(i)) end
  end
  if best then return best end
  for _, child in ipairs(p:children(n)) do
    if p:tag(child) == "small" or p:marks(child) & marks.kicker ~= 0 then
      local part = p:text(child)
      local from, to = rest:find(part, 1, true)
      if from and part ~= "" then
        rest = squeeze(rest:sub(1, from - 1) .. " " .. rest:sub(to + 1))
      end
    end
  end
  rest = rest:gsub("^[%-: ]+", ""):gsub("^–%s*", "")
  return #rest > 12 and rest or t
end

local function first_of(data, key)
  for _, object in ipairs(data) do
    local value = object[key]
    if type(value) == "string" and value:find("%S") then return squeeze(unescape(value)) end
  end
  return ""
end

-- A date and a dash before a title are not part of it.
local dated_start = regex("^\\d{1,2}[./]\\s?\\d{1,2}[./]\\s?(?:19|20)?\\d\\d"
  .. "\\s*[-–—|:]\\s*(?=\\S.{11})")
function headline.plain(t)
  local _, last = dated_start:match(t)
  return last and t:sub(last + 1) or t
end

-- The highest score for the words of a heading: agreement with other titles, and their
-- words.
local most_said = 4 + 2

-- The likely ones first: candidates that can no longer win are skipped.
local function in_order(p, list)
  local first, others = {}, {}
  for _, n in ipairs(list) do
    local target = p:tag(n) == "h1" and first or others
    target[#target + 1] = n
  end
  table.move(others, 1, #others, #first + 1, first)
  return first
end

-- How well a heading agrees with the page's other titles.
local function agreement(k, known, raw)
  for _, one in ipairs(known) do if one == k then return 4 end end
  if #k > 12 then
    for _, one in ipairs(raw) do if one:find(k, 1, true) then return 2.5 end end
  end
  for _, one in ipairs(known) do if #one > 12 and k:find(one, 1, true) then return 2 end end
  return 0
end

local function last_heading_before(p, top)
  local last = -1
  for _, n in ipairs(p:all("h1 h2 h3", 1, top)) do last = n end
  return last
end

-- function(node, level, score to beat) -> score, text
local function scorer(p, site, top, known, raw, tag)
  local tag_bag, tag_count = bag(facts.fold(tag))
  local before, last = last_heading_before(p, top), top > 0 and p:last(top) or 0
  return function(n, level, beat)
    local s = level - 0.00025 * n
    if n == before then s = s + 1.2
    elseif n > top and n <= last and level >= 1.5 and n - top < 60 then s = s + 0.8 end
    if p:marks(n) & marks.title ~= 0 then s = s + 0.5 end
    local prop = p:attribute(n, "itemprop")
    if prop == "headline" or prop == "name" then s = s + 1.5 end
    if s + most_said <= beat or body.is_hidden(p, n) then return 0 end
    local t = p:text(n)
    local k = facts.fold(t)
    s = s + agreement(k, known, raw)
    if s + 2 <= beat then return 0 end
    local set, count = bag(k)
    if tag_count > 0 and count > 0 then
      local both = 0
      for word in pairs(set) do if tag_bag[word] then both = both + 1 end end
      s = s + 2 * both / (count + tag_count - both)
    end
    if s <= beat then return 0 end
    if is_site(site, t) then s = s - 5 end
    if headline.in_list(p, n) then s = s - 3 end
    return s, t
  end
end

--- The headline.  `top`: the story's container.
function headline.find(p, meta, data, site, top)
  local title_node = p:find("title")
  local tag = title_node and squeeze(p:raw(title_node)) or ""
  local og_raw = squeeze(unescape(meta["og:title"] or ""))
  local og, title = headline.trim(og_raw, site), headline.trim(tag, site)
  local named = first_of(data, "headline")
  local known = {}
  for _, t in ipairs { og, named, title } do
    if t ~= "" then known[#known + 1] = facts.fold(t) end
  end
  local raw = { table.unpack(known) }
  for _, t in ipairs { og_raw, tag } do if t ~= "" then raw[#raw + 1] = facts.fold(t) end end
  local score = scorer(p, site, top, known, raw, tag)
  local best, best_score, best_node = "", 0, nil
  for _, n in ipairs(in_order(p, candidates(p))) do
    local level = levels[p:tag(n)] or 0.5
    local size = p:sizes(n)
    if size > 4 and size < 300 then
      local s, t = score(n, level, best_score)
      if s > best_score then best, best_score, best_node = t, s, n end
    end
  end
  if best_score >= 2.6 then
    return headline.plain(without_kicker(p, best, best_node, known)), best_node
  end
  for _, n in ipairs(p:having("itemprop")) do
    if p:attribute(n, "itemprop") == "headline" and p:tag(n) ~= "meta" then
      local t = p:text(n)
      if t ~= "" then return t end
    end
  end
  for _, t in ipairs { named, og, title, best } do if t ~= "" then return t end end
  return ""
end

return headline
