-- rules/dates/vague.lua : now, recently, in the future; and years alone.

lang "en"

local timex = use "dates/timex"
local TIMES = timex.TIMES

-- ---------------------------------------------------------------- vague

local LET = regex("^,? (?:let|I |for (?:today|our)|you|well)")

rule "date.then_current" {
  about = "then current, the then-current: of the past",
  pattern = [[ then "-"? current (?! (account | and | events | or | affairs | "-")) ]],
  emit = "Date",
  apart = TIMES,
  set = { value = "PAST_REF" },
}

rule "date.now" {
  about = "now, currently, at present, the current",
  pattern = {
    [[ (now | currently | at present | presently) (?! (defunct | "-")) ]],
    [[ these days | nowadays ]],
    [[ current (?! (account | and | events | or | affairs | "-")) ]],
    [[ at x:(this moment) | x:(this time) (?= of) ]],
  },
  emit = "Date",
  apart = TIMES,
  where = function(m)
    if m.text:find("^[Nn]ow$") then
      local right = m:text_behind(30)
      if LET:match(right) or m.text == "Now" and right:find("^,") then return false end
      if m:text_before(1) == "-" then return false end
    end
    return m.text ~= "Current" or m.first == m.sentence.first -- inside it is a name
  end,
  set = { value = "PRESENT_REF" },
}

rule "date.recent" {
  about = "recently, lately, long ago, the other day, recent weeks and months",
  pattern = {
    [[ (a (short | long | little) (time | while) | some time | a while
       | not (so | too)? long | (?<! how | that) long) ago ]],
    [[ the other (day | night | week) (?! of) ]],
    [[ more? recently (?! as) | lately ]],
    [[ recent (years | decades | @timeunits(count=many) (and | or) @timeunits(count=many)) ]],
  },
  emit = "Date",
  apart = TIMES,
  set = { value = "PAST_REF" },
}

rule "date.the_past" {
  about = "in the past, at the time, back then, in those days",
  pattern = [[ x:(the past) (?! .? .? (year | month | week | day | quarter | decade
               | century | hour | season | spring | summer | years | months | weeks
               | days | quarters | decades | centuries | hours | seasons | summers | winters
               | weekends | nights | games | matches | elections))
               | at x:(the time | that time) (?! (of | [cap]))
               | x:(back then) | in x:(those days) ]],
  span = "x",
  emit = "Date",
  apart = TIMES,
  set = { value = "PAST_REF" },
}

rule "date.future" {
  about = "soon, one day, in the near future, in the coming weeks, as soon as possible",
  pattern = {
    [[ x:soon (?! (after | as | thereafter | became | began | found | learned | enough
       | [/ed$/])) ]],
    [[ x:(as soon as possible) | x:(a later date) ]],
    [[ x:(the (near | short) "-"? term) ]],
    [[ x:(the? very? (near | distant | immediate | not "-" too "-" distant) future) ]],
    [[ (?<= (in | for | about | into | of)) x:(the future) (?! of) ]],
    [[ (?<= (will | would | may | might | could | to)) x:(one day) ]],
    [[ x:(the? coming (months | weeks | years | days | quarters)
       | future (quarters | years | months)) ]],
  },
  span = "x",
  emit = "Date",
  apart = TIMES,
  set = { value = "FUTURE_REF" },
}

examples {
  { "He is now in charge.", Date = { text = "now", value = "PRESENT_REF" } },
  { "It sold them at the then current price.", Date = { text = "then current",
      value = "PAST_REF" } },
  { "Nowadays it is calm.", Date = { text = "Nowadays", value = "PRESENT_REF" } },
  { "The current account grew.", Date = false },
  { "Current prices grew.", Date = { text = "Current" } },
  { "It is in the journal Current Zelten.", Date = false },
  { "More recently it has grown.", Date = { text = "More recently" } },
  { "It has recently grown.", Date = { text = "recently", value = "PAST_REF" } },
  { "A recent book was read.", Date = false },
  { "It rained a short time ago, the other day and long ago.", Date = {
      { text = "a short time ago", value = "PAST_REF" }, { text = "the other day" },
      { text = "long ago" } } },
  { "How long ago was that, and what of the other days?", Date = false },
  { "It grew in recent years.", Date = { text = "recent years", value = "PAST_REF" } },
  { "It happened in the past.", Date = { text = "the past", value = "PAST_REF" } },
  { "He walked past the house.", Date = false },
  { "It has rained for the past three summers.", Date = false },
  { "It will happen soon.", Date = { value = "FUTURE_REF" } },
  { "It is told at a later date.", Date = { text = "a later date", value = "FUTURE_REF" } },
  { "It will one day happen.", Date = { text = "one day", value = "FUTURE_REF" } },
  { "It will take one day.", Date = false },
  { "It comes in the very near future.", Date = { text = "the very near future" } },
  { "At the time they lived there.", Date = { text = "the time", value = "PAST_REF" } },
  { "Back then it was cheap, as all was in those days; those days are gone.", Date = {
      { text = "Back then", value = "PAST_REF" }, { text = "those days", value = "PAST_REF" } } },
  { "They lived there at the time Zelten burned.", Date = false },
  { "It matters in the future.", Date = { text = "the future" } },
  { "It matters for the future of Kenya.", Date = false },
  { "It is calm now that it is over.", Date = { text = "now", value = "PRESENT_REF" } },
  { "Soon after they left.", Date = false },
}
