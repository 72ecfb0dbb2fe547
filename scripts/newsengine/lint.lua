-- The command `lint`: finds mistakes in rule files that load, and the cost of patterns.
local core = require "newsengine.core"
local engine = require "newsengine.engine"
local errors = require "newsengine.errors"
local foreign = require "newsengine.foreign"
local makers = require "newsengine.makers"
local paths = require "newsengine.paths"
local places = require "newsengine.places"
local reads = require "newsengine.reads"
local rule = require "newsengine.rule"
local keys = require "newsengine.rule_keys"

local lint = {}

---------------------------------------------------------------- places

local function line_of(file, line)
  local n = 0
  for row in (file.source .. "\n"):gmatch("(.-)\n") do
    n = n + 1
    if n == line then return row end
  end
end

-- The comment "-- lint: KIND" at the end of a line accepts findings of that kind there; those of
-- a rule's patterns at the line on which the rule begins.
local function is_accepted(file, line, kind)
  local kinds = (line_of(file, line) or ""):match("%-%- lint: ([%l, ]+)$")
  return kinds and kinds:find("%f[%l]" .. kind .. "%f[%L]") ~= nil
end

-- The column of the name in the line, or of its first word.
local function finding(file, line, kind, message, hint, name)
  local excerpt, column = line_of(file, line), nil
  if excerpt then
    column = name and excerpt:find("%f[%w_]" .. name .. "%f[^%w_]") or excerpt:find("%S") or 1
  end
  return errors.new { code = kind, file = file.path, line = line, message = message, hint = hint,
                      excerpt = excerpt, column = column,
                      accepted = is_accepted(file, line, kind) }
end

-- A finding at byte `at` of a pattern at or below `line`.
local function in_pattern(file, source, line, at, kind, message, hint)
  local found = places.find_text(file, source, line)
  local text, place = source, at
  if found then text, place = file.source, found + at - 1 end
  local found_line, column, excerpt = errors.place(text, place)
  return errors.new { code = kind, file = file.path, line = found and found_line or line,
                      column = column, excerpt = excerpt, message = message, hint = hint,
                      accepted = is_accepted(file, line, kind) }
end

---------------------------------------------------------------- patterns

local about = {
  never = { "%s: this element can never match: %s" },
  useless = { "%s: this alternative matches nothing that an earlier one does not: %s" },
  inside = { "%s: this alternative, or one in the macro, matches nothing that an earlier one "
             .. "does not: %s" },
  empty = { "%s: every element is optional, so the pattern requires nothing: %s",
            "use at least one element without ? * or {0,n}" },
  tail = { "%s: takes everything up to the end of the scope: %s",
           "make it lazy (+?), bound it ({1,9}), or write $ after it if that is intended" },
  lazy = { "%s: takes as little as it can, since everything after it is optional: %s",
           "make the next element required, and write a second pattern without it" },
}

local function class_of(often)
  if not often then return "every word" end
  return often < 5 and "rare" or often < 60 and "common" or often < 200 and "frequent"
         or "every word"
end

local function one_line(text) return (text:gsub("^%s+", ""):gsub("%s+$", ""):gsub("%s+", " ")) end

local function check_signs(state, file, what, source, line)
  for _, sign in ipairs(foreign.signs(source)) do
    state:add(in_pattern(file, source, line, sign.at, "never",
                         ("%s: means something else in a regular expression: %s"):format(what,
                                                                                     sign.text),
                         sign.hint))
  end
end

-- A wide greedy gap before a capture of something that may occur twice: who:{Person}
-- .{0,12} share:{Percent}.
local function check_gaps(state, file, what, source, line)
  local function note(at, gap, often, name, place)
    local open = often:find("^[*+]$") or often:find(",%s*}$")
    local most = open and math.huge or tonumber(often:match(",%s*(%d+)")) or 0
    local what_for = source:match("^%b{}", place) or source:match("^%b[]", place)
                     or source:match("^@[%w_]+", place)
    if most < 3 or not what_for then return end
    local behind = name .. what_for
    state:add(in_pattern(file, source, line, at, "greedy",
      ("%s: takes as many words as it can, so %s is the last one in reach: %s"):format(
        what, behind, gap .. often), ("%s? takes as few as it can"):format(gap .. often)))
  end
  for _, form in ipairs { "()(%.)([*+])%s+", "()(%.)(%b{})%s+", "()(%[!punct%])([*+])%s+",
                          "()(%[!punct%])(%b{})%s+" } do
    for at, gap, often, name, place in source:gmatch(form .. "([%a_][%w_]*:)()") do
      note(at, gap, often, name, place)
    end
  end
end

local function check_pattern(state, file, one, result)
  for _, item in ipairs(result) do
    local words = one_line(one.source:sub(item.from, item.to))
    local text = about[item.kind == "useless" and words:find("^%$") and "inside" or item.kind]
    local at = one.source:find("%S", item.from)
    state:add(in_pattern(file, one.source, one.line, at, item.kind,
                         text[1]:format(one.what, words), text[2]))
  end
  local class = class_of(result.often)
  state.costs[#state.costs + 1] = { what = one.what, file = file, line = one.line,
                                    often = result.often, class = class }
  local empty = result[#result] and result[#result].kind == "empty"
  local everywhere = one.what ~= "pattern" -- that of doc:match sees what Lua gives it
  if class == "every word" and everywhere and not empty then
    state:add(in_pattern(file, one.source, one.line,
      #one.source:match("^%s*") + 1, "cost", ("%s: no rare element, so every word is looked "
      .. "at; it costs more than a hundred patterns that have one"):format(one.what),
      "a literal, a lexicon or a layer that every match must contain makes it cheap"))
  end
end

-- Each pattern once, even if several files use its file.
local function check_patterns(state, file)
  local set = core.patterns(state.engine.morphology)
  local names = rule.names_for(state.engine.pack, file)
  for _, one in ipairs(file.defined) do
    if one.kind == "macro" then
      check_signs(state, file, ("let %q"):format(one.name), file.macros[one.name], one.line)
    end
  end
  for _, one in ipairs(file.compiled) do
    local key = table.concat({ state:path(file.path), one.line, one.what, one.source }, "\0")
    if not state.seen[key] then
      state.seen[key] = true
      check_signs(state, file, one.what, one.source, one.line)
      check_gaps(state, file, one.what, one.source, one.line)
      local result = one.good and set:lint(one.source, names)
      if result then check_pattern(state, file, one, result) end
    end
  end
end

---------------------------------------------------------------- names

-- Names after a sign ("$", "@") in the patterns and macros of a pack -> set
local function names_behind(pack, sign)
  local set = {}
  local function note(source)
    for before, word in source:gmatch("(.?)" .. sign .. "([%a_][%w_]*)") do
      if before ~= "\\" then set[word] = true end
    end
  end
  for _, file in ipairs(pack.order) do
    for _, one in ipairs(file.compiled) do note(one.source) end
    for _, source in pairs(file.macros) do note(source) end
  end
  return set
end

-- Whether the result of a lexicon call is kept, or the lexicon is used by its name.
local function is_read(file, name)
  local quoted = "lexicon%s*%(?%s*[\"']" .. name .. "[\"']"
  return file.source:find("[=(,]%s*" .. quoted) or file.source:find("return%s+" .. quoted)
         or file.source:find("lexicons%s*%.%s*" .. name .. "%f[^%w_]")
         or file.source:find("lexicons%s*%[%s*[\"']" .. name .. "[\"']")
end

local function check_names(state, file)
  if #file.rules == 0 then return end -- a library: others use what it defines
  for _, one in ipairs(file.defined) do
    if not state.named[one.kind][one.name]
       and not (one.kind == "lexicon" and is_read(file, one.name)) then
      state:add(finding(file, one.line, "unused", ("%s %q is not used by any pattern here"):format(
        one.kind, one.name)))
    end
  end
end

-- Names used by the Lua of a pack: x.name, "name" -> set
local function names_asked(pack)
  local set = {}
  for _, file in ipairs(pack.order) do
    for name in file.source:gmatch("%.%s*([%a_][%w_]*)") do set[name] = true end
    for at in file.source:gmatch("[\"']()") do
      local word = file.source:match("^([%a_][%w_]*)[\"']", at)
      if word then set[word] = true end
    end
  end
  return set
end

-- A capture that is neither an attribute nor used by the rule's Lua.
local function check_captures(state, file)
  for _, made in ipairs(file.rules) do
    if made.set then
      local names = {}
      for name in pairs(rule.captures(state.engine.pack, made)) do names[#names + 1] = name end
      table.sort(names)
      for _, name in ipairs(names) do
        if not state.named.asked[name] then
          state:add(finding(file, made.line, "unused",
            ("rule %q: the capture %q is not read by anything"):format(made.name, name)))
        end
      end
    end
  end
end

---------------------------------------------------------------- what the Lua reads

local function no_layer(state, layer)
  return makers.hint(layer, state.engine:known_layers())
end

-- Names of globals read by the file's Lua, even if the file does not load.
local function check_globals(state, path)
  local file = { path = path, source = paths.read(path) }
  local known = rule.words()
  local names = {}
  for name in pairs(known) do names[#names + 1] = name end
  table.sort(names)
  for _, one in ipairs(reads.globals(file.source or "", known)) do
    local near = errors.near(one.name, names)
    state:add(finding(file, one.line, "undefined",
      ("%s is neither a word of rule files nor set here"):format(one.name),
      near and ("did you mean %s?"):format(near), one.name))
  end
end

-- Fields of a match that are not captures of the rule.
local function check_matches(state, made)
  if #made.patterns == 0 then return end
  local captures = rule.captures(state.engine.pack, made)
  local names = {}
  for name in core.ordered_pairs(captures) do names[#names + 1] = name end
  for _, read in ipairs(reads.captures(made, captures)) do
    local near = errors.near(read.name, names)
    state:add(finding(made.file, read.line, "undefined",
      ("rule %q: the pattern has no capture %q"):format(made.name, read.name),
      near and ("did you mean %s?"):format(near), read.name))
  end
end

local function check_lua(state, file)
  local made = keys.set_of(state.engine:known_layers())
  for _, one in ipairs(reads.layers(file.source)) do
    if not made[one.name] then
      state:add(in_pattern(file, file.source, 1, one.at, "undefined",
        (one.does == "adds" and "adds to the layer %s, which no rule here emits"
         or "asks for the layer %s, which no rule here makes"):format(one.name),
        no_layer(state, one.name)), one.name)
    end
  end
  for _, one in ipairs(reads.methods(file.source)) do
    local names = {}
    for name in core.ordered_pairs(core.document_methods) do names[#names + 1] = name end
    local near = errors.near(one.name, names)
    state:add(in_pattern(file, file.source, 1, one.at, "undefined",
      ("a document has no method %s"):format(one.name),
      near and ("did you mean doc:%s?"):format(near)))
  end
  for _, one in ipairs(file.rules) do
    check_matches(state, one)
    for _, read in ipairs(reads.columns(one)) do
      state:add(finding(file, read.line, "undefined",
        ("rule %q: %s.%s: @%s has no column of this name"):format(one.name, read.capture, read.name,
                                                                 read.lexicon), nil, read.name))
    end
  end
end

---------------------------------------------------------------- rules

local function check_layers(state)
  for _, one in ipairs(state.engine:unmade()) do
    local made = state.engine.pack.by_name[one.rule]
    for _, source in ipairs(made.pattern_sources) do
      local at = source:find("{%s*" .. one.layer .. "%f[^%w_]")
      if at then
        state:add(in_pattern(made.file, source, made.line, at, "undefined",
          ("rule %q: reads the layer %s, which no rule here makes"):format(made.name, one.layer),
          no_layer(state, one.layer)), one.layer)
        break
      end
    end
  end
end

-- Layers named by keys of a rule that no rule makes; a rule may stay apart from a layer
-- that is not always there, but not from a misspelt one.
local function check_keys(state, file)
  local list = state.engine:known_layers()
  local known = keys.set_of(list)
  local function check(made, key, layer, hint)
    if not layer or known[layer] or not hint then return end
    state:add(finding(file, made.line, "undefined",
      ("rule %q: %s names the layer %s, which no rule here makes"):format(made.name, key, layer),
      hint, layer), layer)
  end
  for _, made in ipairs(file.rules) do
    local sought = made.refers and made.refers[1]
    check(made, "refers", sought, sought and no_layer(state, sought))
    for _, number in ipairs(made.apart or {}) do
      local layer = state.engine.pack.layer_names[number]
      local near = errors.near(layer, list)
      check(made, "apart", layer, near and ("did you mean %s?"):format(near))
    end
  end
end

-- Rules all of whose matches are taken by a rule before them.
local function check_reach(state, file)
  local earlier = {}
  for _, made in ipairs(file.rules) do
    local open = made.where or made.refers or made.span or made.zones or made.lang or made.regex
                 or made.run
    local key = made.emit and table.concat({ made.emit, made.scope,
      one_line(table.concat(made.pattern_sources, "\0")) }, "\0")
    if key and not open and earlier[key] and not made.overlap then
      state:add(finding(file, made.line, "unreachable",
        ("rule %q: rule %q before it matches the same words for the same layer"):format(
          made.name, earlier[key].name)))
    end
    if key and not open then earlier[key] = earlier[key] or made end
  end
end

---------------------------------------------------------------- the command

local function check_file(state, path)
  local problems = {}
  if not state.trust then check_globals(state, path) end
  local ok, made = pcall(engine.new, { rules = { path }, problems = problems })
  for _, problem in ipairs(problems) do
    problem.code = "error"
    state:add(problem)
  end
  if not ok then
    if not errors.is(made) then
      made = errors.new { file = path, message = errors.message(made) }
    end
    made.code = "error"
    state:add(made)
    return
  end
  state.engine = made
  for _, layer in ipairs(made:known_layers()) do state.made[layer] = true end
  state.named = { macro = names_behind(made.pack, "%$"), lexicon = names_behind(made.pack, "@"),
                  asked = names_asked(made.pack) }
  -- A file whose only rule is broken has no rules, but is not a library.
  local files = #problems > 0 and { made.named[1] } or rule.stands_for(made.named[1])
  for _, file in ipairs(files) do
    check_patterns(state, file)
    if #problems == 0 then
      check_names(state, file)
      check_captures(state, file)
      check_reach(state, file)
      check_lua(state, file)
      check_keys(state, file)
    end
  end
  check_layers(state)
  for _, one in ipairs(made:mistaken_zones()) do
    state:add(in_pattern(one.rule.file, one.kind, one.rule.line, 1, "undefined",
                         ("rule %q: there is no zone %q"):format(one.rule.name, one.kind),
                         ("did you mean %s?"):format(one.meant)))
  end
end

local function comes_before(a, b)
  if a.file ~= b.file then return (a.file or "") < (b.file or "") end
  if a.line ~= b.line then return (a.line or 0) < (b.line or 0) end
  if a.column ~= b.column then return (a.column or 0) < (b.column or 0) end
  return a.message < b.message
end

local function print_json(state)
  for _, one in ipairs(state.findings) do
    io.write(core.json_encode { kind = one.code, file = one.file, line = one.line,
                                column = one.column, message = one.message, hint = one.hint },
             "\n")
  end
  for _, cost in ipairs(state.costs) do
    io.write(core.json_encode { kind = "costs", rule = cost.what, often = cost.often,
                                class = cost.class, file = state:path(cost.file.path),
                                line = cost.line }, "\n")
  end
end

local function print_text(state)
  for _, one in ipairs(state.findings) do io.write(tostring(one), "\n") end
  if #state.costs > 0 then
    io.write("cost: how many of 1,000 words of news a pattern looks at closely\n")
  end
  for _, cost in ipairs(state.costs) do
    io.write(("  %-40s %7s  %s\n"):format(cost.what, cost.often and ("%.1f"):format(cost.often)
                                          or "all", cost.class))
  end
  io.write(("%d finding%s\n"):format(#state.findings, #state.findings == 1 and "" or "s"))
end

-- The findings in all files.  A file used by a rule file may have another path than on
-- the command line: it is one file, under the path met first.
local function new_state(trust)
  local state = { findings = {}, costs = {}, seen = {}, made = {}, missing = {}, trust = trust }
  local shown = {} -- real path -> path
  function state.path(_, path)
    local real = core.real_path(path) or path
    shown[real] = shown[real] or path
    return shown[real]
  end
  -- `layer`: the finding is that no rule makes this layer.
  function state:add(problem, layer)
    if problem.accepted then return end
    problem.file = problem.file and self:path(problem.file)
    local key = (problem:source() or "") .. "\0" .. problem.message -- the hint may vary
    if self.seen[key] then return end
    self.seen[key] = true
    self.findings[#self.findings + 1] = problem
    self.missing[problem] = layer
  end
  return state
end

-- A file used by others may read layers made by these: one of them is enough.
local function without_made(state)
  local list = {}
  for _, one in ipairs(state.findings) do
    local layer = state.missing[one]
    if not (layer and state.made[layer]) then list[#list + 1] = one end
  end
  return list
end

--- newsengine lint FILE|DIR... -> 0 nothing found, 1 something, 2 wrong usage
function lint.main(parsed)
  local state = new_state(parsed.values.trust)
  local names = table.move(parsed.positionals, 1, #parsed.positionals, 1, {})
  table.move(parsed.values.rule or {}, 1, #(parsed.values.rule or {}), #names + 1, names)
  if #names == 0 then
    io.stderr:write("newsengine: no rule file given\n  newsengine lint RULE.lua...\n")
    return 2
  end
  local files, message = paths.rule_files(names)
  if not files then
    io.stderr:write("newsengine: ", message, "\n")
    return 2
  end
  for _, path in ipairs(files) do state:path(path) end -- as they were named
  for _, path in ipairs(files) do check_file(state, path) end
  state.findings = without_made(state)
  table.sort(state.findings, comes_before)
  if parsed.values.to == "json" then print_json(state) else print_text(state) end
  return #state.findings > 0 and 1 or 0
end

return lint
