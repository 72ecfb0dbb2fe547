-- Every line of dates_expressions.tsv, read by rules/dates.lua.
local core = require "newsengine.core"

local function rows()
  local list = {}
  for line in io.lines("tests/rules/dates_expressions.tsv") do
    local published, sentence, layer,
        value = line:match("^([^\t#]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)")
    if published and published ~= "published" then
      local from, inside, to = sentence:match("()%[(.-)%]()")
      list[#list + 1] = {
        published = published ~= "-" and published or nil,
        text = sentence:gsub("%[(.-)%]", "%1"), marked = inside, layer = layer,
        value = value ~= "-" and value or nil, from = from, to = to,
      }
    end
  end
  return list
end

local function escaped(text) return (text:gsub('[%c"\\]',
    function(c) return ("\\u%04x"):format(c:byte()) end)) end

local function run(list)
  local name = os.tmpname()
  local file = assert(io.open(name, "wb"))
  for i, row in ipairs(list) do
    file:write(('{"id":"%d","text":"%s","lang":"en"%s}\n'):format(i, escaped(row.text),
      row.published and ',"published":"' .. row.published .. '"' or ""))
  end
  file:close()
  local pipe = assert(io.popen("./newsengine rules/dates.lua -f jsonl -t jsonl --layers "
    .. "Date,Time,Duration,Set " .. name, "r"))
  local records = {}
  for line in pipe:lines() do records[#records + 1] = assert(core.json_decode(line)) end
  pipe:close()
  os.remove(name)
  return records
end

local function shown(record)
  local list = {}
  for _, a in ipairs(record.annotations) do
    list[#list + 1] = ("%s [%s] %s"):format(a.layer, a.text, tostring(a.attributes.value))
  end
  return #list > 0 and table.concat(list, "; ") or "nothing"
end

-- Does the record hold the marked expression (or, with none marked, nothing)?
local function holds(row, record)
  if not row.marked then return #record.annotations == 0 end
  for _, a in ipairs(record.annotations) do
    if a.layer == row.layer and a.text == row.marked
        and a.attributes.value == row.value then
      return true
    end
  end
  return false
end

describe("dates", function()
  it("are read as the table of expressions says", function()
    local list = rows()
    local records, missing = run(list), {}
    assert.equal(#list, #records)
    for i, row in ipairs(list) do
      if not holds(row, records[i]) then
        missing[#missing + 1] = ("%s | %s: %s %s; got %s"):format(row.published or "-",
          row.text,
          row.layer, row.value or "-", shown(records[i]))
      end
    end
    assert.same({}, missing)
  end)
end)
