-- rules/dates/vague.lua : now, recently, in the future; and years alone.

lang "en"

local timex = use "dates/timex"
local free = timex.free
local is_year = timex.is_year
local left_of = timex.left_of
local right_of = timex.right_of

-- ---------------------------------------------------------------- vague

local LET = regex("^,? (?:let|I |for (?:today|our)|you|well)")

rule "date.now" {
  about = "now, currently, at present, the current",
  pattern = {
    [[ (now | currently | at present | presently) (?! (that | defunct | "-")) ]],
    [[ current (?! (account | and | events | or | affairs | "-")) ]],
    [[ at x:(this moment) | x:(this time) (?= of) ]],
  },
  emit = "Date",
  where = function(m, doc)
    if m.text:find("^[Nn]ow$") then
      local right = right_of(doc, m)
      if LET:match(right) or m.text == "Now" and right:find("^,") then return false end
      if left_of(doc, m, 1) == "-" then return false end
    end
    return free(m, doc)
  end,
  set = function() return { value = "PRESENT_REF" } end,
}

rule "date.recent" {
  about = "recently, lately, in recent years, the past few weeks",
  pattern = {
    [[ recently | lately ]],
    [[ recent (years? | months? | weeks? | days? | quarters? | decades?) ]],
    [[ the? (past | last) (several | few) (months | quarters | years | weeks | days) ]],
  },
  emit = "Date",
  where = free,
  set = function() return { value = "PAST_REF" } end,
}

rule "date.the_past" {
  about = "in the past, at the time",
  pattern = [[ x:(the past) (?! .? .? (year | month | week | day | quarter | decade | century | hour | season | spring | summer | years | months
             | weeks | days | quarters | decades | centuries | hours | seasons)) | at x:(the time | that time) (?! of) ]],
  span = "x",
  emit = "Date",
  where = function(m, doc) return free(m.x, doc) end,
  set = function() return { value = "PAST_REF" } end,
}

rule "date.future" {
  about = "soon, in the near future, in the coming weeks, as soon as possible",
  pattern = {
    [[ soon (?! (after | as | thereafter | became | began | found | learned | enough | [/ed$/])) ]],
    [[ as soon as possible ]],
    [[ the? (near | distant | immediate | not "-" too "-" distant) future ]],
    [[ (in | for | about | into | of | to) x:(the future) ]],
    [[ the? coming (months | weeks | years | days | quarters) | future (quarters | years | months) ]],
  },
  emit = "Date",
  where = free,
  set = function() return { value = "FUTURE_REF" } end,
}

-- ---------------------------------------------------------------- years alone

rule "date.year_in_words" {
  about = "nineteen ninety-eight",
  pattern = [[ nineteen "-"? t:@number(kind=ten) ("-"? o:@number(kind=one))? (?! (dollars | people | years | pounds | men | million | feet | miles | troops)) ]],
  emit = "Date",
  where = free,
  set = function(m)
    local n = 1900 + tonumber(m.t.entry.number) + (m.o and tonumber(m.o.entry.number) or 0)
    return timex.attributes(m, tostring(n))
  end,
}

rule "date.year_range" {
  about = "1995-96, 1995 to 1998: the second year",
  pattern = [[ y:$year ("-" | "–" | to) e:[/^(\d\d|\d{4})$/] (?! ("-" | "%" | "." | [/^\d/])) ]],
  span = "e",
  emit = "Date",
  where = function(m, doc)
    local a, b = tonumber(m.y.text), tonumber(m.e.text)
    if b < 100 then b = a // 100 * 100 + b end
    return a < b and b < a + 60 and not left_of(doc, m, 1):find("[%d$.,/-]") and free(m.e, doc)
  end,
  set = function(m)
    local b = tonumber(m.e.text)
    if b < 100 then b = tonumber(m.y.text) // 100 * 100 + b end
    return { value = tostring(b), why = "the end of a range" }
  end,
}

rule "date.year" {
  about = "1994, the year 2000, early 1990, the end of 2019; no amounts",
  pattern = [[ mod:$point? (the year)? y:$year ]],
  emit = "Date",
  where = function(m, doc) return is_year(m, doc) and free(m, doc) end,
  set = function(m) return timex.attributes(m, m.y.text) end,
}

rule "date.mid_year" {
  about = "mid-1990, written as one word",
  pattern = [[ [/^(mid|pre|post)-(1[89]\d\d|20[0-4]\d)$/] ]],
  emit = "Date",
  where = free,
  set = function(m) return { value = m.text:match("%d+"), mod = m.text:find("^mid") and "MID" or nil } end,
}

rule "date.year_bc" {
  about = "44 BC, the second millennium B.C.",
  pattern = [[ n:[/^\d{1,5}$/] [/^(B\.?C\.?(E\.?)?)$/] ]],
  emit = "Date",
  where = free,
  set = function(m) return { value = ("BC%04d"):format(tonumber(m.n.text)) } end,
}

examples {
  { "He is now in charge.", Date = { text = "now", value = "PRESENT_REF" } },
  { "The current account grew.", Date = false },
  { "It has recently grown.", Date = { text = "recently", value = "PAST_REF" } },
  { "A recent book was read.", Date = false },
  { "It happened in the past.", Date = { text = "the past", value = "PAST_REF" } },
  { "He walked past the house.", Date = false },
  { "It will happen soon.", Date = { value = "FUTURE_REF" } },
  { "Soon after they left.", Date = false },
  { "He began in 1994.", Date = { text = "1994", value = "1994" } },
  { "They sold 1994 shares.", Date = false },
  { "He began in nineteen ninety-eight.", Date = { value = "1998" } },
  { "It fell in 1995-96.", Date = { { value = "1995" }, { text = "96", value = "1996" } } },
  { "He died in 44 BC.", Date = { value = "BC0044" } },
}
