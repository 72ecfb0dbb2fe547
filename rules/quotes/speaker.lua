-- rules/quotes/speaker.lua : whom the noun phrase of a speaker stands for.
use "quotes/phrases"
use "quotes/meaning" -- @crowd
lang "en"

-- "the Kern campaign" and "Kern aide Tom Hill" are not Kern, nor are "a friend of Kern"
-- and "aides led by Kern": the name stands before a noun, or after a noun and a
-- preposition. But "a letter from Kern" speaks for Kern.
local BEFORE_NOUN = pattern [[ ^ ([lower & pos=adj|verb] | -)*
    [lower & pos=noun & !@word(kind=time|day|month)] ]]
local BEHIND_NOUN = pattern [[ [pos=noun|propn|verb|adj] (for | of | to | with | like |
    behind | against | near | about | on) @title{0,2} $
  | [pos=noun|propn|verb|adj & !@word(kind=medium)] from @title{0,2} $
  | [pos=noun|propn] {VerbGroup kind=ing} ([!punct] | @title){0,4} (?! [punct]) $ ]]
local LED_BY = pattern [[ {VerbGroup} by [!punct]{0,4} $ ]]
-- "the BBC political editor" and "BBC officials" are not the BBC, nor is "the head of the BBC".
lexicon "of_network" { inflect = "noun", "account", "comment", "feed", "message", "page", "post",
  "profile", "thread", "user", "video" }
local BEFORE_ROLE = pattern [[ ^ ("(" [cap] ")" | ")")? ([lower & @of_network]
    | ([lower & pos=adj|noun] | @party | -){0,2}? ($its_people | [lower & @occupation & !/^spokes/]
      | front - (runner | runners) | frontrunner | figure | figures | justice | justices | legend
      | founders | chairmen | speechwriter)) ]]
local BEHIND_ROLE = pattern [[ ^ ([!punct & !@word(kind=prep)] | of){0,6}? $its_people
      close? ([@word(kind=prep|to|wh) | {VerbGroup}] | , (?! the? $))
    | ([lower & pos=noun] | [pos=noun & /s$/]) (at | inside | within) the? $ ]]
-- "a letter to the DFA", "a memo seen by the Post", "a review of DFA records by Kern".
local NOT_OF_BODY = regex("\\b(?:to|about|with|against|regarding|on|(?:chairman|head)[ \\x{A0}]of"
  .. "|(?:seen|obtained|reviewed|viewed|cited|heard|\\w+[ \\x{A0}]\\w+ly)[ \\x{A0}]by"
  .. "|(?:analysis|review|examination|study|survey)[ \\x{A0}]of(?:[ \\x{A0}][\\w.-]+){0,3}?)"
  .. "(?:[ \\x{A0}]the)?[ \\x{A0}]$", "i")
-- Not Kern: "a board which Kern led", "the DFA, whose founder is Kern", "critics like
-- Kern", "critics, including Kern". Not the DFA: "Kern, speaking to the DFA". Not the
-- Post: "a chart, printed in the Post".
local IN_RELATIVE = regex("\\b(?:who|whom|whose|which|that|including|such[ \\x{A0}]as)\\b"
  .. "|(?:,|\\p{Ll}s)[ \\x{A0}]like\\b|,[ \\x{A0}](?:speaking|talking|writing|appearing"
  .. "|testifying|(?:publish|releas|print|post)ed)\\b", "i")

-- "Kern, secretary of the DFA" is not the DFA, which stands after a comma and a
-- preposition.
local OF_BODY = regex(",[^,]*\\b(?:of|at|for|from|with|in|on|to|by)[ \\x{A0}](?:the[ \\x{A0}])?$")

-- "the minority in Parliament" is not Parliament, but "an article in the Post" speaks for
-- the Post.
local IN_BODY = pattern [[ ^ [!punct & !@word(kind=medium)
  & !/^(in|column|editorial|article|piece|story|ads?|reports?)$/]{0,6} in [!punct]{0,3} $ ]]

local function is_aside(doc, name, phrase)
  local first, from, last, to = name.first, phrase.first, name.last, phrase.last
  local front = first > from and doc:span(from, first - 1)
  if front and IN_RELATIVE:match(front.text) then return true end
  local person = name.layer == "Person"
  if person and front and (doc:match(BEHIND_NOUN, front)
    or front.text:find("%f[%a]by%f[%A]") and doc:match(LED_BY, front)) then
    return true
  end
  if not person and front and (OF_BODY:match(front.text) or NOT_OF_BODY:match(front.text)
    or doc:match(BEHIND_ROLE, front) or doc:match(IN_BODY, front)) then
    return true
  end
  return last < to and doc:match(person and BEFORE_NOUN or BEFORE_ROLE,
    doc:span(last + 1, to)) ~= nil
end

-- "Kern and Hill", "Kern, the mayor, and her aides": more people than the one who is
-- named.
local AND_MORE = pattern [[ ^ ((of | from) {Place})? $aside_in_brackets? (,? (and | or | nor)
  | , (@title{0,2} {Person mention!=role} ,?)+ (and | or)
  | , [!quote]{1,16} , and @title{0,2} {Person mention!=role}) | (both | each) $ ]]
-- but not "Trade and Energy Minister Kern", "President and CEO Hill", "art expert and author Hill",
-- "the founder and director, Hill"
local MORE_AND = pattern [[ (?! (?<= @title_mod(office=field)) and @title_mod(office=field)
    | (?<= [cap & !{Person}]) and [cap & !@title]{1,3} [@title]
    | (?<= ^ @title_mod{0,2} [@title | @role_word]) and
    | (?<= ^ ([!punct & !@word(kind=det|prep|poss)] | -){0,7} [lower & pos=noun & !/s$/]) and)
  (and | or | nor) @title_mod{0,3} (@title | @role_word){0,2} $ ]]

-- nor "the mayor and Republican candidate"
local OF_THE_SAME = pattern [[ ^ and (@party | @title_mod | former){0,3} @role_word ,? $ ]]

local function is_of_several(doc, name, phrase)
  local text = phrase.text
  if not (text:find("and", 1, true) and text:find("%f[%a]and%f[%A]")
    or text:find("or", 1, true) and text:find("%f[%a]n?or%f[%A]")) then
    return false
  end
  local behind = name.last < phrase.last and doc:span(name.last + 1, phrase.last)
  if behind and doc:match(AND_MORE, behind)
    and not (name.mention == "role" and doc:match(OF_THE_SAME, behind)) then return true end
  local front = name.first > phrase.first and doc:span(phrase.first, name.first - 1)
  return front and not front.text:find ",[ \xC2]\xA0?$" and doc:match(MORE_AND, front) ~= nil
end

-- Does the phrase mean the one named in it? Not when 's follows the name. A pronoun has
-- to end the phrase, for "her daughter" is not her, and nothing but it may stand behind a
-- preposition, for "those around her" are not her.
local BEHIND_PREP = pattern "@word(kind=prep) $"

local function is_meant(doc, name, phrase)
  local last = name.last
  local meant
  if name.mention == "pronoun" then
    meant = last == phrase.last and (name.first == phrase.first
      or not doc:match(BEHIND_PREP, doc:span(phrase.first, name.first - 1)))
  else
    local rest = doc.text:sub(last + 1, math.min(last + 5, phrase.last))
    meant = not rest:find("^'s?[%s\xC2,]") and not rest:find("^’s?[%s\xC2,]")
  end
  return meant and not is_aside(doc, name, phrase)
end

-- The layers of the names that a noun phrase may stand for; the first name that is meant
-- counts.
local PARTIES = { "Person", "Organization" }

-- "Paris said", "the White House said" mean the government that sits there; so does
-- "China, an ally, said".
local COMMA = (","):byte()

local function speaking_place(doc, phrase)
  local place = phrase.last - phrase.first < 120 and doc:within("Place", phrase)
  local alone = place and (place.last >= phrase.last
    or place.kind == "country" and doc.text:byte(place.last + 1) == COMMA)
  if alone and (place.kind == "country" or place.kind == "seat"
    or lexicons.capital_city:has(place.text))
    and doc.text:sub(phrase.first, place.first - 1):find "^%a?%a?%a?[ \xC2]?\xA0?$" then
    return place
  end
end

local function denoted(doc, phrase)
  for _, layer in ipairs(PARTIES) do
    local name = doc:within(layer, phrase)
    if name then
      if is_meant(doc, name, phrase) then return name end
      for other in doc:each(layer, { within = phrase }) do
        if is_meant(doc, other, phrase) then return other end
      end
    end
  end
  return speaking_place(doc, phrase)
end

-- "Kern, who said", "Kern, 34, who said", "Kern, the mayor of Bath, who said": "who" is
-- Kern, unless it may be somebody else ("a friend of Kern, who said", "Hill and Kern, who
-- said"). "Which" stands for an organization.
local BESIDE = regex("^(?:[ \\x{A0}]\\([^()]{1,16}\\)"
  .. "|,[ \\x{A0}](?:\\d\\d?|(?:an?|the)[ \\x{A0}][^.;:]{1,80}))?,?[ \\x{A0}]$")
local OF_ANOTHER = pattern [[ ([lower & (@crowd | @role_word | @occupation |
    @name_clue(kind=kinsman|kinswoman))] (of | to | for | from) | and | or) [!punct]{0,3} $ ]]
local ONE_OF_TWO = regex("\\b(?:and|or)[ \\x{A0}](?:the[ \\x{A0}])?$")

local function antecedent(doc, who)
  local body = who.text == "which"
  local name = doc:before(body and "Organization" or "Person", who)
  if not name or name.mention == "pronoun" then return nil end
  local gap = doc:span(name.last + 1, who.first - 1)
  if not BESIDE:match(gap.text) or doc:within("VerbGroup", gap) then return nil end
  if body then return not ONE_OF_TWO:match(name:text_before(48)) and name or nil end
  local first = name.sentence.first
  return (first == name.first or not doc:match(OF_ANOTHER, doc:span(first, name.first - 1)))
    and name or nil
end

-- The last noun of a run decides: the police chief is no crowd, and a union leader no
-- union.
local CROWD = pattern [[ who:@crowd (?! [lower & (@crowd | @role_word)])
  | (?<= @crowd) office:[lower & @role_word & !@crowd] ]]

local function kind_of_speaker(doc, phrase, name)
  if name and name.layer == "Person" then
    return name.mention == "role" and "office" or "named"
  end
  if name then return "institution" end
  local head = doc:match(CROWD, phrase)
  return head and (head.office and "office" or head.who.kind) or nil
end

-- "“Kern is our best,” he said", "he said Kern was late", "he asked the mayor why": he is
-- neither Kern nor the mayor. But a quotation may contain the speaker's own full name,
-- and when unquoted content stands first, its first person may be the speaker: "Kern was
-- late, he said".
local function names(doc, person, span, asked)
  for other in doc:each("Person", { within = span }) do
    local mention = other.entity == person.entity and other.mention or "pronoun"
    if mention == "surname" or asked and mention ~= "pronoun"
      or mention == "name" and not doc:covering("Quoted", other) then return true end
  end
  return false
end

local function is_another(doc, person, addressee, parts)
  if person.mention ~= "pronoun" then return false end
  local told_of = person.first > parts[#parts].last and not doc:covering("Quoted", parts[1])
    and doc:within("Person", parts[1])
  for i = 1, told_of and told_of.entity == person.entity and 0 or #parts do
    if names(doc, person, parts[i]) then return true end
  end
  return addressee and names(doc, person, addressee, true)
end

-- "Kern, after the vote, said", "Kern, her voice low, said": the words between the commas
-- are no part of the speaker; but in "Kern, also a clerk", "Kern, for the defence" they
-- tell who Kern is.
lexicon "limb" { inflect = "noun", "voice", "eye", "face", "head", "arm", "hand", "fist", "lip",
  "cheek", "tone", "jaw" }
lexicon "side" { "defence", "defense", "prosecution", "crown", "plaintiff", "plaintiffs", "state",
  "claimant", "claimants", "government", "defendant", "defendants" }
let "who_else" [[ (of | from | now | then | like | including | formerly | previously | once a
    | also (a | an | the) | for the @side ,) ]]
local WITH_ASIDE = pattern [[ ^ who:({NounPhrase} $whose*) ,
    (of course | @word(kind=poss) [lower & @limb] | (?! $who_else)
    ($prep | @word(kind=sub) | $adv | {TimeSpan} | earlier | later | late | early | ahead | prior
      | {VerbGroup kind=ing} | asked | pressed))
  | ^ who:({NounPhrase} $whose* , {NounPhrase} $whose*) , in (a | @word(kind=poss))
    [@word(kind=medium)] ]]

-- "Kern at a rally said", "according to Kern on Monday"
local THERE = regex("[ \\x{A0}](?:(?:in|at|during)[ \\x{A0}](?:an?|the|his|her|its)[ \\x{A0}]"
  .. "|on[ \\x{A0}](?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day$)")
lexicon "spoken_at" { "meeting", "speech", "address", "conference", "briefing", "tweet", "post",
  "memo", "email", "video" }
local WHERE_SAID = pattern [[ ^ who:(.+ (?<! [/ed$/ | pos=verb])) on @word(kind=day) $
  | ^ who:(.{0,6} ({Person} | {Organization}) | the .) (in | at | during) {NounPhrase}
    (?<= @occasion | @word(kind=medium) | @spoken_at) (in {Place})? $ ]]

-- "Even Kern said": "even" is the writer's word.
local EMPHASIS = regex("^(?:[Ee]ven|[Jj]ust(?=[ \\x{A0}][\\p{Ll}\\d]))[ \\x{A0}]+")

-- "the Board of Trade and | Industry said", "Anna Kern, | 60, a nurse, said": the phrase
-- was cut off from the name, so it is extended to where the name begins.
local CUT = regex "(?:,|\\band)[ \\x{A0}]$"

local function whole(doc, speaker)
  if not CUT:match(speaker:text_before(8)) then return speaker end
  local name = doc:overlapping("Organization", speaker)
  if not name or name.first >= speaker.first then
    name = speaker.text:find "^%d%d, " and doc:before("Person", speaker)
    if not name or speaker.first - name.last ~= 3 then return speaker end
  end
  return doc:span(name.first, speaker.last)
end

-- "In Bath Mayor Kern said", "At the trial Kern said": the speaker is the name that
-- stands last.
local FRONT = { In = true, On = true, At = true, During = true, From = true }
local BEHIND_FRONT = pattern [[ . who:(@title_mod{0,2} @title{0,2}
    {Person mention=name|surname}) $ ]]

local function behind_front(doc, speaker)
  local word, ends = doc.text:match("^(%a+)[ \xC2]\xA0?()", speaker.sentence.first)
  local m = ends == speaker.first and FRONT[word] and doc:match(BEHIND_FRONT, speaker)
  return m and m.who
end

local function who_alone(doc, phrase)
  local speaker = whole(doc, phrase)
  speaker = behind_front(doc, speaker) or speaker
  local text = speaker.text
  local m = text:find("[,\u{FF0C}]") and doc:match(WITH_ASIDE, speaker)
    or THERE:match(text) and doc:match(WHERE_SAID, speaker)
  if m then return m.who end
  local _, even = EMPHASIS:match(text)
  return even and doc:span(speaker.first + even, speaker.last) or speaker
end

return {
  alone = who_alone, antecedent = antecedent, denoted = denoted, is_another = is_another,
  is_of_several = is_of_several, kind = kind_of_speaker,
}
