/* Traces of a pattern over a document, for explain and nearmiss. */
#include <string.h>

#include "binding.h"
#include "pattern_trace.h"

#define NEWS_TRACE "newsengine.trace"

/* User values 1: the matcher; 2: the document; 3: the ranges, a string of
 * pairs of words. */
typedef struct trace_box {
  news_trace *trace;
  uint32_t pattern;
  const uint32_t *ranges;
  uint32_t range_count;
} trace_box;
enum {
  TRACE_MATCHER = 1,
  TRACE_DOCUMENT = 2,
  TRACE_RANGES = 3,
  TRACE_VALUES = 3
};

/* core.trace(matcher, pattern, document, ranges) -> trace : of the document on
 * which the matcher is open, in the scopes that core.ranges gave */
static int trace_new(lua_State *L) {
  const news_document_box *open;
  news_check_matcher(L, 1, &open);
  luaL_argcheck(L, open == news_check_document(L, 3), 3,
                "the matcher is open on another one");
  size_t size;
  const char *ranges = luaL_checklstring(L, 4, &size);
  trace_box *box = lua_newuserdatauv(L, sizeof *box, TRACE_VALUES);
  *box = (trace_box){.pattern = (uint32_t)luaL_checkinteger(L, 2),
                     .ranges = (const uint32_t *)(const void *)ranges,
                     .range_count = (uint32_t)(size / (2 * sizeof(uint32_t)))};
  luaL_setmetatable(L, NEWS_TRACE);
  const int kept[] = {1, 3, 4};
  for (int i = 0; i < TRACE_VALUES; i++) {
    lua_pushvalue(L, kept[i]);
    lua_setiuservalue(L, -2, i + 1);
  }
  box->trace = news_trace_new();
  if (!box->trace) return luaL_error(L, "out of memory");
  return 1;
}

static int trace_gc(lua_State *L) {
  trace_box *box = lua_touserdata(L, 1);
  news_trace_free(box->trace);
  box->trace = NULL;
  return 0;
}

/* A trace and what it borrows; the document is at stack index `document`. */
typedef struct work {
  trace_box *box;
  news_matcher *matcher;
  const news_document *doc;
  int document;
} work;

static work begin(lua_State *L) {
  work w = {.box = luaL_checkudata(L, 1, NEWS_TRACE)};
  const news_document_box *document;
  lua_getiuservalue(L, 1, TRACE_MATCHER);
  w.matcher = news_check_matcher(L, lua_gettop(L), &document);
  w.doc = document->doc;
  lua_getiuservalue(L, 1, TRACE_DOCUMENT);
  w.document = lua_gettop(L);
  return w;
}

static void look_at(lua_State *L, const work *w, uint32_t scope) {
  const uint32_t *range = w->box->ranges + 2 * (size_t)scope;
  news_error err;
  if (news_trace_scope(w->box->trace, w->matcher, w->box->pattern, range[0],
                       range[1], &err))
    news_raise(L, &err);
}

static void set_span(lua_State *L, const work *w, const char *name,
                     uint32_t first, uint32_t end) {
  news_push_span(L, w->document, news_words_span(w->doc, first, end), 0);
  lua_setfield(L, -2, name);
}

static void push_element(lua_State *L, const news_element *e) {
  static const char *const kinds[] = {"words", "look", "start", "end"};
  lua_createtable(L, 0, 4);
  lua_pushstring(L, kinds[e->kind]);
  lua_setfield(L, -2, "kind");
  lua_pushinteger(L, (lua_Integer)e->from + 1);
  lua_setfield(L, -2, "from");
  lua_pushinteger(L, (lua_Integer)e->to);
  lua_setfield(L, -2, "to");
}

/* The first range that contains the word; range_count if none does. */
static uint32_t range_of(const trace_box *box, uint32_t word) {
  for (uint32_t i = 0; i < box->range_count; i++)
    if (box->ranges[2 * i] <= word && word < box->ranges[2 * i + 1]) return i;
  return box->range_count;
}

/* trace:path(match) -> list of {kind, from, to, span}: which element (bytes of
 * the pattern's source) took which words; nil if no match begins there */
static int trace_path(lua_State *L) {
  uint32_t word = news_check_span(L, 2)->first, count;
  work w = begin(L);
  uint32_t range = range_of(w.box, word);
  if (range == w.box->range_count) return 0;
  look_at(L, &w, range);
  const news_trace_step *steps;
  news_error err;
  if (news_trace_path(w.box->trace, word, &steps, &count, &err))
    return news_raise(L, &err);
  if (!count) return 0;
  lua_createtable(L, (int)count, 0);
  for (uint32_t i = 0; i < count; i++) {
    push_element(L, &steps[i].element);
    set_span(L, &w, "span", steps[i].first, steps[i].end);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

static void push_miss(lua_State *L, const work *w, const uint32_t *range,
                      const news_misses *all, const news_miss *m) {
  lua_createtable(L, 0, 5);
  set_span(L, w, "scope", range[0], range[1]);
  set_span(L, w, "before", m->first, m->at);
  if (m->at < range[1]) set_span(L, w, "at", m->at, m->at + 1);
  lua_pushinteger(L, (lua_Integer)m->left);
  lua_setfield(L, -2, "left");
  lua_createtable(L, (int)m->count, 0);
  for (uint32_t i = 0; i < m->count; i++) {
    push_element(L, &all->elements[m->element + i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "elements");
}

/* trace:misses() -> list of near misses {scope, before, at, left, elements}:
 * the spans of the scope, of the part that matched, and of the word where it
 * failed (nil at the end of the scope); the number of missing elements; the
 * elements that failed */
static int trace_misses(lua_State *L) {
  work w = begin(L);
  lua_Integer count = 0;
  lua_newtable(L);
  int list = lua_gettop(L);
  for (uint32_t i = 0; i < w.box->range_count; i++) {
    news_misses all;
    news_error err;
    look_at(L, &w, i);
    if (news_trace_misses(w.box->trace, &all, &err)) return news_raise(L, &err);
    for (uint32_t k = 0; k < all.count; k++) {
      push_miss(L, &w, w.box->ranges + 2 * (size_t)i, &all, &all.items[k]);
      lua_rawseti(L, list, ++count);
    }
  }
  return 1;
}

static const luaL_Reg functions[] = {
    {"trace", trace_new},
    {NULL, NULL},
};

static const luaL_Reg methods[] = {
    {"path", trace_path},
    {"misses", trace_misses},
    {NULL, NULL},
};

void news_open_trace(lua_State *L) {
  luaL_setfuncs(L, functions, 0);
  news_register_type(L, NEWS_TRACE, trace_gc, methods);
}
