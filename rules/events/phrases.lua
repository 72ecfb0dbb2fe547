-- rules/events/phrases.lua : events told by a verb with words of its own: "opened fire", "took to
-- the streets", "was taken into custody", "spoke by phone".
local party, clause = use "events/parties", use "events/clause"
local around, record = use "events/arguments", use "events/record"
local is_person, is_unruly, named = party.is_person, party.is_unruly, party.named
local parties = party.parties
local subject_of = clause.subject_of
use "events/verbs" -- what these verbs tell alone
lang "en"

-- The context that record.event needs of a verb with its noun, "opened fire" (m.v).
local function context_of(m, doc, entry)
  local group = doc:within("VerbGroup", m.v) or doc:overlapping("VerbGroup", m.v)
  local subject, framed
  if group then subject, framed = subject_of(doc, group) end
  return { entry = entry, trigger = m.v, group = group, subject = subject, framed = framed }
end

let "by_phone" [[ ((by | over the | on the) (phone | telephone) | by video) ]]

rule "event.by_phone" {
  about = "A spoke with B by phone, spoke by phone with B, discussed it with B over the phone.",
  pattern = [[ v:[lemma=speak|talk & {VerbGroup}] $by_phone ((with | to) with:$list_of)?
             | v:[lemma=speak|talk & {VerbGroup}] (with | to) with:$list_of $by_phone
             | v:[lemma=discuss & {VerbGroup}] [!punct & !{VerbGroup}]{1,6} with with:$list_of
                 $by_phone ]],
  span = "v",
  emit = "Event",
  where = function(m, doc)
    local c = context_of(m, doc, { kind = "call", cameo = "04" })
    if not c.subject or not is_person(doc, c.subject) or clause.is_passive(doc, c.group) then
      return false
    end
    return record.event(doc, c, record.joined(parties(doc, c.subject), around.of(doc, m.with)),
      {})
  end,
}

-- Does "fired at" tell of shots, not of a broadside at critics?
local function is_shot(doc, c, at)
  if not at or not is_person(doc, c.subject) then return false end
  local somebody = doc:within("Person", at) ~= nil
  if c.trigger.lemma == "shoot" then return somebody or party.is_target(doc, at) end
  return not somebody and (is_unruly(doc, at)
    or party.is_fighter(doc, c.subject) and party.is_target(doc, at))
end

rule "event.fire" {
  about = "A gunman opened fire on a crowd; police fired at marchers; rebels exchanged fire.",
  pattern = [[ v:( [lemma=open & {VerbGroup}] fire ) ((on | at) on:$list_of)?
             | v:( [lemma=exchange|trade & {VerbGroup}] (fire | gunfire | shots) )
                 (with with:$list_of)?
             | v:[lemma=fire|shoot & {VerbGroup}] (on | at) on:$list_of ]],
  emit = "Event",
  span = "v",
  where = function(m, doc)
    local c = context_of(m, doc, lexicons.event_verb:get("attack"))
    if not c.subject or clause.is_passive(doc, c.group) then return false end
    if m.v.last == c.group.last and not is_shot(doc, c, m.on) then return false end -- "fired at"
    local others = around.of(doc, m.with)
    return record.event(doc, c, record.joined(parties(doc, c.subject), others),
      around.of(doc, m.on))
  end,
}

let "missile" [[ (missile | missiles | rocket | rockets | shell | shells | grenade | grenades
  | drone | drones | bullets | shots | rounds | tear gas | petrol bombs | firebombs | mortars
  | mortar shells | projectiles) ]]

rule "event.missile" {
  about = "Rebels launched missiles at a base; rockets were fired at the town.",
  pattern = [[ v:[lemma=fire|launch|lob|hurl & {VerbGroup}] [!punct & !{VerbGroup}]{0,4}? $missile
                 (at | on | into | toward | towards | against) on:$list_of
             | $missile [{VerbGroup kind=pas}]{1,3} v:[lemma=fire|launch & {VerbGroup kind=pas}]
                 (at | on | into | toward | towards | against) on:$list_of ]],
  span = "v",
  emit = "Event",
  where = function(m, doc)
    local c = context_of(m, doc, lexicons.event_verb:get("attack"))
    if not c.subject or not party.is_target(doc, m.on) then return false end
    local passive = clause.is_passive(doc, c.group)
    c.next_verb = m.on -- "fired tear gas": tear is a verb to the layers below
    return record.event(doc, c, passive and around.by(doc, c.group) or parties(doc, c.subject),
      around.of(doc, m.on))
  end,
}

rule "event.clash" {
  about = "Protesters clashed with police.",
  pattern = [[ v:[lemma=clash & {VerbGroup}] with with:$list_of ]],
  span = "v",
  emit = "Event",
  where = function(m, doc)
    local c = context_of(m, doc, lexicons.event_verb:get("attack"))
    if not c.subject or not is_unruly(doc, c.subject)
      or not is_unruly(doc, m.with) then return false end
    return record.event(doc, c, record.joined(parties(doc, c.subject), around.of(doc, m.with)),
      {})
  end,
}

rule "event.blast" {
  about = "A bomb exploded, a car bomb went off; a bomber blew himself up.",
  pattern = [[ (bomb | bombs | grenade | grenades | landmine | landmines | explosives)
               v:( [lemma=explode|detonate & {VerbGroup}] | [lemma=go & {VerbGroup}] off )
             | v:( [lemma=blow & {VerbGroup}] by:(himself | herself | themselves) up ) ]],
  span = "v",
  emit = "Event",
  set = function(m, doc)
    local c = context_of(m, doc, lexicons.event_verb:get("attack"))
    return record.event(doc, c, m.by and around.of(doc, c.subject) or {}, {})
  end,
}

rule "event.streets" {
  about = "Thousands took to the streets against the law, to the streets of Leeds.",
  pattern = [[ v:( [lemma=take & {VerbGroup}] to the streets ) (of $part at:{Place})? ]],
  span = "v",
  emit = "Event",
  where = function(m, doc)
    local c = context_of(m, doc, lexicons.event_verb:get("protest"))
    if not c.subject or not is_person(doc, c.subject) then return false end
    c.place = m.at and doc:within("Place", m.at)
    local against = around.brought(doc, clause.right_of(doc, c.group), "against|over")
    return record.event(doc, c, parties(doc, c.subject), around.of(doc, against))
  end,
}

-- "took five men into custody", "five men were taken into custody": the agents and
-- patients.
local function taken(m, doc, kind)
  local c = context_of(m, doc, lexicons.event_verb:get(kind))
  local passive = c.group and clause.is_passive(doc, c.group)
  if not c.subject or not m.who and not passive or m.who and passive
    or not is_person(doc, m.who or c.subject) then
    return false
  end
  if passive then return record.event(doc, c, around.by(doc, c.group), parties(doc, c.subject)) end
  local whom = parties(doc, m.who)
  return record.event(doc, c, parties(doc, c.subject), #whom > 0 and whom or { m.who })
end

rule "event.taken" {
  about = "A man was taken into custody, by police; gunmen took four tourists hostage.",
  pattern = [[ v:( [lemma=take & {VerbGroup}] into custody ) who:$list_of?
             | v:( [lemma=place|put & {VerbGroup}] under house? arrest
                 | [lemma=remand & {VerbGroup}] in custody )
             | v:[lemma=take & {VerbGroup}] who:$list_of into custody
             | v:( [lemma=take|hold & {VerbGroup}] hostage:hostage )
             | v:[lemma=take|hold & {VerbGroup}] who:([!punct & !{VerbGroup}]{1,6})
                 hostage:hostage ]],
  span = "v",
  emit = "Event",
  where = function(m, doc) return taken(m, doc, m.hostage and "abduct" or "arrest") end,
}

rule "event.polls" {
  about = "Voters go to the polls on Sunday.",
  pattern = [[ v:( [lemma=go|head|return & {VerbGroup}] to the polls ) ]],
  emit = "Event",
  set = function(m, doc)
    return record.event(doc, context_of(m, doc, lexicons.event_noun:get("election")), {}, {})
  end,
}

rule "event.dead" {
  about = "A man was found dead; a landslide left six people dead, claimed six lives.",
  pattern = [[ v:( [lemma=find|pronounce|declare & {VerbGroup kind=pas}] dead )
             | v:[lemma=leave & {VerbGroup}] who:([!punct & !{VerbGroup}]{1,6}) dead
             | v:[lemma=claim & {VerbGroup}] who:[num | @number]{1,3} lives ]],
  span = "v",
  emit = "Event",
  where = function(m, doc)
    local c = context_of(m, doc, lexicons.event_verb:get("die"))
    local who = m.who or c.subject
    if not c.subject or not is_person(doc, who) then return false end
    local whom = parties(doc, who)
    return record.event(doc, c, m.who and parties(doc, c.subject) or {},
      #whom > 0 and whom or { who })
  end,
}

rule "event.among" {
  about = "Hill was among those killed, among the dead.",
  pattern = [[ be:[lemma=be & {VerbGroup}] also? among
    (those v:@event_verb(frame=object) | v:( the (dead | slain) )) ]],
  span = "v",
  emit = "Event",
  where = function(m, doc)
    local group = doc:covering("VerbGroup", m.be)
    local subject, framed = subject_of(doc, group)
    if not subject or not is_person(doc, subject) then return false end
    local c = { entry = m.v.entry or lexicons.event_verb:get("die"), trigger = m.v, group = group,
      subject = subject, framed = framed }
    return record.event(doc, c, {}, parties(doc, subject))
  end,
}

let "few" [[ ([!punct & !{VerbGroup} & !@word(kind=prep|wh|sub|conj)]{1,5}) ]]
local LAST_FEW = pattern [[ who:($few (of $few)?) ($prep $few)? $ ]]

rule "event.shot" {
  about = "A gunman shot dead four people: to earlier layers shot is a noun here.",
  pattern = [[ v:( shot dead ) whom:$few ]],
  span = "v",
  emit = "Event",
  where = function(m, doc)
    local left = clause.left_of(doc, m.v)
    local shooter = left and doc:match(LAST_FEW, left)
    local who = shooter and doc:span(shooter.who.first, shooter.who.last)
    if not who or not is_person(doc, who) or not is_person(doc, m.whom) then return false end
    local c = { entry = lexicons.event_verb:get("stab"), trigger = m.v, phrase = m.v,
      subject = who, framed = true }
    return record.event(doc, c, { who }, { m.whom })
  end,
}

-- People who may strike; somebody who walks out of a speech does not.
lexicon "striker" { "clerks", "crews", "dockers", "dockworkers", "doctors", "drivers", "employees",
  "engineers", "miners", "nurses", "pilots", "staff", "teachers", "union", "unions", "workers" }
local STRIKER = pattern [[ [@striker | {Organization}] ]]
local STRIKERS = pattern [[ @striker ]] -- "the air force struck" is no strike

rule "event.successor" {
  about = "Kern succeeds Hill as chairman, replaced Hill as chairman.",
  pattern = [[ v:[lemma=succeed|replace & {VerbGroup}] $list_of as
                 (@word(kind=det|poss) | [pos=adj])* [@event_person(kind=person)] ]],
  span = "v",
  emit = "Event",
  where = function(m, doc)
    local c = context_of(m, doc, lexicons.event_verb:get("appoint"))
    if not c.subject or clause.is_passive(doc, c.group) or not is_person(doc, c.subject) then
      return false
    end
    return record.event(doc, c, {}, parties(doc, c.subject))
  end,
}

rule "event.assets" {
  about = "Britain froze the assets of two bankers, hit two banks with sanctions.",
  pattern = [[ v:[lemma=freeze & {VerbGroup}] the? assets of whom:$list_of
             | v:[lemma=hit|slap|target & {VerbGroup}] whom:$list_of with
                 [!punct & !{VerbGroup}]{0,3}? sanctions ]],
  span = "v",
  emit = "Event",
  where = function(m, doc)
    local c = context_of(m, doc, lexicons.event_verb:get("sanction"))
    if not c.subject or not is_person(doc, m.whom) then return false end
    return record.event(doc, c, parties(doc, c.subject), parties(doc, m.whom))
  end,
}

-- To receive somebody is a meeting.
rule "event.received" {
  about = "The pope received President Kern at the Vatican, hosted him there.",
  pattern = [[ v:[lemma=receive|host & {VerbGroup}] who:$list_of (?= ($prep | at | {Date}) ) ]],
  span = "v",
  emit = "Event",
  where = function(m, doc)
    local c = context_of(m, doc, lexicons.event_verb:get("meet"))
    local guest = named(doc, m.who)
    if not c.subject or clause.is_passive(doc, c.group) or not is_person(doc, c.subject)
      or not guest or guest.layer ~= "Person" or guest.mention == "pronoun" then
      return false
    end
    return record.event(doc, c, record.joined(parties(doc, c.subject), parties(doc, m.who)), {})
  end,
}

rule "event.walkout" {
  about = "Dockers downed tools, teachers walked out, nurses will strike on Friday.",
  pattern = [[ v:( [lemma=down & {VerbGroup}] tools
                 | [lemma=strike & {VerbGroup}] (?= ("." | "," | (on | in)? {Date} | for {Duration}
                   | over | again | $))
                 | [lemma=take & {VerbGroup}] (industrial | strike) action
                 | [lemma=walk & {VerbGroup}] (out (?! [lower & !@word]) | off the job) ) ]],
  emit = "Event",
  where = function(m, doc)
    local c = context_of(m, doc, { kind = "strike", cameo = "14" })
    local name = c.subject and named(doc, c.subject)
    local who = m.v.lemma == "strike" and STRIKERS or STRIKER
    if not c.subject or not doc:match(who, c.subject) or name and name.layer == "Person"
      or clause.is_passive(doc, c.group) then
      return false
    end
    return record.event(doc, c, parties(doc, c.subject), {})
  end,
}

examples {
  { "Anna Kern spoke with Erik Zelten by phone.", Event = { text = "spoke", kind = "call" } },
  { "Anna Kern spoke with Erik Zelten.", Event = false },
  { "Kern has spoken with Zelten by phone.", Event = { text = "spoken", kind = "call" } },
  { "Kern discussed it with Zelten over the phone.",
    Event = { text = "discussed", kind = "call" } },
  { "A gunman opened fire on a crowd in Leeds.",
    Event = { text = "opened fire", kind = "attack" } },
  { "The museum opened Friday.", Event = false },
  { "Police fired on marchers in Goma.", Event = { text = "fired", kind = "attack" } },
  { "Kern fired at her critics. The film was shot at a mill.", Event = false },
  { "A gunman shot at Tom Kern in Leeds.",
    Event = { text = "shot", kind = "attack", patients = "Tom Kern", place = "Leeds" } },
  { "Rebels launched missiles at a base in Kano.",
    Event = { text = "launched", kind = "attack", place = "Kano" } },
  { "Rockets were fired at the town.", Event = { text = "fired", kind = "attack" } },
  { "The firm launched a drone at the fair.", Event = false },
  { "A gunman shot dead two people.", Event = { text = "shot dead", kind = "attack" } },
  { "The film was shot dead cheap.", Event = false },
  { "The flood left six people dead.", Event = { text = "left", kind = "death" } },
  { "A man was found dead in Leeds.", Event = { text = "found dead", kind = "death" } },
  { "The line was found dead.", Event = false },
  { "Tom Hill was pronounced dead at the scene.", Event = { text = "pronounced dead" } },
  { "Tom Hill was among those arrested in Leeds.",
    Event = { text = "arrested", kind = "arrest", patients = "Tom Hill", place = "Leeds" } },
  { "Two nurses were among the dead.", Event = { text = "the dead", kind = "death" } },
  { "The mill was among those sold.", Event = false },
  { "Rebels exchanged fire with soldiers.",
    Event = { text = "exchanged fire", kind = "attack" } },
  { "Fans clashed with police in Leeds.", Event = { text = "clashed", kind = "attack" } },
  { "Kern clashed with Zelten over taxes.", Event = false },
  { "Voters in Norway go to the polls on Sunday.",
    Event = { text = "go to the polls", kind = "election" } },
  { "The polls are wrong.", Event = false },
  { "A car bomb went off in Kano on Friday.", published = "2022-03-14",
    Event = { text = "went off", kind = "attack" } },
  { "The lights went off in Kano.", Event = false },
  { "Thousands of farmers took to the streets of Leeds.", Event = { kind = "protest" } },
  { "They took to the streets of Leeds.", Event = { place = "Leeds" } },
  { "The cat took to the streets.", Event = false },
  { "Two men were taken into custody in Leeds.", Event = { kind = "arrest" } },
  { "Two men were placed under arrest.", Event = { text = "placed under arrest" } },
  { "Police took two men into custody.", Event = { text = "took", kind = "arrest" } },
  { "The coin was taken into custody.", Event = false },
  { "Gunmen took four tourists hostage.", Event = { text = "took", kind = "attack" } },
  { "The delay took the plan hostage.", Event = false },
  { "A bomber blew himself up in Kano.", Event = { text = "blew himself up" } },
  { "Pope Leo received Erik Zelten at the Vatican.", Event = { text = "received" } },
  { "Anna Kern received a letter at home.", Event = false },
  { "Hugh Hill will succeed Anna Kern as chairman.",
    Event = { text = "succeed", kind = "appointment", modality = "planned" } },
  { "The new pump replaced the old one as planned.", Event = false },
  { "Britain froze the assets of two bankers.", Event = { text = "froze", kind = "sanction" } },
  { "Britain hit two banks with new sanctions.", Event = { text = "hit", kind = "sanction" } },
  { "Britain froze the assets of the fund's past.", Event = false },
  { "Nurses will strike on Friday.", published = "2022-03-14",
    Event = { text = "strike", kind = "strike", modality = "planned" } },
  { "The air force will strike on Friday.", Event = false },
  { "Teachers walked out on Friday.", Event = { text = "walked out", kind = "strike" } },
  { "Crews walked off the job.", Event = { text = "walked off the job" } },
  { "Anna Kern walked out on Friday.", Event = false },
}
