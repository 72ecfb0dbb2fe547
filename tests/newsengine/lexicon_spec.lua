-- What a lexicon gives and what it keeps alive.
local core = require "newsengine.core"

describe("a lexicon", function()
  local towns = assert(core.lexicon_rows({ "name", "kind", "since" },
    { { "Oslo", "city", "" }, { "Ålgård", "", "1893" } }, {}))

  it("gives of the columns that are named what is filled", function()
    assert.same({ kind = "city" }, towns:get("Oslo", { kind = true, since = true }))
    assert.same({ since = "1893" }, towns:get("ålgård", { kind = true, since = true }))
    assert.same({}, towns:get("Oslo", { since = true, river = true }))
    assert.same({ name = "Oslo", kind = "city", since = "" }, towns:get("Oslo", nil))
    assert.is_nil(towns:get("Bergen", { kind = true }))
    assert.error_matches(function() towns:get("Oslo", "kind") end, "table expected")
  end)
end)

describe("a lexicon of a bundle", function()
  local path

  before_each(function() path = os.tmpname() end)
  after_each(function() os.remove(path) end)

  it("keeps the bundle, whatever it was asked for", function()
    local made = assert(core.lexicon_rows({ "name", "kind" }, { { "Oslo", "city" } }, {}))
    local file <close> = assert(io.open(path, "wb"))
    file:write(core.bundle_bytes { { "places", core.lexicon_block(made) } })
    file:close()
    local held = setmetatable({}, { __mode = "v" })
    held.bundle = assert(core.bundle(path))
    local places = held.bundle:lexicon("places")
    for _ = 1, 2 do
      assert.same({ name = "Oslo", kind = "city" }, places:get("Oslo"))
      collectgarbage()
      assert.truthy(held.bundle)
    end
    places = nil
    collectgarbage()
    assert.falsy(held.bundle or places)
  end)
end)
