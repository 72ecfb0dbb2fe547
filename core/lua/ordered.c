/* Traverses a table in an order that is the same in every process. */
#include <stdlib.h>
#include <string.h>

#include "binding.h"

/* Keys are sorted: numbers, then strings by bytes, then all others in any order
 * (they have none that could be kept). */
typedef struct key {
  enum { NUMBER, STRING, OTHER } kind;
  bool whole; /* `integer` is exact */
  lua_Integer integer;
  lua_Number number;
  const char *text; /* held by the list of keys */
  size_t size;
  uint32_t place; /* in the list of keys */
} key;

enum { FEW = 16 }; /* keys sorted without allocating a block */

static int compare_numbers(const key *a, const key *b) {
  if (a->whole && b->whole)
    return (a->integer > b->integer) - (a->integer < b->integer);
  return (a->number > b->number) - (a->number < b->number);
}

static int compare(const void *left, const void *right) {
  const key *a = left, *b = right;
  int order = (a->kind > b->kind) - (a->kind < b->kind);
  if (!order && a->kind == NUMBER) order = compare_numbers(a, b);
  if (!order && a->kind == STRING) {
    size_t both = a->size < b->size ? a->size : b->size;
    order = memcmp(a->text, b->text, both);
    if (!order) order = (a->size > b->size) - (a->size < b->size);
  }
  return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* Read the key on top. */
static key read_key(lua_State *L, uint32_t place) {
  key k = {.kind = OTHER, .place = place};
  int type = lua_type(L, -1);
  if (type == LUA_TNUMBER) {
    k.kind = NUMBER;
    k.whole = lua_isinteger(L, -1);
    k.integer = lua_tointeger(L, -1);
    k.number = lua_tonumber(L, -1);
  } else if (type == LUA_TSTRING) {
    k.kind = STRING;
    k.text = lua_tolstring(L, -1, &k.size);
  }
  return k;
}

/* Upvalues: table, its keys, their order, next place. */
static int next_pair(lua_State *L) {
  const uint32_t *order = lua_touserdata(L, lua_upvalueindex(3));
  lua_Integer i = lua_tointeger(L, lua_upvalueindex(4));
  lua_Integer count =
      (lua_Integer)(lua_rawlen(L, lua_upvalueindex(3)) / sizeof *order);
  while (i < count) {
    lua_rawgeti(L, lua_upvalueindex(2), order[i++] + 1);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, lua_upvalueindex(1)) == LUA_TNIL) { /* removed since */
      lua_pop(L, 2);
      continue;
    }
    lua_pushinteger(L, i);
    lua_replace(L, lua_upvalueindex(4));
    return 2;
  }
  return 0;
}

static int no_pair(lua_State *L) {
  (void)L;
  return 0;
}

/* Push an iterator of the table at 1, the only value on the stack. */
static int push_iterator(lua_State *L) {
  uint32_t count = 0;
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) count++;
  if (!count) {
    lua_pushcfunction(L, no_pair);
    return 1;
  }
  news_host_charge(L, news_host_of(L), count);
  lua_createtable(L, (int)count, 0);
  uint32_t *order = lua_newuserdatauv(L, count * sizeof *order, 0);
  key few[FEW];
  key *keys =
      count <= FEW ? few : lua_newuserdatauv(L, count * sizeof *keys, 0);
  uint32_t at = 0;
  for (lua_pushnil(L); lua_next(L, 1); at++) {
    lua_pop(L, 1);
    keys[at] = read_key(L, at);
    lua_pushvalue(L, -1);
    lua_rawseti(L, 2, (lua_Integer)at + 1);
  }
  qsort(keys, count, sizeof *keys, compare);
  for (uint32_t i = 0; i < count; i++) order[i] = keys[i].place;
  lua_settop(L, 3);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_pair, 4);
  return 1;
}

/* core.ordered_pairs(table) -> iterator */
static int ordered_pairs(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  return push_iterator(L);
}

/* pairs(t) : the same for a table without a metatable, as most are; anything
 * else is passed to upvalue 1 */
static int pairs(lua_State *L) {
  if (lua_istable(L, 1) && !lua_getmetatable(L, 1)) {
    lua_settop(L, 1);
    return push_iterator(L);
  }
  lua_settop(L, 1);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, 1, LUA_MULTRET);
  return lua_gettop(L);
}

/* core.pairs(other) -> pairs */
static int pairs_new(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 1);
  lua_pushcclosure(L, pairs, 1);
  return 1;
}

void news_open_ordered(lua_State *L) {
  lua_pushcfunction(L, pairs_new);
  lua_setfield(L, -2, "pairs");
  lua_pushcfunction(L, ordered_pairs);
  lua_setfield(L, -2, "ordered_pairs");
}
