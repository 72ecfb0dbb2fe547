-- rules/lexicons/morphology/en.tsv from Debian's wordnet-base (WordNet 3.0).
--   lua5.4 scripts/make/morphology.lua [/usr/share/wordnet] > FILE
-- Irregular forms are WordNet's *.exc; parts of speech are those that its semantic
-- concordances counted for a lemma (cntlist.rev), commonest first; an irregular form
-- counts as a third of its lemma.  Lemmas that were only ever counted as nouns are left
-- out, since a noun is what the engine assumes, unless they end like an inflected form
-- or an adjective (news, meeting, movie), so that the rules of morphology.c would take
-- them for one.  Participles that were counted as adjectives (published) are verbs where
-- the verb is commoner.
local folder = arg[1] or "/usr/share/wordnet"
local parts = { "verb", "noun", "adj", "adv" }
local pos_of_type = {
  ["1"] = "noun", ["2"] = "verb", ["3"] = "adj", ["4"] = "adv", ["5"] = "adj",
}

local rows = {} -- form -> list of {pos, lemma}

local function add(form, pos, lemma, weight)
  local list = rows[form] or {}
  rows[form] = list
  for _, row in ipairs(list) do
    if row[1] == pos and row[2] == lemma then return end
  end
  list[#list + 1] = { pos, lemma, weight }
end

local counts = {} -- lemma -> pos -> count
for line in io.lines(folder .. "/cntlist.rev") do
  local lemma, kind, count = line:match("^([a-z']+)%%(%d):%S+ %d+ (%d+)$")
  if lemma and #lemma > 1 then
    local pos = pos_of_type[kind]
    counts[lemma] = counts[lemma] or {}
    counts[lemma][pos] = (counts[lemma][pos] or 0) + tonumber(count)
  end
end

local noun_traps = {
  "s$", "ed$", "ing$", "er$", "est$", "ly$", "ous$", "ive$", "ic$", "ful$", "less$",
  "ish$",
  "ble$", "ical$", "ie$", "oe$", "che$", "xe$", "she$", "ze$", "se$",
}

local function counted_noun(lemma)
  return lemma and counts[lemma] and counts[lemma].noun
end

local function is_trap(lemma)
  local s, es = lemma:match("^(.+)s$"), lemma:match("^(.+)es$")
  if counted_noun(s) or counted_noun(es) then
    return false -- talks, troops: plurals that WordNet also lists as they are
  end
  for _, ending in ipairs(noun_traps) do
    if lemma:find(ending) then return true end
  end
  return false
end

-- The verb of which a form in -ed or -ing is a regular form, and how often it was
-- counted.
local function verb_of(form)
  local stem = form:match("^(..+)ed$") or form:match("^(..+)ing$")
  if not stem then return nil end
  local best, most
  local single = stem:gsub("([^aeiou])%1$", "%1")
  local y = stem:gsub("i$", "y")
  for _, verb in ipairs { stem .. "e", stem, single, y } do
    local count = counts[verb] and counts[verb].verb
    if count and (not most or count > most) then best, most = verb, count end
  end
  return best, most
end

local order = { noun = 1, verb = 2, adj = 3, adv = 4 }
for lemma, by_pos in pairs(counts) do
  if by_pos.verb or by_pos.adj or by_pos.adv or is_trap(lemma) then
    for pos, count in pairs(by_pos) do add(lemma, pos, lemma, count) end
    local verb, count = verb_of(lemma)
    if by_pos.adj and verb then add(lemma, "verb", verb, count / 3) end
  end
end

for _, pos in ipairs(parts) do
  for line in io.lines(folder .. "/" .. pos .. ".exc") do
    local form, lemma = line:match("^([a-z']+) ([a-z']+)")
    if form and form ~= lemma then
      add(form, pos, lemma, (counts[lemma] and counts[lemma][pos] or 0) / 3)
    end
  end
end

local forms = {}
for form in pairs(rows) do forms[#forms + 1] = form end
table.sort(forms)
io.write("form\tpos\tlemma\n")
for _, form in ipairs(forms) do
  table.sort(rows[form], function(a, b)
    if a[3] ~= b[3] then return a[3] > b[3] end
    if a[1] ~= b[1] then return order[a[1]] < order[b[1]] end
    return a[2] < b[2]
  end)
  for _, row in ipairs(rows[form]) do
    io.write(form, "\t", row[1], "\t", row[2] == form and "" or row[2], "\n")
  end
end
