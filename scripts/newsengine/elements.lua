-- Elements of patterns, described for people: for explain and nearmiss.
local core = require "newsengine.core"
local errors = require "newsengine.errors"
local matching = require "newsengine.matching"
local places = require "newsengine.places"
local rule = require "newsengine.rule"

local elements = {}

local signs = { start = "^", ["end"] = "$" }

--- The text of an element {kind, from, to} of a pattern's source, with the name of a
--- capture directly before it.
function elements.text(source, element)
  if signs[element.kind] then return signs[element.kind] end
  local name = source:sub(1, element.from - 1):match("([%a_][%w_]*:)$") or ""
  return name .. source:sub(element.from, element.to):gsub("^%s+", ""):gsub("%s+", " ")
end

-- The byte after the next `mark` like the one at byte `at`, unless escaped by a
-- backslash.
local function behind_mark(source, at)
  local mark, stop = source:sub(at, at), at + 1
  while stop <= #source and source:sub(stop, stop) ~= mark do
    stop = stop + (source:sub(stop, stop) == "\\" and 2 or 1)
  end
  return stop + 1
end

--- The byte after the quoted word, the [word by its attributes] or the sign at byte `at`
--- of a pattern.
function elements.behind(source, at)
  local sign = source:sub(at, at)
  if sign == '"' then return behind_mark(source, at) end
  if sign ~= "[" then return at + 1 end
  local stop = at + 1
  while stop <= #source and source:sub(stop, stop) ~= "]" do
    stop = source:sub(stop, stop) == "/" and behind_mark(source, stop)
           or elements.behind(source, stop)
  end
  return stop + 1
end

--- The capture with the innermost brackets around byte `at` of a pattern: name, the text
--- between them | nil
function elements.capture(source, at)
  local open, place = {}, 1
  while place < at do
    local sign = source:sub(place, place)
    if sign == "(" then open[#open + 1] = place
    elseif sign == ")" then open[#open] = nil end
    place = elements.behind(source, place)
  end
  local from = open[#open]
  local name = from and source:sub(1, from - 1):match("([%a_][%w_]*):$")
  if not name then return nil end
  local depth, stop = 1, from + 1
  while stop <= #source do
    local sign = source:sub(stop, stop)
    if sign == "(" then depth = depth + 1 elseif sign == ")" then depth = depth - 1 end
    if depth == 0 then break end
    stop = elements.behind(source, stop)
  end
  local inner = source:sub(from + 1, stop - 1):gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")
  return name, inner
end

--- Join consecutive steps of a trace with the same element: list of {element, first,
--- last}.
function elements.merge(source, steps)
  local list, last = {}, nil
  for _, step in ipairs(steps) do
    if last and last.from == step.from and last.to == step.to then
      last.last = step.span.last
    else
      last = { from = step.from, to = step.to, element = elements.text(source, step),
               first = step.span.first, last = step.span.last }
      list[#list + 1] = last
    end
  end
  return list
end

--- "rules/x.lua:12": the place of a rule.
function elements.source(made)
  return ("%s:%d"):format(made.file.path, made.line or 0)
end

--- The line of a rule file that contains byte `at` of a pattern of the rule.
function elements.line(made, pattern, at)
  local found = places.find_text(made.file, pattern, made.line)
  return found and (errors.place(made.file.source, found + at - 1)) or made.line or 0
end

--- The scopes of a rule in a document as ranges.
function elements.ranges(doc, made)
  local scopes = matching.scopes_of(doc, made)
  if not matching.named[scopes] then return scopes end
  return core.ranges(doc, { doc:span(1, #doc.text) }, scopes)
end

--- The rules of the files named by a command, or those of them named by --only, in run
--- order -> list, set | nil, message
function elements.rules(made, only)
  local set, list = {}, {}
  for _, file in ipairs(made.named) do
    for _, one in ipairs(rule.stands_for(file)) do
      for _, each in ipairs(one.rules) do
        if not only or each.name == only or each.name:sub(1, #only + 1) == only .. "." then
          set[each] = true
        end
      end
    end
  end
  for _, each in ipairs(made.pack.rules) do
    if set[each] then list[#list + 1] = each end
  end
  if only and #list == 0 then
    local names = {}
    for i, each in ipairs(made.pack.rules) do names[i] = each.name end
    local near = errors.near(only, names)
    return nil, ("--only %s: no rule of this name"):format(only)
                .. (near and ("\n  did you mean %s?"):format(near) or "")
  end
  return list, set
end

return elements
