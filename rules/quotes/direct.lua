-- rules/quotes/direct.lua : quoted words with their cue behind them, and turns of a
-- transcript.
use "names"
use "dates"
use "clauses"
local shared = use "quotes/quotation"
local quotation = shared.quotation
local said = shared.said
local unused = shared.unused
lang "en"

-- "Kern: No." is a turn when the line before or after it looks like one, too.
local LABEL = regex("^\\s*[\"“]?\\p{Lu}[\\p{L}.’'-]*(?:\\h\\p{Lu}[\\p{L}.’'-]*){0,3}:\\h")

local function among_turns(text, paragraph)
  if LABEL:match(text:sub(paragraph.last + 1, paragraph.last + 60)) then return true end
  local before = text:sub(math.max(1, paragraph.first - 2000), paragraph.first - 1)
  local line = ("\n" .. before):match("\n([^\n]+)\n%s*$")
  return line ~= nil and LABEL:match(line) ~= nil
end

local ROLE = pattern [[ @role_word | @crowd ]]
-- The content of a line of a list: "Kern: 1,769.", "BYLINE: Tom Hill."
local LISTED = pattern [[ ^ ( [num | digit | punct | email | url]+ | {Person} ) "."? $ ]]

-- CORRECTION, LOOK and LAHORE are no speakers. A speaker has other turns around his, or
-- is in capitals and a role or a name that the text has elsewhere, but no place.
local function speaks(doc, m)
  local place = doc:within("Place", m.speaker)
  local is_place = place and place.first == m.speaker.first and place.last == m.speaker.last
  if is_place or doc:match(LISTED, m.content) then return false end
  if among_turns(doc.text, m.cue.paragraph) then return true end
  local name = m.speaker.text
  local titled = name:gsub("(%a)(%a*)", function(a, rest) return a .. rest:lower() end)
  return not m.person and (doc:match(ROLE, m.speaker) ~= nil
    or doc.text:find(titled, 1, true) ~= nil)
end

-- The Person for the initials of a speaker: AK for Anna Kern, if the document names her;
-- or nil.
local function of_initials(doc, letters)
  if not letters:find("^%u%u%u?$") then return nil end
  for person in doc:each "Person" do
    local initials = person.mention == "name" and person.text:gsub("[^%u]", "")
    if initials == letters then return person end
  end
end

rule "quote.turn" {
  about = "THE MAYOR: Taxes will fall.  Kern: No.  AK: No.  Turns of a transcript.",
  pattern = [[ ^ [quote]? (
      speaker:( [upper & len>1 & !@never_name & !@rubric & !/^[QA]\d/]
        ([upper] | - | [abbrev]){0,4} )
      | person:( speaker:{Person} ) ) cue:":" content:( .+ ) $ ]],
  scope = "paragraph", emit = "Quote", span = "content",
  where = function(m, doc) -- a quoted transcript has a mark before each turn
    local quoted = doc:covering("Quoted", m.cue)
    quoted = quoted and quoted.first >= m.first
    return (quoted or unused(m, doc)) and (quoted and not m.person or speaks(doc, m))
  end,
  set = function(m, doc)
    local made, who = quotation(m, doc), of_initials(doc, m.speaker.text)
    if who then made.speaker, made.speaker_kind = m.speaker:denotes(who), "named" end
    return made
  end,
}

rule "quote.when_asked" {
  about = "Asked by Kern if taxes would fall, he left; when asked about taxes, to explain.",
  pattern = [[ (?<= ^ | when | if | while | , | [quote])
      (matter:( cue:([@asked_of & {VerbGroup}] about) )
        (?= {NounPhrase} | @word(kind=sub|wh) | {VerbGroup kind=ing}) $phrase
      | (?<! {Subject}) cue:[@asked_of & {VerbGroup}] (by speaker:{NounPhrase})? $asides
      ( (?= if | whether | how | why | what | who | when | where | which) $clause
      | (?= about | {VerbGroup kind=inf}) $phrase
        | (?= [quote] ([!quote])+ "?" [quote]) content:{Quoted} )) ]],
  emit = "Quote", span = "content", where = unused,
  set = function(m, doc)
    return quotation(m, doc, { act = "ask", attribution = "eventuality" })
  end,
}

rule "quote.when_told" {
  about = "Told by Kern that taxes would fall, he left; after being told it was late.",
  pattern = [[ (?<= ^ | when | if | being) cue:[@told_of & {VerbGroup}]
      (by speaker:{NounPhrase})? $asides (that | $clause_ahead) $clause ]],
  emit = "Quote", span = "content", where = unused, set = quotation,
}

-- "“Rain,” she wrote a poem", "said yes": the verb has an object of its own, so the
-- quoted words are not its content.
let "own_object" [[ (yes | nothing | a | an | @word(kind=poss)) (?! [!punct]? @word(kind=time)) ]]
let "speaker_cue" [[ ( speaker:{Subject} $lately? ( cue:{VerbGroup quote=y addressee=y kind=fin}
      $told (?! {VerbGroup kind=fin|pas|inf})
    | cue:{VerbGroup lemma=tell kind=fin} addressee:{Quoted} | cue:{VerbGroup quote=y kind=fin}
      (?! $own_object | {NounPhrase} as saying | (?<= {VerbGroup to=y}) {VerbGroup kind=inf}
        | (?<= {VerbGroup object_to=y}) ([!punct & !{VerbGroup}]){1,9} {VerbGroup kind=inf}) )
  | cue:{VerbGroup quote=y kind=fin lemma!=tell|remind|inform|assure|notify|convince}
      $speaker_behind ) ]]

-- In charge of “Today,” reminded his staff: the quoted word belongs to the phrase before
-- it.
local AFTER_PREPOSITION = pattern [[ @word(kind=prep|det|poss) $ ]]

local function is_part(m, doc)
  local first, sentence = m.content.first, m.cue.sentence
  return m.cue.first < m.speaker.first and sentence.first < first
    and doc:match(AFTER_PREPOSITION, shared.words_to(doc, sentence, first - 1)) ~= nil
end

-- In his book "Rain," Kern said: a title, not words that were said.
local ONLY_TITLE = pattern [[ ^ (@word(kind=prep|day) | {NounPhrase} ,) ([!quote & !{VerbGroup}])+
    (?= [quote] [!lower]) {Quoted} $ ]]
-- Some in the "new" town say: no punctuation ends the quoted words.
local ENDED = regex("[,.!?:;…–—-]['\"‘’“”]+$")

-- In his book, "A Long Rain," Kern said.
local function is_titled(doc, content)
  return content.first > content.sentence.first and shared.is_title(doc, content)
end

local function in_sentence(doc, content)
  if is_titled(doc, content) then return true end
  local mixed = doc.text:find("^%a", content.first) ~= nil
  if mixed and doc:match(ONLY_TITLE, content) then return true end
  return not ENDED:match(content.text) and not doc.text:find("^%s?[,:–—-]", content.last + 1)
    and (mixed or content.first > content.sentence.first)
end

-- When asked “Will it fall?”, Kern said: “No”; after the “long night,” Kern said it fell:
-- what is said follows the cue, and the quotation in front of it belongs to the
-- circumstances.
local FRONT = pattern [[ ^ (and | but)?
  ((when | while | if)? [@asked_of] | (@word(kind=prep|sub) | as | to) (?! {VerbGroup})) ]]
local GOES_ON = pattern [[ ^ $told? ( ($clause_ahead | $front_phrase) .
    | (, | ":") [quote] [!lower] ) ]]

local function is_front(doc, m)
  local first, sentence = m.content.all[1], m.cue.sentence
  return doc.text:find("^%a", sentence.first) and first.last > sentence.first
    and m.cue.last < sentence.last
    and doc:match(FRONT, shared.words_to(doc, sentence, first.last))
    and doc:match(GOES_ON, doc:span(m.cue.last + 1, sentence.last))
end

-- Kern asked: “Is it late?” Hill said: “No.”: the first words are Kern's.
local function of_another(m, doc)
  local first = m.content.all[1]
  return m.content.all[2] ~= nil and first:text_before(2):find("^[:,] $") ~= nil
    and doc.text:find("^:", m.cue.last + 1) ~= nil
end

-- ", her voice breaking," or "after leaving the hall," before words that go on
let "meanwhile" [[ ((, (?! {VerbGroup kind=ing lemma=call|describe|dub|brand})
      | (while | after | before | at | on | upon) {VerbGroup kind=ing} | when @asked_of
      | as {Subject} | , [/^(laugh|smil|grinn|sigh|sobb|shrugg)ing$/])
    ([!quote & !{VerbGroup quote=y} & !{VerbGroup that=y} & !/^(and|but|that)$/]){0,14}? ,
    (?= [quote] [lower])) ]]

-- Holding signs that said “New,” voters chanted “Old”: the first quotation tells what the
-- speakers do, not what they say.
local DOING = pattern [[ ^ {VerbGroup kind=ing} [!quote]* {Quoted} more:(and {Quoted})? $ ]]

local function is_deed(m, doc)
  local parts, sentence = m.content.all, m.cue.sentence
  local first = sentence.first
  local deed = first < parts[1].last and doc:match(DOING, doc:span(first, parts[1].last))
  if not deed then return false end
  if not parts[2] then
    return m.cue.last < sentence.last
      and doc:match(GOES_ON, doc:span(m.cue.last + 1, sentence.last)) ~= nil
  end
  return (deed.more ~= nil or not doc.text:find("^[,;.]", m.cue.last + 1)) and true
end

-- A caption, “It is late,” she said: a quoted sentence that follows a noun, or touches a
-- full stop, is separate from the words before it.
let "no_sentence" [[ (?! (?<= [pos=noun|propn] | ".") [quote] [cap] ([!quote]){0,8}?
    {VerbGroup kind=fin}) ]]

rule "quote.direct" {
  about = "“Words,” she said on Monday. “More words.”",
  pattern = [[ (^ (and | but | [dash])* content:( ([!quote & !/^:$/]+? {Quoted})*
      ([!quote & !/^:$/]{2,60}? | [pos=noun|propn|pron] (?= [quote] [lower])
        | (?<= [quote & close]) (and | or | but) (?= [quote] [lower]))
      (?<! [/^[(]$/] | [{Dash}]) $no_sentence
      ((?<! ,) | (?<! {VerbGroup quote=y} [lower]{0,2} ,) (?= [quote] [lower])) {Quoted} )
               | content:{Quoted} ) ,? $speaker_cue (?! (to? {NounPhrase})? that)
                   $asides (, {Place} (?= ,))?
                   ((, (but | and)? $adv? | ":" | ";" | "." | $meanwhile
                      | (?<= {VerbGroup} | [@word(kind=day|time|adv)]) | (?= [quote] [lower]))
                     content:{Quoted}
                   (?! ([!punct & !{VerbGroup}]){0,8} {VerbGroup quote=y kind=fin}))? ]],
  emit = "Quote", span = "content",
  where = function(m, doc)
    local first, more = m.content.all[1], m.content.all[2]
    if not (more and more:text_before(2):find(",")) and shared.is_front(doc, first) then
      return false
    end
    return not in_sentence(doc, first) and not is_part(m, doc) and not is_deed(m, doc)
      and not is_front(doc, m) and not of_another(m, doc)
      and not doc:overlapping("Quote", first) and said(m, doc)
  end,
}

rule "quote.beamed" {
  about = "“Taxes will fall,” she beamed, beamed Kern: any verb after a comma and a mark.",
  pattern = [[ ^ (content:( {Quoted} (?<= , [quote]) ) (?! which) speaker:{Subject} $lately?
        cue:{VerbGroup kind=fin} $asides (?= $ | , | "." | {VerbGroup kind=ing})
      | content:( {Quoted} (?<= ([/^[,!?]$/]) [quote]) ) cue:{VerbGroup kind=fin lemma!=be|have|do}
        $speaker_behind (?= $ | , | "."))
      ((, | "." )? content:{Quoted})? ]],
  emit = "Quote", span = "content", where = said,
}

-- He wrote that it was “late!” Hill said: the words belong to the sentence before.
local function ends_another(doc, quoted)
  return quoted:text_before(2):find("%w $") ~= nil
    and doc.text:find("^%l", quoted.first + utf8.offset(quoted.text, 2) - 1) ~= nil
end

rule "quote.asked" {
  about = "“Will taxes fall?” she asked.  A sentence may end inside the marks.",
  pattern = [[ content:( {Quoted} (?<= ([/[?!]$/]) [quote]) ) $speaker_cue
      (?! (to {NounPhrase})? that) $asides (?= "." | , | $ | as | @word(kind=sub))
      ((, | "." )? content:{Quoted})?
    | content:( {Quoted} (?<= "." [quote]) ) speaker:{Subject}
      cue:{VerbGroup lemma=say kind=fin} (?= "." | $) ]],
  scope = "paragraph", emit = "Quote", span = "content",
  where = function(m, doc)
    return not ends_another(doc, m.content.all[1]) and said(m, doc)
  end,
}

rule "quote.inverted" {
  about = "Said Anna Kern, who was born there: “Taxes will fall.”",
  pattern = [[ ^ cue:{VerbGroup quote=y kind=fin} $speaker_behind (, | ":")
      content:{Quoted} ]],
  emit = "Quote", span = "content", where = said,
}

examples {
  { "“It is late,” Kern said, laughing, “and we are few.”",
    Quote = { content = "“It is late,” | “and we are few.”" } },
  { "“It is late,” Kern said, her voice low, “and we are few.” "
    .. "“It is late,” Hill said, as the crowd cheered, “and we are few.”", Quote = {
    { speaker = "Kern", content = "“It is late,” | “and we are few.”" },
    { speaker = "Hill", content = "“It is late,” | “and we are few.”" } } },
  { "“It is late,” Kern said after leaving the hall, “and we are few.”",
    Quote = { content = { "“It is late,”", "“and we are few.”" } } },
  { "“It fell,” Anna Kern told a man working in Bath.", Quote = { speaker = "Anna Kern" } },
  { "“It fell in May,” Tom Hill, a spokesman for Mayor Anna Kern told the Post on Monday.",
    Quote = { speaker = "Tom Hill, a spokesman for Mayor Anna Kern",
      content = "“It fell in May,”" } },
  { "Water runs under the bridge “It has never been so high,” the mayor said.",
    Quote = { speaker = "the mayor", content = "“It has never been so high,”" } },
  { "Kern added that the bridge fell.“It has never been so high,” she said.",
    Quote = { speaker = "she", content = "“It has never been so high,”" } },
  { "The bridge is “Not safe at all,” the mayor said.",
    Quote = { content = "The bridge is “Not safe at all,”" } },
  { "“I think it is fair,” Kern said in Kenton, Ohio, “but it is late.”",
    Quote = { content = { "“I think it is fair,”", "“but it is late.”" } } },
  { "“If you say it,” Kern said, meaning the tax, “you lose.”",
    Quote = { content = "“If you say it,” | “you lose.”" } },
  { "Voters “think he is late,” Kern said.", Quote = { content = "Voters “think he is late,”" } },
  { "Anna Kern sings.\n\nTom Hill: Is it late?\n\nAK: It is.\n\nTH: No.",
    Quote = { { speaker = "Tom Hill" }, { speaker = "AK", content = "It is." },
      { speaker = "TH", content = "No." } } },
  { "In past years, “we felt that it held,” she said.",
    Quote = { content = "In past years, “we felt that it held,”" } },
  { "Meantime, “It fell,” she said.", Quote = { content = "“It fell,”" } },
  { "After Kern said it was “late,” Hill said: “It was not.”", Quote = false },
  { "While Kern said it was “late,” Hill said, “it will do.”",
    Quote = { speaker = "Hill", content = "While Kern said it was “late,” | “it will do.”" } },
  { "But “it fell,” she said.", Quote = { content = "“it fell,”" } },
  { "Asked by Kern on Monday whether “it” would fall, the mayor left.",
    Quote = { cue = "Asked", speaker = "Kern", content = "whether “it” would fall", act = "ask" } },
  { "“It is so,” said Tom Hill, an aide who said he would leave.", Quote = {
    speaker = "Tom Hill, an aide" } },
  { "“It is so,” said Tom Hill, who also said that Kern, too, would leave.", Quote = {
    speaker = "Tom Hill" } },
  { "Holding signs calling Kern “new,” voters chanted “Old.”", Quote = false },
  { "Holding out “is hard,” voters said, “but it is fair.”",
    Quote = { content = "Holding out “is hard,” | “but it is fair.”" } },
  { "“It holds,” Kern said in May on the podcast “A Long Rain.”",
    Quote = { content = "“It holds,”" } },
  { "“It holds,” Kern said Friday “and it is new.”",
    Quote = { content = "“It holds,” | “and it is new.”" } },
  { "“No,” he said when asked about taxes.",
    Quote = { { speaker = "he" }, { cue = "asked about", speaker = false, content = "taxes",
      attribution = "eventuality" } } },
  { "When told by Kern that it fell, he left.",
    Quote = { speaker = "Kern", cue = "told", content = "it fell" } },
  { "Told that it fell, he left.", Quote = { speaker = false, content = "it fell" } },
  { "After being told it fell, he left.", Quote = { cue = "told", content = "it fell" } },
  { "Told off, he left.", Quote = false },
  { "When asked to explain it, he left.",
    Quote = { content = "to explain it", attribution = "eventuality" } },
  { "In his first book, “A Long Rain,” Kern said it fell.", Quote = false },
  { "Kern, whose land is near, asked who would pay.", Quote = false },
  { "The mayor asked for it.", Quote = false },
  { "NOTE: Net profit is before tax.", Quote = false },
  { "CLAIM: Taxes fell.\n\nVERDICT: They rose.\n\nQ8: Why?\n\nA8: It was late.", Quote = false },
  { "“Taxes will fall,” Anna Kern, the finance minister, said on Monday.",
    Quote = { type = "direct", content = "“Taxes will fall,”", cue = "said",
      speaker = "Anna Kern, the finance minister," } },
  { "“I think he is fair,” Kern said in Bath, “but we will see.”",
    Quote = { content = "“I think he is fair,” | “but we will see.”" } },
  { "“I think he is fair,” Kern said in Bath, but “we will see.”",
    Quote = { content = "“I think he is fair,” | “we will see.”" } },
  { "Hill “won a seat,” Kern said, and still “kept the key.”",
    Quote = { content = "Hill “won a seat,” | “kept the key.”" } },
  { "“What a night!” beamed the 23-year-old.",
    Quote = { speaker = "the 23-year-old", cue = "beamed" } },
  { "“What a night!” was the cry.", Quote = false },
  { "“Taxes will fall,” she beamed.", Quote = { speaker = "she", cue = "beamed" } },
  { "“It is hard,” said the mayor, “because it is new.”",
    Quote = { speaker = "the mayor", content = "“It is hard,” | “because it is new.”" } },
  { "Said Anna Kern, who was born there: “Taxes will fall.”",
    Quote = { speaker = "Anna Kern, who was born there", cue = "Said" } },
  { "“It is safe.” Kern said.", Quote = { type = "direct", speaker = "Kern" } },
  { "“It is so,” said Anna Kern, 32, of Bath, a doctor at a clinic called Hill, who left.",
    Quote = { speaker = "Anna Kern, 32, of Bath, a doctor at a clinic called Hill, who left" } },
  { "Tom Hill, the executive in charge of “Today,” reminded his staff.", Quote = false },
  { "After a talk of “fools,” actress Anna Kern wrote a long blog.", Quote = false },
  { "“It is safe,” Kern told “Bath and Friends,” the show.",
    Quote = { addressee = "“Bath and Friends,”", content = "“It is safe,”" } },
  { "“We need you here!” She replied to him that it fell.", Quote = false },
  { "“It fell,” Anna Kern wrote a day later.", Quote = { speaker = "Anna Kern" } },
  { "“It is so,” Kern, of Hill Markets, said.", Quote = { speaker = "Kern, of Hill Markets," } },
  { "“It is so,” said Tom Hill (others agreed).", Quote = { speaker = "Tom Hill" } },
  { "“It is so,” said Tom Hill (R-Texas).", Quote = { speaker = "Tom Hill (R-Texas)" } },
  { "“Is it safe?” Anna Kern asked on Monday.",
    Quote = { type = "direct", content = "“Is it safe?”", act = "ask" } },
  { "THE MAYOR: The bridge is safe. It is new.",
    Quote = { speaker = "THE MAYOR", content = "The bridge is safe. It is new." } },
  { "“KERN: Is it safe?\n\n“HILL: It is new.”",
    Quote = { { speaker = "KERN", content = "Is it safe?" }, { speaker = "HILL" } } },
  { "Anna Kern: Is it safe?\n\nTom Hill: It is new.",
    Quote = { { speaker = "Anna Kern" }, { speaker = "Tom Hill", content = "It is new." } } },
  { "Anna Kern: 7 of ten.\n\nThe bridge fell.", Quote = false },
  { "CORRECTION: A word was wrong.", Quote = false },
  { "LAHORE: The court in Lahore freed him.\n\nOSLO: It rained in Oslo.", Quote = false },
  { "KERN: It is safe.\n\nKern left.", Quote = { speaker = "KERN" } },
  { "BYLINE: Anna Kern\n\nEMAIL: kern@example.com", Quote = false },
  { "Anna Kern: 1,769.\n\nTom Hill: 547.", Quote = false },
  { "The so-called “bridge” is a road.", Quote = false },
  { "Under the title “A bridge, a home,” Kern pledged to pursue a free land.", Quote = false },
  { "It is a “long bridge,” Kern said.", Quote = { content = "It is a “long bridge,”" } },
  { "Some in the “new” party said it fell.", Quote = false },
  { "Voters were “old” and “tired,” said Anna Kern.",
    Quote = { content = "Voters were “old” and “tired,”" } },
}
