-- rules/names/pronouns.lua : for whom he and her stand. Two frames hold the people
-- mentioned so far: `everybody`, and `outside`, only those named outside quotation marks.

local GENDER = { he = "m", him = "m", his = "m", himself = "m", she = "f", her = "f",
  hers = "f", herself = "f" }

local function frames()
  return { sentence = 0, everybody = { recent = {} }, outside = { recent = {} } }
end

local function end_sentence(frame)
  frame.before, frame.subject = frame.stranger or frame.subject or frame.before, nil
  frame.object, frame.aside, frame.stranger = nil, nil, nil
end

-- sentence: the number of the sentence that begins; earlier ones that name nobody count,
-- too
local function next_sentence(spoken, sentence)
  spoken.sentence = sentence
  end_sentence(spoken.everybody)
  end_sentence(spoken.outside)
end

-- Most tests of the text beside a name need only one byte.
local SPACE, COMMA, POINT, COLON, SMALL_D, SMALL_E = (" ,.:de"):byte(1, 6)

local PREPOSITIONS = "about|after|against|at|before|behind|between|by|for|from|in|like|near|of|on"
  .. "|over|than|to|under|with"
local BEHIND = { his = true, her = true }
for word in PREPOSITIONS:gmatch "%a+" do BEHIND[word] = true end

-- The text before a name and its title, found once for both frames: "with" Chief Zelten.
local function front_of(doc, m)
  if m.front then return m.front end
  local first = m.role and m.role.first or m.first
  local front = doc:spaced(first - 24, first - 1)
  local title = front:match "%s%u%l+%.?%s$"
  if title and not BEHIND[title:match("%a+"):lower()] then front = front:sub(1, -#title) end
  m.front = front
  return front
end

-- "With Zelten", "supporting Zelten"; "When Zelten left", "But if Zelten left", where he
-- is the subject, but not of the clause behind the comma.
local OBLIQUE = regex("(?:\\b(?i:" .. PREPOSITIONS .. ")|[A-Za-z]ing"
  .. "|\\b(?:[A-Z][a-z]*\\s+|(?=[A-Z][a-z]*\\s))(?i:although|as|because|if|once|since"
  .. "|though|unless|until|when|whether|while))\\s+(?:[Tt]he\\s+)?$")

-- "In Zelten's view", "with Mr. Zelten", "supporting Zelten", "when Zelten": hardly the
-- subject of the sentence; "according to Zelten" counts as a subject.
local function is_oblique(doc, m)
  local text = doc.text
  if text:byte(m.last + 1) ~= SPACE and text:find("^['’]+s[ \xC2]", m.last + 1) then return true end
  local front = front_of(doc, m)
  if front:find "ccording to $" or front:find "As for $" then return false end
  return OBLIQUE:match(front) ~= nil
end

-- "…, Zelten", "…, Zelten's aide, Ola Fjord", "…, said Zelten", "His aide Zelten": that may be the
-- subject.
local function leads(doc, m)
  local front = front_of(doc, m)
  local last = front:byte(-2)
  return last == COMMA or last == SMALL_D and front:find "%Wsaid%s$" ~= nil
    or front:find "%f[%a]H[ie][sr][ %l-]*$" ~= nil
end

-- "A Zelten supporter", "the Zelten camp" are not Zelten.
local ARTICLE = { a = true, an = true, the = true, A = true, An = true, The = true }
local ENDS = { [("A"):byte()] = true, [("a"):byte()] = true, [("n"):byte()] = true,
  [SMALL_E] = true }

local function modifies(doc, m)
  local text, first = doc.text, m.first
  if first < 3 then return false end
  local ends, space = text:byte(first - 2, first - 1)
  return (ENDS[ends] or space == 0xA0) and not m.role
    and ARTICLE[doc:spaced(first - 6, first - 1):match "(%a+) $"]
    and text:find("^[ \xC2]\xA0?%l", m.last + 1) ~= nil
end

-- The first person of a sentence is its subject; if that name is oblique, a later one
-- that leads takes its place.
local function enter(doc, frame, p, m)
  local recent = frame.recent
  recent[#recent + 1] = m
  if m.aside then frame.aside = p end
  if m.aside or frame.subject == p then return end
  if frame.subject and not (frame.oblique and leads(doc, m)) then
    frame.object = p
    return
  end
  frame.object, frame.subject = frame.subject, p
  if m.oblique == nil then m.oblique = m.owner or m.kind ~= "pronoun" and is_oblique(doc, m) end
  frame.oblique = m.oblique
end

-- "A friend of Zelten said": not Zelten.
local OF_ANOTHER = regex "\\b(?:for|of|to|with|by|from|against)\\s+(?:[Tt]he\\s+)?$"

-- "He fled, Chief Zelten said." "No," he said; "No," said Zelten: the speaker, whoever
-- the sentence is about.
local SAYS = { said = true, says = true, added = true, adds = true, explained = true,
  recalled = true, wrote = true, writes = true, told = true, noted = true, argued = true,
  claimed = true, estimated = true, insisted = true, replied = true, stressed = true,
  tweeted = true, warned = true }

local SAYS_BEGINS = {} -- by what those begin with
for _, letter in ipairs { ("aceinrstw"):byte(1, -1) } do SAYS_BEGINS[letter] = true end

-- Does "said" stand before the mention, as in ", said Zelten," or ", said Mr. Zelten."?
local STOP = { [COMMA] = true, [POINT] = true, [COLON] = true }
local BEFORE = { [SMALL_D] = true, [POINT] = true }

local function is_told_of(doc, m)
  local first = m.role and m.role.first or m.first
  return first > 2 and BEFORE[doc.text:byte(first - 2)]
    and front_of(doc, m):find "[,\"'”’]%ssaid%s$" ~= nil or false
end

-- "Zelten, the mayor, said", "Zelten, 34, a nurse, told", "the mayor, Zelten, said"
local BEHIND_ASIDE = regex("^,(?:[ \\x{A0}][^,.;:\"“”]{1,80},){1,2}[ \\x{A0}](?:said|told|says)\\b")

local function says_behind_comma(doc, m)
  local front = front_of(doc, m)
  return front:byte(-2) == COMMA
    and doc.text:find("^,[ \xC2]\xA0?sa[iy][ds]%f[%A]", m.last + 1) ~= nil
    or BEHIND_ASIDE:match(doc.text:sub(m.last + 1, m.last + 180):match "^.*[\0-\127]" or "") ~= nil
    and not OF_ANOTHER:match(front)
end

local function says(doc, m)
  if m.says == nil then
    local behind, letter = doc.text:byte(m.last + 1, m.last + 2)
    if STOP[behind] then
      m.says = m.kind == nil and (is_told_of(doc, m)
        or behind == COMMA and says_behind_comma(doc, m))
    elseif behind == SPACE and not SAYS_BEGINS[letter] then
      m.says = false
    else
      m.says = SAYS[doc.text:match("^[ \xC2]?\xA0?(%l+)%f[^%w_]", m.last + 1)] == true
        and (m.kind == "pronoun" or not OF_ANOTHER:match(front_of(doc, m)))
    end
  end
  return m.says
end

local NEAR = 24 -- bytes, between a quotation and who said it

-- "No," Zelten said; "No," said Chief Zelten: the mention that follows the quotation.
local function speaks_behind(doc, quote, m)
  local first = m.role and m.role.first or m.first
  if first - quote.last > NEAR then return false end
  local gap = doc:spaced(quote.last + 1, first - 1)
  local verb = gap:match "^%s*(%l+)%s[%u%l.]*%s?$"
  if SAYS[verb] then m.says = true end
  return m.says or gap:find "^%s*[%u%l.]*%s?$" and says(doc, m) or false
end

-- "It fell, according to Zelten" makes Zelten a speaker.
local SMALL_O = ("o"):byte()

local function is_source(doc, m)
  local ends = doc.text:byte(m.first - 2)
  return (ends == SMALL_O or ends == 0xC2) and front_of(doc, m):find "ccording to $" ~= nil
end

-- Enters a mention of a person; with `aside` it only tells whose aide the next one is.
local function seen(doc, spoken, p, m)
  p.last, m.person, m.sentence = m.first, p, spoken.sentence
  enter(doc, spoken.everybody, p, m)
  if spoken.quoted then return end
  enter(doc, spoken.outside, p, m)
  local source = is_source(doc, m)
  if source or says(doc, m) then
    spoken.talker, spoken.talked, spoken.talk_end = p, spoken.sentence, m.last
    if m.kind ~= "pronoun" and (source or leads(doc, m)) then
      spoken.speaker, spoken.spoke = p, spoken.sentence
    end
  end
end

-- "A man in a red hat waved": a person without a name, whom the next sentence may call
-- he.
local function meet(spoken, gender)
  local stranger = { stranger = true, gender = gender }
  spoken.everybody.stranger = stranger
  if not spoken.quoted then spoken.outside.stranger = stranger end
end

-- The speaker of a quotation that no "he said" follows: who spoke last, or Zelten of
-- "Zelten: “…”".
local function voice(doc, spoken, quote)
  if spoken.talker and (spoken.sentence - spoken.talked <= 1
    or quote.first - spoken.talk_end <= NEAR) then
    return spoken.talker
  end
  local front = doc.text:sub(math.max(1, quote.first - 3), quote.first - 1)
  return front:find "[,:][%s\xC2\xA0]+$" and spoken.outside.subject or nil
end

-- May the person, or nil, be the one sought? Fields of `sought`: gender; other: a person
-- whom the pronoun cannot mean, the speaker of the quotation around it or the doer of its
-- verb; told: the people whom the content of "he said" speaks of.
local function agrees(p, sought)
  return p and p ~= sought.other and not (sought.told and sought.told[p])
    and (not p.gender or p.gender == sought.gender)
end

-- The last speaker named behind a quotation or by "according to", if nobody was named
-- since.
local function last_speaker(spoken, sought)
  local p, recent = spoken.speaker, spoken.outside.recent
  local newest = recent[#recent]
  if newest and newest.sentence == spoken.spoke and spoken.spoke < spoken.sentence
    and spoken.sentence - spoken.spoke <= 3 and agrees(p, sought) then
    return p
  end
end

-- Is the person the subject, or named last? Also true when there is no subject, or one
-- that has a role of its own or no name.
local function in_focus(spoken, p)
  local frame = spoken.outside
  local subject, newest = frame.subject or frame.before, frame.recent[#frame.recent]
  return not subject or subject == p or newest.person == p or subject.role_head ~= nil
    or subject.stranger
end

-- The subject, if nobody else was named outside quotation marks in the last two sentences
-- or since that person spoke; otherwise nil.
local function only_one(spoken)
  local frame, near = spoken.outside, false
  local p, recent = frame.subject or frame.before, spoken.outside.recent
  local since = math.max(spoken.sentence - 2, spoken.talker == p and spoken.talked or 0)
  for i = #recent, 1, -1 do
    local r = recent[i]
    if r.sentence < since then break end
    if r.person == p then near = true elseif r.kind ~= "pronoun" then return nil end
  end
  return near and p or nil
end

-- "“No,” Zelten said. “It fell. It is late.”": the quotation goes on.
local GOES_ON = regex("^[^.!?\"“”]{0,80}[.!?]\\s+(?:\"[^\"]+\"|“[^”]+”|''(?:(?!'').)+'')\\s+$", "s")

local function goes_on(doc, spoken, m)
  local first = m.span.sentence.first
  return first - spoken.talk_end < 1000
    and GOES_ON:match(doc.text:sub(spoken.talk_end + 1, first - 1)) ~= nil
end

-- "It fell, he said", "“It fell,” he said": who spoke in this sentence or in the one
-- before; but nil behind a quotation in a sentence that has a subject.
local function talking(doc, spoken, m, sought)
  local p, frame = spoken.talker, spoken.outside
  if not p or not agrees(p, sought)
    or spoken.sentence - spoken.talked > 1 and not goes_on(doc, spoken, m) then return nil end
  local front = doc:spaced(m.first - 8, m.first - 1)
  if front:find ",%s$" then return p end
  return (not frame.subject or frame.oblique) and front:find "[\"'”’]%s$" and p or nil
end

-- "Chris Zelten described Angela Zelten as able before she left": a woman named in the
-- same sentence goes before a subject of unknown gender.
local function or_woman(frame, p, sentence, sought)
  local recent = frame.recent
  for i = #recent, p.gender and #recent + 1 or 1, -1 do
    local r = recent[i]
    if r.sentence < sentence then break end
    if r.person.gender == "f" and agrees(r.person, sought) then return r.person end
  end
  return p
end

-- The subject of this sentence, or of the one before, or the latest person who fits.
-- "Him" tends to mean someone other than the subject of its own sentence.
local function fitting(frame, sentence, sought)
  local object = sought.object
  local nearest = object and frame.object
    or not object and (frame.subject or sought.owner and frame.aside)
  if agrees(nearest, sought) then
    return sought.gender == "f" and or_woman(frame, nearest, sentence, sought) or nearest
  end
  if agrees(frame.before, sought) then return frame.before end
  if object and agrees(frame.subject, sought) then return frame.subject end
  local recent = frame.recent
  for i = #recent, math.max(1, #recent - 6), -1 do
    local r = recent[i]
    if sentence - r.sentence <= 3 and agrees(r.person, sought) then return r.person end
  end
end

-- The text between name and pronoun in "Zelten and his friends", "Zelten himself".
local BETWEEN = { his = " and ", her = " and ", himself = " ", herself = " " }

local function beside(doc, frame, m, word, sought)
  local newest = BETWEEN[word] and frame.recent[#frame.recent]
  if not newest or m.first - newest.last > 8 or not agrees(newest.person, sought) then return end
  return doc:spaced(newest.last + 1, m.first - 1) == BETWEEN[word] and newest.person or nil
end

-- "After he left, Zelten sang", "In his mail, Zelten sang": the name follows the comma.
local AHEAD = regex("^[^\\w,]*(?:After|Along|Although|As|Asked|At|Because|Before|Besides|By|Despite"
  .. "|During|Even|For|From|Given|If|In|Like|On|Once|Over|Since|Though|Through|Throughout|Under"
  .. "|Unlike|Until|When|While|With|Without)\\b[^,]*$")

local LONGEST = 400 -- bytes of a clause that a sentence begins with

-- start: the first byte of the pronoun's sentence
local function looks_ahead(doc, spoken, m, start)
  return m.first > start and m.first - start <= LONGEST
    and not spoken.quoted and not spoken.outside.subject
    and AHEAD:match(doc.text:sub(start, m.first - 1)) ~= nil
end

-- Does the name, in the same sentence, stand behind the comma?
local function stands_ahead(doc, m, name)
  local gap = doc.text:sub(m.last + 1, name.first - 1)
  return gap:find "^[^,;:]*,[^,;:]*$" and front_of(doc, name):find ",%s$"
    and not doc.text:find("^['’]", name.last + 1)
end

-- "Zelten had praised him": the doer of the verb, whom "him" cannot mean.
local DEED = pattern [[ ^ [pos=adv|verb]{1,4} $ ]]

local function doer_of(doc, frame, m)
  local newest = frame.recent[#frame.recent]
  local gap = newest and not newest.owner and m.first - newest.last or 0
  return gap > 2 and gap < 32 and doc:match(DEED, doc:span(newest.last + 1, m.first - 1))
    and newest.person or nil
end

-- "Zelten said that Hill fell because he", "Zelten met Hill, who fell when he": the
-- subject of the nearer clause.
local OPENS_CLAUSE = { which = true, where = true, when = true, that = true, as = true,
  because = true, ["while"] = true, ["if"] = true, since = true, ["until"] = true, after = true,
  before = true, how = true, what = true, why = true, whom = true, whether = true }
local INNER = pattern [[ ^ (,? who)? [pos=adv]? [pos=verb] [!/^([,;:]|and|but|or)$/]* $ ]]

-- "Zelten asked Hill why he": the person who was asked.
local ASKED = { why = true, whether = true, ["if"] = true, how = true, what = true, when = true,
  where = true }

local function is_asked(doc, mention, word)
  return ASKED[word] and front_of(doc, mention):find "%f[%a]ask%l+%s[%l ]*$" ~= nil
end

local function inner_subject(doc, frame, sentence, m, sought)
  local newest = frame.recent[#frame.recent]
  if not newest or newest.sentence < sentence or newest.person == frame.subject
    or newest.owner or not agrees(newest.person, sought) then
    return nil
  end
  local from = newest.last + 1
  local word = doc:spaced(math.max(from, m.first - 9), m.first - 1):match "(%l+) $"
  return OPENS_CLAUSE[word] and (is_asked(doc, newest, word)
    or doc:match(INNER, doc:span(from, m.first - 1))) and newest.person or nil
end

-- "Zelten, he said, fell": the mention right before the comma.
local function named_beside(doc, frame, m)
  local newest = frame.recent[#frame.recent]
  return newest and newest.kind ~= "pronoun" and newest.last == m.first - 3
    and doc.text:byte(m.first - 2) == COMMA and says(doc, m) and newest or nil
end

-- The person a pronoun outside quotation marks stands for, preferably one named outside
-- them, too.
local function outside(doc, spoken, m, sought)
  local frame, sentence = spoken.outside, spoken.sentence
  local doer = sought.object and doer_of(doc, spoken.everybody, m) or nil
  if doer and doer ~= frame.subject then sought.object = false end -- of a clause within
  local beside_it = named_beside(doc, frame, m)
  if beside_it and front_of(doc, beside_it):find "As for $" then return beside_it.person end
  sought.other = doer or beside_it and beside_it.person
  local before = not frame.subject and frame.before
  if before and before.stranger and agrees(before, sought) then return before end
  return not sought.object and inner_subject(doc, frame, sentence, m, sought)
    or says(doc, m) and (talking(doc, spoken, m, sought) or last_speaker(spoken, sought))
    or fitting(frame, sentence, sought) or fitting(spoken.everybody, sentence, sought)
end

-- ahead: the person whom the sentence names later, if looks_ahead and stands_ahead hold
local function antecedent(doc, spoken, m, ahead)
  local word = m.span.text:lower()
  m.owner = word == "his" or word == "her"
  local sought = { gender = GENDER[word], object = word == "him", owner = m.owner, told = m.told }
  local p = agrees(ahead, sought) and ahead or beside(doc, spoken.everybody, m, word, sought)
  if not p and spoken.quoted then
    sought.other = spoken.voice
    p = fitting(spoken.everybody, spoken.sentence, sought)
  elseif not p then
    p = outside(doc, spoken, m, sought)
  end
  if p then p.gender = p.gender or sought.gender end
  return p
end

return { NEAR = NEAR, frames = frames, next_sentence = next_sentence, seen = seen,
  meet = meet,
  modifies = modifies, in_focus = in_focus, only_one = only_one,
  antecedent = antecedent, speaks_behind = speaks_behind, voice = voice,
  looks_ahead = looks_ahead, stands_ahead = stands_ahead }
