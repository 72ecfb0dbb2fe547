-- timeml: TimeML with TIMEX3 for dates, times, durations and sets, and EVENT for the cues of
-- quotations, in the whole text.
local types = { Date = "DATE", Time = "TIME", Duration = "DURATION", Set = "SET" }

-- Expressions and cues in text order; of two that overlap the first is kept.
local function marked(annotations)
  local all, list, last = {}, {}, 0
  for _, a in ipairs(annotations) do
    local cue = a.layer == "Quote" and a.attributes.cue
    if types[a.layer] then
      all[#all + 1] = { first = a.first, last = a.last, type = types[a.layer],
                        said = a.attributes }
    elseif type(cue) == "table" and cue.first then
      all[#all + 1] = { first = cue.first, last = cue.last }
    end
  end
  table.sort(all, function(a, b)
    if a.first ~= b.first then return a.first < b.first end
    if a.last ~= b.last then return a.last > b.last end
    return (a.type or "") > (b.type or "")
  end)
  for _, one in ipairs(all) do
    if one.first > last then
      list[#list + 1], last = one, one.last
    end
  end
  return list
end

local function attribute(out, name, value)
  return value and (' %s="%s"'):format(name, out.xml(value)) or ""
end

local function timex(out, id, one)
  local said = one.said
  return ('<TIMEX3 tid="t%d" type="%s"'):format(id, one.type)
    .. attribute(out, "value", said.value or "") .. attribute(out, "mod", said.mod)
    .. attribute(out, "quant", said.quant) .. attribute(out, "freq", said.freq) .. ">"
end

format "timeml" {
  about = "TimeML: TIMEX3 for dates, times, durations and sets", extension = "tml",
  single = true,
  document = function(out, doc)
    local published = doc.meta.published
    out('<?xml version="1.0" encoding="UTF-8"?>\n<TimeML>\n<DOCID>' .. out.xml(doc.id)
      .. "</DOCID>\n<DCT>")
    if published then
      out(('<TIMEX3 tid="t0" type="%s"'):format(published:find("T") and "TIME" or "DATE")
        .. ' value="' .. out.xml(published) .. '" functionInDocument="CREATION_TIME">'
        .. out.xml(published) .. "</TIMEX3>")
    end
    out("</DCT>\n<TEXT>")
    local times, events = 0, 0
    doc:inline(marked(doc:data().annotations), 1, #doc.text, {
      text = function(text) out(out.xml(text)) end,
      open = function(one)
        if one.type then
          times = times + 1
          out(timex(out, times, one))
        else
          events = events + 1
          out(('<EVENT eid="e%d" class="REPORTING">'):format(events))
        end
      end,
      close = function(one) out(one.type and "</TIMEX3>" or "</EVENT>") end,
    })
    out("</TEXT>\n</TimeML>\n")
  end,
}
