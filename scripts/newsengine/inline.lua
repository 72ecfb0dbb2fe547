-- Annotations as nested elements: for formats that write them into the text (html, tei, nitf,
-- timeml).  Elements nest, annotations may cross; one that crosses the end of an element that
-- began before it is written in several parts.
local inline = {}

local function comes_first(a, b)
  if a.first ~= b.first then return a.first < b.first end
  if a.last ~= b.last then return a.last > b.last end
  return a.order < b.order
end

-- The parts that begin in [first, last], cut to it.
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

-- Put a part where its place is among parts[at..].
local function insert(parts, at, part)
  while parts[at] and comes_first(parts[at], part) do at = at + 1 end
  table.insert(parts, at, part)
end

--- Walk the bytes first..last of `text` with the annotations of `list` (tables with first and
--- last).  Calls visit.text(piece), visit.open(annotation, begins, ends) and
--- visit.close(annotation): `begins` and `ends` tell whether this part has the annotation's
--- first and its last byte.
function inline.walk(text, list, first, last, visit)
  local parts, stack, at, i = parts_of(list, first, last), {}, first, 1
  local function copy_to(stop)
    if stop > at then
      visit.text(text:sub(at, stop - 1))
      at = stop
    end
  end
  local function close_before(byte)
    while #stack > 0 and stack[#stack].last < byte do
      local part = table.remove(stack)
      copy_to(part.last + 1)
      visit.close(part.of)
    end
  end
  while parts[i] do
    local part = parts[i]
    i = i + 1
    close_before(part.first)
    copy_to(part.first)
    local around = stack[#stack]
    if around and part.last > around.last then
      insert(parts, i, { of = part.of, first = around.last + 1, last = part.last,
                         order = part.order })
      part.last = around.last
    end
    visit.open(part.of, part.first == part.of.first, part.last == part.of.last)
    stack[#stack + 1] = part
  end
  close_before(last + 1)
  copy_to(last + 1)
end

return inline
