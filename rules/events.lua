-- rules/events.lua : what happened: meetings, calls, visits, attacks, agreements,
-- protests, strikes, elections, sanctions, arrests, deaths, appointments, resignations and
-- dismissals.
--
-- An Event covers the word that tells of it.  `agents` and `patients` are lists
-- of spans with the entity they denote, `place` is a Place, `when` a Date or
-- Time.  `modality` stands there for what the text does not state as a fact:
-- negated, hypothetical, planned, reported.  `cameo` is the root code of the CAMEO scheme.
--
-- events/parties.lua tells whom a noun phrase names, events/clause.lua how far a clause goes;
-- events/arguments.lua and events/modality.lua read whom, where, when and how sure around the
-- word; events/record.lua makes the attributes.

use "events/verbs" -- met, was killed; frames.lua: who does what to whom
use "events/phrases" -- opened fire, was taken into custody, spoke by phone
use "events/nouns" -- held talks, A's attack on B; carrier.lua: its verb, beside.lua: its parties

examples {
  { "Police killed two men during an attack on a bank in Leeds.", Event = {
    { text = "killed", kind = "death" }, { text = "attack", kind = "attack" } } },
  { "The court sanctioned the use of force.", Event = false },
  { "Drone strikes on Bath killed two women.", Event = { { text = "Drone strikes", place = "Bath" },
    { text = "killed", patients = "two women", agents = false } } },
  { "Two suspects have been arrested.", Event = { text = "arrested", patients = "Two suspects" } },
  { "Police arrested two juveniles.", Event = { text = "arrested", kind = "arrest" } },
  { "The president of Chile has resigned.",
    Event = { text = "resigned", agents = "The president of Chile" } },
  { "A man wanted in Leeds was arrested.", Event = { text = "arrested", patients = "A man" } },
  { "A man aged 34 has since been arrested.",
    Event = { text = "arrested", patients = "A man aged 34" } },
  { "Tom Hill from Leeds died on Friday.",
    Event = { text = "died", patients = "Tom Hill from Leeds" } },
  { "Tom Hill, Anna Kern quit cabinet",
    Event = { text = "quit", agents = { "Tom Hill", "Anna Kern" } } },
  { "Rebels killed members of the old faith, one of the oldest in Norway.",
    Event = { text = "killed", agents = "Rebels" } },
  { "Anna Kern flew to Oslo for talks with Erik Zelten.", Event = { { text = "flew" },
    { text = "talks", agents = { "Erik Zelten", "Anna Kern" } } } },
  { "He attacked a cyclist and her young friend.",
    Event = { patients = { "a cyclist", "her young friend" } } },
  { "He attacked a minister. A dog attacked a child.", Event = false },
  { "The storm killed four hikers and wounded 21 others in Bath.",
    Event = { { text = "killed", patients = "four hikers" }, {} } },
  { "Gunmen shot an aide of the Norwegian Compliance and Enforcement Corps.",
    Event = { patients = "an aide of the Norwegian Compliance and Enforcement Corps" } },
  { "The men assaulted him.", Event = { text = "assaulted", patients = "him" } },
  { "Two 14-year-olds were killed.", Event = { text = "killed", kind = "death" } },
}
