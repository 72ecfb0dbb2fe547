#include "tokenizer_chunk.h"

#ifdef NEWS_HAS_SIMD

#include <immintrin.h>
#include <string.h>

/* 64 bytes in one register: a lookup table of all ASCII, masks by transposing
 * bits (GFNI), and positions by compression (VBMI and VBMI2, i.e. Ice Lake, Zen
 * 4 and later). */
#define BLOCK_TARGET                                 \
  __attribute__((                                    \
      target("avx512f,avx512bw,avx512vl,avx512vbmi," \
             "avx512vbmi2,gfni,bmi,bmi2,popcnt,lzcnt")))
#define BLOCK_CUT news_cut_avx512
#define BLOCK_MAPS news_maps_avx512
#define BLOCK_LANES 8
#define BLOCK_GROUP load_group
#define BLOCK_PAIRS load_pairs
#define BLOCK_MANY flatten_many

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

/* Find two-byte letters: Latin-1 (but × ÷) and Cyrillic from U+0400 to U+047F,
 * i.e. 0xC3, 0xD0 or 0xD1 and the next byte. */
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
  m->first = _mm512_test_epi8_mask(classes, all(NEWS_BLOCK_FIRST));
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
  m->symbol = _mm512_test_epi8_mask(roles, all(NEWS_ROLE_SYMBOL));
  m->comma = _mm512_movepi8_mask(roles);
  vec lower = any(v, all(0x20)), next = any(load(s + 1), all(0x20));
  m->twins = _mm512_cmpeq_epi8_mask(lower, next) &
             (same(lower, 'n') | same(lower, 't') | same(lower, 'm'));
  m->em = same(lower, 'm');
  if (m->high) find_pairs(v, m);
}

BLOCK_TARGET static inline uint64_t repeats(const char *s) {
  return _mm512_cmpeq_epi8_mask(load(s), load(s + 1));
}

BLOCK_TARGET static inline uint64_t equals(const uint8_t *bytes, uint8_t byte) {
  return same(load(bytes), byte);
}

/* ------------------------------------------------- eight blocks at a time */

/* Masks of the eight bits of bytes, for 64 bytes stored in reverse within each
 * eight: mask i is the eight bytes at 8 * i. */
BLOCK_TARGET static inline vec turn(vec v) {
  static const uint8_t by_bit[64] = {
      0, 8,  16, 24, 32, 40, 48, 56, 1, 9,  17, 25, 33, 41, 49, 57,
      2, 10, 18, 26, 34, 42, 50, 58, 3, 11, 19, 27, 35, 43, 51, 59,
      4, 12, 20, 28, 36, 44, 52, 60, 5, 13, 21, 29, 37, 45, 53, 61,
      6, 14, 22, 30, 38, 46, 54, 62, 7, 15, 23, 31, 39, 47, 55, 63};
  vec single = _mm512_set1_epi64((long long)0x8040201008040201);
  vec turned = _mm512_gf2p8affine_epi64_epi8(single, v, 0);
  return _mm512_permutexvar_epi8(load(by_bit), turned);
}

/* Transpose: mask i of block k becomes mask k of row i. */
BLOCK_TARGET static inline void transpose(vec r[8]) {
  vec t[8], u[8];
#pragma GCC unroll 4
  for (int i = 0; i < 4; i++) {
    t[2 * i] = _mm512_unpacklo_epi64(r[2 * i], r[2 * i + 1]);
    t[2 * i + 1] = _mm512_unpackhi_epi64(r[2 * i], r[2 * i + 1]);
  }
#pragma GCC unroll 2
  for (int odd = 0; odd < 2; odd++) {
    u[odd] = _mm512_shuffle_i64x2(t[odd], t[odd + 2], 0x88);
    u[odd + 2] = _mm512_shuffle_i64x2(t[odd], t[odd + 2], 0xDD);
    u[odd + 4] = _mm512_shuffle_i64x2(t[odd + 4], t[odd + 6], 0x88);
    u[odd + 6] = _mm512_shuffle_i64x2(t[odd + 4], t[odd + 6], 0xDD);
    r[odd] = _mm512_shuffle_i64x2(u[odd], u[odd + 4], 0x88);
    r[odd + 4] = _mm512_shuffle_i64x2(u[odd], u[odd + 4], 0xDD);
    r[odd + 2] = _mm512_shuffle_i64x2(u[odd + 2], u[odd + 6], 0x88);
    r[odd + 6] = _mm512_shuffle_i64x2(u[odd + 2], u[odd + 6], 0xDD);
  }
}

/* A mask for each of eight blocks. */
typedef uint64_t group __attribute__((vector_size(64)));

BLOCK_TARGET static inline group next_blocks(group masks) {
  return (group)_mm512_alignr_epi64(all(0xFF), (vec)masks, 1);
}

#include "tokenizer_codes.h"

/* The transposed codes of 64 bytes.  A byte above ASCII also gets the code of
 * its lower seven bits, which store_group() removes. */
BLOCK_TARGET static inline vec look_up(vec v) {
  vec back = _mm512_shuffle_epi8(
      v, _mm512_set4_epi32(0x08090A0B, 0x0C0D0E0F, 0x00010203, 0x04050607));
  vec code = _mm512_permutex2var_epi8(load(codes), back, load(codes + 64));
  enum { A_OR_B_AND_C = 0xF8 };
  return turn(_mm512_ternarylogic_epi64(code, back, all(0x80), A_OR_B_AND_C));
}

/* put_block() for eight blocks at once. */
BLOCK_TARGET static void load_group(const char *text, news_chunk *c,
                                    news_asked *a, uint32_t k) {
  vec rows[8];
#pragma GCC unroll 8
  for (uint32_t i = 0; i < 8; i++) {
    vec v = load(text + 64 * i);
    rows[i] = look_up(v);
    a->again[k + i] = _mm512_cmpeq_epi8_mask(v, load(text + 64 * i + 1));
  }
  transpose(rows);
  group masks[8];
#pragma GCC unroll 8
  for (uint32_t i = 0; i < 8; i++) masks[i] = (group)rows[i];
  store_group(c, a, k, masks);
  uint8_t *some = (uint8_t *)c->some_high + k / 8;
  *some = (uint8_t)_mm512_test_epi64_mask(rows[7], rows[7]);
}

/* Done separately, because it is unpredictable which blocks have such
 * letters. */
BLOCK_TARGET static inline void load_pairs(const char *text, news_chunk *c,
                                           uint32_t k) {
  block_masks m = {.letter = c->word[k], .high = c->high[k]};
  find_pairs(load(text + 64 * k), &m);
  c->word[k] = m.letter;
  c->high[k] = m.high;
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
  __m128i first = _mm512_castsi512_si128(at);
  if (count <= 8) {
    __m256i wide = _mm256_cvtepu8_epi32(first);
    wide = _mm256_add_epi32(wide, _mm256_set1_epi32((int)base));
    _mm256_storeu_si256((__m256i *)(void *)to, wide);
    return count;
  }
  spread(first, base, to);
  if (count <= 16) return count;
  spread(_mm512_extracti32x4_epi32(at, 1), base, to + 16);
  if (count <= 32) return count;
  spread(_mm512_extracti32x4_epi32(at, 2), base, to + 32);
  spread(_mm512_extracti32x4_epi32(at, 3), base, to + 48);
  return count;
}

/* The same for about ten bits or more, with no branch between ten and
 * twenty. */
BLOCK_TARGET static inline uint32_t flatten_many(uint64_t mask, uint32_t base,
                                                 uint32_t *to) {
  vec at = _mm512_maskz_compress_epi8(mask, load(bytes));
  spread(_mm512_castsi512_si128(at), base, to);
  uint32_t count = (uint32_t)_mm_popcnt_u64(mask);
  if (count <= 16) return count;
  spread(_mm512_extracti32x4_epi32(at, 1), base, to + 16);
  if (count <= 32) return count;
  spread(_mm512_extracti32x4_epi32(at, 2), base, to + 32);
  spread(_mm512_extracti32x4_epi32(at, 3), base, to + 48);
  return count;
}

BLOCK_TARGET static inline void put_kinds(uint64_t odd, uint64_t mark,
                                          uint32_t count, uint8_t *to) {
  vec kinds = _mm512_maskz_mov_epi8(odd, all(1));
  (void)count; /* no branch depends on it */
  _mm512_storeu_si512(to, _mm512_mask_add_epi8(kinds, mark, kinds, all(2)));
}

/* The bits of `from` at the bits of `mask`, compressed. */
BLOCK_TARGET static inline uint64_t gather(uint64_t from, uint64_t mask) {
  return _pext_u64(from, mask);
}

#include "tokenizer_block.h"

#else
typedef int news_no_avx512; /* ISO C requires a declaration */
#endif
