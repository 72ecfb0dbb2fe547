-- doc:collect: all annotations of a layer as tables.
local ne = require "newsengine"
local core = require "newsengine.core"

local RULES = [=[
lexicon "who" { { name = "Ann Lee", sex = "f" }, { name = "Bo", sex = "m" },
  { name = "Cy", sex = "" } }
rule "who" { emit = "Who", pattern = [[ x:@who ]],
  set = function(m) return { sex = m.x.sex, long = #m.text > 2, at = m.x } end }
]=]

describe("doc:collect", function()
  local function collect(text, names)
    local path = os.tmpname() .. ".lua"
    local file = assert(io.open(path, "w"))
    file:write(RULES, "rule \"all\" { emit = \"All\", run = function(doc)\n",
      "  local list = doc:collect(\"Who\", { ", names, " })\n",
      "  for _, m in ipairs(list) do\n",
      "    m.kinds, m.at = nil, m.at and m.at.text\n",
      "    doc:add(\"All\", doc:span(m.first, m.last), m)\n  end\nend }\n")
    file:close()
    local engine = ne.engine { rules = { path }, plain = true }
    os.remove(path)
    local doc = engine:document { text = text, id = "x", lang = "en" }
    assert.same({}, engine:annotate(doc))
    local list = {}
    for a in doc:each("All") do
      list[#list + 1] = core.own_attributes(a)
    end
    return list
  end

  it("gives what is read off the text, and the attributes that are asked for", function()
    assert.same({
      { first = 1, last = 8, text = "Ann Lee", sex = "f", long = true },
      { first = 11, last = 12, text = "Bo", gap = ", ", sex = "m", long = false },
      { first = 18, last = 19, text = "Cy", gap = " met ", sex = "", long = false },
    }, collect("Ann  Lee, Bo met Cy.", '"sex", "long", "none"'))
  end)

  it("leaves a gap out that is wide or none", function()
    local list = collect("Bo, and then Cy", '"at"')
    assert.same({ first = 1, last = 2, text = "Bo", at = "Bo" }, list[1])
    assert.is_nil(list[2].gap)
  end)

  it("is empty for a layer without annotations", function()
    assert.same({}, collect("nobody", ""))
  end)
end)

describe("things", function()
  it("are numbered by first mention: by entity, else by name, else each its own", function()
    local path = os.tmpname() .. ".lua"
    local file = assert(io.open(path, "w"))
    file:write([=[
rule "p" { emit = "Person", pattern = "x:[cap & !{Person}]",
  set = function(m)
    local t = m.x.text
    if t == "Ed" then return { name = "n" } end
    return { entity = t ~= "Flo" and "e" .. t or nil }
  end }
rule "q" { emit = "Place", pattern = "lee", set = { name = "n" } } ]=])
    file:close()
    local engine = ne.engine { rules = { path }, plain = true }
    os.remove(path)
    local doc = engine:document { text = "Ann Ed Bo lee Flo Ann Ed Flo lee", id = "x", lang = "en" }
    assert.same({}, engine:annotate(doc))
    local function numbers(layer)
      local list = {}
      for a in doc:each(layer) do list[#list + 1] = a.entity end
      return list
    end
    assert.same({ "person:1", "person:2", "person:3", "person:4", "person:1", "person:2",
                  "person:5" }, numbers "Person")
    assert.same({ "place:1", "place:1" }, numbers "Place")
  end)
end)
