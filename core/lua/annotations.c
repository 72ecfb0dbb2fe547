/* Annotations of a document: adding, removing, queries. */
#include <string.h>

#include "binding.h"

static void make_words(lua_State *L, news_document_box *box) {
  news_error err;
  if (news_tokenize(box->doc, &err)) news_raise(L, &err);
}

/* The number of the layer named at `arg`, -1 if nobody has used it. */
static lua_Integer layer_at(lua_State *L, int arg) {
  luaL_checkstring(L, arg);
  lua_getiuservalue(L, 1, DOCUMENT_LAYERS);
  lua_pushvalue(L, arg);
  lua_Integer n = lua_rawget(L, -2) == LUA_TNIL ? -1 : lua_tointeger(L, -1);
  if (n < 0) {
    const news_document_box *box = lua_touserdata(L, 1);
    news_annotations_note(box->annotations, NEWS_ASKED_UNUSED);
  }
  lua_pop(L, 2);
  return n;
}

static uint32_t add(lua_State *L, const news_document_box *box,
                    lua_Integer layer, news_span span, uint32_t rule) {
  uint32_t id;
  news_error err;
  if (news_annotations_add(box->annotations, (uint32_t)layer, span, rule, 0,
                           &id, &err))
    news_raise(L, &err);
  return id;
}

/* doc:annotate(layer, span, rule number, attributes) -> annotation */
static int document_annotate(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  lua_Integer layer = layer_at(L, 2);
  luaL_argcheck(L, layer >= 0, 2, "unknown layer");
  luaL_checkany(L, 3);
  news_span span = news_opt_span(L, 3, box);
  lua_Integer rule = luaL_checkinteger(L, 4);
  luaL_checktype(L, 5, LUA_TTABLE);
  make_words(L, box);
  uint32_t id = add(L, box, layer, span, (uint32_t)rule);
  lua_getiuservalue(L, 1, DOCUMENT_ATTRIBUTES);
  lua_pushvalue(L, 5);
  lua_rawseti(L, -2, (lua_Integer)id + 1);
  news_push_annotation(L, 1, id);
  return 1;
}

/* Whether the value on top is a table without a metatable. */
static bool is_bare(lua_State *L) {
  if (!lua_istable(L, -1)) return false;
  if (!lua_getmetatable(L, -1)) return true;
  lua_pop(L, 1);
  return false;
}

/* Whether the value on top is a string, number, boolean or span. */
static bool is_scalar(lua_State *L) {
  int type = lua_type(L, -1);
  return type == LUA_TSTRING || type == LUA_TNUMBER || type == LUA_TBOOLEAN ||
         news_test_span(L, -1);
}

/* Whether the value on top is a list of such values. */
static bool is_plain_list(lua_State *L) {
  if (!is_bare(L)) return false;
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    if (!is_scalar(L) || !lua_isinteger(L, -2)) {
      lua_pop(L, 2);
      return false;
    }
    lua_pop(L, 1);
  }
  return true;
}

bool news_is_plain(lua_State *L) {
  if (!is_bare(L)) return false;
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
    if (lua_type(L, -2) == LUA_TSTRING && (is_scalar(L) || is_plain_list(L)))
      continue;
    lua_pop(L, 2);
    return false;
  }
  return true;
}

/* Push a copy of the table on top and return its number of fields; -1, with
 * nothing pushed, if they are not all plain. */
static int copy_plain(lua_State *L) {
  enum { SOME_FIELDS = 8 };
  if (!is_bare(L)) return -1;
  int from = lua_gettop(L), count = 0;
  lua_createtable(L, 0, SOME_FIELDS);
  for (lua_pushnil(L); lua_next(L, from); count++) {
    if (lua_type(L, -2) != LUA_TSTRING || !is_scalar(L)) {
      lua_settop(L, from);
      return -1;
    }
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, from + 1);
  }
  return count;
}

/* Call the library (upvalue 1) with the arguments of doc:add. */
static int add_slowly(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, 1);
  return 1;
}

/* The place at 3: a span of this text, or a table with `first` and `last`. */
static bool read_place(lua_State *L, const news_document_box *box,
                       news_span *place) {
  const news_span_box *span = news_test_span(L, 3);
  if (span) {
    *place = span->span;
    return span->document == box && span->generation == box->generation;
  }
  if (!lua_istable(L, 3)) return false;
  lua_getfield(L, 3, "first");
  lua_getfield(L, 3, "last");
  bool whole = lua_isinteger(L, -2) && lua_isinteger(L, -1);
  lua_Integer first = lua_tointeger(L, -2), last = lua_tointeger(L, -1);
  lua_pop(L, 2);
  if (whole) *place = news_check_bytes(L, box, first, last, 3, 3);
  return whole;
}

/* doc:add(layer, span, attributes) -> annotation of the running rule.  The
 * library handles a new layer, attributes that are not plain, and errors. */
static int document_add(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  lua_settop(L, 4);
  news_span span;
  if (lua_type(L, 2) != LUA_TSTRING || !read_place(L, box, &span))
    return add_slowly(L);
  lua_Integer layer = layer_at(L, 2);
  if (layer < 0) return add_slowly(L);
  lua_getiuservalue(L, 1, DOCUMENT_ATTRIBUTES);
  lua_insert(L, 4);
  int count = copy_plain(L); /* the rule may go on writing to its own table */
  if (count < 0) {
    lua_remove(L, 4);
    return add_slowly(L);
  }
  news_host_charge(L, box->host, (uint64_t)count / 8);
  make_words(L, box);
  uint32_t id = add(L, box, layer, span, box->rule);
  lua_rawseti(L, 4, (lua_Integer)id + 1);
  news_push_annotation(L, 1, id);
  return 1;
}

/* core.doc.adder(f) -> doc:add, which calls f if it cannot add alone */
static int document_adder(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 1);
  lua_pushcclosure(L, document_add, 1);
  return 1;
}

/* Stack indexes while many are added. */
enum { AT_PLACES = 3, AT_LISTS, AT_FIRST, AT_LAST, AT_ATTRIBUTES };

static void check_lists(lua_State *L) {
  for (lua_pushnil(L); lua_next(L, AT_LISTS); lua_pop(L, 1))
    if (lua_type(L, -2) != LUA_TSTRING || !lua_istable(L, -1))
      luaL_argerror(L, AT_LISTS, "lists by name expected");
}

/* Push a table with the i-th value of each list (+1). */
static void push_row(lua_State *L, lua_Integer i) {
  lua_createtable(L, 0, 1);
  for (lua_pushnil(L); lua_next(L, AT_LISTS); lua_pop(L, 1)) {
    lua_pushvalue(L, -2);
    if (lua_rawgeti(L, -2, i) != LUA_TNIL && !is_scalar(L))
      luaL_argerror(L, AT_LISTS, "strings, numbers, booleans, spans expected");
    lua_rawset(L, -5);
  }
}

/* The i-th place of the lists first and last. */
static news_span place_at(lua_State *L, const news_document_box *box,
                          lua_Integer i) {
  int whole[2];
  lua_rawgeti(L, AT_FIRST, i);
  lua_rawgeti(L, AT_LAST, i);
  lua_Integer first = lua_tointegerx(L, -2, &whole[0]);
  lua_Integer last = lua_tointegerx(L, -1, &whole[1]);
  lua_pop(L, 2);
  luaL_argcheck(L, whole[0] && whole[1], AT_PLACES, "bytes expected");
  return news_check_bytes(L, box, first, last, AT_PLACES, AT_PLACES);
}

/* core.doc.add_all(doc, layer, places, lists) : adds an annotation of the
 * running rule for each of places.first, places.last (bytes), whose attributes
 * are the values there in the lists, by name */
static int document_add_all(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  lua_Integer layer = layer_at(L, 2);
  luaL_argcheck(L, layer >= 0, 2, "unknown layer");
  luaL_checktype(L, AT_PLACES, LUA_TTABLE);
  luaL_checktype(L, AT_LISTS, LUA_TTABLE);
  lua_settop(L, AT_LISTS);
  if (lua_getfield(L, AT_PLACES, "first") != LUA_TTABLE ||
      lua_getfield(L, AT_PLACES, "last") != LUA_TTABLE)
    return luaL_argerror(L, AT_PLACES, "lists first and last expected");
  check_lists(L);
  lua_getiuservalue(L, 1, DOCUMENT_ATTRIBUTES);
  make_words(L, box);
  lua_Integer count = (lua_Integer)lua_rawlen(L, AT_FIRST);
  for (lua_Integer i = 1; i <= count; i++) {
    news_span span = place_at(L, box, i);
    news_host_charge(L, box->host, 1);
    push_row(L, i);
    uint32_t id = add(L, box, layer, span, box->rule);
    lua_rawseti(L, AT_ATTRIBUTES, (lua_Integer)id + 1);
  }
  return 0;
}

/* doc:set_rule(number) : the running rule; 0: none */
static int document_set_rule(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  box->rule = (uint32_t)luaL_checkinteger(L, 2);
  if (!box->rule) box->began.added = 0;
  news_host_arena(box->host, box->rule ? box->doc->arena : NULL);
  return 0;
}

/* doc:remove(annotation) */
static int document_remove(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  const news_span_box *span = news_check_span(L, 2);
  luaL_argcheck(L, span->annotation != NEWS_NO_ANNOTATION && !span->denotes, 2,
                "an annotation expected");
  uint32_t id = span->annotation;
  if (box->noting && news_annotations_holds(box->annotations, id))
    news_note_change(L, 1, id, 0, 0);
  (void)news_annotations_remove(box->annotations, id);
  return 0;
}

/* Charge for the sorting that a query needs first. */
static void charge_order(lua_State *L, const news_document_box *box,
                         lua_Integer layer) {
  if (layer < 0) return;
  uint32_t count = news_annotations_untidy(box->annotations, (uint32_t)layer);
  news_host_charge(L, box->host, count / 8);
}

/* Charge for the work of a query. */
static void charge_looks(lua_State *L, const news_document_box *box) {
  uint32_t count = news_annotations_looked(box->annotations);
  if (count >= 8) news_host_charge(L, box->host, count / 8);
}

typedef uint32_t question(news_annotations *, uint32_t, news_span, uint32_t *);
static question *const questions[] = {
    news_annotations_within,
    news_annotations_overlapping,
};
enum { WITHIN, OVERLAPPING };

/* Upvalues: document, layer, start, end, after, question. */
static int next_annotation(lua_State *L) {
  news_document_box *box = news_own_document(L);
  uint32_t layer = (uint32_t)lua_tointeger(L, lua_upvalueindex(2));
  news_span span = {(uint32_t)lua_tointeger(L, lua_upvalueindex(3)),
                    (uint32_t)lua_tointeger(L, lua_upvalueindex(4))};
  uint32_t after = (uint32_t)lua_tointeger(L, lua_upvalueindex(5));
  charge_order(L, box, layer);
  question *ask = questions[lua_tointeger(L, lua_upvalueindex(6))];
  uint32_t id = ask(box->annotations, layer, span, &after);
  charge_looks(L, box);
  if (id == NEWS_NO_ANNOTATION) return 0;
  lua_pushinteger(L, (lua_Integer)after);
  lua_replace(L, lua_upvalueindex(5));
  lua_pushvalue(L, lua_upvalueindex(1));
  news_push_annotation(L, lua_absindex(L, -1), id);
  return 1;
}

static int nothing(lua_State *L) {
  (void)L;
  return 0;
}

/* Push an iterator of the annotations within the span, or overlapping it. */
static int iterate(lua_State *L, lua_Integer layer, news_span span, int which) {
  if (layer < 0) {
    lua_pushcfunction(L, nothing);
    return 1;
  }
  lua_pushvalue(L, 1);
  lua_pushinteger(L, layer);
  lua_pushinteger(L, (lua_Integer)span.start);
  lua_pushinteger(L, (lua_Integer)span.end);
  lua_pushinteger(L, 0);
  lua_pushinteger(L, which);
  lua_pushcclosure(L, next_annotation, 6);
  return 1;
}

/* The list of ids is copied at the start, so that adding during the iteration
 * is harmless.  Upvalues: document, list (string of ids), next. */
static int next_listed(lua_State *L) {
  size_t size;
  const char *list = lua_tolstring(L, lua_upvalueindex(2), &size);
  size_t i = (size_t)lua_tointeger(L, lua_upvalueindex(3));
  if ((i + 1) * sizeof(uint32_t) > size) return 0;
  uint32_t id;
  memcpy(&id, list + i * sizeof id, sizeof id);
  news_document_box *box = news_own_document(L);
  if (id >= news_annotations_count(box->annotations)) return 0;
  lua_pushinteger(L, (lua_Integer)i + 1);
  lua_replace(L, lua_upvalueindex(3));
  lua_pushvalue(L, lua_upvalueindex(1));
  news_push_annotation(L, lua_absindex(L, -1), id);
  return 1;
}

/* Push an iterator of all annotations of the layer, in order. */
static int iterate_all(lua_State *L, lua_Integer layer) {
  const news_document_box *box = lua_touserdata(L, 1);
  uint32_t count = 0;
  const uint32_t *ids = NULL;
  charge_order(L, box, layer);
  if (layer >= 0)
    ids = news_annotations_layer(box->annotations, (uint32_t)layer, &count);
  news_host_charge(L, box->host, count / 8);
  lua_pushvalue(L, 1);
  lua_pushlstring(L, ids ? (const char *)ids : "", count * sizeof *ids);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_listed, 3);
  return 1;
}

/* doc:annotations(layer) -> iterator of all annotations in order */
static int document_annotations(lua_State *L) {
  news_check_document(L, 1);
  return iterate_all(L, layer_at(L, 2));
}

/* ---- what rules ask ---- */

/* Longest name of a short string: equal short strings are one object while it
 * is held. */
enum { SHORT_NAME = 40 };

/* The number of the layer that a rule names at 2, -1 if nobody uses it.  Some
 * layers are made on demand; upvalue 1: name -> function that makes it. */
static lua_Integer find_layer(lua_State *L) {
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_pushvalue(L, 2);
    lua_call(L, 2, 0);
  }
  lua_settop(L, 3);
  return layer_at(L, 2);
}

static lua_Integer asked_layer(lua_State *L) {
  if (lua_type(L, 2) != LUA_TSTRING)
    return luaL_error(L,
                      "a layer is named by a string, and methods of doc are "
                      "called with a colon, as in doc:each(\"Person\")");
  news_document_box *box = news_check_document(L, 1);
  lua_settop(L, 3);
  size_t size;
  const char *name = lua_tolstring(L, 2, &size);
  uint32_t slot = (uint32_t)((uintptr_t)name / 16 % DOCUMENT_ASKED);
  if (box->asked[slot].name == name) return box->asked[slot].layer;
  lua_Integer layer = find_layer(L);
  if (layer >= 0 && size <= SHORT_NAME) {
    box->asked[slot].name = name;
    box->asked[slot].layer = (uint32_t)layer;
  }
  return layer;
}

/* A query about the annotations near the span at 3, or the whole text. */
typedef struct place {
  const news_document_box *box;
  news_annotations *set;
  uint32_t layer;
  news_span span;
} place;

/* Read the query; false if nobody uses the layer. */
static bool asked_place(lua_State *L, place *p) {
  lua_Integer layer = asked_layer(L);
  p->box = lua_touserdata(L, 1);
  p->set = p->box->annotations;
  p->layer = (uint32_t)layer;
  p->span = news_opt_span(L, 3, p->box);
  charge_order(L, p->box, layer);
  return layer >= 0;
}

/* Push the annotation, or nil. */
static int answer(lua_State *L, uint32_t id) {
  charge_looks(L, lua_touserdata(L, 1));
  if (id == NEWS_NO_ANNOTATION) return 0;
  news_push_annotation(L, 1, id);
  return 1;
}

/* doc:covering(layer, span) -> the smallest annotation that covers the span */
static int document_covering(lua_State *L) {
  place p;
  if (!asked_place(L, &p)) return 0;
  uint32_t after = 0, id, best = NEWS_NO_ANNOTATION, least = UINT32_MAX;
  while ((id = news_annotations_covering(p.set, p.layer, p.span, &after)) !=
         NEWS_NO_ANNOTATION) {
    uint32_t size = news_span_size(news_annotations_get(p.set, id)->span);
    if (size > least) continue;
    best = id;
    least = size;
  }
  return answer(L, best);
}

static int first_of(lua_State *L, question *ask) {
  place p;
  uint32_t after = 0;
  if (!asked_place(L, &p)) return 0;
  return answer(L, ask(p.set, p.layer, p.span, &after));
}

/* doc:within(layer, span), doc:overlapping(layer, span) -> the first one; all
 * of them: doc:each(layer, {within = span}), doc:all_overlapping(layer, span)
 */
static int document_within(lua_State *L) {
  return first_of(L, news_annotations_within);
}
static int document_overlapping(lua_State *L) {
  return first_of(L, news_annotations_overlapping);
}
static int document_all_overlapping(lua_State *L) {
  lua_Integer layer = asked_layer(L);
  return iterate(L, layer, news_opt_span(L, 3, lua_touserdata(L, 1)),
                 OVERLAPPING);
}

/* doc:before(layer, span), doc:after(layer, span) -> the nearest one */
static int document_before(lua_State *L) {
  place p;
  if (!asked_place(L, &p)) return 0;
  return answer(L, news_annotations_before(p.set, p.layer, p.span.start));
}
static int document_after(lua_State *L) {
  place p;
  if (!asked_place(L, &p)) return 0;
  return answer(L, news_annotations_behind(p.set, p.layer, p.span.end));
}

/* Upvalues: iterator, attribute, set of its values so far. */
static int next_unique(lua_State *L) {
  for (;;) {
    lua_settop(L, 0);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_call(L, 0, 1);
    if (lua_isnil(L, 1)) return 1;
    lua_pushvalue(L, lua_upvalueindex(2));
    if (lua_gettable(L, 1) == LUA_TNIL) continue;
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(3)) != LUA_TNIL) continue;
    lua_pushvalue(L, 2);
    lua_pushboolean(L, 1);
    lua_rawset(L, lua_upvalueindex(3));
    lua_settop(L, 1);
    return 1;
  }
}

/* doc:each(layer, {unique = attribute, within = span}) -> iterator */
static int document_each(lua_State *L) {
  enum { OPTIONS = 3, WITHIN_AT, UNIQUE_AT };
  lua_Integer layer = asked_layer(L);
  bool asks = lua_toboolean(L, OPTIONS);
  if (asks) {
    lua_getfield(L, OPTIONS, "within");
    lua_getfield(L, OPTIONS, "unique");
  }
  if (asks && lua_toboolean(L, WITHIN_AT))
    iterate(L, layer, news_opt_span(L, WITHIN_AT, lua_touserdata(L, 1)),
            WITHIN);
  else
    iterate_all(L, layer);
  if (!asks || !lua_toboolean(L, UNIQUE_AT)) return 1;
  lua_pushvalue(L, UNIQUE_AT);
  lua_newtable(L);
  lua_pushcclosure(L, next_unique, 3);
  return 1;
}

/* doc:annotation(id) -> annotation; ids from 1 */
static int document_annotation(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  lua_Integer id = luaL_checkinteger(L, 2);
  luaL_argcheck(
      L, 1 <= id && id <= (lua_Integer)news_annotations_count(box->annotations),
      2, "no such annotation");
  news_push_annotation(L, 1, (uint32_t)id - 1);
  return 1;
}

/* doc:count() -> number of annotations made so far, including removed ones */
static int document_count(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  lua_pushinteger(L, (lua_Integer)news_annotations_count(box->annotations));
  return 1;
}

/* Adds to core.doc what only the library calls, and to core.document_methods
 * what rules call.  core.lazy_layers: layers made on demand, name ->
 * function(document, name); filled by the library. */
void news_open_annotations(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"annotate", document_annotate},
      {"remove", document_remove},
      {"adder", document_adder},
      {"add_all", document_add_all},
      {"set_rule", document_set_rule},
      {"annotations", document_annotations},
      {"annotation", document_annotation},
      {"count", document_count},
      {NULL, NULL},
  };
  static const luaL_Reg methods[] = {
      {"each", document_each},
      {"covering", document_covering},
      {"within", document_within},
      {"overlapping", document_overlapping},
      {"all_overlapping", document_all_overlapping},
      {"before", document_before},
      {"after", document_after},
      {NULL, NULL},
  };
  lua_getfield(L, -1, "doc");
  luaL_setfuncs(L, functions, 0);
  lua_pop(L, 1);
  lua_getfield(L, -1, "document_methods");
  lua_newtable(L);
  lua_pushvalue(L, -1);
  lua_setfield(L, -4, "lazy_layers");
  luaL_setfuncs(L, methods, 1);
  lua_pop(L, 1);
}
