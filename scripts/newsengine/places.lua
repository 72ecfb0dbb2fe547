-- Places of errors in rule files: line, column and caret.
local core = require "newsengine.core"
local errors = require "newsengine.errors"
local paths = require "newsengine.paths"
local sandbox = require "newsengine.sandbox"

local places = {}

--- The line of the rule file from which a word was called.
local function caller_line(file) return core.line_in(file.chunk) end

--- The text of a line.
local function line_of(source, line)
  local n = 0
  for row in (source .. "\n"):gmatch("(.-)\n") do
    n = n + 1
    if n == line then return row end
  end
end

--- Fail at the line of the call.
local function fail(file, message, hint)
  local line = caller_line(file)
  local excerpt = line and line_of(file.source, line)
  error(errors.new { code = "load", file = file.path, line = line, excerpt = excerpt,
                     column = excerpt and excerpt:find("%S"), message = message, hint = hint }, 0)
end

--- The same, with the place of `word` in the source, at or after the line of the call.
local function fail_at(file, word, message, hint)
  local line = caller_line(file) or 1
  local first, n = 1, 1
  while n < line do
    first, n = (file.source:find("\n", first, true) or #file.source) + 1, n + 1
  end
  local at = file.source:find(word, first, true)
  while at and word:find("^%w") and file.source:sub(at - 1, at - 1):find("[%w_]") do
    at = file.source:find(word, at + 1, true)
  end
  if not at then fail(file, message, hint) end
  local found, column, excerpt = errors.place(file.source, at)
  error(errors.new { code = "load", file = file.path, line = found, column = column,
                     excerpt = excerpt, message = message, hint = hint }, 0)
end

-- "did you mean": the name of a set, or the word of a list in the message, nearest to the
-- last word of the message.
local function near_name(file, message)
  local what, name = message:match("^unknown (%a+): (%S+)$")
  local words, word_there = message:match("^expected (.+): (%S+)$")
  words = words and (words:match("^a %a+ %((.-)%)$") or words:match("^noun [%a ]+$"))
  local list = {}
  if words then
    name = core.fold(word_there)
    for word in words:gmatch("%a+") do list[#list + 1] = word end
  elseif what == "lexicon" or what == "macro" then
    for word in sandbox.pairs(what == "macro" and file.macros or file.lexicons) do
      list[#list + 1] = word
    end
  end
  local near = name and errors.near(name, list)
  if what == "lexicon" and not near and paths.find("lexicons", name .. ".tsv") then
    return ('lexicon "%s" { file = "%s.tsv" } loads the one of this name from the lexicon path')
      :format(name, name)
  end
  return near and ("did you mean %s?"):format(near) or nil
end

--- The byte of a file's source where `text` occurs as a string of its own, or else at
--- all: the first time on `line` or below, else the last time above; nil if it does not
--- occur.
function places.find_text(file, text, line)
  local source, start, n = file.source, 1, 1
  while n < (line or 1) do
    start, n = (source:find("\n", start, true) or #source) + 1, n + 1
  end
  local function search(from, is_good)
    while #text > 0 do
      local found = source:find(text, from, true)
      if not found or is_good(found) then return found end
      from = found + 1
    end
  end
  local function is_string(at)
    local before, after = source:sub(math.max(1, at - 8), at - 1), at + #text
    return before:find("%[=*%[$") and source:find("^%]=*%]", after)
           or before:find("[\"']$") and source:find("^[\"']", after)
  end
  local function any() return true end
  local found = search(start, is_string) or search(start, any)
  if found then return found end
  search(1, function(at) found = at return false end)
  return found
end

--- A place in a pattern, located in the source of its file, so that the error has the
--- line and column there.
local function fail_in(file, what, text, at, message)
  if text == "" then fail(file, what .. ": " .. message) end
  local line = caller_line(file)
  local start = places.find_text(file, text, line)
  local source, place = text, at
  if start then source, place = file.source, start + at - 1 end
  local found_line, column, excerpt = errors.place(source, place)
  error(errors.new { code = "load", file = file.path, line = start and found_line or line,
                     column = column, excerpt = excerpt,
                     message = what .. ": " .. message, hint = near_name(file, message) }, 0)
end

local own_words = { "rule", "lexicon", "let", "use", "examples", "lang", "pattern", "regex",
                    "lexicons", "take", "text", "json", "date", "print" }

-- What a rule file has instead of Lua's functions that read files.
local instead = {
  require = 'use "name" loads another rule file',
  dofile = 'use "name" loads another rule file',
  format = "an output format is run by -t ./FILE.lua",
  reader = "a reader is run by -f ./FILE.lua",
  io = 'rules cannot open files; lexicon "name" { file = "x.csv" } loads data',
}

-- A hint for a message of Lua: the word of rule files that was meant, if one is near.
local function hint_of(text)
  if text:find("^invalid escape sequence") then
    return "between [[ and ]] a backslash stands for itself, as patterns and regexes need it"
  end
  if text:find("near '\xE2\x80[\x98-\x9F]'$") then -- ‘ to ‟
    return 'Lua strings have no curly quotation marks: write "…" or [[…]]'
  end
  local name = text:match("%(global '([%w_]+)'%)$")
  if not name then return nil end
  if instead[name] then return instead[name] end
  local near = errors.near(name, own_words)
  return near and ("did you mean %s?"):format(near)
         or "newsengine help rules lists the words of a rule file"
end

-- After the last line that is not blank: where a file ends too soon.
local function end_of(source)
  local line, n = 1, 0
  for row in (source .. "\n"):gmatch("(.-)\n") do
    n = n + 1
    if row:find("%S") then line = n end
  end
  local excerpt = line_of(source, line)
  local _, column = errors.place(excerpt, #excerpt + 1)
  return line, column, excerpt
end

--- Lua's message about a file that does not parse or raises, "rules/x.lua:3: …", with the
--- place split off; the column is that of the word named by Lua, else the beginning of
--- the line.
local function lua_error(path, source, message)
  local line, text = message:match(":(%d+): (.*)$")
  line = tonumber(line)
  if not line then return errors.new { code = "load", file = path, message = message } end
  local excerpt, column = line_of(source, line), nil
  text = text:gsub("'<\\(%d+)>'$", function(byte) -- the first of a character's
    local at = (excerpt or ""):find(string.char(tonumber(byte)), 1, true)
    local whole = at and excerpt:match("^" .. utf8.charpattern, at)
    return whole and ("'%s'"):format(whole)
  end)
  if text:find("near <eof>$") then
    line, column, excerpt = end_of(source)
  elseif excerpt and excerpt:find("%S") then
    local near = text:match("near '(.*)'$") or text:match("%(%a+ '([^']*)'%)$")
    local at = near and excerpt:find(near, 1, true) or excerpt:find("%S")
    column = select(2, errors.place(excerpt, at))
  end
  return errors.new { code = "load", file = path, line = line, column = column,
                      excerpt = column and excerpt, message = text, hint = hint_of(text) }
end

-- The last of the files that are still loading: its code ran.
local function running_file(pack)
  local found
  for real in pairs(pack.loading) do
    local file = pack.files[real]
    if not found or file.place > found.place then found = file end
  end
  return found
end

-- The text of the file of the pack with this path, "" if there is none.
local function text_of(pack, path)
  for _, file in pairs(pack.files) do
    if file.path == path then return file.source end
  end
  return ""
end

--- The errors object for an error raised while the file at `path` and the files it uses
--- were loaded; one detected in the program has no line.
function places.raised(pack, path, value)
  local message = errors.message(value)
  local text, source = errors.placed(value)
  if not source and text ~= message then
    local file = running_file(pack)
    return errors.new { code = "load", file = file and file.path or path, message = text }
  end
  local where = message:match("^(.-):%d+: ")
  return lua_error(where or path, where and text_of(pack, where) or "", message)
end

-- Words that can only be called: assignments to them would be lost.
local calls = { { "examples", "examples { … }" }, { "lang", 'lang "en"' },
                { "let", 'let "name" [[ … ]]' }, { "lexicon", 'lexicon "name" { … }' },
                { "rule", 'rule "name" { … }' }, { "use", 'use "name"' } }

--- Fail where a loaded file has set one of its words to something that is not a function.
function places.check_words(file, env)
  for _, call in ipairs(calls) do
    local word = call[1]
    if type(env[word]) ~= "function" then
      local at = ("\n" .. file.source):match("\n[ \t]*()" .. word .. "%s*=[^=]")
      at = at and at - 1 or file.source:find("%f[%w_]" .. word .. "%s*=[^=]")
      local line, column, excerpt = errors.place(file.source, at or 1)
      error(errors.new { code = "load", file = file.path, line = line, column = column,
                         excerpt = excerpt, hint = "without =: " .. call[2],
                         message = ("%s is a function of rule files; it cannot be set"):format(
                           word) }, 0)
    end
  end
end

places.caller_line, places.line_of = caller_line, line_of
places.fail, places.fail_at, places.fail_in, places.lua_error = fail, fail_at, fail_in, lua_error

return places
