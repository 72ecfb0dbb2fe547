-- Checks which options of which commands are run by tests, from the records of the specs
-- (see tests/cli/program.lua).  Fails for a command or an option that no test runs.
--   cat build/runs/*.run | lua5.4 .ci/steps/options.lua
package.path = "scripts/?.lua"
local options = require "newsengine.options"
local commands = options.commands

local seen = {} -- "command --option" or "command" -> set of specs

local function note(what, spec)
  seen[what] = seen[what] or {}
  seen[what][spec] = true
end

local is_command = {}
for _, name in ipairs(commands) do is_command[name] = true end

for run in io.read("a"):gmatch("([^\30]*)\30") do
  local words = {}
  for word in run:gmatch("([^\31]*)\31") do words[#words + 1] = word end
  local spec = table.remove(words, 1):match("[^/]*$")
  local command = is_command[words[1]] and words[1] or "run"
  local parsed = options.parse(words, function() end)
  if parsed then
    note(command, spec)
    for name in pairs(parsed.values) do note(command .. " --" .. name, spec) end
  end
end

local function specs_of(what)
  local list = {}
  for spec in pairs(seen[what] or {}) do list[#list + 1] = spec end
  table.sort(list)
  return #list > 0 and table.concat(list, " ") or nil
end

local missing = 0
local function row(command, option)
  local specs = specs_of(option and command .. " --" .. option or command)
  if specs then
    print(("%-9s  %-20s  %s"):format(command, option and "--" .. option or "", specs))
  end
  return specs ~= nil
end
local function need(found, what)
  if found then return end
  missing = missing + 1
  print("no test runs " .. what)
end

for _, command in ipairs(commands) do need(row(command), command) end
for _, option in ipairs(options.list) do
  local found = false
  for _, command in ipairs(commands) do
    local mine = row(command, option.name)
    found = found or mine
    if option.commands and (" " .. option.commands .. " "):find(" " .. command .. " ", 1, true) then
      need(mine, command .. " --" .. option.name)
    end
  end
  if not option.commands then need(found, "--" .. option.name) end
end
print(("options: %d commands, %d options, %d without a test"):format(#commands, #options.list,
                                                                     missing))
os.exit(missing == 0)
