-- --resume: a run that is killed at any moment goes on to the same bytes.
local program = dofile("tests/cli/program.lua")

describe("--resume", function()
  local dir
  before_each(function()
    dir = program.scratch()
    dir:write("slow.lua", [[
rule "s.slow" { emit = "X", run = function(doc)
  for _ = 1, 30000 do doc.text:find("a") end
  for word in doc:words() do doc:add("X", word, {}) end
end }]])
    local list = {}
    for i = 1, 200 do list[i] = ('{"id":"d%d","text":"Number %d of them."}\n'):format(i, i) end
    dir:write("in.jsonl", table.concat(list))
    dir:shell("$N slow.lua in.jsonl -o whole.jsonl")
  end)
  after_each(function() dir:close() end)

  -- Kill the run after a while, again and again, until it ends by itself -> number of kills
  local function until_done(command, seconds)
    for kills = 0, 60 do
      local got = dir:shell(("timeout -s KILL %g %s"):format(seconds, command))
      if got.code == 0 then return kills end
      assert.truthy(got.code == 137 or got.code == 124, got.err)
      seconds = seconds * 1.2
    end
    error("it never ends")
  end

  -- Interrupt the run once its journal is there
  local function interrupt()
    local got = dir:shell([[$N slow.lua in.jsonl -o out.jsonl --resume & pid=$!
for i in $(seq 300); do [ -e out.jsonl.journal ] && break; sleep 0.05; done
kill -TERM $pid; wait $pid]])
    assert.equal(143, got.code)
    assert.truthy(got.err:find("interrupted; the same command with --resume goes on", 1, true))
  end

  it("gives the bytes of a run that nothing interrupted", function()
    local kills = until_done("$N slow.lua in.jsonl -o out.jsonl --resume", 0.4)
    assert.equal(dir:read("whole.jsonl"), dir:read("out.jsonl"))
    assert.is_nil(dir:read("out.jsonl.part"))
    assert.is_nil(dir:read("out.jsonl.journal"))
    assert.truthy(kills >= 1)
  end)

  it("goes on from the journal, after a signal too, with any number of workers", function()
    interrupt()
    local state = program.records(dir:read("out.jsonl.journal"))[1]
    assert.truthy(state.items > 0 and state.items < 200)
    assert.equal(dir:read("whole.jsonl"):sub(1, state.bytes), dir:read("out.jsonl.part"):sub(1, state.bytes))
    local got = dir:shell("$N slow.lua in.jsonl -o out.jsonl --resume -j 3")
    assert.same({ 0, dir:read("whole.jsonl") }, { got.code, dir:read("out.jsonl") })
  end)

  it("begins anew after a kill between the output's name and the journal's end", function()
    interrupt()
    dir:shell("mv out.jsonl.part out.jsonl; : > .out.jsonl.part.0123456789abcdef~")
    local got = dir:shell("$N slow.lua in.jsonl -o out.jsonl --resume")
    assert.same({ 0, dir:read("whole.jsonl") }, { got.code, dir:read("out.jsonl") })
    for _, name in ipairs(dir:names()) do assert.is_nil(name:find("part", 1, true)) end
    assert.is_nil(dir:read("out.jsonl.journal"))
  end)

  it("is stopped at once by a second signal, as by the first", function()
    local got = dir:shell([[$N slow.lua in.jsonl -o out.jsonl --resume & pid=$!
for i in $(seq 300); do [ -e out.jsonl.journal ] && break; sleep 0.05; done
kill -STOP $(cat /proc/$pid/task/$pid/children); kill -HUP $pid; kill -TERM $pid
wait $pid]])
    assert.equal(129, got.code)
    assert.truthy(got.err:find("stopped by a second signal", 1, true), got.err)
    assert.equal(0, dir:shell("$N slow.lua in.jsonl -o out.jsonl --resume").code)
    assert.equal(dir:read("whole.jsonl"), dir:read("out.jsonl"))
  end)

  it("names the files of a directory as one run does", function()
    dir:shell("sed -i 's/\"id\":\"d[0-9]*\"/\"id\":\"same\"/' in.jsonl; $N slow.lua in.jsonl -o whole/")
    until_done("$N slow.lua in.jsonl -o out/ --resume", 0.5)
    assert.equal("", dir:shell("diff -r whole out").out)
    assert.equal("200\n", dir:shell("ls -A out | wc -l").out)
  end)

  it("refuses when rules, options or inputs are no longer the same", function()
    interrupt()
    local part = dir:read("out.jsonl.part")
    local function refused(command, message)
      local got = dir:shell(command)
      assert.equal(2, got.code)
      assert.truthy(got.err:find(message, 1, true), got.err)
      assert.equal(part, dir:read("out.jsonl.part"))
    end
    local other = "out.jsonl.journal is of a run with other rules, options or inputs"
    refused("$N slow.lua in.jsonl -o out.jsonl --resume --offsets byte", other)
    dir:shell("cp slow.lua kept; echo 'local x = 1' >> slow.lua")
    refused("$N slow.lua in.jsonl -o out.jsonl --resume", other)
    dir:shell("cp kept slow.lua; cp in.jsonl kept; sed -i '3s/Number/number/' in.jsonl")
    local got = dir:shell("$N slow.lua in.jsonl -o out.jsonl --resume")
    assert.equal(2, got.code)
    assert.truthy(got.err:find("the inputs have changed", 1, true), got.err)
    dir:shell("cp kept in.jsonl")
    assert.equal(0, dir:shell("$N slow.lua in.jsonl -o out.jsonl --resume").code)
    assert.equal(dir:read("whole.jsonl"), dir:read("out.jsonl"))
  end)

  it("needs -o and a format of independent records", function()
    assert.equal(2, dir:run({ "slow.lua", "in.jsonl", "--resume" }).code)
    assert.equal(2, dir:run({ "slow.lua", "in.jsonl", "-t", "gexf", "-o", "x", "--resume" }).code)
    assert.is_nil(dir:read("x.part"))
  end)
end)
