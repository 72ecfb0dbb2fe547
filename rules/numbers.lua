-- rules/numbers.lua : how much.  Money, percentages and quantities with units.
--
-- `amount` is the number in the whole unit (1.2 billion won: 1200000000);
-- `low` and `high` are the ends of a range, or one of them for "more than".

lang "en"

lexicon "number" { file = "lexicons/number.tsv" }
lexicon "currencies" { file = "lexicons/currencies.tsv" }
lexicon "currency_codes" { file = "lexicons/currency-codes.tsv" }
lexicon "currency_countries" { file = "lexicons/currency-countries.tsv" }
lexicon "currency_cents" { file = "lexicons/currency-cents.tsv" }
lexicon "percents" { file = "lexicons/percents.tsv" }
lexicon "units" { file = "lexicons/units.tsv" }

-- A number as printed: 1,200; 4.5 billion; two hundred and fifty; a dozen; 64.2m.
let "amount" [=[ ( [/^\d/ & num] ("-"? @number(kind=scale))?
                 | [/^\d[\d.,]*(k|m|mn|bn|tn|mln|bln)$/]
                 | (half)? a @number(kind=dozen) | (half)? a @number(kind=scale)
                 | @number ( "-"? and? @number )* ) ]=]
let "scale" [=[ ( @number(kind=scale) | [/^(k|m|mn|bn|tn|mln|bln)$/] ) ]=]
let "limit" [=[ ( more than | less than | at least | at most | up to | as much as
                | as many as | over | under | fewer than | no more than | no less than
                | nearly | almost | about | around | roughly | some | approximately
                | an estimated ) ]=]

local SHORT_SCALES = { k = 1e3, m = 1e6, mn = 1e6, mln = 1e6, bn = 1e9, bln = 1e9,
    tn = 1e12 }

-- "1,200" -> 1200 ; "64.2m" -> 64200000 ; "4" -> 4
local function digits_of(word)
  local number, scale = word:gsub(",", ""):match("^(%d*%.?%d+)(%a*)$")
  if not number then return nil end
  local factor = scale == "" and 1 or SHORT_SCALES[scale:lower()]
  return factor and tonumber(number) * factor
end

-- The value of a number in words and digits: number or nil.
local function value_of(text)
  local total, group, seen = 0, 0, false
  for word in text:lower():gmatch("[%w.,]+") do
    local entry, digits = lexicons.number:get(word), digits_of(word)
    local factor = SHORT_SCALES[word] or entry and entry.kind == "scale"
        and tonumber(entry.number)
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

-- 0.1 + 0.2 as people write it: rounded to twelve digits, whole when it is.
local function tidy(n)
  n = tonumber(("%.12g"):format(n))
  return math.tointeger(n) or n
end

local MORE = { more = true, least = true, over = true }
local LESS = { less = true, most = true, ["up"] = true, much = true, many = true,
    under = true, fewer = true }
local ROUGH = { nearly = true, almost = true, about = true, around = true,
    roughly = true, some = true,
                approximately = true, estimated = true }

-- The attributes that say how sharp an amount is: range, limit or "about".
local function bounds(m, low, high)
  local out = {}
  if high then
    out.low, out.high = tidy(low), tidy(high)
    return out
  end
  out.amount = tidy(low)
  if not m.limit then return out end
  local no = m.limit.text:lower():find("^no ") ~= nil
  for word in m.limit.text:lower():gmatch("%a+") do
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
  local shared = own and (SHORT_SCALES[own:lower()] or lexicons.number:get(own)
      and value_of("1 " .. own))
  high = high * factor
  if factor ~= 1 then shared = factor end
  if shared and not first:find("%a") and low * shared <= high then low = low * shared end
  return low, high
end

-- ---------------------------------------------------------------- percentages

rule "number.percent" {
  about = "14 percent, 7.0 per cent, 3-4%, two percent",
  pattern = [[ limit:$limit? x:( n:$amount (("-" | "–" | to | or) o:$amount)? "-"?
               @percents ) (?! (point | points)) ]],
  span = "x",
  emit = "Percent",
  set = function(m)
    local out = bounds(m, range_of(m.n.text, m.o and m.o.text))
    out.unit = "percent"
    return out
  end,
}

-- ---------------------------------------------------------------- money

-- The country that a story is about, judged by its dateline and first Places.
local function story_countries(doc)
  local list = {}
  for place in doc:each("Place") do
    if place.country then list[#list + 1] = place.country end
    if #list >= 20 then break end
  end
  return list
end

-- Currency of a shared name ("pesos") and why; its own code when the story
-- does not say.
local function by_country(doc, entry, word)
  local stem = word:lower():gsub("s$", "")
  local choices = {}
  for _, row in ipairs(lexicons.currency_countries:all(stem)) do
    choices[row.country] = row.currency
  end
  for _, country in ipairs(story_countries(doc)) do
    if choices[country] then
      if choices[country] == entry.currency then return entry.currency end
      return choices[country], ("%s in a story from %s"):format(word, country)
    end
  end
  if entry.currency == "" then return nil, word .. " of several countries" end
  return entry.currency
end

local function currency_in(m, doc)
  if m.code then return m.code.entry.code end
  local sign = m.sign or m.name
  local entry = sign.entry
  if sign.text == "$" then return by_country(doc, entry, "dollar") end
  return by_country(doc, entry, sign.text)
end

rule "number.money" {
  about = "$64.2 million, £1.3m, €3-4bn, EUR 30, $900,000",
  pattern = [[ limit:$limit? x:( (sign:@currencies(form=symbol) | code:@currency_codes)
               n:$amount (("-" | "–" | to | or) (@currencies(form=symbol))? o:$amount)?
               scale:$scale? ) ]],
  span = "x",
  emit = "Money",
  where = function(m)
    return (not m.code or m.code.text:find("^%u%u%u$") ~= nil) and range_of(m.n.text,
        m.o and m.o.text) ~= nil
  end,
  set = function(m, doc)
    local out = bounds(m, range_of(m.n.text, m.o and m.o.text, m.scale and m.scale.text))
    out.currency, out.why = currency_in(m, doc)
    return out
  end,
}

rule "number.money_words" {
  about = "150 million zlotys, 4.5 billion shillings, two dollars",
  pattern = [[ limit:$limit? x:( n:($amount | a) (("-" | "–" | to | or) o:$amount)? "-"?
               name:@currencies(form=name) ) (?! of) ]],
  span = "x",
  emit = "Money",
  where = function(m)
    return (value_of(m.n.text) ~= nil or m.n.text == "a"
        and m.name.text:find("s$") == nil and m.name.text ~= "sol")
      and not (m.name.text:find("^%u") and not m.name.text:find(" "))
  end,
  set = function(m, doc)
    local out = bounds(m, range_of(m.n.text:lower() == "a" and "1" or m.n.text,
        m.o and m.o.text))
    out.currency, out.why = currency_in(m, doc)
    return out
  end,
}

rule "number.cents" {
  about = "41 cents, 50 pence: hundredths of the currency",
  pattern = [[ limit:$limit? x:( n:$amount (("-" | "–" | to | or) o:$amount)?
               c:@currency_cents ) ]],
  span = "x",
  emit = "Money",
  set = function(m)
    local low, high = range_of(m.n.text, m.o and m.o.text)
    local out = bounds(m, low / 100, high and high / 100)
    out.currency = m.c.entry.currency
    return out
  end,
}

-- ---------------------------------------------------------------- quantities

rule "number.quantity" {
  about = "75 mph, 115 miles, 96,000 pounds of spinach, 2.5 percentage points",
  pattern = [[ limit:$limit? x:( sign:(minus | "-" | "−")? n:$amount
               (("-" | "–" | to | or) o:$amount)? "-"? u:@units ) ]],
  span = "x",
  emit = "Quantity",
  where = function(m, doc)
    local unit = m.u.text
    if #unit == 1 and unit ~= "C" and unit ~= "F" and unit ~= "m" then return false end
    if unit == "points" or unit == "point" then return m.u.dimension ~= "count" end
    return not doc:overlapping("Money", m.x) and not doc:overlapping("Percent", m.x)
  end,
  set = function(m)
    local low, high = range_of(m.n.text, m.o and m.o.text)
    if m.sign and not high then low = -low end
    local out = bounds(m, low, high)
    local unit = m.u.entry
    out.unit, out.dimension = unit.unit, unit.dimension
    local factor = tonumber(unit.factor)
    if factor and not high then out.si = tidy(low * factor) end
    return out
  end,
}

rule "number.joined" {
  about = "120km, 3C, 5kg: number and unit in one word",
  pattern = [[
    [/^\d[\d.,]*(km|kg|cm|mm|m|ft|lb|lbs|mph|kph|kmh|C|F|MW|GW|kW|GB|MB|TB|ha)$/] ]],
  emit = "Quantity",
  where = function(m, doc)
    return not m.text:find("%dm$") and not doc:overlapping("Money", m)
        and not doc:overlapping("Quantity", m)
  end,
  set = function(m)
    local number, word = m.text:match("^([%d.,]+)(%a+)$")
    local amount, unit = digits_of(number), lexicons.units:get(word)
    local factor = tonumber(unit.factor)
    return { amount = tidy(amount), unit = unit.unit, dimension = unit.dimension,
             si = factor and tidy(amount * factor) or nil }
  end,
}

examples {
  { "Profit rose to $64.2 million.", Money = { amount = 64200000, currency = "USD" } },
  { "It cost £1.3m.", Money = { amount = 1300000, currency = "GBP" } },
  { "They pay 150 million zlotys.", Money = { amount = 150000000, currency = "PLN" } },
  { "The fare is 41 cents.", Money = { amount = 0.41, currency = "USD" } },
  { "Between $3 and nothing.", Percent = false },
  { "Prices rose 5.8 percent.", Percent = { amount = 5.8 }, Money = false },
  { "Winds of 75 mph.", Quantity = { amount = 75, unit = "mi/h" } },
  { "It is 115 miles away.", Quantity = { amount = 115, unit = "mi" } },
  { "Resolution 242 was adopted.", Quantity = false, Money = false, Percent = false },
}
