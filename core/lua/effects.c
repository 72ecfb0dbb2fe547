/* Notes what the rules did to a document, so that it can be undone when a rule
 * fails, and repeated by watch, which keeps documents from one save to the
 * next. */
#include <string.h>

#include "effects.h"
#include "lexicon_scan.h"

enum { MOST_LAYERS = 1 << 20 };

/* A change is three values in the list: the id (from 1), and the tables of
 * attributes before and after, false for none.  The number of complete changes,
 * because memory may run out between the three. */
static lua_Integer noted(lua_State *L, int list) {
  lua_Integer count =
      lua_istable(L, list) ? (lua_Integer)lua_rawlen(L, list) : 0;
  return count - count % 3;
}

static void note_value(lua_State *L, int list, lua_Integer place, int at) {
  if (at && lua_istable(L, at))
    lua_pushvalue(L, at);
  else
    lua_pushboolean(L, 0);
  lua_rawseti(L, list, place);
}

bool news_is_to_note(lua_State *L, int document, uint32_t id, int attributes) {
  const news_document_box *box = lua_touserdata(L, document);
  if (box->noting || id >= box->began.added) return box->noting;
  bool since = false;
  if (lua_getiuservalue(L, document, DOCUMENT_CHANGES) == LUA_TTABLE) {
    lua_pushvalue(L, attributes);
    lua_rawget(L, -2);
    since = lua_tointeger(L, -1) > box->began.noted;
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return !since;
}

void news_note_change(lua_State *L, int document, uint32_t id, int old,
                      int made) {
  const news_document_box *box = lua_touserdata(L, document);
  if (lua_getiuservalue(L, document, DOCUMENT_CHANGES) != LUA_TTABLE) {
    lua_newtable(L);
    lua_copy(L, -1, -2);
    lua_setiuservalue(L, document, DOCUMENT_CHANGES);
  }
  int list = lua_gettop(L);
  lua_Integer count = noted(L, list);
  lua_pushinteger(L, (lua_Integer)id + 1);
  lua_rawseti(L, list, count + 1);
  note_value(L, list, count + 2, old);
  note_value(L, list, count + 3, made);
  if (!box->noting) { /* record the place by the table itself */
    lua_pushvalue(L, made);
    lua_pushinteger(L, count + 3);
    lua_rawset(L, list);
  }
  lua_pop(L, 1);
}

news_point news_begin_rule(lua_State *L, int document) {
  news_document_box *box = lua_touserdata(L, document);
  lua_getiuservalue(L, document, DOCUMENT_CHANGES);
  news_point point = {
      .added = news_annotations_count(box->annotations),
      .removed = news_annotations_removals(box->annotations),
      .noted = (uint32_t)noted(L, lua_gettop(L)),
  };
  lua_pop(L, 1);
  box->began = point;
  return point;
}

/* Restore the attributes of annotations below `point.added`, and drop the notes
 * made since. */
static void unset(lua_State *L, int document, news_point point) {
  lua_getiuservalue(L, document, DOCUMENT_ATTRIBUTES);
  lua_getiuservalue(L, document, DOCUMENT_CHANGES);
  int list = lua_gettop(L);
  for (lua_Integer at = noted(L, list) - 2; at > point.noted; at -= 3) {
    lua_rawgeti(L, list, at);
    lua_Integer id = lua_tointeger(L, -1);
    if (lua_rawgeti(L, list, at + 2) == LUA_TTABLE && id <= point.added) {
      if (lua_rawgeti(L, list, at + 1) != LUA_TTABLE) lua_pushnil(L);
      lua_rawseti(L, list - 1, id);
    }
    lua_settop(L, list);
  }
  lua_Integer count =
      lua_istable(L, list) ? (lua_Integer)lua_rawlen(L, list) : 0;
  for (; count > point.noted; count--) {
    lua_pushnil(L);
    lua_rawseti(L, list, count);
  }
  lua_settop(L, list - 2);
}

/* Forget the layers made on demand (see ensure() in document.lua) that began
 * with this id, from 0, or a later one. */
static void forget_made(lua_State *L, int document, uint32_t from) {
  news_document_box *box = lua_touserdata(L, document);
  memset(box->asked, 0, sizeof box->asked); /* the library looks again */
  int top = lua_gettop(L);
  lua_getiuservalue(L, document, DOCUMENT_FIELDS);
  lua_pushliteral(L, "made");
  if (lua_rawget(L, -2) == LUA_TTABLE)
    for (lua_pushnil(L); lua_next(L, top + 2); lua_pop(L, 1)) {
      if (lua_tointeger(L, -1) <= from) continue;
      lua_pushvalue(L, -2);
      lua_pushnil(L);
      lua_rawset(L, top + 2);
    }
  lua_settop(L, top);
}

void news_forget_attributes(lua_State *L, int document, uint32_t from) {
  const news_document_box *box = lua_touserdata(L, document);
  lua_getiuservalue(L, document, DOCUMENT_ATTRIBUTES);
  for (uint32_t id = from; id < news_annotations_count(box->annotations);
       id++) {
    lua_pushnil(L);
    lua_rawseti(L, -2, (lua_Integer)id + 1);
  }
  lua_pop(L, 1);
}

void news_undo(lua_State *L, int document, news_point point) {
  const news_document_box *box = lua_touserdata(L, document);
  news_error err;
  news_forget_attributes(L, document, point.added);
  if (news_annotations_undo(box->annotations, point.added, point.removed, &err))
    news_raise(L, &err);
  unset(L, document, point);
  forget_made(L, document, point.added);
}

/* core.doc.begin_rule(doc) -> added, removed, noted: the point for undo() if
 * the rule fails */
static int document_begin_rule(lua_State *L) {
  (void)news_check_document(L, 1);
  news_point point = news_begin_rule(L, 1);
  lua_pushinteger(L, (lua_Integer)point.added);
  lua_pushinteger(L, (lua_Integer)point.removed);
  lua_pushinteger(L, (lua_Integer)point.noted);
  return 3;
}

static uint32_t check_count(lua_State *L, int arg) {
  lua_Integer count = luaL_checkinteger(L, arg);
  luaL_argcheck(L, 0 <= count && count <= UINT32_MAX, arg, "a count expected");
  return (uint32_t)count;
}

/* core.doc.undo(doc, added, removed, noted) : goes back to that point */
static int document_undo(lua_State *L) {
  (void)news_check_document(L, 1);
  news_undo(L, 1,
            (news_point){.added = check_count(L, 2),
                         .removed = check_count(L, 3),
                         .noted = check_count(L, 4)});
  return 0;
}

/* core.doc.changes(doc, list or nil) : sets the list in which changes of
 * earlier annotations are noted from here on: id, old attributes or false, new
 * attributes; id, false, false for a removal */
static int document_changes(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  lua_settop(L, 2);
  box->noting = lua_istable(L, 2);
  lua_setiuservalue(L, 1, DOCUMENT_CHANGES);
  return 0;
}

static uint32_t check_id(lua_State *L, int arg, const news_document_box *box) {
  lua_Integer id = luaL_checkinteger(L, arg);
  luaL_argcheck(
      L, 1 <= id && id <= (lua_Integer)news_annotations_count(box->annotations),
      arg, "no such annotation");
  return (uint32_t)id - 1;
}

/* core.doc.added(doc, id) -> the annotations from this id on, as bytes; their
 * tables of attributes */
static int document_added(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  uint32_t from = check_id(L, 2, box);
  uint32_t count = news_annotations_count(box->annotations) - from;
  lua_settop(L, 2);
  lua_createtable(L, (int)count, 0);
  lua_getiuservalue(L, 1, DOCUMENT_ATTRIBUTES);
  luaL_Buffer b;
  news_entry *entries =
      (void *)luaL_buffinitsize(L, &b, count * sizeof *entries);
  for (uint32_t i = 0; i < count; i++) {
    const news_annotation *a = news_annotations_get(box->annotations, from + i);
    bool held = news_annotations_holds(box->annotations, from + i);
    news_entry e = {a->layer, a->span.start, a->span.end,
                    (a->rule ? ENTRY_RULE : 0) | (held ? 0 : ENTRY_GONE)};
    memcpy(entries + i, &e, sizeof e);
    if (lua_rawgeti(L, 4, (lua_Integer)(from + i) + 1) == LUA_TTABLE)
      lua_rawseti(L, 3, (lua_Integer)i + 1);
    else
      lua_pop(L, 1);
  }
  luaL_pushresultsize(&b, count * sizeof *entries);
  lua_pushvalue(L, 3);
  return 2;
}

/* core.doc.add_again(doc, bytes, attributes, rule) : adds what added()
 * returned */
static int document_add_again(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  size_t size;
  const char *bytes = luaL_checklstring(L, 2, &size);
  luaL_checktype(L, 3, LUA_TTABLE);
  uint32_t rule = (uint32_t)luaL_checkinteger(L, 4);
  lua_getiuservalue(L, 1, DOCUMENT_ATTRIBUTES);
  for (size_t i = 0; (i + 1) * sizeof(news_entry) <= size; i++) {
    news_entry e;
    memcpy(&e, bytes + i * sizeof e, sizeof e);
    news_error err;
    if (e.layer == NEWS_NO_LAYER) {
      if (news_annotations_skip(box->annotations, 1, &err)) news_raise(L, &err);
      continue;
    }
    bool fits =
        e.start <= e.end && e.end <= box->doc->size && e.layer < MOST_LAYERS;
    luaL_argcheck(L, fits, 2, "of another document");
    uint32_t id;
    if (news_annotations_add(box->annotations, e.layer,
                             (news_span){e.start, e.end},
                             e.flags & ENTRY_RULE ? rule : 0, 0, &id, &err))
      news_raise(L, &err);
    if (e.flags & ENTRY_GONE) news_annotations_remove(box->annotations, id);
    lua_rawgeti(L, 3, (lua_Integer)i + 1);
    lua_rawseti(L, -2, (lua_Integer)id + 1);
  }
  return 0;
}

/* core.doc.skip(doc, count) : the next annotation gets id count + 1 */
static int document_skip(lua_State *L) {
  const news_document_box *box = news_check_document(L, 1);
  lua_Integer upto = luaL_checkinteger(L, 2);
  lua_Integer count = news_annotations_count(box->annotations);
  luaL_argcheck(L, count <= upto && upto <= UINT32_MAX, 2,
                "a later id expected");
  news_error err;
  if (news_annotations_skip(box->annotations, (uint32_t)(upto - count), &err))
    news_raise(L, &err);
  return 0;
}

/* core.doc.asked(doc) -> bits: the layers queried since the last call (see
 * core/annotation.h) */
static int document_asked(lua_State *L) {
  const news_document_box *box = news_check_document(L, 1);
  lua_pushinteger(L, (lua_Integer)news_annotations_asked(box->annotations));
  return 1;
}

/* Bits of the layers in the list of changes at `arg`; annotations that are not
 * there now were added with it. */
static uint64_t bits_of_changes(lua_State *L, int arg,
                                const news_document_box *box) {
  lua_Integer count = news_annotations_count(box->annotations);
  lua_Integer listed =
      lua_istable(L, arg) ? (lua_Integer)lua_rawlen(L, arg) : 0;
  uint64_t bits = 0;
  for (lua_Integer i = 1; i <= listed; i += 3) {
    lua_rawgeti(L, arg, i);
    lua_Integer id = lua_tointeger(L, -1);
    lua_pop(L, 1);
    if (id < 1 || id > count) continue;
    bits |= news_asked_bit(
        news_annotations_get(box->annotations, (uint32_t)id - 1)->layer);
  }
  return bits;
}

/* Bits of the layers that are keys of the table at `arg`. */
static uint64_t bits_of_names(lua_State *L, int arg) {
  uint64_t bits = 0;
  if (!lua_istable(L, arg)) return 0;
  lua_getiuservalue(L, 1, DOCUMENT_OWNERS);
  lua_getfield(L, -1, "layers");
  int layers = lua_gettop(L);
  for (lua_pushnil(L); lua_next(L, arg); lua_pop(L, 2)) {
    lua_pushvalue(L, -2);
    if (lua_rawget(L, layers) == LUA_TNUMBER)
      bits |= news_asked_bit((uint32_t)lua_tointeger(L, -1));
  }
  lua_settop(L, layers - 2);
  return bits;
}

/* core.doc.touched(doc, changes, layers) -> bits of the layers of the changed
 * annotations, and of those named; each argument may be nil */
static int document_touched(lua_State *L) {
  const news_document_box *box = news_check_document(L, 1);
  lua_settop(L, 3);
  uint64_t bits = bits_of_changes(L, 2, box) | bits_of_names(L, 3);
  lua_pushinteger(L, (lua_Integer)bits);
  return 1;
}

/* core.doc.rewind(doc, id) : drops this annotation and all later ones as if
 * never added */
static int document_rewind(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  uint32_t count = news_annotations_count(box->annotations);
  lua_Integer from = luaL_checkinteger(L, 2);
  luaL_argcheck(L, 1 <= from && from <= (lua_Integer)count + 1, 2,
                "no such annotation");
  news_forget_attributes(L, 1, (uint32_t)from - 1);
  news_annotations_rewind(box->annotations, (uint32_t)from - 1);
  memset(box->asked, 0, sizeof box->asked); /* the library looks again */
  return 0;
}

/* core.doc.give(doc, id, attributes or false) : sets the table of attributes */
static int document_give(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  uint32_t id = check_id(L, 2, box);
  lua_settop(L, 3);
  lua_getiuservalue(L, 1, DOCUMENT_ATTRIBUTES);
  if (lua_istable(L, 3))
    lua_pushvalue(L, 3);
  else
    lua_pushnil(L);
  lua_rawseti(L, 4, (lua_Integer)id + 1);
  news_annotations_touch(box->annotations);
  return 0;
}

/* core.doc.hold(doc, id, bool) : puts the annotation into its layer, or removes
 * it */
static int document_hold(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  uint32_t id = check_id(L, 2, box);
  news_error err;
  if (!lua_toboolean(L, 3))
    news_annotations_remove(box->annotations, id);
  else if (news_annotations_restore(box->annotations, id, &err))
    news_raise(L, &err);
  return 0;
}

/* ---- are two effects the same? */

static bool same_text(const char *a, const char *b) {
  return a == b || (a && b && strcmp(a, b) == 0);
}

/* What a lexicon has for some words; `owner`: stack index, for
 * news_is_numeric(). */
typedef struct meaning {
  const news_lexicon *lexicon;
  uint32_t phrase;
  int owner;
} meaning;

/* Whether both mean the same to rules, perhaps in two states of one lexicon. */
static bool same_meaning(lua_State *L, meaning a, meaning b) {
  if (a.lexicon == b.lexicon) return !a.lexicon || a.phrase == b.phrase;
  if (!a.lexicon || !b.lexicon ||
      !news_lexicon_same_phrase(a.lexicon, a.phrase, b.lexicon, b.phrase))
    return false;
  for (uint32_t c = 0; c < news_lexicon_columns(a.lexicon); c++)
    if (news_is_numeric(L, a.owner, a.lexicon, c) !=
        news_is_numeric(L, b.owner, b.lexicon, c))
      return false;
  return true;
}

static bool same_place(news_span a, news_span b) {
  return a.start == b.start && a.end == b.end;
}

/* `i` and `k`: stack indexes of the owners. */
static bool same_takes(lua_State *L, const news_span_box *a, int i,
                       const news_span_box *b, int k) {
  if (a->count != b->count) return false;
  for (uint32_t n = 0; n < a->count; n++) {
    const news_take *x = &a->takes[n], *y = &b->takes[n];
    if (!same_text(x->name, y->name) || !same_place(x->span, y->span) ||
        x->first != y->first || x->end != y->end ||
        x->annotation != y->annotation ||
        !same_meaning(L, (meaning){x->lexicon, x->phrase, i},
                      (meaning){y->lexicon, y->phrase, k}))
      return false;
  }
  return true;
}

/* Push the owner and the match of the span (+2). */
static void push_behind(lua_State *L, int at) {
  lua_getiuservalue(L, at, SPAN_OWNER);
  lua_getiuservalue(L, at, SPAN_MATCH);
}

static bool same_span(lua_State *L, int i, int k) {
  const news_span_box *a = news_test_span(L, i), *b = news_test_span(L, k);
  if (!a || !b || a->document != b->document ||
      a->generation != b->generation || !same_place(a->span, b->span) ||
      a->first != b->first || a->end != b->end ||
      a->annotation != b->annotation || a->denotes != b->denotes ||
      !same_text(a->name, b->name))
    return false;
  luaL_checkstack(L, 20, NULL);
  int top = lua_gettop(L), its = top + 1, others = top + 3;
  push_behind(L, i);
  push_behind(L, k);
  const news_span_box *x = lua_touserdata(L, its + 1);
  const news_span_box *y = lua_touserdata(L, others + 1);
  bool equal = same_meaning(L, (meaning){a->lexicon, a->phrase, its},
                            (meaning){b->lexicon, b->phrase, others}) &&
               same_takes(L, a, its, b, others) && !x == !y &&
               (!x || same_takes(L, x, its, y, others));
  lua_settop(L, top);
  return equal;
}

/* ---- do two states of a lexicon give the same for a document? */

typedef struct two_lexicons {
  const news_lexicon *old, *now;
} two_lexicons;

static bool same_answer(two_lexicons two, uint32_t a, uint32_t b) {
  if (a == UINT32_MAX || b == UINT32_MAX) return a == b;
  return news_lexicon_same_phrase(two.old, a, two.now, b);
}

static bool same_places(two_lexicons two, const news_lexicon_place *a,
                        const news_lexicon_place *b, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    if (a[i].first != b[i].first || a[i].end != b[i].end ||
        !same_answer(two, a[i].phrase, b[i].phrase))
      return false;
  return true;
}

/* Compare their phrases in the text; false also when out of memory, since the
 * document is then processed anew. */
static bool same_in_text(two_lexicons two, const news_document *doc) {
  news_lexicon_scan *first = news_lexicon_scan_new();
  news_lexicon_scan *second = news_lexicon_scan_new();
  const news_lexicon_place *a, *b;
  uint32_t count, others, words = doc->words.count;
  bool equal = first && second &&
               !news_lexicon_scan_words(first, two.old, doc, 0, words, &a,
                                        &count, NULL) &&
               !news_lexicon_scan_words(second, two.now, doc, 0, words, &b,
                                        &others, NULL) &&
               count == others && same_places(two, a, b, count);
  news_lexicon_scan_free(first);
  news_lexicon_scan_free(second);
  return equal;
}

/* core.same_lookups(lexicon, lexicon, texts) -> whether both give the same for
 * the texts noted for one by core.note_lookups() */
static int values_same_lookups(lua_State *L) {
  two_lexicons two = {news_check_lexicon(L, 1), news_check_lexicon(L, 2)};
  luaL_checktype(L, 3, LUA_TTABLE);
  bool equal = true;
  for (lua_pushnil(L); equal && lua_next(L, 3); lua_pop(L, 1)) {
    size_t size;
    if (lua_type(L, -2) == LUA_TSTRING) {
      const char *text = lua_tolstring(L, -2, &size);
      equal = same_answer(two, news_find_phrase(L, two.old, text, size),
                          news_find_phrase(L, two.now, text, size));
    } else {
      equal = news_lexicon_entries(two.old) == news_lexicon_entries(two.now);
    }
  }
  lua_pushboolean(L, equal);
  return 1;
}

/* core.doc.same_words(doc, lexicon, lexicon) -> whether both give the same for
 * the text.  For lexicons without numbers. */
static int document_same_words(lua_State *L) {
  const news_document_box *box = news_check_document(L, 1);
  two_lexicons two = {news_check_lexicon(L, 2), news_check_lexicon(L, 3)};
  news_error err;
  if (news_tokenize(box->doc, &err)) return news_raise(L, &err);
  lua_pushboolean(L, same_in_text(two, box->doc));
  return 1;
}

enum { MOST_DEPTH = 32 };

static bool same(lua_State *L, int a, int b, int depth);

static bool same_table(lua_State *L, int a, int b, int depth) {
  if (depth > MOST_DEPTH) return false;
  luaL_checkstack(L, 8, NULL);
  int top = lua_gettop(L), more = 0;
  for (lua_pushnil(L); lua_next(L, a); lua_pop(L, 2), more++) {
    lua_pushvalue(L, -2);
    lua_rawget(L, b);
    if (!same(L, top + 2, top + 3, depth + 1)) {
      lua_settop(L, top);
      return false;
    }
  }
  for (lua_pushnil(L); lua_next(L, b); lua_pop(L, 1)) more--;
  return more == 0;
}

static bool same(lua_State *L, int a, int b, int depth) {
  int type = lua_type(L, a);
  if (type != lua_type(L, b)) return false;
  if (lua_rawequal(L, a, b))
    return type != LUA_TNUMBER || lua_isinteger(L, a) == lua_isinteger(L, b);
  if (type == LUA_TTABLE) return same_table(L, a, b, depth);
  return type == LUA_TUSERDATA && same_span(L, a, b);
}

bool news_same_values(lua_State *L, int a, int b) { return same(L, a, b, 0); }

/* core.same(a, b) -> whether both are the same to every rule and record: tables
 * by their contents, spans by everything that can be read from them */
static int values_same(lua_State *L) {
  luaL_checkany(L, 2);
  lua_settop(L, 2);
  lua_pushboolean(L, same(L, 1, 2, 0));
  return 1;
}

/* Adds to core.doc functions that only the library calls. */
void news_open_effects(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"begin_rule", document_begin_rule},
      {"undo", document_undo},
      {"changes", document_changes},
      {"added", document_added},
      {"add_again", document_add_again},
      {"skip", document_skip},
      {"asked", document_asked},
      {"touched", document_touched},
      {"same_words", document_same_words},
      {"rewind", document_rewind},
      {"give", document_give},
      {"hold", document_hold},
      {NULL, NULL},
  };
  lua_pushcfunction(L, values_same);
  lua_setfield(L, -2, "same");
  lua_pushcfunction(L, values_same_lookups);
  lua_setfield(L, -2, "same_lookups");
  lua_getfield(L, -1, "doc");
  luaL_setfuncs(L, functions, 0);
  lua_pop(L, 1);
}
