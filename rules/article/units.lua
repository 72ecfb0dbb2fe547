-- rules/article/units.lua : the units of a page: paragraphs, or single lines where the
-- lines are short, or the columns of a line.
--
-- A page is a table of lists, each by unit: first and last (bytes), words (how many), kinds
-- (what occurs: see text.marks), prose (is it running text?), bullet, and what the other
-- files find out: kind, stamps, authors, dateline, edge, tail, lone.  Most units are lines
-- of the story that say nothing of themselves: their text is made when it is asked for.
local furniture_line = use "article/furniture"
local bylines, stamps = use "article/bylines", use "article/stamps"

local NARROW = 45 -- bytes; narrower lines stand for themselves
local SHORT = 240 -- bytes; a longer unit is never furniture by its words
local LOWER, OTHER, YEAR, GAP = text.LOWER, text.OTHER, text.YEAR, text.GAP
local PAUSE, END, LETTER_FIRST = text.PAUSE, text.END, text.LARGE | text.SMALL
local BAR, STOPS = text.marks "|", text.marks ".!?"

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

-- The columns of a short line, each its first and last byte in it: "By Ann Day   NOV. 9,
-- 2017"; nil when the whole of it is furniture or a stamp, or there are none.
local function columns_of(line, kinds)
  local barred = kinds & YEAR ~= 0 and line:find("[|\226\194]") ~= nil
  if kinds & GAP == 0 and not barred or furniture_line(line)
      or kinds & YEAR ~= 0 and stamps.read(line) then
    return nil
  end
  if barred then
    local name_end, bar_end = stamps_behind_name(line)
    if name_end then return { { 1, name_end }, { bar_end + 1, #line } } end
  end
  local columns = {}
  local marked = line:gsub("%s%s%s+", function(gap) return ("\n"):rep(#gap) end)
  for from, part in marked:gmatch("()([^\n]+)") do
    columns[#columns + 1] = { from, from + #part - 1 }
  end
  return columns
end

local function add_row(page, first, last, words, kinds)
  local n = #page.first + 1
  page.first[n], page.last[n], page.words[n], page.kinds[n] = first, last, words, kinds
end

-- The rows with each that has columns cut into them.
local function cut(doc, rows)
  local columns, some = {}, false
  for i, kinds in ipairs(rows.kinds) do
    local first, last = rows.first[i], rows.last[i]
    if (kinds & GAP ~= 0 or kinds & YEAR ~= 0 and kinds & (BAR | OTHER) ~= 0)
        and last - first < SHORT then
      columns[i] = columns_of(doc.text:sub(first, last), kinds)
      some = some or columns[i] ~= nil
    end
  end
  if not some then return rows end
  local page = { first = {}, last = {}, words = {}, kinds = {} }
  for i, first in ipairs(rows.first) do
    for _, column in ipairs(columns[i] or {}) do
      local from, to = first + column[1] - 1, first + column[2] - 1
      add_row(page, from, to, doc:span(from, to):measure())
    end
    if not columns[i] then add_row(page, first, rows.last[i], rows.words[i], rows.kinds[i]) end
  end
  return page
end

-- ---------------------------------------------------------------- prose

local STOP_INSIDE = regex("(?:\\p{Ll}{3}|\\d)[.!?][\"'”’)]*\\s+[\"'“‘(]*\\p{Lu}")
local BULLET = regex("^(?:[-*•·▪–—]|\\d{1,2}[.)])\\s")

-- Is it running text?
local function is_prose(page, i, size, kinds)
  if size >= SHORT then return kinds & (END | PAUSE) ~= 0 end
  if size < 60 and (page.words[i] < 4 or kinds & LOWER == 0) then return false end
  return kinds & END ~= 0
    or size > 80 and kinds & STOPS ~= 0 and STOP_INSIDE:match(text_of(page, i)) ~= nil
end

local function read(doc)
  local page = cut(doc, doc:layout(NARROW))
  local first, last, prose, bullet = page.first, page.last, {}, {}
  page.text, page.texts, page.prose, page.bullet = doc.text, {}, prose, bullet
  for i, kinds in ipairs(page.kinds) do
    prose[i] = is_prose(page, i, last[i] - first[i] + 1, kinds)
    if kinds & LETTER_FIRST == 0 and BULLET:match(text_of(page, i)) then bullet[i] = true end
  end
  for _, name in ipairs { "kind", "stamps", "authors", "dateline", "edge", "tail", "lone" } do
    page[name] = {}
  end
  return page
end

return { read = read, text_of = text_of, SHORT = SHORT }
