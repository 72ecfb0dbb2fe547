/* Pattern sets and matchers. */
#include <string.h>

#include "binding.h"

/* A pattern set with what its patterns borrow.  User value 1: table from
 * lexicon pointers to lexicon userdata; 2: the morphology; 3: the bundle that
 * the set lies in. */
typedef struct patterns_box {
  news_pattern_set *set;
} patterns_box;
enum {
  PATTERNS_LEXICONS = 1,
  PATTERNS_MORPHOLOGY = 2,
  PATTERNS_BUNDLE = 3,
  PATTERNS_VALUES = 3,
};

/* A matcher and the scope that it walks.  User value 1: the pattern set; 2:
 * the document; 3: the table of scopes (a string of word ranges). */
typedef struct matcher_box {
  news_matcher *matcher;
  news_document_box *document; /* opened on, NULL before */
  uint32_t generation;
  uint32_t pattern;
  const news_parts *parts; /* walk these, or the ranges below */
  uint32_t at;             /* next part or range */
  const uint32_t *ranges;  /* pairs first, end; borrowed from user value 3 */
  uint32_t range_count;
  bool inside; /* a scope has begun */
  news_match_document opened;
  lua_State *L; /* for `attribute`, during a call */
} matcher_box;
enum {
  MATCHER_SET = 1,
  MATCHER_DOCUMENT = 2,
  MATCHER_RANGES = 3,
  MATCHER_VALUES = 3,
};

static patterns_box *check_patterns(lua_State *L, int arg) {
  return luaL_checkudata(L, arg, NEWS_PATTERNS);
}

/* core.patterns(morphology) -> patterns */
static int patterns_new(lua_State *L) {
  const news_morphology *m = news_check_morphology(L, 1);
  patterns_box *box = lua_newuserdatauv(L, sizeof *box, PATTERNS_VALUES);
  box->set = NULL;
  luaL_setmetatable(L, NEWS_PATTERNS);
  lua_newtable(L);
  lua_setiuservalue(L, -2, PATTERNS_LEXICONS);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, PATTERNS_MORPHOLOGY);
  box->set = news_pattern_set_new(m);
  if (!box->set) return luaL_error(L, "out of memory");
  return 1;
}

static int patterns_gc(lua_State *L) {
  patterns_box *box = lua_touserdata(L, 1);
  news_pattern_set_free(box->set);
  box->set = NULL;
  return 0;
}

/* Names are looked up in the table at stack index 3 of add. */
static bool find_name(lua_State *L, const char *kind, const char *name,
                      size_t size) {
  lua_getfield(L, 3, kind);
  lua_pushlstring(L, name, size);
  return lua_rawget(L, -2) != LUA_TNIL;
}

static const news_lexicon *find_lexicon(void *host, const char *name,
                                        size_t size) {
  lua_State *L = host;
  int top = lua_gettop(L);
  const news_lexicon *lex = NULL;
  if (find_name(L, "lexicons", name, size)) {
    void **box = luaL_testudata(L, -1, NEWS_LEXICON);
    if (box) lex = *box;
  }
  if (lex) {
    lua_getiuservalue(L, 1, PATTERNS_LEXICONS);
    lua_pushvalue(L, -2);
    lua_rawsetp(L, -2, lex);
  }
  lua_settop(L, top);
  return lex;
}

/* The string stays alive in the table of macros. */
static bool find_macro(void *host, const char *name, size_t size,
                       const char **source, size_t *source_size) {
  lua_State *L = host;
  int top = lua_gettop(L);
  bool found =
      find_name(L, "macros", name, size) && lua_type(L, -1) == LUA_TSTRING;
  if (found) *source = lua_tolstring(L, -1, source_size);
  lua_settop(L, top);
  return found;
}

/* A layer that nobody has used yet gets the next number. */
static bool find_layer(void *host, const char *name, size_t size,
                       uint32_t *layer) {
  lua_State *L = host;
  int top = lua_gettop(L);
  bool found = find_name(L, "layers", name, size);
  if (!found) {
    lua_getfield(L, 3, "new_layer");
    lua_pushlstring(L, name, size);
    found = lua_pcall(L, 1, 1, 0) == LUA_OK && lua_isinteger(L, -1);
  }
  if (found) *layer = (uint32_t)lua_tointeger(L, -1);
  lua_settop(L, top);
  return found;
}

/* patterns:add(source, names) -> number | nil, message, byte position
 * names: {lexicons = {name = lexicon}, macros = {name = source},
 *         layers = {name = number}, new_layer = function(name) -> number,
 *         language = language | nil} */
static int patterns_add(lua_State *L) {
  patterns_box *box = check_patterns(L, 1);
  size_t size;
  const char *source = luaL_checklstring(L, 2, &size);
  luaL_checktype(L, 3, LUA_TTABLE);
  luaL_checkstack(L, 200, NULL);
  news_pattern_names names = {L, find_lexicon, find_macro, find_layer, NULL};
  if (lua_getfield(L, 3, "language") != LUA_TNIL)
    names.language = news_check_language(L, -1);
  lua_pop(L, 1);
  uint32_t number;
  news_error err;
  if (news_pattern_add(box->set, source, size, &names, &number, &err))
    return news_push_failure(L, &err);
  lua_pushinteger(L, (lua_Integer)number);
  return 1;
}

/* patterns:captures(number) -> list of names */
static int patterns_captures(lua_State *L) {
  patterns_box *box = check_patterns(L, 1);
  uint32_t pattern = (uint32_t)luaL_checkinteger(L, 2);
  uint32_t count = news_pattern_captures(box->set, pattern);
  lua_createtable(L, (int)count, 0);
  for (uint32_t i = 0; i < count; i++) {
    lua_pushstring(L, news_pattern_capture_name(box->set, pattern, i));
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* patterns:layers(number) -> list of layer numbers that it reads */
static int patterns_layers(lua_State *L) {
  patterns_box *box = check_patterns(L, 1);
  uint32_t layers[64];
  uint32_t count = news_pattern_layers(
      box->set, (uint32_t)luaL_checkinteger(L, 2), layers, 64);
  lua_createtable(L, (int)count, 0);
  for (uint32_t i = 0; i < count && i < 64; i++) {
    lua_pushinteger(L, (lua_Integer)layers[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* ---- patterns in a file ---- */

enum { MOST_LEXICONS = 4096 };

/* The lexicons of the list at `arg`, which keeps them alive; the array is
 * pushed (+1). */
static const news_lexicon **lexicons_at(lua_State *L, int arg,
                                        uint32_t *count) {
  luaL_checktype(L, arg, LUA_TTABLE);
  lua_Integer n = (lua_Integer)lua_rawlen(L, arg);
  luaL_argcheck(L, n <= MOST_LEXICONS, arg, "too many lexicons");
  const news_lexicon **list =
      lua_newuserdatauv(L, ((size_t)n + 1) * sizeof *list, 0);
  for (lua_Integer i = 1; i <= n; i++) {
    lua_rawgeti(L, arg, i);
    list[i - 1] = news_check_lexicon(L, -1);
    lua_pop(L, 1);
  }
  *count = (uint32_t)n;
  return list;
}

/* patterns:block({lexicon, ...}) -> bytes | nil, message */
static int patterns_block(lua_State *L) {
  patterns_box *box = check_patterns(L, 1);
  uint32_t count;
  const news_lexicon **list = lexicons_at(L, 2, &count);
  news_buffer *out = news_push_buffer(L);
  news_error err;
  if (news_pattern_set_write(box->set, list, count, out, &err))
    return news_push_failure(L, &err);
  news_push_bytes(L, out);
  return 1;
}

int news_push_patterns(lua_State *L, news_blob blob, int morphology,
                       int lexicons) {
  const news_morphology *m = news_check_morphology(L, morphology);
  uint32_t count;
  const news_lexicon **list = lexicons_at(L, lexicons, &count);
  patterns_box *box = lua_newuserdatauv(L, sizeof *box, PATTERNS_VALUES);
  box->set = NULL;
  luaL_setmetatable(L, NEWS_PATTERNS);
  lua_createtable(L, 0, (int)count);
  for (uint32_t i = 0; i < count; i++) {
    lua_rawgeti(L, lexicons, (lua_Integer)i + 1);
    lua_rawsetp(L, -2, list[i]);
  }
  lua_setiuservalue(L, -2, PATTERNS_LEXICONS);
  lua_pushvalue(L, morphology);
  lua_setiuservalue(L, -2, PATTERNS_MORPHOLOGY);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, PATTERNS_BUNDLE);
  news_error err;
  if (news_pattern_set_open((void *)(uintptr_t)blob.bytes, blob.size, m, list,
                            count, &box->set, &err))
    return news_push_failure(L, &err);
  return 1;
}

/* ---- matchers ---- */

static matcher_box *check_matcher(lua_State *L, int arg) {
  matcher_box *box = luaL_checkudata(L, arg, NEWS_MATCHER);
  box->L = L;
  return box;
}

/* core.matcher(patterns) -> matcher */
static int matcher_new(lua_State *L) {
  patterns_box *patterns = check_patterns(L, 1);
  matcher_box *box = lua_newuserdatauv(L, sizeof *box, MATCHER_VALUES);
  *box = (matcher_box){0};
  luaL_setmetatable(L, NEWS_MATCHER);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, MATCHER_SET);
  box->matcher = news_matcher_new(patterns->set);
  if (!box->matcher) return luaL_error(L, "out of memory");
  return 1;
}

static int matcher_gc(lua_State *L) {
  matcher_box *box = lua_touserdata(L, 1);
  news_matcher_free(box->matcher);
  box->matcher = NULL;
  return 0;
}

/* {Layer key=value}: the attribute as text, from the annotation's table. */
static bool attribute(void *host, uint32_t annotation, const char *name,
                      size_t size, const char **value, size_t *value_size) {
  matcher_box *box = host;
  lua_State *L = box->L;
  int top = lua_gettop(L);
  bool found = false;
  lua_getiuservalue(L, 1, MATCHER_DOCUMENT);
  if (news_push_attributes(L, lua_absindex(L, -1), annotation) == LUA_TTABLE) {
    lua_pushlstring(L, name, size);
    int type = lua_rawget(L, -2);
    news_span_box *span = luaL_testudata(L, -1, NEWS_SPAN);
    if (type == LUA_TSTRING) { /* stays alive in the table */
      *value = lua_tolstring(L, -1, value_size);
      found = true;
    } else if (type == LUA_TBOOLEAN) {
      *value = lua_toboolean(L, -1) ? "true" : "false";
      *value_size = strlen(*value);
      found = true;
    } else if (span && span->generation == box->document->generation) {
      *value = box->document->doc->text + span->span.start;
      *value_size = news_span_size(span->span);
      found = true;
    }
  }
  lua_settop(L, top);
  return found;
}

static int raise_error(lua_State *L, const news_error *err) {
  news_push_failure(L, err);
  lua_pop(L, 1);
  return lua_error(L);
}

/* matcher:open(document) : words, forms and sentences are made */
static int matcher_open(lua_State *L) {
  matcher_box *box = check_matcher(L, 1);
  news_document_box *doc = news_check_document(L, 2);
  news_error err;
  if (news_vocabulary_read(doc->voc, doc->doc, &err) ||
      news_split_sentences(doc->doc, &err))
    return raise_error(L, &err);
  lua_pushvalue(L, 2);
  lua_setiuservalue(L, 1, MATCHER_DOCUMENT);
  box->document = doc;
  box->generation = doc->generation;
  box->opened = (news_match_document){
      .doc = doc->doc,
      .voc = doc->voc,
      .annotations = doc->annotations,
      .host = box,
      .attribute = attribute,
      .steps = &doc->host->steps,
  };
  if (news_matcher_open(box->matcher, &box->opened, &err))
    return raise_error(L, &err);
  return 0;
}

static void check_open(lua_State *L, const matcher_box *box) {
  if (!box->document || box->generation != box->document->generation)
    luaL_error(L, "the matcher is not open on this document");
}

/* matcher:walk(pattern, "sentence" | "paragraph" | ranges) : what
 * matcher:next() will find.  `ranges` is a string of pairs of words made by
 * core.ranges. */
static int matcher_walk(lua_State *L) {
  matcher_box *box = check_matcher(L, 1);
  check_open(L, box);
  news_document *doc = box->document->doc;
  box->pattern = (uint32_t)luaL_checkinteger(L, 2);
  size_t size;
  const char *scope = luaL_checklstring(L, 3, &size);
  box->at = 0;
  box->inside = false;
  box->parts = NULL;
  news_error err;
  if (size == 8 && strcmp(scope, "sentence") == 0) {
    if (news_sentence_scopes(doc, &box->parts, &err))
      return raise_error(L, &err);
  } else if (size == 9 && strcmp(scope, "paragraph") == 0) {
    if (news_split_paragraphs(doc, &err)) return raise_error(L, &err);
    box->parts = &doc->paragraphs;
  } else {
    box->ranges = (const uint32_t *)(const void *)scope;
    box->range_count = (uint32_t)(size / (2 * sizeof(uint32_t)));
    lua_pushvalue(L, 3);
    lua_setiuservalue(L, 1, MATCHER_RANGES);
  }
  return 0;
}

/* Begin the next scope in which the pattern may match; false at the end. */
static bool begin_scope(lua_State *L, matcher_box *box) {
  news_error err;
  for (;;) {
    uint32_t first, end;
    if (box->parts) {
      box->at =
          news_matcher_seek(box->matcher, box->pattern, box->parts, box->at);
      if (box->at >= box->parts->count) return false;
      first = box->parts->first[box->at];
      end = box->parts->first[box->at + 1];
    } else {
      if (box->at >= box->range_count) return false;
      first = box->ranges[2 * box->at];
      end = box->ranges[2 * box->at + 1];
    }
    box->at++;
    int begun =
        news_matcher_begin(box->matcher, box->pattern, first, end, &err);
    if (begun < 0) raise_error(L, &err);
    if (begun) return true;
  }
}

static news_span span_of_words(const news_document *doc, uint32_t first,
                               uint32_t end) {
  const news_words *w = &doc->words;
  if (first == end) return (news_span){w->start[first], w->start[first]};
  return (news_span){w->start[first], w->end[end - 1]};
}

static void push_match(lua_State *L, matcher_box *box, const news_match *m) {
  const news_document *doc = box->document->doc;
  lua_getiuservalue(L, 1, MATCHER_DOCUMENT);
  news_span_box *span =
      news_push_span(L, -1, span_of_words(doc, m->first, m->end), m->count);
  span->first = m->first;
  span->end = m->end;
  lua_getiuservalue(L, 1, MATCHER_SET);
  patterns_box *patterns = lua_touserdata(L, -1);
  for (uint32_t i = 0; i < m->count; i++) {
    const news_capture *c = &m->captures[i];
    span->takes[i] = (news_take){
        .name = news_pattern_capture_name(patterns->set, box->pattern, c->name),
        .span = span_of_words(doc, c->first, c->end),
        .first = c->first,
        .end = c->end,
        .annotation = c->annotation,
        .phrase = c->phrase,
        .lexicon = c->lexicon,
    };
    /* a capture that took no word took part in nothing */
    if (c->first == c->end)
      span->takes[i].span = (news_span){UINT32_MAX, UINT32_MAX};
  }
  lua_getiuservalue(L, -1, PATTERNS_LEXICONS);
  lua_setiuservalue(L, -3, SPAN_OWNER);
  lua_pop(L, 1);
}

/* matcher:next() -> match | nil */
static int matcher_next(lua_State *L) {
  matcher_box *box = check_matcher(L, 1);
  check_open(L, box);
  news_error err;
  for (;;) {
    if (!box->inside) {
      if (!begin_scope(L, box)) return 0;
      box->inside = true;
    }
    news_match match;
    int found = news_matcher_next(box->matcher, &match, &err);
    if (found < 0) return raise_error(L, &err);
    if (found) {
      push_match(L, box, &match);
      return 1;
    }
    box->inside = false;
  }
}

/* matcher:reject() : the last match is dropped */
static int matcher_reject(lua_State *L) {
  news_matcher_reject(check_matcher(L, 1)->matcher);
  return 0;
}

/* The words that lie wholly inside a span, half-open. */
static void words_inside(const news_document *doc, news_span s, uint32_t *first,
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

/* The parts that lie wholly in the words first..end. */
static void add_parts(luaL_Buffer *b, const news_parts *parts, uint32_t first,
                      uint32_t end) {
  if (first >= end) return;
  uint32_t i = news_parts_at(parts, first);
  if (parts->first[i] < first) i++;
  for (; i < parts->count && parts->first[i + 1] <= end; i++)
    add_range(b, parts->first[i], parts->first[i + 1]);
}

/* core.ranges(document, list of spans, scope) -> the scopes for
 * matcher:walk: the words wholly inside each span, or, with scope "sentence"
 * or "paragraph", those parts that lie wholly inside one of the spans */
static int ranges(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  news_document *doc = box->doc;
  luaL_checktype(L, 2, LUA_TTABLE);
  const char *scope = luaL_optstring(L, 3, "span");
  const news_parts *parts = NULL;
  news_error err;
  if (news_split_sentences(doc, &err)) return raise_error(L, &err);
  if (*scope == 'p') parts = &doc->paragraphs;
  if (*scope == 's' && strcmp(scope, "sentence") == 0 &&
      news_sentence_scopes(doc, &parts, &err))
    return raise_error(L, &err);
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  lua_Integer count = (lua_Integer)lua_rawlen(L, 2);
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, 2, i);
    news_span span = news_check_span(L, -1)->span;
    lua_pop(L, 1);
    uint32_t first, end;
    words_inside(doc, span, &first, &end);
    if (parts)
      add_parts(&b, parts, first, end);
    else
      add_range(&b, first, end);
  }
  luaL_pushresult(&b);
  return 1;
}

/* Upvalues: document, ranges, next. */
static int next_range(lua_State *L) {
  news_document_box *box = lua_touserdata(L, lua_upvalueindex(1));
  size_t size;
  const char *bytes = lua_tolstring(L, lua_upvalueindex(2), &size);
  size_t i = (size_t)lua_tointeger(L, lua_upvalueindex(3));
  uint32_t pair[2];
  if ((i + 1) * sizeof pair > size) return 0;
  memcpy(pair, bytes + i * sizeof pair, sizeof pair);
  lua_pushinteger(L, (lua_Integer)i + 1);
  lua_replace(L, lua_upvalueindex(3));
  lua_pushvalue(L, lua_upvalueindex(1));
  news_push_span(L, -1, span_of_words(box->doc, pair[0], pair[1]), 0);
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
    {"patterns", patterns_new},
    {"matcher", matcher_new},
    {"ranges", ranges},
    {"range_spans", range_spans},
    {NULL, NULL},
};

static const luaL_Reg patterns_methods[] = {
    {"add", patterns_add},
    {"captures", patterns_captures},
    {"layers", patterns_layers},
    {"block", patterns_block},
    {NULL, NULL},
};

static const luaL_Reg matcher_methods[] = {
    {"open", matcher_open},     {"walk", matcher_walk}, {"next", matcher_next},
    {"reject", matcher_reject}, {NULL, NULL},
};

static void register_type(lua_State *L, const char *type, lua_CFunction gc,
                          const luaL_Reg *methods) {
  luaL_newmetatable(L, type);
  lua_pushcfunction(L, gc);
  lua_setfield(L, -2, "__gc");
  lua_newtable(L);
  luaL_setfuncs(L, methods, 0);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}

void news_open_pattern(lua_State *L) {
  luaL_setfuncs(L, functions, 0);
  register_type(L, NEWS_PATTERNS, patterns_gc, patterns_methods);
  register_type(L, NEWS_MATCHER, matcher_gc, matcher_methods);
}
