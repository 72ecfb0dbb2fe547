-- Finds syntax of character regular expressions in a token pattern, where it means
-- something else: the letters of a token pattern are words.
local elements = require "newsengine.elements"

local foreign = {}

local instead = {
  d = "a word in digits is [digit] or [num]; for its characters write [/^\\d{4}$/]",
  w = "a word is . or [alpha]; for its characters write [/^\\w+$/]",
  s = "write nothing between words: white space is no word",
  b = "write nothing at the edge of a word: each element is a whole word",
}

local function escaped(sign)
  return instead[sign:lower()] or ('write the sign itself as "%s"'):format(
    (sign:gsub('["\\]', "\\%0")))
end

local function sign_at(source, at)
  local sign = source:match("^\\([^%s\\])", at)
  if sign then
    return "\\" .. sign, "here a backslash is a word of its own; " .. escaped(sign)
  end
  local expression = source:match("^/[^%s/]*%a[^%s/]*/", at)
  if expression and (at == 1 or source:find("^[%s(|:]", at - 1)) then
    return expression, ("for the characters of a word write [%s]"):format(expression)
  end
  local number = source:match("^%$(%d[%d.,]*)", at)
  if number then
    return "$" .. number, ('$ is the end of the scope; write the sign as "$": "$" %s')
      :format(number)
  end
end

-- lemma="att.*", text=/att/: a value in brackets that is meant as a regular expression,
-- and its byte.
local function value_in(element)
  for key, at, value in element:gmatch('%f[%a](%a+)%s*!?=%s*()([^%s|&%])]+)') do
    local is_expression = value:find("%.[*+]") or value:find("%a%*\"?$") or value:find('^"?/.+/')
    if (key == "lemma" or key == "text") and is_expression then return value, at end
  end
end

--- -> list of { at, text, hint }: byte in the pattern, the text there, how to write it
function foreign.signs(source)
  local list, at = {}, 1
  while at <= #source do
    local text, hint = sign_at(source, at)
    local behind = text and at + #text or elements.behind(source, at)
    if text then list[#list + 1] = { at = at, text = text, hint = hint } end
    if source:sub(at, at) == "[" then
      local value, place = value_in(source:sub(at, behind - 1))
      if value then
        list[#list + 1] = { at = at + place - 1, text = value,
                            hint = "a value is the word itself; for its characters write [/^att/]" }
      end
    end
    at = behind
  end
  return list
end

return foreign
