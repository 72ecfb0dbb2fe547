-- The sentences of events_sentences.tsv, read by rules/events.lua: how many of the
-- events and of their slots are found, and how many that are found are right.
local expressions = dofile("tests/rules/expressions.lua")

-- "meeting agents=A/B place=Oslo || death" -> { { "kind=meeting", "agents=A", ... }, ... }
local function wanted(text)
  local list = {}
  if text == "-" then return list end
  for part in (text .. " || "):gmatch("(.-) || ") do
    local slots, last = {}, nil
    for word in part:gmatch("%S+") do
      if not last then
        last = { "kind", word }
        slots[1] = last
      else
        local name, value = word:match("^(%l+)=(.*)$")
        if name then
          last = { name, value }
          slots[#slots + 1] = last
        else
          last[2] = last[2] .. " " .. word
        end
      end
    end
    local items = {}
    for _, slot in ipairs(slots) do
      for value in slot[2]:gmatch("[^/]+") do items[#items + 1] = slot[1] .. "=" .. value end
    end
    list[#list + 1] = items
  end
  return list
end

local function bare(text)
  return (text:gsub("^[Tt]he ", ""):gsub("^[Aa]n? ", ""))
end

-- The ways in which a found event may say each of its slots.
local function found(event, values)
  local a, list = event.attributes, {}
  local function add(name, ...) list[#list + 1] = { name, ... } end
  add("kind", a.kind)
  for _, name in ipairs { "agents", "patients" } do
    for _, span in ipairs(a[name] or {}) do
      add(name, span.name or "", bare(span.text), span.text)
    end
  end
  if a.place then add("place", a.place.text) end
  if a.when then add("when", values[a.when.ref] or a.when.text) end
  if a.modality then add("modality", a.modality) end
  return list
end

-- How many slots of a found event are wanted ones.
local function shared(items, slots)
  local left, n = {}, 0
  for _, item in ipairs(items) do left[item] = (left[item] or 0) + 1 end
  for _, slot in ipairs(slots) do
    for i = 2, #slot do
      local key = slot[1] .. "=" .. slot[i]
      if (left[key] or 0) > 0 then
        left[key], n = left[key] - 1, n + 1
        break
      end
    end
  end
  return n
end

local function shown(slots)
  local list = {}
  for _, slot in ipairs(slots) do list[#list + 1] = slot[1] .. "=" .. slot[#slot] end
  return table.concat(list, " ")
end

local function measure(list, records)
  local sum = { right = 0, found = 0, wanted = 0, events = 0, all = 0, of = 0, wrong = {} }
  for i, row in ipairs(list) do
    local values, events = {}, {}
    for _, a in ipairs(records[i].annotations) do
      values[a.id] = a.attributes.value
      if a.layer == "Event" then events[#events + 1] = a end
    end
    local want = wanted(row.wanted)
    sum.of = sum.of + #want
    for _, items in ipairs(want) do sum.wanted = sum.wanted + #items end
    local used, exact = {}, true
    for _, event in ipairs(events) do
      local slots = found(event, values)
      sum.found, sum.all = sum.found + #slots, sum.all + 1
      local best, most
      for j, items in ipairs(want) do
        local n = not used[j] and items[1] == "kind=" .. event.attributes.kind
          and shared(items, slots) or 0
        if n > (most or 0) then best, most = j, n end
      end
      if best then
        used[best] = true
        sum.right, sum.events = sum.right + most, sum.events + 1
        exact = exact and most == #want[best] and most == #slots
      end
    end
    if not exact or #events ~= #want then
      local got = {}
      for _, event in ipairs(events) do got[#got + 1] = shown(found(event, values)) end
      sum.wrong[#sum.wrong + 1] = ("%s | %s; got %s"):format(row.sentence, row.wanted,
        table.concat(got, " || "))
    end
  end
  return sum
end

describe("events", function()
  it("are found in at least 75 of 100, and 90 of 100 found are right", function()
    local list = expressions.rows("tests/rules/events_sentences.tsv")
    local none = 0
    for _, row in ipairs(list) do
      row.published = "2022-03-14"
      if row.wanted == "-" then none = none + 1 end
    end
    assert.is_true(none >= 30 and #list - none >= 60)
    local sum = measure(list, expressions.run(list, "rules/events.lua", "Event,Date,Time"))
    local figures = ("events %d found, %d right of %d; slots %d found, %d right of %d"):format(
      sum.all, sum.events, sum.of, sum.found, sum.right, sum.wanted)
    if os.getenv("VERBOSE") then print(figures .. "\n" .. table.concat(sum.wrong, "\n")) end
    assert.is_true(sum.events >= 0.9 * sum.all and sum.events >= 0.75 * sum.of, figures)
    assert.is_true(sum.right >= 0.9 * sum.found and sum.right >= 0.75 * sum.wanted, figures)
  end)

  it("take their time, place and parties from their own clause", function()
    local list = expressions.rows("tests/rules/events_clauses.tsv")
    for _, row in ipairs(list) do row.published = "2022-03-14" end
    assert.is_true(#list >= 40)
    local sum = measure(list, expressions.run(list, "rules/events.lua", "Event,Date,Time"))
    assert.equal("", table.concat(sum.wrong, "\n"))
  end)

  it("are found in the shapes in which agencies and papers report them", function()
    local list = expressions.rows("tests/rules/events_reports.tsv")
    for _, row in ipairs(list) do row.published = "2022-03-14" end
    assert.is_true(#list >= 55)
    local sum = measure(list, expressions.run(list, "rules/events.lua", "Event,Date,Time"))
    local figures = ("events %d found, %d right of %d; slots %d found, %d right of %d"):format(
      sum.all, sum.events, sum.of, sum.found, sum.right, sum.wanted)
    if os.getenv("VERBOSE") then print(figures .. "\n" .. table.concat(sum.wrong, "\n")) end
    assert.equal("", table.concat(sum.wrong, "\n"))
  end)
end)
