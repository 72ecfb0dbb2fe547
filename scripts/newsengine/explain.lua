-- The command `explain`: shows which rule made each annotation, which element of its
-- pattern took which words, and why other matches were dropped.
local core = require "newsengine.core"
local document = require "newsengine.document"
local elements = require "newsengine.elements"
local errors = require "newsengine.errors"
local inputs = require "newsengine.inputs"
local passed_over = require "newsengine.passed_over"
require "newsengine.record" -- keys in the order of records

local explain = {}

local doc_core = core.doc
local most_wide = 300 -- bytes of a match that its scope forbids

---------------------------------------------------------------- what happened

-- A separate matcher for traces, because the engine's is in the middle of its walk.
local function tracer_of(state, doc)
  if state.opened ~= doc_core.fields(doc) then
    state.matcher = state.matcher or core.matcher(state.engine.pack.patterns)
    state.matcher:open(doc)
    state.opened = doc_core.fields(doc)
  end
  return state.matcher
end

-- Called inside the rule's budget, where strings have only the methods of the sandbox.
local function note_match(state, doc, made, index, match, verdict, other)
  if not state.set[made] then return end
  local event = { rule = made, index = index, first = match.first, last = match.last,
                  verdict = verdict }
  if made.patterns[index] then
    state.ranges[made] = state.ranges[made] or elements.ranges(doc, made)
    local trace = core.trace(tracer_of(state, doc), made.patterns[index], doc,
                             state.ranges[made])
    event.steps = trace:path(match)
  else
    event.groups = core.captures(match)
  end
  if verdict == "kept" then
    event.id = doc_core.count(doc) + 1 -- it is written next
    state.told[event.id] = event
  elseif other then
    event.by = other
  end
  state.events[#state.events + 1] = event
end

-- What a rule has added: for a match, or on its own (run, doc:add).
local function note_added(state, made, from, doc)
  if not state.set[made] then return end
  for id, annotation in document.written_by(doc, made, from) do
    local event = state.told[id]
    if not event then
      event = { rule = made, verdict = "kept", first = annotation.first, last = annotation.last }
      state.events[#state.events + 1] = event
    end
    event.annotation = annotation
  end
end

-- The next wider scope, and what a match that needs it would cross.
local function wider(doc, made)
  local whole = { doc:span(1, #doc.text) }
  if made.scope == "sentence" then
    return core.ranges(doc, whole, "paragraph"), "it crosses the end of a sentence"
  elseif made.scope == "paragraph" then
    return core.ranges(doc, whole), "it crosses the end of a paragraph"
  elseif made.zones or made.scope == "zone" then
    return core.ranges(doc, whole), "it lies outside the zones of the rule"
  end
end

local function is_inside(ranges, match)
  for _, span in ipairs(ranges) do
    if span.first <= match.first and match.last <= span.last then return true end
  end
  return false
end

-- Matches that there would be if the rule's scope were wider.
local function note_scopes(state, made, doc)
  if not state.set[made] or #made.patterns == 0 then return end
  local wide, why = wider(doc, made)
  if not wide then return end
  local spans, taken = {}, {}
  for span in core.range_spans(doc, elements.ranges(doc, made)) do spans[#spans + 1] = span end
  for _, event in ipairs(state.events) do
    if event.rule == made then taken[event.first] = true end
  end
  local matcher = tracer_of(state, doc)
  for index, number in ipairs(made.patterns) do
    matcher:walk(number, wide)
    local matches = {}
    for match in function() return (matcher:next()) end do matches[#matches + 1] = match end
    local trace = core.trace(matcher, number, doc, wide)
    for _, match in ipairs(matches) do
      if match.last - match.first < most_wide and not taken[match.first]
         and not is_inside(spans, match) then
        state.events[#state.events + 1] = { rule = made, index = index, verdict = "scope",
          first = match.first, last = match.last, why = why, steps = trace:path(match) }
      end
    end
  end
end

---------------------------------------------------------------- telling it

local reasons = {
  where = "where: the function said no",
  span = "span: the capture it names matched nothing",
  refers = "refers: no annotation has these captures as its attributes",
}

local function why_of(event)
  if event.verdict == "scope" then return "scope: " .. event.why end
  local other = event.by
  if not other then return reasons[event.verdict] end
  return ("%s: %s %q of %s was there first"):format(event.verdict, other.layer, other.text,
                                                    other.rule)
end

-- The groups of a regular expression by place.
local function groups_of(event)
  local list = {}
  for name, span in pairs(event.groups) do
    list[#list + 1] = { element = name, first = span.first, last = span.last }
  end
  table.sort(list, function(a, b)
    if a.first ~= b.first then return a.first < b.first end
    return a.element < b.element
  end)
  return list
end

local function steps_of(event)
  if event.groups then return groups_of(event) end
  if not event.steps then return {} end
  return elements.merge(event.rule.pattern_sources[event.index], event.steps)
end

local function one_line(text) return (errors.clean(text):gsub("%s+", " ")) end

local function shown(value)
  if core.is_span(value) then return one_line(value.text) end
  if type(value) ~= "table" then return one_line(tostring(value)) end
  local parts = {}
  for i, item in ipairs(value) do parts[i] = shown(item) end
  if #parts > 0 or next(value) == nil then return table.concat(parts, " | ") end
  return one_line(core.json_encode(value))
end

local function attributes_line(annotation)
  local parts, keys = {}, {}
  local attributes = annotation.attributes or {}
  for key in pairs(attributes) do keys[#keys + 1] = key end
  table.sort(keys)
  for _, key in ipairs(keys) do
    parts[#parts + 1] = ("%s=%s"):format(key, shown(attributes[key]))
  end
  return table.concat(parts, "  ")
end

-- For an element that asks for a part of speech: the reasons for those of its words.
local function reasons_of(doc, step)
  if not step.element:find("pos!?=") then return nil end
  return core.pos_reasons(doc:span(step.first, step.last))
end

local grammar = "rules/pos/en.rules"

local function reason_line(reason)
  if not reason.of:find(" ") then return reason.pos .. ": the only class of this form" end
  local why = reason.line and ("%s:%d"):format(grammar, reason.line)
  if reason.left:find(" ") then
    why = (why and why .. ", then " or "") .. "the commonest of " .. reason.left
  end
  return ("%s, out of %s: %s"):format(reason.pos, reason.of, why)
end

local function print_event(doc, event)
  local kept = event.verdict == "kept"
  local shown_span = kept and event.annotation or doc:span(event.first, event.last)
  local line, column = doc:place(shown_span.first)
  io.write(("%s:%d:%d: %s  %s\n"):format(doc.id, line, column,
    kept and event.annotation.layer or "not kept", one_line(shown_span.text)))
  io.write(("  %s  %s%s\n"):format(event.rule.name, elements.source(event.rule),
    event.index and #event.rule.patterns > 1 and (", pattern %d"):format(event.index) or ""))
  local steps, width = steps_of(event), 0
  for _, step in ipairs(steps) do width = math.max(width, core.width(step.element)) end
  width = math.min(width, 40)
  for _, step in ipairs(steps) do
    io.write(("    %s%s  %s\n"):format(step.element,
      (" "):rep(width - core.width(step.element)), one_line(doc:span(step.first, step.last).text)))
    for _, reason in ipairs(reasons_of(doc, step) or {}) do
      io.write("      ", reason_line(reason), "\n")
    end
  end
  if #steps == 0 then
    io.write(("    %s\n"):format(event.rule.regex and "regex"
                                 or "added by the rule's Lua, not by a pattern"))
  end
  if not kept then io.write("  ", one_line(why_of(event)), "\n") return end
  local attributes = attributes_line(event.annotation)
  if attributes ~= "" then io.write("  ", attributes, "\n") end
end

local function event_json(doc, event)
  local kept = event.verdict == "kept"
  local value = { rule = event.rule.name, source = elements.source(event.rule), elements = {},
                  pattern = event.steps and event.index,
                  span = doc:span(event.first, event.last) }
  value.match = value.span
  for i, step in ipairs(steps_of(event)) do
    value.elements[i] = {
      element = step.element, span = doc:span(step.first, step.last),
      line = step.from and elements.line(event.rule, event.rule.pattern_sources[event.index],
                                         step.from),
      pos = reasons_of(doc, step),
    }
  end
  if kept then
    value.layer = event.annotation.layer
    value.span = doc:span(event.annotation.first, event.annotation.last)
    value.attributes = setmetatable(event.annotation.attributes, { object = true })
  else
    value.why, value.message = event.verdict, why_of(event)
    if event.by then
      value.by = { rule = event.by.rule, layer = event.by.layer,
                   span = doc:span(event.by.first, event.by.last) }
    end
  end
  return value
end

local function print_json(doc, state, failures)
  local value = { id = doc.id, annotations = {}, lost = {}, errors = failures }
  for _, event in ipairs(state.events) do
    local list = event.verdict == "kept" and value.annotations or value.lost
    list[#list + 1] = event_json(doc, event)
  end
  io.write(core.json_encode(value), "\n")
end

---------------------------------------------------------------- the command

-- In text order, without the additions of a rule that failed.
local function settle(events, failures)
  local failed, list = {}, {}
  for _, failure in ipairs(failures) do failed[failure.rule] = true end
  for i, event in ipairs(events) do
    event.number = i
    if not failed[event.rule.name] and (event.verdict ~= "kept" or event.annotation) then
      list[#list + 1] = event
    end
  end
  table.sort(list, function(a, b)
    if a.first ~= b.first then return a.first < b.first end
    return a.number < b.number
  end)
  return list
end

local function on_document(state, input, json)
  local doc, message = state.engine:document(input)
  if not doc then return nil, input.id, message end
  state.events, state.told, state.ranges, state.opened = {}, {}, {}, nil
  local failures = state.engine:annotate(doc)
  local foreign = state.engine:foreign(doc)
  if foreign then state.foreign = passed_over.add(state.foreign, doc.id, foreign) end
  state.events = settle(state.events, failures)
  if json then
    print_json(doc, state, failures)
  else
    for _, failure in ipairs(failures) do
      io.stderr:write("newsengine: ", errors.rule_failed(doc.id, failure), "\n")
    end
    for _, event in ipairs(state.events) do print_event(doc, event) end
    state.some = state.some or #state.events > 0
  end
  state.engine:rest()
  return #failures == 0
end

--- newsengine explain RULE... INPUT... -> exit code
function explain.main(job, values)
  local json = values.to == "json"
  local made = job.engine
  local state = { engine = made }
  local list, set = elements.rules(made, values.only)
  if not list then return nil, set end
  state.set = set
  made.on_match = function(...) note_match(state, ...) end
  made.on_rule = function(one, _, from, doc)
    note_added(state, one, from, doc)
    note_scopes(state, one, doc)
  end
  local code = 0
  for input, id, message in inputs.documents(job) do
    local fine = input
    if input then fine, id, message = on_document(state, input, json) end
    if not fine then code = 3 end
    if message then
      if json then io.write(core.json_encode { id = id, error = message }, "\n") end
      io.stderr:write("newsengine: ", errors.clean(("%s: %s"):format(id, message)), "\n")
    end
  end
  if state.foreign then
    io.stderr:write("newsengine: ", errors.clean(passed_over.message(state.foreign, made)), "\n")
  elseif code == 0 and not json and not state.some then
    io.stderr:write("newsengine: no match; nearmiss says which element failed where\n")
  end
  return code
end

return explain
