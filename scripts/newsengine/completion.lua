-- --completion SHELL and the man page: both from the lists of commands and options.
local options = require "newsengine.options"

local completion = {}

-- Options whose argument is one of some words, or comes from a list of the program's.
local words = { offsets = "byte codepoint utf16", color = "auto always never",
                ["log-format"] = "text json", completion = "bash zsh fish man" }
local lists = { from = "readers", to = "formats", rule = "rules" }

local function sorted(commands)
  local names = {}
  for name in pairs(commands) do names[#names + 1] = name end
  table.sort(names)
  return names
end

local function switches(separator)
  local list = {}
  for _, option in ipairs(options.list) do
    list[#list + 1] = "--" .. option.name
    if option.short then list[#list + 1] = "-" .. option.short end
  end
  return table.concat(list, separator)
end

local function names_of(option)
  return option.short and { "--" .. option.name, "-" .. option.short } or { "--" .. option.name }
end

local shells = {}

function shells.bash(commands)
  local cases = {}
  for _, option in ipairs(options.list) do
    local given = table.concat(names_of(option), "|")
    if words[option.name] then
      cases[#cases + 1] = ('    %s) COMPREPLY=($(compgen -W "%s" -- "$cur")); return;;'):format(
        given, words[option.name])
    elseif lists[option.name] then
      cases[#cases + 1] = ([[    %s) COMPREPLY=($(compgen -W "$(newsengine --list-%s 2>/dev/null |
      cut -d' ' -f1)" -- "$cur") $(compgen -f -X '!*.lua' -- "$cur")); return;;]]):format(
        given, lists[option.name])
    elseif option.argument then
      cases[#cases + 1] = ('    %s) COMPREPLY=($(compgen -f -- "$cur")); return;;'):format(given)
    end
  end
  return ([==[
# bash completion of newsengine: source <(newsengine --completion bash)
_newsengine() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  case $prev in
%s
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "%s" -- "$cur"))
  elif [[ $COMP_CWORD == 1 ]]; then
    COMPREPLY=($(compgen -W "%s" -- "$cur") $(compgen -f -- "$cur"))
  else
    COMPREPLY=($(compgen -f -- "$cur"))
  fi
}
complete -o filenames -F _newsengine newsengine
]==]):format(table.concat(cases, "\n"), switches(" "), table.concat(sorted(commands), " "))
end

local function quoted(text) return (text:gsub("'", "'\\''")) end

function shells.zsh(commands)
  local lines = {}
  for _, option in ipairs(options.list) do
    for _, name in ipairs(names_of(option)) do
      local about = quoted(option.about:gsub("[%[%]:]", "\\%0"))
      local argument = ""
      if words[option.name] then
        argument = (":%s:(%s)"):format(option.argument, words[option.name])
      elseif lists[option.name] then
        argument = (":%s:{_newsengine_list %s}"):format(option.argument, lists[option.name])
      elseif option.argument then
        argument = (":%s:_files"):format(option.argument:gsub("[:=]", " "))
      end
      lines[#lines + 1] = ("    '*%s%s[%s]%s' \\"):format(name, argument ~= "" and
        name:sub(1, 2) == "--" and "=" or "", about, argument)
    end
  end
  return ([[
#compdef newsengine
# zsh completion of newsengine: newsengine --completion zsh > a directory of $fpath/_newsengine
_newsengine_list() {
  compadd -- $(newsengine --list-$1 2>/dev/null | cut -d' ' -f1)
  _files -g '*.lua'
}
_newsengine_first() {
  compadd -- %s
  _files
}
_newsengine() {
  _arguments -s \
%s
    '1:command or file:_newsengine_first' '*:file:_files'
}
compdef _newsengine newsengine
]]):format(table.concat(sorted(commands), " "), table.concat(lines, "\n"))
end

function shells.fish(commands)
  local lines = { "# fish completion of newsengine: newsengine --completion fish | source" }
  for _, name in ipairs(sorted(commands)) do
    lines[#lines + 1] = ("complete -c newsengine -n __fish_is_first_arg -a %s -d '%s'"):format(
      name, quoted(commands[name]))
  end
  for _, option in ipairs(options.list) do
    local line = ("complete -c newsengine -l %s"):format(option.name)
    if option.short then line = line .. " -s " .. option.short end
    if words[option.name] then
      line = line .. (" -x -a '%s'"):format(words[option.name])
    elseif lists[option.name] then
      line = line .. (" -r -a '(newsengine --list-%s | string split -f1 \" \")'"):format(
        lists[option.name])
    elseif option.argument then
      line = line .. " -r"
    end
    lines[#lines + 1] = line .. (" -d '%s'"):format(quoted(option.about))
  end
  return table.concat(lines, "\n") .. "\n"
end

--- Text of a completion script; `commands`: name -> what it is for.  nil: no such shell.
function completion.script(shell, commands)
  return shells[shell] and shells[shell](commands)
end

---------------------------------------------------------------- the man page

local function roff(text)
  return (text:gsub("\\", "\\e"):gsub("%-", "\\-"):gsub("\n([.'])", "\n\\&%1")
          :gsub("^([.'])", "\\&%1"))
end

--- The man page, from the commands, the options and the topic `index` of the help.
function completion.man(commands, version, index)
  local parts = { (".TH NEWSENGINE 1 \"\" \"newsengine %s\"\n"):format(version),
    ".SH NAME\nnewsengine \\- find quotations, names, dates and more in news text, by Lua rules\n",
    ".SH SYNOPSIS\n.B newsengine\n[\\fICOMMAND\\fR] [\\fIRULE.lua\\fR ...] [\\fIOPTION\\fR ...] "
      .. "[\\fIINPUT\\fR ...]\n",
    ".SH DESCRIPTION\n.nf\n", roff(index:gsub("@OPTIONS@\n*", "")), ".fi\n.SH COMMANDS\n" }
  for _, name in ipairs(sorted(commands)) do
    parts[#parts + 1] = (".TP\n.B %s\n%s\n"):format(roff(name), roff(commands[name]))
  end
  parts[#parts + 1] = ".SH OPTIONS\n"
  for _, option in ipairs(options.list) do
    local names = {}
    if option.short then names[1] = "\\-" .. option.short end
    names[#names + 1] = "\\-\\-" .. roff(option.name)
    parts[#parts + 1] = (".TP\n.B %s%s\n%s\n"):format(table.concat(names, ", "),
      option.argument and " \\fI" .. roff(option.argument) .. "\\fR" or "", roff(option.about))
  end
  return table.concat(parts)
end

return completion
