#ifndef NEWS_BUFFER_H
#define NEWS_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* A byte string that grows at its end.  A failed allocation is recorded in
 * `failed` and makes all later calls do nothing, so a writer need check only
 * once, when it is done. */
typedef struct news_buffer {
  char *data; /* `size` bytes, then a NUL; NULL while nothing is allocated */
  size_t size;
  size_t capacity;
  bool failed;
} news_buffer;

#define NEWS_BUFFER_EMPTY ((news_buffer){NULL, 0, 0, false})

void news_buffer_free(news_buffer *buffer);  /* and empty it */
void news_buffer_clear(news_buffer *buffer); /* size 0, capacity kept */

/* The slow path of news_buffer_room(): reallocates. */
char *news_buffer_grow(news_buffer *buffer, size_t more);

/* Make room for `more` bytes at the end and return the place to write them, or
 * NULL when out of memory.  Then call news_buffer_added() with the number of
 * bytes written. */
static inline char *news_buffer_room(news_buffer *buffer, size_t more) {
  if (more < buffer->capacity - buffer->size && !buffer->failed)
    return buffer->data + buffer->size;
  return news_buffer_grow(buffer, more);
}

static inline void news_buffer_added(news_buffer *buffer, size_t size) {
  buffer->size += size;
  if (buffer->data) buffer->data[buffer->size] = '\0';
}

/* Inline, so that the compiler knows the size of a literal. */
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

/* Add a C string without its NUL; inline for the same reason. */
static inline void news_buffer_add_text(news_buffer *buffer, const char *text) {
  news_buffer_add(buffer, text, strlen(text));
}

#endif
