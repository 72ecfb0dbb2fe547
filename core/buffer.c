#include "buffer.h"

#include "arena.h"

#include <stdint.h>
#include <stdlib.h>

#ifndef NEWS_BUFFER_FIRST /* tests build with tiny capacities */
#define NEWS_BUFFER_FIRST ((size_t)256)
#endif

void news_buffer_free(news_buffer *buffer) {
  free(buffer->data);
  *buffer = NEWS_BUFFER_EMPTY;
}

void news_buffer_clear(news_buffer *buffer) {
  buffer->size = 0;
  buffer->failed = false;
}

char *news_buffer_grow(news_buffer *buffer, size_t more) {
  if (buffer->failed) return NULL;
  if (more > SIZE_MAX / 2 - buffer->size) {
    buffer->failed = true;
    return NULL;
  }
  size_t capacity = buffer->capacity ? buffer->capacity * 2 : NEWS_BUFFER_FIRST;
  if (capacity < buffer->size + more + 1) capacity = buffer->size + more + 1;
  char *data = realloc(buffer->data, capacity);
  if (!data) {
    buffer->failed = true;
    return NULL;
  }
  news_advise_huge(data, capacity);
  buffer->data = data;
  buffer->capacity = capacity;
  return data + buffer->size;
}
