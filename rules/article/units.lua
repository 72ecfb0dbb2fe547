-- rules/article/units.lua : the units of a page: paragraphs, or the columns of a line.
--
-- A page is what doc:layout gives (first, last, words and kinds of each unit) with what the
-- other files find out: kind, stamps, authors, dateline, edge, tail and lone of some units.
-- Most are lines of the story that say nothing of themselves: they stay numbers, asked all
-- at once by doc:pick, and a text is made only of those that are looked at.
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

local NAME_AND_BAR = regex("^(?:[Bb]y )?([^|•·]+?)\\s*[|•·]\\s*")

-- Where the name ends and the stamps begin in "Ann Day | April 1, 2022 | Updated: April 3,
-- 2022": the last byte of the one and of what stands between them.
local function stamps_behind_name(line)
  local first, last, name = NAME_AND_BAR:match(line)
  if first and bylines.is_name(name) and name:find(" ") and stamps.read(line:sub(last + 1)) then
    return #line:sub(1, last):match("^(.-)[%s|•·]*$"), last
  end
end

-- Those bytes of it, each line by itself.
local function add_lines(columns, line, first, last)
  while first <= last do
    local stop = line:find("\n", first, true) or last + 1
    stop = math.min(stop, last + 1)
    if stop > first then columns[#columns + 1] = { first, stop - 1 } end
    first = stop + 1
  end
end

local GAP = regex("\\s{3,}")

-- The columns of a short line, each its first and last byte in it: "By Ann Day   NOV. 9,
-- 2017"; nil when the whole of it is furniture or a stamp, or there are none.
local function columns_of(line, kinds, may_be_furniture)
  local dated = kinds & text.YEAR ~= 0
  local barred = dated and line:find("[|\226\194]") ~= nil
  if kinds & text.GAP == 0 and not barred or may_be_furniture and furniture.line(line)
      or dated and stamps.read(line) then
    return nil
  end
  if barred then
    local name_end, bar_end = stamps_behind_name(line)
    if name_end then return { { 1, name_end }, { bar_end + 1, #line } } end
  end
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
  { most = SHORT, all = text.YEAR, any = text.marks "|" | text.OTHER,
    match = regex "[|•·\n\v\f\r]" },
}

-- The layout with each row that has columns cut into them.
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

local STOP_INSIDE = regex("(?:\\p{Ll}{3}|\\d)[.!?][\"'”’)]*[\\s\\p{Zs}]+[\"'“‘(]*\\p{Lu}")
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

-- "# Title": a heading of Markdown, whose marks are no part of it.
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
  page.edge, page.tail, page.lone = {}, {}, {}
  return page
end

return { read = read, text_of = text_of, SHORT = SHORT, PROSE = PROSE, BULLET = BULLET }
