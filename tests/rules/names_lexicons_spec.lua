-- The lexicons that names are found with: their form, and that each row is what it says.

local FOLDER = "rules/lexicons/"
local FILES = {
  "club-towns.hand.tsv", "clubs.hand.tsv", "countries.hand.tsv", "country-codes.hand.tsv",
  "given.hand.tsv", "given.tsv", "nameclues.hand.tsv",
  "nameheads.hand.tsv", "nevernames.hand.tsv", "nicknames.hand.tsv", "organizations.hand.tsv",
  "organizations.tsv", "orgleads.hand.tsv",
  "parties.hand.tsv", "people-roles.hand.tsv", "people.hand.tsv", "peoples.hand.tsv",
  "places.hand.tsv", "places.tsv",
  "roles.hand.tsv", "roles.tsv", "surnames-first.hand.tsv", "surnames.tsv",
  "titlemods.hand.tsv", "titles.hand.tsv",
  "words.tsv",
}

local function cells_of(line)
  local cells = {}
  for cell in (line .. "\t"):gmatch "([^\t]*)\t" do cells[#cells + 1] = cell end
  return cells
end

-- Rows as tables by column name, and the lines that have too few cells or no key; each file
-- is read once.
local files = {}
local function read(name)
  if files[name] then return table.unpack(files[name]) end
  local columns, rows, number, bad = nil, {}, 0, {}
  for line in io.lines(FOLDER .. name) do
    number = number + 1
    if line:sub(1, 1) ~= "#" then
      local cells = cells_of(line)
      if not columns then
        columns = cells
      else
        local row = {}
        if #cells ~= #columns or cells[1] == "" then
          bad[#bad + 1] = ("%s:%d: %s"):format(name, number, line)
        end
        for i, column in ipairs(columns) do row[column] = cells[i] end
        rows[#rows + 1] = row
      end
    end
  end
  files[name] = { rows, bad }
  return rows, bad
end

describe("the lexicons of names", function()
  it("have a cell for every column and a key in every row", function()
    for _, name in ipairs(FILES) do
      local rows, bad = read(name)
      assert.is_true(#rows > 0, name)
      assert.same({}, bad)
    end
  end)

  it("hold no row twice", function()
    local twice = {}
    for _, name in ipairs(FILES) do
      local header, seen = false, {}
      for line in io.lines(FOLDER .. name) do
        local comment = line:sub(1, 1) == "#"
        if header and not comment then
          if seen[line] then twice[#twice + 1] = name .. ": " .. line end
          seen[line] = true
        end
        header = header or not comment
      end
    end
    assert.same({}, twice)
  end)

  it("write an apostrophe both ways, since case and typography count in them", function()
    for _, file in ipairs { "clubs.hand.tsv", "countries.hand.tsv", "organizations.hand.tsv",
      "people.hand.tsv", "places.hand.tsv" } do
      for _, row in ipairs((read(file))) do
        local names = {}
        for name in row.name:gmatch "[^|]+" do names[name] = true end
        for name in pairs(names) do
          local curly = name:gsub("'", "’")
          assert.is_true(names[curly], curly)
        end
      end
    end
  end)

  it("name countries by two capital letters", function()
    for _, name in ipairs { "countries.hand.tsv", "country-codes.hand.tsv",
      "places.hand.tsv", "places.tsv",
      "organizations.hand.tsv", "organizations.tsv", "clubs.hand.tsv",
      "club-towns.hand.tsv" } do
      local wrong = {}
      for _, row in ipairs((read(name))) do
        if row.country ~= "" and not row.country:match "^%u%u$" then
          wrong[#wrong + 1] = row.name .. " " .. row.country
        end
      end
      assert.same({}, wrong)
    end
  end)

  it("give rows by hand a reason or a kind", function()
    for _, name in ipairs { "places.hand.tsv", "clubs.hand.tsv" } do
      for _, row in ipairs((read(name))) do assert.not_equal("", row.reason, row.name) end
    end
    for _, row in ipairs((read "people.hand.tsv")) do
      assert.is_truthy(row.reason:match "^%u%u$" or row.reason == "world", row.name)
    end
    for _, row in ipairs((read "surnames-first.hand.tsv")) do
      assert.not_equal("", row.spelling, row.name)
    end
    for _, row in ipairs((read "given.hand.tsv")) do
      assert.not_equal("", row.language, row.name)
    end
    for _, name in ipairs { "organizations.hand.tsv", "nameheads.hand.tsv",
      "nameclues.hand.tsv", "titles.hand.tsv" } do
      for _, row in ipairs((read(name))) do assert.not_equal("", row.kind, row.name) end
    end
  end)

  it("say of a body what it is in one of the words of their head", function()
    local kinds = { international = true, government = true, party = true, armed = true,
      media = true, company = true, institution = true, sport = true, music = true, single = true }
    for _, row in ipairs((read "organizations.hand.tsv")) do
      assert.is_true(kinds[row.kind] or false, row.name .. " " .. row.kind)
    end
  end)

  -- Each was once in one of the lists and spoke for the wrong thing.
  it("hold no given name that is a word, a title, a place or a surname", function()
    local given = {}
    for _, row in ipairs((read "given.tsv")) do given[row.name] = true end
    for _, name in ipairs { "Aviv", "Bong", "Danish", "Erdogan", "Md", "Mufti", "Oromo",
      "Semi", "Shah", "Uzi", "Welshman" } do
      assert.is_nil(given[name], name)
    end
  end)

  it("hold no place that is an adjective or people of a country, or a phrase of words", function()
    local national, ordinary = {}, {}
    for _, row in ipairs((read "countries.hand.tsv")) do
      for form in (row.adjective .. "|" .. row.people):gmatch "[^|]+" do national[form] = true end
    end
    for _, row in ipairs((read "words.tsv")) do ordinary[row.word] = true end
    local wrong = {}
    for _, row in ipairs((read "places.tsv")) do
      for form in row.name:gmatch "[^|]+" do
        if national[form] or ordinary[form:match " (%l+)$"] then wrong[#wrong + 1] = form end
      end
    end
    assert.same({}, wrong)
  end)

  it("hold places that begin with a letter outside of ASCII, and their plain form", function()
    local places = {}
    for _, row in ipairs((read "places.tsv")) do places[row.name] = row.country end
    assert.equal("BR", places["Águas Claras|Aguas Claras"])
    assert.equal("TR", places["Çankaya|Cankaya"])
  end)

  -- A trump is a card, but hardly ever with a capital letter.
  it("hold nobody known by the surname alone whose surname is a word or a title", function()
    local other, both = {}, {}
    for _, row in ipairs((read "words.tsv")) do other[row.word] = true end
    for _, row in ipairs((read "titles.hand.tsv")) do other[row.name:lower()] = true end
    for _, row in ipairs((read "people.hand.tsv")) do
      if other[row.name:lower()] then both[#both + 1] = row.name end
    end
    assert.same({ "Trump" }, both)
  end)

  -- CCTV is mostly a camera, but beside other signs the broadcaster.
  it("hold no known body among the words that are never a name", function()
    local bodies = {}
    for _, row in ipairs((read "organizations.hand.tsv")) do
      for name in row.name:gmatch "[^|]+" do bodies[name] = true end
    end
    local both = {}
    for _, row in ipairs((read "nevernames.hand.tsv")) do
      if bodies[row.word] then both[#both + 1] = row.word end
    end
    assert.same({ "CCTV" }, both)
  end)

  it("are named in SOURCES.md", function()
    local file = assert(io.open(FOLDER .. "SOURCES.md"))
    local text = file:read "a"
    file:close()
    for _, name in ipairs(FILES) do
      local stem = name:match "^([%a-]+)%.hand%.tsv$"
      assert.is_truthy(text:find(stem or name, 1, true), name)
    end
  end)
end)
