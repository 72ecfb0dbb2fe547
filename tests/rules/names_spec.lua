-- Every line of names_kinds.tsv, read by rules/names.lua.
local expressions = dofile("tests/rules/expressions.lua")

local LAYERS = { P = "Person", O = "Organization", L = "Place" }

-- "[P Ola] left." -> "Ola left." and { "Person Ola" }
local function parted(sentence)
  local names = {}
  local text = sentence:gsub("%[(%u) ([^%]]+)%]", function(letter, name)
    names[#names + 1] = LAYERS[letter] .. " " .. name
    return name
  end)
  return text, names
end

local function found(record)
  local names = {}
  for _, a in ipairs(record.annotations) do
    local mention = a.attributes.mention
    if mention ~= "role" and mention ~= "pronoun" then
      names[#names + 1] = a.layer .. " " .. a.text
    end
  end
  return names
end

describe("names", function()
  it("are found in the table of other kinds of news, but for the rows that say why not",
    function()
      local list, wanted = expressions.rows("tests/rules/names_kinds.tsv"), {}
      for i, row in ipairs(list) do row.text, wanted[i] = parted(row.sentence) end
      assert.is_true(#list >= 60)
      local records = expressions.run(list, "rules/names.lua", "Person,Organization,Place")
      assert.equal(#list, #records)
      for i, row in ipairs(list) do
        local right = table.concat(found(records[i]), "; ") == table.concat(wanted[i], "; ")
        if right ~= (row.open == "") then
          assert.same(wanted[i], found(records[i]), row.text)
          error("is right, and is said to be open: " .. row.text)
        end
      end
    end)

  it("tell which country a Senate is of", function()
    local records = expressions.run({
      { text = "The Senate met in Abuja, Nigeria. Senate President Erik Zelten left." },
      { text = "The Senate met on Friday. Kern left Oslo." },
      { text = "The Congress won, Anna Kern of the Congress said in New Delhi, India." },
    }, "rules/names.lua", "Person,Organization")
    local function attributes(i, n) return records[i].annotations[n].attributes end
    assert.same({ "NG", "NG" }, { attributes(1, 1).country, attributes(1, 3).country })
    assert.equal("US", attributes(2, 1).country)
    assert.same({ "IN", "party" }, { attributes(3, 1).country, attributes(3, 1).kind })
  end)

  it("tell which country a town with namesakes is in", function()
    local records = expressions.run({ { text = "They left San Jose for Ohio." },
      { text = "They left San Jose and Costa Rica for Ohio." }, { text = "They left San Jose." },
      { text = "They went from Victoria to Canada." } }, "rules/names.lua", "Place")
    local function place(i) return records[i].annotations[1].attributes end
    assert.same({ "US", "CR", "CR" }, { place(1).country, place(2).country, place(3).country })
    assert.same({ "CA", "city" }, { place(4).country, place(4).kind })
  end)
end)
