-- The command `test`: run the examples that stand in rule files.
local core = require "newsengine.core"
local engine = require "newsengine.engine"
local errors = require "newsengine.errors"
local paths = require "newsengine.paths"
local sandbox = require "newsengine.sandbox"

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

local function same(wanted, got)
  if wanted == false then return got == nil or got == false end
  if got == nil then return false end
  return text_of(wanted) == text_of(got)
end

-- Where two texts part: a caret under the first word that differs.
local function caret(wanted, got)
  local at = 1
  while at <= #wanted and wanted:byte(at) == got:byte(at) do at = at + 1 end
  while at > 1 and wanted:sub(at - 1, at - 1) ~= " " do at = at - 1 end
  return (" "):rep(core.width(wanted:sub(1, at - 1))) .. "^"
end

-- How far an annotation is from the wanted attributes: list of {key, wanted, got}.
local function differences(wanted, annotation)
  local list = {}
  for key, value in sandbox.pairs(wanted) do
    local got = annotation[key]
    if not same(value, got) then
      list[#list + 1] = { key, text_of(value), got == nil and "nothing" or text_of(got) }
    end
  end
  return list
end

local function nearest(wanted, found)
  local best
  for _, annotation in ipairs(found) do
    local list = differences(wanted, annotation)
    if not best or #list < #best then best = list end
  end
  return best
end

-- One wanted layer against what was found -> nil when right, else lines that say how not.
local function check_layer(layer, wanted, found)
  if wanted == false then
    if #found == 0 then return nil end
    return { ("%s: wanted none, got %q (%s)"):format(layer, found[1].text, found[1].rule) }
  elseif wanted == true then
    return #found == 0 and { ("%s: wanted one, got none"):format(layer) } or nil
  elseif type(wanted) == "number" then
    if #found == wanted then return nil end
    return { ("%s: wanted %d, got %d"):format(layer, wanted, #found) }
  end
  local contents = sandbox.contents(wanted)
  local list = #contents > 0 and contents or { contents }
  local lines = {}
  for _, one in ipairs(list) do
    local worst = nearest(one, found)
    if not worst then
      lines[#lines + 1] = ("%s: wanted one, got none"):format(layer)
    elseif #worst > 0 then
      for _, difference in ipairs(worst) do
        lines[#lines + 1] = ("%s.%s"):format(layer, difference[1])
        lines[#lines + 1] = "  wanted  " .. difference[2]
        lines[#lines + 1] = "  got     " .. difference[3]
        lines[#lines + 1] = "          " .. caret(difference[2], difference[3])
      end
    end
  end
  return #lines > 0 and lines or nil
end

local function run_example(made, example)
  local contents = sandbox.contents(example)
  local doc, why = made:document {
    text = contents[1], id = "example", published = contents.published, lang = contents.lang,
    title = contents.title,
  }
  if not doc then return { why } end
  local lines = {}
  for _, failure in ipairs(made:annotate(doc)) do
    lines[#lines + 1] = ("rule %s failed: %s"):format(failure.rule, failure.message)
  end
  for layer, wanted in sandbox.pairs(contents) do
    if type(layer) == "string" and not settings[layer] then
      local found = {}
      for annotation in doc:each(layer) do found[#found + 1] = annotation end
      for _, line in ipairs(check_layer(layer, wanted, found) or {}) do
        lines[#lines + 1] = line
      end
    end
  end
  made:rest()
  return lines
end

local function test_file(path, results)
  local made = engine.new { rules = { path }, reuse = true }
  local file = made.named[1]
  for number, item in ipairs(file.examples) do
    local example = item.example
    local text = sandbox.contents(example)[1]
    local lines
    if type(text) ~= "string" then lines = { "an example begins with its text" }
    else lines = run_example(made, example) end
    local result = { file = path, line = item.line, number = number, text = text, lines = lines }
    results[#results + 1] = result
  end
  return #file.examples
end

local function collect(arguments)
  local files = {}
  for _, path in ipairs(arguments) do
    if core.path_kind(path) == "directory" then
      local walk = core.walk(path)
      while walk do
        local file, refused = walk:next()
        if not file then break end
        if not refused and file:sub(-4) == ".lua" then files[#files + 1] = file end
      end
    else
      local found = paths.find("rules", path, ".lua")
      if not found then return nil, ("%s: no such rule file"):format(path) end
      files[#files + 1] = found
    end
  end
  return files
end

local function print_text(results, failed)
  for _, result in ipairs(results) do
    if #result.lines > 0 then
      io.write(("not ok  %s:%s example %d: %s\n"):format(result.file, result.line or "?",
                                                         result.number, tostring(result.text)))
      for _, line in ipairs(result.lines) do io.write("        ", line, "\n") end
    end
  end
  io.write(("%d passed, %d failed\n"):format(#results - failed, failed))
end

--- newsengine test [FILE|DIR...] -> 0 all right, 1 not, 2 a file does not load
function test.main(parsed)
  local arguments = parsed.positionals
  if #arguments == 0 then arguments = { paths.join(paths.root, "rules") } end
  local files, message = collect(arguments)
  if not files then
    io.stderr:write("newsengine: ", message, "\n")
    return 2
  end
  local results = {}
  for _, path in ipairs(files) do
    local ok, value = pcall(test_file, path, results)
    if not ok then
      io.stderr:write("newsengine: ", errors.message(value), "\n")
      return 2
    end
  end
  local failed = 0
  for _, result in ipairs(results) do
    if #result.lines > 0 then failed = failed + 1 end
  end
  if parsed.values.to == "json" then
    for _, result in ipairs(results) do
      io.write(core.json_encode { file = result.file, line = result.line, number = result.number,
                                  passed = #result.lines == 0, text = result.text,
                                  lines = result.lines }, "\n")
    end
  else
    print_text(results, failed)
  end
  return failed > 0 and 1 or 0
end

return test
