-- warc: pages from web archives (ISO 28500): each response of HTML is a document.
local article = use "page/article"
local fields = use "page/fields"

local html = { ["text/html"] = true, ["application/xhtml+xml"] = true }

local packed = { ["\31\139"] = true, ["\40\181"] = true } -- how gzip and zstd begin

-- The body of an HTTP message, decoded.
local function unpacked(http, body)
  local coding = (http["transfer-encoding"] or ""):lower()
  if coding:find("chunked", 1, true) then
    local whole = bytes.unchunk(body)
    if whole ~= "" then body = whole end -- archives may hold bodies in one piece
  end
  local encoding = (http["content-encoding"] or ""):lower()
  if encoding:find("%f[%a]br%f[%A]") then
    local inflated, why = bytes.inflate(body, true)
    if not inflated and not body:find("<[%a!]") then error(why, 0) end
    return inflated or body
  end
  if encoding:find("gzip", 1, true) or encoding:find("deflate", 1, true)
    or encoding:find("zstd", 1, true) then
    local inflated, why = bytes.inflate(body)
    if not inflated and packed[body:sub(1, 2)] then error(why, 0) end
    return inflated or body
  end
  return body
end

reader "warc" {
  about = "web archives: the pages in them, named by their addresses",
  match = { "*.warc" }, split = "warc", options = {},
  read = function(source, emit)
    local record = source:all()
    local warc, _, at = fields.read(record, record:match("^[^\n]*\n()"))
    local address = (warc["warc-target-uri"] or ""):gsub("^<", ""):gsub(">$", "")
    local id = address ~= "" and address or nil
    local kind = fields.parameters(warc["content-type"])
    if kind ~= "application/http" and kind ~= "" then return end
    local status = record:match("^HTTP/[%d.]+ (%d%d%d)", at)
    if not status then
      emit { id = id, error = "no HTTP response in the record" }
      return
    end
    if not status:find("^2") then return end
    local http, _, body = fields.read(record, record:match("^[^\n]*\n()", at))
    local media, parameters = fields.parameters(http["content-type"])
    if not html[media] then return end
    local page_bytes = unpacked(http, record:sub(body))
    local document = article((decode(page_bytes, parameters.charset)), address)
    document.id = id
    emit(document)
  end,
}
