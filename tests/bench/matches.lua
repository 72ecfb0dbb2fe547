-- What a match costs beyond the pattern's own matching and beyond what the user wrote: every
-- word that begins with a capital, once with nothing in Lua, once with a `where` and a `set`
-- whose own time is measured apart and taken off.
--   lua5.4 tests/bench/matches.lua [DOCS.jsonl [ROUNDS]]
-- Tab-separated: id, microseconds a match, what was counted, how many.
package.path = "scripts/?.lua;scripts/?/init.lua;" .. package.path
package.cpath = "build/release/?.so;" .. package.cpath
require "newsengine"
local core = require "newsengine.core"
local make_engine = require "newsengine.engine"

local path = arg[1] or "build/bench/pack.jsonl"
local rounds = tonumber(arg[2] or 5)

local kinds = {
  { "match_plain", [[rule "cap" { about = "", pattern = "[cap]", emit = "Cap", set = {} }]] },
  { "match_capture", [[rule "cap" { about = "", pattern = "x:[cap]", emit = "Cap" }]] },
  { "match_where", [[rule "cap" { about = "", pattern = "x:[cap]", emit = "Cap",
      where = function(m) return m.first > 0 end, set = {} }]] },
  { "match_set", [[rule "cap" { about = "", pattern = "x:[cap]", emit = "Cap",
      set = function(m) return { first = m.first } end }]] },
}

local texts = {}
for line in io.lines(path) do texts[#texts + 1] = core.json_decode(line) end

local function documents(engine, work)
  local spent, count = 0, 0
  for _, record in ipairs(texts) do
    local doc = engine:document { text = record.text, id = record.id, lang = "en" }
    doc:words()
    core.doc.make(doc, "sentences")
    local matcher = engine:open_matcher(doc)
    local start = os.clock()
    count = count + work(doc, matcher)
    spent = spent + (os.clock() - start)
  end
  return spent, count
end

-- The least time of the rounds, so that a busy machine counts little.
local function least(engine, work)
  local best, count = math.huge, 0
  for _ = 1, rounds do
    local spent
    collectgarbage()
    spent, count = documents(engine, work)
    best = math.min(best, spent)
  end
  return best, count
end

-- The user's own function, called with a match that is at hand.
local own = {
  match_where = function(m) return m.first > 0 end,
  match_set = function(m) return { first = m.first } end,
}
local function own_time(engine, f, count)
  local doc = engine:document { text = "Bath is old.", lang = "en" }
  local word = doc:span(1, 4)
  local best = math.huge
  for _ = 1, rounds do
    local start = os.clock()
    for _ = 1, count do f(word) end
    best = math.min(best, os.clock() - start)
  end
  return best
end

for _, kind in ipairs(kinds) do
  local engine = make_engine.new { rules = { "cap.lua" }, sources = { ["cap.lua"] = kind[2] },
                             plain = true, reuse = true }
  local pattern = engine.pack.rules[1].patterns[1]
  local bare = least(engine, function(_, matcher)
    matcher:walk(pattern, "sentence")
    return matcher:count()
  end)
  local whole, count = least(engine, function(doc)
    assert(#engine:annotate(doc) == 0)
    return core.doc.count(doc)
  end)
  local mine = own[kind[1]] and own_time(engine, own[kind[1]], count) or 0
  print(("%s\t%.3f\tmatches\t%d"):format(kind[1], (whole - bare - mine) / count * 1e6, count))
end
