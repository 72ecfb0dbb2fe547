-- rules/contacts.lua : how to reach somebody.  Addresses, links, telephone
-- numbers, handles and hashtags.

lexicon "phone_codes" { file = "lexicons/phone-codes.tsv" }

rule "contact.email" {
  about = "An e-mail address; its value is in small letters.",
  pattern = [[ [email] ]],
  emit = "Contact",
  set = function(m)
    return { kind = "email", value = (m.text:lower():gsub("^mailto:", "")) }
  end,
}

rule "contact.url" {
  about = "A web address, with or without its scheme.",
  pattern = [[ [url] ]],
  emit = "Contact",
  set = function(m) return { kind = "url", value = m.text } end,
}

rule "contact.handle" {
  about = "An @name on a network.",
  pattern = [[ [mention] ]],
  emit = "Contact",
  set = function(m) return { kind = "handle", value = m.text } end,
}

rule "contact.hashtag" {
  about = "A #tag on a network.",
  pattern = [[ [hashtag] ]],
  emit = "Contact",
  set = function(m) return { kind = "hashtag", value = m.text } end,
}

local countries = use "countries"

-- The E.164 form of a printed number, if + or 00 or its country tells the code.
local function international(digits, country)
  if digits:find("^%+") then return digits end
  if digits:find("^00%d") then return "+" .. digits:sub(3) end
  local row = country and lexicons.phone_codes:get(country)
  if not row then return nil end
  local trunk = row.trunk
  if trunk ~= "" and digits:sub(1,
      #trunk) == trunk then digits = digits:sub(#trunk + 1) end
  return "+" .. row.prefix .. digits
end

lexicon "phone_word" { "tel", "telephone", "phone", "call", "mobile", "fax", "cell", "ring",
  "contact", "at", "or", "on", "number", "dial", "whatsapp", "sms", "text", "hotline", "helpline" }
local FAR = 22 -- bytes: the longest of them, and three marks

-- A number of seven digits, or of two groups of four, may be anything; behind such a word
-- it is a telephone number.
local function is_behind_word(doc, number)
  local before = doc.text:sub(math.max(1, number.first - FAR), number.first - 1)
  local word, marks = before:match "%f[%w_](%a+)([^%w_]+)$"
  return word and utf8.len(marks) <= 3 and lexicons.phone_word:has(word)
end

rule "contact.phone" {
  about = "+1 612 555 0188, (020) 7946 0958, 01 23 45 67 89, 555-0143 after a word such as phone",
  flags = "x",
  regex = [[
    (?: (?:\+|\b00[ ]?)[1-9]\d{0,2}[ \x{A0}.-]?(?:\(0?\d{1,4}\)[ \x{A0}.-]?)?\d{1,10}
        (?:[ \x{A0}./-]\d{2,8}){0,5}\b
        | (?<![\d.,/-])1[ ]\(\d{3}\)[ ]\d{3}-\d{4}\b
        | \(\d{2,5}\)[ \x{A0}]?\d{3,4}[ \x{A0}.-]?\d{3,4}\b
        | (?<![\d.,/-])0\d{1,4}[ \x{A0}-]\d{3,4}[ \x{A0}-]\d{3,4}\b(?![-/.]\d)
        | (?<![\d.,/-])0\d(?:([ \x{A0}.])\d\d)(?:\g{-1}\d\d){3}\b(?![ \x{A0}.]\d)
        | (?<![\d.,/-])(?:1[.-])?\d{3}[.-]\d{3}[.-]\d{4}\b
        | (?<=\W)\b(?<near>0\d{1,4}[ \x{A0}/-]\d{5,8}|0?[6-9]\d{4}[ ]?\d{5}|0\d{10}
          |\d{3}[ ]\d{3}[ ]\d{4})\b
        | (?<=\W)\b(?:\d{3}-\d{4}|\d{4}[ \x{A0}]\d{4}|1[38]00[ \x{A0}]\d{3}[ \x{A0}]\d{3})\b )]],
  scope = "document",
  emit = "Contact",
  where = function(m, doc)
    local _, digits = m.text:gsub("%d", "")
    if m.near or digits == 7 or m.text:find "^%d%d%d%d%D+%d%d%d%d$" then
      return is_behind_word(doc, m)
    end
    return digits >= 8 and digits <= 15
  end,
  set = function(m, doc)
    local digits = m.text:gsub("%(0%)", ""):gsub("[^%d+]", "")
    local value = #digits > 7 and international(digits, countries.of_story(doc)) or nil
    return { kind = "phone", value = value or digits }
  end,
}

examples {
  { "Write to a.day@paper.example today.", Contact = { kind = "email",
      value = "a.day@paper.example" } },
  { "See www.paper.example/recall for more.", Contact = { kind = "url" } },
  { "Call +1 612 555 0188 now.", Contact = { kind = "phone", value = "+16125550188" } },
  { "Tickets: phone 555-0143.", Contact = { kind = "phone" } },
  { "Tickets: phone 5550 0143 or call 1800 555 014.",
    Contact = { { text = "5550 0143" }, { text = "1800 555 014" } } },
  { "They paid 5550 1430 times.", Contact = false },
  { "“Tickets” — “Telephone”: 555-0143.", Contact = { text = "555-0143", value = "5550143" } },
  { "They won, a phone rang, 555-0143.", Contact = false },
  { "555-0143 of them won, a format 555-0143 of the others.", Contact = false },
  { "Call us on 07700 900123, or +49 30 12345678, or +442079460958.",
    Contact = { { text = "07700 900123" }, { value = "+493012345678" },
      { value = "+442079460958" } } },
  { "They built 07700 900123 of them.", Contact = false },
  { "They won 555-0143 of the votes in 2020-2021.", Contact = false },
}
