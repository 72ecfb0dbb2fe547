-- The pages of pages.txt: what rules/article.lua takes from them as meta.
local core = require "newsengine.core"

local KEYS = { "headline", "byline", "posted", "updated", "email", "body" }

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

-- "FIRST WORDS ... LAST WORDS" of what is wanted, as far as the story begins and ends so.
local function body_of(record, wanted)
  local first, last = wanted:match("^(.-) %.%.%. (.-)$")
  local body = {}
  for _, zone in ipairs(record.annotations) do
    if zone.attributes.kind == "body" then body[#body + 1] = zone.text end
  end
  local text = table.concat(body, "\n")
  return text:sub(1, #first) .. " ... " .. text:sub(-#last)
end

describe("pages", function()
  it("give their headline, authors, stamps and story in at least 9 of 10", function()
    local list, right, wrong = pages(), 0, {}
    assert.is_true(#list >= 40)
    for _, page in ipairs(list) do
      local record, before = record_of(table.concat(page.lines, "\n") .. "\n"), #wrong
      local meta = record.meta
      if page.wanted.body then meta.body = body_of(record, page.wanted.body) end
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
