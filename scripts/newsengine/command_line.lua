-- Turns the options and words of the command line into a job, for run and other commands.
local core = require "newsengine.core"
local errors = require "newsengine.errors"
local paths = require "newsengine.paths"
local reader = require "newsengine.reader"

local command_line = {}

---------------------------------------------------------------- values of options

local function integer(text, least, most)
  local n = math.tointeger(tonumber(text))
  return n and n >= least and n <= most and n or nil
end

local function split(text)
  local list = {}
  for name in text:gmatch("[^,%s]+") do list[#list + 1] = name end
  return list
end

local function check_date(text)
  local date = require "newsengine.date"
  return date.parse(text) and text
end

-- The format for the extension of an output name.
local by_ending = { json = "json", jsonl = "jsonl", ndjson = "jsonl", csv = "csv", tsv = "tsv",
                    html = "html", htm = "html", md = "markdown", markdown = "markdown",
                    conllu = "conllu", gexf = "gexf", dot = "dot", gv = "dot", ann = "brat" }

-- Extensions that do not give a format -> why, what to do.
local spreadsheet = { "a spreadsheet's own format", "csv opens in every spreadsheet: -o FILE.csv" }
local no_format = { xml = { "several formats are XML", "choose one: -t nitf, tei or timeml" },
                    xlsx = spreadsheet, xls = spreadsheet, ods = spreadsheet }
local packers = { gz = "gzip", zst = "zstd", xz = "xz", bz2 = "bzip2" }

local function ending_of(output)
  local ending = (output or ""):match("[^/]%.(%w+)$")
  return ending and ending:lower()
end

local function format_name(values, terminal)
  if values.to then return values.to end
  if values.output then return by_ending[ending_of(values.output)] or "jsonl" end
  return terminal and "pretty" or "jsonl"
end

-- Each of these fills the job from parsed options -> true | nil, message, hint

local most_memory = 1 << 30 -- MB: more than any machine has, and no more than can be counted

local function read_budget(values, job)
  local bad
  local function number(name, least, default, most)
    if not values[name] then return default end
    local n = integer(values[name], least, most or math.maxinteger)
    if not n then bad = bad or ("--%s %s: a whole number of at least %d%s expected"):format(
      name, values[name], least, most and (", at most %d,"):format(most) or "") end
    return n
  end
  job.workers = number("jobs", 1, 1)
  job.max_errors = values.strict and 1 or number("max-errors", 1)
  local steps = number("steps", 0, 500000000) -- as many as one likes are counted, for --stats
  local budget = { steps = steps == 0 and math.maxinteger or steps,
                   memory = (number("memory", 0, 256, most_memory) or 0) << 20,
                   seconds = tonumber(values.timeout or 10) }
  if not budget.seconds or not (budget.seconds >= 0 and budget.seconds < 1e6) then
    bad = bad or ("--timeout %s: seconds expected"):format(values.timeout)
  end
  job.engine_options.budget = budget
  if bad then return nil, bad end
  return true
end

local function one_of(values, name, ...)
  for _, value in ipairs { ... } do
    if (values[name] or value) == value then return true end
  end
  local known = { ... }
  local last = table.remove(known)
  return nil, ("--%s %s: %s or %s expected"):format(name, values[name], table.concat(known, ", "),
                                                   last)
end

-- Defaults for documents, and the unit of offsets.
local function read_document(values, job)
  local ok, message = one_of(values, "offsets", "byte", "codepoint", "utf16")
  if not ok then return nil, message end
  if values.published and not check_date(values.published) then
    return nil, ("--published %s: a date such as 2022-03-14 expected"):format(values.published)
  end
  local lang = values.lang
  if lang and not (lang:find("^%a%a%a?$") or lang:find("^%a%a%a?[-_]%w")) then
    return nil, ("--lang %s: a code such as en or pt-BR expected"):format(lang)
  end
  local asked = job.engine_options
  asked.offsets, asked.published, asked.lang = values.offsets or "codepoint", values.published, lang
  return true
end

local function read_reader(values, job)
  job.reader = values.from or "auto"
  if job.reader == "auto" then
    local fine, message = pcall(reader.load_users)
    if not fine then return nil, errors.message(message) end
    return true
  end
  if not reader.exists(job.reader) then
    return nil, ("--from %s: there is no such reader"):format(job.reader),
           "readers: auto, " .. table.concat(reader.names(), ", ")
  end
  local fine, message = pcall(reader.load, job.reader)
  if not fine then return nil, errors.message(message) end
  return true
end

local function read_screen(values, job)
  job.terminal = core.isatty(1)
  job.format_name = format_name(values, job.terminal)
  local ok, message = one_of(values, "color", "auto", "always", "never")
  if not ok then return nil, message end
  local plain = (os.getenv("NO_COLOR") or "") ~= "" or os.getenv("TERM") == "dumb"
  job.color = values.color == "always" or (values.color or "auto") == "auto" and job.terminal
              and not values.output and not plain
  job.columns = tonumber(os.getenv("COLUMNS") or "") or core.terminal_columns(1) or 80
  job.quiet, job.log_json = values.quiet, values["log-format"] == "json"
  job.progress = values.progress or (not values["no-progress"] and not values.quiet
                                     and core.isatty(2) and not job.terminal)
  return one_of(values, "log-format", "text", "json")
end

-- -M KEY=VALUE, of the reader or the format.
local function read_pairs(values, job)
  job.options = {}
  for _, pair in ipairs(values.option or {}) do
    local key, value = pair:match("^([%w_.-]+)=(.*)$")
    if not key then return nil, ("-M %s: KEY=VALUE expected"):format(pair) end
    job.options[key] = value
  end
  return true
end

local function read_run(values, job)
  job.partial, job.resume, job.output_path = values.partial, values.resume, values.output
  job.stats, job.exit_status = values.stats, values["exit-status"]
  job.need_found = job.exit_status
  local unclear = not values.to and no_format[ending_of(values.output)]
  if unclear then return nil, ("-o %s: %s"):format(values.output, unclear[1]), unclear[2] end
  local ending = ending_of(values.output)
  job.unknown_ending = not values.to and ending and not by_ending[ending] and ending
  local packer = packers[ending]
  if packer then
    return nil, ("-o %s: output is not compressed"):format(values.output),
           ("newsengine ... -t %s | %s > %s"):format(
             values.to or by_ending[values.output:lower():match("(%w+)%.%w+$")] or "jsonl", packer,
             values.output)
  end
  if job.resume and not values.output then
    return nil, "--resume needs -o", "newsengine ... -o FILE --resume"
  end
  return true
end

--- Read the options, except the layers, into a job -> true | nil, message, hint
function command_line.read_options(values, job)
  if values.output == "" then return nil, "-o needs an argument: FILE" end
  if values.output == "-" then values.output = nil end
  for _, read in ipairs { read_budget, read_document, read_reader, read_screen, read_pairs,
                          read_run } do
    local ok, message, hint = read(values, job)
    if not ok then return nil, message, hint end
  end
  return true
end

local function read_layers(values, job)
  if not values.layers then return true end
  if values.layers == "all" then
    job.all_layers = true
    job.engine_options.article = true
    return true
  end
  job.layer_names = {}
  if not values.layers:find("[^,%s]") then return nil, "--layers needs an argument: A,B" end
  local built_in = require("newsengine.rule").built_in_layers
  local known, seen = require("newsengine.rule_keys").set_of(built_in), {}
  for _, name in ipairs(split(values.layers)) do
    if #job.engine_options.rules == 0 and not known[name] then
      local near = errors.near(name, built_in)
      local maker = not near and require("newsengine.makers").of(name)
      return nil, ("--layers %s: no rule makes this layer"):format(name),
             near and ("did you mean %s?"):format(near)
             or maker and ("-r %s loads the rules that make it"):format(maker)
    end
    if name == "Zone" then job.engine_options.article = true end
    if not seen[name] then job.layer_names[#job.layer_names + 1] = name end
    seen[name] = true
  end
  return true
end

-- A hint for names joined by commas, each of which is a rule file: how to write them.
local function separately(names)
  local list = split(names)
  for _, name in ipairs(list) do
    if #list < 2 or not paths.find("rules", name, ".lua") then return nil end
  end
  return ("-r takes one name: -r %s"):format(table.concat(list, " -r "))
end

-- Rules and inputs among the positionals -> true | nil, message, hint
local function read_positionals(parsed, job)
  local rules = job.engine_options.rules
  for _, name in ipairs(parsed.values.rule or {}) do
    local path, tried = paths.find("rules", name, ".lua")
    if not path then
      local near = errors.near(name, (paths.names("rules")))
      return nil, ("no rule file %q"):format(name),
             separately(name)
             or core.path_kind(name .. ".lua") and ("did you mean %s.lua, without -r?"):format(name)
             or near and ("did you mean %s?"):format(near)
             or "looked for " .. table.concat(tried, ", ")
    end
    rules[#rules + 1] = path
  end
  for _, word in ipairs(parsed.positionals) do
    if word:sub(-4) == ".lua" then
      local path = paths.find("rules", word, ".lua")
      if not path then
        local name = word:match("([^/]*)%.lua$")
        local _, shipped = paths.names("rules")
        return nil, ("%s: no such rule file"):format(word),
               shipped[name] and ("-r %s is %s"):format(name, shipped[name])
      end
      rules[#rules + 1] = path
    else
      job.inputs[#job.inputs + 1] = word
    end
  end
  if parsed.values.trust then
    job.engine_options.trust = {}
    for _, path in ipairs(rules) do
      job.engine_options.trust[path] = true
      io.stderr:write("newsengine: the sandbox is lifted for ", path, "\n")
    end
  end
  return true
end

local function read_lists(values, job)
  local inputs = require "newsengine.inputs"
  for _, kind in ipairs { { "files-from", "\n" }, { "files0-from", "\0" } } do
    local name, separator = kind[1], kind[2]
    if values[name] then
      local list, message = inputs.path_list(values[name], separator)
      if not list then return nil, ("--%s %s: %s"):format(name, values[name], message) end
      job.lists[#job.lists + 1] = list
    end
  end
  return true
end

-- Whether the file at `real` is the one of this name, or is found by a walk of this
-- directory.
local function reads(name, real)
  local own = core.real_path(name)
  if own == real then return true end
  local below = own and core.path_kind(name) == "directory" and paths.join(own, "")
  return below and real:sub(1, #below) == below and not real:find("/.", #below, true)
end

--- Check that the output at `path` (nil: none) would not replace a file that is read.
--- `names`: files and directories, `lists`: of --files-from
--- -> true | nil, message, hint
function command_line.spares(path, names, lists)
  local real = path and core.path_kind(path) == "file" and core.real_path(path)
  if not real then return true end
  local function refuse(hint) return nil, ("-o %s: this file is an input"):format(path), hint end
  for _, name in ipairs(names) do
    if reads(name, real) then
      return refuse(core.path_kind(name) == "directory" and "it is in " .. name or nil)
    end
  end
  local last = real:match("[^/]*$")
  for _, list in ipairs(lists or {}) do -- long ones: a file is looked at that is called so
    for name in list.paths() do
      if name:match("[^/]*$") == last and core.real_path(name) == real then
        return refuse("it is listed in " .. list.path)
      end
    end
  end
  return true
end

local function check_output(job)
  local names = table.move(job.inputs, 1, #job.inputs, 1, {})
  table.move(job.engine_options.rules, 1, #job.engine_options.rules, #names + 1, names)
  return command_line.spares(job.output_path, names, job.lists)
end

---------------------------------------------------------------- the whole job

-- Formats of the story itself, which is found by rules/article.lua.
command_line.story_formats = { article = true, text = true }

--- Parse the command line -> job | nil, message, hint
function command_line.job(parsed)
  local job = { engine_options = { rules = {}, reuse = true }, inputs = {}, lists = {} }
  for _, step in ipairs {
    function() return read_positionals(parsed, job) end,
    function() return command_line.read_options(parsed.values, job) end,
    function() return read_layers(parsed.values, job) end,
    function() return read_lists(parsed.values, job) end,
    function() return check_output(job) end,
  } do
    local ok, message, hint = step()
    if not ok then return nil, message, hint end
  end
  if #job.inputs == 0 and #job.lists == 0 then
    if core.isatty(0) then
      return nil, "no input", "newsengine RULE.lua FILE..., - for standard input; --help"
    end
    job.inputs[1] = "-"
  end
  if command_line.story_formats[job.format_name] then job.engine_options.article = true end
  return job
end

return command_line
