-- grep: the sentences with annotations, as printed by the command grep.
local function shown(out, text) return (out.plain(text):gsub("%s+", " ")) end

local function paint(out, code, text)
  if not out.color or text == "" then return text end
  return "\27[" .. code .. "m" .. text .. "\27[0m"
end

-- The names of the captures, in the order of the pattern.
local function columns_of(out)
  local list = {}
  for name in (out.options.captures or ""):gmatch("[^,]+") do list[#list + 1] = name end
  return list
end

local function cell(out, value)
  if value == nil then return "" end
  if type(value) ~= "table" then return shown(out, tostring(value)) end
  local parts = {}
  for i, item in ipairs(value) do parts[i] = cell(out, item) end
  return table.concat(parts, " | ")
end

local function place(out, doc, span, sign)
  local line, column = doc:place(span.first)
  return paint(out, "35", shown(out, doc.id)) .. sign .. paint(out, "32", tostring(line)) .. sign
         .. paint(out, "32", tostring(column)) .. sign
end

-- ---------------------------------------------------------------- by sentence

-- The sentence with its matches coloured.
local function painted(out, doc, sentence, matches)
  local parts, at = {}, sentence.first
  for _, m in ipairs(matches) do
    local first, last = math.max(m.first, at), math.min(m.last, sentence.last)
    if first <= last then
      parts[#parts + 1] = shown(out, doc.text:sub(at, first - 1))
      parts[#parts + 1] = paint(out, "1;31", shown(out, doc.text:sub(first, last)))
      at = last + 1
    end
  end
  parts[#parts + 1] = shown(out, doc.text:sub(at, sentence.last))
  return (table.concat(parts):gsub("%s+$", ""))
end

local function captures_of(out, columns, matches)
  local parts = {}
  for _, m in ipairs(matches) do
    for _, name in ipairs(columns) do
      parts[#parts + 1] = ("\t%s=%s"):format(name, cell(out, m[name]))
    end
  end
  return table.concat(parts)
end

-- Matches by the sentence in which they begin: list of {sentence, matches}.
local function groups_of(doc)
  local groups = {}
  for _, m in ipairs(doc:annotations()) do
    local sentence, last = m.sentence, groups[#groups]
    if last and last.sentence.first == sentence.first then
      table.insert(last.matches, m)
    else
      groups[#groups + 1] = { sentence = sentence, matches = { m } }
    end
  end
  return groups
end

local function print_group(out, doc, group, columns)
  out(place(out, doc, group.matches[1], ":") .. " "
      .. painted(out, doc, group.sentence, group.matches)
      .. captures_of(out, columns, group.matches) .. "\n")
end

local function print_lines(out, doc)
  local columns = columns_of(out)
  for _, group in ipairs(groups_of(doc)) do print_group(out, doc, group, columns) end
end

-- With so many sentences before and after; -- separates groups that do not touch.
local function print_context(out, doc, before, after)
  local columns, sentences, by_first, hits = columns_of(out), {}, {}, {}
  for sentence in doc:sentences() do
    sentences[#sentences + 1] = sentence
    by_first[sentence.first] = #sentences
  end
  for _, group in ipairs(groups_of(doc)) do hits[by_first[group.sentence.first]] = group end
  local told = 0
  for i = 1, #sentences do
    local near = hits[i]
    for k = i - after, i + before do near = near or hits[k] end
    if near then
      if told > 0 and told < i - 1 then out("--\n") end
      told = i
      if hits[i] then
        print_group(out, doc, hits[i], columns)
      else
        out(place(out, doc, sentences[i], "-") .. " "
            .. painted(out, doc, sentences[i], {}) .. "\n")
      end
    end
  end
end

-- ---------------------------------------------------------------- by match

local function print_only(out, doc)
  local columns = columns_of(out)
  for _, m in ipairs(doc:annotations()) do
    out(place(out, doc, m, ":") .. " " .. paint(out, "1;31", shown(out, m.text))
        .. captures_of(out, columns, { m }) .. "\n")
  end
end

-- The last or the first characters of a text that fill at most `width` columns.
local function cut(out, text, width, from_end)
  local list, used = {}, 0
  for _, code in utf8.codes(text) do list[#list + 1] = utf8.char(code) end
  local first, last = from_end and #list or 1, from_end and 1 or #list
  local kept = {}
  for i = first, last, from_end and -1 or 1 do
    used = used + out.width(list[i])
    if used > width then break end
    table.insert(kept, from_end and 1 or #kept + 1, list[i])
  end
  local result = table.concat(kept)
  return result, width - out.width(result)
end

-- The text on both sides of a match: of its sentence, or `width` columns of each.
-- -> left, right, the columns missing to `width`
local function sides(out, doc, m, width)
  if not width then
    return shown(out, doc.text:sub(m.sentence.first, m.first - 1)),
           shown(out, doc.text:sub(m.last + 1, m.sentence.last)):gsub("%s+$", "")
  end
  local from, to = math.max(1, m.sentence.first - 4 * width), m.last + 4 * width
  while (doc.text:byte(from) or 0) & 0xC0 == 0x80 do from = from + 1 end
  while (doc.text:byte(to + 1) or 0) & 0xC0 == 0x80 do to = to + 1 end
  local before, pad = cut(out, shown(out, doc.text:sub(from, m.first - 1)), width, true)
  local right = shown(out, doc.text:sub(m.last + 1, to)):gsub("%s+$", "")
  local behind, room = cut(out, right, width)
  return before, behind, pad, room
end

-- The source of a concordance line comes after it, where it does not shift the match.
local function print_kwic(out, doc, width)
  for _, m in ipairs(doc:annotations()) do
    local before, behind, pad, room = sides(out, doc, m, width)
    out((" "):rep(pad) .. before .. paint(out, "1;31", shown(out, m.text)) .. behind
        .. (doc.id == out.options.input and ""
            or (" "):rep(room + 2) .. place(out, doc, m, ":"):gsub(":$", "")) .. "\n")
  end
end

local tables = { csv = { ",", "\r\n" }, tsv = { "\t", "\n" } }

local function print_row(out, cells)
  local escape, signs = out[out.options.mode], tables[out.options.mode]
  for i, text in ipairs(cells) do cells[i] = escape(text) end
  out(table.concat(cells, signs[1]) .. signs[2])
end

local function print_rows(out, doc, width)
  local columns = columns_of(out)
  for _, m in ipairs(doc:annotations()) do
    local line, column = doc:place(m.first)
    local left, right = sides(out, doc, m, width)
    local row = { doc.id, line, column, left, shown(out, m.text), right }
    for _, name in ipairs(columns) do row[#row + 1] = cell(out, m[name]) end
    print_row(out, row)
  end
end

local function print_json(out, doc)
  local columns = columns_of(out)
  for _, m in ipairs(doc:annotations()) do
    local line, column = doc:place(m.first)
    local captures = {}
    for _, name in ipairs(columns) do captures[name] = m[name] end
    local value = { id = doc.id, line = line, column = column, match = m.text, start = m.start,
                    ["end"] = m["end"], sentence = m.sentence.text }
    if #columns > 0 then value.captures = captures end
    out(out.json(value) .. "\n")
  end
end

-- ---------------------------------------------------------------- counts

-- The count of each text of a capture, with case and typography folded, or of each value
-- of one of its fields, which the rule has put into `by`.
local function count_values(out, doc, name)
  local state, any = {}, false
  local is_field = name:find(".", 1, true)
  for _, m in ipairs(doc:annotations()) do
    local value = m.text
    if is_field then value = m.by elseif name ~= "" then value = m[name] end
    local list = type(value) == "table" and value or { value }
    for _, one in ipairs(list) do
      local key = shown(out, tostring(one))
      if not is_field then key = text.fold(key) end
      state[key] = (state[key] or 0) + 1
      any = true
    end
  end
  return any and state or nil
end

local function print_values(out, state)
  local list = {}
  for value, count in pairs(state or {}) do list[#list + 1] = { value, count } end
  table.sort(list, function(a, b)
    if a[2] ~= b[2] then return a[2] > b[2] end
    return a[1] < b[1]
  end)
  for _, one in ipairs(list) do out("%d\t%s\n", one[2], one[1]) end
end

format "grep" {
  about = "the sentences with annotations, marked", extension = "txt",
  options = { mode = "lines, only, kwic, count, files, by, json, csv or tsv",
              captures = "their names, as A,B", before = "sentences before",
              after = "sentences after", width = "columns on each side of the match",
              input = "the only one: lines of kwic do not name it",
              by = "the capture to count by, or a field of it: v.lemma" },
  open = function(out)
    if tables[out.options.mode] then
      local row = { "document", "line", "column", "left", "match", "right" }
      print_row(out, table.move(columns_of(out), 1, #columns_of(out), #row + 1, row))
    end
  end,
  document = function(out, doc)
    local options = out.options
    local mode = options.mode or "lines"
    local before, after = tonumber(options.before or 0), tonumber(options.after or 0)
    if mode == "count" then out("%s:%d\n", shown(out, doc.id), #doc:annotations())
    elseif mode == "files" then
      if #doc:annotations() > 0 then out("%s\n", shown(out, doc.id)) end
    elseif mode == "only" then print_only(out, doc)
    elseif mode == "kwic" then print_kwic(out, doc, tonumber(options.width))
    elseif mode == "json" then print_json(out, doc)
    elseif tables[mode] then print_rows(out, doc, tonumber(options.width))
    elseif mode == "by" then return count_values(out, doc, options.by)
    elseif before + after > 0 then print_context(out, doc, before, after)
    else print_lines(out, doc) end
  end,
  merge = function(a, b)
    for key, count in pairs(b) do a[key] = (a[key] or 0) + count end
    return a
  end,
  close = function(out, state)
    if out.options.mode == "by" then print_values(out, state) end
  end,
}
