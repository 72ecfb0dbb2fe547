-- Locals of rule files that a document changed: seen however many documents came before.
local engine_of = require "tests.newsengine.engine_of"

-- Each changes `n` when the text has "now" in it, in a way of its own.
local WAYS = {
  ["the rule's own function"] = [[
    local n = 0
    rule "r" { emit = "R", run = function(doc)
      if doc.text:find "now" then n = n + 1 end
      doc:add("R", doc:span(1, 1), { n = n })
    end }]],
  ["a function that it makes while it runs"] = [[
    local n = 0
    rule "r" { emit = "R", run = function(doc)
      local function outer() return function() n = n + 1 end end
      if doc.text:find "now" then outer()() end
      doc:add("R", doc:span(1, 1), { n = n })
    end }]],
  ["a function in a table"] = [[
    local n, more = 0, {}
    function more.count() n = n + 1 end
    rule "r" { emit = "R", run = function(doc)
      if doc.text:find "now" then more.count() end
      doc:add("R", doc:span(1, 1), { n = n })
    end }]],
  ["where, of a number that is none"] = [[
    local n = 0 / 0
    rule "r" { emit = "R", pattern = "a", where = function(m, doc)
      if doc.text:find "now" then n = 1 end
      return { n = n == n and n or 0 }
    end }]],
}

describe("a local that a document changes", function()
  local function run(engine, text)
    local doc = engine:document { text = text, id = "x", lang = "en" }
    local failures = engine:annotate(doc)
    local made = doc:each("R")()
    return failures, made and made.n
  end

  for way, source in pairs(WAYS) do
    it("is seen and put back: " .. way, function()
      local engine = engine_of(source)
      for i = 1, 30 do
        local changes = i == 1 or i == 8 or i == 9 or i == 10 or i == 25
        local failures, n = run(engine, changes and "a now" or "a then")
        assert.equal(changes and 1 or 0, #failures, "document " .. i)
        if changes then
          assert.equal("state", failures[1].code)
          assert.truthy(failures[1].message:find('"n"', 1, true))
        else
          assert.equal(0, n)
        end
      end
    end)
  end

  it("is seen in an iterator of C, too", function()
    local engine = engine_of [[
      local nexts = ("x"):rep(100):gmatch "x"
      rule "r" { emit = "R", run = function(doc) if doc.text:find "now" then nexts() end end }]]
    for i = 1, 20 do
      local failures = run(engine, i == 19 and "a now" or "a then")
      assert.equal(i == 19 and 1 or 0, #failures, "document " .. i)
    end
  end)

  it("is looked for only where some function assigns to it, behind the first documents", function()
    local engine = engine_of [[
      local fixed, moving, other = 1, 2, { 3 }
      local function set(value) moving = value end
      rule "r" { emit = "R", run = function() return fixed, other, set(moving) end }]]
    local guard = engine.pack.guards[1].locals
    local all = guard:count()
    for _ = 1, 12 do assert.same({}, (run(engine, "a"))) end
    assert.equal(1, guard:count())
    assert.is_true(all > 3)
    assert.same({ engine.pack.guards[1] }, engine.watchful)
  end)

  it("is asked of no file that has none", function()
    local engine = engine_of [[
      local fixed = { 3 }
      rule "r" { emit = "R", run = function() return fixed end }]]
    for _ = 1, 8 do assert.same({}, (run(engine, "a"))) end
    assert.is_nil(engine.watchful) -- it is not known yet
    for _ = 1, 4 do assert.same({}, (run(engine, "a"))) end
    assert.same({}, engine.watchful)
  end)
end)

describe("the globals of a rule file", function()
  it("are its own while it loads, with a metatable and by _G, and read-only behind that", function()
    local engine = engine_of [[
      setmetatable(_G, { __index = function(_, name) return name .. "?" end })
      _G.COLOUR, SHAPE = "red", {}
      table.insert(SHAPE, "round")
      local names = {}
      for name in pairs(_G) do names[#names + 1] = name:match("^%u+$") end
      rule "r" { emit = "R", run = function(doc)
        if doc.text == "name" then COLOUR = "blue" end
        if doc.text == "table" then SHAPE[1] = "square" end
        doc:add("R", doc:span(1, 1), { got = table.concat({ COLOUR, _G.SHAPE[1], OTHER,
          names[1], names[2], tostring(_G == _ENV) }, " ") })
      end }]]
    local function run(text)
      local doc = engine:document { text = text, id = "x", lang = "en" }
      return engine:annotate(doc), doc:each("R")()
    end
    local failures, made = run("a")
    assert.same({}, failures)
    assert.equal("red round OTHER? COLOUR SHAPE true", made.got)
    for _, text in ipairs { "name", "table" } do
      failures = run(text)
      assert.truthy(failures[1].message:find("read-only once it is loaded", 1, true))
    end
  end)
end)

describe("what all rule files have in common", function()
  it("works on where a file gives it a name of its own", function()
    for line in io.lines("tests/newsengine/reachable.txt") do
      local name = line:match("^([%w.]+) function$")
      if name then
        local engine = engine_of(([[
          local mine = %s
          rule "r" { emit = "R", run = function(doc)
            local list = {}
            table.insert(list, json.decode("[1]")[1])
            doc:add("R", doc:span(1, 1), { n = mine and list[1] })
          end }]]):format(name))
        local doc = engine:document { text = "a", id = "x", lang = "en" }
        assert.same({}, engine:annotate(doc), name)
        assert.equal(1, doc:each("R")().n, name)
      end
    end
  end)
end)
