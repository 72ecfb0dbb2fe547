-- rules/dates.lua : when.  Dates, times of day, durations and sets as TIMEX3.
--
-- The files run from the most particular forms to the most general; what an
-- earlier rule took, a later one leaves.  A value that depends on another day
-- names that day in `anchor` and says in `why` how it was read; another
-- reading that is near stands in `alternatives`.  Without a day of publication
-- a relative expression keeps a form with X in it, or no value.

use "dates/digits"
use "dates/business"
use "dates/printed"
use "dates/clock"
use "dates/periods"
use "dates/calendar"
use "dates/ends"
use "dates/relative"
use "dates/hours"
use "dates/durations"
use "dates/vague"

examples {
  { "Jobs rose in April after a fall the month before.", published = "2022-05-14", Date = {
      { value = "2022-04" }, { text = "the month before", value = "2022-03" } } },
  { "He left on Sunday evening. It burned at 9:30 p.m. that night, police said on Monday. She "
      .. "came at 2 a.m.", published = "2022-03-15", Time = { { value = "2022-03-13TEV" },
      { value = "2022-03-13T21:30" }, { text = "that night", value = "2022-03-13TNI" },
      { value = "2022-03-13T02:00" } } },
  { "Profit fell in the fourth quarter from a year earlier.", published = "2022-03-14", Date = {
      { value = "2021-Q4" }, { text = "a year earlier", value = "2020-Q4" } } },
  { "Profit fell in the fourth quarter of 2019 from a year earlier.", published = "2022-03-14",
      Date = { { value = "2019-Q4" }, { text = "a year earlier", value = "2018-Q4" } } },
  { "It grew by 4% in the second quarter, 3% in the previous quarter.",
      published = "2022-08-14", Date = { { value = "2022-Q2" }, { value = "2022-Q1" } } },
  { "She came in 1952 and left the following year.", published = "2017-11-09",
    Date = { { value = "1952" }, { text = "the following year", value = "1953" } } },
  { "It begins at 5 p.m. on 3 March 2023.", published = "2022-03-14",
    Time = { text = "5 p.m.", value = "2023-03-03T17:00" } },
  { "It begins at 5 p.m. on 3 March 2023.", Time = { value = "2023-03-03T17:00" } },
  { "It begins at 5 p.m. and not on 3 March 2023.", published = "2022-03-14",
    Time = { text = "5 p.m.", value = "2022-03-14T17:00" } },
  { "They met at 3 o'clock on Monday afternoon and at 9 this morning.", published = "2022-03-16",
    Time = { { value = "2022-03-14T15:00" }, { value = "2022-03-14TAF" },
      { text = "9", value = "2022-03-16T09:00" }, { text = "this morning" } } },
  { "They met on Sunday night.", published = "2022-03-14", Time = true, Date = false },
}
