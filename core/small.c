#include "small.h"

#include <stdlib.h>
#include <string.h>

#ifdef NEWS_TINY
enum { SLAB = 256 };
#else
enum { SLAB = 1 << 16 };
#endif

typedef news_small_link link;

news_small *news_small_new(void) { return calloc(1, sizeof(news_small)); }

void news_small_free(news_small *s) {
  if (!s) return;
  for (link *slab = s->slabs, *next; slab; slab = next) {
    next = slab->next;
    free(slab);
  }
  free(s);
}

void news_small_part(news_small *s) { *s = (news_small){.slabs = s->slabs}; }

/* The rest of the old slab, too small for the request, goes to a free list. */
static bool new_slab(news_small *s) {
  link *slab = malloc(sizeof *slab + SLAB);
  if (!slab) return false;
  if (s->left) (void)news_small_quick_drop(s, s->at, s->left);
  slab->next = s->slabs;
  s->slabs = slab;
  s->at = (char *)(slab + 1);
  s->left = SLAB;
  return true;
}

static void *take(news_small *s, size_t size) {
  if (!news_small_class(size)) return malloc(size);
  void *block = news_small_quick(s, size);
  if (block || !new_slab(s)) return block;
  return news_small_quick(s, size);
}

static void drop(news_small *s, void *block, size_t size) {
  if (!news_small_quick_drop(s, block, size)) free(block);
}

void *news_small_resize(void *small, void *block, size_t old, size_t size) {
  news_small *s = small;
  if (!block) return size ? take(s, size) : NULL;
  if (!size) {
    drop(s, block, old);
    return NULL;
  }
  size_t had = news_small_class(old), has = news_small_class(size);
  if (had == has) return had ? block : realloc(block, size);
  void *moved = take(s, size);
  /* When out of memory, a shrinking block stays and counts as the smaller
   * size. */
  if (!moved) return size < old ? block : NULL;
  memcpy(moved, block, old < size ? old : size);
  drop(s, block, old);
  return moved;
}
