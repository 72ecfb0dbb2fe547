-- mbox: a folder of mail in one file (RFC 4155): each message is read like eml.
local document_of = use "mail/message"

-- "From ann@bay.example Mon Mar 14 07:50:00 2022", after an empty line.
local envelope = "^From %S+ +%a%a%a +%a%a%a +%d+ +%d%d:%d%d"

reader "mbox" {
  about = "a mail folder in one file: its messages, each read like eml",
  match = { "*.mbox" }, many = true, options = {},
  read = function(source, emit)
    local lines, is_behind_blank = {}, true
    local function finish()
      if not lines[1] then return end
      local fine, document = pcall(document_of, table.concat(lines, "\n"))
      emit(fine and document or { error = tostring(document) })
      lines = {}
    end
    for line in source:lines() do
      if is_behind_blank and line:find(envelope) then
        finish()
      else
        lines[#lines + 1] = line:gsub("^>(>*From )", "%1")
      end
      is_behind_blank = line == ""
    end
    finish()
  end,
}
