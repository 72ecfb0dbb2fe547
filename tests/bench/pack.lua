-- What the patterns of a rule pack cost on documents of JSON Lines: each rule's patterns are
-- walked, counted and timed with the layers that the rules before it have made.
--   lua5.4 tests/bench/pack.lua [RULES.lua [DOCS.jsonl [ROUNDS]]]
-- A table of the dearest rules and the sum; `--rows` as first argument gives the sum alone as
-- tab-separated id, MB/s, what was counted, how many (for tests/bench/run.lua).
package.path = "scripts/?.lua;scripts/?/init.lua;" .. package.path
package.cpath = "build/release/?.so;" .. package.cpath
local rows = arg[1] == "--rows" and table.remove(arg, 1)
local ne = require "newsengine"
local core = require "newsengine.core"

local rules = arg[1] or "rules/news.lua"
local path = arg[2] or "build/bench/pack.jsonl"
local rounds = tonumber(arg[3] or 3)

local texts, bytes = {}, 0
for line in io.lines(path) do
  local record = core.json_decode(line)
  texts[#texts + 1] = record
  bytes = bytes + #record.text
end

local engine = ne.engine { rules = { rules }, reuse = true }
local matcher = core.matcher(engine.pack.patterns)

local function scope_of(doc, made)
  if made.scope == "sentence" or made.scope == "paragraph" then return made.scope end
  return core.ranges(doc, { doc:span(1, #doc.text) }, "span")
end

local function round(spent)
  for _, record in ipairs(texts) do
    local doc = engine:document { text = record.text, id = record.id, lang = "en",
                                  published = record.published }
    doc:words()
    core.doc.make(doc, "sentences")
    local opened
    engine:annotate(doc, function(number)
      local made = engine.pack.rules[number]
      if not made or not made.patterns then return end
      if not opened then
        local start = os.clock()
        matcher:open(doc)
        spent.open = spent.open + (os.clock() - start)
        opened = true
      end
      local scope = scope_of(doc, made)
      local start, tried = os.clock(), matcher:tried()
      local matches = 0
      for _, pattern in ipairs(made.patterns) do
        matcher:walk(pattern, scope)
        matches = matches + matcher:count()
      end
      local one = spent[number] or { name = made.name, seconds = 0, matches = 0, tried = 0 }
      spent[number] = one
      one.seconds = one.seconds + (os.clock() - start)
      one.matches = one.matches + matches
      one.tried = one.tried + (matcher:tried() - tried)
    end)
  end
end

-- The least time of each rule over the rounds.
local best, open, patterns = {}, math.huge, 0
for _ = 1, rounds do
  local spent = { open = 0 }
  round(spent)
  open = math.min(open, spent.open)
  for number, one in pairs(spent) do
    if number ~= "open" and (not best[number] or one.seconds < best[number].seconds) then
      best[number] = one
    end
  end
end
local list, seconds, matches, tried = {}, open, 0, 0
for number, made in ipairs(engine.pack.rules) do
  patterns = patterns + #(made.patterns or {})
  if best[number] then
    list[#list + 1] = best[number]
    seconds, matches = seconds + best[number].seconds, matches + best[number].matches
    tried = tried + best[number].tried
  end
end

if rows then
  print(("pack_patterns\t%.2f\tmatches\t%d"):format(bytes / seconds / 1e6, matches))
  os.exit(0)
end
table.sort(list, function(a, b) return a.seconds > b.seconds end)
print(("%-28s %10s %10s %10s %8s"):format("rule", "matches", "tried", "ms", "%"))
local function line(name, count, starts, time)
  print(("%-28s %10d %10d %10.2f %8.1f"):format(name, count, starts, time * 1000,
                                                100 * time / seconds))
end
for i = 1, math.min(40, #list) do
  line(list[i].name, list[i].matches, list[i].tried, list[i].seconds)
end
line("(types and candidates)", 0, 0, open)
line(("%d patterns"):format(patterns), matches, tried, seconds)
print(("%d documents, %d bytes, %.2f MB/s"):format(#texts, bytes, bytes / seconds / 1e6))
