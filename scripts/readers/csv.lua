-- csv: a table with a header, one document for each row (RFC 4180; commas, semicolons or
-- tabs).
local names = {
  text = { "text", "body", "content", "article" }, id = { "id", "uuid", "url", "link" },
  title = { "title", "headline" }, published = { "published", "date", "published_at" },
  lang = { "lang", "language" }, url = { "url", "link" },
}
local most_named = 10 -- columns that a message names
local keys = { "text", "id", "title", "published", "lang", "url" }

local function separator_of(header, given)
  if given == "tab" or given == "\\t" then return "\t" end
  if given then return given:sub(1, 1) end
  local best, most = ",", 0
  for _, mark in ipairs { ",", ";", "\t", "|" } do
    local _, count = header:gsub(mark == "|" and "%|" or mark, "")
    if count > most then best, most = mark, count end
  end
  return best
end

-- The cells of a row in which quotation marks are ordinary characters.
local function literal_row(row, mark)
  local cells, at = {}, 1
  row = row:gsub("\r?\n$", "") .. mark
  while at <= #row do
    local stop = row:find(mark, at, true)
    cells[#cells + 1] = row:sub(at, stop - 1)
    at = stop + 1
  end
  return cells
end

-- The columns by meaning: -M text=COLUMN, else the usual names.
local function columns_of(cells, options)
  local at, columns = {}, {}
  for i, cell in ipairs(cells) do
    local name = cell:lower():gsub("^%s+", ""):gsub("%s+$", "")
    at[name] = at[name] or i
  end
  for _, key in ipairs(keys) do
    if options[key] then
      columns[key] = at[options[key]:lower()]
    else
      for _, name in ipairs(names[key]) do columns[key] = columns[key] or at[name] end
    end
  end
  return columns
end

-- A message about a missing column: that of the text, or one that was requested.
local function missing(columns, options, head)
  for _, key in ipairs(keys) do
    if not columns[key] and (options[key] or key == "text") then
      return ("no column %q among %s; -M %s=COLUMN names the column of the %s"):format(
        options[key] or key, table.concat(head, ", ", 1, math.min(#head, most_named)), key, key)
    end
  end
end

-- The cells of the other columns by name, nil if there are none.
local function further(head, cells, used)
  local extra
  for i, name in ipairs(head) do
    if not used[i] and name ~= "" then
      extra = extra or {}
      extra[name] = cells[i]
    end
  end
  return extra
end

reader "csv" {
  about = "a table with a header, one document per row; columns text, id, title, published ...",
  match = { "*.csv", "*.tsv" }, split = "rows",
  options = { encoding = "the encoding of input that is not UTF-8",
              separator = "the separator of cells; tab", text = "the column that holds the text",
              id = "the column that holds the id", title = "the column that holds the title",
              published = "the column that holds the date", lang = "the column of the language",
              url = "the column of the address" },
  read = function(source, emit)
    local encoding = source.options.encoding
    local header, row = decode(source.header, encoding), decode(source:all(), encoding)
    local mark = separator_of(header, source.options.separator or source.mark)
    local head = bytes.row(header, mark)
    local cells = source.literal and literal_row(row, mark) or bytes.row(row, mark)
    if #cells == 1 and cells[1]:find("^%s*$") then return end -- an empty line
    local columns = columns_of(head, source.options)
    local document, used = {}, {}
    for _, key in ipairs(keys) do
      local i = columns[key]
      if i and cells[i] and cells[i] ~= "" then document[key] = cells[i] end
      if i and key ~= "url" then used[i] = true end
    end
    if #cells == #head then document.extra = further(head, cells, used) end
    local wrong = #cells ~= #head and ("%d cell%s, but %d columns"):format(
                    #cells, #cells == 1 and "" or "s", #head)
                  or missing(columns, source.options, head)
    if wrong then
      emit { id = document.id, extra = document.extra,
             error = ("%s:%d: %s"):format(source.id, source.line, wrong) }
    else
      document.text = document.text or ""
      emit(document)
    end
  end,
}
