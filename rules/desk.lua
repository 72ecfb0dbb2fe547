-- rules/desk.lua : what a news desk would query before the story runs, as layer Note.  A
-- Note covers the words in doubt; `check` names the check, `message` says what is odd,
-- `other` is the place that it does not fit.
use "article"
use "names"
use "dates"
lang "en"

lexicon "office" { file = "lexicons/offices.tsv" }

-- ---------------------------------------------------------------- dates

rule "desk.weekday" {
  about = "Friday, March 15, 2022: the weekday does not fit the date",
  pattern = [[ d:{Date} ]],
  emit = "Note",
  where = function(m, doc) return doc:within("Date", m.d).note ~= nil end,
  set = function(m, doc)
    return { check = "weekday", message = doc:within("Date", m.d).note }
  end,
}

local LENGTH = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

rule "desk.no_such_day" {
  about = "February 30, 31 April: no such day",
  pattern = {
    [[ mo:@months "."? d:[/^(29|3[01])$/] (","? y:[/^(1[5-9]|20)\d\d$/])? ]],
    [[ d:[/^(29|3[01])$/] mo:@months "."? y:[/^(1[5-9]|20)\d\d$/]? ]],
  },
  scope = "document", -- "Feb. 30" may look like the end of a sentence
  emit = "Note",
  where = function(m)
    local month, day = tonumber(m.mo.month), tonumber(m.d.text)
    if not m.mo.text:find("^%u") then return false end
    local year = m.y and tonumber(m.y.text)
    local leap = not year or year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
    return day > LENGTH[month] or month == 2 and day == 29 and not leap
  end,
  set = function() return { check = "day", message = "there is no such day" } end,
}

rule "desk.updated" {
  about = "A story that was updated before it was posted.",
  emit = "Note",
  run = function(doc)
    local posted, updated = doc.meta.posted, doc.meta.updated
    if not posted or not updated or #posted ~= #updated or posted <= updated then return end
    for zone in doc:each("Zone") do
      if zone.kind == "updated" then
        doc:add("Note", zone, { check = "updated",
          message = ("updated %s, posted %s"):format(updated, posted) })
        return
      end
    end
  end,
}

-- ---------------------------------------------------------------- quotations

-- True when the next paragraph begins with a quotation mark: the quotation goes on there.
local function goes_on(doc, quoted)
  local behind = doc:after("Quoted", quoted)
  return behind and not doc.text:sub(quoted.paragraph.last + 1, behind.first - 1):find("%S")
end

rule "desk.open_quotation" {
  about = "A quotation that is neither closed nor continued in the next paragraph.",
  emit = "Note",
  run = function(doc)
    for quoted in doc:each("Quoted") do
      if quoted.open and not goes_on(doc, quoted) then
        doc:add("Note", quoted, { check = "quotation",
          message = "the quotation is never closed" })
      end
    end
  end,
}

-- ---------------------------------------------------------------- people

local function in_zone(doc, span, kind)
  local zone = doc:covering("Zone", span)
  return zone ~= nil and zone.kind == kind
end

rule "desk.headline_name" {
  about = "A person whom the headline names and the story does not.",
  emit = "Note",
  run = function(doc)
    local told, named, body = {}, {}, false
    for zone in doc:each("Zone") do body = body or zone.kind == "body" end
    if not body then return end
    for person in doc:each("Person") do
      if person.mention ~= "pronoun" and person.mention ~= "role" then
        if in_zone(doc, person, "headline") then
          named[#named + 1] = person
        else
          told[person.entity] = true
          told[(person.surname or person.name or ""):lower()] = true
        end
      end
    end
    for _, person in ipairs(named) do
      local surname = (person.surname or person.name or ""):lower()
      if not told[person.entity] and not told[surname] then
        doc:add("Note", person, { check = "headline",
          message = ("the story does not name %s"):format(person.name) })
      end
    end
  end,
}

local PAST = regex("\\b(?:former|ex|then|acting|deputy|vice|late|incoming|next|future|onetime"
  .. "|ex-)[-\\s\\x{a0}](?:\\w+[\\s\\x{a0}]){0,3}$", "i")

-- The usual word for the office that a Person's role names, or nil.
local function office_of(doc, person)
  if not person.role then return nil end
  local role, from = person.role, person.sentence.first
  local left = from < role.first and doc:span(from, role.first - 1).text or ""
  if PAST:match(left) or PAST:match(role.text .. " ") then return nil end
  local row = lexicons.office:get(role.text)
  return row and row.office
end

rule "desk.two_offices" {
  about = "A person with two different offices.",
  emit = "Note",
  run = function(doc)
    local first, noted = {}, {} -- two mentions may stand beside one role
    for person in doc:each("Person") do
      local office = person.mention ~= "pronoun" and office_of(doc, person)
      local before = office and first[person.entity]
      if office and not before then
        first[person.entity] = { office = office, role = person.role }
      elseif office and before.office ~= office and not noted[person.role.first] then
        noted[person.role.first] = true
        doc:add("Note", person.role, { check = "office", other = before.role,
          message = ("%s is also called %s"):format(person.name or person.text,
            before.role.text) })
      end
    end
  end,
}

examples {
  { "They met on Friday, March 15, 2022.", Note = { text = "Friday, March 15, 2022",
      check = "weekday", message = "2022-03-15 is a Tuesday" } },
  { "They met on Tuesday, March 15, 2022.", Note = false },
  { "They met on Friday.", published = "2022-03-14", Note = false },
  { "They met on February 30, 2022.", Note = { check = "day" } },
  { "They met on 29 Feb. 2021, not on 29 Feb. 2020.", Note = { text = "29 Feb. 2021" } },
  { "He said: \"It is late. They left.", Note = { check = "quotation" } },
  { "He said: \"It is late.\" They left.", Note = false },
  { "He said: \"It is late.\n\n\"We are cold.\"", Note = false },
  { "He said: \"It is late.\n\nThey left. \"Now.\"", Note = { check = "quotation" } },
  { "President Erik Zelten spoke. Finance Minister Erik Zelten left.",
    Note = { text = "Finance Minister", check = "office" } },
  { "Health Minister Omar Reyes spoke. Reyes, the finance minister, left.",
    Note = 1 },
  { "President Erik Zelten spoke. President Zelten left. Former mayor Erik Zelten too.",
    Note = false },
  { "Hill wins vote in Leeds\n\nBy Jo Day\n\nPublished 14 March 2022 10:00\nUpdated 14 March 2022 "
    .. "09:00\n\nErik Zelten won the vote in Leeds on Monday, the council said in a long "
    .. "statement.\n\nHe thanked the voters and the staff who had counted all night.\n",
    Note = { check = "updated" } },
}
