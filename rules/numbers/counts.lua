-- rules/numbers/counts.lua : shares, round numbers of things, ranks, scores.

lang "en"

local amount = use "numbers/amount"
local bounds, is_time, least_of = amount.bounds, amount.is_time, amount.least_of
local part_of, value_of = amount.part_of, amount.value_of

local function free(m, doc)
  return not doc:overlapping("Quantity", m.x) and not doc:overlapping("Money", m.x)
      and not doc:overlapping("Percent", m.x) and not is_time(doc, m.x)
end

-- Nouns whose share or number is a length of time or a tally of games.
let "no_voters" [=[ ( years | days | months | weeks | hours | minutes | seconds | games
                    | matches | rounds | sets | innings | starts | attempts ) ]=]
let "their" [=[ ( the | its | their | his | her | our | all | those | these | a | an ) ]=]

-- ---------------------------------------------------------------- shares

rule "number.fraction" {
  about = "a quarter of, two-thirds of, half the voters; fell by a third",
  pattern = {
    [[ limit:$limit? x:( n:(a | an | @number(kind=one)) "-"? f:@fractions )
       (?= of (?! a @number(kind=scale))) ]],
    [[ limit:$limit? x:( n:@number(kind=one) "-" f:@fractions(part=yes) ) ]],
    [[ (?<= by) limit:$limit? x:( n:(a | an | @number(kind=one)) f:@fractions )
       (?= [punct] | to | from | in | on | at | over | since | after | when | while | and | but
           | $) ]],
    [[ (?<! ([/(st|nd|rd|th|ond|rst|ird)$/] | last | latter | other | and | a))
       limit:$limit? x:f:half (?= (of? $their [alpha])) (?! a @number) ]],
  },
  span = "x",
  emit = "Quantity",
  where = function(m, doc)
    local word = m.f.text:lower()
    if word:find("s$") and m.n and value_of(m.n.text) == 1 then return false end
    return free(m, doc)
  end,
  set = function(m)
    local out = bounds(m, part_of(m.f.text) * (m.n and value_of(m.n.text) or 1))
    out.unit, out.dimension = "fraction", "share"
    return out
  end,
}

rule "number.so_many_in" {
  about = "one in five, three out of four, nine in 10 voters",
  pattern = [[ limit:$limit? x:( n:(@number(kind=one) | [/^\d{1,2}$/]) (in | out of)
               (every)? d:(@number(kind=one) | @number(kind=ten) | [/^\d{1,4}0?$/]) )
               (?= [alpha & /s$/ | /^(people|men|women|children|of|are|were|have|had)$/])
               (?! $no_voters) ]],
  span = "x",
  emit = "Quantity",
  where = function(m, doc)
    local n, d = value_of(m.n.text), value_of(m.d.text)
    return n ~= nil and d ~= nil and 0 < n and n < d and d <= 1000 and free(m, doc)
  end,
  set = function(m)
    local out = bounds(m, value_of(m.n.text) / value_of(m.d.text))
    out.unit, out.dimension = "fraction", "share"
    return out
  end,
}

-- ---------------------------------------------------------------- round numbers

rule "number.dozen" {
  about = "three dozen people, a dozen, half a dozen",
  pattern = [[ limit:$limit? x:( (half? a | [num] | @number(kind=one) | @number(kind=ten))
               dozen ) (?= [alpha]) ]],
  span = "x",
  emit = "Quantity",
  where = function(m, doc) return value_of(m.x.text) ~= nil and free(m, doc) end,
  set = function(m)
    local out = bounds(m, value_of(m.x.text))
    out.unit, out.dimension = "count", "count"
    return out
  end,
}

rule "number.many" {
  about = "dozens of people, tens of thousands: at least two of them",
  pattern = [[ x:((tens | dozens | hundreds) of (thousands | millions | billions))
               | x:$many (?= of) ]],
  span = "x",
  emit = "Quantity",
  where = free,
  set = function(m)
    return { low = least_of(m.x.text), unit = "count", dimension = "count" }
  end,
}

-- ---------------------------------------------------------------- ranks

-- "a third party", "the Third World": no rank
local THIRD = regex("^(?:third|3rd)[ -](?:part(?:y|ies)|world)\\b", "i")

rule "number.ordinal" {
  about = "third, 21st, twenty-first: a rank; \"first\" and \"second\" are too vague",
  pattern = [[ x:( [/^\d*(?<!1)(1st|2nd|3rd)$|^\d+th$/] | t:@number(kind=ten) "-" o:@ordinals
               | o:@ordinals ) (?! (century | quarter | quarters)) ]],
  span = "x",
  emit = "Quantity",
  where = function(m, doc)
    local word = m.x.text:lower()
    return word ~= "first" and word ~= "second" and free(m, doc)
        and not THIRD:match(word .. m.x:text_behind(8))
  end,
  set = function(m)
    local n = tonumber(m.x.text:match("^%d+"))
    if not n then
      n = tonumber(m.o.entry.ordinal) + (m.t and tonumber(m.t.entry.number) or 0)
    end
    return { amount = n, unit = "ordinal", dimension = "rank" }
  end,
}

-- ---------------------------------------------------------------- scores

let "tally" [=[ ( x:( a:[/^\d{1,3}$/] ("-" | "–") b:[/^\d{1,3}$/] )
                  (?! ("-" | "–" | "/" | [/^\d/] | @units | @percents | $no_voters)) ) ]=]
let "outcome" [=[ ( won | win | wins | lost | lose | beat | beats | beaten | defeated | downed
                  | edged | led | lead | leads | trailed | trail | drew | draw | tied
                  | vote | votes | voted | rules | ruled | passed | approved | thrashed
                  | crushed | finished | ended | fell | down | up | ahead | score | scores
                  | scoreline ) ]=]

rule "number.score" {
  about = "won 3-2, a 3-1 victory, voted 52-48, ruled 7 to 2: for and against",
  pattern = {
    [[ $outcome [!{Quantity} & !num & !punct]{0,4}? $tally ]],
    [[ $tally (win | victory | defeat | loss | draw | lead | vote | decision | majority
       | ruling | triumph | deficit | advantage | margin) ]],
    [[ (voted | ruled) x:( a:[/^\d{1,3}$/] to b:[/^\d{1,3}$/] )
       (?! (@units | @percents | $no_voters)) ]],
  },
  span = "x",
  emit = "Quantity",
  where = free,
  set = function(m)
    return { value = m.a.text .. "-" .. m.b.text, unit = "score", dimension = "score" }
  end,
}

examples {
  { "A quarter of the voters left.", Quantity = { text = "A quarter", amount = 0.25 } },
  { "He lives in the French quarter of town.", Quantity = false },
  { "Profit fell by a third to 210 million euros.",
    Quantity = { text = "a third", unit = "fraction" } },
  { "Sales rose by nearly two thirds.", Quantity = { text = "two thirds", unit = "fraction" } },
  { "It was beaten by a third team.", Quantity = { text = "third", unit = "ordinal" } },
  { "One in five voters left.", Quantity = { amount = 0.2, unit = "fraction" } },
  { "He won one in five years.", Quantity = false },
  { "Three dozen people came.", Quantity = { amount = 36 } },
  { "Tens of thousands of people came.", Quantity = { low = 20000 } },
  { "Hundreds of thousands came, scores stayed.", Quantity = { text = "Hundreds of thousands",
      low = 200000 } },
  { "The scores were kept.", Quantity = false },
  { "It was his 21st goal, the first at home.", Quantity = { text = "21st", amount = 21 } },
  { "The Third World, a third-party firm and the fourth party won.",
    Quantity = { text = "fourth" } },
  { "Board votes 5-2 to close it.", Quantity = { value = "5-2", unit = "score" } },
  { "It ended 3-1; the score is 2-0; they fell 3-0 to Hull.",
    Quantity = { { value = "3-1" }, { value = "2-0" }, { value = "3-0" } } },
  { "They won 3-2.", Quantity = { value = "3-2", unit = "score" } },
  { "See pages 3-2 of it.", Quantity = false },
}
