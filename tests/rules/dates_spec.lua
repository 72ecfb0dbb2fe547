-- Every line of dates_expressions.tsv, read by rules/dates.lua.
local expressions = dofile("tests/rules/expressions.lua")

local EXPRESSIONS = "tests/rules/dates_expressions.tsv"

local function rows(table)
  local list = expressions.rows(table)
  for _, row in ipairs(list) do
    if row.published == "-" then row.published = nil end
    if row.value == "-" then row.value = nil end
  end
  return list
end

local function shown(record)
  local list = {}
  for _, a in ipairs(record.annotations) do
    list[#list + 1] = ("%s [%s] %s"):format(a.layer, a.text, tostring(a.attributes.value))
  end
  return #list > 0 and table.concat(list, "; ") or "nothing"
end

-- Does the record hold the marked expression (or, with none marked, nothing)?
local function holds(row, record)
  if not row.marked then return #record.annotations == 0 end
  for _, a in ipairs(record.annotations) do
    if a.layer == row.layer and a.text == row.marked
        and a.attributes.value == row.value then
      return true
    end
  end
  return false
end

-- What time it is for a program that is started like this.
local function clock_under(where)
  local pipe = assert(io.popen(where .. " lua5.4 -e 'print(os.time())'", "r"))
  local seconds = tonumber(pipe:read("l"))
  pipe:close()
  return seconds
end

describe("dates", function()
  local function judge(list)
    local records, missing = expressions.run(list, "rules/dates.lua",
      "Date,Time,Duration,Set"), {}
    assert.equal(#list, #records)
    for i, row in ipairs(list) do
      if not holds(row, records[i]) then
        missing[#missing + 1] = ("%s | %s: %s %s; got %s"):format(row.published or "-",
          row.text, row.layer, row.value or "-", shown(records[i]))
      end
    end
    assert.same({}, missing)
  end

  it("are read as the table of expressions says", function()
    local list = rows(EXPRESSIONS)
    assert.is_true(#list >= 400)
    judge(list)
  end)

  it("are read as the table of other kinds of news says", function()
    judge(rows("tests/rules/dates_kinds.tsv"))
  end)

  it("and all other rules: shuffled words of the tables make none fail", function()
    local words, seed = { "0", "0000-00-00", "99999999999999999999", "-", "half" }, 1
    local function random(n)
      seed = (seed * 1103515245 + 12345) & 0x7fffffff
      return (seed >> 8) % n + 1
    end
    for _, name in ipairs { "dates_expressions", "dates_kinds", "amounts_expressions",
      "events_sentences" } do
      for _, row in ipairs(expressions.rows("tests/rules/" .. name .. ".tsv")) do
        for word in row.text:gmatch("%S+") do words[#words + 1] = word end
      end
    end
    local days = { "2022-03-14", "2024-02-29", "0001-01-01", "9999-12-31" }
    local list = {}
    for i = 1, 200 do
      local text = {}
      for j = 1, 40 do text[j] = words[random(#words)] end
      list[i] = { text = table.concat(text, " "), published = days[random(5)] }
    end
    local failed = {}
    for i, record in ipairs(expressions.run(list,
      "rules/news.lua rules/desk.lua", "all")) do
      for _, fault in ipairs(record.errors) do
        failed[#failed + 1] = fault.message .. ": " .. list[i].text
      end
    end
    assert.same({}, failed)
  end)

  it("give the same records under three clocks and three time zones", function()
    local library = os.tmpname()
    assert(os.execute(("cc -shared -fPIC -o %s tests/rules/clock.c -ldl"):format(library)))
    finally(function() os.remove(library) end)
    local list, first = rows(EXPRESSIONS), nil
    for _, at in ipairs { { 946684799, "Pacific/Kiritimati" }, { 1647244200, "UTC" },
      { 2148811506, "America/Los_Angeles" } } do
      local where = ("env LD_PRELOAD=%s CLOCK=%d TZ=%s"):format(library, at[1], at[2])
      assert.equal(at[1], clock_under(where))
      local records = expressions.run(list, "rules/dates.lua", "Date,Time,Duration,Set", where)
      local all = {}
      for i, record in ipairs(records) do all[i] = shown(record) end
      first = first or all
      assert.same(first, all)
    end
    assert.equal(#list, #first)
  end)
end)
