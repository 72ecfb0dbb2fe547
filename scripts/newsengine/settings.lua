-- The options set by -M KEY=VALUE: those of the format, and those of the reader that the
-- format does not take, or that are given as -M reader.KEY=VALUE.
local core = require "newsengine.core"
local errors = require "newsengine.errors"
local reader = require "newsengine.reader"
local sandbox = require "newsengine.sandbox"

local settings = {}

local function names_of(set)
  local list = {}
  for key in sandbox.pairs(set) do list[#list + 1] = key end
  table.sort(list)
  return list
end

local function taken_by(what, names)
  return ("%s takes %s"):format(what, #names > 0 and table.concat(names, " ") or "none")
end

local function nothing_takes(job, format, key, known)
  local format_names, reader_names = names_of(known), names_of(reader.options(job.reader))
  local all = table.move(reader_names, 1, #reader_names, #format_names + 1,
                         { table.unpack(format_names) })
  local near = errors.near(key, all)
  local lines = { near and ("did you mean %s?"):format(near) or nil }
  if format then lines[#lines + 1] = taken_by("format " .. format, format_names) end
  lines[#lines + 1] = taken_by("reader " .. job.reader, reader_names)
  error(errors.new { code = "option", message = ("-M %s: nothing takes this option"):format(key),
                     hint = table.concat(lines, "\n  ") }, 0)
end

-- An option is described by a line, or by a table: the line, then the allowed values.
local function check_value(key, value, option)
  local values = type(option) == "table" and sandbox.contents(option)
  if not values then return end
  for i = 2, #values do
    if values[i] == value then return end
  end
  error(errors.new { code = "option", message = ("-M %s=%s: %s expected"):format(
    key, value, table.concat(values, " or ", 2)) }, 0)
end

-- A reader's option named encoding is the label of an encoding.
local function check_encoding(label)
  if core.is_encoding(label) then return end
  error(errors.new { code = "option", message = ("-M encoding=%s: no encoding of this name"):format(
    label), hint = "iconv -l lists them; most older texts are windows-1252" }, 0)
end

--- The options of a job -> those of the format, those of the reader. `format`: its name,
--- or nil; `known`: the options that it has.  Raises for an option that neither takes.
function settings.split(job, format, known)
  local of_format, of_reader = {}, {}
  local reader_knows = next(job.options or {}) and reader.options(job.reader) or {}
  for _, given in ipairs(names_of(job.options or {})) do
    local value = job.options[given]
    local key = given:match("^reader%.(.*)$") or given
    if known[given] then
      check_value(given, value, known[given])
      of_format[given] = value
    elseif reader_knows[key] then
      check_value(key, value, reader_knows[key])
      if key == "encoding" then check_encoding(value) end
      of_reader[key] = value
    else
      nothing_takes(job, format, given, known)
    end
  end
  return of_format, of_reader
end

return settings
