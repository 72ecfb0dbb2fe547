#ifndef NEWS_SMALL_H
#define NEWS_SMALL_H

#include <stdbool.h>
#include <stddef.h>

/* Memory in small blocks for a caller that knows the size of each block that
 * it gives back, as Lua does: no header, no search, no merging.  Blocks up to a
 * kilobyte are cut from slabs and wait in a list for the next of their size;
 * larger ones come from malloc().  Slabs go back at the end only. */
typedef struct news_small news_small;

#ifdef NEWS_TINY
enum { NEWS_SMALL_GRAIN = 16, NEWS_SMALL_CLASSES = 4 };
#else
enum { NEWS_SMALL_GRAIN = 16, NEWS_SMALL_CLASSES = 64 };
#endif

typedef union news_small_link {
  union news_small_link *next;
  max_align_t align;
} news_small_link;

struct news_small {
  news_small_link *waiting[NEWS_SMALL_CLASSES + 1]; /* by size in grains */
  char *at;    /* what is left of the last slab, */
  size_t left; /* in bytes */
  news_small_link *slabs;
};

/* NULL when out of memory.  Freed with news_small_free(), which frees all small
 * blocks too. */
news_small *news_small_new(void);
void news_small_free(news_small *s);

/* A lua_Alloc: `block` of `old` bytes becomes one of `size` bytes.  NULL for a
 * new one, whatever `old` is; size 0 gives it back.  NULL when out of memory,
 * but never when it shrinks. */
void *news_small_resize(void *small, void *block, size_t old, size_t size);

/* In a process that was just forked: blocks that wait, and what is left of the
 * last slab, are not used any more, since each of their pages is shared and
 * would be copied when it is first written to. */
void news_small_part(news_small *s);

/* Which list a block waits in: its size in grains; 0 for a large one. */
static inline size_t news_small_class(size_t size) {
  size_t grains = (size + NEWS_SMALL_GRAIN - 1) / NEWS_SMALL_GRAIN;
  return grains <= NEWS_SMALL_CLASSES ? grains : 0;
}

/* A new block if one waits or the slab has room for it; NULL: what
 * news_small_resize() has to see to. */
static inline void *news_small_quick(news_small *s, size_t size) {
  size_t class = news_small_class(size);
  if (!class) return NULL;
  news_small_link *waiting = s->waiting[class];
  if (waiting) {
    s->waiting[class] = waiting->next;
    __builtin_prefetch(waiting->next, 1); /* it was given back long ago */
    return waiting;
  }
  size_t bytes = class * NEWS_SMALL_GRAIN;
  if (s->left < bytes) return NULL;
  char *block = s->at;
  s->at += bytes;
  s->left -= bytes;
  return block;
}

/* Give back a block of `size` bytes if it is a small one; false: it is what
 * news_small_resize() has to see to. */
static inline bool news_small_quick_drop(news_small *s, void *block,
                                         size_t size) {
  size_t class = news_small_class(size);
  if (!class) return false;
  news_small_link *l = block;
  l->next = s->waiting[class];
  s->waiting[class] = l;
  return true;
}

#endif
