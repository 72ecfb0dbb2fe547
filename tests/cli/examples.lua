-- Examples that stand in texts for people, read and run: for help_spec and readme_spec.
local program = dofile("tests/cli/program.lua")

local examples = {}

--- The blocks of a help text, which stand two columns in:
---   --- file NAME      lines up to --- are that file
---   $ COMMAND          lines up to an empty line, --- or $ are its output
--- A backslash ends a line that goes on in the next.
--- -> list of {file, text} and {command, output, line}
function examples.of_help(text)
  local list, open, number = {}, nil, 0
  for line in (text .. "\n"):gmatch("(.-)\n") do
    number = number + 1
    local inside = line:match("^  (.*)$")
    local name = inside and inside:match("^%-%-%- file (%S+)$")
    if name then
      open = { file = name, text = "", line = number }
      list[#list + 1] = open
    elseif open and open.file then
      if inside == "---" then open = nil
      else open.text = open.text .. (inside or line) .. "\n" end
    elseif inside and inside:find("^%$ ") then
      open = { command = inside:sub(3), output = "", line = number }
      list[#list + 1] = open
    elseif open and inside then
      open.output = open.output .. inside .. "\n"
    else
      open = nil
    end
  end
  for _, one in ipairs(list) do
    if one.output then one.output = one.output:gsub("\\\n *", "") end
  end
  return list
end

--- Run a command of an example in the directory -> all that it wrote.
function examples.run(dir, command)
  local module = ("export LUA_PATH=%s LUA_CPATH=%s\n"):format(
    program.quote(program.root .. "/scripts/?.lua;" .. program.root .. "/scripts/?/init.lua"),
    program.quote(program.root .. "/build/release/?.so"))
  return dir:shell(module .. 'newsengine() { "$N" "$@"; }\nexec 2>&1\n' .. command).out
end

examples.program = program
return examples
