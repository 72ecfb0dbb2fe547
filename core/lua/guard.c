/* Local variables of rule files, which no document may change. */
#include "binding.h"

#define GUARD "newsengine.guard"

/* User value 1: list of function, value, name for each variable. */
typedef struct guard_box {
  uint32_t count;
  int index[]; /* of the upvalue */
} guard_box;

/* core.guard(list of {f, index, name, value}) -> guard */
static int guard_new(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  lua_Integer count = (lua_Integer)lua_rawlen(L, 1);
  guard_box *box =
      lua_newuserdatauv(L, sizeof *box + (size_t)count * sizeof *box->index, 1);
  box->count = 0;
  luaL_setmetatable(L, GUARD);
  lua_createtable(L, (int)count * 3, 0);
  for (lua_Integer i = 0; i < count; i++) {
    lua_rawgeti(L, 1, i + 1);
    lua_getfield(L, -1, "index");
    box->index[i] = (int)luaL_checkinteger(L, -1);
    lua_pop(L, 1);
    lua_getfield(L, -1, "f");
    luaL_checktype(L, -1, LUA_TFUNCTION);
    lua_rawseti(L, 3, i * 3 + 1);
    lua_getfield(L, -1, "value");
    lua_rawseti(L, 3, i * 3 + 2);
    lua_getfield(L, -1, "name");
    lua_rawseti(L, 3, i * 3 + 3);
    lua_settop(L, 3);
  }
  lua_setiuservalue(L, 2, 1);
  box->count = (uint32_t)count;
  return 1;
}

static bool is_nan(lua_State *L, int at) {
  return lua_type(L, at) == LUA_TNUMBER && !lua_rawequal(L, at, at);
}

/* guard:check() -> the name of a variable that is not what it was, nil when
 * there is none; all are put back */
static int guard_check(lua_State *L) {
  const guard_box *box = luaL_checkudata(L, 1, GUARD);
  lua_settop(L, 1);
  lua_pushnil(L); /* 2: the name */
  lua_getiuservalue(L, 1, 1);
  for (uint32_t i = 0; i < box->count; i++) {
    lua_rawgeti(L, 3, (lua_Integer)i * 3 + 1);
    lua_getupvalue(L, 4, box->index[i]);
    lua_rawgeti(L, 3, (lua_Integer)i * 3 + 2);
    if (!lua_rawequal(L, 5, 6) && !(is_nan(L, 5) && is_nan(L, 6))) {
      lua_setupvalue(L, 4, box->index[i]);
      if (lua_isnil(L, 2)) {
        lua_rawgeti(L, 3, (lua_Integer)i * 3 + 3);
        lua_replace(L, 2);
      }
    }
    lua_settop(L, 3);
  }
  lua_settop(L, 2);
  return 1;
}

void news_open_guard(lua_State *L) {
  static const luaL_Reg methods[] = {{"check", guard_check}, {NULL, NULL}};
  lua_pushcfunction(L, guard_new);
  lua_setfield(L, -2, "guard");
  news_register_type(L, GUARD, NULL, methods);
}
