-- rules/article/stamps.lua : when a story was posted and updated, according to its page.
local spaces = use "article/spaces"
local spaced, bare = spaces.spaced, spaces.bare

lexicon "stamps" { file = "lexicons/stamps.tsv" }
lexicon "agencies" { file = "lexicons/agencies.tsv" }
lexicon "weekdays" { file = "lexicons/weekdays.tsv" }

local MONTHS = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
    "dec" }
local MONTH = "(" .. table.concat(MONTHS, "|") .. ")[a-z]*\\.*"
for number, name in ipairs(MONTHS) do MONTHS[name] = number end
local DATES = {
  -- each with the order of its groups
  { "\\b" .. MONTH .. "\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})\\b", "mdy" },
  { "\\b(\\d{1,2})(?:st|nd|rd|th)?[\\s-]+" .. MONTH .. ",?[\\s-]+(\\d{4})\\b", "dmy" },
  { "\\b(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)", "ymd" },
  { "\\b(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})\\b", "either" },
}
local ANY_DATE = {} -- all of them in one pattern, since most texts have no date
for i, form in ipairs(DATES) do
  ANY_DATE[i] = form[1]
  form[1] = regex("\\G" .. form[1], "i")
end
ANY_DATE = regex(table.concat(ANY_DATE, "|"):gsub("%(([^?])", "(?:%1"), "i")
local CLOCK = "(\\d{1,2})(?:[:.h](\\d\\d)(?::\\d\\d)?)?\\s*([apAP]\\.?[mM]\\.?)?"
local ZONE = "(?:\\s*\\(?[A-Z]{1,4}T?(?![a-z])\\)?)?"
local TIME_AFTER = regex("^(?:T|[\\s,|/·•–—-]*(?:at\\s+)?)" .. CLOCK .. ZONE
    .. "(?![\\d/])")
local TIME_BEFORE = regex("\\b" .. CLOCK .. ZONE .. "[\\s,|]*(?:on\\s+)?"
  .. "(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,\\s]+)?$", "i")
local ZONE_AFTER = regex("^\\s*(?:[(\\[]?(?:[A-Z]{2,4}(?:[+-]\\d\\d?(?::?\\d\\d)?)?|Z|local time"
  .. "|Uhr|hrs)[)\\]]?|[+-]\\d\\d(?::?\\d\\d)?)(?![A-Za-z\\d])")

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

-- The date that begins at byte `at`: its last byte and "2022-03-14"; nil if there is none.
local function date_at(text, at)
  for _, form in ipairs(DATES) do
    local first, last, a, b, c = form[1]:match(text, at)
    if first then
      local year, month, day = in_order(form[2], a, b, c)
      if valid(year, month, day) then
        return last, ("%04d-%02d-%02d"):format(year, month, day)
      end
    end
  end
end

-- The leftmost whole date at or after `init`: first, last, "2022-03-14".
local function find_date(text, init)
  if not text:find("%d", init) then return nil end
  local first = ANY_DATE:match(text, init)
  while first do
    local last, value = date_at(text, first)
    if last then return first, last, value end
    first = ANY_DATE:match(text, first + 1)
  end
end

-- "4", "12", "p.m." -> "16:12"; nil if it is not a time of day
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

-- The time of day next to the date first..last: the first and last byte of the two
-- together, and "16:12" or nil.
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

-- "NEW DELHI, August 21, 2023", with no story after it
local PLACE_ALONE = regex("^\\p{Lu}[\\p{Lu}.'’-]*\\p{Lu}(?: \\p{Lu}[\\p{Lu}.'’-]*\\p{Lu}){0,2}$")

local PRINTED_IN = regex("^Published in (?:The )?\\p{Lu}[\\p{L}'’ -]+$")

-- The kind of stamp that the text before a date makes it, "posted" or "updated"; nil if none.
local function stamp_kind(lead)
  lead = lead:gsub("%a+", function(word)
    if lexicons.weekdays:get(word) then return "" end
  end)
  lead = bare(lead):gsub("%s+", " "):gsub("^and ", "")
  if lead == "" then return "posted" end
  if lexicons.agencies:get(lead) then return "posted" end
  local agency, label = lead:match("^(%u%w+) (%a.*)$") -- "Xinhua Updated"
  label = agency and lexicons.agencies:get(agency) and label
    or lead:match("^%u[^|]*| ?(%a.*)$") -- "New Palur | Updated"
  local entry = lexicons.stamps:get(label or lead)
  if entry then return entry.kind end
  return (PLACE_ALONE:match(lead) or PRINTED_IN:match(lead)) and "posted"
end

-- A line of stamps must end in one of these: a date, a time or its zone, "ago", a place.
local END = regex("(?:\\d|[mM]|[A-Z]|time|Uhr|hrs| ago|[mMT] ?[-|,] ?\\p{Lu}[\\p{L}.'’ ]+)"
  .. "[^A-Za-z0-9]*$")

local TIME_OF_DAY = regex("^(.*?)" .. CLOCK .. ZONE .. "$", "i")

-- "Updated 4:01 PM UTC" after another stamp: "updated", "16:01"; or nil.
local function later_time(rest)
  local _, _, lead, hour, minute, half = TIME_OF_DAY:match(bare(rest))
  local entry = lead and lexicons.stamps:get(bare(lead))
  local time = entry and clock(hour, minute, half)
  if time then return entry.kind, time end
end

-- The paper's place after a time of day: "10:41 pm IST - New Palur"
local PLACE_BEHIND = regex("(?<=[mMT\\d]) ?[-|,] ?\\p{Lu}[\\p{L}.'’]+"
  .. "(?: \\p{Lu}[\\p{L}.'’]+){0,2}$")

-- "June 3, 2019 / 9:05 AM / an hour ago", "June 3, 2019|Updated: 5 minutes ago"
local AGO_BEHIND = regex("\\s*[/|·•–—-]\\s*(?:(?:last )?updated:? )?(?:\\d+|an?) "
  .. "(?:min|hour|day|week|month|year)\\w* ago$", "i")

-- "Thu Jan 11 19:48:35 PST 2018": the year follows the time of day.
local SYSTEM = "(%u%l%l %d%d?) (%d%d:%d%d:%d%d%s?%u*) (%d%d%d%d)"

-- "Posted March 14, 2022 07:50 | Updated ..." -> list of { kind, first, last,
-- value, original }; nil if the line says anything else.
local function read_stamps(text)
  local list, from, day = {}, 1, nil
  text = spaced(text, true):gsub(SYSTEM, "%1 %3 %2")
  local behind = PLACE_BEHIND:match(text) or AGO_BEHIND:match(text)
  if behind then text = text:sub(1, behind - 1) end
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
      original = text:find("^%W*[FO][ir]%a+ p", from) ~= nil, -- "First published on"
    }
    from, day = stop + 1, value
  end
  if not day then return nil end
  local rest = text:sub(from)
  if not rest:find("%w") then return list end
  local kind, time = later_time(rest)
  if not kind then return nil end
  list[#list + 1] = { kind = kind, first = from + #rest:match("^[%s%p]*"), last = #text,
    value = day .. "T" .. time }
  return list
end

local TIME_ONLY = regex("^" .. CLOCK .. ZONE .. "$", "i")

-- Is the line just a time of day, as in a live ticker?  "3.04" is a number.
local function is_time(text)
  local first, _, hour, minute, half = TIME_ONLY:match(text)
  return first and clock(hour, minute, half) ~= nil and not text:find("^%d%.%d%d$")
end

local AGO = "^(?:(?:updated|posted|published) )?(?:\\d+|an?|one) ?"
  .. "(?:min|mins|minutes?|h|hrs?|hours?|days?|weeks?|months?)\\.? ago$"
AGO = regex(AGO:gsub(" ", "\\p{Zs}"), "i")

-- "3 hours ago"
local function is_ago(text) return AGO:match(text) ~= nil end

return {
  find_date = find_date, read = read_stamps, is_time = is_time, is_ago = is_ago, AGO = AGO,
  END = END, TIME = TIME_ONLY,
}
