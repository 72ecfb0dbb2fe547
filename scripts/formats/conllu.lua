-- conllu: CoNLL-U of Universal Dependencies, a word a line.  The tree is flat: the engine
-- has no parser.  UPOS is the part of speech of `help pos` in English, else it follows
-- from the shape of the word; LEMMA is given in English, where a name keeps its capitals.
-- MISC gives the place of a word (TokenRange, in code points) and the annotations that
-- contain it: Quote=B-7 begins annotation 7 of the record, Quote=I-7 continues it.

local function misc(value) return (tostring(value):gsub("[%s|=,]", "_")) end
local function plain(value) return (value:gsub("%s+", " ")) end

local classes = { { regex "^\\p{P}+$", "PUNCT" }, { regex "^\\d[\\d.,:/]*$", "NUM" },
                  { regex "^\\p{S}+$", "SYM" } }

local function class_of(word, text, english)
  if english then return word.pos:upper() end
  for _, class in ipairs(classes) do
    if class[1]:match(text) then return class[2] end
  end
  return "X"
end

-- The annotations with words, in text order.
local Reached = {}
Reached.__index = Reached

function Reached:marks(word)
  local list = self.list
  while list[self.next] and list[self.next].first <= word.last do
    self.open[#self.open + 1] = list[self.next]
    self.next = self.next + 1
  end
  local kept, marks = {}, {}
  for _, a in ipairs(self.open) do
    if a.last >= word.first then
      kept[#kept + 1] = a
      local key = misc(a.layer)
      marks[key] = marks[key] or {}
      table.insert(marks[key], (self.begun[a.id] and "I-" or "B-") .. a.id)
      self.begun[a.id] = true
    end
  end
  self.open = kept
  return marks
end

local function field(marks, span, glued)
  if glued then marks.SpaceAfter = { "No" } end
  marks.TokenRange = { ("%d:%d"):format(span.start, span["end"]) }
  local parts = {}
  for key, values in pairs(marks) do parts[#parts + 1] = key .. "=" .. table.concat(values, ",") end
  return table.concat(parts, "|")
end

local function glued(doc, token, sentence)
  return token.last < sentence.last
         and not doc.text:sub(token.last + 1, token.last + 4):find("^%s")
         and not doc.text:sub(token.last + 1, token.last + 4):find("^\u{A0}")
end

local function lemma_of(word, form, english)
  if not english then return "_" end
  local lemma = plain(word.lemma)
  local is_form = lemma == "" or word.pos == "propn" and lemma == text.fold(form)
  return is_form and form or lemma
end

local function sentence_lines(out, doc, sentence, reached)
  local n = 0
  for token in doc:tokens(sentence) do
    local words = {}
    for word in doc:words(token) do words[#words + 1] = word end
    local joined = glued(doc, token, sentence)
    if #words > 1 then
      out(("%d-%d\t"):format(n + 1, n + #words) .. plain(token.text) .. "\t_\t_\t_\t_\t_\t_\t_\t"
        .. field({}, token, joined) .. "\n")
    end
    for _, word in ipairs(words) do
      n = n + 1
      local form, english = plain(word.text), reached.english
      local cells = { n, form, lemma_of(word, form, english), class_of(word, form, english), "_",
                      "_", n == 1 and 0 or 1, n == 1 and "root" or "dep", "_",
                      field(reached:marks(word), word, #words == 1 and joined) }
      out(table.concat(cells, "\t") .. "\n")
    end
  end
end

-- The sentence as spelt by its tokens and SpaceAfter.
local function sentence_text(doc, sentence)
  local parts = {}
  for token in doc:tokens(sentence) do
    parts[#parts + 1] = plain(token.text)
    if token.last < sentence.last and not glued(doc, token, sentence) then
      parts[#parts + 1] = " "
    end
  end
  return table.concat(parts)
end

format "conllu" {
  about = "CoNLL-U: one word per line, annotations in MISC", extension = "conllu",
  offsets = "codepoint",
  document = function(out, doc)
    local id = plain(doc.id)
    out("# newdoc id = " .. id .. "\n")
    id = id:gsub("/", ":"):gsub(" ", "_") -- a slash is reserved in the ids of sentences
    local reached = setmetatable({ list = doc:data().annotations, next = 1, open = {},
                                   begun = {}, english = (doc.lang or "en"):find("^en") },
                                 Reached)
    local n = 0
    for sentence in doc:sentences() do
      n = n + 1
      out("# sent_id = " .. id .. "-" .. n .. "\n# text = " .. sentence_text(doc, sentence) .. "\n")
      sentence_lines(out, doc, sentence, reached)
      out("\n")
    end
  end,
}
