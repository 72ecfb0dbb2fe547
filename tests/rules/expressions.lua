-- For the specs whose cases stand in a table, one sentence a line with the
-- expression that is wanted in [ ].
local core = require "newsengine.core"

local expressions = {}

--- The rows of a table: {text, marked, from, to, column...}, columns as its
--- first line without # names them.  `marked` is nil when nothing is wanted.
function expressions.rows(path)
  local names, list = nil, {}
  for line in io.lines(path) do
    if line:sub(1, 1) ~= "#" then
      local cells = {}
      for cell in (line .. "\t"):gmatch("([^\t]*)\t") do cells[#cells + 1] = cell end
      if not names then
        names = cells
      else
        local row = {}
        for i, name in ipairs(names) do row[name] = cells[i] end
        row.from, row.marked, row.to = row.sentence:match("()%[([^%]]+)%]()")
        row.text = row.sentence:gsub("%[([^%]]+)%]", "%1")
        list[#list + 1] = row
      end
    end
  end
  return list
end

local function escaped(text)
  return (text:gsub('[%c"\\]', function(c) return ("\\u%04x"):format(c:byte()) end))
end

--- The records of rows run as one document each through rule files; `where` is
--- what stands before the command ("env TZ=UTC").
function expressions.run(list, rules, layers, where)
  local name = os.tmpname()
  local file = assert(io.open(name, "wb"))
  for i, row in ipairs(list) do
    file:write(('{"id":"%d","text":"%s","lang":"en"%s}\n'):format(i, escaped(row.text),
      row.published and ',"published":"' .. row.published .. '"' or ""))
  end
  file:close()
  local pipe = assert(io.popen(("%s ./newsengine %s -f jsonl -t jsonl --layers %s %s"):format(
    where or "", rules, layers, name), "r"))
  local records = {}
  for line in pipe:lines() do records[#records + 1] = assert(core.json_decode(line)) end
  pipe:close()
  os.remove(name)
  return records
end

return expressions
