-- Readers of users: what they get, what is checked, what fails in them.
local readers = dofile("tests/readers/readers.lua")

describe("a reader of one's own", function()
  local dir
  before_each(function() dir = readers.program.scratch() end)
  after_each(function() dir:close() end)

  local function try(body, bytes, keys)
    dir:write("mine.lua", ('reader "mine" { %s read = function(source, emit) %s end }'):format(
      keys or "", body))
    return readers.read(dir, "a.txt", bytes or "one\ntwo\n", { "-f", "./mine.lua" })
  end

  it("gets lines, chunks or all bytes of files and pipes", function()
    assert.same({ "a.txt#1 |  |  |  | one", "a.txt#2 |  |  |  | two", "a.txt#3 |  |  |  | three" },
      (try("for line in source:lines() do emit { text = line } end", "one\r\ntwo\nthree", "many = true,")))
    assert.same({ "a.txt |  |  |  | 7 nil" }, (try("local size, b = 0, source:chunk() "
      .. "while b do size = size + #b b = source:chunk() end "
      .. "emit { text = size .. ' ' .. tostring(source:chunk()) }", "one two")))
    dir:write("mine.lua", 'reader "mine" { read = function(source, emit) emit { text = source:all() } end }')
    local got = dir:records({ "--layers", "Token", "-f", "./mine.lua", "-" }, "from a pipe")
    assert.equal("from a pipe", got[1].text)
  end)

  it("that raises, or emits what is no document, fails there; earlier documents stand", function()
    local got, result = try("emit { text = 'first' } error('broken here') ", nil, "many = true,")
    assert.same({ "a.txt#1 |  |  |  | first", "a.txt#2 ! ./mine.lua:1: broken here" }, got)
    assert.equal(3, result.code)
    assert.same({ "a.txt ! ./mine.lua:1: reader mine: emit: no text" }, (try("emit { title = 'x' }")))
    assert.same({ 'a.txt ! ./mine.lua:1: emit: unknown key "txt"; did you mean "text"?' }, (try("emit { txt = 'x' }")))
    assert.same({ "a.txt ! ./mine.lua:1: emit: text is a number" }, (try("emit { text = 5 }")))
    assert.same({ "a.txt ! text is not valid UTF-8; decode(bytes) returns UTF-8" },
                (try("emit { text = '\\xFF' }")))
    assert.same({ "a.txt ! no good", "b |  |  |  | good" },
      (try("emit { error = 'no good' } emit { id = 'b', text = 'good' }")))
  end)

  it("that does not end is stopped by its budget, and every document has a whole one", function()
    local got, result = try("emit { text = 'first' } while true do end", nil, "many = true,")
    assert.equal("a.txt#1 |  |  |  | first", got[1])
    assert.equal("a.txt#2 ! ./mine.lua:1: step budget used up", got[2])
    assert.same({ 3, "newsengine: a.txt#2: ./mine.lua:1: step budget used up (--steps N)\n" },
                { result.code, result.err })
    got = try("for i = 1, 30 do local n = 0 for j = 1, 100000 do n = n + j end emit { text = tostring(i) } end",
              nil, "many = true,")
    assert.equal(30, #got)
    dir:write("mine.lua", 'reader "mine" { many = true, read = function(source, emit) for i = 1, 30 do '
      .. 'local n = 0 for j = 1, 100000 do n = n + j end emit { text = tostring(i) } end end }')
    local records = dir:records { "--layers", "Token", "--steps", "700000", "-f", "./mine.lua", "a.txt" }
    assert.equal(30, #records)
    assert.equal(0, #records[30].errors)
  end)

  it("reaches no file, process or clock", function()
    for _, word in ipairs { "io", "os", "require", "load", "debug", "dofile", "package", "collectgarbage" } do
      assert.same({ "a.txt |  |  |  | nil" }, (try("emit { text = tostring(_G." .. word .. ") }")), word)
    end
    dir:write("up.lua", "secret = 1")
    assert.truthy(try("use '../up'")[1]:find("the name of a file below", 1, true))
  end)

  it("keeps no state: what an input changed is told and put back", function()
    dir:write("b.txt", "second")
    dir:write("mine.lua", [[local n, seen = 0, {}
      reader "mine" { read = function(source, emit)
        emit { text = n .. " " .. source:all() }
        n = n + 1
      end }]])
    local told = './mine.lua: the local variable "n" was changed while an input was read; '
      .. "a reader keeps no state: help readers"
    for _, jobs in ipairs { "1", "2" } do
      local records, result = dir:records { "--layers", "Token", "-f", "./mine.lua", "-j", jobs, "b.txt", "b.txt" }
      assert.equal(3, result.code)
      local shown = readers.shown(records)
      assert.same({ "b.txt |  |  |  | 0 second", "b.txt ! " .. told, "b.txt |  |  |  | 0 second", "b.txt ! " .. told },
                  shown)
      assert.equal("state", records[2].errors[1].code)
    end
    dir:write("mine.lua", [[local seen = {}
      reader "mine" { read = function(source, emit) seen[1] = source:all() emit { text = "a" } end }]])
    assert.truthy(readers.shown(dir:records { "--layers", "Token", "-f", "./mine.lua", "b.txt" })[1]
      :find("read%-only"))
    assert.same({ "a.txt ! ./mine.lua:1: use: works only while the reader is loaded" }, (try("use 'later'")))
  end)

  it("keeps no state of an input that it fails on or only looks at", function()
    for name, text in pairs { a = "MINE bad", b = "MINE good", c = "MINE good" } do dir:write(name, text) end
    dir:write("home/newsengine/readers/mine.lua", [[local read, looked = 0, 0
      reader "mine" { sniff = function(head)
        looked = looked + 1
        return looked == 1 and head:find("^MINE") ~= nil
      end, read = function(source, emit)
        local text = source:all()
        if text:find("bad") then read = read + 1 error("bad", 0) end
        emit { text = read .. " " .. text }
      end }]])
    local result = dir:shell('export XDG_DATA_HOME=$PWD/home; "$N" --layers Token -t jsonl -j 1 a b c')
    assert.same({ "a ! bad", "b |  |  |  | 0 MINE good", "c |  |  |  | 0 MINE good" },
                readers.shown(readers.program.records(result.out)))
  end)

  it("cut by the program into lines gives the same records for any number of workers", function()
    dir:write("mine.lua", [[reader "mine" { split = "lines", read = function(source, emit)
      local s = source:all()
      if s:find("bad") then error("bad line " .. source.number, 0) end
      emit { text = s }
    end }]])
    local lines = {}
    for i = 1, 300 do lines[i] = i % 100 == 50 and "bad" or "line " .. i end
    dir:write("a.mine", table.concat(lines, "\n"))
    local one = dir:run { "--layers", "Token", "-f", "./mine.lua", "a.mine" }
    local two = dir:run { "--layers", "Token", "-f", "./mine.lua", "-j", "2", "a.mine" }
    assert.equal(one.out, two.out)
    local shown = readers.shown(readers.program.records(one.out))
    assert.equal(300, #shown)
    assert.equal("a.mine#150 ! bad line 150", shown[150])
    assert.equal("a.mine#151 |  |  |  | line 151", shown[151])
  end)

  it("reads a long line once, not anew with every piece of it", function()
    local got = try("for line in source:lines() do emit { text = #line .. ' bytes' } end",
      ("x"):rep(24 << 20) .. "\r\n\nend", "many = true,")
    assert.same({ "a.txt#1 |  |  |  | 25165824 bytes", "a.txt#2 |  |  |  | 0 bytes",
      "a.txt#3 |  |  |  | 3 bytes" }, got)
  end)

  it("goes on behind a rule that kills the worker, document by document", function()
    local got = try("for line in source:lines() do emit { text = line } end", "one\nboom\nthree\n", "many = true,")
    assert.equal(3, #got)
    dir:write("kill.lua", 'rule "kill" { emit = "X", run = function(doc) if doc.text == "boom" then os.exit(9) end end }')
    local records = dir:records { "--trust", "kill.lua", "-f", "./mine.lua", "a.txt" }
    assert.equal(3, #records)
    assert.same({ 0, 1, 0 }, { #records[1].errors, #records[2].errors, #records[3].errors })
    assert.same({ "a.txt#1", "a.txt#2", "a.txt#3" }, { records[1].id, records[2].id, records[3].id })
  end)

  it("is found by its name in the reader path, and by its files", function()
    dir:write("home/newsengine/readers/mine.lua", [[reader "mine" { about = "mine", match = "*.mine",
      sniff = function(head) return head:find("^MINE") ~= nil end,
      read = function(source, emit) emit { text = "by mine: " .. source:all() } end }]])
    dir:write("x.mine", "a")
    dir:write("y", "MINE b")
    local result = dir:shell('export XDG_DATA_HOME=$PWD/home; "$N" --layers Token -t jsonl x.mine y; "$N" --list-readers')
    local first, second, list = result.out:match("^([^\n]*)\n([^\n]*)\n(.*)$")
    local shown = readers.shown(readers.program.records(first .. "\n" .. second .. "\n"))
    assert.same({ "x.mine |  |  |  | by mine: a", "y |  |  |  | by mine: MINE b" }, shown)
    assert.truthy(list:find("\nmine +mine\n"))
  end)

  it("in the reader path that does not load ends every run with 2; a sniff that raises is named once", function()
    local run = 'export XDG_DATA_HOME=$PWD/home; "$N" --layers Token -t count a.txt y y'
    dir:write("home/newsengine/readers/mine.lua", 'reader "mine" { sniff = function(head) return head.x.y end,\n'
      .. 'read = function(source, emit) emit { text = source:all() } end }')
    dir:write("y", "b")
    dir:write("a.txt", "a")
    local got = dir:shell(run)
    assert.same({ 0, "Token\t3\n" }, { got.code, got.out })
    assert.truthy(got.err:find("^newsengine: reader mine: sniff: [^\n]*mine.lua:1: attempt to index[^\n]*\n$"), got.err)
    dir:write("home/newsengine/readers/mine.lua", 'reader "mine" {}')
    got = dir:shell(run)
    assert.same({ 2, "" }, { got.code, got.out })
    assert.truthy(got.err:find("^newsengine: [^\n]*mine.lua:1: reader \"mine\": read is missing\n$"), got.err)
  end)

  it("that does not load says where", function()
    for source, message in pairs {
      ['reader "mine" { raed = 1 }'] = './mine.lua:1: reader "mine": unknown key "raed"\n  did you mean "read"?',
      ['\nreader "mine" {}'] = './mine.lua:2: reader "mine": read is missing',
      ['reader "mine" { read = 5 }'] = './mine.lua:1: reader "mine": read is a number; function expected',
      ["local x = = 1"] = "./mine.lua:1: unexpected symbol near '='",
      ["local x = 1"] = "./mine.lua: it defines no reader",
    } do
      dir:write("mine.lua", source)
      local got = dir:run { "--layers", "Token", "-f", "./mine.lua", "a.txt" }
      assert.equal(2, got.code)
      assert.truthy(got.err:find(message, 1, true), got.err)
    end
  end)
end)
