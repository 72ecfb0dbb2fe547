-- --resume: a run whose output and progress survive its death.  Records go to FILE.part;
-- now and then, when all of them are on disk, FILE.journal records the progress: items of
-- the input, bytes of the output.  The same command continues from there; the rest of
-- FILE.part is truncated.  At the end FILE.part is renamed and the journal removed.
local core = require "newsengine.core"
local paths = require "newsengine.paths"

local journal = {}
journal.__index = journal

local seconds_between = 0.5

-- Everything that decides the records, so that no two halves differ.
local function identity(job)
  local options = job.engine_options
  local parts = { core.version, job.hashes.rules, job.hashes.lexicons, job.format_name,
                  job.format and core.hash(paths.read(job.format.path) or "") or "",
                  options.offsets, options.published or "", options.lang or "",
                  tostring(options.budget.steps), tostring(options.budget.memory), job.reader,
                  table.concat(job.inputs, "\0") }
  for _, layer in ipairs(job.layers) do parts[#parts + 1] = layer[1] end
  local names = {}
  for key in pairs(job.options) do names[#names + 1] = key end
  table.sort(names)
  for _, key in ipairs(names) do parts[#parts + 1] = key .. "=" .. job.options[key] end
  return core.hash(table.concat(parts, "\1"))
end

local function read_state(path)
  local bytes = paths.read(path)
  local state = bytes and core.json_decode(bytes)
  return type(state) == "table" and state or nil
end

-- One file with the names given to documents, in order.
local function read_names(self)
  local bytes = (paths.read(self.part, 1 << 31) or ""):sub(1, self.state.bytes)
  local at = 1
  while at <= #bytes do
    local id
    id, at = string.unpack("<s4", bytes, at)
    self.job.names:add(id, self.job.format and self.job.format.extension or "jsonl")
  end
end

-- The file that gets the records at the end; the others are next to it -> path | nil,
-- exit code, message
local function target_of(job)
  if job.directory then return job.directory .. ".newsengine" end
  local kind = core.path_kind(job.output_path)
  if kind and kind ~= "file" then return nil, 2, "no file; --resume needs one" end
  local target, message = core.output_target(job.output_path)
  return target, 4, message
end

--- Begin or continue the output of a job -> journal | nil, exit code, message
function journal.open(job)
  local base, code, why_not = target_of(job)
  if not base then return nil, code, ("-o %s: %s"):format(job.output_path, why_not) end
  local self = setmetatable({ job = job, base = base, part = base .. ".part",
                              path = base .. ".journal", identity = identity(job),
                              counts = {}, first = 1, last = 0 }, journal)
  local state = read_state(self.path)
  if state and not paths.is_file(self.part) then -- killed when all but this was done
    os.remove(self.path)
    state = nil
  end
  if state and state.identity ~= self.identity then
    return nil, 2, ("%s belongs to a run with other rules, options or inputs; remove it and %s to "
      .. "start over"):format(self.path, self.part)
  end
  self.state = state or { items = 0, bytes = 0, chain = "", outputs = 0, documents = 0,
                          failures = 0, found = 0 }
  if not state then
    local fresh, why = core.output(self.part)
    if not fresh then return nil, 4, ("%s: %s"):format(self.part, why) end
    local ok, message = fresh:commit()
    fresh:close()
    if not ok then return nil, 4, ("%s: %s"):format(self.part, message) end
  end
  local output, message = core.output_append(self.part, self.state.bytes)
  if not output then return nil, 4, ("%s: %s"):format(self.part, message) end
  self.output = output
  if job.directory then
    read_names(self)
    core.output_sweep(job.directory)
  else
    for _, path in ipairs { self.part, self.path } do
      core.output_sweep(paths.directory(path), path:match("[^/]*$"))
    end
  end
  job.outputs, job.documents = self.state.outputs, self.state.documents
  job.failures, job.found = self.state.failures, self.state.found
  self.resumed = self.state.items > 0 or self.state.bytes > 0
  self.chain, self.skip, self.at = "", self.state.items, -seconds_between -- the first soon
  return self
end

-- The identity of an item: its bytes, or its file as it is now.
local function fingerprint(item)
  if item.kind == "path" then return item.id .. "\0" .. (core.file_stamp(item.id) or "gone") end
  return item.id .. "\0" .. core.hash(item.bytes or item.note or "")
end

--- Take an item of the input -> true if an earlier run has done it.  Raises if the input
--- no longer begins with the items done.
function journal:passes(item)
  self.chain = core.hash(self.chain .. fingerprint(item))
  if self.skip == 0 then return false end
  self.skip = self.skip - 1
  if self.skip == 0 and self.chain ~= self.state.chain then
    self.job.stop(2, ("the inputs have changed since %s was written; remove it and %s to start "
      .. "over"):format(self.path, self.part))
  end
  return true
end

--- A job with so many items goes to the workers.
function journal:sent(items)
  self.last = self.last + 1
  self.counts[self.last] = { items, self.chain }
end

local function write(self)
  local job, state = self.job, self.state
  local bytes, message = self.output:sync()
  if not bytes then job.stop(4, ("%s: %s"):format(self.part, message)) end
  state.bytes, state.identity = bytes, self.identity
  state.outputs, state.documents = job.outputs, job.documents
  state.failures, state.found = job.failures, job.found
  local file, why = core.output(self.path)
  local ok = file
  if file then
    ok, why = file:write(core.json_encode(state) .. "\n")
    if ok then ok, why = file:commit() end
    file:close()
  end
  if not ok then job.stop(4, ("%s: %s"):format(self.path, why)) end
  self.at = core.clock()
end

--- The oldest job is done: its records are written.
function journal:done()
  local count = self.counts[self.first]
  self.counts[self.first] = nil
  self.first = self.first + 1
  self.state.items, self.state.chain = self.state.items + count[1], count[2]
  if not self.job.first_output and core.clock() - self.at >= seconds_between then write(self) end
end

--- A document's name in -o DIR/ was given.
function journal:named(id)
  local ok, message = self.output:write(string.pack("<s4", id))
  if not ok then self.job.stop(4, ("%s: %s"):format(self.part, message)) end
end

--- The run was interrupted: keep what is done.
function journal:pause()
  if not self.job.first_output then write(self) end
  self.output:close()
end

--- The run is complete -> true | nil, message
function journal:finish()
  local ok, message = self.output:commit()
  if ok and not self.job.directory then
    ok, message = core.output_rename(self.part, self.base)
  end
  self.output:close()
  if not ok then return nil, message end
  if self.job.directory then os.remove(self.part) end
  os.remove(self.path)
  return true
end

return journal
