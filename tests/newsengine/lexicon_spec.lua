-- What a lexicon keeps alive.
local core = require "newsengine.core"

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
