-- Phrases for measuring lexicons: names, firms and places made from the shipped lists, and
-- pairs of words of tests/articles, so that some stand in the texts of text.lua.
--
--   lua5.4 tests/bench/phrases.lua N [plain]   N different phrases as TSV with an id, or
--                                              plain: one a line
math.randomseed(20220314)

local function column(path)
  local list = {}
  for line in io.lines(path) do
    local cell = line:match("^([^#\t|][^\t|]*)")
    if cell and #list > 0 or cell and not cell:find("^%l+$") then list[#list + 1] = cell end
  end
  return list
end

local given, surnames = column("rules/lexicons/given.tsv"), column("rules/lexicons/surnames.tsv")
local places = column("rules/lexicons/places.tsv")
local pairs_of_words = {}
local listing = assert(io.popen("LC_ALL=C ls tests/articles/*.txt"))
for path in listing:lines() do
  local before
  for line in io.lines(path) do
    for word in line:gmatch("%a+") do
      if before then pairs_of_words[#pairs_of_words + 1] = before .. " " .. word end
      before = word
    end
    before = nil
  end
end
listing:close()

local function any(list) return list[math.random(#list)] end

local firms = { "Holdings", "Group", "Bank", "Partners", "Energy", "Media", "Foods", "Airlines" }
local function name() return any(given) .. " " .. any(surnames) end
local makers = { -- most entries of such lists are names of two words
  name, name, name, name, name, name, name, name,
  function() return any(given) .. " " .. any(given) .. " " .. any(surnames) end,
  function() return any(surnames) .. " & " .. any(surnames) .. " " .. any(firms) end,
  function() return any(places) .. " " .. any(firms) end,
  function() return "University of " .. any(places) .. " " .. any(surnames) end,
}

local count, plain = assert(tonumber(arg[1])), arg[2] == "plain"
local seen, n = {}, 0
local function add(phrase)
  if seen[phrase] or n == count then return end
  seen[phrase] = true
  n = n + 1
  io.write(phrase, plain and "\n" or "\t" .. n .. "\n")
end

if not plain then io.write("name\tid\n") end
for i = 1, #pairs_of_words, 40 do add(pairs_of_words[i]) end
while n < count do add(any(makers)()) end
