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

local function record_of(text)
  local name = os.tmpname()
  local file = assert(io.open(name, "wb"))
  file:write(text)
  file:close()
  local pipe = assert(io.popen("./newsengine rules/article.lua -f text -t jsonl --lang en " .. name,
    "r"))
  local record = assert(core.json_decode(pipe:read("a")))
  pipe:close()
  os.remove(name)
  return record
end

local function meta_of(page) return record_of(table.concat(page.lines, "\n") .. "\n").meta end

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

  it("keep a time of day with its zone apart from the story", function()
    local record = record_of("Dam gives way\n\n2.05 pm GMT\n\n"
      .. "The dam broke on Sunday. It was old.\n")
    local kinds = {}
    for i, zone in ipairs(record.annotations) do kinds[i] = zone.attributes.kind end
    assert.same({ "headline", "posted", "body" }, kinds)
  end)
end)
