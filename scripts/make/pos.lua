-- rules/pos/en.tsv from Debian's wordnet-base (WordNet 3.0).
--   lua5.4 scripts/make/pos.lua [/usr/share/wordnet] > FILE
-- Every single word that WordNet lists as a verb, an adjective or an adverb, with all its
-- classes and how often its semantic concordances counted each (cntlist.rev), commonest
-- first.  Lemmas that are nouns alone are left out, since a noun is what core/pos.c assumes,
-- unless they look like an inflected form of a listed word or like an adjective (evening,
-- means, native); so is a class that was never counted of a word that was counted often
-- (the noun say).  Adjectives written with a capital (Russian) keep it.
local folder = arg[1] or "/usr/share/wordnet"
local classes = { "noun", "verb", "adj", "adv" }
local class_of_type = {
  ["1"] = "noun", ["2"] = "verb", ["3"] = "adj", ["4"] = "adv", ["5"] = "adj",
}

local counts = {} -- lemma -> class -> count
for _, class in ipairs(classes) do
  for line in io.lines(folder .. "/index." .. class) do
    local lemma = line:match("^([a-z']+) ")
    if lemma and #lemma > 1 then
      counts[lemma] = counts[lemma] or {}
      counts[lemma][class] = 0
    end
  end
end
for line in io.lines(folder .. "/cntlist.rev") do
  local lemma, kind, count = line:match("^([a-z']+)%%(%d):%S+ %d+ (%d+)$")
  local of = lemma and counts[lemma]
  local class = class_of_type[kind]
  if of and of[class] then of[class] = of[class] + tonumber(count) end
end

-- Written with a capital only: no word of small letters.
local capital, small = {}, {}
for line in io.lines(folder .. "/data.adj") do
  for word in line:gmatch(" ([%a']+)%(?%a*%)? %x ") do
    if word:match("^%u%l+$") then capital[word] = true end
    if word:match("^%l") then small[word] = true end
  end
end
for word in pairs(capital) do
  local lemma = word:lower()
  if not small[lemma] and counts[lemma] then counts[lemma].adj = nil else capital[word] = nil end
end

---------------------------------------------------------------- what a noun may be taken for

local function is(lemma, class) return counts[lemma] and counts[lemma][class] end

local function any(stem, class)
  local single = stem:gsub("([^aeiou])%1$", "%1")
  local y = stem:gsub("i$", "y")
  return is(stem, class) or is(stem .. "e", class) or is(single, class) or is(y, class)
end

local adjective = { "ous$", "[ai]ble$", "ical$", "ful$", "less$", "ive$", "ish$", "ic$", "ly$",
                    "ed$", "ing$", "al$", "ary$" }

local function is_trap(lemma)
  local s = lemma:match("^(..+)s$")
  if s and (is(s, "verb") or any(s:gsub("e$", ""), "verb")) then return true end
  local graded = lemma:match("^(..+)er$") or lemma:match("^(..+)est$")
  if graded and any(graded, "adj") then return true end
  for _, ending in ipairs(adjective) do
    if lemma:find(ending) then return true end
  end
  return false
end

---------------------------------------------------------------- rows

local place = { noun = 1, verb = 2, adj = 3, adv = 4 }

local often = 200 -- counts of one class, beside which another that was never counted is none

local function row(word, of)
  local list, all = {}, 0
  for _, count in pairs(of) do all = all + count end
  for class, count in pairs(of) do
    if count > 0 or all < often then list[#list + 1] = class end
  end
  table.sort(list, function(a, b)
    if of[a] ~= of[b] then return of[a] > of[b] end
    return place[a] < place[b]
  end)
  for i, class in ipairs(list) do list[i] = class .. ":" .. of[class] end
  return word .. "\t" .. table.concat(list, " ")
end

local rows = {}
for lemma, of in pairs(counts) do
  if of.verb or of.adj or of.adv or of.noun and is_trap(lemma) then
    rows[#rows + 1] = row(lemma, of)
  end
end
for word in pairs(capital) do
  local noun = counts[word:lower()].noun
  rows[#rows + 1] = row(word, { adj = 1, noun = noun and 0 })
end
table.sort(rows)
io.write("word\tclasses\n", table.concat(rows, "\n"), "\n")
