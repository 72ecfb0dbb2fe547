-- Loading readers and formats: a Lua file that runs once, in the sandbox.
local core = require "newsengine.core"
local date = require "newsengine.date"
local errors = require "newsengine.errors"
local paths = require "newsengine.paths"
local sandbox = require "newsengine.sandbox"

local extension = {}

local most_source = 256 * 1024
local budget = { steps = 500000000, seconds = 60, memory = 256 << 20 }

--- Raise an error in the file, at its line.
function extension.fail(path, message, hint)
  error(errors.new { code = "load", file = path, line = core.line_in("@" .. path),
                     message = message, hint = hint }, 0)
end

--- A new table with the words of both; `squeeze`: the function text.squeeze, or nil.
function extension.words(path, squeeze)
  return {
    date = date.new, json = sandbox.library { decode = sandbox.json_decode },
    text = sandbox.library { fold = core.fold, nfc = core.nfc, width = core.width,
                             squeeze = squeeze },
    regex = function(pattern, flags)
      local made, message = core.regex(pattern, flags)
      if not made then extension.fail(path, "regex: " .. message) end
      return made
    end,
  }
end

--- Run a file in an environment -> what it returns; raises an errors object.
function extension.run(path, env)
  local source, why = paths.read(path, most_source)
  if not source then extension.fail(path, "cannot read: " .. why) end
  errors.know(path)
  local chunk, message = load(source, "@" .. path, "t", env)
  if not chunk then error(errors.of_file(path, message), 0) end
  return chunk()
end

--- Call f within the budget of a load -> as sandbox.call
function extension.call(f, ...)
  return sandbox.call(budget, sandbox.ceiling(budget), f, ...)
end

--- A separate environment for the file.
function extension.environment(path, words)
  return sandbox.front(sandbox.environment(words, function() return path end))
end

--- The error of a function of the loaded file, with its place -> message. `broken`: the
--- limit that it broke, or nil
function extension.message(path, value, broken)
  local message, source = errors.placed(value)
  if not source and not broken and message == errors.message(value) then return message end
  return ("%s: %s"):format(source or path, message)
end

-- The kind of file that has a word which this kind of file does not have.
local meant = { rule = "a rule file is run without -t and -f",
                use = "only rule files can use others",
                format = "an output format is run by -t ./FILE.lua",
                reader = "a reader is run by -f ./FILE.lua" }

--- Load the file; raises an errors object.
function extension.load(path, env)
  local ok, value = extension.call(extension.run, path, env)
  if ok then return end
  local problem = errors.of_file(path, value)
  problem.hint = problem.hint or meant[problem.message:match("%(global '([%w_]+)'%)$")]
  error(problem, 0)
end

--- Freeze the loaded file and everything its functions reach -> a guard (sandbox.freeze)
function extension.freeze(env, words, ...)
  words.print, words.use = env.print, env.use
  return sandbox.freeze({ env, ... }, words)
end

return extension
