-- rules/names/mentions.lua : the pieces of evidence as mentions, their words, and what
-- the lexicons say about a text.
use "evidence"
local family_first, given_name = lexicons.family_first, lexicons.given_name

local function squeeze(text)
  if not text:find "[%s\xC2]" then return text end -- most are one word
  return (text:gsub("\u{A0}", " "):gsub("%s+", " "))
end

-- A comma between spaces is no word: "Zelten , Jr."
local function words_of(text)
  if not text:find "%s" then return { text } end -- most are one
  local words = {}
  for w in text:gmatch "[^%s,]%S*" do words[#words + 1] = w end
  return words
end

-- A dash between spaces ends a name, a hyphen does not.
local DASH = regex [[\s(?:-|–|—)\s?|[—―]|,\s\s]]

local KNOWN = { "type", "weight", "why", "role", "country", "gender" }
local DASHED = text.marks "-," | text.OTHER

-- Ends the mention earlier, at `last`; the one that follows no longer joins it.
local function cut_at(doc, last, m, following)
  m.last = last
  local span = doc:span(m.first, m.last)
  local _, kinds = span:measure()
  m.text, m.kinds = squeeze(span.text), kinds
  if following then following.gap = nil end
end

-- Every piece of evidence as a mention (see doc:collect): its type, how sure that is
-- (weight), and why.
local function gather(doc)
  local list = doc:collect("Evidence", KNOWN)
  for i = 1, #list do
    local m = list[i]
    if m.kinds & DASHED ~= 0 then
      local dash = doc:find(DASH, doc:span(m.first, m.last))
      if dash then cut_at(doc, dash.first - 1, m, list[i + 1]) end
    end
  end
  return list
end

-- "Kari Zelten Finally Left" in a headline, when the text also has Kari Zelten or Zelten:
-- the index of the first word behind the name, an ordinary word that is no name; or nil.
local function headline_behind(know, words, alone)
  for i = 3, #words do
    local word = words[i]
    if know.ordinary[word] and not know.family_name[word] and not know.given_name[word] then
      return (alone[table.concat(words, " ", 1, i - 1)] or alone[words[i - 1]]) and i
    end
  end
end

local function cut_headlines(doc, know, list)
  local alone
  for i = 1, #list do
    local m = list[i]
    local words = m.type == "Person" and m.text:find " .+ " and know.words[m.text]
    if words and not alone then
      alone = {}
      for k = 1, #list do alone[list[k].text] = true end
    end
    local behind = words and headline_behind(know, words, alone)
    if behind then
      local name = table.concat(words, " ", 1, behind - 1):gsub("%p", "%%%0")
      local _, last = doc.text:find("^" .. name:gsub(" ", "[%%s\xC2\xA0]+"), m.first)
      if last then cut_at(doc, last, m, list[i + 1]) end
    end
  end
end

local SUFFIX = { ["Jr."] = true, Jr = true, ["Sr."] = true, Sr = true }
local NUMERAL = "^[IVX][IVX]+$"

-- Lo Chung-mau, Derek Pang Wai-cheong: two syllables joined by a hyphen are a given name.
local function is_surname_first(words)
  local n = #words
  return n > 1 and words[n]:match "^%u%l+%-%l+$" and words[n - 1]:match "^%u%l+$"
end

-- A syllable of Chinese and Korean names in Latin letters, and a word of two.
local SYLLABLE = [[(?:(?:[zcst]h|hs|ts|ng|[bpmfdtnlgkhjqxzcsrwy])?(?:i?eu?ng|i?ang|iong|uang|]]
  .. [[y?ing|oo?ng|i?an|i?ao|uan|uai|[aoue]i|y?eo?n?|yu|er|[aeiou]n|[aeiou]m|i[aeu]|ou|oo|ee|]]
  .. [[u[aeo]|[aeiouü]))]]
local TWO = regex("^" .. SYLLABLE .. "{2}$", "i")
-- A syllable that is a word of its own, in Korean names as well: Suk, Yeol, Myung.
local ONE = regex([[^(?:[zcst]h|hs|ts|kk|[bcdfghjklmnpqrstwxyz])?[wyi]?]]
  .. [[(?:a[eioh]|e[eiou]|i[aeu]|o[ou]|u[aeio]|[aeiouü])(?:ng|[klmnpt])?$]], "i")

local function is_common(word)
  local given = given_name:get(word)
  return given and given.common == "y"
end

-- Sun Lijun, Kim Jong Un, Liu He: the surname stands before one or two syllables, or both in
-- one word.
local function is_family_first(words)
  if #words ~= 2 and #words ~= 3 or not family_first:has(words[1]) then return false end
  if is_common(words[2]) or words[3] and is_common(words[3]) then return false end
  if words[3] then return ONE:match(words[2]) and ONE:match(words[3]) end
  return TWO:match(words[2]) or ONE:match(words[2]) and not is_common(words[1])
end

-- Particles of surnames, where they have a capital letter: Al Baker, Van Loon.
local PARTICLE = { Al = true, El = true, Bin = true, Van = true, Von = true, Den = true,
  De = true, Der = true, Del = true, Della = true, Di = true, Da = true, Dos = true, Du = true,
  Le = true, La = true, Ben = true, Abu = true, Bani = true, Ter = true, Ould = true }

-- The surname with its particles: van der Bellen, al-Assad.
local function surname_of(words)
  local n = #words
  if is_surname_first(words) then return words[n - 1] end
  if is_family_first(words) then return words[1] end
  while n > 1 and (SUFFIX[words[n]] or words[n]:match(NUMERAL)) do n = n - 1 end
  local from = n
  while from > 2 and (words[from - 1]:match "^%l" or PARTICLE[words[from - 1]]) do
    from = from - 1
  end
  if from == n then return (words[n]:gsub(",$", "")) end
  return (table.concat(words, " ", from, n):gsub(",$", ""))
end

local function given_of(words)
  if is_family_first(words) then return words[2] end
  return #words == 2 and is_surname_first(words) and words[2] or words[1]
end

-- The surname as it begins a sentence: De la Zelten for de la Zelten.
local function capitalised(surname)
  return surname:sub(1, 1):upper() .. surname:sub(2)
end

-- The initials of a name, FDZ for Franklin Delano Zelten; nil for fewer than three.
local function letters_of(name)
  local joint = name:find "[%s%-]"
  if not joint or not name:find("[%s%-]", joint + 1) then return nil end -- most have two
  local letters = {}
  for part in name:gmatch "[^%s%-]+" do letters[#letters + 1] = part:match "^%u" end
  return #letters > 2 and table.concat(letters) or nil
end

-- A table that keeps the result of `make` for each text, called once per text.
local function remembered(make)
  return setmetatable({}, { __index = function(all, text)
    local value = make(text) or false
    all[text] = value
    return value
  end })
end

local LISTS = { "any_nation", "any_place", "any_town", "capital_city", "club", "club_town",
  "family_name", "gazetteer", "given_name", "name_head", "nation", "ordinary", "org_known",
  "org_listed", "place_known" }

-- The rows of lexicons for a text, looked up once per document: know.nation["Norway"], or
-- false. Also know.words, know.surname and know.letters.
local function memory()
  local know = { words = remembered(words_of) }
  know.surname = remembered(function(text) return surname_of(know.words[text]) end)
  know.letters = remembered(letters_of)
  for _, name in ipairs(LISTS) do know[name] = lexicons[name]:rows() end
  return know
end

return {
  particle = PARTICLE, gather = gather, cut_headlines = cut_headlines, squeeze = squeeze,
  given_of = given_of, capitalised = capitalised, memory = memory,
}
