-- rules/article.lua : what a page of news is made of, from its text alone.
--
-- The text is cut into units: paragraphs, or single lines where the lines are
-- short.  Each unit is first judged by what it says (a stamp, a byline, page
-- furniture, a caption, a correction), then by where it stands: above the
-- story, in it, or below it.  Word lists are lexicons; layout is decided in
-- the files of article/.
local units, judge = use "article/units", use "article/judge"
local mail = use "article/mail"
local settle, zones = use "article/story", use "article/zones"

rule "article.zones" {
  about = "Headline, byline, stamps, body and boilerplate of a news page.",
  emit = "Zone",
  run = function(doc)
    if doc.ready then return end -- the reader has told zones and meta
    local page = units.read(doc)
    judge(doc, page)
    mail(page)
    local headline = settle(doc, page)
    zones.add(doc, page)
    zones.note(doc, page, headline)
  end,
}

examples {
  { "Dam opens\n\nPosted May. 2, 2021 06:30,   \n\nThe dam was opened on Sunday.\n\n"
    .. "Ann Day a.day@paper.example",
    Zone = { kind = "headline" } },
  { "By Ann Day\nJune 3, 2020\n\nThe dam was opened on Sunday. It is old.",
      Zone = { kind = "byline" } },
  { "SEOUL, March 4 (Yonhap) -- The dam was opened on Sunday.",
      Zone = { kind = "dateline" } },
  { "Skip to navigationSkip to content\n\nDam opens after years\n\n"
    .. "The dam was opened on Sunday. It is old.", Zone = { { kind = "boilerplate" },
    { kind = "headline" }, { kind = "body" } } },
  { "Boats. Photo by Ola Zelten/NWS\n\nThe dam broke on Sunday. "
    .. "It was old.", Zone = { kind = "caption" } },
  { "Dam opens\n\nThe dam was opened on Sunday. It is old.\n\n"
    .. "Story first published: May 2, 2021, 16:28 [IST]",
    Zone = { { kind = "headline" }, { kind = "body" }, { kind = "posted" } } },
  { "New Delhi: The dam was opened on Sunday, after ten years of work by many men.",
      Zone = { { kind = "dateline", text = "New Delhi" }, { kind = "body" } } },
  { "Report: The dam was opened on Sunday, after ten years of work by many men.",
      Zone = { kind = "body" } },
  { "AT THE DAM: A crowd saw the dam that was opened on Sunday, after ten years.",
      Zone = { kind = "body" } },
  { "Dam opens after ten years\n\nRepresentational image\n\nThe dam was opened on Sunday.",
      Zone = { { kind = "headline" }, { kind = "caption" }, { kind = "body" } } },
  { "NOTE: shares are adjusted for the split of May, the mill said. It is old.",
      Zone = { kind = "body" } },
  { "Share   Tweet   Print\n\nThe dam was opened on Sunday.",
      Zone = { kind = "boilerplate" } },
  { "The dam was opened on Sunday.", Zone = { kind = "body" } },
  { "The Bay | News | Sport | More of all this\n\nHate Practice\n\n"
    .. "Dam opens after ten years\n\nMAY 2, 2021 06:30\n\n"
    .. "The dam was opened on Sunday after years of work by hundreds of men.",
    Zone = { kind = "headline", text = "Dam opens after ten years" } },
  { "Dam opens after ten years | The Bay\n\nDam opens after ten years\n\nMAY 2, 2021 06:30\n\n"
    .. "The dam was opened on Sunday after years of work by hundreds of men.",
    Zone = { kind = "headline", text = "Dam opens after ten years" } },
  { "Accessibility links\n\nDam gives way after a week of rain\n\n3 hours ago\n\n"
    .. "The dam broke on Sunday. It was old.", Zone = { kind = "headline" } },
  { "Dam gives way after rain\n\nAnn Day Political editor\nTue 14 May 2019 18.20 BST\n\n"
    .. "The dam broke on Sunday. It was old.", Zone = { kind = "byline" } },
  { "Dam gives way after rain\n\n14:05\n\nThe dam broke on Sunday. It was old.",
    Zone = { kind = "posted" } },
  { "By Ann Day   June 3, 2020\n\nThe dam broke on Sunday. It was old.",
    Zone = { kind = "byline" } },
  { "Dam gives way after rain\n\nhttps://paper.example/dam\n\nThe dam broke on Sunday.",
    Zone = { kind = "boilerplate" } },
  { "A crowd at the dam on Friday. (Yonhap)\n\nThe dam broke on Sunday. It was old.",
    Zone = { kind = "caption" } },
  { "Dam gives way after rain\n\n- ANN DAY\n\nThe dam broke on Sunday. It was old.",
    Zone = { { kind = "headline" }, { kind = "byline" }, { kind = "body" } } },
  { "Brek beat Palur to win the cup\n\nOla Zelten at Brek Park\n\nSat 8 Jun 2024 17.02 BST\n\n"
    .. "Brek won the cup on Sunday, and it rained on all of them until the end of the day.",
    Zone = { { kind = "headline" }, { kind = "byline" }, { kind = "posted" }, { kind = "body" } } },
  { "Boats in 1991. Credit...Ola Zelten\n\nThe dam broke on Sunday. "
    .. "It was old.", Zone = { kind = "caption" } },
  { "Dam gives way after rain\n\nFjord News Service\n\nPalur | Updated: June 3, 2020 06:30\n\n"
    .. "The dam broke on Sunday. It was old.", Zone = { { kind = "headline" },
    { kind = "byline" }, { kind = "updated" }, { kind = "body" } } },
  { "The boats lie off Brek where the dam broke. Credit: Fjord Press\n\nThe dam broke on Sunday. "
    .. "It was old.", Zone = { kind = "caption" } },
  { "The boats lie off Brek where the dam broke. (Fjord News: Ola Zelten)\n\n"
    .. "The dam broke on Sunday. It was old.", Zone = { kind = "caption" } },
  { "The boats lie where the dam broke/NWS\n\nThe dam broke on Sunday. It was old.",
    Zone = { kind = "caption" } },
  { "MOSCOW, April 20. /NWS/. The dam was opened on Sunday, after ten years of work.",
    Zone = { { kind = "dateline", text = "MOSCOW, April 20. /NWS/." }, { kind = "body" } } },
  { "Aug. 9 (NWS) -- The dam was opened on Sunday, after ten years of work by many men.",
    Zone = { { kind = "dateline", text = "Aug. 9 (NWS)" }, { kind = "body" } } },
  { "Dam gives way after rain\n\nMary Day and Peter Roe - The Bay Courier\n\n"
    .. "The dam broke on Sunday. It was old.", Zone = { { kind = "headline" },
    { kind = "byline" }, { kind = "body" } } },
  { "MLA poaching charge: the chief minister of the state said so on Sunday, at last.",
    Zone = { kind = "body" } },
  { "Dam gives way\n\nBoats off Brek.(The Bay Courier)\n\nThe dam broke on Sunday. It was old.",
    Zone = { { kind = "headline" }, { kind = "caption" }, { kind = "body" } } },
  { "News / Cities / Brek / Dam gives way\n\nDam gives way after rain\n\n"
    .. "The dam broke on Sunday. It was old.", Zone = { { kind = "boilerplate" },
    { kind = "headline" }, { kind = "body" } } },
  { "Floods Rise Again - The Bay Courier\n\nThe dam broke on Sunday. It was old.",
    Zone = { { kind = "headline" }, { kind = "body" } } },
  { "Dam gives way after rain\n\nBy the Bay Courier's Mary Day\n\n"
    .. "The dam broke on Sunday. It was old.", Zone = { { kind = "headline" },
    { kind = "byline" }, { kind = "body" } } },
  { "The dam will stay. Picture: it is a ruin that nobody wants to see.\n\nIt broke on Sunday.",
    Zone = { kind = "body" } },
  { "The dam broke on Sunday. It was old.\n\nCorrection: June 3, 2020\n"
    .. "It broke on Monday.",
    Zone = { kind = "correction" } },
  { "# Dam opens\n\nThe dam was opened on Sunday. It is old.",
    Zone = { kind = "headline", text = "Dam opens" } },
  { "From: Ann Day <a.day@paper.example>\nSubject: Re: Dam opens\nLines: 2\n\n"
    .. "The dam was opened on Sunday.",
    Zone = { kind = "headline", text = "Dam opens" } },
  { "Плотина\n\nЕё строили десять лет.\n\n* * *",
    Zone = { kind = "body", text = "Её строили десять лет." } },
  { "Owner: the city\nBuilt: in 1931\n\nThe dam was opened on Sunday.",
    Zone = { kind = "headline", text = "Owner: the city" } },
}
