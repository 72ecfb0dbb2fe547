-- rules/article/units.lua : the units of a page: paragraphs, or the columns of a line.
--
-- A page is the result of doc:layout (first, last, words and kinds of each unit) with
-- what the other files find out: kind, stamps, authors, dateline, edge, tail, list and
-- lone of some units, and told: true when something was found. Most units are lines of
-- the story, which stay numbers that doc:pick tests all at once; a string is made only of
-- those that are looked at.
local furniture = use "article/furniture"
local bylines, stamps = use "article/bylines", use "article/stamps"

local SHORT = 240 -- bytes; a longer unit is never furniture by its words
local PROSE, BULLET = 1 << 48, 1 << 49 -- running text; an item of a list

local function text_of(page, i)
  local found = page.texts[i]
  if not found then
    found = page.text:sub(page.first[i], page.last[i])
    page.texts[i] = found
  end
  return found
end

-- ---------------------------------------------------------------- columns

local BY = "(?:(?:posted|published|written|reported|words|text)(?: by|:)|by):?\\s+"
local SIGN = "[\\s,|•·–—-]+"
-- "By Ann Day on Monday, ": captures "By", the name, and the text between the name and
-- the date.
local NAME_FIRST = regex("^(" .. BY .. ")?(.+?)(" .. SIGN .. "(?:on |at )?)"
  .. "(?:(?:first |last )?(?:published|posted|updated)(?: on| at)?:?\\s*)?"
  .. "(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,? )?$", "i")
local NAME_LAST = regex("^(.*?\\d.*?)(" .. SIGN .. ")by\\s+(.+)$", "i")

local function is_author(name, by)
  local authors = by and bylines.read_authors(name)
  return authors and #authors > 0 or bylines.is_bare_name(name, 1)
end

local SECTIONS = "%d()%s*|%s*%a[%a%s,&]*$" -- "Nov 2, 2023 | News, Transport"

-- Splits "By Ann Day | April 1, 2022 | Updated: April 3, 2022" and "April 1, 2022 by Ann
-- Day": the last byte of the first part, and the first and last of the second; or nil.
local function name_and_stamps(line)
  local date = stamps.find_date(line, 1)
  if not date then return nil end
  local first, _, by, name, sign = NAME_FIRST:match(line:sub(1, date - 1))
  local last, stop = first and #(by or "") + #name, line:match(SECTIONS) or #line + 1
  if first and is_author(name, by) and stamps.read(line:sub(last + #sign + 1, stop - 1)) then
    return last, last + #sign + 1, stop - 1
  end
  local stamp
  first, _, stamp, sign, name = NAME_LAST:match(line)
  if first and stamps.read(stamp) and is_author(name, "by") then
    return #stamp, #stamp + #sign + 1, #line
  end
end

-- Adds the bytes first..last of a text as columns, each of its lines on its own.
local function add_lines(columns, line, first, last)
  while first <= last do
    local stop = line:find("\n", first, true) or last + 1
    stop = math.min(stop, last + 1)
    if stop > first then columns[#columns + 1] = { first, stop - 1 } end
    first = stop + 1
  end
end

local GAP = regex("\\s{3,}")

-- The columns of a short line, each as its first and last byte: "By Ann Day   NOV. 9,
-- 2017"; nil when the whole line is furniture or a stamp, or has one column only.
local function columns_of(line, kinds, may_be_furniture)
  if kinds & text.YEAR ~= 0 then
    if stamps.read(line) then return nil end
    local last, first, stop = name_and_stamps(line)
    if last then return { { 1, last }, { first, stop } } end
  end
  if kinds & text.GAP == 0 or may_be_furniture and furniture.line(line) then return nil end
  local columns, from = {}, 1
  local gap, gap_end = GAP:match(line)
  while gap do
    add_lines(columns, line, from, gap - 1)
    from = gap_end + 1
    gap, gap_end = GAP:match(line, from)
  end
  add_lines(columns, line, from, #line)
  return #columns > 1 and columns or nil
end

local MAY_HAVE_COLUMNS = {
  { most = SHORT, any = text.GAP },
  { most = 120, all = text.YEAR, none = text.END },
}

-- The layout, with the rows that have columns cut into these.
local function cut(doc, layout)
  local list = doc:pick(layout, MAY_HAVE_COLUMNS)
  if not list[1] then return layout end
  local columns, some = {}, false
  local hits = doc:matches(furniture.BEGINS, layout, list)
  for _, i in ipairs(list) do
    local line = doc.text:sub(layout.first[i], layout.last[i])
    columns[i] = columns_of(line, layout.kinds[i], furniture.may_be(doc, layout, i, hits[i]))
    some = some or columns[i] ~= nil
  end
  if not some then return layout end
  local rows = { first = {}, last = {} }
  local function add(first, last)
    rows.first[#rows.first + 1], rows.last[#rows.last + 1] = first, last
  end
  for i, first in ipairs(layout.first) do
    if columns[i] then
      for _, column in ipairs(columns[i]) do
        add(first + column[1] - 1, first + column[2] - 1)
      end
    else
      add(first, layout.last[i])
    end
  end
  return doc:layout(rows)
end

-- ---------------------------------------------------------------- prose

local STOP_INSIDE = regex("(?:\\p{Ll}{3}|\\d)[.!?][\"'”’)]*[\\s\\p{Zs}]+[\"'“‘(]*"
  .. "(?!Credit\\.\\.\\.)\\p{Lu}")
local IS_PROSE = {
  { least = SHORT, any = text.END | text.PAUSE },
  { least = 60, most = SHORT - 1, all = text.END },
  { most = 59, all = text.END | text.LOWER, least_words = 4 },
  { most = 59, all = text.END | text.OTHER, none = text.LOWER | text.UPPER, least_words = 4 },
  { least = 81, most = SHORT - 1, none = text.END, any = text.marks ".!?",
    match = STOP_INSIDE },
}
local IS_BULLET = { none = text.LARGE | text.SMALL,
  match = regex("^(?:[-*•·▪–—]|\\d{1,2}[.)])\\s") }

-- "# Title": a heading of Markdown; its marks are no part of the unit.
local HASHES = regex("^#{1,6}[\\s\\p{Zs}]+(?=[^#\\s])")
local MAY_BE_MARKED = { any = text.marks "#", match = HASHES }

local function cut_marks(doc, page)
  for _, i in ipairs(doc:pick(page, MAY_BE_MARKED)) do
    local _, last = HASHES:match(doc.text:sub(page.first[i], page.last[i]))
    page.first[i] = page.first[i] + last
  end
end

local function read(doc)
  local page = cut(doc, doc:layout())
  cut_marks(doc, page)
  doc:mark(page, PROSE, IS_PROSE)
  doc:mark(page, BULLET, IS_BULLET)
  page.text, page.texts = doc.text, {}
  page.kind, page.stamps, page.authors, page.dateline = {}, {}, {}, {}
  page.edge, page.tail, page.list, page.lone = {}, {}, {}, {}
  return page
end

return { read = read, text_of = text_of, SHORT = SHORT, PROSE = PROSE, BULLET = BULLET }
