-- The command `grep`: one token pattern over inputs.  It is a run of a virtual rule file
-- with the pattern as its only rule and the lexicons that it names, in the format grep.
local columns = require "newsengine.columns"
local core = require "newsengine.core"
local elements = require "newsengine.elements"
local engine = require "newsengine.engine"
local errors = require "newsengine.errors"
local foreign = require "newsengine.foreign"
local makers = require "newsengine.makers"
local paths = require "newsengine.paths"

local grep = {}

local scopes = { sentence = true, paragraph = true, document = true }

-- Text between long brackets that do not end inside it.
local function quoted(text)
  local level = ""
  while text:find("]" .. level .. "]", 1, true) or text:find("]" .. level .. "$") do
    level = level .. "="
  end
  return ("[%s[%s]%s]"):format(level, text, level)
end

-- "v.lemma" -> "v", "lemma"; "v" -> "v"
local function halves(by) return by:match("^([^.]*)%.(.*)$") or by, by:match("%.(.*)$") end

-- What --count-by v.lemma counts, as the one attribute of a match.
local set_field = [[
set = function(m)
  local list = {}
  for _, one in ipairs(m[%q] and m[%q].all or {}) do list[#list + 1] = one[%q] end
  return { by = list }
end]]

--- The rule file of a pattern; `rules`: files whose layers and lexicons it uses; `by`: the
--- capture, or field of one, to count by, or nil.
function grep.source_of(pattern, rules, scope, by)
  local lines = {}
  for _, path in ipairs(rules) do lines[#lines + 1] = ("use %q"):format(path) end
  local seen = {}
  for name in pattern:gmatch("@([%a_][%w_]*)") do
    if not seen[name] and paths.find("lexicons", name .. ".tsv", nil, ".") then
      lines[#lines + 1] = ("if not lexicons[%q] then lexicon %q { file = %q } end"):format(
        name, name, name .. ".tsv")
    end
    seen[name] = true
  end
  local name, field = halves(by or "")
  lines[#lines + 1] = ("rule \"match\" { emit = \"Match\", scope = %q, pattern = %s, %s }"):format(
    scope, quoted(pattern), field and set_field:format(name, name, field) or "")
  return table.concat(lines, "\n") .. "\n"
end

--- Add the pattern to the options of an engine, as the rule `match` after their rules.
function grep.set_pattern(options, pattern, scope, by)
  options.sources = { pattern = grep.source_of(pattern, options.rules, scope, by) }
  options.plain = #options.rules == 0
  options.given = {}
  for _, path in ipairs(options.rules) do options.given[core.real_path(path) or path] = true end
  options.rules = { "pattern" }
end

--- An error in the pattern, shown under the pattern itself.
function grep.pattern_error(problem, pattern)
  if not errors.is(problem) or not problem.column or problem.file ~= "pattern" then
    return problem
  end
  local message = problem.message:match('^rule "match": (.*)$')
  local at = problem.excerpt:find(quoted(pattern), 1, true)
  if not message or not at then return problem end
  local _, bracket = quoted(pattern):find("^%[=*%[")
  local before = utf8.len(problem.excerpt:sub(1, at + bracket - 1))
  return errors.new { code = "pattern", message = message, excerpt = pattern,
                      column = problem.column - before, hint = problem.hint }
end

-- The options for the format -> table | nil, message
local function format_options(values)
  local options, modes = {}, {}
  for _, one in ipairs { { "count", "count" }, { "files-with-matches", "files" },
                         { "only-matching", "only" }, { "kwic", "kwic" }, { "count-by", "by" } } do
    if values[one[1]] then
      modes[#modes + 1] = "--" .. one[1]
      options.mode = one[2]
    end
  end
  local to = values.to or (values.output or ""):match("%.([ct]sv)$")
  if to and to ~= "text" then
    if to ~= "json" and options.mode == "kwic" then modes = {} end -- a table of its lines
    modes[#modes + 1] = "-t " .. to
    options.mode = to
  end
  if #modes > 1 then return nil, ("%s and %s exclude each other"):format(modes[1], modes[2]) end
  for name, key in pairs { context = "both", before = "before", after = "after",
                           kwic = "width" } do
    local value = values[name]
    if value then
      local n = math.tointeger(tonumber(value))
      if not n or n < 0 or n > 10000 then
        return nil, ("--%s %s: a number expected"):format(name, value)
      end
      options[key] = tostring(n)
    end
  end
  options.before = options.before or options.both
  options.after, options.both = options.after or options.both, nil
  options.by = values["count-by"]
  return options
end

--- A hint if the pattern reads a layer that no rule makes, and so finds nothing; else
--- nil.
function grep.unmade(made)
  local layer = made:unmade()[1] and made:unmade()[1].layer
  if not layer then return nil end
  local near = errors.near(layer, made:known_layers())
  local name = not near and makers.of(layer)
  local hint = near and ("did you mean %s?"):format(near)
               or name and ("-r %s loads the rules that make it"):format(name)
               or "name the rule file that makes it"
  return ("the pattern reads {%s}, which no rule here makes\n  %s"):format(layer, hint)
end

-- Captures of a repeated word, of which only the last is shown: who:[cap]+
local function repeated(pattern)
  local list, at = {}, 1
  while at <= #pattern do
    local name, stop = pattern:match("^([%a_][%w_]*:)()[%[.]", at)
    if name then
      local element = pattern:sub(stop, elements.behind(pattern, stop) - 1)
      local often = pattern:match("^[*+]", stop + #element)
      if often then
        list[#list + 1] = ("%s%s captures only the last word; %s(%s%s) captures all"):format(
          name, element .. often, name, element, often)
      end
    end
    at = stop or elements.behind(pattern, at)
  end
  return list
end

--- Parts of the pattern that are usually not meant as they are read -> list of messages
function grep.doubts(pattern)
  local list = repeated(pattern)
  for _, sign in ipairs(foreign.signs(pattern)) do
    list[#list + 1] = ("%s means something else in a regular expression\n  %s"):format(sign.text,
                                                                                   sign.hint)
  end
  return list
end

-- What is wrong with --count-by -> nil, or a message
local function wrong_by(by, captures, pack)
  local name, field = halves(by)
  local has = by == ""
  for _, capture in ipairs(captures) do has = has or name == capture end
  if not has then
    local near = errors.near(name, captures)
    return ("--count-by %s: the pattern has no capture of this name"):format(by)
           .. (near and ("\n  did you mean %s?"):format(near) or "")
  end
  if field and not columns.known_to(pack, "pattern")(field) then
    return ("--count-by %s: no capture of these rules has this field"):format(by)
           .. "\n  of a word: text lemma pos; of an annotation: its attributes (help layers); "
           .. "of a lexicon: its columns"
  end
end

--- newsengine grep PATTERN [RULE.lua...] [INPUT...] -> exit code, or nil, message
function grep.main(job, values, pattern)
  local scope = values.scope or "sentence"
  if not scopes[scope] then
    return nil, ("--scope %s: sentence, paragraph or document expected"):format(scope)
  end
  local options, message = format_options(values)
  if not options then return nil, message end
  local engine_options = job.engine_options
  grep.set_pattern(engine_options, pattern, scope, options.by)
  local ok, made = pcall(engine.new, engine_options)
  if not ok then return errors.report(grep.pattern_error(made, pattern), values.to == "json") end
  for _, text in ipairs(job.quiet and {} or grep.doubts(pattern)) do
    io.stderr:write("newsengine: ", text, "\n")
  end
  local unmade = grep.unmade(made)
  if unmade then return nil, unmade end
  local captures = made.pack.patterns:captures(made.pack.by_name.match.patterns[1])
  local wrong = options.by and wrong_by(options.by, captures, made.pack)
  if wrong then return nil, wrong end
  if #job.inputs == 1 and #job.lists == 0 then options.input = job.inputs[1] end
  options.captures = table.concat(captures, ",")
  for key, value in pairs(job.options) do options[key] = options[key] or value end -- the reader's
  job.format_name, job.options = "grep", options
  job.layer_names, job.exit_status, job.need_found = { "Match" }, true, true
  job.color = job.color and core.isatty(1) or values.color == "always"
  return require("newsengine.run").main(job)
end

return grep
