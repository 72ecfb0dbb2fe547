/* Finds matches of patterns in given places, without a walk. */
#include "matcher.h"

/* Push the first match in the words [first, end) (+1); false: none (+0). */
static bool push_first(lua_State *L, news_matcher *m, uint32_t pattern,
                       uint32_t first, uint32_t end) {
  news_error err;
  news_match match;
  int found = news_matcher_begin(m, pattern, first, end, &err);
  if (found > 0) found = news_matcher_next(m, &match, &err);
  if (found < 0) news_raise(L, &err);
  if (found > 0) news_push_match(L, 1, pattern, &match);
  return found > 0;
}

/* matcher:first(pattern, span or nil) -> the first match in it | nil */
int news_matcher_first(lua_State *L) {
  uint32_t first, end;
  const news_document_box *document;
  news_matcher *m = news_matcher_idle(L, &document);
  uint32_t pattern = news_matcher_pattern(L, 2);
  news_words_inside(document->doc, news_opt_span(L, 3, document), &first, &end);
  return push_first(L, m, pattern, first, end) ? 1 : 0;
}

/* Upvalues: list, number of items returned. */
static int next_of_all(lua_State *L) {
  lua_Integer n = lua_tointeger(L, lua_upvalueindex(2)) + 1;
  if (lua_rawgeti(L, lua_upvalueindex(1), n) == LUA_TNIL) return 1;
  lua_pushinteger(L, n);
  lua_replace(L, lua_upvalueindex(2));
  return 1;
}

/* matcher:each(pattern, span or nil) -> iterator of its matches in the span;
 * all are found at once, because the caller may use the matcher during the
 * iteration */
int news_matcher_each(lua_State *L) {
  uint32_t first, end;
  news_error err;
  news_match match;
  const news_document_box *document;
  news_matcher *m = news_matcher_idle(L, &document);
  uint32_t pattern = news_matcher_pattern(L, 2);
  news_words_inside(document->doc, news_opt_span(L, 3, document), &first, &end);
  lua_newtable(L);
  int found = news_matcher_begin(m, pattern, first, end, &err);
  for (lua_Integer n = 1; found > 0; n++) {
    found = news_matcher_next(m, &match, &err);
    if (found <= 0) break;
    news_push_match(L, 1, pattern, &match);
    lua_rawseti(L, -2, n);
  }
  if (found < 0) return news_raise(L, &err);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_of_all, 2);
  return 1;
}

/* The result of core.numbered_ranges(). */
typedef struct numbered_range {
  uint32_t number, first, end;
} numbered_range;

/* Stack indexes during the search for first matches. */
enum { AT_PATTERNS = 2, AT_RANGES, AT_PARTS, AT_FOUND, AT_NUMBERS, AT_NONE };

/* Pop the match on top (+0) and store it for the range in the table of pattern
 * `k`, which is made at the first match; add the range to the list of
 * numbers. */
static void set_first(lua_State *L, lua_Integer k, lua_Integer number) {
  lua_rawgeti(L, AT_FOUND, k);
  if (lua_rawequal(L, -1, AT_NONE)) {
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawseti(L, AT_FOUND, k);
  }
  lua_insert(L, -2);
  lua_rawseti(L, -2, number);
  lua_pop(L, 1);
  lua_pushinteger(L, number);
  lua_rawseti(L, AT_NUMBERS, (lua_Integer)lua_rawlen(L, AT_NUMBERS) + 1);
}

/* Store the first match of pattern `k` in each part with an odd number. */
static void set_firsts(lua_State *L, news_matcher *m, lua_Integer k,
                       const numbered_range *ranges, const news_parts *parts) {
  lua_rawgeti(L, AT_PATTERNS, k);
  uint32_t pattern = news_matcher_pattern(L, -1);
  lua_pop(L, 1);
  for (uint32_t at = 0; at < parts->count; at++) {
    at = news_matcher_seek(m, pattern, parts, at);
    if (at >= parts->count) break;
    if (!(at % 2) ||
        !push_first(L, m, pattern, parts->first[at], parts->first[at + 1]))
      continue;
    set_first(L, k, ranges[at / 2].number);
  }
}

/* Find the first matches of all patterns in consecutive ranges.  `first` is
 * scratch for 2 * count + 1 numbers: a part for each range (odd) and for the
 * words before it (even). */
static void find_firsts(lua_State *L, news_matcher *m,
                        const news_document_box *document,
                        const numbered_range *ranges, size_t count,
                        uint32_t *first) {
  news_parts parts = {.count = (uint32_t)(2 * count), .first = first};
  news_matcher_forget_parts(m); /* an earlier search may have raised */
  for (size_t i = 0; i < count; i++) {
    first[2 * i] = i ? ranges[i - 1].end : ranges[i].first;
    first[2 * i + 1] = ranges[i].first;
  }
  first[parts.count] = ranges[count - 1].end;
  lua_Integer patterns = (lua_Integer)lua_rawlen(L, AT_PATTERNS);
  for (lua_Integer k = 1; k <= patterns; k++) {
    news_host_charge(L, document->host, 1 + count / 64);
    set_firsts(L, m, k, ranges, &parts);
  }
  news_matcher_forget_parts(m);
}

/* matcher:firsts(patterns, ranges) -> for each pattern a table {[number] = the
 * first match in that range}, one empty table for all that match nowhere, and
 * as `numbers` a list of the ranges with a match; ranges: from
 * core.numbered_ranges */
int news_matcher_firsts(lua_State *L) {
  const news_document_box *document;
  news_matcher *m = news_matcher_idle(L, &document);
  luaL_checktype(L, AT_PATTERNS, LUA_TTABLE);
  size_t size;
  const numbered_range *ranges =
      (const void *)luaL_checklstring(L, AT_RANGES, &size);
  size_t count = size / sizeof *ranges;
  uint32_t words = document->doc->words.count;
  lua_settop(L, AT_RANGES);
  uint32_t *first = lua_newuserdatauv(L, (2 * count + 1) * sizeof *first, 0);
  lua_Integer patterns = (lua_Integer)lua_rawlen(L, AT_PATTERNS);
  lua_createtable(L, (int)patterns, 1);
  lua_newtable(L);
  lua_pushvalue(L, -1);
  lua_setfield(L, AT_FOUND, "numbers");
  lua_newtable(L);
  for (lua_Integer k = 1; k <= patterns; k++) {
    lua_pushvalue(L, AT_NONE);
    lua_rawseti(L, AT_FOUND, k);
  }
  for (size_t from = 0, to; from < count; from = to) {
    for (to = from; to < count; to++) {
      const numbered_range *range = &ranges[to];
      luaL_argcheck(L, range->first <= range->end && range->end <= words,
                    AT_RANGES, "ranges of another document");
      if (to > from && range->first < range[-1].end) break;
    }
    find_firsts(L, m, document, ranges + from, to - from, first);
  }
  lua_settop(L, AT_FOUND);
  return 1;
}
