-- What counts as a change of a rule, and what does not.
require "newsengine" -- knows where the shipped files are
local prints = require "newsengine.prints"
local program = dofile("tests/cli/program.lua")
local replay = require "newsengine.replay"

describe("the code of a function", function()
  local function code(source) return (prints.code(load("return " .. source)())) end

  it("is the same on other lines and behind other comments", function()
    assert.equal(code("function(a, b) return a + b end"),
                 code("\n\nfunction(x, y) -- sum\n  return x + y\nend"))
    assert.equal(code("function() return function(a) return a .. 'x' end end"),
                 code("function()\n\nreturn function(b)\n return b .. 'x' end end"))
  end)

  it("is another with another operator, constant, parameter or function within", function()
    local seen = {}
    for _, source in ipairs { "function(a, b) return a + b end", "function(a, b) return a - b end",
      "function(a, b, c) return a + b end", "function(a) return a + 1 end",
      "function(a) return a + 1.0 end", "function(a) return a + 2 end",
      "function(...) return ... end", "function(a) return a.x end", "function(a) return a.y end",
      "function(a) return function() return a end end", "function(a) return a .. 'x' end",
      "function(a) return function() return 1 end end",
      "function(a) return '" .. ("x"):rep(300) .. "' end" } do
      local made = code(source)
      assert.is_nil(seen[made], source)
      seen[made] = true
    end
  end)

  it("names the strings in it, also those of functions within", function()
    local _, names = prints.code(function(t)
      return t.one, function() return t.two .. "three" end
    end)
    assert.same({ one = true, two = true, three = true }, names)
  end)
end)

describe("a file whose text is the same", function()
  it("is not parsed again, and what it made before keeps its environment", function()
    local dir = program.scratch()
    dir:write("n.lua", "return 2")
    dir:write("f.lua", 'N = use "n"\nreturn function() return N end')
    dir:write("r.lua", 'local f = use "f"\nuse "last"\n'
      .. 'rule "m" { emit = "M", pattern = "Oil", set = function() return { n = f() } end }')
    dir:write("last.lua", "")
    local made = replay.new { rules = { dir.path .. "/r.lua" } }
    local function load_all() return made:load().pack.by_name.m.set end
    local before = load_all()
    local parsed = made.shared.chunks[dir.path .. "/f.lua"].chunk
    dir:write("n.lua", "return 3")
    dir:write("last.lua", "is wrong")
    assert.is_false(pcall(made.load, made))
    assert.same({ n = 2 }, before())
    dir:write("last.lua", "-- fine")
    assert.same({ n = 3 }, load_all()())
    assert.same({ n = 2 }, before())
    assert.equal(parsed, made.shared.chunks[dir.path .. "/f.lua"].chunk)
    dir:write("f.lua", 'N = use "n"\nreturn function() return N + 1 end')
    assert.same({ n = 4 }, load_all()())
    dir:close()
  end)
end)

describe("a rule is", function()
  local dir
  before_each(function() dir = program.scratch() end)
  after_each(function() dir:close() end)

  -- Which rules are to run again when `from` becomes `to` in the file `name`?  With ? those that
  -- run where a lexicon says something else.
  local function again(files, name, from, to)
    for path, source in pairs(files) do dir:write(path, source) end
    local made = replay.new { rules = { dir.path .. "/r.lua" } }
    made:load()
    made:finish()
    local at, stop = files[name]:find(from, 1, true)
    dir:write(name, files[name]:sub(1, at - 1) .. to .. files[name]:sub(stop + 1))
    made:load()
    local list = {}
    for i, one in ipairs(made.rules) do
      if made.plan.again[i] then list[#list + 1] = one.name end
      if made.plan.by_lexicon[i] then list[#list + 1] = one.name .. "?" end
    end
    return table.concat(list, " ")
  end

  local files = {
    ["u.lua"] = [=[
lexicon "w" { "gold", "oil" }
lexicon "f" { file = "f.tsv" }
let "m" [[ (up | down) ]]
let "mm" [[ $m again ]]
local unused, step = 1, 2
local function far(n) return n + step end
local function ping(n) if n > 0 then return pong(n - 1) end return n end
function pong(n) return ping(n) end
return { far = far, ping = ping, list = { deep = { 1, 2, "x" } }, pattern = pattern [[ @w $m ]],
         regex = regex [[a+]] }
]=],
    ["f.tsv"] = "name\nrain\n",
    ["r.lua"] = [=[
local u = use "u"
local far = u.far
rule "plain" { emit = "A", pattern = [[ @w ]] }
rule "macro" { emit = "A", pattern = [[ $mm ]] }
rule "file" { emit = "A", pattern = [[ [@f] ]] }
rule "far" { emit = "A", pattern = [[ a ]], set = function() return { n = far(1) } end }
rule "loop" { emit = "A", pattern = [[ b ]], set = function() return { n = u.ping(3) } end }
rule "held" { emit = "A", run = function(doc) doc:match(u.pattern) end }
rule "sought" { emit = "A", regex = [[x+]] }
rule "fixed" { emit = "A", pattern = [[ n:c ]], set = { a = 1, b = take "n" } }
rule "own" { emit = "A", run = function() return lexicons.w end }
]=],
  }

  it("what it was when nothing that it reaches is changed", function()
    assert.equal("", again(files, "r.lua", "local far", "-- far\n\nlocal far"))
    assert.equal("", again(files, "u.lua", "unused, step = 1", "unused, step = 5"))
    assert.equal("", again(files, "u.lua", 'let "m"', 'let "other" [[ x ]]\nlet "m"'))
    assert.equal("", again(files, "r.lua", "local far", "local x = pattern [[ new ]]\nlocal far"))
  end)

  it("another when something is", function()
    -- loop and held reach all that u.lua gives, own every lexicon
    assert.equal("plain loop held own", again(files, "u.lua", '"oil"', '"oil", "gas"'))
    assert.equal("own", again(files, "u.lua", 'let "m"', 'lexicon "g" { "x" }\nlet "m"'))
    assert.equal("macro loop held", again(files, "u.lua", "(up | down)", "(up | off)"))
    assert.equal("macro", again(files, "u.lua", "$m again", "$m twice"))
    assert.equal("file? own?", again(files, "f.tsv", "rain", "rain\nsnow"))
    assert.equal("far loop held", again(files, "u.lua", "n + step", "n - step"))
    assert.equal("far loop held", again(files, "u.lua", "step = 1, 2", "step = 1, 3"))
    assert.equal("loop held", again(files, "u.lua", "ping(n) end\nr", "ping(n + 1) end\nr"))
    assert.equal("loop held", again(files, "u.lua", '"x" }', '"y" }'))
    assert.equal("loop held", again(files, "u.lua", "[[a+]]", "[[a]]"))
    assert.equal("loop", again(files, "r.lua", "u.ping(3)", "u.ping(4)"))
    assert.equal("sought", again(files, "r.lua", "[[x+]]", "[[xx]]"))
    assert.equal("fixed", again(files, "r.lua", "a = 1", "a = 1.0"))
    assert.equal("fixed", again(files, "r.lua", 'take "n"', 'take "n.text"'))
    assert.equal("file", again(files, "r.lua", "[[ [@f] ]]", '[[ [@f] ]], lang = "en"'))
    assert.equal("file", again(files, "r.lua", "[[ [@f] ]]", '[[ [@f] ]], overlap = "all"'))
  end)
end)
