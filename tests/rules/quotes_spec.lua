-- Quotations in invented texts: tests/rules/quotes/hostile.txt, as a hostile editor would
-- write them, and styles.txt, of many kinds of paper.  "## name" opens an article;
-- "> speaker ~ cue ~ content / content ~ key=value …" is a Quote that a reader takes from
-- it, "! words" are words that begin no Quote's content.  papers.txt, short articles of eighteen
-- kinds, also lists all names: "@ Layer: text; text".  kinds.txt holds
-- eight more, from a live blog to a court report.  All were written before the rules ran
-- on them.  What the rules are known to miss stands in short.tsv.  said.tsv: sentences, and
-- whether words in them are said.
local core = require "newsengine.core"

local folder = "tests/rules/quotes/"

local function trimmed(text) return (text:gsub("^%s+", ""):gsub("%s+$", "")) end

local function plain(text)
  text = text:gsub("^[\"'“”‘’„«»%s]+", ""):gsub("[\"'“”‘’»,%.!%?%s]+$", "")
  return (text:gsub("^\u{201C}", ""):gsub("\u{201D}$", ""))
end

local function wanted(line)
  local cells = {}
  for cell in (line:sub(2) .. "~"):gmatch("(.-)~") do cells[#cells + 1] = trimmed(cell) end
  local want = { speaker = cells[1], cue = cells[2], content = cells[3] }
  for key, value in (cells[4] or ""):gmatch("([%l_]+)=([^=]*%f[%s\0])") do
    want[key] = trimmed(value)
  end
  return want
end

local function articles(name)
  local list, current = {}, nil
  for line in io.lines(folder .. name) do
    local title = line:match("^## (.+)")
    if title then
      current = { id = title, lines = {}, quotes = {}, none = {}, names = {} }
      list[#list + 1] = current
    elseif line:find("^>") then
      current.quotes[#current.quotes + 1] = wanted(line)
    elseif line:find("^@") then
      local layer, names = line:match("^@ (%a+): (.*)")
      current.names[layer] = {}
      for text in (names .. ";"):gmatch("%s*(.-);") do current.names[layer][text] = true end
    elseif line:find("^!") then
      current.none[#current.none + 1] = trimmed(line:sub(2))
    else
      current.lines[#current.lines + 1] = line
    end
  end
  return list
end

local function records(list)
  local path = os.tmpname()
  local file = assert(io.open(path, "w"))
  for _, article in ipairs(list) do
    local text = table.concat(article.lines, "\n\n")
    file:write(core.json_encode { id = article.id, text = text, lang = "en" }, "\n")
  end
  assert(file:close())
  local pipe = assert(io.popen("./newsengine rules/quotes.lua -f jsonl -t jsonl "
    .. "--layers Quote,Person,Organization,Place " .. path, "r"))
  local found = {}
  for line in pipe:lines() do found[#found + 1] = assert(core.json_decode(line)) end
  assert(pipe:close())
  os.remove(path)
  return found
end

local function joined(content)
  local parts = {}
  for _, part in ipairs(content) do parts[#parts + 1] = plain(part.text) end
  return table.concat(parts, " / ")
end

local function joined_wanted(content)
  local parts = {}
  for part in (content .. " / "):gmatch("(.-) / ") do parts[#parts + 1] = plain(part) end
  return table.concat(parts, " / ")
end

local function text_of(value)
  return type(value) == "table" and value.text or value or ""
end

-- The misses of one Quote that is wanted: one line each.
local function judge(want, quotes, misses, label)
  local content = joined_wanted(want.content)
  local found
  for _, quote in ipairs(quotes) do
    if joined(quote.attributes.content) == content then found = quote.attributes end
  end
  if not found then
    misses[#misses + 1] = label .. "\tcontent: " .. content
    return
  end
  for _, key in ipairs { "speaker", "cue", "type", "act", "attribution", "speaker_kind",
      "addressee", "via" } do
    if want[key] and plain(text_of(found[key])) ~= plain(want[key]) then
      misses[#misses + 1] = label .. "\t" .. key .. ": " .. want[key] .. " of " .. content
        .. (os.getenv("SHOW") and " GOT " .. text_of(found[key]) or "")
    end
  end
end

local LAYERS = { "Person", "Organization", "Place" }
local NAMED = { name = true, surname = true, given = true }

-- The names of a record as sets of texts by layer, and in the order of the text.
local function names_of(record)
  local found, list = { Person = {}, Organization = {}, Place = {} }, {}
  for _, a in ipairs(record.annotations) do
    if found[a.layer] and NAMED[a.attributes.mention] and not found[a.layer][a.text] then
      found[a.layer][a.text] = true
      list[#list + 1] = { layer = a.layer, text = a.text }
    end
  end
  return found, list
end

-- Names that are missing and names that are none: how many were wanted, found, right.
local function judge_names(article, record, misses, counts)
  if not next(article.names) then return end
  local found, list = names_of(record)
  for _, layer in ipairs(LAYERS) do
    local missing = {}
    for name in pairs(article.names[layer] or {}) do
      counts.wanted = counts.wanted + 1
      if not found[layer][name] then missing[#missing + 1] = name end
    end
    table.sort(missing)
    for _, name in ipairs(missing) do
      misses[#misses + 1] = ("%s\t%s missing: %s"):format(article.id, layer, name)
    end
  end
  for _, name in ipairs(list) do
    counts.found = counts.found + 1
    if (article.names[name.layer] or {})[name.text] then
      counts.right = counts.right + 1
    else
      misses[#misses + 1] = ("%s\t%s too much: %s"):format(article.id, name.layer, name.text)
    end
  end
end

local function quotes_in(record)
  local quotes = {}
  for _, a in ipairs(record.annotations) do
    if a.layer == "Quote" then quotes[#quotes + 1] = a end
  end
  return quotes
end

local function misses_of(name)
  local list, misses, right, total, extra = articles(name), {}, 0, 0, 0
  local names = { wanted = 0, found = 0, right = 0 }
  for i, record in ipairs(records(list)) do
    local article = list[i]
    local quotes, known = quotes_in(record), {}
    judge_names(article, record, misses, names)
    for _, want in ipairs(article.quotes) do
      local before = #misses
      judge(want, quotes, misses, article.id)
      known[joined_wanted(want.content)] = true
      total = total + 1
      if #misses == before then right = right + 1 end
    end
    for _, quote in ipairs(quotes) do
      local content = joined(quote.attributes.content)
      for _, words in ipairs(article.none) do
        if content:sub(1, #words) == words then
          misses[#misses + 1] = article.id .. "\tnone: " .. words
        end
      end
      if quote.attributes.attribution == "assertion" and not known[content] then
        extra = extra + 1
        if os.getenv("SHOW") then misses[#misses + 1] = article.id .. "\tEXTRA " .. content end
      end
    end
  end
  return misses, right, total, extra, names
end

local function known_short()
  local set = {}
  for line in io.lines(folder .. "short.tsv") do set[line] = true end
  return set
end

describe("quotations", function()
  -- who says it -> the name of the one that the phrase stands for, false: nobody by name
  local MEANT = {
    { "Zelten campaign manager Rob Mohr", "Rob Mohr" },
    { "Zelten lawyer Mark Kasper", "Mark Kasper" },
    { "The Zelten campaign", "Zelten campaign" },
    { "Zelten’s campaign", "Zelten campaign" }, { "A source in the Zelten campaign", false },
    { "The White House", "White House" }, { "Paris", "Paris" }, { "A clerk in Paris", false },
    { "Bath", false }, { "A memo seen by the BBC", false },
    { "An email from Mark Kasper", "Mark Kasper" }, { "A clerk from Mark Kasper", false },
    { "A letter to the BBC", false },
    { "The BBC legend", false }, { "A review of BBC records", false },
    { "A spokeswoman for Hilda Zelten", false },
    { "A friend of Ms. Zelten", false }, { "Zelten running mate Tim Kehl", "Tim Kehl" },
    { "Hilda Zelten herself", "Hilda Zelten" },
    { "Zelten, a friend of Mark Kasper,", "Hilda Zelten" },
    { "Secretary of State John F. Kerr", "John F. Kerr" },
    { "President of France Emil Marron", "Emil Marron" },
    { "The board, which Mark Kasper leads,", false }, { "A book about Mark Kasper", false },
    { "The letter, sent to Mark Kasper,", false },
    { "A clerk for the paper, whom Mark Kasper sued,", false },
    { "Hilda Zelten and her aides", false }, { "Aides and Mark Kasper", false },
    { "Hilda Zelten, Mark Kasper and the board", false },
    { "Otto Marks’ aides", false }, { "Mark Kasper's aides", false },
    { "Hilda Zelten of Bath and a clerk", false },
    { "Clerks and head clerk Mark Kasper both", false },
    { "Two clerks, Hilda Zelten and Mark Kasper,", false },
    { "BBC officials", false }, { "A spokesman for the BBC", "BBC" }, { "A BBC poll", "BBC" },
    { "The Norwegian envoy to the BBC", false }, { "The BBC host", false },
    { "A source close to the BBC", false }, { "A member of the BBC", false },
    { "Hilda Zelten, a clerk, a mother, and Mark Kasper, a nurse,", false },
    { "The chairman of the BBC", false }, { "Most officials at the BBC", false },
    { "Both of the voters at the BBC", false },
    { "Unions at the BBC", false }, { "The head of the BBC", false },
    { "Qanit, who spoke to the BBC,", "Qanit" }, { "Voters, nurses at the BBC,", false },
    { "The Labour MP for Leeds", false },
    { "Voters, including Mark Kasper,", false }, { "Clerks led by head clerk Mark Kasper", false },
    { "Hilda Zelten, the mayor and head of the board,", "Hilda Zelten" },
    { "A list that named Mark Kasper", false },
    { "Trade and Energy Minister Hilda Zelten", "Hilda Zelten" },
    { "President and CEO Hilda Zelten", "Hilda Zelten" },
    { "The president and CEO Hilda Zelten", false },
    { "The board’s founder and president, Hilda Zelten,", "Hilda Zelten" },
    { "Hilda Zelten, also a nurse,", "Hilda Zelten" }, { "Its owner, the BBC,", "BBC" },
    { "Hilda Zelten, a clerk from Bath who wrote a letter,", "Hilda Zelten" },
    { "A post on Mark Kasper's Facebook page", false },
    { "A BBC user", false },
    { "Deputy Youth and Sports Minister Hilda Zelten", "Hilda Zelten" },
    { "Bath dance expert and author Hilda Zelten", "Hilda Zelten" },
    { "The minority in Parliament", false },
    { "The trade union and Energy Minister Hilda Zelten", false },
  }

  it("are said by the one whom the phrase is about, not by whose aide it is", function()
    local lines = { "Hilda Zelten met Mark Kasper in Bath." }
    for i, one in ipairs(MEANT) do lines[i + 1] = one[1] .. " said rates fell again." end
    local got = {}
    for i, quote in ipairs(quotes_in(records { { id = "aides", lines = lines } }[1])) do
      local speaker = quote.attributes.speaker
      got[i] = { speaker.text, speaker.name or false }
    end
    assert.same(MEANT, got)
  end)

  it("are said by a he who is neither named in his words nor asked, a which beside it", function()
    local lines = { "Mark Kasper met voters in Bath.", "“Kasper is our best,” he said.",
      "“It is our best,” he said.", "He told Kasper that it fell.", "He said Kasper was late.",
      "It was sold by Zelten Bank, which said it fell.",
      "He is of Zelten Bank, which said it fell.",
      "It came from Mark Kasper, the head of the bank of Bath, who said it fell.",
      "They met friends of Mark Kasper, who said it fell.",
      "They met Otto Hill and Mark Kasper, who said it fell.",
      "Mark Kasper left. Those around him said it fell.",
      "Though Mark Kasper left, it was late, he said." }
    local got = {}
    for i, quote in ipairs(quotes_in(records { { id = "he", lines = lines } }[1])) do
      got[i] = quote.attributes.speaker.name or false
    end
    assert.same({ false, "Mark Kasper", false, false, "Zelten Bank", "Zelten Bank", "Mark Kasper",
      false, false, false, "Mark Kasper" }, got)
  end)

  -- rows of said.tsv: said or not, the sentence, and in it the words in brackets
  local function rows_of_said()
    local rows, list = {}, {}
    for line in io.lines(folder .. "said.tsv") do
      local kind, before, words, behind = line:match("^(%l+)\t(.-)%[(.-)%](.*)$")
      if kind then
        rows[#rows + 1] = { kind = kind, words = words, first = utf8.len(before) }
        list[#list + 1] = { id = "said", lines = { before .. words .. behind } }
      end
    end
    return rows, list
  end

  local function lies_over(row, part)
    return part.start < row.first + utf8.len(row.words) and row.first < part["end"]
  end

  -- Is there an assertion of these words, or one that lies over them?
  local function asserted(row, record)
    local exact, over = false, false
    for _, quote in ipairs(quotes_in(record)) do
      local attributes = quote.attributes
      for _, part in ipairs(attributes.attribution == "assertion" and attributes.content or {}) do
        exact = exact or plain(part.text) == plain(row.words)
        over = over or lies_over(row, part)
      end
    end
    return exact, over
  end

  it("are assertions where a reader takes the words as said, and only there", function()
    local rows, list = rows_of_said()
    local wrong = {}
    for i, record in ipairs(records(list)) do
      local exact, over = asserted(rows[i], record)
      local right = exact
      if rows[i].kind == "not" then right = not over end
      if not right then wrong[#wrong + 1] = list[i].lines[1] end
    end
    assert.equal(60, #rows)
    assert.same({}, wrong)
  end)

  for _, name in ipairs { "hostile.txt", "styles.txt", "papers.txt", "kinds.txt" } do
    it("come out of " .. name .. " as a reader takes them", function()
      local misses, right, total, extra, names = misses_of(name)
      if os.getenv("SHOW") then
        print(name, right .. " of " .. total .. " right", extra .. " assertions more")
        print(names.wanted .. " names", names.found .. " found", names.right .. " right")
        print(table.concat(misses, "\n"))
      end
      local short, new = known_short(), {}
      for _, miss in ipairs(misses) do
        if not short[miss] then new[#new + 1] = miss end
      end
      assert.same({}, new)
    end)
  end
end)
