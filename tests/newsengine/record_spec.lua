-- Records: the order of what stands in them.
local engine_of = require "tests.newsengine.engine_of"
local ne = require "newsengine"

describe("a record", function()
  it("has annotations of one place by the names of their rules, however many", function()
    local add = [[rule %q { about = "x", emit = "X", run = function(doc)
      for i = 1, 20000 do doc:add("X", doc:span(1, 3), { number = i }) end
    end }
    ]]
    local engine = engine_of(add:format("two.last") .. add:format("one.first"))
    local doc, failures = ne.document("Ann left.", { engine = engine, lang = "en", id = "a" })
    assert.same({}, failures)
    local rules = {}
    for rule, number in ne.record(doc):gmatch('"rule":"([^"]*)","attributes":{"number":(%d+)}') do
      rules[#rules + 1] = rule .. " " .. number
    end
    assert.equal(40000, #rules)
    assert.same({ "one.first 1", "one.first 2", "one.first 20000", "two.last 1", "two.last 20000" },
                { rules[1], rules[2], rules[20000], rules[20001], rules[40000] })
  end)
end)
