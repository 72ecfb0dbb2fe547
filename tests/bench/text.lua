-- Text for measuring and for long checks, made from tests/articles: paragraphs of all
-- of them, shuffled, so that much text of the same kind comes from a few kilobytes.
-- The same arguments give the same bytes.
--
--   lua5.4 tests/bench/text.lua text BYTES          one text of at least so many bytes
--   lua5.4 tests/bench/text.lua accents BYTES       the same, one code point in ten not ASCII
--   lua5.4 tests/bench/text.lua cyrillic BYTES      the same, each Latin letter a Cyrillic one
--   lua5.4 tests/bench/text.lua articles N DIR      N files DIR/00001.txt, ...
--   lua5.4 tests/bench/text.lua jsonl N PARAGRAPHS  N documents as JSON Lines, each of
--                                                   so many paragraphs
math.randomseed(20220314)

local headlines, paragraphs = {}, {}

local function read_article(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("a")
  file:close()
  local first = true
  for paragraph in (text .. "\n\n"):gmatch("(.-)\n\n+") do
    if first then
      headlines[#headlines + 1] = paragraph
    elseif paragraph ~= "" then
      paragraphs[#paragraphs + 1] = paragraph
    end
    first = false
  end
end

local listing = assert(io.popen("LC_ALL=C ls tests/articles/*.txt"))
for path in listing:lines() do read_article(path) end
listing:close()
assert(#paragraphs > 50, "run from the top of the tree")

local function any(list)
  return list[math.random(#list)]
end

local function article(count)
  local parts = { any(headlines) }
  for i = 1, count do parts[i + 1] = any(paragraphs) end
  return table.concat(parts, "\n\n") .. "\n"
end

local escapes = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\t"] = "\\t" }

local modes = {}

local function write_articles(bytes, change)
  local size, wanted = 0, assert(tonumber(bytes))
  while size < wanted do
    local piece = change(article(12)) .. "\n"
    io.write(piece)
    size = size + #piece
  end
end

function modes.text(bytes)
  write_articles(bytes, function(piece) return piece end)
end

local accents = { a = "á", c = "ç", e = "é", i = "í", n = "ñ", o = "ö", u = "ü" }

function modes.accents(bytes)
  local seen = 0
  write_articles(bytes, function(piece)
    return (piece:gsub("[aceinou]", function(letter)
      seen = seen + 1
      return seen % 7 < 2 and accents[letter] or nil
    end))
  end)
end

local cyrillic = {}
for i, code in utf8.codes("абцдефгхийклмнопкрстуввхыз") do
  local n = (i - 1) // 2 -- two bytes each
  cyrillic[string.char(97 + n)] = utf8.char(code)
  cyrillic[string.char(65 + n)] = utf8.char(code - 32)
end

function modes.cyrillic(bytes)
  write_articles(bytes, function(piece) return (piece:gsub("%a", cyrillic)) end)
end

function modes.articles(count, folder)
  for i = 1, assert(tonumber(count)) do
    local file = assert(io.open(("%s/%05d.txt"):format(folder, i), "wb"))
    file:write(article(4 + i % 12))
    file:close()
  end
end

function modes.jsonl(count, size)
  for i = 1, assert(tonumber(count)) do
    local text = article(math.tointeger(size)):gsub('["\\\n\t]', escapes)
    local published = i % 2 == 0 and ',"published":"2024-05-15"' or ""
    io.write(('{"id":"%d"%s,"text":"%s"}\n'):format(i, published, text))
  end
end

assert(modes[arg[1]], "text, accents, cyrillic, articles or jsonl")(arg[2], arg[3])
