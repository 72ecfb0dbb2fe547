-- Long texts that say the same again and again: what a rule does with four times as much is not
-- sixteen times as much, so that its budget does not break on a long report.
local program = dofile("tests/cli/program.lua")

local few, many = 500, 2000
local some = 1000000 -- steps: below it nothing is said of growth

-- Two letters for each number, so that no sentence is like another.
local function letters(i) return string.char(97 + i // 26 % 26, 97 + i % 26) end

local function bodies(count)
  local list = {}
  for i = 1, count do
    local word = letters(i // 676) .. letters(i)
    list[i] = ("The Zel%s Council said so. The %s said so.\n"):format(word, word:upper())
  end
  return table.concat(list)
end

local texts = {
  { "amounts", "$12 million " },
  { "bodies and letters of none", bodies },
  { "bylines", "By Ana Lopes\n" },
  { "capitals in one line", "ANA LOPES SAID " },
  { "dates", "On 14 March 2022, " },
  { "datelines", "LONDON (AP) - Ana left.\n\n" },
  { "clauses of one sentence", "Ana Lopes said it fell; " },
  { "events of one sentence", "Ana Lopes was attacked by Bob Day and a meeting with " },
  { "images", "Photo: Ana Lopes / AP\n" },
  { "lists", "- Ana Lopes, 34\n" },
  { "meetings", "Ana Lopes met Bob Day in Paris on Monday. " },
  { "names with acronyms", "World Health Organization (WHO). " },
  { "offices", "President Ana Lopes, the minister of health, " },
  { "open quotation marks", "“He said " },
  { "pronouns of one sentence", "said that he believed that " },
  { "quotations of one sentence", "“it rains,” said Ana Lopes. " },
  { "quotations", "“It rains,” Ana Lopes said. " },
  { "questions", "Q: Why?\nA: Because Ana said so.\n\n" },
  { "reported words", "Ana Lopes left. He said it rains. " },
}

describe("the cost of", function()
  local dir
  before_each(function() dir = program.scratch() end)
  after_each(function() dir:close() end)

  local function steps_of(text)
    dir:write("a.txt", text)
    local got = dir:run { "-r", "news", "-t", "count", "--stats", "--timeout=0", "a.txt" }
    assert.equal(0, got.code, got.err)
    local steps = {}
    for name, n in got.err:gmatch("\n(%S+) +%d+ +(%d+) +[%d.]+%f[\n]") do
      steps[name] = tonumber(n)
    end
    assert.truthy(steps["article.zones"])
    return steps
  end

  for _, text in ipairs(texts) do
    it(text[1] .. " grows with their number", function()
      local made = type(text[2]) == "string" and function(n) return text[2]:rep(n) end or text[2]
      local small, large = steps_of(made(few)), steps_of(made(many))
      for name, n in pairs(large) do
        local most = some + 1.5 * many / few * (small[name] or 0)
        assert.truthy(n <= most, ("%s: %d steps, %d for a quarter"):format(name, n,
                                                                           small[name] or 0))
      end
    end)
  end
end)
