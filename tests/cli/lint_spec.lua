-- What lint finds beyond the example of its help.
local program = dofile("tests/cli/program.lua")

describe("lint", function()
  local dir
  before_each(function() dir = program.scratch() end)
  after_each(function() dir:close() end)

  local function json(arguments)
    local got = dir:run(arguments)
    return program.records(got.out), got
  end

  local function kinds(source, files)
    for name, bytes in pairs(files or {}) do dir:write(name, bytes) end
    dir:write("l.lua", source)
    local found = {}
    for _, one in ipairs((json { "lint", "l.lua", "-t", "json" })) do
      if one.kind ~= "costs" then found[#found + 1] = ("%s %d:%d"):format(one.kind, one.line, one.column) end
    end
    return found
  end

  it("tells signs of regular expressions and how they are written here", function()
    dir:write("l.lua", [==[
let "year" [[ \d{4} ]]
rule "a" { emit = "A", pattern = [[ x:[cap] ("$5" | $5,000 | rose\.) $year ]] }
rule "b" { emit = "B", pattern = [[ [/^\d$/ & !/[^\]"]\/\w/] "\"\\" $ ]] }
rule "c" { emit = "C", pattern = [[ [cap & lemma!="att.*"] [text="C++"|"a"|"/"] ]] }
]==])
    local got = dir:run { "lint", "l.lua" }
    assert.equal([==[
l.lua:1:15: let "year": means something else in a regular expression: \d
  let "year" [[ \d{4} ]]
                ^
  here a backslash is a word of its own; a word in digits is [digit] or [num]; for its characters write [/^\d{4}$/]
l.lua:2:53: rule "a": means something else in a regular expression: $5,000
  rule "a" { emit = "A", pattern = [[ x:[cap] ("$5" | $5,000 | rose\.) $year ]] }
                                                      ^
  $ is the end of the scope; write the sign as "$": "$" 5,000
l.lua:2:66: rule "a": means something else in a regular expression: \.
  rule "a" { emit = "A", pattern = [[ x:[cap] ("$5" | $5,000 | rose\.) $year ]] }
                                                                   ^
  here a backslash is a word of its own; write the sign itself as "."
l.lua:4:51: rule "c": means something else in a regular expression: "att.*"
  rule "c" { emit = "C", pattern = [[ [cap & lemma!="att.*"] [text="C++"|"a"|"/"] ]] }
                                                    ^
  a value is the word itself; for its characters write [/^att/]
]==], (got.out:gsub("\ncost:.*", "\n")))
    assert.equal(1, got.code)
    local found = json { "lint", "l.lua", "-t", "json" }
    assert.same({ "never", 1, 15 }, { found[1].kind, found[1].line, found[1].column })
  end)

  it("tells an expression that is not in brackets", function()
    dir:write("e.lua", 'rule "e" { emit = "E", pattern = [[ he / she | he/she/it | x:/ab$/ ]] }\n')
    local found = json { "lint", "e.lua", "-t", "json" }
    assert.same({ "never", 62, "for the characters of a word write [/ab$/]", "costs" },
                { found[1].kind, found[1].column, found[1].hint, found[2].kind })
  end)

  it("tells of an alternative in a macro where the macro is used", function()
    dir:write("m.lua", [==[
let "dash" [[ (- | –) ]]
rule "a" { emit = "A", pattern = [[ x:[num] $dash y:[num] ]] }
]==])
    assert.equal([==[
m.lua:2:45: rule "a": this alternative, or one in the macro, matches nothing that an earlier one does not: $dash
  rule "a" { emit = "A", pattern = [[ x:[num] $dash y:[num] ]] }
                                              ^
]==], (dir:run({ "lint", "m.lua" }).out:gsub("\ncost:.*", "\n")))
  end)

  it("tells a greedy gap before a capture, and how it is written", function()
    dir:write("g.lua", [==[
lexicon "way" { "up", "down" }
rule "a" { emit = "A", pattern = [[ oil .{0,12} n:[num] (percent | [!punct]* w:@way) ]] }
rule "b" { emit = "B", pattern = [[ oil .{0,12}? n:[num] . m:[num] .{0,2} k:[num] .{0,9} rose ]] }
rule "c" { emit = "C", pattern = [[ oil .{2,} q:{B} ]] }
]==])
    local got = dir:run { "lint", "g.lua" }
    assert.equal([==[
g.lua:2:41: rule "a": takes as many words as it can, so n:[num] is the last one in reach: .{0,12}
  rule "a" { emit = "A", pattern = [[ oil .{0,12} n:[num] (percent | [!punct]* w:@way) ]] }
                                          ^
  .{0,12}? takes as few as it can
g.lua:2:68: rule "a": takes as many words as it can, so w:@way is the last one in reach: [!punct]*
  rule "a" { emit = "A", pattern = [[ oil .{0,12} n:[num] (percent | [!punct]* w:@way) ]] }
                                                                     ^
  [!punct]*? takes as few as it can
g.lua:4:41: rule "c": takes as many words as it can, so q:{B} is the last one in reach: .{2,}
  rule "c" { emit = "C", pattern = [[ oil .{2,} q:{B} ]] }
                                          ^
  .{2,}? takes as few as it can
]==], (got.out:gsub("\ncost:.*", "\n")))
  end)

  it("tells a lazy gap that never goes on to what it should lead to", function()
    dir:write("z.lua", [==[
rule "a" { emit = "A", pattern = [[ died .{0,5}? (on d:[num])? ([!punct]){0,3}? (in p:[cap])? ]] }
rule "b" { emit = "B", pattern = { [[ oil .{0,5}? d:[num]? $ ]], [[ oil .{0,5}? d:[num]? (?= ,) ]],
  [[ oil .{0,5}? d:[num] ]], [[ oil .{5}? d:[num]? ]], [[ oil (x:( .+? d:[num]? ) | rose) ]] } }
]==])
    local got = dir:run { "lint", "z.lua" }
    local hint = "make the next element required, and write a second pattern without it"
    assert.equal(([==[
z.lua:1:42: rule "a": takes as little as it can, since everything after it is optional: .{0,5}?
  rule "a" { emit = "A", pattern = [[ died .{0,5}? (on d:[num])? ([!punct]){0,3}? (in p:[cap])? ]] }
                                           ^
  HINT
z.lua:3:68: rule "b": takes as little as it can, since everything after it is optional: .+?
    [[ oil .{0,5}? d:[num] ]], [[ oil .{5}? d:[num]? ]], [[ oil (x:( .+? d:[num]? ) | rose) ]] } }
                                                                     ^
  HINT
]==]):gsub("HINT", hint), (got.out:gsub("\ncost:.*", "\n")))
    -- and it is so
    dir:write("a.txt", "He died of it on 4 May in Oslo. She died on 5.")
    local out = dir:run({ "z.lua", "a.txt", "-t", "tsv", "-M", "columns=text,d" }).out
    assert.equal("text\td\ndied\t\ndied on 5\t5\n", out)
  end)

  it("and test take a directory for the rule files below it", function()
    for i, name in ipairs { "all/a.lua", "all/b/c.lua" } do
      dir:write(name, ('rule "r%d" { emit = "R", pattern = [[ rose .* ]] }\n'):format(i)
                      .. 'examples { { "It rose.", R = true } }\n')
    end
    local found = json { "lint", "all", "-t", "json" }
    assert.same({ "tail", "all/a.lua", "tail", "all/b/c.lua" },
                { found[1].kind, found[1].file, found[2].kind, found[2].file })
    assert.equal("2 passed, 0 failed\n", dir:run({ "test", "all" }).out)
    -- a file that stands for others by two ways, once
    for name, used in pairs { ["all/d.lua"] = "a", ["all/e.lua"] = "a", ["all/f.lua"] = "d e" } do
      dir:write(name, (used:gsub("(%a) ?", 'use "%1"\n')))
    end
    local _, costs = dir:run({ "lint", "all" }).out:gsub(" rare\n", "")
    assert.equal(2, costs)
    _, costs = dir:run({ "lint", "all/f.lua" }).out:gsub(" rare\n", "")
    assert.equal(1, costs)
    assert.equal(2, dir:run({ "lint", "all/b/none.lua" }).code)
  end)

  it("knows a file by whatever path, and what the others that are named make", function()
    dir:write("whole/w.lua", 'use "parts/makes"\nuse "parts/reads"\n')
    dir:write("whole/parts/makes.lua", 'rule "m" { emit = "Made", pattern = [[ rose .* ]] }\n')
    dir:write("whole/parts/reads.lua", [==[
rule "r" { emit = "Read", pattern = [[ {Made} again ]], where = function(_, doc)
  for _ in doc:each "Made" do return true end
  for _ in doc:each "Mad" do return true end
end }
]==])
    local alone = json { "lint", "whole/parts/reads.lua", "-t", "json" }
    local found = json { "lint", "whole", dir.path .. "/whole/parts/makes.lua", "-t", "json" }
    local function kinds_of(list)
      local all = {}
      for i, one in ipairs(list) do all[i] = one.kind .. " " .. (one.line or "") end
      return table.concat(all, ", ")
    end
    assert.equal("undefined 1, undefined 2, undefined 3, costs 1", kinds_of(alone))
    assert.equal("tail 1, undefined 3, costs 1, costs 1", kinds_of(found))
    assert.equal("whole/parts/makes.lua", found[1].file)
  end)

  it("finds each kind of fault, and nothing in a rule without one", function()
    assert.same({}, kinds 'lexicon "a" { "b" }\nrule "r" { emit = "R", pattern = [[ x:@a says ]] }')
    assert.same({ "error 1:40", "error 2:42" },
                kinds 'rule "r" { emit = "R", pattern = [[ a [ca] ]] }\nrule "s" { emit = "R", pattern = [[ a b [cp] ]] }')
    assert.same({ "undefined 1:37" }, kinds 'rule "r" { emit = "R", pattern = [[ {Persn} said ]] }')
    local apart = 'rule "p" { emit = "Plum", pattern = [[ p ]] }\n'
                  .. 'rule "r" { emit = "R", pattern = [[ x:a ]], %s }'
    assert.same({ "undefined 2:53" }, kinds(apart:format 'zone = "boddy"'))
    assert.same({}, kinds(apart:format 'zone = { "body", "pullquote" }'))
    assert.same({ "undefined 4:19" }, kinds(apart:format [[set = function(m, doc)
      return m.x.text .. m.text .. doc.m.y
             .. m.xx.text end]]))
    assert.same({ "undefined 2:56" }, kinds(apart:format 'apart = { "Plumm", "Date" }'))
    assert.same({ "undefined 2:57" }, kinds(apart:format 'refers = { "Date", value = "x" }'))
    assert.same({}, kinds(apart:format 'refers = { "Plum", value = "x" }, apart = "Plum"'))
    assert.same({ "error 2:40" }, kinds('use "u"\nrule "r" { emit = "R", pattern = [[ a @no ]] }',
      { ["u.lua"] = 'rule "u" { emit = "U", pattern = [[ . . ]] }' }))
    assert.same({}, kinds 'rule "r" { emit = "R", pattern = [[ {Quoted} said ]] }')
    local lua = 'local function f(doc)\n  for q in doc:each "%s" do doc:add("R", q) end -- doc:each "Q"\nend\n'
                .. 'rule "r" { emit = "R", run = f }'
    assert.same({ "undefined 2:22" }, kinds(lua:format "Sentense"))
    assert.same({}, kinds(lua:format "Sentence"))
    assert.same({ "undefined 1:53" },
                kinds 'rule "r" { emit = "R", run = function(doc) doc:add("S", doc:span(1, 2)) end }')
    assert.same({}, kinds(lua:format "R"))
    local method = 'rule "r" { emit = "R", run = function(doc)\n  for w in doc:%s() do doc:add("R", w) end -- doc:no()\nend }'
    assert.same({ "undefined 2:16" }, kinds(method:format "word"))
    assert.same({}, kinds(method:format "words"))
    assert.same({ "error 1:1", "undefined 1:19" }, kinds 'rule "r" { emit = Layr, pattern = [[ a b ]] }')
    assert.same({ "undefined 4:10" }, kinds("local k = 1\nfunction kept() return k end\nlocal function set(m)\n"
      .. '  return prnt(m.text) and kept()\nend\nrule "r" { emit = "R", pattern = [[ a b ]], set = set }'))
    local column = 'lexicon "l" { { name = "gold", ticker = "AU" } }\n'
                   .. 'rule "r" { emit = "R", pattern = [[ who:@l rose ]],\n  where = function(x) return x.who.%s end }'
    assert.same({ "undefined 3:36" }, kinds(column:format "tickr"))
    for _, field in ipairs { "ticker", "name", "text", "number", "entry.ticker" } do
      assert.same({}, kinds(column:format(field)))
    end
    assert.same({ "unused 1:1", "unused 2:1" },
                kinds 'lexicon "a" { "b" }\nlet "m" [[ b ]]\nrule "r" { emit = "R", pattern = [[ c ]] }')
    assert.same({}, kinds 'local a = lexicon "a" { "b" }\nlet "m" [[ b ]]\nrule "r" { emit = "R", pattern = [[ $m ]] }')
    assert.same({ "unused 1:1" },
                kinds 'rule "r" { emit = "R", pattern = [[ who:c ]], set = function(m) return { a = 1 } end }')
    assert.same({ "unreachable 2:1" },
                kinds 'rule "r" { emit = "R", pattern = [[ a b ]] }\nrule "s" { emit = "R", pattern = [[ a  b ]] }')
    assert.same({}, kinds 'rule "r" { emit = "R", pattern = [[ a b ]] }\nrule "s" { emit = "S", pattern = [[ a b ]] }')
    assert.same({ "never 1:39" }, kinds 'rule "r" { emit = "R", pattern = [[ a ^ b ]] }')
    assert.same({ "useless 1:42" }, kinds 'rule "r" { emit = "R", pattern = [[ (a | A) b ]] }')
    assert.same({ "empty 1:37" }, kinds 'rule "r" { emit = "R", pattern = [[ a? b? ]] }')
    assert.same({ "tail 1:39" }, kinds 'rule "r" { emit = "R", pattern = [[ a .+ ]] }')
    assert.same({ "cost 1:37" }, kinds 'rule "r" { emit = "R", pattern = [[ . . ]] }')
  end)

  it("holds what it says of flags against every word of the articles", function()
    local flags = { "cap", "upper", "lower", "mixed", "alpha", "digit", "num", "punct", "symbol",
                    "dash", "open", "close", "url", "email", "hashtag", "mention" }
    local source = {}
    for i, a in ipairs(flags) do
      for k = 1, i - 1 do
        source[#source + 1] = ('rule "r%d" { emit = "R", overlap = "all", pattern = [[ [%s & %s] ]] }\n')
          :format(#source + 1, a, flags[k])
      end
    end
    dir:write("odd.txt", "3D 4X a1 #tag @name o'B -- “A” U.S. e-mail x@y.zz http://a.b/c 3.5% £5 (a) 'S iPod I ½ Ⅳ ４\n")
    dir:write("flags.lua", table.concat(source))
    local never = {}
    for _, one in ipairs((json { "lint", "flags.lua", "-t", "json" })) do
      if one.kind == "never" then never["r" .. one.line] = true end
    end
    local count = 0
    for _ in pairs(never) do count = count + 1 end
    assert.truthy(count > 15)
    for _, record in ipairs((json { "flags.lua", "-t", "jsonl", "odd.txt", program.root .. "/tests/articles" })) do
      for _, annotation in ipairs(record.annotations) do
        assert.falsy(never[annotation.rule], annotation.text)
      end
    end
  end)

  it("accepts what a comment on the rule's first line names, and nothing else", function()
    local rule = 'rule "r" { %s\n  emit = "R", pattern = [[ . . .* ]] }'
    assert.same({ "cost 2:28", "tail 2:32" }, kinds(rule:format ""))
    assert.same({ "tail 2:32" }, kinds(rule:format "-- lint: cost"))
    assert.same({}, kinds(rule:format "-- every word is meant -- lint: tail, cost"))
    assert.same({ "cost 2:28", "tail 2:32" }, kinds(rule:format "-- lint: costs"))
    assert.same({}, kinds('lexicon "a" { "b" } -- lint: unused\nrule "r" { emit = "R", pattern = [[ c ]] }'))
  end)

  it("leaves what patterns of doc:match cost to the Lua that calls it", function()
    assert.same({}, kinds [==[
local PAIR = pattern [[ . . ]]
rule "r" { emit = "R", run = function(doc) doc:add("R", doc:match(PAIR)) end }]==])
  end)

  it("finds nothing in the shipped rules", function()
    local found = dir:run { "lint", program.root .. "/rules" }
    assert.equal(0, found.code)
    assert.truthy(found.out:find("\n0 findings\n$"))
  end)
end)
