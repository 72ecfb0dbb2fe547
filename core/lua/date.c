/* Dates as rules see them: core.calendar.date.  A date is immutable, so rules
 * can pass it around. */
#include <string.h>

#include "binding.h"
#include "calendar.h"

#define DATE_TYPE "newsengine.date"

typedef struct date_box {
  const void *tag;
  int32_t number; /* days since 1970-01-01 */
  news_date civil;
} date_box;

static const char date_tag;

static bool push_date(lua_State *L, int64_t number) {
  if (number < NEWS_DAY_MIN || number > NEWS_DAY_MAX) return false;
  date_box *box = lua_newuserdatauv(L, sizeof *box, 0);
  *box = (date_box){&date_tag, (int32_t)number, news_date_of((int32_t)number)};
  luaL_setmetatable(L, DATE_TYPE);
  return true;
}

/* By its tag, because a metatable must be looked up in the registry. */
static const date_box *test_date(lua_State *L, int arg) {
  const date_box *box = lua_touserdata(L, arg);
  if (!box || lua_rawlen(L, arg) != sizeof *box) return NULL;
  return box->tag == &date_tag ? box : NULL;
}

static const date_box *check_date(lua_State *L, int arg) {
  const date_box *box = test_date(L, arg);
  if (!box) luaL_typeerror(L, arg, DATE_TYPE);
  return box;
}

/* date(number) -> date | nil if out of the calendar */
static int date(lua_State *L) { return push_date(L, luaL_checkinteger(L, 1)); }

/* is_date(value) -> boolean */
static int is_date(lua_State *L) {
  luaL_checkany(L, 1);
  lua_pushboolean(L, test_date(L, 1) != NULL);
  return 1;
}

static bool is_key(const char *key, size_t size, const char *name) {
  return size == strlen(name) && memcmp(key, name, size) == 0;
}

/* d.year, d.month, d.day, d.number, or a method */
static int date_index(lua_State *L) {
  const date_box *d = check_date(L, 1);
  size_t size = 0;
  const char *key =
      lua_type(L, 2) == LUA_TSTRING ? lua_tolstring(L, 2, &size) : "";
  if (is_key(key, size, "year")) {
    lua_pushinteger(L, d->civil.year);
  } else if (is_key(key, size, "month")) {
    lua_pushinteger(L, d->civil.month);
  } else if (is_key(key, size, "day")) {
    lua_pushinteger(L, d->civil.day);
  } else if (is_key(key, size, "number")) {
    lua_pushinteger(L, d->number);
  } else {
    lua_pushvalue(L, 2);
    lua_rawget(L, lua_upvalueindex(1));
  }
  return 1;
}

static int date_newindex(lua_State *L) {
  return luaL_error(L, "a date is read-only; date(y, m, d) makes one");
}

static int date_eq(lua_State *L) {
  const date_box *a = test_date(L, 1), *b = test_date(L, 2);
  lua_pushboolean(L, a && b && a->number == b->number);
  return 1;
}

static int date_lt(lua_State *L) {
  lua_pushboolean(L, check_date(L, 1)->number < check_date(L, 2)->number);
  return 1;
}

static int date_le(lua_State *L) {
  lua_pushboolean(L, check_date(L, 1)->number <= check_date(L, 2)->number);
  return 1;
}

/* d:iso() -> "2022-03-14" */
static int date_iso(lua_State *L) {
  char text[NEWS_ISO_MAX];
  size_t size = news_iso(check_date(L, 1)->number, text);
  lua_pushlstring(L, text, size);
  return 1;
}

static const char *const weekdays[] = {"monday",   "tuesday", "wednesday",
                                       "thursday", "friday",  "saturday",
                                       "sunday"};
enum { WEEK = 7 };

static bool same_folded(const char *name, const char *lower) {
  while (*lower && (*name | 0x20) == *lower) name++, lower++;
  return !*name && !*lower;
}

/* The number of the weekday at `arg`, given as a number or as a name in any
 * case. */
static lua_Integer weekday_at(lua_State *L, int arg) {
  if (lua_type(L, arg) == LUA_TNUMBER) return luaL_checkinteger(L, arg);
  const char *name = luaL_tolstring(L, arg, NULL);
  int day = 0;
  while (day < WEEK && !same_folded(name, weekdays[day])) day++;
  if (day == WEEK) luaL_error(L, "weekday: no such day: %s", name);
  lua_pop(L, 1);
  return day + 1;
}

/* d:weekday() -> 1 (Monday) .. 7
 * d:weekday(name or number, "past" | "future" | "nearest") -> the date of that
 * weekday; the day itself counts for past and nearest */
static int date_weekday(lua_State *L) {
  const date_box *d = check_date(L, 1);
  int own = news_weekday(d->number);
  if (lua_isnoneornil(L, 2)) {
    lua_pushinteger(L, own);
    return 1;
  }
  lua_Integer ahead = (weekday_at(L, 2) % WEEK - own) % WEEK;
  if (ahead < 0) ahead += WEEK;
  const char *direction = luaL_optstring(L, 3, "past");
  if (strcmp(direction, "future") == 0) {
    if (ahead == 0) ahead = WEEK;
  } else if (strcmp(direction, "nearest") == 0) {
    if (ahead > WEEK / 2) ahead -= WEEK;
  } else if (ahead > 0) {
    ahead -= WEEK;
  }
  return push_date(L, d->number + ahead);
}

static const char *const units[] = {"days", "weeks", "months", "years"};
enum { DAYS, WEEKS, MONTHS, YEARS, UNITS };

/* The units that the table at `at` has, as bits; raises for any other key. */
static unsigned read_units(lua_State *L, int at) {
  unsigned has = 0;
  for (lua_pushnil(L); lua_next(L, at);) {
    lua_pop(L, 1);
    const char *key = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
    int unit = 0;
    while (unit < UNITS && strcmp(key, units[unit]) != 0) unit++;
    if (unit == UNITS)
      luaL_error(L, "plus: days, weeks, months and years expected, got %s",
                 luaL_tolstring(L, -1, NULL));
    has |= 1u << unit;
  }
  return has;
}

/* d:plus{days = 3, months = -1}: adds years and months first (clamping the day
 * to the last of the month), then weeks and days.  Upvalue: the function that
 * gives the contents of a read-only table. */
static int date_plus(lua_State *L) {
  const date_box *d = check_date(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  if (lua_getmetatable(L, 2)) {
    lua_pop(L, 1);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 2);
    lua_call(L, 1, 1);
  }
  lua_Integer step[UNITS] = {0};
  unsigned has = read_units(L, 2);
  for (int i = 0; i < UNITS; i++) {
    if (!(has >> i & 1)) continue;
    lua_getfield(L, 2, units[i]);
    step[i] = luaL_checkinteger(L, -1);
    lua_pop(L, 1);
    /* Twelve times as much still fits, and is outside every calendar. */
    if (step[i] > INT32_MAX || step[i] < INT32_MIN)
      return luaL_error(L, "plus: out of the calendar");
  }
  int32_t number;
  if (!news_plus_months(d->number, step[MONTHS] + 12 * step[YEARS], &number) ||
      !push_date(L, number + 7 * step[WEEKS] + step[DAYS]))
    return luaL_error(L, "plus: out of the calendar");
  return 1;
}

/* date_type(methods, contents): gives dates their methods, and puts `plus`,
 * `iso` and `weekday` among them */
static int date_type(lua_State *L) {
  static const luaL_Reg meta[] = {
      {"__newindex", date_newindex},
      {"__eq", date_eq},
      {"__lt", date_lt},
      {"__le", date_le},
      {"__tostring", date_iso},
      {NULL, NULL},
  };
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  lua_pushcclosure(L, date_plus, 1);
  lua_setfield(L, 1, "plus");
  lua_pushcfunction(L, date_iso);
  lua_setfield(L, 1, "iso");
  lua_pushcfunction(L, date_weekday);
  lua_setfield(L, 1, "weekday");
  luaL_newmetatable(L, DATE_TYPE);
  luaL_setfuncs(L, meta, 0);
  lua_pushvalue(L, 1);
  lua_pushcclosure(L, date_index, 1);
  lua_setfield(L, -2, "__index");
  lua_pushliteral(L, "date");
  lua_setfield(L, -2, "__name");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  return 0;
}

/* Adds to core.calendar, the table on top. */
void news_open_date(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"date", date},
      {"is_date", is_date},
      {"date_type", date_type},
      {NULL, NULL},
  };
  luaL_setfuncs(L, functions, 0);
}
