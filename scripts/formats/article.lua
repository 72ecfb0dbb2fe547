-- article: what a reader takes from a page: one JSON object a document.
local keys = { "headline", "byline", "published", "updated", "lang" }

local function body_of(doc)
  if doc.ready then return doc.text end -- a reader has taken the page away already
  local paragraphs = {}
  for _, block in ipairs(doc:blocks()) do
    if block.kind == "body" then
      paragraphs[#paragraphs + 1] = doc.text:sub(block.first, block.last)
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
  about = "headline, byline, published, updated, lang and body, a JSON object a document",
  extension = "jsonl",
  document = function(out, doc) line(out, doc.id, doc.meta, body_of(doc)) end,
  failed = function(out, doc) line(out, doc.id, {}, nil) end,
}
