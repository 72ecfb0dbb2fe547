#ifndef NEWS_ARENA_H
#define NEWS_ARENA_H

#include <stddef.h>

/* Memory that is allocated piece by piece and released all at once: one
 * document, one arena.  A reset keeps the blocks, so a worker allocates nothing
 * after its first few documents. */
typedef struct news_arena news_arena;

/* `limit` bounds the bytes in use between two resets; 0 means no bound.
 * Returns NULL when out of memory.  Freed with news_arena_free(). */
news_arena *news_arena_new(size_t limit);
void news_arena_free(news_arena *arena);

/* `size` bytes aligned for any type, not cleared; NULL when out of memory or
 * over the limit.  Valid until the next reset or free. */
void *news_arena_alloc(news_arena *arena, size_t size);

/* Grow a piece from `old_size` to `size` bytes: in place if it was the last one
 * allocated, otherwise by copying.  `piece` may be NULL with old_size 0.
 * Returns NULL when out of memory or over the limit; the old piece is then
 * intact. */
void *news_arena_grow(news_arena *arena, void *piece, size_t old_size,
                      size_t size);

/* Give back the unused tail of the last piece; does nothing to any other
 * piece. */
void news_arena_shrink(news_arena *arena, void *piece, size_t old_size,
                       size_t size);

/* Forget all pieces.  Blocks that were in use are kept for reuse, others while
 * that makes at most 16 MB in all; the rest is returned to the system. */
void news_arena_reset(news_arena *arena);

/* Ask the system to back a piece of several megabytes with huge pages.  Call it
 * right after the allocation: touching the piece for the first time is then
 * cheaper. */
void news_advise_huge(void *piece, size_t size);

/* Bytes allocated since the last reset. */
size_t news_arena_used(const news_arena *arena);

/* Change the limit; 0 means no bound. */
void news_arena_limit(news_arena *arena, size_t limit);

#endif
