-- One message (RFC 5322, MIME): its own text, separate from quoted replies; for eml and
-- mbox.
local fields = use "page/fields"
local plain = use "page/plain"

local most_deep = 20

-- =?utf-8?Q?...?= in header fields (RFC 2047)
local function words(value)
  value = value:gsub("(%?=)%s+(=%?)", "%1%2")
  local out, at = {}, 1
  while true do
    local from, to, charset, how, body = value:find("=%?([^?%s]+)%?([bBqQ])%?([^?]*)%?=", at)
    if not from then break end
    out[#out + 1] = value:sub(at, from - 1)
    local raw = how:lower() == "b" and bytes.base64(body) or bytes.quoted(body, true)
    out[#out + 1] = decode(raw, (charset:gsub("%*.*$", "")))
    at = to + 1
  end
  out[#out + 1] = value:sub(at)
  return (decode(table.concat(out)))
end

-- "Ann Day <ann@x.org>, bob@y.org" -> { "Ann Day", "bob@y.org" }
local function people(value)
  local list = {}
  value = value:gsub('"([^"]*)"', function(name) return (name:gsub(",", "\1")) end)
  for part in value:gmatch("[^,]+") do
    local name = part:match("^%s*(.-)%s*<[^>]*>") or part:match("%((.-)%)")
    if not name or name == "" then name = part:match("<([^>]*)>") or part end
    name = words(name:gsub("\1", ",")):gsub("^%s+", ""):gsub("%s+$", "")
    if name ~= "" then list[#list + 1] = name end
  end
  return list
end

local function unpacked(head, body)
  local how = (head["content-transfer-encoding"] or ""):lower()
  if how:find("base64", 1, true) then return bytes.base64(body) end
  if how:find("quoted", 1, true) then return bytes.quoted(body) end
  return body
end

-- Lines that end in a blank continue (RFC 3676).
local function unflow(s)
  local out = {}
  for line in (s .. "\n"):gmatch("([^\n]*)\n") do
    local before = out[#out]
    if before and before:find(" $") and before ~= "-- " and not line:find("^>") then
      out[#out] = before .. line:gsub("^ ", "")
    else
      out[#out + 1] = line
    end
  end
  return table.concat(out, "\n")
end

-- The parts of a multipart body.
local function parts_of(body, boundary)
  local parts, from = {}, nil
  local mark = "--" .. boundary
  local at = 1
  while true do
    local first, last = body:find(mark, at, true)
    if not first then break end
    local at_line = first == 1 or body:sub(first - 1, first - 1) == "\n"
    if at_line then
      if from then parts[#parts + 1] = body:sub(from, first - 1):gsub("\r?\n$", "") end
      if body:sub(last + 1, last + 2) == "--" then return parts end
      from = (body:find("\n", last, true) or #body) + 1
    end
    at = last + 1
  end
  if from and from <= #body then parts[#parts + 1] = body:sub(from) end -- cut off
  return parts
end

local read_part

-- Of alternatives plain text is the best, else the last readable one.
local function read_alternatives(parts, depth, found)
  local best
  for _, part in ipairs(parts) do
    local one = { texts = {}, files = found.files }
    read_part(part, depth, one)
    if one.texts[1] then
      if not best or one.plain then best = one end
      if one.plain then break end
    end
  end
  if best then table.move(best.texts, 1, #best.texts, #found.texts + 1, found.texts) end
end

function read_part(part, depth, found)
  if depth > most_deep then error("parts nested too deeply", 0) end
  local head, _, at = fields.read(part)
  local body = part:sub(at)
  local kind, parameters = fields.parameters(head["content-type"] or "text/plain")
  local place = fields.parameters(head["content-disposition"])
  if kind:find("^multipart/") and parameters.boundary then
    local parts = parts_of(body, parameters.boundary)
    if kind == "multipart/alternative" then return read_alternatives(parts, depth + 1, found) end
    for _, one in ipairs(parts) do read_part(one, depth + 1, found) end
  elseif place == "attachment" or not kind:find("^text/") then
    local _, disposition = fields.parameters(head["content-disposition"])
    local name = fields.parameter(disposition, "filename")
      or fields.parameter(parameters, "name")
    if name then table.insert(found.files, words(name)) end
  else
    local s = decode(unpacked(head, body), parameters.charset):gsub("\r\n", "\n")
    if kind == "text/html" then
      s = plain(s)
    else
      found.plain = true
      if (parameters.format or ""):lower() == "flowed" then s = unflow(s) end
    end
    table.insert(found.texts, s)
  end
end

local wrote = regex("^(?:On .{4,120} wrote|Am .{4,120} schrieb.{0,80}|Le .{4,120} a écrit ?|"
  .. "El .{4,120} escribió|-{2,} ?(?:Original Message|Ursprüngliche Nachricht) ?-{2,}) ?:?$", "i")

-- Text -> the writer's own lines, the quoted ones.
local function apart(s)
  local own, quoted, lines = {}, {}, {}
  for line in (s .. "\n"):gmatch("([^\n]*)\n") do lines[#lines + 1] = line end
  local i = 1
  while lines[i] do
    local line = lines[i]
    local next_line = lines[i + 1] or ""
    local two = line .. " " .. next_line
    if line:find("^%s*>") then
      quoted[#quoted + 1] = line
    elseif #line > 10 and #line < 200 and wrote:match(line)
        and (next_line:find("^%s*>") or next_line == "") then
      quoted[#quoted + 1] = line
    elseif #line > 10 and #two < 200 and line:find("^On ") and wrote:match(two) then
      quoted[#quoted + 1] = two
      i = i + 1
    else
      own[#own + 1] = line
    end
    i = i + 1
  end
  return table.concat(own, "\n"):gsub("\n\n\n+", "\n\n"):gsub("^%s+", ""):gsub("%s+$", ""),
         table.concat(quoted, "\n")
end

-- The bytes of a message -> a document to emit; raises if it is not a message
return function(message)
  local head = fields.read(message)
  if not (head.from or head.subject or head.date or head["content-type"]) then
    error("not a message: it has no header", 0)
  end
  local found = { texts = {}, files = {} }
  read_part(message, 0, found)
  local own, quoted = apart(table.concat(found.texts, "\n\n"))
  local authors = head.from and people(head.from) or {}
  local extra
  if quoted ~= "" or #found.files > 0 then
    extra = { quoted = quoted ~= "" and quoted or nil,
              attachments = #found.files > 0 and found.files or nil }
  end
  return {
    id = head["message-id"] and head["message-id"]:match("<([^>]+)>"),
    text = own, title = head.subject and words(head.subject) or nil,
    published = fields.date(head.date),
    meta = { authors = #authors > 0 and authors or nil,
             byline = #authors > 0 and table.concat(authors, ", ") or nil },
    extra = extra,
  }
end
