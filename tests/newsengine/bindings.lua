-- What test_bindings_faults.c runs while allocations fail: the bindings as rules, readers and
-- formats use them.  -> list of { name, function that gives a string }
package.path = "scripts/?.lua;scripts/?/init.lua;" .. package.path
local core = require "newsengine.core"
local ne = require "newsengine"
local engine = require "newsengine.engine"
local reader = require "newsengine.reader"
local record = require "newsengine.record"

local directory = ...

local rules = [[
lexicon "people" { { name = "Ann Lee", id = "1" }, { name = "Bob" } }
let "says" [=[ (said | told) ]=]
rule "who" { pattern = "x:@people", emit = "Who" }
rule "said" { pattern = "who:{Who} $says what:(. | .){1,3}", emit = "Said",
  refers = { "Who", name = "who" } }
rule "where" { pattern = "y:[cap & !first]", emit = "Cap",
  where = function(m) return #m.text > 2 end,
  set = function(m) return { text = m.y.text, lemma = m.y.lemma, pos = m.y.pos } end }
rule "year" { regex = "(?<y>[0-9]{4})", emit = "Year" }
rule "run" { emit = "Run", run = function(doc)
  for s in doc:sentences() do
    for w in doc:words(s) do
      if doc:find("[aeiou]{2}", w) then doc:add("Run", w, { text = w.text:upper() }) end
    end
  end
  local m = doc:match("told . .")
  if m then doc:add("Run", m, {}) end
end }
]]

local file = assert(io.open(directory .. "/rules.lua", "wb"))
file:write(rules)
file:close()

local text = "Ann Lee said “no” in Paris, 2021. Bob told the Bureau about it; "
  .. "Ann Lee was heard.\n\nIt rained."

local function options() return { rules = { directory .. "/rules.lua" }, plain = true } end

local loaded = engine.new(options())
local layers = record.layers(loaded, loaded:emitted())
local hashes = record.pack_hashes(loaded.pack)

local function annotate(made)
  local doc, failures = ne.document(text, { engine = made, lang = "en", id = "a" })
  assert(doc, failures)
  if #failures > 0 then error(failures[1].message, 0) end
  record.prepare(doc, layers)
  return record.line(doc, layers, { id = "a", offsets = "codepoint", hashes = hashes,
                                    failures = {} })
end

local page = "<html><head><title>A page</title></head><body><h1>Head</h1>"
  .. "<p>Some <b>text</b> of it, which is long enough to be a paragraph &amp; more.</p>"
  .. "<ul><li>One</ul></body></html>"
local html = reader.load("html")

local function read_page()
  local parts = {}
  local budget = { steps = 1 << 40, seconds = 100, memory = 256 << 20 }
  local ok, message = reader.read(html, { id = "p", number = 1, bytes = page }, {}, budget,
    core.memory() + budget.memory, function(document)
      parts[#parts + 1] = document.error or document.text
    end)
  if not ok then error(message, 0) end
  return table.concat(parts, "\n")
end

local function values()
  local value = core.json_decode('{"a":[1,2.5,"x",null,true],"b":{"c":"\\u00e9"}}')
  local regex = core.regex("(?<first>[a-z]+)-(?<second>[0-9]+)")
  local fields, rest, url = core.json_fields('{"id":"a","b":[1],"url":{"c":2}}', { id = "id" },
                                             "url")
  local code = string.dump(read_page)
  local items, without = core.record_items('{"id":1,"layer":"A","r":{"ref":2}},'
    .. '{"id":2,"layer":"B","ref":"x"}')
  local parts = { items[1] .. items[2], without[1] .. without[2], core.json_encode(value),
                  core.fold("ÉCOLE"), core.hash("abc"),
                  tostring(regex) and "regex", fields.id, rest, url,
                  core.hash(core.bytecode_lean(code)), core.bytecode_globals(code)[1].name,
                  core.hash((core.bytecode_meaning(code))), tostring(core.bytecode_steady(code)),
                  core.hash(core.bundle_lists { { "a", "bc" }, {}, { 1, 2 } }) }
  return table.concat(parts, " ")
end

local function archive()
  local lines = core.lines(core.source_of("one\ntwo\n\nthree"))
  local list = {}
  while true do
    local line, why = lines:next(true, 2, 100)
    if not line then
      if why and type(why) == "string" then error(why, 0) end
      break
    end
    list[#list + 1] = line
  end
  return table.concat(list, "|")
end

local reused = engine.new { reuse = true }
local sentences = record.layers(reused, { "Sentence" })

-- Files whose text documents take, one that is no UTF-8 between them.
local function texts()
  local parts = {}
  for i, bytes in ipairs { "One. Two.", "Caf\xE9. Three.", "Four. Five. Six." } do
    local path = ("%s/%d.txt"):format(directory, i)
    local out = assert(io.open(path, "wb"))
    assert(out:write(bytes))
    out:close()
    local source = assert(core.source(path))
    local input, other = source:read_text(100)
    source:close()
    local doc = assert(reused:document { text = assert(input, other), lang = "en" })
    parts[#parts + 1] = core.hash(core.record(doc, sentences, { id = i, input = other or true }))
    parts[#parts + 1] = doc.text
    reused:let_go()
  end
  return table.concat(parts, " ")
end

-- A rule that adds, changes, takes out and fails, between two that do not.
file = assert(io.open(directory .. "/failing.lua", "wb"))
file:write([[
rule "cap" { emit = "Cap", pattern = "[cap]" }
rule "bad" { emit = "Cap", run = function(doc)
  local list = {}
  for cap in doc:each("Cap") do list[#list + 1] = cap end
  for i, cap in ipairs(list) do
    doc:add("Cap", cap, { n = i })
    doc:set(cap, { n = i })
    doc:remove(cap)
  end
  error("no")
end }
rule "behind" { emit = "Behind", pattern = "c:{Cap} x:.", set = { n = take "c.n" } }
]])
file:close()
local failing = engine.new { rules = { directory .. "/failing.lua" }, plain = true }
local behind = record.layers(failing, failing:emitted())

local function undone()
  local doc, failures = ne.document("Ann Lee saw Bob. Cy saw Di.", { engine = failing,
                                                                      lang = "en" })
  for _, one in ipairs(assert(doc, failures) and failures) do
    if one.rule ~= "bad" then error(one.message, 0) end -- by a fault: the others do not fail
  end
  return core.hash(core.record(doc, behind, { id = 1 }))
end

-- Other words in another order.
local seed = 1
local function next_text()
  local words = { "Ann Lee", "Bob", "said", "told", "the Bureau", "“no”", "in Paris,", "2021.",
                  "was heard.\n\n" }
  local list = {}
  for i = 1, 12 do
    seed = (seed * 1103515245 + 12345) % 2147483648
    list[i] = words[seed // 65536 % #words + 1]
  end
  text = table.concat(list, " ")
end

local function grammar()
  local morphology = core.morphology("ran\tverb\trun\n")
  local made, why = core.set_grammar(morphology, "to\tpart adp\nplan\tnoun:5 verb:4\n",
                                     'select verb if -1 is "to"\n')
  if not made then error(why, 0) end
  local doc = assert(ne.document("He plans it.", { engine = loaded, lang = "en" }))
  local reason = core.pos_reasons(doc:span(4, 8))[1]
  return core.hash(core.grammar_block(morphology)) .. reason.pos .. reason.of .. reason.left
end

-- Two files of a pack, which one walk makes read-only; the second has a counter in C.
local function freezing()
  local walk, shadows, list = core.freezing(), setmetatable({}, { __mode = "k" }), {}
  local common = { __newindex = function() error("read-only", 0) end, __metatable = false }
  local inner, known = { n = 1 }, { word = function() return list end }
  local first = function() return inner, known.word end
  local second = { inner, deep = { inner, { n = 2 } }, next = ("a"):gmatch("a") }
  for i, root in ipairs { first, second } do
    list[i] = tostring(core.freeze({ root }, known, { [print] = true }, shadows, {}, common, walk)
                       ~= nil)
  end
  for _, t in ipairs { inner, second, second.deep, second.deep[2] } do
    local _, message = pcall(function() t.n = 3 end)
    if message ~= "read-only" then error(message, 0) end -- out of memory, that is
    list[#list + 1] = message
  end
  list[#list + 1] = inner.n + second.deep[2].n
  return table.concat(list, " ")
end

return {
  next_text = next_text,
  { "grammar", grammar },
  { "annotate", function() return annotate(loaded) end },
  { "load", function() return annotate(engine.new(options())) end },
  { "page", read_page },
  { "values", values },
  { "lines", archive },
  { "texts", texts },
  { "undone", undone },
  { "freezing", freezing },
}
