-- xml: feeds and wires: RSS, Atom, NITF, NewsML-G2, and TEI.
local fields = use "page/fields"
local plain = use "page/plain"

local squeeze = text.squeeze

-- The unchanged text of the first child with one of these names, or nil.
local function child(p, n, ...)
  for _, wanted in ipairs { ... } do
    for _, c in ipairs(p:children(n)) do
      if p:tag(c) == wanted then
        local t = squeeze(p:raw(c))
        if t ~= "" then return t, c end
      end
    end
  end
end

local function first(p, n, names)
  local found = p:find(names, n, p:last(n))
  return found and squeeze(p:raw(found)) or nil, found
end

-- Paragraphs and headings below a node -> text, zones
local function paragraphs(p, n, names, headings)
  local parts, zones, at, behind = {}, {}, 1, 0
  for _, c in ipairs(p:all(names, n + 1, p:last(n))) do
    local t = c > behind and p:text(c) or ""
    if t ~= "" then
      local tag = p:tag(c):match("[^:]*$")
      parts[#parts + 1] = t
      zones[#zones + 1] = { kind = headings[tag] and "subhead" or "body", first = at,
                            last = at + #t - 1 }
      at = at + #t + 2
      behind = p:last(c)
    end
  end
  if #parts == 0 then
    local t = p:text(n)
    return t, { t ~= "" and { kind = "body", first = 1, last = #t } or nil }
  end
  return table.concat(parts, "\n\n"), zones
end

local function people(list)
  if #list == 0 then return {} end
  return { authors = list, byline = table.concat(list, ", ") }
end

---------------------------------------------------------------- feeds

local function rss_item(p, n)
  local body = child(p, n, "content:encoded", "description", "content") or ""
  local authors, lang = {}, child(p, n, "dc:language")
  local author = child(p, n, "dc:creator", "author", "itunes:author")
  if author then authors[1] = author:match("%((.-)%)$") or author end
  local link = child(p, n, "link")
  local title = child(p, n, "title")
  return { id = child(p, n, "guid") or link or p:attribute(n, "rdf:about"), text = plain(body),
           title = title and plain(title) or nil,
           published = fields.date(child(p, n, "pubDate", "dc:date", "published")), lang = lang,
           url = link, meta = people(authors), extra = link and { url = link } or nil }
end

-- The content of an Atom element: text, escaped HTML or XHTML.
local function atom_text(p, n)
  local kind = p:attribute(n, "type") or "text"
  if kind == "html" or kind == "text/html" then return plain(p:raw(n)) end
  if kind == "xhtml" then
    return (paragraphs(p, n, "p h1 h2 h3 h4 h5 h6 li blockquote pre", {}))
  end
  return squeeze(p:raw(n))
end

local function atom_entry(p, n)
  local function part(...)
    local _, c = child(p, n, ...)
    return c and atom_text(p, c) or nil
  end
  local authors, link = {}, nil
  for _, c in ipairs(p:children(n)) do
    local tag = p:tag(c):match("[^:]*$")
    if tag == "author" then authors[#authors + 1] = child(p, c, "name", "atom:name") end
    local rel = tag == "link" and (p:attribute(c, "rel") or "alternate")
    if rel == "alternate" and not link then link = p:attribute(c, "href") end
  end
  local updated = fields.date(child(p, n, "updated", "atom:updated", "modified"))
  local meta = people(authors)
  meta.updated = updated
  return { id = child(p, n, "id", "atom:id") or link,
           text = part("content", "atom:content", "summary", "atom:summary") or "",
           title = part("title", "atom:title"),
           published = fields.date(child(p, n, "published", "atom:published", "issued")) or updated,
           lang = p:attribute(n, "xml:lang"), url = link, meta = meta,
           extra = link and { url = link } or nil }
end

---------------------------------------------------------------- wires

local nitf_text = "p hl2 table"

local function nitf(p, n)
  local content = p:find("body.content", n, p:last(n)) or p:find("body", n, p:last(n)) or n
  local text_, zones = paragraphs(p, content, nitf_text, { hl2 = true })
  local authors = {}
  for _, c in ipairs(p:all("byline", n, p:last(n))) do
    local person = p:find("person", c, p:last(c))
    local name = squeeze(p:raw(person or c)):gsub("^[Bb][Yy] ", "")
    if name ~= "" then authors[#authors + 1] = name end
  end
  local _, issue = first(p, n, "date.issue")
  local _, id = first(p, n, "doc-id")
  return { id = id and p:attribute(id, "id-string") or nil, text = text_, zones = zones,
           title = first(p, n, "hl1") or first(p, n, "title"),
           published = issue and fields.date(p:attribute(issue, "norm")), meta = people(authors) }
end

local function news_item(p, n)
  local last = p:last(n)
  local inner = p:find("nitf", n, last)
  local made
  if inner then
    made = nitf(p, inner)
  else
    local set = p:find("inlineXML", n, last) or p:find("inlineData", n, last)
    made = { text = "", meta = {} }
    if set then
      local body = p:find("body", set, p:last(set)) or set
      made.text, made.zones = paragraphs(p, body, "p h1 h2 h3 h4 li blockquote",
                                         { h1 = true, h2 = true, h3 = true, h4 = true })
    end
  end
  local meta = p:find("contentMeta", n, last)
  local authors = {}
  for _, c in ipairs(meta and p:all("creator by", meta, p:last(meta)) or {}) do
    local name = p:tag(c):match("[^:]*$") == "by" and squeeze(p:raw(c)):gsub("^[Bb][Yy] ", "")
      or first(p, c, "name")
    if name and name ~= "" then authors[#authors + 1] = name end
    if #authors > 0 then break end
  end
  local headline = meta and first(p, meta, "headline")
  local language = p:find("language", n, last)
  made.id = p:attribute(n, "guid") or made.id
  made.title = headline or made.title
  made.published = fields.date(first(p, n, "firstCreated") or first(p, n, "contentCreated")
                               or first(p, n, "versionCreated")) or made.published
  made.lang = p:attribute(n, "xml:lang") or language and p:attribute(language, "tag") or nil
  made.lang = made.lang and made.lang:match("^%a+")
  if #authors > 0 then made.meta = people(authors) end
  made.meta.updated = fields.date(first(p, n, "versionCreated"))
  return made
end

local function tei(p, n)
  local last = p:last(n)
  local head = p:find("teiHeader", n, last)
  local body = p:find("body", head and p:last(head) + 1 or n, last) or n
  local text_, zones = paragraphs(p, body, "p head l item quote", { head = true })
  local when = head and p:find("date", head, p:last(head))
  local author = head and first(p, head, "author")
  return { id = p:attribute(n, "xml:id"), text = text_, zones = zones,
           title = head and first(p, head, "title"),
           published = when and fields.date(p:attribute(when, "when") or p:raw(when)),
           lang = p:attribute(n, "xml:lang"), meta = people { author } }
end

local kinds = { rss = { "item", rss_item }, RDF = { "item", rss_item },
                feed = { "entry", atom_entry }, entry = { "entry", atom_entry },
                nitf = { "nitf", nitf }, newsItem = { "newsItem", news_item },
                newsMessage = { "newsItem", news_item }, TEI = { "TEI", tei },
                teiCorpus = { "TEI", tei } }

---------------------------------------------------------------- whole

-- "feed.xml:3:14"
local function place_of(id, s, at)
  local line, begin = 1, 1
  for newline in s:sub(1, at - 1):gmatch("()\n") do line, begin = line + 1, newline + 1 end
  return ("%s:%d:%d"):format(id, line, (utf8.len(s:sub(begin, at - 1)) or 0) + 1)
end

reader "xml" {
  about = "feeds and wires: RSS, Atom, NITF, NewsML-G2; TEI",
  match = { "*.xml", "*.rss", "*.atom", "*.nitf", "*.tei" }, many = true, options = {},
  read = function(source, emit)
    local s = decode(source:all())
    if s == "" then return emit { id = source.id, text = "" } end
    local p, why, place = page(s, nil, { xml = true })
    if not p then error(("%s: %s"):format(place_of(source.id, s, place), why), 0) end
    local root = p:children(0)[1]
    if not root then error("it has no element", 0) end
    local name = p:tag(root)
    local kind = kinds[name:match("[^:]*$")]
    if not kind then error(("<%s> is not a feed or wire this reader knows"):format(name), 0) end
    local wrong, message, at = p:mistakes()
    message = wrong > 0 and ("%s: %s"):format(place_of(source.id, s, at), message) or nil
    local nodes = p:all(kind[1], root)
    for i, n in ipairs(nodes) do
      local document = kind[2](p, n)
      local following = nodes[i + 1] and p:place(nodes[i + 1]) or #s + 2
      if message and at < p:place(n) then
        emit { error = message } -- before this document, in none
        message = nil
      end
      if message and at < following then -- this one is damaged
        emit { id = document.id, error = message }
        message = nil
      else
        emit(document)
      end
    end
    p:close()
    if message then emit { error = message } end
  end,
}
