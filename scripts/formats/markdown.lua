-- markdown: who said what, then what else was found, as CommonMark with tables.
local function line(out, value) return (out.markdown(value):gsub("%s+", " ")) end

-- The most important attribute of an annotation.
local telling = { "value", "name", "amount", "kind" }

-- That attribute, with its unit, then the others by name.
local function told(out, a)
  local said, parts = {}, {}
  for _, key in ipairs(telling) do
    local value = a.attributes[key]
    if type(value) == "string" or type(value) == "number" then
      local unit = a.attributes.currency and "currency" or a.attributes.unit and "unit"
      parts[1] = tostring(value)
      if key == "amount" and unit then
        parts[1], said[unit] = ("%s %s"):format(value, a.attributes[unit]), true
      end
      said[key] = true
      break
    end
  end
  local keys = {}
  for key in pairs(a.attributes) do
    if not said[key] then keys[#keys + 1] = key end
  end
  table.sort(keys)
  for _, key in ipairs(keys) do
    parts[#parts + 1] = ("%s: %s"):format(key, out.shown(a.attributes[key]))
  end
  return table.concat(parts, "; ")
end

local function quotation(out, doc, a)
  local said = a.attributes
  for i, part in ipairs(said.content or { a }) do
    out(i > 1 and ">\n> … " or "\n> ")
    out(line(out, part.text) .. "\n")
  end
  local speaker = said.speaker
  local row, column = doc:place(a.first)
  out(">\n> — **%s**", line(out, speaker and (speaker.name or speaker.text) or "no speaker named"))
  if said.cue then out(", " .. line(out, said.cue.text or said.cue)) end
  if type(said.when) == "string" then out(", " .. line(out, said.when)) end
  out((" (%s:%d:%d)\n"):format(line(out, doc.id), row, column))
end

format "markdown" {
  about = "quotations with their speakers, then a table of the rest (CommonMark)",
  extension = "md", separator = "\n",
  document = function(out, doc)
    local data, rest = doc:data(), {}
    out("## " .. line(out, doc.meta.headline or doc.id) .. "\n")
    local facts = {}
    for _, key in ipairs { "byline", "published" } do
      if doc.meta[key] then facts[#facts + 1] = line(out, doc.meta[key]) end
    end
    if #facts > 0 then out("\n" .. table.concat(facts, ", ") .. "\n") end
    for _, a in ipairs(data.annotations) do
      if a.layer == "Quote" then quotation(out, doc, a) else rest[#rest + 1] = a end
    end
    if #rest > 0 then out("\n| layer | text | value | place |\n|---|---|---|---|\n") end
    for _, a in ipairs(rest) do
      local row, column = doc:place(a.first)
      out(("| %s | %s | %s | %d:%d |\n"):format(line(out, a.layer), line(out, a.text),
                                                line(out, told(out, a)), row, column))
    end
  end,
}
