-- Rules as the engine runs them: many at one go in C, or one by one for whoever looks on.
local ne = require "newsengine"
local core = require "newsengine.core"
local program = dofile("tests/cli/program.lua")

describe("rules", function()
  local dir
  setup(function() dir = program.scratch() end)
  teardown(function() dir:close() end)

  local function engine(source, options)
    options = options or {}
    options.rules = { dir.path .. "/" .. dir:write("rules.lua", source) }
    return ne.engine(options)
  end

  local function run(made, text, at, layers)
    local doc = made:document { text = text, id = "x", lang = "en" }
    local failures = made:annotate(doc, at)
    return ne.record(doc, layers or made:emitted()):gsub(',"hashes".*', ""), failures, doc
  end

  local function attributes(source, text)
    local record = run(engine(source), text, nil, { "A" })
    local list = {}
    for _, one in ipairs(core.json_decode(record .. "}").annotations) do
      list[#list + 1] = one.attributes
    end
    return list
  end

  it("give the same records at one go and one by one", function()
    local made = ne.engine { rules = { "rules/news.lua" } }
    for _, name in ipairs { "court", "interview", "letter" } do
      local text = program.read("tests/articles/" .. name .. ".txt")
      local begun = {}
      local singly = run(made, text, function(number) begun[#begun + 1] = number end)
      assert.same(#made.pack.rules + 1, #begun)
      assert.equal(singly, (run(made, text)))
    end
  end)

  it("that fail leave the layers that were made for them to those behind", function()
    local asks = [[
      rule "bad" { emit = "Bad", %s }
      rule "quotes" { emit = "Found", run = function(doc)
        for quoted in doc:each "Quoted" do doc:add("Found", quoted) end
      end }
      rule "inner" { emit = "Inner", pattern = "here",
        where = function(match, doc) return doc:covering("Quoted", match) end }
    ]]
    local begins = 'if doc:each("Quoted")() then error("no", 0) end return true end'
    for _, bad in ipairs { "run = function(doc) " .. begins,
                           'pattern = "we", where = function(match, doc) ' .. begins } do
      local record, failures = run(engine(asks:format(bad)), 'He said "we are here" and left.')
      local places = {}
      for _, one in ipairs(core.json_decode(record .. "}").annotations) do
        if one.layer ~= "Zone" then places[#places + 1] = one.text end
      end
      assert.same({ 1, "no" }, { #failures, failures[1].message })
      assert.same({ '"we are here"', "here" }, places, record)
    end
  end)

  it("that fail leave nothing of their other patterns, watched or not", function()
    local made = engine [=[
      rule "person" { emit = "P", pattern = "Ann", set = { kind = "p" } }
      rule "bad" { emit = "A", pattern = { "Ann", "Bob" }, where = function(match, doc)
        doc:set(doc:each("P")(), { kind = match.text })
        return match.text == "Ann" or error("no", 0)
      end } ]=]
    local plain, failures = run(made, "Ann met Bob.")
    assert.same({ 1, "bad", "no" }, { #failures, failures[1].rule, failures[1].message })
    assert.falsy(plain:find('"rule":"bad","attributes"', 1, true))
    assert.truthy(plain:find('"kind":"p"', 1, true))
    made.on_pattern = function() end
    assert.equal(plain, (run(made, "Ann met Bob.")))
  end)

  it("write attributes that stand in the rule, and what captures say", function()
    assert.same({ { kind = "claim", sure = true, weight = 2, who = "Ann", act = "speak",
                    words = { start = 4, ["end"] = 10, text = "spoke." } } },
      attributes([[
        lexicon "verb" { spoke = { act = "speak" } }
        rule "a" {
          pattern = "who:[cap] words:(verb:@verb [punct]) (gone:(never))?", emit = "A",
          set = { kind = "claim", sure = true, weight = 2, who = take "who.text",
                  act = take "verb.act", words = take "words", none = take "gone.text" },
        } ]], "Ann spoke."))
    assert.same({ {}, {} }, attributes([[
      rule "a" { pattern = "x:[cap]", emit = "A", set = {} } ]], "Ann met Bob."))
  end)

  it("take a set that another file has made", function()
    dir:write("sets.lua", 'return { about = { kind = "claim", who = take "who.text" } }')
    assert.same({ { kind = "claim", who = "Ann" } }, attributes([[
      local sets = use "sets.lua"
      rule "a" { pattern = "who:[cap]", emit = "A", set = sets.about } ]], "Ann spoke."))
  end)

  it("have what captures say in the order of its keys", function()
    local made = engine [[
      rule "a" { pattern = "x:[cap]", emit = "A", set = { d = take "x", b = 1, c = take "x.text",
        e = take "x.lemma", a = take "x" } } ]]
    local rule = made.pack.by_name.a
    assert.same({ { "a", "x", "" }, { "c", "x", "text" }, { "d", "x", "" },
                  { "e", "x", "lemma" } }, rule.takings)
    assert.same({ b = 1 }, rule.constant)
    assert.truthy(debug.getmetatable(rule.constant)) -- shared: nobody writes to it
  end)

  it("take a table that where gives for the attributes, checked as those of set", function()
    assert.same({ { word = "Ann", parts = { { start = 0, ["end"] = 3, text = "Ann" }, 2, "x" } } },
      attributes([[
        rule "a" { pattern = "x:[cap]", emit = "A", where = function(m)
          return m.text ~= "Bob" and { word = m.text, parts = { m.x, 2, "x" } }
        end } ]], "Ann met Bob."))
    assert.same({ { from = "set" } }, attributes([[
      rule "a" { pattern = "[cap]", emit = "A",
        where = function() return { from = "where" } end,
        set = function() return { from = "set" } end } ]], "Ann met."))
    local _, failures = run(engine [[
      rule "a" { pattern = "[cap]", emit = "A", where = function()
        return { f = function() end } end } ]], "Ann met.")
    assert.matches("a function cannot be stored", failures[1].message)
  end)

  it("of a regex find what stands in some sentences only", function()
    local found = attributes([[
      rule "a" { regex = "(?<w>\\w+)--+", emit = "A",
                 set = function(m) return { w = m.w.text } end }
    ]], "One is. Two-- is. Three is.\n\nFour--- is five--. Six is. Seven--")
    local words = {}
    for i, one in ipairs(found) do words[i] = one.w end
    assert.same({ "Two", "Four", "five", "Seven" }, words)
  end)

  it("share attributes, and a change of one annotation's leaves the others", function()
    local made = engine [[
      rule "a" { pattern = "[cap]", emit = "A", set = { kind = "k" } }
      rule "b" { emit = "B", run = function(doc)
        for a in doc:each "A" do doc:set(a, { kind = "changed" }) break end
        doc:add("B", doc:span(1, 3), { seen = doc:each("A")().kind })
      end } ]]
    local _, failures, doc = run(made, "Ann met Bob.")
    assert.same({}, failures)
    local kinds = {}
    for a in doc:each "A" do kinds[#kinds + 1] = a.kind end
    assert.same({ "changed", "k" }, kinds)
    assert.equal("changed", doc:each("B")().seen)
  end)

  it("ask a set with `per` about words alone, at the same price each time", function()
    local source = [[
      lexicon "verb" { "said", "says" }
      rule "a" { pattern = "who:[cap] (verb:@verb | other:[lower])", emit = "A",
        per = { "verb", "other" },
        set = function(m, doc)
          local n = 0
          for i = 1, 4000 do n = n + i end
          local word = m.verb or m.other
          return { kind = m.verb and "verb" or "other", text = word.text, lemma = word.lemma,
                   n = n, blind = m.who == nil and doc == nil and m.text == nil }
        end } ]]
    local made = engine(source)
    local used = {}
    made.on_rule = function(rule, steps) if rule.name == "a" then used[#used + 1] = steps end end
    for _ = 1, 3 do run(made, "Ann said no. Bob left. Cy said no. Di left.") end
    assert.is_true(used[1] > 16000)
    assert.same({ used[1], used[1] }, { used[2], used[3] })
    local said = { kind = "verb", text = "said", lemma = "say", n = 8002000, blind = true }
    local left = { kind = "other", text = "left", lemma = "leave", n = 8002000, blind = true }
    assert.same({ said, left, said, left },
                attributes(source, "Ann said no. Bob left. Cy said no. Di left."))
  end)

  it("with `per` tell a word of a lexicon from the same word outside", function()
    local source = [[
      lexicon "way" { "saw", inflect = "verb" }
      rule "a" { pattern = "who:[cap] (w:[@way] no | w:[lower])", emit = "A", per = "w",
                 set = function(m) return { lemma = m.w.lemma } end } ]]
    assert.same({ { lemma = "saw" }, { lemma = "see" }, { lemma = "saw" } },
                attributes(source, "Ann saw no. Bob saw. Cy saw no."))
  end)

  it("with `per` keep only so many answers", function()
    local made = engine [[
      rule "a" { pattern = "w:[lower]", emit = "A", per = "w",
                 set = function(m) return { up = m.w.text:upper() } end } ]]
    local words = {}
    for i = 1, 9000 do
      words[i] = ("w" .. ("%05d"):format(i % 4500):gsub("%d", function(d)
        return string.char(97 + d)
      end))
    end
    local _, failures, doc = run(made, table.concat(words, " "))
    assert.same({}, failures)
    local n = 0
    for a in doc:each "A" do
      n = n + 1
      assert.equal(a.text:upper(), a.up)
    end
    assert.equal(9000, n)
  end)

  it("keep lists of strings, and what format makes of values without an address", function()
    assert.same({ { list = { "a", "b" }, empty = {}, text = "%p table table 3" } },
      attributes([[
        rule "a" { pattern = "ann", emit = "A", set = function()
          return { list = { "a", "b" }, empty = {},
                   text = ("%%p %s %s %d"):format({}, {}, 3) } end } ]], "Ann left."))
    assert.same({ { list = { { "a" }, { 1, true } } } }, attributes([[
        rule "a" { pattern = "ann", emit = "A",
                   set = function() return { list = { { "a" }, { 1, true } } } end } ]],
      "Ann left."))
  end)

  it("refuse a set that is none", function()
    local function why(set)
      local ok, message = pcall(engine, ('rule "a" { pattern = "x:y", emit = "A", set = %s }')
        :format(set))
      assert.is_false(ok)
      message = tostring(message)
      return message:match("take:[^\n]*") or message:match("rule [^\n]*")
    end
    assert.equal('rule "a": take names the capture "z", which the pattern does not have',
                 why '{ k = take "z.kind" }')
    assert.equal('rule "a": attribute k is a table; a string, number, boolean or take expected,'
                 .. " or a function for the whole set", why "{ k = {} }")
    assert.equal('rule "a": names of attributes in set are strings', why '{ "k" }')
    assert.equal('rule "a": per needs set to be a function', why '{}, per = "x"')
    assert.equal('rule "a": per names the capture "y", which the pattern does not have',
                 why 'function() end, per = { "y" }')
    assert.equal('rule "a": apart names layers', why '{}, apart = { 1 }')
    assert.equal('take: a capture or one of its fields expected, as in take "who.name"',
                 why '{ k = take "a b" }')
  end)

  it("by regular expression keep to their scope and go on behind each match", function()
    local made = engine [[
      local words = regex "é|x*|b[.] c"
      rule "a" { regex = "é|x*|b[.] c", emit = "A", overlap = "all", set = {} }
      rule "b" { emit = "B", run = function(doc)
        for s in doc:sentences() do
          for m in doc:gfind(words, s) do doc:add("B", m) end
        end
      end } ]]
    local _, failures, doc = run(made, "aéb. Cé xxy")
    assert.same({}, failures)
    local found = { A = {}, B = {} }
    for layer, list in pairs(found) do
      for one in doc:each(layer) do list[#list + 1] = ("%d-%d"):format(one.first, one.last) end
    end
    assert.same(found.B, found.A)
    assert.truthy(#found.A > 6)
    local list = attributes([[
      rule "a" { regex = "b[.] (?<x>C)", flags = "i", emit = "A", span = "x",
                 scope = "document", where = function(m) return m.x.text == "C" end } ]],
      "a b. C b. c")
    assert.same({ { x = { start = 5, ["end"] = 6, text = "C" } } }, list)
  end)

  it("name the one that changed a local, and keep what the others found", function()
    local made = engine [[
      local n = 0
      rule "good" { pattern = "[cap]", emit = "A", set = {} }
      rule "bad" { pattern = "[cap]", emit = "B", set = function() n = n + 1 return {} end }
      rule "last" { pattern = "{B}", emit = "C", set = {} } ]]
    for _ = 1, 2 do
      local _, failures, doc = run(made, "Ann met Bob.")
      assert.same({ "bad", "state" }, { failures[1].rule, failures[1].code })
      assert.equal(1, #failures)
      local count = {}
      for _, layer in ipairs { "A", "B", "C" } do
        count[layer] = 0
        for _ in doc:each(layer) do count[layer] = count[layer] + 1 end
      end
      assert.same({ A = 2, B = 0, C = 0 }, count)
    end
  end)

  -- The functions of a file's rules are where freezing begins, whatever rule has which.
  it("name the one whose where changed a local", function()
    local made = engine [[
      local n, runs = 0, 0
      rule "none" { pattern = "x", emit = "A" }
      rule "where" { pattern = "[cap]", emit = "A", where = function() n = n + 1 return true end }
      rule "run" { emit = "B", run = function() runs = runs + 1 end } ]]
    local _, failures = run(made, "Ann met Bob.")
    assert.same({ "where", "state", "run", "state" },
                { failures[1].rule, failures[1].code, failures[2].rule, failures[2].code })
  end)

  it("go on behind one that fails, and what it wrote is gone", function()
    local made = engine [[
      rule "a" { pattern = "[cap]", emit = "A", set = function(m)
        if m.text == "Bob" then error "no Bob" end
        return {}
      end }
      rule "b" { pattern = "[cap & !{A}]", emit = "B", set = {} } ]]
    local _, failures, doc = run(made, "Ann met Bob.")
    assert.same({ "a", "error", "no Bob" },
                { failures[1].rule, failures[1].code, failures[1].message })
    local found = {}
    for b in doc:each "B" do found[#found + 1] = b.text end
    assert.same({ "Ann", "Bob" }, found)
    assert.is_nil(doc:each("A")())
  end)

  it("have a budget each", function()
    local made = engine([[
      rule "a" { pattern = "[cap]", emit = "A", set = function() while true do end end }
      rule "b" { pattern = "[cap]", emit = "B", set = {} } ]],
      { budget = { steps = 100000, memory = 64 << 20, seconds = 10 } })
    local _, failures, doc = run(made, "Ann met Bob.")
    assert.same({ 1, "a", "steps" }, { #failures, failures[1].rule, failures[1].code })
    assert.equal("Ann", doc:each("B")().text)
  end)

  it("tell whoever watches what became of each match", function()
    local made = engine [[
      rule "a" { pattern = { "met x:[cap]", "[cap]" }, emit = "A" }
      rule "b" { pattern = "y:[cap] (z:met)?", emit = "A", span = "z" }
      rule "c" { pattern = "[lower]", emit = "C", where = function(m) return m.text ~= "met" end }
      rule "d" { pattern = "[cap]", emit = "A" }
      rule "e" { pattern = "[cap] met", emit = "E", apart = { "E", "A" } } ]]
    local heard, patterns = {}, {}
    made.on_pattern = function(rule, i) patterns[#patterns + 1] = rule.name .. i end
    made.on_match = function(_, rule, i, match, verdict, other)
      heard[#heard + 1] = ("%s%d %s %s %s"):format(rule.name, i, match.text, verdict,
                                                  other and other.text or "-")
    end
    run(made, "Ann met Bob.")
    assert.same({ "a1", "a2", "b1", "c1", "d1", "e1" }, patterns)
    assert.same({ "a1 met Bob kept -", "a2 Ann kept -", "a2 Bob overlap met Bob",
                  "b1 Ann met overlap met Bob", "b1 Bob span -", "c1 met where -",
                  "d1 Ann overlap Ann", "d1 Bob overlap met Bob",
                  "e1 Ann met apart Ann" }, heard)
  end)
end)
