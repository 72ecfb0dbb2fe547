-- rules/quotes.lua : who said what.  Quotations with their speakers.
--
-- Verb groups, noun phrases and clause ends come from rules/clauses.lua, names and dates
-- from their own files; the verbs and what they can report are rows of lexicons/cues.tsv.
-- The files run from the surest signs to the weakest; a cue that an earlier rule took, a
-- later one leaves.  quotes/phrases.lua has the phrases that they share,
-- quotes/quotation.lua makes the quotation of a match,
-- quotes/meaning.lua says whether it was said at all.

use "quotes/direct"   -- “Words,” she said; said Kern: “Words.”; KERN: Words.
use "quotes/trailing" -- words, she said; according to Kern; as Kern said
use "quotes/reported" -- she said that, asked whether, plans to, is sure that, spoke of
use "quotes/passive"  -- which, she said; was praised by; reportedly; her claim that
use "quotes/alone"    -- Kern: “Words.”; “Words.” ― Anna Kern; “More words.”

examples {
  { "“Taxes will fall,” said Anna Kern. “Wages will rise.”",
    Quote = { type = "direct", content = "“Taxes will fall,” | “Wages will rise.”" } },
  { "Asked by Kern whether “it” would fall, the mayor said it would.",
    Quote = { { cue = "Asked", speaker = "Kern", content = "whether “it” would fall" },
      { speaker = "the mayor", content = "it would" } } },
  { "“The bridge is safe,” said the mayor.\n\n“It is new and it is long.”",
    Quote = { content = "“The bridge is safe,” | “It is new and it is long.”" } },
  { "Kern said the bridge was “safe.” From a letter: “It fell.”",
    Quote = { content = "the bridge was “safe.”" } },
  { "Kern said the “new” bridge fell.\n\n“It was old.”",
    Quote = { content = "the “new” bridge fell" } },
  { "Kern said the bridge was “safe.”\n\n“It is new.”",
    Quote = { content = "the bridge was “safe.” | “It is new.”" } },
  { "“KERN: Is it safe?\n\n“HILL: It is new.\n\n“It is long.”",
    Quote = { { speaker = "KERN", content = "Is it safe?" },
      { speaker = "HILL", content = "It is new. | “It is long.”" } } },
  -- what was said, and what was not (quotes/meaning.lua)
  { "Kern announced a plan.", Quote = { attribution = "assertion" } },
  { "Kern discussed the bridge.", Quote = { attribution = "belief", content = "the bridge" } },
  { "Kern discussed “the big lie.”", Quote = { attribution = "assertion" } },
  { "The firm did not respond to the claim.", Quote = { attribution = "belief" } },
  { "Kern addressed the crowd and filed a suit.", Quote = false },
  { "Kern confirmed the arrest.", Quote = { attribution = "assertion" } },
  { "Kern did not confirm the arrest.", Quote = { attribution = "eventuality" } },
  { "Kern didn’t say whether it would fall.", Quote = { attribution = "eventuality" } },
  { "Kern said it would not fall.", Quote = { attribution = "assertion" } },
  { "Kern could say that it fell.", Quote = { attribution = "eventuality" } },
  { "Kern said that it could fall.", Quote = { attribution = "assertion" } },
  { "The report will say that it fell.", Quote = { attribution = "eventuality" } },
  { "“We win,” Kern will say.", Quote = { attribution = "assertion" } },
  { "Kern declined to say whether it fell.",
    Quote = { content = "to say whether it fell", attribution = "eventuality" } },
  { "Kern declined to speak of it.", Quote = { attribution = "eventuality" } },
  { "Kern went on to say that it fell.", Quote = { attribution = "assertion" } },
  { "Kern used the speech to say that it fell.", Quote = { attribution = "assertion" } },
  { "Kern left without saying that it fell.", Quote = { attribution = "eventuality" } },
  { "Kern left, saying that it fell.", Quote = { attribution = "assertion" } },
  { "If Kern says that it fell, it fell.", Quote = { attribution = "eventuality" } },
  { "When Kern said that it fell, it fell.", Quote = { attribution = "assertion" } },
  { "Did they say that it fell?", Quote = { attribution = "eventuality" } },
  { "The law requires police to tell voters when it fell.",
    Quote = { cue = "to tell", attribution = "eventuality" } },
  { "The law requires state and local police to tell voters when it fell.",
    Quote = { cue = "to tell", attribution = "eventuality" } },
  { "Kern should stay and say that it fell.", Quote = { attribution = "eventuality" } },
  { "Critics stay and say that it fell.", Quote = { attribution = "assertion" } },
  { "Kern looked for a chance to say that it fell.", Quote = { attribution = "eventuality" } },
  { "Kern hardly explained the plan.", Quote = { attribution = "eventuality" } },
  { "Nobody left by saying that it fell.", Quote = { attribution = "eventuality" } },
  { "The paper asked Kern about the bridge.",
    Quote = { act = "ask", attribution = "eventuality" } },
  { "Kern criticised the bill.", Quote = { act = "criticize", attribution = "assertion" } },
  { "Kern likes the bill.", Quote = { attribution = "belief" } },
  { "Nobody said that it fell.", Quote = { attribution = "eventuality" } },
  { "Kern called Hill a liar.", Quote = { attribution = "assertion", content = "Hill a liar" } },
  { "Kern called the bid to close the bridge “quite mad.”",
    Quote = { attribution = "assertion" } },
  { "Kern called a long meeting.", Quote = { attribution = "belief" } },
  { "Kern called for a new bridge.",
    Quote = { act = "ask", attribution = "eventuality", cue = "called for" } },
  { "Kern described the bridge as a threat.", Quote = { attribution = "assertion" } },
  { "Kern portrayed a king on the stage.", Quote = { attribution = "belief" } },
  { "Kern was critical of the bridge.", Quote = { act = "feel", attribution = "belief" } },
  { "Kern showed his support for the bridge.", Quote = { attribution = "belief" } },
  { "Kern voiced his support for the bridge.", Quote = { attribution = "assertion" } },
  { "Kern expressed doubts about the bridge.", Quote = { attribution = "assertion" } },
  { "Kern has doubts about the bridge.", Quote = { act = "believe", attribution = "belief" } },
}
