-- Broken patterns and broken rule files against kept messages: file, line, column, the line with
-- a caret, what was expected there.  tests/cli/broken/*.txt are checked by hand.
local engine = require "newsengine.engine"
local paths = require "newsengine.paths"
local program = dofile("tests/cli/program.lua")

paths.root = paths.root or "."

-- The blocks of a kept file: "== title", then its lines.
local function blocks(name)
  local list = {}
  for line in assert(program.read("tests/cli/broken/" .. name)):gmatch("([^\n]*)\n") do
    local title = line:match("^== (.*)$")
    if title then
      list[#list + 1] = { title = title, lines = {} }
    else
      table.insert(list[#list].lines, line)
    end
  end
  for _, block in ipairs(list) do
    while block.lines[#block.lines] == "" do table.remove(block.lines) end
  end
  return list
end

describe("a message about something broken", function()
  local dir
  before_each(function() dir = program.scratch() end)
  after_each(function() dir:close() end)

  -- What loading the source says, the file called r.lua.
  local function message(source)
    dir:write("r.lua", source)
    local loaded, problem = pcall(engine.new, { rules = { dir.path .. "/r.lua" } })
    if loaded then return "it loads" end
    local text = tostring(problem):gsub(dir.path:gsub("%p", "%%%0") .. "/", "")
    return (text:gsub("\n  looked for [^\n]*", ""))
  end

  -- The caret stands in the column that the first line names, under the excerpt.
  local function check_caret(text)
    local column = tonumber(text:match("^r%.lua:%d+:(%d+): "))
    local excerpt, caret = text:match("\n  ([^\n]*)\n  ( *)%^")
    assert.truthy(column and excerpt, text)
    if not excerpt:find("[\128-\255]") then assert.equal(column, #caret + 1, text) end
  end

  it("says of 60 patterns and more what was expected where", function()
    local list = blocks("patterns.txt")
    assert.truthy(#list >= 60)
    for _, block in ipairs(list) do
      local got = message(([==[
lexicon "banks" { { name = "acme bank", kind = "big" } }
let "broken" [[ some (many ]]
let "deep" [[ a $broken ]]
let "self" [[ b $self ]]
rule "x.y" { emit = "X", pattern = [[ %s ]] }
]==]):format(block.title))
      assert.equal(table.concat(block.lines, "\n"), got)
      check_caret(got)
    end
  end)

  it("says of 40 rule files and more what was expected where", function()
    local list = blocks("files.txt")
    assert.truthy(#list >= 40)
    for _, block in ipairs(list) do
      local source, wanted = table.concat(block.lines, "\n"):match("^(.-\n)%-%-\n(.*)$")
      local got = message(source)
      assert.equal(wanted, got, block.title)
      check_caret(got)
    end
  end)
end)
