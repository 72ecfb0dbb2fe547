-- What rule files reach: tests/newsengine/escapes holds one attempt a file.  Its first line
-- says how it must end, in the real program, over two documents:
--   load TEXT     the file does not load, for that reason (exit 2)
--   error TEXT    the rule fails on each document for that reason
--   steps, memory, budget (either), regex (steps, or the regular expression gives up)
--   state "NAME"  the rule fails: it changed the local variable of that name
--   clean VALUE   the rule finds, and the attribute `got` has that value on each document
--   state-free    the rule finds nothing
local program = dofile("tests/cli/program.lua")
local core = require "newsengine.core"

local folder = "tests/newsengine/escapes/"

local function attempts()
  local list = {}
  local walk = core.walk(folder)
  for path in function() return (walk:next()) end do
    list[#list + 1] = path:match("([^/]+)%.lua$")
  end
  return list
end

local function judge(kind, text, result)
  if kind == "load" then
    assert.equal(2, result.code)
    assert.truthy(result.err:find(text, 1, true), result.err)
    return
  end
  local records = program.records(result.out)
  assert.equal(2, #records, result.err)
  for _, record in ipairs(records) do
    local failure = record.errors[1] or {}
    local message = failure.message or ""
    if kind == "clean" then
      assert.same({}, record.errors)
      assert.equal(text, tostring(record.annotations[1].attributes.got))
    elseif kind == "state-free" then
      assert.same({ {}, 0 }, { record.errors, #record.annotations })
    elseif kind == "budget" then
      assert.truthy(failure.code == "steps" or failure.code == "memory", message)
    elseif kind == "regex" then
      assert.truthy(failure.code == "steps" or message:find("^regex"), message)
    elseif kind == "state" then
      assert.equal("state", failure.code, message)
      assert.truthy(message:find("the local variable " .. text, 1, true), message)
    else
      assert.equal(kind, failure.code, message)
      assert.truthy(message:find(text, 1, true), message)
    end
    if kind ~= "clean" then
      for _, a in ipairs(record.annotations) do assert.not_equal("Escape", a.layer) end
    end
  end
end

describe("a rule file", function()
  local dir
  setup(function()
    dir = program.scratch()
    os.execute("cp -r " .. folder .. " " .. dir.path .. "/rules")
    dir:write("outside.lua", "")
    dir:write("rules/shared.lua", 'return { list = { "kept" } }')
    dir:write("rules/folder/x", "")
    dir:write("rules/a.tsv", "name\nhello\n")
    dir:write("in.jsonl", ('{"text":"We said hello.","published":"2022-03-14"}\n'):rep(2))
    dir:shell("echo > /tmp/newsengine-outside.lua")
  end)
  teardown(function()
    os.remove("/tmp/newsengine-outside.lua")
    dir:close()
  end)

  for _, name in ipairs(attempts()) do
    it("does not escape by " .. name, function()
      local first = program.read(folder .. name .. ".lua"):match("^%-%- wanted: ([^\n]*)\n")
      local kind, text = first:match("^([%a-]+) ?(.*)$")
      local result = dir:run { "rules/" .. name .. ".lua", "--steps", "2000000", "--memory", "16",
                               "--timeout", "5", "in.jsonl" }
      judge(kind, text, result)
      assert.falsy((result.out .. result.err):find("0x%x%x%x%x"))
      assert.is_nil(dir:read("proof"))
    end)
  end

  it("with 20,000 nested fields neither crashes nor hangs", function()
    dir:write("deep.lua", 'local a = {} a.x = a\nrule "deep" { emit = "X", run = function()\n'
      .. "local v = a" .. (".x"):rep(20000) .. " + 1 end }")
    local result = dir:run { "deep.lua", "in.jsonl" }
    assert.truthy(result.code == 2 or result.code == 3, result.err)
  end)

  it("in altered bytecode is refused", function()
    local code = string.dump(function() return 1 end)
    for i = 1, 20 do
      dir:write("code.lua", code:sub(1, i * 3) .. "\255" .. code:sub(i * 3 + 2))
      local result = dir:run { "code.lua", "in.jsonl" }
      assert.same({ 2, "newsengine: code.lua: bytecode is refused\n" }, { result.code, result.err })
    end
  end)
end)
