-- doc:collect: all annotations of a layer as tables.
local engine_of = require "tests.newsengine.engine_of"
local core = require "newsengine.core"

local RULES = [=[
lexicon "who" { { name = "Ann Lee", sex = "f" }, { name = "Bo", sex = "m" },
  { name = "Cy", sex = "" } }
rule "who" { emit = "Who", pattern = [[ x:@who ]],
  set = function(m) return { sex = m.x.sex, long = #m.text > 2, at = m.x } end }
]=]

describe("doc:collect", function()
  local function collect(text, names)
    local engine = engine_of(RULES .. "rule \"all\" { emit = \"All\", run = function(doc)\n" ..
      "  local list = doc:collect(\"Who\", { " .. names .. " })\n" ..
      "  for _, m in ipairs(list) do\n" ..
      "    m.kinds, m.at = nil, m.at and m.at.text\n" ..
      "    doc:add(\"All\", doc:span(m.first, m.last), m)\n  end\nend }\n")
    local doc = engine:document { text = text, id = "x", lang = "en" }
    assert.same({}, engine:annotate(doc))
    local list = {}
    for a in doc:each("All") do
      list[#list + 1] = core.own_attributes(a)
    end
    return list
  end

  it("gives what is read off the text, and the attributes that are asked for", function()
    assert.same({
      { first = 1, last = 8, text = "Ann Lee", sex = "f", long = true },
      { first = 11, last = 12, text = "Bo", gap = ", ", sex = "m", long = false },
      { first = 18, last = 19, text = "Cy", gap = " met ", sex = "", long = false },
    }, collect("Ann  Lee, Bo met Cy.", '"sex", "long", "none"'))
  end)

  it("leaves a gap out that is wide or none", function()
    local list = collect("Bo, and then Cy", '"at"')
    assert.same({ first = 1, last = 2, text = "Bo", at = "Bo" }, list[1])
    assert.is_nil(list[2].gap)
  end)

  it("is empty for a layer without annotations", function()
    assert.same({}, collect("nobody", ""))
  end)
end)

describe("doc:add", function()
  local RUN = [=[
    rule "r" { emit = "R", run = function(doc)
      doc:add("R", { first = 4, last = 5 }, { how = "plain" })
      doc:add("R", { first = 1, last = 2 }, { how = "list", list = { "x" } })
      local function why(place)
        local _, message = pcall(doc.add, doc, "R", place, {})
        return (message:gsub("^.-(%a[%a ]+)%)?$", "%1"))
      end
      doc:add("R", { first = 7, last = 8 }, { how = why { first = 2, last = 99 } .. "; "
        .. why { first = 8, last = 8 } .. "; " .. why { first = 1 } .. "; "
        .. why { first = 1, last = 2.5 } .. "; " .. why(7) })
    end } ]=]

  it("takes a table with first and last for a span, whose bytes are looked at", function()
    local engine = engine_of(RUN)
    local doc = engine:document { text = "Bo is \u{E9}.", id = "x", lang = "en" }
    assert.same({}, engine:annotate(doc))
    local found = {}
    for a in doc:each("R") do found[#found + 1] = a.text .. ": " .. a.how end
    assert.same({ "Bo: list", "is: plain", "\u{E9}: byte out of bounds; inside a code point; "
      .. "a span expected; number has no integer representation; a span expected" }, found)
  end)
end)

describe("doc:add_all", function()
  it("adds one at each place, with what the lists have there", function()
    local engine = engine_of [=[
      rule "r" { emit = "R", run = function(doc)
        local places = { first = { 4, 1, 7 }, last = { 5, 2, 8 } }
        local function why(...)
          local _, message = pcall(doc.add_all, doc, ...)
          return (message:gsub("^.-(%a[%a, ]+)%)?$", "%1"))
        end
        local wrong = {
          why("R", { first = { 8 }, last = { 8 } }, {}), why("R", { first = { 2 } }, {}),
          why("R", places, { how = { {} } }), why("R", places, { how = "b" }),
          why("R", { first = { "x" }, last = { 1 } }, {}), why(1, places, {}),
        }
        doc:add_all("R", places, { how = { "b", "a", table.concat(wrong, "; ") }, n = { 2 } })
        doc:add_all("R", { first = {}, last = {} }, { how = {} })
      end } ]=]
    for _ = 1, 2 do
      local doc = engine:document { text = "Bo is \u{E9}.", id = "x", lang = "en" }
      assert.same({}, engine:annotate(doc))
      local found = {}
      for a in doc:each("R") do
        found[#found + 1] = ("%s %s %s %s"):format(a.text, a.how, tostring(a.n), a.rule)
      end
      assert.same({ "Bo a nil r", "is b 2 r", "\u{E9} inside a code point; "
        .. "lists first and last expected; strings, numbers, booleans, spans expected; "
        .. "lists by name expected; bytes expected; a layer expected nil r" }, found)
    end
  end)
end)

describe("what is done for many places at once", function()
  it("reads lists that the rule file keeps", function()
    local engine = engine_of [=[
      local PLACES, LISTS = { first = { 1, 4 }, last = { 2, 5 } }, { n = { 7, 8 } }
      rule "r" { emit = "R", run = function(doc) doc:add_all("R", PLACES, LISTS) end } ]=]
    local doc = engine:document { text = "Bo is.", id = "x", lang = "en" }
    assert.same({}, engine:annotate(doc))
    local found = {}
    for a in doc:each("R") do found[#found + 1] = a.text .. " " .. a.n end
    assert.same({ "Bo 7", "is 8" }, found)
  end)

  it("costs steps by how many they are", function()
    local engine = engine_of [=[
      local p = pattern [[ is Bo ]]
      local PATTERNS, FIRST = {}, {}
      for i = 1, 4000 do PATTERNS[i], FIRST[i] = p, 1 end
      rule "add" { emit = "R", run = function(doc)
        if doc.lang == "en" then doc:add_all("R", { first = FIRST, last = FIRST }, {}) end
      end }
      rule "match" { emit = "R", run = function(doc)
        for _ = 1, doc.lang == "de" and 50 or 0 do
          doc:matches(PATTERNS, { doc:span(1, 5) })
        end
      end } ]=]
    local function failures(lang, steps)
      engine.budget = { steps = steps, memory = 256 << 20, seconds = 0 }
      local list = engine:annotate(engine:document { text = "Bo is.", id = "x", lang = lang })
      return list[1] and list[1].rule .. " " .. list[1].code
    end
    assert.equal("add steps", failures("en", 3900))
    assert.equal(nil, failures("en", 10000))
    assert.equal(nil, failures("de", 10000000)) -- now it knows the patterns
    assert.equal("match steps", failures("de", 100000))
  end)
end)

describe("captures", function()
  it("are kept once they were read, and found when a match has very many", function()
    local engine = engine_of [=[
      rule "r" { emit = "R", pattern = "(x:[alpha] n:[num])+",
        set = function(m)
          return { final = m.x.text, many = #m.x.all, one = m.x.all[1].text, middle = m[41].text,
            equal = m.x == m.x and m.x ~= m.n, amount = m.n.number }
        end } ]=]
    for _, count in ipairs { 25, 300 } do
      local words = {}
      for i = 1, count do words[i] = ("w%s %d"):format(("x"):rep(i % 7), i) end
      local doc = engine:document { text = table.concat(words, " "), id = "x", lang = "en" }
      assert.same({}, engine:annotate(doc))
      local made = doc:each("R")()
      assert.same({ words[count]:match "%a+", count, "wx", "w", true, count },
        { made.final, made.many, made.one, made.middle, made.equal, made.amount })
    end
  end)
end)

describe("lexicon:rows", function()
  local RUN = [=[
    local who = lexicon "who" { { name = "Ann Lee|Ann", since = 1990 },
      { name = "Bo", since = 7 } }
    local at_load = pcall(who.rows, who)
    rule "r" { emit = "R", run = function(doc)
      local rows, texts = who:rows(), {}
      for _, words in ipairs { "ann", "Bo", "Cy", "bo" } do
        local row = rows[words]
        texts[#texts + 1] = row and row.name .. row.since or tostring(row)
      end
      local once = rows.Bo == rows.Bo and rows.Bo ~= who:rows().Bo
      local ok, why = pcall(function() return rows[1.5] end)
      doc:add("R", doc:span(1, 1), { rows = texts, once = once, at_load = at_load,
        starts = doc:sentence_starts(), fails = not ok and why:match "string" })
    end } ]=]

  it("gives rows as get does, false for none, each looked up once; not at load", function()
    local engine = engine_of(RUN)
    for _ = 1, 2 do -- nothing stays from one document to the next
      local doc = engine:document { text = "Bo left.  Ann came. So?", id = "x", lang = "en" }
      assert.same({}, engine:annotate(doc))
      local made = doc:each("R")()
      assert.same({ "Ann Lee|Ann1990", "Bo7", "false", "Bo7" }, made.rows)
      assert.same({ true, false }, { made.once, made.at_load })
      assert.same({ 1, 11, 21 }, made.starts)
    end
  end)
end)

describe("things", function()
  it("are numbered by first mention: by entity, else by name, else each its own", function()
    local engine = engine_of([=[
rule "p" { emit = "Person", pattern = "x:[cap & !{Person}]",
  set = function(m)
    local t = m.x.text
    if t == "Ed" then return { name = "n" } end
    return { entity = t ~= "Flo" and "e" .. t or nil }
  end }
rule "q" { emit = "Place", pattern = "lee", set = { name = "n" } } ]=])
    local doc = engine:document { text = "Ann Ed Bo lee Flo Ann Ed Flo lee", id = "x", lang = "en" }
    assert.same({}, engine:annotate(doc))
    local function numbers(layer)
      local list = {}
      for a in doc:each(layer) do list[#list + 1] = a.entity end
      return list
    end
    assert.same({ "person:1", "person:2", "person:3", "person:4", "person:1", "person:2",
                  "person:5" }, numbers "Person")
    assert.same({ "place:1", "place:1" }, numbers "Place")
  end)
end)
