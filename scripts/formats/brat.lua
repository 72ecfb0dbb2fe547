-- brat: standoff files (.ann next to .txt, and annotation.conf) for the brat annotation
-- tool.  T a text-bound annotation, R a relation, # a note; offsets are code points.

-- brat reads its files line by line, so a span is split where a reader may see a line
-- end.
local breaks = regex([==[[\n\r\x0b\x0c\x1c-\x1e\x85\x{2028}\x{2029}]+]==])

local function name_of(layer) return (layer:gsub("[^%w_-]", "_")) end

-- The pieces of a span between line ends: "2 12;13 20" and their texts joined by spaces.
local function pieces(span)
  local places, texts, from, at = {}, {}, 1, span.start
  local function add(stop)
    local text = span.text:sub(from, stop)
    if text == "" then return end
    local size = utf8.len(text)
    places[#places + 1] = ("%d %d"):format(at, at + size)
    texts[#texts + 1] = text
    at = at + size
  end
  while true do
    local first, last = breaks:match(span.text, from)
    if not first then break end
    add(first - 1)
    at = at + utf8.len(span.text:sub(first, last))
    from = last + 1
  end
  add(#span.text)
  return table.concat(places, ";"), table.concat(texts, " ")
end

-- Relations from a quotation to its parts.
local roles = { { "speaker", "Speaker" }, { "cue", "Cue" }, { "addressee", "Addressee" },
                { "via", "Via" }, { "content", "Content" } }

local Writer = {}
Writer.__index = Writer

function Writer:span(layer, span)
  local places, text = pieces(span)
  if places == "" then return nil end
  self.count = self.count + 1
  self.out("T" .. self.count .. "\t" .. name_of(layer) .. " " .. places .. "\t" .. text .. "\n")
  return "T" .. self.count
end

function Writer:relation(kind, from, to)
  self.relations = self.relations + 1
  self.out(("R%d\t%s Arg1:%s Arg2:%s\n"):format(self.relations, kind, from, to))
end

function Writer:roles_of(a, name)
  for _, role in ipairs(roles) do
    local value = a.attributes[role[1]]
    if type(value) == "table" then
      local spans = value.text and { value } or value
      for _, span in ipairs(role[1] == "content" and #spans == 1 and {} or spans) do
        local other = span.ref and self.names[span.ref] or self:span(role[2], span)
        if other then self:relation(role[2], name, other) end
      end
    end
  end
end

local function configuration(out, doc)
  local names, others = {}, {}
  for _, layer in ipairs(doc.layers) do names[#names + 1] = name_of(layer[1]) end
  for _, role in ipairs(roles) do others[#others + 1] = role[2] end
  out.shared("annotation.conf", "[entities]\n" .. table.concat(names, "\n") .. "\n"
    .. table.concat(others, "\n") .. "\n\n[relations]\n"
    .. table.concat(others, "\tArg1:<ENTITY>, Arg2:<ENTITY>\n")
    .. "\tArg1:<ENTITY>, Arg2:<ENTITY>\n<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n"
    .. "\n[events]\n\n[attributes]\n")
end

format "brat" {
  about = "brat standoff: .ann, with -o DIR/ .txt and annotation.conf beside it",
  extension = "ann", single = true, offsets = "codepoint",
  document = function(out, doc)
    local data = doc:data()
    local writer = setmetatable({ out = out, count = 0, relations = 0, names = {} }, Writer)
    for i, a in ipairs(data.annotations) do writer.names[i] = writer:span(a.layer, a) end
    local notes = 0
    for i, a in ipairs(data.annotations) do
      local name = writer.names[i]
      if name then
        writer:roles_of(a, name)
        if next(a.attributes) then
          notes = notes + 1
          out(("#%d\tAnnotatorNotes %s\t"):format(notes, name) .. out.json(a.attributes) .. "\n")
        end
      end
    end
    if out.beside then
      out.beside("txt", doc.text)
      configuration(out, doc)
    end
  end,
}
