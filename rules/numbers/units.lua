-- rules/numbers/units.lua : quantities with a unit.  `si` is the amount in the
-- SI unit of the dimension, where a unit has a proportion or an offset to it.

lang "en"

local amount = use "numbers/amount"
local bounds, digits_of, range_of, tidy = amount.bounds, amount.digits_of,
    amount.range_of, amount.tidy

-- 25 and the row of degrees Celsius -> 298.15
local function in_si(n, unit)
  local factor, offset = tonumber(unit.factor), tonumber(unit.offset)
  return factor and tidy((n + (offset or 0)) * factor) or nil
end

-- "3m people", "578m shares" mean millions, but "100m hurdles" and "10m waves" metres.
local MANY = regex("^[ \\x{A0}](?!hurdles|heats|finals|races|runners|sprints|waves|walls|swells)"
  .. "(?:people|men|women|children|\\p{Ll}{2,}[^s\\P{Ll}]s)\\b")

local POINTS = regex("\\b(?:index|average|" .. amount.MOVES .. ")(?: by)? $", "i")

-- Is the word meant as a unit here? Of single letters only C, F and m are, and "g" joined
-- to digits before "of"; points belong to an index or have a decimal fraction.
local function is_unit(m, doc)
  local unit = m.u.text
  if m.sign and #m.sign.text <= 3 and m.x:text_before(1):find("[%w%%]") then return false end
  if m.w and m.w.entry.unit ~= m.u.entry.unit then return false end
  if not range_of(m.n.text, m.o and m.o.text) then return false end
  if unit == "HP" then return false end -- a firm
  if unit == "g" then -- 400g of flour, but a 4g network
    return m.x.text:find("%dg") ~= nil and m:text_behind(8):find("^%W+of%W") ~= nil
  end
  if #unit == 1 and unit ~= "C" and unit ~= "F" and unit ~= "m" then return false end
  if unit == "points" or unit == "point" or unit == "pp" then -- "pp 12": pages
    return m.n.text:find("%d%.%d") ~= nil or POINTS:match(m:text_before(20)) ~= nil
  end
  if unit == "m" and MANY:match(doc.text:sub(m.x.last + 1, m.x.last + 24)) then return false end
  return not doc:overlapping("Money", m.x) and not doc:overlapping("Percent", m.x)
end

rule "number.feet_and_inches" {
  about = "6 feet 2 inches, 6-foot-2, 6'2\"",
  pattern = {
    [[ limit:$limit? x:( n:[num & /^\d+$/] u:(feet | foot | ft) (and | ",")?
       i:[num & /^\d+$/] (inches | inch) ) ]],
    [[ limit:$limit? x:( n:[num & /^\d$/] u:ft i:[num & /^\d+$/] in ) ]],
    [[ limit:$limit? x:( n:[/^\d$/] "-" u:foot "-" i:[/^\d+$/] ("-" inch)? ) ]],
    [[ x:( n:[/^[4-7]$/] ("'" | "’")? i:[/^['’]?\d\d?$/] ("\"" | "”") ) ]],
  },
  span = "x",
  emit = "Quantity",
  where = function(m) -- "6ft 2in", but "6 ft 2 in all"; 6'2", but "6 2”"
    local feet = m.x.text
    return tonumber(m.i.text:match("%d+")) < 12 and (not feet:find("in$") or feet:find("%din$"))
        and (m.u or feet:find("['’]")) ~= nil
  end,
  set = function(m)
    local feet, inches = tonumber(m.n.text), tonumber(m.i.text:match("%d+"))
    local out = bounds(m, feet)
    out.unit, out.dimension = "ft", "length"
    out.inches, out.si = inches, tidy(feet * 0.3048 + inches * 0.0254)
    return out
  end,
}

rule "number.quantity" {
  about = "75 mph, 115 miles, five to six miles, 96,000 pounds of spinach, minus 5 degrees",
  pattern = {
    [[ limit:$limit? x:( between n:$amount w:@units? and o:$amount "-"? u:@units ) ]],
    [[ x:( n:[num] w:@units ("-" | "–") o:[num] u:@units ) ]],
    [[ limit:$limit? x:( sign:(minus | "-" | "−")? n:$millions ($ends o:$millions)? "-"?
       u:@units ("-" (long | wide | high | deep | tall | thick))? tail:$tail? ) ]],
  },
  span = "x",
  emit = "Quantity",
  where = is_unit,
  set = function(m)
    local low, high = range_of(m.n.text, m.o and m.o.text)
    if m.sign and not high then low = -low end
    local out, unit = bounds(m, low, high), m.u.entry
    out.unit, out.dimension = unit.unit, unit.dimension
    if not high then out.si = in_si(low, unit) end
    return out
  end,
}

rule "number.one_unit" {
  about = "a mile, half a mile, an acre; no rates (\"$3 a mile\")",
  pattern = [[ (?<! ([num] | @number | @currencies | @currency_cents | @units | @percents))
               limit:$limit? x:( h:half? (a | an)
               u:(mile | kilometre | kilometer | acre | hectare | inch | ton | tonne)
               (and a p:half)? ) (?! "-") ]],
  span = "x",
  emit = "Quantity",
  where = function(m, doc) return not doc:overlapping("Quantity", m.x) end,
  set = function(m)
    local n, unit = m.h and 0.5 or m.p and 1.5 or 1, lexicons.units:get(m.u.text)
    local out = bounds(m, n)
    out.unit, out.dimension, out.si = unit.unit, unit.dimension, in_si(n, unit)
    return out
  end,
}

rule "number.joined" {
  about = "120km, -3C, 60dB, 12st, 40bps: number and unit in one word",
  pattern = [[ sign:("-" | "−" | minus)? x:[/^\d[\d.,]*(km|kgs?|cm|mm|ft|st|lb|lbs|mph|kph|kmp?h
    |º?C|º?F|V|MW|GW|kW|kWh|MWh|GWh|TWh|kJ|kcal|dB|hPa|kPa|psi|GB|MB|TB|PB|Mbps|Gbps|ppm|bps?
    |ppts?|pp|sqm|sqft|ha|hp|bhp|cc)$/x] ]],
  emit = "Quantity",
  where = function(m, doc)
    local number, word = m.x.text:match("^([%d.,]+)(.+)$")
    if word == "st" and number:find("1$") and not number:find("11$") then return false end -- 21st
    word = word == "st" and "stone" or word:gsub("^º", "°")
    local n, unit = digits_of(number), lexicons.units:get(word)
    if not n or doc:overlapping("Money", m) or doc:overlapping("Quantity", m) then return false end
    if m.sign and not m:text_before(1):find("[%w%%]") then n = -n end
    return { amount = tidy(n), unit = unit.unit, dimension = unit.dimension, si = in_si(n, unit) }
  end,
}

rule "number.magnitude" {
  about = "a magnitude 6.1 earthquake, a 6.1-magnitude quake",
  pattern = [[ magnitude ("-" | of)? n:[/^\d(\.\d\d?)?$/]
    | n:[/^\d(\.\d\d?)?$/] "-"? magnitude ]],
  emit = "Quantity",
  set = function(m)
    return { amount = tidy(digits_of(m.n.text)), unit = "magnitude", dimension = "magnitude" }
  end,
}

examples {
  { "It is 10km-12km long, between 3 miles and 4 miles wide.",
    Quantity = { { low = 10, high = 12, unit = "km" }, { low = 3, high = 4, unit = "mi" } } },
  { "Winds of 75 mph.", Quantity = { amount = 75, unit = "mi/h" } },
  { "It is 115 miles away.", Quantity = { amount = 115, unit = "mi" } },
  { "It is five to six miles away.", Quantity = { low = 5, high = 6, unit = "mi" } },
  { "He is 6-foot-2.", Quantity = { text = "6-foot-2", amount = 6, inches = 2 } },
  { "The 6'2\" guard is gone.", Quantity = { text = "6'2\"", amount = 6, inches = 2 } },
  { "He is 6ft 2in and 12st 4lb.", Quantity = { { text = "6ft 2in", inches = 2 },
    { text = "12st", unit = "st" }, { text = "4lb" } } },
  { "It was -5C, 60dB and 200MWh.", Quantity = { { amount = -5, unit = "Cel" },
    { unit = "dB" }, { unit = "MWh" } } },
  { "A pressure of 4.9 megapascals.", Quantity = { amount = 4.9, unit = "MPa", si = 4900000 } },
  { "A 6.1-magnitude quake struck, then one of magnitude 5.",
    Quantity = { { amount = 6.1, unit = "magnitude" }, { amount = 5 } } },
  { "The magnitude of the loss was 6.1.", Quantity = false },
  { "Spreads rose 40bps, support 3pp and then 1.5 pp at 30ºC.", Quantity = { { unit = "bp" },
    { amount = 3, unit = "pp" }, { amount = 1.5, unit = "pp" }, { unit = "Cel" } } },
  { "A book of 320 pp, read by six HP directors.", Quantity = false },
  { "It was his 21st, not the 12st.", Quantity = { text = "12st" } },
  { "They came in 6 feet, 2 in all.", Quantity = { text = "6 feet" } },
  { "It is half a mile away.", Quantity = { amount = 0.5, unit = "mi", si = 804.672 } },
  { "He had 400g of flour on a 4g network.", Quantity = { text = "400g", unit = "g", si = 0.4 } },
  { "It sold 3m tonnes.", Quantity = { amount = 3000000, unit = "t" } },
  { "It issued 578m shares to 3m people.", Quantity = false },
  { "He won the 100m hurdles and swam 50m in 10m waves.",
    Quantity = { { text = "100m" }, { text = "50m" }, { text = "10m" } } },
  { "It costs $3 a mile.", Quantity = false },
  { "It was 25 degrees Celsius.", Quantity = { amount = 25, unit = "Cel", si = 298.15 } },
  { "The index fell 31 points.", Quantity = { unit = "point" } },
  { "She made 31 points clear.", Quantity = false },
  { "Resolution 242 was adopted.", Quantity = false },
}
