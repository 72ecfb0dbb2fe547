-- The command `score`: precision, recall and F1 of records against gold ones.
local core = require "newsengine.core"
local compare = require "newsengine.compare"
local errors = require "newsengine.errors"

local score = {}

local least_overlap, most_worst = 0.5, 10

local function layer_of(state, name)
  local one = state.layers[name]
  if not one then
    one = { gold = 0, predicted = 0, exact = 0, overlap = 0, attributes = {} }
    state.layers[name] = one
  end
  return one
end

local function at_same_place(a, b)
  return a.layer == b.layer and a.start == b.start and a["end"] == b["end"] and 1 or 0
end

local function overlapping(a, b)
  if a.layer ~= b.layer then return 0 end
  local share = compare.overlap(a, b)
  return share >= least_overlap and share or 0
end

local function same_span(a, b)
  return a.start == b.start and a["end"] == b["end"] and 1 or 0
end

-- Compare the attributes of the gold annotation with those of annotations at the same
-- place.
local function score_attributes(one, gold, predicted)
  local wrong = {}
  for _, item in ipairs(compare.attributes(gold.attributes, predicted.attributes)) do
    wrong[item.key] = true
  end
  for key in pairs(gold.attributes or {}) do
    one.attributes[key] = one.attributes[key] or { right = 0, all = 0 }
    one.attributes[key].all = one.attributes[key].all + 1
    if not wrong[key] then one.attributes[key].right = one.attributes[key].right + 1 end
  end
end

local function score_document(state, id, gold, predicted)
  for _, a in ipairs(gold) do
    local one = layer_of(state, a.layer)
    one.gold = one.gold + 1
  end
  for _, b in ipairs(predicted) do
    local one = layer_of(state, b.layer)
    one.predicted = one.predicted + 1
  end
  local exact, gold_rest, predicted_rest = compare.pair(gold, predicted, at_same_place)
  for _, two in ipairs(exact) do
    local one = layer_of(state, two[1].layer)
    one.exact, one.overlap = one.exact + 1, one.overlap + 1
    score_attributes(one, two[1], two[2])
  end
  local near
  near, gold_rest, predicted_rest = compare.pair(gold_rest, predicted_rest, overlapping)
  for _, two in ipairs(near) do
    local one = layer_of(state, two[1].layer)
    one.overlap = one.overlap + 1
  end
  for _, two in ipairs(compare.pair(gold_rest, predicted_rest, same_span)) do
    local key = two[1].layer .. "\0" .. two[2].layer
    state.confusion[key] = (state.confusion[key] or 0) + 1
  end
  local wrong = #gold + #predicted - 2 * #exact
  if wrong > 0 then
    state.worst[#state.worst + 1] = { id = id, missed = #gold - #exact,
                                      spurious = #predicted - #exact }
  end
end

-- The lines of the gold file, which may be a pipe, and the set of the layers in it.
local function gold_of(path)
  local lines, set = {}, {}
  for record, _, line in compare.records(path) do
    lines[#lines + 1] = line
    for _, a in ipairs(record.annotations) do set[a.layer] = true end
  end
  return lines, set
end

local function run(state, gold_path, predicted_path)
  local gold_lines, layers = gold_of(gold_path)
  state.only = state.only or layers
  local lines = compare.by_id(predicted_path)
  local seen = {}
  for _, text in ipairs(gold_lines) do
    local gold = core.json_decode(text)
    local id = tostring(gold.id)
    local line = lines[id]
    seen[id] = true
    state.documents = state.documents + 1
    if not line then state.missing = state.missing + 1 end
    local predicted = line and core.json_decode(line) or { annotations = {} }
    compare.check_units(gold, predicted, predicted_path, "gold")
    score_document(state, id, compare.of_layers(gold.annotations, state.only),
                   compare.of_layers(predicted.annotations, state.only))
  end
  for id in pairs(lines) do
    if not seen[id] then state.unknown = state.unknown + 1 end
  end
  table.sort(state.worst, function(a, b)
    local x, y = a.missed + a.spurious, b.missed + b.spurious
    if x ~= y then return x > y end
    return a.id < b.id
  end)
end

local function rates(found, predicted, gold)
  local p = predicted > 0 and found / predicted or 0
  local r = gold > 0 and found / gold or 0
  return p, r, p + r > 0 and 2 * p * r / (p + r) or 0
end

local function sorted(t)
  local list = {}
  for key in pairs(t) do list[#list + 1] = key end
  table.sort(list)
  return list
end

local function print_text(state)
  io.write(("%-16s %7s %7s  %6s %6s %6s  %6s %6s %6s\n"):format("layer", "gold", "found", "P", "R",
    "F1", "P ~", "R ~", "F1 ~"))
  for _, name in ipairs(sorted(state.layers)) do
    local one = state.layers[name]
    local p, r, f = rates(one.exact, one.predicted, one.gold)
    local p2, r2, f2 = rates(one.overlap, one.predicted, one.gold)
    io.write(("%-16s %7d %7d  %6.1f %6.1f %6.1f  %6.1f %6.1f %6.1f\n"):format(name, one.gold,
      one.predicted, 100 * p, 100 * r, 100 * f, 100 * p2, 100 * r2, 100 * f2))
    for _, key in ipairs(sorted(one.attributes)) do
      local a = one.attributes[key]
      io.write(("  %-14s %7d %7d  %6.1f\n"):format(key, a.all, a.right, 100 * a.right / a.all))
    end
  end
  for _, key in ipairs(sorted(state.confusion)) do
    io.write(("taken for %s, but is %s: %d\n"):format(key:match("%z(.*)$"), key:match("^(.-)%z"),
                                                  state.confusion[key]))
  end
  for i = 1, math.min(#state.worst, most_worst) do
    local one = state.worst[i]
    io.write(("%s: missed %d, spurious %d\n"):format(errors.clean(one.id), one.missed,
                                                     one.spurious))
  end
  io.write(("documents: %d, without a record: %d, not in the gold file: %d\n"):format(
    state.documents, state.missing, state.unknown))
end

local function print_json(state)
  local value = { documents = state.documents, missing = state.missing, unknown = state.unknown,
                  layers = setmetatable({}, { object = true }), confusion = {},
                  worst = table.move(state.worst, 1, math.min(#state.worst, most_worst), 1, {}) }
  for name, one in pairs(state.layers) do
    local p, r, f = rates(one.exact, one.predicted, one.gold)
    local p2, r2, f2 = rates(one.overlap, one.predicted, one.gold)
    value.layers[name] = {
      gold = one.gold, predicted = one.predicted,
      exact = { found = one.exact, precision = p, recall = r, f1 = f },
      overlap = { found = one.overlap, precision = p2, recall = r2, f1 = f2 },
      attributes = setmetatable(one.attributes, { object = true }),
    }
  end
  for i, key in ipairs(sorted(state.confusion)) do
    value.confusion[i] = { gold = key:match("^(.-)%z"), predicted = key:match("%z(.*)$"),
                           count = state.confusion[key] }
  end
  io.write(core.json_encode(value), "\n")
end

--- newsengine score GOLD.jsonl PREDICTED.jsonl -> 0, or 2: a file cannot be read
function score.main(parsed)
  local state = { layers = {}, confusion = {}, worst = {}, documents = 0, missing = 0,
                  unknown = 0 }
  local done = compare.two_files(parsed, "score GOLD.jsonl PREDICTED.jsonl",
    function(gold, predicted, only)
      state.only = only
      for layer in pairs(only or {}) do layer_of(state, layer) end
      run(state, gold, predicted)
    end)
  if done ~= true then return done end
  if parsed.values.to == "json" then print_json(state) else print_text(state) end
  return 0
end

return score
