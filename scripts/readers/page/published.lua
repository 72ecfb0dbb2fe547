-- The day a page was published: from its data, its visible text, its address.
local body = use "page/body"
local dates = use "page/dates"
local headline = use "page/headline"

local published = {}

local marks = body.marks

local keys = { "article:published_time", "datepublished", "og:article:published_time",
  "og:published_time", "published_time", "date", "dc.date", "dcterms.date", "dc.date.issued",
  "dcterms.created", "dc.date.created", "dcterms.issued", "pubdate", "publishdate",
  "publish-date", "publish_date", "published", "parsely-pub-date", "sailthru.date",
  "article.published", "cxenseparse:recs:publishtime", "datecreated", "creation_date",
  "originalpublicationdate", "article_date_original" }
local edited_keys = { "last-modified", "article:modified_time", "og:updated_time",
  "datemodified", "dcterms.modified", "dc.date.modified", "lastmod" }

local script_date = regex('"(?:datePublished|date_?published|publish_?(?:ed)?_?(?:date|time|at)'
  .. '|pubDate|created_?at|publicationDate)"\\s*:\\s*"([^"]{8,40})"', "i")
local address_date = regex("(?<!\\d)(199\\d|20[0-3]\\d)[/_.-]?(0\\d|1[0-2]|[1-9](?=[/_.-]))"
  .. "[/_.-]?([0-2]\\d|3[01]|[1-9](?=[/_.-]))(?!\\d)")
local label_words = regex("\\b(?:published|posted|veröffentlicht|erschienen|erstellt"
  .. "|publiziert|eingestellt|publié|publicad[oa]|pubblicat[oa]|opublikowano|geplaatst|udgivet"
  .. "|publicerad|опубликовано)\\b[^\\d]{0,25}(?=\\d|\\p{L}{3,9}\\.? \\d)", "iu")
local edit_words = regex("zuletzt|last (?:edited|modified|updated|changed)|geändert|modifi|stand:"
  .. "|aktualisiert", "i")

-- Without a truncated character at the end.
local function whole(s) return (s:gsub("[\xC0-\xFF]?[\x80-\xBF]*$", "")) end

-- Midnight in western Europe, written as UTC by a program that knew only the day.
local function is_midnight(value)
  local hour, zone = value:match("T(2[23]):00:00[.0]*(.-)$")
  return hour and (zone == "Z" or zone == "+00:00" or zone == "+0000")
end

-- Every source once: kind -> { day, as written }.
local function collector(american)
  local got = {}
  return got, function(kind, value)
    if type(value) ~= "string" or got[kind] then return end
    local day = dates.find(whole(value:sub(1, 300)), american)
    if day and is_midnight(value) then
      got[kind] = { day = dates.following(day), text = "" }
    elseif day then
      got[kind] = { day = day, text = value }
    end
  end
end

local function from_times(p, put)
  local times = {}
  for _, n in ipairs(p:all("time")) do
    if not headline.in_list(p, n) then times[#times + 1] = n end
  end
  for _, n in ipairs(times) do
    local class = (p:attribute(n, "class") or ""):lower()
    if p:attribute(n, "pubdate") or class:find("publi", 1, true)
       or class:find("entry-date", 1, true) then
      put("time", p:attribute(n, "datetime") or p:text(n))
    end
  end
  for _, n in ipairs(times) do
    put("time", p:attribute(n, "datetime"))
    put("time", p:text(n))
  end
end

local function from_classes(p, put, got, from)
  for _, n in ipairs(p:marked(marks.date, from)) do
    if got.class then return end
    local size = p:sizes(n)
    if size > 5 and size < 200 and p:marks(n) & marks.comment == 0 then
      local t = p:text(n)
      if t:find("%d") and not headline.in_list(p, n) then put("class", t) end
    end
  end
end

-- Where reading begins: some nodes above the headline, because a date may be above it.
local function above(node) return math.max(1, node - 40) end

-- Labels are searched within so many nodes after the headline.
local function h1_limit(h1) return (h1 or 0) + 4000 end

-- Dates in running text: near the heading first, then in short runs, then any.
local function from_text(p, got, american, node)
  local h1 = node or p:find("h1")
  local near, short, any
  local n = p:dated(1)
  while n do
    local parent = p:parent(n)
    if not p:above(parent, "nav footer") then
      local t = p:text(n)
      local day = dates.find(t, american)
      if day then
        local size = p:sizes(n)
        local _, label = label_words:match(t)
        if label and not got.label then
          local labelled = dates.find(whole(t:sub(label + 1, label + 60)), american)
          if labelled then got.label = { day = labelled } end
        end
        if not near and (not h1 or n > h1)
           and (size < 80 or dates.find(t:sub(1, 16), american)) then
          near = day
        end
        if near and (got.label or n > h1_limit(h1)) then break end
        if size < 80 and not short then short = day end
        any = any or day
      end
    end
    n = p:dated(n + 1)
  end
  local day = near or short or any
  if day then got.text = { day = day } end
end

local function from_scripts(p, put)
  for _, word in ipairs { "ublish", "pubDate", "created", "publication" } do
    for _, n in ipairs(p:holding("script", word)) do
      local _, _, value = script_date:match(p:raw(n))
      if value then return put("script", value) end
    end
  end
end

local function from_edits(p, put)
  for _, n in ipairs(p:all("footer li div p span")) do
    local size = p:sizes(n)
    if size > 10 and size < 200 then
      local t = p:text(n)
      if edit_words:match(t) then put("description", t) end
    end
  end
end

local function near_day(a, b) return math.abs(dates.number(a) - dates.number(b)) <= 1 end

local order = { "label", "address", "data", "meta", "item", "time", "class", "script", "text",
                "data_edited", "edited", "description" }

-- The visible date wins if the data agree within a day (time zones, updates); else the
-- data.
local function choose(got)
  local function days(names)
    local list = {}
    for _, name in ipairs(names) do if got[name] then list[#list + 1] = got[name].day end end
    return list
  end
  local data = days { "data", "meta", "item", "script", "address" }
  local edits = days { "data_edited", "edited" }
  local seen = days { "time", "label", "class", "text" }
  for _, day in ipairs(seen) do
    for _, other in ipairs(data) do if near_day(day, other) then return day end end
  end
  for i = 1, math.min(2, #seen) do
    for _, other in ipairs(edits) do
      if near_day(seen[i], other)
         and (not got.text or seen[i] ~= got.text.day or #seen > 1) then return seen[i] end
    end
  end
  local same = #seen > 1
  for _, day in ipairs(seen) do same = same and day == seen[1] end
  if same then return seen[1] end
  for _, name in ipairs(order) do if got[name] then return got[name].day end end
end

-- The time of day, if the data that gave this day have one.
local function with_time(got, day)
  for _, name in ipairs { "data", "meta", "item", "time" } do
    local one = got[name]
    if one and one.day == day then
      local time = one.text:match("^%d%d%d%d%-%d%d%-%d%d[T ](%d%d:%d%d)")
      if time then return day .. "T" .. time end
    end
  end
  return day
end

--- published, updated: "2022-03-14" or "2022-03-14T07:50", or nil
function published.find(p, meta, data, address, node)
  local html = p:find("html")
  local code = html and (p:attribute(html, "lang") or ""):lower() or ""
  local american = code == "en-us" or code == "en" or code == "en_us"
  local got, put = collector(american)
  for _, key in ipairs(keys) do put("meta", meta[key]) end
  for _, object in ipairs(data) do
    put("data", object.datePublished)
    put("data", object.dateCreated or object.uploadDate)
    put("data_edited", object.dateModified)
  end
  for _, n in ipairs(p:having("itemprop")) do
    local prop = p:attribute(n, "itemprop"):lower()
    if prop == "datepublished" or prop == "datecreated" then
      put("item", p:attribute(n, "datetime") or p:attribute(n, "content") or p:text(n))
    end
  end
  from_times(p, put)
  local _, _, y, m, d = address_date:match(address)
  local day = y and dates.valid(tonumber(y), tonumber(m), tonumber(d))
  if day then got.address = { day = day, text = address } end
  if node then from_classes(p, put, got, above(node)) end
  from_classes(p, put, got)
  for _, key in ipairs(edited_keys) do put("edited", meta[key]) end
  from_text(p, got, american, node)
  from_scripts(p, put)
  if next(got) == nil then
    put("description", meta.description)
    put("description", meta["og:description"])
    from_edits(p, put)
  end
  local chosen = choose(got)
  local edited = got.data_edited or got.edited
  return chosen and with_time(got, chosen), edited and edited.day
end

return published
