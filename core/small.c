#include "small.h"

#include <stdlib.h>
#include <string.h>

#ifdef NEWS_TINY
enum { SLAB = 256 };
#else
enum { SLAB = 1 << 16 };
#endif
enum { GRAIN = NEWS_SMALL_GRAIN, CLASSES = NEWS_SMALL_CLASSES };

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

/* In grains; 0 for a large one. */
static size_t class_of(size_t size) {
  size_t grains = (size + GRAIN - 1) / GRAIN;
  return grains <= CLASSES ? grains : 0;
}

/* The rest of a slab that is too small for what is asked for is kept. */
static bool new_slab(news_small *s) {
  link *slab = malloc(sizeof *slab + SLAB);
  if (!slab) return false;
  size_t rest = s->left / GRAIN * GRAIN;
  if (rest) (void)news_small_quick_drop(s, s->at, rest);
  slab->next = s->slabs;
  s->slabs = slab;
  s->at = (char *)(slab + 1);
  s->left = SLAB;
  return true;
}

static void *take(news_small *s, size_t size) {
  if (!class_of(size)) return malloc(size);
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
  size_t had = class_of(old), has = class_of(size);
  if (had == has) return had ? block : realloc(block, size);
  void *moved = take(s, size);
  /* Without memory a block that shrinks stays, as one of the smaller size. */
  if (!moved) return size < old ? block : NULL;
  memcpy(moved, block, old < size ? old : size);
  drop(s, block, old);
  return moved;
}
