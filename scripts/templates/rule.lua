-- @NAME@: what this rule file is for, in one line.
--
--   newsengine test @NAME@.lua             run the examples below
--   newsengine @NAME@.lua article.txt      run it
--   newsengine nearmiss @NAME@.lua *.txt   where it almost found something
--   newsengine help rules                  all that can stand here

-- A list of words or phrases; its columns (here: kind) are fields of what it matches.
lexicon "@NAME@_goods" {
  { name = "maize", kind = "food" }, { name = "wheat flour", kind = "food" },
  { name = "petrol", kind = "fuel" },
}

-- A piece of pattern for use in several rules: $@NAME@_rises.
let "@NAME@_rises" [[ (rise | rises | rose | risen | rising) ]]

rule "@NAME@.price" {
  about   = "A price that went up: what, and by how much if it is said.",
  pattern = [[ what:@@NAME@_goods (prices | price)? [lemma=have]? $@NAME@_rises
               (by? much:[num] percent)? ]],
  emit    = "Price",
  set     = function(m)
    return { name = m.what.text, kind = m.what.kind, by = m.much and m.much.number }
  end,
}

-- Both ways: what must be found, and what must not.
examples {
  { "Maize prices rose 5 percent.", Price = { name = "Maize", kind = "food", by = 5 } },
  { "Wheat flour has risen.", Price = { text = "Wheat flour has risen", kind = "food" } },
  { "Maize prices fell.", Price = false },
}
