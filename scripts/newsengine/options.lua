-- The command line: one record for each option; help and completion are made from it.
local options = {}

options.commands = { "run", "test", "explain", "nearmiss", "profile", "lint", "compile", "grep",
                     "repl", "diff", "score", "watch", "verify", "report", "new", "merge", "help" }

--- name, short, argument (nil: a switch), about; `many`: may be given several times;
--- `commands`: those that take it, where it is of few; `takers`: the same, where it is of many.
options.list = {
  { name = "from", short = "f", argument = "READER",
    about = "reader: auto (default) or one of --list-readers" },
  { name = "to", short = "t", argument = "FORMAT",
    about = "output format; pretty on a terminal, else jsonl" },
  { name = "output", short = "o", argument = "FILE", takers = "run grep report merge compile",
    about = "write FILE once complete; DIR/: a file per document" },
  { name = "layers", argument = "A,B", about = "layers to write, or all" },
  { name = "offsets", argument = "UNIT", about = "unit: byte, codepoint (default) or utf16" },
  { name = "jobs", short = "j", argument = "N", about = "worker processes (default 1)" },
  { name = "published", argument = "DATE",
    about = "day of publication for documents without one" },
  { name = "lang", argument = "CODE", about = "language for documents without one" },
  { name = "files-from", argument = "FILE",
    about = "list of inputs, one per line; -: from stdin" },
  { name = "files0-from", argument = "FILE",
    about = "list of inputs, a NUL after each; -: from stdin" },
  { name = "steps", argument = "N",
    about = "step budget of a rule per document; 0: no bound" },
  { name = "memory", argument = "MB",
    about = "memory budget of a rule per document; 0: no bound" },
  { name = "timeout", argument = "S",
    about = "stop a rule after so many seconds; 0: never" },
  { name = "option", short = "M", argument = "KEY=VALUE", many = true,
    about = "set an option of the reader or format" },
  { name = "strict", about = "stop at the first failure" },
  { name = "max-errors", argument = "N", about = "stop at the N-th failure" },
  { name = "progress", about = "show progress on standard error" },
  { name = "no-progress", about = "show no progress" },
  { name = "stats", about = "matches and steps per rule, to standard error" },
  { name = "resume", commands = "run",
    about = "with -o: continue an interrupted run" },
  { name = "partial", commands = "run",
    about = "write a state for merge instead of the output" },
  { name = "exit-status", short = "e", about = "exit with 1 if nothing was found" },
  { name = "trust", about = "lift the sandbox for the named rule files" },
  { name = "rule", short = "r", argument = "NAME", many = true,
    about = "use a rule file from the rule path" },
  { name = "color", argument = "WHEN", about = "use colours: auto, always or never" },
  { name = "quiet", short = "q", about = "no messages except for wrong usage" },
  { name = "log-format", argument = "FORMAT", about = "messages as text or json" },
  { name = "only", argument = "NAME", commands = "explain nearmiss profile",
    about = "only the rules called NAME or NAME.…" },
  { name = "no-siblings", commands = "test",
    about = "examples as written, no siblings" },
  { name = "update", commands = "test",
    about = "write the actual results into the examples" },
  { name = "count", short = "c", commands = "grep", about = "number of matches in each document" },
  { name = "files-with-matches", short = "l", commands = "grep",
    about = "names of documents with a match" },
  { name = "only-matching", commands = "grep", about = "matches without their sentences" },
  { name = "after", short = "A", argument = "N", commands = "grep",
    about = "show N sentences after" },
  { name = "before", short = "B", argument = "N", commands = "grep",
    about = "show N sentences before" },
  { name = "context", short = "C", argument = "N", commands = "grep",
    about = "show N sentences before and after" },
  { name = "kwic", argument = "N", commands = "grep",
    about = "concordance with N columns on each side" },
  { name = "count-by", argument = "CAPTURE", commands = "grep",
    about = "count each text of a capture" },
  { name = "saves", argument = "N", commands = "watch", about = "end after the N-th save" },
  { name = "scope", argument = "SCOPE", commands = "grep",
    about = "sentence (default), paragraph or document" },
  { name = "completion", argument = "SHELL", about = "print a script for bash, zsh, fish or man" },
  { name = "version", short = "V", about = "version and build" },
  { name = "help", short = "h", about = "show this help, or that of a command" },
  { name = "list-rules", about = "list rule files, shipped and in the rule path" },
  { name = "list-formats", about = "list output formats" },
  { name = "list-readers", about = "list readers" },
}

local by_name, by_short, names = {}, {}, {}
for _, option in ipairs(options.list) do
  by_name[option.name] = option
  if option.short then by_short[option.short] = option end
  names[#names + 1] = option.name
end
options.names = names

local function store(values, option, value)
  if option.many then
    values[option.name] = values[option.name] or {}
    table.insert(values[option.name], value)
  else
    values[option.name] = option.argument and value or true
  end
end

-- Store --name or --name=value; `next_word` returns the next argument.  nil, message,
-- hint on failure, as below.
local function parse_long(word, values, next_word, near)
  local name, equals, attached = word:match("^%-%-([^=]*)(=?)(.*)$")
  local option = by_name[name]
  if not option then
    local other = near(name, names)
    return nil, ("unknown option --%s"):format(name), other and ("did you mean --%s?"):format(other)
  end
  local value
  if option.argument then
    value = equals == "=" and attached or equals == "" and next_word() or nil
    if value == nil then
      return nil, ("--%s needs an argument: %s"):format(name, option.argument)
    end
  elseif equals == "=" then
    return nil, ("--%s takes no argument"):format(name)
  end
  store(values, option, value)
  return true
end

-- Store the options of a word such as -qe, or -tcsv, in which the last may have its
-- argument attached.
local function parse_short(word, values, next_word)
  for at = 2, #word do
    local letter = word:sub(at, at)
    local option = by_short[letter]
    if not option then
      return nil, ("unknown option -%s"):format(letter), "see newsengine --help"
    end
    if option.argument then
      local value = at < #word and word:sub(at + 1) or next_word()
      if value == nil then
        return nil, ("-%s needs an argument: %s"):format(letter, option.argument)
      end
      store(values, option, value)
      break
    end
    store(values, option)
  end
  return true
end

--- Parse arguments -> {values = {name = value}, positionals = {...}} | nil, message, hint
function options.parse(arguments, near)
  local values, positionals, i, open = {}, {}, 0, true
  local function next_word()
    i = i + 1
    return arguments[i]
  end
  for word in next_word do
    local done, message, hint = true, nil, nil
    if not open or word == "-" or word:sub(1, 1) ~= "-" then
      positionals[#positionals + 1] = word
    elseif word == "--" then
      open = false
    elseif word:sub(1, 2) == "--" then
      done, message, hint = parse_long(word, values, next_word, near)
    else
      done, message, hint = parse_short(word, values, next_word)
    end
    if not done then return nil, message, hint end
  end
  return { values = values, positionals = positionals }
end

--- A message about an option that this command does not take, and what to do instead; nil
--- if there is none.
function options.misplaced(values, command)
  for _, option in ipairs(options.list) do
    local takers = option.commands or option.takers
    if values[option.name] and takers
       and not (" " .. takers .. " "):find(" " .. command .. " ", 1, true) then
      return ("--%s is an option of %s"):format(option.name, (takers:gsub(" ", ", "))),
             option.name == "output" and ("newsengine %s ... > %s"):format(command, values.output)
    end
  end
end

local function help_line(option)
  local left = (option.short and "-" .. option.short .. ", " or "    ") .. "--" .. option.name
  if option.argument then left = left .. " " .. option.argument end
  return ("  %-26s %s"):format(left, option.about)
end

--- The options as lines of help: those of all commands, then those of single commands.
function options.help()
  local lines, own = {}, {}
  for _, option in ipairs(options.list) do
    local list = option.commands and own or lines
    list[#list + 1] = help_line(option)
  end
  return table.concat(lines, "\n") .. "\n\nOptions of some commands:\n"
         .. table.concat(own, "\n")
end

return options
