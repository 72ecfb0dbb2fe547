-- pretty: what a person at a terminal wants to see first.  Quotations are grouped by
-- speaker, other layers are lists.  Nothing in an article can move the cursor or change
-- the direction of a line: see out.plain.
local function paint(out, code, text)
  if not out.color or text == "" then return text end
  return "\27[" .. code .. "m" .. text .. "\27[0m"
end

-- Words of `text` in lines of at most `width` columns, each after `indent`.
local function wrap(out, text, indent, width)
  local lines, line, used = {}, {}, 0
  for word in text:gmatch("%S+") do
    local columns = out.width(word)
    if used > 0 and used + 1 + columns > width then
      lines[#lines + 1] = indent .. table.concat(line, " ")
      line, used = {}, 0
    end
    line[#line + 1] = word
    used = used + columns + (used > 0 and 1 or 0)
  end
  if #line > 0 then lines[#lines + 1] = indent .. table.concat(line, " ") end
  return table.concat(lines, "\n")
end

local function columns_of(out) return math.max(30, math.min(out.columns or 80, 100)) end

local function place(doc, annotation)
  local line, column = doc:place(annotation.first)
  return ("%s:%d:%d"):format(doc.id, line, column)
end

local function shown(out, value)
  if value == nil then return "" end
  return out.plain(tostring(value)):gsub("%s+", " ")
end

local function joined(out, value)
  if type(value) ~= "table" then return (shown(out, value)) end
  local parts = {}
  for i, item in ipairs(value) do parts[i] = shown(out, item) end
  return table.concat(parts, " … ")
end

-- A speaker's name: the canonical one if known.
local function speaker_of(out, quote)
  local speaker = quote.speaker
  if not speaker then return "(no speaker named)" end
  return (shown(out, type(speaker) ~= "string" and speaker.name or speaker))
end

local function title(out, doc)
  local meta, width = doc.meta, columns_of(out)
  local headline = meta.headline and shown(out, meta.headline) or shown(out, doc.id)
  out(paint(out, "1", wrap(out, headline, "", width)) .. "\n")
  local parts = {}
  for _, key in ipairs { "byline", "published" } do
    if meta[key] then parts[#parts + 1] = (shown(out, meta[key])) end
  end
  if #parts > 0 then out(paint(out, "2", table.concat(parts, ", ")) .. "\n") end
end

-- A newsroom wants to see what was said and asked, not what somebody plans or believes.
local function is_said(out, quote)
  local kind = quote.attribution
  return out.options.all or kind == nil or kind == "assertion" or quote.act == "ask"
         or quote.act == "urge" or quote.act == "demand"
end

local function quotations(out, doc, list)
  local order, by_speaker = {}, {}
  for _, quote in ipairs(list) do
    if is_said(out, quote) then
      local name = speaker_of(out, quote)
      if not by_speaker[name] then
        by_speaker[name] = {}
        order[#order + 1] = name
      end
      table.insert(by_speaker[name], quote)
    end
  end
  local width = columns_of(out)
  for _, name in ipairs(order) do
    out("\n" .. paint(out, "1;34", name) .. "\n")
    for _, quote in ipairs(by_speaker[name]) do
      local notes = { (shown(out, quote.cue)) }
      if quote.type then notes[#notes + 1] = quote.type end
      if quote.via then notes[#notes + 1] = "via " .. shown(out, quote.via) end
      if quote.addressee then notes[#notes + 1] = "to " .. shown(out, quote.addressee) end
      if quote.when and not tostring(quote.when):find("XX", 1, true) then -- a day that is known
        notes[#notes + 1] = (shown(out, quote.when))
      end
      out(wrap(out, joined(out, quote.content or quote.text), "  ", width - 2) .. "\n")
      out(paint(out, "2", "    " .. table.concat(notes, ", ") .. "  " .. place(doc, quote)) .. "\n")
    end
  end
end

-- For the shipped layers: attributes whose values need no name.
local shipped = {}
for layer in ([[Contact Date Duration Event Money Organization Percent Person Place Quantity Set
                Time Zone]]):gmatch("%a+") do
  shipped[layer] = true
end
local details = { "name", "role", "country", "kind", "value", "amount", "unit", "currency",
                  "mention", "entity" }

local function details_of(out, annotation)
  local notes = {}
  for _, key in ipairs(details) do
    local value = annotation[key]
    if value ~= nil and tostring(value) ~= annotation.text then
      notes[#notes + 1] = (shown(out, value))
    end
  end
  return notes
end

-- For a layer unknown to this file: all attributes with names.
local function attributes_of(out, annotation)
  local notes = {}
  for key, value in pairs(annotation.attributes) do
    notes[#notes + 1] = key .. ": " .. joined(out, value)
  end
  return notes
end

-- A text in about three lines; a longer one, such as the body of a story, ends in …
local function brief(out, text)
  local most, parts, used = 3 * columns_of(out), {}, 0
  for word in text:gmatch("%S+") do
    used = used + out.width(word) + 1
    if used > most and #parts > 0 then return table.concat(parts, " ") .. " …" end
    parts[#parts + 1] = word
  end
  return table.concat(parts, " ")
end

local function listed(out, doc, layer, list)
  out("\n" .. paint(out, "1;32", layer) .. "\n")
  for _, annotation in ipairs(list) do
    local notes = (shipped[layer] and details_of or attributes_of)(out, annotation)
    out("  " .. brief(out, shown(out, annotation.text)) .. paint(out, "2", "  "
      .. table.concat(notes, ", ") .. (#notes > 0 and "  " or "")
      .. place(doc, annotation)) .. "\n")
  end
end

format "pretty" {
  about = "for people: quotations under their speakers, other layers as lists", extension = "txt",
  options = { all = "1 also shows beliefs and plans" }, separator = "\n",
  document = function(out, doc)
    title(out, doc)
    local layers, by_layer = {}, {}
    for _, annotation in ipairs(doc:annotations()) do
      local layer = annotation.layer
      if not by_layer[layer] then
        by_layer[layer] = {}
        layers[#layers + 1] = layer
      end
      table.insert(by_layer[layer], annotation)
    end
    table.sort(layers)
    if by_layer.Quote then quotations(out, doc, by_layer.Quote) end
    for _, layer in ipairs(layers) do
      if layer ~= "Quote" then listed(out, doc, layer, by_layer[layer]) end
    end
  end,
}
