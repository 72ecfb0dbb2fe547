/* Spans, matches and annotations as Lua sees them: one small userdata; text and
 * tables are made only on demand. */
#include <string.h>

#include "binding.h"

/* Fields implemented in C; every other name is a field or method registered by
 * the Lua library, a capture, an attribute or a column. */
typedef enum field {
  FIELD_TEXT = 1,
  FIELD_FIRST,
  FIELD_LAST,
  FIELD_LAYER,
  FIELD_RULE,
  FIELD_START,
  FIELD_END,
  FIELD_ALL,
  FIELD_ENTRY,
  FIELD_ENTRIES,
  FIELD_LEMMA,
  FIELD_POS,
  FIELD_DOCUMENT,
  FIELD_SENTENCE,
  FIELD_PARAGRAPH,
} field;

static const struct {
  const char *name;
  field field;
} field_names[] = {
    {"text", FIELD_TEXT},
    {"first", FIELD_FIRST},
    {"last", FIELD_LAST},
    {"layer", FIELD_LAYER},
    {"rule", FIELD_RULE},
    {"start", FIELD_START},
    {"end", FIELD_END},
    {"all", FIELD_ALL},
    {"entry", FIELD_ENTRY},
    {"entries", FIELD_ENTRIES},
    {"lemma", FIELD_LEMMA},
    {"pos", FIELD_POS},
    {"document", FIELD_DOCUMENT},
    {"sentence", FIELD_SENTENCE},
    {"paragraph", FIELD_PARAGRAPH},
};

/* A cache of the meanings of names, keyed by the addresses of their strings,
 * because the same Lua strings are used all the time.  User values of each: the
 * string itself, so that its address is not reused, and the function. */
enum { KNOWN_NAMES = 512 };
struct news_known_name {
  const char *name;
  int means; /* a `field`, or: */
};
enum { MEANS_CALL = -1, MEANS_METHOD = -2, MEANS_NOTHING = 0 };

static const char span_tag;

news_span_box *news_test_span(lua_State *L, int arg) {
  news_span_box *box = lua_touserdata(L, arg);
  if (!box || lua_rawlen(L, arg) < sizeof *box) return NULL;
  return box->tag == &span_tag ? box : NULL;
}

/* Check that the document still has the text of the span. */
static inline void check_current(lua_State *L, int arg,
                                 const news_span_box *box) {
  if (!box->document || box->generation != box->document->generation)
    luaL_argerror(L, arg, "this span belongs to an earlier document");
}

news_span_box *news_check_span(lua_State *L, int arg) {
  news_span_box *box = news_test_span(L, arg);
  if (!box) luaL_typeerror(L, arg, "span");
  check_current(L, arg, box);
  return box;
}

static news_span_box *push_box(lua_State *L, int document, news_span span,
                               uint32_t takes, int values) {
  document = lua_absindex(L, document);
  news_document_box *doc = lua_touserdata(L, document);
  news_span_box *box =
      lua_newuserdatauv(L, sizeof *box + takes * sizeof(news_take), values);
  *box = (news_span_box){
      .tag = &span_tag,
      .document = doc,
      .generation = doc->generation,
      .span = span,
      .first = NEWS_NO_ANNOTATION,
      .end = NEWS_NO_ANNOTATION,
      .annotation = NEWS_NO_ANNOTATION,
      .phrase = UINT32_MAX,
      .count = takes,
  };
  lua_pushvalue(L, document);
  lua_setiuservalue(L, -2, SPAN_DOCUMENT);
  lua_getiuservalue(L, document, DOCUMENT_SPANS);
  lua_setmetatable(L, -2);
  return box;
}

news_span_box *news_push_span(lua_State *L, int document, news_span span,
                              uint32_t takes) {
  int kept = takes < SPAN_KEPT ? (int)takes : SPAN_KEPT;
  return push_box(L, document, span, takes, takes ? SPAN_VALUES + kept : 1);
}

void news_push_annotation(lua_State *L, int document, uint32_t id) {
  news_document_box *doc = lua_touserdata(L, document);
  const news_annotation *a = news_annotations_get(doc->annotations, id);
  news_span_box *box = news_push_span(L, document, a->span, 0);
  box->annotation = id;
  box->first = a->first;
  box->end = a->end;
}

/* For callers that keep documents: note that this annotation is read, and
 * more. */
static void note_asked(const news_document_box *doc, uint32_t id,
                       uint64_t more) {
  uint32_t layer = news_annotations_get(doc->annotations, id)->layer;
  news_annotations_note(doc->annotations, news_asked_bit(layer) | more);
}

int news_push_attributes(lua_State *L, int document, uint32_t id) {
  note_asked(lua_touserdata(L, document), id, 0);
  lua_getiuservalue(L, document, DOCUMENT_ATTRIBUTES);
  int type = lua_rawgeti(L, -1, (lua_Integer)id + 1);
  lua_remove(L, -2);
  return type;
}

/* Push the capture `take` of the match at index `match`. */
static void push_take(lua_State *L, int match, const news_take *take) {
  lua_getiuservalue(L, match, SPAN_DOCUMENT);
  news_span_box *box = push_box(L, -1, take->span, 0, SPAN_VALUES);
  lua_remove(L, -2);
  box->first = take->first;
  box->end = take->end;
  box->annotation = take->annotation;
  box->phrase = take->phrase;
  box->lexicon = take->lexicon;
  box->name = take->name;
  lua_pushvalue(L, match);
  lua_setiuservalue(L, -2, SPAN_MATCH);
  lua_getiuservalue(L, match, SPAN_OWNER);
  lua_setiuservalue(L, -2, SPAN_OWNER);
}

/* Push a take of the match at stack index 1, made only once because rules read
 * the same captures again and again. */
static void push_kept_take(lua_State *L, const news_span_box *box,
                           const news_take *take) {
  int place = (int)(take - box->takes);
  bool kept = place < SPAN_KEPT;
  if (kept && lua_getiuservalue(L, 1, SPAN_VALUES + place + 1) != LUA_TNIL)
    return;
  push_take(L, 1, take);
  if (!kept) return;
  lua_pushvalue(L, -1);
  lua_setiuservalue(L, 1, SPAN_VALUES + place + 1);
}

/* The last take of that name, or NULL. */
static const news_take *find_take(const news_span_box *box, const char *name) {
  for (uint32_t i = box->count; i-- > 0;)
    if (box->takes[i].name && news_same_name(box->takes[i].name, name))
      return &box->takes[i];
  return NULL;
}

/* Whether the span is what push_take() makes of the capture. */
static bool is_take(const news_span_box *box, const news_take *take) {
  return box->span.start == take->span.start &&
         box->span.end == take->span.end && box->first == take->first &&
         box->end == take->end && box->annotation == take->annotation &&
         box->phrase == take->phrase && box->lexicon == take->lexicon;
}

/* span.all : all takes of the capture of this span, in order. */
static int push_all(lua_State *L, const news_span_box *box) {
  lua_newtable(L);
  if (lua_getiuservalue(L, 1, SPAN_MATCH) != LUA_TUSERDATA) {
    lua_pop(L, 1);
    lua_pushvalue(L, 1);
    lua_rawseti(L, -2, 1);
    return 1;
  }
  int match = lua_absindex(L, -1);
  const news_span_box *whole = lua_touserdata(L, match);
  lua_Integer n = 0;
  for (uint32_t i = 0; i < whole->count; i++) {
    const news_take *take = &whole->takes[i];
    if (!take->name || !box->name || !news_same_name(take->name, box->name))
      continue;
    if (is_take(box, take))
      lua_pushvalue(L, 1);
    else
      push_take(L, match, take);
    lua_rawseti(L, -3, ++n);
  }
  lua_pop(L, 1);
  return 1;
}

/* Push the name of the annotation's layer or rule, from the document's
 * tables. */
static void push_owned_name(lua_State *L, const news_span_box *box,
                            const char *table, bool layer) {
  if (box->annotation == NEWS_NO_ANNOTATION) {
    lua_pushnil(L);
    return;
  }
  const news_annotation *a =
      news_annotations_get(box->document->annotations, box->annotation);
  note_asked(box->document, box->annotation, layer ? 0 : NEWS_ASKED_RULE);
  lua_getiuservalue(L, 1, SPAN_DOCUMENT);
  lua_getiuservalue(L, -1, DOCUMENT_OWNERS);
  lua_getfield(L, -1, table);
  lua_rawgeti(L, -1, (lua_Integer)(layer ? a->layer : a->rule));
}

/* Push the lexicon's userdata (+1). */
static int push_lexicon(lua_State *L, const news_lexicon *lexicon) {
  lua_getiuservalue(L, 1, SPAN_OWNER);
  lua_rawgetp(L, -1, lexicon);
  return lua_gettop(L);
}

static void push_entries(lua_State *L, const news_span_box *box, bool all) {
  if (!box->lexicon) {
    lua_pushnil(L);
    return;
  }
  int lexicon = push_lexicon(L, box->lexicon);
  uint32_t count;
  const uint32_t *entries =
      news_lexicon_phrase_entries(box->lexicon, box->phrase, &count);
  if (!all) {
    news_push_row(L, lexicon, box->lexicon, entries[0]);
    return;
  }
  lua_createtable(L, (int)count, 0);
  for (uint32_t i = 0; i < count; i++) {
    news_push_row(L, lexicon, box->lexicon, entries[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

static int push_field(lua_State *L, const news_span_box *box, field which) {
  const news_document_box *doc = box->document;
  switch (which) {
    case FIELD_TEXT:
      lua_pushlstring(L, doc->doc->text + box->span.start,
                      news_span_size(box->span));
      break;
    case FIELD_FIRST:
      lua_pushinteger(L, (lua_Integer)box->span.start + 1);
      break;
    case FIELD_LAST: lua_pushinteger(L, (lua_Integer)box->span.end); break;
    case FIELD_LAYER: push_owned_name(L, box, "layer_names", true); break;
    case FIELD_RULE: push_owned_name(L, box, "rule_names", false); break;
    case FIELD_START:
    case FIELD_END: {
      uint32_t at = which == FIELD_START ? box->span.start : box->span.end;
      lua_pushinteger(
          L, (lua_Integer)news_document_offset(doc->doc, at, doc->unit));
      break;
    }
    case FIELD_ALL: push_all(L, box); break;
    case FIELD_ENTRY: push_entries(L, box, false); break;
    case FIELD_ENTRIES: push_entries(L, box, true); break;
    case FIELD_LEMMA:
      lua_getiuservalue(L, 1, SPAN_DOCUMENT);
      news_push_lemma(L, lua_gettop(L), box->span, box->lexicon, box->phrase);
      break;
    case FIELD_POS: news_push_pos(L, 1); break;
    case FIELD_DOCUMENT: lua_getiuservalue(L, 1, SPAN_DOCUMENT); break;
    case FIELD_SENTENCE:
    case FIELD_PARAGRAPH:
      lua_getiuservalue(L, 1, SPAN_DOCUMENT);
      return news_push_part_of(L, lua_gettop(L), box->span,
                               which == FIELD_PARAGRAPH);
  }
  return 1;
}

enum { MOST_DEPTH = 16 };

/* Replace the table on top by a deep copy; tables that are not plain are not
 * copied. */
static void copy_table(lua_State *L, int depth) {
  if (depth > MOST_DEPTH) luaL_error(L, "attributes nested too deeply");
  luaL_checkstack(L, 6, NULL);
  lua_newtable(L);
  lua_pushnil(L);
  while (lua_next(L, -3)) {
    if (lua_istable(L, -1) && !lua_getmetatable(L, -1))
      copy_table(L, depth + 1);
    else if (lua_istable(L, -1))
      lua_pop(L, 1);
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, -4);
  }
  lua_replace(L, -2);
}

/* Push an attribute; a table is copied, so that no rule changes what another
 * one wrote. */
static bool push_attribute(lua_State *L, const news_span_box *box) {
  if (box->annotation == NEWS_NO_ANNOTATION) return false;
  lua_getiuservalue(L, 1, SPAN_DOCUMENT);
  if (news_push_attributes(L, lua_absindex(L, -1), box->annotation) !=
      LUA_TTABLE)
    return false;
  lua_pushvalue(L, 2);
  int type = lua_rawget(L, -2);
  if (type == LUA_TTABLE) copy_table(L, 0);
  return type != LUA_TNIL;
}

static bool push_column(lua_State *L, const news_span_box *box) {
  if (!box->lexicon) return false;
  size_t size;
  const char *name = lua_tolstring(L, 2, &size);
  int column = news_lexicon_find_column(box->lexicon, name, size);
  if (column < 0) return false;
  uint32_t count;
  const uint32_t *entries =
      news_lexicon_phrase_entries(box->lexicon, box->phrase, &count);
  news_push_cell(L, push_lexicon(L, box->lexicon), box->lexicon, entries[0],
                 (uint32_t)column);
  return true;
}

/* match[i] */
static int push_numbered_take(lua_State *L, const news_span_box *box) {
  if (!lua_isinteger(L, 2)) return 0;
  lua_Integer i = lua_tointeger(L, 2);
  if (i < 1 || i > box->count || box->takes[i - 1].span.start == UINT32_MAX)
    return 0;
  push_take(L, 1, &box->takes[i - 1]);
  return 1;
}

/* Upvalues of span_index(): name -> number of a C field, function of a Lua
 * field; name -> method; what is known of names. */
enum { AT_FIELDS = 1, AT_METHODS, AT_KNOWN };

/* Look up the name at 2 and cache it at that place. */
static void learn_name(lua_State *L, news_known_name *known, int place,
                       const char *name) {
  known->name = NULL;
  known->means = MEANS_NOTHING;
  lua_pushvalue(L, 2);
  int type = lua_rawget(L, lua_upvalueindex(AT_FIELDS));
  if (type == LUA_TNUMBER) {
    known->means = (int)lua_tointeger(L, -1);
  } else if (type == LUA_TFUNCTION) {
    known->means = MEANS_CALL;
  } else {
    lua_pop(L, 1);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(AT_METHODS)) != LUA_TNIL)
      known->means = MEANS_METHOD;
  }
  lua_setiuservalue(L, lua_upvalueindex(AT_KNOWN), 2 * place + 2);
  lua_pushvalue(L, 2);
  lua_setiuservalue(L, lua_upvalueindex(AT_KNOWN), 2 * place + 1);
  known->name = name;
}

/* The meaning of the name at 2; if it is a function, that is pushed (+1). */
static int push_meaning(lua_State *L, const news_host *host, const char *name) {
  int place = (int)((uintptr_t)name / 16 % KNOWN_NAMES);
  news_known_name *known = host->known_names + place;
  if (known->name != name) learn_name(L, known, place, name);
  if (known->means < 0)
    lua_getiuservalue(L, lua_upvalueindex(AT_KNOWN), 2 * place + 2);
  return known->means;
}

/* span[key] : only spans have this function, and it is called all the time, so
 * the argument is not checked */
static int span_index(lua_State *L) {
  const news_span_box *box = lua_touserdata(L, 1);
  check_current(L, 1, box);
  if (lua_type(L, 2) != LUA_TSTRING) return push_numbered_take(L, box);
  const char *name = lua_tostring(L, 2);
  const news_take *take = box->count ? find_take(box, name) : NULL;
  if (take) {
    if (take->span.start == UINT32_MAX) return 0;
    push_kept_take(L, box, take);
    return 1;
  }
  int means = push_meaning(L, box->document->host, name);
  if (means > 0) return push_field(L, box, (field)means);
  if (means == MEANS_METHOD) return 1;
  if (means == MEANS_CALL) {
    lua_pushvalue(L, 1);
    lua_call(L, 1, 1);
    return 1;
  }
  if (push_attribute(L, box)) return 1;
  return push_column(L, box) ? 1 : 0;
}

/* a == b : the same place of the same text, and the same annotation */
static int span_equal(lua_State *L) {
  const news_span_box *a = news_test_span(L, 1);
  const news_span_box *b = news_test_span(L, 2);
  lua_pushboolean(
      L, a && b && a->document == b->document &&
             a->generation == b->generation && a->span.start == b->span.start &&
             a->span.end == b->span.end && a->annotation == b->annotation);
  return 1;
}

static int span_tostring(lua_State *L) {
  const news_span_box *box = news_check_span(L, 1);
  return push_field(L, box, FIELD_TEXT);
}

/* span:denotes(annotation) -> the same place with its attributes */
static int span_denotes(lua_State *L) {
  const news_span_box *box = news_check_span(L, 1);
  const news_span_box *other = news_check_span(L, 2);
  luaL_argcheck(L, other->annotation != NEWS_NO_ANNOTATION, 2,
                "an annotation expected");
  luaL_argcheck(L, other->document == box->document, 2,
                "an annotation of the same document expected");
  lua_getiuservalue(L, 1, SPAN_DOCUMENT);
  news_span_box *made = news_push_span(L, -1, box->span, 0);
  made->first = box->first;
  made->end = box->end;
  made->annotation = other->annotation;
  made->denotes = true;
  return 1;
}

/* core.attributes(span) -> the table of attributes, read-only because it may be
 * shared; nil if there are none */
static int span_attributes(lua_State *L) {
  const news_span_box *box = news_check_span(L, 1);
  if (box->annotation == NEWS_NO_ANNOTATION) return 0;
  lua_getiuservalue(L, 1, SPAN_DOCUMENT);
  news_push_attributes(L, lua_absindex(L, -1), box->annotation);
  return 1;
}

void news_push_own_attributes(lua_State *L, int document, uint32_t id) {
  const news_document_box *box = lua_touserdata(L, document);
  news_annotations_touch(box->annotations);
  note_asked(box, id, 0);
  lua_getiuservalue(L, document, DOCUMENT_ATTRIBUTES);
  int all = lua_gettop(L), type = lua_rawgeti(L, all, (lua_Integer)id + 1);
  bool own = type == LUA_TTABLE && !lua_getmetatable(L, -1);
  lua_settop(L, all + 1);
  bool noted = news_is_to_note(L, document, id, all + 1);
  if (!own || noted) { /* it is shared, missing, or must be undone */
    lua_newtable(L);
    if (type == LUA_TTABLE) news_copy_pairs(L, all + 1);
    if (noted) news_note_change(L, document, id, all + 1, all + 2);
    lua_pushvalue(L, -1);
    lua_rawseti(L, all, (lua_Integer)id + 1);
  }
  lua_replace(L, all);
  lua_settop(L, all);
}

/* core.own_attributes(annotation) -> its own table, for writing.  Charges for
 * patterns reading all annotations again. */
static int own_attributes(lua_State *L) {
  const news_span_box *box = news_check_span(L, 1);
  luaL_argcheck(L, box->annotation != NEWS_NO_ANNOTATION, 1,
                "an annotation expected");
  news_host_charge(L, box->document->host,
                   news_annotations_count(box->document->annotations));
  lua_getiuservalue(L, 1, SPAN_DOCUMENT);
  news_push_own_attributes(L, lua_absindex(L, -1), box->annotation);
  return 1;
}

void news_copy_pairs(lua_State *L, int from) {
  lua_pushnil(L);
  while (lua_next(L, from)) {
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, -4);
  }
}

void news_push_captures(lua_State *L, int match) {
  const news_span_box *box = news_check_span(L, match);
  lua_createtable(L, 0, (int)box->count);
  for (uint32_t i = 0; i < box->count; i++) {
    if (!box->takes[i].name || box->takes[i].span.start == UINT32_MAX) continue;
    push_take(L, match, &box->takes[i]);
    lua_setfield(L, -2, box->takes[i].name);
  }
}

/* core.captures(match) -> its captures by name */
static int captures(lua_State *L) {
  news_check_span(L, 1);
  lua_settop(L, 1);
  news_push_captures(L, 1);
  return 1;
}

/* core.annotation_id(span) -> integer, denotes | nil */
static int annotation_id(lua_State *L) {
  const news_span_box *box = news_test_span(L, 1);
  if (!box || box->annotation == NEWS_NO_ANNOTATION) return 0;
  lua_pushinteger(L, (lua_Integer)box->annotation + 1);
  lua_pushboolean(L, box->denotes);
  return 2;
}

/* core.is_span(value) */
static int is_span(lua_State *L) {
  lua_pushboolean(L, news_test_span(L, 1) != NULL);
  return 1;
}

static const luaL_Reg functions[] = {
    {"annotation_id", annotation_id},
    {"captures", captures},
    {"is_span", is_span},
    {"attributes", span_attributes},
    {"own_attributes", own_attributes},
    {NULL, NULL},
};

/* Sets core.span_fields and core.span_methods for the Lua library. */
void news_open_span(lua_State *L) {
  luaL_setfuncs(L, functions, 0);
  luaL_newmetatable(L, NEWS_SPAN);
  lua_newtable(L); /* fields */
  for (size_t i = 0; i < sizeof field_names / sizeof *field_names; i++) {
    lua_pushinteger(L, field_names[i].field);
    lua_setfield(L, -2, field_names[i].name);
  }
  lua_newtable(L); /* methods */
  lua_pushcfunction(L, span_denotes);
  lua_setfield(L, -2, "denotes");
  lua_pushvalue(L, -2);
  lua_setfield(L, -5, "span_fields");
  lua_pushvalue(L, -1);
  lua_setfield(L, -5, "span_methods");
  size_t size = KNOWN_NAMES * sizeof(news_known_name);
  news_host *host = news_host_of(L);
  host->known_names = lua_newuserdatauv(L, size, 2 * KNOWN_NAMES);
  memset(host->known_names, 0, size);
  lua_pushcclosure(L, span_index, 3);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, span_equal);
  lua_setfield(L, -2, "__eq");
  lua_pushcfunction(L, span_tostring);
  lua_setfield(L, -2, "__tostring");
  lua_pushliteral(L, "span");
  lua_setfield(L, -2, "__name");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}
