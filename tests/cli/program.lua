-- The real program in a directory of its own: for the specs of tests/cli.
local core = require "newsengine.core"

local program = {}

local root = core.real_path(".")
program.root = root
program.path = os.getenv("NEWSENGINE_BINARY") or root .. "/newsengine" -- a sanitized one, say

function program.quote(word) return "'" .. tostring(word):gsub("'", "'\\''") .. "'" end
local quote = program.quote

-- In the shell texts of the specs $N is one word: a path with a space gets a link without one.
program.links = {}

local function one_word(path)
  if not path:find("[^%w/._-]") then return path end
  local pipe = assert(io.popen("mktemp -d /tmp/newsengine-link.XXXXXX", "r"))
  local directory = pipe:read("l")
  pipe:close()
  local link = directory .. "/newsengine"
  os.execute(("ln -s %s %s"):format(quote(path), link))
  program.links[#program.links + 1] = setmetatable({}, { __gc = function()
    os.remove(link)
    os.remove(directory)
  end })
  return link
end

program.path = one_word(program.path)

-- With NEWSENGINE_RUN_LOG=DIRECTORY each run of the program is noted in a file there, with the
-- spec that asked for it: .ci/steps/options.lua looks for options that no test runs.
local log = os.getenv("NEWSENGINE_RUN_LOG")
local noted
if log then
  noted = one_word(log .. "/newsengine")
  local file = assert(io.open(log .. "/newsengine", "w"))
  file:write(([[
#!/bin/sh
{ printf '%%s\037' "$NEWSENGINE_SPEC" "$@"; printf '\036'; } >> %s/$$.run
exec %s "$@"
]]):format(quote(log), quote(program.path)))
  file:close()
  os.execute("chmod +x " .. quote(log .. "/newsengine"))
end

-- Shell text that makes $N the program.
local function setting()
  if not log then return "export N=" .. quote(program.path) end
  local spec = "?"
  for level = 2, 20 do
    local source = debug.getinfo(level, "S")
    if source and source.short_src:find("_spec%.lua$") then spec = source.short_src end
  end
  return ("export N=%s NEWSENGINE_SPEC=%s"):format(quote(noted), quote(spec))
end

function program.read(path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local bytes = file:read("a")
  file:close()
  return bytes
end
local read = program.read

--- Shell text -> {code, out, err}.  The shell stands in the directory.
local Scratch = {}
Scratch.__index = Scratch

--- A new empty directory; close() removes it.
function program.scratch()
  local pipe = assert(io.popen("mktemp -d /tmp/newsengine-spec.XXXXXX", "r"))
  local path = pipe:read("l")
  pipe:close()
  return setmetatable({ path = path }, Scratch)
end

function Scratch:close() os.execute("chmod -R u+rwx " .. self.path .. "; rm -rf " .. self.path) end

function Scratch:write(name, bytes)
  local directory = name:match("^(.*)/[^/]*$")
  if directory then os.execute("mkdir -p " .. quote(self.path .. "/" .. directory)) end
  local file = assert(io.open(self.path .. "/" .. name, "wb"))
  file:write(bytes)
  file:close()
  return name
end

function Scratch:read(name) return read(self.path .. "/" .. name) end

function Scratch:names(name)
  local pipe = assert(io.popen("ls -A " .. quote(self.path .. "/" .. (name or "")), "r"))
  local list = {}
  for line in pipe:lines() do list[#list + 1] = line end
  pipe:close()
  return list
end

--- Run shell text in which $N is the program -> {code, out, err}.
function Scratch:shell(text)
  local place = self.path .. "/.run"
  os.execute("mkdir -p " .. place)
  local script = ("cd %s && %s\n%s\n"):format(quote(self.path), setting(), text)
  local file = assert(io.open(place .. "/script", "wb"))
  file:write(script)
  file:close()
  local _, how, code = os.execute(("timeout -k 1 200 bash %s/script >%s/out 2>%s/err </dev/null")
    :format(place, place, place))
  return { code = how == "signal" and 128 + code or code, out = read(place .. "/out"),
           err = read(place .. "/err") }
end

--- Run the program with arguments; `input`: bytes for standard input.
function Scratch:run(arguments, input)
  local words = { "$N" }
  for _, word in ipairs(arguments) do words[#words + 1] = quote(word) end
  if input then
    self:write(".input", input)
    words[#words + 1] = "<.input"
  end
  return self:shell(table.concat(words, " "))
end

--- Lines of JSON -> list of tables.
function program.records(text)
  local list = {}
  for line in text:gmatch("([^\n]*)\n") do
    list[#list + 1] = assert(core.json_decode(line), line)
  end
  return list
end

function Scratch:records(arguments, input)
  local result = self:run(arguments, input)
  return program.records(result.out), result
end

--- "layer start end text" of each annotation of a record.
function program.annotations(record)
  local list = {}
  for i, a in ipairs(record.annotations) do
    list[i] = ("%s %d %d %s"):format(a.layer, a.start, a["end"], a.text)
  end
  return list
end

program.hello = 'rule "a.hello" { pattern = [[ hello ]], emit = "Hello" }\n'

return program
