-- What a start costs, by counts that no machine changes.
local program = dofile("tests/cli/program.lua")

describe("a start", function()
  local dir
  before_each(function() dir = program.scratch() end)
  after_each(function() dir:close() end)

  -- libarchive's shared library brings libxml2, ICU and libstdc++ with it.
  it("looks for no shared library of what the program has inside it", function()
    local got = dir:shell("ldd $(readlink -f $N) | grep -c 'lua\\|archive\\|xml2\\|icu\\|stdc'")
    assert.same("0\n", got.out)
  end)
end)
