#include "tokenizer_chunk.h"

#ifdef NEWS_HAS_SIMD

#include <immintrin.h>
#include <string.h>

/* 64 bytes in one register: a table of all ASCII, and positions by compression
 * (VBMI and VBMI2, so Ice Lake, Zen 4 and what came after them). */
#define BLOCK_TARGET                                 \
  __attribute__((                                    \
      target("avx512f,avx512bw,avx512vl,avx512vbmi," \
             "avx512vbmi2,bmi,bmi2,popcnt,lzcnt")))
#define BLOCK_CUT news_cut_avx512
#define BLOCK_MAPS news_maps_avx512

typedef __m512i vec;

BLOCK_TARGET static inline vec load(const void *s) {
  return _mm512_loadu_si512(s);
}
BLOCK_TARGET static inline vec all(int c) { return _mm512_set1_epi8((char)c); }
BLOCK_TARGET static inline vec any(vec a, vec b) {
  return _mm512_or_si512(a, b);
}
BLOCK_TARGET static inline uint64_t same(vec a, int c) {
  return _mm512_cmpeq_epi8_mask(a, all(c));
}

/* The letters of two bytes of Latin-1 (but × ÷) and of Cyrillic, U+0400 to
 * U+047F: 0xC3, 0xD0, 0xD1 and what follows. */
BLOCK_TARGET static inline void find_pairs(vec v, block_masks *m) {
  uint64_t leads = same(_mm512_and_si512(v, all(0xFE)), 0xD0);
  uint64_t signs = same(any(v, all(0x20)), 0xB7);
  leads |= same(v, 0xC3) & ~(signs >> 1);
  leads &= ~(UINT64_C(1) << 63);
  leads |= leads << 1;
  m->letter |= leads;
  m->high &= ~leads;
}

BLOCK_TARGET __attribute__((always_inline)) static inline void classify(
    const char *s, block_masks *m) {
  vec v = load(s);
  m->high = _mm512_movepi8_mask(v);
  vec classes = _mm512_maskz_permutex2var_epi8(
      ~m->high, load(news_block_classes), v, load(news_block_classes + 64));
  m->letter = _mm512_test_epi8_mask(classes, all(NEWS_BLOCK_LETTER));
  m->digit = _mm512_test_epi8_mask(classes, all(NEWS_BLOCK_DIGIT));
  m->space = _mm512_test_epi8_mask(classes, all(NEWS_BLOCK_SPACE));
  m->after = _mm512_test_epi8_mask(classes, all(NEWS_BLOCK_AFTER));
  m->before = _mm512_test_epi8_mask(classes, all(NEWS_BLOCK_BEFORE));
  m->touch = _mm512_test_epi8_mask(classes, all(NEWS_BLOCK_TOUCH));
  m->always = _mm512_test_epi8_mask(classes, all(NEWS_BLOCK_ALWAYS));
  m->open = _mm512_movepi8_mask(classes);
  vec roles = _mm512_maskz_permutex2var_epi8(~m->high, load(news_byte_roles), v,
                                             load(news_byte_roles + 64));
  m->point = _mm512_test_epi8_mask(roles, all(NEWS_ROLE_POINT));
  m->hyphen = _mm512_test_epi8_mask(roles, all(NEWS_ROLE_HYPHEN));
  m->clock = _mm512_test_epi8_mask(roles, all(NEWS_ROLE_CLOCK));
  m->feed = _mm512_test_epi8_mask(roles, all(NEWS_ROLE_FEED));
  m->quote = _mm512_test_epi8_mask(roles, all(NEWS_ROLE_QUOTE));
  m->ends = _mm512_test_epi8_mask(roles, all(NEWS_ROLE_ENDS));
  vec after = load(s + 1);
  m->again = _mm512_cmpeq_epi8_mask(v, after);
  vec lower = any(v, all(0x20)), next = any(after, all(0x20));
  m->twins = _mm512_cmpeq_epi8_mask(lower, next) &
             (same(lower, 'n') | same(lower, 't') | same(lower, 'm'));
  if (m->high) find_pairs(v, m);
}

static const uint8_t bytes[64] = {
    0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
    16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
    32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
    48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};

BLOCK_TARGET static inline void spread(__m128i sixteen, uint32_t base,
                                       uint32_t *to) {
  vec wide = _mm512_cvtepu8_epi32(sixteen);
  _mm512_storeu_si512(to, _mm512_add_epi32(wide, _mm512_set1_epi32((int)base)));
}

BLOCK_TARGET static inline uint32_t flatten(uint64_t mask, uint32_t base,
                                            uint32_t *to) {
  uint32_t count = (uint32_t)_mm_popcnt_u64(mask);
  vec at = _mm512_maskz_compress_epi8(mask, load(bytes));
  spread(_mm512_castsi512_si128(at), base, to);
  if (count <= 16) return count;
  spread(_mm512_extracti32x4_epi32(at, 1), base, to + 16);
  if (count <= 32) return count;
  spread(_mm512_extracti32x4_epi32(at, 2), base, to + 32);
  spread(_mm512_extracti32x4_epi32(at, 3), base, to + 48);
  return count;
}

BLOCK_TARGET static inline void flatten_kinds(uint64_t mask, uint64_t low,
                                              uint64_t high, uint8_t *to) {
  vec kinds = any(_mm512_maskz_mov_epi8(low, all(1)),
                  _mm512_maskz_mov_epi8(high, all(2)));
  _mm512_storeu_si512(to, _mm512_maskz_compress_epi8(mask, kinds));
}

/* The bits of `from` where `mask` has one, side by side. */
BLOCK_TARGET static inline uint64_t gather(uint64_t from, uint64_t mask) {
  return _pext_u64(from, mask);
}

#include "tokenizer_block.h"

#else
typedef int news_no_avx512; /* ISO C wants a declaration */
#endif
