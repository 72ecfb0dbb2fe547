#include "buffer.h"

#include "arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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

char *news_buffer_room(news_buffer *buffer, size_t more) {
  if (buffer->failed) return NULL;
  if (more < buffer->capacity - buffer->size)
    return buffer->data + buffer->size;
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

void news_buffer_added(news_buffer *buffer, size_t size) {
  buffer->size += size;
  if (buffer->data) buffer->data[buffer->size] = '\0';
}

void news_buffer_add(news_buffer *buffer, const void *bytes, size_t size) {
  char *room = news_buffer_room(buffer, size);
  if (!room) return;
  if (size) memcpy(room, bytes, size);
  news_buffer_added(buffer, size);
}

void news_buffer_add_byte(news_buffer *buffer, char byte) {
  news_buffer_add(buffer, &byte, 1);
}

void news_buffer_add_text(news_buffer *buffer, const char *text) {
  news_buffer_add(buffer, text, strlen(text));
}
