#ifndef NEWS_CALENDAR_H
#define NEWS_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The proleptic Gregorian calendar, years -9999 (10000 BC) to 9999; year 0 is 1
 * BC.  A day is a number: 0 is 1970-01-01.  All functions are pure. */
typedef struct news_date {
  int32_t year;
  int32_t month; /* 1..12 */
  int32_t day;   /* 1..31 */
} news_date;

enum {
  NEWS_YEAR_MIN = -9999,
  NEWS_YEAR_MAX = 9999,
  NEWS_DAY_MIN = -4371587, /* -9999-01-01 */
  NEWS_DAY_MAX = 2932896,  /* 9999-12-31 */
};

bool news_year_is_leap(int32_t year);
int32_t news_month_days(int32_t year, int32_t month); /* month 1..12 */

/* Whether there is such a day. */
bool news_date_valid(int64_t year, int64_t month, int64_t day);

/* The day number of a valid date, and the date of a day number in
 * NEWS_DAY_MIN..NEWS_DAY_MAX. */
int32_t news_date_number(news_date date);
news_date news_date_of(int32_t number);

/* 1 Monday .. 7 Sunday (ISO 8601). */
int32_t news_weekday(int32_t number);

/* ISO 8601 week (1..53); stores the year that the week belongs to. */
int32_t news_iso_week(int32_t number, int32_t *year);

/* The same day of the month `months` later (earlier if negative), clamped to
 * the last day of that month: 31 January + 1 is 28 or 29 February.  False when
 * the result is outside the calendar. */
bool news_plus_months(int32_t number, int64_t months, int32_t *out);

/* Write a day as "2022-03-14", or "-0043-03-15" for a year below 0.  `out` has
 * room for NEWS_ISO_MAX bytes; returns the size in bytes without the NUL. */
enum { NEWS_ISO_MAX = 16 };
size_t news_iso(int32_t number, char *out);

#endif
