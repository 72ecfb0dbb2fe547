local core = require "newsengine.core"
local engine_of = dofile "tests/newsengine/engine_of.lua"
local ne = require "newsengine"

describe("the module in stock Lua", function()
  it("makes documents whose tokens and sentences can be walked", function()
    local doc = ne.document("He didn’t go. Why?", { lang = "en" })
    local words, sentences = {}, {}
    for word in doc:words() do words[#words + 1] = word.text end
    for sentence in doc:sentences() do sentences[#sentences + 1] = sentence.text end
    assert.same({ "He", "did", "n’t", "go", ".", "Why", "?" }, words)
    assert.same({ "He didn’t go.", "Why?" }, sentences)
  end)

  it("tells the part of speech of words where they stand", function()
    local doc = ne.document("He plans to report the plans.", { lang = "en" })
    local parts = {}
    for word in doc:words() do parts[#parts + 1] = word.pos end
    assert.same({ "pron", "verb", "part", "verb", "det", "noun", "punct" }, parts)
    assert.equal("pron verb part", doc:span(1, 11).pos)
  end)
end)

describe("engines of the same shipped rules", function()
  it("say the same, whether what make worked out is at hand or all is loaded anew", function()
    local records = {}
    for i = 1, 2 do -- the second one comes too late for what is opened once
      local engine = ne.engine { rules = { "rules/contacts.lua" } }
      local doc = ne.document("Write to a.b@zelten.example or see www.zelten.example today.",
                              { engine = engine, id = "x" })
      records[i] = ne.record(doc)
      assert.falsy(i == 2 and engine.pack.found)
      assert.is_true(collectgarbage("isrunning"))
    end
    assert.truthy(records[1]:find("a.b@zelten.example", 1, true))
    assert.equal(records[1], records[2])
  end)
end)

describe("a text that is large for the memory", function()
  local function engine_with(memory, source)
    local engine = engine_of(source)
    engine.budget = { steps = 100000000, memory = memory, seconds = 0 }
    return engine
  end

  it("is no document, and what is reused for the next one is empty", function()
    local engine = engine_with(1 << 17, 'rule "a" { emit = "A", pattern = "Ann" }')
    engine.options.reuse = true
    local input = { text = "Ann", id = "x", lang = "en" }
    local doc = engine:document(input)
    assert.same({}, engine:annotate(doc))
    assert.equal(1, core.doc.count(doc))
    local none, why = engine:document { text = ("x"):rep(1 << 18), id = "y", lang = "en" }
    assert.same({ nil, "not enough memory for the text" }, { none, why })
    assert.same({ 0, "" }, { core.doc.count(doc), doc.text })
    for size = (1 << 17) - 300, 1 << 17 do -- with or without room for what is not text
      none, why = engine:document { text = ("x"):rep(size), id = "y", lang = "en" }
      if not none then break end
    end
    assert.same({ nil, "not enough memory for the text" }, { none, why })
    none, why = engine:document { text = "Ann \xFF", id = "y", lang = "en" }
    assert.falsy(none)
    assert.truthy(why:find("UTF-8", 1, true))
    assert.equal(doc, engine:document(input))
    assert.same({}, engine:annotate(doc))
    assert.equal(1, core.doc.count(doc))
  end)

  it("fails those rules that want more of it, whatever that is for", function()
    local found = {}
    for kilobytes = 640, 1040, 10 do
      local engine = engine_with(kilobytes << 10, [[
        rule "a" { scope = "document", emit = "A", pattern = "zz" }
        rule "b" { emit = "B", pattern = "yy" } ]])
      local doc = engine:document { text = ("No! "):rep(20000), id = "x", lang = "en" }
      local names = {}
      for i, one in ipairs(engine:annotate(doc)) do
        names[i] = one.rule
        assert.equal("memory", one.code)
      end
      found[table.concat(names, " ")] = true
    end
    -- words, then the parts that sentences are read in, have no room
    assert.same({ ["a b"] = true, b = true, [""] = true }, found)
  end)
end)
