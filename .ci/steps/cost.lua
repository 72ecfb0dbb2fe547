-- The cost of the news pack: instructions for a byte of tests/articles, counted by
-- callgrind, so that the machine's load does not matter.  Rules become more expensive a
-- little at a time; this fails if they are 3 % above the figure below.
--   lua5.4 .ci/steps/cost.lua           count, and compare
--   lua5.4 .ci/steps/cost.lua run N     what is counted: every article, N times over
package.path = "scripts/?.lua;scripts/?/init.lua;" .. package.path
package.cpath = "build/release/?.so;" .. package.cpath

-- Instructions a byte.  If a rule is worth a higher cost, write the new figure here and
-- the reason in the commit message; if the cost falls, write that figure.
local expected <const> = 9890
local spare <const> = 1.03
local first <const>, last <const> = 2, 12 -- rounds: one of the collector's more or less is no rule

local function articles()
  local texts, bytes = {}, 0
  local names = assert(io.popen("LC_ALL=C ls tests/articles/*.txt"))
  for name in names:lines() do
    local file <close> = assert(io.open(name))
    texts[#texts + 1] = file:read("a")
    bytes = bytes + #texts[#texts]
  end
  names:close()
  assert(#texts > 0, "no articles")
  return texts, bytes
end

local function run(rounds)
  local engine = require "newsengine".engine { rules = { "rules/news.lua" }, reuse = true }
  for _ = 1, rounds do
    for _, text in ipairs(articles()) do
      engine:annotate(engine:document { text = text, lang = "en", published = "2022-03-14" })
    end
  end
end

local function counted(rounds)
  local pipe = assert(io.popen("valgrind --tool=callgrind --callgrind-out-file=/dev/null "
    .. "lua5.4 .ci/steps/cost.lua run " .. rounds .. " 2>&1"))
  local said = pipe:read("a")
  local ended = pipe:close()
  return ended and tonumber(said:match("Collected : (%d+)")) or error("not counted:\n" .. said)
end

if arg[1] == "run" then
  run(tonumber(arg[2]))
  os.exit()
end
local _, bytes = articles()
local cost = (counted(last) - counted(first)) / (last - first) / bytes
print(("news pack: %.0f instructions a byte; %d expected"):format(cost, expected))
os.exit(cost <= expected * spare)
