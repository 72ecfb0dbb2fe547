-- The command grep: every option through the real program.
local program = dofile("tests/cli/program.lua")

describe("grep", function()
  local dir
  before_each(function()
    dir = program.scratch()
    dir:write("a.txt", "Maize rose by 12 percent. It rained. Nobody came. Petrol fell 3 percent "
      .. "and wheat rose 4 percent. The end.\n\nRice rose. A day. A week. Rye rose.\n")
    dir:write("b.txt", "Nothing here.\n")
    dir:write("d.jsonl", '{"id":"x","text":"Gold rose."}\n{"id":"y","text":"Gold fell. Gold rose."}\n')
  end)
  after_each(function() dir:close() end)

  local function run(...) return dir:run { "grep", ... } end

  it("finds in files, directories, archives and pipes, and says so", function()
    assert.same({ 0, "x:1:6: Gold rose.\ny:1:17: Gold rose.\n", "" },
                { run("rose", "d.jsonl").code, run("rose", "d.jsonl").out, run("rose", "d.jsonl").err })
    assert.equal(1, run("rose", "b.txt").code)
    assert.equal("", run("rose", "b.txt").out)
    assert.equal("-:1:6: Gold rose.\n", dir:run({ "grep", "rose" }, "Gold rose.\n").out)
    assert.equal(3, run("rose", "none.txt", "d.jsonl").code)
    local one, two = run("rose", "a.txt", "d.jsonl"), run("rose", "a.txt", "d.jsonl", "-j", "2")
    assert.equal(one.out, two.out)
  end)

  it("takes rule files and their lexicons from any directory", function()
    dir:write("rules/up.lua", 'lexicon "goods" { file = "goods.tsv" }\nlet "up" [[ (rose | climbed) ]]\n'
      .. 'rule "good" { emit = "Good", pattern = [[ @goods ]] }\n')
    dir:write("rules/goods.tsv", "name\nGold\n")
    dir:write("work/here.txt", "Gold rose.\n")
    local got = dir:shell("cd work && $N grep '{Good} $up' ../rules/up.lua here.txt")
    assert.same({ 0, "here.txt:1:1: Gold rose.\n", "" }, { got.code, got.out, got.err })
    got = dir:shell("cd work && $N grep ../rules/up.lua '{Good} $up' here.txt")
    assert.same({ 0, "here.txt:1:1: Gold rose.\n", "" }, { got.code, got.out, got.err })
    got = dir:shell("cd work && echo '/@goods $up' | $N repl ../rules/up.lua here.txt")
    assert.same({ 0, "here.txt:1:1: [Gold rose].\n1 match\n" }, { got.code, got.out })
  end)

  it("prints a sentence once, captures as columns", function()
    assert.equal("a.txt:1:7: Maize rose by 12 percent.\tn=12\n"
      .. "a.txt:1:58: Petrol fell 3 percent and wheat rose 4 percent.\tn=3\tn=4\n",
      run("(fell | rose) by? n:[num]", "a.txt").out)
  end)

  it("counts, lists and shows context", function()
    assert.equal("a.txt:4\nb.txt:0\nx:1\ny:1\n", run("rose", "-c", "a.txt", "b.txt", "d.jsonl").out)
    assert.equal("a.txt\nx\ny\n", run("rose", "-l", "a.txt", "b.txt", "d.jsonl").out)
    assert.equal("a.txt:1:30: It rained.\na.txt-1-38- Nobody came.\n",
                 run("rained", "-A", "1", "a.txt").out)
    local out = run("came | day", "-B", "1", "a.txt").out
    assert.equal("It rained.|Nobody came.|--|Rice rose.|A day.|",
                 (out:gsub("a%.txt[-:]%d+[-:]%d+[-:] ", ""):gsub("\n", "|")))
    out = run("day", "-C", "1", "a.txt").out
    assert.equal("Rice rose.|A day.|A week.|", (out:gsub("a%.txt[-:]%d+[-:]%d+[-:] ", ""):gsub("\n", "|")))
  end)

  it("aligns a concordance on the match, wide characters too", function()
    dir:write("w.txt", "東京の Gold rose. We saw it. The old gold rose.\n")
    local core = require "newsengine.core"
    for line in run("rose", "--kwic", "12", "w.txt", "a.txt").out:gmatch("[^\n]+") do
      local before = line:match("^(.-)rose")
      assert.equal(12, core.width(before), line)
    end
  end)

  it("cuts a concordance at code points, wherever its window begins and ends", function()
    dir:write("c.txt", "Sie zahlte €40,000 für „alles“ in all. «Él» rosé was ½ rosé. Été.\n")
    for width = 1, 20 do
      for _, pattern in ipairs { "rosé", "was", "€", "Él" } do
        local got = run(pattern, "--kwic", tostring(width), "c.txt")
        assert.same({ 0, "" }, { got.code, got.err }, pattern .. " " .. width)
        assert.truthy(utf8.len(got.out), got.out)
      end
    end
  end)

  it("counts by a capture over all documents, folded", function()
    assert.equal("6\trose\n2\tfell\n",
                 run("[alpha] how:(rose | fell)", "--count-by", "how", "d.jsonl", "a.txt").out)
    assert.equal("2\tgold rose\n1\tgold fell\n", run("gold .", "--count-by", "", "d.jsonl", "-j", "2").out)
    local got = run("metal:gold", "--count-by", "metl", "d.jsonl")
    assert.same({ 2, "newsengine: --count-by metl: the pattern has no capture of this name\n"
                     .. "  did you mean metal?\n" },
                { got.code, got.err })
  end)

  it("counts by a field of a capture: a lemma, a name, a column", function()
    dir:write("r.lua", 'lexicon "metal" { { name = "gold", kind = "noble" } }\n')
    assert.equal("2\trise\n1\tfall\n",
                 run("v:(rose | fell)", "--count-by", "v.lemma", "d.jsonl", "-j", "2").out)
    assert.equal("3\tnoble\n", run("x:@metal", "--count-by", "x.kind", "r.lua", "d.jsonl").out)
    dir:write("n.txt", "Minister Ann Lee said no. Lee said that she was ill. He said nothing.\n")
    assert.equal("2\tAnn Lee\n", run("who:{Person} said", "--count-by", "who.name", "-r", "names",
                                     "n.txt").out)
    assert.equal("3\tsay\n2\tlee\n1\tann\n", run("(w:[lemma=ann|lee|say])+", "n.txt",
                                                 "--count-by", "w.lemma").out)
    local got = run("x:gold", "--count-by", "x.lema", "d.jsonl")
    assert.same({ 2, "newsengine: --count-by x.lema: no capture of these rules has this field\n"
      .. "  of a word: text lemma pos; of an annotation: its attributes (help layers); "
      .. "of a lexicon: its columns\n" }, { got.code, got.err })
    assert.equal(2, run("x:gold", "--count-by", "y.lemma", "d.jsonl").code)
  end)

  it("writes JSON with spans and captures", function()
    local records = program.records(run("what:[cap] rose", "-t", "json", "d.jsonl").out)
    assert.same({ id = "y", line = 1, column = 12, match = "Gold rose", start = 11, ["end"] = 20,
                  sentence = "Gold rose.",
                  captures = { what = { start = 11, ["end"] = 15, text = "Gold" } } }, records[2])
  end)

  it("colours when asked to", function()
    assert.equal("\27[35mx\27[0m:\27[32m1\27[0m:\27[32m6\27[0m: Gold \27[1;31mrose\27[0m.\n",
                 run("rose", "--color", "always", "d.jsonl").out:match("^[^\n]*\n"))
    assert.falsy(run("rose", "d.jsonl").out:find("\27", 1, true))
  end)

  it("uses shipped lexicons, and the layers, lexicons and macros of rule files", function()
    assert.equal(0, dir:run({ "grep", "on @weekdays" }, "He left on Monday.\n").code)
    dir:write("r.lua", 'lexicon "metal" { "gold" }\nlet "up" [[ rose ]]\n'
      .. 'rule "m" { emit = "Metal", pattern = [[ @metal ]] }\n')
    assert.equal("x:1:1: Gold rose.\ny:1:12: Gold rose.\n", run("{Metal} $up", "r.lua", "d.jsonl").out)
    assert.equal("2\tgold\n", run("m:@metal rose", "--count-by", "m", "r.lua", "d.jsonl").out)
    assert.equal("-:1:1: “No,” she said.\n",
                 dir:run({ "grep", "{Quoted} . said" }, "“No,” she said. She said.\n").out)
  end)

  it("has advice for a layer that no rule makes, which is wrong usage", function()
    local got = run("{Money} rose", "a.txt")
    assert.same({ 2, "newsengine: the pattern reads {Money}, which no rule here makes\n"
                     .. "  -r numbers loads the rules that make it\n" }, { got.code, got.err })
    got = run("{Persn}", "-r", "names", "a.txt")
    assert.same({ 2, "newsengine: the pattern reads {Persn}, which no rule here makes\n"
                     .. "  did you mean Person?\n" }, { got.code, got.err })
    assert.equal(2, run("{Stock}", "a.txt").code)
    assert.truthy(dir:run({ "repl", "a.txt" }, "/{Money}\n").out:find("-r numbers loads", 1, true))
  end)

  it("says that a pattern has signs of regular expressions", function()
    local got = run("\\d+ percent", "a.txt")
    assert.same({ 1, "", "newsengine: \\d means something else in a regular expression\n"
      .. "  here a backslash is a word of its own; a word in digits is [digit] or [num]; "
      .. "for its characters write [/^\\d{4}$/]\n" }, { got.code, got.out, got.err })
    assert.equal("", run("\\d+ percent", "-q", "a.txt").err)
    assert.truthy(run("rose $5", "a.txt").err:find('"$" 5', 1, true))
    assert.equal("", run("[/^\\d+$/] percent", "a.txt").err)
  end)

  it("says that a capture which is repeated holds its last word", function()
    local told = "newsengine: who:[cap]+ captures only the last word; who:([cap]+) captures all\n"
    assert.equal(told, run("who:[cap]+ rose", "a.txt").err)
    for _, pattern in ipairs { "who:([cap]+) rose", "who:[cap] rose", '"who:[cap]+"', "who:[/a:[b]+/]" } do
      assert.equal("", run(pattern, "a.txt").err, pattern)
    end
  end)

  it("says of which document a line of a concordance is, where there may be several", function()
    dir:write("one.txt", "Gold rose fast.\n")
    dir:write("two.txt", "We said that gold rose.\n")
    assert.equal("           Gold rose fast.\n", run("gold rose", "--kwic", "11", "one.txt").out)
    assert.equal("           Gold rose fast.       one.txt:1:1\n"
                 .. " said that gold rose.            two.txt:1:14\n",
                 run("gold rose", "--kwic", "11", "one.txt", "two.txt").out)
    dir:shell("mkdir -p all; mv one.txt all")
    assert.equal("  Gold rose f  all/one.txt:1:1\n", run("gold rose", "--kwic", "2", "all").out)
    assert.equal("  Gold rose.   x:1:1\n. Gold rose.   y:1:12\n",
                 run("gold rose", "--kwic", "2", "d.jsonl").out)
  end)

  it("matches in the scope that it is told", function()
    assert.equal(1, run("came . petrol", "a.txt").code)
    assert.equal(0, run("came . petrol", "--scope", "paragraph", "a.txt").code)
    assert.equal(1, run("end . rice", "--scope", "paragraph", "a.txt").code)
    assert.equal(0, run("end . rice", "--scope", "document", "a.txt").code)
  end)

  it("makes a table with a row for each match, whole sentences or a concordance", function()
    dir:write("t.txt", 'Oil “rose, by 4 percent” and\ngas rose 5. It rained.\n')
    assert.equal("document\tline\tcolumn\tleft\tmatch\tright\tn\n"
      .. "t.txt\t1\t6\tOil “\trose, by 4\t percent” and gas rose 5.\t4\n"
      .. "t.txt\t2\t5\tOil “rose, by 4 percent” and gas \trose 5\t.\t5\n",
      run("rose ,? by? n:[num]", "-t", "tsv", "t.txt").out)
    local got = run("rose ,? by? n:[num]", "--kwic", "6", "-o", "k.csv", "t.txt")
    assert.same({ 0, "" }, { got.code, got.out })
    assert.equal('document,line,column,left,match,right,n\r\n'
      .. 't.txt,1,6,Oil “,"rose, by 4", perce,4\r\nt.txt,2,5,d gas ,rose 5,. It r,5\r\n',
      dir:read("k.csv"))
    assert.equal("document,line,column,left,match,right\r\n", run("nothing", "-t", "csv", "t.txt").out)
  end)

  it("says what is wrong with a pattern or an option", function()
    for arguments, message in pairs {
      [{ "a ( ]] b", "d.jsonl" }] = "newsengine: expected an element; to match the sign, quote it: ]\n"
                                    .. "  a ( ]] b\n      ^\n",
      [{ "the @nothing", "d.jsonl" }] = "newsengine: unknown lexicon: nothing\n"
                                        .. "  the @nothing\n       ^\n",
      [{ "a", "-c", "-l", "d.jsonl" }] = "newsengine: --count and --files-with-matches exclude each other\n",
      [{ "a", "-A", "x", "d.jsonl" }] = "newsengine: --after x: a number expected\n",
      [{ "a", "--scope", "text", "d.jsonl" }] = "newsengine: --scope text: sentence, paragraph or document expected\n",
      [{ "a", "-t", "xml", "d.jsonl" }] = "newsengine: grep -t xml: csv, tsv, text or json expected\n",
      [{ "a", "-t", "csv", "-c", "d.jsonl" }] = "newsengine: --count and -t csv exclude each other\n",
    } do
      local got = run(table.unpack(arguments))
      assert.same({ 2, message }, { got.code, got.err })
    end
    assert.equal("newsengine: no pattern given\n  newsengine grep PATTERN FILE...\n", run().err)
    for _, pattern in ipairs { "", "  " } do
      local got = dir:run { "grep", pattern, "a.txt" }
      assert.same({ 2, "newsengine: no pattern given\n  newsengine grep PATTERN FILE...\n" },
                  { got.code, got.err })
    end
    local got = dir:run { "grep", "-o", "said", "a.txt" }
    assert.same({ 2, "newsengine: -o said names the output file, so a.txt would be the pattern\n"
                     .. "  for the matches alone: --only-matching\n" }, { got.code, got.err })
    assert.equal("newsengine: --output is an option of run, grep, report, merge, compile\n"
      .. "  newsengine test ... > x\n", dir:run({ "test", "a.lua", "-o", "x" }).err)
    assert.equal("newsengine: --kwic is an option of grep\n", dir:run({ "--kwic", "3", "a.txt" }).err)
  end)
end)
