-- Comparing files of records (jsonl): for diff, score and verify.
local core = require "newsengine.core"
local errors = require "newsengine.errors"

local compare = {}

---------------------------------------------------------------- reading

--- The records of a file -> iterator of record (a table), line number, line.  Raises an
--- errors object if the file cannot be read, a line is not a record, or an id occurs
--- twice.
function compare.records(path)
  local source, message = core.source(path == "-" and 0 or path)
  if not source then error(errors.new { file = path, message = message }, 0) end
  local lines, seen = core.lines(source), {}
  return function()
    local text, number = lines:next(true)
    if not text then
      if number then error(errors.new { file = path, message = number }, 0) end
      source:close()
      return nil
    end
    local record, why, at = core.json_decode(text)
    if type(record) ~= "table" or type(record.annotations) ~= "table" or record.id == nil then
      error(errors.new { file = path, line = number, column = at,
                         message = record == nil and why or "not a record: see help records",
                         hint = path:find("%.lua$") and "rule files are compared by their records: "
                                .. "newsengine RULE.lua INPUT... > NEW.jsonl" or nil }, 0)
    end
    local id = tostring(record.id)
    if seen[id] then
      error(errors.new { file = path, line = number,
                         message = ("a second record of %q"):format(id) }, 0)
    end
    seen[id] = true
    return record, number, text
  end
end

--- The lines of a file by the id of their record, and the ids in their order.
function compare.by_id(path)
  local lines, order = {}, {}
  for record, _, text in compare.records(path) do
    local id = tostring(record.id)
    lines[id] = text
    order[#order + 1] = id
  end
  return lines, order
end

--- Raise if two records, the second in the file at `path`, use different units.
function compare.check_units(record, other, path, what)
  if record.offset_unit and other.offset_unit and record.offset_unit ~= other.offset_unit then
    error(errors.new { file = path, message = ("offsets are %ss, in the %s file %ss"):format(
      other.offset_unit, what, record.offset_unit) }, 0)
  end
end

---------------------------------------------------------------- values

local function sorted_keys(...)
  local seen, list = {}, {}
  for _, t in ipairs { ... } do
    for key in pairs(t) do
      if not seen[key] then
        seen[key] = true
        list[#list + 1] = key
      end
    end
  end
  table.sort(list)
  return list
end

-- Equal but for ids of annotations, which are numbered by record.
local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then
    return a == b and math.type(a) == math.type(b)
  end
  for key, item in pairs(a) do
    if key ~= "ref" and not same(item, b[key]) then return false end
  end
  for key in pairs(b) do
    if key ~= "ref" and a[key] == nil then return false end
  end
  return true
end

--- A value as text for people, in one line.
function compare.shown(value)
  if value == nil then return "nothing" end
  if type(value) ~= "table" then return errors.clean(tostring(value)):gsub("%s+", " ") end
  if value.text and value.start then
    return ("%s (%d-%d)"):format(errors.clean(value.text):gsub("%s+", " "), value.start,
                                 value["end"])
  end
  if #value > 0 then
    local parts = {}
    for i, item in ipairs(value) do parts[i] = compare.shown(item) end
    return table.concat(parts, " | ")
  end
  return errors.clean(core.json_encode(value))
end

--- How two tables of attributes differ: list of {key, old, new}.
function compare.attributes(old, new)
  local list = {}
  for _, key in ipairs(sorted_keys(old or {}, new or {})) do
    local a, b = (old or {})[key], (new or {})[key]
    if not same(a, b) then list[#list + 1] = { key = key, old = a, new = b } end
  end
  return list
end

---------------------------------------------------------------- annotations

local function same_place(a, b)
  return a.start == b.start and a["end"] == b["end"] and a.layer == b.layer
end

-- `rest`: see light()
local function same_attributes(a, b)
  if a.rest and b.rest then return a.rest == b.rest end
  return same(a.attributes, b.attributes)
end

local function overlap(a, b)
  local shared = math.min(a["end"], b["end"]) - math.max(a.start, b.start)
  local all = math.max(a["end"], b["end"]) - math.min(a.start, b.start)
  return shared > 0 and shared / all or 0
end

compare.overlap = overlap

-- Remove pairs from both lists -> list of {old, new}. `fits(a, b)` is a score, 0 if they
-- are no pair.
local function pair(old, new, fits)
  local candidates, pairs_made, used_old, used_new = {}, {}, {}, {}
  local at = 1
  for i, a in ipairs(old) do
    while new[at] and new[at]["end"] <= a.start and at < #new do at = at + 1 end
    for k = math.max(1, at - 20), #new do
      if new[k].start > a["end"] then break end
      local worth = fits(a, new[k])
      if worth > 0 then candidates[#candidates + 1] = { worth, i, k } end
    end
  end
  table.sort(candidates, function(x, y)
    if x[1] ~= y[1] then return x[1] > y[1] end
    if x[2] ~= y[2] then return x[2] < y[2] end
    return x[3] < y[3]
  end)
  for _, one in ipairs(candidates) do
    if not used_old[one[2]] and not used_new[one[3]] then
      used_old[one[2]], used_new[one[3]] = true, true
      pairs_made[#pairs_made + 1] = { old[one[2]], new[one[3]] }
    end
  end
  local function rest(list, used)
    local left = {}
    for i, a in ipairs(list) do if not used[i] then left[#left + 1] = a end end
    return left
  end
  return pairs_made, rest(old, used_old), rest(new, used_new)
end

compare.pair = pair

-- Pair annotations at one place in one layer, first those whose attributes agree.
local function exactly(a, b)
  if not same_place(a, b) then return 0 end
  return 1 + (same_attributes(a, b) and 2 or 0) + (a.rule == b.rule and 1 or 0)
end

local function nearly(a, b) return a.layer == b.layer and overlap(a, b) or 0 end

--- How the annotations of two records differ -> number of equal ones, list of changes
--- {sign, old, new} in text order; sign "+", "-" or "~".
function compare.annotations(old, new)
  local pairs_made, old_rest, new_rest = pair(old, new, exactly)
  local equal, changes = 0, {}
  local function change(a, b)
    if same_place(a, b) and a.rule == b.rule and same_attributes(a, b) and a.text == b.text then
      equal = equal + 1
    else
      changes[#changes + 1] = { sign = "~", old = a, new = b }
    end
  end
  for _, two in ipairs(pairs_made) do change(two[1], two[2]) end
  local moved
  moved, old_rest, new_rest = pair(old_rest, new_rest, nearly)
  for _, two in ipairs(moved) do change(two[1], two[2]) end
  for _, a in ipairs(old_rest) do changes[#changes + 1] = { sign = "-", old = a } end
  for _, b in ipairs(new_rest) do changes[#changes + 1] = { sign = "+", new = b } end
  table.sort(changes, function(x, y)
    local a, b = x.new or x.old, y.new or y.old
    if a.start ~= b.start then return a.start < b.start end
    if a["end"] ~= b["end"] then return a["end"] > b["end"] end
    if a.layer ~= b.layer then return a.layer < b.layer end
    if x.sign ~= y.sign then return x.sign < y.sign end
    return (a.id or 0) < (b.id or 0)
  end)
  return equal, changes
end

--- The differences in a change: list of {key, old, new}, empty except for "~".
function compare.differences(change)
  local a, b = change.old, change.new
  if not (a and b) then return {} end
  local list = compare.attributes(a.attributes, b.attributes)
  if not same_place(a, b) then
    table.insert(list, 1, { key = "span", old = a, new = b })
  elseif a.text ~= b.text then
    table.insert(list, 1, { key = "text", old = a.text, new = b.text })
  end
  if a.rule ~= b.rule then list[#list + 1] = { key = "rule", old = a.rule, new = b.rule } end
  return list
end

---------------------------------------------------------------- annotations as text

-- Its other members are parsed when one of them is needed.
local read_late = { __index = function(a, key)
  for name, value in pairs(core.json_decode(rawget(a, "json"))) do a[name] = value end
  return rawget(a, key)
end }

-- An annotation from its text `json` and the text `key` without ids: its place, layer and
-- rule, and `rest`, the text of its attributes without ids.  If a name has an escape,
-- everything is parsed.
local function light(json, key)
  local id, layer, start, last =
    json:match('^{"id":(%d+),"layer":"([^"\\]*)","start":(%d+),"end":(%d+),')
  local rule, rest = key:match('^,"rule":"([^"\\]*)",(.*)$', key:find(',"rule":"', 1, true))
  local a = { json = json, rest = rest }
  if layer and rule then
    a.id, a.layer, a.rule = math.tointeger(id), layer, rule
    a.start, a["end"] = math.tointeger(start), math.tointeger(last)
  end
  return setmetatable(a, read_late)
end

local function read_some(list, keys, keep)
  local some = {}
  for i, text in ipairs(list) do
    if keep[i] then some[#some + 1] = light(text, keys[i]) end
  end
  return some
end

--- The same for annotations as text, without the brackets around them -> the list of
--- changes; annotations also have their text as `json`
function compare.texts(old, new)
  local before, old_keys = core.record_items(old)
  local after, new_keys = core.record_items(new)
  local places, next_place, old_rest, new_rest = {}, {}, {}, {}
  for i = #before, 1, -1 do
    local key = old_keys[i]
    places[key], next_place[i], old_rest[i] = i, places[key], true
  end
  for i, key in ipairs(new_keys) do
    local one = places[key]
    if one then
      places[key], old_rest[one] = next_place[one], nil
    else
      new_rest[i] = true
    end
  end
  return select(2, compare.annotations(read_some(before, old_keys, old_rest),
                                       read_some(after, new_keys, new_rest)))
end

--- The annotations of some layers (a set, in which layers that occur become "seen"; nil:
--- all).
function compare.of_layers(annotations, layers)
  if not layers then return annotations end
  local list = {}
  for _, a in ipairs(annotations) do
    if layers[a.layer] then
      list[#list + 1] = a
      layers[a.layer] = "seen"
    end
  end
  return list
end

--- Run a command on the two files named on the command line: work(old, new, layers), with
--- layers a set or nil -> true, or an exit code.
function compare.two_files(parsed, command, work)
  local files, only = parsed.positionals, nil
  if #files ~= 2 then
    io.stderr:write("newsengine: two files of records expected\n  newsengine ", command, "\n")
    return 2
  end
  if parsed.values.layers then
    only = {}
    for name in parsed.values.layers:gmatch("[^,%s]+") do only[name] = true end
  end
  local ok, message = pcall(work, files[1], files[2], only)
  for name in (parsed.values.layers or ""):gmatch("[^,%s]+") do
    if ok and only[name] ~= "seen" then
      io.stderr:write("newsengine: --layers ", name,
                      ": no annotation of this layer in either file\n")
    end
  end
  return ok or errors.report(message, parsed.values.to == "json")
end

--- Print the differences in the meta and the errors of a record.
function compare.print_fields(meta, failures)
  for _, item in ipairs(meta) do
    io.write(("  ~ meta.%s: %s -> %s\n"):format(item.key, compare.shown(item.old),
                                               compare.shown(item.new)))
  end
  for _, item in ipairs(failures) do
    io.write(("  ~ error: %s -> %s\n"):format(compare.shown(item.old), compare.shown(item.new)))
  end
end

--- One change as lines for people.
function compare.lines(change, indent)
  local a = change.new or change.old
  local list = { ("%s%s %s %d-%d %s  %s\n"):format(indent, change.sign, a.layer, a.start,
    a["end"], a.rule or "", errors.clean(a.text or ""):gsub("%s+", " ")) }
  for _, one in ipairs(compare.differences(change)) do
    list[#list + 1] = ("%s    %s: %s -> %s\n"):format(indent, one.key, compare.shown(one.old),
                                                      compare.shown(one.new))
  end
  return table.concat(list)
end

return compare
