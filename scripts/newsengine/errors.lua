-- Errors in one form: what, where, and the line with a caret under the place.
local core = require "newsengine.core"
local paths = require "newsengine.paths"

local errors = {}
errors.__index = errors

--- An error for people: `code` (a word for programs), message, and, where known, the
--- file, line and column (1-based, code points), and the text of that line.
function errors.new(fields)
  return setmetatable(fields, errors)
end

function errors.is(value)
  return getmetatable(value) == errors
end

--- Line, column (code points) and text of the line that contains byte `at` of `source`.
function errors.place(source, at)
  at = math.max(1, math.min(at, #source + 1))
  local first, line = 1, 1
  while true do
    local newline = source:find("\n", first, true)
    if not newline or newline >= at then break end
    first, line = newline + 1, line + 1
  end
  local text = source:sub(first, (source:find("\n", first, true) or #source + 1) - 1)
  local before = source:sub(first, at - 1)
  local column = (core.utf8_check(before) and utf8.len(before) or #before) + 1
  return line, column, text
end

--- "rules/x.lua:12:5", as far as known.
function errors:source()
  if not self.file then return nil end
  local place = self.file
  if self.line then place = place .. ":" .. self.line end
  if self.line and self.column then place = place .. ":" .. self.column end
  return place
end

--- The caret line under `excerpt`; wide characters count double, tabs stay.
local function caret(excerpt, column)
  local pad, n = {}, 1
  for _, code in utf8.codes(core.utf8_check(excerpt) and excerpt or "") do
    if n >= column then break end
    pad[#pad + 1] = code == 9 and "\t" or (" "):rep(core.width(utf8.char(code)))
    n = n + 1
  end
  return table.concat(pad) .. "^"
end

function errors:__tostring()
  local source = self:source()
  local text = (source and source .. ": " or "") .. self.message
  if self.excerpt and self.column then
    text = text .. "\n  " .. self.excerpt .. "\n  " .. caret(self.excerpt, self.column)
  end
  if self.hint then text = text .. "\n  " .. self.hint end
  return text
end

--- Report why a command failed: to standard error and, for programs, to standard output,
--- too -> exit code
function errors.report(value, json)
  io.stderr:write("newsengine: ", errors.message(value), "\n")
  if json then
    local e = errors.is(value) and value or { message = errors.message(value) }
    io.write(core.json_encode { error = { code = e.code, message = e.message, file = e.file,
                                          line = e.line, column = e.column, hint = e.hint } }, "\n")
  end
  return 2
end

--- Text safe for a terminal or log: UTF-8 without control or bidirectional formatting
--- characters.
function errors.clean(text)
  text = core.repaired(text):gsub("[\0-\8\11-\31\127]", "?"):gsub("\xC2[\x80-\x9F]", "?")
  text = text:gsub("\xE2\x80[\x8E\x8F\xAA-\xAE]", "?"):gsub("\xE2\x81[\xA6-\xA9]", "?")
  return (text:gsub("\xD8\x9C", "?"))
end

--- A message that a rule failed on the document `id`, in one line.
function errors.rule_failed(id, failure)
  return errors.clean(("%s: rule %s failed: %s: %s"):format(id, failure.rule, failure.source,
    (failure.message:gsub("%s+", " "))))
end

-- A path as shown in Lua's messages: for a long one only the end.
local most_shown = 59
local function shown(path)
  return #path <= most_shown and path or "..." .. path:sub(3 - most_shown)
end

-- As shown by Lua -> the full path; false if two look alike.
local long = {}

--- Register a loaded file, so that messages show its full path.
function errors.know(path)
  if #path <= most_shown then return end
  local short = shown(path)
  long[short] = (long[short] or path) == path and long[short] ~= false and path
end

--- The message of an error value, whatever was raised: an error object, a string,
--- anything.
function errors.message(value)
  if errors.is(value) then return tostring(value) end
  if type(value) ~= "string" then return "error value of type " .. type(value) end
  local short = value:match("^(%.%.%..-):%d+: ")
  return short and long[short] and long[short] .. value:sub(#short + 1) or value
end

-- Whether it is a file of the program, in which the error of a rule was detected.
local function is_ours(file)
  local name = file:match("[^/]*$")
  return file == shown(paths.join(paths.root or ".", "scripts/newsengine/" .. name))
end

--- Split the error of a function of a rule file, reader or format -> the message without
--- its place, the place ("FILE:LINE"; nil if it has none, or one in the program)
function errors.placed(value)
  local message = errors.message(value)
  local file, line = message:match("^([^\n:]+%.lua):(%d+): ")
  if not file then return message end
  local source = file .. ":" .. line
  return message:sub(#source + 3), not is_ours(file) and source or nil
end

--- The error object for an error in loading or running the file at `path`, with the line
--- if the message has it.
function errors.of_file(path, value)
  if errors.is(value) then return value end
  local message = errors.message(value)
  local file, line, text = message:match("^(.-):(%d+): (.*)$")
  local is_own = file == path
  return errors.new { code = "load", file = path, line = is_own and tonumber(line) or nil,
                      message = (is_own or file and is_ours(file)) and text or message }
end

-- The option that raises the limit, by the code of the failure.
local wider = { steps = " (--steps N)", memory = " (--memory MB)", timeout = " (--timeout S)" }

--- The hint after a message about a broken budget: "" for every other code.
function errors.wider(code) return wider[code] or "" end

-- Edit distance in which swapping two adjacent letters counts once.
local function distance(a, b)
  local before, last
  local row = {}
  for j = 0, #b do row[j] = j end
  for i = 1, #a do
    before, last, row = last, row, { [0] = i }
    for j = 1, #b do
      local cost = a:byte(i) == b:byte(j) and 0 or 1
      row[j] = math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
      if i > 1 and j > 1 and a:byte(i) == b:byte(j - 1) and a:byte(i - 1) == b:byte(j) then
        row[j] = math.min(row[j], before[j - 2] + 1)
      end
    end
  end
  return row[#b]
end

-- Whether two words have the same letters, in any order.
local function same_letters(a, b)
  local x, y = { a:byte(1, -1) }, { b:byte(1, -1) }
  table.sort(x)
  table.sort(y)
  return table.concat(x, ",") == table.concat(y, ",")
end

--- The word of `list` nearest to `word` by edit distance, if it is near enough; of
--- equally near words one with the same letters, else the first.
function errors.near(word, list)
  local best, best_distance
  if #word > 100 then return nil end
  for _, other in ipairs(list) do
    local d = distance(word, other)
    if d <= math.max(1, #word // 3) and d < #word
       and (not best or d < best_distance or d == best_distance and same_letters(word, other)) then
      best, best_distance = other, d
    end
  end
  return best
end

--- The same for the keys of a set, whatever their order.
function errors.near_key(word, set)
  local list = {}
  for key in pairs(set) do list[#list + 1] = key end
  table.sort(list)
  return errors.near(word, list)
end

return errors
