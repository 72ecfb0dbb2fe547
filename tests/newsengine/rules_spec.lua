-- Overlap, priority, scope and cascades as `help rules` states them: a test for each line.
local engine = require "newsengine.engine"
local paths = require "newsengine.paths"
local program = dofile("tests/cli/program.lua")

paths.root = paths.root or "."

describe("rules", function()
  local dir
  before_each(function() dir = program.scratch() end)
  after_each(function() dir:close() end)

  -- "rule: text" of each annotation of the layers, in text order of each layer.
  local function run(source, text, layers, options)
    dir:write("r.lua", source)
    local made = engine.new { rules = { dir.path .. "/r.lua" } }
    local input = { text = text, id = "t" }
    for key, value in pairs(options or {}) do input[key] = value end
    local doc = assert(made:document(input))
    assert.same({}, made:annotate(doc))
    local list = {}
    for layer in layers:gmatch("%S+") do
      for annotation in doc:each(layer) do
        list[#list + 1] = ("%s: %s"):format(annotation.rule, annotation.text)
      end
    end
    return list
  end

  local text = "The North Korean leader said so."

  local function two(first, second)
    return ('rule "first" { emit = "N", pattern = [[ %s ]] }\n'):format(first)
           .. ('rule "second" { emit = "N", pattern = [[ %s ]]%s }\n'):format(second[1],
             second.overlap and (', overlap = "%s"'):format(second.overlap) or "")
  end

  it("find no lexicon by a name that there is not, or by none", function()
    local source = [=[
      lexicon "words" { { name = "north", kind = "x" } }
      rule "known" { emit = "N", pattern = "north", where = function(m)
        local row = lexicons.words:get(m.text)
        return not lexicons[row.none] and not lexicons.other and lexicons.words ~= nil
      end }]=]
    assert.same({ "known: North" }, run(source, text, "N"))
  end)

  it("read the attributes that a rule before them set, also when they were read before", function()
    local source = [=[
      rule "person" { emit = "P", pattern = [[ [cap & !first] ]] }
      rule "before" { emit = "B", pattern = [[ {P} ]] }
      rule "set" { emit = "S", run = function(doc)
          for p in doc:each "P" do doc:set(p, { loud = p.text == "Korean" }) end
        end }
      rule "loud" { emit = "L", pattern = [[ {P loud=true} ]] }]=]
    assert.same({ "loud: Korean" }, run(source, text, "L"))
  end)

  -- second rule's pattern; what is kept of it without overlap, with nested, with all
  local cases = {
    { "apart from the first", "said so", true, true, true },
    { "inside it", "korean", false, true, true },
    { "around it", "the north korean leader said", false, true, true },
    { "at its beginning", "north", false, true, true },
    { "crossing its end", "leader said", false, false, true },
    { "crossing its beginning", "the north", false, false, true },
    { "at the same place", "north korean leader", false, false, true },
  }
  for _, case in ipairs(cases) do
    it("judge overlap: a second match " .. case[1], function()
      for i, overlap in ipairs { "none", "nested", "all" } do
        local got = run(two("north korean leader", {
          case[2], overlap = overlap ~= "none" and overlap or nil }), text, "N")
        local kept = 0
        for _, one in ipairs(got) do
          if one:find("^second") then kept = kept + 1 end
        end
        assert.equal(case[i + 2] and 1 or 0, kept, overlap)
        assert.equal(case[i + 2] and 2 or 1, #got, overlap)
      end
    end)
  end

  it("give the place to the earlier rule, however short its match", function()
    assert.same({ "first: Korean" }, run(two("korean", { "north korean leader" }), text, "N"))
  end)

  it("give the place to the leftmost of one rule's matches, by its first pattern", function()
    local rule = 'rule "r" { emit = "N", pattern = { [[ leader said ]], [[ korean leader ]] } }'
    assert.same({ "r: leader said" }, run(rule, text, "N"))
    rule = 'rule "r" { emit = "N", pattern = [[ north korean | korean leader ]] }'
    assert.same({ "r: North Korean" }, run(rule, text, "N"))
  end)

  it("judge overlap only within a layer", function()
    assert.same({ "a: Korean", "b: Korean" }, run([=[
rule "a" { emit = "A", pattern = [[ korean ]] }
rule "b" { emit = "B", pattern = [[ korean ]] }]=], text, "A B"))
  end)

  it("judge overlap on the span that is covered, not on the match", function()
    assert.same({ "a: Korean", "b: leader" }, run([=[
rule "a" { emit = "N", pattern = [[ x:korean leader ]], span = "x" }
rule "b" { emit = "N", pattern = [[ korean x:leader ]], span = "x" }]=], text, "N"))
  end)

  it("judge overlap after where, and search on at the next word after a dropped match", function()
    assert.same({ "b: North Korean leader" }, run([=[
rule "a" { emit = "N", pattern = [[ korean ]], where = function() return false end }
rule "b" { emit = "N", pattern = [[ north korean leader ]] }]=], text, "N"))
    assert.same({ "a: b c", "a: d." }, run([=[
rule "a" { emit = "N", pattern = [[ . . ]],
  where = function(m) return m.text ~= "a b" end }]=], "a b c d.", "N"))
  end)

  it("stay apart from other layers with the span that is covered, and search on at the next word",
     function()
    assert.same({ "a: Korean", "b: leader" }, run([=[
rule "a" { emit = "A", pattern = [[ korean ]] }
rule "b" { emit = "B", pattern = [[ korean x:leader | x:(north korean) ]], span = "x",
           apart = "A" }]=], text, "A B"))
    assert.same({ "a: Korean", "m: leader", "b: said" }, run([=[
rule "a" { emit = "A", pattern = [[ korean ]] }
rule "m" { emit = "M", pattern = [[ leader ]] }
rule "b" { emit = "B", pattern = [[ korean leader said | leader said | said ]],
           apart = { "A", "M" } }]=], text, "A M B"))
    assert.same({ "a: Korean", "b: North" }, run([=[
rule "a" { emit = "A", pattern = [[ korean ]] }
rule "b" { emit = "B", regex = [[(?:Korean|North)]], apart = "A" }]=], text, "A B"))
  end)

  -- What a rule does between "P" and "L" and how it fails; its budget.
  local failures = {
    { "by an error", 'error("no")', "error" },
    { "by steps", "while true do end", "steps", { steps = 1000000 } },
    { "by memory", 'local t = {} while true do t[#t + 1] = ("x"):rep(1000) .. #t end', "memory",
      { memory = 4 << 20 } },
    { "by memory of annotations", 'while true do doc:add("P", doc:span(1, 3), {}) end', "memory",
      { memory = 4 << 20 } },
    { "by the state it keeps", "state = state + 1", "state" },
  }
  for _, case in ipairs(failures) do
    local name, act, code, limits = table.unpack(case)
    it("that fail leave nothing added, changed and taken out: " .. name, function()
      local bad = [=[
        function(doc)
          local list = {}
          for p in doc:each "P" do list[#list + 1] = p end
          doc:add("P", doc:span(1, 3), {})
          doc:set(list[2], { kind = "x", own = 1 })
          doc:set(list[1], { kind = "y" })
          doc:set(list[2], { kind = "z", own = false })
          if not doc:match("{P kind=y} {P kind=z}") then return end
          doc:remove(list[2])
          doc:remove(list[1])
          doc:set(doc:add("P", doc:span(5, 9), { kind = "a" }), { kind = "z" })
          doc:remove(doc:add("P", doc:span(5, 9), {}))
          %s
        end]=]
      local before = [=[
        local state = 0
        rule "person" { emit = "P", pattern = [[ [cap] ]], set = { kind = "p" } }
        rule "gone" { emit = "N", run = function(doc)
          doc:remove(doc:each("P")())
          doc:set(doc:each("P")(), { kind = "q" })
        end }
        ]=]
      local behind = '\nrule "behind" { emit = "B", '
        .. 'pattern = [[ {P kind=p|q} | {P kind=x|y|z} . ]] }'
      local kinds = {
        ('rule "bad" { emit = "P", run = %s }'):format(bad),
        ('rule "bad" { emit = "P", pattern = [[ said ]], set = function(m, doc) (%s)(doc) end }')
          :format(bad),
        ('rule "bad" { emit = "P", regex = "said", where = function(m, doc) (%s)(doc) end }')
          :format(bad),
      }
      for _, kind in ipairs(kinds) do
        dir:write("r.lua", before .. kind:format(act) .. behind)
        local budget = { steps = 500000000, memory = 256 << 20, seconds = 100 }
        for key, value in pairs(limits or {}) do budget[key] = value end
        local made = engine.new { rules = { dir.path .. "/r.lua" }, budget = budget }
        local doc = assert(made:document { text = text, id = "t" })
        local failed = made:annotate(doc)
        assert.same({ "bad", code }, { failed[1].rule, failed[1].code })
        local list = {}
        for _, layer in ipairs { "P", "B" } do
          for one in doc:each(layer) do
            list[#list + 1] = ("%s: %s %s"):format(one.rule, one.text, one.kind)
          end
        end
        assert.same({ "person: North q", "person: Korean p", "behind: North nil",
                      "behind: Korean nil" }, list)
      end
    end)
  end

  it("note once what they change however often they do", function()
    dir:write("r.lua", [=[
      rule "person" { emit = "P", pattern = [[ [cap] ]], set = { kind = "p" } }
      rule "many" { emit = "N", run = function(doc)
        local p = doc:each("P")()
        for i = 1, 50000 do doc:set(p, { kind = i, more = "more" }) end
        if p.kind ~= 50000 or doc.lang == "fr" then error("no") end
      end }
      rule "again" { emit = "N", run = function(doc)
        doc:set(doc:each("P")(), { kind = "again" })
        error("no")
      end }]=])
    local budget = { steps = 500000000, memory = 4 << 20, seconds = 100 }
    local made = engine.new { rules = { dir.path .. "/r.lua" }, budget = budget }
    for lang, kind in pairs { en = 50000, fr = "p" } do
      local doc = assert(made:document { text = text, id = "t", lang = lang })
      local failed = made:annotate(doc)
      assert.same({ "error", "again" }, { failed[#failed].code, failed[#failed].rule })
      assert.equal(lang == "fr" and 2 or 1, #failed)
      assert.equal(kind, doc:each("P")().kind)
    end
  end)

  it("do not judge what doc:add writes", function()
    assert.same({ "a: Korean", "b: Korean" }, run([=[
rule "a" { emit = "N", pattern = [[ korean ]] }
rule "b" { emit = "N", run = function(doc) doc:add("N", doc:match "korean", {}) end }]=],
      text, "N"))
  end)

  it("run in the order written; what is earlier can be read, what is later not yet", function()
    assert.same({ "third: Korean leader" }, run([=[
rule "first" { emit = "A", pattern = [[ {B} leader ]] }
rule "second" { emit = "B", pattern = [[ korean ]] }
rule "third" { emit = "C", pattern = [[ {B} leader ]] }]=], text, "A C"))
  end)

  it("read in one rule what the same rule has written before", function()
    assert.same({ "r: a", "r: b", "r: c" }, run([=[
rule "r" { emit = "N", pattern = { [[ a ]], [[ (?<= {N}) b ]], [[ (?<= {N}) c ]] } }]=],
      "a b c.", "N"))
  end)

  it("read annotations of a used file, in its place in the order", function()
    dir:write("base.lua", 'rule "base" { emit = "B", pattern = [[ korean ]] }')
    assert.same({ "top: Korean leader" },
                run('use "base"\nrule "top" { emit = "C", pattern = [[ {B} leader ]] }', text, "C"))
  end)

  it("ask a used file, which keeps its lexicons by another name", function()
    dir:write("base.lua", [=[
lexicon "peoples" { "korean" }
local mine = lexicons
return function(word) return mine.peoples:has(word) end]=])
    assert.same({ "own: Korean" }, run([=[
local of_base, all = use "base", lexicons
lexicon "heads" { "leader" }
rule "own" { emit = "N", pattern = [[ . ]], where = function(m)
  return of_base(m.text) and not all.heads:has(m.text)
end }]=], text, "N"))
  end)

  local sentences = "It was one. It was two.\n\nIt was three. Then four."

  local function scoped(scope, pattern)
    return ('rule "s" { emit = "S", scope = "%s", pattern = [[ %s ]] }'):format(scope, pattern)
  end

  it("never match beyond their scope", function()
    local counts = {}
    for _, scope in ipairs { "sentence", "paragraph", "document" } do
      local got = {}
      for _, pattern in ipairs { "was one", "one . it", "two . it", "^ it", "two $" } do
        got[#got + 1] = #run(scoped(scope, pattern), sentences, "S")
      end
      counts[scope] = got
    end
    assert.same({ sentence = { 1, 0, 0, 3, 1 }, paragraph = { 1, 1, 0, 2, 1 },
                  document = { 1, 1, 1, 1, 0 } }, counts)
  end)

  it("take the sentences of one quotation as one scope", function()
    local quoted = "“It is old. It is wet,” she said. It is new."
    assert.same({ "s: old. It is wet,” she said" },
                run(scoped("sentence", "old .* said"), quoted, "S"))
    assert.same({}, run(scoped("sentence", "said .* new"), quoted, "S"))
  end)

  it("keep to zones when they are named", function()
    local article = "Dam opens again\n\nBy Ann Day\nJune 3, 2020\n\n"
                    .. "The dam was opened on Sunday. It is old."
    local function zoned(extra)
      return run('use "article"\nrule "z" { emit = "Z", pattern = [[ dam ]]' .. extra .. " }",
                 article, "Z")
    end
    assert.equal(2, #zoned "")
    assert.same({ "z: dam" }, zoned ', zone = "body"')
    assert.same({ "z: Dam" }, zoned ', zone = "headline"')
    assert.same({ "z: Dam", "z: dam" }, zoned ', zone = { "headline", "body" }')
    assert.same({ "z: Sunday. It" }, run('use "article"\n' .. [=[
rule "z" { emit = "Z", pattern = [[ sunday . it ]], scope = "zone", zone = "body" }]=],
      article, "Z"))
  end)

  it("run on documents of their language only", function()
    local rule = 'rule "l" { emit = "L", lang = "de", pattern = [[ leader ]] }'
    assert.same({}, run(rule, text, "L"))
    assert.same({ "l: leader" }, run(rule, text, "L", { lang = "de" }))
  end)

  it("refer to the nearest earlier mention, else to the first later one", function()
    local source = [=[
rule "full" { emit = "P", pattern = [[ given:[cap] surname:"Lee" ]],
  set = function(m) return { name = m.text, surname = "Lee" } end }
rule "short" { emit = "P", pattern = [[ s:"Lee" ]], refers = { "P", surname = "s" } }]=]
    dir:write("r.lua", source)
    local made = engine.new { rules = { dir.path .. "/r.lua" } }
    local function names(body)
      local doc = assert(made:document { text = body, id = "t" })
      assert.same({}, made:annotate(doc))
      local list = {}
      for p in doc:each "P" do
        if p.rule == "short" then list[#list + 1] = p.name end
      end
      return list
    end
    assert.same({ "Ann Lee", "Bob Lee" },
                names("That is Ann Lee. It was Lee. That is Bob Lee. So was Lee."))
    assert.same({ "Ann Lee" }, names("It was Lee. That is Ann Lee."))
    assert.same({}, names("It was Lee."))
  end)
end)
