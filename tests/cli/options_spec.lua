-- Every option of scripts/newsengine/options.lua does what it says.
local program = dofile("tests/cli/program.lua")
local core = require "newsengine.core"

describe("the command line", function()
  local dir
  before_each(function()
    dir = program.scratch()
    dir:write("hello.lua", program.hello)
    dir:write("a.txt", "We said hello to Ann. Bye.")
    dir:write("b.txt", "Nothing here.")
  end)
  after_each(function() dir:close() end)

  it("names an unknown option and one that is near", function()
    local cases = {
      { "--jbos", "newsengine: unknown option --jbos\n  did you mean --jobs?\n" },
      { "--layer", "newsengine: unknown option --layer\n  did you mean --layers?\n" },
      { "--outptu=x", "newsengine: unknown option --outptu\n  did you mean --output?\n" },
      { "--qqqqqqqq", "newsengine: unknown option --qqqqqqqq\n" },
      { "-Z", "newsengine: unknown option -Z\n  see newsengine --help\n" },
      { "--strict=1", "newsengine: --strict takes no argument\n" },
    }
    for _, case in ipairs(cases) do
      local got = dir:run { case[1], "hello.lua", "a.txt" }
      assert.same({ 2, "", case[2] }, { got.code, got.out, got.err })
    end
    local got = dir:run { "grep", "-i", "Hello", "a.txt" }
    assert.same({ 2, "newsengine: unknown option -i\n  case is ignored; \"Word\" matches exactly\n" },
                { got.code, got.err })
    assert.equal("newsengine: --to needs an argument: FORMAT\n", dir:run { "--to" }.err)
    assert.equal("newsengine: -t needs an argument: FORMAT\n", dir:run { "-t" }.err)
  end)

  it("refuses values that mean nothing, each with what was expected", function()
    local cases = {
      { { "-j", "0" }, "--jobs 0: a whole number of at least 1 expected" },
      { { "-j", "two" }, "--jobs two: a whole number of at least 1 expected" },
      { { "--steps", "1.5" }, "--steps 1.5: a whole number of at least 0 expected" },
      { { "--memory", "-1" },
        "--memory -1: a whole number of at least 0, at most 1073741824, expected" },
      { { "--memory", "17592186044416" }, -- no bound, were its bytes counted in 64 bits
        "--memory 17592186044416: a whole number of at least 0, at most 1073741824, expected" },
      { { "--max-errors", "0" }, "--max-errors 0: a whole number of at least 1 expected" },
      { { "--timeout", "soon" }, "--timeout soon: seconds expected" },
      { { "--timeout", "nan" }, "--timeout nan: seconds expected" },
      { { "--offsets", "char" }, "--offsets char: byte, codepoint or utf16 expected" },
      { { "--published", "yesterday" },
        "--published yesterday: a date such as 2022-03-14 expected" },
      { { "--published", "2022-02-30" },
        "--published 2022-02-30: a date such as 2022-03-14 expected" },
      { { "--color", "red" }, "--color red: auto, always or never expected" },
      { { "--log-format", "xml" }, "--log-format xml: text or json expected" },
      { { "--from", "hmtl" }, "--from hmtl: there is no such reader\n"
        .. "  readers: auto, csv, eml, html, json, jsonl, mbox, tar, text, warc, xml" },
      { { "-M", "x" }, "-M x: KEY=VALUE expected" },
    }
    for _, case in ipairs(cases) do
      table.insert(case[1], "hello.lua")
      table.insert(case[1], "a.txt")
      local got = dir:run(case[1])
      assert.same({ 2, "newsengine: " .. case[2] .. "\n", "" }, { got.code, got.err, got.out })
    end
    assert.equal(2, dir:run { "hello.lua", "-t", "nosuch", "a.txt" }.code)
    assert.truthy(dir:run({ "hello.lua", "-t", "nosuch", "a.txt" }).err
      :find('no format "nosuch"', 1, true))
    assert.truthy(dir:run({ "hello.lua", "-t", "csv", "-M", "x=1", "a.txt" }).err
      :find('-M x: nothing takes this option', 1, true))
  end)

  it("takes short and long forms, joined and apart, options behind inputs, and --", function()
    dir:write("-t", "hello from a dash")
    local wanted = dir:run({ "hello.lua", "-t", "count", "a.txt" }).out
    assert.equal("Hello\t1\n", wanted)
    for _, words in ipairs {
      { "hello.lua", "-tcount", "a.txt" }, { "hello.lua", "--to=count", "a.txt" },
      { "--to", "count", "a.txt", "hello.lua" }, { "run", "hello.lua", "a.txt", "-t", "count" },
      { "hello.lua", "-eqtcount", "a.txt" }, { "hello.lua", "--to=count", "--", "-t" },
    } do
      local got = dir:run(words)
      assert.same({ 0, wanted, "" }, { got.code, got.out, got.err })
    end
  end)

  it("finds rules by name with -r, in NEWSENGINE_PATH too", function()
    dir:write("mine/rules/greet.lua", program.hello)
    local got = dir:shell("NEWSENGINE_PATH=mine $N -r greet -t count a.txt")
    assert.same({ 0, "Hello\t1\n" }, { got.code, got.out })
    got = dir:run { "-r", "nosuchrule", "a.txt" }
    assert.equal(2, got.code)
    assert.truthy(got.err:find('^newsengine: no rule file "nosuchrule"\n  looked for '))
    got = dir:run { "-r", "hello", "a.txt" }
    assert.same({ 2, 'newsengine: no rule file "hello"\n  did you mean hello.lua, without -r?\n' },
                { got.code, got.err })
  end)

  it("chooses layers: those named, all, near words for wrong ones", function()
    local records = dir:records { "--layers", "Sentence,Token", "a.txt" }
    local layers = {}
    for _, a in ipairs(records[1].annotations) do layers[a.layer] = (layers[a.layer] or 0) + 1 end
    assert.same({ Sentence = 2, Token = 8 }, layers)
    records = dir:records { "hello.lua", "--layers", "Hello,Token", "a.txt" }
    assert.equal(9, #records[1].annotations)
    records = dir:records { "hello.lua", "--layers", "all", "a.txt" }
    layers = {}
    for _, a in ipairs(records[1].annotations) do layers[a.layer] = true end
    assert.same({ Hello = true, Token = true, Sentence = true, Paragraph = true, Zone = true },
                layers)
    local got = dir:run { "--layers", "Sentense", "a.txt" }
    assert.same({ 2, "newsengine: --layers Sentense: no rule makes this layer\n"
                  .. "  did you mean Sentence?\n" }, { got.code, got.err })
    got = dir:run { "hello.lua", "--layers", "Helo", "a.txt" }
    assert.same({ 2, "newsengine: --layers Helo: no rule makes this layer\n"
                  .. "  did you mean Hello?\n" }, { got.code, got.err })
    got = dir:run { "a.txt" }
    assert.same({ 2, "newsengine: neither a rule file nor --layers given\n"
                  .. "  newsengine rules/quotes.lua article.txt, or --layers Token,Sentence\n" },
                { got.code, got.err })
  end)

  it("names what was meant: a command, a rule, a format, the same letters first", function()
    for _, one in ipairs {
      { { "hlep" }, "neither a rule file nor --layers given\n  did you mean newsengine help?\n" },
      { { "quotes", "a.txt" }, "neither a rule file nor --layers given\n  did you mean -r quotes?\n" },
      { { "qoutes", "a.txt" }, "neither a rule file nor --layers given\n  did you mean -r quotes?\n" },
      { { "explain", "quotes", "a.txt" }, "no rule file given\n  did you mean -r quotes?\n" },
      { { "tets", "hello.lua" }, "tets: neither a command nor a file\n"
        .. "  did you mean newsengine test?\n" },
      { { "help", "quotes" }, 'no help on "quotes"\n  see newsengine help layers\n' },
      { { "help", "Person" }, 'no help on "Person"\n  see newsengine help layers\n' },
      { { "help", "csv" }, 'no help on "csv"\n  see newsengine help formats\n' },
      { { "help", "warc" }, 'no help on "warc"\n  see newsengine help readers\n' },
      { { "help", "kwic" }, 'no help on "kwic"\n  the word is in newsengine help grep, tutorial\n' },
      { { "help", "no-such.word" }, 'no help on "no-such.word"\n  newsengine help\n' },
      { { "--layers", "", "a.txt" }, "--layers needs an argument: A,B\n" },
      { { "--layers", "Money", "a.txt" }, "--layers Money: no rule makes this layer\n"
        .. "  -r numbers loads the rules that make it\n" },
      { { "-r", "quots", "a.txt" }, 'no rule file "quots"\n  did you mean quotes?\n' },
      { { "hello.lua", "-t", "cvs", "a.txt" }, 'no format "cvs"\n  did you mean csv?\n' },
      { { "hello.lua", "-t", "jsnl", "a.txt" }, 'no format "jsnl"\n  did you mean jsonl?\n' },
      { { "hello.lua", "--lang", "english", "a.txt" },
        "--lang english: a code such as en or pt-BR expected\n" },
    } do
      local got = dir:run(one[1])
      assert.same({ 2, "newsengine: " .. one[2], "" }, { got.code, got.err, got.out })
    end
    for _, command in ipairs { "test", "lint", "diff", "score", "verify", "watch" } do
      local got = dir:run { command, "-t", "csv", "hello.lua", "a.txt" }
      assert.same({ 2, "newsengine: " .. command .. " -t csv: text or json expected\n" },
                  { got.code, got.err })
    end
  end)

  it("takes a word that is no file for an input where no command can stand", function()
    local got = dir:run { "hello.lua", "tets", "a.txt" }
    assert.same({ 3, "newsengine: tets: cannot open: No such file or directory\n" },
                { got.code, got.err })
  end)

  it("says how to read what stands on the web", function()
    local got = dir:run { "hello.lua", "https://example.org/a.html", "a.txt" }
    assert.same({ 3, "newsengine: https://example.org/a.html: addresses are not opened: "
      .. "curl -sL ADDRESS | newsengine ... -\n" }, { got.code, got.err })
  end)

  it("looks for a path where it says, and nowhere else", function()
    for _, name in ipairs { "./none.lua", "../none", "/none/none.lua" } do
      local got = dir:run { "hello.lua", "-t", name, "a.txt" }
      assert.same({ 2, ('newsengine: no format "%s"\n  newsengine --list-formats names them; '
                        .. "looked for %s\n"):format(name, name) }, { got.code, got.err })
    end
    dir:write("sub/own.lua", program.hello)
    assert.equal(0, dir:shell("cd sub && $N ./own.lua ../a.txt").code)
    assert.equal(0, dir:shell("NEWSENGINE_PATH=. $N -r sub/own a.txt").code)
  end)

  it("says how a shipped rule file is named that is not where it was looked for", function()
    local got = dir:run { "rules/quotes.lua", "a.txt" }
    assert.equal(2, got.code)
    assert.truthy(got.err:find("^newsengine: rules/quotes%.lua: no such rule file\n"
                               .. "  %-r quotes is /.*/rules/quotes%.lua\n$"), got.err)
  end)

  it("says how several rule files are named", function()
    local got = dir:run { "-r", "names,quotes", "a.txt" }
    assert.same({ 2, 'newsengine: no rule file "names,quotes"\n  -r takes one name: -r names -r quotes\n' },
                { got.code, got.err })
  end)

  it("says that a file has no rule, and which zone is written wrong", function()
    dir:write("none.lua", 'lexicon "a" { "b" }\n')
    local got = dir:run { "none.lua", "-t", "count", "a.txt" }
    assert.same({ 0, "newsengine: none.lua: no rule in it\n" }, { got.code, got.err })
    dir:write("uses.lua", 'use "hello"\n')
    assert.equal("", dir:run({ "uses.lua", "-t", "count", "a.txt" }).err)
    dir:write("zone.lua", 'rule "z" { pattern = "hello", emit = "X", zone = { "boddy", "quote" } }')
    got = dir:run { "zone.lua", "-t", "count", "a.txt" }
    assert.same({ 0, "newsengine: zone.lua:1: rule z: there is no zone \"boddy\"\n  did you mean body?\n" },
                { got.code, got.err })
    assert.equal("", dir:run({ "zone.lua", "-q", "-t", "count", "a.txt" }).err)
  end)

  it("says which layer a format asks for that is written wrong", function()
    dir:write("f.lua", [[format "f" { document = function(out, doc)
  for a in doc:each "Helo" do out(a.text) end
  for a in doc:each "Person" do out(a.text) end
end }]])
    local got = dir:run { "hello.lua", "-t", "./f.lua", "a.txt" }
    assert.same({ 0, "newsengine: ./f.lua:2: asks for the layer Helo, which no rule here makes\n"
                  .. "  did you mean Hello?\n" }, { got.code, got.err })
    assert.equal("", dir:run({ "hello.lua", "-q", "-t", "./f.lua", "a.txt" }).err)
  end)

  it("says which layer a pattern reads and no rule makes", function()
    dir:write("reads.lua", [[rule "r.made" { pattern = "hello", emit = "Hello" }
rule "r.near" { pattern = "{Helo} | {Sentence}", emit = "X" }
rule "r.far" { pattern = "{Person} [!{Person}]", emit = "Y" }
]])
    local got = dir:run { "reads.lua", "-t", "count", "a.txt" }
    assert.same({ 0, "newsengine: reads.lua:2: rule r.near reads {Helo}, which no rule here makes\n"
                  .. "  did you mean Hello?\n"
                  .. "newsengine: reads.lua:3: rule r.far reads {Person}, which no rule here makes\n"
                  .. "  use \"names\" at the top of the file loads the rules that make it\n" },
                { got.code, got.err })
    assert.equal("", dir:run { "reads.lua", "-q", "-t", "count", "a.txt" }.err)
    dir:write("odd.lua", [[rule "r" { pattern = "{Persons} spoke", emit = "Y" }]])
    assert.equal("newsengine: odd.lua:1: rule r reads {Persons}, which no rule here makes\n"
                 .. "  did you mean Person? use \"names\" at the top of the file loads the rules that "
                 .. "make it\n", dir:run { "odd.lua", "-t", "count", "a.txt" }.err)
    dir:write("test.lua", [[rule "r.far" { pattern = "{Person} spoke", emit = "Y" }
examples { { "Ann Lee spoke.", Y = {} } }]])
    got = dir:run { "test", "test.lua" }
    assert.same({ 1, "newsengine: test.lua:1: rule r.far reads {Person}, which no rule here makes\n"
                  .. "  use \"names\" at the top of the file loads the rules that make it\n" }, { got.code, got.err })
  end)

  it("compiles no lexicon from a file that has no entries", function()
    dir:write("page.html", "<p>Maize rose.</p>\n")
    assert.same({ 2, "newsengine: page.html: it has no entries below its header line\n" },
                { dir:run({ "compile", "page.html" }).code, dir:run({ "compile", "page.html" }).err })
    assert.is_nil(dir:read("page.html.lex"))
  end)

  it("counts offsets in bytes, code points and UTF-16 units beyond the BMP", function()
    dir:write("u.txt", "é😀 hello 𝒳 hello")
    local wanted = { byte = { "Hello 7 12 hello", "Hello 18 23 hello" },
                     codepoint = { "Hello 3 8 hello", "Hello 11 16 hello" },
                     utf16 = { "Hello 4 9 hello", "Hello 13 18 hello" } }
    for unit, spans in pairs(wanted) do
      local records = dir:records { "hello.lua", "--offsets", unit, "u.txt" }
      assert.equal(unit, records[1].offset_unit)
      assert.same(spans, program.annotations(records[1]))
    end
  end)

  it("runs the rules of a language however its code is written", function()
    dir:write("en.lua", 'lang "en" rule "x" { emit = "X", pattern = "hello" }')
    local lines = {}
    for i, code in ipairs { "en", "EN", "en-GB", "En_us", "", "123", "de" } do
      lines[i] = ('{"text":"hello","lang":"%s"}\n'):format(code)
    end
    dir:write("in.jsonl", table.concat(lines))
    local found = {}
    for i, record in ipairs(dir:records { "en.lua", "in.jsonl" }) do found[i] = #record.annotations end
    assert.same({ 1, 1, 1, 1, 1, 1, 0 }, found)
  end)

  it("uses --published and --lang only for documents that do not say it", function()
    dir:write("x.jsonl", '{"id":"a","text":"hello"}\n'
      .. '{"id":"b","text":"hello","published":"2020-01-02","lang":"fr"}\n')
    dir:write("day.lua", [[
rule "x.day" { pattern = "hello", emit = "Day", lang = { "de", "fr" },
  set = function(_, doc) return { day = doc.published:iso(), lang = doc.lang } end }
]])
    local records = dir:records { "day.lua", "--published", "2022-03-14", "--lang", "de",
                                  "x.jsonl" }
    assert.same({ { day = "2022-03-14", lang = "de" }, { day = "2020-01-02", lang = "fr" } },
                { records[1].annotations[1].attributes, records[2].annotations[1].attributes })
    assert.equal("2022-03-14", records[1].meta.published)
    assert.equal("2020-01-02", records[2].meta.published)
    assert.same({}, dir:records({ "day.lua", "--lang", "en", "a.txt" })[1].annotations)
  end)

  it("tells how many documents rules passed over for their language, and the first", function()
    dir:write("day.lua", 'rule "day" { pattern = "hello", emit = "Day", lang = { "fr", "de" } }\n')
    local function told(...)
      local got = dir:run { "day.lua", "-t", "count", ... }
      return { got.code, got.out, got.err }
    end
    assert.same({ 0, "Day\t0\n", "newsengine: rules for de, fr did not run on a.txt (en)\n" },
                told("--lang", "en", "a.txt"))
    dir:write("x.jsonl", '{"text":"hello","lang":"nl"}\n{"text":"hello","lang":"de"}\n'
      .. '{"text":"hello","lang":"en-GB"}\n')
    assert.same({ 0, "Day\t1\n", "newsengine: rules for de, fr did not run on 2 documents, "
                  .. "such as x.jsonl#1 (nl)\n" }, told("x.jsonl"))
    assert.same({ 0, "Day\t1\n", "" }, told("-q", "x.jsonl"))
    assert.same({ 0, "Day\t1\n", "" }, told("--lang", "fr-CA", "a.txt"))
    dir:write("any.lua", 'rule "any" { pattern = "hello", emit = "Day" }\n') -- is for them all
    assert.equal("", dir:run({ "any.lua", "x.jsonl" }).err)
  end)

  it("prefers the date that a page prints to --published", function()
    dir:write("stamped.txt", "Rates stay\n\nPosted March 14, 2022\n\nThe bank said hello to savers.\n")
    dir:write("stamped.jsonl", core.json_encode { text = dir:read("stamped.txt"),
                                                  published = "2020-01-02" } .. "\n")
    local function published(...)
      return dir:records({ "-r", "article", "--published", "2021-12-31", ... })[1].meta.published
    end
    assert.equal("2022-03-14", published("stamped.txt"))
    assert.equal("2020-01-02", published("stamped.jsonl"))
    assert.equal("2021-12-31", published("a.txt"))
  end)

  it("reads lists of inputs with --files-from and --files0-from", function()
    dir:write("list", "a.txt\r\n\nb.txt\n")
    dir:write("list0", "b.txt\0a.txt\0")
    local function ids(arguments, input)
      local list = {}
      for i, record in ipairs(dir:records(arguments, input)) do list[i] = record.id end
      return list
    end
    assert.same({ "a.txt", "b.txt" }, ids { "hello.lua", "--files-from", "list" })
    assert.same({ "b.txt", "a.txt" }, ids { "hello.lua", "--files0-from", "list0" })
    assert.same({ "b.txt", "a.txt" }, ids({ "hello.lua", "--files-from", "-" }, "b.txt\na.txt"))
    assert.same({ "b.txt", "a.txt", "b.txt", "b.txt", "a.txt" },
                ids { "hello.lua", "b.txt", "--files-from", "list", "--files0-from", "list0" })
    local got = dir:run { "hello.lua", "--files-from", "list0" }
    assert.same({ 2, "newsengine: --files-from list0: it contains a NUL; --files0-from reads such a list\n", "" },
                { got.code, got.err, got.out })
    got = dir:run { "hello.lua", "--files-from", "nolist" }
    assert.same({ 2, "newsengine: --files-from nolist: cannot open: No such file or directory\n" },
                { got.code, got.err })
    dir:write("nothing", "\n")
    got = dir:run { "hello.lua", "-t", "count", "--files-from", "nothing" }
    assert.same({ 3, "newsengine: nothing: no input in this list\n" }, { got.code, got.err })
  end)

  it("ends with 1 for -e when nothing was found, with 0 without it", function()
    assert.equal(0, dir:run({ "-e", "hello.lua", "a.txt" }).code)
    assert.equal(1, dir:run({ "-e", "hello.lua", "b.txt" }).code)
    assert.equal(0, dir:run({ "hello.lua", "b.txt" }).code)
    assert.equal(1, dir:run({ "--exit-status", "hello.lua", "-t", "count", "b.txt" }).code)
  end)

  it("says per rule what it found and cost with --stats", function()
    local got = dir:run { "hello.lua", "--stats", "a.txt", "b.txt" }
    assert.equal(0, got.code)
    assert.truthy(got.err:find("\na%.hello +1 +%d+ +[%d.]+\n"))
    assert.truthy(got.err:find("\n2 documents, 0 failures, [%d.]+ s, %d+ documents/s\n$"))
  end)

  it("is silent about failures with -q, and speaks JSON with --log-format json", function()
    local got = dir:run { "hello.lua", "-q", "a.txt", "gone.txt" }
    assert.same({ 3, "" }, { got.code, got.err })
    assert.equal(2, #program.records(got.out))
    got = dir:run { "hello.lua", "--log-format", "json", "gone.txt" }
    assert.same({ message = "gone.txt: cannot open: No such file or directory" },
                core.json_decode(got.err))
    got = dir:run { "hello.lua", "--log-format=text", "gone.txt" }
    assert.equal("newsengine: gone.txt: cannot open: No such file or directory\n", got.err)
  end)

  it("stops at the first failure with --strict, at the N-th with --max-errors", function()
    local function count(...)
      local got = dir:run { "hello.lua", ..., "a.txt", "g1", "b.txt", "g2", "a.txt" }
      return got.code, #program.records(got.out)
    end
    assert.same({ 3, 5 }, { count("-j1") })
    assert.same({ 3, 2 }, { count("--strict") })
    assert.same({ 3, 2 }, { count("--max-errors=1") })
    assert.same({ 3, 4 }, { count("--max-errors=2") })
    assert.same({ 3, 5 }, { count("--max-errors=3") })
    assert.equal(0, dir:run({ "hello.lua", "--strict", "a.txt" }).code)
  end)

  it("breaks a rule by its steps and its memory, the same on every run", function()
    dir:write("loop.lua", 'rule "x.loop" { emit = "X", run = function() while true do end end }')
    dir:write("eat.lua", [[
rule "x.eat" { emit = "X", run = function()
  local t = {} for i = 1, 1e9 do t[i] = { i } end end }]])
    local function failure(...)
      local records, result = dir:records { "a.txt", ... }
      assert.equal(3, result.code)
      return records[1].errors[1]
    end
    assert.same({ code = "steps", rule = "x.loop", source = "loop.lua:1",
                  message = "step budget used up" },
                failure("loop.lua", "--steps", "100000"))
    assert.same({ code = "memory", rule = "x.eat", source = "eat.lua:1" },
                (function(e) e.message = nil return e end)(
                  failure("eat.lua", "--memory", "8")))
    local e = failure("loop.lua", "--timeout", "0.1", "--steps", "99999999999")
    assert.same({ "timeout", "x.loop" }, { e.code, e.rule })
    e = failure("loop.lua", "--timeout", "0.1", "--steps", "0", "--memory", "0")
    assert.same({ "timeout", "x.loop" }, { e.code, e.rule })
    e = failure("loop.lua", "--timeout", "0", "--steps", "1000000")
    assert.same({ "steps", "x.loop" }, { e.code, e.rule })
  end)

  it("has no bound where a budget is 0", function()
    dir:write("grow.lua", [[
rule "x.grow" { emit = "X", run = function(doc)
  local t = {} for i = 1, 100000 do t[i] = { i } end
  doc:add("X", doc:words()()) end }]])
    local none = { "--memory=0", "--steps=0", "--timeout=0" }
    for _, option in ipairs(none) do
      assert.equal(1, #dir:records({ "grow.lua", "a.txt", option })[1].annotations)
    end
    local got = dir:run { "grow.lua", "a.txt", "-t", "count", "--stats", table.unpack(none) }
    assert.same({ 0, "X\t1\n" }, { got.code, got.out })
    local steps = tonumber(got.err:match("\nx%.grow +1 +(%d+)"))
    assert.truthy(steps and steps > 100000 and steps < 1e7, got.err)
  end)

  it("shows all attributes of a layer of one's own by their names", function()
    dir:write("own.lua", [[
rule "x.own" { pattern = "to who:ann", emit = "Own",
  set = function(m) return { kind = "greeting", who = m.who, list = { "a", "b" } } end }
]])
    assert.equal("a.txt\n\nOwn\n  to Ann  kind: greeting, list: a … b, who: Ann  a.txt:1:15\n",
                 dir:run({ "own.lua", "-t", "pretty", "a.txt" }).out)
  end)

  it("shows the day of a quotation when it is known", function()
    dir:write("day.txt", "Rain fell, Ann Lee said on Monday.\n")
    local function shown(...) return dir:run({ "-r", "quotes", "-t", "pretty", ... }).out end
    assert.equal("day.txt\n\nAnn Lee\n  Rain fell\n    said, indirect  day.txt:1:1\n", shown("day.txt"))
    assert.equal("day.txt\n2024-03-05\n\nAnn Lee\n  Rain fell\n    said, indirect, 2024-03-04  day.txt:1:1\n",
                 shown("--published", "2024-03-05", "day.txt"))
  end)

  it("shows as much of a long text as a few lines hold", function()
    dir:write("long.txt", ("many words "):rep(40))
    local out = dir:run({ "--layers", "Paragraph", "-t", "pretty", "long.txt" }).out
    assert.truthy(out:find("\n  many words .* …  long%.txt:1:1\n$"), out)
    assert.truthy(#out < 400, out)
  end)

  it("colours pretty output when told to, and not with NO_COLOR or never", function()
    local plain = dir:run({ "hello.lua", "-t", "pretty", "a.txt" }).out
    assert.truthy(#plain > 0 and not plain:find("\27", 1, true))
    local coloured = dir:run({ "hello.lua", "-t", "pretty", "--color", "always", "a.txt" }).out
    assert.truthy(coloured:find("\27[", 1, true))
    assert.equal(plain, (coloured:gsub("\27%[[%d;]*m", "")))
    assert.equal(plain, dir:run({ "hello.lua", "-tpretty", "--color=never", "a.txt" }).out)
    -- on a terminal: pretty by itself, coloured unless NO_COLOR
    local shown = dir:shell("script -qec '$N hello.lua a.txt' /dev/null | tr -d '\\r'").out
    assert.truthy(shown:find("\27[", 1, true))
    shown = dir:shell("NO_COLOR=1 script -qec '$N hello.lua a.txt' /dev/null | tr -d '\\r'").out
    assert.falsy(shown:find("\27[", 1, true))
  end)

  it("shows progress when asked, and none when told not to", function()
    local lines = {}
    for i = 1, 250 do lines[i] = '{"text":"hello"}\n' end
    dir:write("many.jsonl", table.concat(lines))
    local got = dir:run { "hello.lua", "--progress", "-t", "count", "many.jsonl" }
    assert.equal("\r100 documents\r200 documents\r250 documents\n", got.err)
    assert.equal("Hello\t250\n", got.out)
    assert.equal("", dir:run({ "hello.lua", "--no-progress", "many.jsonl" }).err)
  end)

  it("lifts the sandbox with --trust for the named file only, and says so", function()
    dir:write("t.lua", [[
local f = io.open("proof", "w") f:write("x") f:close()
use "used"
rule "x.t" { pattern = "hello", emit = "T", set = function() return { v = os.getenv("V") } end }
]])
    dir:write("used.lua", 'seen = io ~= nil rule "x.u" { pattern = "hello", emit = "U", '
      .. 'set = function() return { io = seen } end }')
    local got = dir:shell("V=five $N t.lua --trust a.txt --layers T,U")
    assert.same({ 0, "newsengine: the sandbox is lifted for t.lua\n" }, { got.code, got.err })
    local list = program.records(got.out)[1].annotations
    assert.same({ { v = "five" }, { io = false } }, { list[1].attributes, list[2].attributes })
    assert.equal("x", dir:read("proof"))
    got = dir:run { "t.lua", "a.txt" }
    assert.same({ 2, "" }, { got.code, got.out })
    assert.truthy(got.err:find("t.lua:1:", 1, true))
  end)

  it("prints version, help and lists", function()
    assert.equal("newsengine " .. core.version, dir:run({ "-V" }).out:match("^[^\n]*"))
    assert.equal(dir:run({ "-V" }).out, dir:run({ "--version" }).out)
    assert.truthy(dir:run({ "-V" }).out:find("\nBrotli: %l"))
    local help = dir:run { "--help" }
    assert.equal(0, help.code)
    for _, option in ipairs(require("newsengine.options").list) do
      assert.truthy(help.out:find("--" .. option.name, 1, true), option.name)
    end
    assert.equal(help.out, dir:run({ "-h" }).out)
    local function names(option)
      local list = {}
      for name in dir:run({ option }).out:gmatch("([^\n]+)\n") do
        list[#list + 1] = name:match("^%S+")
      end
      return table.concat(list, " ")
    end
    assert.truthy(names("--list-rules"):find("article.*dates.*names.*news.*numbers.*quotes"))
    dir:write("mine/rules/cut.lua", "-- rules/cut.lua : what was cut, by whom and\n-- by how much?  More.\n\n-- Not this.\n")
    assert.truthy(dir:shell("NEWSENGINE_PATH=mine $N --list-rules").out
      :find("\ncut              what was cut, by whom and by how much?\n", 1, true))
    assert.truthy(names("--list-formats"):find("count csv.*json jsonl.*pretty.*tsv"))
    assert.equal("auto csv eml html json jsonl mbox tar text warc xml", names("--list-readers"))
    local got = dir:run { "bundle", "x" }
    assert.same({ 2, 'newsengine: the command "bundle" is not part of this version\n' },
                { got.code, got.err })
  end)

  it("runs rules/article.lua for count only when a rule may ask for the story", function()
    dir:write("plain.lua", 'rule "p" { emit = "P", pattern = "hello" }\n')
    dir:write("asks.lua", 'rule "a" { emit = "A", pattern = "hello",\n'
      .. "  where = function(_, doc) return not doc.headline end }\n")
    dir:write("zone.lua", 'rule "z" { emit = "Z", pattern = "hello", zone = "body" }\n')
    local function runs_article(arguments)
      local got = dir:shell("echo 'Say hello.' | $N " .. arguments .. " --stats -")
      assert.equal(0, got.code)
      return got.err:find("article.", 1, true) ~= nil
    end
    assert.falsy(runs_article "plain.lua -t count")
    assert.truthy(runs_article "plain.lua -t jsonl")
    assert.truthy(runs_article "plain.lua -t count --layers P,Zone")
    assert.truthy(runs_article "asks.lua -t count")
    assert.truthy(runs_article "zone.lua -t count")
  end)
end)
