-- csv: one row an annotation, for spreadsheets (RFC 4180).  A cell that a spreadsheet would
-- take for a formula gets an apostrophe before it.
local columns = { "document", "layer", "start", "end", "text", "rule", "type", "speaker", "cue",
                  "name", "value", "entity", "attributes" }

local function cell(value)
  if value == nil then return "" end
  if type(value) == "table" then
    local parts = {}
    for i, item in ipairs(value) do parts[i] = tostring(item) end
    return table.concat(parts, " | ")
  end
  return tostring(value)
end

local function header(out)
  local row = {}
  for i, name in ipairs(columns) do row[i] = out.csv(name) end
  out(table.concat(row, ",") .. "\r\n")
end

format "csv" {
  about = "one row an annotation, for spreadsheets (RFC 4180)", extension = "csv",
  open = header,
  document = function(out, doc)
    for _, a in ipairs(doc:annotations()) do
      local values = { doc.id, a.layer, a.start, a["end"], a.text, a.rule, a.type, a.speaker,
                       a.cue, a.name, a.value, a.entity, out.json(a.attributes) }
      local row = {}
      for i = 1, #columns do row[i] = out.csv(cell(values[i])) end
      out(table.concat(row, ",") .. "\r\n")
    end
  end,
}
