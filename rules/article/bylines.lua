-- rules/article/bylines.lua : who wrote it.
local spaces = use "article/spaces"
local spaced, bare, trimmed = spaces.spaced, spaces.bare, spaces.trimmed

lexicon "furniture" { file = "lexicons/furniture.tsv" }
lexicon "bylines" { file = "lexicons/bylines.tsv" }
lexicon "given_names" { file = "lexicons/given.tsv", key = "name" }
lexicon "outlets" { file = "lexicons/outlets.tsv" }
lexicon "desks" { file = "lexicons/desks.tsv" }
lexicon "agencies" { file = "lexicons/agencies.tsv" }

local EMAIL = regex("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+")
local NAME_WORD = "(?:\\p{Lu}[\\p{L}.'’-]*|d[aeiu]|de la|del|van|von|der|den"
  .. "|bin|al|el|la|le|ten|ter|y)"
local NAME_WORDS = "\\p{Lu}[\\p{L}.'’-]*(?: " .. NAME_WORD .. "){0,4}"
local NAME = regex("^" .. NAME_WORDS .. "$")
-- The patterns that find bylines; `read` is given the match of each.
local BY = pattern [[ ^ by:@bylines ]]
local DESK_END = pattern [[ [cap] [cap] ","? d:@desks $ ]]
local DESK = pattern [[ @desks | @agencies | @outlets ]]

local function is_name(text)
  text = spaced(text)
  local first = NAME:match(text)
  return first and (text:find(" ") or not lexicons.agencies:get(text)) and true
end

-- JAMES O'HARA -> James O'Hara; a name with small letters stays as it is.
local function title_case(name)
  if name ~= name:upper() or not name:find("%u%u") then return name end
  return (name:gsub("[^%s'’-]+", function(word)
    local head = word:match("^[\1-\127\194-\244][\128-\191]*")
    return head .. text.fold(word:sub(#head + 1))
  end))
end

local MOST_OF_OUTLET = 5 -- words in an outlet's name

local TITLE = regex("(?:editor|correspondent|reporter|writer|columnist|journalist"
  .. "|desk|bureau|newsroom|(?:news|reporting) (?:service|network|agency))s?$", "i")

-- "Science Correspondent", "Reuters", "The Bay Courier"
local function is_desk(part)
  part = part:gsub("^[Tt]he ", "")
  if lexicons.desks:get(part) or lexicons.agencies:get(part) then return true end
  if TITLE:match(part) then return true end
  local last_word = part:sub(part:match("^.*%A()") or 1)
  if not lexicons.outlets:get(last_word) then return false end
  local _, words = part:match("[^|]*$"):gsub("%S+", "")
  return words <= MOST_OF_OUTLET
end

local PLACE = regex("\\s+(?:(?:in|at)\\s+(?:the\\s+)?[A-Z]|for\\s)")

-- "Kim Lee in Seoul", "Ann Day for the Courier" -> the text before the place or paper
local function before_place(part)
  local place = PLACE:match(part)
  return place and part:sub(1, place - 1) or part
end

-- The line with commas between its parts.
local function with_commas(line)
  if line:find("[\194\226]") then line = line:gsub("·", "|"):gsub("•", "|") end
  if line:find("and", 1, true) then line = line:gsub("%s+and%s+", ", ") end
  return line:find("[&;|/]") and line:gsub("%s*[&;|/]%s*", ", ") or line
end

-- "Kim Lee in Seoul and Ann Day, Staff Writer" -> { "Kim Lee", "Ann Day" };
-- nil when the first part that is not a desk is not a name either.
local function read_authors(line)
  local authors = {}
  line = line:gsub("%s+@[%w_]+", "")
  for part in with_commas(spaced(line)):gmatch("[^,]+") do
    part = trimmed(part)
    local name = before_place(part)
    if part == "" or is_desk(part) or name ~= part and is_desk(name) then
      name = nil
    elseif not is_name(name) or #authors > 0 and not name:find(" ") then
      if #authors > 0 then break end
      return nil
    end
    if name then authors[#authors + 1] = title_case(name) end
  end
  return authors
end

-- "By staff writer Ann Day", "By the Courier's Ann Day"
local WRITER = regex("^(?:(?:[\\p{L}-]+ ){0,3}(?:reporter|writer|correspondent|contributor"
  .. "|columnist|journalist|editor)|(?:[\\p{L}-]+ ){0,5}\\p{L}+['’]s) (?=\\p{Lu}\\p{L}+ \\p{L})",
  "i")
local REPORTS = regex("^(.+?),? (?:reports|reporting|writes) from \\p{Lu}[\\p{L}'’ -]+$")

-- `name_before` finds a name only in lines that match this, whatever kind their spaces are.
local NAMED = regex("^" .. NAME_WORDS:gsub(" ", "[\\p{Zs}]")
  .. "(?:,|\\p{Zs}for\\p{Zs}|,?\\p{Zs}(?:reports|reporting|writes)\\p{Zs}from\\p{Zs})")

-- "Ann Day, The Bay Courier", "Ann Day for The Times", "Ann Day reports from Oslo": the
-- name, or nil.
local function name_before(line)
  if line:find(" from ", 1, true) then
    local first, _, name = REPORTS:match(line)
    if first then return is_name(name) and name end
  end
  local name, rest = line:match("^([^,|]+),%s*(.+)$")
  if not name and line:find(" for ", 1, true) then
    name, rest = line:match("^(.+) for (%u.+)$")
  end
  return name and is_name(name) and name:find(" ") and is_desk(rest) and name
end

-- "Ann Day and Tom Roe - The Bay Courier": the names, or nil; a headline can end like that.
local function before_outlet(line)
  local names, outlet = line:gsub("–", "-"):match("^(.-) %- (%u.+)$")
  if not names or not is_desk(outlet) then return nil end
  local authors = read_authors(names)
  for _, name in ipairs(authors or {}) do
    if not lexicons.given_names:get(name:match "^%S+") then return nil end
  end
  return authors
end

-- "Ann Day ann@paper.com" -> { "Ann Day" }
local function authors_by_email(line)
  local first, last = EMAIL:match(line)
  if not first then return nil end
  local rest = bare(line:sub(1, first - 1) .. line:sub(last + 1))
  local authors = read_authors(rest:gsub("^[Bb]y%s+", ""):gsub("^[Ff]rom[:%s]%s*", ""))
  return authors and #authors > 0 and (authors[1]:find(" ") or line:find("^[BbFf]")) and authors
    or nil
end

-- "Ann Day <ann@paper.com>", "ann@paper.com (Ann Day)" -> { "Ann Day" }, or an empty list
local function of_sender(line)
  local first, last = EMAIL:match(line)
  local name = bare(first and line:sub(1, first - 1) .. line:sub(last + 1) or line)
  return is_name(name) and { title_case(name) } or {}
end

-- Reads a line that shows itself to be a byline: "By Ann Day, Agency",
-- "Ann Day ann@paper.com".  Returns the list of authors (perhaps empty) or nil.  The line
-- begins at byte `first`; by, desk_end and desk are the matches of those patterns in it.
local function read_byline(line, first, by, desk_end, desk)
  local authors = line:find("@", 1, true) and authors_by_email(line)
  if authors then return authors end
  local dashed = spaced(line):match("^%- (%u[%u .'-]+)$") -- "- ANN DAY"
  if dashed and is_name(dashed) and dashed:find(" ") then return { title_case(dashed) } end
  if by then
    local rest = spaced(line:sub(by.last - first + 2)):gsub("^[%s:]+", "")
    local _, role = WRITER:match(rest)
    if role then rest = rest:sub(role + 1) end
    if rest:find("[.!?]$") and not rest:find(" %u%.$") then return nil end
    return read_authors(rest)
  end
  if #line < 80 then
    if desk_end then
      local name = spaced(line:sub(1, desk_end.d.first - first)):gsub("[%s,|]+$", "")
      if is_name(name) then return { title_case(name) } end
    end
    local name = NAMED:match(line) and name_before(spaced(line))
    if name then return { title_case(name) } end
    authors = desk and before_outlet(spaced(line))
    if authors then return authors end
  end
  return desk and is_desk(spaced(line)) and not lexicons.furniture:get(line) and {} or nil
end

-- A name on its own, as in a byline without "By".
local function is_bare_name(text, words)
  return words <= 4 and is_name(text) and spaced(text):find(" ") ~= nil
end

local WITH_PLACE = "\\p{Lu}[\\p{L}.'’-]+(?: \\p{Lu}[\\p{L}.'’-]+){1,2}"
WITH_PLACE = WITH_PLACE .. "(?: (?:in|at) (?:the )?\\p{Lu}[\\p{L}'’]+(?: \\p{Lu}[\\p{L}'’]+){0,2})?"
WITH_PLACE = regex("^" .. WITH_PLACE .. "(?:(?:,| and) " .. WITH_PLACE
  .. ")*(?: and agencies|, \\p{Lu}\\p{Ll}+)?$")
local ASIDES = { "%s%(now%)", "%s%(earlier%)", "%s@[%w_]+" }

-- Names without "By", where a byline is expected: "Ann Day in Oslo and Tom Roe (earlier)".
local function bare_authors(line)
  line = spaced(line)
  for _, aside in ipairs(ASIDES) do line = line:gsub(aside, "") end
  return WITH_PLACE:match(line) and read_authors(line) or nil
end

-- The first address in a text, "alice@paper.com", or nil.
local function email_in(text)
  local first, last = EMAIL:match(text)
  return first and text:sub(first, last)
end

return {
  bare_authors = bare_authors, BY = BY, DESK_END = DESK_END, DESK = DESK, NAMED = NAMED,
  read = read_byline, of_sender = of_sender, read_authors = read_authors,
  is_bare_name = is_bare_name, title_case = title_case, email_in = email_in,
}
