-- What explain, nearmiss, profile and test tell beyond the examples of their help.
local program = dofile("tests/cli/program.lua")

local rules = [=[
rule "a.number" { emit = "A", pattern = { [[ x:[num] ]], [[ none ]] } }
rule "a.group" { emit = "A", regex = "rose (?<much>\\d+)", overlap = "all" }
rule "b.span" { emit = "B", span = "x", pattern = [[ rose x:[num]? ]] }
rule "b.refers" { emit = "B", pattern = [[ who:[cap] fell ]], refers = { "A", name = "who" } }
rule "b.run" { emit = "B", run = function(doc) doc:add("B", doc:span(1, 3), { k = 1 }) end }
rule "b.own" { emit = "Own", pattern = { [[ acme ]], [[ [!{Own} & cap] fell ]] } }
]=]
local text = "Oil rose 4 in May. Acme rose. Acme fell. Blue fell.\n"

describe("the workbench", function()
  local dir
  before_each(function()
    dir = program.scratch()
    dir:write("r.lua", rules)
    dir:write("a.txt", text)
  end)
  after_each(function() dir:close() end)

  local function json(arguments)
    local got = dir:run(arguments)
    return program.records(got.out), got
  end

  it("explain, nearmiss and test say that a text is in a language which no rule is for", function()
    dir:write("en.lua", 'rule "en" { emit = "E", lang = "en", pattern = [[ steuern ]] }\n'
      .. 'examples { { "Die Steuern steigen.", lang = "de", E = true } }\n')
    dir:write("de.jsonl", '{"id":"x","lang":"de","text":"Die Steuern steigen."}\n')
    for _, command in ipairs { "explain", "nearmiss" } do
      local got = dir:run { command, "en.lua", "de.jsonl" }
      assert.same({ 0, "newsengine: rules for en did not run on x (de)\n" }, { got.code, got.err })
    end
    local got = dir:run { "test", "en.lua" }
    assert.equal("not ok  en.lua:2 example 1: Die Steuern steigen.\n"
      .. "        E: wanted one, got none\n"
      .. "        the text is in de, where rules for en do not run\n0 passed, 1 failed\n", got.out)
  end)

  it("explain gives the place of the words that it shows", function()
    dir:write("p.lua", 'rule "p" { emit = "P", span = "x", pattern = [[ rose x:[num] ]], '
                       .. 'where = function(m) return m.x.number < 4.5 end }')
    dir:write("p.txt", "Oil rose 4 in May.\nGas rose 5.\n")
    local got = dir:run { "explain", "p.lua", "p.txt" }
    assert.truthy(got.out:find("^p%.txt:1:10: P  4\n"), got.out)
    assert.truthy(got.out:find("\np.txt:2:5: not kept  rose 5\n", 1, true), got.out)
  end)

  it("explain gives elements, groups and reasons to programs", function()
    local record, got = json { "explain", "r.lua", "a.txt", "-t", "json" }
    record = record[1]
    assert.same({ 0, "", "a.txt" }, { got.code, got.err, record.id })
    local kept, lost = {}, {}
    for _, one in ipairs(record.annotations) do
      local parts = {}
      for i, step in ipairs(one.elements) do parts[i] = step.element .. "=" .. step.span.text end
      kept[#kept + 1] = ("%s %s %s"):format(one.source, one.span.text, table.concat(parts, " "))
    end
    assert.same({ "r.lua:5 Oil ", "r.lua:2 rose 4 much=4", "r.lua:3 4 rose=rose x:[num]=4",
                  "r.lua:1 4 x:[num]=4", "r.lua:6 Acme acme=Acme", "r.lua:6 Acme acme=Acme",
                  "r.lua:6 Blue fell [!{Own} & cap]=Blue fell=fell" }, kept)
    for _, one in ipairs(record.lost) do
      lost[#lost + 1] = ("%s %s %s"):format(one.rule, one.why, one.span.text)
    end
    assert.same({ "b.span span rose", "b.refers refers Acme fell", "b.refers refers Blue fell" }, lost)
  end)

  it("explain says why a word has its part of speech", function()
    dir:write("pos.lua", 'rule "p" { emit = "P", pattern = "the [pos=noun]" }\n')
    dir:write("p.txt", "He sees the plans. He sees the city.\n")
    local record = json { "explain", "pos.lua", "p.txt", "-t", "json" }
    local plans = record[1].annotations[1].elements[2].pos[1]
    assert.same({ "noun", "noun verb", "noun", "integer" },
                { plans.pos, plans.of, plans.left, math.type(plans.line) })
    assert.same({ pos = "noun", of = "noun", left = "noun" },
                record[1].annotations[2].elements[2].pos[1])
    assert.is_nil(record[1].annotations[1].elements[1].pos)
    local got = dir:run { "explain", "pos.lua", "p.txt" }
    local reason = "noun, out of noun verb: rules/pos/en.rules:" .. plans.line
    assert.truthy(got.out:find(reason, 1, true), got.out)
    assert.truthy(got.out:find("noun: the only class of this form", 1, true), got.out)
  end)

  it("explain keeps to the rules that --only names", function()
    local got = dir:run { "explain", "r.lua", "--only", "a", "a.txt" }
    assert.truthy(got.out:find("a.number", 1, true))
    assert.truthy(got.out:find("a.group", 1, true))
    assert.falsy(got.out:find("b.span", 1, true))
    got = dir:run { "explain", "r.lua", "--only", "a.nummer", "a.txt" }
    assert.same({ 2, "newsengine: --only a.nummer: no rule of this name\n  did you mean a.number?\n" },
                { got.code, got.err })
    got = dir:run { "r.lua", "--only", "a", "a.txt" }
    assert.same({ 2, "newsengine: --only is an option of explain, nearmiss, profile\n" },
                { got.code, got.err })
  end)

  it("every command tells what does not load, for people and for programs", function()
    dir:write("bad.lua", 'rule "x" { emit = "X", pattern = [[ a ( ]] }\n')
    for _, command in ipairs { "explain", "nearmiss", "profile", "test" } do
      local records, got = json { command, "bad.lua", "a.txt", "-t", "json" }
      if command == "test" then records, got = json { "test", "bad.lua", "-t", "json" } end
      assert.equal(2, got.code, command)
      assert.truthy(got.err:find("bad.lua:1:41: rule \"x\": expected )", 1, true), got.err)
      assert.same({ "bad.lua", 1, 41 }, { records[1].error.file, records[1].error.line,
                                          records[1].error.column })
    end
    local records, got = json { "lint", "bad.lua", "-t", "json" }
    assert.same({ 1, "error", "bad.lua", 1, 41 },
                { got.code, records[1].kind, records[1].file, records[1].line, records[1].column })
  end)

  it("every command names a failed input and goes on with the others", function()
    for _, command in ipairs { "explain", "nearmiss", "profile" } do
      local got = dir:run { command, "r.lua", "none.txt", "a.txt" }
      assert.equal(3, got.code, command)
      assert.truthy(got.err:find("none.txt: ", 1, true))
      assert.truthy(got.out:find("a.number", 1, true))
    end
  end)

  it("every command tells of a rule that fails on a document", function()
    dir:write("fails.lua", 'rule "x" { emit = "X", pattern = [[ acme ]], where = function() error "no" end }\n')
    for _, command in ipairs { "explain", "nearmiss", "profile" } do
      local got = dir:run { command, "fails.lua", "a.txt" }
      assert.equal(3, got.code, command)
      assert.equal("newsengine: a.txt: rule x failed: fails.lua:1: no\n", got.err, command)
    end
  end)

  it("nearmiss counts over documents of every kind of input", function()
    dir:write("m.lua", 'rule "m" { emit = "M", pattern = [[ acme (rose | sank) sharply ]] }\n')
    dir:write("d.jsonl", '{"id":"x","text":"Acme rose slowly."}\n{"id":"y","text":"Acme sank slowly. Acme went."}\n')
    local got = json { "nearmiss", "m.lua", "d.jsonl", "-t", "json" }
    local groups = {}
    for i, group in ipairs(got[1].rules[1].groups) do
      groups[i] = ("%d %s %d %s"):format(group.count, group.element, group.left, group.stood[1].text)
    end
    assert.same({ 2, { "2 sharply 1 slowly", "1 rose | sank 2 went" } }, { got[1].documents, groups })
    dir:write("n.lua", 'rule "n" { emit = "N", pattern = [[ acme went bust ]] }\n')
    got = json { "nearmiss", "m.lua", "n.lua", "--only", "n", "d.jsonl", "-t", "json" }
    assert.same({ 1, "n" }, { #got[1].rules, got[1].rules[1].rule })
  end)

  it("nearmiss names rules that have nothing to tell at the end", function()
    dir:write("pack.lua", [==[
rule "far" { emit = "A", pattern = [[ tin fell ]] }
rule "near" { emit = "A", pattern = [[ oil fell ]] }
rule "lua" { emit = "A", run = function() end }
rule "off" { emit = "A", pattern = [[ zinc fell ]] }
]==])
    dir:write("o.txt", "Oil rose.\n")
    local out = dir:run({ "nearmiss", "pack.lua", "o.txt" }).out
    assert.equal("near  pack.lua:2  matches: 0, near misses: 1\n", out:match("^[^\n]*\n"))
    assert.equal("no match and no near miss: far, off\n"
                 .. "no patterns, so nothing is known: lua\n", out:match("\n(no match.*)$"))
  end)

  it("nearmiss tells the nearest first, captures by name, and no words of another pattern", function()
    dir:write("two.lua", [==[
rule "two" { emit = "Two", pattern = {
  [[ who:[cap] (rose | fell) by how:( "(" | [/^\)$/] | sharply) ]],
  [[ who:[cap] rose by [num] ]], },
  where = function(m) return m.who.text ~= "Tin" end }
]==])
    dir:write("t.txt", "Oil fell much. Zinc fell much. Maize rose by 3 percent. Rice rose by much. "
                       .. "Tin rose by 7.\n")
    local got = dir:run { "nearmiss", "two.lua", "t.txt" }
    assert.equal([==[
two  two.lua:1  matches: 1, near misses: 5
  1 x  where: the function said no  (two.lua:1, pattern 2)
    t.txt:1:76: …rose by 3 percent. Rice rose by much. [Tin rose by 7].
  1 x  [num]  (two.lua:3, pattern 2)
    found instead: much
    t.txt:1:57: Rice rose by [much].
  1 x  how:("(" | [/^\)$/] | sharply)  (two.lua:2, pattern 1)
    found instead: much
    t.txt:1:57: Rice rose by [much].
  2 x  by, and one more  (two.lua:2, pattern 1)
    found instead: much (2)
    t.txt:1:1: Oil fell [much].
    t.txt:1:16: Zinc fell [much].
]==], got.out)
  end)

  it("test and run tell where in the rule file its Lua went wrong", function()
    dir:write("a.txt", "Maize rose.\n")
    for call, message in pairs {
      ['doc.before("Person", m.x)'] = "a layer is named by a string, and methods of doc are called "
                                      .. "with a colon, as in doc:each(\"Person\")",
      ['doc.sentences()'] = "bad argument #1 to 'sentences' (document expected, got no value)",
      ['doc:find(m)'] = "bad argument #1 to 'regex_find' ",
      ["m.y.text"] = "attempt to index a nil value (field 'y')",
    } do
      dir:write("b.lua", ([==[
rule "b" { emit = "B", pattern = [[ x:[cap] rose ]],
  set = function(m, doc)
    return { who = %s }
  end }
examples { { "Maize rose.", B = true } }
]==]):format(call))
      for _, arguments in ipairs { { "test", "b.lua" }, { "b.lua", "a.txt" } } do
        local got = dir:run(arguments)
        local told = got.out .. got.err
        assert.truthy(told:find("b.lua:3: " .. message, 1, true)
                      or call == "doc:find(m)" and told:find("b.lua:1: " .. message, 1, true), told)
        assert.falsy(told:find("scripts/newsengine", 1, true))
      end
    end
  end)

  it("explain and --stats give no rule the built-in layers that it reads", function()
    dir:write("said.lua", 'rule "said" { emit = "Said", pattern = [[ {Quoted} ]] }\n')
    dir:write("q.txt", "“It rose,” he said.")
    local told = json { "explain", "said.lua", "q.txt", "-t", "json" }
    assert.equal(1, #told[1].annotations)
    assert.equal("Said", told[1].annotations[1].layer)
    assert.truthy(dir:run({ "said.lua", "q.txt", "--stats" }).err:find("\nsaid +1 "))
  end)

  it("test names a file that does not load and goes on with the others", function()
    dir:write("all/a.lua", 'rule "a" { emit = "A", pattern = [[ a ( ]] }\n')
    dir:write("all/b.lua", 'rule "b" { emit = "B", pattern = [[ b ]] }\nexamples { { "A b.", B = true } }\n')
    local got = dir:run { "test", "all" }
    assert.same({ 2, "1 passed, 0 failed\n" }, { got.code, got.out })
    assert.truthy(got.err:find("^newsengine: all/a.lua:1:41: "), got.err)
    local records = json { "test", "all", "-t", "json" }
    assert.same({ "all/a.lua", "all/b.lua" }, { records[1].error.file, records[2].file })
  end)

  it("test needs a rule file", function()
    dir:shell("mkdir -p empty/folder; touch empty/folder/a.txt")
    local got = dir:run { "test", "empty" }
    assert.same({ 2, "", "newsengine: empty: it contains no rule file\n" }, { got.code, got.out, got.err })
    assert.equal("newsengine: none.lua: no such rule file\n", dir:run({ "test", "none.lua" }).err)
  end)

  it("options of readers reach every command", function()
    dir:write("t.csv", "title,body\nx,Acme rose.\n")
    dir:write("m.lua", 'rule "m" { emit = "M", pattern = [[ acme rose ]] }\n')
    for _, arguments in ipairs { { "explain", "m.lua" }, { "nearmiss", "m.lua" },
                                 { "profile", "m.lua" }, { "grep", "acme rose" } } do
      table.move({ "t.csv", "-M", "text=body" }, 1, 3, #arguments + 1, arguments)
      local got = dir:run(arguments)
      assert.equal(0, got.code, got.err)
      assert.truthy(got.out:find("Acme rose", 1, true) or got.out:find("matches: 1", 1, true)
                    or got.out:find("1 documents", 1, true), got.out)
    end
    local got = dir:run { "explain", "m.lua", "t.csv", "-M", "txt=body" }
    assert.same({ 2, "newsengine: -M txt: nothing takes this option\n  did you mean text?\n"
                     .. "  reader auto takes encoding id lang published separator text title url\n" },
                { got.code, got.err })
  end)

  it("explain says that there was no match", function()
    dir:write("none.lua", 'rule "a.b" { emit = "X", pattern = [[ rose ]] }')
    dir:write("none.txt", "Rice fell.")
    local got = dir:run { "explain", "none.lua", "none.txt" }
    assert.same({ 0, "", "newsengine: no match; nearmiss says which element failed where\n" },
                { got.code, got.out, got.err })
  end)

  it("profile's parts are the whole", function()
    local got = json { "profile", program.root .. "/rules/quotes.lua", "-t", "json",
                       program.root .. "/tests/articles/wire.txt" }
    local one, sum, matches = got[1], 0, 0
    for _, seconds in pairs(one.stages) do sum = sum + seconds end
    for _, rule in ipairs(one.rules) do
      local own = rule.lua
      for _, pattern in ipairs(rule.patterns) do
        own = own + pattern.seconds
        assert.truthy(pattern.candidates >= pattern.matches and pattern.matches >= pattern.kept)
        matches = matches + pattern.matches
      end
      assert.truthy(math.abs(own - rule.seconds) < 1e-9)
      sum = sum + rule.seconds
    end
    -- how near they come (within 5 %) is a step of `make check`
    assert.truthy(sum > 0 and sum <= one.seconds + 1e-6, ("%g of %g"):format(sum, one.seconds))
    assert.truthy(matches > 100)
  end)

  it("test updates values of every kind, tells each, and leaves what it cannot write", function()
    dir:write("u.lua", [=[
rule "u" { emit = "U", pattern = [[ x:[num] (percent | points) ]],
  set = function(m) return { n = m.x.number, text2 = m.text, big = m.x.number > 5 } end }
examples {
  { "It fell 4 percent.", U = { n = 5, text2 = 'none', big = true } },
  { "It fell 4 percent, then 9 points.", U = 3 },
  { "It rose.", U = true },
}
]=])
    local got = dir:run { "test", "u.lua", "--update" }
    assert.equal(1, got.code)
    for _, line in ipairs {
      'updated u.lua:4: U.n: 5 -> 4', 'updated u.lua:4: U.text2: "none" -> "4 percent"',
      "updated u.lua:4: U.big: true -> false", "updated u.lua:5: U.U: 3 -> 2",
      "left    u.lua:6: U: wanted one, got none: change it by hand", "2 passed, 1 failed" } do
      assert.truthy(got.out:find(line, 1, true), line .. "\n" .. got.out)
    end
    local source = dir:read("u.lua")
    assert.truthy(source:find('{ n = 4, text2 = "4 percent", big = false }', 1, true), source)
    assert.truthy(source:find("points.\", U = 2 }", 1, true), source)
    assert.equal(source, (function()
      dir:run { "test", "u.lua" }
      return dir:read("u.lua")
    end)())
  end)

  it("test refuses an example whose layer nothing makes: it would hold whatever happens", function()
    dir:write("layer.lua", 'rule "l" { emit = "Rise", pattern = [[ rose ]] }\n'
      .. 'examples {\n  { "It fell.", Rose = false },\n  { "It fell.", Rise = false, Sentence = 1 },\n}\n')
    local got = dir:run { "test", "layer.lua" }
    assert.same({ 1, "not ok  layer.lua:3 example 1: It fell.\n"
                  .. "        Rose: no rule makes this layer; did you mean Rise?\n1 passed, 1 failed\n" },
                { got.code, got.out })
  end)

  it("test says what an example must look like", function()
    for more, problem in pairs {
      ['L = "rose"'] = 'L: a string; attributes expected, such as { text = "Ann" }',
      ['L = { "rose" }'] = 'L: a string; attributes expected, such as { text = "Ann" }',
      ["L = 1.5"] = 'L: a number; attributes expected, such as { text = "Ann" }',
      ["L = true, lang = 5"] = "lang: a string expected",
      ["L = true, published = 2022"] = "published: a string expected",
    } do
      dir:write("shape.lua", 'rule "l" { emit = "L", pattern = [[ rose ]] }\n'
        .. ("examples { { \"It rose.\", %s } }\n"):format(more))
      local got = dir:run { "test", "shape.lua" }
      assert.same({ 1, ("not ok  shape.lua:2 example 1: It rose.\n        %s\n0 passed, 1 failed\n")
                        :format(problem) }, { got.code, got.out })
    end
  end)

  it("test runs each sibling", function()
    for name, where in pairs {
      ["curly quotation marks"] = [[not m.text:find "\u{201C}"]],
      ["straight quotation marks"] = [[not m.text:find '"']],
      ["no-break spaces"] = [[not m.text:find "\u{A0}"]],
      ["wrapped lines"] = [[not m.text:find "\n"]],
      ["decomposed letters"] = [[not m.text:find "e\u{301}"]],
    } do
      local quoted = name:find("curly") and '"a"' or "“a”"
      local body = ("The %s and the café and the one and the other and the next and the last and "
        .. "the small and the large and the old and the new end"):format(quoted)
      dir:write("s.lua", ('rule "s" { emit = "S", pattern = [[ ^ the .* end ]],\n  where = function(m) return %s end }\n'
        .. "examples { { %q, S = true } }\n"):format(where, body))
      local got = json { "test", "s.lua", "-t", "json" }
      assert.equal(name, got[1].sibling)
      assert.equal(0, dir:run({ "test", "--no-siblings", "s.lua" }).code)
    end
  end)

  it("traces take the words that the matcher took, in all shipped rules", function()
    local paths = {}
    for path in dir:shell("ls " .. program.quote(program.root) .. "/tests/articles/*.txt").out:gmatch("[^\n]+") do
      paths[#paths + 1] = path
    end
    local arguments = { "explain", "-r", "news", "-r", "clauses/ends", "-r", "clauses/beside",
      "-r", "clauses/stops", "-r", "evidence", "-t", "json" }
    table.move(paths, 1, 12, #arguments + 1, arguments)
    local matches = 0
    for _, record in ipairs((json(arguments))) do
      for _, list in ipairs { record.annotations, record.lost } do
        for _, one in ipairs(list) do
          if one.pattern and one.why ~= "scope" and one.elements[1] and one.elements[1].line then
            local last = one.elements[#one.elements].span
            matches = matches + 1
            assert.equal(one.match.start, one.elements[1].span.start, one.rule)
            assert.equal(one.match["end"], last["end"], one.rule)
          end
        end
      end
    end
    assert.truthy(matches > 1000, matches)
  end)
end)
