-- rules/numbers/amount.lua : what the rules of amounts share: numbers as they
-- are printed, ranges, and words of more, less and about.

lexicon "number" { file = "lexicons/number.tsv" }
lexicon "currencies" { file = "lexicons/currencies.tsv" }
lexicon "currency_codes" { file = "lexicons/currency-codes.tsv" }
lexicon "currency_countries" { file = "lexicons/currency-countries.tsv" }
lexicon "currency_cents" { file = "lexicons/currency-cents.tsv" }
lexicon "percents" { file = "lexicons/percents.tsv" }
lexicon "units" { file = "lexicons/units.tsv" }
lexicon "fractions" { file = "lexicons/fractions.tsv" }
lexicon "ordinals" { file = "lexicons/ordinals.tsv" }

-- A number as printed: 1,200; 4.5 billion; 4 1/2; 10-3/8; two hundred and fifty; two
-- and a half million; a dozen; a quarter of a million; 64.2m.
let "amount" [=[ ( (a | @number(kind=one)) "-"? @fractions of a @number(kind=scale)
                 | [/^\.?\d/ & num] ("-"? [/^\d\d?\/\d+$/])? ("-"? @number(kind=scale))?
                 | [/^\d[\d.,]*(k|m|mn|bn|tn|mln|bln)$/]
                 | (half)? a @number(kind=dozen) | (half)? a @number(kind=scale|hundred)
                 | @number ( "-"? and? @number )* ("-"? and "-"? a "-"? half @number(kind=scale)?)?
                 ) ]=]
let "millions" [=[ ( [/^\d/ & num] [/^m$/] | $amount ) ]=]
let "scale" [=[ ( @number(kind=scale) | [/^(k|m|b|mn|bn|tn|mln|bln)$/i] | "MM" | grand
                | "T" (?! "-") | cr ) ]=]
let "many" [=[ ( (tens of | dozens of | hundreds of)? (dozens | scores | hundreds | thousands
               | millions | billions | trillions) ) ]=]
let "limit" [=[ ( more than | less than | at least | at most | up to | as much as
                | as many as | over | under | fewer than | no more than | no less than
                | nearly | almost | about | around | roughly | some | approximately
                | an estimated ) ]=]
let "ends" [=[ ("-" | "–" | to | or) ]=]
let "tail" [=[ ( or (more | less | fewer) ) ]=]

local SHORT_SCALES = { k = 1e3, grand = 1e3, m = 1e6, mm = 1e6, mn = 1e6, mln = 1e6, cr = 1e7,
    b = 1e9, bn = 1e9, bln = 1e9, t = 1e12, tn = 1e12 }

-- The factor of a scale word, written out or abbreviated: a number or nil.
local function scale_of(word)
  local entry = lexicons.number:get(word)
  return SHORT_SCALES[word:lower()] or entry and entry.kind == "scale" and tonumber(entry.number)
end

-- "1,200" -> 1200 ; "64.2m" -> 64200000 ; "1/2" -> 0.5
local function digits_of(word)
  if not word:find("%d") then return nil end
  local over, under = word:match("^(%d+)/(%d+)$")
  if over and tonumber(under) > 0 then return tonumber(over) / tonumber(under) end
  local number, scale = word:gsub(",", ""):match("^(%d*%.?%d+)(%a*)$")
  if not number then return nil end
  local factor = scale == "" and 1 or scale_of(scale)
  return factor and tonumber(number) * factor
end

-- The share that a fraction in words is: "third" -> 1/3.
local function part_of(word)
  local over, under = lexicons.fractions:get(word).amount:match("^([%d.]+)/?(%d*)$")
  return tonumber(over) / (tonumber(under) or 1)
end

local QUARTERS = { ["\xC2\xBC"] = ".25", ["\xC2\xBD"] = ".5", ["\xC2\xBE"] = ".75" }

-- The value of a number in words and digits: number or nil.
local function value_of(text)
  if text:find("\xC2", 1, true) then text = text:gsub("\xC2[\xBC-\xBE]", QUARTERS) end
  local groups = text:find("%d[ \xC2]") and 1 or 0 -- 1 450 000
  while groups > 0 do
    text, groups = text:gsub("(%d)[ \xC2\xA0]+(%d%d%d)%f[^%w/]", "%1%2")
  end
  if text:find("of", 1, true) then
    local count, part, scale = text:match("^(%a+)[%s\xC2\xA0-]+(%a+).*%f[%a](%a+)$")
    return (count:lower() == "a" and 1 or value_of(count)) * part_of(part) * value_of(scale)
  end
  local total, group, seen = 0, 0, false
  for word in text:lower():gmatch("[%w.,/]+") do
    local digits = digits_of(word)
    local entry = not digits and lexicons.number:get(word)
    local factor = not digits and scale_of(word)
    if digits then
      group, seen = group + digits, true
    elseif factor then
      total, group, seen = total + (group == 0 and 1 or group) * factor, 0, true
    elseif entry and (entry.kind == "hundred" or entry.kind == "dozen"
        or entry.kind == "score") then
      group, seen = (group == 0 and 1 or group) * tonumber(entry.number), true
    elseif entry then
      group, seen = group + tonumber(entry.number), true
    end
  end
  return seen and total + group or nil
end

-- The least that a round number stands for, two of its unit: "tens of thousands" -> 20000
local function least_of(text)
  local least = 2
  for word in text:lower():gmatch("%a+") do
    if word ~= "of" then
      least = least * (word == "tens" and 10 or tonumber(lexicons.number:get(word).number))
    end
  end
  return least
end

-- 0.1 + 0.2 as people write it: rounded to twelve digits, whole when it is.
local function tidy(n)
  n = tonumber(("%.12g"):format(n))
  return math.tointeger(n) or n
end

local MORE = { more = true, least = true, over = true }
local LESS = { less = true, most = true, ["up"] = true, much = true, many = true,
    under = true, fewer = true }
local ROUGH = { nearly = true, almost = true, about = true, around = true,
    roughly = true, some = true, approximately = true, estimated = true }

-- The attributes of an amount that say how exact it is: range, limit or "about".
local function bounds(m, low, high)
  local out = {}
  if high then
    out.low, out.high = tidy(low), tidy(high)
    return out
  end
  out.amount = tidy(low)
  local said = m.tail or m.limit
  if not said then return out end
  local no = said.text:lower():find("^no ") ~= nil
  for word in said.text:lower():gmatch("%a+") do
    if ROUGH[word] then out.mod = "APPROX" end
    if MORE[word] or LESS[word] then
      out[(MORE[word] ~= nil) ~= no and "low" or "high"] = out.amount
      break
    end
  end
  return out
end

-- Low and high of a range "$3-4bn": the first number takes the second's scale
-- when it has none of its own and is the smaller one.
local function range_of(first, second, scale)
  local low, high = value_of(first), second and value_of(second)
  local factor = scale and value_of("1 " .. scale) or 1
  if not second then return low and low * factor end
  if not low or not high then return nil end
  local own = second:match("%a+$")
  local shared = own and (scale_of(own) or lexicons.number:get(own) and value_of("1 " .. own))
  high = high * factor
  if factor ~= 1 then shared = factor end
  if shared and not first:find("%a") and low * shared <= high then low = low * shared end
  return low, high
end

-- The verbs and particles for moves of prices and indexes, as an alternation of a regular
-- expression.
local MOVES = "fell|falls?|rose|rises?|gain(?:s|ed)|lost|loses?|dropp?(?:s|ed)?|up|down|off"
  .. "|slipp?(?:s|ed)|slid|climb(?:s|ed)?|jump(?:s|ed)?|add(?:s|ed)?|shed|plunged|soared|eased"
  .. "|surged|tumbled|sank|declined|advanced|grew"
local MOVED = regex("\\b(?:" .. MOVES .. ")(?: by| another| a further)? $", "i")

-- "fell $1.52 to $68.61", "from $5 to $4": two amounts and no range.
local function is_move(m, low, high)
  return low > high or high > 2 * low and MOVED:match(m:text_before(30)) ~= nil
end

local TIMES = { "Date", "Time", "Duration", "Set" }

-- Does an annotation of time overlap this span?
local function is_time(doc, span)
  for i = 1, #TIMES do
    if doc:overlapping(TIMES[i], span) then return true end
  end
  return false
end

return {
  MOVES = MOVES, bounds = bounds, digits_of = digits_of, is_move = is_move, is_time = is_time,
  least_of = least_of, part_of = part_of, range_of = range_of, tidy = tidy, value_of = value_of,
}
