#include "calendar.h"

/* Days are counted in eras of 400 years (146,097 days) from 1 March, so that
 * the leap day is the last of its year. */
enum { ERA_DAYS = 146097, EPOCH = 719468 /* 0000-03-01 to 1970-01-01 */ };

static int32_t floor_divide(int32_t a, int32_t b) {
  return a / b - (a % b < 0);
}

bool news_year_is_leap(int32_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int32_t news_month_days(int32_t year, int32_t month) {
  static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && news_year_is_leap(year) ? 29 : days[month - 1];
}

bool news_date_valid(int64_t year, int64_t month, int64_t day) {
  return NEWS_YEAR_MIN <= year && year <= NEWS_YEAR_MAX && 1 <= month &&
         month <= 12 && 1 <= day &&
         day <= news_month_days((int32_t)year, (int32_t)month);
}

int32_t news_date_number(news_date date) {
  int32_t year = date.year - (date.month <= 2);
  int32_t era = floor_divide(year, 400);
  int32_t of_era = year - era * 400;
  int32_t month = (date.month + 9) % 12; /* March is 0 */
  int32_t of_year = (153 * month + 2) / 5 + date.day - 1;
  int32_t day = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
  return era * ERA_DAYS + day - EPOCH;
}

news_date news_date_of(int32_t number) {
  int32_t days = number + EPOCH;
  int32_t era = floor_divide(days, ERA_DAYS);
  int32_t of_era = days - era * ERA_DAYS;
  int32_t year =
      (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int32_t of_year = of_era - (365 * year + year / 4 - year / 100);
  int32_t month = (5 * of_year + 2) / 153;
  news_date date;
  date.day = of_year - (153 * month + 2) / 5 + 1;
  date.month = month < 10 ? month + 3 : month - 9;
  date.year = year + era * 400 + (date.month <= 2);
  return date;
}

int32_t news_weekday(int32_t number) {
  int32_t day = (number + 3) % 7; /* 1970-01-01 was a Thursday */
  return (day < 0 ? day + 7 : day) + 1;
}

/* The week belongs to the year of its Thursday. */
int32_t news_iso_week(int32_t number, int32_t *year) {
  int32_t thursday = number + 4 - news_weekday(number);
  *year = news_date_of(thursday).year;
  int32_t first = news_date_number((news_date){*year, 1, 1});
  return (thursday - first) / 7 + 1;
}

bool news_plus_months(int32_t number, int64_t months, int32_t *out) {
  enum { MOST = 12 * (NEWS_YEAR_MAX - NEWS_YEAR_MIN + 1) };
  if (months < -MOST || months > MOST) return false;
  news_date date = news_date_of(number);
  int32_t count = date.year * 12 + date.month - 1 + (int32_t)months;
  date.year = floor_divide(count, 12);
  date.month = count - date.year * 12 + 1;
  if (date.year < NEWS_YEAR_MIN || date.year > NEWS_YEAR_MAX) return false;
  int32_t last = news_month_days(date.year, date.month);
  if (date.day > last) date.day = last;
  *out = news_date_number(date);
  return true;
}

static char *put_digits(char *out, int32_t value, int digits) {
  for (int i = digits; i-- > 0; value /= 10) out[i] = (char)('0' + value % 10);
  return out + digits;
}

size_t news_iso(int32_t number, char *out) {
  news_date d = news_date_of(number);
  char *at = out;
  if (d.year < 0) *at++ = '-';
  at = put_digits(at, d.year < 0 ? -d.year : d.year, 4);
  *at++ = '-';
  at = put_digits(at, d.month, 2);
  *at++ = '-';
  at = put_digits(at, d.day, 2);
  *at = '\0';
  return (size_t)(at - out);
}
