-- rules/dates.lua : when.  Dates, times of day, durations and sets as TIMEX3.
--
-- The files run from the most particular forms to the most general; what an
-- earlier rule took, a later one leaves.  A value that depends on another day
-- names that day in `anchor` and says in `why` how it was read; another
-- reading that is near stands in `alternatives`.  Without a day of publication
-- a relative expression keeps a form with X in it, or no value.

use "dates/printed"
use "dates/clock"
use "dates/business"
use "dates/periods"
use "dates/calendar"
use "dates/relative"
use "dates/hours"
use "dates/durations"
use "dates/vague"

examples {
  { "She came in 1952 and left the following year.", published = "2017-11-09",
    Date = { { value = "1952" }, { text = "the following year", value = "1953" } } },
  { "It begins at 5 p.m. on 3 March 2023.", published = "2022-03-14",
    Time = { text = "5 p.m.", value = "2023-03-03T17:00" } },
  { "It begins at 5 p.m. on 3 March 2023.", Time = { value = "2023-03-03T17:00" } },
  { "It begins at 5 p.m. and not on 3 March 2023.", published = "2022-03-14",
    Time = { text = "5 p.m.", value = "2022-03-14T17:00" } },
  { "They met on Sunday night.", published = "2022-03-14", Time = true, Date = false },
}
