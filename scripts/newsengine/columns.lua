-- The columns of a table (-M columns=A,B): of an annotation, of its document, or an attribute.
local core = require "newsengine.core"
local errors = require "newsengine.errors"

local columns = {}

--- Those without -M columns=.
columns.usual = { "document", "layer", "start", "end", "text", "rule", "type", "speaker", "cue",
                  "name", "value", "entity", "attributes" }

--- Those of the document, from what rules/article.lua found.
columns.of_document = { "headline", "byline", "published", "posted", "updated", "authors",
                        "email", "lang" }

local document_has = {}
for _, name in ipairs(columns.of_document) do document_has[name] = true end

local function cell(value)
  if value == nil then return "" end
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for i, item in ipairs(value) do parts[i] = tostring(item) end
  return table.concat(parts, " | ")
end

--- -M columns=A,B -> list of names, the usual ones without it
function columns.of(options)
  local wanted = options and options.columns
  if not wanted then return columns.usual end
  local list = {}
  for name in wanted:gmatch("[^,%s]+") do list[#list + 1] = name end
  return list
end

--- The row of an annotation: a text for each of the names.
function columns.row(doc, annotation, names)
  local attributes = annotation.attributes
  local own = { document = doc.id,
                attributes = next(attributes) and core.json_encode(attributes) or "{}" }
  local row = {}
  for i, name in ipairs(names) do
    local value = own[name]
    if value == nil then value = annotation[name] end
    if value == nil and document_has[name] then value = doc.meta[name] end
    row[i] = cell(value)
  end
  return row
end

---------------------------------------------------------------- names that nothing has

-- Every word of the rule files, which may be an attribute's name, and the lexicons' columns.
local function words_of(pack)
  local words = {}
  for _, file in ipairs(pack.order) do
    for word in file.source:gmatch("[%a_][%w_]*") do words[word] = true end
    for _, lexicon in pairs(file.lexicons) do
      for name in pairs(core.lexicon_columns(lexicon)) do words[name] = true end
    end
  end
  return words
end

-- What the rules call their attributes as far as it shows: captures, and keys of tables.
local function likely(pack)
  local list, seen = {}, {}
  for _, file in ipairs(pack.order) do
    for word in file.source:gmatch("%f[%w_]([%a_][%w_]*)%s*[=:]%f[^=:]") do
      if not seen[word] then list[#list + 1] = word end
      seen[word] = true
    end
  end
  table.sort(list)
  return list
end

local built_in = { "inner", "style", "depth", "open" } -- of Quoted

--- What is wrong with -M columns=A,B for these rules -> nil, or message and hint
function columns.wrong(options, pack)
  local known, words = {}, nil
  for _, list in ipairs { columns.usual, columns.of_document, built_in } do
    for _, name in ipairs(list) do known[name] = true end
  end
  for _, name in ipairs(columns.of(options)) do
    if not known[name] and not core.span_fields[name] then
      words = words or words_of(pack)
      if not words[name] then
        local close = table.move(columns.usual, 1, #columns.usual, 1, {})
        table.move(columns.of_document, 1, #columns.of_document, #close + 1, close)
        table.move(likely(pack), 1, #likely(pack), #close + 1, close)
        local near = errors.near(name, close)
        return ("-M columns=%s: no annotation of these rules has it"):format(name),
               (near and ("did you mean %s?\n  "):format(near) or "")
               .. "columns: " .. table.concat(columns.usual, " ")
               .. "\n  of the document: " .. table.concat(columns.of_document, " ")
               .. "\n  and the attributes of the layers (help layers)"
      end
    end
  end
  if #columns.of(options) == 0 then
    return "-M columns=: names of columns expected", "columns: "
           .. table.concat(columns.usual, " ")
  end
end

return columns
