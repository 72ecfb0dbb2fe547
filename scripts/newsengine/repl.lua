-- The command `repl`: try patterns against loaded texts.
local cache = require "newsengine.cache"
local core = require "newsengine.core"
local engine = require "newsengine.engine"
local errors = require "newsengine.errors"
local explain = require "newsengine.explain"
local grep = require "newsengine.grep"
local inputs = require "newsengine.inputs"
local nearmiss = require "newsengine.nearmiss"
local rule = require "newsengine.rule"

local repl = {}

local most_matches = 20

local flags = { "cap", "upper", "lower", "mixed", "alpha", "digit", "num", "punct", "symbol",
                "dash", "quote", "open", "close", "url", "email", "hashtag", "mention", "abbrev",
                "first", "last" }

local function one_line(text) return (errors.clean(text):gsub("%s+", " ")) end

local function paint(state, code, text)
  return state.color and "\27[" .. code .. "m" .. text .. "\27[0m" or "[" .. text .. "]"
end

---------------------------------------------------------------- rules and texts

local function load_texts(state)
  local list = {}
  for input, id, message in inputs.documents(state.job) do
    if input then list[#list + 1] = input
    else io.write(one_line(("%s: %s"):format(id, message)), "\n") end
  end
  state.inputs = list
end

-- An engine with the rules, and with a pattern as the rule `match` after them -> engine |
-- nil
local function engine_of(state, pattern)
  local options = {}
  for key, value in pairs(state.job.engine_options) do options[key] = value end
  if pattern then grep.set_pattern(options, pattern, "sentence") end
  local ok, made = pcall(engine.new, options)
  if ok then return made end
  io.write(errors.message(pattern and grep.pattern_error(made, pattern) or made), "\n")
end

-- Call f(doc) for each text, the rules run over it.
local function each_document(state, made, f)
  for _, input in ipairs(state.inputs) do
    local doc, message = made:document(input)
    if doc then
      for _, failure in ipairs(made:annotate(doc)) do
        io.write(one_line(("%s: rule %s failed: %s"):format(doc.id, failure.rule,
                                                           failure.message)), "\n")
      end
      f(doc)
      made:rest()
    else
      io.write(one_line(("%s: %s"):format(input.id, message)), "\n")
    end
  end
end

---------------------------------------------------------------- commands

local function print_match(state, doc, annotation, names)
  local line, column = doc:place(annotation.first)
  local sentence, text = annotation.sentence, doc.text
  local parts = { ("%s:%d:%d: "):format(one_line(doc.id), line, column),
                  one_line(text:sub(sentence.first, annotation.first - 1)),
                  paint(state, "1;31", one_line(annotation.text)),
                  one_line(text:sub(annotation.last + 1, sentence.last)) }
  for _, name in ipairs(names) do
    local value = annotation[name]
    if value ~= nil then
      local list = type(value) == "table" and value or { value }
      local texts = {}
      for i, item in ipairs(list) do texts[i] = one_line(tostring(item)) end
      parts[#parts + 1] = ("\n    %s = %s"):format(name, table.concat(texts, " | "))
    end
  end
  io.write(table.concat(parts), "\n")
end

local function try_pattern(state, pattern)
  local made = engine_of(state, pattern)
  if not made then return end
  state.pattern = pattern
  for _, message in ipairs(grep.doubts(pattern)) do io.write(message, "\n") end
  local unmade = grep.unmade(made)
  if unmade then io.write(unmade, "\n") end
  local names = made.pack.patterns:captures(made.pack.by_name.match.patterns[1])
  local count = 0
  each_document(state, made, function(doc)
    for annotation in doc:each "Match" do
      count = count + 1
      if count <= most_matches then print_match(state, doc, annotation, names) end
    end
  end)
  if count > most_matches then io.write(("… %d more\n"):format(count - most_matches)) end
  io.write(("%d %s\n"):format(count, count == 1 and "match" or "matches"))
end

-- explain or nearmiss for the last pattern, or for the rules if there was none.
local function look_closer(command)
  return function(state)
    local made = engine_of(state, state.pattern)
    if made then
      command.main({ engine = made, given = state.inputs },
                   { only = state.pattern and "match" or nil })
    end
  end
end

local function print_layers(state, name)
  local made = engine_of(state)
  if not made then return end
  local names, counts = made:known_layers(), {}
  if name ~= "" then names = { name } end
  each_document(state, made, function(doc)
    for _, layer in ipairs(names) do
      for annotation in doc:each(layer) do
        counts[layer] = (counts[layer] or 0) + 1
        if name ~= "" and counts[layer] <= most_matches then
          print_match(state, doc, annotation, {})
          io.write("    ", errors.clean(core.json_encode(annotation.attributes or {})), "\n")
        end
      end
    end
  end)
  for _, layer in ipairs(names) do io.write(("%s  %d\n"):format(layer, counts[layer] or 0)) end
end

-- Pad with blanks to so many columns of the terminal.
local function padded(text, columns)
  return text .. (" "):rep(columns - core.width(text))
end

-- The words of a text, or of the first sentence of the first text, with their properties.
local function print_words(state, text)
  local made = engine_of(state)
  if not made then return end
  if text == "" and not state.inputs[1] then io.write("no text: :text WORDS\n") return end
  local doc = made:document(text ~= "" and { id = "words", text = text } or state.inputs[1])
  local whole = text ~= "" and doc:span(1, #text) or doc:sentences()()
  local true_of = {}
  for _, flag in ipairs(flags) do
    for match in doc:gmatch("[" .. flag .. "]", whole) do
      true_of[match.first] = (true_of[match.first] or "") .. " " .. flag
    end
  end
  for word in doc:words(whole) do
    io.write(padded(one_line(word.text), 16), " lemma=", padded(word.lemma or "", 12), " pos=",
             padded(word.pos or "", 5), true_of[word.first] or "", "\n")
  end
end

local function set_text(state, text)
  state.inputs = { { id = "text", text = text } }
end

local function load_more(state, words)
  for word in words:gmatch("%S+") do
    if word:sub(-4) == ".lua" then table.insert(state.job.engine_options.rules, word)
    else table.insert(state.job.inputs, word) end
  end
  load_texts(state)
end

local function reload(state)
  load_texts(state)
  if engine_of(state) then
    io.write(("%d texts, %d rule files\n"):format(#state.inputs,
                                                 #state.job.engine_options.rules))
  end
end

local commands = {
  explain = { look_closer(explain), "which element of the last pattern matched which words" },
  nearmiss = { look_closer(nearmiss), "where the last pattern nearly matched" },
  layers = { function(state) print_layers(state, "") end,
             "the layers and their numbers of annotations" },
  layer = { print_layers, "the annotations of a layer: :layer Person" },
  words = { print_words, "words with their flags: :words of this text" },
  text = { set_text, "a text to try patterns on: :text Maize rose." },
  load = { load_more, "more rule files and texts: :load prices.lua a.txt" },
  reload = { reload, "read rules and texts again" },
  quit = { function(state) state.done = true end, "or the end of the input" },
}

local order = { "explain", "nearmiss", "layers", "layer", "words", "text", "load", "reload",
                "help", "quit" }

commands.help = { function()
  io.write("/PATTERN   matches in the texts, with captures (help patterns)\n")
  for _, name in ipairs(order) do io.write((":%-9s %s\n"):format(name, commands[name][2])) end
end, "this" }

local function obey(state, line)
  local pattern = line:match("^/%s*(.*%S)%s*$")
  if pattern then return try_pattern(state, pattern) end
  local name, rest = line:match("^:(%a+)%s*(.-)%s*$")
  if name and commands[name] then return commands[name][1](state, rest) end
  if name then
    local near = errors.near(name, order)
    io.write((":%s: no such command%s\n"):format(name, near and "; did you mean :" .. near .. "?"
                                                 or ""))
  elseif line:find("%S") then
    io.write("a pattern begins with /, a command with : (:help)\n")
  end
end

---------------------------------------------------------------- the line

local function with_prefix(list, prefix)
  local found, seen = {}, {}
  for _, word in ipairs(list) do
    if word:sub(1, #prefix) == prefix and not seen[word] then
      seen[word] = true
      found[#found + 1] = word
    end
  end
  table.sort(found)
  return found, #prefix
end

-- Names of lexicons, layers and attributes as the rules have them.
local function names_of(state)
  local made = state.names_engine or engine_of(state)
  state.names_engine = made
  local lexicons, attributes = {}, {}
  if not made then return lexicons, rule.built_in_layers, attributes end
  for _, file in ipairs(made.named) do
    for name in pairs(file.lexicons) do lexicons[#lexicons + 1] = name end
  end
  local layers = made:known_layers()
  local input = state.inputs[1]
  local doc = input and made:document(input)
  if doc then
    made:annotate(doc)
    for _, layer in ipairs(layers) do
      for annotation in doc:each(layer) do
        attributes[layer] = attributes[layer] or {}
        for key in pairs(annotation.attributes or {}) do table.insert(attributes[layer], key) end
      end
    end
  end
  return lexicons, layers, attributes
end

--- Completions for the end of the text -> list of words, bytes of each that are typed.
function repl.complete(state, text)
  local command = text:match("^:(%a*)$")
  if command then return with_prefix(order, command) end
  local layer, attribute = text:match("{([%a_][%w_]*) [^{}]-([%a_]*)$")
  local lexicons, layers, attributes = names_of(state)
  if layer then return with_prefix(attributes[layer] or {}, attribute) end
  local name = text:match("{([%w_]*)$") or text:match("^:layer%s+([%w_]*)$")
  if name then return with_prefix(layers, name) end
  name = text:match("@([%w_]*)$")
  if name then return with_prefix(lexicons, name) end
  name = text:match("%[[^%]]-([%a]*)$")
  if name then return with_prefix(flags, name) end
  return {}, 0
end

--- newsengine repl [RULE...] [INPUT...] -> exit code
function repl.main(job)
  local state = { job = job, inputs = {}, color = job.color }
  job.engine = engine_of(state) -- within its budget readers work
  if not job.engine then return 2 end
  load_texts(state)
  local editor = core.editor()
  local directory = cache.directory()
  local history = directory and directory .. "/history"
  if editor and history then editor:load(history) end
  if editor then io.write(("%d texts; :help\n"):format(#state.inputs)) end
  while not state.done do
    local line
    if editor then
      line = editor:read("> ", function(text) return repl.complete(state, text) end)
    else
      line = io.read("l")
    end
    if not line then break end
    if editor and line:find("%S") then editor:add(line) end
    local ok, message = pcall(obey, state, line)
    if not ok then io.write(errors.clean(errors.message(message)), "\n") end
    state.names_engine = nil
    io.flush()
  end
  if editor and history and core.make_directory(directory) then editor:save(history) end
  return 0
end

return repl
