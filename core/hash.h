#ifndef NEWS_HASH_H
#define NEWS_HASH_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* The parts of news_hash(), for those that hash many words of fewer than
 * sixteen bytes. */

/* Eight bytes, the same number on every machine. */
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

typedef struct news_short {
  uint64_t low, high;
} news_short;

/* `text` has 16 bytes that may be read; those from `size` < 16 on are 0. */
static inline news_short news_short_of(const char *text, uint32_t size) {
  static const uint64_t kept[8] = {
      0,          0xFF,         0xFFFF,         0xFFFFFF,
      0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF};
  bool one = size < 8;
  return (news_short){
      news_load8(text) & (one ? kept[size & 7] : UINT64_MAX),
      news_load8(text + 8) & (one ? 0 : kept[size & 7]),
  };
}

/* news_hash() of such a word. */
static inline uint64_t news_hash_short(news_short s, uint32_t size) {
  uint64_t h = (uint64_t)size * NEWS_HASH_ODD;
  uint64_t two = news_mix(h ^ s.low ^ NEWS_HASH_ODD, NEWS_HASH_OTHER);
  uint64_t tail = size < 8 ? s.low : s.high;
  return news_mix((size < 8 ? h : two) ^ tail ^ NEWS_HASH_OTHER, NEWS_HASH_ODD);
}

#endif
