-- --partial and merge: parts made anywhere, joined in any order, are the bytes of one run.
local program = dofile("tests/cli/program.lua")

describe("newsengine merge", function()
  local dir
  before_each(function()
    dir = program.scratch()
    dir:shell("cp " .. program.quote(program.root) .. "/tests/articles/*.txt .")
  end)
  after_each(function() dir:close() end)

  it("joins uneven parts in any order into the bytes of one run", function()
    local parts = { "c*.txt", "e*.txt", "h*.txt i*.txt", "l*.txt", "o*.txt p*.txt", "r*.txt s*.txt",
                    "t*.txt w*.txt" }
    for _, format in ipairs { "gexf", "count", "dot" } do
      local all = dir:shell(("$N -r quotes -t %s *.txt"):format(format))
      assert.equal(0, all.code)
      for i, names in ipairs(parts) do
        local got = dir:shell(("$N -r quotes -t %s --partial -o part%d %s"):format(format, i, names))
        assert.same({ 0, "" }, { got.code, got.err })
      end
      local got = dir:shell(("$N merge -t %s part5 part2 part7 part1 part6 part3 part4"):format(format))
      assert.same({ 0, all.out }, { got.code, got.out })
      got = dir:shell(("$N merge -t %s -o joined part1 part2 part3 part4 part5 part6 part7; cat joined")
        :format(format))
      assert.equal(all.out, got.out)
    end
  end)

  it("takes parts of runs that had no document, wherever they stand", function()
    dir:write("none.jsonl", "")
    local wanted = dir:shell("$N -r quotes -t count wire.txt").out
    dir:shell("$N -r quotes -t count --partial -o some wire.txt")
    dir:shell("$N -r quotes -t count --partial -o none none.jsonl")
    for _, parts in ipairs { "none some", "some none", "none none some" } do
      local got = dir:shell("$N merge -t count " .. parts)
      assert.same({ 0, wanted, "" }, { got.code, got.out, got.err })
    end
  end)

  it("refuses formats and files that cannot be joined", function()
    dir:write("broken", "{")
    dir:shell("$N -r quotes -t count --partial -o part wire.txt")
    for text, message in pairs {
      ["$N -r quotes -t csv --partial wire.txt"] = "--partial: format csv has no merge",
      ["$N -r quotes -t jsonl --partial wire.txt"] = "--partial: format jsonl has no merge",
      ["$N -r quotes -t html --partial wire.txt"] =
        "--partial: format html writes documents as they come",
      ["$N merge -t gexf part"] = "part: a part of the format count, not of gexf",
      ["$N merge -t count broken"] = "broken: not a partial state",
      ["$N merge -t count gone"] = "gone: cannot read: ",
      ["$N merge part"] = "merge: a format and parts expected",
    } do
      local got = dir:shell(text)
      assert.same({ 2, "" }, { got.code, got.out }, text)
      assert.truthy(got.err:find("newsengine: " .. message, 1, true), got.err)
    end
  end)
end)
