-- rules/article/story.lua : where the story begins and ends, and what its place above, in
-- or below the story makes of a unit.
local bylines, units = use "article/bylines", use "article/units"
local spaced = use "article/spaces".spaced
lexicon "given_names" { file = "lexicons/given.tsv", key = "name" }

local text_of, SHORT, PROSE, BULLET = units.text_of, units.SHORT, units.PROSE, units.BULLET

local LOWER, SENTENCE, TOLD = text.LOWER, text.STOP | text.END, PROSE | BULLET

-- ---------------------------------------------------------------- the story

local function is_story(page, i)
  return not page.kind[i] and not page.edge[i]
    and (page.kinds[i] & TOLD ~= 0 or page.dateline[i] ~= nil)
end

-- Does a byline or a stamp follow soon after unit i?  Then i is still above the story.
local function head_goes_on(page, i)
  local prose = 0
  for j = i + 1, math.min(i + 4, #page.first) do
    if page.kind[j] == "byline" or page.stamps[j] then return true end
    if is_story(page, j) and page.kinds[j] & BULLET == 0 then
      prose = prose + 1
      if prose > 1 then return false end
    end
  end
  return false
end

local OF_AUTHOR = regex("^,? ?(?:is|was|covers|writes|reports|reported|has|joined|works"
  .. "|contributed|can be reached)\\b")

-- "Ann Day covers the north for the paper.": a note on the author, below the story.
local function is_note_on_author(page, i, first)
  local note = text_of(page, i)
  for j = 2, first - 1 do -- a name on its own is not yet known to be an author's
    local name = page.words[j] <= 4 and text_of(page, j)
    if name and note:sub(1, #name) == name and OF_AUTHOR:match(note:sub(#name + 1)) then
      return true
    end
  end
  for _, names in pairs(page.authors) do
    for _, name in ipairs(names) do
      if note:sub(1, #name) == name and OF_AUTHOR:match(note:sub(#name + 1)) then return true end
    end
  end
  return false
end

local UNFINISHED = 12 -- words: no title of another story is this long
local RUNNING = regex("\\b\\p{Ll}\\S* \\p{Ll}\\S* \\p{Ll}[^:]*$")

-- Is unit i, the last of the text, a paragraph cut off in mid-sentence?
local function is_cut_off(page, i)
  return page.words[i] >= UNFINISHED and not page.kind[i] and not page.edge[i]
    and is_story(page, i - 1) and RUNNING:match(text_of(page, i)) ~= nil
end

-- The first and last unit of the story, or nil.  What follows a tail is other stories.
local function find_story(page)
  local count, first = #page.first, nil
  for i = 1, count do
    if is_story(page, i) and (page.dateline[i] or page.last[i] - page.first[i] >= SHORT
        or not head_goes_on(page, i)) then
      first = i
      break
    end
  end
  if not first then return nil end
  local last = count
  for i in pairs(page.tail) do
    if i > first and i > count / 3 then
      last = i - 1
      break
    end
  end
  if last == count and first < last and is_cut_off(page, last) then return first, last end
  while last > first and (is_note_on_author(page, last, first) or not is_story(page, last)
      and (page.kinds[last] & SENTENCE ~= SENTENCE or page.kind[last] or page.edge[last])) do
    last = last - 1
  end
  return first, last
end

-- For a text without any sentence: all that has no kind, except for a headline on top.
local function find_lines(page)
  local first, last
  for i = 1, #page.first do
    if not page.kind[i] then
      first = first or i
      last = i
    end
  end
  if not first then return nil end
  return first < last and first + 1 or first, last
end

-- ---------------------------------------------------------------- above it

local function is_label(page, i)
  return page.kinds[i] & LOWER == 0 and page.words[i] <= 3 and i < #page.first
    and not page.kind[i + 1] and not is_story(page, i + 1)
end

local BAR = text.marks "|" | text.OTHER
local BAR_OR_DASH = text.marks "|-" | text.OTHER

-- "Home | News | Sport" leads to other pages.
local function is_menu(line, kinds)
  return kinds & BAR ~= 0 and line:find("|.*|") ~= nil
end

-- "Rates stay | The Bay Courier": the page's title without the site's name, or nil.
local function without_site(folded, kinds)
  return kinds & BAR_OR_DASH ~= 0 and folded:match("^(.-)%s+[|–—-]%s+[^|–—]+$") or nil
end

-- How many words a line has, counted only up to four, which most lines reach.
local function count_words(line)
  if line:find("%S%s+%S+%s+%S+%s+%S") then return 4 end
  local _, words = line:gsub("%S+", "")
  return words
end

-- The headline among the units above the story: one that is printed twice, even if once with
-- the site's name; else the first with four words or more, else the longest.
local function find_headline(page, first)
  local seen, titles, best, most = {}, {}, nil, 0
  for i = 1, first - 1 do
    if not page.kind[i] and not page.edge[i] and not is_label(page, i) then
      local folded = text.fold(spaced(text_of(page, i)))
      if titles[folded] then return i end
      local twin = seen[folded]
      if twin then return page.kinds[twin] & LOWER == 0 and i or twin end
      local kinds = page.kinds[i]
      local title = without_site(folded, kinds)
      seen[folded] = i
      if title then titles[title] = true end
      local words = is_menu(folded, kinds) and 0 or count_words(folded)
      if words > most and not (words < 4 and most >= 3) then best, most = i, words end
    end
  end
  return best
end

-- "Maria Lindqvist" between the headline and the story, which does not mention her.
local function is_between(page, i, first, at)
  if i ~= at + 1 or i + 1 ~= first then return false end
  local given, surname = spaced(text_of(page, i)):match "^(%a+) .-(%S+)$"
  if not given or not lexicons.given_names:has(given) then return false end
  local story = text.fold(page.text:sub(page.first[first]))
  return not (" " .. story):find("%f[%w\x80-\xFF]" .. text.fold(surname):gsub("%p", "%%%0")
    .. "%f[^%w\x80-\xFF]")
end

-- "Maria Lindqvist" on its own, or "Maria Lindqvist in Oslo", next to a stamp or byline.
local function bare_authors(page, i, first, at)
  local beside = page.kind[i + 1]
  local line = text_of(page, i)
  if beside ~= "posted" and beside ~= "byline" and page.kind[i - 1] ~= "posted"
    and not (i + 2 < first and page.kind[i + 2] == "posted") then
    return is_between(page, i, first, at) and bylines.is_bare_name(line, page.words[i])
      and { bylines.title_case(line) } or nil
  end
  return bylines.is_bare_name(line, page.words[i]) and { bylines.title_case(line) }
    or bylines.bare_authors(line)
end

-- The kind of a unit above the story that does not show its kind itself.
local function kind_above(page, i, first, at, headline)
  if headline and (i == at or text.fold(text_of(page, i)) == headline) then
    return "headline"
  elseif page.lone[i - 1] then
    return "caption"
  elseif page.edge[i] or not at or i < at then
    return "boilerplate"
  elseif i + 1 == first and page.words[i] <= 6 and text_of(page, i):find("[:,]$") then
    return "body"
  end
  page.authors[i] = bare_authors(page, i, first, at)
  return page.authors[i] and "byline" or "subhead"
end

-- -> the unit that is the headline, or nil
local function settle_head(page, first)
  if first == 1 then return nil end
  local at = page.subject or find_headline(page, first)
  local headline = at and text.fold(text_of(page, at))
  for i = 1, first - 1 do
    local authors = page.authors[i]
    if not page.kind[i] then
      page.kind[i] = kind_above(page, i, first, at, headline)
    else
      if authors and #authors == 0 and at and i < at then page.kind[i] = "boilerplate" end
      if page.kind[i] == "caption" and text_of(page, i):find("[,:]$") then
        page.lone[i] = true
      end
    end
  end
  return at
end

-- A name below an author's is the outlet's, and part of the byline.
local function settle_outlets(page, first)
  for i = 2, first - 1 do
    local before = page.authors[i - 1]
    if page.kind[i] == "byline" and page.kind[i - 1] == "byline" and before[1] then
      page.authors[i] = {}
    end
  end
end

-- ---------------------------------------------------------------- in it

local COMMA, COLON, SEMICOLON = (",:;"):byte(1, 3)

-- Can a line between two parts of the story be the title of what follows?  One that begins
-- with a mark (E2 is the first byte of a curly one) is a quotation.
local function is_crosshead(page, i)
  local last = page.text:byte(page.last[i])
  return last ~= COMMA and last ~= COLON and last ~= SEMICOLON
    and page.text:find("^[^%p\xE2]", page.first[i]) ~= nil
end

local MAY_HEAD = { none = PROSE | BULLET | text.END | text.SMALL, most_words = 9 }

local function settle_crossheads(doc, page, first, last)
  for _, i in ipairs(doc:pick(page, MAY_HEAD)) do
    if first <= i and i <= last and not page.kind[i] and not page.dateline[i]
        and is_crosshead(page, i) then
      page.kind[i] = "subhead"
    end
  end
end

-- Gives a kind to the units in the story that are not body; those left without one are.
local function settle_story(doc, page, first, last)
  local kind, lone = page.kind, page.lone
  for i, told in pairs(kind) do
    if told == "correction" and first <= i and i <= last then
      lone[i] = page.kinds[i] & text.END == 0 or nil
    end
  end
  for i in pairs(lone) do
    local behind = i + 1
    if first <= behind and behind <= last and not kind[behind] then
      kind[behind] = "correction"
    end
  end
  for i in pairs(page.list) do
    repeat
      i = i + 1
      local listed = first <= i and i <= last and not kind[i] and page.kinds[i] & PROSE == 0
      if listed then kind[i] = "boilerplate" end
    until not listed
  end
  for i in pairs(page.edge) do
    local inside = first < i and i < last and page.kinds[i] & PROSE ~= 0
    if first <= i and i <= last and not kind[i] and not inside then kind[i] = "boilerplate" end
  end
  settle_crossheads(doc, page, first, last)
end

-- ---------------------------------------------------------------- below it

-- Below the story are a signature and corrections; everything else is furniture.
local function settle_tail(page, last)
  local signed = next(page.authors) ~= nil
  for i = last + 1, #page.first do
    local authors = page.authors[i]
    if authors and #authors == 0 and i > last + 1 and page.kind[i - 1] == "boilerplate" then
      page.kind[i] = "boilerplate" -- "Featured Post"
    elseif not page.kind[i] then
      if page.kind[i - 1] == "correction" and page.kinds[i - 1] & PROSE == 0 then
        page.kind[i] = "correction"
      elseif not signed and i == last + 1
          and bylines.is_bare_name(text_of(page, i), page.words[i]) then
        page.kind[i], page.authors[i] = "byline", { bylines.title_case(text_of(page, i)) }
        signed = true
      else
        page.kind[i] = "boilerplate"
      end
    end
  end
end

-- Is it all story, from the first line to the last, with no unit that shows another kind?
local function is_plain(page)
  local kinds = page.kinds[1]
  return kinds and kinds & PROSE ~= 0 and not page.told and is_story(page, #page.first)
end

-- Gives every unit its kind, except for the body of the story, which needs none.
-- -> the unit that is the headline, or nil
local function settle(doc, page)
  if is_plain(page) then return settle_crossheads(doc, page, 1, #page.first) end
  local first, last = find_story(page)
  if not first then first, last = find_lines(page) end
  if not first then return nil end
  if page.head then first = math.min(page.head + 1, last) end
  if page.kinds[first] & PROSE == 0 then -- no running text: all of it is the list
    doc:mark(page, BULLET, { from = first, to = last })
  end
  local headline = settle_head(page, first)
  settle_outlets(page, first)
  settle_story(doc, page, first, last)
  settle_tail(page, last)
  return headline
end

return settle
