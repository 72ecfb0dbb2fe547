-- webannotation: W3C Web Annotation, an AnnotationPage a document.  Positions are code points.

-- Code points before and after the words, for TextQuoteSelector.
local around = 32

local function before(text, first)
  local from = first
  for _ = 1, around do
    if from <= 1 then break end
    from = utf8.offset(text, -1, from)
  end
  return text:sub(from, first - 1)
end

local function behind(text, last)
  local to = last + 1
  for _ = 1, around do
    if to > #text then break end
    to = utf8.offset(text, 2, to)
  end
  return text:sub(last + 1, to - 1)
end

local function tag(out, purpose, value)
  return out.object("type", "TextualBody", "purpose", purpose, "value", value)
end

-- The content of an annotation besides its layer: attributes that are texts or numbers.
local function bodies(out, a)
  local list = { tag(out, "tagging", a.layer) }
  for key, value in pairs(a.attributes) do
    local text = type(value) == "table" and (value.name or value.text) or value
    if type(text) == "string" or type(text) == "number" then
      list[#list + 1] = tag(out, "describing", key .. ": " .. text)
    end
  end
  return list
end

local function item(out, doc, source, a)
  return out.object(
    "id", source .. "#a" .. a.id, "type", "Annotation", "motivation", "identifying",
    "body", bodies(out, a),
    "target", out.object("source", source, "selector", {
      out.object("type", "TextPositionSelector", "start", a.start, "end", a["end"]),
      out.object("type", "TextQuoteSelector", "exact", a.text,
                 "prefix", before(doc.text, a.first), "suffix", behind(doc.text, a.last)) }))
end

format "webannotation" {
  about = "W3C Web Annotation: one AnnotationPage per line and document", extension = "jsonld",
  offsets = "codepoint",
  document = function(out, doc)
    local source, items = "urn:newsengine:" .. out.uri(doc.id), {}
    for i, a in ipairs(doc:data().annotations) do items[i] = item(out, doc, source, a) end
    out(out.json(out.object("@context", "http://www.w3.org/ns/anno.jsonld", "id", source,
                            "type", "AnnotationPage", "items", items)) .. "\n")
  end,
}
