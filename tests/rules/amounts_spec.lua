-- Every line of amounts_expressions.tsv, read by rules/numbers.lua and
-- rules/contacts.lua behind the names that say which country a story is from.
local expressions = dofile("tests/rules/expressions.lua")

-- "amount=5 why=dollars in a story from CA" -> { { "amount", "5" }, ... }
local function wanted(text)
  local list = {}
  for word in text:gmatch("%S+") do
    local name, value = word:match("^(%l+)=(.*)$")
    if name then
      list[#list + 1] = { name, value }
    elseif #list > 0 then
      list[#list][2] = list[#list][2] .. " " .. word
    end
  end
  return list
end

local function same(value, want)
  if want == "-" then return value == nil end
  local a, b = tonumber(value), tonumber(want)
  if type(value) == "number" and b then
    return math.abs(a - b) <= 1e-9 * math.max(1, math.abs(b))
  end
  return tostring(value) == want
end

local function fits(row, annotation)
  for _, pair in ipairs(wanted(row.wanted)) do
    if not same(annotation.attributes[pair[1]], pair[2]) then return false end
  end
  return true
end

-- Does the record hold the marked expression (or, with none marked, nothing)?
local function holds(row, record)
  for _, a in ipairs(record.annotations) do
    local layer = ("," .. row.layer .. ","):find("," .. a.layer .. ",", 1, true)
    if layer and not row.marked then return false end
    if layer and a.text == row.marked and fits(row, a) then return true end
  end
  return not row.marked
end

local function shown(record)
  local list = {}
  for _, a in ipairs(record.annotations) do
    local v = a.attributes
    list[#list + 1] = ("%s [%s] %s %s %s..%s %s %s"):format(a.layer, a.text,
      tostring(v.amount or v.value), tostring(v.unit or v.currency or v.kind),
      tostring(v.low), tostring(v.high), tostring(v.si), tostring(v.why))
  end
  return #list > 0 and table.concat(list, "; ") or "nothing"
end

describe("amounts and contacts", function()
  it("are read as the table of expressions says", function()
    local list = expressions.rows("tests/rules/amounts_expressions.tsv")
    assert.is_true(#list >= 200)
    local missing = {}
    local records = expressions.run(list, "rules/names.lua rules/numbers.lua rules/contacts.lua",
      "Money,Percent,Quantity,Contact")
    assert.equal(#list, #records)
    for i, row in ipairs(list) do
      if not holds(row, records[i]) then
        missing[#missing + 1] = ("%s | %s %s; got %s"):format(row.sentence, row.layer, row.wanted,
          shown(records[i]))
      end
    end
    assert.same({}, missing)
  end)
end)
