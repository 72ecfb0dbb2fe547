-- rules/dates/hours.lua : times of day on the day in focus.

lang "en"

local timex = use "dates/timex"
local clock_of = timex.clock_of
local focus = timex.focus
local free = timex.free

rule "time.clock_in_focus" {
  about = "10:30 a.m., 5pm, noon, 07:50 GMT: on the day in focus",
  pattern = [[ (?<! high) x:((about | around)? c:$clock z:$zone?) ]],
  span = "x",
  scope = "document", -- "8 p.m. EST" looks like the end of a sentence
  emit = "Time",
  where = function(m, doc) return clock_of(m.c.text) ~= nil and free(m, doc) end,
  set = function(m, doc)
    local time = "T" .. clock_of(m.c.text)
    if not doc.published then return { value = "XXXX-XX-XX" .. time } end
    local day, whose = focus(doc, m)
    local value = timex.attributes(m, day:iso() .. time, day, "the day in focus: "
        .. whose)
    value.zone = m.z and m.z.text or nil
    return value
  end,
}

rule "time.part" {
  about = "in the morning, during the afternoon: of the day in focus",
  pattern = {
    [[ (in | during | by) x:(the p:@dayparts(part=TMO|part=TAF|part=TEV)) ]],
    [[ x:(mid "-"? p:[/^(morning|afternoon)$/]) ]],
  },
  span = "x",
  emit = "Time",
  where = function(m, doc)
    local word = m.p.text
    return (word:find("ing$") or word:find("noon$")) ~= nil and free(m.x, doc)
  end,
  set = function(m, doc)
    local part = lexicons.dayparts:get(m.p.text).part
    if not doc.published then return { value = "XXXX-XX-XX" .. part } end
    local day, whose = focus(doc, m)
    return timex.attributes(m, day:iso() .. part, day, "the day in focus: " .. whose)
  end,
}

examples {
  { "It began at noon.", published = "2022-03-14",
      Time = { value = "2022-03-14T12:00" } },
  { "It costs 5 euros.", published = "2022-03-14", Time = false },
  { "They sang in the morning.", published = "2022-03-14", Time = { text = "the morning",
      value = "2022-03-14TMO" } },
}
