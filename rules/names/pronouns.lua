-- rules/names/pronouns.lua : for whom he and her stand.  Who was spoken of lies in two frames:
-- `everybody`, and `outside`, those alone who were named outside quotation marks.
local spaced = use "spaces"

local GENDER = { he = "m", him = "m", his = "m", himself = "m", she = "f", her = "f",
  hers = "f", herself = "f" }

local function frames()
  return { sentence = 0, everybody = { recent = {} }, outside = { recent = {} } }
end

local function end_sentence(frame)
  frame.before, frame.subject, frame.object = frame.subject or frame.before, nil, nil
end

-- sentence: the number of the one that begins, whether or not the last but it named anybody
local function next_sentence(spoken, sentence)
  spoken.sentence = sentence
  end_sentence(spoken.everybody)
  end_sentence(spoken.outside)
end

local BEHIND = { about = true, after = true, against = true, at = true, before = true,
  behind = true, between = true, by = true, ["for"] = true, from = true, ["in"] = true,
  like = true, near = true, of = true, on = true, over = true, than = true, to = true,
  under = true, with = true }

-- What stands before a name and its title, once sought for both frames: "with" Chief Zelten.
local function front_of(doc, m)
  if m.front then return m.front end
  local first = m.role and m.role.first or m.first
  local front = spaced(doc, math.max(1, first - 24), first - 1)
  local title = front:match "%s%u%l+%.?%s$"
  if title and not BEHIND[title:match("%a+"):lower()] then front = front:sub(1, -#title) end
  m.front = front
  return front
end

-- "In Zelten's view", "with Mr. Zelten", "supporting Zelten": hardly the subject of a clause.
local function is_oblique(doc, m)
  if doc.text:find("^['’]+s[ \xC2]", m.last + 1) then return true end
  local word = front_of(doc, m):gsub("%f[%a][Tt]he%s+$", ""):match "%f[%a](%a+)%s+$"
  return word and (BEHIND[word:lower()] or word:find "%ling$") and true or false
end

-- "…, Zelten", "…, Zelten's aide, Ola Fjord", "…, said Zelten": that may be the subject.
local function leads(doc, m)
  local front = front_of(doc, m)
  return front:find ",%s$" or front:find "%Wsaid%s$"
end

-- The first of a sentence is its subject; where a name is oblique, who leads behind it.
local function enter(doc, frame, mention, m)
  local p = mention.person
  frame.recent[#frame.recent + 1] = mention
  if m.aside or frame.subject == p then return end
  if frame.subject and not (frame.oblique and leads(doc, m)) then
    frame.object = p
    return
  end
  frame.object, frame.subject = frame.subject, p
  if m.oblique == nil then m.oblique = (m.kind ~= "pronoun" or m.owner) and is_oblique(doc, m) end
  frame.oblique = m.oblique
end

-- "He fled, Chief Zelten said." "No," he said: that is Zelten, whoever the sentence is about.
local SAYS = { said = true, says = true, added = true, adds = true, explained = true,
  recalled = true, wrote = true, writes = true, told = true, noted = true }

local function says(doc, m)
  if m.says == nil then
    m.says = SAYS[doc.text:match("^[ \xC2]?\xA0?(%l+)%f[^%w_]", m.last + 1)] == true
  end
  return m.says
end

local NEAR = 24 -- bytes, between a quotation and who said it

-- "No," Zelten said; "No," said Chief Zelten: the mention that follows the quotation.
local function speaks_behind(doc, quote, m)
  local first = m.role and m.role.first or m.first
  if first - quote.last > NEAR then return false end
  local gap = spaced(doc, quote.last + 1, first - 1)
  local verb = gap:match "^%s*(%l+)%s[%u%l.]*%s?$"
  if SAYS[verb] then m.says = true end
  return m.says or gap:find "^%s*[%u%l.]*%s?$" and says(doc, m) or false
end

-- A mention of a person; with `aside` it only says whose aide the next one is.
local function seen(doc, spoken, p, m)
  p.last = m.first
  local mention = { person = p, sentence = spoken.sentence, last = m.last, owner = m.owner }
  enter(doc, spoken.everybody, mention, m)
  if spoken.quoted then return end
  enter(doc, spoken.outside, mention, m)
  if says(doc, m) then
    spoken.talker, spoken.talked, spoken.talk_end = p, spoken.sentence, m.last
    if m.kind ~= "pronoun" and leads(doc, m) then
      spoken.speaker, spoken.spoke = p, spoken.sentence
    end
  end
end

-- Whose words a quotation is that no "he said" follows: who spoke last, or "Zelten: “…”".
local function voice(doc, spoken, quote)
  if spoken.talker and (spoken.sentence - spoken.talked <= 1
    or quote.first - spoken.talk_end <= NEAR) then
    return spoken.talker
  end
  local front = doc.text:sub(math.max(1, quote.first - 3), quote.first - 1)
  return front:find "[,:][%s\xC2\xA0]+$" and spoken.outside.subject or nil
end

-- May a person, or nil, be meant by a pronoun of that gender, and not by that other one?
local function agrees(p, gender, other)
  return p and p ~= other and (not p.gender or p.gender == gender)
end

-- Who spoke last, behind his words, when nobody was named since.
local function last_speaker(spoken, gender)
  local p, recent = spoken.speaker, spoken.outside.recent
  local newest = recent[#recent]
  if newest and newest.sentence == spoken.spoke and spoken.spoke < spoken.sentence
    and spoken.sentence - spoken.spoke <= 3 and agrees(p, gender) then
    return p
  end
end

-- Chris Zelten described Angela Zelten as able before she left: of a subject whose gender nobody
-- knows and a woman of the same sentence rather her.
local function or_woman(frame, p, sentence, other)
  local recent = frame.recent
  for i = #recent, p.gender and #recent + 1 or 1, -1 do
    local r = recent[i]
    if r.sentence < sentence then break end
    if r.person.gender == "f" and r.person ~= other then return r.person end
  end
  return p
end

-- The subject of this sentence, else of the one before, else the latest who fits.  Him is
-- rather somebody else than the subject of its own sentence.  other: who it cannot be: whose
-- words the quotation is that holds the pronoun, or whose deed it is.
local function fitting(frame, sentence, gender, object, other)
  local nearest, before = object and frame.object, frame.before
  if not object then nearest = frame.subject end
  if agrees(nearest, gender, other) then
    return gender == "f" and or_woman(frame, nearest, sentence, other) or nearest
  end
  if agrees(before, gender, other) then return before end
  if object and agrees(frame.subject, gender, other) then return frame.subject end
  local recent = frame.recent
  for i = #recent, math.max(1, #recent - 6), -1 do
    local r = recent[i]
    if sentence - r.sentence <= 3 and agrees(r.person, gender, other) then return r.person end
  end
end

-- "Zelten and his friends", "Zelten himself": what stands between.
local BETWEEN = { his = " and ", her = " and ", himself = " ", herself = " " }

local function beside(doc, frame, m, word)
  local newest = BETWEEN[word] and frame.recent[#frame.recent]
  if not newest or m.first - newest.last > 8 or not agrees(newest.person, GENDER[word]) then
    return
  end
  return spaced(doc, newest.last + 1, m.first - 1) == BETWEEN[word] and newest.person or nil
end

-- "After he left, Zelten sang", "In his mail, Zelten sang": such sentences name the one behind
-- the comma.
local AHEAD = regex("^[^\\w,]*(?:After|Along|Although|As|Asked|At|Because|Before|Besides|By|Despite"
  .. "|During|Even|For|From|Given|If|In|Like|On|Once|Over|Since|Though|Through|Throughout|Under"
  .. "|Unlike|Until|When|While|With|Without)\\b[^,]*$")

-- start: the byte where the sentence of the pronoun begins
local function looks_ahead(doc, spoken, m, start)
  return m.first > start and not spoken.quoted and not spoken.outside.subject
    and AHEAD:match(doc.text:sub(start, m.first - 1)) ~= nil
end

-- Does the name, of the same sentence, stand behind the comma?
local function stands_ahead(doc, m, name)
  local gap = doc.text:sub(m.last + 1, name.first - 1)
  return gap:find "^[^,;:]*,[^,;:]*$" and front_of(doc, name):find ",%s$"
    and not doc.text:find("^['’]", name.last + 1)
end

-- "Zelten had praised him": whose deed it is, whom its him cannot be.
local DEED = pattern [[ ^ [pos=adv|verb]{1,4} $ ]]

local function doer_of(doc, frame, m)
  local newest = frame.recent[#frame.recent]
  local gap = newest and not newest.owner and m.first - newest.last or 0
  return gap > 2 and gap < 32 and doc:match(DEED, doc:span(newest.last + 1, m.first - 1))
    and newest.person or nil
end

-- Whom a pronoun outside quotation marks means was rather named outside of them, too.
-- ahead: the person whom the sentence names later, if it is of such a shape
local function antecedent(doc, spoken, m, ahead)
  local word = m.span.text:lower()
  m.owner = word == "his" or word == "her"
  local gender, object = GENDER[word], word == "him"
  local p = agrees(ahead, gender) and ahead or beside(doc, spoken.everybody, m, word)
  if not p and spoken.quoted then
    p = fitting(spoken.everybody, spoken.sentence, gender, object, spoken.voice)
  elseif not p then
    local doer = object and doer_of(doc, spoken.everybody, m) or nil
    if doer and doer ~= spoken.outside.subject then object = false end -- of a clause within
    p = says(doc, m) and last_speaker(spoken, gender)
      or fitting(spoken.outside, spoken.sentence, gender, object, doer)
      or fitting(spoken.everybody, spoken.sentence, gender, object, doer)
  end
  if p then p.gender = p.gender or gender end
  return p
end

return { NEAR = NEAR, frames = frames, next_sentence = next_sentence, seen = seen,
  antecedent = antecedent, speaks_behind = speaks_behind, voice = voice,
  looks_ahead = looks_ahead, stands_ahead = stands_ahead }
