-- Readers: one Lua file each (help readers).  A reader turns the bytes of an input into
-- documents, in a worker and in the sandbox.
local core = require "newsengine.core"
local errors = require "newsengine.errors"
local extension = require "newsengine.extension"
local paths = require "newsengine.paths"
local sandbox = require "newsengine.sandbox"

local reader = {}

local keys = { about = "string", match = "table", sniff = "function", read = "function",
               options = "table", many = "boolean", split = "string" }

--- The pieces into which the supervisor can cut an input, so that several workers share
--- one file.
local splits = { lines = true, rows = true, warc = true, json = true }

---------------------------------------------------------------- loading

local fail = extension.fail

local function check(path, name, def)
  if type(def) ~= "table" then fail(path, ("reader %q: a table expected"):format(name)) end
  for key, value in sandbox.pairs(def) do
    if not keys[key] then
      local near = errors.near_key(tostring(key), keys)
      fail(path, ("reader %q: unknown key %q"):format(name, tostring(key)),
           near and ("did you mean %q?"):format(near))
    end
    if type(value) ~= keys[key] and not (key == "match" and type(value) == "string") then
      fail(path, ("reader %q: %s is a %s; %s expected"):format(name, key, type(value), keys[key]))
    end
  end
  if not def.read then fail(path, ("reader %q: read is missing"):format(name)) end
  if def.split and not splits[def.split] then
    fail(path, ("reader %q: split is %q; lines, rows, warc or json expected"):format(
      name, def.split))
  end
end

-- A list of words for each mark -> labels (core.labels), marks by name.
local function labels_of(lists)
  local names, words, marks = {}, { "" }, {}
  for name, list in sandbox.pairs(lists) do
    if name == "ignore" then words[1] = list else names[#names + 1] = name end
  end
  for i, name in ipairs(names) do
    words[i + 1], marks[name] = lists[name], 1 << i
  end
  return core.labels(words), marks
end

--- Set in a worker that may open nothing any more: called before decoding bytes that need
--- a converter, which the system may have to load from a file.
reader.before_converting = nil

--- Bytes and the name of their encoding, if known -> text, name of the encoding
function reader.decode(bytes, label)
  if core.is_plain(bytes, label) then return bytes, "utf-8" end
  if reader.before_converting and not core.is_simple(bytes, label) then
    reader.before_converting()
  end
  return core.decode(bytes, label)
end

--- Set in such a worker: called instead of loading a reader.
reader.before_loading = nil

-- The words of reader files.
local function words_for(path, define)
  local words = extension.words(path, core.squeeze)
  words.reader, words.labels, words.decode, words.unescape =
    define, labels_of, reader.decode, core.unescape
  function words.page(text, labels, options)
    return core.page(text, labels, options and options.xml or false)
  end
  words.bytes = sandbox.library { base64 = core.base64, quoted = core.quoted_printable,
                                  inflate = core.inflate, unchunk = core.unchunk,
                                  row = core.csv_row }
  return words
end

-- use "page/words": another file below the reader's own directory, run once -> its
-- result. Only while the file is loading, so that everything it makes is known then.
local function user_of(path, env)
  local directory, results, is_loaded = paths.directory(path), {}, false
  local function finish() is_loaded = true end
  return function(name)
    if type(name) ~= "string" or not name:find("^[%w_-]+[%w_/-]*$") then
      error("use: the name of a file below the reader's directory expected", 2)
    end
    if is_loaded then error("use: works only while the reader is loaded", 2) end
    if results[name] == nil then
      local value = extension.run(paths.join(directory, name .. ".lua"), env)
      results[name] = value == nil and true or value
    end
    return results[name]
  end, finish
end

local function load_file(path)
  local made
  local words = words_for(path, function(name)
    return function(def)
      check(path, name, def)
      made = { name = name, path = path, about = def.about, sniff = def.sniff, read = def.read,
               options = def.options or {}, many = def.many or def.split ~= nil,
               split = def.split,
               match = type(def.match) == "string" and { def.match } or def.match or {} }
    end
  end)
  local env = extension.environment(path, words)
  local use, finish = user_of(path, env)
  env.use = use
  extension.load(path, env)
  if not made then fail(path, "it defines no reader", 'reader "name" { … } does') end
  finish()
  made.guard = extension.freeze(env, words, made.read, made.sniff)
  return made
end

-- Readers without a file: the program itself makes their documents.
local built_in = {
  text = { name = "text", about = "any bytes: UTF-8, or UTF-16 with a mark",
           options = { encoding = "the encoding of input that is not UTF-8" } },
  jsonl = { name = "jsonl", split = "lines", many = true,
            about = "one JSON object per line: id, text, title, published, lang, url" },
  json = { name = "json", split = "json", many = true,
           about = "a JSON array of objects as in jsonl, or such objects one after the other" },
  tar = { name = "tar", many = true, options = {},
          about = "an archive: its files, each by the reader that fits it" },
}
local json_options = {}
for _, key in ipairs { "id", "text", "title", "published", "lang", "url" } do
  json_options[key] = ("the field that holds the %s"):format(key)
end
built_in.jsonl.options, built_in.json.options = json_options, json_options

local loaded = {}

--- A reader by name or path; raises an errors object.
function reader.load(name)
  if built_in[name] then return built_in[name] end
  if loaded[name] then return loaded[name] end
  if reader.before_loading then reader.before_loading() end
  local path, tried = paths.find("readers", name, ".lua")
  if not path then
    error(errors.new { code = "load", message = ("no reader %q"):format(name),
                       hint = "looked for " .. table.concat(tried, ", ") }, 0)
  end
  loaded[name] = load_file(path)
  return loaded[name]
end

--- Whether there is a reader of this name or path.
function reader.exists(name)
  return built_in[name] ~= nil or paths.find("readers", name, ".lua") ~= nil
end

-- As it stands in the search path.
local function shipped() return paths.root .. "/scripts/readers" end

-- Names of the users' readers on the reader path, sorted; set of them and the built-in
-- ones.
local function own_names()
  local own, seen = {}, {}
  for name in pairs(built_in) do seen[name] = true end
  for _, directory in ipairs(paths.search("readers")) do
    if directory ~= shipped() and directory:match("/readers$") then
      paths.add_names(directory, own, seen)
    end
  end
  table.sort(own)
  return own, seen
end

--- Names of all readers, sorted.
function reader.names()
  local _, seen = own_names()
  local names = {}
  for name in pairs(seen) do names[#names + 1] = name end
  paths.add_names(shipped(), names, seen)
  table.sort(names)
  return names
end

--- The options of a reader, for "auto" those of all -> {name = about}
function reader.options(name)
  local known = {}
  for _, one in ipairs(name == "auto" and reader.names() or { name }) do
    for key, about in sandbox.pairs(reader.load(one).options) do known[key] = about end
  end
  return known
end

---------------------------------------------------------------- which reader

-- What the shipped readers are for, so that they are loaded only if needed.
local by_extension = {
  txt = "text", text = "text", jsonl = "jsonl", ndjson = "jsonl", json = "json",
  html = "html", htm = "html", xhtml = "html", xml = "xml", rss = "xml", atom = "xml",
  nitf = "xml", tei = "xml", csv = "csv", tsv = "csv", warc = "warc", eml = "eml",
  mbox = "mbox", tar = "tar",
}
local compressed = { gz = true, zst = true, xz = true, bz2 = true }
local short_tar = { tgz = true, txz = true, tzst = true, tbz2 = true }

local function glob(pattern)
  return "^" .. pattern:gsub("[%^%$%(%)%%%.%[%]%+%-]", "%%%0"):gsub("%*", ".*"):gsub("%?", ".")
         .. "$"
end

local own_readers -- those of the user, loaded once somebody asks

local function users()
  if not own_readers then
    own_readers = {}
    for _, name in ipairs((own_names())) do own_readers[#own_readers + 1] = reader.load(name) end
  end
  return own_readers
end

--- Load the users' readers on the reader path; raises an errors object.
reader.load_users = users

--- The reader for a path by its name alone, or nil.
function reader.by_name(path)
  local name = path:match("[^/]*$")
  for _, made in ipairs(users()) do
    for _, pattern in ipairs(made.match) do
      if name:find(glob(pattern)) then return made.name end
    end
  end
  local ending = (name:match("%.([%w]+)$") or ""):lower()
  if compressed[ending] then
    ending = (name:sub(1, -#ending - 2):match("%.([%w]+)$") or ""):lower()
  end
  return short_tar[ending] and "tar" or by_extension[ending]
end

local roots = { rss = true, feed = true, nitf = true, newsItem = true, newsMessage = true,
                TEI = true, RDF = true }

local function sniff_markup(head)
  local low = head:sub(1, 4096):lower()
  if low:find("^<!doctype%s+html") or low:find("^<html[%s>]") then return "html" end
  local rest = head
  for _ = 1, 20 do
    local skipped = rest:gsub("^%s+", ""):gsub("^<%?.-%?>", ""):gsub("^<!%-%-.-%-%->", "")
                        :gsub("^<![^>]*>", "")
    if skipped == rest then break end
    rest = skipped
  end
  local root = rest:match("^<([%w:]+)")
  if root == "html" or root == "HTML" then return "html" end
  if root and (head:find("^<%?xml") or roots[root:match("[%w]+$")]) then return "xml" end
  if low:find("<html[%s>]") or low:find("<body[%s>]") and low:find("<head[%s>]") then
    return "html"
  end
end

local mail_fields = { from = 1, to = 1, subject = 1, date = 1, received = 1, ["message-id"] = 1,
                      ["mime-version"] = 1, ["return-path"] = 1, ["delivered-to"] = 1 }

local function sniff_mail(head)
  local _, envelope = head:find("^From %S+ +%a%a%a +%a%a%a +%d+ +%d%d:%d%d[^\r\n]*\r?\n")
  local found, at = 0, (envelope or 0) + 1
  while at <= #head and found < 3 do
    local line, stop = head:match("^([^\r\n]*)\r?\n()", at)
    if not line or line == "" then break end
    local field = line:match("^([%w-]+):")
    if field then
      found = found + (mail_fields[field:lower()] or 0)
    elseif not line:find("^[ \t]") then
      return nil
    end
    at = stop
  end
  return found >= 3 and (envelope and "mbox" or "eml") or nil
end

-- Data that begins like this is not text, unless -f text is given.  In brackets: a tool
-- that extracts its text.
local signatures = {
  { "^\x7FELF", "a program" }, { "^%%PDF%-", "a PDF file (pdftotext)" },
  { "^\x89PNG\r\n", "a picture" }, { "^\xFF\xD8\xFF", "a picture" }, { "^GIF8", "a picture" },
  { "^RIFF....WEBP", "a picture" }, { "^RIFF....WAVE", "sound" }, { "^RIFF....AVI ", "a film" },
  { "^ID3[\2-\4]", "sound" }, { "^OggS\0", "sound" },
  { "^\0\0..ftyp", "a film, sound or picture" }, { "^\x1A\x45\xDF\xA3", "a film" },
  { "^PK\3\4", "a zip or office file (unzip, pandoc)" },
  { "^\xD0\xCF\x11\xE0\xA1\xB1", "an old office file" }, { "^{\\rtf", "an RTF file (pandoc)" },
  { "^SQLite format 3\0", "an SQLite database" },
}

local function binary(head)
  for _, signature in ipairs(signatures) do
    if head:find(signature[1]) then return signature[2] end
  end
end

-- A sniff that raises counts as no: its reader is reported, once.
local function complain(made, message)
  if made.complained then return end
  made.complained = true
  io.stderr:write("newsengine: ", errors.clean(("reader %s: sniff: %s"):format(made.name, message)),
                  "\n")
end

--- The reader for bytes that begin with `head`; "text" by default; nil and what it is if
--- it is not text.
function reader.by_content(head)
  for _, made in ipairs(users()) do
    if made.sniff then
      local ok, yes, _, broken = extension.call(made.sniff, head)
      made.guard:check(true)
      if ok and yes then return made.name end
      if not ok then complain(made, extension.message(made.path, yes, broken)) end
    end
  end
  if head:sub(258, 262) == "ustar" then return "tar" end
  local what = binary(head)
  if what then return nil, what end
  head = head:gsub("^\xEF\xBB\xBF", ""):gsub("^%s+", "")
  local first = head:sub(1, 1)
  if first == "{" then
    local line = head:match("^[^\n]*")
    return line:find("^{%s*$") and "json" or "jsonl"
  end
  if first == "[" and head:find("^%[%s*[{%]]") then return "json" end
  if head:find("^WARC/1%.%d") then return "warc" end
  if first == "<" then return sniff_markup(head) or "text" end
  return sniff_mail(head:sub(1, 8192)) or "text"
end

---------------------------------------------------------------- reading

local most_bytes = (1 << 31) - 1

-- Reading leaves garbage several times as large as the input; so much of it is tolerated.
local read_most, read_since = 8 << 20, 0

local function note_read(bytes)
  core.charge(#bytes)
  read_since = read_since + #bytes
end

local function tidy()
  if read_since > read_most then
    collectgarbage()
    read_since = 0
  end
end

-- Iterator of the lines in the results of chunk(), without their ends.  A line may be as
-- long as all chunks together: each byte is scanned once.
local function lines_of(chunk)
  local rest, at = "", 1
  return function()
    local parts = {}
    while rest do
      local stop = rest:find("\n", at, true)
      parts[#parts + 1] = rest:sub(at, stop and stop - 1)
      if stop then
        at = stop + 1
        return (table.concat(parts):gsub("\r$", ""))
      end
      rest, at = chunk(), 1
    end
    local last = table.concat(parts)
    return last ~= "" and last or nil
  end
end

-- The argument of `read`: the bytes of a file or of a piece of one.
local function source_of(input, options)
  local file, ended
  local source = { id = input.id, number = input.number, line = input.line,
                   options = options, header = input.header, mark = input.mark,
                   literal = input.literal }
  local function open()
    if input.bytes or file then return end
    local message
    file, message = input.file, input.problem
    if not message then file, message = core.source(file or input.path) end
    if not file then error(message, 0) end
  end
  --- source:all() -> all remaining bytes
  function source.all()
    if input.bytes then
      local bytes = ended and "" or input.bytes
      ended = true
      note_read(bytes)
      return bytes
    end
    open()
    local bytes, message = file:read_all(most_bytes)
    if not bytes then error(message, 0) end
    note_read(bytes)
    return bytes
  end
  --- source:chunk() -> the next bytes, as many as are available at once | nil at the end
  function source.chunk()
    if input.bytes then
      local bytes = not ended and input.bytes or nil
      ended = true
      return bytes
    end
    open()
    local bytes, message = file:read()
    if not bytes and message then error(message, 0) end
    if bytes then note_read(bytes) end
    return bytes
  end
  --- source:lines() -> iterator of lines without their ends
  function source.lines() return lines_of(source.chunk) end
  return setmetatable(source, { __metatable = false }), function()
    if file then file:close() end
  end
end

local text_fields = { text = "string", title = "string", published = "string", lang = "string",
                      url = "string", error = "string", code = "string", meta = "table",
                      zones = "table", id = "id", extra = "table" }

-- A document emitted by a reader: a checked copy for the host.  Errors are reported at
-- the line that called emit.
local function checked(made, given)
  if type(given) ~= "table" then error("emit: a table expected", 3) end
  local copy = {}
  for key, value in sandbox.pairs(given) do
    local kind = text_fields[key]
    if not kind then
      local near = errors.near_key(tostring(key), text_fields)
      error(("emit: unknown key %q%s"):format(
        tostring(key), near and ("; did you mean %q?"):format(near) or ""), 3)
    end
    if kind ~= type(value) and not (kind == "id" and (type(value) == "string"
                                                      or math.type(value) == "integer")) then
      error(("emit: %s is a %s"):format(key, type(value)), 3)
    end
    copy[key] = value
  end
  if not copy.text and not copy.error then
    error(("reader %s: emit: no text"):format(made.name), 3)
  end
  return copy
end

--- Read an input {id, path | file (its descriptor) | problem (why it has none) | bytes, number,
--- line, header, mark, literal} with a reader; `emit` gets each document
--- {id?, text, title?, ...} or {id?, error, code?}, outside of the reader's budget.
--- -> true | nil, message, code
function reader.read(made, input, options, budget, ceiling, emit)
  local source, close = source_of(input, options)
  local function give(given)
    local document = checked(made, given)
    sandbox.outside(budget, emit, document)
    tidy()
  end
  local ok, value, _, broken = sandbox.call(budget, ceiling, made.read, source, give)
  close()
  tidy()
  local changed = made.guard and made.guard:check(true) -- one that failed is put back, too
  if not ok then return nil, extension.message(made.path, value, broken), broken end
  if not changed then return true end
  return nil, ("%s: the local variable %q was changed while an input was read; a reader keeps "
    .. "no state: help readers"):format(made.path, changed), "state"
end

return reader
