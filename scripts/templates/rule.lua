-- @NAME@: say here in one line what this rule file is for.
--
--   newsengine test @NAME@.lua             run the examples below
--   newsengine @NAME@.lua article.txt      run it
--   newsengine nearmiss @NAME@.lua *.txt   show where it almost found something
--   newsengine help rules                  everything a rule file can have

-- A list of words or phrases; a capture has its columns (here: kind) as fields.
lexicon "@NAME@_goods" {
  { name = "maize", kind = "food" }, { name = "wheat flour", kind = "food" },
  { name = "petrol", kind = "fuel" },
}

-- A piece of a pattern that several rules can use as $@NAME@_rises.
let "@NAME@_rises" [[ (rise | rises | rose | risen | rising) ]]

rule "@NAME@.price" {
  about   = "A price went up: of what, and by how much if the text says so.",
  pattern = [[ what:@@NAME@_goods (prices | price)? [lemma=have]? $@NAME@_rises
               (by? much:[num] percent)? ]],
  emit    = "Price",
  set     = function(m)
    return { name = m.what.text, kind = m.what.kind, by = m.much and m.much.number }
  end,
}

-- Examples of both kinds: what must be found, and what must not.
examples {
  { "Maize prices rose 5 percent.", Price = { name = "Maize", kind = "food", by = 5 } },
  { "Wheat flour has risen.", Price = { text = "Wheat flour has risen", kind = "food" } },
  { "Maize prices fell.", Price = false },
}
