-- rules/article/zones.lua : the Zones of a page whose units have their kinds, and its meta.
local spaces, bylines = use "article/spaces", use "article/bylines"
local stamps, units = use "article/stamps", use "article/units"
local text_of = units.text_of

local BRACKET, OPENS, AT = text.marks ")", text.marks "(", text.marks "@"

-- ---------------------------------------------------------------- zones

local function add_zone(doc, kind, first, last)
  doc:add("Zone", doc:span(first, last), { kind = kind })
end

local CREDIT_TAIL = regex("\\s*\\((?:Additional )?"
  .. "(?:Reporting|Writing|Editing|Compiled) by [^()]*\\)\\s*$")

-- The dateline that ends at byte `last` with its dash; -> the byte behind it.
local function add_dateline(doc, first, last)
  local bare = spaces.spaced(doc.text:sub(first, last), true):gsub("%s+$", "")
    :gsub("[-:]+$", ""):gsub("—$", ""):gsub("–$", ""):gsub("%s+$", "")
  add_zone(doc, "dateline", first, first + #bare - 1)
  return last + 1
end

-- Who reported it, in brackets at the end of the story that begins at byte `first`; -> the
-- last byte before that.
local function add_credit(doc, page, i, first)
  local last = page.last[i]
  if page.kinds[i] & BRACKET == 0 then return last end
  local credit = CREDIT_TAIL:match(text_of(page, i))
  local from = credit and page.first[i] + credit - 1
  if not from or from - 1 <= first then return last end
  add_zone(doc, "byline", from + #text_of(page, i):match("^%s*", credit), last)
  return from - 1
end

-- A run of units of the story is one Zone as far as nothing else stands in it; -> the unit
-- behind it.
local function add_body(doc, page, i)
  local j = i
  while page.kind[j + 1] == "body" do j = j + 1 end
  local first = page.first[i]
  if page.dateline[i] then first = add_dateline(doc, first, page.dateline[i]) end
  add_zone(doc, "body", first, add_credit(doc, page, j, first))
  return j + 1
end

local function add_zones(doc, page)
  local i, count = 1, #page.first
  while i <= count do
    local kind, first = page.kind[i], page.first[i]
    if kind == "body" then
      i = add_body(doc, page, i)
    else
      if page.stamps[i] then
        for _, stamp in ipairs(page.stamps[i]) do
          add_zone(doc, stamp.kind, first + stamp.first - 1, first + stamp.last - 1)
        end
      elseif kind then
        add_zone(doc, kind, first, page.last[i])
      end
      i = i + 1
    end
  end
end

-- ---------------------------------------------------------------- meta

local function note(meta, key, value)
  if value and meta[key] == nil then meta[key] = value end
end

local function note_stamps(meta, page)
  local story = false
  for i, kind in ipairs(page.kind) do
    story = story or kind == "body"
    if story and page.tail[i] then break end -- dates of other stories follow
    if page.stamps[i] then
      for _, stamp in ipairs(page.stamps[i]) do note(meta, stamp.kind, stamp.value) end
    end
  end
end

-- The day that stands in the first dateline.
local function note_dateline(meta, page)
  for i = 1, math.min(#page.first, 10) do
    local last = page.dateline[i]
    if last then
      local _, _, value = stamps.find_date(page.text:sub(page.first[i], last), 1)
      note(meta, "posted", value)
      return
    end
  end
end

local REPORTING = regex("\\(Reporting by ([^;()]{3,80})")

-- "(Reporting by Ann Day; Editing by ...)" below the story, where no byline is.
local function reporters(page)
  local count = #page.first
  for i = count, math.max(1, count - 8), -1 do
    if page.kinds[i] & OPENS ~= 0 then
      local first, _, names = REPORTING:match(text_of(page, i))
      if first then return bylines.read_authors(names) or {} end
    end
  end
  return {}
end

local function note_authors(meta, page)
  local authors, seen = {}, {}
  for _, found in pairs(page.authors) do
    for _, name in ipairs(found) do
      if not seen[name] then
        seen[name] = true
        authors[#authors + 1] = name
      end
    end
  end
  if #authors == 0 then authors = reporters(page) end
  if #authors > 0 and meta.byline == nil then
    meta.byline = table.concat(authors, ", ")
    meta.authors = authors
  end
end

local function note_email(meta, page)
  local found = {}
  for i, kinds in ipairs(page.kinds) do
    local kind = kinds & AT ~= 0 and page.kind[i]
    if kind and not found[kind] then found[kind] = bylines.email_in(text_of(page, i)) end
  end
  note(meta, "email", found.byline or found.boilerplate)
end

local function note_all(doc, page, headline)
  local meta = doc.meta
  note(meta, "headline", headline and text_of(page, headline))
  note_stamps(meta, page)
  note_dateline(meta, page)
  note(meta, "published", meta.posted or meta.updated)
  note_authors(meta, page)
  note_email(meta, page)
  note(meta, "lang", doc.lang)
end

return { add = add_zones, note = note_all }
