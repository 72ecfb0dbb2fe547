-- spacy: the JSON of spaCy's Doc.from_json, a document a line.  doc.ents has no overlaps:
-- names, dates and numbers, the longest first; doc.spans has a group for each layer with
-- all annotations.
local labels = { Person = "PERSON", Organization = "ORG", Place = "GPE", Date = "DATE",
                 Time = "TIME", Duration = "DATE", Set = "DATE", Money = "MONEY",
                 Percent = "PERCENT", Quantity = "QUANTITY", Event = "EVENT" }

-- spaCy's tokens: the words and, as separate tokens, all white space except one space
-- after a token.
local function tokens_of(out, doc, words)
  local list, at, place = {}, 1, 0
  local function add(first, last, start)
    local stop = start + utf8.len(doc.text, first, last)
    list[#list + 1] = out.object("id", #list, "start", start, "end", stop)
    return stop
  end
  local function gap(stop)
    if at > 1 and doc.text:sub(at, at) == " " and at < stop then at, place = at + 1, place + 1 end
    if at < stop then add(at, stop - 1, place) end
  end
  for _, word in ipairs(words) do
    gap(word.first)
    place, at = add(word.first, word.last, word.start), word.last + 1
  end
  gap(#doc.text + 1)
  return list
end

local function longest_first(a, b)
  local x, y = a["end"] - a.start, b["end"] - b.start
  if x ~= y then return x > y end
  return a.start < b.start
end

local function ents_of(spans)
  local taken, ents = {}, {}
  table.sort(spans, longest_first)
  for _, span in ipairs(spans) do
    local free = true
    for at = span.start, span["end"] - 1 do free = free and not taken[at] end
    if free then
      for at = span.start, span["end"] - 1 do taken[at] = true end
      ents[#ents + 1] = span
    end
  end
  table.sort(ents, function(a, b) return a.start < b.start end)
  return ents
end

format "spacy" {
  about = "spaCy: input for Doc.from_json, one document per line", extension = "jsonl",
  offsets = "codepoint",
  document = function(out, doc)
    local words, named, groups = doc:word_list(), {}, {}
    for _, a in ipairs(doc:data().annotations) do
      local from, to = out.touching(words, a) -- a span of spaCy's is made of whole tokens
      if from then
        local start, stop = words[from].start, words[to]["end"]
        local kb = a.attributes.entity or a.attributes.id or ""
        groups[a.layer] = groups[a.layer] or {}
        table.insert(groups[a.layer], out.object("start", start, "end", stop, "label", a.layer,
                                                 "kb_id", kb))
        if labels[a.layer] then
          named[#named + 1] = { start = start, ["end"] = stop, label = labels[a.layer],
                                kb_id = kb }
        end
      end
    end
    local ents, sents = ents_of(named), {}
    for i, e in ipairs(ents) do
      ents[i] = out.object("start", e.start, "end", e["end"], "label", e.label, "kb_id", e.kb_id)
    end
    for sentence in doc:sentences() do
      local start, stop = sentence.start, sentence["end"]
      sents[#sents + 1] = out.object("start", start, "end", stop)
    end
    local spans = {}
    for layer, list in pairs(groups) do
      spans[#spans + 1] = layer
      spans[#spans + 1] = list
    end
    local tokens = tokens_of(out, doc, words)
    out(out.json(out.object("text", doc.text, "ents", ents, "sents", sents, "tokens", tokens,
                            "spans", out.object(table.unpack(spans)),
                            "underscore", out.object("_", out.object("id", doc.id)))) .. "\n")
  end,
}
