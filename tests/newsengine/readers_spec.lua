-- Which reader is for a path.
require "newsengine" -- knows where the shipped files are
local core = require "newsengine.core"
local program = dofile("tests/cli/program.lua")

describe("a reader", function()
  local walk, walked, dir = core.walk, nil, nil
  before_each(function()
    dir, walked = program.scratch(), {}
    core.walk = function(path)
      walked[#walked + 1] = path
      return walk(path)
    end
  end)
  after_each(function()
    core.walk = walk
    dir:close()
  end)

  -- A fresh one: what users have is looked for once.
  local function module(home)
    local was, getenv = package.loaded["newsengine.reader"], os.getenv
    package.loaded["newsengine.reader"] = nil
    local made = require "newsengine.reader"
    package.loaded["newsengine.reader"] = was
    return setmetatable({}, { __index = function(_, key)
      return function(...)
        os.getenv = function(name) -- luacheck: ignore
          if name == "XDG_DATA_HOME" then return home end
          return name ~= "NEWSENGINE_PATH" and getenv(name) or nil
        end
        local all = table.pack(made[key](...))
        os.getenv = getenv -- luacheck: ignore
        return table.unpack(all, 1, all.n)
      end
    end })
  end

  it("is found by a name without a look at those that are shipped", function()
    assert.equal("text", module(dir.path .. "/none").by_name("a.txt"))
    assert.same({}, walked)
  end)

  it("of the user goes first and is named among all", function()
    dir:shell("mkdir -p newsengine/readers")
    dir:write("newsengine/readers/mine.lua",
              'reader "mine" { match = "*.txt", read = function() end }')
    local made = module(dir.path)
    assert.equal("mine", made.by_name("a.txt"))
    assert.same({ dir.path .. "/newsengine/readers" }, walked)
    local names = " " .. table.concat(made.names(), " ") .. " "
    assert.truthy(names:find(" html .* mine .* text "), names)
  end)
end)
