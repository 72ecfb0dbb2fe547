#ifndef NEWS_BUFFER_H
#define NEWS_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

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

/* Room for `more` bytes at the end: where to write them, or NULL when out of
 * memory.  news_buffer_added() says how many were written. */
char *news_buffer_room(news_buffer *buffer, size_t more);
void news_buffer_added(news_buffer *buffer, size_t size);

void news_buffer_add(news_buffer *buffer, const void *bytes, size_t size);
void news_buffer_add_byte(news_buffer *buffer, char byte);
void news_buffer_add_text(news_buffer *buffer, const char *text);

#endif
