-- What is kept for the next start never changes what comes out.
local program = dofile("tests/cli/program.lua")

local text = "Prices rose, the ministry said. “We will act,” said Ana Lopes, who likes Acme Bank.\n"

local function entries(count)
  local lines = { "name\tid" }
  for i = 1, count do lines[#lines + 1] = ("Acme %s%d\t%d"):format(("x"):rep(i % 7 + 1), i, i) end
  lines[#lines + 1] = "Acme Bank\tbank"
  return table.concat(lines, "\n") .. "\n"
end

local mine = [[
use "quotes"
lexicon "firms" { file = "firms.tsv" }
lexicon "likes" { like = "yes", inflect = "verb" }
rule "liked" { emit = "Liked", pattern = "@likes who:@firms",
  set = function(m) return { id = m.who.id } end }
]]

describe("the cache", function()
  local dir, cold
  before_each(function()
    dir = program.scratch()
    dir:write("mine.lua", mine)
    dir:write("firms.tsv", entries(500))
    dir:write("a.txt", text)
    cold = dir:shell("XDG_CACHE_HOME=$PWD/none$RANDOM $N mine.lua -t jsonl a.txt")
    assert.same({ 0, "" }, { cold.code, cold.err })
    assert.truthy(cold.out:find('"layer":"Liked"', 1, true))
  end)
  after_each(function() dir:close() end)

  local function run() return dir:shell("XDG_CACHE_HOME=$PWD/cache $N mine.lua -t jsonl a.txt") end
  local function kept(ending)
    for _, name in ipairs(dir:names("cache/newsengine")) do
      if name:match("[^.]*$") == ending then return name end
    end
    return nil
  end

  it("gives the same records from what it holds", function()
    assert.same(cold.out, run().out)
    assert.truthy(kept "lex")
    assert.truthy(kept "pack")
    assert.same(cold.out, run().out)
  end)

  it("keeps what a file's own names and those of a used one stand for", function()
    dir:write("base.lua", 'lexicon "thing" { rose = "base" }\nlexicon "other" { act = "base" }\n'
      .. 'let "verb" [[ rose ]]\nlet "late" [[ act ]]\n')
    dir:write("mine.lua", 'use "quotes"\nlet "verb" [[ act ]]\nuse "base"\n'
      .. 'lexicon "thing" { act = "own" }\nlet "late" [[ rose ]]\n'
      .. 'rule "a" { emit = "Verb", pattern = "$verb" }\n'
      .. 'rule "b" { emit = "Late", pattern = "$late" }\n'
      .. 'rule "c" { emit = "Said", run = function(doc)\n'
      .. '  for m in doc:gmatch "$verb | $late" do\n'
      .. '    local own, used = lexicons.thing:get(m.text), lexicons.other:get(m.text)\n'
      .. '    doc:add("Said", m, { own = own and own.value, used = used and used.value })\n'
      .. '  end\nend }\n')
    local function made()
      local got = dir:shell("XDG_CACHE_HOME=$PWD/cache $N mine.lua -t csv "
        .. "--layers Verb,Late,Said -M columns=layer,text,own,used a.txt")
      assert.same("", got.err)
      return got.out
    end
    local first = made()
    assert.truthy(kept "pack")
    assert.same(first, made())
    for line in ("Verb,act,,\nLate,rose,,\nSaid,act,own,base\nSaid,rose,,"):gmatch("[^\n]+") do
      assert.truthy(first:gsub("\r", ""):find(line, 1, true), first)
    end
  end)

  it("keeps macros of shipped files for patterns that a document makes", function()
    dir:write("mine.lua", 'use "clauses"\nrule "near" { emit = "Near", run = function(doc)\n'
      .. '  for m in doc:gmatch "$prep [cap]" do doc:add("Near", m) end\nend }\n')
    dir:write("a.txt", "They met in Rome.\n")
    local function made()
      return dir:shell("XDG_CACHE_HOME=$PWD/cache $N mine.lua -t csv --layers Near "
        .. "-M columns=text,rule a.txt")
    end
    local first = made()
    assert.same("text,rule\nin Rome,near\n", (first.out:gsub("\r", "")))
    assert.truthy(kept "pack")
    assert.same(first, made())
  end)

  it("keeps for each file lexicons of its own", function()
    for _, name in ipairs { "one", "two" } do
      dir:write(name .. ".lua", 'lexicon "word" { rose = "' .. name .. '" }\n'
        .. 'return function(text) return lexicons.word:get(text).value end\n')
    end
    dir:write("mine.lua", 'use "clauses"\nlocal one, two = use "one", use "two"\n'
      .. 'rule "a" { emit = "Rose", pattern = "rose",\n'
      .. '  set = function(m) return { value = one(m.text) .. " " .. two(m.text) } end }\n')
    dir:write("a.txt", "It rose.\n")
    local function made()
      return dir:shell("XDG_CACHE_HOME=$PWD/cache $N mine.lua -t csv --layers Rose "
        .. "-M columns=text,value a.txt")
    end
    local first = made()
    assert.same("text,value\nrose,one two\n", (first.out:gsub("\r", "")))
    assert.truthy(kept "pack")
    assert.same(first, made())
  end)

  it("keeps the name of a rule that uses another file before it is told", function()
    dir:write("base.lua", 'rule "inner" { emit = "Inner", pattern = "said" }\n'
      .. 'return { word = "rose" }\n')
    dir:write("mine.lua", 'use "quotes"\n'
      .. 'rule "outer" { emit = "Outer", pattern = (use "base").word }\n')
    local function made()
      return dir:shell("XDG_CACHE_HOME=$PWD/cache $N mine.lua -t csv "
        .. "--layers Inner,Outer -M columns=rule,layer a.txt")
    end
    local first = made()
    assert.truthy(kept "pack")
    assert.same(first, made())
    assert.truthy(first.out:find("outer,Outer", 1, true), first.out)
    assert.truthy(first.out:find("inner,Inner", 1, true), first.out)
  end)

  it("keeps that numbers in the table of a lexicon are numbers", function()
    dir:write("mine.lua", 'use "quotes"\n'
      .. 'lexicon "firms" { { name = "acme", weight = 2, kind = "firm" } }\n'
      .. 'rule "heavy" { emit = "Heavy", pattern = "who:@firms", set = function(m)\n'
      .. '  local firm = lexicons.firms:get(m.who.text)\n'
      .. '  return { weight = firm.weight, kind = firm.kind }\nend }\n')
    local first = run().out
    assert.truthy(first:find('"weight":2', 1, true) and first:find('"kind":"firm"', 1, true), first)
    assert.truthy(kept "pack")
    assert.same(first, run().out)
  end)

  it("lets no rule file keep state", function()
    for _, case in ipairs {
      { "local seen = 0", "seen = seen + 1", 'the local variable "seen" was changed' },
      { "local function counter() local n = 0 return function() n = n + 1 end end\n"
        .. "local count = counter()", "count()", 'the local variable "n" was changed' },
      { "local seen = {}", "seen.any = true", "read-only once it is loaded" },
      { "SEEN = 0", "SEEN = SEEN + 1", "read-only once it is loaded" },
      { "local all = _ENV", "all.SEEN = 1", "read-only once it is loaded" },
    } do
      dir:shell("rm -rf cache")
      dir:write("mine.lua", ('use "quotes"\n%s\n'
        .. 'rule "counted" { emit = "Counted", run = function() %s end }\n'):format(case[1], case[2]))
      for _ = 1, 2 do
        local got = run()
        assert.same(3, got.code)
        assert.truthy(got.err:find(case[3], 1, true), got.err)
        assert.truthy(kept "pack")
      end
    end
  end)

  it("makes read-only what one file has from another", function()
    dir:write("base.lua", "local inner = { n = 0 }\nlocal all = { inner = inner }\n"
      .. "return { all = all, count = function() inner.n = inner.n + 1 end }\n")
    dir:write("other.lua", 'local base = use "base"\nlocal mine = { base.all }\n'
      .. "return function() mine[1].inner = nil end\n")
    for _, change in ipairs { "base.all.inner.n = 1", "base.count()", "base.more = 1", "cut()",
                              "text.more = 1", "lexicons.more = 1" } do
      dir:shell("rm -rf cache")
      dir:write("mine.lua", 'use "quotes"\nlocal cut = use "other"\nlocal base = use "base"\n'
        .. ('rule "counted" { emit = "Counted", run = function() %s end }\n'):format(change))
      for _ = 1, 2 do
        local got = run()
        assert.same(3, got.code)
        assert.truthy(got.err:find("read-only", 1, true), change .. ": " .. got.err)
        assert.truthy(kept "pack")
      end
    end
  end)

  it("holds the same bytes whoever fills it, whatever lay in memory before", function()
    local function bytes_of(memory)
      dir:shell("rm -rf cache")
      dir:shell(("MALLOC_PERTURB_=%d XDG_CACHE_HOME=$PWD/cache $N mine.lua -t jsonl a.txt")
        :format(memory))
      return { pack = dir:read("cache/newsengine/" .. kept "pack"),
               lex = dir:read("cache/newsengine/" .. kept "lex") }
    end
    local first = bytes_of(1)
    assert.truthy(#first.pack > 0 and #first.lex > 0)
    local second = bytes_of(165)
    assert.truthy(first.pack == second.pack, "the pack differs")
    assert.truthy(first.lex == second.lex, "the lexicon differs")
  end)

  it("notices files that are cut, damaged or foreign, and builds them anew", function()
    run()
    for _, ending in ipairs { "pack", "lex" } do
      local name = "cache/newsengine/" .. kept(ending)
      local good = dir:read(name)
      local middle = #good // 2
      for _, bad in ipairs { "", good:sub(1, middle), "newslex", ("x"):rep(#good),
                             good:sub(1, middle) .. string.char(good:byte(middle + 1) ~ 1)
                               .. good:sub(middle + 2) } do
        dir:write(name, bad)
        local got = run()
        assert.same({ 0, "", cold.out }, { got.code, got.err, got.out })
        assert.equal(#good, #dir:read(name))
        assert.truthy(ending == "pack" or dir:read(name) == good)
      end
    end
  end)

  it("does not hold when a file changes", function()
    run()
    dir:write("firms.tsv", (entries(500):gsub("\tbank\n", "\tother\n")))
    assert.truthy(run().out:find('"id":"other"', 1, true))
    dir:write("mine.lua", (mine:gsub("like = ", "hate = ")))
    assert.falsy(run().out:find('"layer":"Liked"', 1, true))
  end)

  it("does not hold when a file comes that is found first", function()
    run()
    dir:write("quotes.lua", 'rule "q" { emit = "Quote", pattern = "Prices" }\n')
    local got = program.records(run().out)[1]
    local texts = {}
    for _, a in ipairs(got.annotations) do
      if a.layer == "Liked" or a.rule == "q" then texts[#texts + 1] = a.text end
    end
    assert.same({ "likes Acme Bank" }, texts) -- quotes' rules are not of the named file
    assert.falsy(run().out:find('"rule":"quote', 1, true))
  end)

  it("is filled by two processes at once without harm", function()
    local got = dir:shell([[export XDG_CACHE_HOME=$PWD/cache
      for i in 1 2 3 4; do $N mine.lua -t jsonl a.txt > out$i & done; wait
      cat out1 out2 out3 out4; ls -A cache/newsengine | grep -v '\(lex\|pack\|note\)$']])
    assert.equal(cold.out:rep(4), got.out)
    assert.same(cold.out, run().out)
  end)

  it("loses what nobody has used for long when something is added, and what is not its own never",
     function()
    local got = dir:shell([[mkdir -p cache/newsengine/0123456789abcde0.lex cache/newsengine/more
      cd cache/newsengine
      echo old | tee 0123456789abcde1.lex 0123456789abcde2.note 0123456789abcde3.pack history \
        names.lex 0123456789abcde4.txt .0123456789abcde5.lex more/0123456789abcde5.lex \
        0123456789abcde7.lex 0123456789abcde8.lex >/dev/null
      ln -s $PWD/history 0123456789abcde6.lex
      touch -h -d '40 days ago' * .01* more/*
      touch -a 0123456789abcde7.lex # read today
      touch -m 0123456789abcde8.lex
      cd ../..; find cache | sort > before; XDG_CACHE_HOME=$PWD/cache $N mine.lua -t jsonl a.txt
      find cache | sort | comm -23 before -]])
    assert.equal(cold.out .. "cache/newsengine/0123456789abcde1.lex\n"
      .. "cache/newsengine/0123456789abcde2.note\ncache/newsengine/0123456789abcde3.pack\n", got.out)
    dir:shell("touch -d '40 days ago' cache/newsengine/*")
    local before = dir:names("cache/newsengine")
    assert.same(cold.out, run().out) -- adds nothing
    assert.same(before, dir:names("cache/newsengine"))
  end)

  it("loses what was not used for longest beyond its size", function()
    local got = dir:shell([[mkdir -p cache/newsengine; cd cache/newsengine
      for i in 1 2 3 4; do
        truncate -s 200M 0123456789abcde$i.lex; touch -d "$i days ago" 0123456789abcde$i.lex
      done
      cd ../..; XDG_CACHE_HOME=$PWD/cache $N mine.lua -t jsonl a.txt; ls cache/newsengine | grep ^012345]])
    assert.equal(cold.out .. "0123456789abcde1.lex\n0123456789abcde2.lex\n", got.out)
    assert.truthy(kept "pack")
  end)

  it("may be missing or not writable", function()
    dir:write("file", "")
    for _, home in ipairs { "$PWD/file", "/proc/nothing" } do
      local got = dir:shell("XDG_CACHE_HOME=" .. home .. " $N mine.lua -t jsonl a.txt")
      assert.same({ 0, "", cold.out }, { got.code, got.err, got.out })
    end
  end)

  it("is not asked for trusted rule files", function()
    local got = dir:shell("XDG_CACHE_HOME=$PWD/cache $N mine.lua --trust -t jsonl a.txt")
    assert.equal(0, got.code)
    assert.falsy(kept "pack")
  end)
end)

describe("the bundle of the program's tree", function()
  local dir
  before_each(function()
    dir = program.scratch()
    dir:write("a.txt", text)
    dir:shell(([[root=%s; mkdir -p tree/build/release
      cp -a $root/scripts $root/rules tree/
      cp -a $root/build/release/newsengine-bin tree/build/release/
      cp -a $root/build/newsengine.bundle tree/build/]]):format(program.quote(program.root)))
  end)
  after_each(function() dir:close() end)

  local function run(what)
    return dir:shell(("XDG_CACHE_HOME=$PWD/cache tree/build/release/newsengine-bin %s"):format(
      what or "-r quotes -t jsonl a.txt"))
  end

  it("gives what the text gives", function()
    local with = run()
    assert.truthy(with.out:find('"layer":"Quote"', 1, true))
    dir:shell("rm tree/build/newsengine.bundle")
    local without = run()
    assert.same({ 0, "", with.out }, { without.code, without.err, without.out })
  end)

  it("has the packs that are shipped; a part that runs alone is kept for the user", function()
    local function packs() return dir:shell("find cache -name '*.pack' | wc -l").out end
    run()
    assert.equal("0\n", packs())
    local part = run("tree/rules/quotes/direct.lua -t jsonl a.txt")
    assert.equal("1\n", packs())
    assert.truthy(part.out:find('"layer":"Quote"', 1, true))
    assert.same(part, run("tree/rules/quotes/direct.lua -t jsonl a.txt"))
  end)

  it("gives way to a file that has changed", function()
    local before = run()
    dir:shell("echo 'this is no Lua' >> tree/rules/quotes.lua")
    local broken = run()
    assert.equal(2, broken.code)
    assert.truthy(broken.err:find("rules/quotes.lua:", 1, true))
    dir:shell("sed -i '$d' tree/rules/quotes.lua")
    assert.equal(before.out, run().out)
    dir:shell("sed -i '1i print(\"from the text\")' tree/scripts/newsengine/options.lua")
    assert.truthy(run("-V").out:find("from the text", 1, true))
  end)

  it("gives way to a changed file also when a pack of the user's holds it", function()
    local function quotes() return run("tree/rules/quotes/direct.lua -t jsonl a.txt") end
    dir:shell("sed -i 's/span = \"content\"/span = \"speaker\"/' tree/rules/quotes/direct.lua")
    local first = quotes()
    assert.truthy(first.out:find('"layer":"Quote","start":52', 1, true), first.out)
    assert.same(first, quotes())
  end)

  it("gives way to a file that is found first, in a directory that was not there", function()
    local before = run()
    dir:shell("mkdir tree/rules/quotes/quotes")
    assert.equal(before.out, run().out)
    dir:write("tree/rules/quotes/quotes/phrases.lua", "this is no Lua")
    local broken = run()
    assert.equal(2, broken.code)
    assert.truthy(broken.err:find("rules/quotes/quotes/phrases.lua:1:", 1, true), broken.err)
  end)

  it("gives way to rules of parts of speech that have changed", function()
    dir:write("p.lua", 'rule "p" { emit = "P", pattern = "[pos=adj]", set = {} }\n')
    dir:write("b.txt", "He sees the city.\n")
    assert.equal("P\t0\n", run("p.lua -t count b.txt").out)
    dir:shell("echo 'city\tadj' >> tree/rules/pos/en.hand.tsv")
    assert.equal("P\t1\n", run("p.lua -t count b.txt").out)
    dir:shell("sed -i '2i select verbs if 0 is cap' tree/rules/pos/en.rules")
    local broken = run("p.lua -t count b.txt")
    assert.equal(2, broken.code)
    assert.truthy(broken.err:find("rules/pos/en.rules:2: unknown name", 1, true), broken.err)
    broken = run("compile --program none.bundle")
    assert.equal(2, broken.code)
    assert.truthy(broken.err:find("rules/pos/en.rules:2: unknown name", 1, true), broken.err)
    dir:shell("sed -i 2d tree/rules/pos/en.rules; echo 'bad\tcat' >> tree/rules/pos/en.tsv")
    local rows = "rules/pos/en.tsv:" .. dir:shell("wc -l < tree/rules/pos/en.tsv").out:match("%d+")
    local other = run("p.lua -t count b.txt")
    assert.truthy(other.err:find(rows .. ": class of words expected", 1, true), other.err)
  end)

  it("is left alone when another build wrote it or it is cut short", function()
    local before = run()
    local name = "tree/build/newsengine.bundle"
    local bytes = dir:read(name)
    local other = bytes:sub(1, 16) .. string.char(bytes:byte(17) ~ 1) .. bytes:sub(18)
    for _, bad in ipairs { other, bytes:sub(1, #bytes // 2), "" } do
      dir:write(name, bad)
      local got = run()
      assert.same({ 0, "", before.out }, { got.code, got.err, got.out })
    end
  end)
end)

describe("newsengine compile", function()
  local dir
  before_each(function() dir = program.scratch() end)
  after_each(function() dir:close() end)

  it("writes the same bytes every time", function()
    dir:write("a.tsv", entries(100))
    dir:shell("$N compile -q a.tsv; $N compile -q a.tsv -o b.lex")
    assert.truthy(dir:read("a.lex") == dir:read("b.lex"))
  end)

  it("says what is wrong", function()
    dir:write("bad.tsv", "name\nx\ty\n")
    for arguments, wanted in pairs {
      [""] = "one lexicon expected", ["none.tsv"] = "none.tsv: ",
      ["bad.tsv"] = "bad.tsv:2:", ["bad.tsv -M what=x"] = "key, inflect or exact expected",
      ["bad.tsv -M inflect=adverb"] = "verb or noun expected",
      ["bad.tsv -M exact=perhaps"] = "true or false expected",
    } do
      local got = dir:shell("$N compile " .. arguments)
      assert.equal(2, got.code)
      assert.truthy(got.err:find(wanted, 1, true), got.err)
    end
    dir:write("good.tsv", "name\nx\n")
    assert.equal(4, dir:shell("$N compile good.tsv -o none/x.lex").code)
    assert.equal(2, dir:shell("$N compile good.tsv -q; "
      .. [[printf 'lexicon "x" { file = "good.lex", exact = true }\n' > x.lua; ]]
      .. "echo x | $N x.lua -t count -").code)
  end)

  it("knows the options of lexicons", function()
    dir:write("v.tsv", "kind\tverb\nup\trise\n")
    dir:write("v.lua", 'lexicon "v" { file = "v.lex" }\n'
      .. 'rule "v" { emit = "V", pattern = "m:@v", set = function(m)\n'
      .. "  return { kind = m.m.kind, lemma = m.m.lemma } end }\n")
    dir:shell("$N compile v.tsv -M key=verb -M inflect=verb")
    local record = dir:records({ "v.lua", "-t", "jsonl", "-" }, "It rose.")[1]
    assert.same({ kind = "up", lemma = "rise" }, record.annotations[1].attributes)
  end)
end)
