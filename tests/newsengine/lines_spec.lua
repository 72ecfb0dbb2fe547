-- What rules about layout ask of lines and spans.
local engine_of = require "tests.newsengine.engine_of"
local ne = require "newsengine"
local core = require "newsengine.core"

describe("lines", function()
  local function lines(text, first, last)
    local doc = ne.document(text, { lang = "en" })
    local list = {}
    for line, width in doc:lines(first and doc:span(first, last)) do
      list[#list + 1] = ("%d-%d %s %d"):format(line.first, line.last, line.text, width)
    end
    return list
  end

  it("are cut at line ends of every kind, without the white space around them", function()
    assert.same({ "3-5 one 6", "9-11 two 3", "16-20 three 9" },
                lines "  one \r\ntwo\n\n \tthree\v\f\r")
    assert.same({ "1-2 é 2" }, lines "é")
    assert.same({}, lines " \n\t\r\n")
    assert.same({}, lines "")
  end)

  it("of a span end with it", function()
    assert.same({ "3-4 cd 2", "6-6 e 1" }, lines("abcd\nef\n", 3, 6))
  end)
end)

describe("span:measure", function()
  local function measure(text)
    local doc = ne.document(text, { lang = "en" })
    local words, kinds = doc:span(1, #text):measure()
    local names = {}
    for name, bit in pairs(core.kinds) do
      if kinds & bit ~= 0 then names[#names + 1] = name end
    end
    table.sort(names)
    return words .. " " .. table.concat(names, " ")
  end

  it("says whether it ends like a sentence, closing marks apart", function()
    local function ends(text)
      local _, kinds = ne.document(text, { lang = "en" }):span(1, #text):measure()
      return kinds & core.kinds.END ~= 0
    end
    for _, text in ipairs { "No.", "No?", "No…", "No!”", "(No.)", "No.’”", "No.»]" } do
      assert.is_true(ends(text), text)
    end
    for _, text in ipairs { "No", "No,", "“No”", "”", "No. ", "No…—" } do
      assert.is_false(ends(text), text)
    end
  end)

  it("tells each mark of ASCII apart", function()
    local seen = 0
    for byte = 0, 127 do
      local mark = string.char(byte)
      local bit = core.marks(mark)
      local _, kinds = ne.document(mark .. "a"):span(1, 2):measure()
      if mark:find("%p") then
        assert.equal(0, seen & bit, mark)
        assert.equal(bit, kinds & core.marks("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"), mark)
        seen = seen | bit
      else
        assert.equal(0, bit)
      end
    end
    for _, bit in pairs(core.kinds) do assert.equal(0, seen & bit) end
  end)

  it("counts words and says what occurs", function()
    assert.equal("2 LARGE LOWER SPACE UPPER", measure("Ann left"))
    assert.equal("1 DIGIT YEAR", measure("2022"))
    assert.equal("1 DIGIT", measure("202"))
    assert.equal("2 DIGIT GAP SPACE", measure("1   2"))
    assert.equal("2 DIGIT SPACE", measure("1  2"))
    assert.equal("2 DIGIT GAP SPACE", measure("1\t2"))
    assert.equal("1 CODE DIGIT LOWER SMALL", measure("a1"))
    assert.equal("1 CODE DIGIT UPPER", measure("1A"))
    assert.equal("1 DIGIT LOWER PUNCT SMALL", measure("a-1"))
    assert.equal("1 OTHER", measure("é"))
    assert.equal("3 GAP PAUSE PUNCT SPACE", measure(" .\n- \t !\r"))
    assert.equal("1 LOWER PUNCT SMALL STOP", measure("a.b"))
    assert.equal("2 END LOWER PAUSE PUNCT SMALL SPACE STOP", measure("so. no!"))
    assert.equal("0 SPACE", measure(" "))
  end)
end)

describe("doc:layout", function()
  it("of bytes takes no piece of a character", function()
    local doc = ne.document("é is e", { lang = "en" })
    assert.equal(1, #doc:layout({ first = { 1 }, last = { 2 } }).kinds)
    assert.has_error(function() doc:layout { first = { 2 }, last = { 4 } } end,
                     "bad argument #1 to 'layout' (inside a code point)")
  end)

  local function rows(text)
    local doc = ne.document(text, { lang = "en" })
    local layout, list = doc:layout(), {}
    for i, first in ipairs(layout.first) do
      local span = doc:span(first, layout.last[i])
      local words, kinds = span:measure()
      assert.same({ words, kinds }, { layout.words[i], layout.kinds[i] })
      list[i] = span.text
    end
    assert.equal(#list, #layout.kinds)
    return table.concat(list, "|")
  end
  local WRAPPED = "The talks between the two countries went on until late in the\n"
    .. "night, officials said, and were to be taken up again in the\n"
    .. "morning. No date was set for the signing of the treaty.\n"

  it("has a row for a paragraph", function()
    assert.equal("One|Two three", rows("One\n\n  Two three \n"))
    assert.equal("", rows(""))
    assert.equal("", rows(" \n"))
    assert.equal((WRAPPED:gsub("\n$", "")), rows(WRAPPED))
  end)
end)

describe("doc:pick", function()
  local doc = ne.document("One is here.\n\n2 apples\n\nThree of the pears, or four",
                          { lang = "en" })
  local layout = doc:layout()
  local kinds = core.kinds

  it("gives the rows that meet all that is asked", function()
    assert.same({ 1, 2, 3 }, doc:pick(layout, {}))
    assert.same({ 2 }, doc:pick(layout, { any = kinds.DIGIT | kinds.YEAR }))
    assert.same({}, doc:pick(layout, { all = kinds.DIGIT | kinds.YEAR }))
    assert.same({ 1, 3 }, doc:pick(layout, { none = kinds.DIGIT }))
    assert.same({ 3 }, doc:pick(layout, { none = kinds.DIGIT, least = 13 }))
    assert.same({ 2 }, doc:pick(layout, { most = 8 }))
    assert.same({ 1 }, doc:pick(layout, { least_words = 3, most_words = 5 }))
    assert.same({ 2, 3 }, doc:pick(layout, { from = 2, to = 9 }))
    assert.same({ 1 }, doc:pick(layout, { from = -3, to = 1 }))
    assert.same({}, doc:pick(layout, { from = 4, to = 3 }))
    assert.same({ 1, 3 }, doc:pick(layout, { match = core.regex "^[A-Z]" }))
    assert.same({ 2 }, doc:pick(layout, { match = core.regex "s$" }))
  end)

  it("gives the rows that meet one of a list", function()
    local list = { { any = kinds.DIGIT }, { to = 2, match = core.regex "^[A-Z]" }, { from = 9 } }
    assert.same({ 1, 2 }, doc:pick(layout, list))
    assert.same({ 1, 2, 3 }, doc:pick(layout, { list[1], { none = kinds.DIGIT } }))
    assert.same({ 2 }, doc:pick(layout, { list[1] }))
    assert.has_error(function() doc:pick(layout, { {}, { least = "x" } }) end)
    assert.has_error(function() doc:pick(layout, { {}, "x" }) end)
    assert.has_error(function() doc:pick(layout, { {}, { match = "x" } }) end)
    local many = {}
    for i = 1, 1001 do many[i] = {} end
    assert.has_error(function() doc:pick(layout, many) end)
  end)

  it("asks what a rule file wrote down of every document anew", function()
    local engine = engine_of([[
      local DIGITS = { { any = text.DIGIT }, { match = regex "^The" } }
      local LONG = { least = 8 }
      rule "asks" { emit = "Row", run = function(doc)
        local layout = doc:layout()
        doc:mark(layout, 1 << 48, LONG)
        for _, i in ipairs(doc:pick(layout, DIGITS)) do
          doc:add("Row", { first = layout.first[i], last = layout.last[i] },
                  { long = layout.kinds[i] & 1 << 48 ~= 0 })
        end
      end }
    ]])
    for _ = 1, 2 do
      local found = {}
      for _, text in ipairs { "no\n\n2 apples", "The\n\nx\n\n3", "none" } do
        local one = engine:document { text = text, lang = "en" }
        assert.same({}, engine:annotate(one))
        for row in one:each("Row") do found[#found + 1] = row.text .. " " .. tostring(row.long) end
      end
      assert.same({ "2 apples true", "The false", "3 false" }, found)
    end
  end)

  it("sees what doc:mark has set", function()
    local own = ne.document("a.\n\nb", { lang = "en" })
    local rows = own:layout()
    own:mark(rows, 1 << 48, { all = kinds.END })
    own:mark(rows, 1 << 49, {})
    assert.same({ 1 }, own:pick(rows, { any = 1 << 48 }))
    assert.same({ 1 << 49, 3 << 48 }, { rows.kinds[2] & ~0 << 48, rows.kinds[1] & ~0 << 48 })
    assert.has_error(function() own:mark(rows, 1, {}) end)
  end)

  it("takes the rows that a rule has cut", function()
    local own = doc:layout { first = { 1, 5 }, last = { 3, 4 } }
    assert.same({ 1, 0 }, own.words)
    assert.same({ 1 }, doc:pick(own, { any = kinds.UPPER }))
    assert.has_error(function() doc:layout { first = { 1 }, last = { 999 } } end)
    assert.has_error(function() doc:layout { first = { 1 } } end)
    assert.has_error(function() doc:layout(45) end)
  end)

  it("refuses what is no layout, and a layout of a longer document", function()
    assert.has_error(function() doc:pick({}, {}) end)
    assert.has_error(function() doc:pick({ rows = 1 }, {}) end)
    assert.has_error(function() doc:pick(layout, { any = "x" }) end)
    local short = ne.document("x")
    assert.has_error(function() short:pick(layout, { match = core.regex "x" }) end)
  end)
end)

describe("doc:matches", function()
  it("gives the first match in each span, and nothing elsewhere", function()
    local doc = ne.document("Ann met Bob. Nobody left. Cy met Di.", { lang = "en" })
    local spans = {}
    for sentence in doc:sentences() do spans[#spans + 1] = sentence end
    local found = doc:matches("x:[cap] met", spans)
    assert.same({ "Ann", "Cy" }, { found[1].x.text, found[3].x.text })
    assert.is_nil(found[2])
    local starts = doc:matches("^ [cap] $", { doc:span(1, 3), doc:span(1, 7), doc:span(4, 4) })
    assert.equal("Ann", starts[1].text)
    assert.same({ nil, nil }, { starts[2], starts[3] })
    assert.same({}, doc:matches("[cap]", {}))
  end)

  it("takes what doc:layout gives, and several patterns at once", function()
    local doc = ne.document("Ann met Bob.\n\nNobody left.\n\nCy met Di.", { lang = "en" })
    local found = doc:matches({ "x:[cap] met", "x:[cap] $" }, doc:layout())
    local met, last = table.unpack(found)
    assert.same({ 1, 3, 1, 3 }, found.numbers)
    assert.same({ "Ann", "Cy" }, { met[1].x.text, met[3].x.text })
    assert.is_nil(met[2])
    assert.same({ "Bob", "Di" }, { last[1].x.text, last[3].x.text })
    local some = doc:matches("x:[cap]", doc:layout(), { 2, 3 })
    assert.same({ nil, "Nobody", "Cy" }, { some[1], some[2].text, some[3].text })
    assert.has_error(function() doc:matches("[cap]", doc:layout(), { 4 }) end)
    assert.has_error(function() doc:matches("[cap]", { first = { 1 }, last = { 99 } }) end)
    assert.has_error(function() doc:matches("[cap]", { first = { 1 } }) end)
  end)

  it("takes lists of a rule file, of patterns or of patterns and texts", function()
    local engine = engine_of [[
      local BOTH = { pattern "x:[cap] met", pattern "x:[cap] $" }
      local MIXED = { pattern "x:[cap] met", "x:[cap] $" }
      local function shown(found)
        local list = {}
        for k, firsts in ipairs(found) do
          for i, m in pairs(firsts) do list[#list + 1] = k .. i .. m.x.text end
        end
        return table.concat(list, " ") .. " " .. table.concat(found.numbers)
      end
      rule "r" { emit = "R", run = function(doc)
        local rows = doc:layout()
        doc:add("R", doc:span(1, 1), { both = shown(doc:matches(BOTH, rows)),
                                       mixed = shown(doc:matches(MIXED, rows)),
                                       some = shown(doc:matches(BOTH, rows, { 2 })) })
      end }]]
    for text, wanted in pairs { ["Ann met Bob.\n\nNobody left.\n\nCy met Di."] =
                                  { "11Ann 13Cy 21Bob 23Di 1313", " " },
                                ["It rained.\n\nAnn met Bob."] =
                                  { "12Ann 22Bob 22", "12Ann 22Bob 22" } } do
      local doc = engine:document { text = text, id = "x", lang = "en" }
      assert.same({}, engine:annotate(doc))
      local made = doc:each("R")()
      assert.same({ wanted[1], wanted[1], wanted[2] }, { made.both, made.mixed, made.some })
    end
  end)
end)
