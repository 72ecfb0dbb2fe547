-- Annotations as nested elements, for formats that write them into the text (html, tei,
-- nitf, timeml).  Elements nest, but annotations may cross: one that crosses the end of
-- an earlier element is written in several parts.
local inline = {}

local function comes_first(a, b)
  if a.first ~= b.first then return a.first < b.first end
  if (a.of.leaf or false) ~= (b.of.leaf or false) then return b.of.leaf or false end
  if a.last ~= b.last then return a.last > b.last end
  return a.order < b.order
end

-- The parts that begin in [first, last], clipped to it.
local function parts_of(list, first, last)
  local parts = {}
  for i, annotation in ipairs(list) do
    local from, to = math.max(annotation.first, first), math.min(annotation.last, last)
    if from <= to then
      parts[#parts + 1] = { of = annotation, first = from, last = to, order = i }
    end
  end
  table.sort(parts, comes_first)
  return parts
end

-- Insert a part at its place in parts[at..].
local function insert(parts, at, part)
  while parts[at] and comes_first(parts[at], part) do at = at + 1 end
  table.insert(parts, at, part)
end

local Walk = {}
Walk.__index = Walk

function Walk:copy_to(stop)
  if stop > self.at then
    self.visit.text(self.text:sub(self.at, stop - 1))
    self.at = stop
  end
end

-- Close elements that end before the byte.
function Walk:close_before(byte)
  local stack = self.stack
  while #stack > 0 and stack[#stack].last < byte do
    local part = table.remove(stack)
    self:copy_to(part.last + 1)
    self.visit.close(part.of)
  end
end

-- A part continues after `last`.
function Walk:cut(part, last)
  insert(self.parts, self.next, { of = part.of, first = last + 1, last = part.last,
                                  order = part.order })
  part.last = last
end

function Walk:open(part)
  local stack = self.stack
  self:close_before(part.first)
  self:copy_to(part.first)
  -- A leaf contains no others: it is closed, and the rest of it is put inside the new
  -- one.
  while not part.of.leaf and #stack > 0 and stack[#stack].of.leaf do
    self:cut(stack[#stack], part.first - 1)
    self:close_before(part.first)
  end
  local around = stack[#stack]
  if around and part.last > around.last then self:cut(part, around.last) end
  self.visit.open(part.of, part.first == part.of.first, part.last == part.of.last)
  stack[#stack + 1] = part
end

--- Walk the bytes first..last of `text` with the annotations of `list` (tables with first and
--- last; with leaf = true only other leaves stand inside).  Calls visit.text(piece),
--- visit.open(annotation, begins, ends) and visit.close(annotation): `begins` and `ends` tell
--- whether this part has the annotation's first and its last byte.
function inline.walk(text, list, first, last, visit)
  local self = setmetatable({ text = text, visit = visit, parts = parts_of(list, first, last),
                              next = 1, stack = {}, at = first }, Walk)
  while self.parts[self.next] do
    local part = self.parts[self.next]
    self.next = self.next + 1
    self:open(part)
  end
  self:close_before(last + 1)
  self:copy_to(last + 1)
end

return inline
