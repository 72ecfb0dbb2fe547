-- Bytecode of the bundle: the same functions, without the names of local variables.
local bytecode = require "newsengine.bytecode"

local function lean(source, name)
  return bytecode.lean(string.dump(assert(load(source, name))))
end

describe("lean bytecode", function()
  it("does what the whole one does", function()
    local chunk = assert(load(lean([[
      local total, list = 0.5, { "a", ("long"):rep(20), true, false, n = -7, [2.25] = 1 << 40 }
      local function add(...)
        for _, value in ipairs { ... } do total = total + value end
        return function(again) return add and again and add(again) or total, list end
      end
      return add]], "@made.lua"), "made", "b"))
    local total, list = chunk()(1, 2)(3)()
    assert.same(6.5, total)
    assert.same({ "a", ("long"):rep(20), true, false, n = -7, [2.25] = 1 << 40 }, list)
  end)

  it("keeps lines and the names of outer variables, and has none of local ones", function()
    local source = "local outer\nreturn function(inner)\n  if inner then return inner.x.y end\n\n"
      .. "  return outer.x\nend"
    local code = lean(source, "@made.lua")
    assert.falsy(code:find("inner", 1, true))
    local made = assert(load(code, "made", "b"))()
    assert.same({ false, "made.lua:5: attempt to index a nil value (upvalue 'outer')" },
                { pcall(made) })
    local _, message = pcall(made, {})
    assert.truthy(message:find("^made.lua:3: attempt to index a nil value"), message)
  end)

  it("is what every file of the program becomes, as small as can be", function()
    for path in io.popen("ls scripts/newsengine/*.lua"):lines() do
      local code = string.dump(assert(loadfile(path)))
      local made = bytecode.lean(code)
      assert.truthy(#made < #code, path)
      assert.equal(made, string.dump(assert(load(made, path, "b"))))
      assert.equal(made, bytecode.lean(made))
    end
  end)

  it("is not made of bytes that it does not understand", function()
    local code = string.dump(function() return 1.5 end)
    assert.has_error(function() bytecode.lean(code .. "x") end)
    local at = assert(code:find("\x13" .. string.pack("<d", 1.5), 1, true))
    local foreign = code:sub(1, at - 1) .. "\x55" .. code:sub(at + 1)
    assert.has_error(function() bytecode.lean(foreign) end)
  end)
end)
