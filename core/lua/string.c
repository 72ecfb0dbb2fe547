/* Lua's own pattern functions for rules: the same patterns (Lua 5.4 manual,
 * 6.4.1), but ASCII classes whatever the locale, every step counted against
 * the budget, and no iterator that can be called into a freed state. */
#include <string.h>

#include "binding.h"
#include "string_set.h"

enum { MOST_CAPTURES = 32, MOST_DEPTH = 180, POSITION = -2, UNFINISHED = -1 };

typedef struct capture {
  const char *start;
  ptrdiff_t size; /* or POSITION, UNFINISHED */
} capture;

typedef struct search {
  lua_State *L;
  news_host *host;
  const char *text, *text_end;
  const char *pattern_end;
  bool item;          /* every match begins with a byte */
  byte_set first;     /* of these, */
  bool run;           /* and goes on with: item+ */
  const char *failed; /* no match begins here, NULL: not known */
  uint64_t steps;     /* taken and not yet charged */
  int depth;
  int level;
  capture captures[MOST_CAPTURES];
} search;

static bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

/* Steps are charged so many at a time, and the rest behind a search. */
enum { AT_ONCE = 256 };

static void pay(search *s) {
  uint64_t steps = s->steps;
  s->steps = 0;
  news_host_charge(s->L, s->host, steps);
}

static inline void charge(search *s, ptrdiff_t steps) {
  s->steps += (uint64_t)steps;
  if (s->steps >= AT_ONCE) pay(s);
}

/* A set is read from its beginning each time, and a whole pattern before a
 * search: one of more bytes than this costs more than the step that each
 * comparison does. */
enum { SHORT = 64 };

static void charge_long(search *s, const char *p, const char *end) {
  charge(s, (end - p) / SHORT);
}

/* Behind the single-character item at p. */
static const char *item_end(search *s, const char *p) {
  const char *from = p;
  if (*p++ == '%') {
    if (p == s->pattern_end)
      luaL_error(s->L, "malformed pattern (ends with '%%')");
    return p + 1;
  }
  if (p[-1] != '[') return p;
  if (p < s->pattern_end && *p == '^') p++;
  do {
    if (p == s->pattern_end)
      luaL_error(s->L, "malformed pattern (missing ']')");
    if (*p++ == '%') {
      if (p == s->pattern_end)
        luaL_error(s->L, "malformed pattern (missing ']')");
      p++;
    }
  } while (p == s->pattern_end || *p != ']');
  if (p - from > SHORT) charge_long(s, from, p);
  return p + 1;
}

static byte_set read_charged(search *s, const char *p, const char *end) {
  if (end - p > SHORT) charge_long(s, p, end);
  return read_item(p, end);
}

static bool is_in(search *s, unsigned char c, const char *p, const char *end) {
  if (end - p > SHORT) charge_long(s, p, end);
  return set_takes(p, end - 1, c);
}

/* Does the item p..end match the character at t? */
static bool one(search *s, const char *t, const char *p, const char *end) {
  if (t >= s->text_end) return false;
  unsigned char c = (unsigned char)*t;
  switch (*p) {
    case '.': return true;
    case '%': return in_class(c, (unsigned char)p[1]);
    case '[': return is_in(s, c, p, end);
    default: return (unsigned char)*p == c;
  }
}

static const char *walk(search *s, const char *t, const char *p);

static const char *greedy(search *s, const char *t, const char *p,
                          const char *end) {
  byte_set set = read_charged(s, p, end);
  ptrdiff_t n = 0;
  while (t + n < s->text_end && set_has(&set, (unsigned char)t[n])) n++;
  charge(s, n);
  for (; n >= 0; n--) {
    const char *found = walk(s, t + n, end + 1);
    if (found) return found;
  }
  return NULL;
}

static const char *lazy(search *s, const char *t, const char *p,
                        const char *end) {
  for (;;) {
    const char *found = walk(s, t, end + 1);
    if (found) return found;
    if (!one(s, t, p, end)) return NULL;
    t++;
  }
}

static const char *balanced(search *s, const char *t, const char *p) {
  if (p + 1 >= s->pattern_end)
    luaL_error(s->L, "malformed pattern (missing arguments to '%%b')");
  if (t >= s->text_end || *t != p[0]) return NULL;
  int open = 1;
  for (const char *at = t + 1; at < s->text_end; at++) {
    if (*at == p[1]) {
      if (--open == 0) {
        charge(s, at - t);
        return at + 1;
      }
    } else if (*at == p[0]) {
      open++;
    }
  }
  charge(s, s->text_end - t);
  return NULL;
}

/* %f[set] : between a character outside and one inside the set */
static const char *frontier(search *s, const char *t, const char *p) {
  if (p >= s->pattern_end || *p != '[')
    luaL_error(s->L, "missing '[' after '%%f' in pattern");
  const char *end = item_end(s, p);
  unsigned char before = t == s->text ? 0 : (unsigned char)t[-1];
  unsigned char here = t < s->text_end ? (unsigned char)*t : 0;
  if (is_in(s, before, p, end) || !is_in(s, here, p, end)) return NULL;
  return walk(s, t, end);
}

static const char *back_reference(search *s, const char *t, int n) {
  n -= '1';
  if (n < 0 || n >= s->level || s->captures[n].size == UNFINISHED)
    luaL_error(s->L, "invalid capture index %%%d", n + 1);
  if (s->captures[n].size < 0) return NULL;
  size_t size = (size_t)s->captures[n].size;
  charge(s, s->captures[n].size);
  if ((size_t)(s->text_end - t) < size ||
      memcmp(s->captures[n].start, t, size) != 0)
    return NULL;
  return t + size;
}

static const char *open_capture(search *s, const char *t, const char *p,
                                ptrdiff_t kind) {
  if (s->level >= MOST_CAPTURES) luaL_error(s->L, "too many captures");
  s->captures[s->level++] = (capture){t, kind};
  const char *found = walk(s, t, p);
  if (!found) s->level--;
  return found;
}

static const char *close_capture(search *s, const char *t, const char *p) {
  int i = s->level - 1;
  while (i >= 0 && s->captures[i].size != UNFINISHED) i--;
  if (i < 0) luaL_error(s->L, "invalid pattern capture");
  s->captures[i].size = t - s->captures[i].start;
  const char *found = walk(s, t, p);
  if (!found) s->captures[i].size = UNFINISHED;
  return found;
}

/* Match the pattern from p at t; where the match ends, or NULL. */
static const char *walk_inner(search *s, const char *t, const char *p) {
  for (;;) {
    charge(s, 1);
    if (p == s->pattern_end) return t;
    if (*p == '(') {
      bool position = p + 1 < s->pattern_end && p[1] == ')';
      return position ? open_capture(s, t, p + 2, POSITION)
                      : open_capture(s, t, p + 1, UNFINISHED);
    }
    if (*p == ')') return close_capture(s, t, p + 1);
    if (*p == '$' && p + 1 == s->pattern_end)
      return t == s->text_end ? t : NULL;
    if (*p == '%' && p + 1 < s->pattern_end) {
      if (p[1] == 'b') {
        t = balanced(s, t, p + 2);
        if (!t) return NULL;
        p += 4;
        continue;
      }
      if (p[1] == 'f') return frontier(s, t, p + 2);
      if (is_digit((unsigned char)p[1])) {
        t = back_reference(s, t, p[1]);
        if (!t) return NULL;
        p += 2;
        continue;
      }
    }
    const char *end = item_end(s, p);
    char suffix = end < s->pattern_end ? *end : '\0';
    if (suffix == '*') return greedy(s, t, p, end);
    if (suffix == '-') return lazy(s, t, p, end);
    bool here = one(s, t, p, end);
    if (suffix == '+') return here ? greedy(s, t + 1, p, end) : NULL;
    if (suffix == '?') {
      if (here) {
        const char *found = walk(s, t + 1, end + 1);
        if (found) return found;
      }
      p = end + 1;
      continue;
    }
    if (!here) return NULL;
    t++;
    p = end;
  }
}

static const char *walk(search *s, const char *t, const char *p) {
  if (++s->depth > MOST_DEPTH) luaL_error(s->L, "pattern too complex");
  const char *found = walk_inner(s, t, p);
  s->depth--;
  return found;
}

/* A match that begins at t: its end, or NULL. */
static const char *walk_from(search *s, const char *t, const char *p) {
  s->level = s->depth = 0;
  const char *end = walk(s, t, p);
  s->failed = end ? NULL : t;
  return end;
}

static void push_capture(search *s, int i, const char *t, const char *end) {
  if (i >= s->level) {
    if (i != 0) luaL_error(s->L, "invalid capture index %%%d", i + 1);
    lua_pushlstring(s->L, t, (size_t)(end - t));
    return;
  }
  const capture *c = &s->captures[i];
  if (c->size == UNFINISHED) luaL_error(s->L, "unfinished capture");
  if (c->size == POSITION)
    lua_pushinteger(s->L, c->start - s->text + 1);
  else
    lua_pushlstring(s->L, c->start, (size_t)c->size);
}

/* All captures, or the whole match when there are none and t is given. */
static int push_captures(search *s, const char *t, const char *end) {
  int count = s->level == 0 && t ? 1 : s->level;
  luaL_checkstack(s->L, count, "too many captures");
  for (int i = 0; i < count; i++) push_capture(s, i, t, end);
  return count;
}

/* Might there be a %1?  One that is none, as in a set or in %%1, is no harm, so
 * no pair is passed over: in %bx%%1 the second % is no escape. */
static bool has_back_reference(const char *p, const char *end) {
  while ((p = memchr(p, '%', (size_t)(end - p))) && p + 1 < end)
    if (is_digit((unsigned char)*++p)) return true;
  return false;
}

/* A frontier that no end of the text is: every match begins with a byte of its
 * set, and of the item behind it.  Where that stands, or NULL. */
static const char *find_frontier(search *s, const char *set) {
  if (set >= s->pattern_end || *set != '[') return NULL;
  const char *behind = item_end(s, set);
  s->first = read_item(set, behind);
  s->item = !set_has(&s->first, '\0');
  return behind;
}

/* Find the single-character item that every match begins with, if the pattern
 * has one: behind brackets and a frontier, not optional. */
static void find_item(search *s, const char *p) {
  while (p + 1 < s->pattern_end && *p == '(' && p[1] != ')') p++;
  if (p + 1 < s->pattern_end && *p == '%' && p[1] == 'f') {
    p = find_frontier(s, p + 2);
    if (!p || !s->item) return;
    while (p + 1 < s->pattern_end && *p == '(' && p[1] != ')') p++;
  }
  if (p >= s->pattern_end || *p == '(' || *p == ')' || *p == '$') return;
  if (*p == '%' && p + 1 < s->pattern_end &&
      (p[1] == 'f' || p[1] == 'b' || is_digit((unsigned char)p[1])))
    return;
  const char *behind = item_end(s, p);
  if (behind < s->pattern_end && strchr("*?-", *behind)) return;
  byte_set item = read_item(p, behind);
  for (int w = 0; s->item && w < 4; w++) item.bits[w] &= s->first.bits[w];
  s->item = true;
  s->first = item;
  s->run = behind < s->pattern_end && *behind == '+' &&
           !has_back_reference(behind, s->pattern_end);
}

static bool may_begin(const search *s, const char *t) {
  return t < s->text_end && set_has(&s->first, (unsigned char)*t);
}

/* The first place at or behind t where a match may begin.  Where one that
 * begins with a run failed, whatever it took of the run, none begins later in
 * the same run: each would go on as one that was tried. */
static const char *skip(search *s, const char *t) {
  const char *from = t;
  if (!s->item) return t;
  if (s->run && s->failed && t == s->failed + 1)
    while (may_begin(s, t)) t++;
  while (t < s->text_end && !may_begin(s, t)) t++;
  charge(s, t - from);
  return t;
}

/* The captures are left as they are: none is read before it is opened. */
static void begin(search *s, lua_State *L, const char *text, size_t size,
                  const char *pattern, size_t pattern_size) {
  s->L = L;
  s->host = news_host_of(L);
  s->text = text;
  s->text_end = text + size;
  s->pattern_end = pattern + pattern_size;
  s->item = s->run = false;
  s->failed = NULL;
  s->depth = s->level = 0;
  s->steps = 0;
  if (pattern_size > SHORT) charge_long(s, pattern, pattern + pattern_size);
  if (*pattern != '^') find_item(s, pattern);
}

/* The first match at or behind t; NULL, or its end with *t its start. */
static const char *find_from(search *s, const char **t, const char *pattern,
                             bool anchored) {
  do {
    *t = skip(s, *t);
    const char *end = walk_from(s, *t, pattern);
    if (end) return end;
  } while (!anchored && (*t)++ < s->text_end);
  return NULL;
}

static size_t start_at(lua_State *L, int arg, size_t size) {
  lua_Integer init = luaL_optinteger(L, arg, 1);
  if (init > 0) return (size_t)init - 1;
  if (init == 0 || init < -(lua_Integer)size) return 0;
  return size - (size_t)(-init);
}

/* The place of a plain needle: linear for every pair of strings that the
 * budget lets through, and charged. */
static int plain_find(lua_State *L, const char *text, size_t size, size_t from,
                      const char *needle, size_t needle_size) {
  news_host_charge(L, news_host_of(L), size - from + needle_size);
  const char *found =
      needle_size == 0 ? text + from
                       : memmem(text + from, size - from, needle, needle_size);
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
  if (find && lua_toboolean(L, 4))
    return plain_find(L, text, size, from, pattern, pattern_size);
  bool anchored = *pattern == '^';
  search s;
  begin(&s, L, text, size, pattern, pattern_size);
  const char *t = text + from;
  const char *end = find_from(&s, &t, pattern + anchored, anchored);
  pay(&s);
  if (!end) {
    luaL_pushfail(L);
    return 1;
  }
  if (!find) return push_captures(&s, t, end);
  lua_pushinteger(L, t - text + 1);
  lua_pushinteger(L, end - text);
  return push_captures(&s, NULL, NULL) + 2;
}

static int string_find(lua_State *L) { return find_or_match(L, true); }
static int string_match(lua_State *L) { return find_or_match(L, false); }

/* Upvalues: text, pattern, where to go on, end of the last match. */
static int gmatch_next(lua_State *L) {
  size_t size, pattern_size;
  const char *text = lua_tolstring(L, lua_upvalueindex(1), &size);
  const char *pattern = lua_tolstring(L, lua_upvalueindex(2), &pattern_size);
  size_t at = (size_t)lua_tointeger(L, lua_upvalueindex(3));
  lua_Integer last = lua_tointeger(L, lua_upvalueindex(4));
  search s;
  begin(&s, L, text, size, pattern, pattern_size);
  for (const char *t = text + at; t <= s.text_end; t++) {
    t = skip(&s, t);
    const char *end = walk_from(&s, t, pattern);
    if (!end || end - text == last) continue;
    pay(&s);
    lua_pushinteger(L, end - text);
    lua_pushvalue(L, -1);
    lua_replace(L, lua_upvalueindex(3));
    lua_replace(L, lua_upvalueindex(4));
    return push_captures(&s, t, end);
  }
  pay(&s);
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

/* What a match is replaced by, onto the buffer. */
static void add_template(search *s, luaL_Buffer *b, const char *t,
                         const char *end) {
  size_t size;
  const char *r = lua_tolstring(s->L, 3, &size);
  if (size > SHORT) charge(s, (ptrdiff_t)size / 8);
  for (size_t i = 0; i < size; i++) {
    if (r[i] != '%') {
      luaL_addchar(b, r[i]);
    } else if (++i < size && r[i] == '%') {
      luaL_addchar(b, '%');
    } else if (i < size && r[i] == '0') {
      luaL_addlstring(b, t, (size_t)(end - t));
    } else if (i < size && is_digit((unsigned char)r[i])) {
      push_capture(s, r[i] - '1', t, end);
      luaL_tolstring(s->L, -1, NULL);
      lua_remove(s->L, -2);
      luaL_addvalue(b);
    } else {
      luaL_error(s->L, "invalid use of '%%' in replacement string");
    }
  }
}

static void add_replacement(search *s, luaL_Buffer *b, const char *t,
                            const char *end, int type) {
  lua_State *L = s->L;
  if (type == LUA_TSTRING || type == LUA_TNUMBER) {
    add_template(s, b, t, end);
    return;
  }
  if (type == LUA_TTABLE) {
    push_capture(s, 0, t, end);
    lua_gettable(L, 3);
  } else {
    lua_pushvalue(L, 3);
    lua_call(L, push_captures(s, t, end), 1);
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
  search s;
  begin(&s, L, text, size, pattern, pattern_size);
  const char *t = skip(&s, text), *last = NULL;
  if (s.item && t == s.text_end) { /* nothing to do, and nothing to make */
    pay(&s);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 2;
  }
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  luaL_addlstring(&b, text, (size_t)(t - text));
  lua_Integer n = 0;
  while (n < most) {
    const char *next = skip(&s, t);
    luaL_addlstring(&b, t, (size_t)(next - t));
    t = next;
    const char *end = walk_from(&s, t, pattern + anchored);
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
  pay(&s);
  luaL_pushresult(&b);
  lua_pushinteger(L, n);
  return 2;
}

/* ---- format ---- */

/* Does a conversion "%[-+ #0-9.]*p" stand in it?  A NUL ends nothing; the byte
 * at `end` is one. */
static bool asks_address(const char *format, size_t size) {
  const char *end = format + size, *at = format;
  while ((at = memchr(at, '%', (size_t)(end - at)))) {
    at += 1 + strspn(at + 1, "-+ #0123456789.");
    if (*at == 'p') return true;
    if (at < end) at++;
  }
  return false;
}

/* format(format, ...) with upvalues string.format and tostring: no addresses */
static int string_format(lua_State *L) {
  size_t size;
  const char *format = luaL_checklstring(L, 1, &size);
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

/* core.string.formatter(format, tostring) -> the format of the sandbox */
static int string_formatter(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  lua_pushcclosure(L, string_format, 2);
  return 1;
}

/* ---- work on whole strings ---- */

/* Push the function that has the one at 1, of Lua's own library, where no
 * function has upvalues, as its upvalue. */
static int push_wrapped(lua_State *L, lua_CFunction wrapper) {
  luaL_argcheck(L, lua_iscfunction(L, 1) && !lua_getupvalue(L, 1, 1), 1,
                "a function of the library expected");
  lua_settop(L, 1);
  lua_pushcclosure(L, wrapper, 1);
  return 1;
}

/* What the function in upvalue 1 does, which runs as if it had been called: a
 * long string is charged for. */
static int charged(lua_State *L) {
  if (lua_type(L, 1) == LUA_TSTRING && lua_rawlen(L, 1) > SHORT)
    news_host_charge(L, news_host_of(L), lua_rawlen(L, 1) / 8);
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

/* core.string.charging(f) -> f that costs steps by the size of its string; f:
 * of Lua's own library, where no function has upvalues */
static int string_charging(lua_State *L) { return push_wrapped(L, charged); }

/* What the function in upvalue 1 does, unless it gives many values: whoever
 * hands them on copies them all in one step. */
static int few(lua_State *L) {
  enum { MOST_VALUES = 10000 };
  int count = lua_tocfunction(L, lua_upvalueindex(1))(L);
  return count < MOST_VALUES ? count : luaL_error(L, "too many values");
}

/* core.string.few(f) -> f that gives fewer than 10,000 values; f as above */
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
