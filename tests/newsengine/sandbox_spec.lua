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
      assert.same({}, record.errors)
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

-- Everything that a rule file reaches: what it can name, and the metatables behind it (which it
-- cannot get at, but whose functions run for it).  One line a value: path and type.
local function reachable(env, objects)
  local lines, seen = {}, {}
  local function sorted(t)
    local keys = {}
    for key in next, t do keys[#keys + 1] = tostring(key) end
    table.sort(keys)
    return keys
  end
  local walk
  local function walk_keys(t, path, pattern)
    for _, key in ipairs(sorted(t)) do walk(t[key], pattern:format(path, key)) end
  end
  function walk(value, path)
    local kind = type(value)
    if seen[value] or value == nil then return end
    if kind ~= "table" and kind ~= "function" and kind ~= "userdata" then
      lines[#lines + 1] = path .. " " .. kind
      return
    end
    seen[value] = true
    lines[#lines + 1] = path .. " " .. kind
    if kind == "function" then return end
    local meta = debug.getmetatable(value)
    if kind == "table" then walk_keys(value, path, path == "" and "%s%s" or "%s.%s") end
    if not meta or seen[meta] then return end
    seen[meta] = true
    if type(meta.__index) == "table" and not seen[meta.__index] then
      seen[meta.__index] = true
      walk_keys(meta.__index, path, path == "" and "%s%s" or "%s.%s")
    end
    walk_keys(meta, path, "meta(%s).%s")
  end
  walk(env, "")
  for _, object in ipairs(objects) do walk(object[2], object[1]) end
  return lines
end

describe("what a rule file reaches", function()
  -- Renew the list, after looking at what came in: RENEW=1 busted tests/newsengine/sandbox_spec.lua
  it("is what stands in tests/newsengine/reachable.txt, and nothing else", function()
    local ne = require "newsengine"
    require "newsengine.format" -- adds what formats call
    local dir = program.scratch()
    dir:write("r.lua", [[
lexicon "words" { "hello" }
rule "x" { pattern = "who:@words", emit = "X", set = function(m, doc) return {} end }
return { env = _ENV, regex = regex "a", pattern = pattern "a", date = date(2020, 1, 1),
         lexicon = lexicons.words }
]])
    local engine = ne.engine { rules = { dir.path .. "/r.lua" } }
    local value = engine.named[1].value
    local doc = ne.document("hello", { engine = engine, published = "2022-03-14" })
    local lines = reachable(value.env, {
      { "<regex>", value.regex }, { "<pattern>", value.pattern }, { "<date>", value.date },
      { "<lexicon>", value.lexicon }, { "<doc> method", core.document_methods },
      { "<doc> field", core.document_fields }, { "<doc>", doc }, { "<doc>.meta", doc.meta },
      { "<span>", doc:span(1, 5) }, { "<span> field", core.span_fields },
      { "<span> method", core.span_methods },
    })
    dir:close()
    local found = table.concat(lines, "\n") .. "\n"
    if os.getenv("RENEW") then
      local file = assert(io.open("tests/newsengine/reachable.txt", "wb"))
      file:write(found)
      file:close()
    end
    assert.equal(program.read("tests/newsengine/reachable.txt"), found)
  end)
end)

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
    dir:shell("sed -i \"s|DIRECTORY|$PWD|\" rules/use-absolute.lua")
  end)
  teardown(function() dir:close() end)

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
