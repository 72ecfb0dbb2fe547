/* core.calendar: days as numbers, 0 is 1970-01-01. */
#include "binding.h"

static int32_t check_day(lua_State *L, int arg) {
  lua_Integer day = luaL_checkinteger(L, arg);
  luaL_argcheck(L, NEWS_DAY_MIN <= day && day <= NEWS_DAY_MAX, arg,
                "out of the calendar");
  return (int32_t)day;
}

static int32_t check_year(lua_State *L, int arg) {
  lua_Integer year = luaL_checkinteger(L, arg);
  luaL_argcheck(L, NEWS_YEAR_MIN <= year && year <= NEWS_YEAR_MAX, arg,
                "out of the calendar");
  return (int32_t)year;
}

/* day(year, month, day) -> number | nil when there is no such day */
static int day(lua_State *L) {
  int exact[3];
  lua_Integer v[3];
  for (int i = 0; i < 3; i++) v[i] = lua_tointegerx(L, i + 1, &exact[i]);
  if (!exact[0] || !exact[1] || !exact[2] || !news_date_valid(v[0], v[1], v[2]))
    return 0;
  news_date date = {(int32_t)v[0], (int32_t)v[1], (int32_t)v[2]};
  lua_pushinteger(L, news_date_number(date));
  return 1;
}

/* civil(number) -> year, month, day | nil when out of the calendar */
static int civil(lua_State *L) {
  lua_Integer number = luaL_checkinteger(L, 1);
  if (number < NEWS_DAY_MIN || number > NEWS_DAY_MAX) return 0;
  news_date date = news_date_of((int32_t)number);
  lua_pushinteger(L, date.year);
  lua_pushinteger(L, date.month);
  lua_pushinteger(L, date.day);
  return 3;
}

/* weekday(number) -> 1 (Monday) .. 7 */
static int weekday(lua_State *L) {
  lua_pushinteger(L, news_weekday(check_day(L, 1)));
  return 1;
}

/* iso_week(number) -> year, week */
static int iso_week(lua_State *L) {
  int32_t year, week = news_iso_week(check_day(L, 1), &year);
  lua_pushinteger(L, year);
  lua_pushinteger(L, week);
  return 2;
}

/* plus_months(number, months) -> number | nil when out of the calendar */
static int plus_months(lua_State *L) {
  int32_t number;
  if (!news_plus_months(check_day(L, 1), luaL_checkinteger(L, 2), &number))
    return 0;
  lua_pushinteger(L, number);
  return 1;
}

/* month_days(year, month) -> 28 .. 31 */
static int month_days(lua_State *L) {
  int32_t year = check_year(L, 1);
  lua_Integer month = luaL_checkinteger(L, 2);
  luaL_argcheck(L, 1 <= month && month <= 12, 2, "month 1 to 12 expected");
  lua_pushinteger(L, news_month_days(year, (int32_t)month));
  return 1;
}

/* easter(year) -> number of Easter Sunday; year 1 .. 9999 */
static int easter(lua_State *L) {
  int32_t year = check_year(L, 1);
  luaL_argcheck(L, year > 0, 1, "year 1 to 9999 expected");
  lua_pushinteger(L, news_easter(year));
  return 1;
}

/* iso(number) -> "2022-03-14" */
static int iso(lua_State *L) {
  char text[NEWS_ISO_MAX];
  size_t size = news_iso(check_day(L, 1), text);
  lua_pushlstring(L, text, size);
  return 1;
}

void news_open_calendar(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"day", day},
      {"civil", civil},
      {"weekday", weekday},
      {"iso_week", iso_week},
      {"plus_months", plus_months},
      {"month_days", month_days},
      {"easter", easter},
      {"iso", iso},
      {NULL, NULL},
  };
  luaL_newlib(L, functions);
  news_open_date(L);
  lua_setfield(L, -2, "calendar");
}
