-- The system-call filter of the workers, alone: the Lua sandbox is lifted by --trust, and
-- NEWSENGINE_FILTER=always keeps the filter on.
local core = require "newsengine.core"
local program = dofile("tests/cli/program.lua")

-- What a rule may try -> the code of its failure, what its message says.
local attempts = {
  { "read", 'assert(io.open("secret"))', "error", "Operation not permitted" },
  { "write", 'assert(io.open("made", "w"))', "crash", "signal 31" },
  { "append", 'assert(io.open("secret", "a"))', "crash", "signal 31" },
  { "run", 'assert(os.execute("touch made"))', "crash", "signal 31" },
  { "pipe", 'assert(io.popen("touch made")):close()', "crash", "signal 31" },
  { "remove", 'assert(os.remove("victim"))', "crash", "signal 31" },
  { "rename", 'assert(os.rename("secret", "renamed"))', "crash", "signal 31" },
  { "socket", "socket()", "crash", "signal 31" },
  { "library", 'assert(package.loadlib("./other.so", "connect_out"))', "error",
    "Operation not permitted" },
}

-- A C function for Lua without Lua's headers, loaded with the rule file.
local socket_c = [[
#include <sys/socket.h>
int connect_out(void *L) { (void)L; return socket(AF_INET, SOCK_STREAM, 0) < 0; }
]]

describe("the system-call filter of the workers", function()
  local dir
  setup(function()
    dir = program.scratch()
    local rules = { 'local socket = assert(package.loadlib("./net.so", "connect_out"))\n' }
    for _, one in ipairs(attempts) do
      rules[#rules + 1] = ('rule "try.%s" { emit = "Never", run = function() %s end }\n'):format(
        one[1], one[2])
    end
    dir:write("bad.lua", table.concat(rules))
    dir:write("good.lua", 'rule "good" { pattern = "hello", emit = "Hello" }\n')
    dir:write("in.txt", "They said hello.\n")
    dir:write("net.c", socket_c)
    local built = dir:shell("cc -shared -fPIC -o net.so net.c && cp net.so other.so")
    assert.equal(0, built.code, built.err)
  end)
  teardown(function() dir:close() end)
  before_each(function()
    dir:shell("rm -f made renamed")
    dir:write("secret", "secret")
    dir:write("victim", "victim")
  end)

  local function record(filter)
    local result = dir:shell(("NEWSENGINE_FILTER=%s $N -q --trust bad.lua good.lua in.txt")
      :format(filter))
    return core.json_decode(result.out), result.code
  end

  local function has_filter()
    return dir:shell("$N -V").out:find("system%-call filter: libseccomp") ~= nil
  end

  it("is named by --version, or what brings it", function()
    assert.truthy(dir:shell("$N -V").out:find("\nsystem%-call filter: %l"))
  end)

  it("refuses files, programs and the network to a rule outside of the sandbox", function()
    if not has_filter() then return pending("this build has none") end
    local made, code = record("always")
    assert.equal(3, code)
    assert.equal(#attempts, #made.errors)
    for i, one in ipairs(attempts) do
      local failure = made.errors[i]
      assert.same({ "try." .. one[1], one[3] }, { failure.rule, failure.code })
      assert.truthy(failure.message:find(one[4], 1, true), failure.message)
    end
    assert.equal(1, #made.annotations)
    assert.equal("Hello", made.annotations[1].layer)
    assert.equal("secret", dir:read("secret"))
    assert.equal("victim", dir:read("victim"))
    assert.is_nil(dir:read("made") or dir:read("renamed"))
  end)

  it("is what refuses them: without it each attempt succeeds", function()
    local made, code = record("off")
    assert.same({}, made.errors)
    assert.equal(0, code)
    assert.is_nil(dir:read("victim"))
    assert.truthy(dir:read("made") and dir:read("renamed"))
  end)

  it("is lifted by --trust", function()
    local result = dir:shell("$N -q --trust bad.lua good.lua in.txt")
    assert.equal(0, result.code, result.err)
  end)

  -- What a worker finds out to need is loaded by the supervisor; the output is the same.
  it("changes nothing in what is read: encodings, readers and languages come when asked for",
     function()
    local cyrillic = "\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0. \xDD\xF2\xEE \xF2\xE5\xEA\xF1\xF2."
    dir:write("in/1.txt", "They said hello.\n")
    dir:write("in/2.html", "<html><meta charset=windows-1251><p>" .. cyrillic .. "</p></html>")
    dir:write("in/3.jsonl", '{"text":"hello","lang":"pt"}\n{"text":"hello","lang":"xx"}\n')
    dir:write("in/4.csv", "text\nhello\n")
    dir:write("lexicons/languages/pt.tsv", dir:shell(
      "cat " .. program.quote(program.root .. "/rules/lexicons/languages/es.tsv")).out)
    dir:shell("gzip -k in/1.txt; ln -s /nowhere in/9.txt")
    local outputs = {}
    for i, how in ipairs { "off -j1", "always -j1", "always -j3" } do
      local filter, jobs = how:match("(%S+) (%S+)")
      local result = dir:shell(("NEWSENGINE_PATH=. NEWSENGINE_FILTER=%s $N -q %s good.lua "
        .. "--layers Hello,Sentence in"):format(filter, jobs))
      assert.equal(3, result.code, result.err) -- the link
      outputs[i] = result.out
    end
    assert.truthy(outputs[1]:find("Привет, мир.", 1, true))
    assert.equal(outputs[1], outputs[2])
    assert.equal(outputs[1], outputs[3])
  end)

  it("changes nothing in what is read: the encoding that the user tells", function()
    dir:write("dos.txt", "Caf\x82 owners said hello.\n")
    for _, filter in ipairs { "off", "always" } do
      local result = dir:shell(("NEWSENGINE_FILTER=%s $N --layers Sentence -t tsv -M columns=text "
        .. "-M encoding=cp850 dos.txt"):format(filter))
      assert.same({ 0, "text\nCafé owners said hello.\n" }, { result.code, result.out }, filter)
    end
  end)

  it("tells of a language that does not load", function()
    dir:write("lexicons/languages/de.tsv", "# German\nder\tstarts\n")
    dir:write("a.txt", "hello\n")
    local result = dir:shell("NEWSENGINE_PATH=. NEWSENGINE_FILTER=always $N -q good.lua a.txt")
    assert.equal(3, result.code)
    assert.truthy(result.err:find("languages/de.tsv:2:", 1, true), result.err)
    assert.falsy(result.err:find("traceback", 1, true), result.err)
  end)

  it("changes nothing in what rules read: the values of number words", function()
    dir:write("count.lua", [==[
rule "count" { emit = "Count", pattern = [[ n:([num] | eleven | twenty-four) (men | dogs) ]],
  set = function(m) return { value = m.n.number } end }
]==])
    dir:write("count.txt", "Eleven men, 5 men, twenty-four dogs and eleven dogs.\n")
    for _, filter in ipairs { "off", "always" } do
      local result = dir:shell(("NEWSENGINE_FILTER=%s $N count.lua -t tsv -M columns=value count.txt "
        .. "count.txt"):format(filter))
      assert.same({ 0, "value\n" .. ("11\n5\n24\n11\n"):rep(2) }, { result.code, result.out }, filter)
    end
  end)

  it("lets no worker open anything: strace sees it", function()
    if not has_filter() then return pending("this build has none") end
    if dir:shell("strace -o /dev/null true").code ~= 0 then return pending("no strace") end
    dir:shell("strace -f -qq -o trace $N -q good.lua in.txt")
    local worker = dir:read("trace"):match("(%d+) +seccomp%(SECCOMP_SET_MODE_FILTER")
    assert.truthy(worker)
    local confined, opened, received = false, 0, false
    for line in dir:read("trace"):gmatch("[^\n]+") do
      if line:match("^%d+") == worker then
        if confined and line:find("open", 1, true) then opened = opened + 1 end
        if line:find("SCM_RIGHTS", 1, true) then received = true end
        confined = confined or line:find("seccomp(SECCOMP_SET_MODE_FILTER", 1, true) ~= nil
      end
    end
    assert.equal(0, opened)
    assert.is_true(received)
  end)
end)
