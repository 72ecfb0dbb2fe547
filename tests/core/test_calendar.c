#include <string.h>

#include "calendar.h"
#include "check.h"

static void every_day_of_the_calendar_goes_there_and_back(void) {
  int32_t weekday = news_weekday(NEWS_DAY_MIN);
  news_date before = {NEWS_YEAR_MIN, 1, 0};
  int wrong = 0;
  for (int32_t day = NEWS_DAY_MIN; day <= NEWS_DAY_MAX; day++) {
    news_date d = news_date_of(day);
    bool next = d.day == before.day + 1 ||
                (d.day == 1 &&
                 before.day == news_month_days(before.year, before.month));
    wrong += !next || !news_date_valid(d.year, d.month, d.day) ||
             news_date_number(d) != day || news_weekday(day) != weekday;
    weekday = weekday % 7 + 1;
    before = d;
  }
  check(wrong == 0);
  check(before.year == NEWS_YEAR_MAX && before.month == 12 && before.day == 31);
}

static void known_days_have_their_weekdays_and_weeks(void) {
  int32_t year;
  int32_t day = news_date_number((news_date){2022, 3, 14});
  check(news_weekday(day) == 1);
  check(news_iso_week(day, &year) == 11 && year == 2022);
  /* the examples of ISO 8601 */
  check(news_iso_week(news_date_number((news_date){2005, 1, 1}), &year) == 53 &&
        year == 2004);
  check(news_iso_week(news_date_number((news_date){2008, 12, 29}), &year) ==
            1 &&
        year == 2009);
}

static void a_month_later_is_cut_to_the_months_last_day(void) {
  int32_t out;
  check(news_plus_months(news_date_number((news_date){2024, 1, 31}), 1, &out));
  check(out == news_date_number((news_date){2024, 2, 29}));
  check(news_plus_months(out, -12, &out));
  check(out == news_date_number((news_date){2023, 2, 28}));
  check(!news_plus_months(NEWS_DAY_MAX, 1, &out));
  check(!news_plus_months(NEWS_DAY_MIN, -1, &out));
}

static void dates_that_are_none_are_refused(void) {
  check(!news_date_valid(2023, 2, 29));
  check(news_date_valid(2024, 2, 29));
  check(!news_date_valid(1900, 2, 29));
  check(!news_date_valid(2024, 13, 1));
  check(!news_date_valid(2024, 4, 31));
  check(!news_date_valid(10000, 1, 1));
}

static void iso_text_has_four_digits_and_a_sign_before_year_zero(void) {
  char text[NEWS_ISO_MAX];
  news_iso(news_date_number((news_date){2022, 3, 14}), text);
  check(strcmp(text, "2022-03-14") == 0);
  news_iso(news_date_number((news_date){-43, 3, 15}), text);
  check(strcmp(text, "-0043-03-15") == 0);
}

int main(void) {
  run(every_day_of_the_calendar_goes_there_and_back);
  run(known_days_have_their_weekdays_and_weeks);
  run(a_month_later_is_cut_to_the_months_last_day);
  run(dates_that_are_none_are_refused);
  run(iso_text_has_four_digits_and_a_sign_before_year_zero);
  return check_report();
}
