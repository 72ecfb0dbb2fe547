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

  local function passages(name)
    local list = {}
    for line in io.lines("tests/newsengine/sentences/" .. name .. ".txt") do
      if line:sub(1, 1) ~= "#" then list[#list + 1] = line end
    end
    assert.is_true(#list > 5)
    return list
  end

  local function plain(marked, lang) return (marked:gsub("|", GAPLESS[lang] and "" or " ")) end

  local function judge(name, lang)
    local wrong = {}
    for _, passage in ipairs(passages(name)) do
      local got = cut(plain(passage, lang), lang)
      if got ~= passage then wrong[#wrong + 1] = ("wanted %s\ngot    %s"):format(passage, got) end
    end
    assert.same({}, wrong)
  end

  -- The passages of a file of whole texts, by kind.
  local function kinds(name)
    local list, lines = {}, nil
    for line in io.lines("tests/newsengine/sentences/" .. name .. ".txt") do
      local kind = line:match "^## (.+)"
      if kind then
        lines = { kind = kind }
        list[#list + 1] = lines
      elseif lines then
        lines[#lines + 1] = line
      end
    end
    assert.is_true(#list > 5)
    return list
  end

  -- Runs of white space as one space, for a sentence may be wrapped.
  local function even(text) return (text:gsub("%s+", " ")) end

  local function judge_kind(passage, lang)
    local marked = table.concat(passage, "\n")
    local text = plain(marked:gsub(" \\\n", "\n"), lang)
    local wanted = marked:gsub("\n+$", ""):gsub(" \\\n", " "):gsub("\n+", "|")
    local got = even(cut(text, lang))
    return got ~= wanted and ("%s: wanted\n%s\ngot\n%s"):format(passage.kind, wanted, got)
  end

  local with_file = { "de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "sv" }
  for _, lang in ipairs(with_file) do
    it("of hard passages end where they should: " .. lang, function() judge(lang, lang) end)
  end

  it("of many kinds of text end where they should", function()
    local wrong = {}
    for _, passage in ipairs(kinds "kinds.en") do
      wrong[#wrong + 1] = judge_kind(passage, "en") or nil
    end
    assert.same({}, wrong)
  end)

  for _, lang in ipairs { "ja", "zh" } do
    it("without spaces between them end: " .. lang, function() judge(lang, lang) end)
  end

  -- The text in lines of at most `width` code points.
  local function wrap(text, width)
    local lines, line = {}, ""
    for word in text:gmatch "%S+" do
      local longer = line == "" and word or line .. " " .. word
      if utf8.len(longer) > width then
        lines[#lines + 1] = line
        longer = word
      end
      line = longer
    end
    lines[#lines + 1] = line
    return table.concat(lines, "\n")
  end

  it("are the same in a text whose lines are wrapped", function()
    for _, lang in ipairs { "en", "it", "nl", "pl", "pt", "ru", "sv" } do
      local text = plain(table.concat(passages(lang), " "), lang)
      local whole = cut(text, lang)
      for _, width in ipairs { 48, 60, 72, 80 } do
        assert.equal(whole, even(cut(wrap(text, width), lang)), lang .. " at " .. width)
      end
    end
  end)

  it("tell the language of a longer text that does not say it", function()
    for _, lang in ipairs(with_file) do
      local text = plain(table.concat(passages(lang), " "), lang)
      assert.equal(lang, ne.document(text, {}).lang)
    end
  end)

  it("of languages without a file end as the neutral rules say", function() judge("und", "eo") end)
end)
