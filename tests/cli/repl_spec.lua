-- The repl, from a pipe and on a pseudo-terminal.
local program = dofile("tests/cli/program.lua")

describe("the repl", function()
  local dir
  before_each(function()
    dir = program.scratch()
    dir:write("r.lua", 'lexicon "goods" { "maize", "petrol" }\nlet "up" [[ rose ]]\n'
      .. 'rule "good" { emit = "Good", pattern = [[ what:@goods ]] }\n')
    dir:write("a.txt", "Maize rose 4 percent. Petrol fell.\n")
  end)
  after_each(function() dir:close() end)

  local function pipe(lines, ...)
    local got = dir:run({ "repl", ... }, table.concat(lines, "\n") .. "\n")
    assert.same({ 0, "" }, { got.code, got.err })
    return got.out
  end

  it("tries patterns with the rules' names, from a pipe", function()
    assert.equal("a.txt:1:1: [Maize rose] 4 percent.\n    x = Maize\n1 match\n",
                 pipe({ "/x:@goods $up" }, "r.lua", "a.txt"))
    assert.equal("a.txt:1:23: [Petrol] fell.\n1 match\n", pipe({ "/{Good} (?= fell)" }, "r.lua", "a.txt"))
    assert.equal("0 matches\n", pipe({ "/nothing" }, "a.txt"))
  end)

  it("reads what a run reads: pages, feeds, tables", function()
    dir:write("p.html", "<html><body><article><p>Maize rose, and petrol fell.</p></article></body></html>")
    dir:write("t.csv", "id,text\nx,Maize rose.\n")
    assert.equal("p.html:1:1: [Maize rose], and petrol fell.\nx:1:1: [Maize rose].\n2 matches\n",
                 pipe({ "/@goods $up" }, "r.lua", "p.html", "t.csv"))
  end)

  it("shows words in columns of the terminal, whatever their bytes", function()
    assert.equal("Ärzte            lemma=ärzte        pos=propn cap alpha first\n"
                 .. "in               lemma=in           pos=adp   lower alpha\n"
                 .. "Tōkyō            lemma=tōkyō        pos=propn cap alpha last\n",
                 pipe({ ":words Ärzte in Tōkyō" }))
  end)

  it("says what is wrong and goes on", function()
    assert.equal("expected )\n  a ( b\n       ^\n:lyers: no such command; did you mean :layers?\n"
      .. "a pattern begins with /, a command with : (:help)\n0 matches\n",
      pipe({ "/a ( b", ":lyers", "hello", "", "/zebra" }, "a.txt"))
    assert.equal(2, dir:run({ "repl", "none.lua" }, "").code)
  end)

  it("loads texts and rules, and reads them again", function()
    assert.equal("text:1:1: [Maize] left.\n1 match\n", pipe({ ":text Maize left.", "/maize" }))
    assert.equal("a.txt:1:1: [Maize] rose 4 percent.\na.txt:1:23: [Petrol] fell.\n2 matches\n1 texts, 1 rule files\n",
                 pipe({ ":load r.lua a.txt", "/{Good}", ":reload" }))
    assert.equal("Good  2\nZone  1\nToken  8\nSentence  2\nParagraph  1\nQuoted  0\n", pipe({ ":layers" }, "r.lua", "a.txt"))
    assert.truthy(pipe({ ":layer Good" }, "r.lua", "a.txt"):find('{"what":{"start":0,"end":5,"text":"Maize"}}', 1, true))
    assert.truthy(pipe({ ":explain", ":quit", "/maize" }, "r.lua", "a.txt"):find("good  r.lua:3\n    what:@goods  Maize", 1, true))
  end)

  local function terminal(keys, ...)
    local words = { "export XDG_CACHE_HOME=$PWD/cache; python3 " .. program.quote(program.root .. "/tests/cli/terminal.py"),
                    program.quote(keys), program.path, "repl" }
    for _, word in ipairs { ... } do words[#words + 1] = word end
    local got = dir:shell(table.concat(words, " "))
    assert.equal(0, got.code, got.err)
    return (got.out:gsub("\27%[[%d;]*[A-Za-z]", ""):gsub("\r", ""))
  end

  local version = io.popen(program.quote(program.path) .. " -V")
  local edits = version:read("a"):find("line editing: libedit", 1, true)
  version:close()

  it("completes, colours and remembers on a terminal", function()
    if not edits then return pending("built without libedit") end
    local out = terminal("/@go\\t fell\\n|:lay\\t\\t|s\\n", "r.lua", "a.txt")
    assert.truthy(out:find("a.txt:1:23: Petrol fell.\n1 match\n", 1, true), out)
    assert.truthy(out:find("layer  layers\n", 1, true), out)
    assert.truthy(out:find("Good  2\n", 1, true), out)
    out = terminal("/{Go\\t}\\n|/{Good wh\\t=x}\\n|/[mi\\t]\\n", "r.lua", "a.txt")
    assert.truthy(out:find("2 matches", 1, true), out)
    assert.truthy(out:find("/{Good what=x}", 1, true) or out:find("/{Good wh[^\n]*at=x}"), out)
    out = terminal("\\x1b[A\\x1b[A\\x1b[A\\x1b[A\\x1b[A\\n", "r.lua", "a.txt")
    assert.truthy(out:find("1 match\n", 1, true), out)
    assert.truthy(dir:read("cache/newsengine/history"):find("goods"))
  end)
end)
