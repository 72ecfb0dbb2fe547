-- Machine-readable facts of a page: meta elements, JSON-LD, microdata, links.
local facts = {}

local squeeze = text.squeeze
facts.squeeze = squeeze

local small = {}
for i = 0x80, 0x9E do small["\xC3" .. string.char(i)] = "\xC3" .. string.char(i + 0x20) end

--- Lower case for Latin scripts, to compare titles; cheaper than text.fold.
function facts.fold(s)
  s = s:lower()
  return s:find("\xC3", 1, true) and (s:gsub("\xC3[\x80-\x9E]", small)) or s
end

--- name or property in lower case -> content; the first of each
function facts.meta(p)
  local meta = {}
  for _, n in ipairs(p:all("meta")) do
    local key = p:attribute(n, "property") or p:attribute(n, "name") or p:attribute(n, "itemprop")
    local content = key and p:attribute(n, "content")
    if content and content ~= "" then
      key = squeeze(key:lower())
      if not meta[key] then meta[key] = squeeze(content) end
    end
  end
  return meta
end

local nested = { "@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item" }

local function flatten(value, list, depth)
  if type(value) ~= "table" or depth > 6 or #list > 200 then return end
  if value[1] ~= nil then
    for _, item in ipairs(value) do flatten(item, list, depth + 1) end
  else
    list[#list + 1] = value
    for _, key in ipairs(nested) do flatten(value[key], list, depth + 1) end
  end
end

local function type_of(object)
  local kind = object["@type"]
  if type(kind) == "table" then
    local parts = {}
    for i, one in ipairs(kind) do parts[i] = tostring(one) end
    kind = table.concat(parts, " ")
  end
  return type(kind) == "string" and kind or ""
end

local kinds = { "Article", "Posting", "Report", "Review", "WebPage", "Recipe", "Video",
                "Podcast" }

local function is_wanted(object)
  local kind = type_of(object)
  for _, name in ipairs(kinds) do
    if kind:find(name, 1, true) then return true end
  end
  return false
end

-- JSON that does not parse: the few strings that matter.
local function salvage(script, list)
  for _, key in ipairs { "headline", "datePublished", "articleBody" } do
    local value = script:match('"' .. key .. '"%s*:%s*"([^"\\]*)"')
    if value then list[#list + 1] = { ["@type"] = "Article", [key] = value } end
  end
end

-- Without comments and CDATA around it, control characters and a last semicolon.
local function mended(script)
  return script:gsub("^%s*<!%-%-", ""):gsub("%-%->%s*$", "")
    :gsub("^%s*/?/?%*?<!%[CDATA%[%*?/?", ""):gsub("/?/?%*?%]%]>%*?/?%s*$", "")
    :gsub("[%z\1-\31]", " "):gsub(";%s*$", "")
end

--- The objects of JSON-LD that are articles, pages and the like; articles first.
function facts.data(p)
  local all = {}
  for _, n in ipairs(p:all("script")) do
    local kind = p:attribute(n, "type")
    if kind and kind:lower():find("ld+json", 1, true) then
      local script = p:raw(n)
      local value = #script < 1000000 and json.decode(script)
      if type(value) ~= "table" and #script < 1000000 then
        script = mended(script)
        value = json.decode(script)
      end
      if type(value) == "table" then flatten(value, all, 0) else salvage(script, all) end
    end
  end
  local articles, others = {}, {}
  for _, object in ipairs(all) do
    if is_wanted(object) then
      local kind = type_of(object)
      local first = kind:find("Article", 1, true) or kind:find("Posting", 1, true)
      local list = first and articles or others
      list[#list + 1] = object
    end
  end
  table.move(others, 1, #others, #articles + 1, articles)
  return articles
end

--- The page's own address according to the page, or "".
function facts.address(p, meta)
  for _, n in ipairs(p:all("link")) do
    local rel = p:attribute(n, "rel")
    if rel and rel:lower() == "canonical" then
      local href = p:attribute(n, "href")
      if href and href ~= "" then return href end
    end
  end
  return meta["og:url"] or ""
end

---------------------------------------------------------------- people

local function add_name(list, seen, name)
  name = squeeze(name):gsub("^[Bb][Yy]:? ", ""):gsub("^[Vv]on:? ", ""):gsub("^[Pp]ar:? ", "")
  if name == "" or #name > 80 or name:find("^%a+://") or name:find("@") then return end
  if seen[name] then return end
  seen[name] = true
  list[#list + 1] = name
end

local function add_people(list, seen, value)
  if type(value) == "string" then
    for name in (value:gsub("%s+and%s+", ",") .. ","):gmatch("([^,;|]+)[,;|]") do
      add_name(list, seen, name)
    end
  elseif type(value) == "table" then
    if value[1] ~= nil then
      for _, one in ipairs(value) do add_people(list, seen, one) end
    elseif type(value.name) == "string" then
      add_name(list, seen, value.name)
    elseif type(value.name) == "table" then
      add_people(list, seen, value.name)
    end
  end
end

-- "By Mary Dunne" as a paragraph of its own -> "Mary Dunne"
local function first_line_by(p)
  for _, n in ipairs(p:beginning("p", "by")) do
    local size = p:sizes(n)
    if size > 6 and size < 60 then
      local name = p:text(n):match("^By:? (%u[%w.'’-]+ [%w.'’ -]*%u[%w'’-]+)$")
      if name then return name end
    end
  end
end

--- Names of the authors: from data, else meta, else from text marked as the byline or
--- reading like one.
function facts.authors(p, meta, data, byline_mark)
  local list, seen = {}, {}
  for _, object in ipairs(data) do
    if object.author then add_people(list, seen, object.author) end
    if #list > 0 then return list end
  end
  for _, key in ipairs { "author", "article:author", "parsely-author", "dc.creator",
                         "sailthru.author", "byl" } do
    if meta[key] then add_people(list, seen, meta[key]) end
    if #list > 0 then return list end
  end
  for _, n in ipairs(p:having("rel")) do
    if p:attribute(n, "rel"):lower():find("author", 1, true) then
      add_name(list, seen, p:text(n))
    end
  end
  for _, n in ipairs(p:having("itemprop")) do
    if p:attribute(n, "itemprop") == "author" and p:sizes(n) < 60 then
      add_name(list, seen, p:text(n))
    end
  end
  if #list > 0 then return list end
  for _, n in ipairs(p:marked(byline_mark)) do
    local size = p:sizes(n)
    if size > 4 and size < 60 then
      local t = p:text(n)
      local name = t:match("^[Bb][Yy]:? (.+)$") or t:match("^[Vv]on:? (.+)$")
      if name and not name:find("%d") then
        add_people(list, seen, name)
        break
      end
    end
  end
  if #list == 0 then add_people(list, seen, first_line_by(p)) end
  return list
end

--- Language code of the page, or nil.
function facts.language(p, meta)
  local html = p:find("html")
  local value = html and (p:attribute(html, "lang") or p:attribute(html, "xml:lang"))
    or meta["og:locale"] or meta["content-language"] or meta["language"]
  local code = value and value:match("^%s*(%a%a%a?)%f[%A]")
  return code and code:lower()
end

--- Whether the page says that its text is not free.
function facts.paywalled(data)
  for _, object in ipairs(data) do
    local free = object.isAccessibleForFree
    if free == false or type(free) == "string" and free:lower() == "false" then return true end
  end
  return false
end

return facts
