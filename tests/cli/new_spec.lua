-- Starting files, completion and the man page.
local program = dofile("tests/cli/program.lua")
local options = require "newsengine.options"

describe("newsengine new", function()
  local dir
  before_each(function() dir = program.scratch() end)
  after_each(function() dir:close() end)

  it("writes a rule file whose examples pass", function()
    local got = dir:run { "new", "rule", "prices" }
    assert.same({ 0, "prices.lua: newsengine test prices.lua\n", "" },
                { got.code, got.out, got.err })
    got = dir:run { "test", "prices.lua" }
    assert.equal(0, got.code)
    assert.truthy(got.out:find("[1-9]%d* passed, 0 failed"), got.out)
    assert.equal(0, dir:run({ "lint", "prices.lua" }).code)
    dir:write("a.txt", "Maize prices have risen by 12 percent.")
    local records = dir:records { "prices.lua", "a.txt" }
    assert.same({ name = "Maize", kind = "food", by = 12 }, records[1].annotations[1].attributes)
  end)

  it("writes a format that runs", function()
    assert.equal(0, dir:run({ "new", "format", "sheet" }).code)
    dir:write("a.txt", "The rain will stop on Monday, Ann Lee said.")
    local got = dir:run { "-r", "quotes", "-t", "./sheet.lua", "-M", "bare=1", "a.txt", "a.txt" }
    assert.equal("who said what\nAnn Lee: The rain will stop on Monday\nAnn Lee: The rain will stop on Monday\n2 quotations\n", got.out)
  end)

  it("writes a reader that runs", function()
    assert.equal(0, dir:run({ "new", "reader", "notes" }).code)
    dir:write("a.notes", "stray\nFIRST NOTE\nThe dam broke.\nIt was old.\nSECOND\nGone.\n")
    local records, got = dir:records { "--layers", "Sentence", "-f", "./notes.lua", "-M", "lang=en", "a.notes" }
    assert.equal(3, got.code)
    assert.equal("a line before the first title: stray", records[1].errors[1].message)
    assert.same({ "a.notes#2", "FIRST NOTE", "en", "The dam broke.\nIt was old.", 2 },
                { records[2].id, records[2].meta.headline, records[2].meta.lang, records[2].text,
                  #records[2].annotations })
    assert.same({ "a.notes#3", "SECOND" }, { records[3].id, records[3].meta.headline })
  end)

  it("never writes over a file, and tells what it can make", function()
    dir:write("prices.lua", "mine")
    local got = dir:run { "new", "rule", "prices" }
    assert.same({ 2, "newsengine: prices.lua exists already; nothing was written\n", "mine" },
                { got.code, got.err, dir:read("prices.lua") })
    got = dir:run { "new", "rul", "x" }
    assert.same({ 2, 'newsengine: new: no template for a "rul"\n  did you mean rule?\n' },
                { got.code, got.err })
    got = dir:run { "new", "rule", "../9x" }
    assert.equal(2, got.code)
    assert.truthy(got.err:find("is not a name", 1, true))
    assert.equal(2, dir:run({ "new", "rule" }).code)
    assert.equal(4, dir:run({ "new", "rule", "nowhere/x" }).code)
    got = dir:shell("mkfifo pipe.lua; timeout 10 $N new rule pipe")
    assert.same({ 2, "newsengine: pipe.lua exists already; nothing was written\n" },
                { got.code, got.err })
  end)
end)

describe("completion and the man page", function()
  local dir
  before_each(function() dir = program.scratch() end)
  after_each(function() dir:close() end)

  it("name every option and command", function()
    for _, shell in ipairs { "bash", "zsh", "fish", "man" } do
      local text = dir:run({ "--completion", shell }).out
      for _, option in ipairs(options.list) do
        local name = shell == "fish" and "-l " .. option.name
                     or shell == "man" and "\\-\\-" .. option.name:gsub("%-", "\\-")
                     or "--" .. option.name
        assert.truthy(text:find(name, 1, true), shell .. ": " .. option.name)
      end
      for _, name in ipairs { "run", "test", "explain", "lint", "new", "report" } do
        assert.truthy(text:find(name, 1, true), shell .. ": " .. name)
      end
    end
    assert.equal(2, dir:run({ "--completion", "tcsh" }).code)
  end)

  it("bash completes commands, options, formats and files", function()
    dir:shell("$N --completion bash > c.bash; touch article.txt")
    local function complete(...)
      local words = { ... }
      local list = {}
      for i, word in ipairs(words) do list[i] = program.quote(word) end
      return dir:shell(([[PATH=$(dirname $N):$PATH; source ./c.bash
COMP_WORDS=(%s); COMP_CWORD=%d; _newsengine; printf '%%s\n' "${COMPREPLY[@]}"]]):format(
        table.concat(list, " "), #words - 1)).out
    end
    assert.equal("nearmiss\nnew\n", (complete("newsengine", "ne")))
    assert.equal("--offsets\n", complete("newsengine", "--off"))
    assert.equal("utf16\n", complete("newsengine", "--offsets", "u"))
    assert.equal("webannotation\n", complete("newsengine", "-t", "weba"))
    assert.equal("article.txt\n", complete("newsengine", "-r", "quotes", "art"))
  end)
end)
