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

  it("finds what the patterns of the shipped packs ask of common words", function()
    local got = dir:shell("grep -a -c -P '\\0said\\0' "
      .. "$(dirname $(readlink -f $N))/../newsengine.bundle")
    assert.truthy(tonumber(got.out) and tonumber(got.out) > 4, got.out .. got.err)
  end)

  -- A kernel that knows large pages marks memory for which they were asked with "hg".
  it("has its first memory in large pages", function()
    local got = dir:shell([[
      test -d /sys/kernel/mm/transparent_hugepage || { echo hg; exit; }
      mkfifo in
      $N -q --layers Token -t count - <in >/dev/null & pid=$!
      exec 3>in
      for i in $(seq 400); do
        heap=$(grep -A 30 '\[heap\]' /proc/$pid/smaps | grep -o -w hg) && break
        sleep 0.02
      done
      echo $heap
      exec 3>&-
      wait]])
    assert.same("hg\n", got.out)
  end)
end)
