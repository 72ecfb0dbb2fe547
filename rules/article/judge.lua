-- rules/article/judge.lua : what a unit says of itself, wherever it stands: a stamp, a
-- byline, furniture, a caption, a correction.  The cheap questions come first: most units
-- are lines of the story.
local bylines, stamps = use "article/bylines", use "article/stamps"
local furniture_line, dateline_end = use "article/furniture", use "article/dateline"
local units = use "article/units"
local text_of, SHORT = units.text_of, units.SHORT

lexicon "credits" { file = "lexicons/credits.tsv" }
lexicon "corrections" { file = "lexicons/corrections.tsv" }

local LETTER, DIGIT, SMALL = text.UPPER | text.LOWER, text.DIGIT, text.SMALL
local YEAR, CODE = text.YEAR, text.CODE
local TAGS, BRACKET, SLASH = text.marks "#@_", text.marks ")", text.marks "/"
local CREDIT_MARKS = text.marks "([/:,"
local TELLING = YEAR | TAGS | BRACKET | SLASH
local OPENS = text.marks "("
local O, OPEN = ("o("):byte(1, 2)

-- ---------------------------------------------------------------- by pattern

-- What is sought in all units, in those that are no sentences, and in the last ones; `as`:
-- the names of the patterns.
local EVERYWHERE = { as = { "start", "credit", "correction" },
  pattern [[ ^ f:@furniture ]],
  pattern [[ ^ "["? c:@credits(match=start) ]],
  pattern [[ ^ @corrections ]],
}
local IN_LINES = { as = { "furniture", "credits", "by", "desk", "desk_end" },
  pattern [[ ^ [!alpha]* @furniture(match=whole|tail) ]],
  pattern [[ @credits(match=any) ]],
  bylines.BY, bylines.DESK, bylines.DESK_END,
}
local AT_LAST = { as = { "any" }, pattern [[ @furniture(match=any) ]] }
local LAST = 6 -- units

-- The rows of some units (a list), for doc:matches.
local function rows_of(page, list)
  local rows = { first = {}, last = {} }
  for k, i in ipairs(list) do rows.first[k], rows.last[k] = page.first[i], page.last[i] end
  return rows
end

-- Add to hits where the patterns match in some units: name -> unit -> the first match
-- there; and to hits.some the units that one of them matches in.
local function find_in(doc, page, list, sought, hits)
  for k, matches in ipairs(doc:matches(sought, rows_of(page, list))) do
    local found = {}
    for j, match in pairs(matches) do
      found[list[j]] = match
      hits.some[list[j]] = true
    end
    hits[sought.as[k]] = found
  end
end

local function find_hits(doc, page)
  local hits, all, lines, last = { some = {} }, {}, {}, {}
  local count = #page.first
  for i, prose in ipairs(page.prose) do
    all[i] = i
    if not prose and page.last[i] - page.first[i] < SHORT then lines[#lines + 1] = i end
    if i > count - LAST then last[#last + 1] = i end
  end
  find_in(doc, page, all, EVERYWHERE, hits)
  find_in(doc, page, lines, IN_LINES, hits)
  find_in(doc, page, last, AT_LAST, hits)
  return hits
end

-- What furniture_line says; lines in which no word is furniture are the rule.
local function furniture_unit(page, i, hits)
  local kinds = page.kinds[i]
  if hits.furniture[i] or kinds & LETTER == 0 or kinds & (CODE | TAGS) ~= 0
      or kinds & OPENS ~= 0 and page.text:byte(page.first[i]) == OPEN then
    return furniture_line(text_of(page, i))
  end
end

local function furniture_start(i, hits)
  local m = hits.start[i]
  if not m then return nil end
  for _, entry in ipairs(m.f.entries) do
    if entry.match == "start" or entry.match == "edge" then return entry.match end
  end
end

-- ---------------------------------------------------------------- captions

local CREDIT_END = regex("\\([^()]{2,40}/[^()]{2,40}\\)\\W*$")
local AGENCY_END = regex("\\(([^()]{2,30})\\)$")

local function is_caption(page, i, size, hits)
  local kinds = page.kinds[i]
  if kinds & BRACKET ~= 0 then
    local _, _, agency = AGENCY_END:match(text_of(page, i))
    if agency and lexicons.agencies:get(agency) then return true end
  end
  local prose, marked = page.prose[i], kinds & CREDIT_MARKS ~= 0
  if not marked and (prose or size > 80) then return false end
  if hits.credit[i] then return true end
  return kinds & SLASH ~= 0 and CREDIT_END:match(text_of(page, i)) ~= nil
    or not prose and hits.credits[i] ~= nil
end

-- ---------------------------------------------------------------- judging

-- A stamp: "March 14, 2022 07:50", "07:50", "3 hours ago".
local function is_stamp(page, i, size)
  local kinds = page.kinds[i]
  if size <= 120 and kinds & DIGIT ~= 0 then
    if kinds & YEAR ~= 0 then page.stamps[i] = stamps.read(text_of(page, i)) end
    if page.stamps[i] or size < 16 and stamps.is_time(text_of(page, i)) then return true end
  end
  if size >= 40 then return false end
  local last = page.text:byte(page.last[i]) | 32 -- as a small letter
  return last == O and stamps.is_ago(text_of(page, i))
end

-- Kind of a short line that is no sentence, or nil.
local function kind_of_line(page, i, hits)
  local line = furniture_unit(page, i, hits)
  if line then
    page.tail[i] = line == "tail"
    return "boilerplate"
  end
  if hits.credit[i] then return "caption" end
  if furniture_start(i, hits) == "start" then return "boilerplate" end
  page.authors[i] = bylines.read(text_of(page, i), page.first[i], hits.by[i],
    hits.desk_end[i], hits.desk[i])
  return page.authors[i] and "byline"
end

local LINK = regex("^(?:https?://\\S+|www\\.\\S+|\\S+@\\S+\\.\\S+)$")

-- Of the first and last units some things are asked that are not of those between.
local function kind_of(page, i, size, hits)
  local count, prose = #page.first, page.prose[i]
  local outer = i <= 4 or i > count - 5
  if is_stamp(page, i, size) then return "posted" end
  local kind = not prose and size <= 100 and kind_of_line(page, i, hits)
  if kind then return kind end
  if hits.correction[i] and (outer or not prose) then return "correction" end
  if size > SHORT then return nil end
  if not prose and (page.kinds[i] & LETTER == 0
      or page.words[i] == 1 and LINK:match(text_of(page, i))) then
    return "boilerplate"
  end
  if is_caption(page, i, size, hits) then return "caption" end
  if prose and hits.any[i] then return "boilerplate" end
  if prose and size > 120 and not outer then return nil end
  local start = furniture_start(i, hits)
  page.edge[i] = start == "edge"
  return start == "start" and "boilerplate" or nil
end

-- A line of the story as most are: no word in it is sought, nor has it a mark or a shape
-- that something is known by.  (An e-mail address is a tag; a byline begins with a capital
-- letter; "ago" ends no sentence.)
local function is_plain(page, i, size, some)
  local kinds = page.kinds[i]
  if some[i] or kinds & TELLING ~= 0 then return false end
  if page.prose[i] then return size >= 16 or kinds & DIGIT == 0 end
  return kinds & SMALL ~= 0 and kinds & (DIGIT | CODE) == 0 and page.words[i] > 1
    and (size >= 40 or page.text:byte(page.last[i]) | 32 ~= O)
end

-- Fill in kind (or false), stamps, authors, dateline, edge and tail of the units that show
-- theirs.
local function judge(doc, page)
  local hits, kind = find_hits(doc, page), page.kind
  local some = hits.some
  for i, first in ipairs(page.first) do
    local size = page.last[i] - first + 1
    if i <= 10 and size > 40 then page.dateline[i] = dateline_end(page, i) end
    kind[i] = not is_plain(page, i, size, some) and kind_of(page, i, size, hits) or false
  end
end

return judge
