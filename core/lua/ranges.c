/* The scopes of a walk as ranges of words. */
#include <string.h>

#include "binding.h"

news_span news_words_span(const news_document *doc, uint32_t first,
                          uint32_t end) {
  const news_words *w = &doc->words;
  if (first == end) return (news_span){w->start[first], w->start[first]};
  return (news_span){w->start[first], w->end[end - 1]};
}

void news_words_inside(const news_document *doc, news_span s, uint32_t *first,
                       uint32_t *end) {
  const news_words *w = &doc->words;
  *first = news_document_word_at(doc, s.start);
  if (*first < w->count && w->start[*first] < s.start) ++*first;
  *end = news_document_word_at(doc, s.end);
  if (*end < *first) *end = *first;
}

static void add_range(luaL_Buffer *b, uint32_t first, uint32_t end) {
  uint32_t pair[2] = {first, end};
  if (first < end) luaL_addlstring(b, (const char *)pair, sizeof pair);
}

/* Add the parts wholly inside the words [first, end). */
static void add_parts(luaL_Buffer *b, const news_parts *parts, uint32_t first,
                      uint32_t end) {
  if (first >= end) return;
  uint32_t i = news_parts_at(parts, first);
  if (parts->first[i] < first) i++;
  for (; i < parts->count && parts->first[i + 1] <= end; i++)
    add_range(b, parts->first[i], parts->first[i + 1]);
}

/* core.ranges(document, list of spans, scope) -> scopes for matcher:walk: the
 * words wholly inside each span or, with scope "sentence" or "paragraph", the
 * sentences or paragraphs wholly inside one of the spans */
static int ranges(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  news_document *doc = box->doc;
  luaL_checktype(L, 2, LUA_TTABLE);
  const char *scope = luaL_optstring(L, 3, "span");
  const news_parts *parts = NULL;
  news_error err;
  if (news_split_sentences(doc, &err)) return news_raise(L, &err);
  if (*scope == 'p') parts = &doc->paragraphs;
  if (*scope == 's' && strcmp(scope, "sentence") == 0 &&
      news_sentence_scopes(doc, &parts, &err))
    return news_raise(L, &err);
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  lua_Integer count = (lua_Integer)lua_rawlen(L, 2);
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, 2, i);
    news_span span = news_check_span(L, -1)->span;
    lua_pop(L, 1);
    uint32_t first, end;
    news_words_inside(doc, span, &first, &end);
    if (parts)
      add_parts(&b, parts, first, end);
    else
      add_range(&b, first, end);
  }
  luaL_pushresult(&b);
  return 1;
}

/* Pop the span, or the bytes first and last, and add number `i` and the words
 * wholly inside. */
static void add_numbered(lua_State *L, const news_document *doc, luaL_Buffer *b,
                         lua_Integer i, bool bytes) {
  news_span span;
  if (bytes) {
    lua_Integer first = lua_tointeger(L, -2), last = lua_tointeger(L, -1);
    if (first < 1 || last < first - 1 || last > (lua_Integer)doc->size)
      luaL_error(L, "bytes out of bounds");
    span = (news_span){(uint32_t)first - 1, (uint32_t)last};
  } else {
    span = news_check_span(L, -1)->span;
  }
  uint32_t numbers[3] = {(uint32_t)i};
  news_words_inside(doc, span, &numbers[1], &numbers[2]);
  lua_pop(L, bytes ? 2 : 1);
  luaL_addlstring(b, (const char *)numbers, sizeof numbers);
}

/* core.numbered_ranges(document, spans [, numbers]) -> for matcher:firsts: the
 * words wholly inside each span, even if there are none, with its number; only
 * for `numbers`, if given.  spans: a list, or a layout */
static int numbered_ranges(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  bool some = !lua_isnoneornil(L, 3);
  if (some) luaL_checktype(L, 3, LUA_TTABLE);
  news_error err;
  if (news_tokenize(box->doc, &err)) return news_raise(L, &err);
  lua_settop(L, 3);
  bool bytes = lua_getfield(L, 2, "first") == LUA_TTABLE;
  if (lua_getfield(L, 2, "last") != LUA_TTABLE && bytes)
    return luaL_argerror(L, 2, "a layout without last");
  lua_Integer count = (lua_Integer)lua_rawlen(L, some ? 3 : bytes ? 4 : 2);
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  for (lua_Integer k = 1; k <= count; k++) {
    lua_Integer i = k;
    if (some) {
      lua_rawgeti(L, 3, k);
      i = lua_tointeger(L, -1);
      lua_pop(L, 1);
    }
    lua_rawgeti(L, bytes ? 4 : 2, i);
    if (bytes) lua_rawgeti(L, 5, i);
    add_numbered(L, box->doc, &b, i, bytes);
  }
  luaL_pushresult(&b);
  return 1;
}

/* Upvalues: document, ranges, next. */
static int next_range(lua_State *L) {
  news_document_box *box = news_own_document(L);
  size_t size;
  const char *bytes = lua_tolstring(L, lua_upvalueindex(2), &size);
  size_t i = (size_t)lua_tointeger(L, lua_upvalueindex(3));
  uint32_t pair[2];
  if ((i + 1) * sizeof pair > size) return 0;
  memcpy(pair, bytes + i * sizeof pair, sizeof pair);
  lua_pushinteger(L, (lua_Integer)i + 1);
  lua_replace(L, lua_upvalueindex(3));
  lua_pushvalue(L, lua_upvalueindex(1));
  news_push_span(L, -1, news_words_span(box->doc, pair[0], pair[1]), 0);
  return 1;
}

/* core.range_spans(document, ranges) -> iterator of spans */
static int range_spans(lua_State *L) {
  news_check_document(L, 1);
  luaL_checkstring(L, 2);
  lua_settop(L, 2);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_range, 3);
  return 1;
}

static const luaL_Reg functions[] = {
    {"ranges", ranges},
    {"numbered_ranges", numbered_ranges},
    {"range_spans", range_spans},
    {NULL, NULL},
};

void news_open_ranges(lua_State *L) { luaL_setfuncs(L, functions, 0); }
