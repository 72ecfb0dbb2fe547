-- rules/article/judge.lua : what a unit says of itself, wherever it stands: a stamp, a
-- byline, furniture, a caption, a correction.  The cheap questions come first: most units
-- are lines of the story.
local bylines, stamps = use "article/bylines", use "article/stamps"
local furniture_line, dateline_end = use "article/furniture", use "article/dateline"
local units = use "article/units"
local text_of, SHORT = units.text_of, units.SHORT

lexicon "credits" { file = "lexicons/credits.tsv" }
lexicon "corrections" { file = "lexicons/corrections.tsv" }

local LETTER, DIGIT = text.UPPER | text.LOWER, text.DIGIT
local YEAR, CODE = text.YEAR, text.CODE
local TAGS, BRACKET, SLASH = text.marks "#@_", text.marks ")", text.marks "/"
local CREDIT_MARKS = text.marks "([/:,"

-- ---------------------------------------------------------------- by pattern

local SOUGHT = {
  start = pattern [[ ^ f:@furniture ]],
  whole = pattern [[ @furniture(match=whole|tail) ]],
  any = pattern [[ @furniture(match=any) ]],
  credit = pattern [[ ^ "["? c:@credits(match=start) ]],
  credits = pattern [[ @credits(match=any) ]],
  correction = pattern [[ ^ @corrections ]],
  by = bylines.BY, desk = bylines.DESK, desk_end = bylines.DESK_END,
}
local NAMES, PATTERNS = {}, {}
for name, sought in pairs(SOUGHT) do
  NAMES[#NAMES + 1], PATTERNS[#PATTERNS + 1] = name, sought
end

-- The units that each pattern matches in: name -> unit -> its first match there.
local function find_hits(doc, page)
  local hits = {}
  for k, found in ipairs(doc:matches(PATTERNS, page)) do hits[NAMES[k]] = found end
  return hits
end

-- What furniture_line says; lines in which no word is furniture are the rule.
local function furniture_unit(page, i, hits)
  local kinds = page.kinds[i]
  if hits.whole[i] or kinds & LETTER == 0 or kinds & (CODE | TAGS) ~= 0 then
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
  local last = page.text:byte(page.last[i])
  return (last == 111 or last == 79) and stamps.is_ago(text_of(page, i)) -- o O
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
  if prose and hits.any[i] and i > count - 6 then return "boilerplate" end
  if prose and size > 120 and not outer then return nil end
  local start = furniture_start(i, hits)
  page.edge[i] = start == "edge"
  return start == "start" and "boilerplate" or nil
end

-- Fill in kind, stamps, authors, dateline, edge and tail of the units that show theirs.
local function judge(doc, page)
  local hits = find_hits(doc, page)
  for i, first in ipairs(page.first) do
    local size = page.last[i] - first + 1
    if i <= 10 and size > 40 then page.dateline[i] = dateline_end(page, i) end
    page.kind[i] = kind_of(page, i, size, hits)
  end
end

return judge
