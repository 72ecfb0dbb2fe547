-- rules/article/judge.lua : what a unit shows itself to be, wherever it stands: a stamp, a
-- byline, furniture, a caption, a correction.  The cheap checks come first, since most units
-- are lines of the story.
local bylines, stamps = use "article/bylines", use "article/stamps"
local furniture, dateline = use "article/furniture", use "article/dateline"
local units = use "article/units"
local text_of, SHORT, PROSE = units.text_of, units.SHORT, units.PROSE

lexicon "credits" { file = "lexicons/credits.tsv" }
lexicon "outlets" { file = "lexicons/outlets.tsv" }
lexicon "corrections" { file = "lexicons/corrections.tsv" }
lexicon "notices" { file = "lexicons/notices.tsv" }

local LOWER, YEAR, CODE = text.LOWER, text.YEAR, text.CODE
local LETTER = text.UPPER | LOWER
local TAGS, SLASH = furniture.TAGS, text.marks "/"
local WORDS = LETTER | text.OTHER -- a unit without these has only digits and marks
local OPENS, CLOSES, CREDIT_MARKS = text.marks "(", text.marks ")", text.marks "([/:,"

-- ---------------------------------------------------------------- by pattern

-- The patterns for all units, and those for units that are not sentences.
local EVERYWHERE = {
  pattern [[ ^ f:@furniture ]],
  pattern [[ ^ "["? c:@credits(match=start) ]],
  pattern [[ ^ @corrections ]],
  pattern [[ @notices ]],
}
local IN_LINES = {
  furniture.BEGINS,
  pattern [[ @credits(match=any) ]],
  bylines.BY, bylines.DESK, bylines.DESK_END,
}
local LAST = 6 -- units; in these a notice anywhere in a sentence makes it furniture
local NOWHERE = { {}, {}, {}, {}, {}, numbers = {} } -- in the form that doc:matches returns

local LINES = { none = PROSE, most = SHORT }

-- Where the patterns match: name -> unit -> the first match there.  The units in which any
-- of them matches are added to the list `asked`.
local function find_hits(doc, page, asked)
  local every, lines = doc:matches(EVERYWHERE, page), doc:pick(page, LINES)
  local inner = lines[1] and doc:matches(IN_LINES, page, lines) or NOWHERE
  for _, i in ipairs(every.numbers) do asked[#asked + 1] = i end
  for _, i in ipairs(inner.numbers) do asked[#asked + 1] = i end
  return { start = every[1], credit = every[2], correction = every[3], any = every[4],
    furniture = inner[1], credits = inner[2], by = inner[3], desk = inner[4],
    desk_end = inner[5] }
end

-- The answer of furniture.line, called only if it may find something: in most lines it can't.
local function furniture_unit(page, i, hits)
  if furniture.may_be(page, page, i, hits.furniture[i]) then
    return furniture.line(text_of(page, i))
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

-- "Boats off Brek. File photo by Ola Zelten/NWS"
local PHOTO_BY = "[.”] (?:File )?[Pp]hotos? (?:by|courtesy of) (?:the )?\\p{Lu}[^:]{1,60}$"
local CREDIT_END = regex("\\(\\s?\\p{Lu}[^()/]{1,40}/\\s?\\p{Lu}[^()]{1,40}\\)\\W*$"
  .. "|\\(\\s?(?:Image|Photo|Picture|Pic|Credit|Supplied|Photograph)(?: by|:)\\s?\\p{Lu}[^()]{1,60}"
  .. "\\)$|[.”] \\p{Lu}\\p{Ll}+ \\p{Lu}\\p{Ll}+/ ?\\p{Lu}[\\p{L} ]{1,30}$"
  .. "|[.”] \\p{Lu}{2}[\\p{Lu} .'’-]*/ ?\\p{Lu}[\\p{L} ]{1,30}$"
  .. "|" .. PHOTO_BY:gsub(" ", "[\\s\\x{A0}]"))
-- "Boats off Brek. Credit: Fjord Press", "Boats off Brek Picture: Ola Zelten"
local CREDIT_BEHIND = regex("[\\p{L}.”|][ \\x{A0}](?:(?:Photo|Picture|Image)[ \\x{A0}]credit|Photo"
  .. "|Picture|Image|Credit|Photograph|Pic):[ \\x{A0}]?\\p{Lu}[^.:]{1,40}$")
local COLON = text.marks ":"
-- "Boats lie where the dam broke/NWS"
local AGENCY_ALONE = regex("^(?:[^\\p{Zs}]+\\p{Zs}){4}.*\\p{Ll}/\\p{Lu}{2,8}$")
-- "(NWS)", "(Fjord News: Ola Zelten)"
local AGENCY_END = regex("\\(([^():]{2,30})(?::\\p{Zs}?\\p{Lu}[^():]{3,30})?\\)$")

local function has_credit(page, i, hits)
  return hits.credit[i] ~= nil
    or page.kinds[i] & COLON ~= 0 and CREDIT_BEHIND:match(text_of(page, i)) ~= nil
end

local function is_caption(page, i, size, hits)
  local kinds = page.kinds[i]
  if kinds & CLOSES ~= 0 then
    local _, _, agency = AGENCY_END:match(text_of(page, i))
    if agency and (lexicons.agencies:get(agency) or agency:find "[ \xA0]News$"
        or lexicons.outlets:get(agency:match "%a*$")
        and text_of(page, i):find "[%a.]%([^()]*%)$") then
      return true -- "Boats off Brek.(The Bay Courier)"
    end
  end
  local prose, marked = kinds & PROSE ~= 0, kinds & CREDIT_MARKS ~= 0
  if not marked and (prose or size > 80) then return false end
  if has_credit(page, i, hits) or not prose and kinds & SLASH ~= 0
    and AGENCY_ALONE:match(text_of(page, i)) then
    return true
  end
  return kinds & (SLASH | CLOSES) ~= 0 and CREDIT_END:match(text_of(page, i)) ~= nil
    or not prose and hits.credits[i] ~= nil
end

-- ---------------------------------------------------------------- judging

-- A stamp: "March 14, 2022 07:50", "07:50", "3 hours ago".
local function is_stamp(page, i, size)
  local kinds = page.kinds[i]
  if size <= 120 and kinds & YEAR ~= 0 then
    page.stamps[i] = stamps.read(text_of(page, i))
    if page.stamps[i] then return true end
  end
  return size < 16 and kinds & text.DIGIT ~= 0 and stamps.is_time(text_of(page, i))
    or size < 40 and stamps.is_ago(text_of(page, i))
end

local PATH_MARKS = text.marks "/>|" | text.OTHER
-- "Home / Cities / Bridge shut", "News / Cities / Oslo / Bridge shut"
local PATH = regex("^(?:Home\\s*[/>»›|]\\s*\\S|(?:\\p{Lu}[\\p{L}&]*\\p{Zs}[/>»›]\\p{Zs}){2})")

-- The kind of a short line that is not a sentence, or nil.
local function kind_of_line(page, i, hits)
  local line = furniture_unit(page, i, hits)
  if line then
    page.tail[i], page.list[i] = line == "tail" or nil, line == "list" or nil
    return "boilerplate"
  end
  if has_credit(page, i, hits) then return "caption" end
  if furniture_start(i, hits) == "start" then return "boilerplate" end
  page.authors[i] = bylines.read(text_of(page, i), page.first[i], hits.by[i],
    hits.desk_end[i], hits.desk[i])
  return page.authors[i] and "byline"
end

local ANY_LETTER = regex("\\p{L}") -- in any script
local LINK = regex("^(?:@\\w+|https?://\\S+|www\\.\\S+|\\S+@\\S+\\.\\S+)$")

-- Some checks are made only for the first and last units.
local function kind_of(page, i, size, hits)
  local count, prose = #page.first, page.kinds[i] & PROSE ~= 0
  local outer = i <= 4 or i > count - 5
  if is_stamp(page, i, size) then return "posted" end
  if page.kinds[i] & WORDS == 0 and not prose and size <= SHORT then return "boilerplate" end
  if not prose and size <= SHORT and page.kinds[i] & PATH_MARKS ~= 0
    and PATH:match(text_of(page, i)) then
    return "boilerplate"
  end
  local kind = not prose and size <= 100 and kind_of_line(page, i, hits)
  if kind then return kind end
  if hits.correction[i] and (outer or not prose) then return "correction" end
  if size > SHORT then return nil end
  if not prose and (page.kinds[i] & LETTER == 0 and not ANY_LETTER:match(text_of(page, i))
      or page.words[i] == 1 and LINK:match(text_of(page, i))) then
    return "boilerplate"
  end
  if is_caption(page, i, size, hits) then return "caption" end
  if prose and i > count - LAST and hits.any[i] then return "boilerplate" end
  if prose and size > 120 and not outer then return nil end
  local start = furniture_start(i, hits)
  if start == "edge" then page.edge[i] = true end
  return start == "start" and "boilerplate" or nil
end

-- The units to look at: those with a mark or a shape that may identify them.
-- All others are lines of the story, or are judged by their place.
local LOOKED_AT = {
  { most = 120, any = YEAR, match = stamps.END },
  { most = SHORT, all = OPENS | CLOSES, match = AGENCY_END },
  { most = SHORT, any = SLASH | CLOSES, match = CREDIT_END },
  { none = PROSE, most = SHORT, all = SLASH, match = AGENCY_ALONE },
  { most = SHORT, any = COLON, match = CREDIT_BEHIND },
  { most = 15, any = text.DIGIT, match = stamps.TIME },
  { none = PROSE, most = 100, any = CODE | TAGS },
  { none = PROSE | LETTER, most = SHORT },
  { none = PROSE | LOWER, most = 40, match = regex "^-\\p{Zs}\\p{Lu}" },
  { none = PROSE | text.LARGE | text.SMALL, most = 100, all = OPENS, match = regex "^\\(" },
  { none = PROSE, most = SHORT, most_words = 1, match = LINK },
  { none = PROSE, most = 39, match = stamps.AGO },
  { none = PROSE | text.SMALL, any = text.marks "," | text.LOWER, most = 79,
    match = bylines.NAMED },
  { none = PROSE | text.SMALL, most = SHORT, any = PATH_MARKS, match = PATH },
}

local OLD_PICTURE = regex("^FILE ?[-–—] ?\\p{Lu}") -- "FILE - Boats lie off Brek, June 3, 2018."

-- "BERGEN, July 29, 2016 - By Inga Solheim": the authors after a dateline, or nil.
local function authors_behind(page, i)
  local rest = page.dateline[i] and page.kinds[i] & PROSE == 0
    and page.text:sub(page.dateline[i] + 1, page.last[i]):match("^%s*[Bb]y%s+(.+)$")
  return rest and bylines.read_authors(rest) or nil
end

-- Fills in kind, stamps, authors, dateline, edge, tail and list for the units that show them,
-- and sets told if any unit does.
local function judge(doc, page)
  local asked = doc:pick(page, LOOKED_AT)
  local picked = #asked
  local hits = find_hits(doc, page, asked)
  local dated = doc:pick(page, dateline.MAY_BE)
  for _, i in ipairs(dated) do
    page.dateline[i] = dateline.last_byte(page, i)
    page.told = page.told or page.dateline[i] ~= nil
  end
  if #asked > picked then table.sort(asked) end
  local before
  for _, i in ipairs(asked) do
    if i ~= before then
      page.kind[i] = kind_of(page, i, page.last[i] - page.first[i] + 1, hits)
      page.told = page.told or page.kind[i] ~= nil or page.edge[i]
    end
    before = i
  end
  for _, i in ipairs(dated) do
    local authors = authors_behind(page, i)
    if authors then page.kind[i], page.authors[i] = "byline", authors end
    if OLD_PICTURE:match(text_of(page, i)) then page.kind[i], page.told = "caption", true end
  end
end

return judge
