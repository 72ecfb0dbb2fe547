-- JSON of Lua values, as records and formats write it.
local core = require "newsengine.core"

-- So many tables, each twice in the next: two to that power as text.
local function doubled(levels)
  local t = { 1 }
  for _ = 1, levels do t = { t, t } end
  return t
end

describe("JSON", function()
  it("writes a table as often as it stands in others", function()
    assert.equal("[[[1],[1]],[[1],[1]]]", core.json_encode(doubled(2)))
  end)

  it("writes the keys of wide tables in their order, too", function()
    local wide, names = {}, {}
    for i = 1, 3000 do
      names[i] = ("k%04d"):format(i)
      wide[names[i]] = i
    end
    for i, name in ipairs(names) do names[i] = ('"%s":%d'):format(name, i) end
    assert.equal("{" .. table.concat(names, ",") .. "}", core.json_encode(wide))
    assert.same(wide, core.json_decode(core.json_encode(wide)))
  end)

  it("tells the fields of an object in the midst of a text, and what is wrong there", function()
    local text = '{"a":1}\n{"a":2,"b":[3]}\n{"a"'
    local function fields(first, last)
      local made, rest, at = core.json_fields(text, { a = "x" }, nil, first, last)
      return made and { made.x, rest } or { rest:match("^[^:]+"), at }
    end
    assert.same({ 1 }, fields(1, 7))
    assert.same({ 2, '{"b":[3]}' }, fields(9, 23))
    assert.same({ "invalid JSON", 5 }, fields(25))
    assert.same({ "invalid JSON", 1 }, fields(9, 8))
    for _, out in ipairs { { 0, 7 }, { 1, #text + 1 }, { 9, 7 } } do
      assert.has_error(function() fields(out[1], out[2]) end)
    end
  end)

  it("tells the fields of an object of strings as of any other", function()
    local strings = '{"b":"x\\ny","id":"7","url":"u\\"","c":"é"%s}'
    for _, more in ipairs { "", ',"d":1' } do
      local made, rest, url = core.json_fields(strings:format(more), { id = "id", b = "text" },
        "url")
      assert.same({ id = "7", text = "x\ny" }, made)
      assert.equal('{"url":"u\\"","c":"é"' .. more .. "}", rest)
      assert.equal('"u\\""', url)
    end
    local made, rest, url = core.json_fields('{"url":"u"}', { url = "url" }, "url")
    assert.same({ { url = "u" }, '"u"' }, { made, url })
    assert.is_nil(rest)
  end)

  it("of tables within tables without end breaks the budget", function()
    local ok, _, _, broken = core.budgeted(100000, 0, 0, core.json_encode, doubled(30))
    assert.same({ false, "steps" }, { ok, broken })
    ok, _, _, broken = core.budgeted(0, 64 << 20, 0, core.json_encode, doubled(30))
    assert.same({ false, "memory" }, { ok, broken })
    assert.equal("[1]", core.json_encode { 1 })
  end)

  it("of a text in many places breaks the budget", function()
    local text, list, named = ("x"):rep(1 << 20), {}, {}
    for i = 1, 200 do list[i], named["k" .. i] = text, text end
    for _, value in ipairs { list, named } do
      local ok, _, _, broken = core.budgeted(0, 16 << 20, 0, core.json_encode, value)
      assert.same({ false, "memory" }, { ok, broken })
    end
  end)
end)
