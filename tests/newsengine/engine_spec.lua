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
end)
