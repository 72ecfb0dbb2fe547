#ifndef NEWS_SMALL_H
#define NEWS_SMALL_H

#include <stddef.h>

/* Memory in small blocks for somebody who knows the size of each block that he
 * gives back, as Lua does: no header, no search, no merging.  Blocks up to a
 * kilobyte are cut from slabs and wait in a list for the next of their size;
 * larger ones come from malloc().  Slabs go back at the end only. */
typedef struct news_small news_small;

/* NULL when out of memory.  Freed with news_small_free(), which frees all small
 * blocks too. */
news_small *news_small_new(void);
void news_small_free(news_small *s);

/* A lua_Alloc: `block` of `old` bytes becomes one of `size` bytes.  NULL for a
 * new one, whatever `old` is; size 0 gives it back.  NULL when out of memory,
 * but never when it shrinks. */
void *news_small_resize(void *small, void *block, size_t old, size_t size);

#endif
