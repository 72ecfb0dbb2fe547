#include "utf8.h"

#include <stdbool.h>
#include <string.h>

/* What may stand second after each lead byte (Unicode 15.0 table 3-7). */
typedef struct lead {
  uint8_t size;      /* of the whole sequence, 0 for no lead byte */
  uint8_t low, high; /* range of the second byte */
} lead;

static lead lead_of(uint8_t byte) {
  if (byte < 0x80) return (lead){1, 0, 0};
  if (byte < 0xC2) return (lead){0, 0, 0};
  if (byte < 0xE0) return (lead){2, 0x80, 0xBF};
  if (byte == 0xE0) return (lead){3, 0xA0, 0xBF};
  if (byte == 0xED) return (lead){3, 0x80, 0x9F}; /* no surrogates */
  if (byte < 0xF0) return (lead){3, 0x80, 0xBF};
  if (byte == 0xF0) return (lead){4, 0x90, 0xBF};
  if (byte < 0xF4) return (lead){4, 0x80, 0xBF};
  if (byte == 0xF4) return (lead){4, 0x80, 0x8F};
  return (lead){0, 0, 0};
}

/* Bytes of the longest beginning of a well-formed sequence at `s`, at most
 * `room`; `*whole` says whether it is one. */
static size_t measure(const uint8_t *s, size_t room, bool *whole) {
  lead l = lead_of(s[0]);
  *whole = l.size == 1;
  if (l.size < 2) return 1;
  if (room < 2 || s[1] < l.low || s[1] > l.high) return 1;
  size_t i = 2;
  while (i < l.size && i < room && (s[i] & 0xC0) == 0x80) i++;
  *whole = i == l.size;
  return i;
}

static size_t skip_ascii(const uint8_t *s, size_t at, size_t size) {
  uint64_t a, b, c, d;
  while (size - at >= 32) {
    memcpy(&a, s + at, 8);
    memcpy(&b, s + at + 8, 8);
    memcpy(&c, s + at + 16, 8);
    memcpy(&d, s + at + 24, 8);
    if ((a | b | c | d) & 0x8080808080808080u) break;
    at += 32;
  }
  while (at < size && s[at] < 0x80) at++;
  return at;
}

static bool continues(uint8_t byte) { return (byte & 0xC0) == 0x80; }

/* Bytes of a sequence whose second byte may be any, or of two such; 0 for all
 * others.  Four bytes can be read. */
static inline size_t usual(const uint8_t *s) {
  if (s[0] >= 0xC2 && s[0] < 0xE0 && continues(s[1]))
    return s[2] >= 0xC2 && s[2] < 0xE0 && continues(s[3]) ? 4 : 2;
  if (s[0] > 0xE0 && s[0] < 0xED && continues(s[1]) && continues(s[2]))
    return 3;
  return 0;
}

size_t news_utf8_check(const char *text, size_t size) {
  const uint8_t *s = (const uint8_t *)text;
  size_t at = 0;
  while (at < size) {
    if (s[at] < 0x80) {
      at++;
      if (size - at >= 2 && (s[at] | s[at + 1]) < 0x80)
        at = skip_ascii(s, at, size);
      continue;
    }
    if (size - at >= 4) { /* what most letters of most scripts are */
      size_t quick = usual(s + at);
      at += quick;
      if (quick) continue;
    }
    bool whole;
    size_t n = measure(s + at, size - at, &whole);
    if (!whole) return at;
    at += n;
  }
  return size;
}

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

news_status news_utf8_repair(const char *text, size_t size, news_buffer *out) {
  size_t at = 0;
  while (at < size) {
    size_t good = news_utf8_check(text + at, size - at);
    news_buffer_add(out, text + at, good);
    at += good;
    if (at == size) break;
    bool whole;
    at += measure((const uint8_t *)text + at, size - at, &whole);
    news_buffer_add(out, replacement, 3);
  }
  return out->failed ? NEWS_ENOMEM : NEWS_OK;
}

uint32_t news_utf8_encode(uint32_t code, char *to) {
  if (code < 0x80) {
    to[0] = (char)code;
    return 1;
  }
  if (code < 0x800) {
    to[0] = (char)(0xC0 | code >> 6);
    to[1] = (char)(0x80 | (code & 0x3F));
    return 2;
  }
  if (code < 0x10000) {
    to[0] = (char)(0xE0 | code >> 12);
    to[1] = (char)(0x80 | (code >> 6 & 0x3F));
    to[2] = (char)(0x80 | (code & 0x3F));
    return 3;
  }
  to[0] = (char)(0xF0 | code >> 18);
  to[1] = (char)(0x80 | (code >> 12 & 0x3F));
  to[2] = (char)(0x80 | (code >> 6 & 0x3F));
  to[3] = (char)(0x80 | (code & 0x3F));
  return 4;
}

static uint32_t unit_at(const uint8_t *s, int big_endian) {
  return big_endian ? (uint32_t)s[0] << 8 | s[1] : (uint32_t)s[1] << 8 | s[0];
}

news_status news_utf16_decode(const char *bytes, size_t size, int big_endian,
                              news_buffer *out) {
  const uint8_t *s = (const uint8_t *)bytes;
  size_t at = 0;
  while (at < size && !out->failed) {
    uint32_t code = 0xFFFD;
    if (size - at >= 2) code = unit_at(s + at, big_endian);
    at += 2;
    if (code >= 0xD800 && code < 0xE000) {
      uint32_t low = 0;
      if (code < 0xDC00 && at < size && size - at >= 2)
        low = unit_at(s + at, big_endian);
      bool pair = low >= 0xDC00 && low < 0xE000;
      if (pair) at += 2;
      code = pair ? 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD;
    }
    char sequence[4];
    news_buffer_add(out, sequence, news_utf8_encode(code, sequence));
  }
  return out->failed ? NEWS_ENOMEM : NEWS_OK;
}
