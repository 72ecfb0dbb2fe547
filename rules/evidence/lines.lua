-- rules/evidence/lines.lua : names in datelines, tables and lines of results.
local phrases = use "evidence/phrases"
local is, many_words = phrases.is, phrases.many_words
lang "en"

lexicon "month_name" { file = "lexicons/months.tsv", key = "name" }

-- A place in the capitals of a dateline: PORT ZELTEN, LA ZELTEN, ZELTEN-MARSH.
let "in_capitals" [[ ([/^(LA|EL|AL|ST\.?|FT\.?|MT\.?)$/] -?)? [upper & alpha & len>2]{1,3}
  (- [upper & alpha & len>1]){0,2} ]]
let "team" [[ [cap & !@never_name & !@month_name] ]]

rule "evidence.dateline" { -- lint: cost
  about = "OSLO 1997-03-04; OSLO, March 3 (XY) -: the place before the date.",
  pattern = {
    [[ ^ name:($in_capitals) (?= (, [cap & !upper]{1,3})?
      [/^(19|20)\d\d$/] - [num] - [num]) ]],
    [[ ^ (?= [upper & len>2]) name:(@any_nation | @any_place | @any_capital)
       (?= (, [cap]{1,2})? (, [cap] [num] (,? [/^(19|20)\d\d$/])?)? ,? $wire?
       ([dash] | ":" (?! [upper & len>1]))) ]],
    [[ ^ name:([upper & alpha & len>1]{1,3}) (?= (, [cap & !upper]{1,2})?
       (, @month_name [num] (,? [/^(19|20)\d\d$/])? ,? $wire? |
       "(" [cap & !upper]{1,2} ")") [dash]) ]],
    [[ ^ name:([upper & alpha & len>2]{1,3}) (?= , (@nation | @place_known | @gazetteer
       | @state_code) $wire? [dash]) ]],
    [[ ^ name:( [upper & alpha & len>3 & !@ordinary & !@never_name & !@org_known & !@org_listed]
       [/^COUNTY$/]? ) (?= [/^[-–—]$/] [cap & (!upper | len=1)]) ]],
  },
  emit = "Evidence", span = "name", set = is("Place", 3, "dateline"),
}
examples {
  { "OSLO 1997-03-04",
    Evidence = { text = "OSLO", why = "dateline" } },
  { "PORT ZELTEN, April 9 (Reuters) - It rained.",
    Evidence = { text = "PORT ZELTEN", why = "dateline" } },
  { "PRAGUE: It rained.", Evidence = { text = "PRAGUE", why = "dateline" } },
  { "ZELTENOW - The rain fell.", Evidence = { text = "ZELTENOW", why = "dateline" } },
  { "ZELTENOW COUNTY - A rain fell.",
    Evidence = { text = "ZELTENOW COUNTY", why = "dateline" } },
  { "ZELTENOW, Apr 9 2022 (XYZ) - It rained.",
    Evidence = { text = "ZELTENOW", why = "dateline" } },
  { "ZELTENOW, AZ (3NW/ABC 5) - It rained.",
    Evidence = { text = "ZELTENOW", why = "dateline" } },
  { "PORT ZELTEN, Ohio — It rained.",
    Evidence = { text = "PORT ZELTEN", why = "dateline" } },
  { "LA ZELTEN-MARSH, Norway 1997-03-04",
    Evidence = { text = "LA ZELTEN-MARSH", why = "dateline" } },
}

rule "evidence.agency" {
  about = "OSLO, April 9 (Nordwire) -: the agency in the brackets of a dateline.",
  pattern = [[ (?<= ^ [upper & len>2] [!punct]{0,2} ,? @month_name [num] ,? "(" |
    ^ [upper & len>2] [!punct]{0,2} "(")
    name:([cap & !{Evidence}]{1,3} | "dpa") (?= ")" [dash]) ]],
  emit = "Evidence", span = "name", set = is("Organization", 2, "agency"),
}
examples {
  { "OSLO, April 9 (Nordwire) - It rained.",
    Evidence = { { text = "OSLO" }, { text = "Nordwire", why = "agency" } } },
  { "It rained (Nordwire) - again.", Evidence = false },
}

rule "evidence.turn" {
  about = "NORDMANN: It rained: a speaker in a script.",
  pattern = [[ (^ | ^ [quote]) name:[upper & alpha & len>2 & !@ordinary & !@any_place &
    !@any_capital & !@any_nation & !{Evidence}] (?= ":" [quote]? [cap & !upper]) ]],
  where = function(m)
    local word = m.name.text
    return lexicons.family_name:has(word:sub(1, 1) .. word:sub(2):lower())
  end,
  emit = "Evidence", span = "name", set = is("Person", 3, "turn"),
}
examples {
  { "RAMOS: It rained.", Evidence = { text = "RAMOS", why = "turn" } },
  { "PHOTOS: It rained.", Evidence = false },
}

rule "evidence.byline" {
  about = "The writer's name on the line before the dateline, or after By.",
  scope = "document",
  pattern = [[ name:($solid{2,4}) (?= [upper & alpha & len>2]{1,3} (, [cap &
    !upper]{1,3})? [/^(19|20)\d\d$/] - [num] - [num]) ]],
  emit = "Evidence", span = "name",
  set = is("Person", 3, "byline"),
}
examples {
  { "By the end it rained.\nKari Nordmann\nOSLO 1997-03-04",
    Evidence = { text = "Kari Nordmann", why = "byline" } },
}

rule "evidence.country_in_brackets" { -- lint: cost
  about = "Name (Country), as in results of athletes.",
  pattern = [[ name:($n ($n | $initial | $particle $n){0,3}) (?= "(" @nation ("," | ")"))
    ]],
  emit = "Evidence", span = "name",
  set = is("Person", 3, "country in brackets"),
}
examples {
  { "Tervo Makkonen (Finland) beat him.",
    Evidence = { text = "Tervo Makkonen", why = "country in brackets" } },
}

rule "evidence.result" {
  about = "Team 2 Team 1, Team 84 50 .627: a line of a table; Team at Place: of a schedule.",
  pattern = {
    [[ ^ name:($team{1,3}) (?= [num] $team{1,3} [num] ("(" | $)) ]],
    [[ (?<= ^ [cap] [num] | ^ [cap] [cap] [num] | ^ [cap] [cap] [cap] [num]) name:($team{1,3})
       (?= [num] ("(" | $)) ]],
    [[ ^ name:($team{1,3}) (?= [num] [num] "."? [num]) ]],
    [[ ^ name:($team{1,3}) (?= (at | v) [cap]{1,3} $) ]],
    [[ (?<= ^ [cap] v | ^ [cap] [cap] v) name:($team{1,3}) $ ]],
  },
  emit = "Evidence", span = "name",
  set = is("Team", 3, "result"),
}
examples {
  { "Rovaniemi 2 Oulu 1",
    Evidence = { text = "Rovaniemi", why = "result" } },
  { "Rovaniemi 84 50 .627 -",
    Evidence = { text = "Rovaniemi", why = "result" } },
  { "Rovaniemi at Oulu",
    Evidence = { text = "Rovaniemi", why = "result" } },
  { "Rovaniemi v Oulu",
    Evidence = { { text = "Rovaniemi", why = "result" }, { text = "Oulu", why = "result" } } },
  { "Published 3 March 2024",
    Evidence = false },
  { "Rovaniemi 84 and 50",
    Evidence = false },
}

-- Does the next line or the one before end in a number, too?
local function has_other_score(m, doc)
  local text = doc.text
  local before = text:sub(math.max(1, m.first - 60), m.first - 1):match "([^\n]*)\n+$"
  return before and before:find "^%u[^,.:]*%W%d%d?[ \r]*$" ~= nil
    or text:find("^[ \r]*\n+%u[^\n,.:]-%W%d%d?[ \r]*%f[\n\0]", m.last + 1) ~= nil
end

rule "evidence.score_lines" {
  about = "Team 2, and Team 1 on the next line: the result above a report.",
  pattern = [[ ^ name:($team{1,3}) [/^\d\d?$/] $ ]],
  where = has_other_score,
  emit = "Evidence", span = "name",
  set = is("Team", 3, "result"),
}
examples {
  { "They like it.\n\nRovaniemi 2\nOulu East 1\n\nIt rained.",
    Evidence = { { text = "Rovaniemi", why = "result" }, { text = "Oulu East", why = "result" } } },
  { "They like it.\n\nRovaniemi 2\n\nIt rained.", Evidence = false },
}

rule "evidence.capitals" { -- lint: cost
  about = "NORTHERN IRELAND, SAN MARINO: a place of several words in a line of capitals.",
  pattern = [[ (?= [upper & alpha] [upper & alpha]) name:(@any_nation | @any_capital | @any_place |
    @any_town) ]],
  where = function(m) return many_words(m) and not m.text:find "%l" end,
  emit = "Evidence", span = "name",
  set = is("Place", 2, "capitals"),
}
examples {
  { "THEY BEAT SAN MARINO",
    Evidence = { text = "SAN MARINO", why = "capitals" } },
  { "KUALA LUMPUR: THEY WON IN PETALING JAYA",
    Evidence = { { text = "KUALA LUMPUR", why = "capitals" },
      { text = "PETALING JAYA", why = "capitals" } } },
  { "THEY BEAT SAN ZELTEN", Evidence = false },
}
