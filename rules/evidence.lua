-- Evidence for names: every run of capitalised words once, with the strongest evidence that
-- its context gives.  rules/names.lua weighs it over the whole document; the layer Evidence
-- is for that file alone.  An earlier rule takes its words from the later ones.
use "evidence/phrases"
use "evidence/lines"
use "evidence/never"
use "evidence/framed"
use "evidence/media"
use "evidence/organizations"
use "evidence/trade"
use "evidence/places"
use "evidence/persons"
use "evidence/known"
use "evidence/sport"
use "evidence/beside"
lang "en"

-- What an earlier rule leaves, a later one takes.
examples {
  { "It was May 45, then.",
    Evidence = { text = "May", why = "month" } },
  { "It was the South African Navy.",
    Evidence = { { text = "South African", why = "people" }, { text = "Navy", why = "body" } } },
  { "Target the poor, he said.",
    Evidence = { text = "Target", why = "unknown" } },
  { "Nice people live there.",
    Evidence = { text = "Nice", why = "unknown" } },
  { "Angela Hill Wins Vote",
    Evidence = { { text = "Angela Hill", why = "given name" }, { text = "Wins" } } },
  { "They saw Angela Hill Park.", Evidence = { text = "Angela Hill Park" } },
  { "It was Judge Helen Shore.",
    Evidence = { text = "Helen Shore", why = "title" } },
  { "OSLO is cold.",
    Evidence = { text = "OSLO", why = "acronym" } },
  { "Kari Nordmann left OSLO.",
    Evidence = { text = "Kari Nordmann", why = "given name" } },
  { "Tervo Makkonen (above) beat him.",
    Evidence = { text = "Tervo Makkonen", why = "unknown words" } },
  { "Rovaniemi has 2 rivers.",
    Evidence = { text = "Rovaniemi", why = "unknown" } },
  { "It happened in the US then.",
    Evidence = { text = "US", why = "nation" } },
  { "Then Theresa May left.",
    Evidence = { text = "Theresa May", why = "given name" } },
  { "A driver from South Africa won.",
    Evidence = { text = "South Africa", why = "gazetteer" } },
  { "They met in the U.S. Monday.",
    Evidence = { text = "U.S.", why = "nation" } },
  { "The EU met there.",
    Evidence = { text = "EU", why = "known" } },
  { "It was a Big Walk-in there.",
    Evidence = { { text = "Big" }, { text = "Walk-in", why = "unknown" } } },
  { "Then ZXQ Prosekutor Angela Zelten left.",
    Evidence = { { text = "ZXQ" }, { text = "Angela Zelten", why = "given name" } } },
}
