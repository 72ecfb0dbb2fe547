#ifndef NEWS_LUA_MATCHER_H
#define NEWS_LUA_MATCHER_H

#include "binding.h"

/* What firsts.c needs from matcher.c, for the matcher at stack index 1. */

/* The matcher, which must be open, and its document; ends its walk.  Raises. */
news_matcher *news_matcher_idle(lua_State *L,
                                const news_document_box **document);
/* The number of a pattern at `arg`; notes that the layers it reads are asked.
 * Raises. */
uint32_t news_matcher_pattern(lua_State *L, int arg);

/* Methods. */
int news_matcher_first(lua_State *L);
int news_matcher_firsts(lua_State *L);
int news_matcher_each(lua_State *L);

#endif
