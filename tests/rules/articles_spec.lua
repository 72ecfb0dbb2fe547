-- The invented articles of tests/articles against what a careful reader takes
-- from them (tests/articles/README.md says what each key of a record means).
local core = require "newsengine.core"

local folder = "tests/articles/"

local function read(path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read("a")
  file:close()
  return bytes
end

-- Curly marks as straight ones; each is three bytes, so a class of Lua does not do.
local function plain(text)
  return (text:gsub("\u{2018}", "'"):gsub("\u{2019}", "'"):gsub("\u{201C}", '"')
    :gsub("\u{201D}", '"'))
end

local function quoted_shell(word) return "'" .. word:gsub("'", "'\\''") .. "'" end

local function record_of(name, options)
  local words = { "./newsengine", "rules/news.lua", "-t", "jsonl", "--layers", "all" }
  for _, option in ipairs(options or {}) do words[#words + 1] = quoted_shell(option) end
  words[#words + 1] = quoted_shell(folder .. name .. ".txt")
  local pipe = assert(io.popen(table.concat(words, " "), "r"))
  local line = pipe:read("l")
  pipe:close()
  return assert(core.json_decode(assert(line, "no record")))
end

-- The text of an attribute: a string, a span, or a list of spans.
local function flat(value)
  if type(value) ~= "table" then return value and tostring(value) or "" end
  if value[1] then
    local parts = {}
    for _, part in ipairs(value) do parts[#parts + 1] = flat(part) end
    return table.concat(parts, " ")
  end
  return value.name or value.text or ""
end

local function bare(text) return (plain(text):gsub("^[Tt]he ", "")) end

local Check = {}
Check.__index = Check

function Check:miss(what, ...) self.missing[#self.missing + 1] = what:format(...) end

function Check:each(layer)
  local i, list = 0, self.record.annotations
  return function()
    repeat i = i + 1 until not list[i] or list[i].layer == layer
    return list[i], list[i] and list[i].attributes or {}
  end
end

function Check:meta(wanted)
  local keys = {}
  for key in pairs(wanted) do keys[#keys + 1] = key end
  table.sort(keys)
  for _, key in ipairs(keys) do
    local want, got = flat(wanted[key]), flat(self.record.meta[key])
    if plain(want) ~= plain(got) then self:miss("meta.%s: %s (got %s)", key, want,
        got) end
  end
end

function Check:parts(layer, wanted)
  local n = 0
  for part in self:each(layer) do
    for zone, attributes in self:each("Zone") do
      if attributes.kind == "body" and part.start < zone["end"]
        and zone.start < part["end"] then
        n = n + 1
        break
      end
    end
  end
  if n ~= wanted then self:miss("%d x %s in the body (got %d)", wanted, layer, n) end
end

function Check:zones(wanted)
  for _, row in ipairs(wanted) do
    local found = false
    for zone, attributes in self:each("Zone") do
      found = found or attributes.kind == row[1]
        and plain(zone.text):sub(1, #plain(row[2])) == plain(row[2])
    end
    if not found then self:miss("Zone %s %q", row[1], row[2]) end
  end
end

function Check:persons(wanted)
  for _, row in ipairs(wanted) do
    local name, role, country, mentions = row[1], row[2], row[3], row[4]
    local texts, roles, countries = {}, {}, {}
    for person, attributes in self:each("Person") do
      if attributes.name and plain(attributes.name) == plain(name) then
        texts[plain(person.text)] = true
        roles[flat(attributes.role)] = true
        countries[flat(attributes.country)] = true
      end
    end
    if not next(texts) then self:miss("Person %s", name) end
    if type(role) == "string" and not roles[role] then self:miss("%s: role %s", name,
        role) end
    if type(country) == "string" and not countries[country] then
      self:miss("%s: country %s", name, country)
    end
    for _, mention in ipairs(mentions or {}) do
      local m = plain(mention)
      if not (texts[m] or texts["the " .. m] or texts["The " .. m]) then
        self:miss("%s: mention %q", name, mention)
      end
    end
  end
end

function Check:organizations(wanted)
  for _, text in ipairs(wanted) do
    local found = false
    for o in self:each("Organization") do found = found or bare(o.text) == bare(text) end
    if not found then self:miss("Organization %s", text) end
  end
end

function Check:places(wanted)
  for _, row in ipairs(wanted) do
    local found = false
    for place, attributes in self:each("Place") do
      found = found or plain(place.text) == plain(row[1])
        and (type(row[2]) ~= "string" or attributes.country == row[2])
    end
    if not found then self:miss("Place %s %s", row[1], tostring(row[2])) end
  end
end

-- Rows [text, value..., n] of a layer whose attributes stand under `keys`.
-- An attribute; the amount of a range is "low..high".
local function value_of(attributes, key)
  if key == "amount" and attributes.low and attributes.high then
    return ("%s..%s"):format(attributes.low, attributes.high)
  end
  return attributes[key]
end

function Check:values(layer, wanted, keys)
  for _, row in ipairs(wanted) do
    local n, got = 0, {}
    for a, attributes in self:each(layer) do
      if plain(a.text) == plain(row[1]) then
        local same = true
        for i, key in ipairs(keys) do
          same = same and value_of(attributes, key) == row[i + 1]
        end
        if same then n = n + 1 else got[#got + 1] = flat(attributes[keys[1]]) end
      end
    end
    local most = row[#keys + 2]
    if n == 0 or most and n ~= most then
      self:miss("%s %q %s (got %d; %s)", layer, row[1], flat(row[2]), n,
        table.concat(got, ", "))
    end
  end
end

function Check:contacts(wanted)
  for _, row in ipairs(wanted) do
    local found = false
    for _, attributes in self:each("Contact") do
      found = found or attributes.kind == row[1] and attributes.value == row[2]
    end
    if not found then self:miss("Contact %s %s", row[1], row[2]) end
  end
end

local function content_of(attributes)
  return (plain(flat(attributes.content)):gsub("^that ", ""):gsub('^["\' ]+', "")
    :gsub('["\'., ]+$', ""))
end

local function has_word(text, word)
  for w in text:gmatch("%S+") do
    if w == word then return true end
  end
  return false
end

function Check:quote(want)
  for _, attributes in self:each("Quote") do
    local content = content_of(attributes)
    if content:sub(1, #plain(want.begins)) == plain(want.begins) then
      local function is(key, right, got)
        if not right then self:miss("Quote %q: %s %s (got %s)", want.begins, key,
          want[key], got) end
      end
      local ends = want.ends and plain(want.ends)
      if ends then is("ends", content:sub(-#ends) == ends, content:sub(-40)) end
      if want.speaker then
        local got = flat(attributes.speaker)
        is("speaker", bare(got) == bare(want.speaker), got)
      end
      if want.cue then is("cue", has_word(flat(attributes.cue), want.cue),
        flat(attributes.cue)) end
      if want.via then
        is("via", flat(attributes.via):find(want.via, 1, true) ~= nil,
          flat(attributes.via))
      end
      for _, key in ipairs { "type", "act", "when" } do
        if want[key] then is(key, attributes[key] == want[key], flat(attributes[key])) end
      end
      return
    end
  end
  self:miss("Quote %q", want.begins)
end

function Check:none(wanted)
  for layer, texts in pairs(wanted) do
    for _, text in ipairs(texts) do
      for a, attributes in self:each(layer) do
        local got = layer == "Quote" and content_of(attributes):sub(1, #text)
          or plain(a.text)
        if got == plain(text) then self:miss("no %s %q", layer, text) end
      end
    end
  end
end

function Check:all(want)
  if want.meta then self:meta(want.meta) end
  if want.paragraphs then self:parts("Paragraph", want.paragraphs) end
  if want.sentences then self:parts("Sentence", want.sentences) end
  self:zones(want.Zone or {})
  self:persons(want.Person or {})
  self:organizations(want.Organization or {})
  self:places(want.Place or {})
  for _, layer in ipairs { "Date", "Time", "Duration", "Set" } do
    self:values(layer, want[layer] or {}, { "value" })
  end
  self:values("Money", want.Money or {}, { "amount", "currency" })
  self:values("Percent", want.Percent or {}, { "amount" })
  self:values("Quantity", want.Quantity or {}, { "amount", "unit" })
  self:contacts(want.Contact or {})
  for _, quote in ipairs(want.Quote or {}) do self:quote(quote) end
  self:none(want.none or {})
end

local names = {
  "court", "earnings", "election", "obituary", "page", "protest", "reported-speech",
  "science", "sports", "statement", "wire",
}

-- What is known to be missing: tests/articles/short.tsv, an article and a line
-- each, without what was got instead.
local function known(name)
  local set = {}
  for line in io.lines(folder .. "short.tsv") do
    local article, miss = line:match("^([^#\t]+)\t(.*)$")
    if article == name then set[miss] = true end
  end
  return set
end

describe("articles", function()
  for _, name in ipairs(names) do
    it("give what a careful reader takes from " .. name, function()
      local want = assert(core.json_decode(read(folder .. name .. ".json")))
      local record = record_of(name, want.options)
      local check = setmetatable({ record = record, missing = {} }, Check)
      check:all(want)
      local short, new = known(name), {}
      for _, miss in ipairs(check.missing) do
        if not short[(miss:gsub(" %(got.*$", ""))] then new[#new + 1] = miss end
      end
      assert.same({}, new)
    end)
  end
end)
