-- @NAME@: say here in one line which files this reader is for.
--
--   newsengine rules/quotes.lua -f ./@NAME@.lua notes.@NAME@
--   newsengine help readers               everything a reader can have

reader "@NAME@" {
  about = "notes: a title in capitals, then lines up to the next one",
  match = "*.@NAME@", -- files with such names, once this file is in the reader path
  many = true,        -- several documents per file: NAME#1, NAME#2 ...
  options = { lang = "the language of the notes" }, -- -M lang=en

  -- source:lines(), source:chunk() or source:all() read the input; emit hands over a document.
  read = function(source, emit)
    local note
    local function finish()
      if note then
        emit { title = note.title, text = table.concat(note, "\n"), lang = source.options.lang }
      end
    end
    for line in source:lines() do
      line = decode(line) -- to UTF-8, from whatever encoding
      if line:find("^%u[%u%s]+$") then
        finish()
        note = { title = line }
      elseif note then
        note[#note + 1] = line
      elseif line ~= "" then
        emit { error = "a line before the first title: " .. line }
      end
    end
    finish()
  end,
}
