-- The command `diff`: shows the differences between the records of two runs.
local core = require "newsengine.core"
local compare = require "newsengine.compare"
local errors = require "newsengine.errors"

local diff = {}

local function count(state, layer, key, n)
  local one = state.layers[layer]
  if not one then
    one = { same = 0, changed = 0, added = 0, removed = 0 }
    state.layers[layer] = one
  end
  one[key] = one[key] + n
end

local words = { ["+"] = "added", ["-"] = "removed", ["~"] = "changed" }

local function count_same(state, old, changes)
  local by_layer = {}
  for _, a in ipairs(old) do by_layer[a.layer] = (by_layer[a.layer] or 0) + 1 end
  for _, change in ipairs(changes) do
    local a = change.old or change.new
    count(state, a.layer, words[change.sign], 1)
    if change.old then by_layer[a.layer] = by_layer[a.layer] - 1 end
  end
  for layer, n in pairs(by_layer) do count(state, layer, "same", n) end
end

-- How two records of one document differ -> nil if they do not.
local function differences(state, id, old, new)
  local layers = state.only
  local a = compare.of_layers(old and old.annotations or {}, layers)
  local b = compare.of_layers(new and new.annotations or {}, layers)
  local _, changes = compare.annotations(a, b)
  count_same(state, a, changes)
  local one = { id = id, changes = changes, meta = {}, errors = {} }
  if not old or not new then
    one.only = old and "old" or "new"
  elseif not layers then
    one.meta = compare.attributes(old.meta, new.meta)
    one.errors = compare.attributes(old.errors or {}, new.errors or {})
  end
  if #changes + #one.meta + #one.errors > 0 or one.only then return one end
end

local function print_document(one)
  io.write(errors.clean(one.id), one.only and (": only in the %s file\n"):format(one.only) or "\n")
  compare.print_fields(one.meta, one.errors)
  for _, change in ipairs(one.changes) do io.write(compare.lines(change, "  ")) end
end

local function print_summary(state)
  local names = {}
  for name in pairs(state.layers) do names[#names + 1] = name end
  table.sort(names)
  io.write(("%-16s %9s %9s %9s %9s\n"):format("layer", "same", "changed", "added", "removed"))
  for _, name in ipairs(names) do
    local one = state.layers[name]
    io.write(("%-16s %9d %9d %9d %9d\n"):format(name, one.same, one.changed, one.added,
                                                one.removed))
  end
  io.write(("documents: %d, differing: %d\n"):format(state.documents, #state.list))
end

local function change_json(change)
  local list = {}
  for i, one in ipairs(compare.differences(change)) do
    list[i] = { key = one.key, old = one.old, new = one.new }
  end
  return { sign = change.sign, old = change.old, new = change.new,
           differences = #list > 0 and list or nil }
end

local function print_json(state)
  for _, one in ipairs(state.list) do
    local value = { id = one.id, only = one.only, changes = {}, meta = one.meta,
                    errors = one.errors }
    for i, change in ipairs(one.changes) do value.changes[i] = change_json(change) end
    io.write(core.json_encode(value), "\n")
  end
  io.write(core.json_encode { documents = state.documents, differing = #state.list,
                              layers = setmetatable(state.layers, { object = true }) }, "\n")
end

local function run(state, old_path, new_path)
  local lines, order = compare.by_id(old_path)
  local seen = {}
  local function add(id, old, new)
    state.documents = state.documents + 1
    state.list[#state.list + 1] = differences(state, id, old, new)
  end
  for record in compare.records(new_path) do
    local id = tostring(record.id)
    local line = lines[id]
    local old = line and core.json_decode(line)
    if old then compare.check_units(old, record, new_path, "old") end
    seen[id] = true
    add(id, old, record)
  end
  for _, id in ipairs(order) do
    if not seen[id] then add(id, core.json_decode(lines[id]), nil) end
  end
end

--- newsengine diff OLD.jsonl NEW.jsonl -> 0 the same, 1 not, 2 a file cannot be read
function diff.main(parsed)
  local state = { layers = {}, list = {}, documents = 0 }
  local done = compare.two_files(parsed, "diff OLD.jsonl NEW.jsonl", function(old, new, only)
    state.only = only
    for layer in pairs(only or {}) do count(state, layer, "same", 0) end
    run(state, old, new)
  end)
  if done ~= true then return done end
  if parsed.values.to == "json" then
    print_json(state)
  else
    print_summary(state)
    for _, one in ipairs(state.list) do print_document(one) end
  end
  return #state.list > 0 and 1 or 0
end

return diff
