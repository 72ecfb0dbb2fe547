-- Hashes of files that this process has read before.
require "newsengine" -- knows where the shipped files are
local cache = require "newsengine.cache"
local core = require "newsengine.core"
local paths = require "newsengine.paths"
local program = dofile("tests/cli/program.lua")

describe("the hash of a file", function()
  local dir, read, stamp, reads
  before_each(function()
    dir, read, stamp, reads = program.scratch(), paths.read, core.file_stamp, 0
    paths.read = function(...)
      reads = reads + 1
      return read(...)
    end
  end)
  after_each(function()
    paths.read, core.file_stamp = read, stamp
    dir:close()
  end)

  it("is read each time while a change could have the same times", function()
    local path = dir.path .. "/" .. dir:write("a.txt", "one")
    for times = 1, 2 do
      assert.same({ core.hash("one"), "one" }, { cache.hash(path) })
      assert.equal(times, reads)
    end
  end)

  it("is read once, and again when the file was touched", function()
    core.file_stamp = function(path) return (stamp(path)), true end
    local path = dir.path .. "/" .. dir:write("a.txt", "one")
    local large = dir.path .. "/" .. dir:write("b.txt", ("x"):rep(3000))
    cache.hash(path)
    cache.hash(large)
    assert.equal(2, reads)
    assert.same({ core.hash("one"), "one" }, { cache.hash(path) }) -- a small one is at hand
    assert.same({ core.hash(("x"):rep(3000)) }, { cache.hash(large) })
    assert.equal(2, reads)
    dir:shell("cp -p a.txt was; printf three >a.txt; touch -r was a.txt")
    assert.equal(core.hash("three"), (cache.hash(path)))
    os.remove(path)
    assert.is_nil((cache.hash(path)))
  end)
end)
