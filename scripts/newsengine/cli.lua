-- The commands of the program.
local command_line = require "newsengine.command_line"
local core = require "newsengine.core"
local errors = require "newsengine.errors"
local options = require "newsengine.options"
local paths = require "newsengine.paths"
local reader = require "newsengine.reader"

-- Output of commands; if it is closed, the command ends.
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

---------------------------------------------------------------- commands

-- Commands that print findings, as text or with -t json.
local finding = { test = true, explain = true, nearmiss = true, profile = true, lint = true,
                  grep = true, diff = true, score = true, watch = true, verify = true }

-- A hint for a word that is not a file but names a rule file.
local function rule_meant_by(word)
  return word and not core.path_kind(word) and paths.find("rules", word, ".lua")
    and ("did you mean -r %s?"):format(word)
end

-- A hint for a first word that is not a file: a command or a rule file by its name.
local function meant_by(word)
  if core.path_kind(word) then return nil end
  local rule = rule_meant_by(word)
  if rule then return rule end
  local near = errors.near(word, options.commands)
  if near then return ("did you mean newsengine %s?"):format(near) end
  near = errors.near(word, (paths.names("rules")))
  return near and ("did you mean -r %s?"):format(near)
end

-- The job of a run, which needs a rule file -> job | nil, message, hint
local function run_job_of(parsed)
  local job, message, hint = command_line.job(parsed)
  if not job then return nil, message, hint end
  local first = parsed.positionals[1]
  local meant = first and first == parsed.first and not first:find("[./]") and meant_by(first)
  if #job.engine_options.rules == 0 and not job.layer_names and not job.all_layers
     and not command_line.story_formats[job.format_name] then
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

-- A command in a separate module that runs rules over inputs in this process.  `lazy`:
-- the module loads the rules itself.
local function rules_command(name, lazy)
  return function(parsed)
    local values = parsed.values
    local job, message, hint = command_line.job(parsed)
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

local function is_one_of(list, name)
  for _, one in ipairs(list) do
    if one == name then return true end
  end
  return false
end

-- The topics in which a word occurs, most often first.
local function topics_with(word)
  local found, count = {}, {}
  local sought = "%f[%w_]" .. word:lower():gsub("%W", "%%%0") .. "%f[^%w_]"
  for _, topic in ipairs(topics) do
    local _, times = (help_text(topic) or ""):lower():gsub(sought, "")
    if times > 0 then found[#found + 1], count[topic] = topic, times end
  end
  table.sort(found, function(a, b)
    if count[a] ~= count[b] then return count[a] > count[b] end
    return a < b
  end)
  return found
end

-- The topic about a rule file, a layer, a format or a reader.
local function topic_of(name)
  if is_one_of(paths.names("rules"), name) or require("newsengine.makers").of(name) then
    return "layers"
  end
  return is_one_of(require("newsengine.format").names(), name) and "formats"
         or is_one_of(reader.names(), name) and "readers" or nil
end

local function help_command(parsed)
  local topic = parsed.positionals[1] or "index"
  local text = help_text(topic)
  if not text then
    local about_it = topic_of(topic)
    local near, others = errors.near(topic, topics), topics_with(topic)
    return usage(("no help on %q"):format(topic),
                 about_it and ("see newsengine help %s"):format(about_it)
                 or near and ("did you mean %s?"):format(near)
                 or others[1] and ("the word is in newsengine help %s"):format(
                   table.concat(others, ", ", 1, math.min(3, #others)))
                 or "newsengine help")
  end
  io.write((text:gsub("@OPTIONS@", function() return options.help() end)))
  return 0
end

-- The beginning of the comment at the top of a rule file (one sentence or two short ones,
-- without the name of the file), or the `about` of a format.
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
    local line = where[name] and about(where[name]) or "one record per line; the default in a pipe"
    io.write(("%-16s %s\n"):format(name, line))
  end
  return 0
end

local function version_command()
  io.write("newsengine ", core.version, "\n")
  io.write("shipped rules: ", paths.join(paths.root, "rules"), "\n")
  io.write("tokenizer: ", core.tokenizer_path(), "\n")
  io.write("system-call filter: ", core.filter_missing or "libseccomp", "\n")
  io.write("line editing: ", core.edits and "libedit" or "none (build with libedit-dev)", "\n")
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

-- A page to look at: run with -t html.
local function report_command(parsed)
  parsed.values.to = parsed.values.to or "html"
  return run_command(parsed)
end

-- Options that users know from other programs called grep.
local grep_habits = {
  ["-i"] = 'case is ignored; "Word" matches exactly', ["-n"] = "places are always shown",
  ["-w"] = "an element of the pattern is a whole word",
  ["-o"] = "for the matches alone: --only-matching",
}

-- The first word that is not a rule file is the pattern.
local function grep_command(parsed)
  local words, at = parsed.positionals, 1
  while words[at] and words[at]:sub(-4) == ".lua" do at = at + 1 end
  local pattern = table.remove(words, at)
  if not (pattern or ""):find("%S") then
    return usage("no pattern given", "newsengine grep PATTERN FILE...")
  end
  local output = parsed.values.output -- of other programs called grep it has another meaning
  if output and #words == 0 and core.path_kind(pattern) then
    return usage(("-o %s names the output file, so %s would be the pattern"):format(output,
                 pattern), grep_habits["-o"])
  end
  local job, message, hint = command_line.job(parsed)
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
  local job, message, hint = command_line.job(parsed)
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
  local ok, message, hint = command_line.read_options(parsed.values, job)
  if not ok then return usage(message, hint) end
  if not parsed.values.to or #parsed.positionals == 0 then
    return usage("merge: a format and parts expected", "newsengine merge -t gexf PART...")
  end
  ok, message, hint = command_line.spares(job.output_path, parsed.positionals)
  if not ok then return usage(message, hint) end
  job.parts, message = require("newsengine.merge").states(parsed.positionals, job.format_name)
  if not job.parts then return usage(message) end
  return require("newsengine.run").main(job)
end

local planned = { review = true, bundle = true }
local commands = {
  run = { run_command, "run rules over inputs (the default)" },
  test = { test_command, "run the examples in rule files" },
  explain = { rules_command "explain", "show which element matched which words, and why" },
  nearmiss = { rules_command "nearmiss", "show where patterns nearly matched" },
  profile = { rules_command "profile", "show time and matches of each rule and pattern" },
  lint = { lint_command, "find mistakes in rules that load" },
  compile = { compile_command, "write a lexicon in its binary form" },
  grep = { grep_command, "search texts for a token pattern" },
  repl = { repl_command, "try patterns on loaded texts" },
  diff = { records_command "diff", "show what differs between two runs" },
  score = { records_command "score", "precision, recall and F1 of records" },
  watch = { rules_command("watch", true), "run again on every save, print the changes" },
  verify = { verify_command, "run again and prove every record" },
  report = { report_command, "write one HTML page on all inputs: run with -t html" },
  new = { new_command, "write a commented rule, format or reader" },
  merge = { merge_command, "join the states written by --partial" },
  help = { help_command, "show the help on a topic" },
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
  local forms = name == "grep" and { "csv", "tsv", "text", "json" } or { "text", "json" }
  if finding[name] and not is_one_of(forms, values.to or "text") then
    return usage(("%s -t %s: %s or json expected"):format(name, values.to,
                                                          table.concat(forms, ", ", 1, #forms - 1)))
  end
  if values.help then return help_command { positionals = { help_text(name or "") and name } } end
  if values.version then return version_command() end
  if values.completion then return completion_command(values.completion) end
  for _, kind in ipairs { "rules", "formats", "readers" } do
    if values["list-" .. kind] then return list_command(kind) end
  end
  return (command or run_command)(parsed)
end
