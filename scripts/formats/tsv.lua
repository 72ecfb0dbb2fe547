-- tsv: one row for each annotation; tabs and line ends in a cell become spaces.  A cell
-- that a spreadsheet would take for a formula gets an apostrophe before it.
local function line(out, cells)
  local row = {}
  for i = 1, #cells do row[i] = out.tsv(cells[i]) end
  out(table.concat(row, "\t") .. "\n")
end

format "tsv" {
  about = "one row per annotation, cells separated by tabs", extension = "tsv",
  options = { columns = "the columns, as A,B",
              formulas = { "keep: no apostrophe before possible formulas", "keep" } },
  open = function(out) line(out, out.table_columns) end,
  document = function(out, doc)
    for _, row in ipairs(doc:rows(out.table_columns)) do line(out, row) end
  end,
}
