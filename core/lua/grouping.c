/* Arranges what a step added so that each layer has its own range of ids: if it
 * adds a few more to one layer, the ids of the others do not change. */
#include <string.h>

#include "effects.h"

enum { MOST_DEPTH = 16, MOST_PLACES = 16 };

static news_entry entry_at(const char *bytes, size_t i) {
  news_entry e;
  memcpy(&e, bytes + i * sizeof e, sizeof e);
  return e;
}

/* Whether a value may refer to an annotation. */
static bool refers(lua_State *L, int at, int depth) {
  if (lua_istable(L, at)) {
    if (depth > MOST_DEPTH) return true;
    luaL_checkstack(L, 6, NULL);
    int top = lua_gettop(L);
    for (lua_pushnil(L); lua_next(L, at); lua_pop(L, 1))
      if (refers(L, top + 2, depth + 1)) {
        lua_settop(L, top);
        return true;
      }
    return false;
  }
  const news_span_box *box = news_test_span(L, at);
  return box && (box->annotation != NEWS_NO_ANNOTATION || box->count);
}

/* The places of the annotations of a layer in an effect. */
typedef struct place_of_layer {
  uint32_t layer, first, room, count;
} place_of_layer;

typedef struct grouping {
  place_of_layer places[MOST_PLACES];
  uint32_t count;
  uint32_t spare, spare_part; /* ids left free, and one for so many */
} grouping;

static place_of_layer *place_of(grouping *g, uint32_t layer) {
  uint32_t i = 0;
  while (i < g->count && g->places[i].layer != layer) i++;
  if (i == MOST_PLACES) return NULL;
  if (i == g->count) g->places[g->count++] = (place_of_layer){.layer = layer};
  return &g->places[i];
}

static bool count_layers(grouping *g, const char *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    place_of_layer *p = place_of(g, entry_at(bytes, i).layer);
    if (!p) return false;
    p->count++;
  }
  return g->count > 1;
}

/* Keep the layout at `arg` if all have room there; else make a new one. */
static void lay_out(lua_State *L, int arg, grouping *g) {
  size_t size;
  const char *bytes = luaL_optlstring(L, arg, "", &size);
  bool fits = size > 0;
  for (uint32_t i = 0; i < g->count && fits; i++) {
    place_of_layer *p = &g->places[i], was = {.layer = NEWS_NO_LAYER};
    for (size_t at = 0; at < size && was.layer != p->layer; at += sizeof was)
      memcpy(&was, bytes + at, sizeof was);
    fits = was.layer == p->layer && p->count <= was.room;
    p->first = was.first;
    p->room = was.room;
  }
  for (uint32_t i = 0, next = 0; i < g->count && !fits; i++) {
    g->places[i].first = next;
    g->places[i].room =
        g->places[i].count + g->spare + g->places[i].count / g->spare_part;
    next += g->places[i].room;
  }
}

static uint32_t length_of(const grouping *g) {
  uint32_t length = 0;
  for (uint32_t i = 0; i < g->count; i++) {
    uint32_t end = g->places[i].first + g->places[i].count;
    if (end > length) length = end;
  }
  return length;
}

/* Fill the table at `to` and push the bytes (+1). */
static void push_grouped(lua_State *L, grouping *g, const char *bytes,
                         size_t count, int from, int to) {
  uint32_t length = length_of(g);
  luaL_Buffer b;
  char *out = luaL_buffinitsize(L, &b, length * sizeof(news_entry));
  for (uint32_t i = 0; i < length; i++)
    memcpy(out + i * sizeof(news_entry), &(news_entry){.layer = NEWS_NO_LAYER},
           sizeof(news_entry));
  for (size_t i = 0; i < count; i++) {
    news_entry e = entry_at(bytes, i);
    uint32_t at = place_of(g, e.layer)->first++;
    memcpy(out + at * sizeof e, &e, sizeof e);
    lua_rawgeti(L, from, (lua_Integer)i + 1);
    lua_rawseti(L, to, (lua_Integer)at + 1);
  }
  luaL_pushresultsize(&b, length * sizeof(news_entry));
}

/* core.doc.group(bytes, attributes, layout or nil, spare, part) -> bytes,
 * attributes, layout | nil if it is of one layer, or something in it refers to
 * annotations What core.doc.added() gave, in the layout of before where that
 * has room; else each layer gets as many ids as it needs, `spare` and one for
 * each `part`. */
static int group(lua_State *L) {
  size_t size;
  const char *bytes = luaL_checklstring(L, 1, &size);
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_Integer spare = luaL_checkinteger(L, 4), part = luaL_checkinteger(L, 5);
  luaL_argcheck(L, spare >= 0 && spare < UINT16_MAX, 4, "out of range");
  luaL_argcheck(L, part > 0 && part < UINT16_MAX, 5, "out of range");
  lua_settop(L, 3);
  grouping g = {.spare = (uint32_t)spare, .spare_part = (uint32_t)part};
  size_t count = size / sizeof(news_entry);
  if (!count_layers(&g, bytes, count) || refers(L, 2, 0)) return 0;
  lay_out(L, 3, &g);
  lua_newtable(L);
  lua_pushlstring(L, (const char *)g.places, g.count * sizeof *g.places);
  push_grouped(L, &g, bytes, count, 2, 4);
  lua_insert(L, 4);
  return 3;
}

static bool same_entries(const news_entry *a, const news_entry *b) {
  return a->layer == b->layer && a->start == b->start && a->end == b->end &&
         a->flags == b->flags;
}

/* core.doc.differing(bytes, attributes, bytes, attributes) -> bits: the layers
 * (see core/annotation.h) of annotations that differ at the same place */
static int differing(lua_State *L) {
  size_t sizes[2];
  const char *a = luaL_checklstring(L, 1, &sizes[0]);
  luaL_checktype(L, 2, LUA_TTABLE);
  const char *b = luaL_checklstring(L, 3, &sizes[1]);
  luaL_checktype(L, 4, LUA_TTABLE);
  uint64_t bits = 0;
  for (size_t i = 0;
       i * sizeof(news_entry) < sizes[0] || i * sizeof(news_entry) < sizes[1];
       i++) {
    news_entry none = {.layer = NEWS_NO_LAYER}, x = none, y = none;
    if (i * sizeof x < sizes[0]) x = entry_at(a, i);
    if (i * sizeof y < sizes[1]) y = entry_at(b, i);
    bool equal = same_entries(&x, &y);
    lua_rawgeti(L, 2, (lua_Integer)i + 1);
    lua_rawgeti(L, 4, (lua_Integer)i + 1);
    if (equal) equal = news_same_values(L, 5, 6);
    lua_settop(L, 4);
    if (equal) continue;
    if (x.layer != NEWS_NO_LAYER) bits |= news_asked_bit(x.layer);
    if (y.layer != NEWS_NO_LAYER) bits |= news_asked_bit(y.layer);
  }
  lua_pushinteger(L, (lua_Integer)bits);
  return 1;
}

/* Adds to core.doc functions that only the library calls. */
void news_open_grouping(lua_State *L) {
  lua_getfield(L, -1, "doc");
  lua_pushcfunction(L, group);
  lua_setfield(L, -2, "group");
  lua_pushcfunction(L, differing);
  lua_setfield(L, -2, "differing");
  lua_pop(L, 1);
}
