-- rules/article.lua : what a page of news is made of, from its text alone.
--
-- The text is cut into units: paragraphs, or single lines where the lines are
-- short.  Each unit is first judged by what it says (a stamp, a byline, page
-- furniture, a caption, a correction), then by where it stands: above the
-- story, in it, or below it.  Word lists are lexicons; layout is decided here.

lexicon "furniture" { file = "lexicons/furniture.tsv" }
lexicon "stamps" { file = "lexicons/stamps.tsv" }
lexicon "bylines" { file = "lexicons/bylines.tsv" }
lexicon "outlets" { file = "lexicons/outlets.tsv" }
lexicon "desks" { file = "lexicons/desks.tsv" }
lexicon "agencies" { file = "lexicons/agencies.tsv" }
lexicon "credits" { file = "lexicons/credits.tsv" }
lexicon "corrections" { file = "lexicons/corrections.tsv" }
lexicon "months" { file = "lexicons/months.tsv" }
lexicon "weekdays" { file = "lexicons/weekdays.tsv" }
lexicon "timezones" { file = "lexicons/timezones.tsv" }

local SHORT = 240 -- bytes; a longer unit is never furniture by its words
local LETTER = text.UPPER | text.LOWER
local LOWER, DIGIT, PUNCT = text.LOWER, text.DIGIT, text.PUNCT
local YEAR, GAP, CODE = text.YEAR, text.GAP, text.CODE

-- ---------------------------------------------------------------- spaces

-- The spaces of Unicode that are no ASCII.
local SPACE = { ["\u{A0}"] = true, ["\u{202F}"] = true, ["\u{205F}"] = true,
    ["\u{3000}"] = true }
for code = 0x2000, 0x200A do SPACE[utf8.char(code)] = true end

-- The text with each of them as `plain`: one space, or with as_long as many as it has
-- bytes, so that offsets stay.
local function spaced(text, as_long)
  if not text:find("[\194\226\227]") then return text end
  return (text:gsub("[\194\226\227][\128-\191]+", function(character)
    return SPACE[character] and (as_long and (" "):rep(#character) or " ")
  end))
end

-- ---------------------------------------------------------------- stamps

local MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.*"
local DATES = {
  -- each with the order of its groups
  { regex("\\b" .. MONTH .. "\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})\\b", "i"),
      "mdy" },
  { regex("\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+" .. MONTH .. ",?\\s+(\\d{4})\\b", "i"),
      "dmy" },
  { regex("\\b(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)"), "ymd" },
  { regex("\\b(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})\\b"), "either" },
}
local MONTHS = {
  jan = 1, feb = 2, mar = 3, apr = 4, may = 5, jun = 6,
  jul = 7, aug = 8, sep = 9, oct = 10, nov = 11, dec = 12,
}
local CLOCK = "(\\d{1,2})(?:[:.h](\\d\\d)(?::\\d\\d)?)?\\s*([apAP]\\.?[mM]\\.?)?"
local ZONE = "(?:\\s*\\(?[A-Z]{1,4}T?\\)?)?"
local TIME_AFTER = regex("^(?:T|[\\s,|·•–—-]*(?:at\\s+)?)" .. CLOCK .. ZONE
    .. "(?![\\d/])")
local TIME_BEFORE = regex("\\b" .. CLOCK .. ZONE .. "[\\s,|]*(?:on\\s+)?$", "i")
local ZONE_AFTER = regex("^\\s*(?:\\(?(?:[A-Z]{2,4}|Z|local time)\\)?"
  .. "|[+-]\\d\\d:?\\d\\d)(?![A-Za-z])")

local function month_number(word)
  return MONTHS[word:sub(1, 3):lower()]
end

-- "mdy" and three groups -> year, month, day
local function in_order(order, a, b, c)
  if order == "mdy" then return tonumber(c), month_number(a), tonumber(b) end
  if order == "dmy" then return tonumber(c), month_number(b), tonumber(a) end
  a, b, c = tonumber(a), tonumber(b), tonumber(c)
  if order == "ymd" then return a, b, c end
  if a > 12 then return c, b, a end -- 14/03/2022
  return c, a, b
end

local function valid(year, month, day)
  return year >= 1700 and year <= 2199 and month >= 1 and month <= 12
    and day >= 1 and day <= 31
end

-- The leftmost whole date at or behind `init`: first, last, "2022-03-14".
local function find_date(text, init)
  local best, found
  for _, form in ipairs(DATES) do
    local first, last, a, b, c = form[1]:match(text, init)
    if first and (not best or first < best) then
      local year, month, day = in_order(form[2], a, b, c)
      if valid(year, month, day) then
        best = first
        found = { last, ("%04d-%02d-%02d"):format(year, month, day) }
      end
    end
  end
  if best then return best, found[1], found[2] end
end

-- "4", "12", "p.m." -> "16:12"; nil when it is no time of day
local function clock(hour, minute, half)
  hour = tonumber(hour)
  if not minute and not half then return nil end
  if half then
    if hour < 1 or hour > 12 then return nil end
    hour = hour % 12 + (half:lower():sub(1, 1) == "p" and 12 or 0)
  end
  minute = tonumber(minute or 0)
  if hour > 23 or minute > 59 then return nil end
  return ("%02d:%02d"):format(hour, minute)
end

-- The time of day that touches the date first..last: its first and last byte
-- together with the date's, and "16:12" or nil.
local function with_time(text, from, first, last)
  local behind = text:sub(last + 1)
  local _
  local f, l, hour, minute, half = TIME_AFTER:match(behind)
  local time = f and clock(hour, minute, half)
  if time then
    last = last + l
  else
    f, _, hour, minute, half = TIME_BEFORE:match(text:sub(from, first - 1))
    time = f and clock(hour, minute, half)
    if time then first = from + f - 1 end
  end
  if time then
    f, l = ZONE_AFTER:match(text:sub(last + 1))
    if f then last = last + l end
  end
  return first, last, time
end

-- What stands before a date: "posted", "updated", or nil when it is no stamp.
local function stamp_kind(lead)
  lead = lead:gsub("%a+", function(word)
    if lexicons.weekdays:get(word) then return "" end
  end)
  lead = lead:gsub("^[%s%p]+", ""):gsub("[%s%p]+$", ""):gsub("%s+", " ")
  if lead == "" then return "posted" end
  local entry = lexicons.stamps:get(lead)
  return entry and entry.kind
end

-- "Posted March 14, 2022 07:50 | Updated ..." -> list of {kind, first, last,
-- value}; nil when the line says anything else.
local function read_stamps(text)
  local list, from = {}, 1
  text = spaced(text, true)
  while true do
    local first, last, value = find_date(text, from)
    if not first then break end
    local start, stop, time = with_time(text, from, first, last)
    local kind = stamp_kind(text:sub(from, start - 1))
    if not kind then return nil end
    local lead = text:match("^[%s%p]*()", from)
    list[#list + 1] = {
      kind = kind, first = math.min(lead, start), last = stop,
      value = time and value .. "T" .. time or value,
    }
    from = stop + 1
  end
  if #list == 0 or text:find("%w", from) then return nil end
  return list
end

local TIME_ONLY = regex("^" .. CLOCK .. ZONE .. "$", "i")

-- A line with nothing but a time of day, as a live ticker has.
local function is_time(text)
  local first, _, hour, minute, half = TIME_ONLY:match(text)
  return first and clock(hour, minute, half) ~= nil
end

local AGO = regex("^(?:(?:updated|posted|published) )?(?:\\d+|an?|one) ?"
  .. "(?:min|mins|minutes?|h|hrs?|hours?|days?|weeks?|months?)\\.? ago$", "i")

-- ---------------------------------------------------------------- bylines

local EMAIL = regex("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+")
local NAME_WORD = "(?:\\p{Lu}[\\p{L}.'’-]*|d[aeiu]|de la|del|van|von|der|den"
  .. "|bin|al|el|la|le|ten|ter|y)"
local NAME = regex("^\\p{Lu}[\\p{L}.'’-]*(?: " .. NAME_WORD .. "){0,4}$")
local BY = pattern [[ ^ by:@bylines ]]
local DESK_END = pattern [[ [cap] [cap] ","? d:@desks $ ]]
local DESK = pattern [[ @desks | @agencies | @outlets ]]

local function is_name(text)
  text = spaced(text)
  local first = NAME:match(text)
  return first and (text:find(" ") or not lexicons.agencies:get(text)) and true
end

-- JAMES O'HARA -> James O'Hara; a name with small letters stays.
local function title_case(name)
  if name ~= name:upper() or not name:find("%u%u") then return name end
  return (name:gsub("[^%s'’-]+", function(word)
    local head = word:match("^[\1-\127\194-\244][\128-\191]*")
    return head .. text.fold(word:sub(#head + 1))
  end))
end

-- "Science Correspondent", "Reuters", "The Bay Courier"
local function is_desk(part)
  part = part:gsub("^[Tt]he ", "")
  return lexicons.desks:get(part) or lexicons.agencies:get(part)
    or lexicons.outlets:get(part:match("%a+$") or "")
end

-- "Kim Lee in Seoul and Ann Day, Staff Writer" -> { "Kim Lee", "Ann Day" };
-- nil when a part is neither a name nor a desk.
local function read_authors(line)
  local authors = {}
  line = spaced(line):gsub("·", "|"):gsub("•", "|"):gsub("%s+and%s+", ", ")
    :gsub("%s*[&;|/]%s*", ", ")
  for part in line:gmatch("[^,]+") do
    part = part:gsub("^%s+", ""):gsub("%s+$", "")
    local name = part:gsub("%s+in%s+%u.*$", ""):gsub("%s+at%s+%u.*$",
        ""):gsub("%s+for%s+.*$", "")
    if part == "" or is_desk(part) or is_desk(name) then
      name = nil
    elseif not is_name(name) or #authors > 0 and not name:find(" ") then
      if #authors > 0 then break end
      return nil
    end
    if name then authors[#authors + 1] = title_case(name) end
  end
  return authors
end

local REPORTS = regex("^(.+?),? (?:reports|reporting|writes) from \\p{Lu}[\\p{L}'’ -]+$")

-- "Ann Day, The Bay Courier", "Ann Day for The Times", "Ann Day reports from Oslo": the
-- name, or nil.
local function name_before(line)
  local first, _, name = REPORTS:match(line)
  if first then return is_name(name) and name end
  local rest
  name, rest = line:match("^([^,|]+),%s*(.+)$")
  if not name then name, rest = line:match("^(.+) for (%u.+)$") end
  return name and is_name(name) and name:find(" ") and is_desk(rest) and name
end

-- A line that says of itself that it is a byline: "By Ann Day, Agency",
-- "Ann Day ann@paper.com".  List of authors (perhaps empty) or nil.
local function read_byline(unit, i, hits)
  local line = unit.text
  local first, last
  if line:find("@", 1, true) then first, last = EMAIL:match(line) end
  if first then
    local rest = line:sub(1, first - 1) .. line:sub(last + 1)
    rest = rest:gsub("^[%s%p]+", ""):gsub("[%s%p]+$", "")
    local authors = read_authors(rest:gsub("^[Bb]y%s+", ""))
    if authors and #authors > 0 then return authors end
  end
  local by = hits.by[i]
  local desk = not by and unit.size < 80 and hits.desk_end[i]
  if desk then
    local name = spaced(line:sub(1, desk.d.first - unit.first))
      :gsub("[%s,|]+$", "")
    if is_name(name) then return { title_case(name) } end
  end
  if not by then
    local name = unit.size < 80 and name_before(spaced(line))
    if name then return { title_case(name) } end
    return hits.desk[i] and is_desk(line) and not lexicons.furniture:get(line) and {} or nil
  end
  local rest = line:sub(by.last - unit.first + 2):gsub("^[%s:]+", "")
  if rest:find("[.!?]$") and not rest:find(" %u%.$") then return nil end
  return read_authors(rest)
end

-- ---------------------------------------------------------------- units

local SENTENCE_END = regex("[.!?…][\"'”’»)\\]]*$")
local STOP_INSIDE = regex("(?:\\p{Ll}{3}|\\d)[.!?][\"'”’)]*\\s+[\"'“‘(]*\\p{Lu}")
local BULLET = regex("^(?:[-*•·▪–—]|\\d{1,2}[.)])\\s")

-- How many words a text has, counted up to `most`.
local function words_in(text, most)
  local n = 0
  for _ in text:gmatch("%S+") do
    n = n + 1
    if n >= most then break end
  end
  return n
end

-- Does it end like a sentence, closing quotation marks apart?
local function ends_sentence(text)
  local last = text:byte(-1)
  if last == 46 or last == 33 or last == 63 then return true end -- . ! ?
  if last < 128 and last ~= 34 and last ~= 39 and last ~= 41 and last ~= 93 then
    return false
  end
  return SENTENCE_END:match(text) ~= nil
end

-- Is it running text?  And does it end like a sentence?
local function is_prose(text, words, kinds)
  local stops = ends_sentence(text)
  if #text >= SHORT then return stops or text:find("[%.,!?]%s") ~= nil, stops end
  if #text < 60 and (words < 4 or kinds & LOWER == 0) then return false, stops end
  return stops or #text > 80 and STOP_INSIDE:match(text) ~= nil, stops
end

local function furniture_of(phrase)
  local found
  for _, entry in ipairs(lexicons.furniture:all(phrase)) do
    if entry.match == "tail" then return "tail" end
    if entry.match == "whole" then found = "whole" end
  end
  return found
end

-- Is every part of the line furniture?  "Share   Tweet   Print" -> "whole"
local function furniture_line(line)
  line = line:gsub("^%b()%s+", "") -- "(Yonhap Feature) Go to contents"
  local whole = furniture_of((line:gsub("^[%s%p]+", ""):gsub("[%s%p]+$", "")))
  if whole then return whole end
  local marked = spaced(line):gsub("·", "|"):gsub("•", "|")
    :gsub("%s%s+", "\n"):gsub("%s*[|/>]%s*", "\n")
  local parts = 0
  for part in marked:gmatch("[^\n]+") do
    parts = parts + 1
    part = part:gsub("^[%s%p%d]+", ""):gsub("[%s%p%d]+$", "")
    if part ~= "" and not furniture_of(part) then return nil end
  end
  return parts > 1 and "whole" or nil
end

local function is_letter(byte)
  return byte >= 65 and byte <= 90 or byte >= 97 and byte <= 122
end

local function add_unit(units, span, text, words, kinds)
  local prose, stops = is_prose(text, words, kinds)
  local first, size = span.first, #text
  units[#units + 1] = {
    span = span, first = first, last = first + size - 1, text = text, size = size,
    words = words, kinds = kinds, prose = prose, stops = stops,
    bullet = not is_letter(text:byte(1)) and BULLET:match(text) ~= nil,
  }
end

local BAR = regex("^(?:[Bb]y )?([^|•·]+?)\\s*[|•·]\\s*")

-- Where the stamps begin in "Ann Day | April 1, 2022 | Updated: April 3, 2022".
local function stamps_behind_name(text)
  local first, last, name = BAR:match(text)
  if first and is_name(name) and name:find(" ") and read_stamps(text:sub(last + 1)) then
    return #text:sub(1, last):match("^(.-)[%s|•·]*$"), last
  end
end

-- Cut a short line where it has columns ("By Ann Day   NOV. 9, 2017"), unless
-- the whole of it is furniture or a stamp.
local function add_columns(doc, units, span)
  local text, words, kinds = span.text, span:measure()
  local barred = kinds & YEAR ~= 0 and #text <= SHORT
      and text:find("[|\226\194]") ~= nil
  if #text > SHORT or kinds & GAP == 0 and not barred
      or furniture_line(text) or kinds & YEAR ~= 0 and read_stamps(text) then
    return add_unit(units, span, text, words, kinds)
  end
  local first = span.first
  local name_end, bar_end = nil, nil
  if barred then name_end, bar_end = stamps_behind_name(text) end
  if name_end then
    for _, column in ipairs { doc:span(first, first + name_end - 1),
      doc:span(first + bar_end, first + #text - 1) } do
      add_unit(units, column, column.text, column:measure())
    end
    return
  end
  local marked = text:gsub("%s%s%s+", function(gap) return ("\n"):rep(#gap) end)
  for from, part in marked:gmatch("()([^\n]+)") do
    local column = doc:span(first + from - 1, first + from + #part - 2)
    add_unit(units, column, column.text, column:measure())
  end
end

-- The lines of a paragraph when short ones show that each stands for itself.
local function stacked_lines(doc, paragraph)
  local lines, short, before = {}, false, nil
  for line, width in doc:lines(paragraph) do
    lines[#lines + 1] = line
    short = short or before and before < 45 -- the last line is short anyway
    before = width
  end
  return short and lines
end

local function read_units(doc)
  local units = {}
  for p in doc:paragraphs() do
    local lines = p.text:find("\n", 1, true) and stacked_lines(doc, p)
    for _, line in ipairs(lines or { p }) do add_columns(doc, units, line) end
  end
  return units
end

-- ---------------------------------------------------------------- dateline

local PLACE = "\\p{Lu}[\\p{Lu}.'’ -]*\\p{Lu}\\.?"
local REST = "(?:,? [\\p{L}. ]{2,30})?"
local DAY = "(?:[,;/]? ?\\(?(?:[A-Z][a-z]{2,8}\\.? \\d{1,2}"
  .. "|\\d{1,2} [A-Z][a-z]{2,8}\\.?)(?:, \\d{4})?\\)?)?"
local WIRE = "(?:[,;]? ?(?:\\([^()]{2,40}\\)|/[^/]{2,40}/))?"
local DASH = " ?(?:—|–|--+|-(?= )|:(?= )) ?"
local DATELINE = regex("^(?:" .. PLACE .. REST .. "|\\p{Lu}\\p{Ll}+(?= [(/]))" .. WIRE
  .. "(?:" .. DASH .. ")?" .. DAY .. WIRE .. DASH)
local CREDIT_TAIL = regex("\\s*\\((?:Additional )?"
  .. "(?:Reporting|Writing|Editing|Compiled) by [^()]*\\)\\s*$")

-- Where byte `at` of the text with plain spaces stands in the text itself.
local function in_text(text, at)
  for found, character in text:gmatch("()([\194\226\227][\128-\191]+)") do
    if found > at then break end
    if SPACE[character] then at = at + #character - 1 end
  end
  return at
end

-- The dateline of the first paragraph: its last byte with the dash, or nil.
local function dateline_end(unit)
  local text = unit.text
  if not text:find("^%u%u") and not text:find("^[%u\194-\244][^ ]+ ?[(/%u\194-\244]") then
    return nil
  end
  local head = spaced((text:sub(1, 160):gsub("[\194-\244][\128-\191]*$", "")))
  local first, last = DATELINE:match(head)
  last = last and in_text(unit.text, last)
  if not first or last >= unit.size then return nil end
  if not unit.prose and unit.text:find("^[^%-]*:%s", 1) and last < 20 then return nil end
  local lead = unit.text:sub(1, last)
  if lead:find("[!?]") or words_in(lead, 11) > 10 then return nil end
  return unit.first + last - 1
end

-- ---------------------------------------------------------------- by words

local START = pattern [[ ^ f:@furniture ]]
local WHOLE = pattern [[ @furniture(match=whole|tail) ]]
local CREDIT_START = pattern [[ ^ "["? c:@credits(match=start) ]]
local CREDIT_ANY = pattern [[ @credits(match=any) ]]
local CREDIT_END = regex("\\([^()]{2,40}/[^()]{2,40}\\)\\W*$")
local ANY = pattern [[ @furniture(match=any) ]]
local CORRECTION = pattern [[ ^ @corrections ]]

-- The matches of a pattern in the last n spans, at their places among all.
local function last_hits(doc, wanted, spans, n)
  local from, last, hits = math.max(0, #spans - n), {}, {}
  for i = from + 1, #spans do last[#last + 1] = spans[i] end
  local found = doc:matches(wanted, last)
  for i = 1, #last do hits[from + i] = found[i] end
  return hits
end

-- Where the units say what they are: by pattern, at i the match in unit i.
local function find_hits(doc, units)
  local spans = {}
  for i, unit in ipairs(units) do spans[i] = unit.span end
  return {
    start = doc:matches(START, spans), whole = doc:matches(WHOLE, spans),
    credit = doc:matches(CREDIT_START, spans), credits = doc:matches(CREDIT_ANY, spans),
    by = doc:matches(BY, spans), desk = doc:matches(DESK, spans),
    desk_end = doc:matches(DESK_END, spans), correction = doc:matches(CORRECTION, spans),
    any = last_hits(doc, ANY, spans, 6),
  }
end

-- What furniture_line says; lines in which no word is furniture are the rule.
local function furniture_unit(unit, i, hits)
  local kinds = unit.kinds
  if hits.whole[i] or kinds & LETTER == 0 or kinds & CODE ~= 0
      or kinds & PUNCT ~= 0 and unit.text:find("[#@_]") then
    return furniture_line(unit.text)
  end
end

local function furniture_start(i, hits)
  local m = hits.start[i]
  if not m then return nil end
  for _, entry in ipairs(m.f.entries) do
    if entry.match == "start" or entry.match == "edge" then return entry.match end
  end
end

local AGENCY_END = regex("\\(([^()]{2,30})\\)$")

local function is_caption(unit, i, hits)
  local text = unit.text
  if text:byte(-1) == 41 then -- )
    local _, _, agency = AGENCY_END:match(text)
    if agency and lexicons.agencies:get(agency) then return true end
  end
  local marked = unit.kinds & PUNCT ~= 0 and text:find("[%(%[/:,]") ~= nil
  if not marked and (unit.prose or unit.size > 80) then return false end
  if hits.credit[i] then return true end
  return marked and text:find("/", 1, true) and CREDIT_END:match(text) ~= nil
    or not unit.prose and hits.credits[i] ~= nil
end

local LINK = regex("^(?:https?://\\S+|www\\.\\S+|\\S+@\\S+\\.\\S+)$")

-- What a short unit says of itself, wherever it stands.  The cheap questions
-- come first: most units are sentences of the story.
local function judge(unit, i, count, hits)
  local text, size, kinds = unit.text, unit.size, unit.kinds
  local outer = i <= 4 or i > count - 5
  if i <= 10 and size > 40 then unit.dateline = dateline_end(unit) end
  if size <= 120 and kinds & DIGIT ~= 0 then
    if kinds & YEAR ~= 0 then unit.stamps = read_stamps(text) end
    if unit.stamps or size < 16 and is_time(text) then unit.kind = "posted" return end
  end
  local last = text:byte(-1)
  if size < 40 and (last == 111 or last == 79) -- ago
      and AGO:match(spaced(text)) then
    unit.kind = "posted"
    return
  end
  if size <= 100 and not unit.prose then
    local line = furniture_unit(unit, i, hits)
    if line then
      unit.kind, unit.tail = "boilerplate", line == "tail"
      return
    end
    if hits.credit[i] then unit.kind = "caption" return end
    if furniture_start(i, hits) == "start" then unit.kind = "boilerplate" return end
    unit.authors = read_byline(unit, i, hits)
    if unit.authors then unit.kind = "byline" return end
  end
  if (outer or not unit.prose) and hits.correction[i] then
    unit.kind = "correction"
    return
  end
  if size > SHORT then return end
  if not unit.prose
      and (kinds & LETTER == 0 or unit.words == 1 and LINK:match(text)) then
    unit.kind = "boilerplate"
    return
  end
  if is_caption(unit, i, hits) then unit.kind = "caption" return end
  if unit.prose and hits.any[i] then
    unit.kind = "boilerplate"
    return
  end
  if unit.prose and size > 120 and not outer then return end
  local start = furniture_start(i, hits)
  if start == "start" then unit.kind = "boilerplate" end
  unit.edge = start == "edge"
end

-- ---------------------------------------------------------------- by place

local function is_story(unit)
  return not unit.kind and (unit.prose or unit.bullet or unit.dateline) and not unit.edge
end

-- A byline or a stamp soon behind unit i: then i still stands above the story.
local function head_goes_on(units, i)
  local prose = 0
  for j = i + 1, math.min(i + 4, #units) do
    local unit = units[j]
    if unit.kind == "byline" or unit.stamps then return true end
    if is_story(unit) then
      prose = prose + 1
      if prose > 1 then return false end
    end
  end
  return false
end

-- Does a sentence end in it?  Mostly it does so at its end.
local function has_stop(text)
  return text:sub(-6):find("%l[.!?]") ~= nil or text:find("%l[.!?]") ~= nil
end

-- First and last unit of the story, or nil.
local function find_story(units)
  local first, last
  for i, unit in ipairs(units) do
    if first and unit.stops and not unit.kind and not unit.edge
        and has_stop(unit.text) then
      last = i
    elseif is_story(unit) and (first or unit.size > SHORT
        or not head_goes_on(units, i)) then
      first = first or i
      last = i
    elseif first and unit.tail and i > #units / 3 then
      break
    end
  end
  return first, last
end

-- Without any sentence: all that has no kind, but for a headline on top.
local function find_lines(units)
  local first, last
  for i, unit in ipairs(units) do
    if not unit.kind then
      first = first or i
      last = i
    end
  end
  if not first then return nil end
  return first < last and first + 1 or first, last
end

local function is_label(unit, units, i)
  local following = units[i + 1]
  return unit.text == unit.text:upper() and words_in(unit.text, 4) <= 3 and following
    and not following.kind and not is_story(following)
end

-- The headline among the units above the story: one that is printed twice,
-- else the first of four words or more, of three, of any.
local function find_headline(units, first)
  local seen, best, most = {}, nil, 0
  for i = 1, first - 1 do
    local unit = units[i]
    if not unit.kind and not unit.edge and not is_label(unit, units, i) then
      local folded = text.fold(unit.text)
      local twin = seen[folded]
      if twin then return units[twin].kinds & LOWER == 0 and i or twin end
      seen[folded] = i
      local words = words_in(unit.text, 4)
      if words > most and not (words < 4 and most >= 3) then best, most = i, words end
    end
  end
  return best
end

-- "Maria Lindqvist" alone, beside a stamp or another byline.
local function is_bare_byline(units, i, first)
  local unit, beside = units[i], units[i + 1] and units[i + 1].kind
  if not is_name(unit.text) or not spaced(unit.text):find(" ") then
    return false
  end
  if words_in(unit.text, 5) > 4 then return false end
  return beside == "posted" or beside == "byline"
    or i + 2 < first and units[i + 2].kind == "posted"
end

local function settle_head(units, first)
  local at = find_headline(units, first)
  local headline = at and units[at]
  for i = 1, first - 1 do
    local unit, before = units[i], units[i - 1]
    if unit.kind then
      if unit.authors and #unit.authors == 0 and at and i < at then
        unit.kind = "boilerplate"
      end
      unit.lone = unit.kind == "caption" and unit.text:find("[,:]$") ~= nil
    elseif headline
        and (i == at or text.fold(unit.text) == text.fold(headline.text)) then
      unit.kind = "headline"
    elseif before and before.lone then
      unit.kind = "caption"
    elseif unit.edge or not at or i < at then
      unit.kind = "boilerplate"
    elseif i + 1 == first and unit.text:find("[:,]$") and words_in(unit.text, 7) <= 6 then
      unit.kind = "body"
    elseif is_bare_byline(units, i, first) then
      unit.kind, unit.authors = "byline", { title_case(unit.text) }
    else
      unit.kind = "subhead"
    end
  end
  return headline
end

-- The outlet's name below an author's is part of the byline.
local function settle_outlets(units, first)
  for i = 2, first - 1 do
    local unit, before = units[i], units[i - 1]
    if unit.kind == "byline" and before.kind == "byline" and before.authors[1] then
      if i < first - 1 or #before.authors > 0 then unit.authors = {} end
    end
  end
end

-- A line between two parts of the story that names what follows.
local function is_crosshead(unit)
  return not unit.stops and not unit.text:find("[,:;]$")
      and not unit.text:find("^[\"'“‘%l]")
    and words_in(unit.text, 10) < 10
end

local function settle_story(units, first, last)
  for i = first, last do
    local unit, before = units[i], units[i - 1]
    if unit.kind then
      unit.lone = unit.kind == "correction" and not unit.stops
    elseif before and before.lone then
      unit.kind = "correction"
    elseif is_story(unit) or not unit.edge and not is_crosshead(unit) or unit.prose
        and i > first and i < last then
      unit.kind = "body"
    else
      unit.kind = unit.edge and "boilerplate" or "subhead"
    end
  end
end

-- Below the story: a signature, corrections, everything else is furniture.
local function settle_tail(units, last, signed)
  for i = last + 1, #units do
    local unit, before = units[i], units[i - 1]
    if unit.kind == nil and before.kind == "correction" and not before.prose then
      unit.kind = "correction"
    elseif unit.kind == nil and not signed and i == last + 1 and is_name(unit.text)
      and words_in(unit.text, 5) <= 4 and unit.text:find(" ") then
      unit.kind, unit.authors, signed = "byline", { title_case(unit.text) }, true
    elseif unit.kind == nil then
      unit.kind = "boilerplate"
    end
  end
end

-- ---------------------------------------------------------------- zones

local function add_zone(doc, kind, first, last)
  doc:add("Zone", doc:span(first, last), { kind = kind })
end

-- Runs of units of the same kind; a body is one Zone as far as nothing else
-- stands in it.
local function add_body(doc, units, i)
  local j = i
  while units[j + 1] and units[j + 1].kind == "body" do j = j + 1 end
  local first, last = units[i].first, units[j].last
  if units[i].dateline then
    local dash = doc:span(first, units[i].dateline).text
    local bare = spaced(dash, true):gsub("%s+$", ""):gsub("[-:]+$", ""):gsub("—$", ""):gsub("–$",
        "")
    add_zone(doc, "dateline", first, first + #bare:gsub("%s+$", "") - 1)
    first = units[i].dateline + 1
  end
  local credit = CREDIT_TAIL:match(units[j].text)
  if credit and units[j].first + credit - 2 > first then
    local whole = units[j].text:sub(credit)
    local lead = #whole:match("^%s*")
    add_zone(doc, "byline", units[j].first + credit - 1 + lead, last)
    last = units[j].first + credit - 2
  end
  add_zone(doc, "body", first, last)
  return j + 1
end

local function add_zones(doc, units)
  local i = 1
  while i <= #units do
    local unit = units[i]
    if unit.kind == "body" then
      i = add_body(doc, units, i)
    else
      if unit.stamps then
        for _, stamp in ipairs(unit.stamps) do
          add_zone(doc, stamp.kind, unit.first + stamp.first - 1,
            unit.first + stamp.last - 1)
        end
      elseif unit.kind then
        add_zone(doc, unit.kind, unit.first, unit.last)
      end
      i = i + 1
    end
  end
end

-- ---------------------------------------------------------------- meta

local function note(meta, key, value)
  if value and meta[key] == nil then meta[key] = value end
end

local function note_stamps(meta, units)
  local story = false
  for _, unit in ipairs(units) do
    story = story or unit.kind == "body"
    if story and unit.tail then break end -- dates of other stories follow
    for _, stamp in ipairs(unit.stamps or {}) do note(meta, stamp.kind, stamp.value) end
  end
end

local REPORTING = regex("\\(Reporting by ([^;()]{3,80})")

-- "(Reporting by Ann Day; Editing by ...)" below the story, where no byline is.
local function reporters(units)
  for i = #units, math.max(1, #units - 8), -1 do
    local first, _, names = REPORTING:match(units[i].text)
    if first then return read_authors(names) or {} end
  end
  return {}
end

local function note_authors(meta, units)
  local authors, seen = {}, {}
  for _, unit in ipairs(units) do
    for _, name in ipairs(unit.authors or {}) do
      if not seen[name] then
        seen[name] = true
        authors[#authors + 1] = name
      end
    end
  end
  if #authors == 0 then authors = reporters(units) end
  if #authors > 0 and meta.byline == nil then
    meta.byline = table.concat(authors, ", ")
    meta.authors = authors
  end
end

local function note_email(meta, units)
  for _, kind in ipairs { "byline", "boilerplate" } do
    for _, unit in ipairs(units) do
      local first, last = nil, nil
      if unit.kind == kind and unit.text:find("@", 1, true) then
        first, last = EMAIL:match(unit.text)
      end
      if first then
        note(meta, "email", unit.text:sub(first, last))
        return
      end
    end
  end
end

local function note_dateline(meta, units)
  for _, unit in ipairs(units) do
    if unit.dateline then
      local _, _, value = find_date(unit.text:sub(1, unit.dateline - unit.first + 1), 1)
      note(meta, "posted", value)
      return
    end
  end
end

rule "article.zones" {
  about = "Headline, byline, stamps, body and furniture of a page of news.",
  emit = "Zone",
  run = function(doc)
    if doc.ready then return end -- the reader has told zones and meta
    local units = read_units(doc)
    local hits = find_hits(doc, units)
    for i, unit in ipairs(units) do judge(unit, i, #units, hits) end
    local first, last = find_story(units)
    if not first then first, last = find_lines(units) end
    local meta, headline = doc.meta, nil
    if first then
      for i = first, last do
        if not units[i].kind and not is_story(units[i]) and not units[first].prose then
          units[i].bullet = true
        end
      end
      headline = settle_head(units, first)
      settle_outlets(units, first)
      settle_story(units, first, last)
      local signed = false
      for _, unit in ipairs(units) do signed = signed or unit.authors ~= nil end
      settle_tail(units, last, signed)
    end
    add_zones(doc, units)
    note(meta, "headline", headline and headline.text)
    note_stamps(meta, units)
    note_dateline(meta, units)
    note(meta, "published", meta.posted or meta.updated)
    note_authors(meta, units)
    note_email(meta, units)
    note(meta, "lang", doc.lang)
  end,
}

examples {
  { "Dam opens\n\nPosted May. 2, 2021 06:30,   \n\nThe dam was opened on Sunday.\n\n"
    .. "Ann Day a.day@paper.example",
    Zone = { kind = "headline" } },
  { "By Ann Day\nJune 3, 2020\n\nThe dam was opened on Sunday. It is old.",
      Zone = { kind = "byline" } },
  { "SEOUL, March 4 (Yonhap) -- The dam was opened on Sunday.",
      Zone = { kind = "dateline" } },
  { "Share   Tweet   Print\n\nThe dam was opened on Sunday.",
      Zone = { kind = "boilerplate" } },
  { "The dam was opened on Sunday.", Zone = { kind = "body" } },
  { "Accessibility links\n\nDam gives way after a week of rain\n\n3 hours ago\n\n"
    .. "The dam broke on Sunday. It was old.", Zone = { kind = "headline" } },
  { "Dam gives way after rain\n\nAnn Day Political editor\nTue 14 May 2019 18.20 BST\n\n"
    .. "The dam broke on Sunday. It was old.", Zone = { kind = "byline" } },
  { "A crowd at the dam on Friday. (Yonhap)\n\nThe dam broke on Sunday. It was old.",
    Zone = { kind = "caption" } },
  { "The dam broke on Sunday. It was old.\n\nCorrection: June 3, 2020\n"
    .. "It broke on Monday.",
    Zone = { kind = "correction" } },
}
