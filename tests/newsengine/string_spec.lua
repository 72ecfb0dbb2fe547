-- The pattern functions that rules get are Lua's own in all but their budget.
local core = require "newsengine.core"

describe("string functions of rules", function()
  local atoms = { "a", "b", ".", "%a", "%d", "[ab]", "[^a]", "%s", "%l", "%u", "[%d%s]", "()",
                  "(a)", "(b*)", "%w", "%p", "%%", "$", "%f[%a]", "%b()", "-", "(a+)", "%1" }
  local suffixes = { "", "", "", "*", "+", "?", "-" }
  local beginnings = { "^", "%f[%a]", "%f[a-b%d]", "%f[^%s]", "(%f[%w]" }
  local characters = { "a", "b", "A", " ", "1", ".", "(", ")", "%", "\n", "é", "-" }

  local state = 1
  local function random(low, high)
    state = state * 6364136223846793005 + 1442695040888963407
    return low + (state >> 33) % (high - low + 1)
  end
  local function one_of(list) return list[random(1, #list)] end

  local function pattern()
    local parts = { random(1, 3) == 1 and one_of(beginnings) or "" }
    for _ = 1, random(0, 4) do
      local atom = one_of(atoms)
      local whole = atom:find("^%(") or atom == "$" or atom:find("^%%[fb1]")
      parts[#parts + 1] = atom .. (whole and "" or one_of(suffixes))
    end
    parts[#parts + 1] = parts[1]:find "^%(" and ")" or ""
    parts[#parts + 1] = random(1, 3) == 1 and "$" or ""
    return table.concat(parts)
  end

  local function text()
    local parts = {}
    for i = 1, random(0, 12) do parts[i] = one_of(characters) end
    return table.concat(parts)
  end

  local function every(gmatch)
    return function(s, p)
      local list = {}
      for a, b in gmatch(s, p) do list[#list + 1] = tostring(a) .. "," .. tostring(b) end
      return table.concat(list, ";")
    end
  end

  it("give what those of stock Lua give, for random patterns and texts", function()
    local matching = 0
    local function compare(stock, ours, ...)
      local a, b = table.pack(pcall(stock, ...)), table.pack(pcall(ours, ...))
      assert.equal(a[1], b[1])
      if not a[1] then return end
      assert.same(a, b)
      if a[2] then matching = matching + 1 end
    end
    for _ = 1, 2000 do
      local s, p = text(), pattern()
      local init = random(-3, #s + 2)
      compare(string.find, core.string.find, s, p, init)
      compare(string.match, core.string.match, s, p, init)
      compare(string.gsub, core.string.gsub, s, p, "<%0>", random(0, 4))
      compare(every(string.gmatch), every(core.string.gmatch), s, p)
    end
    assert.is_true(matching > 4000)
  end)

  it("find a match later in a run when a back reference asks for less of it", function()
    for p, s in pairs { ["(a+)x%1$"] = "aaxa", ["(a+)%bx%%1$"] = "aax%a" } do
      assert.same({ string.find(s, p) }, { core.string.find(s, p) })
      assert.equal(2, core.string.find(s, p))
    end
  end)

  it("try a run of characters once, not from each of them", function()
    local function cost(words)
      local ok, found, left = core.budgeted(1000000, 0, 0, core.string.find,
                                            ("word "):rep(words) .. ".", "(%a+)%s+$")
      assert.is_true(ok)
      assert.is_nil(found)
      return 1000000 - left
    end
    assert.is_true(cost(200) - cost(100) < 100 * 30)
  end)

  it("cost what is read for plain words, up to where they stand", function()
    local long = ("a"):rep(5000) .. " here " .. ("a"):rep(500000)
    local find = core.string.find
    local ok, first, left = core.budgeted(10000, 0, 0, find, long, "here", 1, true)
    assert.same({ true, 5002 }, { ok, first })
    assert.is_true(10000 - left > 5000)
    assert.is_false(core.budgeted(10000, 0, 0, find, long, "there", 1, true))
  end)

  local long_set = "[" .. ("b"):rep(10000) .. "]"
  local letters = ("a"):rep(1000)

  it("cost by the size of a long set, each time that it is read", function()
    for _, p in ipairs { "a" .. long_set, "a?%f" .. long_set, "a-" .. long_set .. "$" } do
      local ok, _, _, broken = core.budgeted(100000, 0, 0, core.string.find, letters, p)
      assert.is_false(ok)
      assert.equal("steps", broken)
    end
  end)

  it("cost by the size of a long set where a run of it is tried", function()
    local ok, _, left = core.budgeted(1000000, 0, 0, core.string.find, letters,
                                      "b?" .. long_set .. "*$")
    assert.is_true(ok)
    assert.is_true(1000000 - left > #letters * (10000 // 64) * 2)
  end)

  it("read a set once for all characters that they go past or take", function()
    for _, p in ipairs { long_set, "^[^" .. long_set:sub(2) .. "*$" } do
      local ok, _, left = core.budgeted(100000, 0, 0, core.string.find, letters, p)
      assert.is_true(ok)
      assert.is_true(100000 - left < 10000 / 64 * 4 + 2 * #letters)
    end
  end)

  it("format as Lua's own does", function()
    local format = core.string.formatter(string.format, tostring)
    local parts = { "%s", "%d", "%02d", "%04d", "%09d", "%5d", "%-3d", "%5s", "%q", "%%", "a", "é",
                    "\0", "%x", "%.2f", "%i", "%0d", "%010d", "%", "%03s", ("long"):rep(70) }
    local values = { 0, 7, 12, 2022, 99999, math.maxinteger, -1, -12, 3.0, 2.5, "3", "text", "\0é",
                     "", ("long"):rep(80), true }
    local simple = 0
    for _ = 1, 5000 do
      local made, given = {}, {}
      for i = 1, random(0, 4) do made[i] = parts[random(1, random(1, 2) == 1 and 4 or #parts)] end
      for i = 1, random(#made, 5) do given[i] = values[random(1, #values)] end
      local what = table.concat(made)
      local fine, wanted = pcall(string.format, what, table.unpack(given))
      local ours, got = pcall(format, what, table.unpack(given))
      assert.equal(fine, ours, what)
      if fine then
        assert.equal(wanted, got)
        simple = simple + 1
      end
    end
    assert.is_true(simple > 1000)
  end)
end)
