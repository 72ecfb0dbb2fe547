-- Documents that are kept from one load to the next, beside the same rules run anew.
require "newsengine" -- knows where the shipped files are
local engine = require "newsengine.engine"
local frame = require "newsengine.frame"
local program = dofile("tests/cli/program.lua")
local record = require "newsengine.record"
local replay = require "newsengine.replay"

local texts = {
  [[Rain stops harvest

Anna Berg, the minister of farms, said on Monday that "rain stopped the harvest of maize".
Berg said the price of maize rose 12 percent. Oil fell. "We wait," said Karl Lund.]],
  [[Oil falls

Oil fell 3 percent on Friday, Karl Lund told reporters. Gold rose 2 percent.
Lund, 51, is a minister. Maize and oil and gold: all fell, Anna Berg said.]],
  "Nothing of note happened. Nobody rose, and nobody said why.",
  "",
}

-- A pack with a rule of each kind; %NAMES% are what edits change.
local files = {
  ["base.lua"] = [=[
lexicon "goods" { "maize", "oil", %GOODS% }
lexicon "places" { file = "places.tsv", key = "name" }
let "moved" [[ (rose | fell | %MOVED%) ]]
rule "goods" { emit = "Goods", pattern = [[ what:@goods ]],
  set = function(m) return { what = m.what, word = text.fold(m.what.text) } end }
rule "place" { emit = "Where", pattern = [[ at:@places ]], set = { name = take "at.name" } }
]=],
  ["places.tsv"] = "name\tland\n%PLACES%\n",
  ["help.lua"] = [=[
local factor = %FACTOR%
local function double(n) return n and n * factor end
local list = { "minister", "%OFFICE%" }
local pair = { even = function(self, n) return n == 0 or self.odd(self, n - 1) end }
function pair.odd(self, n) return n ~= 0 and pair.even(self, n - 1) end
return { double = double, list = list, pair = pair }
]=],
  ["pack.lua"] = [=[
%COMMENT%
use "base"
local help = use "help"
local seen = 0
local one = pattern [[ %ONE% ]]
local digits = regex [[%DIGITS%]]
local tried = pattern [[ . ]]
rule "%PERSON%" { emit = "Person", pattern = [[ given:[cap & !first | cap] surname:[cap] ]],
  where = function(m) return #m.text > %LONG% end,
  set = function(m) return { name = m.text, surname = m.surname.text, made = m.given } end }
%FIRST%
rule "wide" { emit = "Wide", pattern = [[ %WIDE% ]] }
rule "surname" { emit = "Person", pattern = [[ who:[cap] ]],
  refers = { "Person", surname = "who" } }
rule "move" { emit = "Move", pattern = [[ what:{Goods %WHICH%} $moved (n:[num] percent)? ]],
  set = function(m)
    return { what = m.what, by = help.double(m.n and m.n.number), even = help.pair:even(4) }
  end }
rule "figure" { emit = "Figure", regex = [[%REGEX%]], scope = "document" }
%SECOND%
rule "office" { emit = { "Office", "Loud", "Quotes" }, run = function(doc)
    local quotes = 0
    for _ in doc:each "Quoted" do quotes = quotes + 1 end -- made because it is asked for
    if quotes > 0 then doc:add("Quotes", doc:span(1, 1), { n = quotes }) end
    for sentence in doc:sentences() do
      for _, word in ipairs(help.list) do
        local found = doc:find("\\b" .. word .. "\\b", sentence)
        if found then
          local at = doc:before("Person", found)
          doc:add("Office", found, { who = at, all = { found, at }, %OFFICES% })
        end
      end
    end
    %STATE%
    for person in doc:each "Person" do
      if person.surname == "%LOUD%" then doc:set(person, { loud = true, made = false }) end
    end
    local first = doc:each("Move")()
    if first and %REMOVE% then doc:remove(first) end
  end }
rule "quoted" { emit = "Said", pattern = [[ {Quoted} ]], overlap = "all",
  where = function(m, doc) return doc:match("%WITHIN%", m) ~= nil end }
rule "loud" { emit = "Loud", pattern = [[ who:{Person loud=true} ]], apart = "Office" }
%THIRD%
rule "sum" { emit = "Sum", run = function(doc)
    local n = 0
    for _ in doc:each "Move" do n = n + 1 end
    if doc:match(one) then n = n + 100 end
    if doc:find(digits) then n = n + 1000 end
    if n > %MOST% then
      for person in doc:each "Person" do doc:set(person, { failed = n, surname = "x" }) end
      doc:remove(doc:each("Person")() or doc:each("Goods")())
      error("more than " .. n)
    end
    if #doc.text > 0 then doc:add("Sum", doc:span(1, 1), { n = n, first = doc:each("Goods")() }) end
  end }
local looked = lexicon "looked" { file = "places.tsv", key = "name" }
rule "looked" { emit = "Looked", run = function(doc)
    local day = looked:get("%DAY%")
    local word = doc.text:match("^%u%l+") or ""
    local n = doc:find("Gold") and #looked
    if looked:has(word) or day or n then
      doc:add("Looked", doc:span(1, 1), { land = day and day.land, n = n, all = #looked:all(word) })
    end
  end }
rule "per" { emit = "Per", pattern = [[ w:[/^[om]/ & lower] ]], per = "w",
  set = function(m) return { oslo = looked:has(m.w.text:sub(1, 1) .. "SLO") } end }
rule "maker" { emit = "Maker", run = function(doc)
    for person in doc:each "Person" do
      local ghost = doc:overlapping("Ghost", person)
      doc:add("Maker", person, { by = person.rule, layer = person.layer, ghost = ghost })
    end
  end }
rule "name" { emit = "Name", pattern = [[ made:{Maker} ]],
  set = function(m) return { name = m.made.ghost and m.made.ghost.kind, by = m.made.by } end }
rule "last" { emit = "Last", pattern = [[ {Loud} . ]], scope = "paragraph" }
]=],
}

local extra_a = 'rule "extra" { emit = "Goods", pattern = [[ harvest ]] }'
local ghost = 'rule "ghost" { emit = "Ghost", pattern = [[ Berg | Lund ]], set = { kind = "g" } }'
local ghosts = ghost:gsub("ghost", "ghosts", 1):gsub('"g"', '"h"')
local extra_b = 'rule "idle" { emit = "Never", pattern = [[ zebra ]] }'

-- What may stand in each place; the first is how it begins.
local choices = {
  GOODS = { '"gold"', '"gold", "rain"', '"harvest", "gold"', '{ name = "gold", kind = 3 }' },
  MOVED = { "jumped", "stopped", "fell of", "said" },
  PLACES = { "Oslo\tNO", "Monday\tNO", "Monday\tSE", "Friday\tNO\nOslo\tNO", "Bergen\tNO",
             "Bergen\tNO\nOslo\tNO", "Oslo\tSE", "Rain\tUK", "reporters. Gold\tX" },
  DAY = { "Friday", "Oslo" },
  FACTOR = { "2", "2.0", "3", "(1 + 1)" },
  OFFICE = { "speaker", "reporters", "chief" },
  COMMENT = { "", "-- a comment\n\n", "-- another one" },
  ONE = { "maize", "@goods $moved", "nobody" },
  DIGITS = { "[0-9]{2}", "[0-9]{3}", "x" },
  LONG = { "3", "9", "40" },
  WHICH = { "", "word=oil", "word!=oil" },
  REGEX = { "(?<n>[0-9]+) percent", "[0-9]+", "per" },
  STATE = { "", "seen = seen + 1", "seen = 0" },
  OFFICES = { "n = 1", "n = 2", "" },
  LOUD = { "Berg", "Lund", "Nobody" },
  REMOVE = { "false", "true" },
  WITHIN = { "wait", "$moved", "@goods", "[num]" },
  MOST = { "5000", "1000", "-1" },
  FIRST = { "", extra_a, extra_b, ghost },
  SECOND = { "", extra_a, extra_b, ghosts },
  THIRD = { "", "", extra_a },
  WIDE = { "zebra", "[lower]", "[upper]", "." },
  PERSON = { "person", "human" },
}

local names = {}
for name in pairs(choices) do names[#names + 1] = name end
table.sort(names)

describe("documents kept from load to load", function()
  local dir, chosen, kept, lines, made
  local function options()
    return { rules = { dir.path .. "/pack.lua" }, published = "2026-11-27", offsets = "codepoint" }
  end
  before_each(function()
    dir, chosen, kept, lines = program.scratch(), {}, {}, {}
    for _, name in ipairs(names) do chosen[name] = 1 end
    made = replay.new(options())
  end)
  after_each(function() dir:close() end)

  local function save()
    for name, source in pairs(files) do
      dir:write(name, (source:gsub("%%([A-Z]+)%%", function(key)
        return choices[key] and choices[key][chosen[key]]
      end)))
    end
  end

  local function job_of(one)
    return { engine = one, layers = record.layers(one, one:known_layers()),
             hashes = record.pack_hashes(one.pack) }
  end

  local function input_of(i) return { id = "t" .. i, text = texts[i], lang = "en" } end

  -- Without hashes, which a record that stays has of before.
  local function body(line) return (line:gsub('"hashes":.*', "")) end

  local function anew()
    local one = engine.new(options())
    local job, list = job_of(one), {}
    for i in ipairs(texts) do
      local doc = one:document(input_of(i))
      list[i] = body(frame.record(job, doc, input_of(i), one:annotate(doc)))
    end
    return list
  end

  -- -> how many records were made again, was there anything to run?
  local function follow(all)
    local one, any = made:load()
    local job, again = job_of(one), 0
    local function write(doc, input, failures) return frame.record(job, doc, input, failures) end
    for i in ipairs(texts) do
      local other = true
      if kept[i] then
        kept[i], other = made:update(kept[i])
      else
        kept[i] = made:run(input_of(i))
      end
      if other or all then
        lines[i] = body(made:record(kept[i], write))
        again = again + 1
      end
    end
    made:finish()
    return again, any
  end

  -- As watch does when it has time.
  local function renew()
    made:renew()
    for i in ipairs(texts) do kept[i] = made:run(input_of(i)) end
    made:finish()
  end

  it("are what the same rules make of them anew, whatever was saved", function()
    save()
    follow()
    assert.same(anew(), lines)
    local state = 21
    local function below(n)
      state = (state * 1103515245 + 12345) & 0x7FFFFFFF
      return (state >> 8) % n + 1
    end
    local failing, same, renewed = 0, 0, 0
    for round = 1, 130 do
      for _ = 1, below(8) == 1 and 3 or 1 do
        local name = names[below(#names)]
        chosen[name] = below(#choices[name])
      end
      save()
      if pcall(anew) then
        local again = follow(below(6) == 1)
        if again == 0 then same = same + 1 end
        assert.same(anew(), lines, "round " .. round)
        if made:is_full() then
          renewed = renewed + 1
          renew()
        end
      else -- a rule twice: all stays
        failing = failing + 1
        assert.is_false(pcall(follow))
      end
    end
    assert.is_true(failing > 2 and same > 10 and renewed > 1,
                   failing .. " " .. same .. " " .. renewed)
  end)

  -- Load what stands in pack.lua before and behind an edit -> what follow() tells of the second.
  local function edit(before, after)
    made, kept, lines = replay.new(options()), {}, {}
    dir:write("pack.lua", before)
    follow()
    assert.same(anew(), lines)
    dir:write("pack.lua", after)
    local again, any = follow()
    assert.same(anew(), lines, after)
    return again, any
  end

  local oil = 'rule "m" { emit = "M", pattern = [[ Oil fell ]], set = function() %s end }'

  it("see what a function finds in its environment by a name that was put together", function()
    local source = 'local all = _G\nFACTOR = %d\nlocal key = "FACT" .. "OR"\n'
                   .. oil:format("return { n = all[key] }")
    assert.equal(2, (edit(source:format(2), source:format(3))))
  end)

  it("see the lines in the errors that a rule catches", function()
    local source = 'local try = pcall\n%slocal function bad() error("no") end\n'
                   .. oil:format("local _, why = try(bad) return { why = why }")
    assert.equal(2, (edit(source:format(""), source:format("-- a comment\n"))))
    dir:write("help.lua", 'return function() error("no") end')
    source = 'local bad = use "help"\n'
             .. oil:format("local _, why = pcall(bad) return { why = why }")
    edit(source, source)
    dir:write("help.lua", '\n\nreturn function() error("no") end')
    assert.equal(2, (follow()))
    assert.same(anew(), lines)
  end)

  it("take dates as what they are", function()
    local source = "%slocal day = date(%d, 1, 2)\n" .. oil:format("return { day = day }")
    assert.equal(2, (edit(source:format("", 2024), source:format("", 2025))))
    local commented = source:format("-- a comment\n", 2024)
    assert.same({ 0, false }, { edit(source:format("", 2024), commented) })
  end)

  -- Which rules of the pack run on the first text when `after` is saved over `before`.
  local function ran(before, after)
    local list = {}
    edit(before, before)
    dir:write("pack.lua", after)
    local one = made:load()
    one.on_rule = function(rule) list[#list + 1] = not rule.file.article and rule.name or nil end
    for i = 1, #kept do
      kept[i] = made:update(kept[i])
      one.on_rule = nil
    end
    made:finish()
    follow(true)
    assert.same(anew(), lines)
    return table.concat(list, " ")
  end

  it("run, behind a rule that did something else, those that asked for what it makes", function()
    local source = [==[
rule "one" { emit = "One", pattern = [[ %s ]], set = { kind = "a" } }
rule "apart" { emit = "Two", pattern = [[ price ]] }
rule "reads" { emit = "Three", pattern = [[ {One} . ]] }
rule "asks" { emit = "Four", run = function(doc)
  local m = doc:within("One", doc:span(1, #doc.text))
  if m then doc:add("Four", m, { one = m }) end
end }
rule "takes" { emit = "Five", pattern = [[ m:{Four} ]], set = function(m)
  return { kind = m.m.one.kind, rule = m.m.rule }
end }
rule "same" { emit = "Five", pattern = [[ harvest ]] }
rule "idle" { emit = "Five", pattern = [[ zebra ]] }
]==]
    local before = source:format("maize")
    -- "takes" reads an attribute of One, though its pattern does not
    assert.equal("one reads asks takes same", ran(before, source:format("minister")))
    assert.equal("one", ran(before, source:format("maize | zebra")))
    assert.equal("takes same", ran(before, before:gsub('"asks"', '"asked"')))
    assert.equal("takes", ran(before, before:gsub('"one"', '"first"')))
    -- more than there is room for: all behind run
    assert.equal("one apart reads asks takes same idle", ran(before, source:format("[lower]")))
  end)

  it("run those that asked for the one of two layers that another rule changed", function()
    local source = [==[
rule "both" { emit = { "Goods", "Talk" }, run = function(doc)
  for m in doc:gfind("(?i)maize|price|%s") do doc:add("Talk", m, { n = #m.text }) end
  for m in doc:gfind("Berg|Lund") do doc:add("Goods", m, { name = m.text }) end
end }
rule "goods" { emit = "A", pattern = [[ who:{Goods} said ]] }
rule "names" { emit = "B", run = function(doc)
  for m in doc:each("Goods") do doc:add("B", m, { goods = m, name = m.name }) end
end }
rule "talk" { emit = "C", pattern = [[ {Talk} of ]] }
]==]
    assert.equal("both talk", ran(source:format("zebra"), source:format("harvest")))
    assert.equal("both goods names", ran(source:format("zebra"),
                                         (source:format("zebra"):gsub("Berg|", ""))))
  end)

  it("tell what goes wrong in a rule between others that came or went", function()
    local function idle(name)
      return ('rule "%s" { pattern = "zebra", emit = "Z" }\n'):format(name)
    end
    local fails = 'rule "fails" { emit = "F", run = function() %s end }\n'
    local again = edit(idle "one" .. fails:format("") .. idle "two" .. idle "last",
                       fails:format('error("no")') .. idle "last")
    assert.equal(#texts, again)
  end)

  it("run those that a new row of a lexicon concerns, where it does", function()
    local source = [==[
local goods = lexicon "goods" { file = "goods.tsv" }
local one = pattern "@goods"
rule "found" { emit = "Found", pattern = [[ @goods . ]] }
rule "by_match" { emit = "Found", run = function(doc)
  local m = doc:match(one)
  if m then doc:add("Found", m) end
end }
rule "asked" { emit = "Asked", run = function(doc)
  if goods:has("rubber") then doc:add("Asked", doc:span(1, 3)) end
end }
rule "rows" { emit = "Asked", run = function(doc)
  if goods:rows().copper then doc:add("Asked", doc:span(1, 3)) end
end }
rule "apart" { emit = "Apart", pattern = [[ maize ]] }
]==]
    local function ran_by(rows)
      dir:write("goods.tsv", "name\ncotton\n")
      edit(source, source)
      local list = {}
      dir:write("goods.tsv", "name\n" .. rows)
      local one = made:load()
      one.on_rule = function(rule) list[#list + 1] = rule.name end
      for i = 1, #kept do kept[i] = made:update(kept[i]) end
      made:finish()
      one.on_rule = nil
      follow(true)
      assert.same(anew(), lines)
      return table.concat(list, " ")
    end
    local function times(n) return ("found by_match asked rows "):rep(n):sub(1, -2) end
    assert.equal("", ran_by "cotton\nzinc\n")
    assert.equal("", ran_by "tin\n")
    assert.equal(times(2), ran_by "cotton\nKarl Lund\n") -- two texts name him
    assert.equal(times(4), ran_by "cotton\nrubber\n") -- looked up on all
    assert.equal(times(4), ran_by "cotton\ncopper\n")
  end)

  it("run those that asked for a layer that nobody had used", function()
    local source = 'rule "asks" { emit = "Asked", run = function(doc)\n'
                   .. '  if doc:each("Ghost")() then doc:add("Asked", doc:span(1, 3)) end\nend }\n'
    local maker = 'rule "ghost" { emit = "Ghost", pattern = [[ maize ]] }\n'
    assert.equal("ghost asks", ran(source, maker .. source))
  end)

  -- As watch does for a document that stands beside another one that was saved.
  it("stay what they are when they are brought up to date once more", function()
    local function named(name, word)
      return ('rule "%s" { emit = "M", pattern = [[ %s ]] }\n'):format(name, word)
    end
    local idle, last = named("idle", "zebra"), named("last", "Oil")
    edit(named("one", "Oil fell") .. named("two", "zebra") .. idle .. last,
         named("one", "Oil fell") .. idle .. last)
    for i = 1, #kept do
      local other
      kept[i], other = made:update(kept[i])
      assert.is_false(other)
    end
    dir:write("pack.lua", named("one", "Oil") .. idle .. last)
    follow(true)
    assert.same(anew(), lines)
    dir:write("pack.lua", named("one", "Oil fell") .. idle .. named("last", "Oil fell"))
    follow(true)
    assert.same(anew(), lines)
  end)
end)
