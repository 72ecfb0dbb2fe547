-- rules/article/zones.lua : the Zones of a page whose units have their kinds, and its meta.
local spaces, bylines = use "article/spaces", use "article/bylines"
local stamps, units = use "article/stamps", use "article/units"
local text_of = units.text_of

local BRACKET, OPENS = text.marks ")", text.marks "("

-- ---------------------------------------------------------------- zones

local function add_zone(zones, kind, first, last)
  local n = #zones.kind + 1
  zones.kind[n], zones.first[n], zones.last[n] = kind, first, last
end

local CREDIT_TAIL = regex("\\s*\\((?:Additional )?"
  .. "(?:Reporting|Writing|Editing|Compiled) by [^()]*\\)\\s*$")

-- Adds the dateline that ends, with its dash, at byte `last`; returns the byte behind it.
local function add_dateline(zones, page, first, last)
  local bare = spaces.spaced(page.text:sub(first, last), true):gsub("%s+$", "")
    :gsub("[-:]+$", ""):gsub("—$", ""):gsub("–$", ""):gsub("%s+$", "")
  add_zone(zones, "dateline", first, first + #bare - 1)
  return last + 1
end

-- Adds who reported the story, in brackets at its end; it begins at byte `first`. Returns
-- the last byte of the text before the brackets.
local function add_credit(zones, page, i, first)
  local last = page.last[i]
  if page.kinds[i] & BRACKET == 0 then return last end
  local credit = CREDIT_TAIL:match(text_of(page, i))
  local from = credit and page.first[i] + credit - 1
  if not from or from - 1 <= first then return last end
  add_zone(zones, "byline", from + #text_of(page, i):match("^%s*", credit), last)
  return from - 1
end

-- Adds one Zone for the units i..j of the story, which have nothing else between them.
local function add_body(zones, page, i, j)
  local first = page.first[i]
  if page.dateline[i] then
    first = add_dateline(zones, page, first, page.dateline[i])
  end
  add_zone(zones, "body", first, add_credit(zones, page, j, first))
end

local function add_stamps(zones, page, i)
  local before = page.first[i] - 1
  for _, stamp in ipairs(page.stamps[i]) do
    add_zone(zones, stamp.kind, before + stamp.first, before + stamp.last)
  end
end

-- Units without a kind belong to the body.
local function add_zones(doc, page)
  local zones = { kind = {}, first = {}, last = {} }
  local count, done, body = #page.first, 0, nil -- body: where a run of it began
  for i, kind in pairs(page.kind) do
    if i > done + 1 or kind == "body" then body = body or done + 1 end
    if kind ~= "body" then
      if body then add_body(zones, page, body, i - 1) end
      body = nil
      if page.stamps[i] then add_stamps(zones, page, i)
      else add_zone(zones, kind, page.first[i], page.last[i]) end
    end
    done = i
  end
  if done < count then body = body or done + 1 end
  if body then add_body(zones, page, body, count) end
  doc:add_all("Zone", zones, { kind = zones.kind })
end

-- ---------------------------------------------------------------- meta

local function note(meta, key, value)
  if value and meta[key] == nil then meta[key] = value end
end

-- The first unit of the body, or nil.
local function body_of(page)
  for i = 1, #page.first do
    if not page.kind[i] or page.kind[i] == "body" then return i end
  end
end

-- The last unit whose dates belong to this story, not to others that follow it.
local function last_of(page)
  local body = body_of(page)
  if body then
    for i in pairs(page.tail) do
      if i >= body then return i - 1 end
    end
  end
  return #page.first
end

local function note_stamps(meta, page)
  local last = last_of(page)
  for i, list in pairs(page.stamps) do
    if i > last then break end
    for _, stamp in ipairs(list) do
      if stamp.original and meta.posted and meta.posted > stamp.value then
        note(meta, "updated", meta.posted)
        meta.posted = stamp.value
      end
      note(meta, stamp.kind, stamp.value)
    end
  end
end

-- The day in the first dateline.
local function note_dateline(meta, page)
  local i = next(page.dateline)
  if not i then return end
  local _, _, value = stamps.find_date(page.text:sub(page.first[i], page.dateline[i]), 1)
  note(meta, "posted", value)
end

local REPORTING = regex("\\(Reporting by ([^;()]{3,80})")

-- The authors of "(Reporting by Ann Day; Editing by ...)" below a story without a byline.
local function reporters(page)
  local count, kinds = #page.first, page.kinds
  for i = count, math.max(1, count - 8), -1 do
    if kinds[i] & OPENS ~= 0 then
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

local WITH_AT = { any = text.marks "@" }

-- The address of a desk, not of an author: "newsdesk@paper.example"
local OF_DESK = regex("^(?:news(?:desk|room)?|desk|(?:the)?editor|tips|letters|sales|support|help"
  .. "|feedback|advertising|privacy|subscriptions?)@", "i")

-- Notes the address in a byline, or else one below or above the story.
local function note_email(doc, meta, page)
  local found = {}
  for _, i in ipairs(doc:pick(page, WITH_AT)) do
    local kind = page.kind[i]
    local email = kind and bylines.email_in(text_of(page, i))
    if email and not OF_DESK:match(email) then found[kind] = found[kind] or email end
  end
  note(meta, "email", found.byline or found.boilerplate)
end

local function note_all(doc, page, headline)
  local meta = doc.meta
  if page.told or headline then
    note(meta, "headline", headline and text_of(page, headline))
    note_stamps(meta, page)
    note_dateline(meta, page)
    note_email(doc, meta, page)
  end
  local day = meta.posted or meta.updated
  if day then meta.published = day end -- what --published says is for pages without one
  note_authors(meta, page)
end

return { add = add_zones, note = note_all }
