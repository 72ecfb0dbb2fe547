-- --resume: a run that is killed at any moment goes on to the same bytes.
local core = require "newsengine.core"
local program = dofile("tests/cli/program.lua")

-- Rules that take their time, and as many documents as fill about two seconds of this machine:
-- long enough that the journal is written several times, and that much is left to be done when
-- the run is stopped.  No figure of the tests hangs on it.
local rules = [[
rule "s.slow" { emit = "X", run = function(doc)
  for _ = 1, 30000 do doc.text:find("a") end
  for word in doc:words() do doc:add("X", word, {}) end
end }]]

local function documents(count)
  local list = {}
  for i = 1, count do list[i] = ('{"id":"d%d","text":"Number %d of them."}\n'):format(i, i) end
  return table.concat(list)
end

local function documents_of_two_seconds()
  local dir = program.scratch()
  dir:write("slow.lua", rules)
  dir:write("in.jsonl", documents(60))
  local before = core.clock()
  dir:shell("$N slow.lua in.jsonl -o whole.jsonl")
  local seconds = core.clock() - before
  dir:close()
  return math.min(4000, math.max(400, math.ceil(2 * 60 / seconds)))
end

describe("--resume", function()
  local dir, count, whole -- whole: what a run writes that nothing interrupts

  local function begin()
    dir = program.scratch()
    dir:write("slow.lua", rules)
    dir:write("in.jsonl", documents(count))
  end

  setup(function()
    count = documents_of_two_seconds()
    begin()
    assert.same({ code = 0, out = "", err = "" }, dir:shell("$N slow.lua in.jsonl -o whole.jsonl"))
    whole = dir:read("whole.jsonl")
    dir:close()
  end)
  before_each(begin)
  after_each(function() dir:close() end)

  -- Run the command in the background, stop it once the journal is written anew -> its result
  local function stop(signal, command, journal)
    return dir:shell(([[touch -d @0 .before; [ -e %s ] && touch -r %s .before
%s & pid=$!
while kill -0 $pid 2>&-; do [ %s -nt .before ] && break; sleep 0.01; done
kill -%s $pid; wait $pid]]):format(journal, journal, command, journal, signal))
  end

  local function interrupt()
    local got = stop("TERM", "$N slow.lua in.jsonl -o out.jsonl --resume", "out.jsonl.journal")
    assert.equal(143, got.code)
    assert.truthy(got.err:find("interrupted; run the same command with --resume to continue", 1, true))
  end

  it("gives the bytes of a run that nothing interrupted", function()
    local command = "$N slow.lua in.jsonl -o out.jsonl --resume"
    assert.equal(137, stop("KILL", command, "out.jsonl.journal").code)
    stop("KILL", command, "out.jsonl.journal")
    stop("KILL", command, "out.jsonl.journal")
    assert.equal(0, dir:shell(command).code)
    assert.equal(whole, dir:read("out.jsonl"))
    assert.is_nil(dir:read("out.jsonl.part"))
    assert.is_nil(dir:read("out.jsonl.journal"))
  end)

  it("goes on from the journal, after a signal too, with any number of workers", function()
    interrupt()
    local state = program.records(dir:read("out.jsonl.journal"))[1]
    assert.truthy(state.items > 0 and state.items <= count)
    assert.equal(whole:sub(1, state.bytes), dir:read("out.jsonl.part"):sub(1, state.bytes))
    local got = dir:shell("$N slow.lua in.jsonl -o out.jsonl --resume -j 3")
    assert.same({ 0, whole }, { got.code, dir:read("out.jsonl") })
  end)

  it("begins anew after a kill between the output's name and the journal's end", function()
    interrupt()
    dir:shell("mv out.jsonl.part out.jsonl; : > .out.jsonl.part.0123456789abcdef~")
    local got = dir:shell("$N slow.lua in.jsonl -o out.jsonl --resume")
    assert.same({ 0, whole }, { got.code, dir:read("out.jsonl") })
    for _, name in ipairs(dir:names()) do assert.is_nil(name:find("part", 1, true)) end
    assert.is_nil(dir:read("out.jsonl.journal"))
  end)

  it("is stopped at once by a second signal, as by the first", function()
    local got = dir:shell([[$N slow.lua in.jsonl -o out.jsonl --resume & pid=$!
for i in $(seq 3000); do [ -e out.jsonl.journal ] && break; sleep 0.05; done
kill -STOP $(cat /proc/$pid/task/$pid/children); kill -HUP $pid; kill -TERM $pid
wait $pid]])
    assert.equal(129, got.code)
    assert.truthy(got.err:find("stopped by a second signal", 1, true), got.err)
    assert.equal(0, dir:shell("$N slow.lua in.jsonl -o out.jsonl --resume").code)
    assert.equal(whole, dir:read("out.jsonl"))
  end)

  it("names the files of a directory as one run does", function()
    dir:shell("sed -i 's/\"id\":\"d[0-9]*\"/\"id\":\"same\"/' in.jsonl; $N slow.lua in.jsonl -o whole/")
    local command = "$N slow.lua in.jsonl -o out/ --resume"
    assert.equal(137, stop("KILL", command, "out/.newsengine.journal").code)
    stop("KILL", command, "out/.newsengine.journal")
    assert.equal(0, dir:shell(command).code)
    assert.equal("", dir:shell("diff -r whole out").out)
    assert.equal(count .. "\n", dir:shell("ls -A out | wc -l").out)
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
    local other = "out.jsonl.journal belongs to a run with other rules, options or inputs"
    refused("$N slow.lua in.jsonl -o out.jsonl --resume --offsets byte", other)
    dir:shell("cp slow.lua kept; echo 'local x = 1' >> slow.lua")
    refused("$N slow.lua in.jsonl -o out.jsonl --resume", other)
    dir:shell("cp kept slow.lua; cp in.jsonl kept; sed -i '3s/Number/number/' in.jsonl")
    local got = dir:shell("$N slow.lua in.jsonl -o out.jsonl --resume")
    assert.equal(2, got.code)
    assert.truthy(got.err:find("the inputs have changed", 1, true), got.err)
    dir:shell("cp kept in.jsonl")
    assert.equal(0, dir:shell("$N slow.lua in.jsonl -o out.jsonl --resume").code)
    assert.equal(whole, dir:read("out.jsonl"))
  end)

  it("needs -o and a format of independent records", function()
    assert.equal(2, dir:run({ "slow.lua", "in.jsonl", "--resume" }).code)
    assert.equal(2, dir:run({ "slow.lua", "in.jsonl", "-t", "gexf", "-o", "x", "--resume" }).code)
    assert.is_nil(dir:read("x.part"))
  end)
end)
