-- csv: one row per annotation, for spreadsheets (RFC 4180).
-- A cell that a spreadsheet would take for a formula gets an apostrophe before it.
local function line(out, cells)
  local row = {}
  for i = 1, #cells do row[i] = out.csv(cells[i]) end
  out(table.concat(row, ",") .. "\r\n")
end

format "csv" {
  about = "one row per annotation, for spreadsheets (RFC 4180)", extension = "csv",
  options = { columns = "the columns, as A,B", bom = "1 puts a UTF-8 mark first, for Excel",
              formulas = { "keep: no apostrophe before possible formulas", "keep" } },
  open = function(out)
    if out.options.bom then out("\u{FEFF}") end
    line(out, out.table_columns)
  end,
  document = function(out, doc)
    for _, row in ipairs(doc:rows(out.table_columns)) do line(out, row) end
  end,
}
