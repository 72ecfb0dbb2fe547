-- A wrong argument raises or gives nothing: whatever functions of the core are called with, the
-- process goes on, and the engine gives what it gave before.
local core = require "newsengine.core"
local ne = require "newsengine"
local program = dofile("tests/cli/program.lua")

local state = 1
local function below(n) -- the same sequence each time
  state = (state * 6364136223846793005 + 1442695040888963407) & math.maxinteger
  return (state >> 33) % n
end

local text = "Ann Lee met Bob in Rome on 5 May. “It went well,” she said.\n\n- One\n- Two\n"
local rules = 'lexicon "names" { file = "names.tsv" }\n'
  .. 'rule "met" { pattern = [[ a:[cap] met b:[cap] ]], emit = "Met" }\n'

describe("a function of the core", function()
  local dir, engine, values, wanted
  setup(function()
    dir = program.scratch()
    dir:write("names.tsv", "key\tkind\nAnn Lee\tx\nRome\ty\n")
    dir:write("one.lua", rules)
    engine = ne.engine { rules = { dir.path .. "/one.lua" } }
    local function made() return (ne.document(text, { engine = engine, lang = "en", id = "a" })) end
    wanted = ne.record(made())
    local doc, other = made(), made()
    local page = core.page("<p class=x>A <b>page</b></p><p>Two", core.labels {})
    local annotation = doc:each("Met")()
    values = {
      true, false, 0, 1, -1, 2, 3, 5, 12, 31, 99, 1.5, 2^53, 2024, 0 / 0, math.huge, -math.huge,
      math.maxinteger, math.mininteger, "", "a", "A", "5", "Met", "Sentence", "Nowhere", "text",
      "sentence", "paragraph", "2024-02-29", "2024-13-01", "9999-12-31", "0001-01-01", "\xFF",
      "é", "(a", "[", "[cap]", "a|b", "%d+", "%", "%1", "(%a)(%a)", "%bxy", "%f[%a]", "^.-$",
      "[^%s-]", ("x"):rep(300), "<b>", "a\tb", '{"a":[1]}', "key", "x.y", "\r\n", "iso-8859-1",
      {}, { 1, 2 }, { a = 1 }, { "a", "b" }, { { 1 } }, { text = "x", first = 1 }, print,
      function() return 1 end, setmetatable({}, { __index = function() error("index") end }),
      doc, other, doc:span(1, 3), doc:span(4, 3), other:span(9, 20), annotation,
      core.regex("(a)(?<b>x)?"), engine:open_matcher(doc), engine.pack.patterns, page,
      core.calendar.date and 20240229, doc:layout(), core.question({ least = 1 }, { to = 1 }),
    }
  end)
  teardown(function() dir:close() end)

  local function call(f, most)
    local list = {}
    local count = below(most + 1)
    for i = 1, count do
      local at = below(#values + 1)
      list[i] = values[at] -- 0: nil
    end
    pcall(f, table.unpack(list, 1, count))
  end

  local function first_of_its_kind(kind)
    for _, value in ipairs(values) do
      if debug.getmetatable(value) and debug.getmetatable(value).__name == kind then
        return value
      end
    end
    error("no " .. kind)
  end

  local function survives(names, from, self)
    for name in names:gmatch("%S+") do
      local f = assert(from[name], name)
      for _ = 1, 300 do
        call(f, 5)
        if self then call(function(...) return f(self, ...) end, 4) end
      end
    end
    collectgarbage()
    local doc, failures = ne.document(text, { engine = engine, lang = "en", id = "a" })
    assert.same({}, failures)
    assert.equal(wanted, ne.record(doc))
  end

  it("of the calendar", function()
    survives("day is_date iso_week date", core.calendar)
  end)

  it("of strings", function()
    survives("find match gmatch gsub charging formatter", core.string)
    survives([[base64 csv_row decode fold hash inflate is_encoding is_simple json_decode json_encode
               json_fields nfc nfd quoted_printable squeeze terminal_columns text_decode trim
               unchunk unescape utf8_check width]], core)
  end)

  it("of documents", function()
    local doc = first_of_its_kind("newsengine.document")
    survives("add_all adder annotate annotation annotations begin_rule byte counts quoted undo "
             .. "remove count",
             core.doc, doc)
    survives("add add_all after all_overlapping before covering each layout lines overlapping "
             .. "paragraphs place sentence_starts sentences spaced span tokens within words",
             core.document_methods, doc)
    survives("ranges numbered_ranges range_spans count collect mark marks pick question", core, doc)
  end)

  it("of spans", function()
    local doc = first_of_its_kind("newsengine.document")
    survives("denotes measure text_before text_behind", core.span_methods, doc:span(1, 3))
    survives("same is_span own_attributes attributes annotation_id captures", core, doc:span(1, 3))
    for _, value in ipairs(values) do
      if core.is_span(value) then
        for name in pairs(core.span_fields) do pcall(function() return value[name] end) end
        for i = 1, #values do pcall(function() return value[values[i]], value == values[i] end) end
      end
    end
  end)

  it("of patterns, regular expressions and matchers", function()
    local patterns = core.patterns(engine.morphology)
    survives("add captures layers lint know", debug.getmetatable(patterns).__index, patterns)
    survives("regex regex_find regex_size regex_block plan joined", core, core.regex("a"))
    survives("regex_block", core, { core.regex("a") })
    survives("match", debug.getmetatable(core.regex("a")).__index, core.regex("b+"))
    local matcher = core.matcher(engine.pack.patterns)
    survives("walk next count place first firsts each reject used tried open",
             debug.getmetatable(matcher).__index, matcher)
  end)

  it("of pages", function()
    local page = first_of_its_kind("newsengine.page")
    survives([[dated blocks holding above above_marked blocks_in raw children block parent sizes
               uncut is_cut cut block_text marked beginning attribute count place having all find
               tag mistakes last marks text]], debug.getmetatable(page).__index, page)
    survives("page labels", core)
  end)
end)
