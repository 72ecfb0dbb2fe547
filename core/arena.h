#ifndef NEWS_ARENA_H
#define NEWS_ARENA_H

#include <stddef.h>

/* Memory that is taken piece by piece and given back all at once: one
 * document, one arena.  Resetting keeps the blocks, so that a worker allocates
 * nothing after its first documents. */
typedef struct news_arena news_arena;

/* `limit` bounds the bytes in use between two resets; 0 for no bound.
 * NULL when out of memory.  Freed with news_arena_free(). */
news_arena *news_arena_new(size_t limit);
void news_arena_free(news_arena *arena);

/* `size` bytes aligned for any type, not cleared; NULL when out of memory or
 * over the limit.  Valid until the next reset or free. */
void *news_arena_alloc(news_arena *arena, size_t size);

/* Let a piece grow from `old_size` to `size` bytes, in place when it was the
 * last one taken, else by copying.  `piece` may be NULL with old_size 0.
 * NULL when out of memory or over the limit; the old piece is then intact. */
void *news_arena_grow(news_arena *arena, void *piece, size_t old_size,
                      size_t size);

/* Give the unused tail of the last piece back. No effect on other pieces. */
void news_arena_shrink(news_arena *arena, void *piece, size_t old_size,
                       size_t size);

/* Forget all pieces.  Blocks that were in use are kept for reuse, others up to
 * 16 MB; the rest goes back to the system. */
void news_arena_reset(news_arena *arena);

/* Ask the system for huge pages for a piece of some megabytes that was just
 * allocated: to touch it for the first time then takes less time. */
void news_advise_huge(void *piece, size_t size);

/* Bytes taken since the last reset. */
size_t news_arena_used(const news_arena *arena);

/* Change the limit; 0 for no bound. */
void news_arena_limit(news_arena *arena, size_t limit);

#endif
