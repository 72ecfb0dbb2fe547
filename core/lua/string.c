/* Lua's string functions for rules: every step is charged to the budget, and no
 * iterator can be called on a freed state. */
#include <string.h>

#include "string_search.h"

static size_t start_at(lua_State *L, int arg, size_t size) {
  if (lua_gettop(L) < arg) return 0; /* usually */
  lua_Integer init = luaL_optinteger(L, arg, 1);
  if (init > 0) return (size_t)init - 1;
  if (init == 0 || init < -(lua_Integer)size) return 0;
  return size - (size_t)(-init);
}

/* Find a plain needle, in linear time for any two strings; charges for the
 * needle and the bytes up to the match. */
static int plain_find(lua_State *L, const char *text, size_t size, size_t from,
                      const char *needle, size_t needle_size) {
  const char *found =
      needle_size == 0 ? text + from
                       : memmem(text + from, size - from, needle, needle_size);
  size_t read = found ? (size_t)(found - text) - from : size - from;
  news_host_charge(L, news_host_of(L), read + needle_size);
  if (!found) {
    luaL_pushfail(L);
    return 1;
  }
  lua_pushinteger(L, found - text + 1);
  lua_pushinteger(L, found - text + (lua_Integer)needle_size);
  return 2;
}

static int find_or_match(lua_State *L, bool find) {
  size_t size, pattern_size;
  const char *text = luaL_checklstring(L, 1, &size);
  const char *pattern = luaL_checklstring(L, 2, &pattern_size);
  size_t from = start_at(L, 3, size);
  if (from > size) {
    luaL_pushfail(L);
    return 1;
  }
  if (find && lua_gettop(L) > 3 && lua_toboolean(L, 4))
    return plain_find(L, text, size, from, pattern, pattern_size);
  bool anchored = *pattern == '^';
  news_string_search s;
  news_string_begin(&s, L, text, size, pattern, pattern_size);
  const char *t = text + from;
  const char *end = news_string_find(&s, &t, pattern + anchored, anchored);
  news_string_pay(&s);
  if (!end) {
    luaL_pushfail(L);
    return 1;
  }
  if (!find) return news_string_push(&s, t, end);
  lua_pushinteger(L, t - text + 1);
  lua_pushinteger(L, end - text);
  return news_string_push(&s, NULL, NULL) + 2;
}

static int string_find(lua_State *L) { return find_or_match(L, true); }
static int string_match(lua_State *L) { return find_or_match(L, false); }

/* Upvalues: text, pattern, where to continue, end of the last match. */
static int gmatch_next(lua_State *L) {
  size_t size, pattern_size;
  const char *text = lua_tolstring(L, lua_upvalueindex(1), &size);
  const char *pattern = lua_tolstring(L, lua_upvalueindex(2), &pattern_size);
  size_t at = (size_t)lua_tointeger(L, lua_upvalueindex(3));
  lua_Integer last = lua_tointeger(L, lua_upvalueindex(4));
  news_string_search s;
  news_string_begin(&s, L, text, size, pattern, pattern_size);
  for (const char *t = text + at; t <= s.text_end; t++) {
    t = news_string_skip(&s, t);
    const char *end = news_string_match(&s, t, pattern);
    if (!end || end - text == last) continue;
    news_string_pay(&s);
    lua_pushinteger(L, end - text);
    lua_pushvalue(L, -1);
    lua_replace(L, lua_upvalueindex(3));
    lua_replace(L, lua_upvalueindex(4));
    return news_string_push(&s, t, end);
  }
  news_string_pay(&s);
  lua_pushinteger(L, (lua_Integer)size + 1);
  lua_replace(L, lua_upvalueindex(3));
  return 0;
}

static int string_gmatch(lua_State *L) {
  size_t size;
  luaL_checklstring(L, 1, &size);
  luaL_checkstring(L, 2);
  size_t from = start_at(L, 3, size);
  lua_settop(L, 2);
  lua_pushinteger(L, (lua_Integer)(from > size ? size + 1 : from));
  lua_pushinteger(L, -1);
  lua_pushcclosure(L, gmatch_next, 4);
  return 1;
}

/* Add the replacement of a match to the buffer. */
static void add_template(news_string_search *s, luaL_Buffer *b, const char *t,
                         const char *end) {
  size_t size;
  const char *r = lua_tolstring(s->L, 3, &size);
  if (size > NEWS_STRING_SHORT) news_string_charge(s, (ptrdiff_t)size / 8);
  for (size_t i = 0; i < size; i++) {
    if (r[i] != '%') {
      luaL_addchar(b, r[i]);
    } else if (++i < size && r[i] == '%') {
      luaL_addchar(b, '%');
    } else if (i < size && r[i] == '0') {
      luaL_addlstring(b, t, (size_t)(end - t));
    } else if (i < size && r[i] >= '0' && r[i] <= '9') {
      news_string_push_one(s, r[i] - '1', t, end);
      luaL_tolstring(s->L, -1, NULL);
      lua_remove(s->L, -2);
      luaL_addvalue(b);
    } else {
      luaL_error(s->L, "invalid use of '%%' in replacement string");
    }
  }
}

static void add_replacement(news_string_search *s, luaL_Buffer *b,
                            const char *t, const char *end, int type) {
  lua_State *L = s->L;
  if (type == LUA_TSTRING || type == LUA_TNUMBER) {
    add_template(s, b, t, end);
    return;
  }
  if (type == LUA_TTABLE) {
    news_string_push_one(s, 0, t, end);
    lua_gettable(L, 3);
  } else {
    lua_pushvalue(L, 3);
    lua_call(L, news_string_push(s, t, end), 1);
  }
  if (!lua_toboolean(L, -1)) {
    lua_pop(L, 1);
    luaL_addlstring(b, t, (size_t)(end - t));
  } else if (lua_isstring(L, -1)) {
    luaL_addvalue(b);
  } else {
    luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
  }
}

static int string_gsub(lua_State *L) {
  size_t size, pattern_size;
  const char *text = luaL_checklstring(L, 1, &size);
  const char *pattern = luaL_checklstring(L, 2, &pattern_size);
  int type = lua_type(L, 3);
  luaL_argexpected(L,
                   type == LUA_TNUMBER || type == LUA_TSTRING ||
                       type == LUA_TTABLE || type == LUA_TFUNCTION,
                   3, "string/function/table");
  lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)size + 1);
  bool anchored = *pattern == '^';
  news_string_search s;
  news_string_begin(&s, L, text, size, pattern, pattern_size);
  const char *t = news_string_skip(&s, text), *last = NULL;
  if (s.item && t == s.text_end) { /* nothing to replace, and no new string */
    news_string_pay(&s);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 2;
  }
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  luaL_addlstring(&b, text, (size_t)(t - text));
  lua_Integer n = 0;
  while (n < most) {
    const char *next = news_string_skip(&s, t);
    luaL_addlstring(&b, t, (size_t)(next - t));
    t = next;
    const char *end = news_string_match(&s, t, pattern + anchored);
    if (end && end != last) {
      n++;
      add_replacement(&s, &b, t, end, type);
      t = last = end;
    } else if (t < s.text_end) {
      luaL_addchar(&b, *t++);
    } else {
      break;
    }
    if (anchored) break;
  }
  luaL_addlstring(&b, t, (size_t)(s.text_end - t));
  news_string_pay(&s);
  luaL_pushresult(&b);
  lua_pushinteger(L, n);
  return 2;
}

/* ---- format ---- */

/* Whether the format has a conversion "%[-+ #0-9.]*p".  NULs inside do not end
 * it; the byte at `end` is NUL. */
static bool asks_address(const char *format, size_t size) {
  const char *end = format + size, *at = format;
  while ((at = memchr(at, '%', (size_t)(end - at)))) {
    at += 1 + strspn(at + 1, "-+ #0123456789.");
    if (*at == 'p') return true;
    if (at < end) at++;
  }
  return false;
}

/* A buffer for short results. */
typedef struct made {
  size_t size;
  char text[256];
} made;

static bool add_text(made *m, const char *text, size_t size) {
  if (size > sizeof m->text - m->size) return false;
  memcpy(m->text + m->size, text, size);
  m->size += size;
  return true;
}

/* Add at least `width` digits, with at most nine leading zeros. */
static bool add_number(made *m, lua_Integer number, unsigned width) {
  char digits[32];
  size_t at = sizeof digits, least = sizeof digits - width;
  if (number < 0) return false;
  for (; number || at > least || at == sizeof digits; number /= 10)
    digits[--at] = (char)('0' + number % 10);
  return add_text(m, digits + at, sizeof digits - at);
}

/* Push the result of a format with only %s of strings and %d or %02d of
 * integers from 0 up, as most are; false if it has others, or is long. */
static bool push_simple(lua_State *L, const char *format, size_t size) {
  made m;
  m.size = 0; /* the rest is written before being read */
  int arg = 1;
  for (const char *at = format, *end = format + size; at < end; at++) {
    unsigned width = 0;
    if (*at != '%') {
      if (!add_text(&m, at, 1)) return false;
      continue;
    }
    if (*++at == '0' && at[1] >= '1' && at[1] <= '9') {
      width = (unsigned)(at[1] - '0');
      at += 2;
    }
    arg++;
    if (*at == 'd' && lua_isinteger(L, arg)) {
      if (!add_number(&m, lua_tointeger(L, arg), width)) return false;
    } else if (*at == 's' && !width && lua_type(L, arg) == LUA_TSTRING) {
      size_t length;
      const char *text = lua_tolstring(L, arg, &length);
      if (!add_text(&m, text, length)) return false;
    } else {
      return false;
    }
  }
  lua_pushlstring(L, m.text, m.size);
  return true;
}

/* format(format, ...) with upvalues string.format and tostring: no addresses */
static int string_format(lua_State *L) {
  size_t size;
  const char *format = luaL_checklstring(L, 1, &size);
  if (push_simple(L, format, size)) return 1;
  if (asks_address(format, size))
    return luaL_error(L, "format: %%p is not offered");
  int top = lua_gettop(L);
  for (int i = 2; i <= top; i++) {
    int type = lua_type(L, i);
    if (type != LUA_TTABLE && type != LUA_TUSERDATA && type != LUA_TFUNCTION)
      continue;
    lua_pushvalue(L, lua_upvalueindex(2));
    lua_pushvalue(L, i);
    lua_call(L, 1, 1);
    lua_replace(L, i);
  }
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, top, 1);
  return 1;
}

/* core.string.formatter(format, tostring) -> string.format for the sandbox */
static int string_formatter(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  lua_pushcclosure(L, string_format, 2);
  return 1;
}

/* ---- work on whole strings ---- */

/* Push `wrapper` with the function at 1 as its upvalue; it must be of Lua's own
 * library, whose functions have no upvalues. */
static int push_wrapped(lua_State *L, lua_CFunction wrapper) {
  luaL_argcheck(L, lua_iscfunction(L, 1) && !lua_getupvalue(L, 1, 1), 1,
                "a function of the library expected");
  lua_settop(L, 1);
  lua_pushcclosure(L, wrapper, 1);
  return 1;
}

/* Run the function in upvalue 1 in place, charging for a long string. */
static int charged(lua_State *L) {
  if (lua_type(L, 1) == LUA_TSTRING && lua_rawlen(L, 1) > NEWS_STRING_SHORT)
    news_host_charge(L, news_host_of(L), lua_rawlen(L, 1) / 8);
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

/* core.string.charging(f) -> f, but charging steps by the size of its string;
 * f: of Lua's own library, whose functions have no upvalues */
static int string_charging(lua_State *L) { return push_wrapped(L, charged); }

/* Run the function in upvalue 1, but refuse many results, because passing them
 * on copies them all in one step. */
static int few(lua_State *L) {
  enum { MOST_VALUES = 10000 };
  int count = lua_tocfunction(L, lua_upvalueindex(1))(L);
  return count < MOST_VALUES ? count : luaL_error(L, "too many values");
}

/* core.string.few(f) -> f, but with fewer than 10,000 results; f as above */
static int string_few(lua_State *L) { return push_wrapped(L, few); }

/* core.string: functions for the sandbox */
void news_open_string(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"find", string_find},
      {"match", string_match},
      {"gmatch", string_gmatch},
      {"gsub", string_gsub},
      {"formatter", string_formatter},
      {"charging", string_charging},
      {"few", string_few},
      {NULL, NULL},
  };
  luaL_newlib(L, functions);
  lua_setfield(L, -2, "string");
}
