-- The columns of a table (-M columns=A,B): of an annotation, of its document, or an attribute.
local core = require "newsengine.core"
local errors = require "newsengine.errors"

local columns = {}

--- Those without -M columns=.
columns.usual = { "document", "layer", "start", "end", "text", "rule", "type", "speaker", "cue",
                  "name", "value", "entity", "attributes" }

-- Those of the document, from what rules/article.lua found.
local of_document = { "headline", "byline", "published", "posted", "updated", "authors", "email",
                      "lang", "source" }

local document_has = {}
for _, name in ipairs(of_document) do document_has[name] = true end

local function text_of(value)
  return type(value) == "table" and core.json_encode(value) or tostring(value)
end

-- What stands in a cell: an object as JSON, the items of a list side by side.
local function cell(value)
  if value == nil then return "" end
  if type(value) ~= "table" or #value == 0 and next(value) ~= nil then return text_of(value) end
  local parts = {}
  for i, item in ipairs(value) do parts[i] = text_of(item) end
  return table.concat(parts, " | ")
end

-- "speaker.name" -> "speaker", "name"; a name without a point -> nil
local function halves(name) return name:match("^([^.]+)%.(.+)$") end

-- A field of a span or table, or of each item of a list -> value, or a list of values
local function field_of(value, field)
  if type(value) == "userdata" then return value[field] end
  if type(value) ~= "table" then return nil end
  if #value == 0 then return value[field] end
  local list = {}
  for _, item in ipairs(value) do list[#list + 1] = field_of(item, field) end
  return list
end

--- -M columns=A,B -> list of names, the usual ones without it
function columns.of(options)
  local wanted = options and options.columns
  if not wanted then return columns.usual end
  local list = {}
  for name in wanted:gmatch("[^,%s]+") do list[#list + 1] = name end
  return list
end

-- A further field: of that name, or of an object in such a field ("outlet.name").
local function further_field(object, name)
  if type(object) ~= "table" then return nil end
  if object[name] ~= nil then return object[name] end
  local outer, inner = halves(name)
  if outer then return further_field(object[outer], inner) end
end

-- The value that a column has for an annotation; `source`, `further`: see below.
local function value_of(doc, annotation, name, source, further)
  if name == "document" then return doc.id end
  if name == "attributes" then
    local attributes = annotation.attributes
    return next(attributes) and core.json_encode(attributes) or "{}"
  end
  local base, field = halves(name)
  if base == "source" then return further_field(further, field) end
  if base then return field_of(annotation[base], field) end
  local value = annotation[name]
  if value ~= nil then return value end
  if name == "source" then return source end
  if document_has[name] then return doc.meta[name] end
end

-- The fields of the JSON text `source` when one of the names asks for one, else none.
local function further_fields(source, names)
  for _, name in ipairs(names) do
    if source and halves(name) == "source" then return core.json_decode(source) end
  end
  return {}
end

--- A row for each of the annotations: a text for each of the names.  `source`: the further fields
--- of the document as JSON, or nil.
function columns.rows(doc, annotations, names, source)
  local further, rows = further_fields(source, names), {}
  for i, annotation in ipairs(annotations) do
    local row = {}
    for j, name in ipairs(names) do
      row[j] = cell(value_of(doc, annotation, name, source, further))
    end
    rows[i] = row
  end
  return rows
end

---------------------------------------------------------------- names that nothing has

-- Every word of the rule files, but for the one at the path `made`, which may be an attribute's
-- name, and the lexicons' columns.
local function words_of(pack, made)
  local words = {}
  for _, file in ipairs(pack.order) do
    local source = file.path ~= made and file.source or ""
    for word in source:gmatch("[%a_][%w_]*") do words[word] = true end
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

--- -> function(name): may a span or an annotation of these rules have a field of that name?
--- `made`: a file that the program has made itself, whose words say nothing.
function columns.known_to(pack, made)
  local known, words = {}, nil
  for _, name in ipairs(built_in) do known[name] = true end
  return function(name)
    if known[name] or core.span_fields[name] then return true end
    words = words or words_of(pack, made)
    return words[name]
  end
end

--- What is wrong with -M columns=A,B for these rules -> nil, or message and hint
function columns.wrong(options, pack)
  local of_row, of_span = {}, columns.known_to(pack)
  for _, list in ipairs { columns.usual, of_document } do
    for _, name in ipairs(list) do of_row[name] = true end
  end
  local function is_known(name) return of_row[name] or of_span(name) end
  for _, name in ipairs(columns.of(options)) do
    local base, field = halves(name)
    if base ~= "source" and not (is_known(base or name) and is_known(field or name)) then
      local close = table.move(columns.usual, 1, #columns.usual, 1, {})
      table.move(of_document, 1, #of_document, #close + 1, close)
      table.move(likely(pack), 1, #likely(pack), #close + 1, close)
      local near = errors.near(name, close)
      return ("-M columns=%s: no annotation of these rules has this column"):format(name),
             (near and ("did you mean %s?\n  "):format(near) or "")
             .. "columns: " .. table.concat(columns.usual, " ")
             .. "\n  of the document: " .. table.concat(of_document, " ")
             .. "\n  a field of JSON Lines or CSV: source.KEY; of a span: speaker.name"
             .. "\n  and the attributes of the layers (help layers)"
    end
  end
  if #columns.of(options) == 0 then
    return "-M columns=: names of columns expected", "columns: "
           .. table.concat(columns.usual, " ")
  end
end

return columns
