-- What a start and a large text cost, by counts that no machine changes.
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

  it("finds what the shipped packs ask of common words and heads of names", function()
    for _, word in ipairs { "said", "Court" } do
      local got = dir:shell("grep -a -c -P '\\0" .. word .. "\\0' "
        .. "$(dirname $(readlink -f $N))/../newsengine.bundle")
      assert.truthy(tonumber(got.out) and tonumber(got.out) > 4, got.out .. got.err)
    end
  end)

  it("reads no names of local variables of the shipped files", function()
    local got = dir:shell("cd $(dirname $(readlink -f $N))/..; "
      .. "for word in XDG_CACHE_HOME cache_home; do grep -a -c $word newsengine.bundle; done")
    assert.truthy(got.out:find("^[1-9]%d*\n0\n$"), got.out .. got.err)
  end)

  it("reads no patterns of rules that the kept packs hold", function()
    local bundle = dir:shell("readlink -f $(dirname $(readlink -f $N))/../newsengine.bundle").out
    local bytes = program.read(bundle:sub(1, -2))
    local source = program.read("rules/clauses.lua")
    local pattern = source:match("\n  pattern = %[%[\n?([^\n]+)")
    local macro = source:match('\nlet "[%w_]+" %[%[([^\n]-)%]%]')
    assert.truthy(#pattern > 20 and #macro > 20)
    local function count(text)
      local _, found = bytes:gsub(text:gsub("%p", "%%%0"), "")
      return found
    end
    assert.same(1, count(pattern)) -- the file as it is, for who loads it anew
    assert.same(2, count(macro)) -- a document may make a pattern of it
  end)

  it("knows of each shipped pack that nothing in it keeps state", function()
    local bundle = dir:shell("readlink -f $(dirname $(readlink -f $N))/../newsengine.bundle").out
    local file = assert(io.open(bundle:sub(1, -2), "rb"))
    local bytes = file:read("a")
    file:close()
    local _, packs = bytes:gsub("pack:[%w/_.\n-]+:lists", "")
    local _, steady = bytes:gsub("\6\0\0\0steady", "")
    assert.truthy(packs > 10)
    assert.same(packs, steady)
  end)

  it("finds the pointers of patterns right where the bundle is mapped", function()
    local bundle = dir:shell("readlink -f $(dirname $(readlink -f $N))/../newsengine.bundle").out
    local file = assert(io.open(bundle:sub(1, -2), "rb"))
    local bytes, sets, at = file:read("a"), 0, 1
    file:close()
    at = bytes:find("newspats", at, true)
    while at do
      local home = string.unpack("=I8", bytes, at + 24)
      assert.same(0x200000000000 + at - 1, home)
      sets, at = sets + 1, bytes:find("newspats", at + 1, true)
    end
    assert.truthy(sets > 10)
  end)

  -- A kernel that knows large pages marks memory for which they were asked with "hg".
  local function marks_of(piece)
    local got = dir:shell(([[
      test -d /sys/kernel/mm/transparent_hugepage || { echo hg; exit; }
      mkfifo in
      $N -q --layers Token -t count - <in >/dev/null & pid=$!
      exec 3>in
      for i in $(seq 4000); do
        mark=$(grep -A 30 '%s' /proc/$pid/smaps | grep -o -w hg) && break
        sleep 0.02
      done
      echo $mark
      exec 3>&-
      wait
      rm in]]):format(piece))
    return got.out
  end

  it("has its first memory in large pages", function()
    assert.same("hg\n", marks_of("\\[heap\\]"))
  end)

  it("has its bundle in large pages", function()
    assert.same("hg\n", marks_of("/newsengine\\.bundle$"))
  end)
end)

describe("a large text", function()
  it("gives its memory to the next one", function()
    local dir = program.scratch()
    local got = dir:shell([[
      yes 'He said that it was so.' | head -c 3000000 >a.txt
      peak() {
        python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' \
          $N -q --layers Token -t count -j 1 -f text "$@"
      }
      peak a.txt
      peak a.txt a.txt a.txt a.txt a.txt a.txt a.txt a.txt]])
    dir:close()
    local one, eight = got.out:match("^(%d+)\n(%d+)\n$")
    assert.truthy(eight - one < 9000, got.out .. got.err) -- three texts, in KB
  end)
end)
