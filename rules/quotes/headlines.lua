-- rules/quotes/headlines.lua : headlines with their speaker at the end, or in capitals.
local shared = use "quotes/quotation"
local quotation = shared.quotation
local unused = shared.unused
lang "en"

-- Who signs a headline with a noun for himself: – culture minister, : Police.
lexicon "signs_off" { "police", "experts", "opposition", "govt", "centre", "army", "data",
  "doctors", "cops" }
let "signer" [[ ({NounPhrase} (?<= @role_word | @crowd(kind!=collective) | @signs_off
    | [@crowd & /s$/])) ]]

local function first_line(doc)
  local first = doc:sentences()()
  return first and first.paragraph, first
end

local ENDS_PERSON = pattern [[ ({Person} | @role_word) $ ]]

rule "quote.headline" {
  about = "“I was wrong”: mayor admits blunder.  Quoted words before the colon of a headline.",
  pattern = [[ ^ content:{Quoted} cue:":" (speaker:{NounPhrase} (?= {VerbGroup})
      | speaker:({Person} | @role_word) (?= [/^['’]s$/] | on)) ]],
  emit = "Quote", span = "content",
  where = function(m, doc)
    if m.first > 2 or not doc:overlapping("VerbGroup", m.content) then return false end
    local made = quotation(m, doc)
    return (made.speaker_kind or doc:match(ENDS_PERSON, m.speaker)) and made
  end,
}

rule "quote.headline_end" {
  about = "Taxes to fall in May – minister.  The speaker follows the dash of a headline.",
  pattern = [[ ^ content:([!{Dash} & !/^:$/]{3,}) cue:{Dash}
      speaker:( $signer | @title{0,2} named:{Person mention!=pronoun} ) $ ]],
  emit = "Quote", span = "content",
  where = function(m, doc)
    local line = m.paragraph
    if line.first ~= m.first or line.last ~= m.last or not unused(m, doc)
      or not doc:overlapping("VerbGroup", m.content) then
      return false
    end
    -- "Rates stay – Kern", and not "Rates stay – Leeds Bank", whose page it is
    if m.named and m.first > 2 then return false end
    return quotation(m, doc)
  end,
}

-- Two held over theft: Police; rain to end by Monday: CBI; not: how the bridge fell: report
lexicon "furniture" { file = "lexicons/furniture.tsv" } -- "LIVE" is nobody
local SIGNED = pattern [[ ^ (?! what | who | how | why | when | where)
  content:([!/^:$/]{3,}) cue:":"
  speaker:( (?! a | an) $signer
    | [upper & alpha & len>1 & len<6 & !{Organization kind=media} & !@furniture & !@rubric]
    | (@title{1,2} | [upper & alpha])? {Person mention!=pronoun} | {Organization kind!=media} ) $ ]]

rule "quote.headline_signed" {
  about = "Two held over theft of car: Police.  The speaker follows the colon of a headline.",
  run = function(doc)
    local line, sentence = first_line(doc)
    local m = line and line.last == sentence.last and line.text:find(":", 1, true)
      and doc:match(SIGNED, line)
    if m and unused(m, doc) and doc:overlapping("VerbGroup", m.content) then
      doc:add("Quote", m.content, quotation(m, doc))
    end
  end,
}

-- KERN SAYS TAXES HURT TOWN; Taxes Hurt Town, Kern Says: in a headline most words have a capital,
-- and which of them is the verb of what is said nobody knows.
local IN_CAPITALS = regex("^(?!.*\\b(?!(?:of|in|on|at|to|by|for|as|vs)\\b)\\p{Ll}{2})")

local SAYS_IN_CAPITALS = pattern [[
    ^ speaker:([cap & !@word(group=closed)]{1,5}?)
      cue:[/^(Says?|SAYS?|Warns|WARNS|Claims|CLAIMS|Admits|ADMITS)$/]
      content:( (?! [/^(No|NO|Yes|YES|On|ON|So|SO)$/]) . .+? ) (?= $ | , [cap & /s$/i & @cue])
  | ^ content:( . . .+? ) , speaker:([cap & !@word(group=closed)]{1,4})
      cue:[/^(Says?|SAYS?|Warns|WARNS)$/] $ ]]

rule "quote.headline_says" {
  about = "A headline: Kern Says Taxes Hurt Town; TAXES MAY FALL, MAYOR SAYS.",
  run = function(doc)
    local line = first_line(doc)
    local m = line and IN_CAPITALS:match(line.text) and doc:match(SAYS_IN_CAPITALS, line)
    if m and unused(m, doc) then doc:add("Quote", m.content, quotation(m, doc)) end
  end,
}

examples {
  { "“I was wrong”: Mayor admits blunder",
    Quote = { speaker = "Mayor", content = "“I was wrong”", cue = ":" } },
  { "“It was my rock”: Anna Kern’s tribute to the bridge", Quote = { speaker = "Anna Kern" } },
  { "“I cried”: Anna Kern on the end of the bridge", Quote = { speaker = "Anna Kern" } },
  { "“Worst in decades”: Mayor leaves", Quote = false },
  { "“It has never been so bad”: Floods hit the coast", Quote = false },
  { "The word was “I was wrong”: mayor admits blunder", Quote = false },
  { "Bath to hold its biggest fair in years – culture minister",
    Quote = { speaker = "culture minister", cue = "–", attribution = "assertion",
      content = "Bath to hold its biggest fair in years" } },
  { "Bath must spend more on roads - report", Quote = { speaker = "report" } },
  { "Anna Kern - minister", Quote = false },
  { "The fair will be held again – a joy for many", Quote = false },
  { "The fair will be held again – minister resigns", Quote = false },
  { "Rates will stay low this year: Anna Kern", Quote = { rule = "quote.headline_signed",
    content = "Rates will stay low this year", speaker = "Anna Kern" } },
  { "Rates will stay low this year – Goldman Sachs", Quote = false },
  { "Two held over theft of car: Police\n\nIt rained.",
    Quote = { speaker = "Police", cue = ":", content = "Two held over theft of car" } },
  { "Two held over theft of car: CBI", Quote = { speaker = "CBI" } },
  { "New bridge will open in May: Opposition", Quote = { speaker = "Opposition" } },
  { "How the bridge fell: report", Quote = false },
  { "The day the bridge fell: a report", Quote = false },
  { "The bridge fell in May: LIVE", Quote = false },
  { "It rained.\n\nTwo held over theft of car: Police", Quote = false },
  { "Words and pictures: Anna Kern", Quote = false },
  { "Anna Kern Says Taxes Hurt Bath",
    Quote = { speaker = "Anna Kern", content = "Taxes Hurt Bath" } },
  { "KERN SAYS TAXES HURT BATH", Quote = { speaker = "KERN", content = "TAXES HURT BATH" } },
  { "TAXES LIKELY TO FALL, MAYOR SAYS", Quote = { speaker = "MAYOR" } },
  { "Anna Kern Says No To Bath", Quote = false },
}
