-- The command `nearmiss`: shows where patterns failed one or two elements before a match,
-- over a whole corpus, by the element that failed; and the matches that a rule itself
-- dropped.
local core = require "newsengine.core"
local elements = require "newsengine.elements"
local errors = require "newsengine.errors"
local inputs = require "newsengine.inputs"
local passed_over = require "newsengine.passed_over"
require "newsengine.record" -- keys in the order of records

local nearmiss = {}

local doc_core = core.doc
local most_examples, most_stood, context = 3, 6, 40

local function one_line(text) return (errors.clean(text):gsub("%s+", " ")) end

---------------------------------------------------------------- counting

local function new_counts(made)
  return { rule = made, matches = 0, misses = 0, groups = {}, by_key = {} }
end

local function group_of(counts, key, fields)
  local group = counts.by_key[key]
  if not group then
    group = fields
    group.count, group.examples, group.stood, group.words = 0, {}, {}, {}
    counts.by_key[key] = group
    counts.groups[#counts.groups + 1] = group
  end
  group.count = group.count + 1
  counts.misses = counts.misses + 1
  return group
end

-- Up to `context` bytes of text before or after a place, cut at a space.
local function text_before(text, first)
  local from = math.max(1, first - context)
  local part = text:sub(from, first - 1)
  return from == 1 and part or "…" .. (part:match("%s(.*)$") or "")
end

local function text_behind(text, last)
  local to = math.min(#text, last + context)
  local part = text:sub(last + 1, to)
  return to == #text and part or (part:match("^(.*)%s") or "") .. "…"
end

-- `first`..`last`: the word where it failed, empty at the end of the scope.
local function add_example(group, doc, from, first, last, scope)
  if #group.examples == most_examples then return end
  local line, column = doc:place(from)
  local text = doc.text
  local stop = math.min(scope and scope.last or #text, #text)
  local lead = from < first and text:sub(from, first - 1)
               or text_before(text, first)
  if #lead > 3 * context then lead = text_before(text, first) end
  group.examples[#group.examples + 1] = {
    id = doc.id, line = line, column = column, before = one_line(lead),
    at = one_line(text:sub(first, last)),
    behind = one_line(text_behind(text:sub(1, stop), last)):gsub("%s+$", ""),
  }
end

local function stood(group, word)
  if not group.words[word] then
    group.words[word] = { text = word, count = 0 }
    group.stood[#group.stood + 1] = group.words[word]
  end
  group.words[word].count = group.words[word].count + 1
end

local function element_texts(source, list)
  local texts = {}
  for i, element in ipairs(list) do texts[i] = elements.text(source, element) end
  local text = table.concat(texts, " | ")
  local name, inner = elements.capture(source, list[1].from)
  if not name then return text end
  return name .. ":(" .. (inner == text and text or "… " .. text .. " …") .. ")"
end

local function add_miss(counts, doc, index, miss)
  local made = counts.rule
  local source = made.pattern_sources[index]
  local text = element_texts(source, miss.elements)
  local group = group_of(counts, ("%d\0%d\0%s"):format(index, miss.left, text), {
    element = text, left = miss.left, pattern = index,
    line = elements.line(made, source, miss.elements[1].from),
  })
  local at = miss.at
  stood(group, at and core.fold(at.text) or "")
  local first = at and at.first or miss.before.last + 1
  local last = at and at.last or miss.before.last
  add_example(group, doc, miss.before.last >= miss.before.first and miss.before.first or first,
              first, last, miss.scope)
end

local dropped = {
  where = "where: the function said no", span = "span: its capture matched nothing",
  refers = "refers: no such annotation",
}

-- Whether words of a near miss belong to a match of another pattern of the rule.
local function is_taken(taken, index, miss)
  local first = miss.before.last >= miss.before.first and miss.before.first or miss.before.last + 1
  local last = miss.at and miss.at.last or miss.before.last
  for _, one in ipairs(taken) do
    if one.index ~= index and one.first <= last and first <= one.last then return true end
  end
  return false
end

local function note_match(state, _, made, index, match, verdict, other)
  local counts = state.counts[made]
  if not counts then return end
  state.taken[#state.taken + 1] = { index = index, first = match.first, last = match.last }
  if verdict == "kept" then
    counts.matches = counts.matches + 1
    return
  end
  local why = dropped[verdict]
    or ("%s: %s of %s"):format(verdict, other.layer, other.rule)
  local group = group_of(counts, index .. "\0" .. why,
                         { element = why, left = 0, pattern = index, line = made.line or 0 })
  state.drops[#state.drops + 1] = { group = group, first = match.first, last = match.last }
end

-- Called after a rule, outside of its budget.
local function note_rule(state, doc, made)
  local counts = state.counts[made]
  if not counts then return end
  for _, drop in ipairs(state.drops) do
    add_example(drop.group, doc, drop.first, drop.first, drop.last)
  end
  local taken = state.taken
  state.drops, state.taken = {}, {}
  if #made.patterns == 0 then return end
  if state.opened ~= doc_core.fields(doc) then
    state.matcher:open(doc)
    state.opened = doc_core.fields(doc)
  end
  local ranges = elements.ranges(doc, made)
  for index, number in ipairs(made.patterns) do
    for _, miss in ipairs(core.trace(state.matcher, number, doc, ranges):misses()) do
      if not is_taken(taken, index, miss) then add_miss(counts, doc, index, miss) end
    end
  end
end

---------------------------------------------------------------- telling it

local function sort_counts(list, key)
  table.sort(list, function(a, b)
    if a.count ~= b.count then return a.count > b.count end
    return a[key] < b[key]
  end)
end

-- The nearest first: complete matches that were dropped, then by what is missing.
local function settle(counts)
  for _, group in ipairs(counts.groups) do
    sort_counts(group.stood, "text")
    group.key = ("%s\0%d"):format(group.element, group.pattern)
  end
  table.sort(counts.groups, function(a, b)
    if a.left ~= b.left then return a.left < b.left end
    if a.count ~= b.count then return a.count > b.count end
    return a.key < b.key
  end)
end

local function stood_line(group)
  local parts = {}
  for i = 1, math.min(#group.stood, most_stood) do
    local word = group.stood[i]
    local text = one_line(word.text)
    if text == "" then text = "(the end of the scope)"
    elseif text:find("^%p+$") then text = '"' .. text .. '"' end
    parts[i] = word.count > 1 and ("%s (%d)"):format(text, word.count) or text
  end
  if #group.stood > most_stood then
    parts[#parts + 1] = ("and %d others"):format(#group.stood - most_stood)
  end
  return table.concat(parts, ", ")
end

local missing = { [2] = ", and one more", [3] = ", and more" }

local function print_group(counts, group)
  local place = ("%s:%d"):format(counts.rule.file.path, group.line)
  if #counts.rule.patterns > 1 then place = place .. (", pattern %d"):format(group.pattern) end
  io.write(("  %d x  %s%s  (%s)\n"):format(group.count, one_line(group.element),
    missing[group.left] or "", place))
  if #group.stood > 0 then io.write("    found instead: ", stood_line(group), "\n") end
  for _, one in ipairs(group.examples) do
    io.write(("    %s:%d:%d: %s[%s]%s\n"):format(one.id, one.line, one.column, one.before,
                                                one.at, one.behind))
  end
end

local function print_rule(made, counts)
  io.write(("%s  %s  matches: %d, near misses: %d\n"):format(
    made.name, elements.source(made), counts.matches, counts.misses))
  for _, group in ipairs(counts.groups) do print_group(counts, group) end
end

-- Most rules of a pack have nothing to do with a text: only their names, at the end.
local function print_text(state, list)
  local idle, unseen = {}, {}
  for _, made in ipairs(list) do
    local counts = state.counts[made]
    if #made.patterns == 0 then
      unseen[#unseen + 1] = made.name
    elseif counts.matches + counts.misses == 0 then
      idle[#idle + 1] = made.name
    else
      print_rule(made, counts)
    end
  end
  if #idle > 0 then
    io.write("no match and no near miss: ", table.concat(idle, ", "), "\n")
  end
  if #unseen > 0 then
    io.write("no patterns, so nothing is known: ", table.concat(unseen, ", "), "\n")
  end
end

local function print_json(state, list, documents)
  local value = { documents = documents, rules = {} }
  for i, made in ipairs(list) do
    local counts = state.counts[made]
    local one = { rule = made.name, source = elements.source(made), matches = counts.matches,
                  misses = counts.misses, groups = {} }
    for k, group in ipairs(counts.groups) do
      local words = table.move(group.stood, 1, math.min(#group.stood, 100), 1, {})
      one.groups[k] = { element = group.element, line = group.line, pattern = group.pattern,
                        left = group.left, count = group.count, stood = words,
                        examples = group.examples }
    end
    value.rules[i] = one
  end
  io.write(core.json_encode(value), "\n")
end

---------------------------------------------------------------- the command

--- newsengine nearmiss RULE... INPUT... -> exit code
function nearmiss.main(job, values)
  local made = job.engine
  local list, set = elements.rules(made, values.only)
  if not list then return nil, set end
  local state = { counts = {}, drops = {}, taken = {}, matcher = core.matcher(made.pack.patterns) }
  for _, one in ipairs(list) do state.counts[one] = new_counts(one) end
  made.on_match = function(...) note_match(state, ...) end
  made.on_rule = function(one, _, _, doc) note_rule(state, doc, one) end
  local code, documents = 0, 0
  for input, id, message in inputs.documents(job) do
    local doc
    if input then
      id = input.id
      doc, message = made:document(input)
    end
    if doc then
      documents = documents + 1
      for _, failure in ipairs(made:annotate(doc)) do
        code = 3
        io.stderr:write("newsengine: ", errors.rule_failed(id, failure), "\n")
      end
      local foreign = made:foreign(doc)
      if foreign then state.foreign = passed_over.add(state.foreign, id, foreign) end
      state.opened = nil
      made:rest()
    else
      code = 3
      io.stderr:write("newsengine: ", errors.clean(("%s: %s"):format(id, message)), "\n")
    end
  end
  for _, one in ipairs(list) do settle(state.counts[one]) end
  if state.foreign then
    io.stderr:write("newsengine: ", errors.clean(passed_over.message(state.foreign, made)), "\n")
  end
  if values.to == "json" then print_json(state, list, documents)
  else print_text(state, list) end
  return code
end

return nearmiss
