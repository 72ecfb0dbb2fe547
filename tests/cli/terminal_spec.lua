-- What a person sees on terminals of several kinds, kept as files in tests/cli/terminal that
-- were looked at.  Renew them, then look again: RENEW=1 busted tests/cli/terminal_spec.lua
local program = dofile("tests/cli/program.lua")

local rules = [=[
rule "said.that" {
  emit = "Quote", pattern = [[ speaker:[cap]+ cue:said that? content:([!punct]+) ]],
  set = function(m)
    return { speaker = m.speaker, cue = m.cue, content = { m.content }, type = "indirect" }
  end,
}
rule "size" { emit = "Size", pattern = [[ much:[num] (percent | 億) ]] }
]=]

local text = "Naïve tariffs would “rise”, 東京 told: 12 億\n\z
Ana Lopes said that nobody in the whole of the long valley would lift a single finger before the rains \z
of the coming autumn had filled every reservoir to its brim. Prices rose 12 percent. Bo said no 🙂.\n"

local kinds = {
  { "narrow", 40, "TERM=xterm LC_ALL=C.UTF-8" }, { "usual", 80, "TERM=xterm LC_ALL=C.UTF-8" },
  { "wide", 200, "TERM=xterm LC_ALL=C.UTF-8" }, { "no-color", 80, "TERM=xterm NO_COLOR=1 LC_ALL=C.UTF-8" },
  { "dumb", 80, "TERM=dumb LC_ALL=C.UTF-8" }, { "c-locale", 80, "TERM=xterm LC_ALL=C" },
}

local commands = { "$N r.lua a.txt", "$N grep -A 1 'said that?' a.txt", "$N grep --kwic 14 said a.txt",
                   "$N r.lua b.txt", "$N -t pretty r.lua a.txt | head -n 3" }

describe("on a terminal", function()
  local dir
  before_each(function()
    dir = program.scratch()
    dir:write("r.lua", rules)
    dir:write("a.txt", text)
    dir:write("b.txt", "Ann said \27[31mred\27[0m.\n") -- an article that would paint
  end)
  after_each(function() dir:close() end)

  local function screen(columns, environment, only)
    local lines = { "unset COLUMNS NO_COLOR; export " .. environment,
                    ("screen() { python3 %s %d sh -c \"$1\" 2>&1; }"):format(
                      program.quote(program.root .. "/tests/cli/screen.py"), columns) }
    for _, command in ipairs(only or commands) do
      lines[#lines + 1] = ("printf '%%s\\n' %s"):format(program.quote(command))
      lines[#lines + 1] = ("screen %s"):format(program.quote(command))
    end
    return dir:shell(table.concat(lines, "\n")).out
  end

  for _, kind in ipairs(kinds) do
    it(("%s is as it was looked at"):format(kind[1]), function()
      local path, shown = ("tests/cli/terminal/%s.txt"):format(kind[1]), screen(kind[2], kind[3])
      if os.getenv("RENEW") then
        local file = assert(io.open(path, "wb"))
        file:write(shown)
        file:close()
      end
      assert.equal(program.read(path), shown)
    end)
  end

  it("COLUMNS goes before what the terminal says, and a pipe is no terminal", function()
    local one = { "$N r.lua a.txt" }
    assert.equal(screen(40, "TERM=dumb", one), screen(200, "TERM=dumb COLUMNS=40", one))
    assert.not_equal(screen(40, "TERM=dumb", one), screen(200, "TERM=dumb", one))
    assert.truthy(dir:run({ "r.lua", "a.txt" }).out:find('^{"id":"a.txt"'))
  end)
end)
