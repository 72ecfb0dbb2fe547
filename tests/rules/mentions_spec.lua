-- Every line of mentions.tsv, read by rules/names.lua.
local expressions = dofile("tests/rules/expressions.lua")

-- "[He=Ola] left." -> "He left." and { {text, first code point, name} }; all of it is ASCII
local function parted(sentence)
  local wanted, parts, size = {}, {}, 0
  local function put(text)
    parts[#parts + 1] = text
    size = size + #text
  end
  local rest = 1
  for from, text, name, to in sentence:gmatch "()%[([^%]=]+)=([^%]]*)%]()" do
    put(sentence:sub(rest, from - 1))
    wanted[#wanted + 1] = { text = text, first = size, name = name }
    put(text)
    rest = to
  end
  put(sentence:sub(rest))
  return table.concat(parts), wanted
end

local function name_at(record, mention)
  for _, a in ipairs(record.annotations) do
    if a.start == mention.first and a.text == mention.text then return a.attributes.name end
  end
  return ""
end

describe("later mentions", function()
  it("stand for whom the table says", function()
    local list = expressions.rows("tests/rules/mentions.tsv")
    assert.is_true(#list > 10)
    local wanted = {}
    for i, row in ipairs(list) do row.text, wanted[i] = parted(row.sentence) end
    local records = expressions.run(list, "rules/names.lua", "Person,Organization")
    for i, row in ipairs(list) do
      for _, mention in ipairs(wanted[i]) do
        assert.equal(mention.name, name_at(records[i], mention), row.sentence)
      end
    end
  end)
end)
