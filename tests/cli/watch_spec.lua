-- watch through the real program, files saved as editors save them.
require "newsengine" -- knows where the shipped files are
local compare = require "newsengine.compare"
local core = require "newsengine.core"
local engine = require "newsengine.engine"
local frame = require "newsengine.frame"
local program = dofile("tests/cli/program.lua")
local record = require "newsengine.record"

describe("watch", function()
  local dir
  before_each(function()
    dir = program.scratch()
    dir:write("l.tsv", "name\nGold\n")
    dir:write("used.lua", 'lexicon "l" { file = "l.tsv" }\n')
    dir:write("r.lua", 'use "used"\nrule "m" { emit = "M", pattern = [[ @l rose ]] }\n')
    dir:write("texts/a.txt", "Gold rose. Oil rose.\n")
    dir:write("texts/b.txt", "Oil fell.\n")
  end)
  after_each(function() dir:close() end)

  -- Run the steps while it watches, each when the step before has been told -> what it printed.
  -- A step saves by renaming: what is written in place may be seen half written.
  local function watch(arguments, steps)
    local script = { "$N watch --saves " .. #steps .. " " .. arguments .. " > log 2>&1 &",
                     "told() { for i in $(seq 3000); do [ $(wc -l < log) -gt $1 ] && break; sleep 0.05; done; }",
                     "told 0" }
    for _, step in ipairs(steps) do
      script[#script + 1] = "n=$(wc -l < log); " .. step .. "; told $n; sleep 0.2"
    end
    script[#script + 1] = "wait; cat log"
    return (dir:shell(table.concat(script, "\n")).out:gsub("%d+ ms", "N ms"))
  end

  it("needs files: standard input is never saved", function()
    local got = dir:run({ "watch", "r.lua" }, "")
    assert.same({ 2, "newsengine: watch: a file or directory expected as input\n", "" },
                { got.code, got.err, got.out })
  end)

  it("tells what each save changes, and keeps the last good state over errors", function()
    assert.equal([[
watching: 2 documents, +1 -0 ~0, N ms
texts/a.txt
  + M 11-19 m  Oil rose
l.tsv: 2 documents, +1 -0 ~0, N ms
newsengine: r.lua:3:6: unfinished string near '"x {'
  rule "x {
       ^
texts/b.txt
  + M 10-19 m  Gold rose
texts/b.txt: 1 document, +1 -0 ~0, N ms
texts/a.txt
  ~ M 0-9 n  Gold rose
      rule: m -> n
  ~ M 11-19 n  Oil rose
      rule: m -> n
texts/b.txt
  ~ M 10-19 n  Gold rose
      rule: m -> n
r.lua: 2 documents, +0 -0 ~3, N ms
texts/a.txt
  - M 0-9 n  Gold rose
  - M 11-19 n  Oil rose
texts/a.txt: 1 document, +0 -2 ~0, N ms
]], watch("r.lua texts", {
      "printf 'name\\nGold\\nOil\\n' > l.new && mv l.new l.tsv", -- renamed on save
      "cp r.lua good; (cat good; echo 'rule \"x {') > new; mv new r.lua",
      "echo 'Oil fell. Gold rose.' > new; mv new texts/b.txt",
      "sed 's/\"m\"/\"n\"/' good > new; mv new r.lua",
      "echo 'Nothing.' > new; mv new texts/a.txt",
    }))
  end)

  it("runs all rules again when a language is another one", function()
    dir:write("languages/xx.tsv", "# nothing\n")
    dir:write("r.lua", 'rule "s" { emit = "S", pattern = [[ [first] ]] }\n')
    dir:write("texts/a.txt", "It was qu. Berg.\n")
    os.remove(dir.path .. "/texts/b.txt")
    assert.equal([[
watching: 1 document, +2 -0 ~0, N ms
texts/a.txt
  - S 11-15 s  Berg
languages/xx.tsv: 1 document, +0 -1 ~0, N ms
]], watch("--lang xx r.lua texts", {
      "echo 'qu	never' > new; mv new languages/xx.tsv",
    }))
  end)

  it("tells programs in JSON, and waits for a rule file that does not load yet", function()
    dir:write("r.lua", "rule")
    local lines = {}
    local out = watch("r.lua texts/a.txt -t json", {
      [[echo 'rule "m" { emit = "M", pattern = "rose" }' > new; mv new r.lua]],
      "sed -i s/rose/oil/ r.lua" })
    for line in out:gmatch("{[^\n]*}") do lines[#lines + 1] = line end
    local last = program.records(lines[#lines]:gsub("N ms", "1") .. "\n")[1]
    assert.same({ { "r.lua" }, 1, 1, 2, 0 },
                { last.saved, last.documents, last.added, last.removed, last.changed })
    assert.truthy(lines[1]:find('"error":{"code":"load"', 1, true), out)
  end)

  -- Forty short texts in which different words stand together.
  local function texts()
    local things, moves, lines = { "Gold", "Oil", "Maize", "Rain" }, { "rose", "fell", "said" }, {}
    for i = 1, 40 do
      local text = ("%s %s. Anna Berg %s that %s %s %d percent."):format(
        things[i % 4 + 1], moves[i % 3 + 1], moves[i % 2 + 2], things[i % 3 + 1], moves[i % 3 + 1], i)
      lines[i] = core.json_encode { id = "t" .. i, text = text, lang = "en" }
    end
    return lines
  end

  -- Each save: what stands for the parts of the pack; "" where a rule is left out.
  local base = { goods = '"Gold", "Oil"', moved = "rose | fell", keep = "true",
                 last = 'rule "last" { emit = "L", pattern = [[ {Move} . ]] }' }
  local saves = {
    { moved = "rose | fell | said" }, { goods = '"Gold", "Oil", "Maize"' }, { keep = "#m.text > 9" },
    { last = "" }, { last = 'rule "end" { emit = "L", pattern = [[ percent . ]] }' },
    { keep = "true -- as before" }, { goods = "broken" }, { goods = '"Rain"' }, {},
  }

  local function source_of(save)
    local part = setmetatable(save, { __index = base })
    return ([=[
lexicon "goods" { %s }
let "moved" [[ (%s) ]]
rule "person" { emit = "Person", pattern = [[ Anna Berg ]], set = { name = "Anna Berg" } }
rule "move" { emit = "Move", pattern = [[ what:@goods how:$moved ]],
  where = function(m) return %s end }
rule "said" { emit = "Said", pattern = [[ who:{Person} said .{0,3} what:{Move} ]] }
%s
]=]):format(part.goods, part.moved, part.keep, part.last)
  end

  -- The annotations of each text by the rules in that file, run anew.
  local function anew(path, lines)
    local made = engine.new { rules = { path }, offsets = "codepoint" }
    local job = { engine = made, layers = record.layers(made, made:emitted()),
                  hashes = record.pack_hashes(made.pack) }
    local list = {}
    for i, line in ipairs(lines) do
      local input = core.json_decode(line)
      local doc = made:document(input)
      list[i] = core.json_decode(frame.record(job, doc, input, made:annotate(doc))).annotations
    end
    return list
  end

  it("tells, in several processes, what differs between runs from the beginning", function()
    local lines, steps, expected = texts(), {}, {}
    dir:write("t.jsonl", table.concat(lines, "\n") .. "\n")
    dir:write("r.lua", source_of {})
    local before = anew(dir.path .. "/r.lua", lines)
    for i, save in ipairs(saves) do
      local name = ("s%d.lua"):format(i)
      dir:write(name, source_of(save))
      steps[i] = ("cp %s new; mv new r.lua"):format(name)
      local fine, now = pcall(anew, dir.path .. "/" .. name, lines)
      if fine then
        local changes = {}
        for k in ipairs(lines) do
          local _, list = compare.annotations(before[k], now[k])
          for _, one in ipairs(list) do
            changes[#changes + 1] = { id = "t" .. k, sign = one.sign, old = one.old, new = one.new }
          end
        end
        expected[#expected + 1], before = core.json_encode(changes), now
      end
    end
    local told = {}
    local out = watch("r.lua t.jsonl -t json -j 3", steps)
    for line in ("\n" .. out):gmatch("\n({[^\n]*\"saved\"[^\n]*})") do
      local one = assert(core.json_decode(line))
      if #one.saved > 0 then told[#told + 1] = core.json_encode(one.changes) end
    end
    assert.same(expected, told)
    assert.equal(#saves - 1, #told) -- one does not load
    assert.truthy(expected[1]:find('"sign":"+"', 1, true))
  end)

  it("knows documents by their ids, whatever comes or goes before them", function()
    local lines = texts()
    local function save(name, first, last)
      dir:write(name, table.concat(lines, "\n", first, last) .. "\n")
    end
    save("t.jsonl", 2, 38)
    save("more", 1, 38)
    save("less", 5, 38)
    lines[20] = core.json_encode { id = "t20", text = "Rain rose. Gold rose.", lang = "en" }
    lines[39] = core.json_encode { id = "t20", text = "Maize rose.", lang = "en" }
    save("other", 5, 39)
    dir:write("r.lua", [=[rule "m" { emit = "M", pattern = [[ (Maize | Rain) rose ]] }]=])
    local out = watch("r.lua t.jsonl -j 2", {
      "mv more t.jsonl", "mv less t.jsonl", "mv other t.jsonl",
      "sed 's/Maize . //' r.lua > new; mv new r.lua",
    })
    assert.equal([[
t.jsonl: 1 document, +0 -0 ~0, N ms
t3
  - M 0-9 m  Rain rose
t.jsonl: 0 documents, +0 -1 ~0, N ms
t20
  + M 0-9 m  Rain rose
t20
  + M 0-10 m  Maize rose
t.jsonl: 2 documents, +2 -0 ~0, N ms
]], out:match("^[^\n]*\n(.-t%.jsonl: 2[^\n]*\n)"), out)
    assert.truthy(out:find("\nt20\n  %- M 0%-10 m  Maize rose\n"), out)
  end)

  it("reads what a reader in Lua makes documents of, before rules load and after", function()
    dir:write("r.lua", "rule")
    dir:write("page.html", "<p>Oil fell.</p>\n")
    local out = watch("r.lua page.html", {
      [[echo 'rule "m" { emit = "M", pattern = "Gold rose" }' > new; mv new r.lua]],
      "echo '<p>Gold rose.</p>' > new; mv new page.html" })
    assert.truthy(out:find("\npage%.html: 1 document, %+1 %-0 ~0, N ms\n$"), out)
  end)

  it("follows documents in a directory that have ids of their own", function()
    dir:write("texts/c.jsonl", '{"id":"c","text":"Gold fell."}\n')
    assert.equal([[
watching: 3 documents, +1 -0 ~0, N ms
c
  + M 0-9 m  Gold rose
texts/c.jsonl: 1 document, +1 -0 ~0, N ms
texts/new.txt
  + M 0-9 m  Gold rose
c
  - M 0-9 m  Gold rose
texts/a.txt
  - M 0-9 m  Gold rose
texts/a.txt, texts/b.txt, texts/c.jsonl, texts/new.txt: 1 document, +1 -2 ~0, N ms
]], watch("r.lua texts", {
      "sed s/fell/rose/ texts/c.jsonl > new; mv new texts/c.jsonl",
      "kill -STOP $!; echo Gold rose. > texts/new.txt; rm texts/a.txt texts/c.jsonl; "
        .. "touch texts/b.txt; kill -CONT $!",
    }))
  end)

  it("sees what comes to a directory or leaves it, where no input is saved", function()
    assert.equal([[
watching: 2 documents, +1 -0 ~0, N ms
texts/deep/c.txt
  + M 0-9 m  Gold rose
texts/deep/c.txt: 1 document, +1 -0 ~0, N ms
texts/a.txt
  - M 0-9 m  Gold rose
texts/a.txt: 0 documents, +0 -1 ~0, N ms
]], watch("r.lua texts", {
      "mkdir deep; echo Gold rose. > deep/c.txt; mv deep texts", "rm texts/a.txt",
    }))
  end)

  it("follows the files of a list, and the list", function()
    dir:write("c.txt", "Gold rose.\n")
    dir:write("list", "texts/a.txt\nc.txt\n")
    dir:write("more", "texts/b.txt\ntexts/a.txt\n")
    assert.equal([[
watching: 2 documents, +2 -0 ~0, N ms
c.txt
  - M 0-9 m  Gold rose
  + M 11-20 m  Gold rose
c.txt: 1 document, +1 -1 ~0, N ms
c.txt
  - M 11-20 m  Gold rose
c.txt, texts/b.txt: 1 document, +0 -1 ~0, N ms
texts/b.txt
  + M 0-8 m  Oil fell
texts/a.txt
  + M 11-19 m  Oil rose
r.lua, used.lua: 2 documents, +2 -0 ~0, N ms
]], watch("--files-from list r.lua", {
      "echo 'Oil fell.  Gold rose.' > new; mv new c.txt", "mv more list",
      [[kill -STOP $!; echo 'let "goes" "rose | fell"' >> used.lua; ]]
        .. [[sed 's/@l rose/(@l | Oil) $goes/' r.lua > new; mv new r.lua; kill -CONT $!]],
    }))
  end)

  it("tells what a rule that only another process's documents reach does otherwise", function()
    dir:write("r.lua", [==[use "used"
rule "m" { emit = "M", run = function(doc)
  local m = doc.text:find("rare") and doc:match("@l rose")
  if m then doc:add("M", m) end
end }]==])
    for _, id in ipairs { "a", "x" } do -- they go to different ones of two processes
      dir:write("t.jsonl", ("%s\n{%q:%q,%q:%q,%q:%q}\n"):format(table.concat(texts(), "\n"),
        "id", id, "text", "A rare case: Gold rose.", "lang", "en"))
      dir:write("l.tsv", "name\nGold\n")
      local out = watch("r.lua t.jsonl -j 2", { "printf 'name\\nOil\\n' > n; mv n l.tsv" })
      assert.truthy(out:find("\n" .. id .. "\n  - M 13-22 m  Gold rose\n", 1, true), out)
    end
  end)

  it("ends when one of its processes does", function()
    dir:write("t.jsonl", table.concat(texts(), "\n") .. "\n")
    dir:write("r.lua", source_of {})
    dir:write("s.lua", source_of { goods = '"Rain"' })
    local got = dir:shell([[
      $N watch r.lua t.jsonl -j 2 > log 2>&1 & watch=$!
      until [ -s log ]; do sleep 0.05; done
      kill -9 $(cat /proc/$watch/task/$watch/children)
      mv s.lua r.lua; wait $watch; echo "exit $?"; cat log]])
    assert.truthy(got.out:find("^exit 2\nwatching: 40 documents"), got.out)
    assert.truthy(got.out:find("\nnewsengine: the process beside this one has ended\n$"), got.out)
  end)
end)
