-- rules/numbers.lua : how much.  Money, percentages and quantities with units,
-- shares, round numbers, ranks and scores.
--
-- `amount` is the number in the whole unit (1.2 billion won: 1200000000);
-- `low` and `high` are the ends of a range, or one of them for "more than".

use "numbers/money"
use "numbers/units"
use "numbers/counts"

examples {
  { "It pays $3 to a third of the 40 miles.", Money = { amount = 3 },
      Quantity = { { unit = "fraction" }, { unit = "mi" } } },
  { "Resolution 242 was adopted.", Quantity = false, Money = false, Percent = false },
}
