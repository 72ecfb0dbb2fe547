-- rules/numbers/money.lua : percentages and money.

lang "en"

local amount = use "numbers/amount"
local countries = use "countries"
local dollars_of = use "numbers/dollars"
local bounds, is_move, range_of = amount.bounds, amount.is_move, amount.range_of
local least_of, value_of = amount.least_of, amount.value_of

-- ---------------------------------------------------------------- percentages

rule "number.percent" {
  about = "14 percent, 7.0 per cent, 3-4%, 3% to 4%, minus two percent, half a percent",
  pattern = {
    [[ limit:$limit? (?<! and) x:( n:(half a | a half) @percents ) (?! (point | points)) ]],
    [[ limit:$limit? x:( between n:$amount @percents? and o:$amount "-"? @percents )
       (?! (point | points)) ]],
    [[ limit:$limit? x:( sign:(minus | "-" | "−")? n:$amount
       (@percents? $ends o:$amount)? "-"? @percents tail:$tail? ) (?! (point | points)) ]],
    [[ x:( n:$amount @percents ) (?= ("-" | "–" | to)) ]],
    [[ limit:$limit? x:p:[/^\d+pc$/] ]],
  },
  span = "x",
  emit = "Percent",
  where = function(m)
    if m.p then return true end
    local low, high = range_of(m.n.text, m.o and m.o.text)
    if not low or high and high < low or m.x.text:find("PC$") then return false end
    return m.sign == nil or #m.sign.text > 3 or not m.x:text_before(1):find("[%w%%]")
  end,
  set = function(m)
    local number = m.p and m.p.text:match("%d+") or m.n.text
    local low, high = range_of(number:lower():find("^a? ?half") and "half" or number,
      m.o and m.o.text)
    if m.sign and not high then low = -low end
    local out = bounds(m, low, high)
    out.unit = "percent"
    return out
  end,
}

-- ---------------------------------------------------------------- money

-- The currency of a name that countries share ("pesos") and why; the code of the entry
-- when the story does not tell. `whose` finds the country of the story, in place of the
-- usual function.
local function by_country(doc, entry, word, whose)
  local rows = lexicons.currency_countries:all(word)
  local function of(code)
    for _, row in ipairs(rows) do
      if row.country == code then return row.currency end
    end
  end
  local currency, country
  if entry.currency == "" then
    currency, country = countries.first(doc, of)
  else
    whose = whose or entry.currency == "USD" and dollars_of or countries.of_story
    country = whose(doc)
    currency = country and of(country)
  end
  if currency and currency ~= entry.currency then
    return currency, ("%s in a story from %s"):format(word, country)
  end
  if entry.currency == "" then return nil, word .. " of several countries" end
  return entry.currency
end

local function currency_in(m, doc)
  if m.code then return m.code.entry.code end
  local sign = m.sign or m.name
  return by_country(doc, sign.entry, sign.text)
end

-- Codes that are also words or names: "the COP 26 summit", "TOP 10".
local WORDS = { ALL = true, BAM = true, BOB = true, COP = true, CUP = true, GEL = true,
    MAD = true, MOP = true, PEN = true, RON = true, SOS = true, TOP = true, TRY = true }

local function is_code(m)
  local code = m.code.text
  return code:find("^%u%u%u$") ~= nil
    and (not WORDS[code] or m.scale ~= nil or m.n.text:find("[,%a]") ~= nil)
end

let "sign" [=[ (sign:@currencies(form=symbol) | code:@currency_codes) ]=]

rule "number.money" {
  about = "$64.2 million, £1.3m, €3-4bn, EUR 30, between $3 million and $4 million",
  pattern = {
    [[ limit:$limit? x:( $sign n:([/^\d{1,3}$/] [/^\d{3}$/]+) ) ]],
    [[ limit:$limit? x:( between $sign n:($amount $scale?) and @currencies(form=symbol)? o:$amount
       scale:$scale? ) ]],
    [[ limit:$limit? x:( $sign (n:($amount $scale?) $ends (?! @number(kind=scale) | [/^\d\d?\/\d/])
         (@currencies(form=symbol) | @currency_codes)? o:$amount | n:$amount)
       scale:$scale? tail:$tail? ) ]],
    [[ x:( $sign n:$amount scale:$scale? ) (?= to) ]],
  },
  span = "x",
  emit = "Money",
  where = function(m)
    if m.code and not is_code(m) then return false end
    if m.sign and m.sign.text:find("^%l") then return false end
    local low, high = range_of(m.n.text, m.o and m.o.text, m.scale and m.scale.text)
    return low ~= nil and not (high and is_move(m, low, high))
  end,
  set = function(m, doc)
    local out = bounds(m, range_of(m.n.text, m.o and m.o.text, m.scale and m.scale.text))
    out.currency, out.why = currency_in(m, doc)
    return out
  end,
}

rule "number.money_letter" {
  about = "R12 million, N350,000, K2.5bn: a letter for the currency, where a number so large\n"
    .. "or a story from there says that it is no road and no bus.",
  pattern = [[ limit:$limit? x:( n:( [/^[KNPR]\d{1,3}$/] (,? [/^\d{3}$/])* ("." [/^\d+$/])? )
      scale:$scale? | n:[/^[KNPR]\d{1,3}(m|bn|tn)$/] ) ]],
  span = "x",
  emit = "Money",
  where = function(m, doc)
    local letter, number = m.n.text:match("^(%u)(.*)$")
    local entry = lexicons.currencies:get(letter)
    local currency, why = by_country(doc, entry, letter)
    local home = why or countries.first(doc, function(code) return code == entry.country end)
    local scale = m.scale and value_of("1 " .. m.scale.text) or 1
    if not currency or not (m.scale or home or number:find("[, \xC2%a]")) then return false end
    local out = bounds(m, value_of(number) * scale)
    out.currency, out.why = currency, why
    return out
  end,
}

local OF = regex "^[\\s\\p{Zs}]of\\b" -- three pounds of flour

rule "number.money_many" {
  about = "hundreds of millions of dollars, several million pounds: at least two of them",
  pattern = {
    [[ x:( n:$many of name:@currencies(form=name) ) ]],
    [[ x:( (several | a few) n:(@number(kind=hundred)? @number(kind=scale) | hundred)
       name:@currencies(form=name) ) ]],
  },
  span = "x",
  emit = "Money",
  where = function(m) return not OF:match(m:text_behind(5)) end,
  set = function(m, doc)
    local out = { low = least_of(m.n.text) }
    out.currency, out.why = currency_in(m, doc)
    return out
  end,
}

-- Names of currencies that are also other words: "a real friend", "three won".
local OTHER = { real = true, reals = true, sol = true, won = true, mark = true,
    marks = true, rand = true, lei = true, crown = true, crowns = true, sen = true }
local WEIGHED = regex("\\bweigh\\w* (?:in at )?(?:[a-z]+ ){0,2}$"
  .. "|\\d(?:-foot|ft| feet)[^.;]{0,12}(?:,| and) $", "i")
local SLIMMED = regex("\\b(?:lost|gained|shed|put on) (?:[a-z]+ ){0,2}$", "i")
local MOST_SHED = 1000 -- pounds
local PAID = regex("^ (?:fine|note|prize|bill|fee|price|deal|contract|bonus|debt|payment"
  .. "|che(?:que|ck)|loan|grant|rise|tax|charge|ticket|shirt|coin|bet|bid|bribe|reward)\\b")

-- A weight, not money: "weighs 96 pounds", "6-foot-2 and 210 pounds", "a 210-pound man".
local function is_weight(m, n)
  return OF:match(m:text_behind(5)) or WEIGHED:match(m:text_before(30))
    or n < MOST_SHED and SLIMMED:match(m:text_before(30))
    or m.text:find("%-pound$") and not PAID:match(m:text_behind(12))
end

-- Stands before the "a pound" of a price by weight: "16 cents a pound", "$3 more a
-- pound".
local PRICED = regex("(?:\\d|\\b(?:cents?|pence|dollars?|dlrs|euros?|[mb]illion|more|less))\\s$")

rule "number.money_words" {
  about = "150 million zlotys, 4.5 billion shillings, two dollars, between 3 and 4 euros",
  pattern = {
    [[ limit:$limit? x:( between n:$amount and o:$amount "-"? name:@currencies(form=name) ) ]],
    [[ limit:$limit? x:( n:($millions | a) ($ends o:$millions)? "-"?
       name:@currencies(form=name) tail:$tail? ) ]],
    [[ limit:$limit? x:( n:([num] $scale?) code:@currency_codes ) ]],
  },
  span = "x",
  emit = "Money",
  where = function(m)
    local n = value_of(m.n.text) -- none of "20.", which numbers a list
    if m.code then return n and is_code(m) and not WORDS[m.code.text] end
    local name = m.name.text
    if name:find("^%u") and not name:find(" ") then return false end
    if m.n.text == "a" then
      return not name:find("s$") and not OTHER[name] and not OF:match(m:text_behind(5))
        and not PRICED:match(m:text_before(10))
    end
    if not n or OTHER[name] and n < 100 then return false end
    return not name:find("pounds?$") or not is_weight(m, n)
  end,
  set = function(m, doc)
    local out = bounds(m, range_of(m.n.text:lower() == "a" and "1" or m.n.text,
        m.o and m.o.text))
    out.currency, out.why = currency_in(m, doc)
    return out
  end,
}

-- The currency that "43c" belongs to, and why; nil unless the story comes from a country,
-- other than the U.S., whose money has cents.
local function cents_of(doc)
  local currency, why = by_country(doc, lexicons.currency_cents:get("cent"), "cents",
    countries.of_story)
  if why then return currency, why end
end

rule "number.cents" {
  about = "41 cents, 50 pence, 50p, 2.3p, 43c: hundredths of the unit",
  pattern = {
    [[ limit:$limit? x:( n:$amount ($ends o:$amount)? c:@currency_cents ) ]],
    [[ limit:$limit? x:( p:[/^\d{1,4}(\.\d\d?)?$/] "p" ) ]],
    [[ limit:$limit? x:(j:[/^\d{1,3}c$/]) ]],
  },
  span = "x",
  emit = "Money",
  where = function(m, doc)
    if m.p then return #m.x.text == #m.p.text + 1 end
    if m.j then return cents_of(doc) ~= nil end
    if m.c.text == "Cent" then return false end -- the rapper 50 Cent
    return range_of(m.n.text, m.o and m.o.text) ~= nil
  end,
  set = function(m, doc)
    if m.p then
      local out = bounds(m, tonumber(m.p.text) / 100)
      out.currency = "GBP"
      return out
    end
    if m.j then
      local out = bounds(m, tonumber(m.j.text:match("%d+")) / 100)
      out.currency, out.why = cents_of(doc)
      return out
    end
    local low, high = range_of(m.n.text, m.o and m.o.text)
    local out = bounds(m, low / 100, high and high / 100)
    out.currency, out.why = by_country(doc, m.c.entry, m.c.text)
    return out
  end,
}

examples {
  { "Profit rose to $64.2 million.", Money = { amount = 64200000, currency = "USD" } },
  { "It cost £1.3m.", Money = { amount = 1300000, currency = "GBP" } },
  { "It cost between $3 million and $4 million.",
      Money = { low = 3000000, high = 4000000, currency = "USD" } },
  { "It cost £3.2m–£3.5m.", Money = { low = 3200000, high = 3500000, currency = "GBP" } },
  { "Oil rose $2 to $71.", Money = { { amount = 2 }, { amount = 71 } } },
  { "It was cut from $5 to $4.", Money = { { amount = 5 }, { amount = 4 } } },
  { "It has 150 million zlotys of debt.", Money = { amount = 150000000, currency = "PLN" } },
  { "It cost hundreds of millions of dollars, then a few million euros.",
    Money = { { low = 2e8, currency = "USD" }, { text = "a few million euros", low = 2e6 } } },
  { "TORONTO (Reuters) - The province of Ontario will pay $30 million for it, after $9 in 2019.",
    Money = { { currency = "USD" }, { currency = "USD" } } },
  { "It sells at 16 cents a pound.", Money = { text = "16 cents" } },
  { "It owes between €10m and €12m.", Money = { low = 1e7, high = 1.2e7 } },
  { "It pays 10-3/8 percent on $7-1/2.", Percent = { amount = 10.375 }, Money = { amount = 7.5 } },
  { "They polled 43%-41%.", Percent = { { amount = 43 }, { amount = 41 } } },
  { "They ate three pounds of flour and hundreds of pounds of rice.", Money = false },
  { "The song is by 50 Cent.", Money = false },
  { "They pay 150 million zlotys.", Money = { amount = 150000000, currency = "PLN" } },
  { "She took a quarter of a million pounds.", Money = { amount = 250000 } },
  { "It cost three-quarters of a billion dollars.", Money = { amount = 750000000 } },
  { "Stockholm: It cost 412 crowns.", Money = { amount = 412 } },
  { "It has two crowns.", Money = false },
  { "It owes 43.9m euros.", Money = { amount = 43900000, currency = "EUR" } },
  { "It paid KSh24.50 each, Sh12bn in all.",
    Money = { { amount = 24.5, currency = "KES" }, { amount = 12e9 } } },
  { "It paid sh 12.", Money = false },
  { "It cost £1.2billion, and $3B more.", Money = { { amount = 1.2e9 }, { amount = 3e9 } } },
  { "He earns G$18,000, or TT$600.", Money = { { currency = "GYD" }, { currency = "TTD" } } },
  { "It cost £5 grand.", Money = { amount = 5000 } },
  { "It cost R4bn.", Money = { amount = 4e9, currency = "ZAR" } },
  { "It cost R1.2bn, not R250,000.", Money = { { amount = 1.2e9, currency = "ZAR" },
    { amount = 250000 } } },
  { "They took the R12 and 3,000 left.", Money = false },
  { "All three won on a real day.", Money = false },
  { "She weighs 96 pounds, is 5-foot-2 and 96 pounds, a 96-pound runner, who lost 20 pounds.",
      Money = false },
  { "She paid a 96-pound fine and 96 pounds.", Money = { { amount = 96 }, { amount = 96 } } },
  { "The fare is 41 cents.", Money = { amount = 0.41, currency = "USD" } },
  { "The fare is 50p.", Money = { amount = 0.5, currency = "GBP" } },
  { "20. BSD", Money = false },
  { "It cost 4 million USD, or 3m EUR.",
    Money = { { amount = 4e6, currency = "USD" }, { amount = 3e6, currency = "EUR" } } },
  { "The COP 26 summit drew the TOP 10, 3 ALL told.", Money = false },
  { "COP 26 million was paid.", Money = { amount = 2.6e7, currency = "COP" } },
  { "It cost Rs 45 cr and $2.3T.", Money = { { amount = 4.5e8 }, { amount = 2.3e12 } } },
  { "It was a $40 T-shirt.", Money = { text = "$40", amount = 40 } },
  { "It lost several hundred thousand dollars.",
    Money = { text = "several hundred thousand dollars", low = 200000 } },
  { "He lost a million pounds.", Money = { amount = 1e6 } },
  { "Between $3 and nothing.", Percent = false },
  { "Prices rose 5½%, wages one and a half percent.",
    Percent = { { amount = 5.5 }, { amount = 1.5 } } },
  { "Prices rose 5.8 percent.", Percent = { amount = 5.8 }, Money = false },
  { "Prices fell by minus 3% to 4%.", Percent = { low = 3, high = 4 } },
  { "Sales fell 4.6pc.", Percent = { amount = 4.6 } },
  { "Sales fell 4pc.", Percent = { text = "4pc", amount = 4 } },
  { "PRETORIA - It cost R450 000, or €21 500.", Money = { { amount = 450000 },
    { amount = 21500 } } },
  { "He sold 3 PC games.", Percent = false },
  { "It fell a percentage point.", Percent = false },
}
