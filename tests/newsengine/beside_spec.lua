-- What rules see beside a span: span:text_before and span:text_behind.
local ne = require "newsengine"

describe("the text beside a span", function()
  -- The span of `words`, the first of them in the text.
  local function span_of(text, words)
    local doc = ne.document(text, { lang = "en" })
    local first, last = text:find(words, 1, true)
    return doc:span(first, last)
  end

  it("ends where its sentence does", function()
    local text = "It rained. They met on Friday in Rome. It was late."
    local span = span_of(text, "Friday")
    assert.equal("They met on ", span:text_before())
    assert.equal(" in Rome.", span:text_behind())
    assert.equal("", span_of(text, "They"):text_before(60))
    assert.equal("", span_of(text, "late."):text_behind(60))
  end)

  it("is the nearest bytes when so many are asked for", function()
    local span = span_of("They met on Friday in Rome.", "Friday")
    assert.equal("on ", span:text_before(3))
    assert.equal(" in", span:text_behind(3))
    assert.equal("", span:text_before(0))
    assert.equal("", span:text_behind(0))
    assert.equal("They met on ", span:text_before(12))
    assert.equal(" in Rome.", span:text_behind(9))
  end)

  it("is cut between characters", function()
    local span = span_of("Ils étaient à Paris à côté.", "Paris")
    assert.equal("à ", span:text_before(3))
    assert.equal(" ", span:text_before(2))
    assert.equal(" à", span:text_behind(3))
    assert.equal(" ", span:text_behind(2))
  end)

  it("has ordinary spaces for those of no break", function()
    local span = span_of("They met\u{A0}on\u{A0}Friday\u{A0}in\u{A0}Rome.", "Friday")
    assert.equal("They met on ", span:text_before())
    assert.equal("met on ", span:text_before(7))
    assert.equal(" in Rome.", span:text_behind())
    assert.equal("Â ", span_of("Â Rome", "Rome"):text_before())
  end)

  it("of a span over two sentences is that of the first, and nothing behind it", function()
    local span = span_of("They met. It rained.", "met. It")
    assert.equal("They ", span:text_before())
    assert.equal("", span:text_behind())
  end)

  it("is refused for what is no number of bytes", function()
    local span = span_of("They met.", "met")
    assert.has_error(function() span:text_before(-1) end)
    assert.has_error(function() span:text_behind("many") end)
  end)
end)
