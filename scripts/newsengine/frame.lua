-- The result of one document in a worker: the parts of its frame, which the supervisor
-- reads.
local core = require "newsengine.core"
local errors = require "newsengine.errors"
local record = require "newsengine.record"
local sandbox = require "newsengine.sandbox"

local frame = {}

-- Only if the output is not JSON Lines.
local function formats() return require "newsengine.format" end

local function info_for(job, id, failures)
  return { id = id, offsets = job.engine.options.offsets, hashes = job.hashes,
           failures = failures, source = nil, text = nil, input = nil, most = nil, meta = nil,
           errors = nil, ending = nil }
end

local function info_of(job, input, failures)
  local info = info_for(job, input.id, failures)
  info.most = job.engine.budget.memory
  info.source, info.text = input.source, input.ready or input.recoded
  info.input = input.bytes or true
  return info
end

--- The record of a document after the rules have run in this process; `job` has engine,
--- layers (record.layers) and hashes (record.pack_hashes).
function frame.record(job, doc, input, failures)
  record.prepare(doc, job.layers)
  return record.line(doc, job.layers, info_of(job, input, failures))
end

-- A frame: this, then the output in one or two parts.
-- status: 0 complete, 1 some rules failed, 2 the document failed foreign:
-- engine:foreign()
local function head_of_frame(status, found, id, state, messages, stats, foreign)
  return string.pack("<BI4s4s4s4s4s4", status, found, id, state or "",
                     table.concat(messages, "\n"), stats or "", foreign or "")
end

--- -> status, found, id, state, messages, stats, foreign, where the output begins
function frame.read(bytes) return string.unpack("<BI4s4s4s4s4s4", bytes) end

-- The files of one document with -o DIR/: the first is its own, the others are named by
-- an extension (".txt") or, if all documents share them, by a whole name.
local function pack_files(bytes, others)
  local parts = { string.pack("<s4s4", "", bytes) }
  for _, file in ipairs(others or {}) do
    parts[#parts + 1] = string.pack("<s4s4", file[1], file[2])
  end
  return table.concat(parts)
end

--- `packed` from byte `at` on -> kind, bytes, where the next one begins
function frame.next_file(packed, at) return string.unpack("<s4s4", packed, at) end

local function failed_frame(job, input, failure)
  local id = input.id
  local info = info_for(job, id, { failure })
  info.source = input.source
  local messages = { ("%s: %s%s"):format(id, failure.message, errors.wider(failure.code)) }
  local output = ""
  if not job.format then
    output = record.failed(info) .. "\n"
  elseif job.format.failed then
    local format = formats()
    local out, take = format.out(job.out_settings)
    local ok, message = format.call(job.engine, job.format, "failed", out, {
      id = id, errors = info.failures, record = record.failed(info) })
    if ok then output = take() else messages[2] = ("%s: %s"):format(id, message) end
  end
  if job.directory and output ~= "" then output = pack_files(output) end
  return head_of_frame(2, 0, tostring(id), nil, messages), output
end

local function count_found(job, doc)
  local total = 0
  for _, n in ipairs(core.count(doc, job.layers)) do total = total + n end
  return total
end

-- The bytes of one document in the chosen format -> output, state, its end | nil, message
local function write_document(job, doc, info)
  record.prepare(doc, job.layers)
  if not job.format then
    if not job.directory then return record.line(doc, job.layers, info, true), nil, "\n" end
    return pack_files(record.line(doc, job.layers, info) .. "\n")
  end
  local format, state = formats(), core.doc.fields(doc)
  -- A format may modify its lists.
  state.layers, state.errors = sandbox.copy(job.layers), sandbox.copy(info.failures)
  state.failed, state.further = false, info.source
  if job.format.offsets then
    core.doc.set_unit(doc, job.format.offsets)
    info.offsets = job.format.offsets
  end
  state.make_record = function() return record.line(doc, job.layers, info) end
  local out, take = format.out(job.out_settings)
  local ok, value = true, nil
  if job.directory and job.format.open then
    ok, value = format.call(job.engine, job.format, "open", out)
  end
  if ok then ok, value = format.call(job.engine, job.format, "document", out, doc) end
  if ok and job.directory and job.format.close then
    ok, value = format.call(job.engine, job.format, "close", out, value)
  end
  local kept = format.state(job.format) -- what failed is put back, too
  if not ok or kept then return nil, not ok and value or kept end
  if job.directory then return pack_files(take()) end
  if value == nil or not job.format.merge then return (take()) end
  local fine, state_text = pcall(core.json_encode, value)
  if fine then return (take()), state_text end
  return nil, ("%s: bad return value of document: %s"):format(job.format.path,
                                                        (errors.placed(state_text)))
end

local function stats_of(job)
  if not job.stats then return nil end
  local text = core.json_encode(job.rule_stats)
  job.rule_stats = {}
  return text
end

local function found_in(job, doc)
  return (job.need_found or job.stats) and count_found(job, doc) or 0
end

-- One line for each rule that failed; of many with the same failure, as for a text that
-- is too large, a few are named and the others counted.
local many, named = 10, 3

local function add_failures(messages, id, failures)
  local reasons, count = {}, {}
  for i, failure in ipairs(failures) do
    reasons[i] = failure.message .. errors.wider(failure.code)
    count[reasons[i]] = (count[reasons[i]] or 0) + 1
  end
  local shown = {}
  for i, failure in ipairs(failures) do
    local why = reasons[i]
    shown[why] = (shown[why] or 0) + 1
    if count[why] <= many or shown[why] <= named then
      messages[#messages + 1] = ("%s: rule %s: %s: %s"):format(id, failure.rule, failure.source,
                                                               why)
    elseif shown[why] == count[why] then
      messages[#messages + 1] = ("%s: %d more rules: %s"):format(id, count[why] - named, why)
    end
  end
end

--- A document from a reader, or its failure there -> the parts of its frame
function frame.of(job, worker, here, input, skip)
  if input.error then
    return failed_frame(job, input,
                        { code = input.code or "read", message = input.error })
  end
  local doc, why = job.engine:document(input)
  if not doc then
    if input.ready and not utf8.len(input.text) then
      why = why .. "; decode(bytes) returns UTF-8"
    end
    return failed_frame(job, input, { code = "text", message = why })
  end
  local left_out
  if skip then
    left_out = {}
    for _, one in ipairs(skip) do left_out[one.rule] = one end
  end
  job.engine:watch(worker, here)
  local failures = job.engine:annotate(doc, skip and function(number)
    worker:at(here, number > 0 and number or -1)
  end, left_out)
  local info = info_of(job, input, failures)
  local fine, output, state, ending = pcall(write_document, job, doc, info)
  if not fine then output, state = nil, errors.message(output) end
  if not output then
    return failed_frame(job, input, { code = "format", message = state })
  end
  local messages = { input.note and ("%s: %s"):format(input.id, input.note) }
  add_failures(messages, input.id, failures)
  return head_of_frame(#failures > 0 and 1 or 0, found_in(job, doc), tostring(input.id), state,
                       messages, stats_of(job), job.engine:foreign(doc)), output, ending
end

return frame
