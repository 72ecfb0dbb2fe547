-- rules/article/mail.lua : the header of an e-mail that was pasted whole: From, Subject,
-- Date and other fields, each on a line above the first blank one.
local bylines, units = use "article/bylines", use "article/units"
local text_of = units.text_of

local COLON = text.marks ":"
local FIELD = regex("^([A-Z][A-Za-z-]{1,23}):(?:[\\s\\p{Zs}]+|$)")
local REPLY = regex("^(?:(?:re|fwd?|aw|tr):[\\s\\p{Zs}]*)+", "i")
local TELLING = { from = "byline", subject = "headline", date = "posted", sent = "posted" }

-- The fields of the first lines, each as { name =, value = the first byte of the value in
-- its line }.
local function fields_of(page)
  local fields = {}
  for i = 1, #page.first do
    if page.kinds[i] & COLON == 0 then break end
    if i > 1 and page.text:sub(page.last[i - 1] + 1, page.first[i] - 1):find("\n.*\n") then
      break
    end
    local first, last, name = FIELD:match(text_of(page, i))
    if not first then break end
    fields[i] = { name = text.fold(name), value = last + 1 }
  end
  return fields
end

-- Makes the unit the headline: the subject of the mail, without "Subject:" and "Re:".
local function cut_label(page, i, value)
  local _, last = REPLY:match(text_of(page, i):sub(value))
  page.first[i] = page.first[i] + value - 1 + (last or 0)
  page.texts[i] = nil
end

-- Gives the lines of a mail header their kinds, if the page has one. page.head: the
-- number of lines; page.subject: the one that is the headline.
local function read(page)
  local fields, told = fields_of(page), {}
  for i, field in ipairs(fields) do told[field.name] = told[field.name] or i end
  if #fields < 2 or not (told.from or told.subject) then return end
  page.head, page.subject, page.told = #fields, told.subject, true
  for i, field in ipairs(fields) do
    local kind = told[field.name] == i and TELLING[field.name] or "boilerplate"
    if kind == "posted" and not page.stamps[i] then kind = "boilerplate" end
    if kind ~= "posted" then page.stamps[i] = nil end
    page.authors[i] = kind == "byline"
      and bylines.of_sender(text_of(page, i):sub(field.value)) or nil
    page.kind[i] = kind
  end
  if told.subject then cut_label(page, told.subject, fields[told.subject].value) end
end

return read
