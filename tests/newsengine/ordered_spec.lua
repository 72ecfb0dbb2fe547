-- pairs as rule files have it: the same order in every process.
local core = require "newsengine.core"

local function keys_of(t)
  local keys = {}
  for key, value in core.ordered_pairs(t) do
    assert.equal(t[key], value)
    keys[#keys + 1] = key
  end
  return keys
end

describe("ordered pairs", function()
  it("are numbers by size, then strings by bytes, then the rest", function()
    local rest = {}
    local t = { b = 1, a = 2, ["a\0"] = 3, ["é"] = 4, [10] = 5, [9] = 6, [-2] = 7, [2.5] = 8,
                [math.maxinteger] = 9, [math.mininteger] = 10, [1e300] = 11, [rest] = 12 }
    assert.same({ math.mininteger, -2, 2.5, 9, 10, math.maxinteger, 1e300, "a", "a\0", "b", "é",
                  rest }, keys_of(t))
    assert.same({}, keys_of {})
  end)

  it("are those of a sorted list of keys, whatever the keys", function()
    for seed = 1, 50 do
      math.randomseed(seed)
      local t, numbers, strings = {}, {}, {}
      for _ = 1, math.random(0, 60) do
        local n, s = math.random(-99, 99), tostring(math.random(1, 999))
        if not t[n] then numbers[#numbers + 1] = n end
        if not t[s] then strings[#strings + 1] = s end
        t[n], t[s] = true, true
      end
      table.sort(numbers)
      table.sort(strings)
      table.move(strings, 1, #strings, #numbers + 1, numbers)
      assert.same(numbers, keys_of(t))
    end
  end)

  it("pass over what is taken away and do not see what is added", function()
    local t, seen = { 1, 2, 3, 4 }, {}
    for i in core.ordered_pairs(t) do
      seen[#seen + 1] = i
      t[i + 1], t[i + 10] = nil, true
      if i % 2 == 0 then collectgarbage() end
    end
    assert.same({ 1, 3 }, seen)
  end)

  it("are refused for what is no table", function()
    assert.has_error(function() core.ordered_pairs(1) end)
  end)
end)
