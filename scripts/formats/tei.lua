-- tei: TEI P5 with every annotation in the text; several documents are a teiCorpus.  A
-- layer without a TEI element is a <seg> with the layer as its type.  An annotation that
-- crosses another one or the end of a paragraph is written in parts; the later ones refer
-- back by @prev.
local elements = { Person = "persName", Organization = "orgName", Place = "placeName",
                   Date = "date", Time = "time", Duration = "date", Set = "date",
                   Money = "measure", Percent = "measure", Quantity = "measure",
                   Quote = "said" }
local structure = { Zone = true, Paragraph = true, Sentence = true, Token = true }

-- xsd:date, gYearMonth, gYear, time, dateTime: the values allowed for @when.
local when = regex [[^-?\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?)?$]]
local iso = regex [[^[0-9.,DHMPRSTWYZ/:+\-]+$]] -- @when-iso and @dur-iso

local function attribute(out, name, value)
  return value ~= nil and (' %s="%s"'):format(name, out.xml(value)) or ""
end

local function moment(out, said)
  local value = said.value
  if type(value) ~= "string" then return "" end
  if value:find("^P") and iso:match(value) then return attribute(out, "dur-iso", value) end
  if value:find("T24:") then return attribute(out, "when-iso", value) end
  if when:match(value) then
    return attribute(out, "when", value:find("T%d%d:%d%d$") and value .. ":00" or value)
  end
  return iso:match(value) and attribute(out, "when-iso", value) or ""
end

local function amount(out, a)
  local said = a.attributes
  local quantity = math.type(said.amount) and attribute(out, "quantity", said.amount) or ""
  local unit = said.currency or said.unit or (a.layer == "Percent" and "%") or nil
  return attribute(out, "type", a.layer:lower()) .. quantity
         .. (unit and attribute(out, "unit", tostring(unit):gsub("%s", "_")) or "")
end

local function identifier(entity) return (entity:gsub("[^%w_.-]", "-")) end

-- The attributes particular to the element of an annotation.
local function particular(out, a, prefix)
  local said, name = a.attributes, elements[a.layer]
  if name == "said" then
    local who = said.who and attribute(out, "who", "#" .. prefix .. said.who) or ""
    return who .. attribute(out, "direct", said.type ~= "indirect")
  elseif name == "date" or name == "time" then
    local kind = a.layer ~= "Date" and a.layer ~= "Time" and a.layer:lower() or nil
    return attribute(out, "type", kind) .. moment(out, said)
  elseif name == "measure" then
    return amount(out, a)
  elseif name then
    return attribute(out, "ref", said.entity and "#" .. prefix .. identifier(said.entity))
  end
  return attribute(out, "type", a.layer:gsub("[^%w_-]", "_"))
end

-- The entities and speakers of the document, each once: { id, name, kind }; sets the
-- speaker in every quotation.
local function participants(data)
  local list, known = {}, {}
  local function add(id, name, layer)
    if known[id] then return id end
    known[id] = true
    list[#list + 1] = { id = id, name = name, layer = layer }
    return id
  end
  for _, a in ipairs(data.annotations) do
    local said = a.attributes
    if said.entity and elements[a.layer] then
      add(identifier(said.entity), said.name or a.text, a.layer)
    end
  end
  local others = {}
  for _, a in ipairs(data.annotations) do
    local speaker = a.layer == "Quote" and a.attributes.speaker
    if speaker and speaker.entity then
      local layer = speaker.entity:find("^organization") and "Organization" or "Person"
      a.attributes.who = add(identifier(speaker.entity), speaker.name or speaker.text, layer)
    elseif speaker then
      others[#others + 1] = speaker.text
      others[speaker.text] = others[speaker.text] or "speaker-" .. #others
      a.attributes.who = add(others[speaker.text], speaker.text, "Person")
    end
  end
  return list
end

local lists = { { "Person", "listPerson", "person", "persName", "particDesc" },
                { "Organization", "listOrg", "org", "orgName", "particDesc" },
                { "Place", "listPlace", "place", "placeName", "settingDesc" } }

local function header(out, doc, prefix, persons)
  local meta = doc.meta
  out("<teiHeader><fileDesc><titleStmt><title>" .. out.xml(meta.headline or doc.id) .. "</title>")
  for _, name in ipairs(meta.authors or {}) do out("<author>" .. out.xml(name) .. "</author>") end
  out("</titleStmt><publicationStmt><p>" .. out.xml(meta.published or "unpublished")
    .. "</p></publicationStmt><sourceDesc><p>" .. out.xml(doc.id) .. "</p></sourceDesc></fileDesc>")
  local around -- particDesc or settingDesc
  for _, kind in ipairs(lists) do
    local items = {}
    for _, one in ipairs(persons) do
      if one.layer == kind[1] then
        items[#items + 1] = ('<%s xml:id="%s"><%s>'):format(kind[3], prefix .. one.id, kind[4])
          .. out.xml(one.name) .. ("</%s></%s>"):format(kind[4], kind[3])
      end
    end
    if #items > 0 then
      if around ~= kind[5] then
        out((around and "</" .. around .. ">" or "<profileDesc>") .. "<" .. kind[5] .. ">")
        around = kind[5]
      end
      out("<" .. kind[2] .. ">" .. table.concat(items) .. "</" .. kind[2] .. ">")
    end
  end
  if around then out("</" .. around .. "></profileDesc>") end
  out("</teiHeader>\n")
end

local function paragraph(out, doc, list, block, prefix)
  out("<p>")
  doc:inline(list, block.first, block.last, {
    text = function(text) out(out.xml(text)) end,
    open = function(a, begins)
      local id = prefix .. "a" .. a.id
      out("<" .. (elements[a.layer] or "seg")
        .. (begins and attribute(out, "xml:id", id) or attribute(out, "prev", "#" .. id))
        .. particular(out, a, prefix) .. ">")
    end,
    close = function(a) out("</" .. (elements[a.layer] or "seg") .. ">") end,
  })
  out("</p>\n")
end

format "tei" {
  about = "TEI P5: annotations in the text; several documents make a teiCorpus", extension = "xml",
  open = function(out) out('<?xml version="1.0" encoding="UTF-8"?>\n') end,
  several = {
    before = '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">\n<teiHeader><fileDesc><titleStmt>'
      .. "<title>Articles</title></titleStmt><publicationStmt><p>newsengine</p></publicationStmt>"
      .. "<sourceDesc><p>news text</p></sourceDesc></fileDesc></teiHeader>\n",
    after = "</teiCorpus>\n",
  },
  document = function(out, doc)
    local data = doc:data()
    local prefix = "d" .. data.hashes.input:sub(1, 12) .. "-" -- ids are the file's, not ours alone
    out('<TEI xmlns="http://www.tei-c.org/ns/1.0">\n')
    header(out, doc, prefix, participants(data))
    local list = {}
    for _, a in ipairs(data.annotations) do
      if not structure[a.layer] then
        a.leaf = elements[a.layer] ~= nil and a.layer ~= "Quote"
        list[#list + 1] = a
      end
    end
    out("<text><body>\n")
    local kind
    for _, block in ipairs(doc:blocks()) do
      if block.kind ~= kind then
        out((kind and "</div>\n" or "") .. '<div type="' .. out.xml(block.kind) .. '">\n')
        kind = block.kind
      end
      paragraph(out, doc, list, block, prefix)
    end
    out((kind and "</div>\n" or "<p/>\n") .. "</body></text>\n</TEI>\n")
  end,
}
