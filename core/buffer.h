#ifndef NEWS_BUFFER_H
#define NEWS_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Bytes that grow at the end.  A failed allocation is remembered in `failed`
 * and later calls do nothing, so that a writer checks once, at its end. */
typedef struct news_buffer {
  char *data; /* `size` bytes, NUL after them; NULL while empty */
  size_t size;
  size_t capacity;
  bool failed;
} news_buffer;

#define NEWS_BUFFER_EMPTY ((news_buffer){NULL, 0, 0, false})

void news_buffer_free(news_buffer *buffer);  /* and empty it */
void news_buffer_clear(news_buffer *buffer); /* size 0, capacity kept */

/* news_buffer_room() when there is none yet. */
char *news_buffer_grow(news_buffer *buffer, size_t more);

/* Room for `more` bytes at the end: where to write them, or NULL when out of
 * memory.  news_buffer_added() says how many were written. */
static inline char *news_buffer_room(news_buffer *buffer, size_t more) {
  if (more < buffer->capacity - buffer->size && !buffer->failed)
    return buffer->data + buffer->size;
  return news_buffer_grow(buffer, more);
}

static inline void news_buffer_added(news_buffer *buffer, size_t size) {
  buffer->size += size;
  if (buffer->data) buffer->data[buffer->size] = '\0';
}

/* Inline, so that the size of a literal is known where it is added. */
static inline void news_buffer_add(news_buffer *buffer, const void *bytes,
                                   size_t size) {
  char *room = news_buffer_room(buffer, size);
  if (!room) return;
  if (size) memcpy(room, bytes, size);
  news_buffer_added(buffer, size);
}

static inline void news_buffer_add_byte(news_buffer *buffer, char byte) {
  news_buffer_add(buffer, &byte, 1);
}

/* The bytes of a C string without its NUL; inlined, so that the length of a
 * literal is known. */
static inline void news_buffer_add_text(news_buffer *buffer, const char *text) {
  news_buffer_add(buffer, text, strlen(text));
}

#endif
