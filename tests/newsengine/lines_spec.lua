-- What rules about layout ask of lines and spans.
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

  it("counts words and says what occurs", function()
    assert.equal("2 LOWER SPACE UPPER", measure("Ann left"))
    assert.equal("1 DIGIT YEAR", measure("2022"))
    assert.equal("1 DIGIT", measure("202"))
    assert.equal("2 DIGIT GAP SPACE", measure("1   2"))
    assert.equal("2 DIGIT SPACE", measure("1  2"))
    assert.equal("2 DIGIT GAP SPACE", measure("1\t2"))
    assert.equal("1 CODE DIGIT LOWER", measure("a1"))
    assert.equal("1 CODE DIGIT UPPER", measure("1A"))
    assert.equal("1 DIGIT LOWER PUNCT", measure("a-1"))
    assert.equal("1 OTHER", measure("é"))
    assert.equal("3 GAP PUNCT SPACE", measure(" .\n- \t !\r"))
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
end)
