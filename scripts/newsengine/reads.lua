-- What the Lua of a rule file reads: globals, layers, columns of captures.  For lint,
-- which examines files without running their functions.
local core = require "newsengine.core"

local reads = {}

---------------------------------------------------------------- globals

--- Globals of a Lua source that are neither in `known` nor set anywhere in it
--- -> list of {name, line}, in the order of lines
function reads.globals(source, known)
  local chunk = load((source:gsub("^#[^\n]*", "")), "=rules", "t")
  if not chunk then return {} end
  local used, set, list = core.bytecode_globals(string.dump(chunk)), {}, {}
  for _, one in ipairs(used) do set[one.name] = set[one.name] or one.set end
  for _, one in ipairs(used) do
    if not set[one.name] and known[one.name] == nil then list[#list + 1] = one end
  end
  table.sort(list, function(a, b)
    if a.line ~= b.line then return a.line < b.line end
    return a.name < b.name
  end)
  return list
end

---------------------------------------------------------------- layers

local layer_calls = { each = "reads", covering = "reads", within = "reads", before = "reads",
                      after = "reads", overlapping = "reads", all_overlapping = "reads",
                      collect = "reads", add = "adds", add_all = "adds" }

-- The source with blanks for its comments.
local function without_comments(source)
  return (source:gsub("%-%-[^\n]*", function(comment) return (" "):rep(#comment) end))
end

--- Methods of `doc` that a document does not have, as in doc:word() -> list of {name, at}
function reads.methods(source)
  local list = {}
  for at, name in without_comments(source):gmatch("%f[%w_]doc:()([%a_][%w_]*)%s*[({\"']") do
    if not core.document_methods[name] then list[#list + 1] = { name = name, at = at } end
  end
  return list
end

--- Layers that are named in a call, as in doc:each "Quote" -> list of {name, at, does}; does:
--- "reads" or "adds"
function reads.layers(source)
  local list = {}
  local code = without_comments(source)
  for call, at, name in code:gmatch(":([%a_]+)%s*%(?%s*[\"']()(%u%w*)[\"']") do
    local does = layer_calls[call]
    if does then list[#list + 1] = { name = name, at = at, does = does } end
  end
  return list
end

---------------------------------------------------------------- columns

-- The lexicon of which a capture of the rule is always an entry, nil if it may be
-- anything else.
local function lexicon_of(made, capture)
  local found
  local function look(source)
    for behind in source:gmatch("%f[%w_]" .. capture .. ":(@?[%w_]*)") do
      local name = behind:match("^@(.+)")
      if not name or found and found ~= name then return false end
      found = name
    end
    return true
  end
  for _, source in ipairs(made.pattern_sources) do
    if not look(source) then return nil end
  end
  for _, source in pairs(made.file.macros) do
    if not look(source) then return nil end
  end
  return found and made.file.lexicons[found], found
end

-- The lines of a rule's functions that see a match -> list of {number, text, match}; match: its
-- name there
local function lines_of(made)
  local list = {}
  for _, f in ipairs { made.set or false, made.where or false } do
    local info = type(f) == "function" and debug.getinfo(f, "S")
    local is_here = info and info.source == made.file.chunk -- not in a file that this one uses
    local n, match = 0, nil
    for line in (is_here and made.file.source .. "\n" or ""):gmatch("(.-)\n") do
      n = n + 1
      if n == info.linedefined then
        match = line:gsub("%-%-.*", ""):match("function[^(]*%(%s*([%a_][%w_]*)")
      end
      if match and n <= info.lastlinedefined then
        list[#list + 1] = { number = n, text = (line:gsub("%-%-.*", "")), match = match }
      end
    end
  end
  return list
end

--- Fields of the match, read by the rule's functions, that are not captures
--- -> list of {name, line}; `captures`: the existing ones, as a set
function reads.captures(made, captures)
  local list = {}
  for _, line in ipairs(lines_of(made)) do
    for before, name in line.text:gmatch("(.?)%f[%w_]" .. line.match .. "%.([%a_][%w_]*)") do
      if before ~= "." and not captures[name] and not core.span_fields[name] then
        list[#list + 1] = { name = name, line = line.number }
      end
    end
  end
  return list
end

--- Fields of captures of the rule that are neither a column of their lexicon nor a field
--- of every span -> list of {capture, lexicon, name, line}
function reads.columns(made)
  local list = {}
  for _, line in ipairs(lines_of(made)) do
    local field = "%f[%w_]" .. line.match .. "%.([%a_][%w_]*)%.([%a_][%w_]*)"
    for capture, name in line.text:gmatch(field) do
      local lexicon, lexicon_name = lexicon_of(made, capture)
      if lexicon and not core.span_fields[name]
         and not core.lexicon_columns(lexicon)[name] then
        list[#list + 1] = { capture = capture, lexicon = lexicon_name, name = name,
                            line = line.number }
      end
    end
  end
  return list
end

return reads
