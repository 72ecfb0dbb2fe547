-- A process beside this one that answers questions.
local core = require "newsengine.core"

describe("a partner", function()
  it("answers one question after the other and keeps what it knows", function()
    local heard = {}
    local partner = assert(core.partner(function(question)
      heard[#heard + 1] = question
      return ("%d %s"):format(#heard, question:sub(1, 3):upper())
    end))
    partner:ask("one")
    assert.equal("1 ONE", partner:answer())
    partner:ask(("two "):rep(1 << 20))
    assert.equal("2 TWO", partner:answer())
    assert.same({}, heard) -- it is a process of its own
    partner:close()
    partner:close()
    assert.error_matches(function() partner:ask("x") end, "closed")
  end)

  it("gives answers of any size", function()
    local partner = assert(core.partner(function(n) return ("x"):rep(tonumber(n)) end))
    for _, n in ipairs { 0, 1, 5000000 } do
      partner:ask(tostring(n))
      assert.equal(n, #partner:answer())
    end
    partner:close()
  end)

  it("that fails is found out when it is asked", function()
    local partner = assert(core.partner(function() return nil end))
    partner:ask("x")
    assert.error_matches(function() partner:answer() end, "has ended")
    assert.error_matches(function()
      for _ = 1, 100 do partner:ask(("x"):rep(100000)) end
    end, "has ended")
    partner:close()
  end)

  it("counts the machine's processors", function()
    assert.is_true(math.type(core.processors()) == "integer" and core.processors() >= 1)
  end)
end)
