-- eml: one message, as mail programs save it.
local document_of = use "mail/message"

reader "eml" {
  about = "a message: subject, sender, date and its own words; quoted replies go to source.quoted",
  match = { "*.eml" }, options = {},
  read = function(source, emit)
    local message = source:all():gsub("^\xEF\xBB\xBF", "")
    if message == "" then return emit { text = "" } end
    if message:find("^From ") then message = message:sub(message:match("^[^\n]*\n()") or 1) end
    emit(document_of(message))
  end,
}
