-- Where the records go: whole or absent, in order, and what ends the run.
local program = dofile("tests/cli/program.lua")

local function lines(count, text)
  local list = {}
  for i = 1, count do
    list[i] = ('{"id":"d%d","text":"%s hello number %d."}\n'):format(i, text or "We said", i)
  end
  return table.concat(list)
end

describe("outputs", function()
  local dir
  before_each(function()
    dir = program.scratch()
    dir:write("hello.lua", program.hello)
    dir:write("a.txt", "We said hello.")
  end)
  after_each(function() dir:close() end)

  it("go to a file that is whole or absent", function()
    local plain = dir:run({ "hello.lua", "a.txt" }).out
    local got = dir:run { "hello.lua", "a.txt", "-o", "out.jsonl" }
    assert.same({ 0, "", "" }, { got.code, got.out, got.err })
    assert.equal(plain, dir:read("out.jsonl"))
    -- a run that ends badly leaves the old file, and nothing beside it
    got = dir:run { "broken.lua", "a.txt", "-o", "out.jsonl" }
    assert.same({ 2, plain }, { got.code, dir:read("out.jsonl") })
    dir:write("two.lua", 'format "two" { single = true, document = function(out) out("x") end }')
    got = dir:run { "hello.lua", "-t", "two.lua", "-o", "out.jsonl", "a.txt", "a.txt" }
    assert.same({ 2, "newsengine: format two holds one document; use -o DIR/\n", plain },
                { got.code, got.err, dir:read("out.jsonl") })
    -- failed documents do not hold the others back
    got = dir:run { "hello.lua", "-o", "out.jsonl", "a.txt", "gone" }
    assert.equal(3, got.code)
    assert.equal(2, #program.records(dir:read("out.jsonl")))
    got = dir:run { "hello.lua", "-o", "out.jsonl", "--strict", "a.txt", "gone", "a.txt" }
    assert.same({ 3, 2 }, { got.code, #program.records(dir:read("out.jsonl")) })
    assert.same({ ".run", "a.txt", "hello.lua", "out.jsonl", "two.lua" }, dir:names())
  end)

  it("take away what a killed run left, and nothing else", function()
    dir:shell("mkdir out")
    for _, name in ipairs { ".o.csv", ".other.csv", "out/.a.txt.jsonl" } do
      dir:write(name .. ".0123456789abcdef~", "")
    end
    assert.equal(0, dir:run({ "hello.lua", "a.txt", "-o", "o.csv" }).code)
    assert.equal(0, dir:run({ "hello.lua", "a.txt", "-o", "out/" }).code)
    assert.same({ ".other.csv.0123456789abcdef~", ".run", "a.txt", "hello.lua", "o.csv", "out" },
      dir:names())
    assert.same({ "a.txt.jsonl" }, dir:names("out"))
  end)

  it("keep an existing file's permissions and follow its link", function()
    dir:write("real", "old")
    dir:shell("chmod 640 real; ln -s real link")
    assert.equal(0, dir:run({ "hello.lua", "a.txt", "-o", "link" }).code)
    assert.equal("640", dir:shell("stat -c %a real").out:match("%d+"))
    assert.equal("a.txt", program.records(dir:read("real"))[1].id)
  end)

  it("make what a link leads to, with --resume too", function()
    dir:shell("mkdir far; ln -s far/out link; ln -s b a; ln -s a b; mkfifo pipe")
    for _, more in ipairs { "--no-progress", "--resume" } do
      assert.equal(0, dir:run({ "hello.lua", "a.txt", "-o", "link", more }).code)
      assert.equal("far/out\n", dir:shell("readlink link").out)
      assert.same({ "out" }, dir:names("far"))
      assert.equal("a.txt", program.records(dir:read("far/out"))[1].id)
      dir:shell("rm far/out")
      local got = dir:run { "hello.lua", "a.txt", "-o", "a", more }
      assert.equal(4, got.code)
      assert.truthy(got.err:find("a: cannot create: Too many levels of symbolic links\n", 1, true))
    end
    local got = dir:run { "hello.lua", "a.txt", "-o", "pipe", "--resume" }
    assert.same({ 2, "newsengine: -o pipe: no file; --resume needs one\n" }, { got.code, got.err })
  end)

  it("never take the place of what is read", function()
    local rule, text = dir:read("hello.lua"), dir:read("a.txt")
    dir:shell("ln -s a.txt link.txt")
    for _, name in ipairs { "a.txt", "./a.txt", "link.txt", "hello.lua" } do
      local got = dir:run { "hello.lua", "-o", name, "a.txt" }
      assert.same({ 2, ("newsengine: -o %s: this file is an input\n"):format(name) },
                  { got.code, got.err })
    end
    dir:write("in/b.txt", text)
    dir:write("list", "in/b.txt\n")
    for _, name in ipairs { "in", ".", "./in/" } do
      local got = dir:run { "hello.lua", "-o", "in/b.txt", name }
      assert.same({ 2, ("newsengine: -o in/b.txt: this file is an input\n  it is in %s\n"):format(name) },
                  { got.code, got.err })
    end
    local got = dir:run { "hello.lua", "-o", "in/b.txt", "--files-from", "list" }
    assert.same({ 2, "newsengine: -o in/b.txt: this file is an input\n  it is listed in list\n" },
                { got.code, got.err })
    dir:write("l.tsv", "name\nacme\n")
    dir:shell("$N hello.lua a.txt -t count --partial -o part")
    local part = dir:read("part")
    for words, name in pairs { ["compile l.tsv -o ./l.tsv"] = "./l.tsv",
                               ["merge -t count part -o part"] = "part" } do
      got = dir:shell("$N " .. words)
      assert.same({ 2, ("newsengine: -o %s: this file is an input\n"):format(name) }, { got.code, got.err })
    end
    assert.same({ "name\nacme\n", part }, { dir:read("l.tsv"), dir:read("part") })
    dir:write("in/.old", "x") -- walks leave it out
    assert.equal(0, dir:run({ "hello.lua", "-o", "in/.old", "in" }).code)
    assert.same({ rule, text, text }, { dir:read("hello.lua"), dir:read("a.txt"), dir:read("in/b.txt") })
  end)

  it("go to one file a document, whatever the documents call themselves", function()
    local ids = { "../../evil", "/etc/passwd", "..", ".", "", "-rf", "a/b", "a\\b", "a\0b", "CON",
                  "x\ny", "\27[31m", ("l"):rep(400), "same", "same", "Same", "é" }
    local list = {}
    local core = require "newsengine.core"
    for i, id in ipairs(ids) do
      list[i] = core.json_encode({ id = id, text = "hello" }) .. "\n"
    end
    dir:write("in.jsonl", table.concat(list))
    local got = dir:run { "hello.lua", "in.jsonl", "-o", "new/out/" }
    assert.same({ 0, "" }, { got.code, got.err })
    local names = dir:names("new/out")
    assert.equal(#ids, #names)
    local seen = {}
    for _, name in ipairs(names) do
      assert.truthy(name:find("%.jsonl$"))
      assert.falsy(name:find("^[.-]"))
      assert.truthy(#name <= 200)
      local record = program.records(dir:read("new/out/" .. name))[1]
      seen[record.id] = (seen[record.id] or 0) + 1
    end
    assert.equal(2, seen.same)
    assert.equal(1, seen["../../evil"])
    assert.same({ "out" }, dir:names("new"))
    assert.same({ ".run", "a.txt", "hello.lua", "in.jsonl", "new" }, dir:names())
  end)

  it("that cannot be written end the run with 4", function()
    local cases = {
      "$N hello.lua a.txt > /dev/full", "$N hello.lua a.txt -o /dev/full",
      "$N hello.lua a.txt -t csv > /dev/full", "$N hello.lua a.txt -o gone/out",
      "touch file; $N hello.lua a.txt -o file/", "$N hello.lua a.txt -o a.txt/x",
      "ulimit -f 1; $N hello.lua in.jsonl -o big", "$N hello.lua a.txt >&-",
      "$N hello.lua in.jsonl -j 2 >&-",
    }
    dir:write("in.jsonl", lines(200))
    for _, text in ipairs(cases) do
      local got = dir:shell(text)
      assert.same({ 4, "" }, { got.code, got.out }, text)
      assert.truthy(got.err:find("^newsengine: [^\n]+: cannot [^\n]+: [^\n]+\n$"), got.err)
    end
    assert.is_nil(dir:read("big"))
    assert.same({ ".run", "a.txt", "file", "hello.lua", "in.jsonl" }, dir:names())
  end)

  it("of commands that print end with 4, too, when they cannot be written", function()
    dir:write("out.jsonl", dir:run({ "hello.lua", "a.txt" }).out)
    for _, command in ipairs { "-V", "help", "help patterns", "--list-formats", "test hello.lua",
                               "lint hello.lua", "explain hello.lua a.txt",
                               "diff out.jsonl out.jsonl", "verify out.jsonl hello.lua" } do
      for _, where in ipairs { ">/dev/full", ">&-" } do
        local got = dir:shell(("$N %s %s"):format(command, where))
        assert.equal(4, got.code, command)
        assert.truthy(got.err:find("^newsengine: standard output: cannot write: [^\n]+\n$"),
                      got.err)
      end
    end
    -- Where it is an earlier write that failed, its reason is told, and nothing more is done.
    dir:write("slow.lua", 'rule "s" { emit = "S", run = function(doc)\n'
      .. '  print(doc.id)\n  for word in doc:words() do doc:add("S", word, {}) end\nend }')
    dir:write("in.jsonl", lines(5000))
    for _, command in ipairs { "help patterns", "explain slow.lua in.jsonl" } do
      local got = dir:shell(("$N %s >/dev/full"):format(command))
      assert.equal(4, got.code, command)
      assert.truthy(got.err:find("standard output: cannot write: No space left on device\n$"), got.err)
      assert.is_nil(got.err:find("d5000", 1, true))
    end
  end)

  it("are not mixed up with a standard descriptor that came closed", function()
    local got = dir:shell("$N hello.lua - <&-")
    assert.same({ 3, "read" }, { got.code, program.records(got.out)[1].errors[1].code })
    got = dir:shell("$N hello.lua -t count a.txt gone -o out <&- >&- 2>&-")
    assert.same({ 3, "Hello\t1\n" }, { got.code, dir:read("out") })
  end)

  it("called - are standard output, and must have a name", function()
    local plain = dir:run { "hello.lua", "a.txt" }
    local named = dir:run { "hello.lua", "a.txt", "-o", "-" }
    assert.same({ plain.code, plain.out }, { named.code, named.out })
    assert.is_nil(dir:read("-"))
    named = dir:run { "hello.lua", "a.txt", "-o", "" }
    assert.same({ 2, "newsengine: -o needs an argument: FILE\n" }, { named.code, named.err })
  end)

  it("into a directory without its slash say how it is meant", function()
    dir:write("a.txt", "Rain.")
    dir:write("there/x", "")
    for _, more in ipairs { {}, { "--resume" } } do
      local got = dir:run { "--layers", "Token", "a.txt", "-o", "there", table.unpack(more) }
      assert.same({ 4, "newsengine: there: a directory; -o there/ writes one file per document\n" },
                  { got.code, got.err })
    end
  end)

  it("of counts name every layer, though every document failed", function()
    local got = dir:run { "hello.lua", "-t", "count", "nosuch.txt" }
    assert.same({ 3, "Hello\t0\n" }, { got.code, got.out })
  end)

  it("keep the id of a document that failed as it was given", function()
    dir:write("a.jsonl", '{"id":3,"title":"x"}\n{"id":"4","text":"Rain."}\n')
    local got = dir:run { "-t", "article", "a.jsonl" }
    assert.truthy(got.out:find('^{"id":3,.-\n{"id":"4",'), got.out)
  end)

  it("of a format that does not load say where, once", function()
    dir:write("a.txt", "Rain.")
    dir:write("f.lua", '-- a typing error\nformt "f" {}\n')
    local got = dir:run { "--layers", "Token", "-t", "./f.lua", "a.txt" }
    assert.same({ 2, "newsengine: ./f.lua:2: attempt to call a nil value (global 'formt')\n" },
                { got.code, got.err })
    dir:write("f.lua", 'format "f" { documnt = print }\n')
    got = dir:run { "--layers", "Token", "-t", "./f.lua", "a.txt" }
    assert.same({ 2, 'newsengine: ./f.lua:1: format "f": unknown key "documnt"\n  did you mean "document"?\n' },
                { got.code, got.err })
  end)

  it("that nobody reads any more end the run quietly with 0", function()
    dir:write("in.jsonl", lines(2000))
    for _, format in ipairs { "jsonl", "csv" } do
      local got = dir:shell(("{ $N hello.lua -t %s in.jsonl; echo $? >&2; } | head -c 1 >/dev/null")
        :format(format))
      assert.equal("0\n", got.err)
    end
  end)

  it("of commands that print are left just as quietly", function()
    dir:write("in.jsonl", lines(3000))
    for _, command in ipairs { "explain hello.lua in.jsonl", "grep hello in.jsonl" } do
      local got = dir:shell(("{ $N %s; echo $? >&2; } | head -c 1 >/dev/null"):format(command))
      assert.equal("0\n", got.err, command)
    end
  end)

  it("of a format that raises: the document fails, or the run in open and close", function()
    dir:write("f.lua", [[
format "f" { document = function(out, doc)
    if doc.text:find("bad") then error("no way") end
    out("<%s>", doc.id)
  end }]])
    dir:write("bad.txt", "bad")
    local got = dir:run { "hello.lua", "-t", "f.lua", "a.txt", "bad.txt", "a.txt" }
    assert.same({ 3, "<a.txt><a.txt>", "newsengine: bad.txt: f.lua:2: no way\n" },
                { got.code, got.out, got.err })
    for _, call in ipairs { "open", "close" } do
      dir:write("g.lua", ('format "g" { document = function() end, %s = function() error("x") end }')
        :format(call))
      got = dir:run { "hello.lua", "-t", "g.lua", "a.txt" }
      assert.same({ 4, "newsengine: format g: g.lua:1: x\n" }, { got.code, got.err })
    end
    dir:write("i.lua", 'format "i" {\n  document = function(out, doc) out("%d", doc.id) end }')
    got = dir:run { "hello.lua", "-t", "i.lua", "a.txt" }
    assert.equal(3, got.code)
    assert.truthy(got.err:find("^newsengine: a.txt: i.lua:2: out: bad argument #2 "), got.err)
    dir:write("h.lua", 'format "h" { document = function() while true do end end }')
    got = dir:run { "hello.lua", "--steps", "100000", "-t", "h.lua", "a.txt" }
    assert.same({ 3, "newsengine: a.txt: h.lua:1: step budget used up (--steps N)\n" },
                { got.code, got.err })
    -- Where the budget ends in a function of ours, the place is the format's all the same.
    dir:write("m.lua", 'format "m" { document = function(out) while true do out(("x"):rep(1e6)) end end }')
    for _, case in ipairs { { "--timeout", "0.2", "time is up (--timeout S)" },
                            { "--memory", "4", "not enough memory (--memory MB)" } } do
      got = dir:run { "hello.lua", case[1], case[2], "-t", "m.lua", "a.txt" }
      assert.same({ 3, true }, { got.code, got.err:find("^newsengine: a.txt: m.lua:? ?1?: ") ~= nil }, got.err)
      assert.truthy(got.err:find(case[3] .. "\n", 1, true), got.err)
    end
    dir:write("n.lua", 'format "n" { document = function() error("x") end, failed = function() error("y") end }')
    got = dir:run { "hello.lua", "-t", "n.lua", "a.txt" }
    assert.same({ 3, "newsengine: a.txt: n.lua:1: x\nnewsengine: a.txt: n.lua:1: y\n" }, { got.code, got.err })
  end)

  it("of a format are texts: no address is written, and no state that is none", function()
    local function run(document, more)
      dir:write("f.lua", ('format "f" { document = function(out, doc) %s end%s }'):format(document, more or ""))
      local got = dir:run { "hello.lua", "-t", "f.lua", "a.txt" }
      return { got.code, got.out, got.err }
    end
    local summed = ", merge = function(a) return a end"
    assert.same({ 3, "", "newsengine: a.txt: f.lua:1: out: a text expected, got nil\n" }, run("out(doc.nothing)"))
    assert.same({ 3, "", "newsengine: a.txt: f.lua:1: out: a text expected, got table\n" }, run("out({})"))
    assert.same({ 0, "table function table 05|nil|table", "" },
                run('out("%s %s %s %02d|%s|", {}, print, tostring({}), 5, nil) out(out.csv({}))'))
    assert.same({ 0, "5hello0.5", "" }, run('out(5) out((doc:each "Hello")()) out(0.5)'))
    assert.same({ 3, "", "newsengine: a.txt: f.lua: bad return value of document: a function cannot be written\n" },
                run("return out.json", summed))
    assert.same({ 2, "", 'newsengine: f.lua:1: format "f": extension is "../x"; letters and digits expected\n' },
                run("", ', extension = "../x"'))
    dir:write("f.lua", 'reader "f" {}')
    assert.equal("newsengine: f.lua:1: attempt to call a nil value (global 'reader')\n"
      .. "  a reader is run by -f ./FILE.lua\n", dir:run({ "hello.lua", "-t", "f.lua", "a.txt" }).err)
  end)

  it("of a format that keeps state fail, so that -j changes nothing", function()
    for _, case in ipairs {
      { "local n = 0", "n = n + 1", 'f.lua: the local variable "n" was changed' },
      { "local t = { n = 0 }", "t.n = t.n + 1", "read-only once it is loaded" },
      { "N = 0", "N = N + 1", "read-only once it is loaded" },
    } do
      dir:write("f.lua", ('%s\nformat "f" { document = function(out) %s out("x") end }')
        :format(case[1], case[2]))
      for _, jobs in ipairs { "1", "2" } do
        local got = dir:run { "hello.lua", "-t", "f.lua", "-j", jobs, "a.txt", "a.txt" }
        assert.same({ 3, "" }, { got.code, got.out })
        local _, times = got.err:gsub("\n", "")
        assert.equal(2, times)
        assert.truthy(got.err:find(case[3], 1, true), got.err)
      end
    end
  end)

  it("of a format that keeps state are the same behind a document that it fails on", function()
    dir:write("f.lua", [[local n = 0
      format "f" { document = function(out, doc)
        if doc.id == "a.txt" then n = n + 1 error("no " .. n, 0) end
        out(n)
      end }]])
    dir:write("b.txt", "text")
    local got = dir:run { "hello.lua", "-t", "f.lua", "-j", "1", "a.txt", "a.txt", "b.txt" }
    local why = "newsengine: a.txt: no 1\n"
    assert.same({ 3, "0", why .. why }, { got.code, got.out, got.err })
  end)

  it("of a format may hold its own tables, whole", function()
    dir:write("f.lua", [[
local list, empty = { "x", { y = { 1, 2 } } }, {}
format "f" { document = function(out)
  out(out.json(list)) out(out.json { l = list }) out(out.json(out.object("o", list, "e", empty)))
  return list
end, merge = function(a) return a end, close = function(out, state) out(out.json(state)) end }]])
    local whole = '["x",{"y":[1,2]}]'
    assert.equal(whole .. '{"l":' .. whole .. '}{"o":' .. whole .. ',"e":[]}' .. whole,
                 dir:run({ "hello.lua", "-t", "f.lua", "a.txt" }).out)
  end)

  it("are nothing when a format that holds one document gets a second one", function()
    local one = dir:run { "hello.lua", "-t", "brat", "a.txt" }
    assert.same({ 0, "T1\tHello 8 13\thello\n" }, { one.code, one.out })
    local got = dir:run { "hello.lua", "-t", "brat", "a.txt", "a.txt" }
    assert.same({ 2, "", "newsengine: format brat holds one document; use -o DIR/\n" },
                { got.code, got.out, got.err })
  end)

  it("of a format take its options, and no others", function()
    dir:write("f.lua", [[
format "f" { options = { mark = "what stands before" },
  document = function(out, doc) out("%s%s", out.options.mark or "-", doc.id) end }]])
    assert.equal("+a.txt", dir:run({ "hello.lua", "-t", "f.lua", "-M", "mark=+", "a.txt" }).out)
    assert.equal("-a.txt", dir:run({ "hello.lua", "-t", "f.lua", "a.txt" }).out)
    local got = dir:run { "hello.lua", "-t", "f.lua", "-M", "mrk=+", "a.txt" }
    assert.same({ 2, "newsengine: -M mrk: nothing takes this option\n  did you mean mark?\n"
                     .. "  format f takes mark\n  reader auto takes encoding id lang published "
                     .. "separator text title url\n" }, { got.code, got.err })
  end)

  it("answer line by line while another program waits for each record", function()
    dir:write("talk.py", [[
import os, subprocess, sys, json
p = subprocess.Popen([os.environ["N"], "hello.lua", "-f", "jsonl", "-t", "jsonl", "-j", sys.argv[1],
                      "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
for i in range(5):
    p.stdin.write(json.dumps({"id": i, "text": "hello"}).encode() + b"\n")
    p.stdin.flush()
    print(json.loads(p.stdout.readline())["id"])
p.stdin.close()
print(p.wait())
]])
    for _, jobs in ipairs { 1, 2 } do
      local got = dir:shell("python3 talk.py " .. jobs)
      assert.same({ "0\n1\n2\n3\n4\n0\n", "" }, { got.out, got.err })
    end
  end)

  it("after SIGTERM or SIGINT are a clean prefix, and the code is 128+n", function()
    dir:write("talk.py", [[
import os, signal, subprocess, sys, json
number, output = int(sys.argv[1]), sys.argv[2:]
signal.signal(signal.SIGINT, signal.SIG_DFL) # ignored where a shell started us behind &
p = subprocess.Popen([os.environ["N"], "hello.lua", "-f", "jsonl", "-"] + output,
                     stdin=subprocess.PIPE, stdout=subprocess.PIPE)
p.stdin.write(b'{"id":1,"text":"hello"}\n{"id":2,"te')
p.stdin.flush()
first = b"" if output else p.stdout.readline()
p.send_signal(number)
rest = p.stdout.read()
print(p.wait(), json.loads(first)["id"] if first else "-", len(rest))
]])
    assert.equal("143 1 0\n", dir:shell("python3 talk.py 15").out)
    assert.equal("130 1 0\n", dir:shell("python3 talk.py 2").out)
  end)

  it("to a file are not there after a signal", function()
    dir:write("wait.py", [[
import os, subprocess, time
p = subprocess.Popen([os.environ["N"], "hello.lua", "-f", "jsonl", "-", "-o", "out.jsonl"],
                     stdin=subprocess.PIPE)
p.stdin.write(b'{"id":1,"text":"hello"}\n')
p.stdin.flush()
while not [n for n in os.listdir(".") if "out" in n]: time.sleep(0.01)
p.terminate()
print(p.wait(), [n for n in os.listdir(".") if "out" in n])
]])
    local got = dir:shell("python3 wait.py")
    assert.same({ "143 []\n", "newsengine: interrupted; only a run started with --resume can continue\n" },
                { got.out, got.err })
  end)

  it("are the same bytes for any number of workers, environment, locale and time zone", function()
    local words = { "Ann", "said", "hello", "to", "“Bob”", "é😀", "on", "Monday", "3.5", "and" }
    local list, seed = {}, 7
    local function random(n)
      seed = (seed * 1103515245 + 12345) % 2147483648
      return seed // 65536 % n + 1
    end
    for i = 1, 200 do
      local text = {}
      for j = 1, random(30) do text[j] = words[random(#words)] .. (j % 9 == 0 and "." or "") end
      list[i] = ('{"id":%d,"text":"%s","x":%d}\n'):format(i, table.concat(text, " "), i * 977)
    end
    list[150] = "{bad\n"
    dir:write("in.jsonl", table.concat(list))
    local command = "$N -r quotes hello.lua in.jsonl -j %s 2>/dev/null | sha256sum"
    local wanted = dir:shell(command:format("1")).out
    for _, text in ipairs {
      command:format("2"), command:format("5"), "env -i " .. command:format("2"),
      "LC_ALL=C TZ=Asia/Seoul " .. command:format("2"),
      "cat in.jsonl | LC_ALL=tr_TR.UTF-8 $N -r quotes hello.lua - -f jsonl -j3 2>/dev/null "
        .. "| sed 's/-#150/in.jsonl#150/; s/\"-:150/\"in.jsonl:150/' | sha256sum",
    } do
      assert.equal(wanted, dir:shell(text).out, text)
    end
    assert.equal(200, #dir:records { "hello.lua", "in.jsonl", "-j", "2" })
  end)
end)
