-- --stats: what each rule found and cost, from all workers.
local core = require "newsengine.core"
local document = require "newsengine.document"

local stats = {}

-- The entry of a rule by its name, made if it is new.
local function entry(entries, name)
  entries[name] = entries[name] or { matches = 0, steps = 0, seconds = 0 }
  return entries[name]
end

--- Count from now on, in every worker forked later: job.rule_stats is for one document,
--- job.totals, in the supervisor, for all.
function stats.begin(job)
  job.rule_stats, job.totals = {}, {}
  local last = core.clock()
  job.engine.on_rule = function(made, steps, from, doc)
    local now = core.clock()
    local one = entry(job.rule_stats, made.name)
    for _ in document.written_by(doc, made, from) do one.matches = one.matches + 1 end
    one.steps, one.seconds = one.steps + steps, one.seconds + now - last
    last = core.clock()
  end
  job.engine.on_begin = function() last = core.clock() end
end

--- Add job.rule_stats of a document, as JSON.
function stats.add(job, text)
  for name, one in pairs(core.json_decode(text)) do
    local sum = entry(job.totals, name)
    for key, value in pairs(one) do sum[key] = sum[key] + value end
  end
end

--- Write the totals to standard error, the slowest rule first.
function stats.print(job, seconds)
  local names = {}
  for name in pairs(job.totals) do names[#names + 1] = name end
  table.sort(names, function(a, b)
    if job.totals[a].seconds ~= job.totals[b].seconds then
      return job.totals[a].seconds > job.totals[b].seconds
    end
    return a < b
  end)
  io.stderr:write(("%-32s %10s %14s %10s\n"):format("rule", "matches", "steps", "ms"))
  for _, name in ipairs(names) do
    local one = job.totals[name]
    io.stderr:write(("%-32s %10d %14d %10.1f\n"):format(name, one.matches, one.steps,
                                                       one.seconds * 1e3))
  end
  io.stderr:write(("%d documents, %d failures, %.2f s, %.0f documents/s\n"):format(
    job.documents, job.failures, seconds, job.documents / math.max(seconds, 1e-9)))
end

return stats
