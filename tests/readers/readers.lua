-- Documents that readers make of bytes, by the real program: for the specs of this folder.
local program = dofile("tests/cli/program.lua")

local readers = { program = program }

-- The text of a record, its tokens where the record does not carry it.
local function text_of(record)
  if record.text then return record.text end
  local words = {}
  for i, annotation in ipairs(record.annotations) do words[i] = annotation.text end
  return table.concat(words, " ")
end

--- Records as short lines: id, headline, day, authors, text; or id and what failed.
function readers.shown(records)
  local list = {}
  for i, record in ipairs(records) do
    local failure = record.errors[1]
    list[i] = failure and ("%s ! %s"):format(record.id, failure.message)
      or ("%s | %s | %s | %s | %s"):format(record.id, record.meta.headline or "",
        record.meta.published or "", record.meta.byline or "",
        text_of(record):gsub("\n\n", " / "))
  end
  return list
end

--- Bytes in a file of that name -> short lines, result of the run.
function readers.read(dir, name, bytes, arguments)
  dir:write(name, bytes)
  local list = { "--layers", "Token", name }
  for i, word in ipairs(arguments or {}) do table.insert(list, i, word) end
  local records, result = dir:records(list)
  return readers.shown(records), result, records
end

return readers
