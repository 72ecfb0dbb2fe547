/* File names for documents. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output.h"
#include "utf8.h"

#ifndef NEWS_NAMES_FIRST
#define NEWS_NAMES_FIRST ((size_t)64) /* a power of two */
#endif

/* Names given so far, by the hash of their lower case: two names with the same
 * hash only give the second an unnecessary "~2". */
typedef struct slot {
  uint64_t hash; /* 0: free */
  uint64_t next; /* the number to try next for this name */
} slot;

struct news_names {
  slot *slots;
  size_t capacity, count;
};

news_names *news_names_new(void) { return calloc(1, sizeof(news_names)); }

void news_names_free(news_names *names) {
  if (!names) return;
  free(names->slots);
  free(names);
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* FNV-1a, 64 bits, over lower case ASCII. */
static uint64_t hash_name(const char *text, size_t size) {
  uint64_t hash = 0xCBF29CE484222325u;
  for (size_t i = 0; i < size; i++)
    hash = (hash ^ (unsigned char)lower(text[i])) * 0x100000001B3u;
  return hash ? hash : 1;
}

static slot *find_slot(slot *slots, size_t capacity, uint64_t hash) {
  size_t at = (size_t)hash & (capacity - 1);
  while (slots[at].hash && slots[at].hash != hash)
    at = (at + 1) & (capacity - 1);
  return &slots[at];
}

static bool names_grow(news_names *names) {
  if (names->count * 2 < names->capacity) return true;
  size_t capacity = names->capacity ? names->capacity * 2 : NEWS_NAMES_FIRST;
  slot *slots = calloc(capacity, sizeof *slots);
  if (!slots) return false;
  for (size_t i = 0; i < names->capacity; i++)
    if (names->slots[i].hash)
      *find_slot(slots, capacity, names->slots[i].hash) = names->slots[i];
  free(names->slots);
  names->slots = slots;
  names->capacity = capacity;
  return true;
}

/* Size of the code point at `text` if it is allowed in a name, 0 if its first
 * byte must be encoded. */
static size_t plain_bytes(const char *text, size_t size, bool first) {
  unsigned char c = (unsigned char)text[0];
  if (c < 0x80) {
    if (c < 0x20 || c == 0x7F || strchr("/\\%:*?\"<>|", c)) return 0;
    return !(first && (c == '.' || c == '-'));
  }
  uint32_t n = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
  if (n > size || news_utf8_check(text, n) != n) return 0;
  uint32_t code = news_utf8_decode(text, &n);
  bool hidden = code < 0xA0 || (code >= 0x200B && code <= 0x200F) ||
                (code >= 0x2028 && code <= 0x202E) ||
                (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF;
  return hidden ? 0 : n;
}

/* Write at most `room` bytes of the encoded id; *whole is whether all of it
 * fitted. */
static size_t encode_id(const char *id, size_t size, char *to, size_t room,
                        bool *whole) {
  size_t used = 0, i = 0;
  while (i < size) {
    size_t n = plain_bytes(id + i, size - i, i == 0);
    char escape[4];
    const char *from = id + i;
    if (!n) {
      snprintf(escape, sizeof escape, "%%%02X", (unsigned char)id[i]);
      from = escape;
    }
    size_t bytes = n ? n : 3;
    if (bytes > room - used) break;
    memcpy(to + used, from, bytes);
    used += bytes;
    i += n ? n : 1;
  }
  *whole = i == size;
  return used;
}

enum { SUFFIX_MAX = 24 }; /* "~" and a number */

/* The encoded id, truncated to leave room for a number and the extension. */
static size_t make_stem(const char *id, size_t size, size_t extension,
                        char stem[NEWS_NAME_MAX]) {
  size_t room = NEWS_NAME_MAX - SUFFIX_MAX - extension;
  bool whole;
  if (!size) {
    id = "untitled";
    size = strlen(id);
  }
  size_t used = encode_id(id, size, stem, room, &whole);
  if (whole) return used;
  used = encode_id(id, size, stem, room - 17, &whole);
  uint64_t hash = hash_name(id, size);
  snprintf(stem + used, 18, "-%016llx", (unsigned long long)hash);
  return used + 17;
}

/* Record the name; false if it was given before. */
static bool names_take(news_names *names, const char *name, size_t size) {
  uint64_t hash = hash_name(name, size);
  slot *s = find_slot(names->slots, names->capacity, hash);
  if (s->hash) return false;
  *s = (slot){hash, 2};
  names->count++;
  return true;
}

/* Number the stem until it is new; counting continues from the last document
 * with the same stem. */
static bool number_stem(news_names *names, char *stem, size_t *size) {
  uint64_t hash = hash_name(stem, *size);
  for (;;) {
    if (!names_grow(names)) return false;
    slot *s = find_slot(names->slots, names->capacity, hash);
    int n = snprintf(stem + *size, SUFFIX_MAX, "~%llu",
                     (unsigned long long)s->next++);
    if (names_take(names, stem, *size + (size_t)n)) {
      *size += (size_t)n;
      return true;
    }
  }
}

news_status news_names_add(news_names *names, const char *id, size_t size,
                           const char *extension, news_buffer *out) {
  char stem[NEWS_NAME_MAX];
  size_t dot = extension[0] ? strlen(extension) + 1 : 0;
  if (dot > NEWS_NAME_MAX / 4) return NEWS_ETOOBIG;
  if (!names_grow(names)) return NEWS_ENOMEM;
  size_t used = make_stem(id, size, dot, stem);
  if (!names_take(names, stem, used) && !number_stem(names, stem, &used))
    return NEWS_ENOMEM;
  news_buffer_add(out, stem, used);
  if (dot) news_buffer_add_byte(out, '.');
  news_buffer_add_text(out, extension);
  return out->failed ? NEWS_ENOMEM : NEWS_OK;
}
