#ifndef NEWS_LUA_EFFECTS_H
#define NEWS_LUA_EFFECTS_H

#include "binding.h"

/* One of the annotations that a step added. */
typedef struct news_entry {
  uint32_t layer, start, end, flags;
} news_entry;

#define NEWS_NO_LAYER UINT32_MAX         /* of an id without annotation */
enum { ENTRY_RULE = 1, ENTRY_GONE = 2 }; /* made by a rule; removed again */

/* core.same() for the values at two absolute stack indexes. */
bool news_same_values(lua_State *L, int a, int b);

#endif
