/* All annotations of a layer at once, as tables: for rules about a whole
 * document, where a span and a call for each attribute would cost too much. */
#include <string.h>

#include "binding.h"
#include "layout.h"

enum { GAP_MOST = 6 }; /* most bytes of `gap` */

/* Size of the white space at `at`: ASCII or a no-break space. */
static uint32_t space_at(const char *text, uint32_t at) {
  unsigned char c = (unsigned char)text[at];
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  return c == 0xC2 && (unsigned char)text[at + 1] == 0xA0 ? 2 : 0;
}

/* Push the text with each run of white space as one space. */
static void push_squeezed(lua_State *L, const char *text, news_span s) {
  uint32_t at = s.start;
  while (at < s.end && !space_at(text, at)) at++;
  if (at == s.end) {
    lua_pushlstring(L, text + s.start, news_span_size(s));
    return;
  }
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  for (at = s.start; at < s.end;) {
    uint32_t space = space_at(text, at);
    if (!space) {
      luaL_addchar(&b, text[at++]);
      continue;
    }
    for (; space && at < s.end; space = space_at(text, at)) at += space;
    luaL_addchar(&b, ' ');
  }
  luaL_pushresult(&b);
}

/* Fields taken from the text. */
static const char *const fields[] = {"first", "last", "kinds", "text", "gap"};
enum { FIELDS = 5, AT_NAMES = 3, AT_ITEMS = 4, AT_FIELDS = 5 };

/* Set the value on top in the table below it. */
static void set_field(lua_State *L, int field) {
  lua_pushvalue(L, AT_FIELDS + field);
  lua_insert(L, -2);
  lua_rawset(L, -3);
}

static void describe(lua_State *L, const news_document *doc, news_span span,
                     uint32_t before) {
  news_row row = {.span = span};
  news_row_measure(doc, &row);
  const lua_Integer numbers[] = {(lua_Integer)span.start + 1, span.end,
                                 (lua_Integer)row.kinds};
  for (int k = 0; k < 3; k++) {
    lua_pushinteger(L, numbers[k]);
    set_field(L, k);
  }
  push_squeezed(L, doc->text, span);
  set_field(L, 3);
  if (before >= span.start || span.start - before > GAP_MOST) return;
  lua_pushlstring(L, doc->text + before, span.start - before);
  set_field(L, 4);
}

/* Copy to the table on top the named attributes of the annotation; the names
 * are from AT_FIELDS + FIELDS on. */
static void add_attributes(lua_State *L, uint32_t id, int count) {
  int item = lua_gettop(L);
  if (news_push_attributes(L, 1, id) == LUA_TTABLE) {
    for (int k = 0; k < count; k++) {
      lua_pushvalue(L, AT_FIELDS + FIELDS + k);
      lua_pushvalue(L, -1);
      if (lua_rawget(L, item + 1) == LUA_TNIL)
        lua_pop(L, 2);
      else
        lua_rawset(L, item);
    }
  }
  lua_settop(L, item);
}

/* core.collect(doc, layer number, names) -> a list with a table for each
 * annotation, in order: first, last (bytes), text (runs of white space as one
 * space), kinds (as span:measure), gap (the text between the one before and
 * it, up to 6 bytes) and the attributes of those names */
static int collect(lua_State *L) {
  enum { MOST_NAMES = 32, SOME_MORE = 4 }; /* fields that a rule adds */
  news_document_box *box = news_check_document(L, 1);
  uint32_t layer = (uint32_t)luaL_checkinteger(L, 2), count = 0;
  luaL_checktype(L, AT_NAMES, LUA_TTABLE);
  int names = (int)lua_rawlen(L, AT_NAMES);
  luaL_argcheck(L, names <= MOST_NAMES, AT_NAMES, "too many names");
  lua_settop(L, AT_NAMES);
  const uint32_t *ids = news_annotations_layer(box->annotations, layer, &count);
  lua_createtable(L, (int)count, 0);
  luaL_checkstack(L, FIELDS + MOST_NAMES + 10, NULL);
  for (int k = 0; k < FIELDS; k++) lua_pushstring(L, fields[k]);
  for (int k = 1; k <= names; k++) {
    if (lua_rawgeti(L, AT_NAMES, k) != LUA_TSTRING)
      return luaL_argerror(L, AT_NAMES, "names expected");
  }
  uint32_t before = UINT32_MAX;
  for (uint32_t i = 0; i < count; i++) {
    news_span span = news_annotations_get(box->annotations, ids[i])->span;
    news_host_charge(L, box->host, 1 + news_span_size(span) / 8);
    lua_createtable(L, 0, FIELDS + names + SOME_MORE);
    describe(L, box->doc, span, before);
    add_attributes(L, ids[i], names);
    lua_rawseti(L, AT_ITEMS, (lua_Integer)i + 1);
    before = span.end;
  }
  lua_settop(L, AT_ITEMS);
  return 1;
}

/* ---- things */

enum { AT_KIND = 3, AT_NUMBERS, AT_ENTITY, AT_NAME };

/* Push what the mention with the attributes on top is of: `entity`, else
 * `name`, else nothing (+1). */
static bool push_thing(lua_State *L) {
  for (int key = AT_ENTITY; key <= AT_NAME; key++) {
    lua_pushvalue(L, key);
    lua_rawget(L, -2);
    if (lua_toboolean(L, -1)) return true;
    lua_pop(L, 1);
  }
  lua_pushnil(L);
  return false;
}

/* core.number_entities(doc, layer number, kind) : the annotations of the layer
 * are mentions of things.  Those with equal `entity` (else equal `name`) are of
 * the same thing, one with neither is of its own; sets `entity` to kind:1,
 * kind:2, ... by first mention. */
static int number_entities(lua_State *L) {
  news_document_box *box = news_check_document(L, 1);
  uint32_t layer = (uint32_t)luaL_checkinteger(L, 2), count = 0, things = 0;
  const char *kind = luaL_checkstring(L, AT_KIND);
  const uint32_t *ids = news_annotations_layer(box->annotations, layer, &count);
  if (!count) return 0;
  lua_settop(L, AT_KIND);
  lua_newtable(L);
  lua_pushliteral(L, "entity");
  lua_pushliteral(L, "name");
  for (uint32_t i = 0; i < count; i++) {
    news_push_own_attributes(L, 1, ids[i]);
    bool known = push_thing(L);
    lua_pushvalue(L, -1); /* attributes, thing, number */
    if (!known || lua_rawget(L, AT_NUMBERS) == LUA_TNIL) {
      lua_pop(L, 1);
      lua_pushfstring(L, "%s:%d", kind, (int)++things);
      if (known) {
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -2);
        lua_rawset(L, AT_NUMBERS);
      }
    }
    lua_pushvalue(L, AT_ENTITY);
    lua_replace(L, -3);
    lua_rawset(L, -3);
    lua_settop(L, AT_NAME);
  }
  return 0;
}

void news_open_collect(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"collect", collect},
      {"number_entities", number_entities},
      {NULL, NULL},
  };
  luaL_setfuncs(L, functions, 0);
}
