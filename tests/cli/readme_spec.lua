-- README.md shows what the program does: its files are written, its commands run.
local examples = dofile("tests/cli/examples.lua")
local program = examples.program

local not_run = { ["make demo"] = true, ["make test"] = true } -- a test cannot run itself

-- The fenced blocks of a kind -> list of {text, line}
local function blocks(text, kind)
  local list, open, number = {}, nil, 0
  for line in (text .. "\n"):gmatch("(.-)\n") do
    number = number + 1
    local fence = line:match("^```(%w*)$")
    if open and line:find("^```") then
      if open.kind == kind then list[#list + 1] = open end
      open = nil
    elseif fence then
      open = { kind = fence, text = "", line = number }
    elseif open then
      open.text = open.text .. line .. "\n"
    end
  end
  assert(not open, open and ("the block of line %d never ends"):format(open.line))
  return list
end

-- Lines of a console block -> list of {command, output}; what stands after a command that is
-- not run (make demo shows the output of the command that it runs) belongs to the next one.
local function commands(text)
  local list = {}
  for line in text:gmatch("(.-)\n") do
    local command = line:match("^%$ (.*)$")
    if command then list[#list + 1] = { command = command, output = "" }
    else
      local last = assert(list[#list], "output before the first command: " .. line)
      last.output = last.output .. line .. "\n"
    end
  end
  return list
end

describe("README.md", function()
  local text = program.read("README.md")
  local dir
  setup(function()
    dir = program.scratch()
    -- Relative paths rules/ and tests/ are those of the checkout.
    dir:shell(("ln -s %s/rules %s/tests %s/newsengine ."):format(
      program.quote(program.root), program.quote(program.root), program.quote(program.root)))
    for _, block in ipairs(blocks(text or "", "lua")) do
      local name = block.text:match("^%-%- ([%w_.-]+%.lua) :")
      if name then dir:write(name, block.text) end
    end
  end)
  teardown(function() dir:close() end)

  it("is there, with a rule, a format and commands", function()
    assert.truthy(text)
    assert.truthy(#blocks(text, "lua") >= 2)
    assert.truthy(#blocks(text, "console") >= 3)
    for _, block in ipairs(blocks(text, "lua")) do
      assert.truthy(block.text:find("^%-%- [%w_.-]+%.lua :"), "line " .. block.line)
    end
  end)

  for _, block in ipairs(blocks(text or "", "console")) do
    for _, one in ipairs(commands(block.text)) do
      if not not_run[one.command] then
        it(("shows the real output (line %d): %s"):format(block.line, one.command), function()
          assert.equal(one.output, (examples.run(dir, one.command):gsub("\r\n", "\n")))
        end)
      else
        it(("has a target for: %s"):format(one.command), function()
          local target = one.command:match("^make (%S+)$")
          assert.truthy(program.read("Makefile"):find("\n" .. target .. ":"))
        end)
      end
    end
  end
end)
