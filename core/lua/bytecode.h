#ifndef NEWS_LUA_BYTECODE_H
#define NEWS_LUA_BYTECODE_H

#include "binding.h"

/* A set of upvalues of a function, numbered from 0. */
typedef struct news_assigned {
  uint64_t bits[4];
} news_assigned;

static inline bool news_is_assigned(const news_assigned *set, unsigned n) {
  return n < 256 && (set->bits[n / 64] >> n % 64 & 1);
}

/* Store the upvalues that the Lua function at `at`, or a function inside it,
 * may assign to; false if that is unknown. */
bool news_assigned_upvalues(lua_State *L, int at, news_assigned *set);

/* Whether we can read the bytecode of this Lua. */
bool news_assigned_known(lua_State *L);

#endif
