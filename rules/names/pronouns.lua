-- rules/names/pronouns.lua : for whom he and her stand.  Who was spoken of lies in two frames:
-- `everybody`, and `outside`, those alone who were named outside quotation marks.
local GENDER = { he = "m", him = "m", his = "m", himself = "m", she = "f", her = "f",
  hers = "f", herself = "f" }

local function frames()
  return { sentence = 0, everybody = { recent = {} }, outside = { recent = {} } }
end

local function end_sentence(frame)
  frame.before, frame.subject, frame.object = frame.subject or frame.before, nil, nil
end

local function next_sentence(spoken)
  spoken.sentence = spoken.sentence + 1
  end_sentence(spoken.everybody)
  end_sentence(spoken.outside)
end

local function enter(frame, p, sentence, aside)
  frame.recent[#frame.recent + 1] = { person = p, sentence = sentence }
  if aside then return end
  if frame.subject and frame.subject ~= p then frame.object = p end
  frame.subject = frame.subject or p
end

-- A mention of a person; `aside`: it only says whose aide the next one is.
local function seen(spoken, p, m, aside)
  p.last = m.first
  enter(spoken.everybody, p, spoken.sentence, aside)
  if not spoken.quoted then enter(spoken.outside, p, spoken.sentence, aside) end
end

-- The subject of this sentence, else of the one before, else the latest who fits.  Him is
-- rather somebody else than the subject of its own sentence.
local function fitting(frame, sentence, gender, object)
  local first = not object and frame.subject or nil
  for _, p in ipairs { first or false, object and frame.object or false,
    frame.before or false, frame.subject or false } do
    if p and (not p.gender or p.gender == gender) then return p end
  end
  for i = #frame.recent, math.max(1, #frame.recent - 6), -1 do
    local r = frame.recent[i]
    if sentence - r.sentence <= 3 and (not r.person.gender
      or r.person.gender == gender)
    then
      return r.person
    end
  end
end

-- Whom a pronoun outside quotation marks means was rather named outside of them, too.
local function antecedent(spoken, word)
  local gender, object = GENDER[word], word == "him"
  local p = not spoken.quoted and fitting(spoken.outside, spoken.sentence, gender, object)
    or fitting(spoken.everybody, spoken.sentence, gender, object)
  if p then p.gender = p.gender or gender end
  return p
end

return { frames = frames, next_sentence = next_sentence, seen = seen, antecedent = antecedent }
