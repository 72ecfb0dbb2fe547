#include "literals.h"

#include <string.h>

#include "cpu.h"

enum { GROUPS = 8, DEPTH = NEWS_LITERALS_DEPTH };

static uint8_t other_case(uint8_t byte) {
  bool letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
  return letter ? byte ^ 0x20 : byte;
}

static void add_byte(news_literals *l, uint32_t depth, uint8_t byte,
                     uint8_t group) {
  l->groups[depth][byte] |= group;
  l->low[depth][byte & 15] |= group;
  l->high[depth][byte >> 4] |= group;
}

/* After the end of a short literal any byte may follow. */
static void add_bytes(news_literals *l, uint32_t which, uint32_t depth) {
  uint8_t group = (uint8_t)(1 << which % GROUPS);
  if (depth < l->size[which]) {
    uint8_t byte = (uint8_t)l->text[which][depth];
    add_byte(l, depth, byte, group);
    if (l->fold) add_byte(l, depth, other_case(byte), group);
    return;
  }
  for (int byte = 0; byte < 256; byte++)
    add_byte(l, depth, (uint8_t)byte, group);
}

void news_literals_ready(news_literals *l) {
  memset(l->groups, 0, sizeof l->groups);
  memset(l->low, 0, sizeof l->low);
  memset(l->high, 0, sizeof l->high);
  l->depth = 1;
  for (uint32_t i = 0; i < l->count; i++) {
    if (l->size[i] > l->depth) l->depth = l->size[i];
    for (uint32_t d = 0; d < DEPTH; d++) add_bytes(l, i, d);
  }
  if (l->depth > DEPTH) l->depth = DEPTH;
}

static bool stands(const news_literals *l, uint32_t which, const char *at,
                   uint32_t left) {
  uint32_t size = l->size[which];
  const char *text = l->text[which];
  if (size > left) return false;
  if (!l->fold) return memcmp(text, at, size) == 0;
  for (uint32_t i = 0; i < size; i++)
    if (text[i] != at[i] && (uint8_t)text[i] != other_case((uint8_t)at[i]))
      return false;
  return true;
}

/* Whether one of the literals of these groups is at `at`. */
static bool confirms(const news_literals *l, uint32_t groups, const char *at,
                     uint32_t left) {
  for (uint32_t i = 0; i < l->count; i++)
    if (groups >> i % GROUPS & 1 && stands(l, i, at, left)) return true;
  return false;
}

static uint32_t find_plain(const news_literals *l, const char *text,
                           uint32_t from, uint32_t to) {
  for (uint32_t at = from; at < to; at++) {
    uint32_t groups = UINT32_MAX;
    for (uint32_t d = 0; d < l->depth && groups && d < to - at; d++)
      groups &= l->groups[d][(uint8_t)text[at + d]];
    if (groups && confirms(l, groups, text + at, to - at)) return at;
  }
  return to;
}

#if defined __x86_64__ && !defined NEWS_SCALAR
#include <immintrin.h>

enum { STEP = 32 };

/* The groups of 32 bytes at one depth, by the nibbles of each ("Teddy"). */
__attribute__((target("avx2"))) static inline __m256i groups_at(
    const news_literals *l, uint32_t depth, const char *s) {
  __m256i half = _mm256_set1_epi8(15);
  __m256i low = _mm256_broadcastsi128_si256(
      _mm_loadu_si128((const __m128i *)(const void *)l->low[depth]));
  __m256i high = _mm256_broadcastsi128_si256(
      _mm_loadu_si128((const __m128i *)(const void *)l->high[depth]));
  __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)s);
  __m256i upper = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half);
  return _mm256_and_si256(
      _mm256_shuffle_epi8(low, _mm256_and_si256(bytes, half)),
      _mm256_shuffle_epi8(high, upper));
}

__attribute__((target("avx2"))) static uint32_t find_wide(
    const news_literals *l, const char *text, uint32_t from, uint32_t to) {
  uint32_t at = from;
  for (; to - at >= STEP + DEPTH; at += STEP) {
    __m256i groups = groups_at(l, 0, text + at);
    if (l->depth > 1)
      groups = _mm256_and_si256(groups, groups_at(l, 1, text + at + 1));
    if (l->depth > 2)
      groups = _mm256_and_si256(groups, groups_at(l, 2, text + at + 2));
    uint32_t none = (uint32_t)_mm256_movemask_epi8(
        _mm256_cmpeq_epi8(groups, _mm256_setzero_si256()));
    if (none == UINT32_MAX) continue;
    uint8_t each[STEP];
    _mm256_storeu_si256((__m256i *)(void *)each, groups);
    for (uint32_t some = ~none; some; some &= some - 1) {
      uint32_t i = (uint32_t)__builtin_ctz(some);
      if (confirms(l, each[i], text + at + i, to - at - i)) return at + i;
    }
  }
  return find_plain(l, text, at, to);
}

uint32_t news_literals_find(const news_literals *l, const char *text,
                            uint32_t from, uint32_t to) {
  return NEWS_CPU_HAS(avx2, AVX2) ? find_wide(l, text, from, to)
                                  : find_plain(l, text, from, to);
}
#else
uint32_t news_literals_find(const news_literals *l, const char *text,
                            uint32_t from, uint32_t to) {
  return find_plain(l, text, from, to);
}
#endif
