#include "string_search.h"

#include <string.h>

/* Values of `size` of a capture: it is a position; it is not closed yet. */
enum { POSITION = -2, UNFINISHED = -1 };
enum { MOST_DEPTH = 180 };

static bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

static void charge_long(news_string_search *s, const char *p, const char *end) {
  news_string_charge(s, (end - p) / NEWS_STRING_SHORT);
}

/* End of the set at p ('['). */
static const char *set_end(news_string_search *s, const char *p) {
  const char *from = p++;
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
  if (p - from > NEWS_STRING_SHORT) charge_long(s, from, p);
  return p + 1;
}

/* End of the single-character item at p. */
static inline const char *item_end(news_string_search *s, const char *p) {
  if (*p == '[') return set_end(s, p);
  if (*p != '%') return p + 1;
  if (p + 1 == s->pattern_end)
    luaL_error(s->L, "malformed pattern (ends with '%%')");
  return p + 2;
}

static byte_set read_charged(news_string_search *s, const char *p,
                             const char *end) {
  if (end - p > NEWS_STRING_SHORT) charge_long(s, p, end);
  return read_item(p, end);
}

static bool is_in(news_string_search *s, unsigned char c, const char *p,
                  const char *end) {
  if (end - p > NEWS_STRING_SHORT) charge_long(s, p, end);
  return set_takes(p, end - 1, c);
}

/* Whether the item [p, end) matches the character at t. */
static inline bool one(news_string_search *s, const char *t, const char *p,
                       const char *end) {
  if (t >= s->text_end) return false;
  unsigned char c = (unsigned char)*t;
  switch (*p) {
    case '.': return true;
    case '%': return in_class(c, (unsigned char)p[1]);
    case '[': return is_in(s, c, p, end);
    default: return (unsigned char)*p == c;
  }
}

static const char *walk(news_string_search *s, const char *t, const char *p);

/* Number of characters from t on that the item [p, end) matches. */
static ptrdiff_t count_run(news_string_search *s, const char *t, const char *p,
                           const char *end) {
  const char *from = t;
  if (!one(s, t, p, end)) return 0; /* usually, and then no set is read */
  byte_set set = read_charged(s, p, end);
  while (++t < s->text_end && set_has(&set, (unsigned char)*t)) continue;
  return t - from;
}

static const char *greedy(news_string_search *s, const char *t, const char *p,
                          const char *end) {
  ptrdiff_t n = count_run(s, t, p, end);
  news_string_charge(s, n);
  for (; n >= 0; n--) {
    const char *found = walk(s, t + n, end + 1);
    if (found) return found;
  }
  return NULL;
}

static const char *lazy(news_string_search *s, const char *t, const char *p,
                        const char *end) {
  for (;;) {
    const char *found = walk(s, t, end + 1);
    if (found) return found;
    if (!one(s, t, p, end)) return NULL;
    t++;
  }
}

static const char *balanced(news_string_search *s, const char *t,
                            const char *p) {
  if (p + 1 >= s->pattern_end)
    luaL_error(s->L, "malformed pattern (missing arguments to '%%b')");
  if (t >= s->text_end || *t != p[0]) return NULL;
  int open = 1;
  for (const char *at = t + 1; at < s->text_end; at++) {
    if (*at == p[1]) {
      if (--open == 0) {
        news_string_charge(s, at - t);
        return at + 1;
      }
    } else if (*at == p[0]) {
      open++;
    }
  }
  news_string_charge(s, s->text_end - t);
  return NULL;
}

/* %f[set] : between a character outside and one inside the set */
static const char *frontier(news_string_search *s, const char *t,
                            const char *p) {
  if (p >= s->pattern_end || *p != '[')
    luaL_error(s->L, "missing '[' after '%%f' in pattern");
  const char *end = item_end(s, p);
  unsigned char before = t == s->text ? 0 : (unsigned char)t[-1];
  unsigned char here = t < s->text_end ? (unsigned char)*t : 0;
  if (is_in(s, before, p, end) || !is_in(s, here, p, end)) return NULL;
  return walk(s, t, end);
}

static const char *back_reference(news_string_search *s, const char *t, int n) {
  n -= '1';
  if (n < 0 || n >= s->level || s->captures[n].size == UNFINISHED)
    luaL_error(s->L, "invalid capture index %%%d", n + 1);
  if (s->captures[n].size < 0) return NULL;
  size_t size = (size_t)s->captures[n].size;
  news_string_charge(s, s->captures[n].size);
  if ((size_t)(s->text_end - t) < size ||
      memcmp(s->captures[n].start, t, size) != 0)
    return NULL;
  return t + size;
}

static const char *open_capture(news_string_search *s, const char *t,
                                const char *p, ptrdiff_t kind) {
  if (s->level >= NEWS_MOST_CAPTURES) luaL_error(s->L, "too many captures");
  s->captures[s->level++] = (news_string_capture){t, kind};
  const char *found = walk(s, t, p);
  if (!found) s->level--;
  return found;
}

static const char *close_capture(news_string_search *s, const char *t,
                                 const char *p) {
  int i = s->level - 1;
  while (i >= 0 && s->captures[i].size != UNFINISHED) i--;
  if (i < 0) luaL_error(s->L, "invalid pattern capture");
  s->captures[i].size = t - s->captures[i].start;
  const char *found = walk(s, t, p);
  if (!found) s->captures[i].size = UNFINISHED;
  return found;
}

/* Match the pattern from p on at t; the end of the match, or NULL. */
static const char *walk_inner(news_string_search *s, const char *t,
                              const char *p) {
  for (;;) {
    news_string_charge(s, 1);
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

static const char *walk(news_string_search *s, const char *t, const char *p) {
  if (++s->depth > MOST_DEPTH) luaL_error(s->L, "pattern too complex");
  const char *found = walk_inner(s, t, p);
  s->depth--;
  return found;
}

const char *news_string_match(news_string_search *s, const char *t,
                              const char *p) {
  s->level = s->depth = 0;
  const char *end = walk(s, t, p);
  s->failed = end ? NULL : t;
  return end;
}

void news_string_push_one(news_string_search *s, int i, const char *t,
                          const char *end) {
  if (i >= s->level) {
    if (i != 0) luaL_error(s->L, "invalid capture index %%%d", i + 1);
    lua_pushlstring(s->L, t, (size_t)(end - t));
    return;
  }
  const news_string_capture *c = &s->captures[i];
  if (c->size == UNFINISHED) luaL_error(s->L, "unfinished capture");
  if (c->size == POSITION)
    lua_pushinteger(s->L, c->start - s->text + 1);
  else
    lua_pushlstring(s->L, c->start, (size_t)c->size);
}

int news_string_push(news_string_search *s, const char *t, const char *end) {
  int count = s->level == 0 && t ? 1 : s->level;
  luaL_checkstack(s->L, count, "too many captures");
  for (int i = 0; i < count; i++) news_string_push_one(s, i, t, end);
  return count;
}

/* Whether there might be a %1.  False alarms, as in a set or in %%1, are
 * harmless, so no pair is skipped: in %bx%%1 the second % is not an escape. */
static bool has_back_reference(const char *p, const char *end) {
  while ((p = memchr(p, '%', (size_t)(end - p))) && p + 1 < end)
    if (is_digit((unsigned char)*++p)) return true;
  return false;
}

/* For a frontier that cannot be at the end of the text every match begins with
 * a byte of its set, and of the item after it.  Returns that item, or NULL. */
static const char *find_frontier(news_string_search *s, const char *set) {
  if (set >= s->pattern_end || *set != '[') return NULL;
  const char *behind = item_end(s, set);
  s->first = read_item(set, behind);
  s->item = !set_has(&s->first, '\0');
  return behind;
}

/* Skip the brackets that open at p, and position captures: "()". */
static const char *skip_brackets(const news_string_search *s, const char *p) {
  while (p + 1 < s->pattern_end && *p == '(') p += p[1] == ')' ? 2 : 1;
  return p;
}

/* Find the single-character item with which every match begins, if there is
 * one: after brackets and a frontier, and not optional. */
static void find_item(news_string_search *s, const char *p) {
  p = skip_brackets(s, p);
  if (p + 1 < s->pattern_end && *p == '%' && p[1] == 'f') {
    p = find_frontier(s, p + 2);
    if (!p || !s->item) return;
    p = skip_brackets(s, p);
  }
  if (p >= s->pattern_end || *p == '(' || *p == ')' || *p == '$') return;
  if (*p == '%' && p + 1 < s->pattern_end &&
      (p[1] == 'f' || p[1] == 'b' || is_digit((unsigned char)p[1])))
    return;
  const char *behind = item_end(s, p);
  char suffix = behind < s->pattern_end ? *behind : ' ';
  if (suffix == '*' || suffix == '?' || suffix == '-') return;
  byte_set item = read_item(p, behind);
  for (int w = 0; s->item && w < 4; w++) item.bits[w] &= s->first.bits[w];
  s->item = true;
  s->first = item;
  s->run = suffix == '+' && !has_back_reference(behind, s->pattern_end);
}

static bool may_begin(const news_string_search *s, const char *t) {
  return t < s->text_end && set_has(&s->first, (unsigned char)*t);
}

/* If a match that begins with a run failed, whatever it took of the run, none
 * begins later in the same run: it would continue like one already tried. */
const char *news_string_skip(news_string_search *s, const char *t) {
  const char *from = t;
  if (!s->item) return t;
  if (s->run && s->failed && t == s->failed + 1)
    while (may_begin(s, t)) t++;
  while (t < s->text_end && !may_begin(s, t)) t++;
  news_string_charge(s, t - from);
  return t;
}

void news_string_begin(news_string_search *s, lua_State *L, const char *text,
                       size_t size, const char *pattern, size_t pattern_size) {
  s->L = L;
  s->host = news_host_of(L);
  s->text = text;
  s->text_end = text + size;
  s->pattern_end = pattern + pattern_size;
  s->item = s->run = false;
  s->failed = NULL;
  s->depth = s->level = 0;
  s->steps = 0;
  if (pattern_size > NEWS_STRING_SHORT)
    charge_long(s, pattern, pattern + pattern_size);
  if (*pattern != '^') find_item(s, pattern);
}

const char *news_string_find(news_string_search *s, const char **t,
                             const char *pattern, bool anchored) {
  do {
    *t = news_string_skip(s, *t);
    const char *end = news_string_match(s, *t, pattern);
    if (end) return end;
  } while (!anchored && (*t)++ < s->text_end);
  return NULL;
}
