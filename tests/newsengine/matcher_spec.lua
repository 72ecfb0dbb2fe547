-- Plans: patterns of several rules walked one after the other without entering Lua between.
local ne = require "newsengine"
local core = require "newsengine.core"
local program = dofile("tests/cli/program.lua")

local function first_sentence(doc) return core.ranges(doc, { doc:span(1, 9) }, "span") end

describe("a plan", function()
  local dir, engine
  local rules = [[
    rule "a" { pattern = { "ann", "nobody" }, emit = "A" }
    rule "b" { pattern = "zebra | unicorn", emit = "B" }
    rule "c" { pattern = "x:[cap] left | stayed", emit = "C" }
  ]]
  setup(function()
    dir = program.scratch()
    engine = ne.engine { rules = { dir.path .. "/" .. dir:write("rules.lua", rules) } }
  end)
  teardown(function() dir:close() end)

  local function open(text)
    local doc = ne.document(text, { lang = "en" })
    local matcher = core.matcher(engine.pack.patterns)
    matcher:open(doc)
    return matcher, doc
  end

  local function plan()
    local lists, owners = {}, {}
    for i, made in ipairs(engine.pack.rules) do
      lists[i], owners[i] = made.patterns, made.name:byte()
    end
    return core.plan(lists, owners)
  end

  local function found(matcher)
    local list = {}
    repeat
      local match, owner, place = matcher:next()
      list[#list + 1] = match and ("%s %d %s"):format(string.char(owner), place, match.text)
    until not match
    return list
  end

  it("gives the matches of each pattern in its turn, with rule and place", function()
    local matcher = open("Ann left. Bob left, Ann stayed.")
    matcher:walk(plan(), "sentence")
    assert.same({ "a 1 Ann", "a 1 Ann", "c 4 Ann left", "c 4 Bob left", "c 4 stayed" },
                found(matcher))
    assert.is_nil(matcher:next())
    assert.is_nil(matcher:place())
  end)

  it("begins at the place asked for and keeps to the ranges", function()
    local matcher, doc = open("Ann left. Bob left, Ann stayed.")
    matcher:walk(plan(), first_sentence(doc), nil, 2)
    assert.same({ "c 4 Ann left" }, found(matcher))
    matcher:walk(plan(), "sentence", nil, 5)
    assert.same({}, found(matcher))
    assert.has_error(function() matcher:walk(plan(), "sentence", nil, 0) end)
  end)

  it("seeks the patterns of each rule in the scope of their own", function()
    local number = engine.pack.patterns:add('left "." bob', {
      lexicons = {}, macros = {}, layers = {}, new_layer = error })
    local matcher, doc = core.matcher(engine.pack.patterns),
                         ne.document("Ann left. Bob stayed.\n\nAnn left.\n\nBob stayed.",
                                     { lang = "en" })
    local scopes = { "sentence", "document", "paragraph", "sentence", "document" }
    local lists, owners = {}, {}
    for i in ipairs(scopes) do lists[i], owners[i] = { number }, 64 + i end
    matcher:open(doc)
    matcher:walk(core.plan(lists, owners, scopes))
    assert.same({ "B 2 left. Bob", "B 2 left.\n\nBob", "C 3 left. Bob", "E 5 left. Bob",
                  "E 5 left.\n\nBob" }, found(matcher))
    matcher:walk(core.plan(lists, owners, scopes), nil, nil, 3)
    assert.equal(3, matcher:count())
    matcher:open((ne.document("", { lang = "en" })))
    matcher:walk(core.plan(lists, owners, scopes))
    assert.equal(0, matcher:count())
    matcher:walk(core.plan(lists, owners), nil) -- nowhere
    assert.equal(0, matcher:count())
    assert.has_error(function() core.plan(lists, owners, { "zone" }) end)
  end)

  it("goes on behind the first word of a match that was rejected", function()
    local number = engine.pack.patterns:add("[alpha]+", {
      lexicons = {}, macros = {}, layers = {}, new_layer = error })
    local matcher = core.matcher(engine.pack.patterns)
    matcher:open((ne.document("Ann Bob left.", { lang = "en" })))
    matcher:walk(core.plan({ { number } }, { 65 }), "sentence")
    assert.same("Ann Bob left", matcher:next().text)
    matcher:reject()
    assert.same("Bob left", matcher:next().text)
    assert.is_nil(matcher:next())
  end)

  it("gives every owner its own steps and says how many it used", function()
    local matcher = open("Ann left. Bob left, Ann stayed.")
    local function run(steps)
      return core.budgeted(1000000, 0, 0, function()
        matcher:walk(plan(), "sentence", steps)
        return #found(matcher)
      end)
    end
    local ok, count = run(500)
    assert.same({ true, 5 }, { ok, count })
    assert.is_true(matcher:used(("a"):byte()) > 0)
    assert.same(0, matcher:used(("b"):byte()))
    assert.is_true(matcher:used(("c"):byte()) > 0)
    assert.is_true(matcher:used(("c"):byte()) < 500)

    local _, message, _, broken = run(1)
    assert.same("steps", broken)
    assert.matches("step budget", message)
    assert.same({ ("a"):byte(), 1 }, { matcher:place() })
  end)

  it("passes over patterns whose words are not there, and tells their owner's steps", function()
    local numbers = {}
    for i, word in ipairs { "left", "zebra", "quagga", "stayed" } do
      numbers[i] = engine.pack.patterns:add(word, {
        lexicons = {}, macros = {}, layers = {}, new_layer = error })
    end
    local matcher = core.matcher(engine.pack.patterns)
    matcher:open((ne.document("Ann left. Bob stayed.", { lang = "en" })))
    local made = core.plan({ { numbers[1], numbers[2] }, { numbers[3] }, { numbers[4] } },
                           { 65, 66, 67 })
    local _, list = core.budgeted(1000000, 0, 0, function()
      matcher:walk(made, "document", 500)
      return found(matcher)
    end)
    assert.same({ "A 1 left", "C 4 stayed" }, list)
    assert.is_true(matcher:used(65) > 0)
    assert.same(0, matcher:used(66))
    assert.is_true(matcher:used(67) > 0)
  end)

  it("refuses patterns that are not there", function()
    local matcher = open("Ann left.")
    assert.has_error(function() matcher:walk(core.plan({ { 999 } }, { 1 }), "sentence") end)
    assert.has_error(function() matcher:walk(999, "sentence") end)
    assert.equal(0, matcher:count()) -- what was refused is not walked
    assert.has_error(function() matcher:walk(plan(), "sentence", -1) end)
  end)
end)

describe("attributes that a rule writes down", function()
  local dir, engine
  local rules = [[
    rule "given" { pattern = "ann | bob", emit = "Given", set = { kind = "x" } }
    rule "leaver" { pattern = "{Given kind=x} left", emit = "Leaver" }
  ]]
  setup(function() dir = program.scratch() end)
  before_each(function()
    engine = ne.engine { rules = { dir.path .. "/" .. dir:write("rules.lua", rules) } }
  end)
  teardown(function() dir:close() end)

  -- What the rule finds, and the attributes that all of what the first one finds share.
  local function leavers(text)
    local doc = engine:document { text = text, lang = "en" }
    assert.same({}, engine:annotate(doc))
    local list = {}
    for leaver in doc:each("Leaver") do list[#list + 1] = leaver.text end
    return list, core.attributes(doc:each("Given")()), doc
  end

  it("are read once, for all texts", function()
    local found, written = leavers "Ann left. Bob left."
    assert.same({ "Ann left", "Bob left" }, found)
    written.kind = "y" -- which nobody may
    assert.same({ "Bob left" }, (leavers "Bob left."))
  end)

  it("are read each time where a span is among them, which says something else in each", function()
    local none, written, doc = leavers "Ann"
    assert.same({}, none)
    written.of = doc:span(1, 3)
    assert.same({ "Ann left" }, (leavers "Ann left."))
    written.kind = "y"
    assert.same({}, (leavers "Ann left."))
  end)
end)
