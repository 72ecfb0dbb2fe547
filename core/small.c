#include "small.h"

#include <stdlib.h>
#include <string.h>

#ifdef NEWS_TINY
enum { GRAIN = 16, CLASSES = 4, SLAB = 256 };
#else
enum { GRAIN = 16, CLASSES = 64, SLAB = 1 << 16 };
#endif

typedef union link {
  union link *next;
  max_align_t align;
} link;

struct news_small {
  link *waiting[CLASSES + 1]; /* by size in grains */
  char *at;                   /* what is left of the last slab, */
  size_t left;                /* in bytes */
  link *slabs;
};

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

static void give(news_small *s, void *block, size_t class) {
  link *l = block;
  l->next = s->waiting[class];
  s->waiting[class] = l;
}

/* The rest of a slab that is too small for what is asked for is kept. */
static link *new_slab(news_small *s) {
  link *slab = malloc(sizeof *slab + SLAB);
  if (!slab) return NULL;
  size_t rest = s->left / GRAIN;
  if (rest) give(s, s->at, rest);
  slab->next = s->slabs;
  s->slabs = slab;
  s->at = (char *)(slab + 1);
  s->left = SLAB;
  return slab;
}

static void *take(news_small *s, size_t size) {
  size_t class = class_of(size);
  if (!class) return malloc(size);
  link *l = s->waiting[class];
  if (l) {
    s->waiting[class] = l->next;
    return l;
  }
  size_t bytes = class * GRAIN;
  if (s->left < bytes && !new_slab(s)) return NULL;
  char *block = s->at;
  s->at += bytes;
  s->left -= bytes;
  return block;
}

static void drop(news_small *s, void *block, size_t size) {
  size_t class = class_of(size);
  if (class)
    give(s, block, class);
  else
    free(block);
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
