-- rules/evidence/sport.lua : teams by their scores and by their nicknames.
local phrases = use "evidence/phrases"
local is = phrases.is
lang "en"

-- Two numbers with a dash and no second pair behind them, as a set of tennis has.
let "score" [[ ([num] [/^[-–]$/] [num] (?! ,? [num] [/^[-–]$/] | - [cap] | "%" | percent |
  per cent | vote | votes | in favor | in favour)) ]]
-- Two numbers of two or more digits, unlike a set of tennis.
let "points" [[ ([/^\d{2,3}$/] [/^[-–]$/] [/^\d{2,3}$/]) ]]
let "played" [[ (beat | won | lost | drew | defeated | edged | thrashed | downed | crushed |
  routed | trounced | held | stunned | swept | outscored | hammered | overcame | drawing |
  defeating | beating | edging | downing | topped | topping) ]]
let "club" [[ ( $solid $tied ($solid $tied){0,2} ) ]]

rule "evidence.score" {
  about = "X won 2-0, beat X 3-1, a 2-2 draw with X: with a score it is a team.",
  pattern = {
    [[ (?<! [cap & !@never_name] | -) name:$club $played (to | at | with | against | the){0,2}
       [cap]{0,3} $score ]],
    [[ (?<= $points (, | and)) name:$club (?= $points) ]],
    [[ (?<= beat | beating | defeating | topped | topping | defeated | edged | thrashed | downed
       | crushed | routed | trounced | (held | lost | drew | won) (to | at | with | against))
       name:$club (?= $score) ]],
    [[ (?<= [num] [/^[-–]$/] [num] (at | against | over | to) | [num] [/^[-–]$/] [num]
       [/^(home|away|win|victory|defeat|loss|draw|triumph|game|rout|upset|decision)$/]
         (at | against | over | to | with | by)) name:$club (?! on | $s) ]],
  },
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "score"),
}
examples {
  { "Zeltenow won 3-1, and Marsh Vale drew with Qanitow.",
    Evidence = { text = "Zeltenow", why = "score" } },
  { "Then Qanitow drew 2-2 at Marsh Vale.",
    Evidence = { { text = "Qanitow", why = "score" }, { text = "Marsh Vale", why = "score" } } },
  { "It went on, defeating Qanitow 52-23, Qanit Vale 48-23 and Marsh Zelten 70-18.",
    Evidence = { { text = "Qanitow", why = "score" }, { text = "Qanit Vale", why = "score" },
      { text = "Marsh Zelten", why = "score" } } },
  { "It was a 3-0 defeat by Qanitow.", Evidence = { text = "Qanitow", why = "score" } },
  { "Then Zeltenow won 6-4, 6-2.", Evidence = false },
  { "Then Zeltenow won 3-1 percent.", Evidence = false },
}

lexicon "team_nickname" { file = "lexicons/nicknames.hand.tsv", key = "name", exact = true }

rule "evidence.team_nickname" {
  about = "the Heat, the Jazz: a word that names a team after \"the\".",
  pattern = [[ (?<= [/^the$/] | ^ "The") name:[cap & !upper & @team_nickname & !{Evidence}]
    (?! [cap & !@title] | - | of | who) ]],
  emit = "Evidence", span = "name",
  set = is("Organization", 2, "known"),
}
examples {
  { "They like the Heat.", Evidence = { text = "Heat", why = "known" } },
  { "They like the heat, and Heat, and the Thunder Lake.", Evidence = false },
  { "Zelten Turns Up The Heat", Evidence = false },
}
