-- Records beside each other: as text and as tables the same changes come out.
require "newsengine" -- knows where the shipped files are
local compare = require "newsengine.compare"
local core = require "newsengine.core"
local engine = require "newsengine.engine"
local program = dofile("tests/cli/program.lua")
local record = require "newsengine.record"

describe("annotations as text", function()
  local dir
  before_each(function() dir = program.scratch() end)
  after_each(function() dir:close() end)

  -- A text that looks like a record, too.
  local text = [[Ann Lee met Bob Day. Lee said {"id":1,"layer":"X"},{"id":2,"layer":"Y"} was
"ref":3, 4.
Bob Day,{"id":7,"layer":"Z"}, said Ann Lee was "right". Day fell.]]

  local sources = {
    [[rule "p" { emit = "P", pattern = "[cap] surname:[cap]" }
      rule "all" { emit = "A", pattern = "who:{P} .{1,12}", overlap = "all" } ]],
    [[rule "p" { emit = "P", pattern = "[cap] surname:[cap]" }
      rule "all" { emit = "A", pattern = "who:{P} .{1,9}", overlap = "all" } ]],
    [[rule "p" { emit = "P", pattern = "given:[cap] surname:[cap]" }
      rule "n" { emit = "N", pattern = "[num]" }
      rule "all" { emit = "A", pattern = "who:{P} .{1,12}", overlap = "all" } ]],
    [[rule "q" { emit = "P", pattern = "given:[cap] surname:[cap] | given:[cap]",
        set = function() return { n = { 1, { "x" } }, ref = 1 } end }]],
    [[rule "none" { emit = "P", pattern = "zebra" }]],
  }

  local function annotations(source)
    dir:write("r.lua", source)
    local made = engine.new { rules = { dir.path .. "/r.lua" } }
    local doc = made:document { id = "x", text = text, lang = "en" }
    assert.same({}, made:annotate(doc))
    return core.record(doc, record.layers(made, { "P", "N", "A" }))
  end

  -- With all that there is of the annotations, and what differs.
  local function whole(changes)
    local list = {}
    local function all(a) return a and a.json and core.json_decode(a.json) or a end
    for i, one in ipairs(changes) do
      for _, a in ipairs { one.old, one.new } do
        assert.same({ a.id, a.text, a.layer, a["end"], a.attributes },
                    { all(a).id, all(a).text, all(a).layer, all(a)["end"], all(a).attributes })
      end
      local differences = compare.differences(one)
      for _, part in ipairs(differences) do
        if part.key == "span" then part.old, part.new = all(part.old), all(part.new) end
      end
      list[i] = { one.sign, all(one.old), all(one.new), differences }
    end
    return list
  end

  it("differ as tables do", function()
    local list, found = {}, 0
    for i, source in ipairs(sources) do list[i] = annotations(source) end
    list[#list + 1] = ""
    for _, old in ipairs(list) do
      for _, new in ipairs(list) do
        local _, changes = compare.annotations(core.json_decode("[" .. old .. "]"),
                                               core.json_decode("[" .. new .. "]"))
        assert.same(whole(changes), whole(compare.texts(old, new)))
        assert.equal(old == new or #old + #new == 0, #changes == 0)
        found = found + #changes
      end
    end
    assert.is_true(found > 30)
  end)
end)
