/* Prints every day of the years 1 to 9999, for comparison with another
 * calendar: ISO date, weekday, year and number of the ISO week, and the same
 * day a month later. */

#include <stdio.h>

#include "calendar.h"

int main(void) {
  char iso[NEWS_ISO_MAX], month[NEWS_ISO_MAX];
  int32_t first = news_date_number((news_date){1, 1, 1}), year, later;
  for (int32_t n = first; n <= NEWS_DAY_MAX; n++) {
    int32_t week = news_iso_week(n, &year);
    news_iso(n, iso);
    if (news_plus_months(n, 1, &later))
      news_iso(later, month);
    else
      month[0] = '\0';
    printf("%s %d %d %d %s\n", iso, news_weekday(n), year, week, month);
  }
  return 0;
}
