-- What is read off Lua's bytecode: functions without the names of variables, for the bundle,
-- globals, for lint, and that altered bytes are no more than a wrong argument.
local core = require "newsengine.core"

local function lean(source, name)
  return core.bytecode_lean(string.dump(assert(load(source, name))))
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

  it("keeps lines and the names of globals, and has none of variables", function()
    local source = "local outer\nreturn function(inner)\n  if inner then return inner.x.y end\n\n"
      .. "  return outer == inner and missing()\nend"
    local code = lean(source, "@made.lua")
    assert.falsy(code:find("inner", 1, true) or code:find("outer", 1, true))
    local made = assert(load(code, "made", "b"))()
    assert.same({ false, "made.lua:5: attempt to call a nil value (global 'missing')" },
                { pcall(made) })
    local _, message = pcall(made, {})
    assert.truthy(message:find("^made.lua:3: attempt to index a nil value"), message)
  end)

  it("is what every file of the program becomes, as small as can be", function()
    for path in io.popen("ls scripts/newsengine/*.lua"):lines() do
      local code = string.dump(assert(loadfile(path)))
      local made = core.bytecode_lean(code)
      assert.truthy(#made < #code, path)
      assert.equal(made, core.bytecode_lean(string.dump(assert(load(made, path, "b")))))
      assert.equal(made, core.bytecode_lean(made))
    end
  end)

  it("is not made of bytes that it does not understand", function()
    local code = string.dump(function() return 1.5 end)
    assert.has_error(function() core.bytecode_lean(code .. "x") end)
    local at = assert(code:find("\x13" .. string.pack("<d", 1.5), 1, true))
    local foreign = code:sub(1, at - 1) .. "\x55" .. code:sub(at + 1)
    assert.has_error(function() core.bytecode_lean(foreign) end)
  end)
end)

describe("steady bytecode", function()
  local function is_steady(source)
    return core.bytecode_steady(string.dump(assert(load(source))))
  end

  it("sets locals and the fields of tables, and asks for globals", function()
    for _, source in ipairs {
      "local n n = 1 return function(t) t.n = n return print(n), math.max(n, 2) end",
      "local t = {} return function(key) t.x, t[key] = key, t._G end",
      "local n = 0 return function() n = n + 1 return function() n = n - 1 end end",
    } do assert.is_true(is_steady(source), source) end
  end)

  it("has so many constants that globals stand far behind", function()
    local many = {}
    for i = 1, 300 do many[i] = ("%q"):format("k" .. i) end
    many = "local t = { " .. table.concat(many, ", ") .. " } "
    assert.is_true(is_steady(many .. "return print(pairs)"))
    for _, rest in ipairs { "return _G", "local all = _ENV return all.x", "x = 1" } do
      assert.is_false(is_steady(many .. rest), rest)
    end
  end)

  it("sets no global, and has not all of them", function()
    for _, source in ipairs {
      "n = 1", "return function() n = 1 end", "function f() end",
      "return _G", "return function() return _G.print end", "return _ENV",
      "return function(k) return _ENV[k] end", "_ENV = {}", "_ENV.x = 1", "_ENV['x'] = 1",
      "local all = _ENV return function() all.x = 1 end", "print(_ENV)", "_ENV:print()",
    } do assert.is_false(is_steady(source), source) end
  end)
end)

describe("globals in bytecode", function()
  local function globals(source)
    local list = {}
    for i, one in ipairs(core.bytecode_globals(string.dump(assert(load(source))))) do
      list[i] = ("%s%s:%d"):format(one.set and "=" or "", one.name, one.line)
    end
    return list
  end

  it("are told with their lines, those of functions within first", function()
    local source = "local t = a\nb = t.x\nreturn function()\n\n  t.c = d\n  return b(t)\nend"
    assert.same({ "d:5", "b:6", "a:1", "=b:2" }, globals(source))
  end)

  it("keep their lines behind long gaps and many instructions", function()
    assert.same({ "a:301", "=b:602" }, globals(("\n"):rep(300) .. "local x = a"
                                               .. ("\n"):rep(301) .. "b = x"))
    local wanted, parts = {}, {}
    for line = 1, 500 do
      wanted[line] = ("=x%d:%d"):format(line % 7, line)
      parts[line] = ("x%d = 1"):format(line % 7)
    end
    assert.same(wanted, globals(table.concat(parts, "\n")))
  end)

  it("are not fields of other variables", function()
    assert.same({}, globals "local a = {} return function() a.b = a.c return a['_ENV'] end")
  end)
end)

describe("altered bytecode", function()
  local functions = { core.bytecode_globals, core.bytecode_lean, core.bytecode_meaning,
                      core.bytecode_steady }
  local code = string.dump(assert(load [[
    local a, b = 1 << 40, { "text", 2.5, true }
    return function(...) b.x = print(a, ...) return function() a = d and nil or false end end]]))

  it("is refused where it ends too early", function()
    for size = 0, #code - 1 do
      for _, f in ipairs(functions) do assert.is_false((pcall(f, code:sub(1, size))), size) end
    end
  end)

  it("is refused, or read within its bounds", function()
    for at = 1, #code do
      for _, byte in ipairs { 0, 1, 4, 0x0B, 0x7F, 0x80, 0x84, 0xFF } do
        local bytes = code:sub(1, at - 1) .. string.char(byte) .. code:sub(at + 1)
        for _, f in ipairs(functions) do
          local read, message = pcall(f, bytes)
          assert.truthy(read or message:find("bytecode of another Lua", 1, true), message)
        end
      end
    end
  end)

  it("is refused where functions stand in functions without end", function()
    -- One function that has one within it, so often that no source is like it.
    local head = "\x80\x80\x80\0\0\2\x80\x80\x80" -- no source, code, constants, upvalues
    local tail = ("\x80"):rep(4)
    local header = string.dump(load ""):sub(1, 32)
    local function nested(depth)
      return header .. (head .. "\x81"):rep(depth - 1) .. head .. "\x80" .. tail:rep(depth)
    end
    for _, f in ipairs(functions) do
      assert.is_true((pcall(f, nested(200))))
      assert.is_false((pcall(f, nested(201))))
      assert.is_false((pcall(f, nested(100000))))
    end
  end)
end)
