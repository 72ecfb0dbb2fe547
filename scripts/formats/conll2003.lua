-- conll2003: token, two empty columns and an IOB2 tag a line.  Tags cannot overlap:
-- names, dates and numbers take precedence, the longest first; then come quotations,
-- zones and other layers.
local tags = { Person = "PER", Organization = "ORG", Place = "LOC" }
local holders = { Quote = 1, Quoted = 1, Event = 1, Sentence = 2, Paragraph = 2, Zone = 2,
                  Token = 3, NounPhrase = 1, VerbGroup = 1, Clause = 2 }

local function rank(a) return holders[a.layer] or 0 end

local function comes_first(a, b)
  if rank(a) ~= rank(b) then return rank(a) < rank(b) end
  local x, y = a.last - a.first, b.last - b.first
  if x ~= y then return x > y end
  return a.id < b.id
end

-- The tag of each word, by its number.
local function tagged(out, words, annotations)
  local tag_of = {}
  table.sort(annotations, comes_first)
  for _, a in ipairs(annotations) do
    local from, to = out.touching(words, a)
    local free = from ~= nil
    for i = from or 1, to or 0 do free = free and not tag_of[i] end
    if free then
      local name = tags[a.layer] or a.layer:gsub("%s", "_"):upper()
      for i = from, to do tag_of[i] = (i == from and "B-" or "I-") .. name end
    end
  end
  return tag_of
end

format "conll2003" {
  about = "CoNLL-2003: one token and its IOB2 tag per line, no overlaps", extension = "conll",
  offsets = "codepoint",
  document = function(out, doc)
    out("-DOCSTART- -X- O O\n\n")
    local words, ends = doc:word_list(), {}
    for sentence in doc:sentences() do
      local _, last = out.touching(words, sentence)
      if last then ends[last] = true end
    end
    local tag_of = tagged(out, words, doc:data().annotations)
    for i, word in ipairs(words) do
      out(word.text:gsub("%s+", "_") .. " -X- O " .. (tag_of[i] or "O") .. "\n")
      if ends[i] then out("\n") end
    end
  end,
}
