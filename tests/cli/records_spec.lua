-- diff, score and verify through the real program.
local core = require "newsengine.core"
local program = dofile("tests/cli/program.lua")

local function annotation(id, layer, from, to, attributes, rule)
  return { id = id, layer = layer, start = from, ["end"] = to, text = ("x"):rep(to - from),
           rule = rule or "r", attributes = setmetatable(attributes or {}, { object = true }) }
end

local function record(id, annotations, more)
  local made = { id = id, offset_unit = "codepoint", meta = setmetatable({}, { object = true }),
                 annotations = annotations, errors = {} }
  for key, value in pairs(more or {}) do made[key] = value end
  return core.json_encode(made) .. "\n"
end

describe("files of records:", function()
  local dir
  before_each(function() dir = program.scratch() end)
  after_each(function() dir:close() end)

  local old = record("a", { annotation(1, "P", 0, 5, { name = "x" }), annotation(2, "P", 10, 14),
                            annotation(3, "Q", 10, 20), annotation(4, "Q", 30, 40, { s = { text = "u", start = 1, ["end"] = 2, ref = 1 } }) })
              .. record("b", {}, { meta = { headline = "H" } }) .. record("c", {})
  local new = record("b", {}, { meta = { headline = "I" }, errors = { { code = "steps", message = "m" } } })
              .. record("d", { annotation(1, "P", 0, 1) })
              .. record("a", { annotation(1, "P", 0, 5, { name = "y" }), annotation(2, "Q", 10, 20, {}, "other"),
                               annotation(3, "Q", 31, 41, { s = { text = "u", start = 1, ["end"] = 2, ref = 9 } }),
                               annotation(4, "P", 50, 55) })

  it("diff matches by id and place, whatever the order and the numbers", function()
    dir:write("old.jsonl", old)
    dir:write("new.jsonl", new)
    local got = dir:run { "diff", "old.jsonl", "new.jsonl" }
    assert.equal(1, got.code)
    assert.equal([[
layer                 same   changed     added   removed
P                        0         1         2         1
Q                        0         2         0         0
documents: 4, differing: 4
b
  ~ meta.headline: H -> I
  ~ error: nothing -> {"code":"steps","message":"m"}
d: only in the new file
  + P 0-1 r  x
a
  ~ P 0-5 r  xxxxx
      name: x -> y
  ~ Q 10-20 other  xxxxxxxxxx
      rule: r -> other
  - P 10-14 r  xxxx
  ~ Q 31-41 r  xxxxxxxxxx
      span: xxxxxxxxxx (30-40) -> xxxxxxxxxx (31-41)
  + P 50-55 r  xxxxx
c: only in the old file
]], got.out)
    got = dir:run { "diff", "--layers", "Q", "-t", "json", "old.jsonl", "new.jsonl" }
    local lines = program.records(got.out)
    assert.same({ documents = 4, differing = 3,
                  layers = { Q = { same = 0, changed = 2, added = 0, removed = 0 } } }, lines[#lines])
    assert.same({ 0, "" }, { dir:run({ "diff", "old.jsonl", "old.jsonl", "-q" }).code,
                             dir:run({ "diff", "old.jsonl", "old.jsonl" }).err })
  end)

  it("diff and score say what cannot be read, and where", function()
    dir:write("old.jsonl", old)
    dir:write("bad.jsonl", old .. "{\"id\": 3,\n")
    dir:write("no.jsonl", '{"text":"a"}\n')
    for _, command in ipairs { "diff", "score" } do
      local got = dir:run { command, "old.jsonl", "bad.jsonl" }
      assert.equal(2, got.code)
      assert.truthy(got.err:find("newsengine: bad.jsonl:4:", 1, true), got.err)
      got = dir:run { command, "no.jsonl", "old.jsonl" }
      assert.same({ 2, "newsengine: no.jsonl:1: not a record: see help records\n" }, { got.code, got.err })
      got = dir:run { command, "none.jsonl", "old.jsonl" }
      assert.equal(2, got.code)
      assert.truthy(got.err:find("none.jsonl: ", 1, true), got.err)
      assert.equal(2, dir:run({ command, "old.jsonl" }).code)
      dir:write("r.lua", "-- a rule file\n")
      got = dir:run { command, "r.lua", "old.jsonl" }
      assert.truthy(got.err:find("\n  rule files are compared by their records: ", 1, true), got.err)
    end
    dir:write("twice.jsonl", old .. record("a", {}))
    for _, files in ipairs { { "score", "old.jsonl", "twice.jsonl" }, { "score", "twice.jsonl", "old.jsonl" },
                             { "diff", "old.jsonl", "twice.jsonl" }, { "diff", "twice.jsonl", "old.jsonl" } } do
      assert.equal('newsengine: twice.jsonl:4: a second record of "a"\n', dir:run(files).err)
    end
  end)

  it("diff and score show a row for a layer that is asked for and that no record has", function()
    dir:write("old.jsonl", old)
    local got = dir:run { "diff", "--layers", "Z", "old.jsonl", "old.jsonl" }
    assert.truthy(got.out:find("\nZ +0 +0 +0 +0\n"), got.out)
    local told = "newsengine: --layers Z: no annotation of this layer in either file\n"
    assert.equal(told, got.err)
    got = dir:run { "score", "--layers", "Z", "old.jsonl", "old.jsonl" }
    assert.truthy(got.out:find("\nZ +0 +0 "), got.out)
    assert.equal(told, got.err)
  end)

  it("verify says which --layers the records may have been made with", function()
    dir:write("hello.lua", program.hello)
    dir:write("h.txt", "hello you")
    assert.equal(0, dir:run({ "hello.lua", "h.txt", "--layers", "Token,Hello", "-o", "h.jsonl" }).code)
    local got = dir:run { "verify", "h.jsonl", "hello.lua" }
    assert.same({ 1, "\n1 record, 0 proven\n  were they made with --layers Hello,Token?\n" },
                { got.code, got.out:match("\n%d+ record.*$") })
    got = dir:run { "verify", "h.jsonl", "hello.lua", "-t", "json" }
    assert.equal("--layers Hello,Token", program.records(got.out)[2].hint)
    got = dir:run { "verify", "h.jsonl", "hello.lua", "--layers", "Hello,Token" }
    assert.same({ 0, "1 record, 1 proven\n" }, { got.code, got.out })
  end)

  it("verify needs rules, as a run does", function()
    dir:write("old.jsonl", old)
    local got = dir:run { "verify", "old.jsonl" }
    assert.same({ 2, "" }, { got.code, got.out })
    assert.truthy(got.err:find("neither a rule file nor --layers given", 1, true), got.err)
  end)

  it("score counts exact and overlapping spans, attributes, confusions and the worst", function()
    dir:write("gold.jsonl", record("a", { annotation(1, "P", 0, 10, { k = 1, l = 2 }), annotation(2, "P", 20, 30),
                                          annotation(3, "P", 40, 50), annotation(4, "Q", 60, 70) })
                            .. record("b", { annotation(1, "Q", 0, 3) }))
    dir:write("got.jsonl", record("a", { annotation(1, "P", 0, 10, { k = 1, l = 3, m = 4 }), annotation(2, "P", 22, 31),
                                         annotation(3, "Q", 40, 50), annotation(4, "Q", 60, 64),
                                         annotation(5, "Z", 60, 70) }) .. record("x", {}))
    local value = program.records(dir:run({ "score", "-t", "json", "gold.jsonl", "got.jsonl" }).out)[1]
    local p, q = value.layers.P, value.layers.Q
    assert.same({ 3, 2, 1, 2 }, { p.gold, p.predicted, p.exact.found, p.overlap.found })
    assert.same({ 0.5, 1 / 3, 0.4 }, { p.exact.precision, p.exact.recall, p.exact.f1 })
    assert.same({ 1, 2 / 3, 0.8 }, { p.overlap.precision, p.overlap.recall, p.overlap.f1 })
    assert.same({ k = { right = 1, all = 1 }, l = { right = 0, all = 1 } }, p.attributes)
    assert.same({ 2, 2, 0, 0 }, { q.gold, q.predicted, q.exact.found, q.overlap.found })
    assert.same({ { gold = "P", predicted = "Q", count = 1 } }, value.confusion)
    assert.same({ { id = "a", missed = 3, spurious = 3 }, { id = "b", missed = 1, spurious = 0 } }, value.worst)
    assert.same({ 2, 1, 1 }, { value.documents, value.missing, value.unknown })
    value = program.records(dir:run({ "score", "--layers", "P,Z", "-t", "json", "gold.jsonl", "got.jsonl" }).out)[1]
    assert.same({ 0, 1 }, { value.layers.Z.gold, value.layers.Z.predicted })
    assert.equal(nil, value.layers.Q)
    dir:write("bytes.jsonl", record("a", {}, { offset_unit = "byte" }))
    assert.same({ 2, "newsengine: bytes.jsonl: offsets are bytes, in the gold file codepoints\n" },
                { dir:run({ "score", "gold.jsonl", "bytes.jsonl" }).code, dir:run({ "score", "gold.jsonl", "bytes.jsonl" }).err })
    assert.same({ code = 2, out = "", err = "newsengine: bytes.jsonl: offsets are bytes, in the old file codepoints\n" },
                dir:run { "diff", "gold.jsonl", "bytes.jsonl" })
    -- The gold may come through a pipe, which is read once.
    local wanted = dir:run { "score", "gold.jsonl", "got.jsonl" }
    assert.same(wanted, dir:shell('mkfifo gold; cat gold.jsonl > gold & "$N" score gold got.jsonl'))
    assert.same(wanted, dir:run({ "score", "-", "got.jsonl" }, dir:read("gold.jsonl")))
  end)

  it("score agrees with a count by hand on the articles' own records", function()
    local run = dir:run { "-r", "quotes", "-t", "jsonl", program.root .. "/tests/articles" }
    dir:write("all.jsonl", run.out)
    local value = program.records(dir:run({ "score", "-t", "json", "all.jsonl", "all.jsonl" }).out)[1]
    assert.same({ 1, 1 }, { value.layers.Quote.exact.f1, value.layers.Quote.overlap.f1 })
    local _, quotes = run.out:gsub('"layer":"Quote"', "")
    assert.equal(quotes, value.layers.Quote.gold)
  end)

  it("verify proves that a document fails as it did", function()
    dir:write("r.lua", 'rule "m" { emit = "M", pattern = [[ gold rose ]] }\n')
    dir:write("a.txt", "Gold rose.")
    dir:run { "r.lua", "a.txt", "none.txt", "-o", "out.jsonl" }
    local got = dir:run { "verify", "out.jsonl", "r.lua" }
    assert.same({ 0, "2 records, 2 proven\n" }, { got.code, got.out })
    dir:write("none.txt", "Gold rose.")
    got = dir:run { "verify", "out.jsonl", "r.lua" }
    assert.equal(1, got.code)
    assert.truthy(got.out:find("none.txt: not proven: it differs in input\n", 1, true))
    os.remove(dir.path .. "/none.txt")
    dir:write("r.lua", dir:read("r.lua") .. "-- another\n")
    got = dir:run { "verify", "out.jsonl", "r.lua" }
    assert.truthy(got.out:find("none.txt: not proven: ", 1, true))
  end)

  it("verify tells input, rules, lexicons and tampering apart", function()
    dir:write("l.tsv", "name\nGold\n")
    dir:write("r.lua", 'lexicon "l" { file = "l.tsv" }\nrule "m" { emit = "M", pattern = [[ @l rose ]] }\n')
    dir:write("d.jsonl", '{"id":7,"text":"Gold rose.","note":"kept"}\n{"id":"y","text":"Oil rose. é Gold rose."}\n')
    dir:run { "r.lua", "d.jsonl", "--offsets", "byte", "-o", "out.jsonl" }
    local function verify(...) return dir:run { "verify", "out.jsonl", "r.lua", ... } end
    assert.same({ 0, "2 records, 2 proven\n" }, { verify("d.jsonl").code, verify("d.jsonl").out })
    local good = dir:read("out.jsonl")
    dir:write("out.jsonl", (good:gsub('"rule":"m"', '"rule":"n"', 1)))
    assert.equal("7: not proven: the record differs though input, rules, lexicons and engine are the same\n"
                 .. "  ~ M 0-9 m  Gold rose\n      rule: n -> m\n2 records, 1 proven\n", verify("d.jsonl").out)
    dir:write("out.jsonl", (good:gsub("Gold rose", "Bold rose", 1)))
    assert.truthy(verify("d.jsonl").out:find(
      "\n  ~ M 0-9 m  Gold rose\n      text: Bold rose -> Gold rose\n", 1, true))
    dir:write("out.jsonl", good)
    dir:write("l.tsv", "name\nGold\nOil\n")
    assert.equal("7: not proven: it differs in lexicons\ny: not proven: it differs in lexicons\n"
                 .. "  + M 0-8 m  Oil rose\n2 records, 0 proven\n", verify("d.jsonl").out)
    dir:write("l.tsv", "name\nGold\n")
    dir:write("r.lua", dir:read("r.lua") .. "-- a word\n")
    local lines = program.records(verify("d.jsonl", "-t", "json").out)
    assert.same({ 7, false, { "rules" } }, { tonumber(lines[1].id), lines[1].proven, lines[1].differ })
    assert.same({ records = 2, proven = 0 }, lines[3])
    dir:write("e.jsonl", '{"id":"y","text":"Oil rose. é Gold rose."}\n')
    assert.truthy(verify("e.jsonl").out:find("7: not proven: no input of this name\n", 1, true))
    assert.equal(2, dir:run({ "verify", "none.jsonl", "r.lua" }).code)
    assert.equal(2, dir:run({ "verify" }).code)
  end)
end)
