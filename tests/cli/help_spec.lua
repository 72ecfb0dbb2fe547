-- The help says what is true: its examples run, and nothing that exists is missing from it.
local examples = dofile("tests/cli/examples.lua")
local program = examples.program

local topics = { "index", "tutorial", "patterns", "pos", "rules", "lexicons", "formats", "readers",
                 "records", "layers", "scale", "safety", "test", "explain", "nearmiss", "profile",
                 "lint", "compile", "grep", "diff", "score", "verify", "watch", "repl", "new",
                 "merge", "report", "embed" }
local folder = "scripts/help/"

local function text_of(topic) return assert(program.read(folder .. topic .. ".txt"), topic) end

-- Empty lines of an output are left out in a help text, where they would end the block, and
-- so are hashes and lines of the grammar, which every change of the shipped rules changes.
local function dense(text)
  text = text:gsub("\r", ""):gsub('"' .. ("%x"):rep(16) .. '"', '"…"')
             :gsub("en%.rules:%d+", "en.rules:…")
  return (("\n" .. text):gsub("\n%s*\n", "\n"):gsub("\n+", "\n"))
end

describe("the help", function()
  local dir
  before_each(function() dir = program.scratch() end)
  after_each(function() dir:close() end)

  for _, topic in ipairs(topics) do
    it("shows only real results: " .. topic, function()
      local commands = 0
      for _, one in ipairs(examples.of_help(text_of(topic))) do
        if one.file then
          dir:write(one.file, one.text)
        else
          commands = commands + 1
          assert.equal(dense(one.output), dense(examples.run(dir, one.command)),
                       ("%s:%d"):format(topic, one.line))
        end
      end
      assert.truthy(commands > 0 or topic == "index")
    end)

    it("is shown by newsengine help, in 80 columns: " .. topic, function()
      local got = dir:run { "help", topic }
      assert.same({ 0, "" }, { got.code, got.err })
      for line in got.out:gmatch("[^\n]+") do
        assert.truthy((utf8.len(line) or #line) <= 80, line)
      end
    end)
  end

  it("has a file for each topic of the index, and no other", function()
    local named = { "index" }
    for name in text_of("index"):match("\nTopics:\n(.-)\n\n"):gmatch("  (%l+) [^\n]*") do
      named[#named + 1] = name
    end
    table.sort(named)
    local files = {}
    local listing = dir:shell("ls " .. program.quote(program.root .. "/" .. folder)).out
    for file in listing:gmatch("(%S+)%.txt") do files[#files + 1] = file end
    table.sort(files)
    assert.same(files, named)
  end)

  it("names every option", function()
    local got = dir:run { "--help" }.out
    for _, option in ipairs(require("newsengine.options").list) do
      assert.truthy(got:find("--" .. option.name, 1, true), option.name)
    end
  end)

  it("names every key of a rule, every flag and every word of a rule file", function()
    local source = program.read("scripts/newsengine/rule.lua")
    local keys = program.read("scripts/newsengine/rule_keys.lua")
    local rules, count = text_of("rules"), 0
    for key in keys:match("\nlocal types_of = (%b{})"):gmatch("([%a_]+) = ") do
      count = count + 1
      assert.truthy(rules:find("\n" .. key .. "%s+[^%s]"), key)
    end
    assert.truthy(count >= 15)
    for word in source:gmatch("\n  words%.(%l+) = ") do
      assert.truthy(rules:find("\n" .. word .. "[ (.]"), word)
    end
    local patterns, flags = text_of("patterns"), 0
    local listed = patterns:match("\nFlags: (.-)%.")
    for flag in program.read("core/pattern_bracket.c"):gmatch('{"(%l+)", NEWS_FORM_%u+}') do
      flags = flags + 1
      assert.truthy((" " .. listed .. " "):find("[%s]" .. flag .. "[%s,]"), flag)
    end
    assert.truthy(flags > 10)
  end)

  it("says that there is no such topic, and names one that is near", function()
    local got = dir:run { "help", "pattern" }
    assert.same({ 2, "", 'newsengine: no help on "pattern"\n  did you mean patterns?\n' },
                { got.code, got.out, got.err })
  end)
end)
