#ifndef NEWS_SMALL_H
#define NEWS_SMALL_H

#include <stdbool.h>
#include <stddef.h>

/* An allocator for small blocks whose sizes the caller knows when freeing them,
 * as Lua does: no headers, no search, no coalescing.  Blocks up to a kilobyte
 * are cut from slabs and, once freed, wait in a free list for their size;
 * larger ones come from malloc().  Slabs are freed only at the end. */
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
  news_small_link *waiting[NEWS_SMALL_CLASSES + 1]; /* free, by size */
  char *at;    /* the rest of the last slab, */
  size_t left; /* of so many bytes */
  news_small_link *slabs;
};

/* NULL when out of memory.  Freed with news_small_free(), which frees all small
 * blocks too. */
news_small *news_small_new(void);
void news_small_free(news_small *s);

/* A lua_Alloc: resize `block` from `old` to `size` bytes.  A NULL block
 * allocates, whatever `old` is; size 0 frees.  NULL when out of memory, but
 * never when shrinking. */
void *news_small_resize(void *small, void *block, size_t old, size_t size);

/* Call right after a fork: forget the free blocks and the rest of the last
 * slab, because each of their pages is shared and would be copied when first
 * written to. */
void news_small_part(news_small *s);

/* The free list of a block: its size in grains; 0 for a large one. */
static inline size_t news_small_class(size_t size) {
  size_t grains = (size + NEWS_SMALL_GRAIN - 1) / NEWS_SMALL_GRAIN;
  return grains <= NEWS_SMALL_CLASSES ? grains : 0;
}

/* Allocate from the free list or the current slab; NULL if that is not
 * possible, and news_small_resize() has to do it. */
static inline void *news_small_quick(news_small *s, size_t size) {
  size_t class = news_small_class(size);
  if (!class) return NULL;
  news_small_link *waiting = s->waiting[class];
  if (waiting) {
    s->waiting[class] = waiting->next;
    __builtin_prefetch(waiting->next, 1); /* freed long ago */
    return waiting;
  }
  size_t bytes = class * NEWS_SMALL_GRAIN;
  if (s->left < bytes) return NULL;
  char *block = s->at;
  s->at += bytes;
  s->left -= bytes;
  return block;
}

/* Free a block of `size` bytes if it is small; else false, and
 * news_small_resize() has to do it. */
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
