local ne = require "newsengine"

describe("the module in stock Lua", function()
  it("makes documents whose tokens and sentences can be walked", function()
    local doc = ne.document("He didn’t go. Why?", { lang = "en" })
    local words, sentences = {}, {}
    for word in doc:words() do words[#words + 1] = word.text end
    for sentence in doc:sentences() do sentences[#sentences + 1] = sentence.text end
    assert.same({ "He", "did", "n’t", "go", ".", "Why", "?" }, words)
    assert.same({ "He didn’t go.", "Why?" }, sentences)
  end)

  it("tells the part of speech of words where they stand", function()
    local doc = ne.document("He plans to report the plans.", { lang = "en" })
    local parts = {}
    for word in doc:words() do parts[#parts + 1] = word.pos end
    assert.same({ "pron", "verb", "part", "verb", "det", "noun", "punct" }, parts)
    assert.equal("pron verb part", doc:span(1, 11).pos)
  end)
end)
