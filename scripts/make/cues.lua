-- Make rules/lexicons/verbs.tsv and rules/lexicons/cues.tsv from WordNet 3.0 (Debian's
-- wordnet-base) and from rules/lexicons/cues.hand.tsv.
--
--   lua5.4 scripts/make/cues.lua [/usr/share/wordnet]        from the top of the tree
--
-- verbs.tsv: every form of every verb that WordNet's counted texts contain, and how it is
-- used.  cues.tsv: the rows of cues.hand.tsv, then the verbs of communication that take a
-- that-clause (sentence frame 26) and mostly mean speech.

local wordnet = arg[1] or "/usr/share/wordnet"
local out = "rules/lexicons/"

local VERB, NOUN, ADJECTIVE, SATELLITE = 2, 1, 3, 5
local COMMUNICATION = 32 -- number of the lexicographer file verb.communication
local THAT_FRAME = "26"  -- "Somebody ----s that CLAUSE"

local function lines(name)
  return assert(io.open(wordnet .. "/" .. name)):lines()
end

local function index(name)
  local words = {}
  for line in lines("index." .. name) do
    local word = line:match("^(%S+) ")
    if word then words[word] = true end
  end
  return words
end

-- lemma -> part of speech -> how often it stands in the counted texts, and for verbs how
-- often in a sense of communication.
local function counts()
  local count, speech = {}, {}
  for line in lines("cntlist.rev") do
    local word, pos, file, n = line:match("^(%S-)%%(%d):(%d%d):%S* %d+ (%d+)$")
    if word then
      pos, n = tonumber(pos), tonumber(n)
      if pos == SATELLITE then pos = ADJECTIVE end
      count[word] = count[word] or {}
      count[word][pos] = (count[word][pos] or 0) + n
      if pos == VERB and tonumber(file) == COMMUNICATION then
        speech[word] = (speech[word] or 0) + n
      end
    end
  end
  return count, speech
end

-- lemma -> list of irregular forms, in the order of the file
local function irregular()
  local forms = {}
  for line in lines("verb.exc") do
    local form, lemma = line:match("^(%a+) (%a+)")
    if form then
      forms[lemma] = forms[lemma] or {}
      table.insert(forms[lemma], form)
    end
  end
  return forms
end

local function third_person(verb)
  if verb:find("[sxz]$") or verb:find("[cs]h$") or verb:find("[^aeiou]o$") then
    return verb .. "es"
  end
  if verb:find("[^aeiou]y$") then return verb:sub(1, -2) .. "ies" end
  return verb .. "s"
end

-- Verbs whose past is their base: verb.exc leaves them out.
local unchanged = {}
for verb in ([[beat bet bid broadcast burst cast cost cut forecast hit hurt let put quit
  read set shed shut spit split spread thrust upset]]):gmatch("%a+") do
  unchanged[verb] = true
end

-- Verbs with a regular past beside the irregular one that verb.exc has: learned, learnt.
local regular = {}
for verb in ([[abide address bless broadcast burn bypass chide cleave clothe curse dive dream
  dwell forecast gild gird hang heave kneel knit lean leap learn lie light plead shine smell
  sneak speed spell spill spoil spotlight strive sweat swell thrive transfix wake weave wed
  work]]):gmatch("%a+") do
  regular[verb] = true
end

-- Does American spelling leave the last letter single, which verb.exc doubles: signaled,
-- worshiping, but controlled?
local single = { benefit = true, bias = true, combat = true, focus = true, kidnap = true,
  worship = true, cancel = true, label = true, libel = true, marcel = true }

local function is_single(verb)
  if single[verb] then return true end
  if not verb:find("[aeiou][aeiou]l$") and not verb:find("[aeiouy][^aeiouy]+[aeiou]l$") then
    return false
  end
  for ending in ("trol pel bel cel nul fil til stol rol hal"):gmatch("%a+") do
    if verb:sub(-#ending) == ending then return false end
  end
  return true
end

-- base, third person, past, -ing; irregular ones as well, sorted into past and -ing
local function inflect(verb, exceptions)
  local list = { { verb, "base" }, { third_person(verb), "s" } }
  local past, ing = unchanged[verb], false
  if past then list[#list + 1] = { verb, "past" } end
  for _, form in ipairs(exceptions or {}) do
    local kind = form:find("ing$") and "ing" or form:find("[^s]s$") and "s" or "past"
    list[#list + 1] = { form, kind }
    past = past or kind == "past" and not regular[verb]
      and not form:find("n$") -- shown: showed is regular
    ing = ing or kind == "ing"
  end
  local twice = verb .. verb:sub(-1)
  for _, form in ipairs(is_single(verb) and exceptions or {}) do
    if form == twice .. "ed" then list[#list + 1] = { verb .. "ed", "past" } end
    if form == twice .. "ing" then list[#list + 1] = { verb .. "ing", "ing" } end
  end
  local stem = verb:find("[^aeioy]e$") and verb:sub(1, -2) or verb
  -- blogged: verb.exc doubles the letters of older verbs
  if verb:find("^[^aeiou]+[aeiou][bdgkmnprtv]$") then stem = verb .. verb:sub(-1) end
  if not ing then
    list[#list + 1] = { (verb:find("ue$") and verb:sub(1, -2) or stem) .. "ing", "ing" }
  end
  if not past then
    local soft = verb:find("[^aeiou]y$") and verb:sub(1, -2) .. "i"
      or #stem > #verb and stem or verb
    list[#list + 1] = { soft .. (soft:find("e$") and "d" or "ed"), "past" }
  end
  return list
end

local function lemma_of_noun(form, nouns)
  if nouns[form] then return form end
  if nouns[(form:gsub("s$", ""))] then return (form:gsub("s$", "")) end
  local y = form:gsub("ies$", "y")
  return nouns[y] and y
end

-- past, past_verb, past_adj; ing, ing_adj, ing_noun; s, s_verb, s_noun; base, base_verb,
-- base_noun, base_rare:
-- the form, then what else the word may be ("_noun": more often a noun than a verb,
-- "_verb": more often a verb, but a noun at least once in ten times).
local function use(form, kind, verb_count, count, nouns)
  local own = count[form] or {}
  local noun = lemma_of_noun(form, nouns)
  local noun_count = noun and (count[noun] or {})[NOUN] or 0
  local adjective_count = own[ADJECTIVE] or 0
  if kind == "past" then
    if adjective_count > 3 * verb_count then return "past_adj" end
    local other = adjective_count + (nouns[form] and noun_count or 0)
    return other * 10 >= verb_count and other > 0 and "past_verb" or kind
  end
  if adjective_count > verb_count then return kind .. "_adj" end
  if not noun or noun_count * 10 < verb_count then return kind end
  if kind == "ing" then return noun_count > verb_count and "ing_noun" or kind end
  return kind .. (noun_count > verb_count and "_noun" or "_verb")
end

local function sorted(set)
  local list = {}
  for key in pairs(set) do list[#list + 1] = key end
  table.sort(list)
  return list
end

local function write(name, head, rows)
  local file = assert(io.open(out .. name, "w"))
  file:write(head, table.concat(rows, "\n"), "\n")
  assert(file:close())
end

-- The hand-written rows: the comment on the columns, the header, the lines, and the verbs
-- (one word) they hold.
local function hand()
  local about, head, rows, verbs = {}, nil, {}, {}
  for line in assert(io.open(out .. "cues.hand.tsv")):lines() do
    if line:find("^#") then
      about[#about + 1] = line .. "\n"
    elseif not head then
      head = line
    else
      rows[#rows + 1] = line
      verbs[line:match("^[^\t]+")] = true
    end
  end
  return table.concat(about), head, rows, verbs
end

local nouns = index("noun")
local count, speech = counts()
local exceptions = irregular()
local about, head, cue_rows, by_hand = hand()

local verbs = {}
for lemma in pairs(index("verb")) do
  local n = (count[lemma] or {})[VERB] or 0
  if lemma:find("^%l+$") and n > 0 then verbs[lemma] = n end
end
for lemma in pairs(by_hand) do
  if lemma:find("^%l+$") then verbs[lemma] = verbs[lemma] or 0 end
end
local closed = {}
for _, verb in ipairs { "be", "have", "do", "will", "can", "may", "must" } do
  verbs[verb], closed[verb] = nil, true
end

local rows, seen, rare = {}, {}, {}
local function add_row(form, lemma, usage)
  local row = form .. "\t" .. lemma .. "\t" .. usage
  if not seen[row] then rows[#rows + 1] = row end
  seen[row] = true
end
for _, lemma in ipairs(sorted(verbs)) do
  for _, form in ipairs(inflect(lemma, exceptions[lemma])) do
    add_row(form[1], lemma, use(form[1], form[2], verbs[lemma], count, nouns))
  end
end
-- Verbs that the counted texts lack, for places where only a verb can stand; and their past and
-- -ing, as far as these are not counted as something else.
for lemma in pairs(index("verb")) do
  if lemma:find("^%l+$") and not verbs[lemma] then rare[#rare + 1] = lemma end
end
table.sort(rare)
local adjectives = index("adj")
for _, lemma in ipairs(rare) do
  add_row(lemma, lemma, "base_rare")
  for _, form in ipairs(closed[lemma] and {} or inflect(lemma, exceptions[lemma])) do
    local word, kind = form[1], form[2]
    if (kind == "past" or kind == "ing") and not count[word]
      and (not nouns[word] or kind == "ing") then
      local other = adjectives[word] and "_adj" or nouns[word] and "_noun" or ""
      add_row(word, lemma, kind .. other)
    end
  end
end
-- Phrasal ones from the hand-written rows: the first word is inflected; never a noun.
for _, phrase in ipairs(sorted(by_hand)) do
  local first, rest = phrase:match("^(%S+)( .+)$")
  for _, form in ipairs(first and inflect(first, exceptions[first]) or {}) do
    add_row(form[1] .. rest, phrase, form[2])
  end
end
write("verbs.tsv", [[
# Made from WordNet 3.0 by scripts/make/cues.lua; don't edit.
# use: the form (base, s, past, ing), then what else the word may be: _noun is more often a
# noun, _adj an adjective; _verb is more often a verb, but another part of speech at least
# once in ten times; base_rare is never a verb in the tagged texts of WordNet.
word	lemma	use
]], rows)

-- Verbs of communication with frame 26, and whether one of them takes a noun (8, 9), which is
-- seldom what was said (filed a suit).
local frames = {}
for line in lines("data.verb") do
  if tonumber(line:match("^%d+ (%d+)")) == COMMUNICATION then
    local data = line:match("^(.-) | ") .. " "
    local n = tonumber(data:match("^%d+ %d+ v (%x+)"), 16)
    local words = data:match("^%d+ %d+ v %x+ (.*)$")
    local that, noun = data:find("%+ " .. THAT_FRAME .. " 00 "), data:find("%+ 0[89] 00 ")
    for word in words:gmatch("(%S+) %x+ ") do
      if n > 0 and that then frames[word] = frames[word] or { noun = noun ~= nil } end
      n = n - 1
    end
  end
end
local columns = {}
for name in (head .. "\t"):gmatch("(.-)\t") do columns[#columns + 1] = name end
for _, word in ipairs(sorted(frames)) do
  local n = (count[word] or {})[VERB] or 0
  local speaks = n > 0 and (speech[word] or 0) * 2 >= n
  if word:find("^%l+$") and not by_hand[word] and speaks then
    local row = { verb = word, act = "say", attribution = "assertion", that = "y",
      bare = "y",
      noun = frames[word].noun and "y", matter = frames[word].noun and "belief",
      why = "WordNet 3.0: communication, frame 26" }
    local cells = {}
    for i, name in ipairs(columns) do cells[i] = row[name] or "" end
    cue_rows[#cue_rows + 1] = table.concat(cells, "\t")
  end
end
write("cues.tsv", "# Made by scripts/make/cues.lua from cues.hand.tsv and WordNet 3.0; "
  .. "don't edit.\n" .. about .. head .. "\n", cue_rows)
