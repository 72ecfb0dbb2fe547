-- What a text, a name or a rule could do to the program that reads the output: a formula in a
-- spreadsheet, control characters on a terminal.
local program = dofile("tests/cli/program.lua")

local formulas = { "=1+1", "+cmd|calc", "-cmd|calc", "@SUM(A1)" }

describe("an output", function()
  local dir
  setup(function()
    dir = program.scratch()
    dir:write("lines.lua", 'rule "line" { regex = "(?m)^.+$", emit = "Line" }\n')
    dir:write("say.lua", 'rule "say" { emit = "Said", run = function(doc)\n'
      .. '  print(doc.text) error(doc.text)\nend }\n')
    dir:write("formulas.txt", table.concat(formulas, "\n") .. "\n")
    dir:write("escape.txt", "x\27[31mred\u{9B}31m\u{202E}y\n")
  end)
  teardown(function() dir:close() end)

  for format, cells in pairs { csv = "[^,\n]+", tsv = "[^\t\n]+" } do
    it("of " .. format .. " has no cell that is a formula", function()
      local got = dir:run { "lines.lua", "-t", format, "formulas.txt" }
      assert.equal(0, got.code)
      local seen = {}
      for cell in got.out:gmatch(cells) do
        assert.falsy(cell:find("^\"?[=+@-]"), cell)
        seen[cell] = true
      end
      for _, formula in ipairs(formulas) do assert.truthy(seen["'" .. formula], got.out) end
    end)
  end

  it("of pretty has no control character of a text", function()
    local got = dir:run { "lines.lua", "-t", "pretty", "--color", "never", "escape.txt" }
    assert.equal(0, got.code)
    assert.truthy(got.out:find("red", 1, true), got.out)
    assert.falsy(got.out:find("[\0-\8\11-\31\127]"), got.out)
    assert.falsy(got.out:find("\u{9B}", 1, true) or got.out:find("\u{202E}", 1, true), got.out)
  end)

  it("is UTF-8 whatever bytes a rule gives it, and of XML holds what XML may", function()
    dir:write("bytes.lua", [=[
rule "who" { regex = "Bob", emit = "Person",
  set = function()
    print("\x9B1m")
    return { name = "B\xFFb", role = "\u{FFFE}", x = "\xED\xA0\x80" }
  end }
]=])
    dir:write("bob.txt", "Bob\u{FFFF} came.\n")
    for _, format in ipairs { "csv", "tsv", "pretty", "markdown", "html", "nitf", "tei",
                              "timeml" } do
      local got = dir:run { "bytes.lua", "-t", format, "bob.txt" }
      assert.equal(0, got.code)
      assert.truthy(utf8.len(got.out), format)
      assert.equal("who: \u{FFFD}1m\n", got.err)
      local marked = got.out:find("^%s*<")
      assert.falsy(marked and got.out:find("\xEF\xBF[\xBE\xBF]"), format)
    end
  end)

  it("of messages has no control character of a text", function()
    local got = dir:run { "say.lua", "escape.txt" }
    assert.equal(3, got.code)
    assert.truthy(got.err:find("red.*red"), got.err) -- printed, and told as an error
    assert.falsy(got.err:find("[\0-\8\11-\31\127]"), got.err)
    assert.falsy(got.err:find("\u{9B}", 1, true) or got.err:find("\u{202E}", 1, true), got.err)
  end)
end)
