-- newsengine.schema.json says what records look like, and they do.
local program = dofile("tests/cli/program.lua")
local schema = dofile("tests/newsengine/schema.lua")

local root = schema.decode(program.read("scripts/newsengine/newsengine.schema.json"))

local function validate(lines)
  local count = 0
  for line in lines:gmatch("([^\n]*)\n") do
    local ok, message = schema.validate(schema.decode(line), root)
    assert.truthy(ok, message)
    count = count + 1
  end
  return count
end

describe("the schema of records", function()
  local dir
  setup(function() dir = program.scratch() end)
  teardown(function() dir:close() end)

  it("fits all records of tests/articles", function()
    local articles = program.quote(program.root) .. "/tests/articles/*.txt"
    local count = #dir:shell("ls " .. articles).out:gsub("[^\n]", "")
    local got = dir:shell("cd $OLDPWD; $N -r news --layers all tests/articles/*.txt")
    assert.same({ 0, "" }, { got.code, got.err })
    assert.truthy(count >= 15)
    assert.equal(count, validate(got.out))
  end)

  it("fits records of documents and rules that failed", function()
    dir:write("bad.lua", [[
rule "x.loop" { pattern = "hello", emit = "X", set = function() while true do end end }
rule "x.error" { pattern = "hello", emit = "X", set = function() error("no") end }
rule "x.list" { pattern = "hello", emit = "X",
  set = function(m) return { list = { 1, 2.5, true, m, { a = {} } }, empty = {} } end }
local n = 0
rule "x.state" { pattern = "hello", emit = "X", set = function() n = n + 1 end }
]])
    dir:write("in.jsonl", '{"id":1,"text":"hello"}\n{"id":\n{"id":true,"text":"hello"}\n'
      .. '{"id":2.5,"text":"hello","a":[{}],"url":"x"}\n{"id":"d","title":"T","text":5}\n')
    local got = dir:run { "bad.lua", "--steps", "100000", "in.jsonl", "gone", "--offsets", "utf16" }
    assert.equal(3, got.code)
    assert.equal(6, validate(got.out))
  end)

  it("refuses what is no record", function()
    local good = dir:run({ "--layers", "Token" }, "hello").out
    assert.equal(1, validate(good))
    local cases = {
      { '"offset_unit":"codepoint"', '"offset_unit":"char"', "offset_unit" },
      { '"start":0', '"start":-1', "start" }, { '"start":0', '"start":"0"', "start" },
      { '"start":0', '"start":0.5', "start" }, { '"errors":%[%]', '"errors":{}', "errors" },
      { '"errors":%[%],', "", "errors is missing" }, { '"meta":{', '"mata":{},"meta":{', "mata" },
      { '"id":1', '"id":0', "id" }, { '"attributes":{}', '"attributes":{"a":null}', "a" },
      { '"input":"', '"input":"x', "input" }, { '"engine":"', '"engine":"the ', "engine" },
      { '"errors":%[%]', '"errors":[{"code":"odd","message":"x"}]', "odd" },
    }
    for _, case in ipairs(cases) do
      local bad, n = good:gsub(case[1], (case[2]:gsub("%%", "%%%%")), 1)
      assert.equal(1, n, case[1])
      local ok, message = schema.validate(schema.decode(bad), root)
      assert.is_nil(ok, case[2])
      assert.truthy(message:find(case[3], 1, true), message)
    end
  end)
end)
