#ifndef NEWS_UTF8_H
#define NEWS_UTF8_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "buffer.h"
#include "status.h"

/* Offset of the first byte that does not begin a well-formed sequence (Unicode
 * 15.0 table 3-7), or `size`.  Reads nothing beyond `size`. */
size_t news_utf8_check(const char *text, size_t size);

/* The same, but at most `width` bytes at a time: 64, 32 or 1.  For tests. */
size_t news_utf8_check_by(const char *text, size_t size, size_t width);

/* Append `text` to `out`, each maximal ill-formed part (Unicode 15.0, section
 * 3.9, U+FFFD substitution of maximal subparts) replaced by one U+FFFD. */
news_status news_utf8_repair(const char *text, size_t size, news_buffer *out);

/* Append UTF-16 code units as UTF-8, lone surrogates as U+FFFD, an odd last
 * byte as U+FFFD. */
news_status news_utf16_decode(const char *bytes, size_t size, int big_endian,
                              news_buffer *out);

/* Prefetch one cache line of a text that is being read for the first time, so
 * far ahead that the hardware prefetcher, which stops at a page, has not got it
 * yet. There are `left` bytes at `at`. */
enum { NEWS_UTF8_LINE = 64, NEWS_UTF8_AHEAD = 2048 };
static inline void news_utf8_fetch(const void *at, size_t left) {
  if (left > NEWS_UTF8_AHEAD)
    __builtin_prefetch((const char *)at + NEWS_UTF8_AHEAD);
}

/* Decode one code point of valid UTF-8; stores its size in bytes. */
static inline uint32_t news_utf8_decode(const char *text, uint32_t *size) {
  const unsigned char *s = (const unsigned char *)text;
  if (s[0] < 0x80) {
    *size = 1;
    return s[0];
  }
  if (s[0] < 0xE0) {
    *size = 2;
    return (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
  }
  if (s[0] < 0xF0) {
    *size = 3;
    return (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 |
           (s[2] & 0x3F);
  }
  *size = 4;
  return (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 |
         (uint32_t)(s[2] & 0x3F) << 6 | (s[3] & 0x3F);
}

/* Number of code points that begin in `size` bytes of valid UTF-8: all bytes
 * but continuation bytes, counted eight at a time.  Seven more bytes must be
 * readable. */
static inline uint32_t news_utf8_count(const char *text, uint32_t size) {
  const uint64_t ones = UINT64_C(0x0101010101010101);
  uint64_t eight, any = 0;
  uint32_t inside = 0, i = 0;
  for (; i < size; i += 8) {
    memcpy(&eight, text + i, 8);
    any |= eight;
  }
  for (i = any & ones << 7 ? 0 : size; i < size; i += 8) {
    memcpy(&eight, text + i, 8);
    if (size - i < 8) eight &= (UINT64_C(1) << 8 * (size - i)) - 1;
    eight = (eight >> 7) & ~(eight >> 6) & ones;
    inside += (uint32_t)(eight * ones >> 56);
  }
  return size - inside;
}

/* Write `code` at `to` (room for 4 bytes); returns the bytes written. */
uint32_t news_utf8_encode(uint32_t code, char *to);

#endif
