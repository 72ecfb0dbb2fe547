-- A page of HTML as a document: use "page/article" gives function(html, address) -> document.
local body = use "page/body"
local facts = use "page/facts"
local headline = use "page/headline"
local published = use "page/published"

-- Blocks as one text, separated by blank lines; zones distinguish headings from
-- paragraphs.
local function join(blocks)
  local parts, zones, at = {}, {}, 1
  for i, b in ipairs(blocks) do
    parts[i] = b.text
    local kind = b.kind == "heading" and "subhead" or "body"
    local before = zones[#zones]
    if before and kind == "body" and before.kind == "body" then
      before.last = at + #b.text - 1
    else
      zones[#zones + 1] = { kind = kind, first = at, last = at + #b.text - 1 }
    end
    at = at + #b.text + 2
  end
  return table.concat(parts, "\n\n"), zones
end

return function(html, address)
  local p, why = page(html, body.labels)
  if not p then error(why, 0) end
  local meta, data = facts.meta(p), facts.data(p)
  local own = facts.address(p, meta)
  address = address or own
  body.prune(p)
  local count = select(2, p:blocks_in(0))
  local top = body.container(p, count)
  local site = headline.site(meta, own ~= "" and own or address)
  local title, node = headline.find(p, meta, data, site, top)
  local day, edited = published.find(p, meta, data, own ~= "" and own or address, node)
  local authors = facts.authors(p, meta, data, body.marks.byline)
  local blocks = body.story(p, top, count, {
    headline = title, data = data,
    description = meta["og:description"] or meta.description or "",
  })
  local text_, zones = join(blocks)
  local lang = facts.language(p, meta)
  p:close()
  local extra = {}
  if address ~= "" then extra.url = address end
  return {
    text = text_, zones = zones, title = title ~= "" and title or nil, published = day,
    lang = lang, url = address ~= "" and address or nil,
    extra = next(extra) and extra or nil,
    meta = {
      updated = edited, authors = #authors > 0 and authors or nil,
      byline = #authors > 0 and table.concat(authors, ", ") or nil,
      section = meta["article:section"], site = meta["og:site_name"],
      paywalled = facts.paywalled(data) or nil,
    },
  }
end
