-- The command line.
local core = require "newsengine.core"
local errors = require "newsengine.errors"
local options = require "newsengine.options"
local paths = require "newsengine.paths"
local reader = require "newsengine.reader"

-- What commands print: an output that takes no more ends them.
local function write(...)
  local ok, why = io.stdout:write(...)
  if ok then return io.stdout end
  io.stderr:write("newsengine: standard output: cannot write: ", why, "\n")
  os.exit(4, true)
end

local function usage(message, hint)
  io.stderr:write("newsengine: ", message, "\n")
  if hint then io.stderr:write("  ", hint, "\n") end
  return 2
end

---------------------------------------------------------------- values of options

local function integer(text, least)
  local n = math.tointeger(tonumber(text))
  return n and n >= least and n or nil
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

-- The format that the ending of an output's name stands for.
local by_ending = { json = "json", jsonl = "jsonl", csv = "csv", tsv = "tsv", html = "html",
                    htm = "html", md = "markdown", markdown = "markdown", conllu = "conllu",
                    gexf = "gexf", dot = "dot", gv = "dot", ann = "brat" }

-- Endings that say no format -> why, what to do.
local spreadsheet = { "a spreadsheet's own format", "csv opens in every spreadsheet: -o FILE.csv" }
local no_format = { xml = { "several formats are XML", "-t nitf, tei or timeml says which" },
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

-- Each of these fills the job from the parsed options -> true | nil, message, hint

local function read_budget(values, job)
  local bad
  local function number(name, least, default)
    if not values[name] then return default end
    local n = integer(values[name], least)
    if not n then bad = bad or ("--%s %s: a number of at least %d expected"):format(
      name, values[name], least) end
    return n
  end
  job.workers = number("jobs", 1, 1)
  job.max_errors = values.strict and 1 or number("max-errors", 1)
  local budget = { steps = number("steps", 1, 500000000),
                   memory = (number("memory", 1, 256) or 1) << 20,
                   seconds = tonumber(values.timeout or 10) }
  if not budget.seconds or not (budget.seconds > 0 and budget.seconds < 1e6) then
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

-- What documents do not say themselves, and the unit of offsets.
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
    local key, value = pair:match("^([%w_-]+)=(.*)$")
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
  local packer = packers[ending_of(values.output)]
  if packer then
    return nil, ("-o %s: output is not packed"):format(values.output),
           ("newsengine ... -t %s | %s > %s"):format(
             values.to or by_ending[values.output:lower():match("(%w+)%.%w+$")] or "jsonl", packer,
             values.output)
  end
  if job.resume and not values.output then
    return nil, "--resume needs -o", "newsengine ... -o FILE --resume"
  end
  return true
end

local function read_options(values, job)
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
             or maker and ("-r %s brings the rules that make it"):format(maker)
    end
    if name == "Zone" then job.engine_options.article = true end
    if not seen[name] then job.layer_names[#job.layer_names + 1] = name end
    seen[name] = true
  end
  return true
end

-- Rules and inputs among the positionals -> true | nil, message, hint
local function read_positionals(parsed, job)
  local rules = job.engine_options.rules
  for _, name in ipairs(parsed.values.rule or {}) do
    local path, tried = paths.find("rules", name, ".lua")
    if not path then
      local near = errors.near(name, (paths.names("rules")))
      return nil, ("no rule file %q"):format(name),
             core.path_kind(name .. ".lua") and ("did you mean %s.lua, without -r?"):format(name)
             or near and ("did you mean %s?"):format(near)
             or "looked for " .. table.concat(tried, ", ")
    end
    rules[#rules + 1] = path
  end
  for _, word in ipairs(parsed.positionals) do
    if word:sub(-4) == ".lua" then
      local path = paths.find("rules", word, ".lua")
      if not path then return nil, ("%s: no such rule file"):format(word) end
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

-- The output would take the place of a rule file or input of the same name.
local function check_output(job)
  local path = job.output_path
  local real = path and core.path_kind(path) == "file" and core.real_path(path)
  if not real then return true end
  for _, list in ipairs { job.engine_options.rules, job.inputs } do
    for _, name in ipairs(list) do
      if core.real_path(name) == real then
        return nil, ("-o %s: this file is read"):format(path)
      end
    end
  end
  return true
end

---------------------------------------------------------------- commands

-- Commands that print findings, as text or with -t json.
local finding = { test = true, explain = true, nearmiss = true, profile = true, lint = true,
                  grep = true, diff = true, score = true, watch = true, verify = true }

-- Formats of the story itself, which rules/article.lua finds.
local story_formats = { article = true, text = true }

-- What the command line asks for -> job | nil, message, hint
local function job_of(parsed)
  local job = { engine_options = { rules = {}, reuse = true }, inputs = {}, lists = {} }
  for _, step in ipairs {
    function() return read_positionals(parsed, job) end,
    function() return read_options(parsed.values, job) end,
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
  if story_formats[job.format_name] then job.engine_options.article = true end
  return job
end

-- What was meant by a word that is no file but names a rule file.
local function rule_meant_by(word)
  return word and not core.path_kind(word) and paths.find("rules", word, ".lua")
    and ("did you mean -r %s?"):format(word)
end

-- What was meant by a first word that is no file: a command or a rule file by its name.
local function meant_by(word)
  if core.path_kind(word) then return nil end
  local rule = rule_meant_by(word)
  if rule then return rule end
  local near = errors.near(word, options.commands)
  if near then return ("did you mean newsengine %s?"):format(near) end
  near = errors.near(word, (paths.names("rules")))
  return near and ("did you mean -r %s?"):format(near)
end

-- The job of a run, which needs something to look for -> job | nil, message, hint
local function run_job_of(parsed)
  local job, message, hint = job_of(parsed)
  if not job then return nil, message, hint end
  local first = parsed.positionals[1]
  local meant = first and first == parsed.first and not first:find("[./]") and meant_by(first)
  if #job.engine_options.rules == 0 and not job.layer_names and not job.all_layers
     and not story_formats[job.format_name] then
    return nil, "neither a rule file nor --layers given",
           meant or "newsengine rules/quotes.lua article.txt, or --layers Token,Sentence"
  elseif meant then
    return nil, ("%s: neither a command nor a file"):format(first), meant
  end
  return job
end

local function run_command(parsed)
  local job, message, hint = run_job_of(parsed)
  if not job then return usage(message, hint) end
  job.engine_options.keep = true
  return require("newsengine.run").main(job)
end

-- A command of its own module that runs rules over inputs in this process.
-- `lazy`: the module loads the rules itself.
local function rules_command(name, lazy)
  return function(parsed)
    local values = parsed.values
    local job, message, hint = job_of(parsed)
    if not job then return usage(message, hint) end
    if #job.engine_options.rules == 0 then
      return usage("no rule file given", rule_meant_by(parsed.positionals[1])
                                         or ("newsengine %s RULE.lua FILE..."):format(name))
    end
    if not lazy then
      local engine = require "newsengine.engine"
      local ok, made = pcall(engine.new, job.engine_options)
      if not ok then return errors.report(made, values.to == "json") end
      job.engine = made
    end
    local fine, code, why = pcall(require("newsengine." .. name).main, job, values)
    if not fine then return errors.report(code, values.to == "json") end
    if not code then return usage(why) end
    return code
  end
end

local function help_text(topic)
  local path = paths.join(paths.root, "scripts/help/" .. topic .. ".txt")
  return topic:find("^[%w-]+$") and paths.read(path)
end

local topics = { "tutorial", "patterns", "pos", "rules", "lexicons", "formats", "readers",
                 "records", "layers", "scale", "safety", "test", "explain", "nearmiss",
                 "profile", "lint", "compile", "grep", "diff", "score", "verify", "watch", "repl",
                 "new", "merge", "report", "embed" }

-- The topic that tells of a rule file, a layer, a format or a reader.
local function topic_of(name)
  local function is_one_of(list)
    for _, one in ipairs(list) do
      if one == name then return true end
    end
  end
  if is_one_of((paths.names("rules"))) or require("newsengine.makers").of(name) then
    return "layers"
  end
  return is_one_of((require("newsengine.format").names())) and "formats"
         or is_one_of(reader.names()) and "readers" or nil
end

local function help_command(parsed)
  local topic = parsed.positionals[1] or "index"
  local text = help_text(topic)
  if not text then
    local about_it = topic_of(topic)
    local near = errors.near(topic, topics)
    return usage(("no help on %q"):format(topic),
                 about_it and ("newsengine help %s tells of it"):format(about_it)
                 or near and ("did you mean %s?"):format(near) or "newsengine help")
  end
  io.write((text:gsub("@OPTIONS@", function() return options.help() end)))
  return 0
end

-- What the comment at the top of a rule file begins with, one sentence or two short ones,
-- without the file's own name; or the `about` of a format.
local function about(path)
  local source = paths.read(path) or ""
  local text = source:match('about = "(.-)"') or ""
  local lines = {}
  for line in source:gmatch("[^\n]*") do
    lines[#lines + 1] = line:match("^%-%- *(.+)$")
    if not line:find("^%-%- *[^%s]") then break end
  end
  local first = table.concat(lines, " "):gsub("^[%w_./-]+%.lua : ", ""):gsub("%s+", " ")
  first = first:match("^" .. ("."):rep(20) .. ".-[.?]%f[%s\0]") or first
  return path:find("/formats/", 1, true) and text or first
end

local function list_command(kind)
  if kind == "readers" then
    io.write(("%-16s %s\n"):format("auto", "by extension, then content"))
    for _, name in ipairs(reader.names()) do
      io.write(("%-16s %s\n"):format(name, reader.load(name).about or ""))
    end
    return 0
  end
  local names, where
  if kind == "formats" then
    names, where = require("newsengine.format").names()
  else
    names, where = paths.names(kind)
  end
  for _, name in ipairs(names) do
    local line = where[name] and about(where[name]) or "one record a line; the default in a pipe"
    io.write(("%-16s %s\n"):format(name, line))
  end
  return 0
end

local function version_command()
  io.write("newsengine ", core.version, "\n")
  io.write("tokenizer: ", core.tokenizer_path(), "\n")
  io.write("system-call filter: ", core.filter_missing or "libseccomp", "\n")
  io.write("line editing: ", core.edits and "libedit" or "none (libedit-dev brings it)", "\n")
  io.write("Brotli: ", core.brotli_missing or "libbrotlidec", "\n")
  return 0
end

local function test_command(parsed)
  return require("newsengine.test").main(parsed)
end

local function compile_command(parsed) return require("newsengine.compile").main(parsed) end

-- What make runs: newsengine compile --program FILE
local function compile_program(target)
  local ok, message = require("newsengine.compile").program(target)
  if not ok then return usage(message) end
  return 0
end

-- The page to look at: run with -t html.
local function report_command(parsed)
  parsed.values.to = parsed.values.to or "html"
  return run_command(parsed)
end

-- What other programs called grep have, for those whose fingers know it.
local grep_habits = {
  ["-i"] = 'case makes no difference; "Word" is exactly that', ["-n"] = "lines are told",
  ["-w"] = "a letter of the pattern is a word", ["-o"] = "the matches alone: --only-matching",
}

-- The first word that is no rule file is the pattern.
local function grep_command(parsed)
  local words, at = parsed.positionals, 1
  while words[at] and words[at]:sub(-4) == ".lua" do at = at + 1 end
  local pattern = table.remove(words, at)
  if not (pattern or ""):find("%S") then
    return usage("no pattern given", "newsengine grep PATTERN FILE...")
  end
  local output = parsed.values.output -- of other programs called grep it has another meaning
  if output and #words == 0 and core.path_kind(pattern) then
    return usage(("-o %s: the file to write; %s would be the pattern"):format(output, pattern),
                 grep_habits["-o"])
  end
  local job, message, hint = job_of(parsed)
  if not job then return usage(message, hint) end
  local code, why = require("newsengine.grep").main(job, parsed.values, pattern)
  if not code then return usage(why) end
  return code
end

local function repl_command(parsed)
  local given = #parsed.positionals
  for _, word in ipairs(parsed.positionals) do
    if word:sub(-4) == ".lua" then given = given - 1 end
  end
  if given == 0 then table.insert(parsed.positionals, "/dev/null") end
  local job, message, hint = job_of(parsed)
  if not job then return usage(message, hint) end
  if given == 0 then job.inputs = {} end
  return require("newsengine.repl").main(job)
end

local function lint_command(parsed)
  return require("newsengine.lint").main(parsed)
end

local function new_command(parsed)
  local code, message, hint = require("newsengine.new").main(parsed)
  if not code then return usage(message, hint) end
  return code
end

local function records_command(name)
  return function(parsed) return require("newsengine." .. name).main(parsed) end
end

-- The first word is the file of records; the others are as for run.
local function verify_command(parsed)
  local path = table.remove(parsed.positionals, 1)
  if not path then
    return usage("no file of records given", "newsengine verify OUT.jsonl RULE.lua...")
  end
  local code, message, hint = require("newsengine.verify").main(path, parsed, run_job_of)
  if not code then return usage(message, hint) end
  return code
end

local function merge_command(parsed)
  local job = { engine_options = { rules = {} }, inputs = {}, lists = {}, layer_names = {} }
  local ok, message, hint = read_options(parsed.values, job)
  if not ok then return usage(message, hint) end
  if not parsed.values.to or #parsed.positionals == 0 then
    return usage("merge: a format and parts expected", "newsengine merge -t gexf PART...")
  end
  job.parts, message = require("newsengine.merge").states(parsed.positionals, job.format_name)
  if not job.parts then return usage(message) end
  return require("newsengine.run").main(job)
end

local planned = { review = true, bundle = true }
local commands = {
  run = { run_command, "run rules over inputs (the default)" },
  test = { test_command, "run the examples that stand in rule files" },
  explain = { rules_command "explain", "which element of a pattern took which words, and why" },
  nearmiss = { rules_command "nearmiss", "where patterns failed shortly before their end" },
  profile = { rules_command "profile", "time and matches of each rule and pattern" },
  lint = { lint_command, "what in rule files cannot be meant" },
  compile = { compile_command, "a lexicon in its binary form" },
  grep = { grep_command, "a token pattern straight from the shell" },
  repl = { repl_command, "try patterns against loaded texts" },
  diff = { records_command "diff", "what differs between the records of two runs" },
  score = { records_command "score", "precision, recall and F1 of records" },
  watch = { rules_command("watch", true), "on save run again, print what changed" },
  verify = { verify_command, "run again and prove every record" },
  report = { report_command, "one page to look at: run with -t html" },
  new = { new_command, "a commented rule, format or reader to start from" },
  merge = { merge_command, "join what runs with --partial wrote" },
  help = { help_command, "the reference of a topic" },
}

local function abouts()
  local list = {}
  for name, command in pairs(commands) do list[name] = command[2] end
  return list
end

local function completion_command(shell)
  local completion = require "newsengine.completion"
  if shell == "man" then -- what `make install` puts in its place
    io.write(completion.man(abouts(), core.version, (help_text "index")))
    return 0
  end
  local script = completion.script(shell, abouts())
  if not script then
    return usage(("--completion %s: bash, zsh, fish or man expected"):format(shell))
  end
  io.write(script)
  return 0
end

--- Run the program -> exit code.  `root`: the directory of scripts/ and rules/.
return function(root, arguments)
  paths.root = root
  io.write = write -- luacheck: ignore 122
  if arguments[1] == "compile" and arguments[2] == "--program" then
    return compile_program(arguments[3])
  end
  local name = arguments[1]
  local command = commands[name] and commands[name][1]
  if command then
    table.remove(arguments, 1)
  elseif planned[arguments[1]] and not paths.is_file(arguments[1]) then
    return usage(("the command %q is not part of this version"):format(arguments[1]))
  end
  local parsed, message, hint = options.parse(arguments, errors.near)
  if not parsed then
    return usage(message, name == "grep" and grep_habits[message:match("%-%a$")] or hint)
  end
  parsed.first = name -- where a command stands
  local values = parsed.values
  local wrong, instead = options.misplaced(values, command and name or "run")
  if wrong then return usage(wrong, instead) end
  if finding[name] and not ({ text = true, json = true })[values.to or "text"] then
    return usage(("%s -t %s: text or json expected"):format(name, values.to))
  end
  if values.help then return help_command { positionals = { help_text(name or "") and name } } end
  if values.version then return version_command() end
  if values.completion then return completion_command(values.completion) end
  for _, kind in ipairs { "rules", "formats", "readers" } do
    if values["list-" .. kind] then return list_command(kind) end
  end
  return (command or run_command)(parsed)
end
