-- The inputs of a run: taken in turn, cut into items for the workers, and turned into
-- documents.
local core = require "newsengine.core"
local date = require "newsengine.date"
local objects = require "newsengine.objects"
local reader = require "newsengine.reader"
local settings = require "newsengine.settings"

local inputs = {}

local batch_documents, batch_bytes = 32, 64 * 1024
local text_limit = (1 << 31) - 1

---------------------------------------------------------------- inputs

local no_network = "addresses are not opened: curl -sL ADDRESS | newsengine ... -"

--- Every input in turn: {path, kind} or {path, failure = message}.
function inputs.all(job)
  return coroutine.wrap(function()
    local function one(path)
      local kind, why = "pipe", nil
      if path ~= "-" then kind, why = core.path_kind(path) end
      if not kind then
        coroutine.yield { path = path, failure = path:find "^https?://" and no_network or why }
      elseif kind ~= "directory" then
        coroutine.yield { path = path, kind = kind }
      else
        local walk, message = core.walk(path)
        if not walk then
          coroutine.yield { path = path, failure = message }
          return
        end
        local any = false
        for file, refused in function() return walk:next() end do
          any = true
          coroutine.yield { path = file, kind = "file", failure = refused }
        end
        if not any then coroutine.yield { path = path, failure = "no document in it" } end
      end
    end
    for _, path in ipairs(job.inputs) do one(path) end
    for _, list in ipairs(job.lists) do
      local any = false
      for path in list.paths() do
        any = true
        one(path)
      end
      if not any then coroutine.yield { path = list.path, failure = "no input in this list" } end
    end
    while true do coroutine.yield(nil) end
  end)
end

local function read_list(path, separator)
  local source, message = core.source(path == "-" and 0 or path)
  if not source then return nil, message end
  local bytes, why = source:read_all(1 << 30)
  source:close()
  if not bytes then return nil, why end
  if separator == "\n" and bytes:find("\0", 1, true) then
    return nil, "it contains a NUL; --files0-from reads such a list"
  end
  return bytes
end

local function each_path(bytes, separator)
  local at = 1
  return function()
    while at <= #bytes do
      local stop = bytes:find(separator, at, true) or #bytes + 1
      local name = bytes:sub(at, stop - 1)
      at = stop + 1
      if separator == "\n" then name = name:gsub("\r$", "") end
      if name ~= "" then return name end
    end
  end
end

--- The file named by --files-from -> {path, paths() = iterator of the paths in it, read()
--- : its contents now, unless it cannot be read} | nil, message.
function inputs.path_list(path, separator)
  local bytes, message = read_list(path, separator)
  if not bytes then return nil, message end
  return {
    path = path,
    paths = function() return each_path(bytes, separator) end,
    read = function() bytes = path ~= "-" and read_list(path, separator) or bytes end,
  }
end

---------------------------------------------------------------- what goes to the workers

--- An item on its way to a worker: kind ("path": the worker gets the opened file;
--- "piece": `bytes` are the document or a piece of the input; "failed"), name of its
--- reader, id (the path), number of the piece, line and column where it begins (0:
--- unknown), bytes, note (JSON: see run.lua, or why it failed).
function inputs.pack(item)
  return string.pack("<s1s2s4I8I8I8s4s4", item.kind, item.reader or "", item.id,
                     item.number or 0, item.line or 0, item.column or 0, item.bytes or "",
                     item.note or "")
end

--- `in_place`: lines stay where they are, `bytes` being the payload, and from `first` to `last`
--- it is theirs.
function inputs.unpack_all(payload, in_place)
  local list, at = {}, 1
  while at <= #payload do
    local item = {}
    local size
    item.kind, item.reader, item.id, item.number, item.line, item.column, size, at =
      string.unpack("<s1s2s4I8I8I8I4", payload, at)
    if in_place and item.kind == "piece" and item.reader == "jsonl" then
      item.bytes, item.first, item.last = payload, at, at + size - 1
    else
      item.bytes = payload:sub(at, at + size - 1)
    end
    item.note, at = string.unpack("<s4", payload, at + size)
    list[#list + 1] = item
  end
  return list
end

--- For an item of several lines with `done` documents made -> the items of the next line
--- and of those after it (or nil); else nil.
function inputs.split(item, done)
  if item.kind ~= "piece" or item.reader ~= "jsonl" then return nil end
  local at = 1
  for _ = 1, done do
    at = (item.bytes:find("\n", at, true) or #item.bytes) + 1
  end
  local stop = item.bytes:find("\n", at, true)
  if not stop and done == 0 or at > #item.bytes then return nil end
  local function lines(first, last, number)
    return { kind = "piece", reader = "jsonl", id = item.id, number = item.number + number,
             bytes = item.bytes:sub(first, last), note = "" }
  end
  return lines(at, (stop or 0) - 1, done), stop and lines(stop + 1, -1, done + 1) or nil
end

--- The paths in the items of a payload: the worker gets these files opened.
function inputs.paths(payload)
  local list, at = {}, 1
  while at <= #payload do
    local kind, size, id
    kind, size, at = string.unpack("<s1I2", payload, at)
    id, at = string.unpack("<s4", payload, at + size)
    size, at = string.unpack("<I4", payload, at + 24)
    size, at = string.unpack("<I4", payload, at + size)
    at = at + size
    if kind == "path" then list[#list + 1] = id end
  end
  return list
end

local function failure(path, message, number)
  return { kind = "failed", id = path, number = number,
           note = core.json_encode { code = "read", message = message } }
end

local function is_stopped(job) return job.signals and job.signals:count() > 0 end

-- A read ended by a signal is not a failure of the document: the run ends.
local function interrupted_or_failed(job, path, message)
  if is_stopped(job) then return nil end
  return failure(path, message)
end

---------------------------------------------------------------- cutting

-- Cutters take the number of documents and bytes wanted and return the next item | false,
-- descriptor (none is ready) | nil (the end of this input).

-- For JSON Lines, where each line is one document: several at a time, except with a
-- journal, which counts lines.
local function lines_of(job, path, source, name)
  local lines = core.lines(source)
  local several = name == "jsonl" and not job.journal
  return function(documents, room)
    local text, number, count = lines:next(job.waits or false, several and documents or 1, room)
    if text then
      return { kind = "piece", reader = name, id = path, number = number, line = number,
               bytes = text, count = count }
    end
    if text == false then return false, number end
    return nil, number -- why it ended, if not at its end
  end
end

-- Tables with tabs often do not quote cells: a quotation mark that is not closed at the
-- end of a cell is an ordinary character.
local function is_literal(header, bad)
  return bad and bad:find("quotation", 1, true) and header:find("\t", 1, true)
         and not header:find("[,;|]")
end

local function pieces_of(path, source, name, how)
  local pieces = core.pieces(source, how)
  -- The first row, which is sent with each of the others; the separator from Excel's
  -- "sep=;" above it; the number of rows before it.
  local header, mark, before = nil, "", 0
  local function next_piece()
    local bytes, number, bad, line, column = pieces:next()
    if not bytes then return nil, number end
    if how == "rows" then
      local said = not header and bytes:match('^"?[sS][eE][pP]=(.)"?\r?\n$')
      if said or not header and not bytes:find("%S") then
        mark, before = said or mark, before + 1
        return next_piece()
      elseif not header and not bad then
        header = bytes
        return next_piece()
      end
      number = number - 1 - before
      local literal = header and is_literal(header, bad)
      header = header or bytes
      if literal then bad = nil end
      if not bad then bytes = string.pack("<s4Bs1", header, literal and 1 or 0, mark) .. bytes end
    end
    if bad then
      return failure(path, line > 0 and ("%s:%d: %s"):format(path, line, bad) or bad, number)
    end
    return { kind = "piece", reader = name, id = path, number = number, line = line,
             column = column, bytes = bytes }
  end
  return next_piece
end

local begin_source

-- The reader for the content | nil, item; without a reader the source is closed.
local function reader_for(job, path, source)
  local head, why = source:peek()
  local name, what
  if head then
    name, what = reader.by_content(head:sub(1, 16384))
    if name then return name end
  end
  source:close()
  if not head then return nil, interrupted_or_failed(job, path, why) end
  return nil, failure(path, ("%s, not a text: -f text reads its bytes as they are"):format(what))
end

-- The files in an archive; each goes to the reader for its name or content.
local function members_of(job, path, source)
  local archive, message = core.archive(source)
  return function()
    if not archive then
      local why = message
      message = nil
      return nil, why
    end
    local name, bytes, why = archive:next(text_limit)
    if not name then return nil, bytes end
    local id = path .. "/" .. name
    if not bytes then return failure(id, why) end
    local kind = reader.by_name(name)
    if kind == "tar" then return failure(id, "an archive in an archive") end
    return begin_source(job, id, assert(core.source_of(bytes)), kind)
  end
end

-- Cutters need UTF-8: convert a source in UTF-16 with a byte order mark, as spreadsheets
-- write tables -> source | nil, message
local function as_utf8(source)
  local head = source:peek()
  if not head or not (head:find("^\xFF\xFE") or head:find("^\xFE\xFF")) then return source end
  local bytes, why = source:read_all(text_limit)
  source:close()
  if not bytes then return nil, why end
  return core.source_of(core.text_decode(bytes))
end

local function cutter(job, path, source, name)
  if name == "tar" then return members_of(job, path, source) end
  local split = reader.load(name).split
  if split == "lines" then return lines_of(job, path, source, name) end
  if split then return pieces_of(path, source, name, split) end
end

-- The only item of a source; nil if job.cut gives the items, or if a signal ended the
-- read. `name`: its reader, nil to look at its content.
function begin_source(job, path, source, name)
  if not name then
    local item
    name, item = reader_for(job, path, source)
    if not name then return item end
    if name == "tar" and job.cut then
      source:close()
      return failure(path, "an archive in an archive")
    end
  end
  if reader.load(name).split then
    local problem
    source, problem = as_utf8(source)
    if not source then return interrupted_or_failed(job, path, problem) end
  end
  local next_cut = cutter(job, path, source, name)
  if next_cut then
    job.cut = { next = next_cut, source = source, path = path, outer = job.cut }
    return nil
  end
  local bytes, why = source:read_all(text_limit)
  source:close()
  if not bytes then return interrupted_or_failed(job, path, why) end
  return { kind = "piece", reader = name, id = path, bytes = bytes }
end

-- Begin an input: returns its only item, or nothing if job.cut gives the items.
local function begin(job, input)
  local path = input.path
  if input.failure then return failure(path, input.failure) end
  local name = job.reader ~= "auto" and job.reader or reader.by_name(path)
  local is_file = input.kind == "file"
  if is_file and name and name ~= "tar" and not reader.load(name).split then
    return { kind = "path", reader = name, id = path }
  end
  -- A pipe is read here, because workers have no descriptor of it and reading may take
  -- long.
  local source, message = core.source(path == "-" and 0 or path)
  if not source then return failure(path, message) end
  if job.signals then source:watch(job.signals) end
  if is_file and not name then
    local item
    name, item = reader_for(job, path, source)
    if not name then return item end
    if name ~= "tar" and not reader.load(name).split then
      source:close()
      return { kind = "path", reader = name, id = path }
    end
  end
  return begin_source(job, path, source, name)
end

local function next_piece(job, documents, room)
  local cut = job.cut
  local item, more = cut.next(documents, room)
  if item or job.cut ~= cut then return item end
  if item == false then return false, more end
  job.cut = cut.outer
  cut.source:close()
  if more and is_stopped(job) then return nil, "stop" end
  if more then return failure(cut.path, more) end
  return nil
end

-- The next item, of so many documents and bytes if it can be cut | false, descriptor
-- (none is ready) | nil (end).
local function next_item(job, documents, room)
  while true do
    local item, more
    if job.cut then
      item, more = next_piece(job, documents, room)
      if item == nil and more == "stop" then return nil end
    else
      local input = job.next_input()
      if not input then return nil end
      item = begin(job, input)
      if item == nil and not job.cut and is_stopped(job) then return nil end
    end
    if item ~= nil then return item, more end
  end
end

--- The next job for the pool: several items, or one with perhaps many documents.
function inputs.produce(job)
  if job.stopped then return nil end
  local parts, count, size = {}, 0, 0
  while count < batch_documents and size < batch_bytes do
    local item, descriptor
    if job.held then
      item, job.held = job.held, nil
    else
      item, descriptor = next_item(job, batch_documents - count, batch_bytes - size)
    end
    if item == nil then break end
    if item == false then
      if count == 0 then return false, descriptor end
      break
    end
    local many = item.kind == "path" and reader.load(item.reader).many
    if many and count > 0 then
      job.held = item
      break
    end
    if not (job.journal and job.journal:passes(item)) then
      count = count + (item.count or 1)
      parts[#parts + 1] = inputs.pack(item)
      size = size + #parts[#parts]
      if many or item.kind == "path" and job.workers > 1 and count >= 4 then break end
    end
  end
  if count == 0 then return nil end
  if job.journal then job.journal:sent(count) end
  return #parts == 1 and parts[1] or table.concat(parts)
end

---------------------------------------------------------------- items into documents

-- Rules compute with the day of publication, so the user is told if it is not a date.  A
-- year or a month is a date without a known day.
local function note_day(made)
  local day = made.published
  if not day or made.error or not day:find("%S") or date.parse(day)
      or day:find("^%d%d%d%d$") or day:find("^%d%d%d%d%-%d%d$") then
    return
  end
  made.note = ("published %s: a date such as 2022-03-14 expected"):format(
    core.squeeze(day):sub(1, 60))
end

-- One object on each line.
local function read_lines(item, options, emit)
  local number, at, last = item.number, item.first or 1, item.last or #item.bytes
  repeat
    local stop = math.min(item.bytes:find("\n", at, true) or last + 1, last + 1)
    local place = { path = item.id, line = number }
    local made = objects.read(item.bytes, options, place, at, stop - 1)
    made.id = made.id or ("%s#%d"):format(item.id, number)
    note_day(made)
    emit(made)
    number, at = number + 1, stop + 1
  until at > last
end

-- The beginnings of texts without a byte order mark that have NULs between letters; the
-- name of the encoding; and the bytes of a letter, because the first may be a curly mark.
local wide = {
  { "^[\1-\127]%z[\1-\127]%z", "utf-16le", 2 }, { "^%z[\1-\127]%z[\1-\127]", "utf-16be", 2 },
  { "^[\1-\127]%z%z%z", "utf-32le", 4 }, { "^%z%z%z[\1-\127]", "utf-32be", 4 },
}

-- A message about bytes in an undeclared encoding -> text | nil
local function encoding_note(bytes)
  for _, one in ipairs(wide) do
    if bytes:find(one[1]) or bytes:find(one[1], 1 + one[3]) then
      return ("looks like %s without a mark; -M encoding=%s reads it"):format(
        one[2]:upper(), one[2])
    end
  end
  return not utf8.len(bytes) and "not UTF-8, some characters are lost; "
    .. "name its encoding with -M encoding=NAME, such as windows-1252" or nil
end

-- A document of bytes that are not plain UTF-8.  Without a byte order mark `encoding`
-- decides; without that they are read as UTF-8, with a note for the user.
local function read_foreign(text, bytes, encoding)
  local made = { text = text, bytes = bytes }
  if bytes:find("^\xFF\xFE\0\0") or bytes:find("^\0\0\xFE\xFF") then
    made.text, made.recoded = reader.decode(bytes, "utf-32"), true
    return made
  end
  if bytes:find("^\xFF\xFE") or bytes:find("^\xFE\xFF") then return made end
  if not encoding then
    made.note = encoding_note(bytes)
  elseif not utf8.len(bytes) or bytes:find("\0", 1, true) then
    -- Two-byte encodings can pass for UTF-8; blanks and line ends reveal them.
    made.text, made.recoded = reader.decode(bytes, encoding), true
  end
  return made
end

local function read_text(item, options)
  local text, bytes
  if item.kind == "path" then
    local source, message = item.file, item.problem
    if not message then source, message = core.source(item.file or item.id) end
    if not source then return { error = message } end
    text, bytes = source:read_text(text_limit)
    source:close()
    if not text then return { error = bytes } end
    if options.encoding and not bytes then bytes = tostring(text) end
  else
    text, bytes = core.text_decode(item.bytes), item.bytes
  end
  return bytes and read_foreign(text, bytes, options.encoding) or { text = text }
end

--- Read an item (of kind "path": also file, its descriptor, or problem, why there is
--- none) within the budget and memory_ceiling of the job's `bounds`, else of its engine.
--- emit gets every document or failure: see engine:document, and error, code.  Each has
--- an id.
function inputs.read(job, item, emit)
  if item.reader == "jsonl" and item.kind == "piece" then
    return read_lines(item, job.reader_options, emit)
  end
  local own = (item.number or 0) > 0 and ("%s#%d"):format(item.id, item.number) or item.id
  local function give(made)
    made.id = made.id or own
    note_day(made)
    return emit(made)
  end
  if item.kind == "failed" then
    local why = core.json_decode(item.note)
    return give { error = why.message, code = why.code }
  end
  if item.reader == "text" then return give(read_text(item, job.reader_options or {})) end
  if item.reader == "json" then
    local place = { path = item.id, line = item.line, column = item.column }
    return give(objects.read(item.bytes, job.reader_options, place))
  end
  local made = reader.load(item.reader)
  local count = 0
  local input = { id = item.id, number = item.number, line = item.line,
                  path = item.kind == "path" and item.id or nil,
                  file = item.file, problem = item.problem,
                  bytes = item.kind ~= "path" and item.bytes or nil }
  if made.split == "rows" then
    local literal, mark, at
    input.header, literal, mark, at = string.unpack("<s4Bs1", item.bytes)
    input.bytes, input.literal = item.bytes:sub(at), literal == 1
    input.mark = mark ~= "" and mark or nil
  end
  local bounds = job.bounds or job.engine
  local ok, message, code = reader.read(made, input, job.reader_options, bounds.budget,
    bounds.memory_ceiling, function(document)
      count = count + 1
      if made.many and not made.split then own = ("%s#%d"):format(item.id, count) end
      document.ready = true
      if document.extra then document.source = core.json_encode(document.extra) end
      give(document)
    end)
  if not ok then
    if count > 0 and made.many and not made.split then
      own = ("%s#%d"):format(item.id, count + 1)
    end
    give { error = message, code = code }
  end
end

--- The documents of a job's inputs in this process, for commands without workers
--- -> iterator of input {id, text, ...}, or of false, id, message
function inputs.documents(job)
  if job.given then -- inputs that are there already
    local n = 0
    return function()
      n = n + 1
      return job.given[n]
    end
  end
  job.next_input, job.waits = inputs.all(job), true
  local _
  _, job.reader_options = settings.split(job, nil, {})
  local queue, at = {}, 0
  return function()
    while at == #queue do
      local item = next_item(job, batch_documents, batch_bytes)
      if not item then return nil end
      queue, at = {}, 0
      inputs.read(job, item, function(input)
        input.text = input.text and tostring(input.text)
        queue[#queue + 1] = input
      end)
    end
    at = at + 1
    local input = queue[at]
    if input.error then return false, input.id, input.error end
    return input
  end
end

return inputs
