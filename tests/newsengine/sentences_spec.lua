-- Passages that are hard to cut into sentences, in a file for each language.
local ne = require "newsengine"

local GAPLESS = { ja = true, zh = true } -- no space between sentences

describe("sentences", function()
  local function cut(text, lang)
    local list = {}
    for sentence in ne.document(text, { lang = lang }):sentences() do
      list[#list + 1] = sentence.text
    end
    return table.concat(list, "|")
  end

  local function judge(name, lang)
    local wrong, passages = {}, 0
    for line in io.lines("tests/newsengine/sentences/" .. name .. ".txt") do
      if line:sub(1, 1) ~= "#" then
        passages = passages + 1
        local got = cut(line:gsub("|", GAPLESS[lang] and "" or " "), lang)
        if got ~= line then wrong[#wrong + 1] = ("wanted %s\ngot    %s"):format(line, got) end
      end
    end
    assert.is_true(passages > 5)
    assert.same({}, wrong)
  end

  for _, lang in ipairs { "de", "es", "fr", "it", "nl", "pl", "pt", "ru", "sv", "ja", "zh" } do
    it("of hard passages end where they should: " .. lang, function()
      judge(lang, lang)
    end)
  end

  it("of languages without a file end as the neutral rules say", function() judge("und", "eo") end)
end)
