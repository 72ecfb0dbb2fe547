-- The module as a stranger uses it: require "newsengine" in stock lua5.4.
local ne = require "newsengine"
local core = require "newsengine.core"
local program = dofile("tests/cli/program.lua")

local function texts(iterator)
  local list = {}
  for span in iterator do list[#list + 1] = span.text end
  return list
end

describe("the module", function()
  local dir
  setup(function() dir = program.scratch() end)
  teardown(function() dir:close() end)

  local function engine_of(source, options)
    options = options or {}
    options.rules = { dir.path .. "/" .. dir:write("one.lua", source) }
    return ne.engine(options)
  end

  it("runs in a Lua of its own, without busted", function()
    local got = dir:shell(([[cd %s
LUA_PATH='scripts/?.lua;scripts/?/init.lua' LUA_CPATH='build/release/?.so' lua5.4 -e '
local ne = require "newsengine"
local doc = ne.document("Ann left. Bob stayed.", { lang = "en" })
for sentence in doc:sentences() do print(sentence.first, sentence.last, sentence.text) end']])
      :format(program.quote(program.root)))
    assert.same({ 0, "1\t9\tAnn left.\n11\t21\tBob stayed.\n", "" },
                { got.code, got.out, got.err })
  end)

  it("keeps the words of no document before when one takes the memory of the other", function()
    local got = dir:shell(([[cd %s
LUA_PATH='scripts/?.lua;scripts/?/init.lua' LUA_CPATH='build/release/?.so' lua5.4 -e '
local ne = require "newsengine"
local rules = ne.engine { rules = { "contacts" }, reuse = true }
local function most()
  for line in io.lines("/proc/self/status") do
    local kilobytes = line:match("^VmHWM:%%s*(%%d+)")
    if kilobytes then return tonumber(kilobytes) end
  end
end
local before
for n = 1, 2000 do
  local words = {}
  for i = 1, 200 do words[i] = ("w%%dx%%d q%%da"):format(n, i, n * i) end
  ne.document(table.concat(words, " "), { engine = rules })
  if n == 1000 then before = most() end
end
print(most() - before < 10000)']]):format(program.quote(program.root))) -- else 45,000
    assert.same({ 0, "true\n", "" }, { got.code, got.out, got.err })
  end)

  it("lets a finalizer find a document closed", function()
    local got = dir:shell(([[cd %s
LUA_PATH='scripts/?.lua;scripts/?/init.lua' LUA_CPATH='build/release/?.so' lua5.4 -e '
local calls
older = setmetatable({}, { __gc = function() -- runs behind that of the document
  for _, call in ipairs(calls) do print((select(2, pcall(call)))) end
end })
local doc = require "newsengine".document("Ann left. Bob stayed.", { lang = "en" })
doc:add("Name", doc:span(1, 3), {})
local ann = doc:span(1, 3)
calls = { doc:sentences(), doc:words(), doc:each("Name"), doc:each("Name", { within = ann }),
          doc:lines(), function() return doc.text end }']])
      :format(program.quote(program.root)))
    assert.same({ 0, ("the document is closed\n"):rep(5)
                     .. "(command line):10: the document is closed\n", "" },
                { got.code, got.out, got.err })
  end)

  it("cuts a document into words, sentences and paragraphs", function()
    local doc = ne.document("He won’t pay $3.5 million. “No,” he said.\n\nIt ended.",
                            { lang = "en" })
    assert.same({ "He", "wo", "n’t", "pay", "$", "3.5", "million", ".", "“", "No", ",", "”",
                  "he", "said", ".", "It", "ended", "." }, texts(doc:words()))
    assert.same({ "He won’t pay $3.5 million.", "“No,” he said.", "It ended." },
                texts(doc:sentences()))
    assert.same({ "He won’t pay $3.5 million. “No,” he said.", "It ended." },
                texts(doc:paragraphs()))
    local second = doc:span(5, 5)
    assert.equal("He won’t pay $3.5 million.", second.sentence.text)
  end)

  it("leaves the rules of news text off when asked", function()
    local plain = ne.document("don't go", { lang = "en", news = false })
    assert.same({ "don't", "go" }, texts(plain:words()))
    local news = ne.document("don't go", { lang = "en" })
    assert.same({ "do", "n't", "go" }, texts(news:words()))
  end)

  it("finds by regular expressions and token patterns", function()
    local doc = ne.document("Ann met Bob in 2022 and in 2023.", { lang = "en" })
    assert.same({ "2022", "2023" }, texts(doc:gfind("\\d{4}")))
    local met = doc:match("a:[cap] met b:[cap]")
    assert.same({ "Ann met Bob", "Ann", "Bob" }, { met.text, met.a.text, met.b.text })
    assert.same({ "in 2022", "in 2023" }, texts(doc:gmatch("in [num]")))
    assert.is_nil(doc:match("met Ann"))
    assert.is_nil(doc:find("\\d{5}"))
  end)

  it("runs the rules of an engine and makes the record of the program", function()
    local source = 'rule "met" { pattern = [[ a:[cap] met b:[cap] ]], emit = "Meeting" }\n'
    local engine = engine_of(source)
    local text = "Ann met Bob. Nobody met them."
    local doc, failures = ne.document(text, { engine = engine, id = "a.txt", lang = "en" })
    assert.same({}, failures)
    assert.same({ "Ann met Bob" }, texts(doc:each("Meeting")))
    local record = ne.record(doc)
    dir:write("a.txt", text)
    assert.equal(dir:run({ "one.lua", "--lang", "en", "a.txt" }).out, record .. "\n")
    local decoded = core.json_decode(ne.record(doc, { "Sentence", "Meeting" }))
    assert.same({ "Sentence 0 12 Ann met Bob.", "Meeting 0 11 Ann met Bob",
                  "Sentence 13 29 Nobody met them." }, program.annotations(decoded))
    local ok, why = pcall(ne.record, doc, { "Meeting", "Meetings" })
    assert.same({ false, true }, { ok, why:find("newsengine.record: no rule makes the layer "
      .. "Meetings; did you mean Meeting?", 1, true) ~= nil }, why)
  end)

  it("names the rule file that is not there, and the one that was meant", function()
    local _, why = pcall(ne.engine, { rules = { "qoutes" } })
    assert.truthy(why:find('newsengine.engine: no rule file "qoutes"; did you mean quotes?', 1,
                           true), why)
    _, why = pcall(ne.engine, { rules = { "nosuchrule.lua" } })
    assert.truthy(why:find('no rule file "nosuchrule.lua"; looked for nosuchrule.lua, ', 1,
                           true), why)
  end)

  it("gives the published date and its arithmetic to rules", function()
    local engine = engine_of([[
      rule "dates" { pattern = "today", emit = "Day", set = function(_, doc)
        local p = doc.published
        return { iso = p:iso(), week = p:plus { days = 7 }, month = p:plus { months = -1 },
                 past = p:weekday("friday", "past"), future = p:weekday("monday", "future"),
                 near = p:nearest(12, 31), late = p > date(2022, 3, 13), own = p:weekday(),
                 away = p:days_to(date(2022, 3, 31)) }
      end } ]])
    local doc = ne.document("It is today.", { engine = engine, published = "2022-03-31",
                                              lang = "en" })
    local day = doc:each("Day")()
    assert.same({ "2022-03-31", "2022-04-07", "2022-02-28", "2022-03-25", "2022-04-04",
                  "2021-12-31", true, 4, 0 },
                { day.iso, day.week, day.month, day.past, day.future, day.near, day.late,
                  day.own, day.away })
  end)

  it("keeps dates as they are, and names what a date cannot do", function()
    local engine = engine_of([[
      local FORTNIGHT = { weeks = 2 }
      rule "dates" { pattern = "today", emit = "Day", set = function(_, doc)
        local p = doc.published
        local function why(...) return (select(2, pcall(...))) end
        return {
          later = p:plus(FORTNIGHT):iso(), sum = p:plus { years = 1, months = 1, days = -1 }:iso(),
          shown = tostring(p), same = p == date(2024, 2, 29), other = p ~= date(2024, 3, 1),
          order = p <= p and p < date(2024, 3, 1), parts = p.year .. p.month .. p.day,
          none = p.hour == nil, written = why(function() p.year = 1 end),
          unit = why(p.plus, p, { hours = 1 }), far = why(p.plus, p, { years = 1 << 40 }),
          outside = why(p.plus, p, { days = 9999999 }), forged = why(p.iso, { number = 1 }),
          thursday = p:weekday("THURSDAY"):iso(), next = p:weekday(4, "future"):iso(),
          near = p:weekday("Sunday", "nearest"):iso(), back = p:weekday(1, "nearest"):iso(),
          friday = p:weekday(5, "past"):iso(), least = p:weekday(math.mininteger):iso(),
          thurs = why(p.weekday, p, "thurs") }
      end } ]])
    local doc = ne.document("It is today.", { engine = engine, published = "2024-02-29",
                                              lang = "en" })
    local day = doc:each("Day")()
    assert.same({ "2024-03-14", "2025-03-28", "2024-02-29", true, true, true, "2024229", true },
                { day.later, day.sum, day.shown, day.same, day.other, day.order, day.parts,
                  day.none })
    assert.truthy(day.written:find("a date is read-only; date(y, m, d) makes one", 1, true))
    assert.truthy(day.unit:find("plus: days, weeks, months and years expected, got hours", 1, true))
    assert.truthy(day.far:find("plus: out of the calendar", 1, true))
    assert.truthy(day.outside:find("plus: out of the calendar", 1, true))
    assert.truthy(day.forged:find("date expected, got table", 1, true))
    assert.same({ "2024-02-29", "2024-03-07", "2024-03-03", "2024-02-26", "2024-02-23",
                  "2024-02-24" },
                { day.thursday, day.next, day.near, day.back, day.friday, day.least })
    assert.truthy(day.thurs:find("weekday: no such day: thurs", 1, true))
  end)

  it("answers questions to a lexicon: get the first entry, all of them", function()
    local engine = engine_of([[
      local L = lexicon "banks" {
        { name = "Acme Bank|Acme", kind = "bank" }, { name = "Acme", kind = "circus" },
      }
      rule "ask" { pattern = "x:@banks", emit = "A", set = function(m)
        local kinds = {}
        for i, entry in ipairs(L:all("ACME")) do kinds[i] = entry.kind end
        return { one = L:get("acme bank").kind, none = L:get("bank") == nil, kinds = kinds,
                 same = lexicons.banks:get("Acme").name, name = m.x.name,
                 count = #m.x.entries }
      end } ]])
    local doc, failures = ne.document("Acme fell.", { engine = engine, lang = "en" })
    assert.same({}, failures)
    local a = doc:each("A")()
    assert.same({ "bank", true, "Acme Bank|Acme", "Acme Bank", 2 },
                { a.one, a.none, a.same, a.name, a.count })
    assert.same({ "bank", "circus" }, { a.kinds[1], a.kinds[2] })
  end)

  it("says which rule failed and keeps what the others found", function()
    local engine = engine_of([[
      rule "good" { pattern = "ann", emit = "Good" }
      rule "bad" { emit = "Bad", run = function(doc)
        doc:add("Bad", doc:span(1, 3), {})
        error("no luck")
      end } ]])
    local doc, failures = ne.document("Ann left.", { engine = engine, lang = "en" })
    assert.equal(1, #failures)
    assert.same({ "error", "bad", "no luck" },
                { failures[1].code, failures[1].rule, failures[1].message })
    assert.truthy(failures[1].source:find("one%.lua:4$"), failures[1].source)
    assert.same({ "Ann" }, texts(doc:each("Good")))
    assert.same({}, texts(doc:each("Bad")))
  end)

  it("ends a rule at its budget, the same every time", function()
    local engine = engine_of('rule "loop" { emit = "A", run = function() while true do end end }',
                             { budget = { steps = 100000, memory = 64 << 20, seconds = 10 } })
    for _ = 1, 2 do
      local _, failures = ne.document("Ann.", { engine = engine, lang = "en" })
      assert.same({ "steps", "loop" }, { failures[1].code, failures[1].rule })
    end
  end)

  it("ends a rule that has no bound of steps by the clock", function()
    local engine = engine_of('rule "loop" { emit = "A", run = function() while true do end end }',
                             { budget = { steps = 1 << 50, memory = 64 << 20, seconds = 0.1 } })
    local _, failures = ne.document("Ann.", { engine = engine, lang = "en" })
    assert.equal("timeout", failures[1].code)
    assert.truthy(failures[1].message:find("time is up", 1, true))
  end)

  -- Both would end by themselves before the hook is called for the first time.
  it("reads the clock by the memory that a rule takes", function()
    local engine = engine_of([[rule "grow" { emit = "A", run = function(doc)
      local text = ("x"):rep(1 << 23)
      for i = 1, 200 do text = text:sub(2) .. i % 10 end
    end }]], { budget = { steps = 1 << 50, memory = 64 << 20, seconds = 0.002 } })
    local _, failures = ne.document("Ann.", { engine = engine, lang = "en" })
    assert.equal("timeout", failures[1].code)
    assert.truthy(failures[1].message:find("time is up", 1, true), failures[1].message)
  end)

  it("counts the bytes that string functions work on as steps", function()
    for call in ("text:lower() text:upper() text:reverse() utf8.len(text) utf8.offset(text,_) "
                 .. "tonumber(text)"):gmatch("%S+") do
      local engine = engine_of([[rule "work" { emit = "A", run = function(doc)
        local text = (" "):rep(1 << 17)
        for _ = 1, 20 do local _ = ]] .. call .. [[ end
      end }]], { budget = { steps = 300000, memory = 64 << 20, seconds = 100 } })
      local _, failures = ne.document("Ann.", { engine = engine, lang = "en" })
      assert.same({ "steps", call }, { failures[1] and failures[1].code, call })
      assert.truthy(failures[1].source:find(":3$"), failures[1].source)
    end
  end)

  -- What is compiled is not Lua's memory; the cost is the same whoever compiled it before.
  it("charges for texts that a rule compiles, in each document", function()
    local engine = engine_of([[rule "many" { emit = "A", run = function(doc)
      for i = 1, 20 do doc:match("zz" .. i) doc:find("zz" .. i) end
    end }]], { budget = { steps = 700000, memory = 64 << 20, seconds = 100 } })
    for _ = 1, 2 do
      local _, failures = ne.document("Ann.", { engine = engine, lang = "en" })
      assert.equal("steps", failures[1] and failures[1].code)
    end
  end)

  it("frees what rules compile while they run", function()
    local engine = engine_of([[rule "many" { emit = "A", run = function(doc)
      for i = 1, 100 do doc:match("zz" .. i) end
    end }]])
    local alive, make = setmetatable({}, { __mode = "k" }), core.matcher
    core.matcher = function(set)
      local made = make(set)
      alive[made] = true
      return made
    end
    collectgarbage("stop")
    local _, failures = ne.document("Ann.", { engine = engine, lang = "en" })
    core.matcher = make
    local count = 0
    for _ in pairs(alive) do count = count + 1 end
    collectgarbage("restart")
    assert.same({}, failures)
    assert.truthy(count > 0 and count < 40, count)
  end)

  it("counts memory in the blocks that are taken", function()
    local list = {}
    for i = 1, 1000 do list[i] = i end
    collectgarbage("stop")
    local before = core.memory()
    for i = 1, 1000 do list[i] = {} end
    local after = core.memory()
    collectgarbage("restart")
    assert.same({ 1000, 0 }, { #list, (after - before) % 16000 })
    assert.truthy(after > before)
  end)

  it("raises for a rule file that is missing or wrong", function()
    local ok, message = pcall(ne.engine, { rules = { dir.path .. "/nosuch.lua" } })
    assert.falsy(ok)
    assert.truthy(tostring(message):find("nosuch.lua", 1, true))
    ok, message = pcall(engine_of, 'rule "x" { pattern = "(a", emit = "A" }')
    assert.falsy(ok)
    assert.truthy(tostring(message):find("one.lua:1:25: rule \"x\": expected )", 1, true),
                  tostring(message))
  end)

  it("raises for arguments of the wrong type, where they stand", function()
    for wanted, arguments in pairs {
      ["text is a nil"] = {}, ["text is a number"] = { 5 },
      ["lang is a number"] = { "x", { lang = 5 } },
      ["published is a boolean"] = { "x", { published = true } },
    } do
      local ok, message = pcall(function() ne.document(table.unpack(arguments)) end)
      assert.falsy(ok)
      assert.truthy(message:find("module_spec.lua:%d+: newsengine.document: " .. wanted
                                 .. "; a string expected$"), message)
    end
  end)

  it("raises for options of another name or type, where they stand", function()
    local function of(call, options) return function() call(options) end end
    local function made(options) ne.document("x", options) end
    for wanted, call in pairs {
      ["engine: unknown option ruls; did you mean rules?"] = of(ne.engine, { ruls = {} }),
      ["engine: rules is a string; a table expected"] = of(ne.engine, { rules = "quotes" }),
      ["engine: rules[2] is a boolean; a string expected"] =
        of(ne.engine, { rules = { "quotes", true } }),
      ["engine: unknown option step; did you mean steps?"] =
        of(ne.engine, { budget = { step = 1 } }),
      ["engine: budget memory = -1: a number of at least 0 expected"] =
        of(ne.engine, { budget = { memory = -1 } }),
      ["engine: budget steps = 1.5: a number of at least 0 expected"] =
        of(ne.engine, { budget = { steps = 1.5 } }),
      ["engine: offsets bytes: byte, codepoint or utf16 expected"] =
        of(ne.engine, { offsets = "bytes" }),
      ["document: unknown option engin; did you mean engine?"] = of(made, { engin = 1 }),
      ["document: engine is a number; a table expected"] = of(made, { engine = 1 }),
    } do
      local ok, message = pcall(call)
      assert.falsy(ok)
      assert.equal("newsengine." .. wanted, message:match("module_spec%.lua:%d+: (.*)$"))
    end
  end)

  it("has no bound where a budget says 0, and collects no more garbage for it", function()
    local source = [[
      rule "grow" { emit = "A", run = function(doc)
        local list = {}
        for i = 1, 300000 do list[i] = { i } end
        doc:add("A", doc:words()())
      end } ]]
    local function found(budget)
      local engine = engine_of(source, { budget = budget })
      local doc, failures = ne.document("Ann.", { engine = engine, lang = "en" })
      return #texts(doc:each("A")), failures[1] and failures[1].code
    end
    assert.same({ 0, "memory" }, { found { memory = 1 << 20 } })
    assert.same({ 0, "steps" }, { found { steps = 100000 } })
    assert.same({ 1 }, { found { steps = 0, memory = 0, seconds = 0 } })
    local engine = engine_of([[rule "a" { emit = "A", pattern = "Ann" }]],
                             { budget = { memory = 0 } })
    collectgarbage("stop") -- so that it is only collected by who asks for it
    local weak = setmetatable({ [{}] = true }, { __mode = "k" })
    ne.document("Ann.", { engine = engine, lang = "en" })
    local uncollected = next(weak) ~= nil -- `assert` would collect it
    collectgarbage("restart")
    assert.truthy(uncollected)
  end)

  it("takes what a budget leaves out from the usual one", function()
    local engine = engine_of('rule "loop" { emit = "A", run = function() while true do end end }',
                             { budget = { steps = 100000 } })
    local _, failures = ne.document("Ann.", { engine = engine, lang = "en" })
    assert.same({ 1, "steps" }, { #failures, failures[1].code })
  end)

  it("refuses bytes that are no UTF-8 and says where", function()
    local doc, message, at = ne.document("abc\xFFdef", { lang = "en" })
    assert.is_nil(doc)
    assert.equal("string", type(message))
    assert.equal(4, at)
  end)

  it("makes documents that are independent of each other", function()
    local one = ne.document("First text.", { lang = "en" })
    local two = ne.document("Second one here.", { lang = "en" })
    assert.same({ "First", "text", "." }, texts(one:words()))
    assert.same({ "Second", "one", "here", "." }, texts(two:words()))
    assert.same({ "First text.", "Second one here." }, { one.text, two.text })
  end)
end)
