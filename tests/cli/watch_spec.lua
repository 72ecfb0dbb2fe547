-- watch through the real program, files saved as editors save them.
local program = dofile("tests/cli/program.lua")

describe("watch", function()
  local dir
  before_each(function()
    dir = program.scratch()
    dir:write("l.tsv", "name\nGold\n")
    dir:write("used.lua", 'lexicon "l" { file = "l.tsv" }\n')
    dir:write("r.lua", 'use "used"\nrule "m" { emit = "M", pattern = [[ @l rose ]] }\n')
    dir:write("texts/a.txt", "Gold rose. Oil rose.\n")
    dir:write("texts/b.txt", "Oil fell.\n")
  end)
  after_each(function() dir:close() end)

  -- Run the steps while it watches, each when the step before has been told -> what it printed.
  -- A step saves by renaming: what is written in place may be seen half written.
  local function watch(arguments, steps)
    local script = { "$N watch --saves " .. #steps .. " " .. arguments .. " > log 2>&1 &",
                     "told() { for i in $(seq 100); do [ $(wc -l < log) -gt $1 ] && break; sleep 0.05; done; }",
                     "told 0" }
    for _, step in ipairs(steps) do
      script[#script + 1] = "n=$(wc -l < log); " .. step .. "; told $n; sleep 0.2"
    end
    script[#script + 1] = "wait; cat log"
    return (dir:shell(table.concat(script, "\n")).out:gsub("%d+ ms", "N ms"))
  end

  it("needs files: standard input is never saved", function()
    local got = dir:run({ "watch", "r.lua" }, "")
    assert.same({ 2, "newsengine: watch: a file or directory expected as input\n", "" },
                { got.code, got.err, got.out })
  end)

  it("tells what each save changes, and keeps the last good state over errors", function()
    assert.equal([[
watching: 2 documents, +1 -0 ~0, N ms
texts/a.txt
  + M 11-19 m  Oil rose
l.tsv: 2 documents, +1 -0 ~0, N ms
newsengine: r.lua:3:6: unfinished string near '"x {'
  rule "x {
       ^
texts/b.txt
  + M 10-19 m  Gold rose
texts/b.txt: 1 documents, +1 -0 ~0, N ms
texts/a.txt
  ~ M 0-9 n  Gold rose
      rule: m -> n
  ~ M 11-19 n  Oil rose
      rule: m -> n
texts/b.txt
  ~ M 10-19 n  Gold rose
      rule: m -> n
r.lua: 2 documents, +0 -0 ~3, N ms
texts/a.txt
  - M 0-9 n  Gold rose
  - M 11-19 n  Oil rose
texts/a.txt: 1 documents, +0 -2 ~0, N ms
]], watch("r.lua texts", {
      "printf 'name\\nGold\\nOil\\n' > l.new && mv l.new l.tsv", -- renamed on save
      "cp r.lua good; (cat good; echo 'rule \"x {') > new; mv new r.lua",
      "echo 'Oil fell. Gold rose.' > new; mv new texts/b.txt",
      "sed 's/\"m\"/\"n\"/' good > new; mv new r.lua",
      "echo 'Nothing.' > new; mv new texts/a.txt",
    }))
  end)

  it("tells programs in JSON, and waits for a rule file that does not load yet", function()
    dir:write("r.lua", "rule")
    local lines = {}
    local out = watch("r.lua texts/a.txt -t json", {
      [[echo 'rule "m" { emit = "M", pattern = "rose" }' > new; mv new r.lua]],
      "sed -i s/rose/oil/ r.lua" })
    for line in out:gmatch("{[^\n]*}") do lines[#lines + 1] = line end
    local last = program.records(lines[#lines]:gsub("N ms", "1") .. "\n")[1]
    assert.same({ { "r.lua" }, 1, 1, 2, 0 },
                { last.saved, last.documents, last.added, last.removed, last.changed })
    assert.truthy(lines[1]:find('"error":{"code":"load"', 1, true), out)
  end)
end)
