-- Write core/unicode_table.c from the Unicode Character Database.
--
--   lua5.4 scripts/make/unicode.lua [/usr/share/unicode] > core/unicode_table.c
--
-- The files are those of Debian's package unicode-data (Unicode 15.0).

local folder = arg[1] or "/usr/share/unicode"
local LAST = 0x10FFFF

-- The order of each list is the order of the enum in core/unicode.h.
local categories = {
  "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd",
  "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf",
  "Cs", "Co",
}
local words = {
  "Other", "CR", "LF", "Newline", "WSegSpace", "Extend", "ZWJ", "Format",
  "Regional_Indicator", "Katakana", "Hebrew_Letter", "ALetter", "Single_Quote",
  "Double_Quote", "MidNumLet", "MidLetter", "MidNum", "Numeric", "ExtendNumLet",
}
local sentences = {
  "Other", "CR", "LF", "Sep", "Extend", "Format", "Sp", "Lower", "Upper", "OLetter",
  "Numeric", "ATerm", "SContinue", "STerm", "Close",
}
local graphemes = {
  "Other", "CR", "LF", "Control", "Extend", "ZWJ", "Regional_Indicator", "Prepend",
  "SpacingMark", "L", "V", "T", "LV", "LVT",
}
-- What the tokenizer's rules ask for: enum news_token_class.
local tokens = {
  "Symbol", "Space", "Letter", "Digit", "Numeral", "Connector", "Mark", "Ideograph",
  "Katakana", "Emoji", "Punct",
}
local PICTOGRAPH, WIDE, SPACE, EMOJI, MODIFIER = 1, 2, 4, 8, 16

local function number_of(list)
  local numbers = {}
  for i, name in ipairs(list) do numbers[name] = i - 1 end
  return numbers
end

-- Calls `each(first, last, value)` for every line "A..B ; value" of a file.
local function read(path, each)
  for line in assert(io.open(folder .. "/" .. path)):lines() do
    local first, last, value = line:match("^(%x+)%.*(%x*)%s*;%s*([%w_]+)")
    if first then
      first = tonumber(first, 16)
      each(first, last == "" and first or tonumber(last, 16), value)
    end
  end
end

local function column(path, list)
  local numbers, codes = number_of(list), {}
  read(path, function(first, last, value)
    local number = assert(numbers[value], value)
    for code = first, last do codes[code] = number end
  end)
  return codes
end

local flags = {}
local function flag(path, names, bit)
  read(path, function(first, last, value)
    if names[value] then
      for code = first, last do flags[code] = (flags[code] or 0) | bit end
    end
  end)
end

local category = column("extracted/DerivedGeneralCategory.txt", categories)
local word = column("auxiliary/WordBreakProperty.txt", words)
local sentence = column("auxiliary/SentenceBreakProperty.txt", sentences)
local grapheme = column("auxiliary/GraphemeBreakProperty.txt", graphemes)
flag("emoji/emoji-data.txt", { Extended_Pictographic = true }, PICTOGRAPH)
flag("emoji/emoji-data.txt", { Emoji_Presentation = true }, EMOJI)
flag("emoji/emoji-data.txt", { Emoji_Modifier = true }, MODIFIER)
flag("EastAsianWidth.txt", { W = true, F = true }, WIDE)
flag("PropList.txt", { White_Space = true }, SPACE)
flags[0x200B] = (flags[0x200B] or 0) | SPACE -- zero width, but it parts words
flags[0xFEFF] = (flags[0xFEFF] or 0) | SPACE -- byte order mark

local token_number, word_number = number_of(tokens), number_of(words)
local word_token = {
  Extend = "Mark", ZWJ = "Mark", Format = "Mark", Katakana = "Katakana",
  ALetter = "Letter",
  Hebrew_Letter = "Letter", Numeric = "Digit", Regional_Indicator = "Emoji",
}
local function token_class(code)
  local kind, bits = categories[(category[code] or 0) + 1], flags[code] or 0
  local class = word_token[words[(word[code] or 0) + 1]]
  if bits & SPACE ~= 0 then return "Space" end
  if class then return class end
  if kind == "Nd" then return "Digit" end
  if word[code] == word_number.ExtendNumLet then return "Connector" end
  if bits & PICTOGRAPH ~= 0 then return "Emoji" end
  if kind == "No" or kind == "Nl" then return "Numeral" end
  if kind:sub(1, 1) == "L" then return "Ideograph" end
  if kind:sub(1, 1) == "P" then return "Punct" end
  return "Symbol"
end

-- Code points with equal properties share a record; equal pages of 256 share one.
local records, record_of, pages, page_of, stage = {}, {}, {}, {}, {}
local function record(code)
  local row = ("{%d, %d, %d, %d, %d, %d}"):format(category[code] or 0, word[code] or 0,
    sentence[code] or 0, grapheme[code] or 0, flags[code] or 0,
    token_number[token_class(code)])
  if not record_of[row] then
    records[#records + 1] = row
    record_of[row] = #records - 1
  end
  return record_of[row]
end
record(LAST) -- record 0: nothing known
for base = 0, LAST, 256 do
  local row = {}
  for i = 0, 255 do row[i + 1] = record(base + i) end
  local page = table.concat(row, ",")
  if not page_of[page] then
    pages[#pages + 1] = page
    page_of[page] = #pages - 1
  end
  stage[#stage + 1] = page_of[page]
end
assert(#records <= 256 and #pages <= 256)

local function emit(text)
  local line = " "
  for item in (text .. ","):gmatch("(%b{}),%s*") do
    if #line + #item + 2 > 80 then
      io.write(line, "\n")
      line = " "
    end
    line = line .. " " .. item .. ","
  end
  for item in (text:find("{", 1, true) and "" or text .. ","):gmatch("([^,]*),") do
    if #line + #item + 2 > 80 then
      io.write(line, "\n")
      line = " "
    end
    line = line .. " " .. item .. ","
  end
  io.write(line, "\n")
end

io.write("/* Made by scripts/make/unicode.lua from Unicode 15.0; do not edit. */\n")
io.write("/* clang-format off */\n\n#include \"unicode.h\"\n\n")
io.write(("const news_unicode_record news_unicode_records[%d] = {\n"):format(#records))
emit(table.concat(records, ","))
io.write("};\n\n", ("const uint8_t news_unicode_stage1[%d] = {\n"):format(#stage))
emit(table.concat(stage, ","))
io.write("};\n\n", ("const uint8_t news_unicode_stage2[%d][256] = {\n"):format(#pages))
for _, page in ipairs(pages) do
  io.write("{\n")
  emit(page)
  io.write("},\n")
end
io.write("};\n")
