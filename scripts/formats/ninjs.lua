-- ninjs: IPTC ninjs 3.1, an object a document and line.  ninjs has no offsets: persons,
-- organizations and places are lists, quotations are marked up in an HTML body.
local function entry(out, a, relation)
  return out.object("name", a.attributes.name or a.text, "rel", relation)
end

-- Entities of a layer, each once; speakers are distinguished from those only mentioned.
local function entities(out, data, layer, speakers)
  local list, seen = {}, {}
  for _, a in ipairs(data.annotations) do
    local key = a.attributes.entity or a.text
    if a.layer == layer and not seen[key] then
      seen[key] = true
      list[#list + 1] = entry(out, a, speakers[key] and "speaker" or "mentioned")
    end
  end
  return #list > 0 and list or nil
end

local function marked_up(out, doc, data, blocks)
  local quotes, parts = {}, {}
  for _, a in ipairs(data.annotations) do
    if a.layer == "Quote" then quotes[#quotes + 1] = a end
  end
  for _, block in ipairs(blocks) do
    parts[#parts + 1] = "<p>"
    doc:inline(quotes, block.first, block.last, {
      text = function(text) parts[#parts + 1] = out.html(text) end,
      open = function(a)
        local speaker = a.attributes.speaker
        local name = speaker and (speaker.name or speaker.text)
        parts[#parts + 1] = name and ('<span class="quote" title="%s">'):format(out.html(name))
                            or '<span class="quote">'
      end,
      close = function() parts[#parts + 1] = "</span>" end,
    })
    parts[#parts + 1] = "</p>"
  end
  return table.concat(parts)
end

-- ninjs requires a date and time with a zone, which the text seldom gives.
local function moment(value)
  local day, clock = tostring(value or ""):match("^(%d%d%d%d%-%d%d%-%d%d)T?([%d:]*)")
  if not day then return nil end
  return day .. "T" .. (#clock == 5 and clock .. ":00" or "00:00:00") .. "Z"
end

format "ninjs" {
  about = "IPTC ninjs 3.1: metadata, people, bodies; one document per line", extension = "json",
  document = function(out, doc)
    local data, meta, blocks, texts, words = doc:data(), doc.meta, {}, {}, 0
    for _, block in ipairs(doc:blocks()) do
      if block.kind == "body" or block.kind == "dateline" then
        blocks[#blocks + 1] = block
        texts[#texts + 1] = doc.text:sub(block.first, block.last)
        for _ in doc:words(doc:span(block.first, block.last)) do words = words + 1 end
      end
    end
    local speakers = {}
    for _, a in ipairs(data.annotations) do
      local speaker = a.layer == "Quote" and a.attributes.speaker
      if speaker and speaker.entity then speakers[speaker.entity] = true end
    end
    local body = table.concat(texts, "\n\n")
    out(out.json(out.object(
      "uri", doc.url or "urn:newsengine:" .. out.uri(doc.id),
      "standard", out.object("name", "ninjs", "version", "3.1", "schema",
                             "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"),
      "type", "text", "language", meta.lang, "versionCreated",
      moment(meta.updated or meta.published), "by", meta.byline,
      "headlines", meta.headline and { out.object("role", "main", "value", meta.headline) },
      "people", entities(out, data, "Person", speakers),
      "organisations", entities(out, data, "Organization", speakers),
      "places", entities(out, data, "Place", speakers),
      "bodies", {
        out.object("role", "main", "contentType", "text/plain", "charCount", utf8.len(body),
                   "wordCount", words, "value", body),
        out.object("role", "marked-up", "contentType", "text/html",
                   "value", marked_up(out, doc, data, blocks)) })) .. "\n")
  end,
}
