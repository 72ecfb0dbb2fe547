-- article: the story of a page, as a reader extracts it: one JSON object a document.
local keys = { "headline", "byline", "published", "updated", "lang" }

local function body_of(doc)
  if doc.ready then return doc.text end -- a reader has taken the page away already
  local paragraphs = {}
  for _, block in ipairs(doc:blocks()) do
    for zone in doc:all_overlapping("Zone", doc:span(block.first, block.last)) do
      if zone.kind == "body" then -- behind a dateline it begins within the paragraph
        paragraphs[#paragraphs + 1] = doc.text:sub(math.max(zone.first, block.first),
                                                   math.min(zone.last, block.last))
      end
    end
  end
  return table.concat(paragraphs, "\n\n")
end

local function line(out, id, meta, body)
  local parts = { '"id":' .. out.json(id) }
  for _, key in ipairs(keys) do parts[#parts + 1] = ('"%s":'):format(key) .. out.json(meta[key]) end
  parts[#parts + 1] = '"body":' .. out.json(body)
  out("{" .. table.concat(parts, ",") .. "}\n")
end

format "article" {
  about = "headline, byline, published, updated, lang and body, one JSON object per document",
  extension = "jsonl",
  document = function(out, doc) line(out, doc.id, doc.meta, body_of(doc)) end,
  failed = function(out, doc) line(out, doc.id, {}, nil) end,
}
