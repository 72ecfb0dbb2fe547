-- Haste: instructions of Lua are not counted at first; what takes long or breaks a budget is
-- done again, counted (core/lua/host.c).
local core = require "newsengine.core"
local engine = require "newsengine.engine"
local paths = require "newsengine.paths"
local program = dofile("tests/cli/program.lua")

paths.root = paths.root or "."

local function count_to(n)
  local sum = 0
  for i = 1, n do sum = sum + i end
  return sum
end

describe("haste", function()
  after_each(function() core.hurried() end)

  it("counts no instructions, and what is charged as ever", function()
    assert.is_true(core.hurry(100))
    local _, _, left = core.budgeted(1000000, 0, 0, count_to, 200000)
    assert.equal(1000000, left)
    _, _, left = core.budgeted(1000000, 0, 0, core.charge, 1234)
    assert.equal(1000000 - 1234, left)
    assert.is_false(core.hurried())
    _, _, left = core.budgeted(1000000, 0, 0, count_to, 200000)
    assert.is_true(left < 700000)
  end)

  it("has no end where the seconds are no number that could be one", function()
    for _, seconds in ipairs { 0 / 0, math.huge, 1e300, -1 } do
      local ok, sum, _, broken = core.budgeted(0, 0, seconds, count_to, 10)
      assert.same({ true, 55 }, { ok, sum, broken })
    end
  end)

  it("ends when its time is over, for whatever comes after it too", function()
    assert.is_true(core.hurry(0.01))
    for _ = 1, 2 do
      local ok, message, _, broken = core.budgeted(1 << 50, 0, 0, function()
        while true do pcall(count_to, 1000) end
      end)
      assert.same({ false, "timeout" }, { ok, broken })
      assert.truthy(message:find("time is up", 1, true), message)
      assert.is_true(core.overdue())
    end
    assert.is_true(core.hurried())
    assert.is_false(core.overdue())
    assert.is_true((core.budgeted(1000000, 0, 0, count_to, 1000)))
  end)

  it("lets core.slowly through only outside of it", function()
    assert.is_true((core.budgeted(1000, 0, 0, core.slowly)))
    assert.is_true(core.hurry(100))
    assert.is_false((core.budgeted(1000, 0, 0, core.slowly)))
    assert.is_true(core.hurried())
  end)
end)

describe("a document in haste", function()
  local dir
  before_each(function() dir = program.scratch() end)
  after_each(function() dir:close() end)

  -- What a rule with that `run` makes of a text, and its failures as texts.
  local function run(body, options)
    dir:write("r.lua", ('rule "r" { emit = "N", run = function(doc) %s end }'):format(body))
    local made = engine.new { rules = { dir.path .. "/r.lua" }, plain = true,
                              budget = options and options.budget }
    made:watch({ at = function() end }, 0) -- as in a worker
    local doc = assert(made:document { text = options and options.text or "one two", id = "t" })
    local found, failures = {}, {}
    for i, one in ipairs(made:annotate(doc)) do failures[i] = one.code .. ": " .. one.message end
    for annotation in doc:each("N") do found[#found + 1] = annotation.text end
    return found, failures
  end

  it("is done again when a rule takes longer, and each annotation is made once", function()
    local found, failures = run([[
      doc:add("N", doc:span(1, 3), {})
      for _ = 1, 2000000 do doc:span(1, 1) end -- longer than haste lasts
      doc:add("N", doc:span(5, 7), {}) ]])
    assert.same({ { "one", "two" }, {} }, { found, failures })
  end)

  it("tells an error once", function()
    local found, failures = run([[ doc:add("N", doc:span(1, 3), {}) error("no", 0) ]])
    assert.same({ {}, { "error: no" } }, { found, failures })
  end)

  it("breaks a budget as it would if all were counted", function()
    local budget = { steps = 500000000, memory = 256 << 20, seconds = 10 }
    local charge = 'local long = ("n"):rep(8000000) for i = 1, %d do tonumber(long) end '
    local found, failures = run(charge:format(520), { budget = budget })
    assert.same({ {}, { "steps: step budget used up" } }, { found, failures })
    found, failures = run(charge:format(400) .. 'doc:add("N", doc:span(1, 3), {})',
                          { budget = budget }) -- more than haste may use
    assert.same({ { "one" }, {} }, { found, failures })
  end)

  it("prints what a rule prints once", function()
    dir:write("p.lua", 'rule "p" { emit = "N", run = function() print("said") end }')
    dir:write("t.txt", "one two")
    local result = dir:run { "p.lua", "t.txt" }
    local _, times = result.err:gsub("said", "")
    assert.equal(1, times, result.err)
  end)
end)
