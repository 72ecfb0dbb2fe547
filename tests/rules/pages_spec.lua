-- The pages of pages.txt: what rules/article.lua takes from them as meta.
local core = require "newsengine.core"

local KEYS = { "headline", "byline", "posted", "updated", "email" }

local function pages()
  local list = {}
  for line in io.lines("tests/rules/pages.txt") do
    local head = line:match("^%%%% (.+)$")
    if head then
      local page = { lines = {}, wanted = {} }
      for key, value in (head .. "; "):gmatch("(%l+)=(.-); ") do page.wanted[key] = value end
      list[#list + 1] = page
    elseif #list > 0 then
      local lines = list[#list].lines
      lines[#lines + 1] = line
    end
  end
  return list
end

local function meta_of(page)
  local name = os.tmpname()
  local file = assert(io.open(name, "wb"))
  file:write(table.concat(page.lines, "\n"), "\n")
  file:close()
  local pipe = assert(io.popen("./newsengine rules/article.lua -f text -t jsonl --lang en " .. name,
    "r"))
  local record = assert(core.json_decode(pipe:read("a")))
  pipe:close()
  os.remove(name)
  return record.meta
end

describe("pages", function()
  it("give their headline, authors and stamps in at least 9 of 10", function()
    local list, right, wrong = pages(), 0, {}
    assert.is_true(#list >= 25)
    for _, page in ipairs(list) do
      local meta, before = meta_of(page), #wrong
      for _, key in ipairs(KEYS) do
        if meta[key] ~= page.wanted[key] then
          wrong[#wrong + 1] = ("%s: %s wanted %s, got %s"):format(page.wanted.headline, key,
            tostring(page.wanted[key]), tostring(meta[key]))
        end
      end
      if #wrong == before then right = right + 1 end
    end
    local figures = ("%d of %d\n%s"):format(right, #list, table.concat(wrong, "\n"))
    if os.getenv("VERBOSE") then print(figures) end
    assert.is_true(right >= 0.9 * #list, figures)
  end)
end)
