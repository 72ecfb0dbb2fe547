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

  it("has as many layers as rules make", function()
    local rules = {}
    for i = 1, 300 do
      rules[i] = ('rule "r%d" { about = "x", emit = "L%d", pattern = "w%d" }'):format(i, i, i)
    end
    local engine = engine_of(table.concat(rules, "\n"))
    local doc, failures = ne.document("W7 and w300.", { engine = engine, lang = "en", id = "a" })
    assert.same({}, failures)
    local layers = {}
    for layer in ne.record(doc):gmatch('"layer":"([^"]*)"') do layers[#layers + 1] = layer end
    assert.same({ "L7", "L300" }, layers)
  end)

  it("has what a pattern found that reads very many layers, a built-in one behind them", function()
    local names = {}
    for i = 1, 70 do names[i] = ("{L%d}"):format(i) end
    local engine = engine_of(([[
      rule "l" { about = "x", emit = { %s }, run = function() end }
      rule "all" { about = "x", emit = "All", pattern = "(%s | {Quoted})" }
    ]]):format(table.concat(names, ", "):gsub("[{}]", '"'), table.concat(names, " | ")))
    local doc, failures = ne.document('She said "no".', { engine = engine, lang = "en", id = "a" })
    assert.same({}, failures)
    assert.equal('"no"', ne.record(doc):match('"text":"(.-)","rule":"all"'):gsub('\\', ""))
  end)
end)
