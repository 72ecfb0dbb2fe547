-- Rules that loop, eat memory, kill their process or hang, beside good ones: nothing of the
-- good ones is lost, and every bad pair of document and rule is named.
local program = dofile("tests/cli/program.lua")

local good = [[
rule "good.hello" { pattern = "hello", emit = "Hello" }
rule "good.word" { regex = "[a-z]+$", emit = "Last" }
]]

-- Each bad rule fails on the second document only.
local bad = {
  loop = "while true do end",
  eat = "local t = {} for i = 1, 1e9 do t[i] = { i } end",
  crash = 'os.execute("kill -KILL $PPID")',
  exit = "os.exit(5)",
  hang = 'io.open("pipe")',
}

local function file_of(name)
  return ('rule "bad.%s" { emit = "Bad", run = function(doc)\n'
    .. '  if doc.id == "d2" then\n    %s\n  end\nend }\n'):format(name, bad[name])
end

-- Code and message of the failure, and what the terminal adds: the option that gives more.
local wanted = {
  loop = { "steps", "step budget used up", " (--steps N)" },
  eat = { "memory", "not enough memory", " (--memory MB)" },
  crash = { "crash", "the worker was ended by signal 9", "" },
  exit = { "crash", "the worker ended with code 5", "" },
  hang = { "timeout", "the worker hung and was killed (9)", " (--timeout S)" },
}

describe("a rule that", function()
  local dir, clean
  setup(function()
    dir = program.scratch()
    dir:write("good.lua", good)
    for name in pairs(bad) do dir:write(name .. ".lua", file_of(name)) end
    dir:write("in.jsonl", '{"id":"d1","text":"we said hello there"}\n'
      .. '{"id":"d2","text":"hello and hello again"}\n{"id":"d3","text":"say hello"}\n')
    dir:shell("mkfifo pipe")
    clean = dir:records { "good.lua", "in.jsonl" }
  end)
  teardown(function() dir:close() end)

  local function check(names, jobs)
    local arguments = { "--steps", "1000000", "--memory", "8", "--timeout", "1", "-j", jobs }
    for _, name in ipairs(names) do arguments[#arguments + 1] = name .. ".lua" end
    local last = names[#names] .. ".lua"
    table.insert(arguments, "good.lua")
    table.insert(arguments, "--trust")
    table.insert(arguments, "in.jsonl")
    local records, result = dir:records(arguments)
    assert.equal(3, result.code, last)
    assert.equal(3, #records)
    local complaints = {}
    for line in result.err:gmatch("[^\n]+") do
      if not line:find("sandbox is lifted", 1, true) then complaints[#complaints + 1] = line end
    end
    for i, record in ipairs(records) do
      assert.same(program.annotations(clean[i]), program.annotations(record))
      if i ~= 2 then
        assert.same({}, record.errors)
      else
        assert.equal(#names, #record.errors)
        for n, name in ipairs(names) do
          local failure = record.errors[n]
          assert.same({ wanted[name][1], "bad." .. name }, { failure.code, failure.rule })
          assert.truthy(failure.message:find(wanted[name][2], 1, true), failure.message)
          assert.truthy(failure.source:find(name .. ".lua:", 1, true), failure.source)
          assert.equal(("newsengine: d2: rule bad.%s: %s: %s%s"):format(
            name, failure.source, failure.message, wanted[name][3]), complaints[n])
        end
      end
    end
    assert.equal(#names, #complaints)
  end

  for _, name in ipairs { "loop", "eat", "crash", "exit", "hang" } do
    it("fails (" .. name .. ") loses nothing of the others", function() check({ name }, 1) end)
  end

  it("fails in every way at once loses nothing either, with two workers too", function()
    check({ "crash", "loop", "hang", "eat", "exit" }, 1)
    check({ "eat", "crash", "exit", "loop", "hang" }, 2)
  end)

  it("is one of many that fail alike is counted, and each is in the record", function()
    local file = { 'rule "other" { emit = "O", run = function() error("else") end }' }
    for i = 1, 11 do
      file[i + 1] = ('rule "r%d" { emit = "R", run = function() error("no", 0) end }'):format(i)
    end
    dir:write("many.lua", table.concat(file, "\n"))
    dir:write("a.txt", "Text.")
    local records, got = dir:records { "many.lua", "a.txt" }
    assert.equal(12, #records[1].errors)
    assert.equal([[
newsengine: a.txt: rule other: many.lua:1: else
newsengine: a.txt: rule r1: many.lua:2: no
newsengine: a.txt: rule r2: many.lua:3: no
newsengine: a.txt: rule r3: many.lua:4: no
newsengine: a.txt: 8 more rules: no
]], got.err)
  end)

  it("crashes on every document leaves the good rules' results", function()
    dir:write("always.lua", 'rule "bad.always" { emit = "Bad", run = function() '
      .. 'os.execute("kill -KILL $PPID") end }')
    local records, result = dir:records { "always.lua", "good.lua", "--trust", "in.jsonl" }
    assert.equal(3, result.code)
    for i, record in ipairs(records) do
      assert.same(program.annotations(clean[i]), program.annotations(record))
      assert.equal("bad.always", record.errors[1].rule)
    end
  end)

  it("is killed from outside gets another try: nothing is lost and nobody blamed", function()
    dir:write("once.lua", [[
rule "once" { emit = "Once", run = function(doc)
  if doc.id ~= "d2" or io.open("killed") then doc:add("Once", doc:span(1, 2), {}) return end
  io.open("killed", "w"):close()
  os.execute("kill -KILL $PPID")
end }]])
    local records, result = dir:records { "once.lua", "good.lua", "--trust", "in.jsonl" }
    assert.truthy(dir:read("killed"))
    assert.same({ 0, 3 }, { result.code, #records })
    for i, record in ipairs(records) do
      assert.same({}, record.errors)
      assert.equal(#clean[i].annotations + 1, #record.annotations)
    end
  end)

  -- Its locals are beyond what the second has set of its own when memory runs out.
  it("left half of the memory as garbage takes nothing from the next", function()
    local names = {}
    for i = 1, 150 do names[i] = "v" .. i end
    local list = table.concat(names, ", ")
    local source = {}
    for i, values in ipairs { " = " .. ("t, "):rep(149) .. "t", "" } do
      source[i] = ('rule "r%d" { emit = "R%d", run = function(doc)\n'
        .. "  local t = {} for i = 1, 300000 do t[i] = i end\n  local %s%s\n"
        .. '  doc:add("R%d", doc:span(1, 1), { n = #t })\nend }\n'):format(i, i, list, values, i)
    end
    dir:write("half.lua", table.concat(source))
    local records, result = dir:records { "half.lua", "--memory", "11", "in.jsonl" }
    assert.equal(0, result.code)
    for _, record in ipairs(records) do assert.equal(2, #record.annotations) end
  end)

  -- What stands once in memory is written wherever it is named.
  it("names one text a thousand times: its record does not go beyond the memory", function()
    dir:write("often.lua", [[
local text = ("x"):rep(5000)
rule "often" { emit = "Often", run = function(doc)
  for word in doc:tokens() do
    if doc.text:sub(1, 1) == "a" then doc:add("Often", word, { long = text }) end
  end
end }]])
    dir:write("often.jsonl", ('{"id":"%s","text":"%s"}\n'):rep(2):format("long", ("a "):rep(1000),
                                                                     "short", "b"))
    local records, result = dir:records { "often.lua", "--memory", "2", "often.jsonl" }
    local why = "the record would be longer than 2 MB (--memory MB)"
    assert.same({ 3, "newsengine: long: " .. why .. "\n" }, { result.code, result.err })
    assert.same({ { code = "format", message = why } }, records[1].errors)
    assert.same({ {}, {} }, { records[2].errors, records[2].annotations })
    assert.equal(1000, #dir:records({ "often.lua", "--memory", "8", "often.jsonl" })[1].annotations)
  end)

  it("sets a local, a global or a table is named, and the next document is not touched", function()
    dir:write("count.lua", [[
local count = 0
rule "bad.count" { pattern = "hello", emit = "Bad", set = function()
  count = count + 1
  return { n = count }
end }]])
    local records, result = dir:records { "count.lua", "good.lua", "in.jsonl" }
    assert.equal(3, result.code)
    for i, record in ipairs(records) do
      assert.same(program.annotations(clean[i]), program.annotations(record))
      local failure = record.errors[1]
      assert.same({ 1, "state", "bad.count" }, { #record.errors, failure.code, failure.rule })
      assert.truthy(failure.message:find('the local variable "count" was changed', 1, true))
    end
  end)
end)
