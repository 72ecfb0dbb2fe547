-- The command `run`: inputs -> workers -> one output in input order.
local cache = require "newsengine.cache"
local core = require "newsengine.core"
local engine = require "newsengine.engine"
local errors = require "newsengine.errors"
local frame = require "newsengine.frame"
local inputs = require "newsengine.inputs"
local paths = require "newsengine.paths"
local reader = require "newsengine.reader"
local record = require "newsengine.record"
local settings = require "newsengine.settings"

local run = {}
local format -- newsengine.format, when the output is not JSON Lines

---------------------------------------------------------------- messages

local clean = errors.clean

local function say(job, text)
  if job.quiet then return end
  if job.log_json then
    io.stderr:write(core.json_encode { message = text }, "\n")
  else
    io.stderr:write("newsengine: ", clean(text), "\n")
  end
end

---------------------------------------------------------------- in a worker

-- The place of a worker: the item of its job and the number of the item's documents done.
local function place(index, done) return index << 26 | math.min(done, (1 << 26) - 1) end

-- A text of this size is released before the next one is read, which reuses its memory:
-- fresh pages cost more than a garbage collection.
local large = 1 << 20

-- Handle every document of an item as it comes. `note`: the number of documents done by
-- an earlier attempt, and facts about the next one: rules to leave out, or that it is
-- given up.
local function work_on(job, worker, index, item)
  local note = item.note ~= "" and core.json_decode(item.note) or {}
  local done = note.done or 0
  local count, longest = 0, 0
  worker:at(place(index, done), -1)
  inputs.read(job, item, function(input)
    count = count + 1
    longest = math.max(longest, input.text and #input.text or 0)
    if count <= done then return end
    local here = place(index, count - 1) -- as the worker says already
    local dead = count == done + 1 and note.dead
    if dead then input.error, input.code = dead.message, dead.code end
    worker:send(frame.of(job, worker, here, input,
                               count == done + 1 and note.skip or nil))
    worker:at(place(index, count), -1)
    job.engine:rest()
  end)
  worker:at(place(index + 1, 0), -1)
  if longest >= large then job.engine:let_go() end
end

local function work(job, worker, payload)
  if worker:is_side() then return job.side(worker, payload) end
  local files = 0
  for index, item in ipairs(inputs.unpack_all(payload, true)) do
    if item.kind == "path" then
      files = files + 1
      item.file, item.problem = worker:file(files)
    end
    work_on(job, worker, index - 1, item)
  end
end

---------------------------------------------------------------- what a worker may do

-- A worker may open nothing: the supervisor loads what it turns out to need, and another
-- worker continues with the document.
local lacks = -2

local function is_confined(job)
  local wish = os.getenv("NEWSENGINE_FILTER")
  return wish == "always" or wish ~= "off" and not job.engine.options.trust
end

-- The system's memory limit for a worker, far above what a budget allows: Lua's memory,
-- as much again for the words of a document, and its text and record several times over.
local spacious, ample = 1 << 30, 16

-- Called before the first job of a worker.
local function start(job, worker)
  if not is_confined(job) then return end
  local function lack() worker:quit(lacks) end
  reader.before_loading = lack
  if not job.converters then
    reader.before_converting, job.engine.languages.before_loading = lack, lack
    job.engine.pack.before_loading = lack
  end
  local memory = job.engine.budget.memory
  worker:confine(memory > 0 and spacious + memory * ample or 0, cache.filter())
end

-- In the supervisor, once: load everything that a document may need.
local function load_all(job)
  if job.converters then return end
  job.converters = core.converters(job.reader_options.encoding)
  job.engine.languages:load_all()
  job.engine.pack:number_words()
end

---------------------------------------------------------------- deaths

-- Signals that nothing in a worker sends: they come from a person or, when memory is
-- short, from the system.  Up to this number they are not blamed on what the worker was
-- doing.
local from_outside = { [1] = true, [2] = true, [3] = true, [9] = true, [15] = true }
local most_spared = 2

local function is_from_outside(failure)
  return failure.how == "signal" and from_outside[failure.code]
end

---------------------------------------------------------------- the format's own process

-- open, merge and close run in a process of their own that keeps the state.
local function side_worker(job)
  local state
  return function(worker, payload)
    local what, bytes = payload:sub(1, 1), payload:sub(2)
    local out, take = format.out(job.out_settings)
    local ok, value = true, nil
    if what == "o" and job.format.open and not job.partial then
      ok, value = format.call(job.engine, job.format, "open", out)
    elseif what == "m" then
      local piece = core.json_decode(bytes)
      if state == nil then
        state = piece
      else
        ok, value = format.call(job.engine, job.format, "merge", state, piece)
        if ok then state = value end
      end
    elseif what == "c" and job.partial then
      out(core.json_encode { format = job.format.name, state = state } .. "\n")
    elseif what == "c" and job.format.close then
      ok, value = format.call(job.engine, job.format, "close", out, state)
    end
    worker:send(ok and "+" .. take() or "-" .. tostring(value))
  end
end

local stop = {} -- raised by consume to end the run: {stop, code, message}

local function ask_format(job, what, bytes)
  if job.directory or not job.format then return "" end
  if not (job.format.open or job.format.close or job.format.merge) then return "" end
  local frames, message, failure
  for _ = 0, job.format.merge and 0 or most_spared do -- what was merged is gone with its process
    frames, message, failure = job.pool:call(what .. (bytes or ""))
    if frames or not is_from_outside(failure) then break end
  end
  if not frames then
    error({ stop, 4, ("format %s: %s"):format(job.format.name, message) }, 0)
  end
  local answer = table.concat(frames)
  if answer:sub(1, 1) ~= "+" then
    error({ stop, what == "m" and 3 or 4,
            ("format %s: %s"):format(job.format.name, answer:sub(2)) }, 0)
  end
  return answer:sub(2)
end

---------------------------------------------------------------- results

local function check_write(job, ok, message, closed)
  if ok then return end
  if closed then error({ stop, 0 }, 0) end
  error({ stop, 4, ("%s: %s"):format(job.output_name, message) }, 0)
end

local function write_file(job, path, bytes)
  job.output_name = path
  local output, message = core.output(path)
  if not output then error({ stop, 4, ("%s: %s"):format(path, message) }, 0) end
  check_write(job, output:write(bytes))
  check_write(job, output:commit())
  output:close()
end

-- `packed` from byte `at` on: see frame.next_file.
local function write_files(job, id, packed, at)
  local extension = job.format and job.format.extension or "jsonl"
  local name = job.names:add(id, extension)
  if job.journal then job.journal:named(id) end
  while at <= #packed do
    local kind, bytes
    kind, bytes, at = frame.next_file(packed, at)
    if kind == "" then
      write_file(job, job.directory .. name, bytes)
    elseif kind:sub(1, 1) == "." then
      write_file(job, job.directory .. name:sub(1, -#extension - 2) .. kind, bytes)
    elseif not job.shared[kind] then
      job.shared[kind] = true
      write_file(job, job.directory .. kind, bytes)
    end
  end
end

-- Formats that wrap several documents, or hold only one, keep back the first until a
-- second comes.
local function write_next(job, output)
  local made = job.format or {}
  if job.partial then
    error({ stop, 2, ("--partial: format %s writes documents as they come"):format(made.name) },
          0)
  end
  job.outputs = (job.outputs or 0) + 1
  if made.single then
    job.first_output = output -- until it is known that there is no second one
    return
  end
  if made.several then
    if job.outputs == 1 then
      job.first_output = output
      return
    elseif job.first_output then
      check_write(job, job.output:write(made.several.before .. job.first_output))
      job.first_output = nil
    end
  end
  if made.separator and job.outputs > 1 then
    check_write(job, job.output:write(made.separator))
  end
  check_write(job, job.output:write(output))
end

-- Write a line of JSON Lines, in `bytes` from `at` on.
local function write_record(job, bytes, at)
  job.outputs = (job.outputs or 0) + 1
  check_write(job, job.output:write(bytes, at))
end

-- Write what remains after all documents.
local function write_end(job)
  if job.first_output then
    check_write(job, job.output:write(job.first_output))
  elseif job.format and job.format.several and (job.outputs or 0) > 1 then
    check_write(job, job.output:write(job.format.several.after))
  end
end

local function passed_over() return require "newsengine.passed_over" end
local function statistics() return require "newsengine.stats" end

local function consume(job, _, bytes)
  if not bytes then
    if job.journal then job.journal:done() end
    return
  end
  local status, found, id, state, messages, stats, foreign, at = frame.read(bytes)
  job.documents, job.found = job.documents + 1, job.found + found
  if messages ~= "" then
    for line in messages:gmatch("[^\n]+") do say(job, line) end
  end
  if stats ~= "" then statistics().add(job, stats) end
  if foreign ~= "" then job.foreign = passed_over().add(job.foreign, id, foreign) end
  if job.directory then
    if at <= #bytes then write_files(job, id, bytes, at) end
  elseif not job.format then
    write_record(job, bytes, at)
  else
    if job.format.single and status ~= 2 then
      job.singles = (job.singles or 0) + 1
      if job.singles == 2 then
        error({ stop, 2, ("format %s holds one document; use -o DIR/"):format(job.format.name) }, 0)
      end
    end
    if at <= #bytes then write_next(job, bytes:sub(at)) end
    if state ~= "" then ask_format(job, "m", state) end
  end
  if status > 0 then
    job.failures = job.failures + 1
    if job.max_errors and job.failures >= job.max_errors then error({ stop, 3 }, 0) end
  end
  if job.progress and job.documents % 100 == 0 then
    io.stderr:write(("\r%d documents"):format(job.documents))
  end
end

local how_died = { exit = "the worker ended with code %d",
                   signal = "the worker was ended by signal %d",
                   timeout = "the worker hung and was killed (%d)",
                   frame = "the worker sent something unreadable (%d)" }

-- The ways out for one document: another reader, then giving it up.
local most_renewals = 3

-- A worker died: its current rule is left out for that document; outside rules the
-- document is given up.  Documents with a frame are done.
local function failed(job, failure)
  local items = inputs.unpack_all(failure.payload)
  local at, done = (failure.document >> 26) + 1, failure.document & (1 << 26) - 1
  done = done + failure.behind -- it had said nothing more of a document whose frame had come
  local guilty = items[at]
  if not guilty and failure.behind >= 0 then return nil end
  if failure.last or failure.behind < 0 then -- each way out has been tried; answers were lost
    error(("%s: workers die, and their answers are lost: %s"):format((guilty or items[1]).id,
      how_died[failure.how]:format(failure.code)), 0)
  end
  local line, behind = inputs.split(guilty, done)
  if line then
    items[at], guilty, done = line, line, 0
    if behind then table.insert(items, at + 1, behind) end
  end
  local before = guilty.note ~= "" and core.json_decode(guilty.note) or {}
  local code = failure.how == "timeout" and "timeout" or "crash"
  local message = how_died[failure.how]:format(failure.code)
  local same = (before.done or 0) == done
  local note = { done = done, skip = same and before.skip or nil,
                 renewed = same and before.renewed or 0, spared = same and before.spared or 0 }
  local again = true
  if failure.rule == lacks and note.renewed < most_renewals then
    note.renewed = note.renewed + 1
    load_all(job)
  elseif (is_from_outside(failure) or failure.behind > 0)
         and note.spared < most_spared then
    note.spared = note.spared + 1
  else
    again = false
  end
  if again then
    note.dead = same and before.dead or nil
  elseif failure.rule > 0 then
    note.skip = note.skip or {}
    table.insert(note.skip, { rule = failure.rule, code = code, message = message })
  else
    note.dead = { code = code, message = message }
  end
  if same and before.dead and not again then -- the reader itself does not get further
    guilty.kind, note = "failed", note.dead
  end
  guilty.note = core.json_encode(note)
  local rest = {}
  for i = at, #items do rest[#rest + 1] = inputs.pack(items[i]) end
  return table.concat(rest)
end

---------------------------------------------------------------- the whole run

local function open_output(job)
  if not job.output_path then
    job.output_name = "standard output"
    return core.output(1)
  end
  job.output_name = job.output_path
  if job.output_path:sub(-1) == "/" then
    local ok, message = core.make_directory(job.output_path)
    if not ok then return nil, message end
    job.directory, job.names, job.shared = job.output_path, core.file_names(), {}
    core.output_sweep(job.directory)
    if job.out_settings then job.out_settings.directory = true end
    return true
  end
  if core.path_kind(job.output_path) == "directory" then
    return nil, ("a directory; -o %s/ writes one file per document"):format(job.output_path)
  end
  if job.resume then return true end -- the journal opens it
  local target = core.output_target(job.output_path) -- what killed runs left
  if target then core.output_sweep(paths.directory(target), target:match("[^/]*$")) end
  return core.output(job.output_path)
end

local function open_journal(job)
  job.stop = function(code, message) error({ stop, code, message }, 0) end
  local made, code, message = require("newsengine.journal").open(job)
  if not made then return code, message end
  job.journal = made
  if not job.directory then job.output = made.output end
end

-- Each document leaves a megabyte of garbage, jobs leave their text in strings, and live
-- data is small: collecting seldom costs little memory and saves traversing the rules, in
-- the supervisor and in its workers (600: 47 MB a worker, 1000: 56).
local seldom = 600

local function run_pool(job)
  collectgarbage("setpause", seldom)
  if job.output ~= true then job.output:watch(job.signals) end
  if is_confined(job) then
    local ok, why = pcall(job.engine.languages.load_guessed, job.engine.languages)
    if not ok then return why end
  end
  job.pool = assert(core.pool({
    produce = function() return inputs.produce(job) end,
    work = function(worker, payload) return work(job, worker, payload) end,
    consume = function(number, bytes) return consume(job, number, bytes) end,
    failed = function(failure) return failed(job, failure) end,
    files = inputs.paths,
    start = function(worker) return start(job, worker) end,
    idle = function()
      if job.output ~= true then check_write(job, job.output:flush()) end
    end,
  }, { workers = job.workers, signals = job.signals, timeout = job.engine.budget.seconds,
       attempts = #job.engine.pack.rules + 2 + most_renewals + most_spared }))
  local ok, why = pcall(function()
    local opened = job.journal and job.journal.resumed and "" or ask_format(job, "o")
    if opened ~= "" then check_write(job, job.output:write(opened)) end
    local fine, message = job.pool:run()
    if not fine then error(message, 0) end
    if job.signals:count() > 0 then return end
    for _, state in ipairs(job.parts or {}) do ask_format(job, "m", state) end
    write_end(job)
    local closed = ask_format(job, "c")
    if closed ~= "" then check_write(job, job.output:write(closed)) end
  end)
  if not ok then return why end
  if job.journal and job.signals:count() > 0 then
    job.journal:pause()
    say(job, "interrupted; run the same command with --resume to continue")
  elseif job.journal then
    local finished, message = job.journal:finish()
    if not finished then return { stop, 4, ("%s: %s"):format(job.output_name, message) } end
  elseif job.output ~= true and job.signals:count() == 0 then
    local committed, message, closed = job.output:commit()
    if not committed then
      if closed then return { stop, 0 } end
      return { stop, 4, ("%s: %s"):format(job.output_name, message) }
    end
  elseif job.output ~= true then
    job.output:flush() -- what is done stays readable on a pipe; a file is not renamed
    if job.output_path and not (job.format and job.format.merge) then
      say(job, "interrupted; only a run started with --resume can continue")
    end
  end
end

-- A message about the first layer that no rule makes, nil if there is none.
local function unknown_layer(made, names)
  local name, near = made:unknown_layer(names)
  return name and ("--layers %s: no rule makes this layer%s"):format(
    name, near and ("\n  did you mean %s?"):format(near) or "")
end

local function tell(text) io.stderr:write("newsengine: ", text, "\n") end

-- Load the format and the options of -M, which may name columns of these rules.
local function load_format(job)
  if job.format_name ~= "jsonl" then
    format = require "newsengine.format"
    job.format = format.load(job.format_name)
    local is_own = job.format_name:find("%.lua$") -- named by its path
    local messages = is_own and not job.quiet and job.engine:format_messages(job.format) or {}
    for _, message in ipairs(messages) do tell(clean(message)) end
  end
  local known = job.format and job.format.options or {}
  job.format_options, job.reader_options = settings.split(
    job, job.format and job.format.name or "jsonl", known)
  if not job.format_options.columns then return end
  local columns = require "newsengine.columns"
  local message, hint = columns.wrong(job.format_options, job.engine.pack)
  if message then error(errors.new { code = "option", message = message, hint = hint }, 0) end
end

-- Load rules and format -> nil, or an error in the command line.
local function load_all_of(job)
  local ok, made = pcall(engine.new, job.engine_options)
  if not ok then return errors.message(made) end
  job.engine = made
  for _, message in ipairs(job.quiet and {} or made:vain_messages()) do tell(message) end
  local unknown = job.layer_names and unknown_layer(made, job.layer_names)
  if unknown then return unknown end
  local fine, problem = pcall(load_format, job)
  if not fine then return errors.message(problem) end
  local adds_up = job.format and job.format.merge
  if job.partial and not adds_up then
    return ("--partial: format %s has no merge"):format(job.format_name)
  end
  if job.resume and adds_up then
    return ("format %s adds up over all documents: use --partial and merge, not --resume"):format(
      job.format_name)
  end
end

-- The names of the layers to be written.
local function chosen_layers(job)
  if job.all_layers then return job.engine:known_layers() end
  return job.layer_names or job.engine:emitted()
end

-- Set what the workers need, and reset the counts.
local function prepare(job)
  local names = chosen_layers(job)
  job.layers = record.layers(job.engine, names)
  if job.format then
    if job.format.story == false then job.engine:without_story(names) end
    job.out_settings = { options = job.format_options, color = job.color, columns = job.columns,
                         layers = {} }
    for i, layer in ipairs(job.layers) do job.out_settings.layers[i] = layer[1] end
    job.side = side_worker(job)
  end
  job.hashes = record.pack_hashes(job.engine.pack)
  job.next_input = inputs.all(job)
  job.documents, job.found, job.failures = 0, 0, 0
  if job.stats then statistics().begin(job) end
  job.signals = assert(core.signals())
end

-- -> nil, or exit code and message
local function open_all(job)
  local why_not
  job.output, why_not = open_output(job)
  if not job.output then return 4, job.output_name .. ": " .. why_not end
  if job.resume then return open_journal(job) end
end

-- The error of run_pool, if any, the signal, and what was found -> exit code
local function outcome(job, problem, signal)
  if type(problem) == "table" and problem[1] == stop then
    if problem[3] then tell(clean(problem[3])) end
    if problem[2] == 3 and job.journal then job.journal:pause()
    elseif problem[2] == 3 and job.output ~= true then job.output:commit() end
    return problem[2]
  elseif problem ~= nil then
    tell(clean(errors.message(problem)))
    return signal > 0 and 128 + signal or 3
  end
  if signal > 0 then return 128 + signal end
  if job.failures > 0 then return 3 end
  return job.exit_status and job.found == 0 and 1 or 0
end

--- Run a job -> exit code. `job`: engine options and those of the command line; see cli.
function run.main(job)
  local started = core.clock()
  local wrong = load_all_of(job)
  if wrong then
    tell(wrong)
    return 2
  end
  if job.unknown_ending then
    say(job, ("-o %s: no format has the extension .%s; writing jsonl, -t selects another"):format(
      job.output_path, job.unknown_ending))
  end
  prepare(job)
  local code, message = open_all(job)
  if code then
    tell(clean(message))
    return code
  end
  local problem = run_pool(job)
  if job.progress and job.documents >= 100 then
    io.stderr:write(("\r%d documents\n"):format(job.documents))
  end
  local signal = job.signals:number()
  if job.pool then job.pool:close() end -- none when a language did not load
  if job.foreign then say(job, passed_over().message(job.foreign, job.engine)) end
  if job.stats then statistics().print(job, core.clock() - started) end
  return outcome(job, problem, signal)
end

return run
