#ifndef NEWS_HASH_H
#define NEWS_HASH_H

#include <stdint.h>
#include <string.h>

/* The parts of news_hash(), for callers that hash many words of fewer than
 * sixteen bytes. */

/* Eight bytes as a little-endian number on every machine. */
static inline uint64_t news_load8(const char *s) {
  uint64_t v;
  memcpy(&v, s, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  v = __builtin_bswap64(v);
#endif
  return v;
}

/* Multiply and fold the 128-bit product, after wyhash (public domain). */
static inline uint64_t news_mix(uint64_t a, uint64_t b) {
  __extension__ typedef unsigned __int128 wide;
  wide product = (wide)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

#define NEWS_HASH_ODD 0x9E3779B97F4A7C15u
#define NEWS_HASH_OTHER 0xD6E8FEB86659FD93u

/* A word of up to sixteen bytes, padded with zeros. */
typedef struct news_short {
  uint64_t low, high;
} news_short;

/* 16 bytes at `text` must be readable; `size` <= 16.  Branchless, as below,
 * because the sizes of words cannot be predicted. */
static inline news_short news_short_of(const char *text, uint32_t size) {
  static const uint8_t kept[32] = {
      0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
      0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
  };
  const char *mask = (const char *)kept + 16 - size;
  return (news_short){news_load8(text) & news_load8(mask),
                      news_load8(text + 8) & news_load8(mask + 8)};
}

/* news_hash() of a word of fewer than sixteen bytes. */
static inline uint64_t news_hash_short(news_short s, uint32_t size) {
  uint64_t two = 0 - (uint64_t)(size >> 3), h = size * NEWS_HASH_ODD;
  uint64_t first = news_mix(h ^ s.low ^ NEWS_HASH_ODD, NEWS_HASH_OTHER);
  uint64_t rest = ((h ^ s.low) & ~two) | ((first ^ s.high) & two);
  return news_mix(rest ^ NEWS_HASH_OTHER, NEWS_HASH_ODD);
}

#endif
