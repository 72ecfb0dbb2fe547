#include "arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#ifndef NEWS_ARENA_BLOCK /* tests build with tiny blocks */
#define NEWS_ARENA_BLOCK ((size_t)16 * 1024)
#endif

enum { ALIGN = alignof(max_align_t) };
static const size_t keep_most = (size_t)16 * 1024 * 1024;

enum { HUGE_LEAST = 4 * 1024 * 1024, PAGE = 4096 };

typedef struct block {
  struct block *next; /* the block to use after this one */
  size_t size;        /* bytes in data */
  alignas(max_align_t) char data[];
} block;

struct news_arena {
  block *first;
  block *current; /* NULL before the first piece */
  size_t at;      /* first free byte of `current` */
  size_t used;
  size_t limit;
};

static bool over_limit(const news_arena *arena, size_t more) {
  return arena->limit &&
         (arena->used > arena->limit || more > arena->limit - arena->used);
}

static size_t round_up(size_t size) {
  return (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

news_arena *news_arena_new(size_t limit) {
  news_arena *arena = calloc(1, sizeof *arena);
  if (arena) arena->limit = limit;
  return arena;
}

static void free_blocks(block *b) {
  while (b) {
    block *next = b->next;
    free(b);
    b = next;
  }
}

void news_arena_free(news_arena *arena) {
  if (!arena) return;
  free_blocks(arena->first);
  free(arena);
}

void news_advise_huge(void *piece, size_t size) {
  if (!piece || size < HUGE_LEAST) return;
  uintptr_t from = ((uintptr_t)piece + PAGE - 1) / PAGE * PAGE;
  uintptr_t end = ((uintptr_t)piece + size) / PAGE * PAGE;
  /* A kernel without such pages ignores it. */
  (void)madvise((void *)from, end - from, MADV_HUGEPAGE);
}

/* A block of at least `size` bytes to follow the current one: the next kept
 * block if it is large enough, else a new one. */
static block *next_block(news_arena *arena, size_t size) {
  block **link = arena->current ? &arena->current->next : &arena->first;
  if (*link && (*link)->size >= size) return *link;
  size_t grown = arena->current ? arena->current->size * 2 : NEWS_ARENA_BLOCK;
  if (grown > keep_most) grown = keep_most;
  if (grown < size) grown = size;
  if (grown > SIZE_MAX - sizeof(block)) return NULL;
  block *b = malloc(sizeof *b + grown);
  if (!b) return NULL;
  news_advise_huge(b, grown);
  b->size = grown;
  b->next = *link;
  return *link = b;
}

void *news_arena_alloc(news_arena *arena, size_t size) {
  if (size > SIZE_MAX - ALIGN) return NULL;
  size = round_up(size ? size : 1);
  if (over_limit(arena, size)) return NULL;
  if (!arena->current || size > arena->current->size - arena->at) {
    block *b = next_block(arena, size);
    if (!b) return NULL;
    arena->current = b;
    arena->at = 0;
  }
  void *piece = arena->current->data + arena->at;
  arena->at += size;
  arena->used += size;
  return piece;
}

static int is_last(const news_arena *arena, const void *piece, size_t size) {
  return arena->current && arena->at >= size &&
         (const char *)piece == arena->current->data + arena->at - size;
}

void *news_arena_grow(news_arena *arena, void *piece, size_t old_size,
                      size_t size) {
  if (!piece) return news_arena_alloc(arena, size);
  if (size > SIZE_MAX - ALIGN) return NULL;
  size_t old_room = round_up(old_size ? old_size : 1);
  size_t room = round_up(size ? size : 1);
  if (room <= old_room) return piece;
  size_t more = room - old_room;
  if (is_last(arena, piece, old_room) &&
      more <= arena->current->size - arena->at) {
    if (over_limit(arena, more)) return NULL;
    arena->at += more;
    arena->used += more;
    return piece;
  }
  void *copy = news_arena_alloc(arena, size);
  if (copy) memcpy(copy, piece, old_size);
  return copy;
}

void news_arena_shrink(news_arena *arena, void *piece, size_t old_size,
                       size_t size) {
  size_t old_room = round_up(old_size ? old_size : 1);
  size_t room = round_up(size ? size : 1);
  assert(room <= old_room);
  if (!is_last(arena, piece, old_room)) return;
  arena->at -= old_room - room;
  arena->used -= old_room - room;
}

/* Blocks that the last document used are kept whatever their size: large
 * documents usually come one after the other. */
void news_arena_reset(news_arena *arena) {
  size_t kept = 0;
  block **link = &arena->first;
  bool used = arena->current != NULL;
  while (*link && (used || kept + (*link)->size <= keep_most)) {
    if (*link == arena->current) used = false;
    kept += (*link)->size;
    link = &(*link)->next;
  }
  free_blocks(*link);
  *link = NULL;
  arena->current = arena->first;
  arena->at = 0;
  arena->used = 0;
}

size_t news_arena_used(const news_arena *arena) { return arena->used; }

void news_arena_limit(news_arena *arena, size_t limit) { arena->limit = limit; }
