/* core.calendar: days as numbers, 0 is 1970-01-01. */
#include "binding.h"
#include "calendar.h"

static int32_t check_day(lua_State *L, int arg) {
  lua_Integer day = luaL_checkinteger(L, arg);
  luaL_argcheck(L, NEWS_DAY_MIN <= day && day <= NEWS_DAY_MAX, arg,
                "out of the calendar");
  return (int32_t)day;
}

/* day(year, month, day) -> number | nil if there is no such day */
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

/* iso_week(number) -> year, week */
static int iso_week(lua_State *L) {
  int32_t year, week = news_iso_week(check_day(L, 1), &year);
  lua_pushinteger(L, year);
  lua_pushinteger(L, week);
  return 2;
}

void news_open_calendar(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"day", day},
      {"iso_week", iso_week},
      {NULL, NULL},
  };
  luaL_newlib(L, functions);
  news_open_date(L);
  lua_setfield(L, -2, "calendar");
}
