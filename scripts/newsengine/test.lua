-- The command `test`: runs the examples in rule files.
local core = require "newsengine.core"
local engine = require "newsengine.engine"
local errors = require "newsengine.errors"
local paths = require "newsengine.paths"
local places = require "newsengine.places"
local sandbox = require "newsengine.sandbox"
local siblings = require "newsengine.siblings"

local test = {}

local settings = { published = true, lang = true, title = true, id = true }

local function text_of(value)
  if core.is_span(value) then return value.text end
  if type(value) == "table" then
    local parts = {}
    for i, item in ipairs(value) do parts[i] = text_of(item) end
    return table.concat(parts, " | ")
  end
  if math.type(value) == "float" and value == math.floor(value) then
    return ("%d"):format(value)
  end
  return tostring(value)
end

local function exactly(wanted, got) return wanted == got end
local function nearly(wanted, got) return siblings.plain(wanted) == siblings.plain(got) end

-- `equal` compares two texts: exactly, or as siblings may differ.
local function same(wanted, got, equal)
  if wanted == false then return got == nil or got == false end
  if got == nil then return false end
  return equal(text_of(wanted), text_of(got))
end

-- Where two texts differ: a caret under the first word that differs.
local function caret(wanted, got)
  local at = 1
  while at <= #wanted and wanted:byte(at) == got:byte(at) do at = at + 1 end
  while at > 1 and wanted:sub(at - 1, at - 1) ~= " " do at = at - 1 end
  return (" "):rep(core.width(wanted:sub(1, at - 1))) .. "^"
end

-- How an annotation differs from the wanted attributes: list of {key, wanted, got}.
local function differences(wanted, annotation, equal)
  local list = {}
  for key, value in sandbox.pairs(wanted) do
    local got = annotation[key]
    if not same(value, got, equal) then
      list[#list + 1] = { key = key, value = value, got = got, wanted = text_of(value),
                          shown = got == nil and "nothing" or text_of(got) }
    end
  end
  return list
end

local function nearest(wanted, found, equal)
  local best
  for _, annotation in ipairs(found) do
    local list = differences(wanted, annotation, equal)
    if not best or #list < #best then best = list end
  end
  return best
end

-- One wanted layer against what was found -> list of problems: {lines}, with layer, key, value
-- and got where an example could be changed to agree.
local function check_layer(layer, wanted, found, equal)
  local function problem(format, ...) return { lines = { format:format(...) } } end
  if wanted == false then
    if #found == 0 then return {} end
    return { problem("%s: wanted none, got %q (%s)", layer, found[1].text, found[1].rule) }
  elseif wanted == true then
    return #found == 0 and { problem("%s: wanted one, got none", layer) } or {}
  elseif math.type(wanted) == "integer" then
    if #found == wanted then return {} end
    local one = problem("%s: wanted %d, got %d", layer, wanted, #found)
    one.layer, one.key, one.value, one.got = layer, layer, wanted, #found
    return { one }
  end
  local contents = type(wanted) == "table" and sandbox.contents(wanted) or { wanted }
  local problems = {}
  for _, one in ipairs(#contents > 0 and contents or { contents }) do
    if type(one) ~= "table" then
      return { problem('%s: a %s; attributes expected, such as { text = "Ann" }', layer,
                       type(one)) }
    end
    local worst = nearest(one, found, equal)
    if not worst then problems[#problems + 1] = problem("%s: wanted one, got none", layer) end
    for _, item in ipairs(worst or {}) do
      problems[#problems + 1] = {
        layer = layer, key = item.key, value = item.value, got = item.got,
        lines = { ("%s.%s"):format(layer, item.key), "  wanted  " .. item.wanted,
                  "  got     " .. item.shown, -- and where the two part
                  item.got ~= nil and "          " .. caret(item.wanted, item.shown) or nil },
      }
    end
  end
  return problems
end

-- The problem of an example with a layer that no rule makes: `LAYER = false` would hold
-- whatever the rules do.  A rule with `run` and without `emit` may make any layer.
local function check_name(made, layer)
  local unknown, near = made:unknown_layer { layer }
  if not unknown then return nil end
  for _, one in ipairs(made.pack.rules) do
    if one.run and #one.emits == 0 then return nil end
  end
  return { lines = { ("%s: no rule makes this layer%s"):format(
    layer, near and ("; did you mean %s?"):format(near) or "") } }
end

-- Run the rules on `text` in place of the example's -> list of problems
local function run_text(made, contents, text, equal)
  local doc, why = made:document {
    text = text, id = "example", published = contents.published, lang = contents.lang,
    title = contents.title,
  }
  if not doc then return { { lines = { why } } } end
  local problems = {}
  for _, failure in ipairs(made:annotate(doc)) do
    problems[#problems + 1] = { lines = { ("rule %s failed: %s: %s"):format(
      failure.rule, failure.source, failure.message) } }
  end
  for layer, wanted in sandbox.pairs(contents) do
    if type(layer) == "string" and not settings[layer] then
      local found = {}
      for annotation in doc:each(layer) do found[#found + 1] = annotation end
      local unknown = #found == 0 and check_name(made, layer)
      for _, one in ipairs(unknown and { unknown } or check_layer(layer, wanted, found, equal)) do
        problems[#problems + 1] = one
      end
    end
  end
  local foreign = #problems > 0 and made:foreign(doc)
  if foreign then
    local why_none = "the text is in %s, where rules for %s do not run"
    problems[#problems + 1] = { lines = { why_none:format(foreign, made:ruled_languages()) } }
  end
  made:rest()
  return problems
end

-- -> list of problems, name of the sibling that has them, its text
local function run_example(made, example, with_siblings)
  local contents = sandbox.contents(example)
  local text = contents[1]
  if type(text) ~= "string" then return { { lines = { "an example begins with its text" } } } end
  for _, name in ipairs { "published", "lang", "title" } do
    if type(contents[name] or "") ~= "string" then
      return { { lines = { name .. ": a string expected" } } }
    end
  end
  local problems = run_text(made, contents, text, exactly)
  if #problems > 0 or not with_siblings then return problems end
  for _, sibling in ipairs(siblings.of(text)) do
    problems = run_text(made, contents, sibling[2], nearly)
    if #problems > 0 then return problems, sibling[1], sibling[2] end
  end
  return {}
end

local function lines_of(problems)
  local lines = {}
  for _, one in ipairs(problems) do table.move(one.lines, 1, #one.lines, #lines + 1, lines) end
  return lines
end

-- The line of an example's text, at or below the word `examples`.
local function line_of(file, item, text)
  if type(text) ~= "string" then return item.line end
  local quoted = ("%q"):format(text):sub(2, -2)
  local at = places.find_text(file, quoted, item.line) or places.find_text(file, text, item.line)
  return at and (errors.place(file.source, at)) or item.line
end

local function test_file(path, results, options)
  local made = engine.new { rules = { path }, reuse = true }
  local file = made.named[1]
  for _, message in ipairs(#file.examples > 0 and made:vain_messages() or {}) do
    io.stderr:write("newsengine: ", message, "\n")
  end
  for number, item in ipairs(file.examples) do
    local text = sandbox.contents(item.example)[1]
    local problems, sibling, other = run_example(made, item.example, options.siblings)
    results[#results + 1] = {
      file = path, source = file.source, line = line_of(file, item, text), number = number,
      text = other or text, sibling = sibling, problems = problems, lines = lines_of(problems),
    }
  end
end

---------------------------------------------------------------- --update

local function literal(value)
  if type(value) == "string" then return ("%q"):format(value) end
  if core.is_span(value) then return ("%q"):format(value.text) end
  if type(value) == "number" or type(value) == "boolean" then return text_of(value) end
end

local function escaped(text) return (text:gsub("%p", "%%%0")) end

-- The place of `key = value` in the source, from line `line` on -> first, last byte of the value.
local function find_value(source, line, problem)
  local from = 1
  for _ = 2, line do from = (source:find("\n", from, true) or #source) + 1 end
  local forms = { literal(problem.value) }
  if type(problem.value) == "string" then forms[2] = "'" .. problem.value .. "'" end
  for _, form in ipairs(forms) do
    local first, last = source:find(escaped(problem.key) .. "%s*=%s*" .. escaped(form), from)
    if first then return last - #form + 1, last end
  end
end

-- Replace the wanted values by the actual ones, reporting each change -> number of
-- changes.
local function update_file(path, list)
  local source, changed = list[1].source, 0
  for _, result in ipairs(list) do
    for _, problem in ipairs(result.sibling and {} or result.problems) do
      local new = problem.key and literal(problem.got)
      local first, last
      if new then first, last = find_value(source, result.line, problem) end
      if first then
        source = source:sub(1, first - 1) .. new .. source:sub(last + 1)
        changed = changed + 1
        io.write(("updated %s:%d: %s.%s: %s -> %s\n"):format(path, result.line, problem.layer,
          problem.key, literal(problem.value), new))
      else
        io.write(("left    %s:%d: %s: change it by hand\n"):format(path, result.line,
                                                                   problem.lines[1]))
      end
    end
  end
  if changed == 0 then return 0 end
  local output, message = core.output(path)
  if output then
    local ok
    ok, message = output:write(source)
    if ok then ok, message = output:commit() end
    output:close()
    if ok then return changed end
  end
  error(errors.new { file = path, message = "cannot be written: " .. message }, 0)
end

local function update(results)
  local by_file, order = {}, {}
  for _, result in ipairs(results) do
    if #result.problems > 0 then
      if not by_file[result.file] then
        by_file[result.file] = {}
        order[#order + 1] = result.file
      end
      table.insert(by_file[result.file], result)
    end
  end
  local changed = 0
  for _, path in ipairs(order) do changed = changed + update_file(path, by_file[path]) end
  return changed
end

---------------------------------------------------------------- the command

local function print_text(results, failed)
  for _, result in ipairs(results) do
    if #result.lines > 0 then
      io.write(("not ok  %s:%s example %d%s: %s\n"):format(result.file, result.line or "?",
        result.number, result.sibling and ", with " .. result.sibling or "",
        (tostring(result.text):gsub("\n", "\\n"))))
      for _, line in ipairs(result.lines) do io.write("        ", line, "\n") end
    end
  end
  io.write(("%d passed, %d failed\n"):format(#results - failed, failed))
end

--- newsengine test [FILE|DIR...] -> 0 all right, 1 not, 2 a file does not load
function test.main(parsed)
  local arguments = parsed.positionals
  if #arguments == 0 then arguments = { paths.join(paths.root, "rules") } end
  local files, message = paths.rule_files(arguments)
  if not files then
    io.stderr:write("newsengine: ", message, "\n")
    return 2
  end
  local json = parsed.values.to == "json"
  local options = { siblings = not parsed.values["no-siblings"] }
  local results, broken
  local function run_all()
    results, broken = {}, {}
    for _, path in ipairs(files) do
      local ok, value = pcall(test_file, path, results, options)
      if not ok then broken[#broken + 1] = value end
    end
  end
  run_all()
  if parsed.values.update then
    local ok, changed = pcall(update, results)
    if not ok then return errors.report(changed, json) end
    if changed > 0 then run_all() end
  end
  for _, value in ipairs(broken) do errors.report(value, json) end
  local failed = 0
  for _, result in ipairs(results) do
    if #result.lines > 0 then failed = failed + 1 end
  end
  if json then
    for _, result in ipairs(results) do
      io.write(core.json_encode { file = result.file, line = result.line, number = result.number,
                                  passed = #result.lines == 0, text = result.text,
                                  sibling = result.sibling, lines = result.lines }, "\n")
    end
  elseif #results > 0 or #broken == 0 then
    print_text(results, failed)
  end
  return #broken > 0 and 2 or failed > 0 and 1 or 0
end

return test
