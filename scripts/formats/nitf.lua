-- nitf: NITF 3.6, the XML of news wires: names, dates and quotations are marked up in the
-- text. https://iptc.org/standards/nitf/
local elements = { Person = "person", Organization = "org", Place = "location",
                   Date = "chron", Time = "chron", Money = "money", Quote = "q" }

-- 2024-03-05T12:30 -> 20240305T123000 ; nil for values that are not points in time.
local function moment(value)
  local year, month, day, rest = tostring(value):match("^(%d%d%d%d)-(%d%d)-(%d%d)(.*)$")
  if not year then return nil end
  local hour, minute = rest:match("^T(%d%d):(%d%d)")
  return ("%s%s%sT%s%s00"):format(year, month, day, hour or "00", minute or "00")
end

local function attribute(out, name, value)
  return value and (' %s="%s"'):format(name, out.xml(value)) or ""
end

local function begin(out, a, begins)
  local name, said = elements[a.layer], a.attributes
  local text = "<" .. name
  if begins then text = text .. attribute(out, "id", "a" .. a.id) end
  if name == "chron" then
    text = text .. attribute(out, "norm", moment(said.value))
  elseif name == "q" then
    local speaker = said.speaker
    text = text .. attribute(out, "quote-source", speaker and (speaker.name or speaker.text))
  elseif name == "money" then
    text = text .. attribute(out, "unit", said.currency)
  elseif name == "location" then
    text = text .. attribute(out, "location-code", said.country)
  else
    text = text .. attribute(out, "value", said.name)
  end
  return text .. ">"
end

-- The annotations for which NITF has an element.  Names, dates and money contain only
-- text, so of two that overlap the first is kept; quotations may contain them and each
-- other.
local function marked(annotations)
  local list, last = {}, 0
  for _, a in ipairs(annotations) do
    if a.layer == "Quote" then
      list[#list + 1] = a
    elseif elements[a.layer] and a.first > last then
      a.leaf, last = true, a.last
      list[#list + 1] = a
    end
  end
  return list
end

local function paragraph(out, doc, list, block)
  doc:inline(list, block.first, block.last, {
    text = function(text) out(out.xml(text)) end,
    open = function(a, begins) out(begin(out, a, begins)) end,
    close = function(a) out("</" .. elements[a.layer] .. ">") end,
  })
end

format "nitf" {
  about = "NITF 3.6: names, dates and quotations marked in the text", extension = "xml",
  single = true,
  document = function(out, doc)
    local meta = doc.meta
    out('<?xml version="1.0" encoding="UTF-8"?>\n'
      .. '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"' .. ">\n<head>")
    if meta.headline then out("<title>" .. out.xml(meta.headline) .. "</title>") end
    local published = moment(meta.published or "")
    out("<docdata>" .. '<doc-id id-string="' .. out.xml(doc.id) .. '"/>')
    if published then out('<date.issue norm="' .. published .. '"/>') end
    out("</docdata></head>\n<body>\n<body.head>")
    if meta.headline then
      out("<hedline><hl1>" .. out.xml(meta.headline) .. "</hl1></hedline>")
    end
    if meta.byline then out("<byline>" .. out.xml(meta.byline) .. "</byline>") end
    out("</body.head>\n<body.content>\n")
    local list = marked(doc:data().annotations)
    for _, block in ipairs(doc:blocks()) do
      if block.kind == "body" or block.kind == "dateline" then
        out("<p>")
        paragraph(out, doc, list, block)
        out("</p>\n")
      end
    end
    out("</body.content>\n</body>\n</nitf>\n")
  end,
}
