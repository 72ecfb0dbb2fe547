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
    return ne.record(doc, layers or made:all_emitted()):gsub(',"hashes".*', ""), failures, doc
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

  it("refuse a set that is none", function()
    local function why(set)
      local ok, message = pcall(engine, ('rule "a" { pattern = "x:y", emit = "A", set = %s }')
        :format(set))
      assert.is_false(ok)
      return (tostring(message):match("rule [^\n]*") or tostring(message):match("take[^\n]*"))
    end
    assert.equal('rule "a": take names the capture "z", which the pattern does not have',
                 why '{ k = take "z.kind" }')
    assert.equal('rule "a": attribute k is a table; a string, number, boolean or take expected,'
                 .. " or a function for the whole set", why "{ k = {} }")
    assert.equal('rule "a": set names its attributes by strings', why '{ "k" }')
    assert.equal('take: a capture or one of its fields expected, as in take "who.name"',
                 why '{ k = take "a b" }')
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
      rule "d" { pattern = "[cap]", emit = "A" } ]]
    local heard, patterns = {}, {}
    made.on_pattern = function(rule, i) patterns[#patterns + 1] = rule.name .. i end
    made.on_match = function(_, rule, i, match, verdict, other)
      heard[#heard + 1] = ("%s%d %s %s %s"):format(rule.name, i, match.text, verdict,
                                                  other and other.text or "-")
    end
    run(made, "Ann met Bob.")
    assert.same({ "a1", "a2", "b1", "c1", "d1" }, patterns)
    assert.same({ "a1 met Bob kept -", "a2 Ann kept -", "a2 Bob overlap met Bob",
                  "b1 Ann met overlap met Bob", "b1 Bob span -", "c1 met where -",
                  "d1 Ann overlap Ann", "d1 Bob overlap met Bob" }, heard)
  end)
end)
