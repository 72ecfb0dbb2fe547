-- rules/lexicons/common.tsv from Debian's wordnet-base (WordNet 3.0).
--   lua5.4 scripts/make/common.lua [/usr/share/wordnet] > FILE
-- The single words that its semantic concordances counted most often (cntlist.rev), with the
-- uses of each class, commonest first.
local folder = arg[1] or "/usr/share/wordnet"
local class_of_type = {
  ["1"] = "noun", ["2"] = "verb", ["3"] = "adj", ["4"] = "adv", ["5"] = "adj",
}
local often = 8 -- uses, of all classes

local counts, totals = {}, {} -- lemma -> class -> count; lemma -> count
for line in io.lines(folder .. "/cntlist.rev") do
  local lemma, kind, count = line:match("^([a-z']+)%%(%d):%S+ %d+ (%d+)$")
  local class = class_of_type[kind]
  if lemma and class and #lemma > 1 then
    local of = counts[lemma] or {}
    counts[lemma] = of
    of[class] = (of[class] or 0) + tonumber(count)
    totals[lemma] = (totals[lemma] or 0) + tonumber(count)
  end
end

local words = {}
for lemma, total in pairs(totals) do
  if total >= often then words[#words + 1] = lemma end
end
table.sort(words, function(a, b)
  if totals[a] ~= totals[b] then return totals[a] > totals[b] end
  return a < b
end)

io.write("# Common English words, with how often each class of a word was counted.\n",
         "# Made by scripts/make/common.lua; see SOURCES.md.\nword\tclasses\n")
for _, word in ipairs(words) do
  local list = {}
  for class, count in pairs(counts[word]) do list[#list + 1] = { class, count } end
  table.sort(list, function(a, b)
    if a[2] ~= b[2] then return a[2] > b[2] end
    return a[1] < b[1]
  end)
  for i, pair in ipairs(list) do list[i] = pair[1] .. ":" .. pair[2] end
  io.write(word, "\t", table.concat(list, " "), "\n")
end
