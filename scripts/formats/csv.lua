-- csv: one row an annotation, for spreadsheets (RFC 4180).
-- A cell that a spreadsheet would take for a formula gets an apostrophe before it.
local function line(out, cells)
  local row = {}
  for i = 1, #cells do row[i] = out.csv(cells[i]) end
  out(table.concat(row, ",") .. "\r\n")
end

format "csv" {
  about = "one row an annotation, for spreadsheets (RFC 4180)", extension = "csv",
  open = function(out) line(out, out.table_columns) end,
  document = function(out, doc)
    for _, row in ipairs(doc:rows()) do line(out, row) end
  end,
}
