-- Lua shows of a long path only the end; messages have all of it, and the place is that of the
-- user's file, wherever the program itself is.
local program = require "tests.cli.program"

local loop = 'while true do local s = ("x"):rep(1e6) end'
local inside = "print(table.unpack({}, 1, 9000))" -- many steps, all in the program
local files = {
  ["raises.lua"] = 'rule "a.b" { pattern = [[ hello ]], emit = "X" }\nfoo()\n',
  ["ends.lua"] = 'rule "a.b" { pattern = [[ hello ]], emit = "X"\n',
  ["loops.lua"] = loop,
  ["uses.lua"] = 'use "raises"\n',
  ["uses-loops.lua"] = 'use "loops"\n',
  ["list.lua"] = 'lexicon "l" { file = "list.tsv", key = "name" }\nrule "a.b" { pattern = "@l", emit = "X" }\n',
  ["list.tsv"] = "word\nhello\n",
  ["set.lua"] = 'rule "a.b" { pattern = [[ hello ]], emit = "X",\n'
    .. '  set = function() error("no way") end }\n'
    .. 'examples { { "hello", X = true } }\n',
  ["steps.lua"] = 'rule "a.b" { pattern = [[ hello ]], emit = "X",\n  set = function() ' .. loop .. " end }\n",
  ["print.lua"] = 'rule "a.b" { pattern = [[ hello ]], emit = "X",\n  set = function() ' .. inside .. " end }\n",
  ["copies.lua"] = "local m = {}\nfor i = 1, 1e5 do m[i] = i end\nwhile true do setmetatable({}, m) end\n",
  ["hello.lua"] = program.hello,
  ["f-raises.lua"] = "foo()\n",
  ["f-ends.lua"] = 'format "f" {\n',
  ["f-loops.lua"] = loop,
  ["f.lua"] = 'format "f" { document = function() error("no way") end }\n',
  ["f-steps.lua"] = 'format "f" { document = function(out)\n  while true do out(("x"):rep(1e6)) end end }\n',
  ["f-function.lua"] = 'format "f" { document = function(out) out(print) end }\n',
  ["f-print.lua"] = 'format "f" { document = function() ' .. inside .. " end }\n",
  ["r-raises.lua"] = "foo()\n",
  ["r-uses.lua"] = 'use "part"\n',
  ["part.lua"] = "foo()\n",
  ["r.lua"] = 'reader "r" { read = function() error("no way") end }\n',
  ["a.txt"] = "hello",
}

local global = "attempt to call a nil value (global 'foo')"
local raised = "@raises.lua:2:1: " .. global .. "\n  foo()\n  ^\n  newsengine help rules lists the words of a rule file\n"
local looped = "@loops.lua:1:1: loading: step budget used up\n  " .. loop .. "\n  ^\n"

-- Name, arguments and what is told, in which @ is the directory.
local cases = {
  { "a rule file that raises", "@raises.lua @a.txt", raised },
  { "one that another uses", "@uses.lua @a.txt", raised },
  { "one that ends too soon", "@ends.lua @a.txt", "@ends.lua:1:47: '}' expected (to close '{' at line 1) near <eof>\n"
    .. '  rule "a.b" { pattern = [[ hello ]], emit = "X"\n' .. (" "):rep(48) .. "^\n" },
  { "one whose load ends in a function of the program", "@loops.lua @a.txt", looped },
  { "the same in one that another uses", "@uses-loops.lua @a.txt", looped },
  { "a lexicon", "@list.lua @a.txt", "list.tsv:1:1: no such column: name\n" },
  { "a function of a rule", "@set.lua @a.txt", "@a.txt: rule a.b: @set.lua:2: no way\n" },
  { "one that ends in a function of the program", "@steps.lua @a.txt --steps 100000",
    "@a.txt: rule a.b: @steps.lua:2: step budget used up (--steps N)\n" },
  { "one whose budget ends inside", "@print.lua @a.txt --steps 20000",
    "@a.txt: rule a.b: @print.lua:1: step budget used up (--steps N)\n" },
  { "one whose load ends inside", "@copies.lua @a.txt", "@copies.lua: loading: step budget used up\n" },
  { "a format that raises", "@hello.lua -t @f-raises.lua @a.txt", "@f-raises.lua:1: " .. global .. "\n" },
  { "one that ends too soon", "@hello.lua -t @f-ends.lua @a.txt",
    "@f-ends.lua:2: unexpected symbol near <eof>\n" },
  { "one whose load ends in a function of the program", "@hello.lua -t @f-loops.lua @a.txt",
    "@f-loops.lua:1: step budget used up\n" },
  { "a function of a format", "@hello.lua -t @f.lua @a.txt", "@a.txt: @f.lua:1: no way\n" },
  { "one that ends in a function of the program", "@hello.lua -t @f-steps.lua @a.txt --steps 100000",
    "@a.txt: @f-steps.lua:2: step budget used up (--steps N)\n" },
  { "one whose budget ends inside", "@hello.lua -t @f-print.lua @a.txt --steps 20000",
    "@a.txt: @f-print.lua: step budget used up (--steps N)\n" },
  { "what a format writes", "@hello.lua -t @f-function.lua @a.txt",
    "@a.txt: @f-function.lua:1: out: a text expected, got function\n" },
  { "a reader that raises", "@hello.lua -f @r-raises.lua @a.txt", "@r-raises.lua:1: " .. global .. "\n" },
  { "a file that a reader uses", "@hello.lua -f @r-uses.lua @a.txt", "@r-uses.lua: @part.lua:1: " .. global .. "\n" },
  { "a function of a reader", "@hello.lua -f @r.lua @a.txt", "@a.txt: @r.lua:1: no way\n" },
  { "explain", "explain @set.lua @a.txt", "@a.txt: rule a.b failed: @set.lua:2: no way\n" },
  { "explain of what does not load", "explain @raises.lua @a.txt", raised },
  { "profile", "profile @raises.lua @a.txt", raised },
  { "nearmiss", "nearmiss @raises.lua @a.txt", raised },
  { "watch", "watch @raises.lua @a.txt >told 2>&1 & "
    .. "until grep -q 'lists the words' told; do sleep 0.01; done; kill $!; cat told; rm told", raised },
  { "lint", "lint @uses.lua", raised },
  { "test", "test @uses.lua", raised },
  { "test of a function", "test @set.lua", "@set.lua:2: no way" },
}

describe("the place under a long path of", function()
  local dir, long, root
  setup(function()
    dir = program.scratch()
    local name = ("é"):rep(39) .. ("/" .. ("b"):rep(50)):rep(2)
    long = dir.path .. "/" .. name .. "/"
    for file, text in pairs(files) do
      dir:write(file, text)
      dir:write(name .. "/" .. file, text)
    end
    -- The program under such a path, too.
    root = long .. "program"
    dir:shell(("mkdir -p %s/build/release; cd %s; ln -s %s/scripts %s/rules .; ln -s %s/build/newsengine.bundle build/; cp \"$(readlink -f $N)\" build/release/")
      :format(root, root, program.quote(program.root), program.quote(program.root),
              program.quote(program.root)))
  end)
  teardown(function() dir:close() end)

  for _, case in ipairs(cases) do
    it(case[1] .. ": " .. case[2], function()
      for where, binary in pairs { ["./"] = "$N", [long] = root .. "/build/release/*" } do
        local got = dir:shell(binary .. " " .. case[2]:gsub("@", where))
        local text, told = got.err .. got.out, case[3]
        if case[2]:find("uses") then told = told:gsub("@(%l+%.lua:%d)", where:gsub("^%./", "") .. "%1") end
        told = told:gsub("@", where)
        assert.truthy(text:find(told, 1, true), told .. "but\n" .. text)
      end
    end)
  end
end)
