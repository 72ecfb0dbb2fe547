-- rules/quotes.lua : who said what.  Quotations with their speakers.
--
-- Verb groups, noun phrases and clause ends come from rules/clauses.lua, names and dates
-- from their own files; the verbs and what they can report are rows of lexicons/cues.tsv.
-- The files run from the surest signs to the weakest; a cue that an earlier rule took, a
-- later one leaves.  quotes/phrases.lua has the phrases that they share,
-- quotes/quotation.lua makes the quotation of a match.

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
}
