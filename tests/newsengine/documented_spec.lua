-- What the program offers stands in its documents: words of rule files in the LuaCATS file and
-- in the help, functions of the library in the comments of its headers.
local program = dofile("tests/cli/program.lua")

local function all_help()
  local parts = {}
  local pipe = assert(io.popen("ls scripts/help/*.txt"))
  for path in pipe:lines() do parts[#parts + 1] = program.read(path) end
  pipe:close()
  return table.concat(parts, "\n")
end

local function has_word(text, word)
  return text:find("%f[%w_]" .. word:gsub("%.", "%%.") .. "%f[^%w_]") ~= nil
end

local standard = {} -- the manual of Lua documents these
for name in ([[assert error ipairs next pairs pcall print rawequal select setmetatable tonumber
               tostring type xpcall math string table utf8]]):gmatch("%S+") do
  standard[name] = true
end

local classes = { ["<doc>"] = "Document", ["<span>"] = "Span", ["<date>"] = "Date",
                  ["<lexicon>"] = "Lexicon", ["<regex>"] = "Regex", ["<pattern>"] = "Pattern" }

-- The names that a rule file reaches -> list of {owner = class or nil, name}; the reachable ones
-- are held against the program by sandbox_spec.lua.
local function exports()
  local list = {}
  for line in io.lines("tests/newsengine/reachable.txt") do
    local path = line:match("^(%S.*) %a+$")
    local owner, name = (path or ""):match("^(<%a+>) %a+%.([%a_]+)$")
    if not owner then owner, name = (path or ""):match("^(<%a+>)%.([%a_]+)$") end
    if owner then
      list[#list + 1] = { owner = classes[owner], name = name }
    elseif path and path:find("^[%a_.]+$") and not standard[path:match("^[%a_]+")] then
      list[#list + 1] = { name = path }
    end
  end
  return list
end

describe("the documents", function()
  it("the LuaCATS file knows every word, field and method that rules and formats reach", function()
    local meta, missing = program.read("scripts/meta/newsengine.lua"), {}
    for _, one in ipairs(exports()) do
      local known
      if one.owner then
        known = meta:find("function " .. one.owner .. ":" .. one.name .. "(", 1, true)
                or meta:find("---@field " .. one.name .. "[ ?]")
                or meta:find('---@field ["' .. one.name .. '"]', 1, true)
      else
        known = has_word(meta, one.name)
                or meta:find("---@field " .. one.name:gsub("^text%.", "") .. " ")
      end
      if not known then missing[#missing + 1] = (one.owner or "") .. ":" .. one.name end
    end
    assert.same({}, missing)
  end)

  it("the help names every one of them", function()
    local help, missing = all_help(), {}
    for _, one in ipairs(exports()) do
      if not has_word(help, (one.name:gsub("^text%.(%u)", "%1"))) then
        missing[#missing + 1] = (one.owner or "") .. ":" .. one.name
      end
    end
    assert.same({}, missing)
  end)

  it("each function of the library stands under a comment of its header", function()
    local missing = {}
    for header in program.read("core/newsengine.h"):gmatch('#include "([%w_]+%.h)"') do
      local commented = false
      for paragraph in (program.read("core/" .. header) .. "\n\n"):gmatch("(.-)\n\n+") do
        local has = paragraph:find("/*", 1, true) ~= nil
        for name in ("\n" .. paragraph):gmatch("\n[%a][%w_ *]-%*?(news_[%l%d_]+)%(") do
          if not (has or commented) then missing[#missing + 1] = header .. " " .. name end
        end
        commented = has
      end
    end
    assert.same({}, missing)
  end)
end)
